//! Lotteries equal those found by looking at every pair of packages, are proved, and fall to forgery.

mod common;

use common::hand::fails;
use common::random::{Random, Sample, sample};
use common::{cases, each, twin};
use num_bigint::BigInt;
use num_rational::BigRational;
use zopa_core::answer::{Goal, Lottery, Stop};
use zopa_core::budget::Budget;
use zopa_core::check::{Check, Verdict};
use zopa_core::concept::{self, Players};
use zopa_core::lottery::{self, Leximin, Nash};
use zopa_core::problem::{Consent, Parts, Party, Problem, Score};

const STEPS: u64 = 1_000_000;
/// Most points the twin draws every segment between.
const MOST_POINTS: usize = 150;

fn plenty() -> Budget<'static> {
    Budget::new(1 << 40)
}

fn big(s: Score) -> BigRational {
    BigRational::from(BigInt::from(s))
}

fn zero() -> BigRational {
    BigRational::default()
}

/// The players of a random problem, if it has an acceptable package and somebody gains.
fn players(problem: &Problem, real: &[bool]) -> Option<Players> {
    let found = concept::players(problem, real, &mut plenty()).unwrap();
    found.filter(|p| !p.ideals.is_empty())
}

fn indices(players: &Players) -> Vec<usize> {
    players.ideals.iter().map(|i| i.party).collect()
}

/// The gains of the players in every acceptable package.
fn points(problem: &Problem, real: &[bool], players: &[usize]) -> Vec<Vec<Score>> {
    let zone = twin::zone(problem, real);
    let mut all: Vec<Vec<Score>> =
        zone.iter().map(|x| players.iter().map(|&p| twin::gain(problem, p, x)).collect()).collect();
    all.sort();
    all.dedup();
    all
}

fn expected(problem: &Problem, lottery: &Lottery, players: &[usize]) -> Vec<BigRational> {
    players.iter().map(|&p| lottery.iter().map(|(x, c)| c * big(twin::gain(problem, p, x))).sum()).collect()
}

fn mixed(a: &[Score], b: &[Score], t: &BigRational) -> Vec<BigRational> {
    a.iter().zip(b).map(|(&a, &b)| big(a) + t * big(b - a)).collect()
}

fn sorted_shares(gains: &[BigRational], units: &[Score]) -> Vec<BigRational> {
    let mut shares: Vec<BigRational> = gains.iter().zip(units).map(|(g, &u)| g / big(u)).collect();
    shares.sort();
    shares
}

/// Of two players: the best of all segments between two points, which is at an end or where the shares are equal.
fn leximin_of_two(points: &[Vec<Score>], units: &[Score]) -> Vec<BigRational> {
    let mut best = vec![big(-1); 2];
    for (k, a) in points.iter().enumerate() {
        for b in &points[..=k] {
            let mut places = vec![zero()];
            let difference = |x: &[Score]| big(x[0]) / big(units[0]) - big(x[1]) / big(units[1]);
            let (from, to) = (difference(a), difference(b));
            if from != to {
                places.push(&from / (&from - &to));
            }
            for t in places.into_iter().filter(|t| *t >= zero() && *t <= big(1)) {
                best = best.max(sorted_shares(&mixed(a, b, &t), units));
            }
        }
    }
    best
}

/// Of two players: the largest product on any segment, at an end or where its derivative is zero.
fn nash_of_two(points: &[Vec<Score>]) -> BigRational {
    let mut best = zero();
    for (k, a) in points.iter().enumerate() {
        for b in &points[..=k] {
            let (d, e) = (big(b[0] - a[0]), big(b[1] - a[1]));
            let mut places = vec![zero()];
            if &d * &e < zero() {
                let top = -(big(a[0]) * &e + big(a[1]) * &d) / (&d * &e * big(2));
                places.push(top);
            }
            for t in places.into_iter().filter(|t| *t >= zero() && *t <= big(1)) {
                let gains = mixed(a, b, &t);
                best = best.max(&gains[0] * &gains[1]);
            }
        }
    }
    best
}

