//! The models of war against checked results, closed forms, enumeration and simulation.
//!
//! Names such as RANGE-1 are those of the project's collection of checked results for moving disputes; each entry is a
//! published number or a closed form that was evaluated apart from this code. Its tolerance is 1e-8.

#[path = "war/chain.rs"]
mod chain;
#[path = "war/core3.rs"]
mod core3;
#[path = "war/forts.rs"]
mod forts;
#[path = "war/learn.rs"]
mod learn;
#[path = "war/private.rs"]
mod private;
#[path = "war/range.rs"]
mod range;
#[path = "war/rounds.rs"]
mod rounds;

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

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() * count as f64) as usize
    }
}

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} where {expected} is expected");
}

/// A checked result, at its tolerance.
#[track_caller]
fn golden(found: f64, expected: f64) {
    near(found, expected, 1e-8);
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, zopa_core::Fault>, words: &str) {
    let text = result.expect_err("a fault").to_string();
    assert!(text.contains(words), "{text:?} does not say {words:?}");
}
