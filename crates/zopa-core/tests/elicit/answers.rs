//! Answers as rows: a point keeps the rows of an answer exactly if its weights and values agree with the answer.

use crate::contradictions::proved;
use crate::number;
use crate::stream::Stream;
use num_rational::BigRational;
use zopa_core::answer::Stop;
use zopa_core::budget::Budget;
use zopa_core::elicit::answers::{Shape, Word, exact, order_of_options, order_of_weights, words};
use zopa_core::elicit::contradiction::Answers;
use zopa_core::elicit::linear::{part, whole};
use zopa_core::world::Said;

struct Mind {
    weights: Vec<BigRational>,
    values: Vec<Vec<BigRational>>,
    no_deal: BigRational,
}

impl Mind {
    fn worth(&self, package: &[usize]) -> BigRational {
        let terms = package.iter().enumerate().map(|(i, &o)| &self.weights[i] * &self.values[i][o]);
        terms.sum::<BigRational>() / whole(100)
    }

    /// The answer, by its own definition on weights and values.
    fn agrees(&self, said: &Said) -> bool {
        let number = |x: f64| BigRational::from_float(x).expect("finite");
        let (w, v) = (&self.weights, &self.values);
        match said {
            Said::Weight { above, below } => w[*above] >= w[*below],
            Said::Ratio { of, to, low, high } => {
                let ratio = &w[*of] / &w[*to];
                number(*low) <= ratio && (*high == f64::INFINITY || ratio <= number(*high))
            }
            Said::Value { issue, above, below } => v[*issue][*above] >= v[*issue][*below],
            Said::Difference { issue, larger, smaller } => {
                let v = &v[*issue];
                &v[larger[0]] - &v[larger[1]] >= &v[smaller[0]] - &v[smaller[1]]
            }
            Said::Better { better, worse, by } => self.worth(better) - self.worth(worse) >= number(*by),
            Said::Alike { one, other, within } => {
                let apart = self.worth(one) - self.worth(other);
                apart <= number(*within) && -apart <= number(*within)
            }
            Said::OverNoDeal { package, low, high } => {
                let gain = self.worth(package) - &self.no_deal;
                number(*low) <= gain && gain <= number(*high)
            }
        }
    }
}

const OPTIONS: [usize; 3] = [3, 2, 4];

fn mind(stream: &mut Stream) -> (Mind, Vec<usize>) {
    // Weights above zero: an issue of no weight says nothing about its values.
    let raw: Vec<i64> = OPTIONS.iter().map(|_| stream.between(1, 9)).collect();
    let sum: i64 = raw.iter().sum();
    let weights = raw.into_iter().map(|w| part(100 * w, sum)).collect();
    let mut best = Vec::new();
    let values = OPTIONS
        .iter()
        .map(|&n| {
            let top = stream.below(n as u64) as usize;
            best.push(top);
            (0..n).map(|o| whole(if o == top { 100 } else { 5 * stream.between(0, 20) })).collect()
        })
        .collect();
    (Mind { weights, values, no_deal: part(stream.between(-40, 160), 2) }, best)
}

fn said(stream: &mut Stream) -> Said {
    let issue = stream.below(3) as usize;
    let option = |stream: &mut Stream| stream.below(OPTIONS[issue] as u64) as usize;
    let package = |stream: &mut Stream| OPTIONS.iter().map(|&n| stream.below(n as u64) as usize).collect();
    // Eighths are exact in binary and decimal.
    let eighth = |stream: &mut Stream, low: i64, high: i64| stream.between(8 * low, 8 * high) as f64 / 8.0;
    match stream.below(7) {
        0 => Said::Weight { above: issue, below: (issue + 1) % 3 },
        1 => {
            let low = eighth(stream, 0, 2);
            let high = if stream.below(3) == 0 { f64::INFINITY } else { low + eighth(stream, 0, 2) };
            Said::Ratio { of: issue, to: (issue + 1) % 3, low, high }
        }
        2 => Said::Value { issue, above: option(stream), below: option(stream) },
        3 => {
            let larger = [option(stream), option(stream)];
            Said::Difference { issue, larger, smaller: [option(stream), option(stream)] }
        }
        4 => Said::Better { better: package(stream), worse: package(stream), by: eighth(stream, -5, 20) },
        5 => Said::Alike { one: package(stream), other: package(stream), within: eighth(stream, 0, 40) },
        _ => {
            let low = eighth(stream, -60, 40);
            Said::OverNoDeal { package: package(stream), low, high: low + eighth(stream, 0, 60) }
        }
    }
}

