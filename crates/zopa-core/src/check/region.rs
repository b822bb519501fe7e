//! The packages of one case: the options left in each issue, and the parties
//! whose gain is known not to be negative there.

use super::Check;
use crate::problem::{Consent, Opt, Problem};

/// What is left of the problem in a case.
pub(super) struct Region {
    /// The options left in each issue, ascending.
    pub(super) left: Vec<Vec<usize>>,
    /// Per party, whether every acceptable package that this case has to
    /// account for is one the party was asked about, so that its gain there is
    /// not negative and it may carry a weight.
    pub(super) permitted: Vec<bool>,
}

/// What a [`Region`] was before a step down the tree.
pub(super) struct Undo {
    left: Vec<(usize, Vec<usize>)>,
    permitted: Option<(usize, bool)>,
}

impl Region {
    /// The whole problem: parties with whole consent are asked about every
    /// package, so options that cross a real red line of theirs are struck out.
    pub(super) fn root(check: &Check) -> Region {
        let problem = check.problem;
        let whole = |p: usize| problem.parties()[p].consent == Consent::Whole;
        let mut region = Region {
            left: problem.options().iter().map(|&k| (0..k).collect()).collect(),
            permitted: (0..problem.n()).map(whole).collect(),
        };
        for p in (0..problem.n()).filter(|&p| whole(p)) {
            let _ = region.strike(&excluded(check, p));
        }
        region
    }

    /// Every package, acceptable to anyone or not.
    pub(super) fn everything(problem: &Problem) -> Region {
        Region {
            left: problem.options().iter().map(|&k| (0..k).collect()).collect(),
            permitted: vec![false; problem.n()],
        }
    }

    /// Whether an option is left.
    pub(super) fn has(&self, o: Opt) -> bool {
        self.left[o.issue].binary_search(&o.option).is_ok()
    }

    /// Whether an option other than this one is left in its issue.
    pub(super) fn has_other(&self, o: Opt) -> bool {
        self.left[o.issue].iter().any(|&other| other != o.option)
    }

    /// Narrows to the packages with one of these options in an issue.
    pub(super) fn keep(&mut self, issue: usize, options: &[usize]) -> Undo {
        let mut kept: Vec<usize> =
            options.iter().copied().filter(|&option| self.has(Opt { issue, option })).collect();
        kept.sort_unstable();
        kept.dedup();
        Undo { left: vec![(issue, std::mem::replace(&mut self.left[issue], kept))], permitted: None }
    }

    /// Narrows to the packages without any of these options.
    fn strike(&mut self, options: &[Opt]) -> Undo {
        let mut struck = options.to_vec();
        struck.sort_unstable();
        let mut left = Vec::new();
        for group in struck.chunk_by(|a, b| a.issue == b.issue) {
            let issue = group[0].issue;
            let gone = |o: &usize| group.binary_search_by_key(o, |s| s.option).is_ok();
            let rest = self.left[issue].iter().copied().filter(|o| !gone(o)).collect();
            left.push((issue, std::mem::replace(&mut self.left[issue], rest)));
        }
        Undo { left, permitted: None }
    }

    /// Narrows to the packages that hold none of the options party `p` carries.
    pub(super) fn unasked(&mut self, problem: &Problem, p: usize) -> Undo {
        self.strike(&problem.parties()[p].carries)
    }

    /// Narrows to packages that account for all that party `p` is asked about
    /// and accepts: none of them crosses a real red line of its own, and its
    /// gain is not negative in any of them.
    pub(super) fn asked(&mut self, check: &Check, p: usize) -> Undo {
        let mut undo = self.strike(&excluded(check, p));
        undo.permitted = Some((p, std::mem::replace(&mut self.permitted[p], true)));
        undo
    }

    /// Takes a step back.
    pub(super) fn undo(&mut self, undo: Undo) {
        for (issue, options) in undo.left.into_iter().rev() {
            self.left[issue] = options;
        }
        if let Some((p, before)) = undo.permitted {
            self.permitted[p] = before;
        }
    }
}

/// The options that cross a real red line of party `p`.
fn excluded(check: &Check, p: usize) -> Vec<Opt> {
    let lines = check.problem.lines().iter().zip(&check.real);
    lines
        .filter(|(line, real)| **real && line.party == p)
        .flat_map(|(line, _)| line.excludes.iter().copied())
        .collect()
}
