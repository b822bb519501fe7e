//! What an outcome's variance is due to, as plain data.

use serde::{Deserialize, Serialize};

/// Sobol' indices of several outcomes over the same rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicesRecord {
    /// Seed of the worlds.
    pub seed: u64,
    /// Rows, each of two worlds and one for each group.
    pub rows: u64,
    /// Per group, the keys of its numbers, and `line.ID` of its red lines.
    pub groups: Vec<Vec<String>>,
    /// Per outcome.
    pub outcomes: Vec<OutcomeRecord>,
}

/// One outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeRecord {
    /// `deal`, or `width` for a party.
    pub outcome: String,
    /// The party, by index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<usize>,
    /// Mean: a share, or points of the party's scale.
    pub mean: f64,
    /// Variance, in that unit squared.
    pub variance: f64,
    /// Per group; empty where the outcome is the same in every row.
    pub groups: Vec<IndexRecord>,
}

/// The indices of a group, with their standard errors where these are known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexRecord {
    /// First order: the share of the variance that would go if the group were known.
    pub first: f64,
    /// Its standard error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_error: Option<f64>,
    /// Total: the share that would be left if all else were known.
    pub total: f64,
    /// Its standard error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_error: Option<f64>,
}

impl IndicesRecord {
    /// Whether the numbers can be such shares.
    pub(super) fn fits(&self, parties: usize) -> bool {
        // A total index is a sum of squares; an estimate of it can exceed 1, not be below 0.
        let error = |e: Option<f64>| e.is_none_or(|e| e.is_finite() && e >= 0.0);
        let index = |i: &IndexRecord| {
            i.first.is_finite() && i.total >= 0.0 && error(i.first_error) && error(i.total_error)
        };
        let outcome = |o: &OutcomeRecord| {
            let known = match (o.outcome.as_str(), o.party) {
                ("deal", None) => (0.0..=1.0).contains(&o.mean),
                ("width", Some(party)) => party < parties && o.mean >= 0.0,
                _ => false,
            };
            let varies = o.groups.len() == self.groups.len() && o.variance > 0.0;
            known && (varies || o.groups.is_empty()) && o.variance >= 0.0 && o.groups.iter().all(index)
        };
        (self.rows > 0 || self.outcomes.is_empty()) && self.outcomes.iter().all(outcome)
    }
}
