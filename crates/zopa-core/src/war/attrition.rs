//! Two sides wait for each other to give in.
//!
//! Waiting costs party `i` `c_i` per unit of time, winning is worth `v_i`. In the mixed equilibrium each concedes at the
//! rate that leaves the other indifferent: `λ_1 = c_2 / v_2`, `λ_2 = c_1 / v_1`. The war ends at the rate `λ_1 + λ_2`, so
//! it is expected to last `1 / (λ_1 + λ_2)`, and party 1 wins if party 2 concedes first: `λ_2 / (λ_1 + λ_2)`.
//!
//! # Assumes, and cannot show
//! Time without end or discount, and nothing that changes meanwhile. Of the equilibria this is the mixed one; in others
//! one side concedes at once. It has a disturbing property, kept here as it is: a side with more at stake makes the
//! *other* concede less often, so it wins less often.
//!
//! # References
//! J. Maynard Smith 1974, *Journal of Theoretical Biology* 47, 209–221; K. Hendricks, A. Weiss and C. Wilson 1988,
//! *International Economic Review* 29, 663–680.

use super::positive;
use crate::Fault;

/// How a war of attrition goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attrition {
    /// `λ_i`: rate at which party `i` concedes, per unit of time.
    pub concede: [f64; 2],
    /// Expected duration, units of time.
    pub duration: f64,
    /// Probability that party 1 wins.
    pub win: f64,
}

/// The mixed equilibrium at these costs per unit of time and values of winning.
///
/// # Errors
/// A number that is not above 0.
pub fn attrition(costs: [f64; 2], values: [f64; 2]) -> Result<Attrition, Fault> {
    for i in 0..2 {
        positive(&format!("the cost of party {}", i + 1), costs[i])?;
        positive(&format!("the value of winning to party {}", i + 1), values[i])?;
    }
    let concede = [costs[1] / values[1], costs[0] / values[0]];
    let sum = concede[0] + concede[1];
    Ok(Attrition { concede, duration: 1.0 / sum, win: concede[1] / sum })
}
