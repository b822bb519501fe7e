//! The checker on frontiers, concessions and cruxes made by hand.

mod common;

use common::hand::*;
use zopa_core::answer::Case;
use zopa_core::check::{Check, Conflict, Opening, Point, Relaxation, Scope, Verdict};
use zopa_core::problem::{Problem, Rule, Score};

// Frontiers.

/// Options worth (0,3) (1,2) (1,1) (3,0), then (2,2) where a rule or party 2 is against it.
fn ladder() -> Problem {
    let parties = vec![whole(0), whole(0), whole(0)];
    let values: [&[&[Score]]; 3] = [&[&[0, 1, 1, 3, 2]], &[&[3, 2, 1, 0, 2]], &[&[0, 0, 0, 0, -1]]];
    problem(made(parties, &values))
}

fn points(list: &[(&[Score], usize)]) -> Vec<Point> {
    list.iter().map(|(gains, o)| Point { values: gains.to_vec(), package: vec![*o] }).collect()
}

#[test]
fn a_frontier_is_whole() {
    let ladder = ladder();
    let check = Check::new(&ladder, &[], STEPS).unwrap();
    let acceptable = points(&[(&[0, 3], 0), (&[1, 2], 1), (&[3, 0], 3)]);
    assert_eq!(check.nondominated(&[0, 1], Scope::Acceptable, &acceptable), Verdict::Holds);
    let feasible = points(&[(&[0, 3], 0), (&[2, 2], 4), (&[3, 0], 3)]);
    assert_eq!(check.nondominated(&[0, 1], Scope::Feasible, &feasible), Verdict::Holds);
    let three = points(&[(&[0, 3, 0], 0), (&[1, 2, 0], 1), (&[3, 0, 0], 3), (&[2, 2, -1], 4)]);
    assert_eq!(check.nondominated(&[0, 1, 2], Scope::Feasible, &three), Verdict::Holds);
    assert_eq!(check.nondominated(&[], Scope::Feasible, &points(&[(&[], 2)])), Verdict::Holds);
}

#[test]
fn a_forged_frontier_fails() {
    let ladder = ladder();
    let check = Check::new(&ladder, &[], STEPS).unwrap();
    let verdict = |list: &[(&[Score], usize)]| check.nondominated(&[0, 1], Scope::Acceptable, &points(list));
    fails(verdict(&[(&[0, 3], 0), (&[3, 0], 3)]), "is missing");
    fails(verdict(&[]), "is missing");
    fails(verdict(&[(&[0, 3], 0), (&[1, 2], 1), (&[1, 1], 2), (&[3, 0], 3)]), "at least point 2");
    fails(verdict(&[(&[0, 3], 0), (&[1, 1], 2), (&[1, 2], 1), (&[3, 0], 3)]), "at least point 1");
    fails(verdict(&[(&[0, 3], 0), (&[1, 2], 1), (&[1, 2], 1), (&[3, 0], 3)]), "at least point");
    // What party 2 refuses is feasible all the same.
    let refused = points(&[(&[0, 3], 0), (&[1, 2], 1), (&[3, 0], 3)]);
    fails(check.nondominated(&[0, 1], Scope::Feasible, &refused), "is missing");
    fails(verdict(&[(&[0, 3], 0), (&[1, 3], 1), (&[3, 0], 3)]), "has other values");
    fails(verdict(&[(&[0, 3], 0), (&[2, 2], 4), (&[3, 0], 3)]), "not among those");
    fails(verdict(&[(&[0, 3], 9)]), "not one known option");
    fails(verdict(&[(&[0, 3, 0], 0)]), "has other values");
    fails(check.nondominated(&[0, 9], Scope::Acceptable, &[]), "unknown party");
    let short = Check::new(&ladder, &[], 2).unwrap();
    let right = points(&[(&[0, 3], 0), (&[1, 2], 1), (&[3, 0], 3)]);
    assert_eq!(short.nondominated(&[0, 1], Scope::Acceptable, &right), Verdict::NotReproved);
}

// Concessions.

fn relaxation(shifts: &[Score], lines: &[usize], package: &[usize]) -> Relaxation {
    Relaxation { shifts: shifts.to_vec(), lines: lines.to_vec(), package: package.to_vec() }
}

/// Three options: party 0 loses 2, party 1 loses 3, or line 0 of party 0 is crossed.
fn stuck() -> Problem {
    let parts = made(vec![whole(0), whole(0)], &[&[&[-2, 0, 0, -2]], &[&[0, -3, 0, -1]]]);
    with_lines(parts, vec![line(0, &[(0, 2)]), line(1, &[(0, 0)])])
}

