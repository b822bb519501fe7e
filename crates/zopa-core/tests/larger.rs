//! Problems with too many packages to look at each: what the searches prove is
//! checked all the same, and the answers agree with each other.

mod common;

use common::random::{Sample, larger};
use common::{cases, goals, whole};
use zopa_core::answer::{Goal, Stop};
use zopa_core::budget::Budget;
use zopa_core::check::{self, Check, Point, Relaxation, Verdict};
use zopa_core::concept;
use zopa_core::crux::cruxes;
use zopa_core::frontier::{Scope, frontier};
use zopa_core::relax::relaxations;
use zopa_core::zone::{Zone, zone};

const ORDINARY: u64 = 60;
const STEPS: u64 = 300_000;

fn budget() -> Budget<'static> {
    Budget::new(4_000_000)
}

/// Runs a check on problems; it answers whether the claim was re-proved whole,
/// which has to be so in most of a hundred.
fn each(most: usize, check: impl Fn(u64, &Sample) -> Option<Verdict> + std::panic::RefUnwindSafe) {
    let verdicts = std::sync::Mutex::new((0, 0));
    common::each_of(larger, cases(ORDINARY), |seed, sample| {
        let Some(verdict) = check(seed, sample) else { return };
        assert!(!matches!(verdict, Verdict::Fails(_)), "{verdict:?}");
        let mut counts = verdicts.lock().unwrap();
        counts.0 += usize::from(verdict == Verdict::Holds);
        counts.1 += 1;
    });
    let (whole, all) = *verdicts.lock().unwrap();
    println!("{whole} of {all} re-proved whole");
    assert!(100 * whole >= most * all, "{whole} of {all} re-proved whole");
}

fn checker(sample: &Sample) -> Check<'_> {
    Check::new(&sample.problem, &sample.real, STEPS).unwrap()
}

#[test]
fn zones_are_proved_empty() {
    each(90, |_, sample| {
        let answer = zone(&sample.problem, &sample.real, &mut budget());
        match (answer.value, answer.proof) {
            (Zone::Open(package), _) => {
                assert_eq!(checker(sample).witness(&package), Ok(()));
                None
            }
            (Zone::Empty, Some(tree)) => Some(checker(sample).empty(&tree)),
            (value, _) => panic!("{value:?}"),
        }
    });
}

#[test]
fn optima_are_proved() {
    for kind in 1..7 {
        each(90, |seed, sample| {
            let Sample { problem, real } = sample;
            let goal = &goals(seed, problem)[kind];
            let found = concept::solve(problem, real, goal, &mut budget());
            if found.stop != Stop::Complete {
                return None;
            }
            let tree = found.proof.unwrap();
            Some(checker(sample).optimum(goal, &found.picks, !found.more, &tree))
        });
    }
}

#[test]
fn rankings_are_proved() {
    each(90, |seed, sample| {
        let Sample { problem, real } = sample;
        let goal = &goals(seed, problem)[1 + seed as usize % 6];
        let found = concept::top(problem, real, goal, 5, &mut budget());
        if found.stop != Stop::Complete {
            return None;
        }
        Some(checker(sample).top(goal, 5, &found.picks, &found.proof.unwrap()))
    });
}

#[test]
fn frontiers_are_whole_and_hold_the_best() {
    each(50, |_, sample| {
        let Sample { problem, real } = sample;
        let axes: Vec<usize> = whole(problem).into_iter().take(3).collect();
        let found = frontier(problem, real, &axes, Scope::Acceptable, &mut budget());
        if found.stop != Stop::Complete {
            return None;
        }
        for (axis, &party) in axes.iter().enumerate() {
            let own = concept::solve(problem, real, &Goal::Own { party }, &mut budget());
            if own.stop == Stop::Complete {
                let largest = found.points.iter().map(|p| p.values[axis]).max();
                assert_eq!(own.picks.first().map(|x| problem.value(party, x)), largest);
            }
        }
        let point = |p: zopa_core::frontier::Efficient| Point { values: p.values, package: p.package };
        let points: Vec<Point> = found.points.into_iter().map(point).collect();
        Some(checker(sample).nondominated(&axes, check::Scope::Acceptable, &points))
    });
}

#[test]
fn least_concessions_agree_with_the_zone() {
    each(20, |_, sample| {
        let Sample { problem, real } = sample;
        let found = relaxations(problem, real, &mut budget());
        if found.stop != Stop::Complete {
            return None;
        }
        let open = matches!(zone(problem, real, &mut budget()).value, Zone::Open(_));
        let nothing = found.all.iter().any(|r| r.lines.is_empty() && r.shifts.iter().all(|&s| s == 0));
        assert_eq!(open, nothing);
        let list: Vec<Relaxation> = found
            .all
            .into_iter()
            .map(|r| Relaxation { shifts: r.shifts, lines: r.lines, package: r.package })
            .collect();
        Some(checker(sample).relaxations(&list))
    });
}

#[test]
fn cruxes_are_proved() {
    each(90, |_, Sample { problem, .. }| {
        let lines: Vec<usize> = (0..problem.lines().len()).collect();
        let found = cruxes(problem, &lines, &mut budget());
        if found.stop != Stop::Complete {
            return None;
        }
        let conflicts: Vec<check::Conflict> = found
            .conflicts
            .iter()
            .map(|c| check::Conflict { lines: &c.lines, without: &c.without, tree: &c.proof })
            .collect();
        let openings: Vec<check::Opening> =
            found.openings.iter().map(|o| check::Opening { lines: &o.lines, package: &o.package }).collect();
        let none = vec![false; lines.len()];
        Some(Check::new(problem, &none, STEPS).unwrap().cruxes(&lines, &conflicts, &openings))
    });
}
