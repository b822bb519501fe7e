//! Into how many steps, taken by both sides at once, has an exchange to be cut so that nobody gains by stopping?
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `d_n` | size of step `n` of `N`: it costs each side `d_n` once | parts of what is exchanged |
//! | `b` | what the other side's step is worth, against 1 for what the own one costs | ratio, above 1 |
//! | `G` | what whoever stops loses | the units of `d` |
//! | `δ` | discount factor from step to step | `0..1` |
//!
//! Who stops at step `n` has `b d_n - G` and nothing more; who goes on has `V_n = (b - 1) d_n + δ V_{n+1}`. So `d_n ≤ G + δ
//! V_{n+1}`, and the largest steps are, from the last backwards, `d_N = G`, `d_{n-1} = G (1 - δ) + δ b d_n`: big first,
//! smallest last. Without a guarantee the last step is nothing and unravels all before it.
//!
//! After T. Schelling 1960, The Strategy of Conflict, ch. 2 (agreements cut into small parts), and J. Watson 1999,
//! "Starting small and renegotiation", Journal of Economic Theory 85; the recursion is algebra. Exact but for rounding, about 1e-13.
//!
//! Assumes: two sides alike, whole freedom to cut, a guarantee that works to the end. It cannot show items that cannot be
//! cut: those are in [`super::order`].

use super::{discount as sound, within};
use crate::Fault;

/// Steps, first to last, that sum to what is exchanged.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps {
    /// `d_1 … d_N`.
    pub sizes: Vec<f64>,
    /// What the largest steps of this number sum to: at least what is exchanged.
    pub reach: f64,
}

/// The most steps that are written out.
const MOST: usize = 100_000;

/// The fewest steps that move `total`, the first cut to what is left for it; `None` without a guarantee, where no number
/// of steps does.
///
/// # Errors
/// A number is out of range, or more than 100,000 steps would be needed.
pub fn fewest(guarantee: f64, benefit: f64, discount: f64, total: f64) -> Result<Option<Steps>, Fault> {
    within("the guarantee", guarantee, 0.0, f64::INFINITY)?;
    exchange(benefit, discount, total)?;
    if guarantee == 0.0 {
        return Ok(None);
    }
    let mut sizes = Vec::new();
    let (mut before, mut reach, mut size) = (0.0, 0.0, guarantee);
    while reach < total {
        if sizes.len() == MOST {
            return Err(Fault::shape(format!(
                "a guarantee of {guarantee} would need more than {MOST} steps"
            )));
        }
        sizes.push(size);
        before = reach;
        reach += size;
        size = guarantee * (1.0 - discount) + discount * benefit * size;
    }
    if let Some(first) = sizes.last_mut() {
        *first = total - before;
    }
    sizes.reverse();
    Ok(Some(Steps { sizes, reach }))
}

/// The largest steps, first to last, that a guarantee holds.
///
/// # Errors
/// A number is out of range.
pub fn largest(guarantee: f64, benefit: f64, discount: f64, count: usize) -> Result<Vec<f64>, Fault> {
    within("the guarantee", guarantee, 0.0, f64::INFINITY)?;
    exchange(benefit, discount, 1.0)?;
    if count == 0 || count > MOST {
        return Err(Fault::shape(format!("{count} steps are asked for, and it has to be 1 to {MOST}")));
    }
    let grow = |size: &f64| Some(guarantee * (1.0 - discount) + discount * benefit * size);
    let mut sizes: Vec<f64> = std::iter::successors(Some(guarantee), grow).take(count).collect();
    sizes.reverse();
    match sizes.first() {
        Some(first) if !first.is_finite() => {
            Err(Fault::shape(format!("the first of {count} steps is too large for a number")))
        }
        _ => Ok(sizes),
    }
}

/// The least guarantee with which `total` can be moved in `count` steps: sizes grow in proportion to it.
///
/// # Errors
/// As of [`largest`].
pub fn least_guarantee(benefit: f64, discount: f64, count: usize, total: f64) -> Result<f64, Fault> {
    exchange(benefit, discount, total)?;
    let unit = largest(1.0, benefit, discount, count)?;
    Ok(total / unit.iter().rev().sum::<f64>())
}

/// By how much stopping at each step beats going on, in the units of `d`: at most zero everywhere if nobody stops.
///
/// # Errors
/// A number is out of range.
pub fn gains(sizes: &[f64], guarantee: f64, benefit: f64, discount: f64) -> Result<Vec<f64>, Fault> {
    within("the guarantee", guarantee, 0.0, f64::INFINITY)?;
    exchange(benefit, discount, 1.0)?;
    for (n, size) in sizes.iter().enumerate() {
        within(&format!("the size of step {n}"), *size, 0.0, f64::INFINITY)?;
    }
    let mut gains = vec![0.0; sizes.len()];
    let mut on = 0.0;
    for (n, size) in sizes.iter().enumerate().rev() {
        on = (benefit - 1.0) * size + discount * on;
        gains[n] = benefit * size - guarantee - on;
    }
    Ok(gains)
}

fn exchange(benefit: f64, discount: f64, total: f64) -> Result<(), Fault> {
    sound(discount)?;
    within("what is exchanged", total, f64::MIN_POSITIVE, f64::INFINITY)?;
    if benefit.is_finite() && benefit > 1.0 {
        return Ok(());
    }
    let text = format!(
        "the other side's step is worth {benefit} times the cost of an own one, and has to be worth more than 1"
    );
    Err(Fault::shape(text))
}
