//! A position with one or two assumptions moved, as plain data: what moved, what that does to the problem, and what
//! became of the conclusion.

use super::{Tree, WireProblem, wide};
use serde::{Deserialize, Serialize};
use zopa_core::problem::{Problem, Score};

/// One assumption that moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveRecord {
    /// Key of the number, or `line.ID` of a red line (1 real, 0 posture).
    pub input: String,
    /// Where it starts.
    pub from: f64,
    /// Where it goes.
    pub to: f64,
    /// How far that is, in halves of its range; a red line moves 1.
    pub distance: f64,
}

/// A number of the problem that is another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ChangedRecord {
    /// The value of no deal.
    NoDeal {
        /// The party.
        party: usize,
        /// Grid points.
        #[serde(with = "wide")]
        points: Score,
    },
    /// What no package is worth more than.
    Cap {
        /// The party.
        party: usize,
        /// Grid points.
        #[serde(with = "wide")]
        points: Score,
    },
    /// An option.
    Value {
        /// Party, issue and option.
        at: [usize; 3],
        /// Grid points.
        #[serde(with = "wide")]
        points: Score,
    },
    /// An entry of a pair table.
    Pair {
        /// Index of the table, and of the entry in it.
        at: [usize; 2],
        /// Grid points.
        #[serde(with = "wide")]
        points: Score,
    },
    /// A box.
    Box {
        /// Its index.
        at: usize,
        /// Grid points.
        #[serde(with = "wide")]
        points: Score,
    },
}

/// A position in which the conclusion is reversed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReversalRecord {
    /// What moved.
    pub moves: Vec<MoveRecord>,
    /// The numbers of the problem that are others there.
    pub changed: Vec<ChangedRecord>,
    /// An acceptable package, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<Vec<usize>>,
    /// Why there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Tree>,
}

impl ReversalRecord {
    /// The numbers of `to` that differ from those of `from`, on one structure.
    pub fn changed(from: &Problem, to: &Problem) -> Vec<ChangedRecord> {
        let mut changed = Vec::new();
        for (party, (a, b)) in from.parties().iter().zip(to.parties()).enumerate() {
            if a.no_deal != b.no_deal {
                changed.push(ChangedRecord::NoDeal { party, points: b.no_deal });
            }
            if let (Some(_), Some(points)) = (a.cap, b.cap.filter(|_| a.cap != b.cap)) {
                changed.push(ChangedRecord::Cap { party, points });
            }
            for issue in 0..from.m() {
                let rows = from.row(party, issue).iter().zip(to.row(party, issue)).enumerate();
                let differ = rows.filter(|(_, (a, b))| a != b);
                changed.extend(differ.map(|(option, (_, &points))| ChangedRecord::Value {
                    at: [party, issue, option],
                    points,
                }));
            }
        }
        for (table, (a, b)) in from.pairs().iter().zip(to.pairs()).enumerate() {
            let differ = a.points.iter().zip(&b.points).enumerate().filter(|(_, (a, b))| a != b);
            changed.extend(
                differ.map(|(entry, (_, &points))| ChangedRecord::Pair { at: [table, entry], points }),
            );
        }
        for (at, (a, b)) in from.boxes().iter().zip(to.boxes()).enumerate() {
            if a.points != b.points {
                changed.push(ChangedRecord::Box { at, points: b.points });
            }
        }
        changed
    }

    /// The problem with these numbers, which lines are real (those of the start, but for the ones moved), and whether the
    /// problem itself shows that its numbers are those that moved.
    ///
    /// # Errors
    /// What does not fit.
    pub(super) fn position(
        &self,
        start: &WireProblem,
        real: &[bool],
    ) -> Result<(WireProblem, Vec<bool>, bool), String> {
        let (mut problem, mut real) = (start.clone(), real.to_vec());
        let unknown = || "a reversal changes what is not in the problem".to_string();
        for changed in &self.changed {
            match *changed {
                ChangedRecord::NoDeal { party, points } => {
                    problem.parties.get_mut(party).ok_or_else(unknown)?.no_deal = points;
                }
                ChangedRecord::Cap { party, points } => {
                    let cap = problem.parties.get_mut(party).and_then(|p| p.cap.as_mut());
                    *cap.ok_or_else(unknown)? = points;
                }
                ChangedRecord::Value { at: [p, i, o], points } => {
                    let row = problem.values.get_mut(p).and_then(|rows| rows.get_mut(i));
                    *row.and_then(|row| row.get_mut(o)).ok_or_else(unknown)? = points;
                }
                ChangedRecord::Pair { at: [table, entry], points } => {
                    let entry = problem.pairs.get_mut(table).and_then(|pair| pair.points.get_mut(entry));
                    *entry.ok_or_else(unknown)? = points;
                }
                ChangedRecord::Box { at, points } => {
                    problem.boxes.get_mut(at).ok_or_else(unknown)?.points = points;
                }
            }
        }
        let (mut numbers, mut surely) = (false, true);
        let mut no_deals = Vec::new();
        for moved in &self.moves {
            let Some(id) = moved.input.strip_prefix("line.") else {
                numbers = true;
                let owner = moved.input.strip_prefix("no_deal.");
                let owner = owner.and_then(|id| problem.parties.iter().position(|party| party.id == id));
                match owner {
                    Some(party) => no_deals.push((party, moved.to * start.grid as f64)),
                    None => surely = false,
                }
                continue;
            };
            let line = problem.lines.iter().position(|line| line.id == id).ok_or_else(unknown)?;
            let was = f64::from(u8::from(real[line]));
            if moved.from != was || moved.to != 1.0 - was {
                return Err("a red line that reverses the conclusion is not moved from where it is".into());
            }
            real[line] = !real[line];
        }
        if !(1..=2).contains(&self.moves.len()) {
            return Err("a reversal moves one or two assumptions".into());
        }
        if numbers == self.changed.is_empty() {
            return Err("the numbers that change are not those that move".into());
        }
        // No deal stands in the problem as it is; how other numbers enter it, the problem does not say.
        let known = |changed: &ChangedRecord| match *changed {
            ChangedRecord::NoDeal { party, points } => {
                no_deals.iter().any(|&(p, to)| p == party && (points as f64 - to).abs() <= 1.0)
            }
            _ => false,
        };
        if surely && !(self.changed.iter().all(known) && self.changed.len() == no_deals.len()) {
            return Err("a value of no deal does not change to where it moves".into());
        }
        Ok((problem, real, surely))
    }
}
