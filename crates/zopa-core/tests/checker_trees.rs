//! The checker on case trees made by hand: right ones pass, forged ones do not.

mod common;

use common::hand::*;
use zopa_core::answer::Case;
use zopa_core::check::{Check, Verdict};
use zopa_core::problem::{Consent, Opt, Pair, Parts, Problem, Rule, Score};

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
    let top: Score = 1 << 80;
    let rows: Vec<&[Score]> = vec![&[-1; 2]; 1024];
    let mut parts = made(vec![whole(top), whole(top)], &[&rows, &rows]);
    parts.values.iter_mut().flatten().flatten().for_each(|v| *v = -top);
    // What a search hands out stays in 128 bits: 1,025 · 2 · 2^80 · 2^24. What stands in a file may not.
    empty(&problem(parts.clone()), &[], &Case::Weights(vec![1 << 24; 2]));
    not_empty(&problem(parts.clone()), &[], &Case::Weights(vec![u64::MAX; 2]), "too large");
    not_empty(&problem(parts.clone()), &[], &Case::Search(vec![u64::MAX; 2]), "too large");
    let pair = |b| Pair { party: 0, issues: [0, b], points: vec![top; 4] };
    parts.pairs = (1..1024).map(pair).collect();
    let odd = problem(parts);
    for tree in [Case::Weights(vec![u64::MAX; 2]), Case::Search(vec![u64::MAX; 2])] {
        not_empty(&odd, &[], &tree, "too large");
    }
}

#[test]
fn scores_that_may_add_up_beyond_128_bits_are_no_problem() {
    let top: Score = 1 << 80;
    let rows: Vec<&[Score]> = vec![&[0; 2]; 512];
    let mut parts = made(vec![whole(0)], &[&rows]);
    parts.pairs = (0..512)
        .flat_map(|a| (a + 1..512).map(move |b| [a, b]))
        .map(|issues| Pair { party: 0, issues, points: vec![0, 0, 0, top] })
        .collect();
    // 130,816 tables of 2^80 are less than 2^97, and 131,328 are more.
    assert!(Problem::new(parts.clone()).is_ok());
    parts.values.iter_mut().flatten().for_each(|row| row[0] = top);
    let fault = Problem::new(parts).unwrap_err().to_string();
    assert!(fault.contains("2^97"), "{fault}");
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

#[test]
fn a_pair_with_a_decided_issue_is_part_of_the_other() {
    let base = made(vec![whole(5)], &[&[&[0], &[4, 0]]]);
    let pair = Pair { party: 0, issues: [0, 1], points: vec![-3, 4] };
    // Option 0 is worth 1, option 1 is worth 4; not 4 + 4.
    let folded = problem(Parts { pairs: vec![pair], ..base });
    empty(&folded, &[], &Case::Weights(vec![1]));
    let base = made(vec![whole(5)], &[&[&[4, 0], &[0]]]);
    let pair = Pair { party: 0, issues: [0, 1], points: vec![-3, 4] };
    empty(&problem(Parts { pairs: vec![pair], ..base }), &[], &Case::Weights(vec![1]));
}

#[test]
fn a_search_uses_pairs_as_soon_as_they_are_decided() {
    // One party wants each issue to agree with the first one, the other wants none to.
    let rows: Vec<&[Score]> = vec![&[0, 0]; 16];
    let mut parts = made(vec![whole(0), whole(0)], &[&rows, &rows]);
    let agree = |b| Pair { party: 0, issues: [0, b], points: vec![0, -1, -1, 0] };
    let differ = |b| Pair { party: 1, issues: [0, b], points: vec![-1, 0, 0, -1] };
    parts.pairs = (1..16).flat_map(|b| [agree(b), differ(b)]).collect();
    let torn = problem(parts);
    for weights in [vec![1, 0], vec![1, 1]] {
        assert_eq!(Check::new(&torn, &[], 20).unwrap().empty(&Case::Search(weights)), Verdict::Holds);
    }
    // Option 0 of the first issue costs a point at once; option 1 costs one in every pair.
    let mut parts = made(vec![whole(0)], &[&rows]);
    parts.values[0][0][0] = -1;
    parts.pairs = (1..16).map(|b| Pair { party: 0, issues: [0, b], points: vec![0, 0, -1, -1] }).collect();
    let costly = problem(parts);
    assert_eq!(Check::new(&costly, &[], 20).unwrap().empty(&Case::Search(vec![1])), Verdict::Holds);
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
    // Where party 1 is asked is left again before the other part is opened, whichever comes first.
    let asked = (vec![1], consent(1, Case::Weights(vec![1, 0]), Case::Weights(vec![0, 1])));
    let other = (vec![0], Case::Weights(vec![0, 1]));
    for parts in [vec![asked.clone(), other.clone()], vec![other, asked]] {
        not_empty(&problem(unwilling()), &[], &split(0, parts), "need not be asked");
    }
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
