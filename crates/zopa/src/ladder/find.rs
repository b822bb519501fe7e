//! A package that passes the rungs asked for, at representative values, or a proof that there is none.

use super::{Condition, Reach, Reached, Rungs, Sides, ruled};
use crate::compile::Compiled;
use crate::question::{AskError, Asked};
use crate::result::UNREACHED;
use zopa_core::answer::{Proved, Stop};
use zopa_core::problem::Score;
use zopa_core::world::{GRID, Judge, Tables, Verdict};
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
        growth.left_out.extend(left_out.iter().map(|sides| (UNREACHED.to_owned(), sides.clone())));
        let compiled = growth.compiled(base)?;
        let verdict = match quick(&compiled, real) {
            Some(package) => {
                Proved { value: Zone::Open(package), bound: (), proof: None, stop: Stop::Complete }
            }
            None => asked.search(|budget| zone(&compiled.problem, real, budget)),
        };
        let reached = match &verdict.value {
            Zone::Open(package) if rungs.has(4) => reach(package)?,
            _ => Reached::Yes,
        };
        match reached {
            Reached::Yes => return Ok(Found { compiled, verdict, left_out: left_out.len() }),
            Reached::No(sides) if left_out.len() < MOST_LEFT_OUT && !left_out.contains(&sides) => {
                left_out.push(sides);
            }
            _ => {
                let verdict = Proved { value: Zone::Unknown, bound: (), proof: None, stop: Stop::Budget };
                return Ok(Found { compiled, verdict, left_out: left_out.len() });
            }
        }
    }
}

/// A package that a judge of worlds finds on nearly the same numbers and that is acceptable on these.
fn quick(compiled: &Compiled, real: &[bool]) -> Option<Vec<usize>> {
    let problem = &compiled.problem;
    let near = |score: Score| (score as f64 / compiled.grid as f64 * GRID as f64).round() as i64;
    let mut tables = Tables::default();
    for issue in 0..problem.m() {
        for option in 0..problem.options()[issue] {
            tables.values.extend((0..problem.n()).map(|p| near(problem.row(p, issue)[option])));
        }
    }
    tables.pairs =
        problem.pairs().iter().map(|pair| pair.points.iter().map(|&v| near(v)).collect()).collect();
    tables.boxes = problem.boxes().iter().map(|term| near(term.points)).collect();
    for party in problem.parties() {
        tables.no_deal.push(near(party.no_deal));
        tables.ceilings.push(party.cap.map_or(i64::MAX, near));
    }
    let mut judge = Judge::new(problem).with_budget(0);
    let found =
        judge.decide(&tables, real, None) == Verdict::Deal && problem.acceptable(real, judge.witness());
    found.then(|| judge.witness().to_vec())
}
