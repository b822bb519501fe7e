//! The checker on proofs made by hand: right ones pass, forged ones do not.

use zopa_core::answer::{Case, Goal};
use zopa_core::check::{Check, Conflict, Opening, Point, Relaxation, Scope, Value, Verdict, value};
use zopa_core::problem::{Consent, Line, Literal, Opt, Pair, Parts, Party, Problem, Rule, Score};

const STEPS: u64 = 10_000;

fn party(consent: Consent, no_deal: Score, carries: &[(usize, usize)]) -> Party {
    Party { consent, no_deal, carries: opts(carries) }
}

fn whole(no_deal: Score) -> Party {
    party(Consent::Whole, no_deal, &[])
}

fn opts(list: &[(usize, usize)]) -> Vec<Opt> {
    list.iter().map(|&(issue, option)| Opt { issue, option }).collect()
}

fn line(party: usize, excludes: &[(usize, usize)]) -> Line {
    Line { party, excludes: opts(excludes) }
}

fn literal(issue: usize, option: usize, chosen: bool) -> Literal {
    Literal { opt: Opt { issue, option }, chosen }
}

/// Values by party and issue; the shape follows from the first party's.
fn made(parties: Vec<Party>, values: &[&[&[Score]]]) -> Parts {
    let values: Vec<Vec<Vec<Score>>> =
        values.iter().map(|v| v.iter().map(|row| row.to_vec()).collect()).collect();
    let options = values[0].iter().map(Vec::len).collect();
    Parts { parties, options, values, ..Parts::default() }
}

fn problem(parts: Parts) -> Problem {
    Problem::new(parts).expect("a problem in shape")
}

/// Two parties, two issues of two options; what one wins the other loses.
fn seesaw(no_deal: [Score; 2]) -> Problem {
    problem(made(vec![whole(no_deal[0]), whole(no_deal[1])], &[&[&[0, 10], &[0, 4]], &[&[10, 0], &[6, 0]]]))
}

fn with_lines(parts: Parts, lines: Vec<Line>) -> Problem {
    problem(Parts { lines, ..parts })
}

#[track_caller]
fn fails(verdict: Verdict, word: &str) {
    match verdict {
        Verdict::Fails(fault) => {
            let text = fault.to_string();
            assert!(text.contains(word), "failed for another reason: {text}");
        }
        other => panic!("{other:?} where it had to fail: {word}"),
    }
}

/// The tree proves the zone empty.
#[track_caller]
fn empty(problem: &Problem, real: &[bool], tree: &Case) {
    assert_eq!(Check::new(problem, real, STEPS).unwrap().empty(tree), Verdict::Holds);
}

/// The tree does not, for a reason with this word in it.
#[track_caller]
fn not_empty(problem: &Problem, real: &[bool], tree: &Case, word: &str) {
    fails(Check::new(problem, real, STEPS).unwrap().empty(tree), word);
}

fn split(issue: usize, parts: Vec<(Vec<usize>, Case)>) -> Case {
    Case::Split { issue, parts }
}

fn each(issue: usize, options: usize, leaf: &Case) -> Case {
    split(issue, (0..options).map(|o| (vec![o], leaf.clone())).collect())
}

// Witnesses.

#[test]
fn a_witness_is_an_acceptable_package() {
    let zone = seesaw([8, 6]);
    let check = Check::new(&zone, &[], STEPS).unwrap();
    assert_eq!(check.witness(&[1, 0]), Ok(()));
    for other in [vec![0, 1], vec![1], vec![1, 0, 0], vec![1, 2], vec![usize::MAX, 0], vec![]] {
        assert!(check.witness(&other).is_err(), "{other:?}");
    }
}

#[test]
fn marks_fit_the_red_lines() {
    assert!(Check::new(&seesaw([0, 0]), &[true], STEPS).is_err());
}

// Weights.

#[test]
fn weights_close_a_case_whose_bound_is_negative() {
    empty(&seesaw([9, 8]), &[], &Case::Weights(vec![1, 1]));
}

#[test]
fn weights_with_a_bound_of_zero_do_not_close() {
    not_empty(&seesaw([8, 8]), &[], &Case::Weights(vec![1, 1]), "do not exclude");
}

#[test]
fn weights_of_one_party_do_not_close_what_it_would_accept() {
    not_empty(&seesaw([9, 8]), &[], &Case::Weights(vec![1, 0]), "do not exclude");
}

