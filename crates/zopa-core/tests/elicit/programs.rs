//! The exact linear programme: every ending is held to its certificate, and to enumeration of all corners.

use crate::stream::Stream;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use zopa_core::elicit::linear::{Best, Outcome, Program, Row, Sense, certificate, part, whole};

fn dense(program: &Program, cost: &[(usize, BigRational)]) -> Vec<BigRational> {
    let mut all = vec![BigRational::zero(); program.variables()];
    cost.iter().for_each(|(j, c)| all[*j] += c);
    all
}

/// What an outcome claims is shown by what it brings along.
#[track_caller]
pub fn proved(program: &Program, cost: &[(usize, BigRational)], outcome: &Outcome) {
    let form = |x: &[BigRational]| -> BigRational { cost.iter().map(|(j, c)| c * &x[*j]).sum() };
    match outcome {
        Outcome::Best(Best { value, point, multipliers }) => {
            assert!(program.holds(point), "the point keeps the rows");
            assert_eq!(&form(point), value);
            assert_eq!(certificate::least(program, &dense(program, cost), multipliers).as_ref(), Some(value));
        }
        Outcome::Contradiction(multipliers) => assert!(certificate::contradicts(program, multipliers)),
        Outcome::Endless { point, ray } => {
            assert!(form(ray).is_negative(), "the form improves along the ray");
            for steps in [0, 1, 1000] {
                let far: Vec<BigRational> =
                    point.iter().zip(ray).map(|(x, d)| x + d * whole(steps)).collect();
                assert!(program.holds(&far), "{steps} steps along the ray keep the rows");
            }
        }
    }
}

fn random(stream: &mut Stream, n: usize, m: usize) -> (Program, Vec<(usize, BigRational)>) {
    let mut program = Program::new(n);
    for j in 0..n {
        match stream.below(6) {
            0 => program.lower[j] = None,
            1 => program.upper[j] = Some(whole(stream.between(0, 6))),
            2 => {
                program.lower[j] = None;
                program.upper[j] = Some(part(stream.between(-6, 6), 2));
            }
            3 => program.lower[j] = Some(part(stream.between(-3, 3), 3)),
            _ => {}
        }
    }
    for _ in 0..m {
        let sense = [Sense::AtMost, Sense::AtLeast, Sense::Equal][stream.below(3) as usize];
        let mut terms = Vec::new();
        for j in 0..n {
            if stream.below(3) > 0 {
                terms.push((j, part(stream.between(-4, 4), 1 + j as i64 % 3)));
            }
        }
        program.rows.push(Row::new(terms, sense, whole(stream.between(-5, 8))));
    }
    let cost = (0..n).map(|j| (j, whole(stream.between(-3, 3)))).collect();
    (program, cost)
}

#[test]
fn every_ending_is_proved() {
    let mut stream = Stream::new(1);
    let mut seen = [0; 3];
    for case in 0..4000 {
        let (n, m) = (1 + case % 6, case / 6 % 8);
        let (program, cost) = random(&mut stream, n, m);
        let outcome = program.minimum(&cost).expect("sound");
        proved(&program, &cost, &outcome);
        seen[match outcome {
            Outcome::Best(_) => 0,
            Outcome::Contradiction(_) => 1,
            Outcome::Endless { .. } => 2,
        }] += 1;
        let turned: Vec<(usize, BigRational)> = cost.iter().map(|(j, c)| (*j, -c)).collect();
        if let (Outcome::Best(most), Outcome::Best(least)) =
            (program.maximum(&turned).expect("sound"), program.minimum(&cost).expect("sound"))
        {
            assert_eq!(most.value, -least.value);
        }
    }
    assert!(seen.iter().all(|&k| k > 300), "all three endings occur often: {seen:?}");
}

