//! What every way of making offers comes to as waiting gets cheap, and whom dear waiting helps.

use crate::uniform::{Uniform, close};
use zopa_core::table::alternate::{Side, shares};
use zopa_core::table::moving::{Game, values};
use zopa_core::table::proposers::{by_rule, in_rotation};
use zopa_core::war::flow::first_proposer;

const STEPS: u32 = 20_000;

/// The share of party 1 at which the weighted product of gains over `threat` is largest, among shares that leave both at
/// least `floor`, by trying them all.
fn nash(threat: [f64; 2], weights: [f64; 2], floor: [f64; 2]) -> f64 {
    let product = |x: f64| {
        let gains = [x - threat[0], 1.0 - x - threat[1]];
        let fits = x >= floor[0] && 1.0 - x >= floor[1] && gains[0] > 0.0 && gains[1] > 0.0;
        if fits {
            weights[0] * libm::log(gains[0]) + weights[1] * libm::log(gains[1])
        } else {
            f64::NEG_INFINITY
        }
    };
    let tried = (0..=STEPS).map(|k| f64::from(k) / f64::from(STEPS));
    tried.max_by(|a, b| product(*a).total_cmp(&product(*b))).expect("there are shares")
}

/// J. Nash 1950, Econometrica 18; K. Binmore, A. Rubinstein and A. Wolinsky 1986, RAND Journal of Economics 17. Discounting:
/// no deal is worth nothing to either, and patience weighs. Breakdown by chance: the breakdown point is the threat. Flows
/// while fighting: these are the threat. An outside option is no threat but a floor.
#[test]
fn two_patient_sides_come_to_the_nash_solution() {
    let mut rng = Uniform::new(81);
    let off = 2.0 / f64::from(STEPS);
    let side = |discount: f64, outside: f64, breakdown: f64| Side { discount, outside, breakdown };
    let mut floors = 0;
    for _ in 0..100 {
        let rates = [rng.between(0.1, 2.0), rng.between(0.1, 2.0)];
        let [first, second] = rates.map(|r| side(libm::exp(-1e-7 * r), 0.0, 0.0));
        let found = shares(&first, &second, 0.0).expect("sound");
        let weighed = nash([0.0; 2], [rates[1], rates[0]], [0.0; 2]);
        close(found.proposing, weighed, off);
        close(found.answering, weighed, off);

        let threat = [rng.between(0.0, 0.5), rng.between(0.0, 0.5)];
        let split = nash(threat, [1.0; 2], [0.0; 2]);
        let [first, second] = threat.map(|b| side(1.0, 0.0, b));
        close(shares(&first, &second, 1e-7).expect("sound").proposing, split, off);
        close(first_proposer(threat, 1.0 - 1e-7).expect("sound"), split, off);

        let outside = [rng.between(0.0, 0.9), 0.0];
        let [first, second] = outside.map(|o| side(1.0 - 1e-7, o, 0.0));
        let floor = nash([0.0; 2], [1.0; 2], outside);
        close(shares(&first, &second, 0.0).expect("sound").proposing, floor, off);
        floors += usize::from(floor > 0.51);
    }
    assert!(floors > 20, "{floors}");
}

/// Several who must all agree: the product of gains over what each has while they talk, by trying all divisions in parts
/// of 1/200; with nothing meanwhile, by rule, in rotation, or drawn evenly.
#[test]
fn several_patient_parties_come_to_the_nash_solution() {
    let best = |threat: [f64; 3]| {
        let mut best = (f64::NEG_INFINITY, [0.0; 3]);
        for a in 1..200 {
            for b in 1..200 - a {
                let x = [a, b, 200 - a - b].map(|k| f64::from(k) / 200.0);
                let gains: Vec<f64> = x.iter().zip(threat).map(|(x, t)| x - t).collect();
                if gains.iter().all(|g| *g > 0.0) {
                    let product = gains.iter().product();
                    if product > best.0 {
                        best = (product, x);
                    }
                }
            }
        }
        best.1
    };
    let even = best([0.0; 3]);
    let patient = 1.0 - 1e-7;
    let rule = by_rule(3, 3, patient).expect("sound");
    close(rule.proposer, even[0], 0.005);
    close(rule.partner, even[1], 0.005);
    in_rotation(3, patient).expect("sound").iter().for_each(|x| close(*x, even[0], 0.005));
    let mut rng = Uniform::new(82);
    for _ in 0..30 {
        let threat = [0; 3].map(|_| rng.between(-0.3, 0.3));
        let flow = |d: f64| vec![(1.0 - patient) * d; 2];
        let game = Game {
            pies: vec![1.0; 2],
            moves: vec![vec![0.5; 2]; 2],
            proposes: vec![vec![1.0 / 3.0; 2]; 3],
            before: threat.map(flow).to_vec(),
            discount: patient,
        };
        let found = values(&game).expect("sound");
        for (each, x) in found.each.iter().zip(best(threat)) {
            close(each[0], x, 0.01);
        }
    }
}

/// Equal chances to propose, pies that move and may be worth waiting for: what makes waiting worse for one party in one
/// state or in all never lowers what another has in any, and what all have together never rises.
#[test]
fn dear_waiting_never_hurts_the_others() {
    let mut rng = Uniform::new(83);
    let (mut waits, mut helps) = (0, 0);
    for _ in 0..500 {
        let (states, parties) = (1 + rng.below(5), 2 + rng.below(3));
        let row = |rng: &mut Uniform| {
            let all: Vec<f64> = (0..states).map(|_| rng.between(0.01, 1.0)).collect();
            let sum: f64 = all.iter().sum();
            all.iter().map(|x| x / sum).collect::<Vec<f64>>()
        };
        let mut game = Game {
            pies: (0..states).map(|_| rng.between(0.2, 2.0)).collect(),
            moves: (0..states).map(|_| row(&mut rng)).collect(),
            proposes: vec![vec![1.0 / parties as f64; states]; parties],
            before: (0..parties).map(|_| (0..states).map(|_| rng.between(-0.2, 0.1)).collect()).collect(),
            discount: rng.between(0.3, 0.97),
        };
        let before = values(&game).expect("sound");
        waits += usize::from(before.agree.contains(&false));
        let (dear, only) = (rng.below(parties), rng.below(2 * states));
        for s in 0..states {
            if only >= states || only == s {
                game.before[dear][s] -= rng.between(0.0, 0.3);
            }
        }
        let after = values(&game).expect("sound");
        for s in 0..states {
            assert!(after.together[s] <= before.together[s] + 1e-9);
            assert!(after.each[dear][s] <= before.each[dear][s] + 1e-9);
            for i in (0..parties).filter(|i| *i != dear) {
                assert!(after.each[i][s] >= before.each[i][s] - 1e-9);
                helps += usize::from(after.each[i][s] > before.each[i][s] + 1e-6);
            }
            for found in [&before, &after] {
                close(found.each.iter().map(|v| v[s]).sum(), found.together[s], 1e-9);
            }
        }
    }
    assert!(waits > 100 && helps > 500, "{waits} {helps}");
}
