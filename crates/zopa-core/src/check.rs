//! The checker: re-proves what the searches claim, and shares no code with
//! them. It may use [`crate::problem`] and [`crate::answer`] only.
//!
//! A [`Check`] holds the problem, the red lines that are real, and how many
//! steps the checker may take on its own. Its methods each take one kind of
//! claim and answer with a [`Verdict`]:
//!
//! | claim | what backs it | method |
//! |---|---|---|
//! | this package is acceptable | the package | [`Check::witness`] |
//! | no package is | a case tree | [`Check::empty`] |
//! | these are the best, and perhaps all of the best | a case tree | [`Check::optimum`] |
//! | these are the best `k` | a case tree | [`Check::top`] |
//! | these are the efficient points | the checker's own walk | [`Check::nondominated`] |
//! | these are the least concessions | the checker's own walk | [`Check::relaxations`] |
//! | these red lines together leave no deal, no fewer do | a case tree, witnesses | [`Check::conflict`] |
//! | these red lines must give way, no fewer do | a witness, case trees | [`Check::opening`] |
//! | these are all of the two former | trees, witnesses, duality | [`Check::cruxes`] |
//! | so many packages are acceptable | the checker's own count | [`Check::count`] |
//! | this lottery is leximin, or has this product of expected gains at most so far from the best | case trees | [`Check::leximin_lottery`], [`Check::nash_lottery`] |
//!
//! The arithmetic is exact: sums in `i128` that fault where they would
//! overflow, products and fractions in big integers. No claim, however
//! strange, makes the checker panic or recurse.

mod count;
mod crux;
mod frontier;
mod lottery;
mod region;
mod relax;
mod target;
mod tree;
mod value;
mod walk;
mod weighted;

use crate::Fault;
use crate::answer::{Case, Goal, Package};
use crate::problem::Problem;

pub use crux::{Conflict, Opening};
pub use frontier::{Point, Scope};
pub use relax::Relaxation;
pub use value::{Value, value};

use target::{Reach, Target};

/// What became of a claim.
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Re-proved, all of it.
    Holds,
    /// Wrong, or not shown by what backs it.
    Fails(Fault),
    /// Nothing wrong was found, but the steps allowed ran out before all of
    /// the claim was re-proved.
    NotReproved,
}

/// Why a check ended before its claim was re-proved.
enum Halt {
    /// The claim, or its proof, is wrong.
    Wrong(Fault),
    /// The steps ran out.
    Steps,
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Halt {
        Halt::Wrong(fault)
    }
}

impl From<Result<(), Halt>> for Verdict {
    fn from(ended: Result<(), Halt>) -> Verdict {
        match ended {
            Ok(()) => Verdict::Holds,
            Err(Halt::Wrong(fault)) => Verdict::Fails(fault),
            Err(Halt::Steps) => Verdict::NotReproved,
        }
    }
}

/// A claim that does not hold, or a proof that does not prove it.
fn wrong<T>(text: String) -> Result<T, Fault> {
    Err(Fault::shape(text))
}

/// The steps a check has left.
struct Steps(u64);

impl Steps {
    /// Takes one step.
    fn take(&mut self) -> Result<(), Halt> {
        self.0 = self.0.checked_sub(1).ok_or(Halt::Steps)?;
        Ok(())
    }
}

/// The checker of claims about one problem, with some of its red lines real.
#[derive(Debug, Clone)]
pub struct Check<'a> {
    problem: &'a Problem,
    real: Vec<bool>,
    steps: u64,
}

impl<'a> Check<'a> {
    /// A checker. `real` has one entry per red line. `steps` is how many
    /// partial packages each call may look at on its own; a case tree without
    /// [`Case::Search`] leaves is checked whole whatever its size.
    ///
    /// # Errors
    /// A [`Fault`] if there is not one entry of `real` per red line.
    pub fn new(problem: &'a Problem, real: &[bool], steps: u64) -> Result<Check<'a>, Fault> {
        if real.len() != problem.lines().len() {
            return wrong(format!("{} marks for {} red lines", real.len(), problem.lines().len()));
        }
        Ok(Check { problem, real: real.to_vec(), steps })
    }

    /// The same checker with other red lines real.
    fn with_real(&self, real: Vec<bool>) -> Check<'a> {
        Check { problem: self.problem, real, steps: self.steps }
    }

