//! Checks a case tree: every node does what its kind says, and every leaf
//! excludes what the claim needs excluded (see [`crate::answer`]).

use super::region::{Region, Undo};
use super::target::Target;
use super::walk::Walk;
use super::weighted::{self, Tables, Terms};
use super::{Check, Halt, Steps, value, wrong};
use crate::Fault;
use crate::answer::Case;
use crate::problem::{Consent, Opt, Rule};

/// What is still to do. A stack of these replaces recursion, because a tree
/// may come from anywhere and be of any depth.
enum Task<'t> {
    Open(&'t Case),
    Part { issue: usize, options: &'t [usize], case: &'t Case },
    Unasked { party: usize, case: &'t Case },
    Asked { party: usize, case: &'t Case },
    Undo(Undo),
}

/// The tree excludes every package of the target that is acceptable.
pub(super) fn close(check: &Check, target: &Target, tree: &Case, steps: &mut Steps) -> Result<(), Halt> {
    let tables = Tables::new(check.problem);
    let leaf = Leaf { check, target, tables: &tables };
    let mut region = Region::root(check);
    let mut tasks = vec![Task::Open(tree)];
    while let Some(task) = tasks.pop() {
        let (undo, case) = match task {
            Task::Undo(undo) => {
                region.undo(undo);
                continue;
            }
            Task::Open(case) => {
                open(&leaf, &region, case, &mut tasks, steps)?;
                continue;
            }
            Task::Part { issue, options, case } => (region.keep(issue, options), case),
            Task::Unasked { party, case } => (region.unasked(check.problem, party), case),
            Task::Asked { party, case } => (region.asked(check, party), case),
        };
        tasks.push(Task::Undo(undo));
        tasks.push(Task::Open(case));
    }
    Ok(())
}

/// Checks one node; what lies below it becomes further tasks.
fn open<'t>(
    leaf: &Leaf,
    region: &Region,
    case: &'t Case,
    tasks: &mut Vec<Task<'t>>,
    steps: &mut Steps,
) -> Result<(), Halt> {
    match case {
        Case::Split { issue, parts } => {
            covers(leaf.check, region, *issue, parts)?;
            tasks.extend(parts.iter().map(|(options, case)| Task::Part { issue: *issue, options, case }));
        }
        Case::Consent { party, unasked, asked } => {
            carried(leaf.check, *party)?;
            tasks.push(Task::Asked { party: *party, case: asked });
            tasks.push(Task::Unasked { party: *party, case: unasked });
        }
        Case::Rule(k) => leaf.broken(region, *k)?,
        Case::NoOption(i) => leaf.no_option(region, *i)?,
        Case::Weights(weights) => leaf.weights(region, weights)?,
        Case::Search(weights) => leaf.search(region, weights, steps)?,
    }
    Ok(())
}

/// The parts of a split are disjoint and cover the options left in the issue.
/// They may also name options struck out before.
fn covers(check: &Check, region: &Region, issue: usize, parts: &[(Vec<usize>, Case)]) -> Result<(), Fault> {
    let Some(&k) = check.problem.options().get(issue) else {
        return wrong(format!("a split of issue {issue}, which is unknown"));
    };
    let mut named = vec![false; k];
    for &option in parts.iter().flat_map(|(options, _)| options) {
        match named.get_mut(option) {
            None => {
                return wrong(format!("a split of issue {issue} names option {option}, which is unknown"));
            }
            Some(true) => {
                return wrong(format!("a split of issue {issue} names option {option} twice"));
            }
            Some(fresh) => *fresh = true,
        }
    }
    match region.left[issue].iter().find(|&&option| !named[option]) {
        Some(option) => wrong(format!("a split of issue {issue} leaves out option {option}")),
        None => Ok(()),
    }
}

/// Only a party with carried consent is asked in one case and not in another.
fn carried(check: &Check, party: usize) -> Result<(), Fault> {
    match check.problem.parties().get(party) {
        Some(known) if known.consent == Consent::Carried => Ok(()),
        _ => wrong(format!("a split by the consent of party {party}, which is not a carried one")),
    }
}

/// What leaves are checked against.
struct Leaf<'a> {
    check: &'a Check<'a>,
    target: &'a Target<'a>,
    tables: &'a Tables<'a>,
}

