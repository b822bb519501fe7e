//! Flipped conclusions and what they hang on, in sentences.

use super::causes::{Cause, Flip};
use super::changes::Unit;
use super::facts::{About, Common, Finding, Lines, Picked, Version};
use crate::compile::{Compiled, Reading};
use crate::question::Asked;
use crate::question::words::{any_of, capital, count, line, line_short, list};
use std::collections::BTreeSet;
use zopa_core::concept::CONCEPTS;

/// What sentences are made from.
pub(super) struct Told<'a> {
    pub old: &'a Asked<'a>,
    pub new: &'a Asked<'a>,
    pub common: &'a Common,
    pub before: &'a Version,
    pub after: &'a Version,
}

/// What a conclusion is about, for programs.
pub(super) fn key(about: &About) -> String {
    let ids = |lines: &Lines| lines.iter().cloned().collect::<Vec<_>>().join(",");
    match about {
        About::Deal => "deal".into(),
        About::Conflict(lines) => format!("conflict {}", ids(lines)).trim_end().into(),
        About::Opening(lines) => format!("opening {}", ids(lines)).trim_end().into(),
        About::Package(id) => format!("package {id}"),
        About::Pick(k) => format!("pick {}", CONCEPTS.get(*k).map_or("", |c| c.key)),
    }
}

/// Flips that say the same of several views and readings, and hang on the same changes.
pub(super) struct Group<'f> {
    pub first: &'f Flip,
    pub places: Vec<(&'f Option<String>, Option<Reading>)>,
}

/// Groups flips, in their order.
pub(super) fn groups(flips: &[Flip]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    for flip in flips {
        let same = |g: &&mut Group| {
            g.first.key.about == flip.key.about
                && g.first.was == flip.was
                && g.first.is == flip.is
                && g.first.cause == flip.cause
        };
        let place = (&flip.key.view, flip.key.reading);
        match groups.iter_mut().find(same) {
            Some(group) => group.places.push(place),
            None => groups.push(Group { first: flip, places: vec![place] }),
        }
    }
    groups
}

