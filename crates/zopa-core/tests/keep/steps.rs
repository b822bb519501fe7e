//! Concessions and steps of any size, against what going on and stopping are worth.

use crate::uniform::{Uniform, close, refused};
use zopa_core::keep::{gradual, steps};

/// GRAD-1 and GRAD-2: Lockwood and Thomas 2002, linear case.
#[test]
fn known_paths() {
    let cases = [
        (2.0, 0.9, [0.0, 0.4444444444, 0.6913580247, 0.8285322359, 0.9047401311], 0.8888888889, 0.5555555556),
        (1.5, 0.8, [0.0, 0.1666666667, 0.3055555556, 0.4212962963, 0.5177469136], 0.25, 0.8333333333),
    ];
    for (benefit, discount, stated, value, shrink) in cases {
        let path = gradual::path(benefit, discount, 4).expect("sound").expect("there is a path");
        path.conceded.iter().zip(stated).for_each(|(found, stated)| close(*found, stated, 1e-8));
        assert_eq!(path.conceded.len(), 5);
        close(path.value, value, 1e-8);
        close(path.shrink, shrink, 1e-8);
    }
    assert_eq!(gradual::path(1.2, 0.8, 4).expect("sound"), None);
}

/// On the path going on is worth exactly what stopping is; a faster first step would be stopped.
#[test]
fn paths_agree_with_streams() {
    let mut rng = Uniform::new(5);
    for _ in 0..50 {
        let discount = rng.between(0.5, 0.9);
        let benefit = rng.between(1.05, 3.0) / discount;
        let path = gradual::path(benefit, discount, 1000).expect("sound").expect("there is a path");
        let on = |conceded: &[f64], from: usize| {
            let mut weight = 1.0 - discount;
            conceded[from..].iter().fold(0.0, |sum, c| {
                let now = sum + weight * (benefit - 1.0) * c;
                weight *= discount;
                now
            })
        };
        let stops = |c: &[f64], at: usize| benefit * c[at] - c[at - 1];
        for at in 1..20 {
            close(on(&path.conceded, at), stops(&path.conceded, at), 1e-9);
        }
        close(on(&path.conceded, 1), path.value, 1e-9);
        let mut faster = path.conceded.clone();
        faster[1] += 0.01;
        assert!(on(&faster, 1) < stops(&faster, 1));
    }
}

/// STEPS-1 and STEPS-2: the backward recursion; STEPS-1 needs 5 steps where equal ones would need 20.
#[test]
fn known_steps() {
    let cases: [(f64, f64, f64, &[f64], f64); 2] = [
        (0.05, 0.95, 2.0, &[0.6850275, 0.359225, 0.18775, 0.0975, 0.05], 1.3795025),
        (
            0.1,
            0.99,
            1.2,
            &[0.2907587464, 0.2439046687, 0.2044652093, 0.1712670112, 0.1433224, 0.1198, 0.1],
            1.273518036,
        ),
    ];
    for (guarantee, discount, benefit, stated, reach) in cases {
        let found = steps::fewest(guarantee, benefit, discount, 1.0).expect("sound").expect("enough steps");
        assert_eq!(found.sizes.len(), stated.len());
        close(found.reach, reach, 1e-8);
        close(found.sizes.iter().sum(), 1.0, 1e-12);
        let largest = steps::largest(guarantee, benefit, discount, stated.len()).expect("sound");
        largest.iter().zip(stated).for_each(|(found, stated)| close(*found, *stated, 1e-8));
        assert_eq!(found.sizes[1..], largest[1..]);
    }
    let equal = steps::gains(&[0.05; 20], 0.05, 2.0, 0.95).expect("sound");
    assert!(equal.iter().all(|gain| *gain <= 1e-12));
    let equal = steps::gains(&[1.0 / 19.0; 19], 0.05, 2.0, 0.95).expect("sound");
    assert!(equal[18] > 0.0);
    assert_eq!(steps::fewest(0.0, 2.0, 0.95, 1.0).expect("sound"), None);
}

/// Stopping at any of the largest steps is worth what going on is; no steps anybody would keep move more in as many, and
/// none move the whole in fewer.
#[test]
fn steps_agree_with_direct_evaluation() {
    let mut rng = Uniform::new(6);
    for _ in 0..300 {
        let (guarantee, discount) = (rng.between(0.02, 0.3), rng.between(0.3, 0.99));
        let benefit = rng.between(1.05, 3.0);
        let found = steps::fewest(guarantee, benefit, discount, 1.0).expect("sound").expect("enough steps");
        let count = found.sizes.len();
        let most = steps::largest(guarantee, benefit, discount, count).expect("sound");
        let worth = |sizes: &[f64], from: usize| {
            let mut weight = 1.0;
            sizes[from..].iter().fold(0.0, |sum, size| {
                let now = sum + weight * (benefit - 1.0) * size;
                weight *= discount;
                now
            })
        };
        for n in 0..count {
            let stops = |sizes: &[f64]| benefit * sizes[n] - guarantee;
            let off = 1e-11 * (1.0 + most[0]);
            close(worth(&most, n), stops(&most), off);
            assert!(worth(&found.sizes, n) >= stops(&found.sizes) - off);
            let gains = steps::gains(&found.sizes, guarantee, benefit, discount).expect("sound");
            close(gains[n], stops(&found.sizes) - worth(&found.sizes, n), off);
        }
        for _ in 0..20 {
            // Any steps that are kept, drawn from the last backwards.
            let mut kept: Vec<f64> = Vec::new();
            for _ in 0..count {
                let room = guarantee + discount * worth(&kept, 0);
                let size = room * rng.between(0.0, 1.0).max(rng.between(0.0, 1.0));
                kept.insert(0, size);
            }
            assert!(kept.iter().sum::<f64>() <= found.reach + 1e-9);
            assert!(kept[1..].iter().sum::<f64>() < 1.0 + 1e-9);
        }
        let least = steps::least_guarantee(benefit, discount, count, 1.0).expect("sound");
        assert!(least <= guarantee + 1e-12);
        close(steps::largest(least, benefit, discount, count).expect("sound").iter().sum(), 1.0, 1e-9);
        if count > 1 {
            let fewer = steps::least_guarantee(benefit, discount, count - 1, 1.0).expect("sound");
            assert!(fewer > guarantee - 1e-12, "fewer steps need a larger guarantee");
        }
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    refused(gradual::path(-1.0, 0.9, 3), "worth to the other side");
    refused(gradual::path(2.0, 1.0, 3), "the discount factor is 1");
    refused(gradual::path(2.0, 0.9, 1_000_000), "longer than");
    refused(steps::fewest(-0.1, 2.0, 0.9, 1.0), "the guarantee is -0.1");
    refused(steps::fewest(0.1, 1.0, 0.9, 1.0), "worth more than 1");
    refused(steps::fewest(0.1, 2.0, 0.0, 1.0), "the discount factor is 0");
    refused(steps::fewest(1e-9, 1.1, 0.1, 1.0), "would need more than");
    refused(steps::largest(0.1, 2.0, 0.9, 0), "0 steps are asked for");
    refused(steps::largest(0.1, 3.0, 0.9, 5000), "too large for a number");
    refused(steps::gains(&[0.5, -0.1], 0.1, 2.0, 0.9), "the size of step 1");
}
