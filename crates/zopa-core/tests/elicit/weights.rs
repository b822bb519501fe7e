//! Weights from orders, ranges, swings and best–worst comparisons.

use crate::{near, number, numbers, row};
use zopa_core::elicit::best_worst::{Comparisons, consistency_index, fit};
use zopa_core::elicit::interval::{ranges, single};
use zopa_core::elicit::linear::{Program, Row, Sense, certificate, part, whole};
use zopa_core::elicit::surrogate::{Rule, weights};
use zopa_core::elicit::swing;

/// Rank-order centroid, `w_k = (1/n) Σ_{i=k..n} 1/i` (Barron & Barrett 1996, "Decision quality using ranked attribute
/// weights", Management Science 42); rank sum and rank reciprocal (Stillwell, Seaver & Edwards 1981).
#[test]
fn surrogate_weights() {
    let roc: [&[&str]; 4] = [
        &["11/18", "5/18", "1/9"],
        &["25/48", "13/48", "7/48", "1/16"],
        &["137/300", "77/300", "47/300", "9/100", "1/25"],
        &["49/120", "29/120", "19/120", "37/360", "11/180", "1/36"],
    ];
    for expected in roc {
        assert_eq!(weights(Rule::Centroid, expected.len()), numbers(expected));
    }
    // The same to ten digits (golden numbers ROC-1 and ROC-2).
    near(&weights(Rule::Centroid, 3), &[0.6111111111, 0.2777777778, 0.1111111111], 1e-8);
    near(&weights(Rule::Centroid, 5), &[0.4566666667, 0.2566666667, 0.1566666667, 0.09, 0.04], 1e-8);
    let sum: [&[&str]; 3] =
        [&["1/2", "1/3", "1/6"], &["2/5", "3/10", "1/5", "1/10"], &["1/3", "4/15", "1/5", "2/15", "1/15"]];
    for expected in sum {
        assert_eq!(weights(Rule::Sum, expected.len()), numbers(expected));
        assert_eq!(weights(Rule::Exponent(1), expected.len()), numbers(expected));
    }
    near(&weights(Rule::Reciprocal, 3), &[0.545455, 0.272727, 0.181818], 5e-7);
    assert_eq!(weights(Rule::Reciprocal, 4), numbers(&["0.48", "0.24", "0.16", "0.12"]));
    assert_eq!(weights(Rule::Equal, 4), vec![part(1, 4); 4]);
    assert_eq!(weights(Rule::Exponent(0), 4), vec![part(1, 4); 4]);
    assert_eq!(weights(Rule::Exponent(2), 3), numbers(&["9/14", "4/14", "1/14"]));
    assert!(weights(Rule::Centroid, 0).is_empty());
}

/// The centroid is the mean of the corners of `w_1 ≥ … ≥ w_n ≥ 0, Σ w = 1`: `(1/k, …, 1/k, 0, …)`; mean 11/18, 5/18, 1/9 for 3.
#[test]
fn the_centroid_is_the_mean_of_the_corners() {
    for n in 1..7i64 {
        let mean = |j: i64| {
            (1..=n).filter(|&k| j < k).map(|k| part(1, k)).sum::<num_rational::BigRational>() / whole(n)
        };
        assert_eq!(weights(Rule::Centroid, n as usize), (0..n).map(mean).collect::<Vec<_>>());
    }
}

/// `w1 ≥ w2 ≥ w3 ≥ w4`, `2 w3 ≤ w1 ≤ 3 w3`, `w4 ≥ w1 / 10`: bounds computed with another programme and four decimals.
#[test]
fn interval_weights() {
    let mut program = Program::new(4);
    let rows: [(&[(usize, i64)], Sense, i64); 7] = [
        (&[(0, 1), (1, -1)], Sense::AtLeast, 0),
        (&[(1, 1), (2, -1)], Sense::AtLeast, 0),
        (&[(2, 1), (3, -1)], Sense::AtLeast, 0),
        (&[(0, 1), (2, -2)], Sense::AtLeast, 0),
        (&[(0, 1), (2, -3)], Sense::AtMost, 0),
        (&[(3, 10), (0, -1)], Sense::AtLeast, 0),
        (&[(0, 1), (1, 1), (2, 1), (3, 1)], Sense::Equal, 1),
    ];
    program.rows.extend(rows.iter().map(|(terms, sense, right)| Row::whole(terms, *sense, *right)));
    let forms: Vec<_> = (0..4).map(single).collect();
    let found = ranges(&program, &forms).expect("sound").expect("weights agree");
    let expected = [[0.3333, 0.5660], [0.1667, 0.4110], [0.1250, 0.2381], [0.0385, 0.2000]];
    for (range, expected) in found.into_iter().zip(expected) {
        near(&range.map(|end| end.expect("an end")), &expected, 5e-5);
    }
    program.rows.push(Row::whole(&[(3, 1), (0, -1)], Sense::AtLeast, 0));
    let multipliers = ranges(&program, &forms).expect("sound").expect_err("nothing agrees");
    assert!(certificate::contradicts(&program, &multipliers));
}

