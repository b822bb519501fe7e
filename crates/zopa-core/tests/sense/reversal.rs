//! What reverses a conclusion, and what swings an outcome, against closed forms.

use super::{Uniform, near};
use zopa_core::sense::reversal::{Range, Reversals, Settings, reversals};
use zopa_core::sense::tornado::tornado;

const UNIT: Range = Range::Between(-1.0, 1.0);

/// A linear gain `g = c + Σ a_j x_j` on `[-1, 1]`, from 0: input `j` reverses its sign at `|c| / |a_j|`, a pair at
/// `|c| / (|a_i| + |a_j|)`.
#[test]
fn a_linear_gain_has_its_closed_form() {
    for case in 0..super::common::cases(100) {
        let mut uniform = Uniform::new(case);
        let a: Vec<f64> = (0..4).map(|_| uniform.below(9) as f64 - 4.0).collect();
        let c = 0.5 + 4.0 * uniform.next();
        let gain = |x: &[f64]| c + a.iter().zip(x).map(|(a, x)| a * x).sum::<f64>();
        let steps = if case % 2 == 0 { 1 } else { 8 };
        let settings = Settings { steps, halvings: 30, ..Settings::default() };
        let found = reversals(|x| gain(x) >= 0.0, &[0.0; 4], &[UNIT; 4], settings).unwrap();
        assert!(found.conclusion && found.singles_left.is_empty() && found.pairs_left.is_empty());
        for j in 0..4 {
            let expected = c / a[j].abs();
            let single = found.singles.iter().find(|single| single.input == j);
            assert_eq!(single.is_some(), expected < 1.0, "case {case}, input {j}");
            if let Some(single) = single {
                near(single.distance, expected, 1e-8);
                near(single.value, -expected * a[j].signum(), 1e-8);
            }
            for i in 0..j {
                let expected = c / (a[i].abs() + a[j].abs());
                let pair = found.pairs.iter().find(|pair| pair.inputs == [i, j]);
                let helps = a[i] != 0.0 && a[j] != 0.0 && expected < 1.0;
                assert_eq!(pair.is_some(), helps, "case {case}, pair {i} {j}: {a:?} {c} {found:?}");
                if let Some(pair) = pair {
                    near(pair.distance(), expected, 1e-7);
                    let mut moved = vec![0.0; 4];
                    (moved[i], moved[j]) = (pair.values[0], pair.values[1]);
                    assert!(gain(&moved) < 0.0, "what is returned reverses");
                }
            }
        }
        assert!(found.singles.windows(2).all(|two| two[0].distance <= two[1].distance));
        assert!(found.pairs.windows(2).all(|two| two[0].distance() <= two[1].distance()));
    }
}

/// A window that reverses only between 0.3 and 0.6: one step sees the end alone and misses it, eight find its near side.
#[test]
fn what_turns_back_needs_a_scan() {
    let window = |x: &[f64]| !(0.3..0.6).contains(&x[0]);
    let with = |steps| reversals(window, &[0.0], &[UNIT], Settings { steps, ..Settings::default() }).unwrap();
    assert_eq!(with(1).singles, vec![]);
    near(with(8).singles[0].value, 0.3, 1e-6);
}

/// Distances are in half-ranges, from a start off the middle too; the nearer direction is the one shown.
#[test]
fn a_start_off_the_middle() {
    let found = reversals(|x| x[0] < 9.0, &[2.0], &[Range::Between(0.0, 10.0)], Settings::default()).unwrap();
    near(found.singles[0].value, 9.0, 1e-4);
    near(found.singles[0].distance, 1.4, 1e-5);
    let both = |x: &[f64]| (1.0..9.0).contains(&x[0]);
    let found = reversals(both, &[2.0], &[Range::Between(0.0, 10.0)], Settings::default()).unwrap();
    near(found.singles[0].distance, 0.2, 1e-5);
    assert_eq!(found.singles.len(), 1);
}

/// Two red lines of which both must fall, and one that needs a smaller claim besides.
#[test]
fn switches() {
    let line = Range::Either(0.0, 1.0);
    let two = |x: &[f64]| x[0] == 1.0 || x[1] == 1.0;
    let found = reversals(two, &[1.0, 1.0], &[line; 2], Settings::default()).unwrap();
    assert_eq!((found.singles.len(), found.pairs.len()), (0, 1));
    assert_eq!((found.pairs[0].values, found.pairs[0].distances), ([0.0, 0.0], [1.0, 1.0]));
    let mixed = |x: &[f64]| x[0] == 1.0 || x[1] < 0.4;
    let found = reversals(mixed, &[1.0, 0.0], &[line, UNIT], Settings::default()).unwrap();
    assert_eq!(found.singles, vec![]);
    near(found.pairs[0].distances[0], 1.0, 0.0);
    near(found.pairs[0].values[1], 0.4, 1e-5);
    assert!(reversals(two, &[0.5, 1.0], &[line; 2], Settings::default()).is_err());
}

/// What the evaluations did not reach is named, and never more are made.
#[test]
fn spent_evaluations_are_reported() {
    let gain = |x: &[f64]| 1.5 - x.iter().sum::<f64>() > 0.0;
    let all = reversals(gain, &[0.0; 5], &[UNIT; 5], Settings::default()).unwrap();
    for most in [1, 5, 17, 100, 300, all.evaluations - 1] {
        let mut calls = 0;
        let counted = |x: &[f64]| {
            calls += 1;
            gain(x)
        };
        let found: Reversals =
            reversals(counted, &[0.0; 5], &[UNIT; 5], Settings { most, ..Settings::default() }).unwrap();
        assert!(calls <= most && found.evaluations == calls);
        assert!(!found.pairs_left.is_empty());
        assert!(found.pairs.iter().all(|pair| all.pairs.contains(pair)));
        assert_eq!(found.singles_left.is_empty(), most > 5 * 16, "{most}");
    }
    assert!(all.pairs_left.is_empty());
    assert_eq!(all.pairs.len(), 10);
}

#[test]
fn swings_are_sorted_with_ties_in_order() {
    let outcome = |x: &[f64]| 1.0 + x[0] + 3.0 * x[1] - x[2] + 5.0 * x[3] * x[3];
    let (start, swings) = tornado(outcome, &[0.0; 4], &[UNIT; 4]).unwrap();
    assert_eq!(start, 1.0);
    assert_eq!(swings.iter().map(|swing| swing.input).collect::<Vec<_>>(), [1, 3, 0, 2]);
    assert_eq!((swings[0].low, swings[0].high, swings[0].swing), (-2.0, 4.0, 6.0));
    // Both ends of the last raise the outcome alike; the start is below.
    assert_eq!((swings[1].low, swings[1].high, swings[1].swing), (6.0, 6.0, 5.0));
    assert!(tornado(outcome, &[2.0, 0.0, 0.0, 0.0], &[UNIT; 4]).is_err());
    assert!(tornado(|_| f64::NAN, &[0.0], &[UNIT]).is_err());
}