#[test]
fn weights_are_one_per_party_and_not_all_zero() {
    not_empty(&seesaw([9, 8]), &[], &Case::Weights(vec![0, 0]), "all zero");
    not_empty(&seesaw([9, 8]), &[], &Case::Weights(vec![]), "weights for 2 parties");
    not_empty(&seesaw([9, 8]), &[], &Case::Weights(vec![1, 1, 1]), "weights for 2 parties");
    not_empty(&seesaw([9, 8]), &[], &Case::Search(vec![1]), "weights for 2 parties");
}

#[test]
fn weights_too_large_fault_instead_of_wrapping() {
    let top = zopa_core::problem::SCORE_LIMIT;
    let rows: Vec<&[Score]> = vec![&[-1; 2]; 1024];
    let mut parts = made(vec![whole(top), whole(top)], &[&rows, &rows]);
    parts.values.iter_mut().flatten().flatten().for_each(|v| *v = -top);
    // 1,024 · 2 · 2^40 · 2^64 stays in 128 bits.
    empty(&problem(parts.clone()), &[], &Case::Weights(vec![u64::MAX; 2]));
    let pair = |b| Pair { party: 0, issues: [0, b], points: vec![top; 4] };
    parts.pairs = (1..1024).map(pair).collect();
    let odd = problem(parts);
    for tree in [Case::Weights(vec![u64::MAX; 2]), Case::Search(vec![u64::MAX; 2])] {
        let _ = Check::new(&odd, &[], STEPS).unwrap().empty(&tree);
    }
}

#[test]
fn pair_tables_count_towards_the_bound() {
    let base = made(vec![whole(9), whole(8)], &[&[&[0, 10], &[0, 4]], &[&[10, 0], &[6, 0]]]);
    let pair = |party, points: [Score; 4]| Pair { party, issues: [0, 1], points: points.to_vec() };
    let one = problem(Parts { pairs: vec![pair(0, [0, 0, 1, 0])], ..base.clone() });
    not_empty(&one, &[], &Case::Weights(vec![1, 1]), "do not exclude");
    // What one wins with a pair of options the other loses: their sum is bounded, not each.
    let pairs = vec![pair(0, [0, 0, 5, 0]), pair(1, [0, 0, -5, 0])];
    empty(&problem(Parts { pairs, ..base }), &[], &Case::Weights(vec![1, 1]));
}

// Who may have a weight.

/// Party 1 would refuse everything, but is asked for what it carries alone.
fn bystander(consent: Consent) -> Problem {
    problem(made(vec![whole(0), party(consent, 1, &[(0, 1)])], &[&[&[0, 5], &[0, 5]], &[&[0, 0], &[0, 0]]]))
}

#[test]
fn a_party_that_is_not_asked_has_no_weight() {
    for consent in [Consent::None, Consent::Carried] {
        not_empty(&bystander(consent), &[], &Case::Weights(vec![0, 1]), "need not be asked");
        not_empty(&bystander(consent), &[], &Case::Search(vec![0, 1]), "need not be asked");
    }
    empty(&bystander(Consent::Whole), &[], &Case::Weights(vec![0, 1]));
}

fn consent(party: usize, unasked: Case, asked: Case) -> Case {
    Case::Consent { party, unasked: Box::new(unasked), asked: Box::new(asked) }
}

/// Party 0 accepts only what party 1 carries and would refuse.
fn unwilling() -> Parts {
    made(vec![whole(5), party(Consent::Carried, 1, &[(0, 1)])], &[&[&[0, 5], &[0, 0]], &[&[0, 0], &[0, 0]]])
}

#[test]
fn a_party_asked_has_a_weight_below_its_consent() {
    let by_weights = consent(1, Case::Weights(vec![1, 0]), Case::Weights(vec![0, 1]));
    empty(&problem(unwilling()), &[], &by_weights);
    let by_search = consent(1, Case::Search(vec![1, 0]), Case::Search(vec![1, 0]));
    empty(&problem(unwilling()), &[], &by_search);
    let swapped = consent(1, Case::Weights(vec![0, 1]), Case::Weights(vec![1, 0]));
    not_empty(&problem(unwilling()), &[], &swapped, "need not be asked");
}

#[test]
fn the_weight_ends_with_the_case() {
    // Where the party is asked is left before the second part is opened.
    let asked_first = consent(1, Case::Weights(vec![1, 0]), Case::Weights(vec![0, 1]));
    let tree = split(0, vec![(vec![1], asked_first), (vec![0], Case::Weights(vec![0, 1]))]);
    not_empty(&problem(unwilling()), &[], &tree, "");
}

