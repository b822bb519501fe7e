//! Answers and packages in words.

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

fn range(estimate: &Estimate) -> String {
    match estimate.low == estimate.high {
        true => number(estimate.low),
        false => format!("{} to {}", number(estimate.low), number(estimate.high)),
    }
}

/// What an answer says, in one sentence.
pub fn said(scenario: &Scenario, kind: &PreferenceKind) -> String {
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
        PreferenceKind::Package { better, worse } => {
            format!("Rather {} than {}.", package(scenario, better), package(scenario, worse))
        }
        PreferenceKind::Alike { packages: [one, other], .. } => {
            format!("{} is about as good as {}.", capital(&package(scenario, one)), package(scenario, other))
        }
        PreferenceKind::AsNoDeal { package: bad, .. } => {
            format!("{} is about as bad as no deal.", capital(&package(scenario, bad)))
        }
        PreferenceKind::Open { question } => format!("Left open: {question}"),
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
