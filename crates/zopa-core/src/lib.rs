//! The numeric kernel of zopa.
//!
//! # The problem
//! `n` parties choose one option in each of `m` issues. A package `x` is worth
//! `u_p(x) = Σ_i v[p][i][x_i] + Σ_{i<j} t[p][i,j][x_i, x_j]` to party `p`, in
//! integer grid points of that party's own scale, plus the points of each box
//! `x` lies in, and at most the party's ceiling; without a deal it has `r_p`.
//! Its gain is `g_p(x) = u_p(x) - r_p`. A party that is asked accepts `x` if
//! `g_p(x) ≥ 0` and `x` crosses no real red line of its own. The zone of
//! possible agreement is the set of packages that keep every rule and that
//! every party asked accepts.
//!
//! # Absent here, by design
//! names and text, serialisation, files, clock, environment, printing, async,
//! hidden threads, hash-order iteration, `unsafe`.

#![doc(html_no_source)]

pub mod answer;
pub mod budget;
pub mod check;
pub mod concept;
pub mod count;
pub mod crux;
pub mod durable;
pub mod elicit;
pub mod frontier;
mod goal;
pub mod home;
pub mod keep;
pub mod leak;
pub mod lottery;
pub mod maxima;
pub mod problem;
mod region;
pub mod relax;
mod search;
pub mod sense;
pub mod special;
mod sums;
pub mod table;
pub mod trade;
pub mod war;
mod weigh;
pub mod world;
pub mod zone;

use std::fmt;

/// A caller's mistake, or a claim that does not hold: one sentence that says which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(String);

impl Fault {
    /// A fault with this sentence.
    pub fn new(text: String) -> Fault {
        Fault(text)
    }

    pub(crate) fn shape(text: String) -> Fault {
        Fault(text)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}
