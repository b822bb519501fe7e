//! Answers that cannot all hold, as smallest sets, and what the person makes of them.
//!
//! What cannot hold is looked for among drawn preferences and decided by a linear programme (`rows`).

mod rows;

use super::mind::Mind;
use super::plan::Question;
use super::words::said;
use crate::scenario::{Preference, PreferenceKind, Scenario};
use rows::Rows;

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
        let words = said(scenario, &answers[about].kind);
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
                    "All are kept, and they cannot all hold: the newest stays in the file as not sure, and binds nothing."
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
            format!("Kept as not sure, it binds nothing now: {words}")
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
/// A member of the set of preferences shows that they can. Where none is found, answers are left out one by one as long
/// as none is found without them, and what is left is a contradiction if the linear programme says so, exactly. Others
/// are looked for without each answer of the first; there may be more.
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
    let kinds = |set: &[usize]| -> Vec<&PreferenceKind> { set.iter().map(|&k| &answers[k].kind).collect() };
    let all = kinds(among);
    if Mind::of(scenario, &all).draw(1, 1).is_some() {
        return Together::Can;
    }
    for ends in [&[][..], &all[..]] {
        let holds = |set: &[usize]| Mind::between(scenario, &kinds(set), ends).draw(1, 1).is_some();
        if holds(among) {
            continue;
        }
        // What stands late goes first, so that a set keeps the earliest answers that are as good.
        let mut set = among.to_vec();
        for k in among.iter().rev() {
            let fewer: Vec<usize> = set.iter().copied().filter(|at| at != k).collect();
            if !holds(&fewer) {
                set = fewer;
            }
        }
        if exactly(scenario, &kinds(&set), ends) {
            return Together::Cannot(vec![set]);
        }
    }
    Together::Unknown
}

/// Whether no preferences at all agree with these answers between the ends that others give.
fn exactly(scenario: &Scenario, answers: &[&PreferenceKind], ends: &[&PreferenceKind]) -> bool {
    let rows = Rows::of(scenario, answers, ends);
    let every: Vec<usize> = (0..answers.len()).collect();
    matches!(rows.compact().with(&every).point(), Ok(Err(_)))
}
