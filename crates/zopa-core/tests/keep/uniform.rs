use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// Even numbers, by ChaCha8.
pub struct Uniform(ChaCha8Rng);

impl Uniform {
    pub fn new(seed: u64) -> Uniform {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        Uniform(ChaCha8Rng::from_seed(key))
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn below(&mut self, count: usize) -> usize {
        (self.0.next_u64() % count as u64) as usize
    }
}

#[track_caller]
pub fn close(found: f64, stated: f64, off: f64) {
    assert!((found - stated).abs() <= off, "{found} against {stated}");
}

#[track_caller]
pub fn refused<T: std::fmt::Debug>(found: Result<T, zopa_core::Fault>, says: &str) {
    let sentence = found.expect_err("it is refused").to_string();
    assert!(sentence.contains(says), "{sentence}");
}
