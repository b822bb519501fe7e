//! Where a judgement stands in a scenario, and how it is taken over from another version of it.

use crate::scenario::{Choice, Issue, OptionRef, Path, PreferenceKind, Scenario, View, Weighed};

/// An id of something.
pub(super) type Id = String;

/// The place of a judgement. What shares a place is taken over together: the weights of a party, because they sum to
/// 100; the values of a path over its periods. The order is that in which places are copied: what holds others first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    AsOf,
    Scaling,
    Party(Id),
    Issue(Id),
    Choice(Id, Id),
    View(Id),
    Line(Id),
    Consent(Id),
    Ceiling(Id),
    ChoiceDate(Id, Id),
    CarriedBy(Id, Id),
    /// View, issue, option, party.
    Value(Option<Id>, Id, Id, Id),
    /// View, party.
    Weights(Option<Id>, Id),
    /// Which path, view.
    Periods(Worth, Option<Id>),
    /// Which path, view, party.
    Path(Worth, Option<Id>, Id),
    Interaction(Id),
    Boxed(Id),
    Factor(Id),
    /// View, interaction or box.
    Points(Id, Id),
    /// View, factor.
    Factors(Id, Id),
    Rule(Id),
    Norm(Id),
    Group(Id),
    Dependence(Id),
    Excludes(Id),
    Claim(Id),
    TakenBack(Id),
    /// View, line.
    Firmness(Option<Id>, Id),
    /// What [`preference`] calls it, and which of several so called.
    Preference(String, usize),
    Package(Id),
    /// A number of a section that no verdict compared here uses.
    Unused(String, usize),
}

/// What a path by period is the worth of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Worth {
    NoDeal,
    OutsideOption,
    Breakdown,
}

impl Worth {
    /// As it is called in a judgement's name.
    pub(super) fn phrase(self) -> &'static str {
        match self {
            Worth::NoDeal => "no deal",
            Worth::OutsideOption => "the outside option",
            Worth::Breakdown => "breakdown",
        }
    }
}

/// What a statement of preference is about, without what it says.
pub(super) fn preference(party: &str, kind: &PreferenceKind) -> String {
    match kind {
        PreferenceKind::WeightOrder(_) => format!("{party}: the order of the issues"),
        PreferenceKind::ValueOrder { issue, .. } => format!("{party}: the order of the options of {issue}"),
        PreferenceKind::Ratio { issues, .. } => format!("{party}: {} against {}", issues[0], issues[1]),
        PreferenceKind::Stance { issue, option, .. } => {
            format!("{party}: how acceptable {issue}.{option} is")
        }
        PreferenceKind::Difference { issue, options: [one, other], .. } => {
            format!("{party}: the difference between {one} and {other} of {issue}")
        }
        PreferenceKind::Swings { issues: [one, other], .. } => {
            format!("{party}: the difference between {one} and {other}")
        }
        PreferenceKind::Package { better, worse } => {
            // Which of the two is better is what is said, not what it is about.
            let (a, b) = if better < worse { (better, worse) } else { (worse, better) };
            format!("{party}: {} against {}", package(a), package(b))
        }
        PreferenceKind::Alike { packages: [one, other], .. } => {
            let (a, b) = if one < other { (one, other) } else { (other, one) };
            format!("{party}: {} against {}", package(a), package(b))
        }
        PreferenceKind::AsNoDeal { package: bad, .. } => format!("{party}: {} against no deal", package(bad)),
        PreferenceKind::Open { question } => format!("{party}: the open question “{question}”"),
    }
}

/// A package by its id or its choices; or no deal.
pub(super) fn package(weighed: &Weighed) -> String {
    match weighed {
        Weighed::Named(id) => format!("package {id}"),
        Weighed::NoDeal => "no deal".into(),
        Weighed::Choices(choices) => {
            let choices: Vec<String> =
                choices.iter().map(|(issue, option)| format!("{issue}.{option}")).collect();
            format!("the package of {}", choices.join(", "))
        }
    }
}

