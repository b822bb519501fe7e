//! Acceptability: exact shares against published numbers, geometry, and draws.

use super::{Uniform, all_near, near};
use zopa_core::sense::smaa::{Confidence, Draws, Ranked, exact, spacings};

fn unit_vectors() -> Vec<Vec<f64>> {
    vec![vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]]
}

#[track_caller]
fn sums_to_one(ranked: &Ranked) {
    let n = ranked.acceptability.len();
    for k in 0..n {
        near(ranked.acceptability[k].iter().sum(), 1.0, 1e-9);
        near(ranked.acceptability.iter().map(|row| row[k]).sum(), 1.0, 1e-9);
    }
}

/// SMAA3-1 and SMAA3-2: (t, t, t) is first against the unit vectors where no weight exceeds t (geometry; 4 million draws
/// gave 0.03994).
#[test]
fn a_compromise_against_three_extremes() {
    for (t, first) in [(0.4, 0.04), (0.35, 0.0025)] {
        let mut alternatives = unit_vectors();
        alternatives.insert(0, vec![t; 3]);
        let ranked = exact(&alternatives, &[]).unwrap();
        near(ranked.acceptability[0][0], first, 1e-8);
        all_near(ranked.central[0].as_ref().unwrap(), &[1.0 / 3.0; 3], 1e-9);
        sums_to_one(&ranked);
    }
    // At t = 1/3 it is first at one point only.
    let mut alternatives = unit_vectors();
    alternatives.push(vec![1.0 / 3.0; 3]);
    let ranked = exact(&alternatives, &[]).unwrap();
    near(ranked.acceptability[3][0], 0.0, 1e-12);
    assert_eq!(ranked.central[3], None);
}

/// SMAA2-1: exact by the definitions of Lahdelma, Hokkanen and Salminen 1998 and Lahdelma and Salminen 2001.
#[test]
fn two_criteria() {
    let ranked = exact(&[vec![0.9, 0.1], vec![0.6, 0.6], vec![0.2, 0.8]], &[]).unwrap();
    let expected =
        [[0.375, 0.125, 0.5], [0.2916666667, 0.7083333333, 0.0], [0.3333333333, 0.1666666667, 0.5]];
    for (row, expected) in ranked.acceptability.iter().zip(expected) {
        all_near(row, &expected, 1e-8);
    }
    let central: Vec<f64> = ranked.central.iter().map(|w| w.as_ref().unwrap()[0]).collect();
    all_near(&central, &[0.8125, 0.4791666667, 0.1666666667], 1e-8);
    sums_to_one(&ranked);
}

/// The interval of w1 by hand: (1,0) is first above 0.6, (0,1) below 0.4, (0.6,0.6) between.
#[test]
fn two_extremes_and_a_compromise() {
    let ranked = exact(&[vec![1.0, 0.0], vec![0.0, 1.0], vec![0.6, 0.6]], &[]).unwrap();
    let first: Vec<f64> = ranked.acceptability.iter().map(|row| row[0]).collect();
    all_near(&first, &[0.4, 0.4, 0.2], 1e-12);
    for (central, expected) in ranked.central.iter().zip([[0.8, 0.2], [0.2, 0.8], [0.5, 0.5]]) {
        all_near(central.as_ref().unwrap(), &expected, 1e-12);
    }
}

/// Three unit vectors: a third each, and the centroid of rank-ordered weights (11/18, 7/36, 7/36).
#[test]
fn three_unit_vectors() {
    let ranked = exact(&unit_vectors(), &[]).unwrap();
    let first: Vec<f64> = ranked.acceptability.iter().map(|row| row[0]).collect();
    all_near(&first, &[1.0 / 3.0; 3], 1e-12);
    all_near(ranked.central[0].as_ref().unwrap(), &[11.0 / 18.0, 7.0 / 36.0, 7.0 / 36.0], 1e-12);
    sums_to_one(&ranked);
}

/// ROC-1 (F. H. Barron and B. E. Barrett 1996): under w1 ≥ w2 ≥ w3 the mean weights are (11/18, 5/18, 2/18).
#[test]
fn limits_on_weights() {
    let order = [vec![1.0, -1.0, 0.0], vec![0.0, 1.0, -1.0]];
    let ranked = exact(&[vec![1.0; 3], vec![0.0; 3]], &order).unwrap();
    all_near(ranked.central[0].as_ref().unwrap(), &[11.0 / 18.0, 5.0 / 18.0, 2.0 / 18.0], 1e-12);
    let two = exact(&[vec![1.0; 2], vec![0.0; 2]], &[vec![1.0, -1.0], vec![-1.0, 3.0]]).unwrap();
    all_near(two.central[0].as_ref().unwrap(), &[0.625, 0.375], 1e-12);
    for limits in [[vec![1.0, -1.0], vec![-2.0, 1.0]], [vec![1.0, -1.0], vec![-1.0, 1.0]]] {
        assert!(exact(&[vec![1.0; 2]], &limits).is_err(), "{limits:?}");
    }
    assert!(exact(&[vec![1.0; 3]], &[vec![-1.0, -1.0, -1.0]]).is_err());
}

