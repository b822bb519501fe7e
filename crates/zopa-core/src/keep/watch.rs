//! What a party must have to lose so that it does not undo its part of a deal before it is noticed, for lags of any
//! length, and how far each safeguard would have to go.
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `R` | what keeping the deal is worth to the party | its own points a period |
//! | `B` | what it has on top while it undoes its own part | its own points a period, `≥ 0` |
//! | `P` | what it has once the deal is over | its own points a period |
//! | `G` | what a guarantee takes from it then, expected | its own points a period |
//! | `L` | periods until a violation is noticed | any number `≥ 0` |
//! | `q`, `δ`, `h` | chance of notice, discount factor, chance per period that the deal ends by itself | as in [`super::trigger`] |
//!
//! With `d = δ(1 - h)` the party keeps the deal iff `(1 - d^L) B ≤ q d^L (R + G - P)`, which is the condition of
//! [`super::trigger`] for a punishment without end, `T = R + B` and `P - G` for `P`; divided by `q d^L`:
//!
//! `R - k B + G ≥ P`, with `k = (1 - d^L) / (q d^L)`, the **price** of a point of temptation.
//!
//! So it holds no deal that is worth less than `P - G`, however well it is watched; and with the slack `s = (R + G - P) /
//! B` it holds iff `k ≤ s`, that is `L ≤ ln(1 + s q) / -ln d`, or `q ≥ (1 - d^L) / (s d^L)`, or `d^L ≥ 1 / (1 + s q)`.
//!
//! Algebra on the trigger strategy of J. Friedman 1971. Exact but for rounding, about 1e-14. Assumes what
//! [`super::trigger`] does; a guarantee works once the violation is noticed, not before.

use super::{discount as sound, finite, within};
use crate::Fault;

/// How a violation is noticed, and what later periods count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Watch {
    /// `L`, periods.
    pub lag: f64,
    /// `q`, above 0.
    pub detection: f64,
    /// `δ`.
    pub discount: f64,
    /// `h`, below 1.
    pub breakdown: f64,
}

impl Watch {
    fn kept(&self) -> Result<f64, Fault> {
        within("the detection lag in periods", self.lag, 0.0, f64::INFINITY)?;
        within("the detection probability", self.detection, f64::MIN_POSITIVE, 1.0)?;
        sound(self.discount)?;
        within("the probability of breakdown", self.breakdown, 0.0, 1.0)?;
        sound(self.discount * (1.0 - self.breakdown))?;
        Ok(self.discount * (1.0 - self.breakdown))
    }

    /// `k`: what one point of temptation needs in points to lose.
    ///
    /// # Errors
    /// A number is out of range.
    pub fn price(&self) -> Result<f64, Fault> {
        let late = libm::pow(self.kept()?, self.lag);
        Ok((1.0 - late) / (self.detection * late))
    }

    /// The longest lag that holds at a slack, periods; below a slack of zero none does.
    ///
    /// # Errors
    /// A number is out of range.
    pub fn longest_lag(&self, slack: f64) -> Result<Option<f64>, Fault> {
        let d = self.kept()?;
        finite("the slack", slack)?;
        Ok((slack >= 0.0).then(|| -libm::log1p(slack * self.detection) / libm::log(d)))
    }

    /// The least chance of notice that holds at a slack; `None` where even certainty does not.
    ///
    /// # Errors
    /// A number is out of range.
    pub fn least_detection(&self, slack: f64) -> Result<Option<f64>, Fault> {
        let late = libm::pow(self.kept()?, self.lag);
        finite("the slack", slack)?;
        let need = if late >= 1.0 { 0.0 } else { (1.0 - late) / (slack * late) };
        Ok((slack >= 0.0 && need <= 1.0).then_some(need))
    }

    /// The least discount factor that holds at a slack; `None` where none below 1 does.
    ///
    /// # Errors
    /// A number is out of range.
    pub fn least_discount(&self, slack: f64) -> Result<Option<f64>, Fault> {
        self.kept()?;
        finite("the slack", slack)?;
        if slack < 0.0 || (self.lag > 0.0 && slack == 0.0) {
            return Ok(None);
        }
        if self.lag == 0.0 {
            return Ok(Some(0.0));
        }
        let d = libm::pow(1.0 / (1.0 + slack * self.detection), 1.0 / self.lag) / (1.0 - self.breakdown);
        Ok((d < 1.0).then_some(d))
    }
}
