//! Answers that cannot all hold, as smallest sets, and what the person makes of them.
//!
//! A linear programme decides (`rows`).

mod rows;

use super::mind::{Mind, QUICK};
use super::plan::{self, Question};
use super::words::said_among;
use crate::scenario::{Preference, PreferenceKind, Scenario};
use rows::Rows;
use zopa_core::elicit::contradiction::Answers;

/// The note of an answer that binds nothing because others contradict it.
const UNDECIDED: &str = "Cannot hold together with other answers; the person has not decided which.";

/// What a person makes of an answer in a contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    Keep,
    Change,
    Unsure,
}

impl Choice {
    pub(super) fn of(text: &str) -> Option<Choice> {
        match text.trim().to_lowercase().as_str() {
            "keep" | "k" => Some(Choice::Keep),
            "change" | "c" => Some(Choice::Change),
            "not sure" | "unsure" | "n" => Some(Choice::Unsure),
            _ => None,
        }
    }
}

/// What was found about answers.
pub(super) struct Found {
    /// A contradiction, to be decided.
    pub clash: Option<Clash>,
    /// Neither a contradiction nor preferences that agree with all answers were found.
    pub unknown: bool,
}

/// Whether answers can hold together.
#[derive(Debug, Clone)]
pub(super) enum Together {
    /// They can: preferences that agree with all were found.
    Can,
    /// They cannot: the smallest sets found that cannot, by place.
    Cannot(Vec<Vec<usize>>),
    /// Neither preferences that agree with all nor a set that cannot hold was found.
    Unknown,
}

/// A contradiction that is being decided.
#[derive(Debug, Clone)]
pub(super) struct Clash {
    /// Smallest sets of answers, by their place.
    sets: Vec<Vec<usize>>,
    /// Which of the first set is asked about.
    at: usize,
    /// The answers that bind nothing until this is decided, by their place.
    newest: Vec<usize>,
}

impl Clash {
    /// What the answers from `first` on contradict; they then bind nothing until that is decided.
    pub(super) fn find(scenario: &Scenario, party: &str, answers: &mut [Preference], first: usize) -> Found {
        let sets = match contradictions(scenario, party, answers) {
            Together::Can => return Found { clash: None, unknown: false },
            Together::Unknown => return Found { clash: None, unknown: true },
            Together::Cannot(sets) => sets,
        };
        for answer in &mut answers[first..] {
            answer.sure = false;
            answer.note = Some(UNDECIDED.to_owned());
        }
        let clash = Clash { sets, at: 0, newest: (first..answers.len()).collect() };
        Found { clash: Some(clash), unknown: false }
    }

    /// The contradiction that stood when answers were saved, or that a file holds.
    pub(super) fn again(scenario: &Scenario, party: &str, answers: &[Preference]) -> Found {
        let waits = |a: &Preference| !a.sure && a.note.as_deref() == Some(UNDECIDED);
        let newest: Vec<usize> = (0..answers.len()).filter(|&k| waits(&answers[k])).collect();
        let mut tried = answers.to_vec();
        for &k in &newest {
            tried[k].sure = true;
        }
        match contradictions(scenario, party, &tried) {
            Together::Cannot(sets) => Found { clash: Some(Clash { sets, at: 0, newest }), unknown: false },
            other => Found { clash: None, unknown: matches!(other, Together::Unknown) },
        }
    }

    pub(super) fn question(&self) -> Question {
        Question::Clash { sets: self.sets.clone(), at: self.at }
    }

    /// The place of the answer that is asked about.
    pub(super) fn about(&self) -> usize {
        self.sets[0][self.at]
    }

    /// Does what the person says, and looks what is left to decide. The sentence says what came of it.
    pub(super) fn decide(
        mut self,
        scenario: &Scenario,
        party: &str,
        answers: &mut Vec<Preference>,
        choice: Choice,
    ) -> (Found, String) {
        let set = self.sets[0].clone();
        let about = set[self.at];
        let kinds: Vec<&PreferenceKind> = answers.iter().map(|answer| &answer.kind).collect();
        let words = said_among(scenario, &kinds, &answers[about].kind);
        if choice == Choice::Keep {
            self.at += 1;
            if self.at < set.len() {
                return (Found { clash: Some(self), unknown: false }, format!("Kept: {words}"));
            }
            // All of them kept: the newest stay as they are, and say so.
            for &k in &self.newest {
                answers[k].note =
                    Some("Cannot hold together with other answers; the person keeps them all.".to_owned());
            }
            let left = match self.newest.is_empty() {
                true => {
                    "All are kept, and they cannot all hold: while they stand, nothing can be said of what you would accept."
                }
                false => {
                    "All are kept, and they cannot all hold: the newest stays in the file as not sure, and counts for nothing."
                }
            };
            return (Found { clash: None, unknown: false }, left.to_owned());
        }
        let waiting: Vec<usize> = self.newest.iter().copied().filter(|k| *k != about).collect();
        let sentence = if choice == Choice::Change {
            answers.remove(about);
            format!("Taken out, and asked again: {words}")
        } else {
            answers[about].sure = false;
            answers[about].note = None;
            format!("Kept as not sure, it counts for nothing now: {words}")
        };
        let moved = |k: usize| if choice == Choice::Change && k > about { k - 1 } else { k };
        let newest: Vec<usize> = waiting.into_iter().map(moved).collect();
        for &k in &newest {
            answers[k].sure = true;
            answers[k].note = None;
        }
        let sets = match contradictions(scenario, party, answers) {
            Together::Cannot(sets) => sets,
            other => {
                let unknown = matches!(other, Together::Unknown);
                return (Found { clash: None, unknown }, sentence);
            }
        };
        for &k in &newest {
            answers[k].sure = false;
            answers[k].note = Some(UNDECIDED.to_owned());
        }
        (Found { clash: Some(Clash { sets, at: 0, newest }), unknown: false }, sentence)
    }
}

