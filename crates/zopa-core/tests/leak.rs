//! What packages shown give away, on the published generator of random cases.
//!
//! The generator: five issues of four options; two parties whose values are linear in the option and opposed; weights
//! uniform on the simplex, drawn for each case; no deal is worth nothing; the Nash package is shown. The observer knows
//! its own weights, all values and the rule, and of the other's weights only that they are non-negative and sum to 100.

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use zopa_core::answer::Package;
use zopa_core::budget::Budget;
use zopa_core::concept::{self, CONCEPTS, Concept};
use zopa_core::leak::{Left, Rule, Sight, fits, left};
use zopa_core::problem::{Consent, Parts, Party, Problem};

const ISSUES: usize = 5;
const OPTIONS: usize = 4;

fn nash() -> &'static Concept {
    CONCEPTS.iter().find(|c| c.key == "nash").expect("Nash")
}

fn uniform(random: &mut ChaCha8Rng) -> f64 {
    ((random.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
}

/// Uniform on the simplex, points of 100: exponentials over their sum.
fn weights(random: &mut ChaCha8Rng) -> Vec<f64> {
    let drawn: Vec<f64> = (0..ISSUES).map(|_| -libm::log(uniform(random))).collect();
    let sum: f64 = drawn.iter().sum();
    drawn.iter().map(|w| 100.0 * w / sum).collect()
}

fn problem(weights: [&[f64]; 2]) -> Problem {
    let value = |p: usize, i: usize, o: usize| {
        let steps = if p == 0 { o } else { OPTIONS - 1 - o };
        (weights[p][i] * 1e6 * steps as f64 / (OPTIONS - 1) as f64).round() as i128
    };
    let values = (0..2)
        .map(|p| (0..ISSUES).map(|i| (0..OPTIONS).map(|o| value(p, i, o)).collect()).collect())
        .collect();
    let party = Party { consent: Consent::Whole, no_deal: 0, carries: Vec::new(), cap: None };
    let parties = vec![party.clone(), party];
    Problem::new(Parts { parties, options: vec![OPTIONS; ISSUES], values, ..Parts::default() }).expect("fits")
}

fn shown(problem: &Problem, k: Option<usize>) -> Vec<Package> {
    let budget = &mut Budget::new(u64::MAX);
    let players = concept::players(problem, &[], budget).expect("found").expect("a zone");
    let goal = players.goal(nash()).expect("players");
    match k {
        None => concept::solve(problem, &[], &goal, budget).picks,
        Some(k) => concept::top(problem, &[], &goal, k, budget).picks,
    }
}

/// What is left of the other's weights.
fn leak(own: &[f64], sight: &Sight, rule: &Rule, draws: usize) -> Left {
    let random = &mut ChaCha8Rng::from_seed([7; 32]);
    let drawn: Vec<(Vec<f64>, bool)> = (0..draws)
        .map(|_| {
            let other = weights(random);
            let fits = fits(&problem([own, &other]), &[], rule, sight, &mut Budget::new(u64::MAX));
            (other, fits.expect("no limit"))
        })
        .collect();
    left(&drawn)
}

#[test]
fn a_nash_package_leaves_about_six_per_cent() {
    let random = &mut ChaCha8Rng::from_seed([1; 32]);
    let mut shares: Vec<f64> = (0..61)
        .map(|_| {
            let (own, other) = (weights(random), weights(random));
            let pick = shown(&problem([&own, &other]), None)[0].clone();
            let left = leak(&own, &Sight::Pick(pick), &Rule::Concept(nash()), 400);
            left.fit as f64 / left.drawn as f64
        })
        .collect();
    shares.sort_by(f64::total_cmp);
    let median = shares[shares.len() / 2];
    println!("median share of the other's weights left: {:.1} %", 100.0 * median);
    // Order of magnitude: 6 %.
    assert!((0.02..0.2).contains(&median), "{median}");
}

#[test]
fn safer_sets_leak_less() {
    let random = &mut ChaCha8Rng::from_seed([2; 32]);
    for _ in 0..5 {
        let (own, other) = (weights(random), weights(random));
        let truth = problem([&own, &other]);
        let pick = shown(&truth, None)[0].clone();
        let best = shown(&truth, Some(3));
        let rule = Rule::Concept(nash());
        let of = |sight: Sight| leak(&own, &sight, &rule, 300);
        let exact = of(Sight::Pick(pick.clone()));
        let decoys = of(Sight::Among(vec![pick.clone(), vec![0; ISSUES], best[1].clone()]));
        let part = of(Sight::Part(pick.clone(), vec![0, 1]));
        let ranked = of(Sight::Ranked(best.clone()));
        let shuffled = of(Sight::Shuffled(best.iter().rev().cloned().collect()));
        assert!(decoys.fit >= exact.fit && part.fit >= exact.fit && shuffled.fit >= ranked.fit);
        assert_eq!(leak(&own, &Sight::Pick(pick), &Rule::None, 300).fit, 300);
        // What was shown is always possible: the true preferences fit.
        for sight in [Sight::Ranked(best.clone()), Sight::Shuffled(best)] {
            assert_eq!(fits(&truth, &[], &rule, &sight, &mut Budget::new(u64::MAX)), Ok(true));
        }
    }
}

#[test]
fn knowing_more_does_not_worsen_the_guess_of_what_is_left() {
    let draws = vec![(vec![100.0, 0.0], true), (vec![0.0, 100.0], false), (vec![80.0, 20.0], true)];
    let left = left(&draws);
    assert_eq!((left.drawn, left.fit), (3, 2));
    // Means (60, 40) and (90, 10).
    assert_eq!((left.before, left.after), (80.0, Some(20.0)));
}
