//! Sums whose columns are much wider than what counts of them.

use zopa_core::budget::Budget;
use zopa_core::frontier::{Scope, frontier};
use zopa_core::problem::{Consent, Parts, Party, Problem, Score};

fn party(cap: Option<Score>) -> Party {
    Party { consent: Consent::Whole, no_deal: 0, carries: Vec::new(), cap }
}

/// A ceiling of 50 where one option alone is worth 10^20: the first column needs more than 64 bits, and has 50 values.
#[test]
fn a_low_ceiling_over_a_wide_column() {
    let wide = 100_000_000_000_000_000_000;
    let problem = Problem::new(Parts {
        parties: vec![party(Some(50)), party(None)],
        options: vec![3, 2],
        values: vec![vec![vec![17, 2, wide], vec![13, 0]], vec![vec![9, 10, 0], vec![5, 7]]],
        ..Parts::default()
    })
    .expect("a problem");
    let mut all: Vec<Vec<Score>> = (0..3)
        .flat_map(|a| (0..2).map(move |b| [a, b]))
        .map(|x| vec![problem.value(0, &x), problem.value(1, &x)])
        .collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    all.dedup();
    let beaten = |v: &Vec<Score>| all.iter().any(|w| w != v && w[0] >= v[0] && w[1] >= v[1]);
    let expected: Vec<Vec<Score>> = all.iter().filter(|v| !beaten(v)).cloned().collect();
    let found = frontier(&problem, &[], &[0, 1], Scope::Feasible, &mut Budget::new(1000));
    let found: Vec<Vec<Score>> = found.points.into_iter().map(|p| p.values).collect();
    assert_eq!(found, expected);
}