#[test]
fn only_carried_consent_splits_a_case() {
    for party in [0, 2, usize::MAX] {
        let tree = consent(party, Case::Weights(vec![1, 0]), Case::Weights(vec![1, 0]));
        not_empty(&problem(unwilling()), &[], &tree, "not a carried one");
    }
    let never = consent(1, Case::Weights(vec![1, 0]), Case::Weights(vec![0, 1]));
    not_empty(&bystander(Consent::None), &[], &never, "not a carried one");
    not_empty(&bystander(Consent::Whole), &[], &never, "not a carried one");
}

// Red lines.

#[test]
fn real_lines_of_parties_asked_strike_out_options() {
    let parts = made(vec![whole(0), whole(0)], &[&[&[0, 0]], &[&[0, 0]]]);
    let lines = vec![line(0, &[(0, 0)]), line(1, &[(0, 1)])];
    let blocked = with_lines(parts, lines);
    empty(&blocked, &[true, true], &Case::NoOption(0));
    not_empty(&blocked, &[true, false], &Case::NoOption(0), "has options left");
}

#[test]
fn lines_of_a_carrying_party_count_only_where_it_is_asked() {
    let parts = made(
        vec![whole(0), party(Consent::Carried, 0, &[(0, 1)])],
        &[&[&[-1, 0], &[0, 0]], &[&[0, 0], &[0, 0]]],
    );
    let lines = vec![line(1, &[(1, 0), (1, 1)])];
    let shy = with_lines(parts, lines);
    not_empty(&shy, &[true], &Case::NoOption(1), "has options left");
    let tree = |asked| consent(1, Case::Weights(vec![1, 0]), asked);
    empty(&shy, &[true], &tree(Case::NoOption(1)));
    not_empty(&shy, &[false], &tree(Case::NoOption(1)), "has options left");
    // Not asked, it carries nothing out: option 1 of issue 0 is gone.
    let carried_left = consent(1, Case::Search(vec![0, 0]), Case::NoOption(1));
    empty(&shy, &[true], &carried_left);
}

// Splits.

#[test]
fn a_split_covers_every_option_left() {
    let zone = seesaw([9, 8]);
    let closed = Case::Weights(vec![1, 1]);
    empty(&zone, &[], &each(0, 2, &closed));
    empty(&zone, &[], &split(0, vec![(vec![1, 0], closed.clone())]));
    empty(&zone, &[], &split(0, vec![(vec![], Case::NoOption(0)), (vec![1, 0], closed.clone())]));
    not_empty(&zone, &[], &split(0, vec![(vec![1], closed.clone())]), "leaves out option 0");
    not_empty(&zone, &[], &split(0, vec![]), "leaves out option 0");
    let twice = split(0, vec![(vec![0, 1], closed.clone()), (vec![1], closed.clone())]);
    not_empty(&zone, &[], &twice, "names option 1 twice");
    not_empty(&zone, &[], &split(0, vec![(vec![0, 1, 1], closed.clone())]), "names option 1 twice");
    not_empty(&zone, &[], &split(0, vec![(vec![0, 1, 2], closed.clone())]), "option 2, which is unknown");
    not_empty(&zone, &[], &each(2, 2, &closed), "issue 2, which is unknown");
    not_empty(&zone, &[], &each(usize::MAX, 2, &closed), "which is unknown");
}

#[test]
fn a_split_may_name_options_struck_out_before() {
    let zone = seesaw([9, 8]);
    let inner = split(0, vec![(vec![0, 1], Case::Weights(vec![1, 1]))]);
    empty(&zone, &[], &each(0, 2, &inner));
    let inner = split(0, vec![(vec![0], Case::Weights(vec![1, 1]))]);
    not_empty(&zone, &[], &each(0, 2, &inner), "leaves out option 1");
}

#[test]
fn every_part_is_closed() {
    // (1, 0) is acceptable; all other packages are not.
    let zone = seesaw([8, 6]);
    let parts = vec![(vec![0], Case::Weights(vec![1, 0])), (vec![1], Case::Weights(vec![0, 1]))];
    not_empty(&zone, &[], &split(0, parts), "do not exclude");
    not_empty(&zone, &[], &each(0, 2, &each(1, 2, &Case::Search(vec![1, 1]))), "package [1, 0]");
    not_empty(&zone, &[], &Case::Search(vec![3, 4]), "package [1, 0]");
}

// Rules and empty issues.

fn ruled(rules: Vec<Rule>) -> Problem {
    problem(Parts { rules, ..made(vec![whole(0)], &[&[&[0, 0], &[0, 0], &[0, 0, 0]]]) })
}

