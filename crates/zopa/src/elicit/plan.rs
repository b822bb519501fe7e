//! Which question comes next: a function of the answers alone.

use super::ask;
use super::teach::{self, Looked, Table};
use super::words::{choices, visible};
use crate::scenario::{Preference, PreferenceKind, Scenario, Stance, Weighed};

/// A question that can be put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Question {
    /// How acceptable each option of an issue is.
    Stances { issue: String },
    /// The order of options that have one word.
    Order { issue: String, options: Vec<String> },
    /// Which of these swings comes next, after those placed.
    Swing { placed: Vec<Vec<String>>, open: Vec<String> },
    /// How many times as important the first swing is as the second.
    Ratio { issues: [String; 2] },
    /// How large the step between two options is, the better first.
    Step { issue: String, options: [String; 2] },
    /// Where on a ladder of packages no deal stands.
    NoDeal { ladder: Vec<Vec<(String, String)>>, moved: Vec<String> },
    /// Which of two is better.
    Compare { one: Weighed, other: Weighed },
    /// What is to be done with an answer of a set that cannot hold.
    Clash { sets: Vec<Vec<usize>>, at: usize },
}

impl Question {
    /// Whether an answer is one to this question, and replaced by a new one.
    pub(super) fn is_answered_by(&self, scenario: &Scenario, party: &str, answer: &Preference) -> bool {
        if answer.party != party {
            return false;
        }
        if let PreferenceKind::Open { question } = &answer.kind {
            return *question == ask::key(scenario, self);
        }
        match (self, &answer.kind) {
            (Question::Stances { issue }, PreferenceKind::Stance { issue: of, .. }) => issue == of,
            (
                Question::Order { issue, options },
                PreferenceKind::ValueOrder { issue: of, options: groups },
            ) => issue == of && groups.iter().flatten().all(|id| options.contains(id)),
            (Question::Swing { placed, open }, PreferenceKind::WeightOrder(groups)) => {
                let here = |id: &String| open.contains(id) || placed.iter().flatten().any(|p| p == id);
                groups.starts_with(placed) && groups.iter().flatten().all(here)
            }
            (Question::Ratio { issues }, PreferenceKind::Ratio { issues: of, .. }) => issues == of,
            (
                Question::Step { issue, options },
                PreferenceKind::Difference { issue: of, options: pair, .. },
            ) => issue == of && options == pair,
            (Question::NoDeal { ladder, .. }, kind) => no_deal(kind).is_some_and(|package| {
                choices(scenario, package).is_some_and(|of| ladder.iter().any(|rung| same(rung, of)))
            }),
            (Question::Compare { one, other }, kind) => {
                pair(kind).is_some_and(|[a, b]| (a == one && b == other) || (a == other && b == one))
            }
            _ => false,
        }
    }
}

/// Whether two packages have the same options.
pub(super) fn same(one: &[(String, String)], other: &[(String, String)]) -> bool {
    one.len() == other.len() && one.iter().all(|choice| other.contains(choice))
}

/// The package that an answer sets against no deal.
fn no_deal(kind: &PreferenceKind) -> Option<&Weighed> {
    match kind {
        PreferenceKind::AsNoDeal { package, .. } => Some(package),
        PreferenceKind::Package { better: Weighed::NoDeal, worse: package }
        | PreferenceKind::Package { better: package, worse: Weighed::NoDeal } => Some(package),
        _ => None,
    }
}

/// The two that an answer compares.
pub(super) fn pair(kind: &PreferenceKind) -> Option<[&Weighed; 2]> {
    match kind {
        PreferenceKind::Package { better, worse } => Some([better, worse]),
        PreferenceKind::Alike { packages: [one, other], .. } => Some([one, other]),
        PreferenceKind::AsNoDeal { package, .. } => Some([package, &Weighed::NoDeal]),
        _ => None,
    }
}

