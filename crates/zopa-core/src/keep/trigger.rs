//! How much the future has to count so that a party keeps an agreement, and what each safeguard changes about that.
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `T`, `R`, `P` | temptation, comply, punishment: a party's flow while it breaks the agreement, keeps it, is punished | points a period |
//! | `L` | detection lag: periods a violation runs before it can be noticed | whole, `≥ 1` |
//! | `q` | probability that it is noticed then | `0..1`, above 0 |
//! | `k` | periods of punishment; none: for good | whole, `≥ 1` |
//! | `F` | what an enforcer takes from a violator in each period of violation | points a period |
//! | `h` | probability per period that the relation ends for reasons of its own | `0..1`, below 1 |
//!
//! With `d = δ(1 - h)` a violation of `L` periods pays unless
//!
//! `(1 - d^L)(T - F - R) ≤ q d^L (1 - d^k)(R - P)`.
//!
//! Without an end to punishment the least `d` is `((T-F-R) / (T-F-R + q(R-P)))^(1/L)`: grim `(T-R)/(T-P)` with `L = q =
//! 1` and `F = 0`. With `L = q = 1` it solves `Σ_{j=1..k} d^j = (T-R)/(R-P)`. The two sides cross once, so the root is
//! found by halving, to the last digits of an `f64`.
//!
//! J. Friedman 1971, "A non-cooperative equilibrium for supergames", Review of Economic Studies 38, for the trigger; D.
//! Abreu 1988, Econometrica 56, for punishments that end; the joint form of lag, detection and penalty is algebra.
//!
//! Assumes: one party's temptation at a time, the same flows in every period, a violation that is noticed `L` periods
//! after it began or not at all, punishers who do punish. When the relation ends for reasons of its own, keeping and
//! breaking are worth the same. It cannot show whether punishment would hurt the punisher too much to be carried out.

use super::{finite, within};
use crate::Fault;

/// A party's flows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flows {
    /// `T`: while it breaks the agreement and is not noticed, points a period.
    pub temptation: f64,
    /// `R`: while all keep it, points a period.
    pub comply: f64,
    /// `P`: while it is punished, points a period.
    pub punishment: f64,
}

/// What stands between a violation and its gain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Safeguards {
    /// `L`, periods.
    pub lag: u32,
    /// `q`.
    pub detection: f64,
    /// `k`, periods; `None`: for good.
    pub punished_for: Option<u32>,
    /// `F`, points a period.
    pub penalty: f64,
    /// `h`, per period.
    pub breakdown: f64,
}

impl Default for Safeguards {
    /// Noticed at once and for certain, punished for good; no enforcer, no breakdown.
    fn default() -> Safeguards {
        Safeguards { lag: 1, detection: 1.0, punished_for: None, penalty: 0.0, breakdown: 0.0 }
    }
}

/// The least discount factor at which the agreement is kept, and what moves it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// `δ*`, `0..1`.
    pub discount: f64,
    /// How fast it moves with each input. All zero where it is zero: there nothing is gained by breaking the agreement.
    pub rates: Rates,
}

/// `∂δ*/∂` of each input, at the others' values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// By `T`, per point.
    pub temptation: f64,
    /// By `R`, per point.
    pub comply: f64,
    /// By `P`, per point.
    pub punishment: f64,
    /// By `q`, per unit of probability.
    pub detection: f64,
    /// By `F`, per point.
    pub penalty: f64,
    /// By `h`, per unit of probability.
    pub breakdown: f64,
}

/// The least discount factor at which a party keeps the agreement; `None` if it breaks it at every one up to 1.
///
/// # Errors
/// A number is not finite or out of range, or being punished is no worse than complying.
pub fn threshold(flows: &Flows, safeguards: &Safeguards) -> Result<Option<Threshold>, Fault> {
    sound(flows, safeguards)?;
    let Terms { gain, loss } = Terms::of(flows, safeguards);
    let none =
        Rates { temptation: 0.0, comply: 0.0, punishment: 0.0, detection: 0.0, penalty: 0.0, breakdown: 0.0 };
    if gain <= 0.0 {
        return Ok(Some(Threshold { discount: 0.0, rates: none }));
    }
    let (lag, q) = (safeguards.lag, safeguards.detection);
    let d = match safeguards.punished_for {
        None => libm::pow(gain / (gain + q * loss), 1.0 / f64::from(lag)),
        Some(rounds) => match root(gain, q * loss, lag, rounds) {
            Some(d) => d,
            None => return Ok(None),
        },
    };
    let stays = 1.0 - safeguards.breakdown;
    let discount = d / stays;
    if discount > 1.0 {
        return Ok(None);
    }
    // `A gain - q B loss = 0` at `d`; `A`, `B` and their slopes in `d`.
    let ([a, b], [slope_a, slope_b]) = weights(d, lag, safeguards.punished_for);
    let down = gain * slope_a - q * loss * slope_b;
    let rate = |by: f64| -by / down / stays;
    let rates = Rates {
        temptation: rate(a),
        comply: rate(-a - q * b),
        punishment: rate(q * b),
        detection: rate(-loss * b),
        penalty: rate(-a),
        breakdown: d / (stays * stays),
    };
    Ok(Some(Threshold { discount, rates }))
}

