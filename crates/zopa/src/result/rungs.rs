//! Worlds that pass rung after rung of the ladder, as plain data.

use crate::ladder::count::Passed;
use serde::{Deserialize, Serialize};

/// How many worlds of some cases pass which rungs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RungsRecord {
    /// Seed of the worlds.
    pub seed: u64,
    /// The rungs above the first, ascending: each set counted is rung 1 and these up to one of them.
    pub rungs: Vec<u8>,
    /// Rung and party of each condition.
    pub conditions: Vec<(u8, usize)>,
    /// Per case.
    pub cases: Vec<RungCaseRecord>,
}

/// The worlds of one case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RungCaseRecord {
    /// The case, by its place among those of `robust`.
    pub case: usize,
    /// How many worlds.
    pub worlds: u64,
    /// Per set, worlds in which some package passes it; the first set is rung 1 alone.
    pub passed: Vec<u64>,
    /// Per set, worlds in which that was not settled.
    pub unsettled: Vec<u64>,
    /// Worlds with a deal and no package that passes the last set.
    pub failed: u64,
    /// Per condition, those of them in which leaving it out opens a way.
    pub blocked: Vec<u64>,
    /// Those of them in which asking nothing of the order of steps does.
    pub unreached: u64,
}

impl RungCaseRecord {
    pub(crate) fn new(case: usize, passed: &Passed) -> RungCaseRecord {
        RungCaseRecord {
            case,
            worlds: passed.worlds,
            passed: passed.passed.clone(),
            unsettled: passed.unsettled.clone(),
            failed: passed.failed,
            blocked: passed.blocked.clone(),
            unreached: passed.unreached,
        }
    }
}

impl RungsRecord {
    /// Whether the numbers can be such counts: of worlds, none of which passes more than it passes below.
    pub(super) fn fits(&self, parties: usize) -> bool {
        let ascending = self.rungs.windows(2).all(|pair| pair[0] < pair[1]);
        let known = self.rungs.iter().all(|rung| (2..=4).contains(rung))
            && self.conditions.iter().all(|(rung, party)| (2..=3).contains(rung) && *party < parties);
        let sets = self.rungs.len() + 1;
        let case = |case: &RungCaseRecord| {
            let shaped = case.passed.len() == sets
                && case.unsettled.len() == sets
                && case.blocked.len() == self.conditions.len();
            let fewer = case.passed.windows(2).all(|pair| pair[1] <= pair[0]);
            let within = case.passed.iter().zip(&case.unsettled).all(|(p, u)| p + u <= case.worlds);
            let failed = case.passed.first().is_some_and(|first| case.failed <= *first)
                && case.blocked.iter().chain([&case.unreached]).all(|n| *n <= case.failed);
            shaped && fewer && within && failed
        };
        ascending && known && !self.cases.is_empty() && self.cases.iter().all(case)
    }
}
