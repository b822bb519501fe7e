//! Counts of acceptable packages equal those of the twin that looks at every one; draws are acceptable, and uniform.

mod common;

use common::random::{Random, Sample};
use common::{cases, each, hand, twin};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use std::collections::BTreeMap;
use zopa_core::answer::{Limit, Stop};
use zopa_core::budget::Budget;
use zopa_core::check::{Check, Verdict};
use zopa_core::count::{self, Settings};
use zopa_core::problem::{Consent, Literal, Opt, Parts, Party, Problem, Rule, Score};

fn plenty() -> Budget<'static> {
    Budget::new(1 << 40)
}

fn rational(a: u64, b: u64) -> BigRational {
    BigRational::new(a.into(), b.into())
}

/// Parties with values that add up, no deal at this share of the range of each.
fn additive(seed: u64, parties: usize, options: &[usize], scale: Score, percent: Score) -> Problem {
    let random = &mut Random::new(seed);
    let mut values = Vec::new();
    let mut all = Vec::new();
    for _ in 0..parties {
        let weights: Vec<Score> = options.iter().map(|_| random.between(15, 200)).collect();
        let whole: Score = weights.iter().sum();
        let rows: Vec<Vec<Score>> = options
            .iter()
            .zip(&weights)
            .map(|(&k, w)| {
                let raw: Vec<Score> = (0..k).map(|_| random.between(0, 1_000_000)).collect();
                let (low, high) = (*raw.iter().min().unwrap(), *raw.iter().max().unwrap());
                raw.iter().map(|v| (v - low) * w * scale / (whole * (high - low).max(1))).collect()
            })
            .collect();
        let best: Score = rows.iter().map(|r| *r.iter().max().unwrap()).sum();
        all.push(Party {
            consent: Consent::Whole,
            no_deal: best * percent / 100,
            carries: Vec::new(),
            cap: None,
        });
        values.push(rows);
    }
    Problem::new(Parts { parties: all, options: options.to_vec(), values, ..Parts::default() }).unwrap()
}

#[test]
fn counts_are_those_of_every_package_looked_at() {
    each(cases(600), |_, Sample { problem, real }| {
        let zone = twin::zone(problem, real).len();
        let count = count::acceptable(problem, real, &mut plenty());
        assert_eq!((count.value, count.stop), (Some(BigUint::from(zone)), Stop::Complete));
    });
}

#[test]
fn the_checker_counts_the_same_and_nothing_else() {
    each(cases(400), |_, Sample { problem, real }| {
        let check = Check::new(problem, real, 10_000_000).unwrap();
        let zone = BigUint::from(twin::zone(problem, real).len());
        assert_eq!(check.count(&zone), Verdict::Holds);
        hand::fails(check.count(&(&zone + 1u32)), "acceptable");
        assert_eq!(Check::new(problem, real, 0).unwrap().count(&(zone + 1u32)), Verdict::NotReproved);
    });
}

#[test]
fn large_counts_are_checked() {
    let problem = additive(3, 2, &[10; 20], 60, 60);
    let count = count::acceptable(&problem, &[], &mut plenty()).value.unwrap();
    let check = Check::new(&problem, &[], 10_000_000).unwrap();
    assert_eq!(check.count(&count), Verdict::Holds);
    hand::fails(check.count(&(count - 1u32)), "acceptable");
}

#[test]
fn dense_tables_count_the_same() {
    // More packages than states, so that the tables are dense; two issues fewer and they are listed.
    for seed in 0..cases(30) {
        for parties in 1..=4 {
            let problem = additive(seed, parties, &[4, 3, 5, 2, 4, 3, 4], 12, 30 + (seed % 5) as Score * 10);
            let zone = twin::zone(&problem, &[]).len();
            let count = count::acceptable(&problem, &[], &mut plenty());
            assert_eq!(count.value, Some(BigUint::from(zone)), "seed {seed}, {parties} parties");
        }
    }
}

#[test]
fn counts_past_128_bits_are_whole() {
    // No party can lose: all 50^40 packages are acceptable; with one issue that refuses half, half are.
    let mut values = vec![vec![vec![0; 50]; 40]];
    let party = Party { consent: Consent::Whole, no_deal: 0, carries: Vec::new(), cap: None };
    let parts = Parts { parties: vec![party], options: vec![50; 40], ..Parts::default() };
    let all = Problem::new(Parts { values: values.clone(), ..parts.clone() }).unwrap();
    let expected = BigUint::from(50u32).pow(40);
    assert_eq!(count::acceptable(&all, &[], &mut plenty()).value, Some(expected.clone()));
    values[0][7][..25].fill(-1);
    let half = Problem::new(Parts { values, ..parts }).unwrap();
    assert_eq!(count::acceptable(&half, &[], &mut plenty()).value, Some(expected / 2u32));
}

