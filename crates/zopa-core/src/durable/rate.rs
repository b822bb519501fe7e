//! How many ends are there per unit of time, if the rate is the same at every age?
//!
//! `d` ends in a total time `T` in sight: the likeliest constant rate is `h = d/T`, and then `S(t) = exp(-h t)`. The
//! interval is the exact one for a count: `low T` is the mean at which `d` or more, `high T` the mean at which `d` or fewer
//! come with half of what the interval may miss. It also stands where nothing has ended yet.
//!
//! F. Garwood 1936, "Fiducial limits for the Poisson distribution", Biometrika 28. The rate is exact but for rounding, the
//! ends of the interval to about 1e-12 of their size.
//!
//! Assumes: one rate for all spells and ages; a total time that does not hang on the count. Early ends are often many: compare
//! [`super::weibull`] before using a rate for a later year.

use super::{Interval, Spell, errors, sound};
use crate::Fault;

/// A constant rate of ending.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// `d`.
    pub ended: u64,
    /// `T`: time in sight, all spells together.
    pub time: f64,
    /// `h`, per unit of time.
    pub rate: f64,
    /// Its interval.
    pub interval: Interval,
    /// The log-likelihood of the spells, where any has ended.
    pub likelihood: Option<f64>,
}

/// The rate of these spells, with its interval at `level`, such as 0.95.
///
/// # Errors
/// No spell, a time that is not a finite number of at least zero, no time in sight at all, or a level not between 0 and 1.
pub fn constant(spells: &[Spell], level: f64) -> Result<Rate, Fault> {
    sound(spells)?;
    let ended = spells.iter().filter(|s| s.ended).count() as u64;
    per(ended, spells.iter().map(|s| s.lasted).sum(), level)
}

/// The rate of `ended` ends in a total `time`.
///
/// # Errors
/// As of [`constant`].
pub fn per(ended: u64, time: f64, level: f64) -> Result<Rate, Fault> {
    errors(level)?;
    crate::keep::within("the total time in sight", time, 0.0, f64::INFINITY)?;
    if time == 0.0 {
        return Err(Fault::shape("no time was spent in sight, so there is no rate".to_string()));
    }
    let rate = ended as f64 / time;
    let miss = 0.5 * (1.0 - level);
    let low = if ended == 0 { 0.0 } else { mean(|m| 1.0 - at_most(ended - 1, m) >= miss, ended) };
    let high = mean(|m| at_most(ended, m) <= miss, ended);
    let likelihood = (ended > 0).then(|| ended as f64 * (libm::log(rate) - 1.0));
    Ok(Rate { ended, time, rate, interval: Interval { low: low / time, high: high / time }, likelihood })
}

/// The least mean that passes, which all larger ones do.
fn mean(passes: impl Fn(f64) -> bool, count: u64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0 + count as f64);
    while !passes(high) {
        (low, high) = (high, 2.0 * high);
    }
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return high;
        }
        if passes(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
}

/// The probability of at most `count` where `mean` come on average.
fn at_most(count: u64, mean: f64) -> f64 {
    if mean == 0.0 {
        return 1.0;
    }
    let log = libm::log(mean);
    let term = |k: u64| libm::exp(k as f64 * log - mean - libm::lgamma(k as f64 + 1.0));
    (0..=count).map(term).sum::<f64>().min(1.0)
}
