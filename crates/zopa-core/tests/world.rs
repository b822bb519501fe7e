//! Plausible worlds: what is drawn has the distribution asked for, agrees with everything said, and is the same however
//! it is drawn.

mod common;

use common::families::{
    agrees, family, fixed, known, mind, moments, pert, place, range, sample, worlds, worth,
};
use common::{cases, random::Random};
use zopa_core::problem::{Opt, Problem, Score};
use zopa_core::world::{BLOCK, Case, Coordinate, Family, GRID, Mind, Quantity, Said, Sum, Tables};

/// Within four standard errors of independent draws.
#[track_caller]
fn near(found: (f64, f64), n: usize, want: f64) {
    let error = 4.0 * found.1 / (n as f64).sqrt() + 1e-9;
    assert!((found.0 - want).abs() < error, "{found:?} over {n} is not {want}");
}

fn ordered(n: usize) -> Family {
    let mut mind = mind(vec![range(0.0, 100.0); n], &vec![2; n]);
    mind.said = (1..n).map(|below| Said::Weight { above: below - 1, below }).collect();
    family(known(vec![mind], &vec![2; n]))
}

#[test]
fn weights_in_an_order_have_the_rank_order_centroid() {
    // F. H. Barron and B. E. Barrett (1996), "Decision quality using ranked attribute weights", Management Science 42.
    let three = [11.0 / 18.0, 5.0 / 18.0, 1.0 / 9.0];
    let five = [0.4566666667, 0.2566666667, 0.1566666667, 0.09, 0.04];
    for centroid in [&three[..], &five] {
        let family = ordered(centroid.len());
        let drawn = worlds(&family, &Case::middle(&family), 1, 40_000);
        for (i, &share) in centroid.iter().enumerate() {
            near(moments(&drawn, |w| w.point[i]), drawn.len(), 100.0 * share);
        }
        drawn.iter().for_each(|w| assert_eq!(agrees(&family, &w.point, 1e-9), Ok(())));
    }
}

/// Weights that sum to 100 by brute force: all but the first from their ranges.
fn rejected(ranges: &[[f64; 2]], want: usize) -> Vec<Vec<f64>> {
    let random = &mut Random::new(5);
    let mut taken = Vec::new();
    while taken.len() < want {
        let mut w: Vec<f64> = ranges
            .iter()
            .map(|[low, high]| low + (high - low) * ((random.next() >> 11) as f64 / (1u64 << 53) as f64))
            .collect();
        w[0] = 100.0 - w[1..].iter().sum::<f64>();
        if (ranges[0][0]..=ranges[0][1]).contains(&w[0]) {
            taken.push(w);
        }
    }
    taken
}

#[test]
fn weights_within_ranges_and_a_sum_are_uniform_on_them() {
    // Settled best from the lowest ends, from the highest ends, and by all but one.
    let sets: [&[[f64; 2]]; 4] = [
        &[[0.0, 60.0], [10.0, 70.0], [0.0, 90.0]],
        &[[0.0, 36.0], [0.0, 37.0], [0.0, 38.0]],
        &[[20.0, 30.0], [10.0, 20.0], [30.0, 45.0], [15.0, 25.0]],
        &[[0.0, 100.0], [0.0, 100.0], [0.0, 100.0], [5.0, 10.0]],
    ];
    for ranges in sets {
        let weights: Vec<Quantity> = ranges.iter().map(|[low, high]| range(*low, *high)).collect();
        let family = family(known(vec![mind(weights, &vec![2; ranges.len()])], &vec![2; ranges.len()]));
        let drawn = worlds(&family, &Case::middle(&family), 3, 20_000);
        let slow = rejected(ranges, 20_000);
        for i in 0..ranges.len() {
            let mean = |power: f64| slow.iter().map(|w| w[i].powf(power)).sum::<f64>() / slow.len() as f64;
            let (first, spread) = moments(&drawn, |w| w.point[i]);
            near((first, spread * 1.5), drawn.len(), mean(1.0));
            let (second, spread) = moments(&drawn, |w| w.point[i] * w.point[i]);
            near((second, spread * 1.5), drawn.len(), mean(2.0));
        }
        drawn.iter().for_each(|w| assert_eq!(agrees(&family, &w.point, 1e-8), Ok(())));
    }
}

#[test]
fn tables_hold_the_numbers_of_the_point() {
    for seed in 0..cases(200) {
        let (known, point) = sample(seed);
        let mut known = known;
        known.minds.iter_mut().for_each(|m| m.said.clear());
        let family = family(known);
        let mut tables = Tables::default();
        family.tables(&point, &mut tables);
        let problem = rebuilt(family.structure(), &tables);
        let mut package = vec![0; problem.m()];
        loop {
            for p in 0..problem.n() {
                let value = problem.value(p, &package) as f64 / GRID as f64;
                // Half a grid point for each table and box.
                let off = (value - worth(&family, p, &point, &package)).abs();
                assert!(off <= 1e-5, "seed {seed}, party {p}, package {package:?}: off by {off}");
            }
            let Some(i) = (0..problem.m()).rev().find(|&i| package[i] + 1 < problem.options()[i]) else {
                break;
            };
            package[i] += 1;
            package[i + 1..].fill(0);
        }
    }
}