#[test]
fn a_rule_closes_a_case_in_which_no_literal_can_hold() {
    let either = ruled(vec![Rule::Clause(vec![literal(0, 1, true), literal(1, 0, false)])]);
    let broken = Case::Rule(0);
    not_empty(&either, &[], &broken, "may keep rule 0");
    let here = |tree| split(0, vec![(vec![0], tree), (vec![1], Case::Rule(0))]);
    not_empty(&either, &[], &here(each(1, 2, &broken)), "may keep rule 0");
    let never = ruled(vec![Rule::Clause(vec![])]);
    empty(&never, &[], &broken);
    empty(&never, &[], &Case::Search(vec![1]));
    not_empty(&never, &[], &Case::Rule(1), "rule 1 is unknown");
}

#[test]
fn two_rules_that_exclude_each_other_close_both_parts() {
    let torn = ruled(vec![Rule::Clause(vec![literal(0, 1, true)]), Rule::Clause(vec![literal(0, 1, false)])]);
    empty(&torn, &[], &split(0, vec![(vec![0], Case::Rule(0)), (vec![1], Case::Rule(1))]));
    empty(&torn, &[], &Case::Search(vec![1]));
    let wrong = split(0, vec![(vec![0], Case::Rule(1)), (vec![1], Case::Rule(0))]);
    not_empty(&torn, &[], &wrong, "may keep rule");
}

#[test]
fn a_count_closes_a_case_that_forces_more() {
    let counted = [(0, 0), (0, 1), (1, 1), (2, 0), (2, 2)];
    let few = |count| ruled(vec![Rule::AtMost { options: opts(&counted), count }]);
    // Issue 0 forces one, whatever is chosen: its two options count once.
    empty(&few(0), &[], &Case::Rule(0));
    not_empty(&few(1), &[], &Case::Rule(0), "may keep rule 0");
    // The party refuses what would keep the count: option 0 of issue 1, option 1 of issue 2.
    let mut parts = made(vec![whole(0)], &[&[&[0, 0], &[-1, 0], &[0, -1, 0]]]);
    parts.rules = vec![Rule::AtMost { options: opts(&counted), count: 2 }];
    let crowded = problem(parts);
    let tree = |kept: &[usize], forced: &[usize]| {
        let inner = split(2, vec![(kept.to_vec(), Case::Weights(vec![1])), (forced.to_vec(), Case::Rule(0))]);
        split(1, vec![(vec![0], Case::Weights(vec![1])), (vec![1], inner)])
    };
    empty(&crowded, &[], &tree(&[1], &[0, 2]));
    not_empty(&crowded, &[], &tree(&[], &[0, 1, 2]), "may keep rule 0");
}

#[test]
fn no_option_closes_an_issue_without_options_only() {
    let zone = seesaw([9, 8]);
    not_empty(&zone, &[], &Case::NoOption(0), "has options left");
    not_empty(&zone, &[], &Case::NoOption(7), "unknown");
    let tree = |leaf| split(0, vec![(vec![], leaf), (vec![0, 1], Case::Weights(vec![1, 1]))]);
    empty(&zone, &[], &tree(Case::NoOption(0)));
    empty(&zone, &[], &tree(Case::Search(vec![1, 1])));
    empty(&zone, &[], &tree(Case::Weights(vec![1, 1])));
    not_empty(&zone, &[], &tree(Case::NoOption(1)), "has options left");
}

// The checker's own limits.

#[test]
fn a_search_stops_when_its_steps_run_out() {
    let rows: Vec<&[Score]> = vec![&[0, 1]; 20];
    let flipped: Vec<&[Score]> = vec![&[1, 0]; 20];
    let mut parts = made(vec![whole(10), whole(10)], &[&rows, &flipped]);
    parts.rules =
        vec![Rule::AtMost { options: (0..20).map(|issue| Opt { issue, option: 1 }).collect(), count: 9 }];
    let long = problem(parts);
    let few = Check::new(&long, &[], 100).unwrap();
    assert_eq!(few.empty(&Case::Search(vec![1, 1])), Verdict::NotReproved);
    let many = Check::new(&long, &[], 10_000_000).unwrap();
    assert_eq!(many.empty(&Case::Search(vec![1, 1])), Verdict::Holds);
}

#[test]
fn a_tree_of_any_depth_is_walked() {
    let zone = seesaw([9, 8]);
    let mut tree = Case::Weights(vec![1, 1]);
    for _ in 0..1_000_000 {
        tree = split(0, vec![(vec![0, 1], tree)]);
    }
    empty(&zone, &[], &tree);
    // Dropping it whole would recurse.
    while let Case::Split { parts, .. } = &mut tree {
        let Some((_, inner)) = parts.pop() else { break };
        tree = inner;
    }
}

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

