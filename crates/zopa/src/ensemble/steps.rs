//! The steps in which a package is carried out, and their numbers in a world.
//!
//! A step belongs to a package that has one option of each of its lists. In place of a step that does not belong to it,
//! what that one requires comes first. The numbers of a step are those of its row, drawn by [`super::extra`] from their
//! names, so that they are the same in every question; how far a step can be undone is a word in the file and a share
//! here: [`Reversible::share`].
//!
//! Whoever stops takes back what it gave itself, as far as that can be undone, and loses what others gave it, as far as
//! they can take it back. With share `r` of a step worth `w` to party `i`: `z = -r w` if `w > 0` and somebody else takes part in the
//! step, or if `w < 0` and `i` itself does; otherwise nothing comes back. What hurts `i` and is done by others alone stays: they
//! do it no favour.

use super::extra::{middle, number, uniform};
use crate::scenario::{Estimate, OptionRef, Reversible, Scenario};
use zopa_core::Fault;
use zopa_core::budget::Budget;
use zopa_core::keep::order::{Plan, Sets, Step, least_over};

/// One step of a package.
#[derive(Debug, Clone)]
pub struct Deed {
    /// Its id in the file, or what it was made from.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Who takes it.
    pub actors: Vec<usize>,
    /// Who can stop it.
    pub owners: Vec<usize>,
    /// The steps of the package that come first.
    pub requires: Vec<usize>,
    /// Whether it may be left out.
    pub optional: bool,
    /// How far it can be undone.
    pub reversible: Reversible,
    /// Months it takes.
    pub months: Option<Estimate>,
    /// What it gives each party, one per party, and by which name that is drawn.
    pub gains: Vec<Option<(Estimate, String)>>,
}

/// The steps of a package.
#[derive(Debug, Clone, Default)]
pub struct Course {
    /// They, in the order of the file.
    pub deeds: Vec<Deed>,
}

/// The numbers of the steps of a package.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Numbers {
    /// What a step gives each party: `[step][party]`, points of its own scale.
    pub gains: Vec<Vec<f64>>,
    /// The share of a step that can be undone.
    pub shares: Vec<f64>,
    /// Months a step takes.
    pub months: Vec<f64>,
}

/// Names of the numbers of a step, by which they are drawn.
fn gain_key(step: &str, party: &str) -> String {
    format!("step {step}: gain of {party}")
}

fn share_key(step: &str) -> String {
    format!("step {step}: how far it can be undone")
}

fn months_key(step: &str) -> String {
    format!("step {step}: months")
}

impl Course {
    /// The steps of the package that has what `has` says. `waives`: the first no longer requires the second.
    pub fn of(scenario: &Scenario, has: &dyn Fn(&OptionRef) -> bool, waives: &[(String, String)]) -> Course {
        let place = |id: &String| scenario.parties.iter().position(|p| p.id == *id);
        let parties = |ids: &[String]| -> Vec<usize> { ids.iter().filter_map(place).collect() };
        let steps = &scenario.steps;
        let waived = |a: &str, b: &str| waives.iter().any(|(x, y)| x == a && y == b);
        let all: Vec<Deed> = steps
            .iter()
            .map(|step| Deed {
                id: step.id.clone(),
                name: step.name().to_string(),
                actors: parties(&step.actors),
                owners: parties(if step.can_block.is_empty() { &step.actors } else { &step.can_block }),
                requires: step
                    .requires
                    .iter()
                    .filter(|before| !waived(&step.id, before))
                    .filter_map(|before| steps.iter().position(|s| s.id == *before))
                    .collect(),
                optional: step.optional,
                reversible: step.reversible,
                months: step.months.clone(),
                gains: scenario
                    .parties
                    .iter()
                    .map(|party| {
                        let gain = step.gain.iter().find(|(id, _)| *id == party.id);
                        gain.map(|(id, e)| (e.clone(), gain_key(&step.id, id)))
                    })
                    .collect(),
            })
            .collect();
        Course { deeds: all }.kept(&Course::pattern(scenario, has))
    }

    /// Which steps of the scenario belong to the package: packages of one pattern have one course.
    pub fn pattern(scenario: &Scenario, has: &dyn Fn(&OptionRef) -> bool) -> Vec<bool> {
        scenario.steps.iter().map(|s| s.applies_if.iter().all(|list| list.iter().any(has))).collect()
    }

