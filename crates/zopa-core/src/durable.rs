//! How long have comparable agreements held, and what went with holding longer: survival of spells, on numbers alone.
//!
//! | symbol | is | unit |
//! |---|---|---|
//! | `t` | how long a spell has lasted: until it ended, or until it was last seen | time, such as years |
//! | `S(t)` | share of spells that last longer than `t` | `0..1` |
//! | `h(t)` | rate at which spells end that have lasted `t` | per unit of time |
//! | `x`, `β` | what is known of a spell at its start; what goes with it: `exp(β)` is a ratio of rates | any; per unit of `x` |
//!
//! Every estimate takes spells as independent of each other, and as no likelier to go out of sight because they are about to
//! end. Agreements of one peace process are not independent, so intervals from here are too narrow for them; and
//! agreements are made where they are possible, so a ratio says what went together and not what a clause brings about.
//! Results are context beside an answer about a package, never a factor in it.
//!
//! Numbers are binary floating point, functions come from `libm`, sums run in a fixed order.

pub mod cox;
pub mod curve;
pub mod rate;
pub mod weibull;

use crate::Fault;
use crate::keep::within;

/// How long something lasted, and whether it was seen to end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spell {
    /// `t`: from its start to its end, or to when it was last seen.
    pub lasted: f64,
    /// Whether it ended then.
    pub ended: bool,
}

/// The two ends of an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Around an estimate above zero whose logarithm has the standard error `error`, at `z` of these on both sides.
    fn by_logarithm(estimate: f64, error: f64, z: f64) -> Interval {
        Interval { low: estimate * libm::exp(-z * error), high: estimate * libm::exp(z * error) }
    }
}

/// Refuses no spells, and ones whose time is not a finite number of at least zero.
fn sound(spells: &[Spell]) -> Result<(), Fault> {
    if spells.is_empty() {
        return Err(Fault::shape(
            "no spell is given, so nothing can be said about how long they last".to_string(),
        ));
    }
    let each =
        |(k, s): (usize, &Spell)| within(&format!("the time of spell {k}"), s.lasted, 0.0, f64::INFINITY);
    spells.iter().enumerate().try_for_each(each)
}

/// Refuses spells of which none ended.
fn some_ended(spells: &[Spell]) -> Result<(), Fault> {
    match spells.iter().any(|s| s.ended) {
        true => Ok(()),
        false => Err(Fault::shape(format!("none of the {} spells ended", spells.len()))),
    }
}

/// The number of standard errors to each side of an interval that is meant to hold the truth with probability `level`.
fn errors(level: f64) -> Result<f64, Fault> {
    match level > 0.0 && level < 1.0 {
        true => Ok(crate::special::normal_quantile(0.5 + 0.5 * level)),
        false => Err(Fault::shape(format!("an interval is asked for at {level}, not between 0 and 1"))),
    }
}
