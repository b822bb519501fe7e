//! The core of fighting coalitions.

use super::{Uniform, golden, near, refused};
use zopa_core::war::core3::core;

/// Worths of three parties: nothing alone, these in pairs (12, 13, 23), 1 together.
fn three(pairs: [f64; 3]) -> Vec<f64> {
    vec![0.0, 0.0, 0.0, pairs[0], 0.0, pairs[1], pairs[2], 1.0]
}

#[test]
fn core3_1_and_2() {
    let some = core(&three([0.6; 3])).unwrap();
    golden(some.least, 0.9);
    assert!(some.exists);
    let none = core(&three([0.7; 3])).unwrap();
    golden(none.least, 1.05);
    assert!(!none.exists);
    // The balanced collection that shows it: one half of each pair.
    assert_eq!(none.weights, [0.0, 0.0, 0.0, 0.5, 0.0, 0.5, 0.5, 0.0]);
}

/// Three and four parties by the minimal balanced collections (Shapley 1967), written out.
#[test]
fn balanced_collections_decide_as_the_programme_does() {
    let mut draw = Uniform::new(21);
    let mut seen = [0, 0];
    for round in 0..400 {
        let n = 3 + round % 2;
        let size = 1usize << n;
        let worth: Vec<f64> = (0..size)
            .map(|set| match set.count_ones() as usize {
                0 => 0.0,
                k if k == n => 1.0,
                k => draw.next() * 1.35 * k as f64 / n as f64,
            })
            .collect();
        let found = core(&worth).unwrap();
        near(found.least, dual(&worth, n), 1e-9);
        seen[usize::from(found.exists)] += 1;
        // The division satisfies every coalition; the weights are balanced and prove the least total.
        let sum = |set: usize| (0..n).filter(|i| set >> i & 1 == 1).map(|i| found.division[i]).sum::<f64>();
        assert!((1..size - 1).all(|set| sum(set) >= worth[set] - 1e-9));
        near(sum(size - 1), found.least, 1e-9);
        for i in 0..n {
            near((0..size).filter(|s| s >> i & 1 == 1).map(|s| found.weights[s]).sum(), 1.0, 1e-9);
        }
        near(found.weights.iter().zip(&worth).map(|(w, v)| w * v).sum(), found.least, 1e-9);
    }
    assert!(seen[0] > 50 && seen[1] > 50, "{seen:?}");
}

/// The most `Σ w v` over all balanced weights, by trying every basis of `n` coalitions.
fn dual(worth: &[f64], n: usize) -> f64 {
    let proper: Vec<usize> = (1..worth.len() - 1).collect();
    let mut most = f64::NEG_INFINITY;
    for choice in 0u32..1 << proper.len() {
        if choice.count_ones() as usize != n {
            continue;
        }
        let sets: Vec<usize> =
            proper.iter().enumerate().filter(|(k, _)| choice >> k & 1 == 1).map(|(_, &s)| s).collect();
        if let Some(w) = weights(&sets, n)
            && w.iter().all(|&w| w >= -1e-12)
        {
            most = most.max(w.iter().zip(&sets).map(|(w, &s)| w * worth[s]).sum());
        }
    }
    most
}

/// Solves `Σ_{S holds i} w[S] = 1` for `n` coalitions, where they are independent.
fn weights(sets: &[usize], n: usize) -> Option<Vec<f64>> {
    let mut m: Vec<Vec<f64>> =
        (0..n).map(|i| sets.iter().map(|s| f64::from((s >> i & 1) as u8)).chain([1.0]).collect()).collect();
    for k in 0..n {
        let pivot = (k..n).find(|&r| m[r][k].abs() > 1e-9)?;
        m.swap(k, pivot);
        let row = m[k].clone();
        for other in m.iter_mut().enumerate().filter(|(r, _)| *r != k).map(|(_, other)| other) {
            let factor = other[k] / row[k];
            other.iter_mut().zip(&row).for_each(|(x, y)| *x -= factor * y);
        }
    }
    Some((0..n).map(|k| m[k][n] / m[k][k]).collect())
}

/// Ten parties, the most that are taken: coalitions that secure more per head the larger they are.
#[test]
fn ten_parties_are_decided() {
    let per_head = |set: usize| f64::from(set.count_ones() * set.count_ones()) / 100.0;
    let mut worth: Vec<f64> = (0..1024).map(per_head).collect();
    near(core(&worth).unwrap().least, 0.9, 1e-12);
    worth[1023] = 0.89;
    assert!(!core(&worth).unwrap().exists);
}

#[test]
fn what_is_no_game_is_refused() {
    refused(core(&[0.0, 0.1, 0.2]), "3 coalitions");
    refused(core(&[0.0; 2048]), "2048 coalitions");
    refused(core(&[0.5, 0.0, 0.0, 1.0]), "nobody has 0.5");
    refused(core(&[0.0, f64::NAN, 0.0, 1.0]), "coalition 1");
}
