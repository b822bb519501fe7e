//! Which share of spells lasts longer than a given time?
//!
//! Where `d` of the `n` spells still in sight end at a time, the share falls by the factor `1 - d/n`: `S(t) = Π (1 -
//! d_j/n_j)` over the times up to `t`. A spell last seen at the time of an end was in sight there. The curve says nothing
//! beyond the longest spell unless it has come down to zero.
//!
//! The interval is that of `ln(-ln S)` with Greenwood's variance: `S^exp(± z e)`, `e = √(Σ d_j / (n_j (n_j - d_j))) / |ln S|`,
//! which stays between 0 and 1. Before the first end, and where nothing is left, the variance says nothing and no interval is
//! given. It holds for one time, not for the whole curve.
//!
//! E. L. Kaplan and P. Meier 1958, Journal of the American Statistical Association 53. M. Greenwood 1926, Reports on Public
//! Health and Medical Subjects 33. J. D. Kalbfleisch and R. L. Prentice 1980, The Statistical Analysis of Failure Time Data,
//! 1.3, for the scale of the interval. Exact but for rounding, about 1e-16 per time.
//!
//! Assumes: as of [`crate::durable`]. It cannot show why some last longer.

use super::{Interval, Spell, errors, sound};
use crate::Fault;

/// A time at which spells end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// When.
    pub time: f64,
    /// How many were in sight.
    pub in_sight: usize,
    /// How many of them ended.
    pub ended: usize,
    /// `S`, from this time on.
    pub lasts: f64,
    /// `Σ d / (n (n - d))` up to here; infinite where nothing is left.
    pub variance: f64,
}

/// Shares of spells that last longer, by time.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Every time at which spells end, early to late.
    pub steps: Vec<Step>,
    /// The longest time at which a spell was in sight.
    pub longest: f64,
}

/// A share of the curve, with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lasts {
    /// `S(t)`.
    pub share: f64,
    /// Its interval, where the spells allow one.
    pub interval: Option<Interval>,
}

/// The curve of these spells.
///
/// # Errors
/// No spell, or a time that is not a finite number of at least zero.
pub fn curve(spells: &[Spell]) -> Result<Curve, Fault> {
    sound(spells)?;
    let mut sorted = spells.to_vec();
    sorted.sort_by(|a, b| a.lasted.total_cmp(&b.lasted));
    let mut steps: Vec<Step> = Vec::new();
    let (mut lasts, mut variance) = (1.0, 0.0);
    let mut seen = 0;
    for group in sorted.chunk_by(|a, b| a.lasted == b.lasted) {
        let in_sight = sorted.len() - seen;
        let ended = group.iter().filter(|s| s.ended).count();
        seen += group.len();
        if ended > 0 {
            let (n, left) = (in_sight as f64, (in_sight - ended) as f64);
            lasts *= left / n;
            variance += ended as f64 / (n * left);
            steps.push(Step { time: group[0].lasted, in_sight, ended, lasts, variance });
        }
    }
    Ok(Curve { steps, longest: sorted[sorted.len() - 1].lasted })
}

impl Curve {
    /// `S(time)` with its interval at `level`, such as 0.95; `None` beyond what was seen.
    ///
    /// # Errors
    /// A time that is not a finite number of at least zero, or a level not between 0 and 1.
    pub fn at(&self, time: f64, level: f64) -> Result<Option<Lasts>, Fault> {
        crate::keep::within("the time asked for", time, 0.0, f64::INFINITY)?;
        let z = errors(level)?;
        let passed = self.steps.partition_point(|s| s.time <= time);
        let Some(step) = passed.checked_sub(1).map(|k| self.steps[k]) else {
            return Ok((time <= self.longest).then_some(Lasts { share: 1.0, interval: None }));
        };
        if time > self.longest && step.lasts > 0.0 {
            return Ok(None);
        }
        let interval = (step.lasts > 0.0).then(|| {
            let gone = -libm::log(step.lasts);
            let off = libm::exp(z * step.variance.sqrt() / gone);
            Interval { low: libm::exp(-gone * off), high: libm::exp(-gone / off) }
        });
        Ok(Some(Lasts { share: step.lasts, interval }))
    }

    /// The first time by which at least the share `part` of spells has ended, such as 0.5; `None` where that was not seen.
    ///
    /// # Errors
    /// A share not between 0 and 1, or of none.
    pub fn ended_by(&self, part: f64) -> Result<Option<f64>, Fault> {
        crate::keep::within("the share that has ended", part, f64::MIN_POSITIVE, 1.0)?;
        // Products of exact fractions miss a share such as one half by a few roundings.
        let near = 1.0 - part + 1e-12;
        Ok(self.steps.iter().find(|s| s.lasts <= near).map(|s| s.time))
    }
}
