//! Sobol' indices: the closed forms reproduce published numbers, and the estimator meets the closed forms within the
//! error it states. Draws are ChaCha8.

use super::{Uniform, all_near, near};
use std::f64::consts::PI;
use zopa_core::sense::sobol::{Answer, Block, Indices, mix};

/// What a closed form says.
struct Exact {
    mean: f64,
    variance: f64,
    first: Vec<f64>,
    total: Vec<f64>,
}

/// `sin x1 + a sin² x2 + b x3⁴ sin x1` on `(-π, π)³` (T. Ishigami and T. Homma 1990, "An importance quantification
/// technique in uncertainty analysis for computer models").
fn ishigami(u: &[f64], a: f64, b: f64) -> f64 {
    let [x, y, z] = [u[0], u[1], u[2]].map(|u| PI * (2.0 * u - 1.0));
    libm::sin(x) + a * libm::sin(y) * libm::sin(y) + b * z * z * z * z * libm::sin(x)
}

fn ishigami_exact(a: f64, b: f64) -> Exact {
    let (p4, p8) = (PI * PI * PI * PI, PI * PI * PI * PI * PI * PI * PI * PI);
    let parts = [(1.0 + b * p4 / 5.0) * (1.0 + b * p4 / 5.0) / 2.0, a * a / 8.0, 0.0];
    let both = b * b * p8 * (1.0 / 18.0 - 1.0 / 50.0);
    let variance = parts.iter().sum::<f64>() + both;
    let first: Vec<f64> = parts.iter().map(|v| v / variance).collect();
    let total = vec![first[0] + both / variance, first[1], both / variance];
    Exact { mean: a / 2.0, variance, first, total }
}

/// `Π (|4 u - 2| + a) / (1 + a)` (A. Saltelli and I. M. Sobol' 1995, "About the use of rank transformation in sensitivity
/// analysis of model output").
fn g(u: &[f64], a: &[f64]) -> f64 {
    u.iter().zip(a).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product()
}

fn g_exact(a: &[f64]) -> Exact {
    let parts: Vec<f64> = a.iter().map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a))).collect();
    let product = parts.iter().map(|v| 1.0 + v).product::<f64>();
    let variance = product - 1.0;
    let first = parts.iter().map(|v| v / variance).collect();
    let total = parts.iter().map(|v| v * product / (1.0 + v) / variance).collect();
    Exact { mean: 1.0, variance, first, total }
}

const G: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
const ROWS: usize = 64;

/// The estimate from so many blocks of 64 rows.
fn estimate(f: impl Fn(&[f64]) -> f64, groups: &[Vec<usize>], blocks: usize, seed: u64) -> Answer {
    let inputs = groups.iter().map(Vec::len).sum();
    let mut uniform = Uniform::new(seed);
    let mut indices = Indices::new(groups.len());
    for _ in 0..blocks {
        let mut block = Block::new(groups.len());
        for _ in 0..ROWS {
            let (a, b) = (uniform.take(inputs), uniform.take(inputs));
            let mut row = vec![0.0; inputs];
            let mixed: Vec<f64> = groups
                .iter()
                .map(|group| {
                    mix(&a, &b, group, &mut row);
                    f(&row)
                })
                .collect();
            block.add(f(&a), f(&b), &mixed).unwrap();
        }
        indices.add(&block).unwrap();
    }
    indices.answer().unwrap()
}

fn singles(count: usize) -> Vec<Vec<usize>> {
    (0..count).map(|j| vec![j]).collect()
}

/// Every index is within four of its standard errors, and those are small.
#[track_caller]
fn meets(answer: &Answer, exact: &Exact, largest_error: f64) {
    let groups = answer.groups.as_ref().expect("the outcome varies");
    for (j, index) in groups.iter().enumerate() {
        for (measured, truth) in [(index.first, exact.first[j]), (index.total, exact.total[j])] {
            let error = measured.error.expect("many batches");
            assert!(error <= largest_error, "input {j}: error {error}");
            let off = (measured.value - truth).abs();
            assert!(off <= 4.0 * error + 1e-12, "input {j}: {measured:?} is far from {truth}");
        }
    }
    near(answer.mean, exact.mean, 0.05 * exact.variance.sqrt());
    near(answer.variance, exact.variance, 0.05 * exact.variance);
}

/// SOBOL-1: Ishigami and Homma 1990 with a = 7, b = 0.1.
#[test]
fn ishigami_has_its_published_indices() {
    let exact = ishigami_exact(7.0, 0.1);
    all_near(&exact.first, &[0.3139051911, 0.4424111448, 0.0], 1e-8);
    all_near(&exact.total, &[0.5575888552, 0.4424111448, 0.2436836641], 1e-8);
    near(exact.variance, 13.84458794, 1e-8);
    near(exact.mean, 3.5, 1e-8);
    meets(&estimate(|u| ishigami(u, 7.0, 0.1), &singles(3), 1024, 1), &exact, 0.01);
}