impl Leaf<'_> {
    /// Every package of the case breaks rule `k`.
    fn broken(&self, region: &Region, k: usize) -> Result<(), Fault> {
        let kept = match self.check.problem.rules().get(k) {
            None => return wrong(format!("rule {k} is unknown")),
            // Literals hold one by one: if any can hold, a package keeps it.
            Some(Rule::Clause(literals)) => literals.iter().any(|literal| match literal.chosen {
                true => region.has(literal.opt),
                false => region.has_other(literal.opt),
            }),
            Some(Rule::AtMost { options, count }) => forced(region, options) <= *count,
        };
        if kept {
            return wrong(format!("a package of the case may keep rule {k}"));
        }
        Ok(())
    }

    /// No option is left in the issue.
    fn no_option(&self, region: &Region, issue: usize) -> Result<(), Fault> {
        match region.left.get(issue) {
            Some(left) if left.is_empty() => Ok(()),
            _ => wrong(format!("issue {issue} has options left, or is unknown")),
        }
    }

    /// There is one weight per party, and only parties whose gain is known not
    /// to be negative have one.
    fn fit(&self, region: &Region, weights: &[u64]) -> Result<(), Fault> {
        if weights.len() != self.check.problem.n() {
            return wrong(format!("{} weights for {} parties", weights.len(), self.check.problem.n()));
        }
        match (0..weights.len()).find(|&p| weights[p] > 0 && !region.permitted[p]) {
            Some(p) => wrong(format!("party {p} has a weight in a case where it need not be asked")),
            None => Ok(()),
        }
    }

    fn terms<'r>(&self, region: &'r Region, weights: &[u64]) -> Result<Option<Terms<'r>>, Fault> {
        Terms::new(self.check.problem, self.tables, weights, &region.left)
    }

    /// The weights exclude the case.
    fn weights(&self, region: &Region, weights: &[u64]) -> Result<(), Fault> {
        self.fit(region, weights)?;
        if weights.iter().all(|&weight| weight == 0) {
            return wrong("a case closed by weights that are all zero".into());
        }
        // Without packages there is nothing to exclude.
        let Some(terms) = self.terms(region, weights)? else { return Ok(()) };
        let bound = terms.upper()?;
        let own = |p| match self.terms(region, &weighted::alone(self.check.problem, p))? {
            Some(terms) => Ok(terms.upper()?.min(self.check.problem.gain_limit(p))),
            None => Ok(i128::MIN),
        };
        let bound = bound.min(weighted::by_ceilings(self.check.problem, weights, own)?);
        if !self.target.excluded(weights, bound, own)? {
            return wrong(format!("weights {weights:?} with bound {bound} do not exclude their case"));
        }
        Ok(())
    }

    /// The checker finds no package of the case that refutes the claim. It
    /// leaves out prefixes beyond which the weights, or the gain of a party
    /// that accepts every package in question, exclude everything. Weights of
    /// zero exclude nothing, and do here where nobody is sure to be asked.
    fn search(&self, region: &Region, weights: &[u64], steps: &mut Steps) -> Result<(), Halt> {
        self.fit(region, weights)?;
        let Some(terms) = self.terms(region, weights)? else { return Ok(()) };
        let Check { problem, real, .. } = self.check;
        let asked: Vec<usize> = (0..problem.n()).filter(|&p| region.permitted[p]).collect();
        let order = terms.decisive()?;
        let mut sums = vec![terms];
        for &p in &asked {
            sums.extend(self.terms(region, &weighted::alone(problem, p))?);
        }
        let walk = Walk::new(problem, &region.left, order, sums)?;
        let limits: Vec<i128> = asked.iter().map(|&p| problem.gain_limit(p)).collect();
        let place = |p: usize| asked.iter().position(|&q| q == p);
        let players = value::players(self.target.goal);
        let least = |p: usize| if players.contains(&p) { value::least_gain(self.target.goal) } else { 0 };
        let floors: Vec<i128> = asked.iter().map(|&p| least(p)).collect();
        walk.through(
            steps,
            |prefix| {
                let gains: Vec<i128> =
                    prefix.bounds[1..].iter().zip(&limits).map(|(&gain, &limit)| gain.min(limit)).collect();
                let own = |p| Ok(place(p).map_or(i128::MAX, |at| gains[at]));
                let bound = prefix.bounds[0].min(weighted::by_ceilings(problem, weights, own)?);
                let refused = gains.iter().zip(&floors).any(|(gain, floor)| gain < floor);
                Ok(refused || self.target.excluded(weights, bound, own)?)
            },
            |package| {
                if problem.acceptable(real, package) && self.target.refutes(problem, package)? {
                    return wrong(format!("package {package:?} is in a case said to be closed"));
                }
                Ok(())
            },
        )
    }
}

/// The least number of the options that a package of the case has: one for
/// each issue in which every option left is among them.
fn forced(region: &Region, options: &[Opt]) -> usize {
    let mut counted = options.to_vec();
    counted.sort_unstable();
    let in_issue = |group: &[Opt]| {
        let left = &region.left[group[0].issue];
        left.iter().all(|o| group.binary_search_by_key(o, |counted| counted.option).is_ok())
    };
    counted.chunk_by(|a, b| a.issue == b.issue).filter(|group| in_issue(group)).count()
}
