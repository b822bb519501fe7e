//! What was found period by period, as plain data: counts of worlds, low, middle and high of what no deal is worth, and
//! the representative chain of the war with what it says.

use crate::ensemble::CaseCount;
use serde::{Deserialize, Serialize};

/// A view in every period looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeRecord {
    /// Seed of the worlds.
    pub seed: u64,
    /// Whether some numbers are drawn by walks.
    pub walked: bool,
    /// The periods, ascending.
    pub periods: Vec<PeriodRecord>,
    /// What no deal is worth, by party.
    pub fans: Vec<FanRecord>,
    /// The packages followed.
    pub packages: Vec<TimedRecord>,
    /// The chain of the war at representative values, then the same under each belief; nothing where there is none.
    pub chain: Vec<BelievedRecord>,
}

/// A period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodRecord {
    /// Which.
    pub at: i64,
    /// Worlds counted.
    pub worlds: u64,
    /// Per case, the base case first.
    pub cases: Vec<CaseCount>,
}

/// What no deal is worth to a party, points of its scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FanRecord {
    /// The party.
    pub party: usize,
    /// Per period: 5, 50 and 95 % of the worlds are at or below these.
    pub points: Vec<[f64; 3]>,
    /// The same of the change per period, from the first period to the last.
    pub rate: [f64; 3],
    /// Worlds in which no deal is worth more in the last period than in the first.
    pub up: u64,
    /// In which it is worth less.
    pub down: u64,
    /// All of them.
    pub worlds: u64,
}

/// A package by period, in the base case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimedRecord {
    /// The package.
    pub package: Vec<usize>,
    /// Per period: worlds in which all who are asked accept it.
    pub accepted: Vec<u64>,
    /// Per period and party: worlds in which it is asked and accepts.
    pub by_party: Vec<Vec<u64>>,
}

/// A chain, under a belief or under none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BelievedRecord {
    /// Id of the belief.
    pub belief: Option<String>,
    /// Ids of the states.
    pub states: Vec<String>,
    /// Where it begins.
    pub start: usize,
    /// Indices of the parties that the chain speaks of.
    pub parties: Vec<usize>,
    /// Probabilities, `S × S`.
    pub moves: Vec<Vec<f64>>,
    /// What a period is worth, `S × n`.
    pub flows: Vec<Vec<f64>>,
    /// Discounts, `n`.
    pub discounts: Vec<f64>,
    /// Ends, and the probability of each from the start; nothing where some state reaches none.
    pub ends: Vec<(usize, f64)>,
    /// What fighting on is worth, by period and party.
    pub path: Vec<Vec<f64>>,
    /// Expected periods to the end.
    pub duration: Option<f64>,
    /// What was said of packages.
    pub even: Vec<EvenRecord>,
}

/// The chance of an end better than a package at which fighting on is worth as much as the package.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvenRecord {
    /// The party, among those of the chain.
    pub party: usize,
    /// What the package is worth to it.
    pub worth: f64,
    /// That chance; null where there is no better end, or none but better ones.
    pub needs: Option<f64>,
    /// The chance of a better end by the chain.
    pub gives: f64,
}
