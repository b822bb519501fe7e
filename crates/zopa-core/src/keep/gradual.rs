//! How far can two sides go in concessions that cannot be taken back, if nothing but the rest to come holds them?
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `c_t` | what each side has conceded by period `t`, `c_0 = 0` | parts of the whole `c* = 1` |
//! | `b` | what a unit conceded by the other is worth a period, against 1 for what an own one costs | ratio |
//! | `δ` | discount factor | `0..1` |
//!
//! In each period a side has `b c_other - c_own`. Whoever stops freezes both sides where they stand: he keeps `c_{t-1}`
//! and has `c_t` of the other for good. The fastest path that nobody stops has `c_t = 1 - (b δ)^-t`; each step is `1/(b δ)`
//! of the one before, and the path is worth `b - 1/δ` (flows times `1 - δ`). It needs `b δ > 1`, and never ends.
//!
//! B. Lockwood and J. Thomas 2002, "Gradualism and irreversibility", Review of Economic Studies 69, the linear case.
//! Exact but for rounding, about 1e-14.
//!
//! Assumes: two sides alike, flows linear in what is conceded, nothing taken back, no guarantee and no punishment. It
//! cannot show uneven paths; steps that cost once, with a guarantee, are in [`super::steps`].

use super::{discount as sound, within};
use crate::Fault;

/// The fastest path nobody stops.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// `c_0, c_1, …`: what each side has conceded, parts of the whole.
    pub conceded: Vec<f64>,
    /// Its value to each side: flows times `1 - δ`, seen from period 1.
    pub value: f64,
    /// Each step as a part of the one before.
    pub shrink: f64,
}

/// The most periods of a path, which is written out.
const LONGEST: usize = 100_000;

/// The first `periods` periods of the fastest path; `None` if `b δ ≤ 1`, where no step holds.
///
/// # Errors
/// The ratio is not positive, the discount factor not between 0 and 1, or the path too long to write out.
pub fn path(benefit: f64, discount: f64, periods: usize) -> Result<Option<Path>, Fault> {
    within("what a concession is worth to the other side", benefit, f64::MIN_POSITIVE, f64::INFINITY)?;
    sound(discount)?;
    if periods > LONGEST {
        return Err(Fault::shape(format!("a path of {periods} periods is longer than {LONGEST}")));
    }
    if benefit * discount <= 1.0 {
        return Ok(None);
    }
    let shrink = 1.0 / (benefit * discount);
    let left = std::iter::successors(Some(1.0), |left| Some(left * shrink));
    let conceded = left.take(periods + 1).map(|left| 1.0 - left).collect();
    Ok(Some(Path { conceded, value: benefit - 1.0 / discount, shrink }))
}