/// Problems in which a second round decides: three players, of whom one can be given more once the others have their
/// level.
#[test]
fn later_rounds_are_needed_and_proved() {
    let mut rounds = 0;
    for seed in 0..cases(300) {
        let Sample { problem, real } = sample(seed);
        let Some(known) = players(&problem, &real) else { continue };
        let found = lottery::kalai_smorodinsky(&problem, &real, &known, &mut plenty()).unwrap();
        rounds += usize::from(found.rounds.len() > 1);
        proved(&problem, &real, &found);
    }
    assert!(rounds > 5, "{rounds} lotteries took more than a round");
}

fn proved(problem: &Problem, real: &[bool], found: &Leximin) {
    let check = Check::new(problem, real, STEPS).unwrap();
    let verdict = check.leximin_lottery(&found.players, &found.units, &found.lottery, &found.rounds);
    assert_eq!(verdict, Verdict::Holds);
}

#[test]
fn leximin_lotteries_are_the_best_of_all_and_proved() {
    each(cases(200), |seed, Sample { problem, real }| {
        let Some(known) = players(problem, real) else { return };
        let points = points(problem, real, &indices(&known));
        for found in [
            lottery::kalai_smorodinsky(problem, real, &known, &mut plenty()).unwrap(),
            lottery::egalitarian(problem, real, &known, &mut plenty()).unwrap(),
        ] {
            assert_eq!(found.stop, Stop::Complete);
            let n = found.players.len();
            assert!(found.lottery.len() <= n, "more packages than players");
            let gains = expected(problem, &found.lottery, &found.players);
            let ours = sorted_shares(&gains, &found.units);
            let mut stated = found.shares.clone();
            stated.sort();
            assert_eq!(stated, ours);
            proved(problem, real, &found);
            if n == 2 && points.len() <= MOST_POINTS {
                assert_eq!(ours, leximin_of_two(&points, &found.units));
            }
            // No lottery over three packages drawn at random is better.
            let random = &mut Random::new(seed);
            for _ in 0..50 {
                let weights: Vec<Score> = (0..3).map(|_| random.between(0, 12)).collect();
                let whole = big(weights.iter().sum::<Score>().max(1));
                let mut other = vec![zero(); n];
                for w in &weights {
                    let x = &points[random.below(points.len())];
                    other.iter_mut().zip(x).for_each(|(o, &g)| *o += big(g * w) / &whole);
                }
                assert!(sorted_shares(&other, &found.units) <= ours);
            }
        }
    });
}

fn nash(problem: &Problem, real: &[bool], known: &Players) -> Nash {
    lottery::nash(problem, real, known, &mut plenty()).unwrap()
}

#[test]
fn nash_lotteries_are_within_a_millionth_of_the_best_and_proved() {
    each(cases(200), |_, Sample { problem, real }| {
        let Some(known) = players(problem, real) else { return };
        let found = nash(problem, real, &known);
        assert_eq!(found.stop, Stop::Complete);
        assert!(found.lottery.len() <= found.players.len(), "more packages than players");
        let (bound, tangent) = (found.bound.unwrap(), found.tangent.unwrap());
        let product: BigRational = expected(problem, &found.lottery, &found.players).into_iter().product();
        assert_eq!(product, found.value);
        assert!(bound >= found.value);
        let near = big(1) + BigRational::new(1.into(), 1_000_000.into());
        assert!(bound <= &found.value * &near, "{bound} is far above {product}");
        let check = Check::new(problem, real, STEPS).unwrap();
        let verdict = check.nash_lottery(&found.players, &found.lottery, [&found.value, &bound], &tangent);
        assert_eq!(verdict, Verdict::Holds);
        let points = points(problem, real, &found.players);
        let single = points.iter().map(|x| x.iter().map(|&g| big(g)).product::<BigRational>()).max().unwrap();
        assert!(found.value >= single, "one package is better");
        if found.players.len() == 2 && points.len() <= MOST_POINTS {
            let best = nash_of_two(&points);
            assert!(found.value <= best && best <= bound);
        }
    });
}

