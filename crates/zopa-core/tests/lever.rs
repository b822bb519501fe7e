//! Levers: the checked result, enumeration of corners, and how fast the search is where levers are issues.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use zopa_core::answer::{Goal, Stop};
use zopa_core::budget::Budget;
use zopa_core::check::{Check, Verdict};
use zopa_core::concept::top;
use zopa_core::lever::{Dose, Levers};
use zopa_core::problem::{Consent, Parts, Party, Problem, Score};

fn of(hundredths: i64) -> BigRational {
    BigRational::new(BigInt::from(hundredths), BigInt::from(100))
}

fn list(hundredths: &[i64]) -> Vec<BigRational> {
    hundredths.iter().map(|&n| of(n)).collect()
}

/// Random numbers: the multiplier of Knuth's MMIX.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as u64) as i64
    }
}

/// LEVER-1 of the reference models: four levers, three packages, two parties.
#[test]
fn the_cheapest_levers_over_packages() {
    let levers = Levers {
        cost: list(&[100, 120, 50, 90]),
        cap: list(&[100; 4]),
        effect: vec![list(&[30, 0]), list(&[0, 25]), list(&[20, 0]), list(&[-5, 30])],
    };
    let worth = [[35, 55], [50, 45], [62, 30]];
    let gains: Vec<Vec<BigRational>> = worth.map(|[a, b]| list(&[a - 55, b - 50])).to_vec();
    let (package, dose) =
        levers.cheapest(gains.iter().map(Vec::as_slice)).expect("sound").expect("some levers suffice");
    assert_eq!(package, 1);
    let close = |x: &BigRational, y: f64| (x.to_f64().unwrap() - y).abs() < 1e-9;
    assert!(close(&dose.cost, 0.295_833_333_3), "{}", dose.cost);
    for (a, b) in dose.intensity.iter().zip([0.0, 0.0, 0.291_666_666_7, 0.166_666_666_7]) {
        assert!(close(a, b), "{a}");
    }
    // The multipliers alone show that nothing is cheaper.
    assert_eq!(levers.bound(&gains[1], &dose.multipliers), Some(dose.cost));
}

/// Every corner of one or two levers, looked at one by one, against the linear programme.
#[test]
fn one_and_two_levers_against_their_corners() {
    let mut draw = Draw(5);
    let (mut carried, mut not) = (0, 0);
    for _ in 0..500 {
        let n = 1 + draw.below(3) as usize;
        let count = 1 + draw.below(2) as usize;
        let mut many = |low, high, k: usize| -> Vec<BigRational> {
            (0..k).map(|_| of(draw.between(low, high))).collect()
        };
        let levers = Levers {
            cost: many(1, 200, count),
            cap: many(0, 150, count),
            effect: (0..count).map(|_| many(-30, 60, n)).collect(),
        };
        let gains = many(-40, 20, n);
        let found = levers.least(&gains).expect("sound");
        // Lines of each row and bound; a corner is where two of them meet.
        let mut lines: Vec<(Vec<BigRational>, BigRational)> =
            (0..n).map(|p| (levers.effect.iter().map(|e| e[p].clone()).collect(), -&gains[p])).collect();
        for l in 0..count {
            let unit = (0..count).map(|k| of(if k == l { 100 } else { 0 })).collect::<Vec<_>>();
            lines.push((unit.clone(), BigRational::zero()));
            lines.push((unit, levers.cap[l].clone()));
        }
        let inside = |a: &[BigRational]| {
            a.iter().zip(&levers.cap).all(|(a, cap)| *a >= BigRational::zero() && a <= cap)
                && (0..n).all(|p| {
                    let moved: BigRational = a.iter().zip(&levers.effect).map(|(a, e)| a * &e[p]).sum();
                    &gains[p] + moved >= BigRational::zero()
                })
        };
        let mut corners: Vec<Vec<BigRational>> = Vec::new();
        for (i, (a, b)) in lines.iter().enumerate() {
            if count == 1 {
                if !a[0].is_zero() {
                    corners.push(vec![b / &a[0]]);
                }
                continue;
            }
            for (c, d) in &lines[i + 1..] {
                let under = &a[0] * &c[1] - &a[1] * &c[0];
                if !under.is_zero() {
                    corners.push(vec![(b * &c[1] - d * &a[1]) / &under, (&a[0] * d - &c[0] * b) / &under]);
                }
            }
        }
        let cost = |a: &[BigRational]| a.iter().zip(&levers.cost).map(|(a, k)| a * k).sum::<BigRational>();
        let best = corners.iter().filter(|a| inside(a)).map(|a| cost(a)).min();
        assert_eq!(found.as_ref().map(|dose| dose.cost.clone()), best);
        if let Some(Dose { cost, multipliers, intensity }) = &found {
            assert!(inside(intensity));
            assert_eq!(levers.bound(&gains, multipliers).as_ref(), Some(cost));
            carried += 1;
        } else {
            not += 1;
        }
    }
    assert!(carried > 100 && not > 100, "{carried} carried, {not} not");
}

