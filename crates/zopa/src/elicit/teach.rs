//! What the answers settle, and the comparison that teaches most.

use super::mind::{Mind, Point};
use super::plan::{self, Question};
use super::words::{choices, visible};
use crate::scenario::{Preference, PreferenceKind, Scenario, Weighed};

/// The share of preferences drawn in which the party accepts a package from which on that counts as settled; refused,
/// where the share is as far from 1.
pub const STABLE: f64 = 0.95;

/// Preferences drawn for one question.
const DRAWN: usize = 400;

/// The seed of the draws: a conversation is the same wherever it is held.
const SEED: u64 = 4;

/// A pair is worth asking if fewer than this share of the preferences drawn agree about it.
const DIVIDED: f64 = 0.9;

/// One package, and how often it is accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// The package.
    pub package: Weighed,
    /// The share of preferences drawn in which it is worth no less than no deal.
    pub share: f64,
}

impl Accepted {
    fn stable(&self) -> bool {
        self.share >= STABLE || self.share <= 1.0 - STABLE
    }
}

/// What the answers say about the packages at issue.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The packages at issue.
    pub packages: Vec<Accepted>,
    /// How many preferences were drawn.
    pub drawn: usize,
}

impl Settled {
    /// Whether every package is accepted, or refused, in nearly all of them.
    pub fn stable(&self) -> bool {
        self.packages.iter().all(Accepted::stable)
    }

    /// The smallest share of preferences drawn that agree about a package.
    pub fn agreement(&self) -> f64 {
        self.packages.iter().map(|a| a.share.max(1.0 - a.share)).fold(1.0, f64::min)
    }
}

/// What is settled by the answers of a party that it is sure of: how often each package at issue is accepted among
/// preferences drawn from those that agree. `None` if none was found, or nothing was said about swings or no deal.
///
/// At issue are the named packages of the scenario that are visible. Where there are fewer than two, packages between
/// everything at its worst and everything at its best stand in their place.
pub fn settled(scenario: &Scenario, party: &str, answers: &[Preference]) -> Option<Settled> {
    let sure: Vec<&PreferenceKind> = answers.iter().filter(|a| a.binds(party)).map(|a| &a.kind).collect();
    look(scenario, &sure).map(|look| look.settled)
}

struct Look<'s> {
    mind: Mind<'s>,
    points: Vec<Point>,
    settled: Settled,
}

fn look<'s>(scenario: &'s Scenario, sure: &[&PreferenceKind]) -> Option<Look<'s>> {
    let weighed = sure.iter().any(|kind| matches!(kind, PreferenceKind::WeightOrder(_)));
    let measured = sure.iter().any(|kind| match plan::pair(kind) {
        Some(pair) => pair.contains(&&Weighed::NoDeal),
        None => false,
    });
    if !weighed || !measured {
        return None;
    }
    let mut mind = Mind::of(scenario, sure);
    let points = mind.draw(DRAWN, SEED)?;
    let mut packages = Vec::new();
    for package in at_issue(scenario, sure) {
        let Some(bundle) = choices(scenario, &package).and_then(|of| mind.bundle(of)) else { continue };
        let yes = points.iter().filter(|point| mind.gain(bundle, point) >= 0.0).count();
        packages.push(Accepted { package, share: yes as f64 / points.len() as f64 });
    }
    let settled = Settled { packages, drawn: points.len() };
    Some(Look { mind, points, settled })
}

fn at_issue(scenario: &Scenario, sure: &[&PreferenceKind]) -> Vec<Weighed> {
    let named: Vec<Weighed> = scenario.packages.iter().map(|p| Weighed::Named(p.id.clone())).collect();
    if named.len() > 1 {
        return named;
    }
    let order: Vec<String> = plan::placed(sure).concat();
    let ladder = plan::ladder(scenario, sure, &order).unwrap_or_default();
    named.into_iter().chain(ladder.into_iter().map(Weighed::Choices)).collect()
}