#[test]
fn rules_over_many_issues_need_few_states() {
    // At most three of forty first options, and one of them at least: 40 + C(40, 2) + C(40, 3) packages.
    let firsts: Vec<Opt> = (0..40).map(|issue| Opt { issue, option: 0 }).collect();
    let one = firsts.iter().map(|&opt| Literal { opt, chosen: true }).collect();
    let rules = vec![Rule::AtMost { options: firsts, count: 3 }, Rule::Clause(one)];
    let party = Party { consent: Consent::Whole, no_deal: 0, carries: Vec::new(), cap: None };
    let values = vec![vec![vec![0; 2]; 40]];
    let parts = Parts { parties: vec![party], options: vec![2; 40], values, rules, ..Parts::default() };
    let problem = Problem::new(parts).unwrap();
    let expected = BigUint::from(40u32 + 780 + 9880);
    assert_eq!(count::acceptable(&problem, &[], &mut plenty()).value, Some(expected.clone()));
    assert_eq!(Check::new(&problem, &[], 1_000_000).unwrap().count(&expected), Verdict::Holds);
}

#[test]
fn what_does_not_fit_is_refused() {
    let problem = additive(1, 4, &[10; 20], 10_000, 50);
    let count = count::acceptable(&problem, &[], &mut plenty());
    assert_eq!((count.value, count.stop), (None, Stop::Limit(Limit::Counts)));
}

#[test]
fn draws_are_acceptable_and_uniform() {
    let mut judged = 0;
    for seed in 0..cases(300) {
        let Sample { problem, real } = common::random::sample(seed);
        let zone = twin::zone(&problem, &real);
        if zone.len() > 60 {
            continue;
        }
        let draws = zone.len() * 40;
        let drawn = count::sample(&problem, &real, draws, seed, &mut plenty()).unwrap();
        assert_eq!(drawn.len(), draws, "seed {seed}");
        let mut times: BTreeMap<_, f64> = zone.into_iter().map(|x| (x, 0.0)).collect();
        for x in drawn {
            *times.get_mut(&x).expect("an acceptable package") += 1.0;
        }
        if times.len() > 1 {
            // The square sum has mean k - 1 and variance about 2 (k - 1).
            let square: f64 = times.values().map(|t| (t - 40.0) * (t - 40.0) / 40.0).sum();
            let free = times.len() as f64 - 1.0;
            assert!(square < free + 6.0 * (2.0 * free).sqrt() + 8.0, "seed {seed}: {square} for {free}");
            judged += 1;
        }
    }
    assert!(judged > cases(300) / 10, "{judged} zones had a choice");
}

#[test]
fn intervals_hold_the_share_and_the_coarse_grid_loses_nothing() {
    let mut inside = 0;
    let mut rejected = 0;
    let all = cases(200);
    for seed in 0..all {
        let parties = 2 + seed as usize % 3;
        let problem = additive(seed, parties, &[4, 3, 5, 2, 4, 3], 100_000, 35 + (seed % 4) as Score * 10);
        let zone = twin::zone(&problem, &[]).len() as u64;
        let settings = Settings { grid: 6 + (seed % 9) as u32, tries: 700, seed };
        let found = count::estimate(&problem, &[], settings, &mut plenty()).unwrap();
        assert_eq!(found.packages, BigUint::from(1440u32));
        assert!(found.coarse >= BigUint::from(zone), "seed {seed}: the coarse grid loses packages");
        let share = rational(zone, 1440);
        inside += u64::from(found.low <= share && share <= found.high);
        rejected += u64::from(found.hits < found.tries);
        if found.exact {
            assert_eq!(found.share, share);
        } else if found.tries > 0 {
            let coarse = BigRational::from(BigInt::from(found.coarse.clone()));
            assert_eq!(found.share, coarse * rational(found.hits, found.tries * 1440));
        }
        // Equal settings, equal answer.
        if seed < 10 {
            assert_eq!(count::estimate(&problem, &[], settings, &mut plenty()), Ok(found));
        }
    }
    assert!(inside * 100 >= all * 93, "the interval holds the share in {inside} of {all} cases");
    assert!(rejected * 2 > all, "hardly anything was rejected: {rejected} of {all}");
}

