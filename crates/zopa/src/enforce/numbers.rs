//! Numbers of these sections: at their representative values, in a world, or with one of them moved.

use crate::ensemble::extra::{ends, middle};
use crate::scenario::Estimate;
use std::cell::RefCell;

/// An estimate and what it is called.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    /// As it stands in a sentence.
    pub words: String,
    /// Its place in the register.
    pub at: usize,
    estimate: Estimate,
}

impl Named {
    /// Lowest, representative and highest.
    pub fn three(&self) -> [f64; 3] {
        let [low, high] = ends(&self.estimate);
        [low, middle(&self.estimate), high]
    }
}

/// Every number of a model, in the order they were met, with the key that its draws hang on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Register {
    rows: RefCell<Vec<(String, Estimate)>>,
}

impl Register {
    /// Notes a number.
    pub fn named(&self, key: String, words: String, estimate: &Estimate) -> Named {
        let mut rows = self.rows.borrow_mut();
        rows.push((key, estimate.clone()));
        Named { words, at: rows.len() - 1, estimate: estimate.clone() }
    }

    /// All numbers at their representative values.
    pub fn middle(&self) -> Vec<f64> {
        self.rows.borrow().iter().map(|(_, estimate)| middle(estimate)).collect()
    }

    /// Keys and what is known, in order.
    pub fn keys(&self) -> Vec<(String, Estimate)> {
        self.rows.borrow().clone()
    }
}

/// Where numbers are taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers<'n> {
    /// One per row of the register.
    pub values: &'n [f64],
    /// Seed and world; none: representative values.
    pub world: Option<(u64, u64)>,
    /// The place of one number that stands elsewhere, and where.
    pub moved: Option<(usize, f64)>,
}

impl Numbers<'_> {
    /// A number.
    pub fn get(&self, named: &Named) -> f64 {
        match self.moved {
            Some((at, value)) if at == named.at => value,
            _ => self.values[named.at],
        }
    }

    /// A number that may be absent, and what stands then.
    pub fn or(&self, named: Option<&Named>, absent: f64) -> f64 {
        named.map_or(absent, |named| self.get(named))
    }
}
