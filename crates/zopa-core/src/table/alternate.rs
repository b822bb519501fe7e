//! Two sides make offers in turn: what does the first proposer get?
//!
//! | symbol | is | unit |
//! |---|---|---|
//! | `δ_i` | what the next round counts for to side `i` | `0..1` |
//! | `o_i` | outside option: what it may take by choice when an offer is refused | share of the pie |
//! | `q` | probability that talks end by chance after a refusal | `0..1` |
//! | `b_i` | breakdown point: what it has if they do | share of the pie |
//! | `x`, `y` | the first side's share when it proposes, and when the second does | share of the pie |
//!
//! `x = 1 - max(o_2, q b_2 + (1 - q) δ_2 (1 - y))`, `y = max(o_1, q b_1 + (1 - q) δ_1 x)`: one solution, since going round
//! shrinks. With nothing but discounting `x = (1 - δ_2) / (1 - δ_1 δ_2)`; with breakdown alone `x = (1 - b_2 + (1 - q) b_1) /
//! (2 - q)`, which tends to splitting the difference, `(1 - b_2 + b_1) / 2`, as `q` falls. An outside option counts only if it
//! is better than the share without it; a breakdown point always counts. So the two are different inputs.
//!
//! A. Rubinstein 1982, Econometrica 50; K. Binmore, A. Rubinstein and A. Wolinsky 1986, RAND Journal of Economics 17, for
//! breakdown; K. Binmore, A. Shaked and J. Sutton 1989, Quarterly Journal of Economics 104, for outside options. Exact but
//! for rounding, about 1e-15.
//!
//! Assumes: both know everything, linear utility in the share, options taken only after refusing an offer. It
//! cannot show delay: the first offer is accepted.

use crate::Fault;
use crate::keep::within;

/// One side at the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Side {
    /// `δ_i`.
    pub discount: f64,
    /// `o_i`, share of the pie.
    pub outside: f64,
    /// `b_i`, share of the pie.
    pub breakdown: f64,
}

/// The first side's share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// `x`: when it proposes.
    pub proposing: f64,
    /// `y`: when the other side does.
    pub answering: f64,
}

/// The shares both sides agree on at once; `breakdown` is `q`.
///
/// # Errors
/// A number is out of range, both sides' outside options or breakdown points are more than the pie, or nothing makes
/// waiting costly, so that every division would do.
pub fn shares(first: &Side, second: &Side, breakdown: f64) -> Result<Shares, Fault> {
    within("the probability of breakdown", breakdown, 0.0, 1.0)?;
    for (name, side) in [("first", first), ("second", second)] {
        within(&format!("the discount factor of the {name} side"), side.discount, 0.0, 1.0)?;
        within(&format!("the outside option of the {name} side"), side.outside, 0.0, 1.0)?;
        within(&format!("the breakdown point of the {name} side"), side.breakdown, 0.0, 1.0)?;
    }
    for (what, [a, b]) in [
        ("outside options", [first.outside, second.outside]),
        ("breakdown points", [first.breakdown, second.breakdown]),
    ] {
        if a + b > 1.0 {
            return Err(Fault::shape(format!(
                "the {what} {a} and {b} are together more than there is to divide"
            )));
        }
    }
    let stay = 1.0 - breakdown;
    let (later, other) = (stay * first.discount, stay * second.discount);
    let (hurt, other_hurt) = (breakdown * first.breakdown, breakdown * second.breakdown);
    let around = 1.0 - later * other;
    if around <= 0.0 {
        return Err(Fault::shape(
            "waiting costs neither side anything, so no division is singled out".to_string(),
        ));
    }
    // Both maps rise in `x` and shrink distances, so the solution of a maximum is the maximum of the solutions.
    let talks = (1.0 - other_hurt - other * (1.0 - hurt)) / around;
    let leaves = 1.0 - other_hurt - other * (1.0 - first.outside);
    let proposing = talks.max(leaves).min(1.0 - second.outside);
    Ok(Shares { proposing, answering: first.outside.max(hurt + later * proposing) })
}

/// The first side's share as rounds get short, with discount rates `r_i` a unit of time: `r_2 / (r_1 + r_2)`.
///
/// # Errors
/// A rate is below zero, or both are zero.
pub fn short_rounds(first_rate: f64, second_rate: f64) -> Result<f64, Fault> {
    within("the discount rate of the first side", first_rate, 0.0, f64::MAX / 2.0)?;
    within("the discount rate of the second side", second_rate, 0.0, f64::MAX / 2.0)?;
    if first_rate + second_rate == 0.0 {
        return Err(Fault::shape(
            "waiting costs neither side anything, so no division is singled out".to_string(),
        ));
    }
    Ok(second_rate / (first_rate + second_rate))
}

/// The first side's share as breakdown gets unlikely: what is left of the pie is split evenly on top of the breakdown points.
///
/// # Errors
/// A breakdown point is not from 0 to 1.
pub fn split_the_difference(first: f64, second: f64) -> Result<f64, Fault> {
    within("the breakdown point of the first side", first, 0.0, 1.0)?;
    within("the breakdown point of the second side", second, 0.0, 1.0)?;
    Ok(0.5 * (1.0 - second + first))
}