impl Told<'_> {
    /// The names of the version in which something is concluded: of NEW, or of OLD where that was so in OLD only.
    fn compiled(&self, new: bool) -> Option<&Compiled> {
        let version = if new { self.after } else { self.before };
        version.views.first().map(|(found, _)| &found.compiled)
    }

    /// Whether there are numbers in both versions, so that a deal can be spoken of.
    fn numbers(&self) -> bool {
        [true, false].into_iter().all(|new| self.compiled(new).is_some_and(|c| c.numbers))
    }

    fn view(&self, id: &Option<String>) -> String {
        let known = self.after.views.iter().map(|(f, _)| &f.compiled).find(|c| c.view == *id);
        known.map_or_else(String::new, |c| format!("“{}”", c.view_label))
    }

    /// ` under every view`, ` under “A” and “B”`, or nothing where only one is compared.
    fn under(&self, views: &BTreeSet<&Option<String>>) -> String {
        match self.common.views.len() {
            1 => String::new(),
            all if all == views.len() => " under every view".into(),
            _ => {
                let shown: Vec<String> =
                    self.common.views.iter().filter(|v| views.contains(v)).map(|v| self.view(v)).collect();
                format!(" under {}", list(&shown))
            }
        }
    }

    /// `with the lines judged real under “A”; with every claimed line real under every view`.
    fn places(&self, group: &Group) -> String {
        let mut parts: Vec<(Vec<&str>, BTreeSet<&Option<String>>)> = Vec::new();
        for reading in &self.common.readings {
            let views: BTreeSet<_> =
                group.places.iter().filter(|(_, r)| *r == Some(*reading)).map(|(v, _)| *v).collect();
            if views.is_empty() {
                continue;
            }
            match parts.iter_mut().find(|(_, v)| *v == views) {
                Some((readings, _)) => readings.push(reading.phrase()),
                None => parts.push((vec![reading.phrase()], views)),
            }
        }
        let said: Vec<String> = parts
            .iter()
            .map(|(readings, views)| format!("{}{}", list(readings), self.under(views)))
            .collect();
        said.join("; ")
    }

    /// A flip in a sentence.
    pub(super) fn sentence(&self, group: &Group) -> String {
        let flip = group.first;
        let appeared = flip.is == Finding::Yes;
        let views: BTreeSet<_> = group.places.iter().map(|(v, _)| *v).collect();
        match &flip.key.about {
            About::Deal => {
                let words = match (self.numbers(), appeared) {
                    (true, true) => "there was no deal, and now a deal exists",
                    (true, false) => "a deal existed, and now there is none",
                    (false, true) => "no package was left, and now some package is left",
                    (false, false) => "some package was left, and now none is left",
                };
                format!("{}: {words}.", capital(&self.places(group)))
            }
            About::Conflict(lines) => {
                let when = if appeared { "New" } else { "No longer so" };
                let under = self.under(&views);
                let words = self.lines(lines, appeared, line);
                match words.is_empty() {
                    true => format!("{when}: even if no red line is real there is no deal{under}."),
                    false => format!("{when}: no deal{under} unless this is posture: {}.", any_of(&words)),
                }
            }
            About::Opening(lines) => {
                let when = if appeared { "New" } else { "No longer so" };
                let under = self.under(&views);
                let words = self.lines(lines, appeared, line_short);
                match words.is_empty() {
                    true => {
                        format!("{when}: a deal exists{under} even with every line claimed or judged real.")
                    }
                    false => format!("{when}: a deal exists{under} if this gives way: {}.", list(&words)),
                }
            }
            About::Package(id) => {
                let package = self.new.scenario.packages.iter().find(|p| p.id == *id);
                let label = package.map_or(id.as_str(), |p| &p.label);
                let words = if appeared {
                    "was not acceptable, and now is"
                } else {
                    "was acceptable, and now is not"
                };
                format!("“{label}” {words}, {}.", self.places(group))
            }
            About::Pick(k) => {
                let name = CONCEPTS.get(*k).map_or("", |c| c.name);
                format!("{name}, {}: {}.", self.places(group), self.picks(&flip.was, &flip.is))
            }
        }
    }

    fn lines(&self, ids: &Lines, new: bool, words: fn(&Compiled, usize) -> String) -> Vec<String> {
        let Some(compiled) = self.compiled(new) else { return Vec::new() };
        let known = (0..compiled.lines.len()).filter(|&l| ids.contains(&compiled.lines[l].id));
        known.map(|l| words(compiled, l)).collect()
    }

    fn picks(&self, was: &Finding, is: &Finding) -> String {
        let (Finding::Picks(was), Finding::Picks(is)) = (was, is) else { return String::new() };
        let (Some(from), Some(to)) = (was.first(), is.first()) else {
            return match is.is_empty() {
                true => "picked a package, and now picks none".into(),
                false => "picked none, and now picks a package".into(),
            };
        };
        if was.len() == 1 && is.len() == 1 {
            return format!("now {}", self.differences(from, to));
        }
        let kept = was.intersection(is).count();
        let packages = |n: usize| if n == 1 { "1 package".into() } else { format!("{n} packages that tie") };
        format!("picked {}, and now picks {}; {kept} in both", packages(was.len()), packages(is.len()))
    }

    /// Where two picks differ, issue by issue.
    fn differences(&self, from: &Picked, to: &Picked) -> String {
        let label = |scenario: &crate::scenario::Scenario, issue: &str, option: &str| {
            let issue = scenario.issues.iter().find(|i| i.id == issue);
            let option_ = issue.and_then(|i| i.options.iter().find(|o| o.id == option));
            option_.map_or(option.to_string(), |o| o.label.clone())
        };
        let words: Vec<String> = self
            .new
            .scenario
            .issues
            .iter()
            .filter_map(|issue| {
                let (a, b) = (from.get(&issue.id)?, to.get(&issue.id)?);
                let (old, new) =
                    (label(self.old.scenario, &issue.id, a), label(self.new.scenario, &issue.id, b));
                (a != b).then(|| format!("{}: “{new}” instead of “{old}”", issue.label))
            })
            .collect();
        list(&words)
    }
}

/// What flips hang on, in a sentence.
pub(super) fn cause(cause: &Cause, units: &[Unit]) -> String {
    let name = |n: &usize| {
        let unit = units.iter().find(|u| u.number == *n);
        format!("change {n} ({})", unit.map_or("", |u| &u.name))
    };
    let names = |numbers: &[usize]| numbers.iter().map(name).collect::<Vec<_>>();
    let tried = units.iter().filter(|u| u.counts).count();
    let mut said = match (&cause.enough[..], &cause.needed[..]) {
        ([one], [needed]) if one == needed => {
            format!("{} alone does this, and without it this would not have come about.", capital(&name(one)))
        }
        (enough @ [_, ..], needed) => {
            let first = match enough {
                [one] => format!("{} alone does this", capital(&name(one))),
                all => format!("Each of these alone does this: {}", names(all).join("; ")),
            };
            let second = match needed {
                [] => "; without any single change it would have come about all the same".to_string(),
                list => format!(
                    "; it would not have come about without {}",
                    list.iter().map(name).collect::<Vec<_>>().join(", nor without ")
                ),
            };
            format!("{first}{second}.")
        }
        ([], []) => format!(
            "No single change does this, and none alone undoes it ({} tried).",
            count(tried, "change")
        ),
        ([], [one]) => format!(
            "No single change does this. It would not have come about without {}, which needs others beside it.",
            name(one)
        ),
        ([], all) => {
            let rest = match cause.together {
                Some(true) => "Together they do it, and none of them can be left out",
                Some(false) => "None of these can be left out, and they need others beside them",
                None => "None of these can be left out; whether they suffice together was not settled",
            };
            format!("No single change does this. {rest}: {}.", names(all).join("; "))
        }
    };
    if !cause.open.is_empty() {
        said.push_str(&format!(
            " Of {} this was not settled.",
            list(&cause.open.iter().map(|n| format!("change {n}")).collect::<Vec<_>>())
        ));
    }
    said
}
