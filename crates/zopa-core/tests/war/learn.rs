//! Learning by fighting.

use super::{Uniform, golden, near, refused};
use zopa_core::war::learn::{Learning, course};

fn war(beliefs: [(f64, f64); 2], discount: f64, cost: f64) -> Learning {
    Learning { forts: 10, held: 5, beliefs, discount, costs: [cost; 2], part: 0.5, horizon: 60 }
}

#[test]
fn learn_1_to_3() {
    for (beliefs, discount, cost, value, settles, battles) in [
        ([(1.0, 1.0), (1.0, 1.0)], 0.95, 0.2, 0.5, true, 0.0),
        ([(6.0, 2.0), (2.0, 6.0)], 0.95, 0.2, 0.541780465, false, 3.75),
        ([(4.0, 2.0), (2.0, 4.0)], 0.98, 0.1, 0.6218009003, false, 10.36621094),
    ] {
        let found = course(&war(beliefs, discount, cost), 0.5).unwrap();
        golden(found.values[0], value);
        golden(found.values[1], value);
        assert_eq!(found.settles, settles);
        golden(found.battles, battles);
    }
}

/// The same by plain recursion over every sequence of battles.
fn slow(w: &Learning, t: usize, wins: usize, held: usize) -> ([f64; 2], bool) {
    let share = held as f64 / w.forts as f64;
    if held == 0 || held == w.forts || t == w.horizon {
        return ([share, 1.0 - share], true);
    }
    let up = slow(w, t + 1, wins + 1, held + 1).0;
    let down = slow(w, t + 1, wins, held - 1).0;
    let go: Vec<f64> = (0..2)
        .map(|i| {
            let (a, b) = w.beliefs[i];
            let p = (a + wins as f64) / (a + b + t as f64);
            w.discount * (p * up[i] + (1.0 - p) * down[i]) - (1.0 - w.discount) * w.costs[i]
        })
        .collect();
    let saved = 1.0 - go[0] - go[1];
    match saved >= 0.0 {
        true => ([go[0] + w.part * saved, go[1] + (1.0 - w.part) * saved], true),
        false => ([go[0], go[1]], false),
    }
}

#[test]
fn plain_recursion_and_simulation_agree() {
    let mut draw = Uniform::new(41);
    for _ in 0..30 {
        let forts = 2 + draw.below(6);
        let w = Learning {
            forts,
            held: draw.below(forts + 1),
            beliefs: [0, 1].map(|_| (draw.between(0.5, 8.0), draw.between(0.5, 8.0))),
            discount: draw.between(0.7, 0.99),
            costs: [draw.next() * 0.3, draw.next() * 0.3],
            part: draw.next(),
            horizon: 10,
        };
        let found = course(&w, 0.5).unwrap();
        let (values, settles) = slow(&w, 0, 0, w.held);
        near(found.values[0], values[0], 1e-12);
        near(found.values[1], values[1], 1e-12);
        assert_eq!(found.settles, settles);
    }
    // The war of LEARN-2, fought 4000 times over a shorter horizon with the settlements that plain recursion finds.
    let w = Learning { horizon: 14, ..war([(6.0, 2.0), (2.0, 6.0)], 0.95, 0.2) };
    let stops: Vec<Vec<bool>> = (0..=14usize)
        .map(|t| {
            let at = |k: usize| (w.held + 2 * k).saturating_sub(t).min(w.forts);
            (0..=t).map(|k| slow(&w, t, k, at(k)).1).collect()
        })
        .collect();
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..4000 {
        let (mut t, mut k) = (0, 0);
        while !stops[t][k] {
            k += usize::from(draw.next() < 0.4);
            t += 1;
        }
        sum += t as f64;
        squares += (t * t) as f64;
    }
    let mean = sum / 4000.0;
    let error = ((squares / 4000.0 - mean * mean) / 4000.0).sqrt();
    near(course(&w, 0.4).unwrap().battles, mean, 4.0 * error);
}

#[test]
fn what_is_no_such_war_is_refused() {
    let good = war([(1.0, 1.0), (1.0, 1.0)], 0.95, 0.2);
    refused(course(&Learning { held: 11, ..good }, 0.5), "holds 11 of 10 forts");
    refused(course(&Learning { forts: 0, ..good }, 0.5), "0 forts");
    refused(course(&Learning { horizon: 0, ..good }, 0.5), "horizon of 0");
    refused(course(&Learning { beliefs: [(1.0, 0.0), (1.0, 1.0)], ..good }, 0.5), "party 1's belief is 0");
    refused(course(&Learning { discount: 1.0, ..good }, 0.5), "the discount is 1");
    refused(course(&good, 1.5), "true probability");
}
