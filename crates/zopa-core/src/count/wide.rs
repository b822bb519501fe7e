//! Whole numbers of a fixed number of 64-bit words: a count of packages never exceeds the product of the options.

use num_bigint::BigUint;
use std::cmp::Ordering;

/// `Σ words[k] · 2^(64 k)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wide<const N: usize>([u64; N]);

impl<const N: usize> Wide<N> {
    pub const ZERO: Wide<N> = Wide([0; N]);

    pub fn one() -> Wide<N> {
        let mut words = [0; N];
        words[0] = 1;
        Wide(words)
    }

    pub fn from_words(words: [u64; N]) -> Wide<N> {
        Wide(words)
    }

    #[inline]
    pub fn add(&mut self, other: &Wide<N>) {
        let mut carry = false;
        for (a, &b) in self.0.iter_mut().zip(&other.0) {
            (*a, carry) = a.carrying_add(b, carry);
        }
    }

    /// `other` is at most this number.
    #[inline]
    pub fn subtract(&mut self, other: &Wide<N>) {
        let mut borrow = false;
        for (a, &b) in self.0.iter_mut().zip(&other.0) {
            (*a, borrow) = a.borrowing_sub(b, borrow);
        }
    }

    /// How many bits the number has.
    pub fn bits(&self) -> u32 {
        let top = self.0.iter().rposition(|&w| w != 0);
        top.map_or(0, |k| 64 * k as u32 + 64 - self.0[k].leading_zeros())
    }

    pub fn big(&self) -> BigUint {
        let halves = self.0.iter().flat_map(|&w| [w as u32, (w >> 32) as u32]);
        BigUint::new(halves.collect())
    }
}

impl<const N: usize> Ord for Wide<N> {
    fn cmp(&self, other: &Wide<N>) -> Ordering {
        self.0.iter().rev().cmp(other.0.iter().rev())
    }
}

impl<const N: usize> PartialOrd for Wide<N> {
    fn partial_cmp(&self, other: &Wide<N>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
