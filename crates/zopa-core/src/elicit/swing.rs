//! What weights follow from swings, and what is each alternative worth under them?
//!
//! The most important swing from worst to best counts 100, the others in proportion: `w_i = s_i / Σ_j s_j`; the benefit of an
//! alternative is `Σ_i w_i v_i` (D. von Winterfeldt, W. Edwards 1986, Decision Analysis and Behavioral Research; P. Goodwin,
//! G. Wright, Decision Analysis for Management Judgment, ch. 3).

use super::linear::whole;
use num_rational::BigRational;
use num_traits::Zero;

/// Weights of sum 1 from swings `≥ 0`; `None` if all are zero.
pub fn weights(swings: &[BigRational]) -> Option<Vec<BigRational>> {
    let sum: BigRational = swings.iter().sum();
    (!sum.is_zero()).then(|| swings.iter().map(|s| s / &sum).collect())
}

/// Numbers rounded to so many decimals, halves away from zero: as they are shown, not as they are computed with.
pub fn rounded(numbers: &[BigRational], decimals: usize) -> Vec<BigRational> {
    let scale = num_traits::pow(whole(10), decimals);
    numbers.iter().map(|x| ((x * &scale).round()) / &scale).collect()
}

/// `Σ_i w_i v_i`.
pub fn benefit(weights: &[BigRational], values: &[BigRational]) -> BigRational {
    weights.iter().zip(values).map(|(w, v)| w * v).sum()
}
