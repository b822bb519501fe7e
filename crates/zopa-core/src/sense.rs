//! What an answer owes to what: the mathematics of uncertainty and robustness, on numbers alone.
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `y[k]` | an outcome in world `k`: a number, or 0 and 1 for no and yes | one per world |
//! | `x[k][j]` | input `j` in world `k` | one per world and input |
//! | `u[d][s]` | payoff of decision (or package) `d` in state `s` | one party's points; never of two parties |
//!
//! Nothing here draws random numbers: worlds, designs and answers come from the caller, and sums are made in index
//! order, so equal inputs give equal bytes. Estimates are neither clamped nor smoothed: an index of -0.003 with an
//! error of 0.004 says that it is about zero.

pub mod information;
pub mod prim;
pub mod regret;
pub mod reversal;
pub mod share;
pub mod smaa;
pub mod sobol;
pub mod tornado;

use crate::Fault;

/// Refuses a table that is empty, ragged, or holds what is not a number; `what` names its rows.
fn table(what: &str, rows: &[Vec<f64>]) -> Result<usize, Fault> {
    let Some(width) = rows.first().map(Vec::len).filter(|&width| width > 0) else {
        return Err(Fault::shape(format!("there is no {what}, or it is empty")));
    };
    for (k, row) in rows.iter().enumerate() {
        if row.len() != width {
            return Err(Fault::shape(format!("{what} {k} has {} entries, the first has {width}", row.len())));
        }
        if let Some(at) = row.iter().position(|x| !x.is_finite()) {
            return Err(Fault::shape(format!("{what} {k}, entry {at} is not a finite number")));
        }
    }
    Ok(width)
}

/// Refuses probabilities that are negative or do not sum to one within 1e-9.
fn probabilities(what: &str, p: &[f64], count: usize) -> Result<(), Fault> {
    if p.len() != count {
        return Err(Fault::shape(format!("{what}: {} probabilities for {count}", p.len())));
    }
    if let Some(at) = p.iter().position(|p| !(*p >= 0.0 && p.is_finite())) {
        return Err(Fault::shape(format!("{what}: probability {at} is not a number of at least 0")));
    }
    let sum: f64 = p.iter().sum();
    match (sum - 1.0).abs() <= 1e-9 {
        true => Ok(()),
        false => Err(Fault::shape(format!("{what}: the probabilities sum to {sum}, not to 1"))),
    }
}

/// The indices of all largest numbers: ties are shown, not broken.
fn largest(numbers: &[f64]) -> Vec<usize> {
    let most = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (0..numbers.len()).filter(|&k| numbers[k] == most).collect()
}