/// SOBOL-3: Saltelli and Sobol' 1995, a = (0, 1, 4.5, 9, 99, 99, 99, 99).
#[test]
fn the_g_function_has_its_published_indices() {
    let exact = g_exact(&G);
    near(exact.variance, 0.4654244319, 1e-8);
    let small = [7.161921689e-05; 4];
    all_near(&exact.first[..4], &[0.7161921689, 0.1790480422, 0.02367577418, 0.007161921689], 1e-8);
    all_near(&exact.first[4..], &small, 1e-8);
    all_near(&exact.total[..4], &[0.7871441267, 0.2421981928, 0.03431691015, 0.01046038707], 1e-8);
    all_near(&exact.total[4..], &[0.0001049490519; 4], 1e-8);
    meets(&estimate(|u| g(u, &G), &singles(8), 1024, 2), &exact, 0.01);
    assert!(exact.first.iter().sum::<f64>() <= 1.0);
}

/// A group's first-order part holds what its members do together: of x1 and x3 in Ishigami it is all but x2's.
#[test]
fn groups_hold_what_their_members_do_together() {
    let exact = ishigami_exact(7.0, 0.1);
    let pair = 1.0 - exact.first[1];
    let grouped = Exact { first: vec![pair, exact.first[1]], total: vec![pair, exact.first[1]], ..exact };
    meets(&estimate(|u| ishigami(u, 7.0, 0.1), &[vec![0, 2], vec![1]], 1024, 3), &grouped, 0.01);
}

/// Yes where both of two chances hit: S1 = p1 (1-p1) p2² / V, T1 = p1 (1-p1) p2 / V, V = p1 p2 (1 - p1 p2).
#[test]
fn yes_or_no_outcomes() {
    let (p, q) = (0.6, 0.3);
    let variance = p * q * (1.0 - p * q);
    let exact = Exact {
        mean: p * q,
        variance,
        first: [p * (1.0 - p) * q * q, q * (1.0 - q) * p * p].map(|v| v / variance).to_vec(),
        total: [p * (1.0 - p) * q, q * (1.0 - q) * p].map(|v| v / variance).to_vec(),
    };
    let deal = |u: &[f64]| f64::from(u8::from(u[0] < p && u[1] < q));
    meets(&estimate(deal, &singles(2), 1024, 4), &exact, 0.01);
}

/// Over 200 seeds, the 90 % intervals (Student's t of 31 degrees of freedom: 1.70 errors) hold the truth about that often.
#[test]
fn errors_are_as_large_as_they_say() {
    let exact = ishigami_exact(7.0, 0.1);
    let (mut held, mut all) = (0, 0);
    for seed in 0..200 {
        let answer = estimate(|u| ishigami(u, 7.0, 0.1), &singles(3), 64, 1000 + seed);
        for (j, index) in answer.groups.unwrap().iter().enumerate() {
            for (measured, truth) in [(index.first, exact.first[j]), (index.total, exact.total[j])] {
                all += 1;
                held += usize::from((measured.value - truth).abs() <= 1.696 * measured.error.unwrap());
            }
        }
    }
    let share = held as f64 / all as f64;
    println!("{share} of {all} intervals of 90 % hold the truth");
    assert!((0.86..=0.94).contains(&share), "{share}");
}

/// The sums of blocks are those of a plain pass over all rows, far from zero too.
#[test]
fn blocks_add_up() {
    let mut uniform = Uniform::new(5);
    let rows: Vec<[f64; 3]> = (0..700).map(|_| [0; 3].map(|_: i32| 1e6 + uniform.next())).collect();
    let mut indices = Indices::new(1);
    for chunk in rows.chunks(9) {
        let mut block = Block::new(1);
        chunk.iter().for_each(|[a, b, mixed]| block.add(*a, *b, &[*mixed]).unwrap());
        indices.add(&block).unwrap();
    }
    assert_eq!(indices.blocks(), 78);
    let answer = indices.answer().unwrap();
    let n = rows.len() as f64;
    let both: Vec<f64> = rows.iter().flat_map(|[a, b, _]| [a - 1e6, b - 1e6]).collect();
    let mean = both.iter().sum::<f64>() / (2.0 * n);
    let variance = both.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / (2.0 * n);
    let mean_b = rows.iter().map(|[_, b, _]| b - 1e6).sum::<f64>() / n;
    let first = rows.iter().map(|[a, b, m]| (b - 1e6 - mean_b) * (m - a)).sum::<f64>() / (n * variance);
    let total = rows.iter().map(|[a, _, m]| (a - m) * (a - m)).sum::<f64>() / (2.0 * n * variance);
    let index = answer.groups.unwrap()[0];
    assert_eq!(answer.rows, 700);
    near(answer.mean, 1e6 + mean, 1e-8);
    near(answer.variance, variance, 1e-8);
    near(index.first.value, first, 1e-7);
    near(index.total.value, total, 1e-7);
}

#[test]
fn nothing_is_due_to_anything_where_nothing_varies() {
    assert_eq!(Indices::new(2).answer(), None);
    let mut block = Block::new(1);
    for _ in 0..5 {
        block.add(1.0, 1.0, &[1.0]).unwrap();
    }
    let mut indices = Indices::new(1);
    indices.add(&block).unwrap();
    let answer = indices.answer().unwrap();
    assert_eq!((answer.mean, answer.variance, answer.groups), (1.0, 0.0, None));
    assert!(block.add(1.0, f64::NAN, &[1.0]).is_err());
    assert!(block.add(1.0, 1.0, &[]).is_err());
    assert!(Indices::new(2).add(&block).is_err());
}
