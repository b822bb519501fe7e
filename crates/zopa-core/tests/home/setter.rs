//! Offers that several accept, in several dimensions.

use crate::uniform::{Uniform, close, refused};
use zopa_core::home::setter::offer;
use zopa_core::home::winset::{Ball, common, on_line};

fn draw(rng: &mut Uniform, wide: usize) -> Vec<f64> {
    (0..wide).map(|_| rng.between(-1.0, 1.0)).collect()
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

/// On a line it is the common set, of one ratifier the ball.
#[test]
fn lines_and_single_ratifiers() {
    let mut rng = Uniform::new(67);
    for _ in 0..300 {
        let (count, status_quo, proposer) =
            (1 + rng.below(4), rng.between(-1.0, 1.0), rng.between(-2.0, 2.0));
        let ideals: Vec<f64> = draw(&mut rng, count);
        let sets: Vec<_> = ideals.iter().map(|r| on_line(*r, status_quo).unwrap()).collect();
        let rows: Vec<Vec<f64>> = ideals.iter().map(|r| vec![*r]).collect();
        let found = offer(&[proposer], &rows, &[status_quo]).unwrap();
        close(found[0], common(&sets).unwrap().unwrap().nearest(proposer).unwrap(), 1e-12);
        let wide = 1 + rng.below(5);
        let [ideal, status_quo, proposer] = [0; 3].map(|_| draw(&mut rng, wide));
        let ball = Ball::new(&ideal, &status_quo).unwrap().nearest(&proposer).unwrap();
        let found = offer(&proposer, &[ideal], &status_quo).unwrap();
        found.iter().zip(&ball).for_each(|(a, b)| close(*a, *b, 1e-12));
    }
}

/// Everybody asked accepts the offer, and no move from it, small or large, is accepted and nearer to the proposer. The
/// places accepted are convex, so an offer that no small move betters is the best of all.
#[test]
fn no_accepted_move_is_nearer() {
    let mut rng = Uniform::new(68);
    let mut met = [0; 4];
    for round in 0..400 {
        let (wide, count) = (2 + round % 3, 1 + rng.below(6));
        let (status_quo, proposer) = (draw(&mut rng, wide), draw(&mut rng, wide));
        // Half of the time ideals on one side of the status quo, so that much is possible.
        let ideals: Vec<Vec<f64>> = (0..count)
            .map(|_| {
                let side = if round % 2 == 0 { 0.8 } else { 0.0 };
                draw(&mut rng, wide).iter().zip(&status_quo).map(|(a, q)| q + side + 0.6 * a).collect()
            })
            .collect();
        let balls: Vec<Ball> = ideals.iter().map(|r| Ball::new(r, &status_quo).unwrap()).collect();
        let accepted = |x: &[f64]| balls.iter().all(|b| b.accepts(x).unwrap());
        let found = offer(&proposer, &ideals, &status_quo).unwrap();
        let off = distance(&found, &proposer);
        let past = balls.iter().map(|b| distance(&found, &b.centre) - b.radius).fold(f64::MIN, f64::max);
        assert!(past <= 1e-9, "{past}");
        let tight = balls.iter().filter(|b| distance(&found, &b.centre) >= b.radius - 1e-7).count();
        met[tight.min(3)] += 1;
        for size in [1.0, 0.1, 0.01, 1e-3, 1e-4] {
            for _ in 0..60 {
                let step = draw(&mut rng, wide);
                let x: Vec<f64> = found.iter().zip(&step).map(|(x, s)| x + size * s).collect();
                assert!(distance(&x, &proposer) >= off - 1e-9 || !accepted(&x), "{ideals:?} {found:?} {x:?}");
            }
        }
        // Halfway to the status quo, which all accept, and along the lines to the ideals.
        for other in ideals.iter().chain([&status_quo, &proposer]) {
            for part in [0.5, 0.05, 1e-3] {
                let x: Vec<f64> = found.iter().zip(other).map(|(x, o)| x + part * (o - x)).collect();
                assert!(distance(&x, &proposer) >= off - 1e-9 || !accepted(&x));
            }
        }
    }
    assert!(met.iter().all(|m| *m > 15), "{met:?}");
}

/// Two ratifiers on opposite sides of the status quo leave nothing but it; one whose ideal it is, too.
#[test]
fn nothing_but_the_status_quo() {
    let found = offer(&[0.3, 0.9], &[vec![1.0, 0.0], vec![-1.0, 0.0]], &[0.0, 0.0]).unwrap();
    found.iter().for_each(|x| close(*x, 0.0, 1e-9));
    assert_eq!(offer(&[0.3, 0.9], &[vec![0.5, 0.5], vec![1.0, 2.0]], &[0.5, 0.5]).unwrap(), [0.5, 0.5]);
    assert_eq!(offer(&[0.3, 0.9], &[], &[0.5, 0.5]).unwrap(), [0.3, 0.9]);
    refused(offer(&[0.3], &[vec![0.5, 0.5]], &[0.5]), "ratifier 0 has 2 dimensions where there are 1");
    refused(offer(&[], &[], &[]), "0 dimensions");
    refused(offer(&[f64::NAN], &[], &[0.0]), "the proposer's ideal");
    refused(offer(&[1e200], &[], &[0.0]), "so far apart");
    refused(offer(&[0.0; 6], &vec![vec![0.0; 6]; 60], &[0.0; 6]), "60 ratifiers in 6 dimensions");
}
