//! Which comparisons hold for every preference that agrees with the answers, and which for some?
//!
//! Robust ordinal regression: `a` is **necessarily** preferred to `b` if `min u(a) - u(b) ≥ 0` over all additive values that
//! agree with the comparisons given, **possibly** if `max ≥ 0` (S. Greco, V. Mousseau, R. Słowiński 2008, "Ordinal regression
//! revisited: multiple criteria ranking using a set of additive value functions", European Journal of Operational Research
//! 191). "Better" means by at least `ε`.

use super::additive::{Additive, less};
use super::interval::{Range, ranges};
use super::linear::{Program, Row, Sense, whole};
use crate::Fault;
use num_rational::BigRational;
use num_traits::Signed;

/// A comparison of two alternatives, each one number per criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The better, or one of two alike.
    pub above: Vec<BigRational>,
    /// The worse, or the other.
    pub below: Vec<BigRational>,
    /// Whether they are alike.
    pub alike: bool,
}

/// What all additive values that agree say about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The first is at least as good in all of them.
    Necessary,
    /// Each is better in some.
    Open,
    /// The second is better in all of them.
    Never,
}

/// All additive values that agree with the comparisons; "better" means by at least `gap`.
///
/// # Errors
/// An alternative does not have one number per criterion within its breakpoints.
pub fn agreeing(model: &Additive, comparisons: &[Comparison], gap: &BigRational) -> Result<Program, Fault> {
    let mut program = model.program(0);
    for c in comparisons {
        let form = less(&model.value(&c.above)?, &model.value(&c.below)?);
        let (sense, right) = if c.alike { (Sense::Equal, whole(0)) } else { (Sense::AtLeast, gap.clone()) };
        program.rows.push(Row::new(form, sense, right));
    }
    Ok(program)
}

/// The lowest and highest `u(a) - u(b)` over a programme of [`agreeing`]; `None` if no value agrees.
///
/// # Errors
/// As of [`agreeing`].
pub fn difference(
    model: &Additive,
    agreeing: &Program,
    pair: [&[BigRational]; 2],
) -> Result<Option<Range>, Fault> {
    let form = less(&model.value(pair[0])?, &model.value(pair[1])?);
    Ok(ranges(agreeing, &[form])?.ok().and_then(|found| found.into_iter().next()))
}

/// What a range of differences says.
pub fn verdict(range: &Range) -> Verdict {
    match range {
        [Some(low), _] if !low.is_negative() => Verdict::Necessary,
        [_, Some(high)] if high.is_negative() => Verdict::Never,
        _ => Verdict::Open,
    }
}
