//! What weights stand in for a mere order of importance?
//!
//! With `n` issues, the most important first (`k = 1`), all of sum 1:
//!
//! | rule | `w_k` proportional to | reference |
//! |---|---|---|
//! | rank-order centroid | `Σ_{i=k..n} 1/i`: the centre of gravity of `w_1 ≥ … ≥ w_n ≥ 0` | F. H. Barron, B. E. Barrett 1996, Management Science 42 |
//! | rank sum | `n + 1 - k` | W. G. Stillwell, D. A. Seaver, W. Edwards 1981, Organizational Behavior and Human Performance 28 |
//! | rank reciprocal | `1/k` | the same |
//! | rank exponent | `(n + 1 - k)^z` | the same |
//! | equal | `1` | R. M. Dawes, B. Corrigan 1974, Psychological Bulletin 81 |
//!
//! They are representative weights: what is known remains the order.

use super::linear::{part, whole};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// A rule that turns an order into weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The centre of gravity of all weights in that order.
    Centroid,
    /// Ranks from below.
    Sum,
    /// One through the rank.
    Reciprocal,
    /// Ranks from below, to this power: 0 is equal, 1 is [`Rule::Sum`].
    Exponent(u32),
    /// The order plays no part.
    Equal,
}

/// The weights of `count` issues, the most important first, of sum 1.
pub fn weights(rule: Rule, count: usize) -> Vec<BigRational> {
    let n = i64::try_from(count).unwrap_or(i64::MAX);
    let raw: Vec<BigRational> = match rule {
        Rule::Centroid => {
            let mut tail = BigRational::zero();
            let mut raw: Vec<BigRational> = Vec::with_capacity(count);
            for k in (1..=n).rev() {
                tail += part(1, k);
                raw.push(tail.clone());
            }
            raw.reverse();
            raw
        }
        Rule::Sum => (1..=n).rev().map(whole).collect(),
        Rule::Reciprocal => (1..=n).map(|k| part(1, k)).collect(),
        Rule::Exponent(z) => (1..=n).rev().map(|k| num_traits::pow(whole(k), z as usize)).collect(),
        Rule::Equal => vec![BigRational::one(); count],
    };
    let sum: BigRational = raw.iter().sum();
    raw.into_iter().map(|w| w / &sum).collect()
}