/// How much `δ*` rises when a violation runs one period longer before it can be noticed; `None` if there is no threshold
/// before or after.
///
/// # Errors
/// As of [`threshold`], or the lag cannot be counted.
pub fn one_more_period(flows: &Flows, safeguards: &Safeguards) -> Result<Option<f64>, Fault> {
    let Some(lag) = safeguards.lag.checked_add(1) else {
        return Err(Fault::shape(format!(
            "a detection lag of {} periods cannot be lengthened",
            safeguards.lag
        )));
    };
    let before = threshold(flows, safeguards)?;
    let after = threshold(flows, &Safeguards { lag, ..*safeguards })?;
    Ok(before.zip(after).map(|(before, after)| after.discount - before.discount))
}

/// What a violation gains over keeping the agreement, at a discount factor: the party's own points, discounted to the
/// period in which it would begin and multiplied by `1 - d`. At most zero: it keeps the agreement.
///
/// # Errors
/// As of [`threshold`], or the discount factor is not from 0 to 1.
pub fn gain(flows: &Flows, safeguards: &Safeguards, discount: f64) -> Result<f64, Fault> {
    sound(flows, safeguards)?;
    within("the discount factor", discount, 0.0, 1.0)?;
    let Terms { gain, loss } = Terms::of(flows, safeguards);
    let d = discount * (1.0 - safeguards.breakdown);
    let late = libm::pow(d, f64::from(safeguards.lag));
    let length = safeguards.punished_for.map_or(1.0, |k| 1.0 - libm::pow(d, f64::from(k)));
    Ok((1.0 - late) * gain - safeguards.detection * late * length * loss)
}

/// What a violation gains and its punishment costs, points a period.
struct Terms {
    gain: f64,
    loss: f64,
}

impl Terms {
    fn of(flows: &Flows, safeguards: &Safeguards) -> Terms {
        Terms {
            gain: flows.temptation - safeguards.penalty - flows.comply,
            loss: flows.comply - flows.punishment,
        }
    }
}

/// Halves `0..1` around the `d` with `gain Σ_{i<L} d^i = loss d^L Σ_{j<k} d^j`; `None` if even 1 is too little.
fn root(gain: f64, loss: f64, lag: u32, rounds: u32) -> Option<f64> {
    let short = |d: f64| {
        let ([a, b], _) = weights(d, lag, Some(rounds));
        gain * a > loss * b
    };
    if short(1.0) {
        return None;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if short(middle) { low = middle } else { high = middle }
    }
    Some(high)
}

/// What multiplies gain and loss in the condition, and the slopes of both in `d`: `1 - d^L` and `d^L` for good, else both
/// divided by `1 - d`, so that they stay apart at `d = 1`.
fn weights(d: f64, lag: u32, rounds: Option<u32>) -> ([f64; 2], [f64; 2]) {
    let late = libm::pow(d, f64::from(lag));
    let slope = f64::from(lag) * libm::pow(d, f64::from(lag) - 1.0);
    let Some(rounds) = rounds else { return ([1.0 - late, late], [-slope, slope]) };
    let (a, slope_a) = series(d, lag);
    let (s, slope_s) = series(d, rounds);
    ([a, late * s], [slope_a, slope * s + late * slope_s])
}

/// `Σ_{i<n} d^i` and its slope in `d`.
fn series(d: f64, n: u32) -> (f64, f64) {
    (0..n).fold((0.0, 0.0), |(sum, slope), _| (sum * d + 1.0, slope * d + sum))
}

/// The longest lag and punishment, periods: sums over them are made term by term.
const LONGEST: u32 = 100_000;

fn sound(flows: &Flows, safeguards: &Safeguards) -> Result<(), Fault> {
    finite("the flow while breaking the agreement", flows.temptation)?;
    finite("the flow while all keep the agreement", flows.comply)?;
    finite("the flow while punished", flows.punishment)?;
    if flows.punishment >= flows.comply {
        let text = format!("punishment ({}) is no worse than complying ({})", flows.punishment, flows.comply);
        return Err(Fault::shape(text));
    }
    let longest = f64::from(LONGEST);
    within("the detection lag in periods", f64::from(safeguards.lag), 1.0, longest)?;
    if let Some(rounds) = safeguards.punished_for {
        within("the punishment in periods", f64::from(rounds), 1.0, longest)?;
    }
    within("the detection probability", safeguards.detection, 0.0, 1.0)?;
    within("the penalty", safeguards.penalty, 0.0, f64::INFINITY)?;
    within("the probability of breakdown", safeguards.breakdown, 0.0, 1.0)?;
    if safeguards.detection == 0.0 {
        return Err(Fault::shape(
            "the detection probability is 0, so no violation is ever noticed".to_string(),
        ));
    }
    if safeguards.breakdown == 1.0 {
        return Err(Fault::shape(
            "the probability of breakdown is 1, so there is no next period".to_string(),
        ));
    }
    Ok(())
}
