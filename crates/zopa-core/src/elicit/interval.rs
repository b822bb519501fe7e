//! How low and how high can each number be, given what was said?
//!
//! `[min x_j, max x_j]` over all points that keep the rows: two linear programmes per variable or form. The ranges of
//! several numbers are not reached together.

use super::linear::{Outcome, Program, whole};
use crate::Fault;
use num_rational::BigRational;

/// A lowest and a highest value; `None` where there is none.
pub type Range = [Option<BigRational>; 2];

/// The lowest and highest value of each form `Σ_j c_j x_j`, or the multipliers that show that no point keeps the rows
/// ([`Outcome::Contradiction`]).
///
/// # Errors
/// A row or a form names a variable that does not exist.
pub fn ranges(
    program: &Program,
    forms: &[Vec<(usize, BigRational)>],
) -> Result<Result<Vec<Range>, Vec<BigRational>>, Fault> {
    if let Err(multipliers) = program.point()? {
        return Ok(Err(multipliers));
    }
    let end = |outcome: Outcome| match outcome {
        Outcome::Best(best) => Some(best.value),
        _ => None,
    };
    let mut found = Vec::with_capacity(forms.len());
    for form in forms {
        found.push([end(program.minimum(form)?), end(program.maximum(form)?)]);
    }
    Ok(Ok(found))
}

/// The form that is one variable.
pub fn single(variable: usize) -> Vec<(usize, BigRational)> {
    vec![(variable, whole(1))]
}