#[test]
fn forged_lotteries_are_rejected() {
    let mut forged = 0;
    for seed in 0..150 {
        let Sample { problem, real } = sample(seed);
        let Some(known) = players(&problem, &real) else { continue };
        let found = lottery::kalai_smorodinsky(&problem, &real, &known, &mut plenty()).unwrap();
        if found.lottery.len() < 2 {
            continue;
        }
        forged += 1;
        let check = Check::new(&problem, &real, STEPS).unwrap();
        let judge = |lottery: &Lottery, rounds: &[_]| {
            check.leximin_lottery(&found.players, &found.units, lottery, rounds)
        };
        let mut other = found.lottery.clone();
        other[0].1 += big(1);
        fails(judge(&other, &found.rounds), "add up");
        let tiny = BigRational::new(1.into(), 1_000_000_000.into());
        let mut other = found.lottery.clone();
        (other[0].1, other[1].1) = (&other[0].1 - &tiny, &other[1].1 + &tiny);
        assert!(matches!(judge(&other, &found.rounds), Verdict::Fails(_)), "seed {seed}: a worse lottery");
        let mut rounds = found.rounds.clone();
        rounds[0].top -= &tiny;
        assert!(matches!(judge(&found.lottery, &rounds), Verdict::Fails(_)), "seed {seed}: a top too low");
        rounds[0].top += big(1);
        fails(judge(&found.lottery, &rounds), "room");
        fails(judge(&found.lottery, &found.rounds[..found.rounds.len() - 1]), "open");
        let mut rounds = found.rounds.clone();
        rounds[0].weights = vec![BigInt::ZERO; found.players.len()];
        fails(judge(&found.lottery, &rounds), "zero");
        let nash = nash(&problem, &real, &known);
        let (bound, mut tangent) = (nash.bound.unwrap(), nash.tangent.unwrap());
        let value = &nash.value;
        let less = value - &tiny;
        let verdict = check.nash_lottery(&nash.players, &nash.lottery, [&less, &bound], &tangent);
        fails(verdict, "another product");
        let less = value * BigRational::new(999.into(), 1000.into());
        fails(check.nash_lottery(&nash.players, &nash.lottery, [value, &less], &tangent), "bound");
        tangent.top *= BigRational::new(999.into(), 1000.into());
        let verdict = check.nash_lottery(&nash.players, &nash.lottery, [value, &bound], &tangent);
        assert!(matches!(verdict, Verdict::Fails(_)), "seed {seed}: a tangent too low");
    }
    assert!(forged > 10, "{forged} lotteries over two packages or more");
}

#[test]
fn weighted_goals_are_checked() {
    let Sample { problem, real } = sample(3);
    let check = Check::new(&problem, &real, STEPS).unwrap();
    let none = Goal::Weighted { players: common::whole(&problem), weights: Vec::new() };
    fails(check.optimum(&none, &[], false, &zopa_core::answer::Case::NoOption(0)), "weight per player");
}

/// Times, by hand: `cargo test --release -p zopa-core --test lotteries -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
fn measured() {
    for n in [2, 3, 5, 8, 10] {
        for seed in 0..3 {
            let random = &mut Random::new(seed);
            let mut values = Vec::new();
            let mut parties = Vec::new();
            for _ in 0..n {
                let rows: Vec<Vec<Score>> = (0..20)
                    .map(|_| {
                        let weight = random.between(100, 1000);
                        (0..10).map(|_| random.between(0, weight)).collect()
                    })
                    .collect();
                let best: Score = rows.iter().map(|r| *r.iter().max().unwrap()).sum();
                parties.push(Party {
                    consent: Consent::Whole,
                    no_deal: best * 45 / 100,
                    carries: Vec::new(),
                    cap: None,
                });
                values.push(rows);
            }
            let parts = Parts { parties, options: vec![10; 20], values, ..Parts::default() };
            let problem = Problem::new(parts).unwrap();
            let known = players(&problem, &[]).unwrap();
            let start = std::time::Instant::now();
            let ks = lottery::kalai_smorodinsky(&problem, &[], &known, &mut plenty()).unwrap();
            let first = start.elapsed();
            let start = std::time::Instant::now();
            let nash = nash(&problem, &[], &known);
            let second = start.elapsed();
            let start = std::time::Instant::now();
            proved(&problem, &[], &ks);
            let third = start.elapsed();
            let gap = nash.bound.map(|b| (b - &nash.value) / &nash.value * big(10i128.pow(15)));
            println!(
                "{n} parties, seed {seed}: KS {first:?} ({:?}, {} rounds, {} packages), checked in {third:?}; \
                 Nash {second:?} (gap {:?}e-15, {} packages)",
                ks.stop,
                ks.rounds.len(),
                ks.lottery.len(),
                gap.map(|g| g.to_integer().to_string()),
                nash.lottery.len()
            );
        }
    }
}
