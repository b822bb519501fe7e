//! How far an outcome swings when one input goes to either end of its range and the others stay.
//!
//! `swing_j` is the distance between the smallest and the largest of the outcome at the start, with input `j` at its low
//! end, and with it at its high end. What happens between the ends is not looked at, nor two inputs at once.

use super::reversal::Range;
use crate::Fault;

/// What one input does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swing {
    /// The input.
    pub input: usize,
    /// The outcome with the input at its low end.
    pub low: f64,
    /// The outcome with the input at its high end.
    pub high: f64,
    /// The swing, in the unit of the outcome.
    pub swing: f64,
}

/// The outcome at the start, and the swing of each input, largest first; equal ones in the order of the inputs.
pub fn tornado(
    mut outcome: impl FnMut(&[f64]) -> f64,
    start: &[f64],
    ranges: &[Range],
) -> Result<(f64, Vec<Swing>), Fault> {
    super::reversal::check(start, ranges)?;
    let mut point = start.to_vec();
    let at_start = outcome(&point);
    let mut swings = Vec::with_capacity(ranges.len());
    for (input, range) in ranges.iter().enumerate() {
        let [low, high] = range.ends().map(|end| {
            point[input] = end;
            outcome(&point)
        });
        point[input] = start[input];
        let swing = at_start.max(low).max(high) - at_start.min(low).min(high);
        if !(at_start.is_finite() && low.is_finite() && high.is_finite()) {
            return Err(Fault::shape(format!(
                "the outcome is not a finite number at an end of input {input}"
            )));
        }
        swings.push(Swing { input, low, high, swing });
    }
    // Stable: equal swings keep the order of the inputs.
    swings.sort_by(|one, other| other.swing.total_cmp(&one.swing));
    Ok((at_start, swings))
}
