//! The mathematics of uncertainty and robustness against published numbers, closed forms and slow twins.

mod common;
#[path = "sense/information.rs"]
mod information;
#[path = "sense/prim.rs"]
mod prim;
#[path = "sense/reversal.rs"]
mod reversal;
#[path = "sense/share.rs"]
mod share;
#[path = "sense/smaa.rs"]
mod smaa;
#[path = "sense/sobol.rs"]
mod sobol;

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// Uniform numbers of `0..1`, by ChaCha8.
struct Uniform(ChaCha8Rng);

impl Uniform {
    fn new(seed: u64) -> Uniform {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        Uniform(ChaCha8Rng::from_seed(key))
    }

    fn next(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn take(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| self.next()).collect()
    }

    fn below(&mut self, count: usize) -> usize {
        (self.0.next_u64() % count as u64) as usize
    }
}

#[track_caller]
fn near(one: f64, other: f64, tolerance: f64) {
    assert!((one - other).abs() <= tolerance, "{one} is not {other} within {tolerance}");
}

#[track_caller]
fn all_near(one: &[f64], other: &[f64], tolerance: f64) {
    assert_eq!(one.len(), other.len());
    for (k, (x, y)) in one.iter().zip(other).enumerate() {
        assert!((x - y).abs() <= tolerance, "entry {k}: {x} is not {y} within {tolerance}");
    }
}
