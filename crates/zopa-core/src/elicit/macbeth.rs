//! What scale agrees with words for differences of attractiveness, and which words contradict each other?
//!
//! Options `0..n` from the best to the worst; a judgement puts the difference of two options into a category, 0 (none) to
//! 6 (extreme), or hesitates between neighbouring ones, `low..=high`. The basic scale is the least `v(0)` with `v(n-1) = 0`
//! under (C. A. Bana e Costa, J.-M. De Corte, J.-C. Vansnick 2005, "On the mathematical foundations of MACBETH", in Figueira,
//! Greco, Ehrgott, eds., Multiple Criteria Decision Analysis)
//!
//! - `v(x) - v(y) ≥ low`, and `= 0` in category 0;
//! - `v(x) - v(y) ≥ v(z) - v(w) + low - high'` where the first pair's `low` is above the second pair's `high'`.
//!
//! Here both follow from limits `σ_k` between categories, with `σ_1 ≥ 1` and `σ_{k+1} ≥ σ_k + 1`: a judgement says
//! `σ_low ≤ v(x) - v(y) ≤ σ_{high+1} - 1`. So each judgement has rows of its own, and contradictions are sets of judgements.

use super::contradiction::{Answers, Contradictions};
use super::interval::{ranges, single};
use super::linear::{Outcome, Program, Row, Sense, part, whole};
use crate::Fault;
use crate::budget::Budget;
use num_rational::BigRational;
use num_traits::Zero;

/// The highest category.
pub const EXTREME: usize = 6;

/// A word for the difference between two options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// The more attractive option.
    pub above: usize,
    /// The less attractive one.
    pub below: usize,
    /// The lowest category that may be meant.
    pub low: usize,
    /// The highest one.
    pub high: usize,
}

/// A scale, or what stands in its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scale {
    /// `v[o]`, the worst 0. Where the least `v(0)` leaves other numbers open, they are fixed one after the other, from
    /// the best, in the middle of what is left.
    Basic(Vec<BigRational>),
    /// Sets of judgements that cannot all hold.
    Contradicted(Contradictions),
}

/// The judgements as rows over `v(0), …, v(n-1), σ_1, …, σ_7`, and the background: `v` falls to 0, limits rise by 1.
///
/// # Errors
/// A judgement names an option or a category that does not exist, or there are fewer than two options.
pub fn answers(options: usize, judgements: &[Judgement]) -> Result<Answers, Fault> {
    if options < 2 {
        return Err(Fault::shape("a scale needs two options".to_string()));
    }
    for (k, j) in judgements.iter().enumerate() {
        if j.above >= options || j.below >= options || j.low > j.high || j.high > EXTREME {
            return Err(Fault::shape(format!(
                "judgement {k} names an option or a category that does not exist"
            )));
        }
    }
    // Variables: `v(o)`, then `σ_1` to `σ_7`.
    let limit = |k: usize| options + k - 1;
    let mut background = Program::new(options + EXTREME + 1);
    background.upper[options - 1] = Some(BigRational::zero());
    background.lower[limit(1)] = Some(whole(1));
    for k in 1..=EXTREME {
        background.rows.push(Row::whole(&[(limit(k + 1), 1), (limit(k), -1)], Sense::AtLeast, 1));
    }
    for o in 1..options {
        background.rows.push(Row::whole(&[(o - 1, 1), (o, -1)], Sense::AtLeast, 0));
    }
    let rows = judgements.iter().map(|j| {
        let (above, below) = ((j.above, 1), (j.below, -1));
        if j.high == 0 {
            return vec![Row::whole(&[above, below], Sense::Equal, 0)];
        }
        let lowest = match j.low {
            0 => Row::whole(&[above, below], Sense::AtLeast, 0),
            low => Row::whole(&[above, below, (limit(low), -1)], Sense::AtLeast, 0),
        };
        vec![lowest, Row::whole(&[above, below, (limit(j.high + 1), -1)], Sense::AtMost, -1)]
    });
    Ok(Answers { background, rows: rows.collect() })
}

/// The basic scale of `options` options, the best first.
///
/// # Errors
/// As of [`answers`].
pub fn basic(options: usize, judgements: &[Judgement], budget: &mut Budget) -> Result<Scale, Fault> {
    let answers = answers(options, judgements)?;
    let all: Vec<usize> = (0..judgements.len()).collect();
    let mut program = answers.with(&all);
    let Outcome::Best(best) = program.minimum(&single(0))? else {
        return Ok(Scale::Contradicted(answers.contradictions(budget)?));
    };
    let mut scale = vec![best.value];
    for o in 1..options {
        program.lower[o - 1] = scale.last().cloned();
        program.upper[o - 1] = scale.last().cloned();
        let Ok(found) = ranges(&program, &[single(o)])? else {
            return Err(Fault::shape(format!("option {o} has no place on the scale")));
        };
        let [Some(low), Some(high)] = &found[0] else {
            return Err(Fault::shape(format!("option {o} has no limit on the scale")));
        };
        scale.push((low + high) * part(1, 2));
    }
    Ok(Scale::Basic(scale))
}

/// The scale from 0 at the worst to 100 at the best option; `None` if all are alike.
pub fn anchored(scale: &[BigRational]) -> Option<Vec<BigRational>> {
    let (first, last) = (scale.first()?, scale.last()?);
    let length = first - last;
    (!length.is_zero()).then(|| scale.iter().map(|v| (v - last) * whole(100) / &length).collect())
}
