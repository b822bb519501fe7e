//! The checker on optima and rankings made by hand, and the exact values they
//! are of.

mod common;

use common::hand::*;
use zopa_core::answer::{Case, Goal};
use zopa_core::check::{Check, Value, Verdict, value};
use zopa_core::problem::{Problem, Score};

// Optima.

/// One issue of eleven options: party 0 gets `o`, party 1 the rest.
fn cake() -> Problem {
    let up: Vec<Score> = (0..11).collect();
    let down: Vec<Score> = (0..11).rev().collect();
    problem(made(vec![whole(0), whole(0)], &[&[&up], &[&down]]))
}

fn both() -> Vec<usize> {
    vec![0, 1]
}

fn goals() -> [Goal; 4] {
    [
        Goal::Product { players: both() },
        Goal::Leximin { players: both(), units: vec![1, 1] },
        Goal::Sum { players: both(), units: vec![1, 1] },
        Goal::Own { party: 0 },
    ]
}

/// What becomes of the claim that these options are best.
fn shown(problem: &Problem, goal: &Goal, best: &[usize], complete: bool, tree: &Case) -> Verdict {
    let best: Vec<Vec<usize>> = best.iter().map(|&o| vec![o]).collect();
    Check::new(problem, &[], STEPS).unwrap().optimum(goal, &best, complete, tree)
}

#[track_caller]
fn optimum(problem: &Problem, goal: &Goal, best: &[usize], complete: bool, tree: &Case) {
    assert_eq!(shown(problem, goal, best, complete, tree), Verdict::Holds);
}

#[test]
fn bounds_that_are_tight_show_that_nothing_is_better() {
    let even = Case::Weights(vec![1, 1]);
    let [product, leximin, sum, own] = goals();
    optimum(&cake(), &product, &[5], false, &even);
    optimum(&cake(), &leximin, &[5], false, &Case::Search(vec![1, 1]));
    optimum(&cake(), &sum, &[2], false, &even);
    optimum(&cake(), &own, &[10], false, &Case::Weights(vec![1, 0]));
    optimum(&cake(), &own, &[10], false, &even);
}

#[test]
fn bounds_that_are_tight_do_not_show_that_the_ties_are_all() {
    let even = Case::Weights(vec![1, 1]);
    for (goal, best) in goals().iter().zip([5, 5, 2, 10]) {
        fails(shown(&cake(), goal, &[best], true, &even), "do not exclude");
    }
    let [product, leximin, sum, own] = goals();
    let searched = Case::Search(vec![1, 1]);
    optimum(&cake(), &product, &[5], true, &searched);
    optimum(&cake(), &leximin, &[5], true, &searched);
    optimum(&cake(), &own, &[10], true, &searched);
    fails(shown(&cake(), &sum, &[2], true, &searched), "said to be closed");
    optimum(&cake(), &sum, &(0..11).collect::<Vec<_>>(), true, &searched);
    fails(shown(&cake(), &sum, &(0..10).collect::<Vec<_>>(), true, &searched), "package [10]");
}

#[test]
fn what_is_not_best_is_not_shown_to_be() {
    for (goal, worse) in goals().iter().zip([4, 6, 11, 9]) {
        for tree in [Case::Weights(vec![1, 1]), Case::Search(vec![1, 1])] {
            fails(shown(&cake(), goal, &[worse], false, &tree), "");
        }
    }
}

#[test]
fn the_best_share_one_value_and_are_distinct() {
    let product = Goal::Product { players: both() };
    fails(shown(&cake(), &product, &[5, 4], false, &Case::Weights(vec![1, 1])), "do not share one value");
    fails(shown(&cake(), &product, &[5, 5], false, &Case::Weights(vec![1, 1])), "stands twice");
    fails(shown(&cake(), &product, &[0], false, &Case::Weights(vec![1, 1])), "without a gain");
}

