//! Forts: who wins, how long, what fighting on and settling are worth.

use super::{Uniform, golden, near, refused};
use zopa_core::war::forts::{Front, drift, fighting_on, finish, settled};

fn front(forts: usize, win: f64) -> Front {
    Front { forts, win }
}

#[test]
fn ruin_1_to_3() {
    for (p, forts, k, win, battles) in [
        (0.5, 10, 5, 0.5, 25.0),
        (0.6, 10, 5, 0.8836363636, 19.18181818),
        (0.52, 20, 8, 0.5923863227, 96.19316137),
    ] {
        let found = finish(&front(forts, p)).unwrap()[k];
        golden(found.win, win);
        golden(found.battles, battles);
    }
}

/// The closed forms, where they do not lose digits themselves.
#[test]
fn long_fronts_agree_with_the_closed_forms() {
    for forts in [1, 2, 100, 1000] {
        let even = finish(&front(forts, 0.5)).unwrap();
        for (k, at) in even.iter().enumerate() {
            near(at.win, k as f64 / forts as f64, 1e-9);
            let battles = (k * (forts - k)) as f64;
            near(at.battles, battles, 1e-9 * (1.0 + battles));
        }
        let p: f64 = 0.55;
        let (q, n) = (1.0 - p, forts as f64);
        for (k, at) in finish(&front(forts, p)).unwrap().iter().enumerate() {
            let k = k as f64;
            let win = (1.0 - libm::pow(q / p, k)) / (1.0 - libm::pow(q / p, n));
            near(at.win, win, 1e-9);
            near(at.battles, k / (q - p) - n / (q - p) * win, 1e-9 * (1.0 + at.battles));
        }
    }
    for win in [0.0, 1.0] {
        let sure = finish(&front(10, win)).unwrap();
        assert_eq!([sure[0].win, sure[4].win, sure[10].win], [0.0, win, 1.0]);
        near(sure[4].battles, if win == 1.0 { 6.0 } else { 4.0 }, 1e-12);
    }
}

#[test]
fn warval_1_and_2() {
    for (p, costs, w1, w2, surplus) in [
        (0.5, [0.2, 0.2], 0.06780632252, 0.06780632252, 0.864387355),
        (0.6, [0.2, 0.3], 0.2867978701, -0.1129585365, 0.8261606663),
    ] {
        let found = fighting_on(&front(10, p), 0.95, costs).unwrap()[5];
        golden(found[0], w1);
        golden(found[1], w2);
        golden(1.0 - found[0] - found[1], surplus);
    }
}

#[test]
fn forts_1_and_2() {
    let one = [
        0.0,
        0.1515585559,
        0.266439065,
        0.3567342126,
        0.431948751,
        0.5,
        0.568051249,
        0.6432657874,
        0.733560935,
        0.8484414441,
        1.0,
    ];
    let two = [
        0.0,
        0.2915360522,
        0.4632211443,
        0.5700656919,
        0.6430555388,
        0.6998782033,
        0.7509071904,
        0.802549953,
        0.8591319659,
        0.9239701471,
        1.0,
    ];
    for (p, costs, expected) in [(0.5, [0.2, 0.2], one), (0.6, [0.2, 0.3], two)] {
        let found = settled(&front(10, p), 0.95, costs, [0.5; 2]).unwrap();
        assert_eq!(found.len(), 11);
        for (values, expected) in found.iter().zip(expected) {
            golden(values[0], expected);
            near(values[0] + values[1], 1.0, 1e-12); // what they have together is the joint value (Merlo and Wilson)
        }
    }
}

/// Settling by direct iteration: the proposer leaves the other what one more battle is worth to it.
#[test]
fn settling_agrees_with_iterating_the_offers() {
    let mut draw = Uniform::new(31);
    for _ in 0..20 {
        let (n, p, delta) = (2 + draw.below(8), draw.next(), draw.between(0.3, 0.95));
        let costs = [draw.next(), draw.next()];
        let first = draw.next();
        let found = settled(&front(n, p), delta, costs, [first, 1.0 - first]).unwrap();
        let mut v: Vec<[f64; 2]> =
            (0..=n).map(|k| [f64::from(u8::from(k == n)), f64::from(u8::from(k == 0))]).collect();
        for _ in 0..2000 {
            let before = v.clone();
            for k in 1..n {
                let goes_on = [0, 1].map(|i| {
                    let ahead = p * before[k + 1][i] + (1.0 - p) * before[k - 1][i];
                    -(1.0 - delta) * costs[i] + delta * ahead
                });
                v[k] = [
                    first * (1.0 - goes_on[1]) + (1.0 - first) * goes_on[0],
                    first * goes_on[1] + (1.0 - first) * (1.0 - goes_on[0]),
                ];
            }
        }
        for (a, b) in found.iter().zip(&v) {
            near(a[0], b[0], 1e-9);
            near(a[1], b[1], 1e-9);
        }
    }
}