/// The options of an issue from best to worst by words and orders, as far as they are known; those whose order is not
/// known stand in the order of the file, and the flag says that they do.
pub(super) fn ranked(
    scenario: &Scenario,
    answers: &[&PreferenceKind],
    issue: &str,
) -> Vec<(String, Option<Stance>, usize)> {
    let Some(of) = scenario.issues.iter().find(|known| known.id == issue) else { return Vec::new() };
    let stance = |id: &str| {
        answers.iter().find_map(|kind| match kind {
            PreferenceKind::Stance { issue: at, option, stance } if at == issue && option == id => {
                Some(*stance)
            }
            _ => None,
        })
    };
    let place = |id: &str| {
        answers
            .iter()
            .find_map(|kind| match kind {
                PreferenceKind::ValueOrder { issue: at, options } if at == issue => {
                    options.iter().position(|group| group.iter().any(|o| o == id))
                }
                _ => None,
            })
            .unwrap_or(0)
    };
    let mut options: Vec<(String, Option<Stance>, usize)> =
        visible(scenario, of).iter().map(|o| (o.id.clone(), stance(&o.id), place(&o.id))).collect();
    options.sort_by(|a, b| b.1.cmp(&a.1).then(a.2.cmp(&b.2)));
    options
}

/// Best and worst option of each issue that has more than one, in the order of the file; `None` where it is not known.
pub(super) fn ends(scenario: &Scenario, answers: &[&PreferenceKind]) -> Vec<(String, Option<[String; 2]>)> {
    let mut all = Vec::new();
    for issue in &scenario.issues {
        let ranked = ranked(scenario, answers, &issue.id);
        let known = ranked.iter().all(|(_, stance, _)| stance.is_some());
        match (ranked.first(), ranked.last()) {
            (Some(best), Some(worst)) if ranked.len() > 1 => {
                all.push((issue.id.clone(), known.then(|| [best.0.clone(), worst.0.clone()])));
            }
            _ => {}
        }
    }
    all
}

/// Packages from everything at its worst to everything at its best, one issue after the other in this order.
pub(super) fn ladder(
    scenario: &Scenario,
    answers: &[&PreferenceKind],
    order: &[String],
) -> Option<Vec<Vec<(String, String)>>> {
    let ends = ends(scenario, answers);
    let mut rung: Vec<(String, String)> = Vec::new();
    for issue in &scenario.issues {
        let option = match ends.iter().find(|(id, _)| *id == issue.id) {
            Some((_, Some([_, worst]))) => worst.clone(),
            Some((_, None)) => return None,
            None => visible(scenario, issue).first()?.id.clone(),
        };
        rung.push((issue.id.clone(), option));
    }
    let mut rungs = vec![rung.clone()];
    for id in order {
        let Some((_, Some([best, _]))) = ends.iter().find(|(issue, _)| issue == id) else { continue };
        if let Some(choice) = rung.iter_mut().find(|(issue, _)| issue == id) {
            choice.1.clone_from(best);
        }
        rungs.push(rung.clone());
    }
    Some(rungs)
}

/// The next question, or none if nothing is left that could change what is looked at; what that is, where the
/// questions have come so far; and members of the set.
pub(super) fn next(
    table: Table<'_>,
    party: &str,
    answers: &[Preference],
) -> (Option<Question>, Option<Looked>, Vec<Vec<f64>>) {
    let scenario = table.scenario;
    let mine: Vec<&Preference> = answers.iter().filter(|answer| answer.party == party).collect();
    let sure: Vec<&PreferenceKind> = mine.iter().filter(|a| a.sure).map(|a| &a.kind).collect();
    let kinds: Vec<&PreferenceKind> = mine.iter().map(|a| &a.kind).collect();
    let open = |question: &Question| {
        let key = ask::key(scenario, question);
        kinds.iter().any(|kind| matches!(kind, PreferenceKind::Open { question } if *question == key))
    };
    let fresh = |question: Question| (!open(&question)).then_some(question);
    let first = words(scenario, &kinds, &fresh)
        .or_else(|| swings(scenario, &kinds, &fresh))
        .or_else(|| steps(scenario, &kinds, &fresh))
        .or_else(|| bottom(scenario, &kinds, &fresh));
    if first.is_some() {
        return (first, None, table.near.to_vec());
    }
    let (question, looked, members) = teach::comparison(table, &sure, &fresh);
    (question, Some(looked), members)
}

type Fresh<'f> = &'f dyn Fn(Question) -> Option<Question>;

