//! Frontiers, least concessions, exchanges and cruxes against their twins: on
//! random problems both give the same lists, and the checker finds them whole.
//!
//! `ZOPA_CASES` sets how many problems each test runs through.

mod common;

use std::collections::BTreeSet;

use common::random::Sample;
use common::{cases, lines, parts, twin, whole};
use zopa_core::answer::{Package, Stop};
use zopa_core::budget::Budget;
use zopa_core::check::{self, Check, Point, Verdict};
use zopa_core::crux::cruxes;
use zopa_core::frontier::{Scope, frontier};
use zopa_core::problem::{Consent, Opt, Problem, Score};
use zopa_core::relax;
use zopa_core::trade::exchanges;
use zopa_core::zone::{Zone, zone};

const ORDINARY: u64 = 400;
const STEPS: u64 = 1_000_000;

fn budget() -> Budget<'static> {
    Budget::new(u64::MAX >> 1)
}

fn each(check: impl Fn(u64, &Sample) + std::panic::RefUnwindSafe) {
    common::each(cases(ORDINARY), check);
}

fn checker(sample: &Sample) -> Check<'_> {
    Check::new(&sample.problem, &sample.real, STEPS).unwrap()
}

#[test]
fn frontiers_are_those_of_the_twin() {
    each(|seed, sample| {
        let Sample { problem, real } = sample;
        let n = problem.n();
        let all: Vec<usize> = (0..n).collect();
        let some: Vec<usize> = all.iter().copied().filter(|p| seed >> p & 1 == 1).collect();
        let axes = [whole(problem), all, vec![seed as usize % n], vec![n - 1, 0], some];
        for axes in axes {
            for scope in [Scope::Feasible, Scope::Acceptable] {
                let (packages, checked) = match scope {
                    Scope::Feasible => (twin::feasible(problem), check::Scope::Feasible),
                    Scope::Acceptable => (twin::zone(problem, real), check::Scope::Acceptable),
                };
                let expected = twin::frontier(problem, &axes, &packages);
                let found = frontier(problem, real, &axes, scope, &mut budget());
                assert_eq!(found.stop, Stop::Complete);
                assert_eq!(found.parties, axes);
                let gains = |values: &[Score]| -> Vec<Score> {
                    axes.iter().zip(values).map(|(&p, v)| v - problem.parties()[p].no_deal).collect()
                };
                let at: Vec<Vec<Score>> = found.points.iter().map(|p| gains(&p.values)).collect();
                let falling: Vec<Vec<Score>> = expected.keys().rev().cloned().collect();
                assert_eq!(at, falling, "{axes:?} {scope:?}");
                for (point, gains) in found.points.iter().zip(&at) {
                    assert!(expected[gains].contains(&point.package), "{axes:?} {scope:?}");
                    if let Some(count) = point.count {
                        assert_eq!(count, expected[gains].len() as u128, "{axes:?} {scope:?}");
                    }
                }
                let points: Vec<Point> = found
                    .points
                    .into_iter()
                    .map(|p| Point { values: p.values, package: p.package })
                    .collect();
                let verdict = checker(sample).nondominated(&axes, checked, &points);
                assert_eq!(verdict, Verdict::Holds, "{axes:?} {scope:?}");
            }
        }
    });
}

#[test]
fn least_concessions_are_those_of_the_twin() {
    each(|_, sample| {
        let Sample { problem, real } = sample;
        let expected = twin::relaxations(problem, real);
        let found = relax::relaxations(problem, real, &mut budget());
        assert_eq!(found.stop, Stop::Complete);
        let mut seen: Vec<_> = found.all.iter().map(|r| (r.shifts.clone(), r.lines.clone())).collect();
        seen.sort();
        assert!(seen.iter().eq(expected.keys()), "{seen:?}, not {expected:?}");
        for r in &found.all {
            assert!(expected[&(r.shifts.clone(), r.lines.clone())].contains(&r.package));
        }
        let list: Vec<check::Relaxation> = found
            .all
            .into_iter()
            .map(|r| check::Relaxation { shifts: r.shifts, lines: r.lines, package: r.package })
            .collect();
        assert_eq!(checker(sample).relaxations(&list), Verdict::Holds);
    });
}

#[test]
fn what_a_package_needs_is_what_the_twin_says() {
    each(|_, Sample { problem, real }| {
        for x in twin::packages(problem) {
            let need = relax::for_package(problem, real, &x);
            assert_eq!(need.is_some(), twin::keeps_rules(problem, &x));
            if let Some(need) = need {
                assert_eq!((need.shifts, need.lines), twin::need(problem, real, &x));
                assert_eq!(need.package, x);
            }
        }
    });
}

#[test]
fn one_party_alone_concedes_the_least() {
    each(|_, Sample { problem, real }| {
        for party in 0..problem.n() {
            let alone = |(shifts, lines): &twin::Concession| {
                lines.is_empty() && (0..problem.n()).all(|p| p == party || shifts[p] == 0)
            };
            let needs = twin::feasible(problem).into_iter().map(|x| twin::need(problem, real, &x));
            let expected = needs.filter(alone).map(|(shifts, _)| shifts[party]).min();
            let found = relax::alone(problem, real, party, &mut budget()).unwrap();
            assert_eq!(found.as_ref().map(|(shift, _)| *shift), expected, "party {party}");
            if let Some((shift, package)) = found {
                let mut shifts = vec![0; problem.n()];
                shifts[party] = shift;
                assert_eq!(twin::need(problem, real, &package), (shifts, vec![]), "party {party}");
            }
        }
    });
}