/// The comparison that teaches most, unless what the party accepts is settled.
///
/// In turn, one of two kinds: two packages that differ in two issues and divide the preferences drawn most evenly; and a
/// package at issue against no deal, the one about which they are divided most evenly. Where one kind has none left, the
/// other is asked.
pub(super) fn comparison(
    scenario: &Scenario,
    sure: &[&PreferenceKind],
    fresh: &dyn Fn(Question) -> Option<Question>,
) -> Option<Question> {
    let mut look = look(scenario, sure)?;
    if look.settled.stable() {
        return None;
    }
    let asked = sure.iter().filter(|kind| plan::pair(kind).is_some()).count();
    if asked.is_multiple_of(2) {
        direct(&look, sure, fresh).or_else(|| divided(&mut look, sure, fresh))
    } else {
        divided(&mut look, sure, fresh).or_else(|| direct(&look, sure, fresh))
    }
}

fn known(sure: &[&PreferenceKind], one: &Weighed, other: &Weighed) -> bool {
    let is = |[a, b]: [&Weighed; 2]| (a == one && b == other) || (a == other && b == one);
    sure.iter().filter_map(|kind| plan::pair(kind)).any(is)
}

/// The package at issue that divides the preferences drawn most evenly, against no deal.
fn direct(
    look: &Look<'_>,
    sure: &[&PreferenceKind],
    fresh: &dyn Fn(Question) -> Option<Question>,
) -> Option<Question> {
    let mut open: Vec<&Accepted> = look.settled.packages.iter().filter(|a| !a.stable()).collect();
    open.sort_by(|a, b| (a.share - 0.5).abs().total_cmp(&(b.share - 0.5).abs()));
    open.into_iter()
        .filter(|a| !known(sure, &a.package, &Weighed::NoDeal))
        .find_map(|a| fresh(Question::Compare { one: a.package.clone(), other: Weighed::NoDeal }))
}

/// Two packages that differ in two issues and divide the preferences drawn most evenly. Both are the package at issue
/// that divides them most, changed in one issue each.
fn divided(
    look: &mut Look<'_>,
    sure: &[&PreferenceKind],
    fresh: &dyn Fn(Question) -> Option<Question>,
) -> Option<Question> {
    let scenario = look.mind.scenario();
    let even = |a: &Accepted| (a.share - 0.5).abs();
    let base = look.settled.packages.iter().min_by(|a, b| even(a).total_cmp(&even(b)))?.package.clone();
    let base: Vec<(String, String)> = {
        let of = choices(scenario, &base)?;
        scenario.issues.iter().filter_map(|i| of.iter().find(|(id, _)| *id == i.id).cloned()).collect()
    };
    let mut changed: Vec<(usize, Vec<(String, String)>, Vec<f64>)> = Vec::new();
    for (i, issue) in scenario.issues.iter().enumerate() {
        for option in visible(scenario, issue).iter().filter(|o| o.id != base[i].1) {
            let mut package = base.clone();
            package[i].1.clone_from(&option.id);
            let Some(bundle) = look.mind.bundle(&package) else { continue };
            let worth = look.points.iter().map(|point| look.mind.gain(bundle, point)).collect();
            changed.push((i, package, worth));
        }
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (a, (i, _, one)) in changed.iter().enumerate() {
        for (b, (j, _, other)) in changed.iter().enumerate().skip(a + 1) {
            if i == j {
                continue;
            }
            let first = one.iter().zip(other).filter(|(x, y)| x > y).count();
            let share = first as f64 / one.len() as f64;
            if share.max(1.0 - share) < DIVIDED {
                pairs.push(((share - 0.5).abs(), a, b));
            }
        }
    }
    pairs.sort_by(|x, y| x.0.total_cmp(&y.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    pairs.into_iter().find_map(|(_, a, b)| {
        let (one, other) = (&changed[a].1, &changed[b].1);
        let (one, other) = (Weighed::Choices(one.clone()), Weighed::Choices(other.clone()));
        if known(sure, &one, &other) {
            return None;
        }
        fresh(Question::Compare { one, other })
    })
}
