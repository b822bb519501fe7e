//! What parties can give each other: single changes and pairs of changes from a package.
//!
//! A **logroll** changes two issues at once so that what each party concedes in one it more than gets back in the
//! other. Every change is evaluated exactly, with interactions, rules and consent; nothing is estimated from weights.

use crate::answer::{Package, Stop};
use crate::budget::Budget;
use crate::problem::{Opt, Problem, Score};

/// A change of one or two issues of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The options changed to, by issue.
    pub changes: Vec<Opt>,
    /// What each party gains by the change, in its own grid points.
    pub gains: Vec<Score>,
    /// The package after the change.
    pub package: Package,
}

/// All changes of one or two issues after which no party with a say is worse off and one is better off, and that no
/// other such change beats for every such party. `parties` are those with a say. The package may itself be
/// unacceptable; the changed one keeps every rule, and is refused by nobody who accepted before.
///
/// # Errors
/// Why the search stopped early.
pub fn exchanges(
    problem: &Problem,
    real: &[bool],
    package: &[usize],
    parties: &[usize],
    budget: &mut Budget,
) -> Result<Vec<Exchange>, Stop> {
    let before: Vec<Score> = (0..problem.n()).map(|p| problem.value(p, package)).collect();
    let accepted: Vec<bool> = (0..problem.n()).map(|p| problem.accepts(real, p, package)).collect();
    let mut found: Vec<Exchange> = Vec::new();
    let mut consider = |changes: &[Opt], budget: &mut Budget| -> Result<(), Stop> {
        budget.spend(1 + problem.m() as u64 / 8)?;
        let mut changed = package.to_vec();
        for opt in changes {
            changed[opt.issue] = opt.option;
        }
        let gains: Vec<Score> = (0..problem.n()).map(|p| problem.value(p, &changed) - before[p]).collect();
        let better = parties.iter().all(|&p| gains[p] >= 0) && parties.iter().any(|&p| gains[p] > 0);
        let kept = || {
            problem.rules().iter().all(|r| r.holds(&changed))
                && (0..problem.n()).all(|p| !accepted[p] || problem.accepts(real, p, &changed))
        };
        if better && kept() {
            found.push(Exchange { changes: changes.to_vec(), gains, package: changed });
        }
        Ok(())
    };
    let others = |issue: usize| {
        (0..problem.options()[issue])
            .filter(move |&o| o != package[issue])
            .map(move |option| Opt { issue, option })
    };
    for a in 0..problem.m() {
        for x in others(a) {
            consider(&[x], budget)?;
            for b in a + 1..problem.m() {
                for y in others(b) {
                    consider(&[x, y], budget)?;
                }
            }
        }
    }
    let beats = |a: &Exchange, b: &Exchange| {
        parties.iter().all(|&p| a.gains[p] >= b.gains[p])
            && (parties.iter().any(|&p| a.gains[p] > b.gains[p]) || a.changes.len() < b.changes.len())
    };
    budget.spend(found.len() as u64 * found.len() as u64 / 16)?;
    let best = found.iter().filter(|e| !found.iter().any(|other| beats(other, e))).cloned().collect();
    Ok(best)
}