#[test]
fn what_does_not_fit_is_refused() {
    let levers = Levers { cost: list(&[1]), cap: list(&[1, 1]), effect: vec![list(&[1])] };
    assert!(levers.least(&list(&[0])).is_err());
    let levers = Levers { cost: list(&[-1]), cap: list(&[1]), effect: vec![list(&[1])] };
    assert!(levers.least(&list(&[0])).is_err());
}

/// Levers as issues: 20 levers, `10^12` packages, `n` parties that lack something each, and a party that is content with
/// any cost and prefers less.
fn levered(n: usize, seed: u64) -> Problem {
    let mut draw = Draw(seed);
    let (issues, options, levers) = (12, 10, 20);
    let mut values: Vec<Vec<Vec<Score>>> = (0..n)
        .map(|_| {
            (0..issues).map(|_| (0..options).map(|_| Score::from(draw.between(0, 1000))).collect()).collect()
        })
        .collect();
    values.push(vec![vec![0; options]; issues]);
    for _ in 0..levers {
        for row in values.iter_mut().take(n) {
            let full = Score::from(draw.between(-120, 350));
            row.push(vec![0, full / 2, full]);
        }
        let cost = Score::from(draw.between(50, 500));
        values[n].push(vec![500, 500 - cost / 2, 500 - cost]);
    }
    // No deal asks for what no package gives all of them: the levers have to make up for it.
    let most =
        |rows: &[Vec<Score>]| rows[..issues].iter().map(|row| row.iter().max().unwrap()).sum::<Score>();
    let share = [0, 0, 0, 88, 80, 76][n];
    let mut parties: Vec<Party> = (0..n)
        .map(|p| Party {
            consent: Consent::Whole,
            no_deal: most(&values[p]) * share / 100,
            carries: vec![],
            cap: None,
        })
        .collect();
    parties.push(Party { consent: Consent::Whole, no_deal: 0, carries: vec![], cap: None });
    let mut sizes = vec![options; issues];
    sizes.extend(vec![3; levers]);
    Problem::new(Parts { parties, options: sizes, values, ..Parts::default() }).expect("sound")
}

/// `cargo test --release -p zopa-core --test lever -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn twenty_levers_and_a_million_million_packages() {
    for n in 3..=5 {
        let mut times = Vec::new();
        for seed in 0..10 {
            let problem = levered(n, seed);
            let goal = Goal::Own { party: n };
            let start = std::time::Instant::now();
            let found = top(&problem, &[], &goal, 1, &mut Budget::new(500_000_000));
            times.push(start.elapsed().as_secs_f64() * 1e3);
            let bare = {
                let x = found.picks.first();
                x.map(|x| x[12..].iter().filter(|&&o| o > 0).count())
            };
            println!(
                "{n} parties, seed {seed}: {:.1} ms, {:?}, levers used {bare:?}",
                times[seed as usize], found.stop
            );
            if found.stop == Stop::Complete {
                let check = Check::new(&problem, &[], 500_000_000).expect("sound");
                let tree = found.proof.expect("a proof");
                // A proof can be longer than the checker's steps, and is never refuted.
                let verdict = check.top(&goal, 1, &found.picks, &tree);
                assert!(matches!(verdict, Verdict::Holds | Verdict::NotReproved), "{verdict:?}");
            }
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{n} parties: median {:.1} ms, worst {:.1} ms",
            times[times.len() / 2],
            times[times.len() - 1]
        );
    }
}