fn comparisons(best: usize, worst: usize, best_to: &[i64], to_worst: &[i64]) -> Comparisons {
    Comparisons { best, worst, best_to: row(best_to), to_worst: row(to_worst) }
}

/// J. Rezaei 2016, "Best-worst multi-criteria decision-making method: some properties and a linear model", Omega 64; the
/// first row is the car example of Rezaei's papers with weights computed anew, the second their transport example.
#[test]
fn best_worst() {
    let car = fit(&comparisons(1, 4, &[2, 1, 4, 3, 8], &[4, 8, 2, 3, 1])).expect("sound");
    near(&car.weights, &[0.2295, 0.4481, 0.1148, 0.1530, 0.0546], 5e-5);
    near(&[car.misfit], &[0.0109], 5e-5);
    let transport = fit(&comparisons(2, 0, &[8, 2, 1], &[1, 5, 8])).expect("sound");
    assert_eq!(transport.weights, numbers(&["1/14", "9/28", "17/28"]));
    assert_eq!(transport.misfit, number("1/28"));
    let agreeing = fit(&comparisons(2, 0, &[8, 2, 1], &[1, 4, 8])).expect("sound");
    assert_eq!(agreeing.weights, numbers(&["1/13", "4/13", "8/13"]));
    assert_eq!(agreeing.misfit, number("0"));
    for fit in [&transport, &agreeing] {
        for (range, weight) in fit.ranges.iter().zip(&fit.weights) {
            assert_eq!(range, &[Some(weight.clone()), Some(weight.clone())], "the fit is unique");
        }
    }
    assert!(fit(&comparisons(3, 0, &[8, 2, 1], &[1, 4, 8])).is_err());
    assert!(fit(&comparisons(2, 0, &[8, 2, 1], &[1, 4])).is_err());
}

/// Rezaei 2015, "Best-worst multi-criteria decision-making method", Omega 53, table 1.
#[test]
fn best_worst_consistency() {
    let table = [0.0, 0.44, 1.00, 1.63, 2.30, 3.00, 3.73, 4.47, 5.23];
    for (a, expected) in (1..).zip(table) {
        let index = consistency_index(f64::from(a));
        assert!((index - expected).abs() <= 0.005, "{a}: {index} is not {expected}");
    }
}

/// P. Goodwin, G. Wright, Decision Analysis for Management Judgment, ch. 3: the office location problem.
#[test]
fn swing_weights() {
    let exact = swing::weights(&row(&[100, 80, 70, 30, 20, 10])).expect("weights");
    let shown = swing::rounded(&exact, 2);
    assert_eq!(shown, numbers(&["0.32", "0.26", "0.23", "0.10", "0.06", "0.03"]));
    let offices: [([i64; 6], &str, f64); 7] = [
        ([100, 60, 100, 75, 0, 90], "80.8", 80.484),
        ([20, 80, 10, 30, 100, 30], "39.4", 39.677),
        ([80, 70, 0, 0, 10, 100], "47.4", 47.742),
        ([70, 50, 30, 55, 30, 90], "52.3", 52.419),
        ([40, 60, 90, 100, 60, 70], "64.8", 64.516),
        ([0, 0, 70, 0, 80, 0], "20.9", 20.968),
        ([60, 100, 20, 50, 50, 80], "60.2", 60.323),
    ];
    for (values, with_shown, with_exact) in offices {
        assert_eq!(swing::benefit(&shown, &row(&values)), number(with_shown));
        near(&[swing::benefit(&exact, &row(&values))], &[with_exact], 5e-4);
    }
    assert_eq!(swing::weights(&row(&[0, 0])), None);
}
