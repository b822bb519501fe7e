//! Statements of preference and dependences, as judgements.

use super::{Rows, number, same};
use crate::diff::place::{Id, Place, package, preference};
use crate::scenario::{Degree, PreferenceKind, Weighed};

impl Rows<'_> {
    pub(super) fn dependences(&mut self) {
        for d in &self.scenario.dependences {
            let name = format!("Dependence “{}”", d.label.as_ref().unwrap_or(&d.id));
            let (rise, fall) = (d.rise.join(", "), d.fall.join(", "));
            let value = same(format!("{}; rise: {rise}; fall: {fall}", number(&d.strength)));
            self.push(Place::Dependence(d.id.clone()), name, value, &[]);
            self.last().why = d.sources.join(", ");
        }
    }

    pub(super) fn preferences(&mut self) {
        let mut seen: Vec<String> = Vec::new();
        for p in &self.scenario.preferences {
            let about = preference(&p.party, &p.kind);
            let k = seen.iter().filter(|s| **s == about).count();
            let mut mentions = vec![format!("party {}", p.party)];
            let (mut value, mut shown) = self.said(&p.kind, &mut mentions);
            if !p.sure {
                value.push_str(", not sure");
                shown.push_str(", not sure");
            }
            let place = Place::Preference(about.clone(), k);
            self.push(place, about.clone(), (value, shown), &mentions);
            let date = p.date.map(|d| d.to_string());
            let why: Vec<String> = p.sources.iter().cloned().chain(p.author.clone()).chain(date).collect();
            self.last().why = why.join(", ");
            seen.push(about);
        }
    }

    /// What is said, by id and in words.
    fn said(&self, kind: &PreferenceKind, mentions: &mut Vec<String>) -> (String, String) {
        let issues = |list: &[Id]| list.iter().map(|i| format!("issue {i}")).collect::<Vec<_>>();
        let within = |within: &Option<Box<crate::scenario::Estimate>>| {
            within.as_ref().map(|w| format!(", within {} points", number(w))).unwrap_or_default()
        };
        match kind {
            PreferenceKind::WeightOrder(order) => {
                mentions.extend(issues(&order.concat()));
                (tiers(order, " = ", " > ", Id::clone), tiers(order, " with ", " before ", |i| self.issue(i)))
            }
            PreferenceKind::ValueOrder { issue, options } => {
                mentions.push(format!("issue {issue}"));
                mentions.extend(options.iter().flatten().map(|o| format!("option {issue}.{o}")));
                let words = |o: &Id| self.option(issue, o);
                (tiers(options, " = ", " > ", Id::clone), tiers(options, " with ", " before ", words))
            }
            PreferenceKind::Ratio { issues: of, ratio } => {
                mentions.extend(issues(of));
                same(format!("{} times", number(ratio)))
            }
            PreferenceKind::Stance { issue, option, stance } => {
                mentions.extend([format!("issue {issue}"), format!("option {issue}.{option}")]);
                same(stance.word().to_owned())
            }
            PreferenceKind::Difference { issue, options, degrees } => {
                mentions.push(format!("issue {issue}"));
                mentions.extend(options.iter().map(|o| format!("option {issue}.{o}")));
                same(words(*degrees))
            }
            PreferenceKind::Swings { issues: of, degrees } => {
                mentions.extend(issues(of));
                same(words(*degrees))
            }
            PreferenceKind::Package { better, worse } => {
                mentions.extend([better, worse].into_iter().filter_map(named));
                same(format!("rather {} than {}", package(better), package(worse)))
            }
            PreferenceKind::Alike { packages, within: points } => {
                mentions.extend(packages.iter().filter_map(named));
                same(format!("about as good{}", within(points)))
            }
            PreferenceKind::AsNoDeal { package, within: points } => {
                mentions.extend(named(package));
                same(format!("about as bad{}", within(points)))
            }
            PreferenceKind::Open { .. } => same("left open".to_owned()),
        }
    }
}

fn named(package: &Weighed) -> Option<String> {
    match package {
        Weighed::Named(id) => Some(format!("package {id}")),
        Weighed::Choices(_) | Weighed::NoDeal => None,
    }
}

fn words([low, high]: [Degree; 2]) -> String {
    if low == high { low.word().to_owned() } else { format!("{} to {}", low.word(), high.word()) }
}

fn tiers(groups: &[Vec<Id>], alike: &str, above: &str, word: impl Fn(&Id) -> String) -> String {
    let group = |group: &Vec<Id>| group.iter().map(&word).collect::<Vec<_>>().join(alike);
    groups.iter().map(group).collect::<Vec<_>>().join(above)
}
