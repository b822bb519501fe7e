//! An additive value of numbers on several criteria, straight between breakpoints.
//!
//! | symbol | is | shape |
//! |---|---|---|
//! | `g[k][l]` | breakpoints of a criterion, from the worst to the best | per criterion, at least 2 |
//! | `s[k][l]` | what the step from `g[k][l]` to `g[k][l+1]` adds, `≥ 0`; all of sum 1 | variables of a programme |
//! | `u(a)` | `Σ_k Σ_l s[k][l] · (the part of that step that a's number covers)` | 0 to 1 |

use super::linear::{Program, Row, Sense, whole};
use crate::Fault;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::ops::Range;

/// The criteria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Additive {
    breakpoints: Vec<Vec<BigRational>>,
}

impl Additive {
    /// Criteria by their breakpoints, each from the worst to the best, rising or falling.
    ///
    /// # Errors
    /// A criterion has fewer than two breakpoints, or they neither rise nor fall throughout.
    pub fn new(breakpoints: Vec<Vec<BigRational>>) -> Result<Additive, Fault> {
        for (k, g) in breakpoints.iter().enumerate() {
            let one_way = g.windows(2).all(|w| w[0] < w[1]) || g.windows(2).all(|w| w[0] > w[1]);
            if g.len() < 2 || !one_way {
                let text = format!("the breakpoints of criterion {k} are fewer than two or not in order");
                return Err(Fault::shape(text));
            }
        }
        Ok(Additive { breakpoints })
    }

    /// How many criteria there are.
    pub fn criteria(&self) -> usize {
        self.breakpoints.len()
    }

    /// How many steps, and so variables, there are.
    pub fn steps(&self) -> usize {
        self.breakpoints.iter().map(|g| g.len() - 1).sum()
    }

    /// The variables of a criterion's steps.
    pub fn own(&self, criterion: usize) -> Range<usize> {
        let start = self.breakpoints[..criterion].iter().map(|g| g.len() - 1).sum();
        start..start + self.breakpoints[criterion].len() - 1
    }

    /// The weight of a criterion, as a form of the steps.
    pub fn weight(&self, criterion: usize) -> Vec<(usize, BigRational)> {
        self.own(criterion).map(|s| (s, whole(1))).collect()
    }

    /// `u(a)`, as a form of the steps.
    ///
    /// # Errors
    /// There is not one number per criterion within its breakpoints.
    pub fn value(&self, numbers: &[BigRational]) -> Result<Vec<(usize, BigRational)>, Fault> {
        if numbers.len() != self.criteria() {
            return Err(Fault::shape(format!("{} numbers for {} criteria", numbers.len(), self.criteria())));
        }
        let mut terms = Vec::new();
        for (k, (g, x)) in self.breakpoints.iter().zip(numbers).enumerate() {
            let along = |l: usize| (x - &g[l]) / (&g[l + 1] - &g[l]);
            if along(0) < BigRational::zero() || along(g.len() - 2) > BigRational::one() {
                return Err(Fault::shape(format!("{x} is outside the breakpoints of criterion {k}")));
            }
            for (l, s) in self.own(k).enumerate() {
                let covered = along(l).min(BigRational::one());
                if covered > BigRational::zero() {
                    terms.push((s, covered));
                }
            }
        }
        Ok(terms)
    }

    /// All additive values: steps `≥ 0` of sum 1, and `more` further variables `≥ 0`.
    pub fn program(&self, more: usize) -> Program {
        let mut program = Program::new(self.steps() + more);
        let all = (0..self.steps()).map(|s| (s, whole(1))).collect();
        program.rows.push(Row::new(all, Sense::Equal, whole(1)));
        program
    }
}

/// The form of one less that of another.
pub fn less(first: &[(usize, BigRational)], second: &[(usize, BigRational)]) -> Vec<(usize, BigRational)> {
    first.iter().cloned().chain(second.iter().map(|(s, c)| (*s, -c))).collect()
}
