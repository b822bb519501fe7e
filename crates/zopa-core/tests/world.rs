//! Plausible worlds: what is drawn has the distribution asked for, agrees with everything said, and is the same however
//! it is drawn.

mod common;

use common::families::{agrees, family, fixed, known, mind, moments, pert, range, sample, worlds, worth};
use common::{cases, random::Random};
use zopa_core::problem::{Opt, Problem, Score};
use zopa_core::world::{
    BLOCK, Case, Coordinate, Family, Firm, GRID, Group, Link, Mind, Mixing, Quantity, R_HAT, Said, Sum,
    Tables,
};

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
            let mean =
                |power: f64| slow.iter().map(|w| libm::pow(w[i], power)).sum::<f64>() / slow.len() as f64;
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
    for seed in 0..cases(50) {
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
    assert!(walked > 8, "only {walked} families were walked through");
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
        let case = Case::middle(&open);
        let mut slow = Vec::new();
        for block in 0..8_000 {
            let drawn = open.block(&case, 4, block).expect("a block");
            slow.extend(drawn.into_iter().filter(|w| agrees(&walked, &w.point, 0.0).is_ok()));
        }
        let fast = worlds(&walked, &case, 4, 40_000);
        let mut mixing = Mixing::new(&walked);
        fast.iter().for_each(|w| mixing.see(w));
        let spread = mixing.spread().expect("walks");
        assert!(spread.mixed() && spread.effective > 3000.0, "{spread:?}");
        for &c in &walked.walked() {
            for power in [1.0, 2.0] {
                let (mean, one) = moments(&fast, |w| libm::pow(w.point[c], power));
                let (want, other) = moments(&slow, |w| libm::pow(w.point[c], power));
                let square = one * one / spread.effective + other * other / slow.len() as f64;
                let off = (mean - want).abs() / square.sqrt();
                assert!(off < 4.0, "{:?}: {mean} is not {want}", walked.coordinates()[c]);
            }
        }
        assert!(slow.len() > 300, "{}", slow.len());
    }
}

#[test]
fn walks_that_stay_apart_are_found_out() {
    let walked = family(known(vec![thin(false)], &[3, 3, 3]));
    let case = Case::middle(&walked);
    let mut worlds: Vec<_> = (0..4).flat_map(|b| walked.block(&case, 1, b).expect("a block")).collect();
    let c = walked.walked()[3];
    let spread = |worlds: &[zopa_core::world::World]| {
        let mut parts = [Mixing::new(&walked), Mixing::new(&walked)];
        worlds.iter().enumerate().for_each(|(k, w)| parts[k / 512].see(w));
        let [mut one, other] = parts;
        one.join(&other);
        one.spread().expect("walks")
    };
    assert!(spread(&worlds).r_hat < 1.2);
    // One block's walk, somewhere else.
    worlds[256..512].iter_mut().for_each(|w| w.point[c] += 60.0);
    let apart = spread(&worlds);
    assert!(apart.r_hat > R_HAT && apart.worst == c && !apart.mixed(), "{apart:?}");
    // A walk that moves slowly is worth less.
    (0..1024).for_each(|k| worlds[k].point[c] = (k % 256) as f64);
    assert!(spread(&worlds).effective < 30.0, "{:?}", spread(&worlds));
}

/// Correlation of two numbers of each world.
fn correlation(worlds: &[zopa_core::world::World], of: impl Fn(&zopa_core::world::World) -> [f64; 2]) -> f64 {
    let (a, b) = (moments(worlds, |w| of(w)[0]), moments(worlds, |w| of(w)[1]));
    let product = moments(worlds, |w| (of(w)[0] - a.0) * (of(w)[1] - b.0)).0;
    product / (a.1 * b.1)
}