#[test]
fn weights_of_zero_for_a_player_bound_no_product_and_no_sum() {
    let [product, _, sum, _] = goals();
    fails(shown(&cake(), &product, &[5], false, &Case::Weights(vec![1, 0])), "do not exclude");
    fails(shown(&cake(), &sum, &[5], false, &Case::Weights(vec![1, 0])), "do not exclude");
    let own = Goal::Own { party: 1 };
    fails(shown(&cake(), &own, &[0], false, &Case::Weights(vec![1, 0])), "do not exclude");
}

#[test]
fn leximin_is_bounded_entry_by_entry() {
    let leximin = Goal::Leximin { players: both(), units: vec![1, 1] };
    // Options 5 and 6 alone; the own bounds of a single option are exact.
    let leaf = Case::Weights(vec![1, 1]);
    let tree = split(
        0,
        vec![
            (vec![0, 1, 2, 3, 4], leaf.clone()),
            (vec![5], Case::Weights(vec![1, 1])),
            (vec![6, 7, 8, 9, 10], leaf),
        ],
    );
    optimum(&cake(), &leximin, &[5], false, &tree);
    fails(shown(&cake(), &leximin, &[5], true, &tree), "do not exclude");
}

#[test]
fn leximin_takes_its_first_entry_from_the_weights() {
    // (3, 9) is best; for (2, 4) and (4, 2) the weights allow 3 at first, and at most 4 then.
    let lop = problem(made(vec![whole(0), whole(0)], &[&[&[3, 2, 4]], &[&[9, 4, 2]]]));
    let leximin = Goal::Leximin { players: both(), units: vec![1, 1] };
    let tree =
        |weights| split(0, vec![(vec![0], Case::Search(vec![1, 1])), (vec![1, 2], Case::Weights(weights))]);
    optimum(&lop, &leximin, &[0], true, &tree(vec![1, 1]));
    fails(shown(&lop, &leximin, &[0], true, &tree(vec![1, 2])), "do not exclude");
    fails(shown(&lop, &leximin, &[0], true, &tree(vec![1, 0])), "do not exclude");
}

#[test]
fn units_scale_the_bounds() {
    let units = vec![1, 3];
    let sum = Goal::Sum { players: both(), units: units.clone() };
    // g0 + g1/3 is largest at 10 + 0.
    optimum(&cake(), &sum, &[10], false, &Case::Weights(vec![3, 1]));
    fails(shown(&cake(), &sum, &[9], false, &Case::Weights(vec![3, 1])), "do not exclude");
    let leximin = Goal::Leximin { players: both(), units };
    // min(g0, g1/3): 2 and 8/3, or 3 and 7/3; the latter is better.
    optimum(&cake(), &leximin, &[3], true, &Case::Search(vec![1, 1]));
    fails(shown(&cake(), &leximin, &[2], false, &Case::Search(vec![1, 1])), "package [3]");
}

#[test]
fn a_goal_speaks_of_players_asked_about_everything() {
    let odd = [
        Goal::Product { players: vec![] },
        Goal::Product { players: vec![0, 0] },
        Goal::Product { players: vec![2] },
        Goal::Sum { players: both(), units: vec![1] },
        Goal::Sum { players: both(), units: vec![1, 0] },
        Goal::Leximin { players: both(), units: vec![-1, 1] },
        Goal::Own { party: usize::MAX },
    ];
    for goal in odd {
        fails(shown(&cake(), &goal, &[5], false, &Case::Search(vec![1, 1])), "the goal");
        assert!(value(&cake(), &goal, &[5]).is_err());
    }
    let goal = Goal::Own { party: 1 };
    let carrying = Check::new(&problem(unwilling()), &[], STEPS).map(|_| ());
    assert_eq!(carrying, Ok(()));
    assert!(value(&problem(unwilling()), &goal, &[0, 0]).is_err());
}