    /// A package has one known option per issue.
    fn fits(&self, package: &[usize]) -> Result<(), Fault> {
        let options = self.problem.options();
        if package.len() != options.len() || package.iter().zip(options).any(|(o, k)| o >= k) {
            return wrong(format!("{package:?} is not one known option per issue"));
        }
        Ok(())
    }

    /// The package is one, and acceptable.
    ///
    /// # Errors
    /// A [`Fault`] if it is not.
    pub fn witness(&self, package: &[usize]) -> Result<(), Fault> {
        self.fits(package)?;
        if !self.problem.acceptable(&self.real, package) {
            return wrong(format!("package {package:?} is not acceptable"));
        }
        Ok(())
    }

    /// No package is acceptable, and `tree` proves it.
    pub fn empty(&self, tree: &Case) -> Verdict {
        self.empty_within(tree, &mut Steps(self.steps)).into()
    }

    fn empty_within(&self, tree: &Case, steps: &mut Steps) -> Result<(), Halt> {
        tree::close(self, &Target::new(&Goal::Any, &[], Reach::All), tree, steps)
    }

    /// The packages in `best` are distinct, acceptable and eligible, they share
    /// one value, and `tree` proves that no other eligible package has a larger
    /// one or, if `complete`, that none has the same. An empty `best` claims
    /// that no package is eligible: acceptable and, for [`Goal::Product`], with
    /// a gain of at least one grid point for every player.
    pub fn optimum(&self, goal: &Goal, best: &[Package], complete: bool, tree: &Case) -> Verdict {
        self.optimum_within(goal, best, complete, tree).into()
    }

    fn optimum_within(&self, goal: &Goal, best: &[Package], complete: bool, tree: &Case) -> Result<(), Halt> {
        value::goal_fits(self.problem, goal)?;
        let values = self.eligible_values(goal, best)?;
        if values.windows(2).any(|pair| pair[0] != pair[1]) {
            wrong("the packages named best do not share one value".into())?;
        }
        let reach = match values.into_iter().next() {
            None => Reach::All,
            Some(value) if complete => Reach::From(value),
            Some(value) => Reach::Above(value),
        };
        tree::close(self, &Target::new(goal, best, reach), tree, &mut Steps(self.steps))
    }

    /// `ranked` is a best `k` of the eligible packages: distinct, acceptable and
    /// eligible, in an order of value that never rises, and `tree` proves that
    /// no package outside has a value above the last one's. Fewer than `k`
    /// claim that no other package is eligible.
    pub fn top(&self, goal: &Goal, k: usize, ranked: &[Package], tree: &Case) -> Verdict {
        self.top_within(goal, k, ranked, tree).into()
    }

    fn top_within(&self, goal: &Goal, k: usize, ranked: &[Package], tree: &Case) -> Result<(), Halt> {
        value::goal_fits(self.problem, goal)?;
        if ranked.len() > k {
            wrong(format!("{} packages are ranked, {k} were asked for", ranked.len()))?;
        }
        let values = self.eligible_values(goal, ranked)?;
        if values.windows(2).any(|pair| pair[0] < pair[1]) {
            wrong("a package is ranked before one of larger value".into())?;
        }
        let reach = match values.into_iter().last() {
            Some(last) if ranked.len() == k => Reach::Above(last),
            // Nothing was asked for: nothing is claimed of the rest.
            None if k == 0 => return Ok(()),
            _ => Reach::All,
        };
        tree::close(self, &Target::new(goal, ranked, reach), tree, &mut Steps(self.steps))
    }

    /// The values of packages that are distinct, acceptable and eligible.
    fn eligible_values(&self, goal: &Goal, packages: &[Package]) -> Result<Vec<Value>, Fault> {
        let mut seen = std::collections::BTreeSet::new();
        packages
            .iter()
            .map(|package| {
                self.witness(package)?;
                if !value::eligible(self.problem, goal, package) {
                    return wrong(format!("package {package:?} leaves a player without a gain"));
                }
                if !seen.insert(package) {
                    return wrong(format!("package {package:?} stands twice"));
                }
                value(self.problem, goal, package)
            })
            .collect()
    }
}