#[test]
fn red_lines_share_a_toughness_as_declared() {
    let mut known = known(vec![mind(vec![range(0.0, 100.0); 2], &[2, 2]); 2], &[2, 2]);
    let mut parts = common::parts(&known.structure);
    let line = |party: usize| zopa_core::problem::Line { party, excludes: vec![Opt { issue: 0, option: 0 }] };
    parts.lines = vec![line(0), line(0), line(0), line(0), line(1)];
    known.structure = Problem::new(parts).expect("a structure");
    let group = |party: usize| Group { party, within: range(0.5, 0.9), others: range(0.0, 0.4) };
    known.groups = vec![group(0), group(0), group(1)];
    let firm = |group: Option<usize>| Firm { firmness: range(0.2, 0.6), group };
    known.lines = vec![firm(Some(0)), firm(Some(0)), firm(Some(1)), firm(None), firm(Some(2))];
    let family = family(known);
    for (within, others) in [(0.0, 0.0), (1.0, 1.0), (0.5, 1.0)] {
        let case = Case { within, others, links: Vec::new() };
        let drawn = worlds(&family, &case, 9, 40_000);
        let z =
            |l: usize| move |w: &zopa_core::world::World| zopa_core::special::normal_quantile(w.toughness[l]);
        let both = |a: usize, b: usize| correlation(&drawn, |w| [z(a)(w), z(b)(w)]);
        let (within, others) = (0.5 + 0.4 * within, 0.4 * others);
        for (a, b, want) in [(0, 1, within), (0, 2, others), (1, 2, others), (0, 3, 0.0), (0, 4, 0.0)] {
            let found = both(a, b);
            assert!((found - want).abs() < 0.02, "lines {a} and {b}: {found} is not {want}");
        }
        for l in 0..5 {
            near(moments(&drawn, |w| w.toughness[l]), drawn.len(), 0.5);
            near(moments(&drawn, |w| w.toughness[l] * w.toughness[l]), drawn.len(), 1.0 / 3.0);
            // A line is real as often as it is firm: 0.4 on average.
            let firmness = family.firmness();
            let real = |w: &zopa_core::world::World| f64::from(u8::from(w.real(&w.point[firmness..])[l]));
            near(moments(&drawn, real), drawn.len(), 0.4);
        }
    }
}

#[test]
fn linked_numbers_rise_and_fall_together_and_keep_their_distributions() {
    let mut made = mind(vec![range(0.0, 100.0); 2], &[2, 2]);
    made.no_deal = pert(10.0, 20.0, 60.0);
    made.values[0][0] = range(0.0, 50.0);
    made.values[1][1] = range(40.0, 90.0);
    let mut known = known(vec![made], &[2, 2]);
    known.links = vec![Link { members: vec![(2, true), (5, false), (6, true)], strength: range(0.0, 0.8) }];
    let family = family(known);
    assert_eq!(family.coordinates()[6], Coordinate::NoDeal(0));
    let at = |t: f64| Case { within: 0.0, others: 0.0, links: vec![t] };
    let z = zopa_core::special::normal_quantile;
    for t in [0.0, 0.5, 1.0] {
        let drawn = worlds(&family, &at(t), 2, 40_000);
        let pair = |w: &zopa_core::world::World| [z(w.point[2] / 50.0), z((w.point[5] - 40.0) / 50.0)];
        let found = correlation(&drawn, pair);
        assert!((found + 0.8 * t).abs() < 0.02, "{found}");
        near(moments(&drawn, |w| w.point[2]), drawn.len(), 25.0);
        near(moments(&drawn, |w| w.point[5]), drawn.len(), 65.0);
        // PERT: (l + 4 b + h)/6.
        near(moments(&drawn, |w| w.point[6]), drawn.len(), 25.0);
        assert!(correlation(&drawn, |w| [w.point[2], w.point[6]]) * t >= 0.0);
    }
    // Cases differ in what depends on them, and in nothing else.
    let (one, other) = (worlds(&family, &at(0.0), 2, 256), worlds(&family, &at(1.0), 2, 256));
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one.point[..2], other.point[..2]);
        assert_ne!(one.point[5], other.point[5]);
    }
}

