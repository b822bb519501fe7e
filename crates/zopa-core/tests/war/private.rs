//! Demands under private information.

use super::{Uniform, golden, near, refused};
use zopa_core::war::private::{Asker, Demand, Grid, Types, exponential, general, screen, two_types, uniform};

fn asker(win: f64, cost: f64) -> Asker {
    Asker { win, cost }
}

fn is(found: Demand, demand: f64, refusal: f64, value: f64) {
    golden(found.demand, demand);
    golden(found.refusal, refusal);
    golden(found.value, value);
}

#[test]
fn riskret_1_to_3_and_exp() {
    is(uniform(&asker(0.5, 0.1), 0.0, 0.4).unwrap(), 0.65, 0.375, 0.55625);
    is(uniform(&asker(0.4, 0.3), 0.2, 0.6).unwrap(), 0.6, 0.0, 0.6);
    is(uniform(&asker(0.7, 0.05), 0.0, 0.9).unwrap(), 1.0, 0.3333333333, 0.8833333333);
    let exp = exponential(&asker(0.5, 0.1), 0.2).unwrap();
    golden(exp.demand, 0.6);
    golden(exp.refusal, 0.3934693403);
}

/// No demand of a fine grid does better, and the general search finds the closed forms.
#[test]
fn the_closed_forms_are_the_best_demands() {
    let mut draw = Uniform::new(11);
    for _ in 0..100 {
        let a = asker(draw.next(), draw.next() * 0.4);
        let low = draw.next() * 0.5;
        let high = low + draw.between(0.01, 0.6);
        let mean = draw.between(0.05, 0.8);
        let flat = |y: f64| ((y - low) / (high - low)).clamp(0.0, 1.0);
        let steep = |y: f64| 1.0 - libm::exp(-y / mean);
        let pairs: [(Demand, &dyn Fn(f64) -> f64, [f64; 2]); 2] = [
            (uniform(&a, low, high).unwrap(), &flat, [low, high]),
            (exponential(&a, mean).unwrap(), &steep, [0.0, 8.0]),
        ];
        for (best, below, [lowest, highest]) in pairs {
            for k in 0..=1000 {
                let x = k as f64 / 1000.0;
                let f = below((x - a.win).max(0.0));
                assert!((1.0 - f) * x + f * (a.win - a.cost) <= best.value + 1e-12);
            }
            let searched = general(&a, below, &Grid { lowest, highest, cells: 50 }).unwrap();
            near(searched.value, best.value, 1e-12);
            near(searched.demand, best.demand, 1e-6);
        }
    }
}

#[test]
fn screen2_1() {
    let types = Types { tough: 0.1, weak: 0.3 };
    golden(two_types(&asker(0.5, 0.1), &types).unwrap(), 0.5);
    golden(screen(&asker(0.5, 0.1), &types, 0.49).unwrap().demand, 0.8);
    golden(screen(&asker(0.5, 0.1), &types, 0.51).unwrap().demand, 0.6);
}

#[test]
fn screening_takes_the_better_of_both_demands() {
    let mut draw = Uniform::new(12);
    for _ in 0..2000 {
        let a = asker(draw.next(), draw.next());
        let tough = draw.next();
        let types = Types { tough, weak: tough + draw.between(0.001, 1.0) };
        let r = draw.next();
        let small = (a.win + types.tough).min(1.0);
        let large = (1.0 - r) * (a.win + types.weak).min(1.0) + r * (a.win - a.cost);
        near(screen(&a, &types, r).unwrap().value, small.max(large), 1e-12);
    }
}

/// A tougher type (war costs it less) never settles for less and never has a lower probability of no deal (Banks 1990).
#[test]
fn a_tougher_type_settles_for_no_less_and_fights_no_less() {
    let best = uniform(&asker(0.5, 0.1), 0.0, 0.4).unwrap();
    let outcome = |y: f64| if best.demand - 0.5 <= y { (1.0 - best.demand, 0.0) } else { (0.5 - y, 1.0) };
    for k in 0..40 {
        let (tough, weak) = (outcome(k as f64 / 100.0), outcome((k + 1) as f64 / 100.0));
        assert!(tough.0 >= weak.0 - 1e-12 && tough.1 >= weak.1);
    }
}

#[test]
fn what_is_no_belief_is_refused() {
    refused(uniform(&asker(0.5, 0.1), 0.4, 0.3), "lowest cost of party 2 is 0.4, the highest 0.3");
    refused(exponential(&asker(0.5, 0.1), 0.0), "mean cost");
    let grid = Grid { lowest: 0.0, highest: 0.4, cells: 10 };
    refused(general(&asker(0.5, 0.1), &|y| 1.0 - y, &grid), "less than before");
    refused(general(&asker(0.5, 0.1), &|y| 9.0 * y, &grid), "not a number of 0 to 1");
    refused(general(&asker(0.5, 0.1), &|y| y, &Grid { cells: 1, ..grid }), "at least 2 steps");
    refused(two_types(&asker(0.5, 0.1), &Types { tough: 0.3, weak: 0.3 }), "must be larger");
}
