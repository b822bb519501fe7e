//! The checker on random claims: a false one never holds, whatever tree is
//! shown for it; a true one holds with the plainest tree there is.

mod common;

use std::collections::BTreeSet;

use common::random::{Random, Sample};
use common::{cases, goals, twin, whole};
use zopa_core::answer::{Case, Goal, Package};
use zopa_core::budget::Budget;
use zopa_core::check::{Check, Conflict, Opening, Point, Relaxation, Scope, Verdict};
use zopa_core::problem::{Consent, Problem, Score};
use zopa_core::{concept, crux, zone};

const ORDINARY: u64 = 400;
const STEPS: u64 = 1_000_000;

fn each(check: impl Fn(&mut Random, &Sample) + std::panic::RefUnwindSafe) {
    common::each(cases(ORDINARY), |seed, sample| check(&mut Random::new(seed ^ 0x5eed), sample));
}

fn budget() -> Budget<'static> {
    Budget::new(u64::MAX >> 1)
}

/// Random weights, mostly on parties that are asked about everything.
fn weights(random: &mut Random, problem: &Problem) -> Vec<u64> {
    let often = |p: usize| if problem.parties()[p].consent == Consent::Whole { 80 } else { 15 };
    (0..problem.n()).map(|p| if random.percent(often(p)) { 1 + random.next() % 9 } else { 0 }).collect()
}

/// A random tree, right or wrong.
fn tree(random: &mut Random, problem: &Problem, depth: usize) -> Case {
    if depth > 0 && random.percent(60) {
        let party = random.below(problem.n());
        if problem.parties()[party].consent == Consent::Carried {
            let unasked = Box::new(tree(random, problem, depth - 1));
            let asked = Box::new(tree(random, problem, depth - 1));
            return Case::Consent { party, unasked, asked };
        }
        let issue = random.below(problem.m());
        let mut parts: Vec<Vec<usize>> = vec![Vec::new(); 1 + random.below(3)];
        for option in 0..problem.options()[issue] {
            if random.percent(98) {
                let part = random.below(parts.len());
                parts[part].push(option);
            }
        }
        let below = |options| (options, tree(random, problem, depth - 1));
        return Case::Split { issue, parts: parts.into_iter().map(below).collect() };
    }
    match random.below(20) {
        0 => Case::Rule(random.below(1 + problem.rules().len())),
        1 => Case::NoOption(random.below(problem.m())),
        2..10 => Case::Weights(weights(random, problem)),
        _ => Case::Search(weights(random, problem)),
    }
}

/// The nodes of a tree, counted.
fn size(tree: &Case) -> usize {
    match tree {
        Case::Split { parts, .. } => 1 + parts.iter().map(|(_, case)| size(case)).sum::<usize>(),
        Case::Consent { unasked, asked, .. } => 1 + size(unasked) + size(asked),
        _ => 1,
    }
}

/// The tree with one of its nodes forged.
fn forged(random: &mut Random, problem: &Problem, tree: &Case) -> Case {
    let mut forged = tree.clone();
    let mut at = random.below(size(tree));
    forge(random, problem, &mut forged, &mut at);
    forged
}

fn forge(random: &mut Random, problem: &Problem, tree: &mut Case, at: &mut usize) {
    if *at == 0 {
        forge_here(random, problem, tree);
    }
    *at = at.wrapping_sub(1);
    match tree {
        Case::Split { parts, .. } => {
            parts.iter_mut().for_each(|(_, case)| forge(random, problem, case, at));
        }
        Case::Consent { unasked, asked, .. } => {
            forge(random, problem, unasked, at);
            forge(random, problem, asked, at);
        }
        _ => {}
    }
}

