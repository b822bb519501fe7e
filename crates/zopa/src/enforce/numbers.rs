//! Numbers of these sections: at their representative values, in a world, or with one of them moved.

use crate::ensemble::extra::{ends, middle, number};
use crate::scenario::Estimate;

/// An estimate and what it is called.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    /// The key its draws hang on: the place it stands at.
    pub key: String,
    /// As it stands in a sentence.
    pub words: String,
    /// What is known.
    pub estimate: Estimate,
}

impl Named {
    /// A number under a key that says in words what it is.
    pub fn new(key: String, estimate: &Estimate) -> Named {
        Named { words: key.clone(), key, estimate: estimate.clone() }
    }

    /// Lowest, representative and highest.
    pub fn three(&self) -> [f64; 3] {
        let [low, high] = ends(&self.estimate);
        [low, middle(&self.estimate), high]
    }
}

/// Where numbers are taken.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Numbers<'n> {
    /// Seed and world; none: representative values.
    pub world: Option<(u64, u64)>,
    /// The key of one number that stands elsewhere, and where.
    pub moved: Option<(&'n str, f64)>,
}

impl Numbers<'_> {
    /// A number.
    pub fn get(&self, named: &Named) -> f64 {
        match (self.moved, self.world) {
            (Some((key, value)), _) if key == named.key => value,
            (_, Some((seed, k))) => number(&named.estimate, &named.key, seed, k),
            _ => middle(&named.estimate),
        }
    }

    /// A number that may be absent, and what stands then.
    pub fn or(&self, named: Option<&Named>, absent: f64) -> f64 {
        named.map_or(absent, |named| self.get(named))
    }
}