/// Makes the judgements at a place of `into` those of `from`.
pub(super) fn copy(place: &Place, into: &mut Scenario, from: &Scenario) {
    match place {
        Place::AsOf => into.as_of = from.as_of,
        Place::Scaling => {
            into.normalise = from.normalise;
            into.raw_weights = from.raw_weights;
        }
        Place::Party(id) => row(&mut into.parties, &from.parties, |p| p.id == *id),
        Place::Issue(id) => row(&mut into.issues, &from.issues, |i| i.id == *id),
        Place::View(id) => row(&mut into.views, &from.views, |v| v.id == *id),
        Place::Line(id) => row(&mut into.red_lines, &from.red_lines, |l| l.id == *id),
        Place::Interaction(id) => row(&mut into.interactions, &from.interactions, |x| x.id == *id),
        Place::Boxed(id) => row(&mut into.boxes, &from.boxes, |x| x.id == *id),
        Place::Factor(id) => row(&mut into.factors, &from.factors, |x| x.id == *id),
        Place::Rule(id) => row(&mut into.rules, &from.rules, |x| x.id == *id),
        Place::Norm(id) => row(&mut into.norms, &from.norms, |x| x.id == *id),
        Place::Group(id) => row(&mut into.groups, &from.groups, |x| x.id == *id),
        Place::Dependence(id) => row(&mut into.dependences, &from.dependences, |x| x.id == *id),
        Place::Package(id) => row(&mut into.packages, &from.packages, |x| x.id == *id),
        Place::Choice(issue, option) => {
            let given = find_issue(from, issue).map_or(&[][..], |i| &i.options);
            if let Some(issue) = into.issues.iter_mut().find(|i| i.id == *issue) {
                row(&mut issue.options, given, |o| o.id == *option);
            }
        }
        Place::Consent(id) => both(
            &mut into.parties,
            &from.parties,
            |p| p.id == *id,
            |a, b| {
                a.role.clone_from(&b.role);
                a.consent = b.consent;
            },
        ),
        Place::Ceiling(id) => both(
            &mut into.parties,
            &from.parties,
            |p| p.id == *id,
            |a, b| {
                a.ceiling.clone_from(&b.ceiling);
            },
        ),
        Place::ChoiceDate(issue, option) => choices(into, from, issue, option, |a, b| a.date = b.date),
        Place::CarriedBy(issue, option) => {
            choices(into, from, issue, option, |a, b| a.carried_by.clone_from(&b.carried_by));
        }
        Place::Value(None, issue, option, party) => {
            choices(into, from, issue, option, |a, b| row(&mut a.values, &b.values, |(p, _)| p == party));
        }
        Place::Weights(None, party) => row(&mut into.weights, &from.weights, |(p, _)| p == party),
        Place::Periods(worth, None) => path(into, *worth).clone_from(path_of(from, *worth)),
        Place::Path(worth, None, party) => {
            row(&mut path(into, *worth).values, &path_of(from, *worth).values, |(p, _)| p == party);
        }
        Place::Firmness(None, id) => both(
            &mut into.red_lines,
            &from.red_lines,
            |l| l.id == *id,
            |a, b| {
                a.firmness.clone_from(&b.firmness);
            },
        ),
        Place::Excludes(id) => both(
            &mut into.red_lines,
            &from.red_lines,
            |l| l.id == *id,
            |a, b| {
                a.excludes.clone_from(&b.excludes);
                a.party.clone_from(&b.party);
            },
        ),
        Place::Claim(id) => both(
            &mut into.red_lines,
            &from.red_lines,
            |l| l.id == *id,
            |a, b| {
                a.claimed.clone_from(&b.claimed);
            },
        ),
        Place::TakenBack(id) => both(
            &mut into.red_lines,
            &from.red_lines,
            |l| l.id == *id,
            |a, b| {
                a.superseded.clone_from(&b.superseded);
            },
        ),
        Place::Preference(about, k) => {
            let is = |p: &crate::scenario::Preference| preference(&p.party, &p.kind) == *about;
            let given: Vec<_> = from.preferences.iter().filter(|p| is(p)).cloned().collect();
            let mut seen = 0;
            let at = into.preferences.iter().position(|p| {
                seen += usize::from(is(p));
                is(p) && seen == k + 1
            });
            match (at, given.into_iter().nth(*k)) {
                (Some(at), Some(new)) => into.preferences[at] = new,
                (Some(at), None) => {
                    into.preferences.remove(at);
                }
                (None, Some(new)) => into.preferences.push(new),
                (None, None) => {}
            }
        }
        Place::Value(Some(view), issue, option, party) => views(into, from, view, |a, b| {
            let here = |o: &OptionRef| o.issue == *issue && o.option == *option;
            let given = b.values.iter().find(|(o, _)| here(o));
            match (a.values.iter_mut().find(|(o, _)| here(o)), given) {
                (Some((_, list)), _) => row(list, given.map_or(&[][..], |(_, l)| l), |(p, _)| p == party),
                (None, Some((o, list))) => {
                    let own = list.iter().filter(|(p, _)| p == party).cloned().collect();
                    a.values.push((o.clone(), own));
                }
                (None, None) => {}
            }
        }),
        Place::Weights(Some(view), party) => {
            views(into, from, view, |a, b| row(&mut a.weights, &b.weights, |(p, _)| p == party));
        }
        Place::Periods(_, Some(view)) => views(into, from, view, |a, b| a.no_deal.clone_from(&b.no_deal)),
        Place::Path(_, Some(view), party) => {
            views(into, from, view, |a, b| {
                row(&mut a.no_deal.values, &b.no_deal.values, |(p, _)| p == party)
            });
        }
        Place::Points(view, id) => {
            views(into, from, view, |a, b| row(&mut a.points, &b.points, |(x, _)| x == id));
        }
        Place::Factors(view, id) => {
            views(into, from, view, |a, b| row(&mut a.factor, &b.factor, |(x, _)| x == id));
        }
        Place::Firmness(Some(view), id) => {
            views(into, from, view, |a, b| row(&mut a.firmness, &b.firmness, |(x, _)| x == id));
        }
        Place::Unused(..) => {}
    }
}