fn forge_here(random: &mut Random, problem: &Problem, tree: &mut Case) {
    match tree {
        Case::Split { parts, .. } if !parts.is_empty() && random.percent(80) => {
            let (k, j) = (random.below(parts.len()), random.below(parts.len()));
            match random.below(4) {
                0 => drop(parts.remove(k)),
                1 => parts[k].0.truncate(1),
                2 => parts[k].1 = parts[j].1.clone(),
                _ => {
                    let options = parts[k].0.clone();
                    parts[k].0 = std::mem::replace(&mut parts[j].0, options);
                }
            }
        }
        Case::Consent { unasked, asked, .. } if random.percent(80) => match random.below(3) {
            0 => std::mem::swap(unasked, asked),
            1 => *unasked = asked.clone(),
            _ => *asked = unasked.clone(),
        },
        Case::Weights(weights) | Case::Search(weights) if random.percent(60) => {
            let p = random.below(weights.len());
            weights[p] = if random.percent(50) { 0 } else { 1 + random.next() % 9 };
        }
        Case::Search(weights) => *tree = Case::Weights(weights.clone()),
        other => *other = self::tree(random, problem, 1),
    }
}

/// Some trees to show for a claim: one given, forged versions of it, and random ones.
fn trees(random: &mut Random, problem: &Problem, given: Option<&Case>) -> Vec<Case> {
    let mut trees: Vec<Case> = (0..6).map(|_| tree(random, problem, 3)).collect();
    trees.push(Case::Search(weights(random, problem)));
    if let Some(tree) = given {
        trees.push(tree.clone());
        trees.extend((0..6).map(|_| forged(random, problem, tree)));
        let twice = forged(random, problem, tree);
        trees.push(forged(random, problem, &twice));
    }
    trees
}

/// The claim is false, and no tree makes it hold.
#[track_caller]
fn refused(trees: &[Case], verdict: impl Fn(&Case) -> Verdict) {
    for tree in trees {
        assert_ne!(verdict(tree), Verdict::Holds, "a false claim, by {tree:?}");
    }
}

#[test]
fn no_tree_empties_a_zone_that_is_not() {
    each(|random, Sample { problem, real }| {
        if twin::zone(problem, real).is_empty() {
            return;
        }
        // A tree that is right where every party wants more, or every line is real.
        let greedy: Vec<Score> = problem.parties().iter().map(|p| p.no_deal + random.between(1, 9)).collect();
        let given = match problem.with_no_deal(&greedy) {
            Ok(greedy) if random.percent(50) => zone::zone(&greedy, real, &mut budget()).proof,
            _ => zone::zone(problem, &vec![true; real.len()], &mut budget()).proof,
        };
        let check = Check::new(problem, real, STEPS).unwrap();
        refused(&trees(random, problem, given.as_ref()), |tree| check.empty(tree));
    });
}

#[test]
fn no_tree_makes_a_false_optimum_hold() {
    each(|random, Sample { problem, real }| {
        let check = Check::new(problem, real, STEPS).unwrap();
        for goal in goals(random.next(), problem) {
            let ranked = twin::ranked(problem, real, &goal);
            let best = twin::best(problem, real, &goal);
            let Some(first) = best.first() else { continue };
            let proof = concept::solve(problem, real, &goal, &mut budget()).proof;
            let trees = trees(random, problem, proof.as_ref());
            refused(&trees, |tree| check.optimum(&goal, &[], true, tree));
            refused(&trees, |tree| check.optimum(&goal, &[], false, tree));
            if best.len() > 1 {
                let mut short = best.clone();
                short.remove(random.below(best.len()));
                refused(&trees, |tree| check.optimum(&goal, &short, true, tree));
            }
            if let Some((_, second)) = ranked.get(best.len()) {
                let mixed = [first.clone(), second.clone()];
                refused(&trees, |tree| check.optimum(&goal, std::slice::from_ref(second), false, tree));
                refused(&trees, |tree| check.optimum(&goal, &mixed, false, tree));
                refused(&trees, |tree| check.top(&goal, 1, std::slice::from_ref(second), tree));
                refused(&trees, |tree| check.top(&goal, 3, &mixed[..1], tree));
            }
        }
    });
}

