//! What the tests of the core share: random small problems, and the slow,
//! obvious twin of every search.

#![allow(dead_code)] // Each test uses a part of it.

pub mod families;
pub mod hand;
pub mod random;
pub mod twin;

use random::{Sample, sample};
use zopa_core::answer::Goal;
use zopa_core::problem::{Consent, Parts, Problem, Score};

/// How many random problems a test runs through: as given here, unless the
/// variable `ZOPA_CASES` sets another number for the long form.
pub fn cases(ordinary: u64) -> u64 {
    std::env::var("ZOPA_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(ordinary)
}

/// Runs a check on so many random problems, and names the seeds of those that
/// fail.
pub fn each(cases: u64, check: impl Fn(u64, &Sample) + std::panic::RefUnwindSafe) {
    each_of(sample, cases, check);
}

/// The same on problems of one's choice.
pub fn each_of(
    draw: fn(u64) -> Sample,
    cases: u64,
    check: impl Fn(u64, &Sample) + std::panic::RefUnwindSafe,
) {
    let passes = |seed: &u64| std::panic::catch_unwind(|| check(*seed, &draw(*seed))).is_ok();
    let failed: Vec<u64> = (0..cases).filter(|seed| !passes(seed)).collect();
    if let Some(&first) = failed.first() {
        let Sample { problem, real } = draw(first);
        panic!("seeds {failed:?} fail; the first one has real lines {real:?} in {problem:?}");
    }
}

/// The parties that are asked about everything.
pub fn whole(problem: &Problem) -> Vec<usize> {
    (0..problem.n()).filter(|&p| problem.parties()[p].consent == Consent::Whole).collect()
}

/// All red lines.
pub fn lines(problem: &Problem) -> Vec<usize> {
    (0..problem.lines().len()).collect()
}

/// Goals of every kind; the players' units follow from the seed.
pub fn goals(seed: u64, problem: &Problem) -> Vec<Goal> {
    let players = whole(problem);
    let units: Vec<Score> = players.iter().map(|&p| 1 + ((seed >> (2 * p)) % 7) as Score).collect();
    let first = players[0];
    let ones = vec![1; players.len()];
    vec![
        Goal::Any,
        Goal::Product { players: players.clone() },
        Goal::Product { players: vec![first] },
        Goal::Leximin { players: players.clone(), units: units.clone() },
        Goal::Leximin { players: players.clone(), units: ones },
        Goal::Weighted { players: players.clone(), weights: units.iter().map(|&u| u.into()).collect() },
        Goal::Sum { players, units },
        Goal::Own { party: first },
    ]
}

/// The parts a problem was made of.
pub fn parts(problem: &Problem) -> Parts {
    let rows = |p: usize| (0..problem.m()).map(|i| problem.row(p, i).to_vec()).collect();
    Parts {
        parties: problem.parties().to_vec(),
        options: problem.options().to_vec(),
        values: (0..problem.n()).map(rows).collect(),
        pairs: problem.pairs().to_vec(),
        boxes: problem.boxes().to_vec(),
        rules: problem.rules().to_vec(),
        lines: problem.lines().to_vec(),
    }
}
