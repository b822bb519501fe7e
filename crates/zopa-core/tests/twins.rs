//! Every search against its twin: on random problems both give the same answer,
//! and what backs the answer passes the checker.
//!
//! `ZOPA_CASES` sets how many problems each test runs through.

mod common;

use common::random::{Sample, sample};
use common::{cases, goals, twin, whole};
use zopa_core::answer::{Goal, Package, Stop};
use zopa_core::budget::Budget;
use zopa_core::check::{self, Check, Point, Verdict};
use zopa_core::concept::{self, CONCEPTS, Solution};
use zopa_core::crux::cruxes;
use zopa_core::frontier::{Scope, frontier};
use zopa_core::problem::{Consent, Opt, Problem, Score};
use zopa_core::relax;
use zopa_core::trade::exchanges;
use zopa_core::zone::{Zone, ideal, zone};

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
fn acceptance_is_what_the_twin_says() {
    each(|_, Sample { problem, real }| {
        for x in twin::packages(problem) {
            assert_eq!(problem.acceptable(real, &x), twin::acceptable(problem, real, &x), "{x:?}");
            for p in 0..problem.n() {
                assert_eq!(problem.gain(p, &x), twin::gain(problem, p, &x), "{x:?}");
            }
        }
    });
}

#[test]
fn random_problems_are_of_every_kind() {
    let count = |seen: &dyn Fn(&Sample) -> bool| (0..ORDINARY).filter(|&seed| seen(&sample(seed))).count();
    let zones = |test: &dyn Fn(usize, usize) -> bool| {
        count(&|s| test(twin::zone(&s.problem, &s.real).len(), twin::packages(&s.problem).len()))
    };
    assert!(zones(&|zone, _| zone == 0) > 100);
    assert!(zones(&|zone, _| zone == 1) > 20);
    assert!(zones(&|zone, all| zone > 1 && 10 * zone < all) > 30);
    assert!(zones(&|zone, all| 10 * zone >= all && 2 * zone <= all) > 60);
    assert!(zones(&|zone, all| 2 * zone > all) > 20);
    assert!(count(&|s| s.problem.parties().iter().any(|p| p.consent == Consent::Carried)) > 100);
    assert!(count(&|s| s.problem.parties().iter().any(|p| p.consent == Consent::None)) > 60);
    assert!(count(&|s| !s.problem.pairs().is_empty()) > 100);
    assert!(count(&|s| !twin::cruxes(&s.problem, &lines(&s.problem)).0.is_empty()) > 100);
    assert!(count(&|s| twin::cruxes(&s.problem, &lines(&s.problem)).0.len() > 1) > 20);
}

#[test]
fn zone_finds_a_package_or_proves_there_is_none() {
    each(|_, sample| {
        let answer = zone(&sample.problem, &sample.real, &mut budget());
        assert_eq!(answer.stop, Stop::Complete);
        let packages = twin::zone(&sample.problem, &sample.real);
        match answer.value {
            Zone::Open(package) => {
                assert!(packages.contains(&package));
                assert_eq!(checker(sample).witness(&package), Ok(()));
            }
            Zone::Empty => {
                assert!(packages.is_empty());
                assert_eq!(checker(sample).empty(&answer.proof.unwrap()), Verdict::Holds);
            }
            Zone::Unknown => panic!("unknown with all the budget there is"),
        }
    });
}

#[test]
fn ideals_are_the_largest_gains() {
    each(|_, sample| {
        let Sample { problem, real } = sample;
        let packages = twin::zone(problem, real);
        for party in whole(problem) {
            let answer = ideal(problem, real, party, &mut budget());
            let largest = packages.iter().map(|x| twin::gain(problem, party, x)).max();
            assert_eq!(answer.value.as_ref().map(|(gain, _)| *gain), largest);
            let best: Vec<Package> = answer.value.into_iter().map(|(_, package)| package).collect();
            let proof = answer.proof.unwrap();
            let goal = Goal::Own { party };
            assert_eq!(checker(sample).optimum(&goal, &best, false, &proof), Verdict::Holds);
            assert_eq!(checker(sample).top(&goal, 1, &best, &proof), Verdict::Holds);
        }
    });
}