#[test]
fn linked_numbers_that_are_walked_through_keep_what_links_them() {
    let mut made = thin(false);
    made.said.truncate(3);
    let mut known = known(vec![made], &[3, 3, 3]);
    let no_deal = known.minds[0].weights.len() + 9;
    known.links = vec![Link { members: vec![(4, true), (no_deal, false)], strength: fixed(0.6) }];
    let walked = family(known.clone());
    assert!(walked.walked().contains(&no_deal) && walked.coordinates()[no_deal] == Coordinate::NoDeal(0));
    known.minds[0].said.clear();
    let open = family(known);
    let case = Case::middle(&open);
    let mut slow = Vec::new();
    for block in 0..8_000 {
        let drawn = open.block(&case, 4, block).expect("a block");
        slow.extend(drawn.into_iter().filter(|w| agrees(&walked, &w.point, 0.0).is_ok()));
    }
    let fast = worlds(&walked, &case, 4, 40_000);
    for &c in &walked.walked() {
        let ((mean, spread), (want, other)) =
            (moments(&fast, |w| w.point[c]), moments(&slow, |w| w.point[c]));
        let error = (spread * spread * 10.0 / fast.len() as f64 + other * other / slow.len() as f64).sqrt();
        assert!((mean - want).abs() < 4.0 * error, "{c}: {mean} is not {want}");
    }
    let pair = |w: &zopa_core::world::World| [w.point[4], w.point[no_deal]];
    let (one, other) = (correlation(&fast, pair), correlation(&slow, pair));
    assert!((one - other).abs() < 5.0 / (slow.len() as f64).sqrt(), "{one} is not {other}");
}

#[test]
fn weights_with_best_values_and_a_sum_have_the_densities_of_both() {
    // Two weights of one freedom: the density of (w, 100 - w) is the product of both.
    let ranges = [pert(20.0, 30.0, 70.0), pert(35.0, 50.0, 80.0)];
    let family = family(known(vec![mind(ranges.to_vec(), &[2, 2])], &[2, 2]));
    let drawn = worlds(&family, &Case::middle(&family), 6, 40_000);
    let density = |q: &Quantity, x: f64| {
        let best = q.best.expect("a best value");
        let power = 4.0 * (best - q.low) / (q.high - q.low);
        libm::pow((x - q.low).max(0.0), power) * libm::pow((q.high - x).max(0.0), 4.0 - power)
    };
    let (mut sum, mut mean) = (0.0, 0.0);
    for k in 0..100_000 {
        let w = 20.0 + 50.0 * (f64::from(k) + 0.5) / 1e5;
        let weight = density(&ranges[0], w) * density(&ranges[1], 100.0 - w);
        (sum, mean) = (sum + weight, mean + weight * w);
    }
    near(moments(&drawn, |w| w.point[0]), drawn.len(), mean / sum);
}

#[test]
fn exact_ratios_are_kept_and_scaled_weights_too() {
    let mut one = mind(vec![range(0.0, 100.0); 4], &[2; 4]);
    one.said = vec![Said::Ratio { of: 0, to: 1, low: 2.0, high: 2.0 }, Said::Weight { above: 1, below: 2 }];
    let mut two = mind(vec![range(1.0, 10.0); 4], &[2; 4]);
    two.sum = Sum::Scaled;
    two.said = vec![
        Said::OverNoDeal { package: vec![1, 1, 0, 0], low: 10.0, high: 10.05 },
        Said::Alike { one: vec![1, 0, 0, 0], other: vec![0, 1, 0, 0], within: 0.1 },
    ];
    let family = family(known(vec![one, two], &[2; 4]));
    assert_eq!(family.walked().len(), 8);
    for world in worlds(&family, &Case::middle(&family), 1, 1000) {
        assert_eq!(agrees(&family, &world.point, 1e-7), Ok(()));
    }
    // On w1 = 2 w2 the rest is uniform: with (w2, w3, w4) = (a/3, b, c) scaled to a simplex, cut where a/3 ≥ b.
    let drawn = worlds(&family, &Case::middle(&family), 2, 40_000);
    let random = &mut Random::new(3);
    let mut slow = Vec::new();
    while slow.len() < 40_000 {
        let e: Vec<f64> =
            (0..3).map(|_| -libm::log((random.next() >> 11) as f64 / (1u64 << 53) as f64)).collect();
        let sum: f64 = e.iter().sum();
        if e[0] / 3.0 >= e[1] {
            slow.push(100.0 * e[0] / sum / 3.0);
        }
    }
    let want = slow.iter().sum::<f64>() / slow.len() as f64;
    let (mean, spread) = moments(&drawn, |w| w.point[1]);
    near((mean, 4.0 * spread), drawn.len(), want);
}

