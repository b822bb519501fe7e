//! How many comparisons of two options at a time does a full ranking take, and which are left to ask?
//!
//! `k` criteria of `m` levels each make `m^k` alternatives. Of two, one **dominates** if it is nowhere on a lower level; the
//! other pairs have to be judged, but what both share cancels, so many are the same question, and each answer settles
//! others (P. Hansen, F. Ombler 2008, "A new method for scoring additive multi-attribute value models using pairwise
//! rankings of alternatives", Journal of Multi-Criteria Decision Analysis 15).
//!
//! | count | formula |
//! |---|---|
//! | pairs | `m^k (m^k - 1) / 2` |
//! | dominated | `(m (m+1) / 2)^k - m^k` |
//! | unique | `Σ_{d=2..k} C(k,d) ((m (m-1))^d / 2 - (m (m-1) / 2)^d)`: undominated on exactly the `d` criteria that differ |

use super::linear::{Outcome, Program, Row, Sense, whole};
use crate::Fault;
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed};
use std::cmp::Ordering;

/// Counts of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Alternatives.
    pub alternatives: u128,
    /// Pairs of them.
    pub pairs: u128,
    /// Pairs in which one is nowhere on a lower level.
    pub dominated: u128,
    /// The other pairs.
    pub undominated: u128,
    /// Different questions among these.
    pub unique: u128,
}

/// Counts the pairs of `criteria` criteria of `levels` levels; `None` if a count does not fit.
pub fn counts(criteria: u32, levels: u32) -> Option<Counts> {
    let m = u128::from(levels);
    let alternatives = m.checked_pow(criteria)?;
    let pairs = alternatives.checked_mul(alternatives.checked_sub(1)?)? / 2;
    let dominated = (m * (m + 1) / 2).checked_pow(criteria)?.checked_sub(alternatives)?;
    let (mut unique, mut choose) = (0u128, 1u128);
    for d in 1..=criteria {
        choose = choose.checked_mul(u128::from(criteria - d + 1))? / u128::from(d);
        if d > 1 {
            let ordered = m * m.checked_sub(1)?;
            let each = ordered.checked_pow(d)? / 2 - (ordered / 2).checked_pow(d)?;
            unique = unique.checked_add(choose.checked_mul(each)?)?;
        }
    }
    Some(Counts { alternatives, pairs, dominated, undominated: pairs - dominated, unique })
}

/// A question: one combination of levels against another, on the same criteria; a criterion that is not part of the
/// question has the same level on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Levels of one side, one per criterion, the worst 0.
    pub one: Vec<usize>,
    /// Levels of the other side.
    pub other: Vec<usize>,
}

/// What is known of the points of levels: each level is worth at least 1 more than the one below it, and each answer
/// holds by at least 1 or is a tie. Such points can be scaled up, so the 1 decides nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    levels: Vec<usize>,
    program: Program,
}

impl Known {
    /// Nothing but the order of levels; `levels[k]` is how many criterion `k` has.
    pub fn new(levels: Vec<usize>) -> Known {
        let mut program = Program::new(levels.iter().map(|m| m.saturating_sub(1)).sum());
        program.lower.fill(Some(whole(1)));
        Known { levels, program }
    }

    /// Points of one side less those of the other, as a form of the steps between levels.
    fn form(&self, question: &Question) -> Result<Vec<(usize, BigRational)>, Fault> {
        let mut terms = Vec::new();
        let mut start = 0;
        for (k, &m) in self.levels.iter().enumerate() {
            let (one, other) = match (question.one.get(k), question.other.get(k)) {
                (Some(&one), Some(&other)) if one < m && other < m => (one, other),
                _ => return Err(Fault::shape(format!("a question has no level of criterion {k}"))),
            };
            let sign = if one > other { 1 } else { -1 };
            terms.extend((one.min(other)..one.max(other)).map(|l| (start + l, whole(sign))));
            start += m.saturating_sub(1);
        }
        Ok(terms)
    }

    /// What the answers so far say about a question: `Greater` if its one side is better in all points that agree. `None`
    /// if it is open.
    ///
    /// # Errors
    /// The question lacks a level.
    pub fn settled(&self, question: &Question) -> Result<Option<Ordering>, Fault> {
        let form = self.form(question)?;
        let low = match self.program.minimum(&form)? {
            Outcome::Best(best) if best.value.is_positive() => return Ok(Some(Ordering::Greater)),
            Outcome::Best(best) => Some(best.value),
            _ => None,
        };
        Ok(match self.program.maximum(&form)? {
            Outcome::Best(best) if best.value.is_negative() => Some(Ordering::Less),
            Outcome::Best(best) if Some(&best.value) == low.as_ref() => Some(Ordering::Equal),
            _ => None,
        })
    }

    /// With one more answer.
    ///
    /// # Errors
    /// The question lacks a level.
    pub fn with(&self, question: &Question, answer: Ordering) -> Result<Known, Fault> {
        let (sense, right) = match answer {
            Ordering::Less => (Sense::AtMost, -1),
            Ordering::Equal => (Sense::Equal, 0),
            Ordering::Greater => (Sense::AtLeast, 1),
        };
        let mut next = self.clone();
        next.program.rows.push(Row::new(self.form(question)?, sense, whole(right)));
        Ok(next)
    }

    /// Asks the questions in this order, leaving out those that the answers before them settle. Which were asked, and what
    /// is then known.
    ///
    /// # Errors
    /// A question lacks a level.
    pub fn ask(
        &self,
        questions: &[Question],
        answer: &dyn Fn(usize) -> Ordering,
    ) -> Result<(Vec<usize>, Known), Fault> {
        let (mut asked, mut known) = (Vec::new(), self.clone());
        for (k, question) in questions.iter().enumerate() {
            if known.settled(question)?.is_none() {
                asked.push(k);
                known = known.with(question, answer(k))?;
            }
        }
        Ok((asked, known))
    }

    /// Whole points of each step between levels that agree with all answers: those of least sum, scaled up where they are
    /// not whole. `None` if the answers contradict each other.
    ///
    /// # Errors
    /// A row names a step that does not exist.
    pub fn points(&self) -> Result<Option<Vec<BigInt>>, Fault> {
        let all: Vec<_> = (0..self.program.variables()).map(|s| (s, whole(1))).collect();
        Ok(match self.program.minimum(&all)? {
            Outcome::Best(best) => {
                let scale = best.point.iter().fold(BigInt::one(), |all, x| all.lcm(x.denom()));
                Some(best.point.iter().map(|x| x.numer() * (&scale / x.denom())).collect())
            }
            _ => None,
        })
    }
}