fn sorted(mut packages: Vec<Package>) -> Vec<Package> {
    packages.sort();
    packages
}

/// What holds of a solution whatever was asked for.
fn proved(sample: &Sample, solution: &Solution) {
    let Sample { problem, real } = sample;
    assert_eq!(solution.stop, Stop::Complete);
    assert_eq!(solution.bound, None);
    if let Some(first) = solution.picks.first() {
        assert_eq!(Some(&solution.value), twin::value(problem, &solution.goal, first).as_ref());
    } else {
        assert!(twin::ranked(problem, real, &solution.goal).is_empty());
    }
}

#[test]
fn every_goal_has_the_best_packages_of_its_twin() {
    each(|seed, sample| {
        let Sample { problem, real } = sample;
        for goal in goals(seed, problem) {
            let solution = concept::solve(problem, real, &goal, &mut budget());
            proved(sample, &solution);
            let best = twin::best(problem, real, &goal);
            if solution.more {
                assert!(best.len() > concept::MOST_TIES && solution.picks.len() == concept::MOST_TIES);
                assert!(solution.picks.iter().all(|x| best.contains(x)), "{goal:?}");
            } else {
                assert_eq!(sorted(solution.picks.clone()), best, "{goal:?}");
            }
            let tree = solution.proof.unwrap();
            let verdict = checker(sample).optimum(&goal, &solution.picks, !solution.more, &tree);
            assert_eq!(verdict, Verdict::Holds, "{goal:?}");
        }
    });
}

#[test]
fn every_goal_has_the_ranking_of_its_twin() {
    each(|seed, sample| {
        let Sample { problem, real } = sample;
        for goal in goals(seed, problem) {
            let ranked = twin::ranked(problem, real, &goal);
            for k in [1, 2, 7] {
                let solution = concept::top(problem, real, &goal, k, &mut budget());
                proved(sample, &solution);
                let values: Vec<_> = solution.picks.iter().map(|x| twin::value(problem, &goal, x)).collect();
                let expected: Vec<_> = ranked.iter().take(k).map(|(v, _)| Some(v.clone())).collect();
                assert_eq!(values, expected, "{goal:?}");
                assert!(solution.picks.iter().all(|x| twin::acceptable(problem, real, x)));
                let verdict = checker(sample).top(&goal, k, &solution.picks, &solution.proof.unwrap());
                assert_eq!(verdict, Verdict::Holds, "{goal:?}");
            }
        }
    });
}

#[test]
fn concepts_pick_what_their_goal_says() {
    each(|_, sample| {
        let Sample { problem, real } = sample;
        let packages = twin::zone(problem, real);
        let Some(players) = concept::players(problem, real, &mut budget()).unwrap() else {
            assert!(packages.is_empty());
            return;
        };
        let largest = |p: usize| packages.iter().map(|x| twin::gain(problem, p, x)).max().unwrap();
        for ideal in players.ideals.iter().chain(&players.without_gain) {
            assert_eq!(ideal.gain, largest(ideal.party));
        }
        assert!(players.ideals.iter().all(|i| i.gain > 0));
        assert!(players.without_gain.iter().all(|i| i.gain == 0));
        assert_eq!(players.ideals.len() + players.without_gain.len(), whole(problem).len());
        for known in CONCEPTS {
            let Some(goal) = players.goal(known) else { continue };
            let solution = concept::solve(problem, real, &goal, &mut budget());
            if !solution.more {
                assert_eq!(sorted(solution.picks), twin::best(problem, real, &goal), "{}", known.key);
            }
        }
    });
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
            assert_eq!(sorted(found.into_iter().map(|e| e.package).collect()), expected);
        }
    });
}

fn lines(problem: &Problem) -> Vec<usize> {
    (0..problem.lines().len()).collect()
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
                found
                    .conflicts
                    .iter()
                    .map(|c| &c.lines)
                    .collect::<std::collections::BTreeSet<_>>()
                    .iter()
                    .copied()
                    .eq(&conflicts)
            );
            assert!(
                found
                    .openings
                    .iter()
                    .map(|o| &o.lines)
                    .collect::<std::collections::BTreeSet<_>>()
                    .iter()
                    .copied()
                    .eq(&openings)
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
