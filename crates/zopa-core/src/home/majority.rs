//! What would `k` of `n` voters prefer to the status quo?
//!
//! On a line a voter with ideal `v` prefers what lies between the status quo `q` and its mirror image `2v - q`. So `k`
//! voters prefer a place above `q` up to the `k`-th largest mirror image, and one below `q` down to the `k`-th smallest:
//! `min(q, 2 v_(k) - q) … max(q, 2 v_(n+1-k) - q)`, with `v_(j)` the `j`-th smallest ideal. All of it is preferred by `k`
//! voters, not only its hull. Sorting is all the work, `O(n log n)`.
//!
//! Over a list of packages, voter by voter: is the package at least what the voter has without it? `O(packages × voters)`.
//! There no geometry is assumed, and the winning packages may be scattered.
//!
//! Pivots on a line: D. Black 1948, Journal of Political Economy 56; counting is algebra. Exact but for rounding.
//!
//! Assumes: one vote against the status quo, everybody votes and for what he likes better, and for the deal if he is
//! indifferent. It cannot show an agenda of several votes, abstention, or a whip.

use super::winset::{Span, on_line};
use crate::Fault;
use crate::keep::finite;

/// The places on a line that `needed` of the voters with these ideals prefer to the status quo; it always holds that.
///
/// # Errors
/// A number that is not finite, or a rule that needs no voter or more than there are.
pub fn on_a_line(voters: &[f64], needed: usize, status_quo: f64) -> Result<Span, Fault> {
    rule(voters.len(), needed)?;
    finite("the status quo", status_quo)?;
    for (v, ideal) in voters.iter().enumerate() {
        finite(&format!("the ideal of voter {v}"), *ideal)?;
    }
    let mut sorted = voters.to_vec();
    sorted.sort_by(f64::total_cmp);
    let down = on_line(sorted[needed - 1], status_quo)?;
    let up = on_line(sorted[sorted.len() - needed], status_quo)?;
    Ok(Span { low: down.low, high: up.high })
}

/// A vote on a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vote {
    /// How many are in favour.
    pub favour: usize,
    /// Whether these are enough.
    pub carried: bool,
}

/// The vote on each package: `values[v][x]` is what package `x` is worth to voter `v`, `no_deal[v]` what that voter has
/// without one, both on its own scale.
///
/// # Errors
/// Lists of different lengths, a number that is not finite, or a rule as of [`on_a_line`].
pub fn over_packages(values: &[Vec<f64>], no_deal: &[f64], needed: usize) -> Result<Vec<Vote>, Fault> {
    rule(values.len(), needed)?;
    if no_deal.len() != values.len() {
        return Err(Fault::shape(format!(
            "{} values without a deal stand against {} voters",
            no_deal.len(),
            values.len()
        )));
    }
    let packages = values[0].len();
    let mut favour = vec![0; packages];
    for (v, (row, without)) in values.iter().zip(no_deal).enumerate() {
        if row.len() != packages {
            return Err(Fault::shape(format!(
                "voter {v} values {} packages where there are {packages}",
                row.len()
            )));
        }
        finite(&format!("what voter {v} has without a deal"), *without)?;
        for (x, value) in row.iter().enumerate() {
            finite(&format!("the value of package {x} to voter {v}"), *value)?;
            favour[x] += usize::from(value >= without);
        }
    }
    Ok(favour.into_iter().map(|favour| Vote { favour, carried: favour >= needed }).collect())
}

fn rule(voters: usize, needed: usize) -> Result<(), Fault> {
    match (1..=voters).contains(&needed) {
        true => Ok(()),
        false => Err(Fault::shape(format!("a rule of {needed} of {voters} voters is none"))),
    }
}