/// Replaces, inserts or removes the one row meant.
fn row<T: Clone>(into: &mut Vec<T>, from: &[T], is: impl Fn(&T) -> bool) {
    let at = into.iter().position(&is);
    match (at, from.iter().position(&is)) {
        (Some(at), Some(given)) => into[at].clone_from(&from[given]),
        (Some(at), None) => {
            into.remove(at);
        }
        (None, Some(given)) => into.insert(given.min(into.len()), from[given].clone()),
        (None, None) => {}
    }
}

/// Changes the row meant where both have it; a row that one lacks is added or removed as a whole.
fn both<T>(into: &mut [T], from: &[T], is: impl Fn(&T) -> bool, change: impl FnOnce(&mut T, &T)) {
    if let (Some(a), Some(b)) = (into.iter_mut().find(|x| is(x)), from.iter().find(|x| is(x))) {
        change(a, b);
    }
}

fn find_issue<'s>(scenario: &'s Scenario, id: &str) -> Option<&'s Issue> {
    scenario.issues.iter().find(|i| i.id == id)
}

fn choices(
    into: &mut Scenario,
    from: &Scenario,
    issue: &str,
    option: &str,
    change: impl FnOnce(&mut Choice, &Choice),
) {
    let given = find_issue(from, issue).map_or(&[][..], |i| &i.options);
    if let Some(issue) = into.issues.iter_mut().find(|i| i.id == issue) {
        both(&mut issue.options, given, |o| o.id == option, change);
    }
}

fn views(into: &mut Scenario, from: &Scenario, id: &str, change: impl FnOnce(&mut View, &View)) {
    both(&mut into.views, &from.views, |v| v.id == id, change);
}

/// A path of the base.
pub(super) fn path_of(scenario: &Scenario, worth: Worth) -> &Path {
    match worth {
        Worth::NoDeal => &scenario.no_deal,
        Worth::OutsideOption => &scenario.outside_option,
        Worth::Breakdown => &scenario.breakdown_point,
    }
}

fn path(scenario: &mut Scenario, worth: Worth) -> &mut Path {
    match worth {
        Worth::NoDeal => &mut scenario.no_deal,
        Worth::OutsideOption => &mut scenario.outside_option,
        Worth::Breakdown => &mut scenario.breakdown_point,
    }
}