#[test]
fn ties_share_their_ranks() {
    for alternatives in
        [vec![vec![1.0, 0.0], vec![1.0, 0.0], vec![0.0, 1.0]], vec![vec![1.0, 0.0, 0.0]; 2], unit_vectors()]
    {
        sums_to_one(&exact(&alternatives, &[]).unwrap());
    }
    let ranked = exact(&[vec![1.0, 0.0], vec![1.0, 0.0], vec![0.0, 1.0]], &[]).unwrap();
    all_near(&ranked.acceptability[0], &[0.25, 0.5, 0.25], 1e-12);
    let ranked = exact(&vec![vec![0.3, 0.2, 0.1]; 2], &[]).unwrap();
    assert_eq!(ranked.acceptability, vec![vec![0.5; 2]; 2]);
    let mut draws = Draws::new(3, 0);
    draws.add(&[1.0, 2.0, 2.0], &[]).unwrap();
    let ranked = draws.ranked().unwrap().acceptability;
    assert_eq!(ranked, vec![vec![0.0, 0.0, 1.0], vec![0.5, 0.5, 0.0], vec![0.5, 0.5, 0.0]]);
}

/// Exact shares against 20,000 draws, which are off by 5 · 1 / (2 √20,000) = 0.018 at most.
#[test]
fn exact_shares_are_those_of_draws() {
    for case in 0..super::common::cases(60) {
        let mut uniform = Uniform::new(case);
        let criteria = 2 + uniform.below(2);
        let n = 1 + uniform.below(6);
        // A coarse grid, for ties and lines through one point.
        let mut grid = || (0..criteria).map(|_| uniform.below(5) as f64 / 4.0).collect::<Vec<f64>>();
        let alternatives: Vec<Vec<f64>> = (0..n).map(|_| grid()).collect();
        let order: Vec<f64> = [1.0, -1.0, 0.0][..criteria].to_vec();
        let limits = if case % 2 == 0 { vec![] } else { vec![order] };
        let ranked = exact(&alternatives, &limits).unwrap();
        sums_to_one(&ranked);
        let mut draws = [Draws::new(n, criteria), Draws::new(n, criteria)];
        while draws[0].count() + draws[1].count() < 20_000 {
            let weights = spacings(&mut uniform.take(criteria - 1));
            if !limits.is_empty() && weights[0] < weights[1] {
                continue;
            }
            let worth = |x: &Vec<f64>| x.iter().zip(&weights).map(|(x, w)| x * w).sum::<f64>();
            let worth: Vec<f64> = alternatives.iter().map(worth).collect();
            let half = usize::from(draws[0].count() > draws[1].count());
            draws[half].add(&worth, &weights).unwrap();
        }
        let [mut all, half] = draws;
        all.merge(&half).unwrap();
        let drawn = all.ranked().unwrap();
        sums_to_one(&drawn);
        for i in 0..n {
            // Rounding parts ties of equal worth at random draws; ranks that tied ones share are compared by their mean.
            let mean = |row: &Vec<f64>| row.iter().enumerate().map(|(r, b)| r as f64 * b).sum::<f64>();
            near(mean(&ranked.acceptability[i]), mean(&drawn.acceptability[i]), 0.1);
            let same = alternatives.iter().filter(|other| **other == alternatives[i]).count();
            if same == 1 {
                all_near(&ranked.acceptability[i], &drawn.acceptability[i], 0.018);
            }
            if ranked.acceptability[i][0] > 0.05 && same == 1 {
                let central = [&ranked, &drawn].map(|ranked| ranked.central[i].clone().unwrap());
                all_near(&central[0], &central[1], 0.05);
            }
        }
    }
}

/// With known criteria confidence is 1; where the first criterion of one of two is uncertain, it is a share.
#[test]
fn confidence_is_the_share_first_under_ones_own_weights() {
    let alternatives = vec![vec![1.0, 0.0], vec![0.0, 1.0], vec![0.6, 0.6], vec![0.1, 0.1]];
    let central = exact(&alternatives, &[]).unwrap().central;
    let mut known = Confidence::new(central.clone());
    known.add(&alternatives).unwrap();
    assert_eq!(known.factors(), vec![Some(1.0), Some(1.0), Some(1.0), None]);
    // Under (0.5, 0.5) the compromise is first while it is worth more than 0.5: where its parts sum to more than 1.
    let mut uncertain = Confidence::new(central);
    for k in 0..100 {
        let mut drawn = alternatives.clone();
        drawn[2] = vec![k as f64 / 100.0 + 0.005, 0.6];
        uncertain.add(&drawn).unwrap();
    }
    near(uncertain.factors()[2].unwrap(), 0.6, 1e-12);
    assert!(uncertain.add(&alternatives[..2]).is_err());
}

#[test]
fn weights_of_spacings_are_uniform_on_the_simplex() {
    let mut uniform = Uniform::new(9);
    let mut draws = Draws::new(4, 4);
    for _ in 0..40_000 {
        let weights = spacings(&mut uniform.take(3));
        near(weights.iter().sum(), 1.0, 1e-12);
        draws.add(&weights, &weights).unwrap();
    }
    let ranked = draws.ranked().unwrap();
    // The largest of four: (1/1 + 1/2 + 1/3 + 1/4) / 4, the rank-order centroid.
    near(ranked.central[0].as_ref().unwrap()[0], 25.0 / 48.0, 0.01);
    near(ranked.acceptability[0][0], 0.25, 0.01);
}

#[test]
fn what_is_no_table_is_refused() {
    for wrong in [
        vec![],
        vec![vec![1.0]],
        vec![vec![1.0; 4]],
        vec![vec![1.0; 3], vec![1.0; 2]],
        vec![vec![f64::NAN; 2]],
    ] {
        assert!(exact(&wrong, &[]).is_err(), "{wrong:?}");
    }
    assert!(Draws::new(2, 1).add(&[1.0], &[1.0]).is_err());
    assert!(Draws::new(2, 1).merge(&Draws::new(2, 2)).is_err());
}
