//! Several bodies that all have to agree.

use crate::uniform::{Uniform, close, refused};
use zopa_core::home::bodies::all;

/// Drawn joint distributions stay within the ends; two ways of hanging together reach them. One number drawn evenly from a
/// round of length 1 decides all: the bodies agree on parts that lie inside each other, or refuse on parts side by side.
#[test]
fn joint_distributions_stay_within_and_reach_both_ends() {
    let mut rng = Uniform::new(66);
    let mut met = [0; 2];
    for _ in 0..500 {
        let count = 1 + rng.below(4);
        let weights: Vec<f64> =
            (0..1 << count).map(|_| rng.between(0.0, 1.0) * rng.between(0.0, 1.0)).collect();
        let sum: f64 = weights.iter().sum();
        let agrees = |b: usize| {
            weights.iter().enumerate().filter(|(s, _)| s >> b & 1 == 1).map(|(_, w)| w / sum).sum::<f64>()
        };
        let chances: Vec<f64> = (0..count).map(agrees).collect();
        let together = weights[(1 << count) - 1] / sum;
        let found = all(&chances).unwrap();
        assert!(found.lowest <= together + 1e-12 && together <= found.highest + 1e-12);
        assert!(found.lowest <= found.independent + 1e-12 && found.independent <= found.highest + 1e-12);
        met[usize::from(found.lowest > 0.0)] += 1;

        let grid: Vec<f64> = (0..2000).map(|k| (f64::from(k) + 0.5) / 2000.0).collect();
        let nested = grid.iter().filter(|u| chances.iter().all(|p| u < &p)).count() as f64 / 2000.0;
        close(found.highest, nested, 1e-3);
        let beside = |u: f64| {
            let mut start = 0.0;
            chances.iter().all(|p| {
                let from = start;
                start += 1.0 - p;
                // Refuses on `from … start`, going round.
                !((from..start).contains(&u)
                    || (from..start).contains(&(u + 1.0))
                    || (from..start).contains(&(u + 2.0)))
            })
        };
        let side = grid.iter().filter(|u| beside(**u)).count() as f64 / 2000.0;
        close(found.lowest, side, 5e-3);
    }
    assert!(met[0] > 50 && met[1] > 50, "{met:?}");
}

#[test]
fn ends_and_independence() {
    let found = all(&[0.9, 0.8, 0.7]).unwrap();
    close(found.lowest, 0.4, 1e-12);
    close(found.highest, 0.7, 0.0);
    close(found.independent, 0.504, 1e-12);
    let none = all(&[]).unwrap();
    assert_eq!([none.lowest, none.highest, none.independent], [1.0; 3]);
    let sure = all(&[1.0, 1.0, 0.3]).unwrap();
    close(sure.lowest, 0.3, 1e-15);
    assert_eq!([sure.highest, sure.independent], [0.3; 2]);
    refused(all(&[0.5, 1.5]), "body 1 agrees is 1.5");
    refused(all(&[f64::NAN]), "body 0");
}
