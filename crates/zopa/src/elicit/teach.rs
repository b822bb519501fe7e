//! What the answers settle, and the comparison that teaches most.

use super::mind::Mind;
use super::others::{Deal, Others};
use super::plan::{self, Question};
use super::words::{choices, visible};
use crate::scenario::{PreferenceKind, Scenario, Weighed};
use zopa_core::world::Start;

/// The share of preferences drawn in which the party accepts a package from which on that counts as settled; refused,
/// where the share is as far from 1. Whether a deal exists is settled where it hangs on further answers in no larger share
/// than is left.
pub const STABLE: f64 = 0.95;

/// Blocks of preferences drawn for one question.
const BLOCKS: u64 = 2;

/// Packages, those that divide the preferences most evenly first, that pairs are looked for around.
const BASES: usize = 4;

/// Comparisons added at a time: each leaves about half of the preferences drawn.
const AT_ONCE: usize = 4;

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
    /// Whether it is accepted, or refused, in nearly all of them.
    pub fn stable(&self) -> bool {
        self.share >= STABLE || self.share <= 1.0 - STABLE
    }
}

/// What the answers say about the packages at issue, and whether a deal exists.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The packages at issue: the named ones of the scenario that are visible; where there are fewer than two, also those
    /// between everything at its worst and everything at its best.
    pub packages: Vec<Accepted>,
    /// How many preferences were drawn.
    pub drawn: usize,
    /// How many drawn independently they are worth at least.
    pub worth: f64,
    /// Whether a deal exists, as far as it hangs on the party; `None` where another party that is asked has no numbers.
    pub deal: Option<Deal>,
}

impl Settled {
    /// Whether every package is accepted, or refused, in nearly all of them, and whether a deal exists hangs on them in
    /// few.
    pub fn stable(&self) -> bool {
        self.packages.iter().all(Accepted::stable) && self.deal_stable()
    }

    /// Whether a deal exists hangs on further answers in few cases, or cannot be looked at.
    pub fn deal_stable(&self) -> bool {
        self.deal.is_none_or(|deal| deal.hangs <= 1.0 - STABLE)
    }

    /// The smallest share of preferences drawn that agree about a package.
    pub fn agreement(&self) -> f64 {
        self.packages.iter().map(|a| a.share.max(1.0 - a.share)).fold(1.0, f64::min)
    }
}

/// What is looked at: the party's own scenario, and the others.
#[derive(Clone, Copy)]
pub(super) struct Table<'s> {
    pub scenario: &'s Scenario,
    pub others: Option<&'s Others>,
    /// Members of the set before the last answer: those that still agree are where walks start.
    pub near: &'s [Vec<f64>],
}

/// What was found about what the answers settle.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Looked {
    /// Nothing was said about swings or no deal yet.
    Early,
    /// No preferences were found that agree with all answers.
    Nothing,
    /// This is settled.
    At(Settled),
}

struct Look<'s> {
    scenario: &'s Scenario,
    mind: Mind,
    points: Vec<Vec<f64>>,
    settled: Settled,
}

/// What is settled by the answers that the party is sure of.
pub(super) fn looked(table: Table<'_>, sure: &[&PreferenceKind]) -> Looked {
    match look(table, sure, &Start { points: &nearby(table, sure), quick: true }) {
        _ if !measured(sure) => Looked::Early,
        None => Looked::Nothing,
        Some(look) => Looked::At(look.settled),
    }
}

/// Points near the set. Where none are known, as when a conversation is taken up again, they are found as in a sitting:
/// with some comparisons more at a time, each time from members of the set before.
fn nearby(table: Table<'_>, sure: &[&PreferenceKind]) -> Vec<Vec<f64>> {
    let mut near = table.near.to_vec();
    if !near.is_empty() || !measured(sure) {
        return near;
    }
    let compared: Vec<usize> = (0..sure.len()).filter(|&k| plan::pair(sure[k]).is_some()).collect();
    for left_out in (1..compared.len()).step_by(AT_ONCE).map(|first| &compared[first..]) {
        let some: Vec<&PreferenceKind> =
            (0..sure.len()).filter(|k| !left_out.contains(k)).map(|k| sure[k]).collect();
        let start = Start { points: &near, quick: true };
        let drawn = Mind::of(table.scenario, &some, &start).ok().and_then(|mind| mind.draw(BLOCKS));
        match drawn {
            Some((points, _)) => near = points,
            None => break,
        }
    }
    near
}

