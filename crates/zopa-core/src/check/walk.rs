//! A walk through the packages of a case, depth first in the order of the
//! issues, without recursion.

use super::weighted::Falling;
use super::{Halt, Steps};
use crate::Fault;
use crate::problem::{Problem, Rule};

/// The packages to walk through, and the bounds kept on the way.
pub(super) struct Walk<'a> {
    problem: &'a Problem,
    /// The options left in each issue.
    left: &'a [Vec<usize>],
    /// The bounds that fall as options are chosen.
    bounds: Vec<Falling>,
    /// By issue, the rules decided once that issue and those before it are.
    rules: Vec<Vec<&'a Rule>>,
}

/// A partial package: the options of the issues before `chosen.len()`.
pub(super) struct Prefix<'a> {
    /// One option per issue decided.
    pub(super) chosen: &'a [usize],
    /// One bound per [`Falling`] given, over all ways to complete the prefix.
    pub(super) bounds: &'a [i128],
}

impl<'a> Walk<'a> {
    pub(super) fn new(problem: &'a Problem, left: &'a [Vec<usize>], bounds: Vec<Falling>) -> Walk<'a> {
        let mut rules = vec![Vec::new(); problem.m()];
        for rule in problem.rules() {
            rules[last_issue(rule)].push(rule);
        }
        Walk { problem, left, bounds, rules }
    }

    /// Visits every package left that keeps the rules, except those beyond a
    /// prefix that `leave_out` rejects. Each prefix looked at costs a step.
    pub(super) fn through(
        &self,
        steps: &mut Steps,
        mut leave_out: impl FnMut(Prefix) -> Result<bool, Fault>,
        mut visit: impl FnMut(&[usize]) -> Result<(), Fault>,
    ) -> Result<(), Halt> {
        let m = self.problem.m();
        // Of issue `d`: the place in `left[d]` to try next, the place tried
        // last, and the option there. Entries beyond the depth are stale.
        let (mut places, mut at, mut package) = (vec![0; m], vec![0; m], vec![0; m]);
        let mut bounds: Vec<Vec<i128>> = vec![self.bounds.iter().map(Falling::start).collect()];
        steps.take()?;
        if leave_out(Prefix { chosen: &[], bounds: &bounds[0] })? {
            return Ok(());
        }
        let mut depth = 0;
        loop {
            let Some(&option) = self.left[depth].get(places[depth]) else {
                places[depth] = 0;
                bounds.pop();
                let Some(before) = depth.checked_sub(1) else { return Ok(()) };
                depth = before;
                continue;
            };
            steps.take()?;
            (at[depth], package[depth]) = (places[depth], option);
            places[depth] += 1;
            if !self.rules[depth].iter().all(|rule| rule.holds(&package)) {
                continue;
            }
            let here: Vec<i128> = self
                .bounds
                .iter()
                .zip(&bounds[depth])
                .map(|(falling, &bound)| falling.after(bound, depth, &at))
                .collect::<Result<_, _>>()?;
            if leave_out(Prefix { chosen: &package[..=depth], bounds: &here })? {
                continue;
            }
            if depth + 1 == m {
                visit(&package)?;
            } else {
                bounds.push(here);
                depth += 1;
            }
        }
    }
}

/// The last issue a rule speaks of; the first issue if it speaks of none.
fn last_issue(rule: &Rule) -> usize {
    match rule {
        Rule::Clause(literals) => literals.iter().map(|l| l.opt.issue).max(),
        Rule::AtMost { options, .. } => options.iter().map(|o| o.issue).max(),
    }
    .unwrap_or(0)
}