#[track_caller]
fn optimum(problem: &Problem, goal: &Goal, best: &[usize], complete: bool, tree: &Case) {
    let best: Vec<Vec<usize>> = best.iter().map(|&o| vec![o]).collect();
    let check = Check::new(problem, &[], STEPS).unwrap();
    assert_eq!(check.optimum(goal, &best, complete, tree), Verdict::Holds);
}

#[track_caller]
fn no_optimum(problem: &Problem, goal: &Goal, best: &[usize], complete: bool, tree: &Case, word: &str) {
    let best: Vec<Vec<usize>> = best.iter().map(|&o| vec![o]).collect();
    let check = Check::new(problem, &[], STEPS).unwrap();
    fails(check.optimum(goal, &best, complete, tree), word);
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
        no_optimum(&cake(), goal, &[best], true, &even, "do not exclude");
    }
    let [product, leximin, sum, own] = goals();
    let searched = Case::Search(vec![1, 1]);
    optimum(&cake(), &product, &[5], true, &searched);
    optimum(&cake(), &leximin, &[5], true, &searched);
    optimum(&cake(), &own, &[10], true, &searched);
    no_optimum(&cake(), &sum, &[2], true, &searched, "said to be closed");
    optimum(&cake(), &sum, &(0..11).collect::<Vec<_>>(), true, &searched);
    no_optimum(&cake(), &sum, &(0..10).collect::<Vec<_>>(), true, &searched, "package [10]");
}

#[test]
fn what_is_not_best_is_not_shown_to_be() {
    for (goal, worse) in goals().iter().zip([4, 6, 11, 9]) {
        for tree in [Case::Weights(vec![1, 1]), Case::Search(vec![1, 1])] {
            no_optimum(&cake(), goal, &[worse], false, &tree, "");
        }
    }
}

#[test]
fn the_best_share_one_value_and_are_distinct() {
    let product = Goal::Product { players: both() };
    no_optimum(&cake(), &product, &[5, 4], false, &Case::Weights(vec![1, 1]), "do not share one value");
    no_optimum(&cake(), &product, &[5, 5], false, &Case::Weights(vec![1, 1]), "stands twice");
    no_optimum(&cake(), &product, &[0], false, &Case::Weights(vec![1, 1]), "without a gain");
}

#[test]
fn weights_of_zero_for_a_player_bound_no_product_and_no_sum() {
    let [product, _, sum, _] = goals();
    no_optimum(&cake(), &product, &[5], false, &Case::Weights(vec![1, 0]), "do not exclude");
    no_optimum(&cake(), &sum, &[5], false, &Case::Weights(vec![1, 0]), "do not exclude");
    let own = Goal::Own { party: 1 };
    no_optimum(&cake(), &own, &[0], false, &Case::Weights(vec![1, 0]), "do not exclude");
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
    no_optimum(&cake(), &leximin, &[5], true, &tree, "do not exclude");
}

#[test]
fn units_scale_the_bounds() {
    let units = vec![1, 3];
    let sum = Goal::Sum { players: both(), units: units.clone() };
    // g0 + g1/3 is largest at 10 + 0.
    optimum(&cake(), &sum, &[10], false, &Case::Weights(vec![3, 1]));
    no_optimum(&cake(), &sum, &[9], false, &Case::Weights(vec![3, 1]), "do not exclude");
    let leximin = Goal::Leximin { players: both(), units };
    // min(g0, g1/3): 2 and 8/3, or 3 and 7/3; the latter is better.
    optimum(&cake(), &leximin, &[3], true, &Case::Search(vec![1, 1]));
    no_optimum(&cake(), &leximin, &[2], false, &Case::Search(vec![1, 1]), "package [3]");
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
        no_optimum(&cake(), &goal, &[5], false, &Case::Search(vec![1, 1]), "the goal");
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
    no_optimum(&cake(), &product, &[], false, &Case::Weights(vec![1, 1]), "do not exclude");
    no_optimum(&cake(), &product, &[], false, &Case::Search(vec![1, 1]), "said to be closed");
    let sum = Goal::Sum { players: both(), units: vec![1, 1] };
    no_optimum(&zero, &sum, &[], false, &Case::Weights(vec![1, 1]), "do not exclude");
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
    fails(verdict(&[(&[0, 3], 0), (&[1, 2], 1), (&[1, 2], 1), (&[3, 0], 3)]), "at least point");
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