fn measured(sure: &[&PreferenceKind]) -> bool {
    let weighed = sure.iter().any(|kind| matches!(kind, PreferenceKind::WeightOrder(_)));
    let against =
        |kind: &&PreferenceKind| plan::pair(kind).is_some_and(|two| two.contains(&&Weighed::NoDeal));
    weighed && sure.iter().any(against)
}

fn look<'s>(table: Table<'s>, sure: &[&PreferenceKind], start: &Start<'_>) -> Option<Look<'s>> {
    if !measured(sure) {
        return None;
    }
    let scenario = table.scenario;
    let mind = Mind::of(scenario, sure, start).ok()?;
    let (points, worth) = mind.draw(BLOCKS)?;
    let mut packages = Vec::new();
    for package in at_issue(scenario, sure) {
        let Some(at) = choices(scenario, &package).and_then(|of| mind.package(of)) else { continue };
        let yes = points.iter().filter(|point| mind.gain(&at, point) >= 0.0).count();
        packages.push(Accepted { package, share: yes as f64 / points.len() as f64 });
    }
    let deal = table.others.and_then(|others| others.deal(&mind, &points));
    let settled = Settled { packages, drawn: points.len(), worth, deal };
    Some(Look { scenario, mind, points, settled })
}

fn at_issue(scenario: &Scenario, sure: &[&PreferenceKind]) -> Vec<Weighed> {
    let named: Vec<Weighed> = scenario.packages.iter().map(|p| Weighed::Named(p.id.clone())).collect();
    if named.len() > 1 {
        return named;
    }
    named.into_iter().chain(rungs(scenario, sure)).collect()
}

/// Packages between everything at its worst and everything at its best.
fn rungs(scenario: &Scenario, sure: &[&PreferenceKind]) -> Vec<Weighed> {
    let order: Vec<String> = plan::placed(sure).concat();
    plan::ladder(scenario, sure, &order).unwrap_or_default().into_iter().map(Weighed::Choices).collect()
}

/// A package changed in one issue, in every way.
fn beside(scenario: &Scenario, package: &Weighed) -> Vec<Weighed> {
    let Some(base) = choices(scenario, package) else { return Vec::new() };
    let mut all = Vec::new();
    for issue in &scenario.issues {
        for option in visible(scenario, issue) {
            let mut changed = base.to_vec();
            match changed.iter_mut().find(|(id, _)| *id == issue.id) {
                Some(choice) if choice.1 != option.id => choice.1.clone_from(&option.id),
                _ => continue,
            }
            all.push(Weighed::Choices(changed));
        }
    }
    all
}

