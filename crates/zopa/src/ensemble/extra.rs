//! Numbers beside those of a problem, world by world: what a war, a lever, a guarantee or a step is made of.
//!
//! A world of a view is drawn by its family; the number of a section such as `[war]` in world `k` is drawn here, from the
//! seed, `k` and the name of the number alone. So the same number is the same in every question and under every view,
//! whatever else is asked, and different numbers are independent of each other and of the family's: a choice, and to be
//! said where it matters.

use crate::compile::representative;
use crate::number::exact;
use crate::scenario::{Estimate, Number};
use num_rational::BigRational;
use num_traits::ToPrimitive;
use sha2::{Digest, Sha256};
use zopa_core::special::beta_quantile;

/// A number between 0 and 1, neither included: the draw of world `k` under a seed for what is called `key`.
pub fn uniform(key: &str, seed: u64, k: u64) -> f64 {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    hash.update(k.to_le_bytes());
    hash.update(key.as_bytes());
    let bytes = hash.finalize();
    let word = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}

/// An estimate's value in world `k`: uniform in its range, or by PERT where a best value is stated.
pub fn number(estimate: &Estimate, key: &str, seed: u64, k: u64) -> f64 {
    quantile(estimate, uniform(key, seed, k))
}

/// The value that a share of an estimate's distribution lies below.
pub fn quantile(estimate: &Estimate, share: f64) -> f64 {
    let [low, high] = ends(estimate);
    let range = high - low;
    if range <= 0.0 {
        return low;
    }
    match &estimate.best {
        None => low + range * share,
        Some(best) => {
            let at = (decimal(best) - low) / range;
            low + range * beta_quantile(1.0 + 4.0 * at, 1.0 + 4.0 * (1.0 - at), share)
        }
    }
}

/// The representative value: the stated best, else the middle.
pub fn middle(estimate: &Estimate) -> f64 {
    float(&representative(estimate))
}

/// The nearest floating-point number; numbers of a scenario are at most 10^9 in size.
fn float(number: &BigRational) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}

fn decimal(number: &Number) -> f64 {
    float(&exact(*number))
}

/// The lowest and the highest.
pub fn ends(estimate: &Estimate) -> [f64; 2] {
    [decimal(&estimate.low), decimal(&estimate.high)]
}
