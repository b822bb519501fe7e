//! What the tests of the core share: random small problems, and the slow,
//! obvious twin of every search.

#![allow(dead_code)] // Each test uses a part of it.

pub mod random;
pub mod twin;

use zopa_core::problem::{Parts, Problem};

/// How many random problems a test runs through: as given here, unless the
/// variable `ZOPA_CASES` sets another number for the long form.
pub fn cases(ordinary: u64) -> u64 {
    std::env::var("ZOPA_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(ordinary)
}

/// The parts a problem was made of.
pub fn parts(problem: &Problem) -> Parts {
    let rows = |p: usize| (0..problem.m()).map(|i| problem.row(p, i).to_vec()).collect();
    Parts {
        parties: problem.parties().to_vec(),
        options: problem.options().to_vec(),
        values: (0..problem.n()).map(rows).collect(),
        pairs: problem.pairs().to_vec(),
        rules: problem.rules().to_vec(),
        lines: problem.lines().to_vec(),
    }
}