/// Whether all answers can hold together.
///
/// A linear programme says so exactly, at representative values of interactions, factors and boxes: either preferences
/// that agree with all answers, or multipliers that show that there are none. Of the answers that these use, one after the
/// other is left out as long as the rest cannot hold. Other sets are looked for without each answer of the first; there
/// may be more. Where the programme is too hard, preferences are drawn: some that agree show that the answers can hold.
fn contradictions(scenario: &Scenario, party: &str, answers: &[Preference]) -> Together {
    let sure: Vec<usize> = (0..answers.len()).filter(|&k| answers[k].binds(party)).collect();
    let first = match contradiction(scenario, answers, &sure) {
        Together::Cannot(sets) => sets.concat(),
        other => return other,
    };
    let mut sets = vec![first.clone()];
    for left_out in &first {
        let rest: Vec<usize> = sure.iter().copied().filter(|k| k != left_out).collect();
        if let Together::Cannot(found) = contradiction(scenario, answers, &rest) {
            sets.extend(found);
        }
    }
    sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    sets.dedup();
    Together::Cannot(sets)
}

/// Whether these answers can hold together; if not, one smallest set that cannot: what is said within issues and of
/// swings first, then everything between the ends that the answers give the scales.
fn contradiction(scenario: &Scenario, answers: &[Preference], among: &[usize]) -> Together {
    let all: Vec<&PreferenceKind> = among.iter().map(|&k| &answers[k].kind).collect();
    let found = |ends: &[&PreferenceKind]| programme(&Rows::of(scenario, &all, ends).compact());
    // Between the ends, less can hold; where everything can, it can without them.
    let between = found(&all);
    if matches!(between, Together::Can) {
        return Together::Can;
    }
    let set = match (found(&[]), between) {
        (Together::Cannot(sets), _) | (_, Together::Cannot(sets)) => sets.concat(),
        _ => {
            return match Mind::of(scenario, &all, &QUICK) {
                Ok(_) => Together::Can,
                Err(_) => Together::Unknown,
            };
        }
    };
    // Where what is shared by packages has a range, the programme speaks of its middle only.
    let packages = set.iter().any(|&k| plan::pair(all[k]).is_some());
    let these: Vec<&PreferenceKind> = set.iter().map(|&k| all[k]).collect();
    if packages && ranges(scenario) && Mind::of(scenario, &these, &QUICK).is_ok() {
        return Together::Can;
    }
    Together::Cannot(vec![set.into_iter().map(|k| among[k]).collect()])
}

/// Whether interactions, factors or boxes have ranges.
fn ranges(scenario: &Scenario) -> bool {
    let times = scenario.factors.iter().flat_map(|factor| &factor.factor).map(|(_, times)| times);
    let points = scenario.interactions.iter().map(|x| &x.points);
    times.chain(points).chain(scenario.boxes.iter().map(|x| &x.points)).any(|e| e.low < e.high)
}

/// What the programme says of all answers of some rows.
fn programme(rows: &Answers) -> Together {
    let solve = |set: &[usize]| rows.with(set).quick_point().ok().flatten();
    let every: Vec<usize> = (0..rows.rows.len()).collect();
    let mut set = match solve(&every) {
        None => return Together::Unknown,
        Some(Ok(_)) => return Together::Can,
        Some(Err(multipliers)) => rows.used(&every, multipliers).0,
    };
    // What stands late goes first, so that a set keeps the earliest answers that are as good.
    for k in set.clone().into_iter().rev() {
        let fewer: Vec<usize> = set.iter().copied().filter(|at| *at != k).collect();
        if let Some(Err(_)) = solve(&fewer) {
            set = fewer;
        }
    }
    Together::Cannot(vec![set])
}
