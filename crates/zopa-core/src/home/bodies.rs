//! Several bodies have to agree, each with a probability of its own: how likely is it that all do?
//!
//! With probabilities `p_1 … p_n` and nothing known about how they hang together, all agree with a probability between
//! `max(0, Σ p_i - (n - 1))` and `min p_i`; both ends are reached by some way of hanging together, so no narrower statement
//! follows from the probabilities. `Π p_i` holds if the bodies decide independently, which parliaments and voters who watch
//! the same news seldom do.
//!
//! M. Fréchet 1935, "Généralisation du théorème des probabilités totales", Fundamenta Mathematicae 25. Exact but for
//! rounding.
//!
//! Assumes: every body's decision is final and each has to agree. It cannot show one that decides in the light of another.

use crate::Fault;
use crate::keep::within;

/// How likely it is that all bodies agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct All {
    /// At least so, whatever they have to do with each other.
    pub lowest: f64,
    /// At most so.
    pub highest: f64,
    /// If they decide independently.
    pub independent: f64,
}

/// How likely it is that all of the bodies with these probabilities agree; no body: for certain.
///
/// # Errors
/// A probability that is not from 0 to 1.
pub fn all(probabilities: &[f64]) -> Result<All, Fault> {
    for (b, p) in probabilities.iter().enumerate() {
        within(&format!("the probability that body {b} agrees"), *p, 0.0, 1.0)?;
    }
    let refused: f64 = probabilities.iter().map(|p| 1.0 - p).sum();
    let highest = probabilities.iter().copied().fold(1.0, f64::min);
    // The refusals are summed with rounding, which must not lift the lower end above the upper one.
    let lowest = (1.0 - refused).max(0.0).min(highest);
    Ok(All { lowest, highest, independent: probabilities.iter().product() })
}