#[test]
fn nothing_eligible_can_be_shown() {
    // Gains sum to zero: nobody gains strictly together.
    let zero = problem(made(vec![whole(5), whole(5)], &[&[&[4, 5, 6]], &[&[6, 5, 4]]]));
    let product = Goal::Product { players: both() };
    optimum(&zero, &product, &[], true, &Case::Weights(vec![1, 1]));
    // 9 g0 + g1 ≤ 4 leaves no room for one point each.
    optimum(&zero, &product, &[], true, &Case::Search(vec![9, 1]));
    fails(shown(&cake(), &product, &[], false, &Case::Weights(vec![1, 1])), "do not exclude");
    fails(shown(&cake(), &product, &[], false, &Case::Search(vec![1, 1])), "said to be closed");
    let sum = Goal::Sum { players: both(), units: vec![1, 1] };
    fails(shown(&zero, &sum, &[], false, &Case::Weights(vec![1, 1])), "do not exclude");
}

#[test]
fn values_are_exact_and_ordered() {
    let units = vec![7, 3];
    let at = |goal: &Goal, o: usize| value(&cake(), goal, &[o]).unwrap();
    assert_eq!(at(&Goal::Any, 3), Value::Nothing);
    assert_eq!(at(&Goal::Own { party: 1 }, 3), Value::Own(7));
    assert_eq!(at(&Goal::Product { players: both() }, 3), Value::Product(21.into()));
    let ratio = |a: i64, b: i64| num_rational::BigRational::new(a.into(), b.into());
    let leximin = Goal::Leximin { players: both(), units: units.clone() };
    assert_eq!(at(&leximin, 8), Value::Leximin(vec![ratio(2, 3), ratio(8, 7)]));
    let sum = Goal::Sum { players: both(), units };
    assert_eq!(at(&sum, 8), Value::Sum(ratio(38, 21)));
    assert!(at(&leximin, 7) > at(&leximin, 8));
    assert!(value(&cake(), &sum, &[11]).is_err());
}

// Rankings.

#[track_caller]
fn top(k: usize, ranked: &[usize], tree: &Case) -> Verdict {
    let ranked: Vec<Vec<usize>> = ranked.iter().map(|&o| vec![o]).collect();
    let product = Goal::Product { players: both() };
    Check::new(&cake(), &[], STEPS).unwrap().top(&product, k, &ranked, tree)
}

#[test]
fn a_ranking_holds_the_best() {
    let searched = Case::Search(vec![1, 1]);
    assert_eq!(top(2, &[5, 4], &searched), Verdict::Holds);
    assert_eq!(top(2, &[5, 6], &searched), Verdict::Holds);
    assert_eq!(top(9, &[5, 4, 6, 3, 7, 2, 8, 1, 9], &searched), Verdict::Holds);
    assert_eq!(top(20, &[5, 4, 6, 3, 7, 2, 8, 1, 9], &searched), Verdict::Holds);
    assert_eq!(top(1, &[5], &Case::Weights(vec![1, 1])), Verdict::Holds);
    assert_eq!(top(0, &[], &Case::NoOption(9)), Verdict::Holds);
}

#[test]
fn a_ranking_out_of_order_or_with_gaps_fails() {
    let searched = Case::Search(vec![1, 1]);
    fails(top(2, &[4, 5], &searched), "ranked before");
    fails(top(1, &[5, 4], &searched), "were asked for");
    fails(top(2, &[5, 5], &searched), "stands twice");
    fails(top(2, &[5, 3], &searched), "said to be closed");
    fails(top(3, &[5, 4], &searched), "said to be closed");
    fails(top(20, &[5, 4, 6, 3, 7, 2, 8, 1], &searched), "package [9]");
    fails(top(2, &[5, 4], &Case::Weights(vec![1, 1])), "do not exclude");
    fails(top(10, &[5, 4, 6, 3, 7, 2, 8, 1, 9, 0], &searched), "without a gain");
}
