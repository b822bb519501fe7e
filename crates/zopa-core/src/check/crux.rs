//! Checks which red lines leave no deal, and which have to give way for one.
//!
//! Both are counted over and above the lines the [`Check`] holds real: a
//! *conflict* is a smallest set of lines that leaves no deal when they are made
//! real as well; an *opening* is a smallest set of real lines whose waiving
//! leaves a deal.

use std::collections::BTreeSet;

use super::{Check, Halt, Steps, Verdict, wrong};
use crate::Fault;
use crate::answer::{Case, Package};

impl Check<'_> {
    /// With these lines real as well no package is acceptable, as `tree`
    /// proves; with any one of them left out one is: `witnesses[k]` without
    /// `lines[k]`.
    pub fn conflict(&self, lines: &[usize], witnesses: &[Package], tree: &Case) -> Verdict {
        self.conflict_within(lines, witnesses, tree).into()
    }

    fn conflict_within(&self, lines: &[usize], witnesses: &[Package], tree: &Case) -> Result<(), Halt> {
        let real = self.switched(lines, true)?;
        if witnesses.len() != lines.len() {
            wrong(format!("{} packages for {} red lines", witnesses.len(), lines.len()))?;
        }
        for (&line, package) in lines.iter().zip(witnesses) {
            let mut fewer = real.clone();
            fewer[line] = false;
            self.with_real(fewer).witness(package)?;
        }
        self.with_real(real).empty_within(tree, &mut Steps(self.steps))
    }

    /// With these lines waived `witness` is acceptable; with any one of them
    /// kept no package is: `trees[k]` proves it for `waived[k]`.
    pub fn opening(&self, waived: &[usize], witness: &Package, trees: &[Case]) -> Verdict {
        self.opening_within(waived, witness, trees).into()
    }

    fn opening_within(&self, waived: &[usize], witness: &Package, trees: &[Case]) -> Result<(), Halt> {
        let real = self.switched(waived, false)?;
        self.with_real(real.clone()).witness(witness)?;
        if trees.len() != waived.len() {
            wrong(format!("{} trees for {} red lines", trees.len(), waived.len()))?;
        }
        let mut steps = Steps(self.steps);
        for (&line, tree) in waived.iter().zip(trees) {
            let mut more = real.clone();
            more[line] = true;
            self.with_real(more).empty_within(tree, &mut steps)?;
        }
        Ok(())
    }

    /// The marks of the lines after these, each once, change to `real`.
    fn switched(&self, lines: &[usize], real: bool) -> Result<Vec<bool>, Fault> {
        let mut marks = self.real.clone();
        for &line in lines {
            match marks.get_mut(line) {
                Some(mark) if *mark != real => *mark = real,
                _ => return wrong(format!("red line {line} is unknown, named twice, or not one to change")),
            }
        }
        Ok(marks)
    }
}

/// The openings are exactly the smallest sets that share a line with every
/// conflict.
///
/// If every conflict listed holds (in a [`Check`] without the lines in question
/// real) and every opening listed does (in one with all of them real), both
/// lists are then complete. Every conflict `C`, listed or not, shares a line
/// with every opening, else waiving that opening would leave all of `C` real
/// and a deal. A set that shares a line with each of the smallest sets that
/// meet the listed conflicts includes a listed conflict. So `C` includes one,
/// and as no conflict includes another, `C` is that one. The same goes for
/// openings, with the two lists changing places.
pub fn dual(conflicts: &[Vec<usize>], openings: &[Vec<usize>], steps: u64) -> Verdict {
    dual_within(conflicts, openings, &mut Steps(steps)).into()
}

type Lines = BTreeSet<usize>;

fn dual_within(conflicts: &[Vec<usize>], openings: &[Vec<usize>], steps: &mut Steps) -> Result<(), Halt> {
    let as_sets = |lists: &[Vec<usize>]| lists.iter().map(|list| list.iter().copied().collect()).collect();
    let (conflicts, claimed): (BTreeSet<Lines>, BTreeSet<Lines>) = (as_sets(conflicts), as_sets(openings));
    if smallest(&conflicts, steps)? != conflicts {
        wrong("a conflict includes another".into())?;
    }
    let mut meeting = BTreeSet::from([Lines::new()]);
    for conflict in &conflicts {
        let mut wider = BTreeSet::new();
        for set in &meeting {
            if !set.is_disjoint(conflict) {
                wider.insert(set.clone());
                continue;
            }
            for &line in conflict {
                steps.take()?;
                wider.insert(set.iter().copied().chain([line]).collect());
            }
        }
        meeting = smallest(&wider, steps)?;
    }
    if meeting != claimed {
        wrong("the openings are not the smallest sets that meet every conflict".into())?;
    }
    Ok(())
}

/// The sets that include no other.
fn smallest(sets: &BTreeSet<Lines>, steps: &mut Steps) -> Result<BTreeSet<Lines>, Halt> {
    let mut least = BTreeSet::new();
    for set in sets {
        let mut includes = false;
        for other in sets {
            steps.take()?;
            includes |= other != set && other.is_subset(set);
        }
        if !includes {
            least.insert(set.clone());
        }
    }
    Ok(least)
}
