//! A war along a line of forts: who wins, how long it takes, what fighting on and settling are worth.
//!
//! Party 1 holds `k` of `N` forts; each battle moves one fort, to party 1 with probability `p`, to party 2 with
//! `q = 1 - p`; the war ends at 0 or `N`.
//!
//! - [`finish`]: `Pr(win | k) = (1 - (q/p)^k) / (1 - (q/p)^N)` and `E[battles] = k/(q-p) - N/(q-p) Pr(win)`; with
//!   `p = 1/2`, `k/N` and `k (N - k)`.
//! - [`fighting_on`]: war to the finish, `V_i(k) = -(1-δ) c_i + δ (p V_i(k+1) + q V_i(k-1))`; the winner has 1.
//! - [`settled`]: the parties may settle before each battle. `V_i = (I - δ P)^{-1} (d_i + r_i ρ)`, with `r_i` the
//!   probability that `i` proposes, `d_i = -(1-δ) c_i`, and `ρ = (1-δ) (1 + c_1 + c_2)` what settling now saves. They
//!   settle at once, so `V_1 + V_2 = 1`; the terms follow the front.
//!
//! All of them are tridiagonal systems, solved in `O(N)`; measured against the closed forms, they agree within 1e-9 to
//! `N = 1000`. A discount of 1 is taken where fighting costs nothing: all values are then the probabilities to win.
//!
//! # Assumes, and cannot show
//! Battles are alike and independent, the whole prize goes to the winner, and everybody knows the numbers. In [`settled`]
//! a deal binds for ever, so a war that comes from mistrust of the deal cannot appear.
//!
//! # References
//! W. Feller 1968, *An Introduction to Probability Theory*, vol. 1, ch. XIV (ruin); A. Smith 1998, *Journal of Conflict
//! Resolution* 42, 301–320, and A. Smith and A. C. Stam 2004, in the same journal, 48, 783–813 (forts);
//! A. Merlo and C. Wilson 1995, *Econometrica* 63, 371–399 (settling; the linear form follows from theirs).

use super::{TOLERANCE, discount_with, probability};
use crate::Fault;

/// The most forts taken; beyond, the solution is not exact to nine digits.
pub const FORTS: usize = 1000;

/// A line of forts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Front {
    /// `N`, at least 1.
    pub forts: usize,
    /// `p`: probability that party 1 wins a battle.
    pub win: f64,
}

impl Front {
    fn sound(&self) -> Result<(), Fault> {
        probability("the probability that party 1 wins a battle", self.win)?;
        match (1..=FORTS).contains(&self.forts) {
            true => Ok(()),
            false => Err(Fault::shape(format!("{} forts, not 1 to {FORTS}", self.forts))),
        }
    }

    /// `v(k) = gain + δ (p v(k+1) + q v(k-1))` between `v(0)` and `v(N)`: elimination from below, then back.
    fn solve(&self, delta: f64, gain: f64, ends: [f64; 2]) -> Vec<f64> {
        let (up, down) = (delta * self.win, delta * (1.0 - self.win));
        // v(k) = at[k].0 v(k+1) + at[k].1
        let mut at = Vec::with_capacity(self.forts);
        at.push((0.0, ends[0]));
        for k in 1..self.forts {
            let (slope, rest) = at[k - 1];
            let pivot = 1.0 - down * slope;
            at.push((up / pivot, (gain + down * rest) / pivot));
        }
        let mut values = vec![ends[1]; self.forts + 1];
        for k in (0..self.forts).rev() {
            values[k] = at[k].0 * values[k + 1] + at[k].1;
        }
        values
    }
}

/// The end of a war fought to the finish.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finish {
    /// Probability that party 1 wins.
    pub win: f64,
    /// Expected number of battles.
    pub battles: f64,
}

/// The end by `k = 0 … N`.
///
/// # Errors
/// A probability outside 0 to 1, or a number of forts outside 1 to [`FORTS`].
pub fn finish(front: &Front) -> Result<Vec<Finish>, Fault> {
    front.sound()?;
    let wins = front.solve(1.0, 0.0, [0.0, 1.0]);
    let battles = front.solve(1.0, 1.0, [0.0, 0.0]);
    Ok(wins.into_iter().zip(battles).map(|(win, battles)| Finish { win, battles }).collect())
}

/// `V_1, V_2` of war to the finish by `k = 0 … N`, at a cost per battle.
///
/// # Errors
/// As of [`finish`]; a negative cost; a discount outside 0 to 1, or of 1 where battles cost something.
pub fn fighting_on(front: &Front, delta: f64, costs: [f64; 2]) -> Result<Vec<[f64; 2]>, Fault> {
    front.sound()?;
    discount_with(delta, costs)?;
    let first = front.solve(delta, -(1.0 - delta) * costs[0], [0.0, 1.0]);
    let second = front.solve(delta, -(1.0 - delta) * costs[1], [1.0, 0.0]);
    Ok(first.into_iter().zip(second).map(|(a, b)| [a, b]).collect())
}

/// `V_1, V_2` by `k = 0 … N` where the parties may settle before each battle and each proposes with its probability.
///
/// # Errors
/// As of [`fighting_on`]; probabilities of proposing that do not sum to 1.
pub fn settled(
    front: &Front,
    delta: f64,
    costs: [f64; 2],
    proposes: [f64; 2],
) -> Result<Vec<[f64; 2]>, Fault> {
    front.sound()?;
    discount_with(delta, costs)?;
    probability("the probability that party 1 proposes", proposes[0])?;
    probability("the probability that party 2 proposes", proposes[1])?;
    let sum = proposes[0] + proposes[1];
    if (sum - 1.0).abs() > TOLERANCE {
        return Err(Fault::shape(format!("the probabilities of proposing sum to {sum}, not to 1")));
    }
    let rent = (1.0 - delta) * (1.0 + costs[0] + costs[1]);
    let gain = |i: usize| proposes[i] * rent - (1.0 - delta) * costs[i];
    let first = front.solve(delta, gain(0), [0.0, 1.0]);
    let second = front.solve(delta, gain(1), [1.0, 0.0]);
    Ok(first.into_iter().zip(second).map(|(a, b)| [a, b]).collect())
}

/// What a battle may be expected to change for party 1, `p v(k+1) + q v(k-1) - v(k)`, by `k = 0 … N` (0 at the ends):
/// the sign says on whose side time is, by these numbers.
///
/// # Errors
/// As of [`finish`]; a list that is not of `N + 1` numbers.
pub fn drift(front: &Front, values: &[f64]) -> Result<Vec<f64>, Fault> {
    front.sound()?;
    if values.len() != front.forts + 1 {
        let text = format!("{} values for {} states of the front", values.len(), front.forts + 1);
        return Err(Fault::shape(text));
    }
    let inner = |w: &[f64]| front.win * w[2] + (1.0 - front.win) * w[0] - w[1];
    Ok([0.0].into_iter().chain(values.windows(3).map(inner)).chain([0.0]).collect())
}
