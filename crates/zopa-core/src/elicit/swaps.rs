//! Which alternatives can be left aside, and what becomes equal by a fair exchange?
//!
//! Even swaps: one number of an alternative is changed, and another pays for it so that the person is as well off as
//! before; a criterion in which all are equal then no longer matters, and alternatives that are nowhere better than
//! another go (J. S. Hammond, R. L. Keeney, H. Raiffa 1998, "Even swaps: a rational method for making trade-offs", Harvard
//! Business Review 76). An alternative dominates another **practically** if it is better somewhere and worse in one
//! criterion only, there by no more than the person calls slight.

use crate::Fault;
use num_rational::BigRational;

/// Alternatives by criteria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Whether more is better, per criterion.
    pub more: Vec<bool>,
    /// One number per criterion, per alternative.
    pub numbers: Vec<Vec<BigRational>>,
    /// Whether an alternative is still looked at.
    pub left: Vec<bool>,
}

/// A fair exchange within one alternative, as the person judged it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// The alternative.
    pub alternative: usize,
    /// The criterion that is changed, from and to.
    pub changed: (usize, BigRational, BigRational),
    /// The criterion that pays for it, from and to.
    pub paid: (usize, BigRational, BigRational),
}

impl Table {
    /// A table of all its alternatives.
    ///
    /// # Errors
    /// An alternative does not have one number per criterion.
    pub fn new(more: Vec<bool>, numbers: Vec<Vec<BigRational>>) -> Result<Table, Fault> {
        if let Some(a) = numbers.iter().position(|row| row.len() != more.len()) {
            return Err(Fault::shape(format!("alternative {a} does not have {} numbers", more.len())));
        }
        let left = vec![true; numbers.len()];
        Ok(Table { more, numbers, left })
    }

    /// How much better `a` is than `b` in a criterion, in its own unit.
    fn lead(&self, a: usize, b: usize, criterion: usize) -> BigRational {
        let more = &self.numbers[a][criterion] - &self.numbers[b][criterion];
        if self.more[criterion] { more } else { -more }
    }

    /// Pairs `[a, b]` among those left where `a` is nowhere worse and somewhere better.
    pub fn dominance(&self) -> Vec<[usize; 2]> {
        let none = vec![BigRational::from_integer(0.into()); self.more.len()];
        self.pairs(&none, 0)
    }

    /// Pairs `[a, b]` among those left where `a` is worse in one criterion only, there by at most `slight` (one number per
    /// criterion), and somewhere better.
    pub fn practical(&self, slight: &[BigRational]) -> Vec<[usize; 2]> {
        self.pairs(slight, 1)
    }

    fn pairs(&self, slight: &[BigRational], worse: usize) -> Vec<[usize; 2]> {
        let zero = BigRational::from_integer(0.into());
        let there: Vec<usize> = (0..self.numbers.len()).filter(|&a| self.left[a]).collect();
        let mut found = Vec::new();
        for &a in &there {
            for &b in there.iter().filter(|b| **b != a) {
                let leads: Vec<BigRational> = (0..self.more.len()).map(|c| self.lead(a, b, c)).collect();
                let short = leads.iter().zip(slight).filter(|(l, _)| **l < zero);
                let within = short.clone().all(|(l, s)| -l <= *s);
                if within && short.count() == worse && leads.iter().any(|l| *l > zero) {
                    found.push([a, b]);
                }
            }
        }
        found
    }

    /// Leaves an alternative aside.
    pub fn leave(&self, alternative: usize) -> Table {
        let mut next = self.clone();
        if let Some(left) = next.left.get_mut(alternative) {
            *left = false;
        }
        next
    }

    /// The table after an exchange.
    ///
    /// # Errors
    /// The alternative or a criterion does not exist, both criteria are the same, or a number is not what the exchange
    /// starts from.
    pub fn swap(&self, swap: &Swap) -> Result<Table, Fault> {
        let mut next = self.clone();
        let a = swap.alternative;
        if swap.changed.0 == swap.paid.0 {
            return Err(Fault::shape(format!("an exchange in alternative {a} pays with what it changes")));
        }
        for (criterion, from, to) in [&swap.changed, &swap.paid] {
            let place = next.numbers.get_mut(a).and_then(|row| row.get_mut(*criterion));
            match place {
                Some(number) if number == from => *number = to.clone(),
                Some(number) => {
                    let text = format!("alternative {a} has {number} in criterion {criterion}, not {from}");
                    return Err(Fault::shape(text));
                }
                None => return Err(Fault::shape(format!("alternative {a} has no criterion {criterion}"))),
            }
        }
        Ok(next)
    }

    /// Criteria in which all alternatives left are equal: they no longer matter.
    pub fn settled(&self) -> Vec<usize> {
        let there: Vec<&Vec<BigRational>> =
            self.numbers.iter().zip(&self.left).filter(|(_, left)| **left).map(|(row, _)| row).collect();
        (0..self.more.len()).filter(|&c| there.windows(2).all(|w| w[0][c] == w[1][c])).collect()
    }
}
