//! Whether parties keep a package at a date, as plain data.

use super::wide;
use serde::{Deserialize, Serialize};
use zopa_core::problem::Score;

/// What breaking a package gains over keeping it, at the period of the problem.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptRecord {
    /// The package.
    pub package: Vec<usize>,
    /// Per party that is asked about it.
    pub rows: Vec<KeptRow>,
}

/// One party.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptRow {
    /// The party.
    pub party: usize,
    /// The further party of the problem that stands for its keeping.
    pub by: usize,
    /// What breaking gains over keeping: the no-deal value of `by` less what the package is worth to it, grid points. At
    /// most zero, the party keeps the package.
    #[serde(with = "wide")]
    pub gap: Score,
}

/// In how many plausible worlds packages are kept, and no body at home refuses them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptInRecord {
    /// Seed of the worlds.
    pub seed: u64,
    /// Worlds drawn.
    pub worlds: u64,
    /// The periods looked at.
    pub periods: Vec<i64>,
    /// The packages.
    pub packages: Vec<KeptInRow>,
}

/// One package.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptInRow {
    /// The package.
    pub package: Vec<usize>,
    /// Worlds in which all who are asked keep it at every period.
    pub all: u64,
    /// Worlds in which no body refuses it.
    pub home: u64,
    /// Both.
    pub both: u64,
    /// Per party asked: its index, and per period the worlds in which it keeps it then.
    pub parties: Vec<(usize, Vec<u64>)>,
}

impl KeptInRecord {
    /// Whether the counts can be such counts.
    pub(super) fn fits(&self, problem: &super::WireProblem) -> bool {
        let package = |x: &[usize]| {
            x.len() == problem.issues.len()
                && x.iter().zip(&problem.issues).all(|(o, issue)| *o < issue.options.len())
        };
        let row = |row: &KeptInRow| {
            let counts = row.parties.iter().all(|(p, kept)| {
                *p < problem.parties.len()
                    && kept.len() == self.periods.len()
                    && kept.iter().all(|n| *n <= self.worlds && *n >= row.all)
            });
            let both = row.both <= row.all.min(row.home) && row.all.max(row.home) <= self.worlds;
            package(&row.package) && counts && both && row.all + row.home <= self.worlds + row.both
        };
        !self.packages.is_empty() && self.packages.iter().all(row)
    }
}

impl KeptRecord {
    /// Adds up anew what the package is worth to each further party.
    ///
    /// # Errors
    /// What is not as stated.
    pub(super) fn redone(&self, problem: &super::WireProblem) -> Result<(), String> {
        let fits = self.package.len() == problem.issues.len()
            && self.package.iter().zip(&problem.issues).all(|(o, issue)| *o < issue.options.len());
        if !fits {
            return Err("a package has no option, or an unknown one, for an issue".into());
        }
        let mut seen = std::collections::BTreeSet::new();
        for row in &self.rows {
            let (Some(of), Some(by)) = (problem.parties.get(row.party), problem.parties.get(row.by)) else {
                return Err("a party that keeps a package is not in the problem".into());
            };
            if by.id != format!("{} keeps it", of.id) || !seen.insert(row.party) {
                return Err("who keeps a package is not who is said to".into());
            }
            let mut worth: Score = 0;
            for (issue, &o) in self.package.iter().enumerate() {
                worth += problem.values[row.by][issue][o];
            }
            for pair in problem.pairs.iter().filter(|pair| pair.party == row.by) {
                let [a, b] = pair.issues;
                worth += pair.points[self.package[a] * problem.issues[b].options.len() + self.package[b]];
            }
            for term in problem.boxes.iter().filter(|term| term.party == row.by) {
                if term.sides.iter().all(|(issue, options)| options.contains(&self.package[*issue])) {
                    worth += term.points;
                }
            }
            if by.cap.is_some_and(|cap| cap < worth) {
                worth = by.cap.unwrap_or(worth);
            }
            if by.no_deal - worth != row.gap {
                return Err(format!("what breaking gains {} over keeping is not as stated", of.id));
            }
        }
        Ok(())
    }
}
