//! Bargaining concepts: which packages each picks, exactly and with all ties.
//!
//! Concepts are bargains among the **players**: the parties with whole consent that can gain anything at all over no
//! deal. Parties with carried consent constrain what is acceptable, but do not bargain. A party whose largest possible
//! gain is zero gets zero in every acceptable package and is left out, as the literature does.
//!
//! A new concept is one file with a `pub(super) const CONCEPT` and one line in [`CONCEPTS`]; the axioms it declares
//! are tested on random problems (`tests/conformance.rs`).

mod egalitarian;
mod kalai_smorodinsky;
mod nash;
mod utilitarian;
pub mod variants;

use crate::answer::{Case, Goal, Package, Stop};
use crate::budget::Budget;
use crate::problem::{Consent, Problem, Score};
use crate::search::{self, Keep};
use crate::zone::ideal;
use num_rational::BigRational;

/// Every concept, in the order it is shown.
pub const CONCEPTS: &[Concept] =
    &[nash::CONCEPT, kalai_smorodinsky::CONCEPT, egalitarian::CONCEPT, utilitarian::CONCEPT];

/// What holds for the set of picks on finite sets of packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axiom {
    /// No acceptable package is at least as good for every player and better for one.
    Efficiency,
    /// Permuting the parties permutes the picks.
    Anonymity,
    /// Adding a constant to a party's values and no-deal value changes nothing.
    TranslationInvariance,
    /// Multiplying a party's values and no-deal value by a positive number changes nothing.
    ScaleInvariance,
    /// If packages are struck out and some pick is left, exactly the picks left are picked.
    IndependenceOfIrrelevantAlternatives,
    /// If packages are added and no player's ideal changes, the smallest share any player has of its unit does not fall.
    RestrictedMonotonicity,
}

/// A bargaining concept.
pub struct Concept {
    /// Its key in files and on the command line.
    pub key: &'static str,
    /// Its standard name.
    pub name: &'static str,
    /// Whether it sets points of different parties against each other as they stand. Such a concept depends on how
    /// each scale was drawn, and says so wherever it is shown.
    pub compares_scales: bool,
    /// What holds for it.
    pub axioms: &'static [Axiom],
    /// What it maximises, given the players and their ideals (positive, in grid points of each).
    pub goal: fn(players: &[usize], ideals: &[Score]) -> Goal,
}

/// The players of a problem, and how their ideals were found.
#[derive(Debug, Clone)]
pub struct Players {
    /// Players with their ideals: the largest gain over the acceptable packages.
    pub ideals: Vec<Ideal>,
    /// Parties with whole consent that cannot gain: left out.
    pub without_gain: Vec<Ideal>,
}

/// A party's largest gain over the acceptable packages.
#[derive(Debug, Clone)]
pub struct Ideal {
    /// The party.
    pub party: usize,
    /// Its largest gain, in its own grid points.
    pub gain: Score,
    /// A package that gives it.
    pub package: Package,
    /// The proof that none gives more.
    pub proof: Option<Case>,
}

/// What a concept picks.
#[derive(Debug, Clone)]
pub struct Solution {
    /// What was maximised.
    pub goal: Goal,
    /// The picks, all of one value; empty where no acceptable package counts (a Nash product needs a strict gain for
    /// every player), or none was found in time.
    pub picks: Vec<Package>,
    /// Whether there are more ties than were kept. For [`top`] always `false`: ties with the last are not looked for.
    pub more: bool,
    /// The value: its entries are compared in order.
    pub value: Vec<BigRational>,
    /// A bound on the first entry of the value, where the search stopped early.
    pub bound: Option<BigRational>,
    /// The proof that nothing acceptable is better (and that the ties are all, unless `more`).
    pub proof: Option<Case>,
    /// Why the search stopped.
    pub stop: Stop,
}

/// Most ties kept.
pub const MOST_TIES: usize = 100;

/// Finds the players and their ideals. `Ok(None)` where the zone is empty, as far as a party with whole consent can tell:
/// without any such party there are no players and nothing is searched.
///
/// # Errors
/// Why the search stopped before it knew.
pub fn players(problem: &Problem, real: &[bool], budget: &mut Budget) -> Result<Option<Players>, Stop> {
    let mut found = Players { ideals: Vec::new(), without_gain: Vec::new() };
    for party in (0..problem.n()).filter(|&p| problem.parties()[p].consent == Consent::Whole) {
        let answer = ideal(problem, real, party, budget);
        if answer.stop != Stop::Complete {
            return Err(answer.stop);
        }
        let Some((gain, package)) = answer.value else { return Ok(None) };
        let list = if gain > 0 { &mut found.ideals } else { &mut found.without_gain };
        list.push(Ideal { party, gain, package, proof: answer.proof });
    }
    Ok(Some(found))
}

impl Players {
    /// The goal of a concept for these players; `None` without any player.
    pub fn goal(&self, concept: &Concept) -> Option<Goal> {
        let players: Vec<usize> = self.ideals.iter().map(|i| i.party).collect();
        let ideals: Vec<Score> = self.ideals.iter().map(|i| i.gain).collect();
        (!players.is_empty()).then(|| (concept.goal)(&players, &ideals))
    }
}

/// All packages that are best for a goal.
pub fn solve(problem: &Problem, real: &[bool], goal: &Goal, budget: &mut Budget) -> Solution {
    finish(problem, real, goal, Keep::Ties(MOST_TIES), budget)
}

/// The `k` best packages for a goal, in order; among equals, in the order of their options.
pub fn top(problem: &Problem, real: &[bool], goal: &Goal, k: usize, budget: &mut Budget) -> Solution {
    finish(problem, real, goal, Keep::Top(k.max(1)), budget)
}

fn finish(problem: &Problem, real: &[bool], goal: &Goal, keep: Keep, budget: &mut Budget) -> Solution {
    let found = search::run(problem, real, goal, keep, budget);
    let bound = (found.stop != Stop::Complete).then(|| search::root_ceiling(problem, real, goal)).flatten();
    Solution {
        goal: goal.clone(),
        value: found.best.first().map(|(value, _)| value.clone()).unwrap_or_default(),
        picks: found.best.into_iter().map(|(_, package)| package).collect(),
        more: found.more,
        bound,
        proof: found.tree,
        stop: found.stop,
    }
}