#[test]
fn estimates_hold_for_all_consents_rules_and_tables() {
    let mut inside = 0;
    let all = cases(300);
    for seed in 0..all {
        let Sample { problem, real } = common::random::sample(seed);
        let zone = twin::zone(&problem, &real).len() as u64;
        let settings = Settings { grid: 4, tries: 300, seed };
        let found = count::estimate(&problem, &real, settings, &mut plenty()).unwrap();
        assert!(found.coarse >= BigUint::from(zone), "seed {seed}: the coarse grid loses packages");
        let share = BigRational::new(zone.into(), BigInt::from(problem.packages().unwrap()));
        inside += u64::from(found.low <= share && share <= found.high);
    }
    assert!(inside * 100 >= all * 93, "the interval holds the share in {inside} of {all} cases");
}

/// Times, by hand: `cargo test --release -p zopa-core --test counting -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
fn measured() {
    let time = |name: &str, run: &dyn Fn() -> String| {
        let best = (0..3).map(|_| {
            let start = std::time::Instant::now();
            let text = run();
            (start.elapsed(), text)
        });
        let (least, text) = best.min_by_key(|(t, _)| *t).unwrap();
        println!("{name}: {least:?}; {text}");
    };
    for percent in [30, 50, 60, 70] {
        let two = additive(3, 2, &[10; 20], 1_000, percent);
        time(&format!("2 parties, 10^20, 1e3, {percent} %"), &|| {
            format!("{:?}", count::acceptable(&two, &[], &mut plenty()).value.map(|v| v.to_string()))
        });
    }
    for (parties, scale) in [(2, 10_000), (3, 100), (1, 1_000_000)] {
        let other = additive(3, parties, &[10; 20], scale, 60);
        time(&format!("{parties} parties, 10^20, scale {scale}, 60 %"), &|| {
            let found = count::acceptable(&other, &[], &mut plenty());
            format!("{:?} {:?}", found.value.map(|v| v.to_string()), found.stop)
        });
    }
    let small = additive(3, 2, &[10; 20], 200, 60);
    let count = count::acceptable(&small, &[], &mut plenty()).value.unwrap();
    let check = Check::new(&small, &[], u64::MAX).unwrap();
    time("the checker, 2 parties, 10^20, scale 200, 60 %", &|| format!("{:?}", check.count(&count)));
    let wide = additive(3, 2, &[50; 40], 1_000, 60);
    time("2 parties, 50^40, 1e3", &|| {
        format!("{:?}", count::acceptable(&wide, &[], &mut plenty()).value.map(|v| v.to_string()))
    });
    for percent in [30, 50, 60] {
        let three = additive(5, 3, &[10; 20], 10_000, percent);
        for grid in [64, 96, 128, 160] {
            time(&format!("3 parties, 10^20, 1e4, {percent} %, grid {grid}"), &|| {
                let settings = Settings { grid, tries: 20_000, seed: 1 };
                match count::estimate(&three, &[], settings, &mut plenty()) {
                    Ok(e) => {
                        let wide = |r: &BigRational| {
                            let scaled = r * BigRational::from(BigInt::from(10u64.pow(12)));
                            scaled.to_integer().to_string().parse::<f64>().unwrap() / 1e12
                        };
                        let (low, share, high) = (wide(&e.low), wide(&e.share), wide(&e.high));
                        format!(
                            "{} of {} hits, share {share:.4e}, -{:.1} % +{:.1} %",
                            e.hits,
                            e.tries,
                            (1.0 - low / share) * 100.0,
                            (high / share - 1.0) * 100.0
                        )
                    }
                    Err(stop) => format!("{stop:?}"),
                }
            });
        }
        time(&format!("3 parties, {percent} %, 1000 samples"), &|| {
            format!("{:?}", count::sample(&three, &[], 1000, 1, &mut plenty()).map(|s| s.len()))
        });
    }
}

#[test]
fn what_is_accepted_among_draws_are_the_hits_of_the_estimate() {
    let problem = additive(11, 3, &[4, 5, 4, 5, 4], 1_000_000, 55);
    let settings = Settings { grid: 12, tries: 5_000, seed: 3 };
    let estimate = count::estimate(&problem, &[], settings, &mut plenty()).expect("room for it");
    let accepted = count::accepted(&problem, &[], settings, &mut plenty()).expect("room for it");
    assert!(!estimate.exact && estimate.hits > 0 && estimate.hits < estimate.tries);
    assert_eq!(accepted.len() as u64, estimate.hits);
    assert!(accepted.iter().all(|x| problem.acceptable(&[], x)));
    // The ends of the estimate are those of the interval, as a part of all packages.
    let part = BigRational::new(estimate.coarse.clone().into(), estimate.packages.clone().into());
    let ends = count::interval(estimate.hits, estimate.tries).map(|end| end * &part);
    assert_eq!(ends, [estimate.low, estimate.high]);
}
