//! A package that passes the rungs asked for, at representative values, or a proof that there is none.

use super::{Condition, Reach, Rungs, Sides, ruled};
use crate::compile::Compiled;
use crate::question::{AskError, Asked};
use zopa_core::answer::{Proved, Stop};
use zopa_core::zone::{Zone, zone};

/// Kinds of packages that may be left out for their order of steps before the search counts as not settled.
const MOST_LEFT_OUT: usize = 256;

/// What was found.
pub(crate) struct Found {
    /// The problem with all that was asked for in it.
    pub compiled: Compiled,
    /// A package, or a proof that there is none.
    pub verdict: Proved<Zone>,
    /// Kinds of packages left out, because none of their orders of steps holds.
    pub left_out: usize,
}

/// Looks for a package.
///
/// # Errors
/// A sentence, if a number does not fit.
pub(crate) fn find(
    asked: &Asked,
    base: &Compiled,
    (conditions, rungs): (&[Condition], Rungs),
    reach: &Reach,
    real: &[bool],
) -> Result<Found, AskError> {
    let n = base.problem.n();
    let mut left_out: Vec<Sides> = Vec::new();
    loop {
        let mut growth = ruled(n, conditions.iter().filter(|c| rungs.has(c.rung)));
        growth
            .left_out
            .extend(left_out.iter().map(|sides| ("no order of steps holds".to_owned(), sides.clone())));
        let compiled = growth.compiled(base)?;
        let verdict = asked.search(|budget| zone(&compiled.problem, real, budget));
        let failing = match &verdict.value {
            Zone::Open(package) if rungs.has(4) => reach(package)?,
            _ => None,
        };
        let Some(sides) = failing else {
            return Ok(Found { compiled, verdict, left_out: left_out.len() });
        };
        if left_out.len() == MOST_LEFT_OUT || left_out.contains(&sides) {
            let verdict = Proved { value: Zone::Unknown, bound: (), proof: None, stop: Stop::Budget };
            return Ok(Found { compiled, verdict, left_out: left_out.len() });
        }
        left_out.push(sides);
    }
}
