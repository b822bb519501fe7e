//! Win-sets and what a proposer makes of them.

use crate::uniform::{Uniform, close, refused};
use zopa_core::home::winset::{Ball, Span, common, on_line, weakness};

/// WINSET-1 and WINSET-2: Romer and Rosenthal 1978.
#[test]
fn winset_1_and_2() {
    for (status_quo, low, high, x) in [(0.1, 0.1, 0.7, 0.7), (0.3, 0.3, 0.5, 0.5)] {
        let found = on_line(0.4, status_quo).unwrap();
        close(found.low, low, 1e-8);
        close(found.high, high, 1e-8);
        close(found.nearest(1.0).unwrap(), x, 1e-8);
        // The same as a ball of one dimension.
        let ball = Ball::new(&[0.4], &[status_quo]).unwrap();
        close(ball.nearest(&[1.0]).unwrap()[0], x, 1e-8);
    }
}

/// TWOLEVEL-1 and TWOLEVEL-2: Putnam 1988 as an intersection of the sets of two chiefs and two ratifiers.
#[test]
fn twolevel_1_and_2() {
    for ideals in [[0.2, 0.3, 0.9, 0.8], [0.2, 0.2, 0.9, 0.5]] {
        let sets = ideals.map(|r| on_line(r, 0.0).unwrap());
        let found = common(&sets).unwrap().unwrap();
        close(found.low, 0.0, 1e-8);
        close(found.high, 0.4, 1e-8);
    }
}

/// SCHELLING-1 and SCHELLING-2: the logic of Schelling 1960, Putnam 1988, Milner and Rosendorff 1997.
#[test]
fn schelling_1_and_2() {
    close(weakness(0.6, 0.9).unwrap(), 0.3, 1e-8);
    close(weakness(0.7, 0.9).unwrap(), 0.5, 1e-8);
}

/// Asked place by place on a fine grid, everybody by his distance: who agrees, and which agreed place the proposer likes
/// best.
#[test]
fn a_grid_finds_the_same_sets() {
    let mut rng = Uniform::new(61);
    let mut met = [0; 2];
    for _ in 0..500 {
        let count = 1 + rng.below(4);
        let shared = rng.below(2) == 0;
        let status_quo = rng.between(0.0, 1.0);
        let people: Vec<(f64, f64)> = (0..count)
            .map(|_| (rng.between(0.0, 1.0), if shared { status_quo } else { rng.between(0.0, 1.0) }))
            .collect();
        let proposer = rng.between(-0.2, 1.2);
        let sets: Vec<Span> = people.iter().map(|&(r, q)| on_line(r, q).unwrap()).collect();
        let found = common(&sets).unwrap();
        assert!(found.is_some() || !shared);
        met[usize::from(found.is_some())] += 1;
        let agreed = |x: f64| people.iter().all(|&(r, q)| (x - r).abs() <= (q - r).abs());
        let (mut best, mut nearest) = (None, f64::INFINITY);
        for k in -1000..=2000 {
            let x = f64::from(k) / 1000.0;
            let edge = sets.iter().any(|s| (x - s.low).abs() < 1e-9 || (x - s.high).abs() < 1e-9);
            let within = found.is_some_and(|s| s.low <= x && x <= s.high);
            assert!(edge || agreed(x) == within, "{people:?} {x}");
            if agreed(x) && (x - proposer).abs() < nearest {
                (best, nearest) = (Some(x), (x - proposer).abs());
            }
        }
        if let Some(set) = found {
            let x = set.nearest(proposer).unwrap();
            assert!(agreed(x) || [set.low, set.high].contains(&x));
            assert!((x - proposer).abs() <= nearest + 1e-12);
            if best.is_some() {
                assert!((x - proposer).abs() >= nearest - 1e-3 - 1e-12);
            }
        }
    }
    assert!(met[0] > 30, "{met:?}");
}

/// Weakness is what a proposer at 0 makes of the pivot's set; a pivot nearer to the status quo gives away less.
#[test]
fn weakness_is_a_setter_at_zero_and_pays() {
    let mut rng = Uniform::new(62);
    for _ in 0..1000 {
        let status_quo = rng.between(0.0, 1.0);
        let pivot = rng.between(0.0, 1.0);
        let x = weakness(pivot, status_quo).unwrap();
        close(x, on_line(pivot, status_quo).unwrap().nearest(0.0).unwrap(), 1e-15);
        close(x, (pivot - (pivot - status_quo).abs()).max(0.0), 1e-15);
        let nearer = pivot + rng.between(0.0, 1.0) * (status_quo - pivot);
        if pivot < status_quo {
            assert!(weakness(nearer, status_quo).unwrap() >= x - 1e-15);
        }
    }
}

/// In several dimensions: drawn places agree with distances, and none that is accepted is nearer to the proposer.
#[test]
fn drawn_places_agree_with_balls() {
    let mut rng = Uniform::new(63);
    let mut met = [0; 3];
    for _ in 0..200 {
        let wide = 1 + rng.below(4);
        let draw = |rng: &mut Uniform| (0..wide).map(|_| rng.between(-1.0, 1.0)).collect::<Vec<f64>>();
        let (ideal, status_quo, proposer) = (draw(&mut rng), draw(&mut rng), draw(&mut rng));
        let ball = Ball::new(&ideal, &status_quo).unwrap();
        assert!(ball.accepts(&status_quo).unwrap() && ball.accepts(&ideal).unwrap());
        let offer = ball.nearest(&proposer).unwrap();
        assert!(ball.accepts(&offer).unwrap());
        let square = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        let inside = square(&proposer, &ideal) <= square(&status_quo, &ideal);
        assert_eq!(offer == proposer, inside);
        met[usize::from(inside)] += 1;
        for _ in 0..300 {
            let x: Vec<f64> = draw(&mut rng).iter().map(|v| 2.0 * v).collect();
            let accepted = square(&x, &ideal) <= square(&status_quo, &ideal);
            assert_eq!(ball.accepts(&x).unwrap(), accepted);
            if accepted {
                met[2] += 1;
                assert!(square(&offer, &proposer) <= square(&x, &proposer) + 1e-12);
            }
        }
    }
    assert!(met[0] > 50 && met[1] > 50 && met[2] > 5000, "{met:?}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    refused(on_line(f64::NAN, 0.0), "the ideal is NaN");
    refused(on_line(0.0, f64::INFINITY), "the status quo is inf");
    refused(common(&[]), "no set is given");
    refused(common(&[Span { low: 1.0, high: 0.0 }]), "the wrong way round");
    refused(weakness(-0.1, 0.0), "the pivot is -0.1");
    refused(Ball::new(&[0.0], &[0.0, 1.0]), "1 dimensions where there are 2");
    refused(Ball::new(&[], &[]), "0 dimensions");
    let ball = Ball::new(&[0.0, 0.0], &[0.0, 1.0]).unwrap();
    refused(ball.accepts(&[0.0]), "1 dimensions where there are 2");
    refused(ball.nearest(&[0.0, f64::NAN]), "a coordinate of the proposer's ideal");
}