#[test]
fn least_concessions_are_shown_to_be_all() {
    let stuck = stuck();
    let check = Check::new(&stuck, &[true, false], STEPS).unwrap();
    let list =
        [relaxation(&[2, 0], &[], &[0]), relaxation(&[0, 3], &[], &[1]), relaxation(&[0, 0], &[0], &[2])];
    assert_eq!(check.relaxations(&list), Verdict::Holds);
    let open = Check::new(&stuck, &[false, false], STEPS).unwrap();
    assert_eq!(open.relaxations(&[relaxation(&[0, 0], &[], &[2])]), Verdict::Holds);
    let never = ruled(vec![Rule::Clause(vec![])]);
    assert_eq!(Check::new(&never, &[], STEPS).unwrap().relaxations(&[]), Verdict::Holds);
}

#[test]
fn forged_concessions_fail() {
    let stuck = stuck();
    let check = Check::new(&stuck, &[true, false], STEPS).unwrap();
    let (a, b) = (relaxation(&[2, 0], &[], &[0]), relaxation(&[0, 3], &[], &[1]));
    let c = relaxation(&[0, 0], &[0], &[2]);
    let with = |other: Relaxation| check.relaxations(&[a.clone(), b.clone(), other]);
    fails(check.relaxations(&[a.clone(), b.clone()]), "needs less");
    fails(check.relaxations(&[]), "needs less");
    fails(with(relaxation(&[0, 0], &[], &[2])), "does not need");
    fails(with(relaxation(&[1, 0], &[0], &[2])), "does not need");
    fails(with(relaxation(&[0, 0], &[1], &[2])), "no real red line");
    fails(with(relaxation(&[0, 0], &[0, 0], &[2])), "no real red line");
    fails(with(relaxation(&[0, 0], &[usize::MAX], &[2])), "no real red line");
    fails(with(relaxation(&[0], &[0], &[2])), "one amount");
    fails(with(relaxation(&[0, -1], &[0], &[2])), "one amount");
    fails(with(relaxation(&[0, 0], &[0], &[7])), "not one known option");
    fails(check.relaxations(&[a.clone(), b.clone(), c.clone(), c.clone()]), "asks for no more");
    let more = relaxation(&[2, 1], &[], &[3]);
    fails(
        check.relaxations(&[a.clone(), b.clone(), c, more]),
        "concession 0 asks for no more than concession 3",
    );
    let ruled = ruled(vec![Rule::Clause(vec![literal(0, 1, true)])]);
    let broken = relaxation(&[0], &[], &[0, 0, 0]);
    fails(Check::new(&ruled, &[], STEPS).unwrap().relaxations(&[broken]), "breaks a rule");
}

#[test]
fn a_party_not_asked_concedes_nothing() {
    let unwilling = problem(unwilling());
    let check = Check::new(&unwilling, &[], STEPS).unwrap();
    // Without the option it carries party 0 loses 5; with it party 1 loses 1.
    let list = [relaxation(&[5, 0], &[], &[0, 0]), relaxation(&[0, 1], &[], &[1, 0])];
    assert_eq!(check.relaxations(&list), Verdict::Holds);
    fails(check.relaxations(&[relaxation(&[5, 1], &[], &[0, 0])]), "does not need");
}

// Cruxes.

/// Lines 0 and 1 together leave nothing, nor do 1 and 2; line 3 hinders nobody.
fn torn() -> Problem {
    let parts = made(vec![whole(0), whole(0)], &[&[&[0, 0, -1]], &[&[0, 0, 0]]]);
    let lines = vec![line(0, &[(0, 0)]), line(1, &[(0, 1)]), line(1, &[(0, 0)]), line(0, &[(0, 2)])];
    with_lines(parts, lines)
}

#[test]
fn conflicts_are_smallest_sets_that_leave_nothing() {
    let torn = torn();
    let check = Check::new(&torn, &[false; 4], STEPS).unwrap();
    let tree = Case::Weights(vec![1, 0]);
    let verdict = |lines: &[usize], without: &[usize]| {
        let without: Vec<_> = without.iter().map(|&o| vec![o]).collect();
        check.conflict(lines, &without, &tree)
    };
    assert_eq!(verdict(&[0, 1], &[0, 1]), Verdict::Holds);
    assert_eq!(verdict(&[1, 2], &[1, 0]), Verdict::Holds);
    fails(verdict(&[0, 2], &[0, 0]), "not acceptable");
    fails(verdict(&[0], &[0]), "do not exclude");
    fails(verdict(&[0, 1, 2], &[0, 1, 0]), "not acceptable");
    fails(verdict(&[0, 1], &[0]), "for 2 red lines");
    fails(verdict(&[0, 0], &[0, 0]), "named twice");
    fails(verdict(&[0, 9], &[0, 1]), "unknown");
    let given = Check::new(&torn, &[true, false, false, false], STEPS).unwrap();
    assert_eq!(given.conflict(&[1], &[vec![1]], &tree), Verdict::Holds);
    fails(given.conflict(&[0, 1], &[vec![0], vec![1]], &tree), "not one to change");
}