#[test]
fn what_holds_by_any_tree_is_true() {
    let held = std::sync::atomic::AtomicUsize::new(0);
    each(|random, Sample { problem, real }| {
        let zone = twin::zone(problem, real);
        let check = Check::new(problem, real, STEPS).unwrap();
        for tree in trees(random, problem, None) {
            if check.empty(&tree) == Verdict::Holds {
                assert!(zone.is_empty(), "{tree:?}");
                held.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
            for goal in goals(random.next(), problem) {
                let Some(pick) = (!zone.is_empty()).then(|| zone[random.below(zone.len())].clone()) else {
                    continue;
                };
                let best = twin::best(problem, real, &goal);
                for complete in [false, true] {
                    if check.optimum(&goal, std::slice::from_ref(&pick), complete, &tree) == Verdict::Holds {
                        assert!(best.contains(&pick) && (!complete || best.len() == 1), "{goal:?} {tree:?}");
                        held.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    }
                }
            }
        }
    });
    assert!(held.into_inner() > 100, "hardly anything held");
}

#[test]
fn a_search_by_the_checker_alone_proves_what_is_true() {
    each(|random, Sample { problem, real }| {
        let check = Check::new(problem, real, STEPS).unwrap();
        let some: Vec<u64> = weights(random, problem)
            .into_iter()
            .zip(problem.parties())
            .map(|(weight, party)| if party.consent == Consent::Whole { weight } else { 0 })
            .collect();
        let search = Case::Search(some);
        let empty = twin::zone(problem, real).is_empty();
        assert_eq!(check.empty(&search) == Verdict::Holds, empty);
        for goal in goals(random.next(), problem) {
            let best = twin::best(problem, real, &goal);
            assert_eq!(check.optimum(&goal, &best, true, &search), Verdict::Holds, "{goal:?}");
            let ranked = twin::ranked(problem, real, &goal);
            for k in [1, 3, 1000] {
                let top: Vec<Package> = ranked.iter().take(k).map(|(_, x)| x.clone()).collect();
                assert_eq!(check.top(&goal, k, &top, &search), Verdict::Holds, "{goal:?}");
            }
        }
    });
}

#[test]
fn a_frontier_with_a_point_less_or_more_fails() {
    each(|random, Sample { problem, real }| {
        let check = Check::new(problem, real, STEPS).unwrap();
        let axes = whole(problem);
        let zone = twin::zone(problem, real);
        let values = |x: &Package| axes.iter().map(|&p| problem.value(p, x)).collect();
        let points: Vec<Point> = twin::frontier(problem, &axes, &zone)
            .values()
            .map(|x| Point { values: values(&x[random.below(x.len())]), package: x[0].clone() })
            .collect();
        let verdict = |points: &[Point]| check.nondominated(&axes, Scope::Acceptable, points);
        assert_eq!(verdict(&points), Verdict::Holds);
        for k in 0..points.len() {
            let mut fewer = points.clone();
            fewer.remove(k);
            assert!(matches!(verdict(&fewer), Verdict::Fails(_)));
        }
        for x in zone.iter().take(20) {
            let mut more = points.clone();
            more.push(Point { values: values(x), package: x.clone() });
            assert!(matches!(verdict(&more), Verdict::Fails(_)));
        }
    });
}

#[test]
fn concessions_with_one_less_or_more_fail() {
    each(|random, Sample { problem, real }| {
        let check = Check::new(problem, real, STEPS).unwrap();
        let made = |(shifts, lines): twin::Concession, package| Relaxation { shifts, lines, package };
        let list: Vec<Relaxation> = twin::relaxations(problem, real)
            .into_iter()
            .map(|(concession, x)| made(concession, x[random.below(x.len())].clone()))
            .collect();
        assert_eq!(check.relaxations(&list), Verdict::Holds);
        for k in 0..list.len() {
            let mut fewer = list.clone();
            fewer.remove(k);
            assert!(matches!(check.relaxations(&fewer), Verdict::Fails(_)));
        }
        for x in twin::feasible(problem).into_iter().take(20) {
            let mut more = list.clone();
            more.push(made(twin::need(problem, real, &x), x));
            assert!(matches!(check.relaxations(&more), Verdict::Fails(_)));
        }
    });
}

#[test]
fn cruxes_with_one_less_or_more_fail() {
    each(|random, Sample { problem, .. }| {
        let lines: Vec<usize> = (0..problem.lines().len()).collect();
        let none = vec![false; lines.len()];
        let check = Check::new(problem, &none, STEPS).unwrap();
        let found = crux::cruxes(problem, &lines, &mut budget());
        let conflicts: Vec<Conflict> = found
            .conflicts
            .iter()
            .map(|c| Conflict { lines: &c.lines, without: &c.without, tree: &c.proof })
            .collect();
        let openings: Vec<Opening> =
            found.openings.iter().map(|o| Opening { lines: &o.lines, package: &o.package }).collect();
        let fails = |conflicts: &[Conflict], openings: &[Opening]| {
            assert!(matches!(check.cruxes(&lines, conflicts, openings), Verdict::Fails(_)));
        };
        for k in 0..conflicts.len() {
            let mut fewer = conflicts.clone();
            fewer.remove(k);
            fails(&fewer, &openings);
            let (set, other) = (conflicts[k].lines, conflicts[random.below(conflicts.len())]);
            let mut forged = conflicts.clone();
            forged[k] = Conflict { lines: &set[..set.len().saturating_sub(1)], ..other };
            if !set.is_empty() {
                fails(&forged, &openings);
            }
        }
        for k in 0..openings.len() {
            let mut fewer = openings.clone();
            fewer.remove(k);
            fails(&conflicts, &fewer);
        }
        let sets: BTreeSet<&[usize]> = openings.iter().map(|o| o.lines).collect();
        for line in &lines {
            let single = std::slice::from_ref(line);
            if let Some(package) = openings.first().map(|o| o.package).filter(|_| !sets.contains(single)) {
                let mut more = openings.clone();
                more.push(Opening { lines: single, package });
                fails(&conflicts, &more);
            }
        }
    });
}

#[test]
fn nothing_makes_the_checker_panic() {
    each(|random, Sample { problem, real }| {
        let wild = |random: &mut Random| match random.below(4) {
            0 => usize::MAX,
            1 => random.next() as usize,
            _ => random.below(7),
        };
        let heavy = |random: &mut Random| {
            let weight = |random: &mut Random| if random.percent(50) { random.next() } else { u64::MAX };
            (0..problem.n() + random.below(2)).map(|_| weight(random)).collect::<Vec<u64>>()
        };
        for _ in 0..20 {
            let list =
                |random: &mut Random| (0..random.below(7)).map(|_| wild(random)).collect::<Vec<usize>>();
            let leaf = |random: &mut Random| match random.below(4) {
                0 => Case::Rule(wild(random)),
                1 => Case::NoOption(wild(random)),
                2 => Case::Weights(heavy(random)),
                _ => Case::Search(heavy(random)),
            };
            let mut tree = leaf(random);
            for _ in 0..random.below(4) {
                tree = match random.percent(50) {
                    true => Case::Split { issue: wild(random), parts: vec![(list(random), tree)] },
                    false => Case::Consent {
                        party: wild(random),
                        unasked: Box::new(tree),
                        asked: Box::new(leaf(random)),
                    },
                };
            }
            let check = Check::new(problem, real, 1000).unwrap();
            let (package, lines, axes) = (list(random), list(random), list(random));
            let goal = match random.below(4) {
                0 => Goal::Product { players: list(random) },
                1 => Goal::Leximin { players: list(random), units: vec![random.next() as Score; 2] },
                2 => Goal::Sum { players: list(random), units: vec![random.next() as Score; 2] },
                _ => Goal::Own { party: wild(random) },
            };
            let _ = check.witness(&package);
            let _ = check.empty(&tree);
            let _ = check.optimum(&goal, &[], random.percent(50), &tree);
            let _ = check.optimum(&goal, std::slice::from_ref(&package), random.percent(50), &tree);
            let _ = check.top(&goal, wild(random), std::slice::from_ref(&package), &tree);
            let values = vec![random.next() as Score; axes.len()];
            let _ = check.nondominated(&axes, Scope::Feasible, &[Point { values, package: package.clone() }]);
            let shifts = vec![random.next() as Score; problem.n()];
            let relaxation = Relaxation { shifts, lines: lines.clone(), package: package.clone() };
            let _ = check.relaxations(&[relaxation]);
            let _ = check.conflict(&lines, std::slice::from_ref(&package), &tree);
            let _ = check.opening(&lines, &package, std::slice::from_ref(&tree));
            let without = [package.clone()];
            let conflict = Conflict { lines: &lines, without: &without, tree: &tree };
            let _ = check.cruxes(&axes, &[conflict], &[Opening { lines: &axes, package: &package }]);
        }
    });
}
