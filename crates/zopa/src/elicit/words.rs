//! Answers and packages in words.

use super::plan;
use crate::scenario::{Choice, Estimate, Issue, Number, PreferenceKind, Scenario, Weighed};

/// A number as people write it.
pub(super) fn number(number: Number) -> String {
    crate::number::written(&crate::number::exact(number))
}

pub(super) fn issue<'s>(scenario: &'s Scenario, id: &'s str) -> &'s str {
    scenario.issues.iter().find(|issue| issue.id == id).map_or(id, |issue| &issue.label)
}

pub(super) fn option<'s>(scenario: &'s Scenario, issue: &str, id: &'s str) -> &'s str {
    let issue = scenario.issues.iter().find(|known| known.id == issue);
    issue.and_then(|issue| issue.options.iter().find(|o| o.id == id)).map_or(id, |o| &o.label)
}

/// The options of an issue that are visible at the scenario's date.
pub(super) fn visible<'s>(scenario: &'s Scenario, issue: &'s Issue) -> Vec<&'s Choice> {
    issue.options.iter().filter(|o| crate::compile::visible(o.date, scenario.as_of)).collect()
}

/// The choices of a package, by issue; `None` for no deal and for a package that does not exist.
pub(super) fn choices<'s>(scenario: &'s Scenario, package: &'s Weighed) -> Option<&'s [(String, String)]> {
    match package {
        Weighed::Named(id) => {
            scenario.packages.iter().find(|named| named.id == *id).map(|named| &named.choices[..])
        }
        Weighed::Choices(choices) => Some(choices),
        Weighed::NoDeal => None,
    }
}

/// A package in words: its label, or its options.
pub fn package(scenario: &Scenario, package: &Weighed) -> String {
    match package {
        Weighed::NoDeal => "no deal".to_owned(),
        Weighed::Named(id) => {
            let named = scenario.packages.iter().find(|named| named.id == *id);
            format!("“{}”", named.map_or(id, |named| &named.label))
        }
        Weighed::Choices(choices) => {
            let choice = |(of, id): &(String, String)| {
                format!("{}: {}", issue(scenario, of), option(scenario, of, id))
            };
            format!("the package of {}", choices.iter().map(choice).collect::<Vec<_>>().join("; "))
        }
    }
}

/// A package that stands at its best or worst for the party in every issue, in terms of that; any other by its options.
fn described(scenario: &Scenario, kinds: &[&PreferenceKind], weighed: &Weighed) -> String {
    let plain = || package(scenario, weighed);
    let Weighed::Choices(choices) = weighed else { return plain() };
    let (mut best, mut worst) = (Vec::new(), Vec::new());
    for (id, ends) in plan::ends(scenario, kinds) {
        let chosen = choices.iter().find(|(of, _)| *of == id).map(|(_, option)| option);
        match (chosen, ends) {
            (Some(chosen), Some([top, _])) if *chosen == top => best.push(id),
            (Some(chosen), Some([_, bottom])) if *chosen == bottom => worst.push(id),
            _ => return plain(),
        }
    }
    let names = |ids: &[String]| {
        ids.iter().map(|id| format!("“{}”", issue(scenario, id))).collect::<Vec<_>>().join(", ")
    };
    match (&best[..], &worst[..]) {
        ([], _) => "the package with everything at its worst for you".to_owned(),
        (_, []) => "the package with everything at its best for you".to_owned(),
        (best, worst) if best.len() <= worst.len() => {
            format!("the package with everything at its worst for you, but {} at the best", names(best))
        }
        (_, worst) => {
            format!("the package with everything at its best for you, but {} at the worst", names(worst))
        }
    }
}

/// In what two packages differ, each in words; `None` if one is not given by its options, or they differ in everything.
fn differing(scenario: &Scenario, one: &Weighed, other: &Weighed) -> Option<[String; 2]> {
    let (Weighed::Choices(a), Weighed::Choices(b)) = (one, other) else { return None };
    let of = |choices: &[(String, String)], against: &[(String, String)]| {
        let parts = choices.iter().filter(|choice| !against.contains(choice));
        let parts = parts.map(|(i, o)| format!("“{}: {}”", issue(scenario, i), option(scenario, i, o)));
        parts.collect::<Vec<_>>().join(" with ")
    };
    a.iter().any(|choice| b.contains(choice)).then(|| [of(a, b), of(b, a)])
}

fn range(estimate: &Estimate) -> String {
    match estimate.low == estimate.high {
        true => number(estimate.low),
        false => format!("{} to {}", number(estimate.low), number(estimate.high)),
    }
}

/// What an answer says, in one sentence.
pub fn said(scenario: &Scenario, kind: &PreferenceKind) -> String {
    said_among(scenario, &[], kind)
}

/// The same, where the other answers say what is best and worst.
pub(super) fn said_among(scenario: &Scenario, kinds: &[&PreferenceKind], kind: &PreferenceKind) -> String {
    let package = |weighed: &Weighed| described(scenario, kinds, weighed);
    let tiers = |groups: &[Vec<String>], word: &dyn Fn(&str) -> String| {
        let group =
            |group: &Vec<String>| group.iter().map(|id| word(id)).collect::<Vec<_>>().join(" alike with ");
        groups.iter().map(group).collect::<Vec<_>>().join(", then ")
    };
    let swing = |id: &str| format!("“{}”", issue(scenario, id));
    match kind {
        PreferenceKind::WeightOrder(groups) => format!("By importance: {}.", tiers(groups, &swing)),
        PreferenceKind::ValueOrder { issue: of, options } => {
            let word = |id: &str| format!("“{}”", option(scenario, of, id));
            format!("{}, best first: {}.", issue(scenario, of), tiers(options, &word))
        }
        PreferenceKind::Ratio { issues: [one, other], ratio } => {
            format!("{} is {} times as important as {}.", swing(one), range(ratio), swing(other))
        }
        PreferenceKind::Stance { issue: of, option: id, stance } => {
            format!("{}: “{}” is {}.", issue(scenario, of), option(scenario, of, id), stance.word())
        }
        PreferenceKind::Difference { issue: of, options: [one, other], degrees } => format!(
            "{}: “{}” is better than “{}”, and the difference is {}.",
            issue(scenario, of),
            option(scenario, of, one),
            option(scenario, of, other),
            degree(*degrees)
        ),
        PreferenceKind::Swings { issues: [one, other], degrees } => format!(
            "{} matters more than {}, and the difference is {}.",
            swing(one),
            swing(other),
            degree(*degrees)
        ),
        PreferenceKind::Package { better, worse } => match differing(scenario, better, worse) {
            Some([one, other]) => format!("Rather {one} than {other}, with all else the same."),
            None => format!("Rather {} than {}.", package(better), package(worse)),
        },
        PreferenceKind::Alike { packages: [one, other], .. } => match differing(scenario, one, other) {
            Some([one, other]) => format!("{one} is about as good as {other}, with all else the same."),
            None => format!("{} is about as good as {}.", capital(&package(one)), package(other)),
        },
        PreferenceKind::AsNoDeal { package: bad, .. } => {
            format!("{} is about as bad as no deal.", capital(&package(bad)))
        }
        PreferenceKind::Open { question } => {
            format!("Left open: {}", question.split(" | ").next().unwrap_or_default())
        }
    }
}

fn degree([low, high]: [crate::scenario::Degree; 2]) -> String {
    match low == high {
        true => low.word().to_owned(),
        false => format!("{} to {}", low.word(), high.word()),
    }
}

/// With a capital letter first.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
