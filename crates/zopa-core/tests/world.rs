//! Plausible worlds: what is drawn has the distribution asked for, agrees with everything said, and is the same however
//! it is drawn.

mod common;

use common::families::{agrees, family, fixed, known, mind, moments, pert, place, range, sample, worlds, worth};
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
            let Some(i) = (0..problem.m()).rev().find(|&i| package[i] + 1 < problem.options()[i]) else { break };
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