/// E. M. L. Beale 1955, "Cycling in the dual simplex algorithm", Naval Research Logistics Quarterly 2: the steepest
/// entry with ties by lowest index goes round in circles; the least value is -1/20.
#[test]
fn beale_does_not_cycle() {
    let mut program = Program::new(4);
    let row = |a: [BigRational; 4], b| Row::new(a.into_iter().enumerate().collect(), Sense::AtMost, whole(b));
    program.rows.push(row([part(1, 4), whole(-60), part(-1, 25), whole(9)], 0));
    program.rows.push(row([part(1, 2), whole(-90), part(-1, 50), whole(3)], 0));
    program.rows.push(row([whole(0), whole(0), whole(1), whole(0)], 1));
    let cost: Vec<_> = [part(-3, 4), whole(150), part(-1, 50), whole(6)].into_iter().enumerate().collect();
    let outcome = program.minimum(&cost).expect("sound");
    proved(&program, &cost, &outcome);
    let Outcome::Best(best) = outcome else { panic!("a least value") };
    assert_eq!(best.value, part(-1, 20));
}

/// Numbers that do not fit into a machine word.
#[test]
fn wide_numbers() {
    let wide = whole(i64::MAX) * whole(i64::MAX);
    let mut program = Program::new(2);
    program.rows.push(Row::new(vec![(0, wide.clone()), (1, whole(3))], Sense::AtMost, wide.clone()));
    program.rows.push(Row::new(vec![(0, whole(7)), (1, &wide + whole(1))], Sense::AtMost, wide.clone()));
    let cost = vec![(0, whole(-1)), (1, whole(-1))];
    let outcome = program.minimum(&cost).expect("sound");
    proved(&program, &cost, &outcome);
    assert!(matches!(outcome, Outcome::Best(_)));
}

#[test]
fn a_wrong_certificate_is_not_taken() {
    let mut program = Program::new(1);
    program.rows.push(Row::whole(&[(0, 1)], Sense::AtMost, 1));
    program.rows.push(Row::whole(&[(0, 1)], Sense::AtLeast, 2));
    let Outcome::Contradiction(y) = program.minimum(&[]).expect("sound") else { panic!("no point") };
    assert!(certificate::contradicts(&program, &y));
    assert!(!certificate::contradicts(&program, &[y[0].clone(), whole(0)]));
    assert!(!certificate::contradicts(&program, &[-&y[0], -&y[1]]));
    assert!(!certificate::contradicts(&program, &y[..1]));
    program.rows[1].right = whole(1);
    assert!(!certificate::contradicts(&program, &y));
}

#[test]
fn a_variable_that_does_not_exist_is_a_fault() {
    let mut program = Program::new(1);
    assert!(program.minimum(&[(1, whole(1))]).is_err());
    program.rows.push(Row::whole(&[(3, 1)], Sense::AtMost, 1));
    assert!(program.minimum(&[]).is_err());
}

/// Programmes of the largest size asked for: two of the shape preferences have, and one with longer rows.
#[test]
fn the_largest_size() {
    for (dense, seed) in [(false, 1), (false, 2), (true, 3)] {
        let mut stream = Stream::new(seed);
        let (n, m) = (150, 200);
        let mut program = Program::new(n);
        program.rows.push(Row::new((0..n).map(|j| (j, whole(1))).collect(), Sense::Equal, whole(100)));
        let inner: Vec<i64> = (0..n).map(|_| stream.between(0, 60)).collect();
        for _ in 1..m {
            let count = if dense { 40 } else { 2 + stream.below(8) as usize };
            let terms: Vec<(usize, i64)> = (0..count)
                .map(|k| {
                    let sign = if k % 2 == 0 { 1 } else { -1 };
                    (stream.below(n as u64) as usize, if dense { sign * stream.between(1, 9) } else { sign })
                })
                .collect();
            let left: i64 = terms.iter().map(|&(j, a)| a * inner[j]).sum();
            let sense = if left >= 0 { Sense::AtLeast } else { Sense::AtMost };
            program.rows.push(Row::whole(&terms, sense, 0));
        }
        let cost: Vec<_> = (0..n).map(|j| (j, whole(stream.between(-9, 9)))).collect();
        let outcome = program.minimum(&cost).expect("sound");
        proved(&program, &cost, &outcome);
    }
}
