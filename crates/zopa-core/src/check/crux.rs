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

/// A smallest set of lines that leaves no deal, as claimed.
#[derive(Debug, Clone, Copy)]
pub struct Conflict<'a> {
    /// The lines.
    pub lines: &'a [usize],
    /// For each line, a package that is acceptable without it.
    pub without: &'a [Package],
    /// The proof that none is with all of them.
    pub tree: &'a Case,
}

/// A smallest set of lines whose waiving leaves a deal, as claimed.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// The lines.
    pub lines: &'a [usize],
    /// A package that is acceptable with all other lines in question real.
    pub package: &'a [usize],
}

impl Check<'_> {
    /// With these lines real as well no package is acceptable, as `tree`
    /// proves; with any one of them left out one is: `witnesses[k]` without
    /// `lines[k]`.
    pub fn conflict(&self, lines: &[usize], witnesses: &[Package], tree: &Case) -> Verdict {
        self.conflict_within(lines, witnesses, tree, &mut Steps(self.steps)).into()
    }

    fn conflict_within(
        &self,
        lines: &[usize],
        witnesses: &[Package],
        tree: &Case,
        steps: &mut Steps,
    ) -> Result<(), Halt> {
        let real = self.switched(lines, true)?;
        if witnesses.len() != lines.len() {
            wrong(format!("{} packages for {} red lines", witnesses.len(), lines.len()))?;
        }
        for (&line, package) in lines.iter().zip(witnesses) {
            let mut fewer = real.clone();
            fewer[line] = false;
            self.with_real(fewer).witness(package)?;
        }
        self.with_real(real).empty_within(tree, steps)
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

    /// Among `lines`, none of which the check holds real, these are all
    /// conflicts and all openings there are.
    ///
    /// Each conflict is checked by itself, and that each opening leaves a deal.
    /// What shows that nothing is missing is that the openings are exactly the
    /// smallest sets that share a line with every conflict. First, an opening is
    /// then a smallest one: with any of its lines kept, all lines of some
    /// conflict are real. Second, take any conflict, listed or not. It shares a
    /// line with every opening, else waiving that opening would leave the whole
    /// conflict real and a deal. A set that shares a line with each of the
    /// smallest sets that meet the listed conflicts includes a listed conflict;
    /// so this one does, and as no conflict includes another, it is that one.
    /// Third, any opening shares a line with every conflict, so it includes a
    /// listed opening, and is that one.
    pub fn cruxes(&self, lines: &[usize], conflicts: &[Conflict], openings: &[Opening]) -> Verdict {
        self.cruxes_within(lines, conflicts, openings).into()
    }

    fn cruxes_within(
        &self,
        lines: &[usize],
        conflicts: &[Conflict],
        openings: &[Opening],
    ) -> Result<(), Halt> {
        let all = self.with_real(self.switched(lines, true)?);
        let mut steps = Steps(self.steps);
        for &Conflict { lines: set, without, tree } in conflicts {
            among(lines, set)?;
            self.conflict_within(set, without, tree, &mut steps)?;
        }
        for &Opening { lines: set, package } in openings {
            among(lines, set)?;
            all.with_real(all.switched(set, false)?).witness(package)?;
        }
        let conflicts: Vec<&[usize]> = conflicts.iter().map(|conflict| conflict.lines).collect();
        let openings: Vec<&[usize]> = openings.iter().map(|opening| opening.lines).collect();
        dual(&conflicts, &openings, &mut steps)
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

/// The lines are among those in question.
fn among(all: &[usize], lines: &[usize]) -> Result<(), Fault> {
    match lines.iter().find(|line| !all.contains(line)) {
        Some(line) => wrong(format!("red line {line} is not in question")),
        None => Ok(()),
    }
}

type Lines = BTreeSet<usize>;

/// The openings are the smallest sets that share a line with every conflict.
fn dual(conflicts: &[&[usize]], openings: &[&[usize]], steps: &mut Steps) -> Result<(), Halt> {
    let as_sets = |lists: &[&[usize]]| lists.iter().map(|list| list.iter().copied().collect()).collect();
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
