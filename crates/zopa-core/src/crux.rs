//! Which red lines decide: the smallest sets under which no deal exists, and the smallest sets to give up for one.
//!
//! With all lines of `L` real the zone may be empty. A **conflict** is a minimal set of lines that leaves no deal when
//! exactly they are real; at least one line of each conflict has to be posture. An **opening** is a minimal set whose
//! giving up leaves a deal with all the rest of `L` real. Openings are the minimal hitting sets of the conflicts and
//! the other way round (R. Reiter 1987, "A theory of diagnosis from first principles", Artificial Intelligence 32),
//! so the lists are complete exactly if each is what the other says. The search goes back and forth between the two
//! (J. Bailey, P. Stuckey 2005, "Discovery of minimal unsatisfiable subsets of constraints using hitting set
//! dualization", PADL).

use crate::answer::{Case, Package, Stop};
use crate::budget::Budget;
use crate::problem::Problem;
use crate::zone::{Zone, zone};

/// A minimal set of lines that leaves no deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The lines, ascending.
    pub lines: Vec<usize>,
    /// The proof that no package is acceptable when exactly they are real.
    pub proof: Case,
    /// For each line, a package that is acceptable when it is given up.
    pub without: Vec<Package>,
}

/// A minimal set of lines whose giving up leaves a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The lines, ascending.
    pub lines: Vec<usize>,
    /// A package that is acceptable when all other lines considered are real.
    pub package: Package,
}

/// Conflicts and openings of a set of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cruxes {
    /// The lines considered, ascending.
    pub lines: Vec<usize>,
    /// Conflicts, the smallest first. One conflict without any line: no deal exists whatever the lines.
    pub conflicts: Vec<Conflict>,
    /// Openings, the smallest first. One opening without any line: a deal exists with all lines real.
    pub openings: Vec<Opening>,
    /// `Complete` if both lists are complete.
    pub stop: Stop,
}

/// Finds all conflicts and openings among `lines`.
pub fn cruxes(problem: &Problem, lines: &[usize], budget: &mut Budget) -> Cruxes {
    let mut lines = lines.to_vec();
    lines.sort_unstable();
    lines.dedup();
    let mut cruxes = Cruxes { lines, conflicts: Vec::new(), openings: Vec::new(), stop: Stop::Complete };
    if let Err(stop) = cruxes.fill(problem, budget) {
        cruxes.stop = stop;
    }
    cruxes.conflicts.sort_by(|a, b| (a.lines.len(), &a.lines).cmp(&(b.lines.len(), &b.lines)));
    cruxes.openings.sort_by(|a, b| (a.lines.len(), &a.lines).cmp(&(b.lines.len(), &b.lines)));
    cruxes
}

impl Cruxes {
    fn fill(&mut self, problem: &Problem, budget: &mut Budget) -> Result<(), Stop> {
        // Minimal hitting sets of the conflicts found so far.
        let mut hitting: Vec<Vec<usize>> = vec![Vec::new()];
        while let Some(given_up) =
            hitting.iter().find(|h| !self.openings.iter().any(|o| o.lines == **h)).cloned()
        {
            let kept: Vec<usize> = self.lines.iter().copied().filter(|l| !given_up.contains(l)).collect();
            match decide(problem, &kept, budget)? {
                Ok(package) => self.openings.push(Opening { lines: given_up, package }),
                Err(proof) => {
                    let conflict = shrink(problem, kept, proof, budget)?;
                    hitting = extend(&hitting, &conflict.lines);
                    budget.spend(hitting.len() as u64 * 8)?;
                    self.conflicts.push(conflict);
                }
            }
        }
        Ok(())
    }
}

/// The zone with exactly these lines real: a package, or the proof that there is none.
fn decide(problem: &Problem, lines: &[usize], budget: &mut Budget) -> Result<Result<Package, Case>, Stop> {
    let answer = zone(problem, &marked(problem, lines), budget);
    match (answer.value, answer.proof) {
        (Zone::Open(package), _) => Ok(Ok(package)),
        (Zone::Empty, Some(proof)) => Ok(Err(proof)),
        _ => Err(answer.stop),
    }
}

/// One flag per line of the problem: whether it is among `lines`.
pub fn marked(problem: &Problem, lines: &[usize]) -> Vec<bool> {
    (0..problem.lines().len()).map(|l| lines.contains(&l)).collect()
}

/// Drops lines one by one as long as no deal appears.
fn shrink(
    problem: &Problem,
    mut lines: Vec<usize>,
    mut proof: Case,
    budget: &mut Budget,
) -> Result<Conflict, Stop> {
    let mut without = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let mut fewer = lines.clone();
        fewer.remove(at);
        match decide(problem, &fewer, budget)? {
            Ok(package) => {
                without.push(package);
                at += 1;
            }
            Err(smaller) => {
                // A package found for an earlier line still crosses only that line of the smaller set.
                lines = fewer;
                proof = smaller;
            }
        }
    }
    Ok(Conflict { lines, proof, without })
}

/// Minimal hitting sets after one more set has to be hit (Berge's step).
pub(crate) fn extend(hitting: &[Vec<usize>], set: &[usize]) -> Vec<Vec<usize>> {
    let hits = |h: &Vec<usize>| h.iter().any(|l| set.contains(l));
    let mut next: Vec<Vec<usize>> = hitting.iter().filter(|h| hits(h)).cloned().collect();
    let kept = next.len();
    for h in hitting.iter().filter(|h| !hits(h)) {
        for &l in set {
            let mut larger = h.clone();
            larger.push(l);
            larger.sort_unstable();
            let covered = |small: &Vec<usize>| small.iter().all(|x| larger.contains(x));
            if !next[..kept].iter().any(covered) && !next.contains(&larger) {
                next.push(larger);
            }
        }
    }
    next.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    next
}
