//! Which answers cannot all hold, and which have to go so that the rest can?
//!
//! Each answer is a set of rows over the same variables; the background (bounds and rows) always holds. A
//! **contradiction** is a minimal set of answers that no point keeps together with the background: without any one of
//! them a point exists. An **opening** is a minimal set whose withdrawal leaves answers that some point keeps. Openings
//! are the minimal hitting sets of the contradictions and the other way round (R. Reiter 1987, "A theory of diagnosis
//! from first principles", Artificial Intelligence 32), so the lists are complete exactly if each is what the other
//! says. The search goes back and forth between the two, as in [`crate::crux`].

use crate::Fault;
use crate::answer::Stop;
use crate::budget::Budget;
use crate::crux::extend;
use crate::elicit::linear::{Program, Row};
use num_rational::BigRational;
use num_traits::Zero;

/// A minimal set of answers that cannot all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The answers, ascending.
    pub answers: Vec<usize>,
    /// The multipliers that show it, one per row of the background followed by the rows of these answers, in order
    /// ([`Answers::with`], [`crate::elicit::linear::certificate::contradicts`]).
    pub multipliers: Vec<BigRational>,
    /// For each of the answers, a point that keeps the background and the others.
    pub without: Vec<Vec<BigRational>>,
}

/// A minimal set of answers whose withdrawal leaves answers that can all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The answers, ascending.
    pub answers: Vec<usize>,
    /// A point that keeps the background and all other answers.
    pub point: Vec<BigRational>,
}

/// What contradicts what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradictions {
    /// Contradictions, the smallest first. One without any answer: the background contradicts itself.
    pub contradictions: Vec<Contradiction>,
    /// Openings, the smallest first. One without any answer: all answers can hold.
    pub openings: Vec<Opening>,
    /// `Complete` if both lists are complete.
    pub stop: Stop,
}

/// Answers over common variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Variables, bounds and rows that always hold.
    pub background: Program,
    /// The rows of each answer.
    pub rows: Vec<Vec<Row>>,
}

/// A search ends early because a limit was reached, or because a row names no variable.
enum Early {
    Stop(Stop),
    Fault(Fault),
}

impl From<Stop> for Early {
    fn from(stop: Stop) -> Early {
        Early::Stop(stop)
    }
}

impl From<Fault> for Early {
    fn from(fault: Fault) -> Early {
        Early::Fault(fault)
    }
}

impl Answers {
    /// The background and the rows of these answers, as one programme.
    pub fn with(&self, answers: &[usize]) -> Program {
        let mut program = self.background.clone();
        program.rows.extend(answers.iter().flat_map(|&a| self.rows[a].iter().cloned()));
        program
    }

    /// Finds all contradictions and openings. One unit of the budget is one row of a programme solved; where it runs
    /// out, what was found is exact and `stop` says that there may be more.
    ///
    /// # Errors
    /// A row names a variable that does not exist.
    pub fn contradictions(&self, budget: &mut Budget) -> Result<Contradictions, Fault> {
        let (contradictions, openings) = (Vec::new(), Vec::new());
        let mut found = Contradictions { contradictions, openings, stop: Stop::Complete };
        match self.fill(&mut found, budget) {
            Ok(()) => {}
            Err(Early::Stop(stop)) => found.stop = stop,
            Err(Early::Fault(fault)) => return Err(fault),
        }
        found
            .contradictions
            .sort_by(|a, b| (a.answers.len(), &a.answers).cmp(&(b.answers.len(), &b.answers)));
        found.openings.sort_by(|a, b| (a.answers.len(), &a.answers).cmp(&(b.answers.len(), &b.answers)));
        Ok(found)
    }

    fn fill(&self, found: &mut Contradictions, budget: &mut Budget) -> Result<(), Early> {
        // Minimal hitting sets of the contradictions found so far.
        let mut hitting: Vec<Vec<usize>> = vec![Vec::new()];
        while let Some(withdrawn) =
            hitting.iter().find(|h| !found.openings.iter().any(|o| o.answers == **h)).cloned()
        {
            let kept: Vec<usize> = (0..self.rows.len()).filter(|a| !withdrawn.contains(a)).collect();
            match self.decide(&kept, budget)? {
                Ok(point) => found.openings.push(Opening { answers: withdrawn, point }),
                Err(multipliers) => {
                    let contradiction = self.shrink(kept, multipliers, budget)?;
                    hitting = extend(&hitting, &contradiction.answers);
                    budget.spend(hitting.len() as u64)?;
                    found.contradictions.push(contradiction);
                }
            }
        }
        Ok(())
    }

    /// A point that keeps these answers, or the multipliers that show there is none.
    fn decide(
        &self,
        answers: &[usize],
        budget: &mut Budget,
    ) -> Result<Result<Vec<BigRational>, Vec<BigRational>>, Early> {
        let program = self.with(answers);
        budget.spend(program.rows.len() as u64 + 1)?;
        Ok(program.point()?)
    }

    /// Leaves out what the multipliers do not use, and then answers one by one as long as no point appears.
    fn shrink(
        &self,
        answers: Vec<usize>,
        multipliers: Vec<BigRational>,
        budget: &mut Budget,
    ) -> Result<Contradiction, Early> {
        let (mut answers, mut multipliers) = self.used(&answers, multipliers);
        let mut without: Vec<Vec<BigRational>> = Vec::new();
        let mut at = 0;
        while at < answers.len() {
            let mut fewer = answers.clone();
            fewer.remove(at);
            match self.decide(&fewer, budget)? {
                Ok(point) => {
                    without.push(point);
                    at += 1;
                }
                // An answer that is needed stays needed by what is left, so the points found so far remain good.
                Err(smaller) => (answers, multipliers) = self.used(&fewer, smaller),
            }
        }
        Ok(Contradiction { answers, multipliers, without })
    }

    /// The answers that have a multiplier other than zero, with the multipliers that are left. `multipliers` has one per
    /// row of [`Answers::with`] of these answers.
    pub fn used(&self, answers: &[usize], multipliers: Vec<BigRational>) -> (Vec<usize>, Vec<BigRational>) {
        let mut rest = multipliers.into_iter();
        let mut kept: Vec<BigRational> = rest.by_ref().take(self.background.rows.len()).collect();
        let mut used = Vec::new();
        for &a in answers {
            let own: Vec<BigRational> = rest.by_ref().take(self.rows[a].len()).collect();
            if own.iter().any(|y| !y.is_zero()) {
                used.push(a);
                kept.extend(own);
            }
        }
        (used, kept)
    }
}
