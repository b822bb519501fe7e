//! Weights of a party that sum to 100, uniform (or with PERT densities) on the members of their ranges that do.
//!
//! A draw is proposed in one of three ways and taken where it is in all ranges. All three are uniform on a set that
//! holds the members looked for, so what is taken is uniform on these; which is taken most often is tried out once.
//!
//! * from the **lowest** ends, the rest shared by exponentials over their sum (uniform on a simplex; L. Devroye 1986,
//!   Non-Uniform Random Variate Generation, ch. XI.4);
//! * from the **highest** ends, what is too much taken away alike;
//! * all **but one** drawn from their ranges, the last from the sum. The density of the last, where it has a best value,
//!   is made up for by taking it with probability density over largest density.

use super::fit::SLACK;
use super::pert::Shape;

/// Weights that are not fixed and sum to `rest`.
#[derive(Debug, Clone)]
pub(super) struct Hundred {
    /// Their coordinates.
    pub members: Vec<usize>,
    /// What they sum to.
    pub rest: f64,
    by: Proposal,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Proposal {
    Lowest,
    Highest,
    AllBut(usize),
}

impl Hundred {
    /// With the proposal that `taken` counts most takes of, the first of equals.
    pub fn new(
        members: Vec<usize>,
        rest: f64,
        shapes: &[Shape],
        taken: impl Fn(&Hundred) -> usize,
    ) -> Hundred {
        let width = |c: usize| match shapes[c] {
            Shape::Fixed(_) => 0.0,
            Shape::Uniform { range, .. } | Shape::Pert { range, .. } => range,
        };
        let even = |c: usize| shapes[c].even();
        // Of those of even density, if there are any, the widest.
        let last = members.iter().copied().reduce(|best, c| {
            let better = (even(c), width(c)) > (even(best), width(best));
            if better { c } else { best }
        });
        let mut proposals = Vec::new();
        if members.iter().all(|&c| even(c)) {
            proposals.extend([Proposal::Lowest, Proposal::Highest]);
        }
        proposals.extend(last.map(Proposal::AllBut));
        let mut best = Hundred { members, rest, by: Proposal::Lowest };
        let mut most = None;
        for by in proposals {
            let tried = Hundred { by, ..best.clone() };
            let count = taken(&tried);
            if most.is_none_or(|most| count > most) {
                (best, most) = (tried, Some(count));
            }
        }
        best
    }

    /// Writes a proposal into the point; `uniform` gives each coordinate's own number in 0 to 1. Whether it is taken.
    pub fn propose(&self, shapes: &[Shape], uniform: impl Fn(usize) -> f64, point: &mut [f64]) -> bool {
        match self.by {
            Proposal::Lowest => self.share(point, shapes, uniform, 0.0),
            Proposal::Highest => self.share(point, shapes, uniform, 1.0),
            Proposal::AllBut(last) => {
                let mut left = self.rest;
                for &c in self.members.iter().filter(|&&c| c != last) {
                    point[c] = shapes[c].quantile(uniform(c));
                    left -= point[c];
                }
                point[last] = left;
                let within = inside(&shapes[last], left);
                within && (shapes[last].even() || uniform(last) < shapes[last].density(left))
            }
        }
    }

    /// All at one end of their ranges, and what is left to the sum shared.
    fn share(&self, point: &mut [f64], shapes: &[Shape], uniform: impl Fn(usize) -> f64, from: f64) -> bool {
        let (mut sum, mut room) = (0.0, self.rest);
        for &c in &self.members {
            // An exponential number.
            point[c] = -libm::log(uniform(c));
            sum += point[c];
            room -= shapes[c].quantile(from);
        }
        let mut taken = true;
        for &c in &self.members {
            point[c] = shapes[c].quantile(from) + room * (point[c] / sum);
            taken &= inside(&shapes[c], point[c]);
        }
        taken
    }
}

fn inside(shape: &Shape, x: f64) -> bool {
    match *shape {
        Shape::Fixed(value) => (x - value).abs() <= SLACK,
        Shape::Uniform { low, range } | Shape::Pert { low, range, .. } => {
            x >= low - SLACK && x <= low + range + SLACK
        }
    }
}
