//! Counts of plausible worlds as plain data: enough to go on from, and to check that the numbers fit together.

use super::wide;
use crate::ensemble::cases::{Factor, Level};
use crate::ensemble::{CaseCount, Listed, Origin, Summary, View};
use serde::{Deserialize, Serialize};
use zopa_core::Fault;
use zopa_core::problem::Score;

/// Ends of intervals are multiples of one over this: 2^32.
pub const PARTS: u64 = 1 << 32;

/// Worlds of one view, counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorldsRecord {
    /// Seed of the worlds.
    pub seed: u64,
    /// Whether some numbers are drawn by walks, so that intervals go by what blocks differ by.
    pub walked: bool,
    /// The cases, in the order of the counts; the first is the base case.
    pub cases: Vec<CaseRecord>,
    /// The packages followed, in the order of the counts.
    pub packages: Vec<FollowedRecord>,
    /// Grid points of a world per point of a party's scale.
    #[serde(with = "wide")]
    pub grid: Score,
    /// What was counted.
    pub counted: Summary,
    /// `complete` or `interrupted`.
    pub stop: String,
}

/// A case: where each thing the scenario leaves open is in its range, and the interval of its share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRecord {
    /// `firmness`, `within`, `with_others` or the key of a dependence; each `low`, `base` or `high`.
    pub factors: Vec<(String, String)>,
    /// Ends of the 95 % interval of the share of worlds with a deal, in parts of 2^32: the lower one as if no world that
    /// was not settled had a deal, the upper one as if each had.
    pub interval: [u64; 2],
}

/// A package that is followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowedRecord {
    /// The package.
    pub package: Vec<usize>,
    /// `named: …`, `picked, … by: …` or `witness`.
    pub origin: String,
}

/// The interval of the share of a case, in parts of 2^32, rounded outwards.
///
/// # Errors
/// A [`Fault`] if the counts are none of one number of worlds.
pub fn interval(case: &CaseCount, worlds: u64, walked: bool) -> Result<[u64; 2], Fault> {
    let [low, high] = case.ends(worlds, walked)?.map(|end| end * PARTS as f64);
    Ok([low.floor() as u64, high.ceil() as u64])
}

/// What a factor is called in files.
fn factor(view: &View, factor: Factor) -> String {
    match factor {
        Factor::Firmness => "firmness".into(),
        Factor::Within => "within".into(),
        Factor::Others => "with_others".into(),
        Factor::Link(k) => view.plausible.links[k].key.clone(),
    }
}

fn level(level: Level) -> String {
    match level {
        Level::Low => "low",
        Level::Base => "base",
        Level::High => "high",
    }
    .into()
}

fn origin(listed: &Listed) -> String {
    match &listed.origin {
        Origin::Named(label) => format!("named: {label}"),
        Origin::Picked(reading, concepts) => {
            format!("picked, {}, by: {}", reading.phrase(), concepts.join(", "))
        }
        Origin::Witness(_) => "witness".into(),
    }
}

impl WorldsRecord {
    /// The record of a view.
    ///
    /// # Errors
    /// A [`Fault`] if no world was counted.
    pub fn new(view: &View, seed: u64, counted: &Summary, stop: String) -> Result<WorldsRecord, Fault> {
        let mut record = WorldsRecord {
            seed,
            walked: view.walked,
            cases: Vec::new(),
            packages: Vec::new(),
            grid: zopa_core::world::GRID.into(),
            counted: counted.clone(),
            stop,
        };
        for (case, count) in view.design.cases.iter().zip(&counted.cases) {
            let factors = view.design.factors.iter().zip(case);
            record.cases.push(CaseRecord {
                factors: factors.map(|(f, l)| (factor(view, *f), level(*l))).collect(),
                interval: interval(count, counted.worlds, view.walked)?,
            });
        }
        let followed =
            |listed: &Listed| FollowedRecord { package: listed.package.clone(), origin: origin(listed) };
        record.packages = view.listed.iter().map(followed).collect();
        Ok(record)
    }

    /// Whether this is a record of the same cases and packages of a view.
    pub fn is_of(&self, view: &View) -> bool {
        let cases = view.design.cases.iter().map(|case| {
            let factors = view.design.factors.iter().zip(case);
            factors.map(|(f, l)| (factor(view, *f), level(*l))).collect::<Vec<_>>()
        });
        let packages = view.listed.iter().map(|listed| (&listed.package, origin(listed)));
        cases.eq(self.cases.iter().map(|case| case.factors.clone()))
            && packages.eq(self.packages.iter().map(|followed| (&followed.package, followed.origin.clone())))
            && self.walked == view.walked
            && self.grid == Score::from(zopa_core::world::GRID)
    }
}