/// The comparison that teaches most, unless everything is settled; what was found, and in which
/// members of the set.
///
/// A quick look chooses the question. Where it finds everything settled, a thorough one has to find that as well.
///
/// In turn, one of two kinds: two packages that differ in two issues and divide the preferences drawn most evenly; and a
/// package at issue against no deal, the one about which they are divided most evenly. Where one kind has none left, the
/// other is asked. Where only whether a deal exists is not settled, packages between everything at its worst and
/// everything at its best, and those at issue changed in one issue, are at issue as well: no question comes from what
/// other parties want.
pub(super) fn comparison(
    table: Table<'_>,
    sure: &[&PreferenceKind],
    fresh: &dyn Fn(Question) -> Option<Question>,
) -> (Option<Question>, Looked, Vec<Vec<f64>>) {
    if !measured(sure) {
        return (None, Looked::Early, Vec::new());
    }
    let stable = |look: &mut Look<'_>| look.settled.stable();
    let mut found = look(table, sure, &Start { points: &nearby(table, sure), quick: true });
    if let Some(quick) = found.take_if(|found| stable(found)) {
        found = look(table, sure, &Start { points: &quick.points, quick: false });
    }
    let Some(look) = found else { return (None, Looked::Nothing, Vec::new()) };
    if look.settled.stable() {
        return (None, Looked::At(look.settled), look.points);
    }
    let mut at_issue = look.settled.packages.clone();
    if at_issue.iter().all(Accepted::stable) {
        let share = |package: Weighed| {
            let at = look.mind.package(choices(table.scenario, &package)?)?;
            let yes = look.points.iter().filter(|point| look.mind.gain(&at, point) >= 0.0).count();
            Some(Accepted { package, share: yes as f64 / look.points.len() as f64 })
        };
        let near = look.settled.packages.iter().flat_map(|a| beside(table.scenario, &a.package));
        let more: Vec<Weighed> = rungs(table.scenario, sure).into_iter().chain(near).collect();
        at_issue.extend(more.into_iter().filter_map(share));
    }
    let asked = sure.iter().filter(|kind| plan::pair(kind).is_some()).count();
    let question = if asked.is_multiple_of(2) {
        direct(&at_issue, sure, fresh).or_else(|| divided(&look, &at_issue, sure, fresh))
    } else {
        divided(&look, &at_issue, sure, fresh).or_else(|| direct(&at_issue, sure, fresh))
    };
    (question, Looked::At(look.settled), look.points)
}

fn known(sure: &[&PreferenceKind], one: &Weighed, other: &Weighed) -> bool {
    let is = |[a, b]: [&Weighed; 2]| (a == one && b == other) || (a == other && b == one);
    sure.iter().filter_map(|kind| plan::pair(kind)).any(is)
}

/// The package at issue that divides the preferences drawn most evenly, against no deal.
fn direct(
    at_issue: &[Accepted],
    sure: &[&PreferenceKind],
    fresh: &dyn Fn(Question) -> Option<Question>,
) -> Option<Question> {
    let mut open: Vec<&Accepted> = at_issue.iter().filter(|a| !a.stable()).collect();
    open.sort_by(|a, b| (a.share - 0.5).abs().total_cmp(&(b.share - 0.5).abs()));
    open.into_iter()
        .filter(|a| !known(sure, &a.package, &Weighed::NoDeal))
        .find_map(|a| fresh(Question::Compare { one: a.package.clone(), other: Weighed::NoDeal }))
}

/// Two packages that differ in two issues and divide the preferences drawn most evenly. Both are a package at
/// issue, the one that divides them most if it has such a pair, changed in one issue each.
fn divided(
    look: &Look<'_>,
    at_issue: &[Accepted],
    sure: &[&PreferenceKind],
    fresh: &dyn Fn(Question) -> Option<Question>,
) -> Option<Question> {
    let even = |a: &Accepted| (a.share - 0.5).abs();
    let mut bases: Vec<&Accepted> = at_issue.iter().collect();
    bases.sort_by(|a, b| even(a).total_cmp(&even(b)));
    bases.into_iter().take(BASES).find_map(|base| divided_at(look, &base.package, sure, fresh))
}

/// The same, for the package that both are changed from.
fn divided_at(
    look: &Look<'_>,
    base: &Weighed,
    sure: &[&PreferenceKind],
    fresh: &dyn Fn(Question) -> Option<Question>,
) -> Option<Question> {
    let scenario = look.scenario;
    let base: Vec<(String, String)> = {
        let of = choices(scenario, base)?;
        scenario.issues.iter().filter_map(|i| of.iter().find(|(id, _)| *id == i.id).cloned()).collect()
    };
    let mut changed: Vec<(usize, Vec<(String, String)>, Vec<f64>)> = Vec::new();
    for (i, issue) in scenario.issues.iter().enumerate() {
        for option in visible(scenario, issue).iter().filter(|o| o.id != base[i].1) {
            let mut package = base.clone();
            package[i].1.clone_from(&option.id);
            let Some(at) = look.mind.package(&package) else { continue };
            let worth: Vec<f64> = look.points.iter().map(|point| look.mind.gain(&at, point)).collect();
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