#[test]
fn the_nearest_acceptable_package_changes_the_fewest_issues() {
    each(|seed, Sample { problem, real }| {
        let from: Package =
            problem.options().iter().enumerate().map(|(i, k)| (seed >> i) as usize % k).collect();
        let changes = |x: &Package| twin::changes(&from, x);
        let found = relax::nearest(problem, real, &from, &mut budget()).unwrap();
        let packages = twin::zone(problem, real);
        assert_eq!(found.as_ref().map(changes), packages.iter().map(changes).min());
        assert!(found.is_none_or(|x| packages.contains(&x)));
    });
}

#[test]
fn exchanges_are_those_of_the_twin() {
    each(|seed, Sample { problem, real }| {
        let from: Package =
            problem.options().iter().enumerate().map(|(i, k)| (seed >> i) as usize % k).collect();
        let some = (0..problem.n()).filter(|p| seed >> p & 1 == 1).collect();
        for parties in [whole(problem), some] {
            let expected = twin::exchanges(problem, real, &from, &parties);
            let found = exchanges(problem, real, &from, &parties, &mut budget()).unwrap();
            for e in &found {
                let changed = |c: &Opt| e.package[c.issue] == c.option && from[c.issue] != c.option;
                assert!(e.changes.iter().all(changed));
                assert_eq!(e.changes.len(), twin::changes(&from, &e.package));
                for (p, gain) in e.gains.iter().enumerate() {
                    let before = twin::gain(problem, p, &from);
                    assert_eq!(before + gain, twin::gain(problem, p, &e.package));
                }
            }
            let mut packages: Vec<Package> = found.into_iter().map(|e| e.package).collect();
            packages.sort();
            assert_eq!(packages, expected);
        }
    });
}

#[test]
fn cruxes_are_those_of_the_twin() {
    each(|seed, Sample { problem, .. }| {
        let all = lines(problem);
        let some: Vec<usize> = all.iter().copied().filter(|l| seed >> l & 1 == 1).collect();
        for lines in [all, some] {
            let (conflicts, openings) = twin::cruxes(problem, &lines);
            let found = cruxes(problem, &lines, &mut budget());
            assert_eq!(found.stop, Stop::Complete);
            assert_eq!(found.lines, lines);
            assert!(
                found.conflicts.iter().map(|c| &c.lines).collect::<BTreeSet<_>>().into_iter().eq(&conflicts)
            );
            assert!(
                found.openings.iter().map(|o| &o.lines).collect::<BTreeSet<_>>().into_iter().eq(&openings)
            );
            assert_eq!((found.conflicts.len(), found.openings.len()), (conflicts.len(), openings.len()));
            let none = vec![false; problem.lines().len()];
            let claimed: Vec<check::Conflict> = found
                .conflicts
                .iter()
                .map(|c| check::Conflict { lines: &c.lines, without: &c.without, tree: &c.proof })
                .collect();
            let opening: Vec<check::Opening> = found
                .openings
                .iter()
                .map(|o| check::Opening { lines: &o.lines, package: &o.package })
                .collect();
            let checker = Check::new(problem, &none, STEPS).unwrap();
            assert_eq!(checker.cruxes(&lines, &claimed, &opening), Verdict::Holds);
        }
    });
}

/// The same problem where nobody is asked about everything.
fn unsigned(Sample { problem, real }: &Sample) -> Sample {
    let mut parts = parts(problem);
    for party in parts.parties.iter_mut().filter(|party| party.consent == Consent::Whole) {
        party.consent = Consent::Carried;
    }
    Sample { problem: Problem::new(parts).unwrap(), real: real.clone() }
}

#[test]
fn nobody_need_be_asked_about_everything() {
    each(|_, sample| {
        let sample = &unsigned(sample);
        let Sample { problem, real } = sample;
        let packages = twin::zone(problem, real);
        let answer = zone(problem, real, &mut budget());
        match answer.value {
            Zone::Open(package) => assert!(packages.contains(&package)),
            other => {
                assert_eq!((other, packages.len()), (Zone::Empty, 0));
                assert_eq!(checker(sample).empty(&answer.proof.unwrap()), Verdict::Holds);
            }
        }
        let axes: Vec<usize> = (0..problem.n()).collect();
        let points = frontier(problem, real, &axes, Scope::Acceptable, &mut budget()).points;
        assert_eq!(points.len(), twin::frontier(problem, &axes, &packages).len());
        let found = relax::relaxations(problem, real, &mut budget()).all;
        let found: BTreeSet<_> = found.into_iter().map(|r| (r.shifts, r.lines)).collect();
        assert!(found.iter().eq(twin::relaxations(problem, real).keys()));
        let (conflicts, openings) = twin::cruxes(problem, &lines(problem));
        let found = cruxes(problem, &lines(problem), &mut budget());
        assert_eq!((found.conflicts.len(), found.openings.len()), (conflicts.len(), openings.len()));
    });
}