#[test]
fn what_does_not_fit_is_refused_with_its_place() {
    let fault = |change: &dyn Fn(&mut zopa_core::world::Known)| {
        let mut parts = known(vec![mind(vec![range(10.0, 60.0); 3], &[2; 3])], &[2; 3]);
        change(&mut parts);
        Family::new(parts).expect_err("a fault").to_string()
    };
    let said = |said: Vec<Said>| fault(&|known| known.minds[0].said = said.clone());
    assert!(
        fault(&|k| k.minds[0].weights = vec![range(10.0, 30.0); 3]).contains("party 0: the weights sum to")
    );
    assert!(fault(&|k| k.minds[0].no_deal = range(3.0, 2.0)).contains("NoDeal(0)"));
    assert!(fault(&|k| k.minds[0].no_deal = pert(3.0, 9.0, 5.0)).contains("out of order"));
    assert!(fault(&|k| k.minds[0].values[0][1] = range(0.0, 1e12)).contains("too large"));
    assert!(said(vec![Said::Weight { above: 0, below: 7 }]).contains("statement 0"));
    assert!(
        said(vec![Said::Value { issue: 0, above: 0, below: 1 }])
            .contains("contradict its answer with number 1")
    );
    let no = said(vec![Said::OverNoDeal { package: vec![1, 1, 1], low: 90.0, high: 100.0 }]);
    assert!(no.contains("no numbers were found") && no.contains("answer of party 0 with number 1"), "{no}");
    let none = said(vec![
        Said::Ratio { of: 0, to: 1, low: 2.0, high: 3.0 },
        Said::Ratio { of: 1, to: 2, low: 2.0, high: 3.0 },
        Said::Ratio { of: 2, to: 0, low: 2.0, high: 3.0 },
    ]);
    assert!(none.contains("no numbers were found") && none.contains("party 0"), "{none}");
    let group =
        |within: Quantity, others: Quantity| fault(&|k| k.groups = vec![Group { party: 0, within, others }]);
    assert!(group(range(0.1, 0.2), range(0.3, 0.9)).contains("group 0"));
    let link = Link { members: vec![(0, true), (9, true)], strength: fixed(0.5) };
    assert!(fault(&|k| k.links = vec![link.clone()]).contains("dependence 0"));
    let family = family(known(vec![mind(vec![range(10.0, 60.0); 3], &[2; 3])], &[2; 3]));
    let case = Case { within: 1.5, ..Case::middle(&family) };
    assert!(family.block(&case, 1, 0).is_err());
}

#[test]
fn a_weight_moves_the_others_by_one_share_of_their_way() {
    let mut first = mind(vec![range(10.0, 50.0), range(20.0, 40.0), range(10.0, 60.0)], &[2; 3]);
    first.sum = Sum::Hundred;
    let family = family(known(vec![first], &[2; 3]));
    // What the others leave: 100 - 40 - 60 and 100 - 20 - 10, cut to the own range.
    assert_eq!(family.room(0), [10.0, 50.0]);
    assert_eq!(family.room(2), [10.0, 60.0]);
    let mut point = family.middle();
    point[..3].copy_from_slice(&[30.0, 30.0, 40.0]);
    let start = point.clone();
    point[0] = 45.0;
    assert!(family.rebalance(&mut point, &[0]));
    // 15 points over the 10 and 30 down to the ends of the others.
    for (found, want) in point.iter().zip([45.0, 30.0 - 3.75, 40.0 - 11.25]) {
        assert!((found - want).abs() < 1e-9, "{point:?}");
    }
    point.clone_from(&start);
    (point[0], point[1]) = (50.0, 40.0);
    assert!(family.rebalance(&mut point, &[0, 1]) && (point[2] - 10.0).abs() < 1e-9);
    point.clone_from(&start);
    (point[1], point[2]) = (20.0, 10.0);
    assert!(!family.rebalance(&mut point, &[1, 2]), "the first cannot be 70");
    assert_eq!(family.tied(), [vec![0, 1, 2]]);
}