#[test]
fn rows_and_answers_agree() {
    let mut stream = Stream::new(11);
    let mut seen = [[0; 2]; 7];
    for _ in 0..6000 {
        let (mind, best) = mind(&mut stream);
        // With and without knowing the best options; the rows of answers mean the same.
        let known: Vec<Option<usize>> = best.iter().map(|&o| (stream.below(2) == 0).then_some(o)).collect();
        let shape = Shape::new(OPTIONS.to_vec(), known, vec![None; 3]).expect("sound");
        let point = shape.point(&mind.weights, &mind.values, &mind.no_deal).expect("sound");
        assert!(shape.background().holds(&point));
        let said = said(&mut stream);
        let rows = shape.rows(&said).expect("sound");
        let keeps = rows.iter().all(|row| row.holds(&point));
        assert_eq!(keeps, mind.agrees(&said), "{said:?}");
        let kind = match said {
            Said::Weight { .. } => 0,
            Said::Ratio { .. } => 1,
            Said::Value { .. } => 2,
            Said::Difference { .. } => 3,
            Said::Better { .. } => 4,
            Said::Alike { .. } => 5,
            Said::OverNoDeal { .. } => 6,
        };
        seen[kind][usize::from(keeps)] += 1;
    }
    assert!(seen.iter().flatten().all(|&k| k > 50), "every answer is kept and broken often: {seen:?}");
}

#[test]
fn words_of_acceptability() {
    use Word::{Acceptable, Desirable, Essential, Unacceptable};
    let given =
        [Some(Acceptable), None, Some(Essential), Some(Unacceptable), Some(Acceptable), Some(Desirable)];
    let said = words(1, &given);
    let pairs: Vec<(usize, usize)> = said
        .iter()
        .map(|s| match s {
            Said::Value { issue: 1, above, below } => (*above, *below),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(pairs, [(2, 5), (5, 0), (5, 4), (0, 3), (4, 3)]);
    assert!(words(0, &[None, Some(Essential)]).is_empty());
}

/// Three issues; "the first counts most, then the second", "this package rather than that one", and an answer about no
/// deal that does not go with them.
#[test]
fn contradictory_answers_are_found() {
    let best = vec![Some(0); 3];
    let worst = vec![Some(2), Some(1), Some(3)];
    let shape = Shape::new(OPTIONS.to_vec(), best, worst).expect("sound");
    assert!(shape.is_exact());
    let mut given = order_of_weights(&[0, 1, 2]);
    given.extend(order_of_options(0, &[0, 1, 2]));
    // 4: the third issue alone rather than the first alone. 5 and 6 about no deal: the best package is 10 to 20 above it,
    // the worst at least 0.
    given.push(Said::Better { better: vec![2, 1, 0], worse: vec![0, 1, 3], by: 1.0 });
    given.push(Said::OverNoDeal { package: vec![0, 0, 0], low: 10.0, high: 20.0 });
    given.push(Said::OverNoDeal { package: vec![2, 1, 3], low: -50.0, high: f64::INFINITY });
    given.push(Said::OverNoDeal { package: vec![2, 1, 3], low: 0.0, high: 90.0 });
    let rows = given.iter().map(|s| shape.rows(s).expect("sound")).collect();
    let answers = Answers { background: shape.background(), rows };
    let found = answers.contradictions(&mut Budget::new(1 << 20)).expect("sound");
    assert_eq!(found.stop, Stop::Complete);
    proved(&answers, &found);
    let sets: Vec<Vec<usize>> = found.contradictions.iter().map(|c| c.answers.clone()).collect();
    assert_eq!(sets, [vec![5, 6], vec![5, 7], vec![0, 1, 4]]);
    let openings: Vec<Vec<usize>> = found.openings.iter().map(|o| o.answers.clone()).collect();
    assert_eq!(openings, [vec![0, 5], vec![1, 5], vec![4, 5], vec![0, 6, 7], vec![1, 6, 7], vec![4, 6, 7]]);
}

#[test]
fn what_does_not_exist_is_a_fault() {
    let shape = Shape::new(vec![2], vec![None], vec![None]).expect("sound");
    assert!(!shape.is_exact());
    for said in [
        Said::Weight { above: 0, below: 1 },
        Said::Value { issue: 0, above: 2, below: 0 },
        Said::Better { better: vec![0, 0], worse: vec![0], by: 0.0 },
        Said::Better { better: vec![0], worse: vec![1], by: f64::NAN },
        Said::OverNoDeal { package: vec![0], low: f64::INFINITY, high: f64::INFINITY },
    ] {
        assert!(shape.rows(&said).is_err(), "{said:?}");
    }
    assert!(Shape::new(vec![2], vec![Some(2)], vec![None]).is_err());
    assert!(Shape::new(vec![0], vec![None], vec![None]).is_err());
}

#[test]
fn decimals_stay_what_was_written() {
    for (value, text) in [(0.1, "0.1"), (33.333, "33.333"), (-12.5, "-12.5"), (0.0, "0"), (100.0, "100")] {
        assert_eq!(exact(value), Some(number(text)));
    }
    assert_eq!(exact(1.0 / 3.0), Some(whole(3_333_333_333_333_333) / whole(10_000_000_000_000_000)));
    assert_eq!(exact(1e-30), BigRational::from_float(1e-30));
    assert_eq!(exact(f64::INFINITY), None);
    assert_eq!(exact(f64::NAN), None);
}
