//! A walk through the packages of a case, depth first, without recursion.

use super::weighted::{Falling, Terms};
use super::{Halt, Steps};
use crate::Fault;
use crate::problem::{Problem, Rule};

/// The packages to walk through, and the bounds kept on the way.
pub(super) struct Walk<'a> {
    /// The options left in each issue, at least one.
    left: &'a [Vec<usize>],
    /// The order in which issues are decided.
    order: Vec<usize>,
    /// The bounds that fall as options are chosen.
    bounds: Vec<Falling>,
    /// By place in the order, the rules decided once that issue is.
    rules: Vec<Vec<&'a Rule>>,
}

/// A partial package: some issues decided, the others open.
pub(super) struct Prefix<'a> {
    /// The option chosen in each issue decided.
    pub(super) chosen: &'a [Option<usize>],
    /// For each of the weights of the walk, a bound of the weighted sum of
    /// gains over all ways to complete the package.
    pub(super) bounds: &'a [i128],
}

impl<'a> Walk<'a> {
    /// A walk through the packages left, in this order of issues, with a bound
    /// for each of the terms given.
    pub(super) fn new(
        problem: &'a Problem,
        left: &'a [Vec<usize>],
        order: Vec<usize>,
        sums: Vec<Terms>,
    ) -> Result<Walk<'a>, Fault> {
        let mut turn = vec![0; order.len()];
        for (at, &i) in order.iter().enumerate() {
            turn[i] = at;
        }
        let bounds = sums.into_iter().map(|terms| Falling::new(terms, &turn)).collect::<Result<_, _>>()?;
        let mut rules = vec![Vec::new(); order.len()];
        for rule in problem.rules() {
            rules[last_turn(rule, &turn)].push(rule);
        }
        Ok(Walk { left, order, bounds, rules })
    }

    /// Visits every package left that keeps the rules, except those beyond a
    /// prefix that `leave_out` rejects. Each prefix looked at costs a step.
    pub(super) fn through(
        &self,
        steps: &mut Steps,
        mut leave_out: impl FnMut(Prefix) -> Result<bool, Fault>,
        mut visit: impl FnMut(&[usize]) -> Result<(), Fault>,
    ) -> Result<(), Halt> {
        let m = self.order.len();
        // Per issue: the place in `left` to try next, the place tried last, and
        // the option there. The latter two are stale in issues not decided.
        let (mut next, mut places, mut package) = (vec![0; m], vec![0; m], vec![0; m]);
        let mut chosen = vec![None; m];
        let mut bounds: Vec<Vec<i128>> = vec![self.bounds.iter().map(Falling::start).collect()];
        steps.take()?;
        if leave_out(Prefix { chosen: &chosen, bounds: &bounds[0] })? {
            return Ok(());
        }
        let mut depth = 0;
        loop {
            let issue = self.order[depth];
            let Some(&option) = self.left[issue].get(next[issue]) else {
                (next[issue], chosen[issue]) = (0, None);
                bounds.pop();
                let Some(before) = depth.checked_sub(1) else { return Ok(()) };
                depth = before;
                continue;
            };
            steps.take()?;
            (places[issue], package[issue], chosen[issue]) = (next[issue], option, Some(option));
            next[issue] += 1;
            if !self.rules[depth].iter().all(|rule| rule.holds(&package)) {
                continue;
            }
            let here: Vec<i128> = self
                .bounds
                .iter()
                .zip(&bounds[depth])
                .map(|(falling, &bound)| falling.after(bound, issue, &places))
                .collect::<Result<_, _>>()?;
            if leave_out(Prefix { chosen: &chosen, bounds: &here })? {
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

/// The turn at which the last issue a rule speaks of is decided; the first turn
/// if it speaks of none.
fn last_turn(rule: &Rule, turn: &[usize]) -> usize {
    match rule {
        Rule::Clause(literals) => literals.iter().map(|l| turn[l.opt.issue]).max(),
        Rule::AtMost { options, .. } => options.iter().map(|o| turn[o.issue]).max(),
    }
    .unwrap_or(0)
}
