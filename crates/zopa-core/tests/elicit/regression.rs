//! Additive values that agree with a ranking: UTASTAR and robust ordinal regression.

use crate::{near, number, row};
use num_rational::BigRational;
use num_traits::Zero;
use zopa_core::elicit::additive::Additive;
use zopa_core::elicit::linear::{Program, Row, Sense, whole};
use zopa_core::elicit::ordinal::{Comparison, Verdict, agreeing, difference, verdict};
use zopa_core::elicit::utastar::{Ranking, fit, largest_gap};

const RER: [i64; 3] = [3, 10, 1];
const METRO1: [i64; 3] = [4, 20, 2];
const METRO2: [i64; 3] = [2, 20, 0];
const BUS: [i64; 3] = [6, 40, 0];
const TAXI: [i64; 3] = [30, 30, 3];
const TRAM: [i64; 3] = [5, 15, 2];
const CAR: [i64; 3] = [12, 12, 3];

fn model() -> Additive {
    Additive::new(vec![row(&[30, 16, 2]), row(&[40, 30, 20, 10]), row(&[0, 1, 2, 3])]).expect("in order")
}

fn ranking() -> Ranking {
    let alternatives = [RER, METRO1, METRO2, BUS, TAXI].iter().map(|a| row(a)).collect();
    Ranking { alternatives, ranks: vec![1, 2, 2, 3, 4] }
}

fn at(form: &[(usize, BigRational)], steps: &[BigRational]) -> BigRational {
    form.iter().map(|(s, c)| c * &steps[*s]).sum()
}

/// The transport example of Siskos, Grigoroudis & Matsatsinis 2005, "UTA methods" (golden number UTASTAR-1: least error 0,
/// largest weights .9375, .95, .43125; mean values .856, .806, .806, .473, .152 as published).
#[test]
fn utastar() {
    let (model, ranking) = (model(), ranking());
    let fit = fit(&model, &ranking, &number("0.05")).expect("sound");
    assert!(fit.errors.is_zero());
    let weights =
        |steps: &[BigRational]| -> Vec<BigRational> { (0..3).map(|k| at(&model.weight(k), steps)).collect() };
    let vertices = [["0.9375", "0.0375", "0.0250"], ["0.05", "0.95", "0"], ["0.53125", "0.0375", "0.43125"]];
    for (k, (steps, expected)) in fit.extremes.iter().zip(vertices).enumerate() {
        assert_eq!(weights(steps)[k], number(expected[k]));
        assert_eq!(weights(steps), expected.map(number));
    }
    near(&weights(&fit.steps), &[0.5062, 0.3417, 0.1521], 5e-5 + 1e-12);
    let values: Vec<BigRational> =
        ranking.alternatives.iter().map(|a| at(&model.value(a).expect("inside"), &fit.steps)).collect();
    near(&values, &[0.8563, 0.8063, 0.8063, 0.4729, 0.1521], 5e-5 + 1e-12);
    near(&[largest_gap(&model, &ranking).expect("sound").expect("they agree")], &[0.33333], 5e-6);
}

/// The steps of the largest weight are the largest ones in order: nothing larger keeps the rows.
#[test]
fn utastar_breaks_ties_as_stated() {
    let (model, ranking) = (model(), ranking());
    let gap = number("0.05");
    let fit = fit(&model, &ranking, &gap).expect("sound");
    for (k, steps) in fit.extremes.iter().enumerate() {
        let mut program = model.program(0);
        let values: Vec<_> = ranking.alternatives.iter().map(|a| model.value(a).expect("inside")).collect();
        for (a, sense) in [(0, Sense::AtLeast), (1, Sense::Equal), (2, Sense::AtLeast), (3, Sense::AtLeast)] {
            let form = zopa_core::elicit::additive::less(&values[a], &values[a + 1]);
            let right = if sense == Sense::Equal { whole(0) } else { gap.clone() };
            program.rows.push(Row::new(form, sense, right));
        }
        program.rows.push(Row::new(model.weight(k), Sense::AtLeast, at(&model.weight(k), steps)));
        assert!(program.holds(steps));
        for (s, step) in steps.iter().enumerate() {
            let mut larger: Program = program.clone();
            larger.rows.push(Row::new(vec![(s, whole(1))], Sense::AtLeast, step + number("0.001")));
            assert!(larger.point().expect("sound").is_err(), "criterion {k}, step {s}");
            program.lower[s] = Some(step.clone());
        }
    }
}

/// A ranking that no additive value has: the better alternative in everything is ranked last.
#[test]
fn utastar_errors() {
    let alternatives = vec![row(&[20, 30, 1]), row(&[10, 20, 2])];
    let fit = fit(&model(), &Ranking { alternatives, ranks: vec![1, 2] }, &number("0.05")).expect("sound");
    assert!(fit.errors >= number("0.05"));
}

/// The same example with two further alternatives, TRAM and CAR; ranges computed with another programme (S. Greco,
/// V. Mousseau, R. Słowiński 2008, European Journal of Operational Research 191, for the method).
#[test]
fn robust_ordinal_regression() {
    let model = model();
    let comparison = |above: [i64; 3], below: [i64; 3], alike| Comparison {
        above: row(&above),
        below: row(&below),
        alike,
    };
    let given = [
        comparison(RER, METRO1, false),
        comparison(METRO1, METRO2, true),
        comparison(METRO2, BUS, false),
        comparison(BUS, TAXI, false),
    ];
    let program = agreeing(&model, &given, &number("0.0001")).expect("sound");
    let range = |a: [i64; 3], b: [i64; 3]| {
        difference(&model, &program, [&row(&a), &row(&b)]).expect("sound").expect("they agree")
    };
    for (a, b, expected) in [
        (TRAM, METRO1, [-0.0625, 0.4999]),
        (CAR, BUS, [-0.25, 0.9999]),
        (CAR, TAXI, [0.1667, 1.0]),
        (TRAM, CAR, [-0.4999, 0.4375]),
    ] {
        // Published with four decimals and computed with tolerances.
        near(&range(a, b).map(|end| end.expect("an end")), &expected, 1.5e-4);
    }
    for (a, b) in [(TRAM, BUS), (TRAM, TAXI), (CAR, TAXI), (RER, TRAM)] {
        assert_eq!(verdict(&range(a, b)), Verdict::Necessary);
        assert_ne!(verdict(&range(b, a)), Verdict::Necessary);
    }
    for (a, b) in [(TRAM, METRO1), (CAR, BUS), (TRAM, CAR)] {
        assert_eq!(verdict(&range(a, b)), Verdict::Open);
    }
    assert_eq!(verdict(&range(TAXI, RER)), Verdict::Never);
    let against = [comparison(METRO1, RER, false), given[0].clone()];
    let none = agreeing(&model, &against, &number("0.0001")).expect("sound");
    assert_eq!(difference(&model, &none, [&row(&RER), &row(&BUS)]).expect("sound"), None);
    assert!(model.value(&row(&[31, 20, 0])).is_err());
}
