//! Is there a package that every party asked accepts?
//!
//! A witness answers yes: it is checked by looking. A case tree under weights answers no (see [`crate::answer`]).

use crate::answer::{Case, Goal, Package, Proved, Stop};
use crate::budget::Budget;
use crate::problem::{Problem, Score};
use crate::search::{self, Keep};

/// What is known about the zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// It holds this package.
    Open(Package),
    /// It is empty.
    Empty,
    /// The search stopped before it knew.
    Unknown,
}

/// Decides whether there is an acceptable package when the lines marked in `real` are real.
#[doc(alias = "ZOPA")]
pub fn zone(problem: &Problem, real: &[bool], budget: &mut Budget) -> Proved<Zone> {
    let found = search::run(problem, real, &Goal::Any, Keep::First, budget);
    let (value, proof) = match (found.best.into_iter().next(), found.tree) {
        (Some((_, package)), _) => (Zone::Open(package), None),
        (None, Some(tree)) => (Zone::Empty, Some(tree)),
        (None, None) => (Zone::Unknown, None),
    };
    Proved { value, bound: (), proof, stop: found.stop }
}

/// The largest gain of one party over the acceptable packages, in grid points of that party: its ideal (the utopia or
/// ideal point of the literature). `None` where the zone is empty.
pub fn ideal(
    problem: &Problem,
    real: &[bool],
    party: usize,
    budget: &mut Budget,
) -> Proved<Option<(Score, Package)>> {
    let found = search::run(problem, real, &Goal::Own { party }, Keep::Top(1), budget);
    let value = found.best.into_iter().next().map(|(_, package)| (problem.gain(party, &package), package));
    Proved { value, bound: (), proof: found.tree.filter(|_| found.stop == Stop::Complete), stop: found.stop }
}

/// How many leaves a case tree has: its size as a reader sees it.
pub fn leaves(tree: &Case) -> usize {
    match tree {
        Case::Split { parts, .. } => parts.iter().map(|(_, case)| leaves(case)).sum(),
        Case::Consent { unasked, asked, .. } => leaves(unasked) + leaves(asked),
        _ => 1,
    }
}
