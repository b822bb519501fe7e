//! What holds exactly inside a component: sums of weights, and ratios that are one number.

use super::Walk;
use crate::world::Said;
use crate::world::family::Family;
use crate::world::pert::Shape;

/// A linear equation on coordinates: coefficients, and the value.
pub(in crate::world) type Equation = (Vec<(usize, f64)>, f64);

impl Walk {
    /// Sums and exact ratios.
    pub fn equations(&self, family: &Family) -> Vec<Equation> {
        let sums =
            self.sums.iter().map(|(weights, rest)| (weights.iter().map(|&c| (c, 1.0)).collect(), *rest));
        let mut all: Vec<Equation> = sums.collect();
        for &(p, s) in &self.exact {
            let Said::Ratio { of, to, low, .. } = family.minds()[p].said[s] else { continue };
            let first = family.place(p).weights;
            let mut left = Vec::new();
            let mut value = 0.0;
            for (c, factor) in [(first + of, 1.0), (first + to, -low)] {
                match family.plan().shapes[c] {
                    Shape::Fixed(fixed) => value -= factor * fixed,
                    _ => left.push((c, factor)),
                }
            }
            all.push((left, value));
        }
        all
    }
}
