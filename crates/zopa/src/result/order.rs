//! An order of steps, as plain data, and its own check: what the order needs, added up again, and whether any order
//! needs less.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A step. Parties are indices of the problem.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeedRecord {
    /// Its id in the scenario.
    pub id: String,
    /// What it gives each party, points of its own scale.
    pub gains: Vec<f64>,
    /// What its undoing is worth to each party where that party stops later.
    pub undone: Vec<f64>,
    /// Who can stop it.
    pub stoppers: Vec<usize>,
    /// Steps that come first, as indices.
    pub requires: Vec<usize>,
}

/// An order of the steps of a package, and the guarantee it needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderRecord {
    /// The package.
    pub package: Vec<usize>,
    /// Its steps.
    pub steps: Vec<DeedRecord>,
    /// The order, as indices of `steps`.
    pub order: Vec<usize>,
    /// What whoever stops has to lose by it, points of its own scale, so that nobody gains by stopping.
    pub need: f64,
    /// No order needs less than this.
    pub bound: f64,
}

/// How far an order was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Checked {
    /// What it needs and that none needs less.
    Whole,
    /// What it needs; there are too many sets of steps to go through for the rest.
    Need,
}

/// Sets of steps the check goes through at most.
const SETS: usize = 200_000;

impl OrderRecord {
    /// Adds up what the order needs, and looks for one that needs less than the bound.
    pub(super) fn check(&self, parties: usize, options: &[usize]) -> Result<Checked, String> {
        let n = self.steps.len();
        let fits =
            self.package.len() == options.len() && self.package.iter().zip(options).all(|(o, k)| o < k);
        let sound = |step: &DeedRecord| {
            let numbers = step.gains.iter().chain(&step.undone);
            step.gains.len() == parties
                && step.undone.len() == parties
                && numbers.into_iter().all(|x| x.is_finite() && x.abs() < 1e12)
                && step.stoppers.iter().all(|&i| i < parties)
                && step.requires.iter().all(|&k| k < n)
        };
        if !fits || n > 64 || !self.steps.iter().all(sound) {
            return Err("the steps of an order do not fit the problem".into());
        }
        let mut done = 0u64;
        let mut need: f64 = 0.0;
        for &k in &self.order {
            if k >= n || done >> k & 1 == 1 || !self.ready(k, done) {
                return Err(
                    "an order has a step twice, an unknown one, or one before what it requires".into()
                );
            }
            need = need.max(self.tempted(k, done));
            done |= 1 << k;
        }
        if done.count_ones() as usize != n {
            return Err("an order leaves steps out".into());
        }
        let close = 1e-9 * (1.0 + need.abs());
        if (need - self.need).abs() > close {
            return Err(format!("the order needs {need:.6}, not {:.6}", self.need));
        }
        if !self.bound.is_finite() || self.bound > self.need + close || self.bound < 0.0 {
            return Err("no order can need less than a bound that lies above what one needs".into());
        }
        if self.bound <= close {
            return Ok(Checked::Whole);
        }
        match self.cheaper(self.bound - close) {
            Some(true) => Err("some order needs less than the bound".into()),
            Some(false) => Ok(Checked::Whole),
            None => Ok(Checked::Need),
        }
    }

    fn ready(&self, k: usize, done: u64) -> bool {
        self.steps[k].requires.iter().all(|&before| done >> before & 1 == 1)
    }

    /// What somebody gains by stopping before step `k`, the steps `done` taken: what it is left with, less what it has when
    /// all is done.
    fn tempted(&self, k: usize, done: u64) -> f64 {
        let gains = |i: usize| {
            let (mut left, mut end) = (0.0, 0.0);
            for (j, step) in self.steps.iter().enumerate() {
                end += step.gains[i];
                if done >> j & 1 == 1 {
                    left += step.gains[i] + step.undone[i];
                }
            }
            left - end
        };
        self.steps[k].stoppers.iter().map(|&i| gains(i)).fold(f64::NEG_INFINITY, f64::max)
    }

    /// Whether all steps can be taken without anybody gaining more than `limit` by stopping; `None` where there are too many
    /// sets of steps. Forwards from the start, set by set.
    fn cheaper(&self, limit: f64) -> Option<bool> {
        let n = self.steps.len();
        let mut seen = BTreeSet::from([0u64]);
        let mut open = vec![0u64];
        while let Some(done) = open.pop() {
            if done.count_ones() as usize == n {
                return Some(true);
            }
            for k in (0..n).filter(|&k| done >> k & 1 == 0 && self.ready(k, done)) {
                if self.tempted(k, done) <= limit && seen.insert(done | 1 << k) {
                    open.push(done | 1 << k);
                }
            }
            if seen.len() > SETS {
                return None;
            }
        }
        Some(false)
    }
}
