//! The best `k` packages while a search looks for them.
//!
//! Packages come by the thousand, so they are first compared by a rough value in floating point, which is the same on
//! every machine and off by far less than [`NEAR`]; only values nearer than that to each other are worked out exactly.

use crate::answer::{Goal, Package};
use crate::goal::Value;
use crate::problem::{Problem, Score};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::cmp::Ordering;

/// Rough values further apart than this part of the larger one are in the order of the exact ones.
const NEAR: f64 = 1e-9;
/// Rough values below this may have lost digits: they tell nothing apart.
const TINY: f64 = 1e-280;

/// A package and its rough value.
pub(super) type Rough = (f64, Package);

/// The best packages found so far.
pub(super) struct Pool {
    k: usize,
    entries: Vec<Rough>,
    /// What a player's gain is divided by in a rough value, so that products stay in range.
    units: Vec<f64>,
    /// The rough and the exact value of the `k`-th best, once that many are known.
    last: Option<(f64, Value)>,
}

impl Pool {
    pub fn new(k: usize, goal: &Goal, problem: &Problem) -> Pool {
        let span = |p: &usize| {
            let most: Score = (0..problem.m()).filter_map(|i| problem.row(*p, i).iter().max()).sum();
            (most - problem.parties()[*p].no_deal).max(1) as f64
        };
        let units = match goal {
            Goal::Leximin { units, .. } | Goal::Sum { units, .. } => {
                units.iter().map(|&u| u as f64).collect()
            }
            // The heaviest weight is one.
            Goal::Weighted { weights, .. } => {
                let heaviest = weights.iter().max().and_then(BigInt::to_f64).unwrap_or(1.0);
                weights.iter().map(|w| heaviest / w.to_f64().unwrap_or(1.0)).collect()
            }
            _ => goal.players().iter().map(span).collect(),
        };
        Pool { k, entries: Vec::new(), units, last: None }
    }

    /// The rough value of a package that gives these gains to the players.
    pub fn rough(&self, goal: &Goal, gain: impl Fn(usize) -> Score) -> f64 {
        let shares = self.units.iter().enumerate().map(|(at, unit)| gain(at) as f64 / unit);
        match goal {
            Goal::Any => 0.0,
            Goal::Product { .. } => shares.product(),
            Goal::Leximin { .. } => shares.fold(f64::INFINITY, f64::min),
            Goal::Sum { .. } | Goal::Weighted { .. } | Goal::Own { .. } => shares.sum(),
        }
    }

    /// Whether a package of this rough value is surely worse than the `k`-th best.
    pub fn is_too_low(&self, rough: f64) -> bool {
        self.last.as_ref().is_some_and(|(last, _)| last.abs() > TINY && rough < last - NEAR * last.abs())
    }

    /// Adds a package that counts. Answers whether the `k`-th best is another one now.
    pub fn add(&mut self, rough: f64, package: &[usize], problem: &Problem, goal: &Goal) -> bool {
        self.entries.push((rough, package.to_vec()));
        // Sorting pays when as many have come as are kept.
        let due = if self.last.is_none() { self.k } else { 2 * self.k };
        self.entries.len() >= due && self.settle(problem, goal)
    }

    /// Keeps the best `k`, in order. Answers whether the `k`-th best is another one now.
    pub fn settle(&mut self, problem: &Problem, goal: &Goal) -> bool {
        let value = |package: &[usize]| goal.value(problem, package).unwrap_or_default();
        let order = |a: &Rough, b: &Rough| -> Ordering {
            let larger = a.0.abs().max(b.0.abs());
            let apart = larger > TINY && (a.0 - b.0).abs() > NEAR * larger;
            match apart {
                true => b.0.total_cmp(&a.0),
                false if a.1 == b.1 => Ordering::Equal,
                false => value(&b.1).cmp(&value(&a.1)).then_with(|| a.1.cmp(&b.1)),
            }
        };
        self.entries.sort_unstable_by(order);
        self.entries.dedup_by(|a, b| a.1 == b.1);
        if self.entries.len() < self.k {
            return false;
        }
        let last = value(&self.entries[self.k - 1].1);
        self.entries.truncate(self.k);
        let another = self.last.as_ref().is_none_or(|(_, before)| *before != last);
        self.last = Some((self.entries[self.k - 1].0, last));
        another
    }

    /// How many are known, up to `k`, and the value of the `k`-th best.
    pub fn last(&self) -> Option<&Value> {
        self.last.as_ref().map(|(_, value)| value)
    }

    /// The packages with their exact values, best first.
    pub fn into_best(mut self, problem: &Problem, goal: &Goal) -> Vec<(Value, Package)> {
        self.settle(problem, goal);
        self.entries
            .into_iter()
            .map(|(_, package)| (goal.value(problem, &package).unwrap_or_default(), package))
            .collect()
    }
}
