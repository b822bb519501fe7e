//! Zones, ideals, optima and rankings against their twins: on random problems
//! both give the same answer, and what backs the answer passes the checker.
//!
//! `ZOPA_CASES` sets how many problems each test runs through.

mod common;

use common::random::{Sample, sample};
use common::{cases, goals, lines, twin, whole};
use zopa_core::answer::{Goal, Package, Stop};
use zopa_core::budget::Budget;
use zopa_core::check::{Check, Verdict};
use zopa_core::concept::{self, CONCEPTS, Solution};
use zopa_core::problem::{Consent, Party};
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
    assert!(count(&|s| !s.problem.boxes().is_empty()) > 80);
    assert!(count(&|s| s.problem.boxes().iter().any(|b| b.sides.len() > 2)) > 40);
    let capped = |s: &Sample| {
        let met = |(p, party): (usize, &Party)| {
            party.cap.is_some_and(|cap| {
                twin::packages(&s.problem).iter().any(|x| twin::gain(&s.problem, p, x) + party.no_deal == cap)
            })
        };
        s.problem.parties().iter().enumerate().any(met)
    };
    assert!(count(&capped) > 80);
    let wide = |s: &Sample| (0..s.problem.n()).any(|p| s.problem.row(p, 0).iter().any(|v| v >> 63 > 0));
    assert!(count(&wide) > 10);
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