/// Step 1: words for every option, and an order of those with one word.
fn words(scenario: &Scenario, kinds: &[&PreferenceKind], fresh: Fresh<'_>) -> Option<Question> {
    for issue in &scenario.issues {
        let options = visible(scenario, issue);
        if options.len() < 2 {
            continue;
        }
        let ranked = ranked(scenario, kinds, &issue.id);
        if ranked.iter().all(|(_, stance, _)| stance.is_none()) {
            if let Some(question) = fresh(Question::Stances { issue: issue.id.clone() }) {
                return Some(question);
            }
            continue;
        }
        for group in ranked.chunk_by(|a, b| a.1 == b.1).filter(|group| group.len() > 1) {
            let ids: Vec<String> = group.iter().map(|(id, ..)| id.clone()).collect();
            let placed = kinds.iter().any(|kind| match kind {
                PreferenceKind::ValueOrder { issue: at, options } if *at == issue.id => {
                    ids.iter().all(|id| options.iter().flatten().any(|o| o == id))
                }
                _ => false,
            });
            if !placed && group[0].1.is_some() {
                // The question lists the options in the order of the file.
                let ids: Vec<String> =
                    options.iter().map(|o| o.id.clone()).filter(|id| ids.contains(id)).collect();
                if let Some(question) = fresh(Question::Order { issue: issue.id.clone(), options: ids }) {
                    return Some(question);
                }
            }
        }
    }
    None
}

/// The order of swings so far: the longest that was given.
pub(super) fn placed(kinds: &[&PreferenceKind]) -> Vec<Vec<String>> {
    let orders = kinds.iter().filter_map(|kind| match kind {
        PreferenceKind::WeightOrder(groups) => Some(groups),
        _ => None,
    });
    orders.max_by_key(|groups| groups.iter().map(Vec::len).sum::<usize>()).cloned().unwrap_or_default()
}

/// Steps 2 and 3: the order of swings, then ratios of neighbours.
fn swings(scenario: &Scenario, kinds: &[&PreferenceKind], fresh: Fresh<'_>) -> Option<Question> {
    let placed = placed(kinds);
    let open: Vec<String> = ends(scenario, kinds)
        .into_iter()
        .map(|(id, _)| id)
        .filter(|id| !placed.iter().flatten().any(|p| p == id))
        .collect();
    if open.len() + placed.iter().map(Vec::len).sum::<usize>() < 2 {
        return None;
    }
    if !open.is_empty()
        && let Some(question) = fresh(Question::Swing { placed: placed.clone(), open })
    {
        return Some(question);
    }
    for pair in placed.windows(2) {
        let issues = [pair[0][0].clone(), pair[1][0].clone()];
        let known = kinds.iter().any(|kind| match kind {
            PreferenceKind::Ratio { issues: of, .. } | PreferenceKind::Swings { issues: of, .. } => {
                *of == issues
            }
            _ => false,
        });
        if !known && let Some(question) = fresh(Question::Ratio { issues }) {
            return Some(question);
        }
    }
    None
}

/// Step 4: differences between neighbours, where an issue has three options or more.
fn steps(scenario: &Scenario, kinds: &[&PreferenceKind], fresh: Fresh<'_>) -> Option<Question> {
    for issue in &scenario.issues {
        let ranked = ranked(scenario, kinds, &issue.id);
        if ranked.len() < 3 || ranked.iter().any(|(_, stance, _)| stance.is_none()) {
            continue;
        }
        for pair in ranked.windows(2) {
            let apart = (pair[0].1, pair[0].2) != (pair[1].1, pair[1].2);
            let options = [pair[0].0.clone(), pair[1].0.clone()];
            let known = kinds.iter().any(|kind| match kind {
                PreferenceKind::Difference { issue: at, options: of, .. } => {
                    *at == issue.id && *of == options
                }
                _ => false,
            });
            let question = Question::Step { issue: issue.id.clone(), options };
            if apart
                && !known
                && let Some(question) = fresh(question)
            {
                return Some(question);
            }
        }
    }
    None
}

/// Step 5: no deal on the ladder; where best and worst of some issue are not known, a package of the scenario against it.
fn bottom(scenario: &Scenario, kinds: &[&PreferenceKind], fresh: Fresh<'_>) -> Option<Question> {
    if kinds.iter().any(|kind| no_deal(kind).is_some()) {
        return None;
    }
    let mut moved: Vec<String> = placed(kinds).concat();
    let rest = ends(scenario, kinds).into_iter().map(|(id, _)| id).filter(|id| !moved.contains(id));
    let rest: Vec<String> = rest.collect();
    moved.extend(rest);
    match ladder(scenario, kinds, &moved) {
        Some(ladder) => fresh(Question::NoDeal { ladder, moved }),
        None => scenario.packages.iter().find_map(|named| {
            fresh(Question::Compare { one: Weighed::Named(named.id.clone()), other: Weighed::NoDeal })
        }),
    }
}
