//! Several parties divide a pie by a rule of `q` of `n`, or by unanimity with proposers in rotation.
//!
//! | symbol | is | unit |
//! |---|---|---|
//! | `n`, `q` | parties, and how many of them have to agree, the proposer included | counts |
//! | `δ` | discount factor from round to round, the same for all | `0..1` |
//!
//! Proposer drawn evenly each round, `q` of `n`: he buys the `q - 1` others he needs at `δ/n` each, and keeps `1 - (q - 1)
//! δ/n`. Unanimity, proposers in rotation: the party that proposes `i` rounds from now has `δ^i (1 - δ) / (1 - δ^n)`.
//!
//! D. Baron and J. Ferejohn 1989, American Political Science Review 83 (closed rule); the rotation is the stationary
//! equilibrium of the `n`-party game of A. Shaked (reported by J. Sutton 1986, Review of Economic Studies 53) and M. Herrero
//! 1985. Exact but for rounding.
//!
//! Assumes: equal parties, stationary strategies, nothing before agreement. Other divisions are also equilibria with
//! three parties or more if strategies may depend on the past; these formulas cannot show them. Unequal parties, moving
//! pies and flows before agreement are in [`super::moving`].

use crate::Fault;
use crate::keep::within;

/// What the proposer and those he buys have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offer {
    /// The proposer's share.
    pub proposer: f64,
    /// The share of each other party whose agreement he needs; the rest have nothing.
    pub partner: f64,
    /// How many of those there are.
    pub partners: usize,
}

/// `q` of `n`, the proposer drawn evenly each round.
///
/// # Errors
/// Fewer than two parties, a rule of none or of more than there are, or a discount factor not from 0 to 1.
pub fn by_rule(parties: usize, needed: usize, discount: f64) -> Result<Offer, Fault> {
    several(parties)?;
    within("the discount factor", discount, 0.0, 1.0)?;
    if needed == 0 || needed > parties {
        return Err(Fault::shape(format!("{needed} of {parties} parties cannot be what a proposal needs")));
    }
    let partner = discount / parties as f64;
    Ok(Offer { proposer: 1.0 - (needed - 1) as f64 * partner, partner, partners: needed - 1 })
}

/// Unanimity, proposers in rotation: shares in the order of proposing.
///
/// # Errors
/// Fewer than two parties, or a discount factor not between 0 and 1.
pub fn in_rotation(parties: usize, discount: f64) -> Result<Vec<f64>, Fault> {
    several(parties)?;
    crate::keep::discount(discount)?;
    let powers: Vec<f64> = std::iter::successors(Some(1.0), |p| Some(p * discount)).take(parties).collect();
    let all: f64 = powers.iter().rev().sum();
    Ok(powers.into_iter().map(|p| p / all).collect())
}

fn several(parties: usize) -> Result<(), Fault> {
    if (2..=1_000_000).contains(&parties) {
        return Ok(());
    }
    Err(Fault::shape(format!("a pie is divided among 2 to 1000000 parties, not {parties}")))
}