    /// The course without the steps that are not kept: in place of one, what it requires comes first.
    pub fn kept(&self, keep: &[bool]) -> Course {
        let place: Vec<usize> =
            keep.iter().scan(0, |n, &keep| Some(std::mem::replace(n, *n + usize::from(keep)))).collect();
        let deeds = self.deeds.iter().zip(keep).filter(|(_, keep)| **keep).map(|(deed, _)| {
            let mut seen = vec![false; keep.len()];
            let mut open = deed.requires.clone();
            let mut requires = Vec::new();
            while let Some(k) = open.pop() {
                if std::mem::replace(&mut seen[k], true) {
                    continue;
                }
                match keep[k] {
                    true => requires.push(place[k]),
                    false => open.extend(&self.deeds[k].requires),
                }
            }
            requires.sort_unstable();
            Deed { requires, ..deed.clone() }
        });
        Course { deeds: deeds.collect() }
    }

    /// The place of the step of this id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.deeds.iter().position(|deed| deed.id == id)
    }

    /// The representative numbers.
    pub fn middle(&self) -> Numbers {
        self.numbers(|e, _| middle(e), |_, [low, high]| 0.5 * (low + high))
    }

    /// The numbers in world `k` of a seed.
    pub fn world(&self, seed: u64, k: u64) -> Numbers {
        self.numbers(
            |e, key| number(e, key, seed, k),
            |key, [low, high]| if low == high { low } else { low + (high - low) * uniform(key, seed, k) },
        )
    }

    fn numbers(&self, of: impl Fn(&Estimate, &str) -> f64, share: impl Fn(&str, [f64; 2]) -> f64) -> Numbers {
        let gain = |gain: &Option<(Estimate, String)>| gain.as_ref().map_or(0.0, |(e, key)| of(e, key));
        let months = |deed: &Deed| deed.months.as_ref().map_or(0.0, |e| of(e, &months_key(&deed.id)));
        let share = |deed: &Deed| share(&share_key(&deed.id), deed.reversible.share());
        Numbers {
            gains: self.deeds.iter().map(|deed| deed.gains.iter().map(gain).collect()).collect(),
            shares: self.deeds.iter().map(share).collect(),
            months: self.deeds.iter().map(months).collect(),
        }
    }

    /// What a step's undoing is worth to each party where that party stops later.
    pub fn undone(&self, numbers: &Numbers, k: usize) -> Vec<f64> {
        let (deed, share) = (&self.deeds[k], numbers.shares[k]);
        let back = |(i, &w): (usize, &f64)| {
            let (own, others) = (deed.actors.contains(&i), deed.actors.iter().any(|&a| a != i));
            if share > 0.0 && ((w > 0.0 && others) || (w < 0.0 && own)) { -share * w } else { 0.0 }
        };
        numbers.gains[k].iter().enumerate().map(back).collect()
    }

    /// The plan with these numbers. Nothing is discounted: what comes later counts as much as what comes now.
    /// `guarantee`: what each party loses by stopping.
    pub fn plan(&self, numbers: &Numbers, guarantee: &[f64]) -> Plan {
        let step = |(k, deed): (usize, &Deed)| Step {
            worth: numbers.gains[k].clone(),
            owners: deed.owners.iter().map(|&i| (i, -guarantee.get(i).copied().unwrap_or(0.0))).collect(),
            undone: self.undone(numbers, k),
            requires: deed.requires.clone(),
            lasts: 0.0,
        };
        Plan { discount: 1.0, steps: self.deeds.iter().enumerate().map(step).collect() }
    }

    /// The course that begins with these steps, one after another.
    pub fn begun(&self, first: &[usize]) -> Course {
        let mut begun = self.clone();
        for (k, deed) in begun.deeds.iter_mut().enumerate() {
            let before = match first.iter().position(|&f| f == k) {
                Some(place) => place.checked_sub(1).map(|earlier| first[earlier]),
                None => first.last().copied(),
            };
            deed.requires
                .extend(before.filter(|b| !deed.requires.contains(b)).into_iter().collect::<Vec<_>>());
        }
        begun
    }

    /// The sets of steps that can be done at some point.
    ///
    /// # Errors
    /// Why they could not be gone through.
    pub fn sets(&self, budget: &mut Budget) -> Result<Sets, zopa_core::answer::Stop> {
        Sets::new(&self.plan(&self.middle(), &[]), budget)
    }

    /// Whether the steps can be taken in an order in which nobody gains by stopping, where each party loses `guarantee[i]`
    /// points of its own scale by stopping.
    ///
    /// # Errors
    /// The numbers are too large.
    pub fn reachable(&self, sets: &Sets, numbers: &Numbers, guarantee: &[f64]) -> Result<bool, Fault> {
        let plan = self.plan(numbers, guarantee);
        Ok(least_over(&plan, sets, &mut Budget::new(u64::MAX))?.order.need <= plan.close())
    }
}