#[test]
fn openings_are_smallest_sets_to_give_up() {
    let torn = torn();
    let check = Check::new(&torn, &[true; 4], STEPS).unwrap();
    let closed = Case::NoOption(0);
    assert_eq!(check.opening(&[1], &vec![1], std::slice::from_ref(&closed)), Verdict::Holds);
    assert_eq!(check.opening(&[0, 2], &vec![0], &[closed.clone(), closed.clone()]), Verdict::Holds);
    fails(check.opening(&[0], &vec![0], std::slice::from_ref(&closed)), "not acceptable");
    fails(check.opening(&[1, 0], &vec![1], &[closed.clone(), closed.clone()]), "has options left");
    fails(check.opening(&[1], &vec![1], &[]), "for 1 red lines");
    fails(check.opening(&[], &vec![1], &[]), "not acceptable");
    fails(check.opening(&[9], &vec![1], &[closed]), "unknown");
}

#[track_caller]
fn cruxes(lines: &[usize], conflicts: &[(&[usize], &[usize])], openings: &[(&[usize], usize)]) -> Verdict {
    let torn = torn();
    let tree = Case::Weights(vec![1, 0]);
    let without: Vec<Vec<Vec<usize>>> =
        conflicts.iter().map(|(_, options)| options.iter().map(|&o| vec![o]).collect()).collect();
    let conflicts: Vec<Conflict> = conflicts
        .iter()
        .zip(&without)
        .map(|((lines, _), without)| Conflict { lines, without, tree: &tree })
        .collect();
    let packages: Vec<Vec<usize>> = openings.iter().map(|(_, o)| vec![*o]).collect();
    let openings: Vec<Opening> =
        openings.iter().zip(&packages).map(|((lines, _), package)| Opening { lines, package }).collect();
    Check::new(&torn, &[false; 4], STEPS).unwrap().cruxes(lines, &conflicts, &openings)
}

#[test]
fn cruxes_are_all_there_are() {
    let conflicts: [(&[usize], &[usize]); 2] = [(&[0, 1], &[0, 1]), (&[1, 2], &[1, 0])];
    let openings: [(&[usize], usize); 2] = [(&[0, 2], 0), (&[1], 1)];
    assert_eq!(cruxes(&[0, 1, 2, 3], &conflicts, &openings), Verdict::Holds);
    assert_eq!(cruxes(&[0, 1, 2], &conflicts, &openings), Verdict::Holds);
    assert_eq!(cruxes(&[0, 1], &conflicts[..1], &[(&[0], 0), (&[1], 1)]), Verdict::Holds);
    assert_eq!(cruxes(&[0, 2, 3], &[], &[(&[], 1)]), Verdict::Holds);
    assert_eq!(cruxes(&[], &[], &[(&[], 1)]), Verdict::Holds);
}

#[test]
fn forged_cruxes_fail() {
    let conflicts: [(&[usize], &[usize]); 2] = [(&[0, 1], &[0, 1]), (&[1, 2], &[1, 0])];
    let openings: [(&[usize], usize); 2] = [(&[0, 2], 0), (&[1], 1)];
    let all = [0, 1, 2, 3];
    fails(cruxes(&all, &conflicts, &openings[..1]), "not the smallest");
    fails(cruxes(&all, &conflicts[..1], &openings), "not the smallest");
    fails(cruxes(&all, &conflicts, &[(&[0], 0), (&[1], 1)]), "not acceptable");
    fails(cruxes(&all, &conflicts, &[(&[0, 2, 3], 0), (&[1], 1)]), "not the smallest");
    fails(cruxes(&all, &[(&[0, 1], &[1, 0]), conflicts[1]], &openings), "not acceptable");
    fails(cruxes(&all, &[], &[(&[], 1)]), "not acceptable");
    fails(cruxes(&all, &[(&[], &[])], &[]), "do not exclude");
    fails(cruxes(&[0, 1], &conflicts, &openings), "not in question");
    fails(cruxes(&[0, 0, 1, 2], &conflicts, &openings), "named twice");
    fails(cruxes(&[0, 9], &conflicts, &openings), "unknown");
}

#[test]
fn meeting_many_conflicts_takes_steps() {
    // Party 0 refuses option 0 of each issue by one line and option 1 by another.
    let rows: Vec<&[Score]> = vec![&[0, 0]; 40];
    let lines = (0..80).map(|l| line(0, &[(l / 2, l % 2)])).collect();
    let many = with_lines(made(vec![whole(0)], &[&rows]), lines);
    let pairs: Vec<[usize; 2]> = (0..40).map(|i| [2 * i, 2 * i + 1]).collect();
    let trees: Vec<Case> = (0..40).map(Case::NoOption).collect();
    let without = [vec![0; 40], vec![1; 40]];
    let conflicts: Vec<Conflict> =
        pairs.iter().zip(&trees).map(|(lines, tree)| Conflict { lines, without: &without, tree }).collect();
    let check = Check::new(&many, &[false; 80], STEPS).unwrap();
    assert_eq!(check.cruxes(&(0..80).collect::<Vec<_>>(), &conflicts, &[]), Verdict::NotReproved);
}