#[test]
fn without_costs_and_discount_a_settlement_is_the_probability_to_win() {
    for p in [0.3, 0.5, 0.62] {
        let wins = finish(&front(12, p)).unwrap();
        let mirrored = settled(&front(12, 1.0 - p), 1.0, [0.0; 2], [0.5; 2]).unwrap();
        let deal = settled(&front(12, p), 1.0, [0.0; 2], [0.5; 2]).unwrap();
        let war = fighting_on(&front(12, p), 1.0, [0.0; 2]).unwrap();
        for k in 0..=12 {
            near(deal[k][0], wins[k].win, 1e-12);
            near(war[k][0], wins[k].win, 1e-12);
            near(deal[k][0] + mirrored[12 - k][0], 1.0, 1e-12);
        }
    }
}

/// The same front seen from the other side, with costs, discount and uneven chances to propose: the two views of a
/// settlement divide the whole, and so does fighting it out less what it costs.
#[test]
fn a_mirrored_front_gives_the_other_share() {
    let mut draw = Uniform::new(33);
    for _ in 0..200 {
        let (n, p, delta) = (2 + draw.below(30), draw.next(), draw.between(0.1, 0.999));
        let costs = [draw.next(), draw.next()];
        let first = draw.next();
        let turned = [costs[1], costs[0]];
        let one = settled(&front(n, p), delta, costs, [first, 1.0 - first]).unwrap();
        let other = settled(&front(n, 1.0 - p), delta, turned, [1.0 - first, first]).unwrap();
        let war = fighting_on(&front(n, p), delta, costs).unwrap();
        let mirrored = fighting_on(&front(n, 1.0 - p), delta, turned).unwrap();
        for k in 0..=n {
            near(one[k][0] + other[n - k][0], 1.0, 1e-9);
            near(one[k][0], other[n - k][1], 1e-9);
            near(war[k][0], mirrored[n - k][1], 1e-9);
        }
    }
}

#[test]
fn dearer_battles_never_lower_the_other_sides_share() {
    let mut draw = Uniform::new(32);
    for _ in 0..200 {
        let (at, delta) = (front(2 + draw.below(12), draw.next()), draw.between(0.1, 0.99));
        let costs = [draw.next(), draw.next()];
        let before = settled(&at, delta, costs, [0.5; 2]).unwrap();
        let after = settled(&at, delta, [costs[0] + draw.next(), costs[1]], [0.5; 2]).unwrap();
        assert!(before.iter().zip(&after).all(|(b, a)| a[1] >= b[1] - 1e-12));
    }
}

#[test]
fn the_drift_says_on_whose_side_time_is() {
    let wins: Vec<f64> = finish(&front(10, 0.6)).unwrap().iter().map(|f| f.win).collect();
    assert!(drift(&front(10, 0.6), &wins).unwrap().iter().all(|d| d.abs() < 1e-12)); // a martingale
    let shares: Vec<f64> = (0..=10).map(|k| k as f64 / 10.0).collect();
    near(drift(&front(10, 0.6), &shares).unwrap()[5], 0.02, 1e-12);
    refused(drift(&front(10, 0.6), &shares[1..]), "10 values for 11 states");
}

#[test]
fn what_is_no_front_is_refused() {
    refused(finish(&front(0, 0.5)), "0 forts");
    refused(finish(&front(1001, 0.5)), "1001 forts");
    refused(finish(&front(5, -0.5)), "is -0.5");
    refused(fighting_on(&front(5, 0.5), 1.0, [0.1, 0.0]), "the discount is 1");
    refused(fighting_on(&front(5, 0.5), 0.9, [0.1, f64::INFINITY]), "cost of party 2");
    refused(settled(&front(5, 0.5), 0.9, [0.1; 2], [0.5, 0.4]), "sum to 0.9");
}
