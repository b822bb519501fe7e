//! The random numbers behind every benchmark.
//!
//! The stream is ChaCha20 (D. J. Bernstein 2008; RFC 8439) with a zero nonce and counter, whose key is the seed: its
//! eight bytes, the least significant first, then the tag of what is drawn, the same way, then zeros. The key stream is
//! read as 64-bit words, the least significant byte first. Any library with ChaCha20 draws the same numbers by
//! encrypting zeros.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Numbers from a seed.
pub(crate) struct Stream(ChaCha20Rng);

impl Stream {
    /// The stream of a seed for one purpose.
    pub(crate) fn new(seed: u64, tag: u64) -> Stream {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&tag.to_le_bytes());
        Stream(ChaCha20Rng::from_seed(key))
    }

    /// `U`, uniform in `[0, 1)`: the upper 53 bits of the next word, divided by 2^53.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number below `end`: `⌊U · end⌋`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.unit() * end as f64) as usize
    }
}