/// The structure with the numbers of tables, by their layout.
fn rebuilt(structure: &Problem, tables: &Tables) -> Problem {
    let mut parts = common::parts(structure);
    let n = structure.n();
    for (p, rows) in parts.values.iter_mut().enumerate() {
        let entries = rows.iter_mut().flatten().enumerate();
        entries.for_each(|(k, value)| *value = Score::from(tables.values[k * n + p]));
        parts.parties[p].no_deal = tables.no_deal[p].into();
        parts.parties[p].cap = (tables.ceilings[p] != i64::MAX).then(|| tables.ceilings[p].into());
    }
    for (pair, points) in parts.pairs.iter_mut().zip(&tables.pairs) {
        pair.points = points.iter().map(|&v| v.into()).collect();
    }
    parts.boxes.iter_mut().zip(&tables.boxes).for_each(|(b, &v)| b.points = v.into());
    Problem::new(parts).expect("a problem")
}

#[test]
fn every_world_agrees_with_everything_said() {
    let mut walked = 0;
    for seed in 0..cases(150) {
        let (known, point) = sample(seed);
        let family = family(known);
        assert_eq!(agrees(&family, &point, 1e-7), Ok(()), "seed {seed}");
        walked += usize::from(!family.walked().is_empty());
        for t in [0.0, 0.5, 1.0] {
            let case = Case { within: t, others: 1.0 - t, links: vec![t; family.links().len()] };
            for world in family.block(&case, seed, 2).expect("a block").iter().step_by(37) {
                assert_eq!(agrees(&family, &world.point, 1e-7), Ok(()), "seed {seed}");
                assert_eq!(family.contradicted(&world.point), None, "seed {seed}");
                assert!(world.toughness.iter().all(|t| (0.0..=1.0).contains(t)));
            }
        }
    }
    assert!(walked > 5, "only {walked} families were walked through");
}

#[test]
fn a_world_is_the_same_alone_and_in_any_order() {
    for seed in 0..cases(30) {
        let (known, _) = sample(seed);
        let family = family(known);
        let case = Case::middle(&family);
        let blocks: Vec<_> = (0..3).map(|b| family.block(&case, seed, b).expect("a block")).collect();
        assert!(blocks.iter().all(|b| b.len() as u64 == BLOCK));
        for b in (0..3).rev() {
            let mut draws = family.draws(&case, seed, b).expect("draws");
            let mut world = blocks[0][7].clone();
            for other in &blocks[b as usize] {
                assert!(draws.next(&mut world).expect("a world") && world == *other, "seed {seed}");
            }
            assert!(!draws.next(&mut world).expect("an end"));
        }
        let free = family.quantities().iter().any(|q| q.low < q.high);
        assert!(!free || blocks[0] != blocks[1], "seed {seed}");
    }
}

/// A party of three issues that has said so much that hardly any draw agrees.
fn thin(peaked: bool) -> Mind {
    let weight = if peaked { pert(10.0, 30.0, 80.0) } else { range(5.0, 80.0) };
    let mut mind = mind(vec![weight, range(5.0, 80.0), range(5.0, 80.0)], &[3, 3, 3]);
    for row in &mut mind.values {
        row[1] = range(0.0, 100.0);
    }
    mind.no_deal = range(0.0, 100.0);
    mind.said = vec![
        Said::Alike { one: vec![1, 0, 2], other: vec![2, 1, 0], within: 2.0 },
        Said::OverNoDeal { package: vec![1, 1, 1], low: -1.0, high: 2.0 },
        Said::Better { better: vec![0, 2, 1], worse: vec![2, 0, 1], by: 20.0 },
        Said::Difference { issue: 1, larger: [2, 1], smaller: [1, 0] },
    ];
    mind
}

#[test]
fn walks_and_rejection_draw_from_the_same_set() {
    for peaked in [false, true] {
        let walked = family(known(vec![thin(peaked)], &[3, 3, 3]));
        assert!(!walked.walked().is_empty());
        let open = family(known(vec![Mind { said: Vec::new(), ..thin(peaked) }], &[3, 3, 3]));
        let mut slow = worlds(&open, &Case::middle(&open), 4, 3_000_000);
        slow.retain(|w| agrees(&walked, &w.point, 0.0).is_ok());
        let fast = worlds(&walked, &Case::middle(&walked), 4, 60_000);
        for &c in &walked.walked() {
            for power in [1.0, 2.0] {
                let (mean, spread) = moments(&fast, |w| w.point[c].powf(power));
                let (want, other) = moments(&slow, |w| w.point[c].powf(power));
                // Walks are worth fewer independent draws: a fifth is granted.
                let error = 4.0
                    * (spread * spread * 5.0 / fast.len() as f64 + other * other / slow.len() as f64).sqrt();
                assert!(
                    (mean - want).abs() < error,
                    "{:?}: {mean} is not {want} ± {error}",
                    walked.coordinates()[c]
                );
            }
        }
        assert!(slow.len() > 500, "{}", slow.len());
    }
}
