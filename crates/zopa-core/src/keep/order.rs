//! In which order can the steps of a deal be taken so that nobody gains by stopping, and what guarantee does that need?
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `w[k][i]` | what step `k` is worth to party `i` when it is taken: benefit less cost | each party's own points |
//! | `e[k]` | periods from step `k` to the next | `≥ 0` |
//! | `δ` | discount factor a period | above 0, at most 1 |
//! | `t[k][i]` | what owner `i` of step `k` has if it stops there instead of taking it | its own points |
//! | `z[j][i]` | what the undoing of step `j` is worth to party `i` where `i` stops after it: own costs recovered, gains taken back | its own points |
//! | `G` | what a guarantee takes from whoever stops | points of whoever stops |
//!
//! With the steps `S` taken and `k, k', …` still to take, `V_i = w[k][i] + δ^e[k] V_i'`; an owner of `k` goes on iff
//! `V_i ≥ t[k][i] + Σ_{j ∈ S} z[j][i] - G`. The need of an order is the largest gain by stopping of its steps, at least
//! zero; the least guarantee is the smallest need.
//!
//! First a relaxation ([`sets`]): each party's continuation is the best over all orders for it alone. It is a bottleneck
//! path through the sets of steps that prerequisites allow, a lower bound, and exact where nothing is discounted, because
//! then what is ahead depends on the set alone. Where it leaves a gap, labels ([`labels`]): for a given `G`, what is still
//! possible from a set is the set of `V` vectors that no other one reaches in every party (larger is never worse for
//! anyone), counted only up to what is enough for every step that may come before; `G` is lowered by halving until no
//! order is left. One vector per set would not do: what is best for one party's earlier step is not best for the
//! other's. Where the sets or labels outgrow the budget or the memory, a beam and exchanges of steps ([`beam`]) give an
//! order, and the answer is that order and the bound.
//!
//! Backward dynamic programming over subsets: M. Held and R. M. Karp 1962, Journal of the SIAM 10; keeping efficient
//! vectors: algebra. The guarantee is within 1e-12 of the largest number at stake; the order returned is judged by
//! itself, so its need is exact but for rounding.
//!
//! Assumes: steps one after another, values everyone knows, a guarantee of the same `G` for all owners, a stop that ends
//! everything. `G` counts in each party's own points, so one number for several parties is a statement about each, not a
//! sum. It cannot show who would restart a plan that broke off.

pub mod beam;
mod labels;
pub mod sets;
mod sound;
pub mod split;

use super::within;
use crate::Fault;
use crate::answer::Stop;
use crate::budget::Budget;
pub use sets::Sets;

/// One step of a deal.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// `w[k]`: benefit less cost, one per party, its own points.
    pub worth: Vec<f64>,
    /// Who has to go on for it to be taken, with `t[k][i]` of each; none: it happens by itself.
    pub owners: Vec<(usize, f64)>,
    /// `z[k]`: what its undoing is worth to each party where that party stops later; empty: nothing to anybody.
    pub undone: Vec<f64>,
    /// The steps that have to be taken before it.
    pub requires: Vec<usize>,
    /// `e[k]`: periods from it to the next step.
    pub lasts: f64,
}

/// The steps of a deal.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// `δ`, a period.
    pub discount: f64,
    /// The steps, in no particular order.
    pub steps: Vec<Step>,
}

/// An order, and what it needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// All steps, first to last.
    pub steps: Vec<usize>,
    /// What the owners of each of them gain by stopping there, the largest: points of that owner, in the order of
    /// `steps`; at most zero where nobody does, and minus infinity where nobody could.
    pub tempted: Vec<f64>,
    /// What each party's part is worth from each step on, `[place][party]`: its own points.
    pub ahead: Vec<Vec<f64>>,
    /// The guarantee it needs: the largest of `tempted`, at least zero.
    pub need: f64,
}

/// The best order found.
#[derive(Debug, Clone, PartialEq)]
pub struct Least {
    /// The order.
    pub order: Order,
    /// No order needs less than this.
    pub bound: f64,
    /// `Complete` if the order is one with the least guarantee; otherwise what kept that from being settled.
    pub stop: Stop,
}

/// What is known of a guarantee.
#[derive(Debug, Clone, PartialEq)]
pub enum Under {
    /// It is enough for this order.
    Enough(Order),
    /// It is enough for none.
    TooLittle,
    /// Not settled.
    Open(Stop),
}

/// The most steps.
pub const MOST: usize = 64;

/// The most sets of steps that are kept at once.
pub const MOST_SETS: usize = 1 << 20;

/// The most continuations that are kept at once.
pub const MOST_LABELS: usize = 1 << 22;

/// What the sum of an order's need may be off, as a part of the largest number at stake.
const CLOSE: f64 = 1e-12;

/// An order with the least guarantee, or the best one found and a bound.
///
/// # Errors
/// The plan is unsound, its prerequisites go in a circle, or it has more than [`MOST`] steps.
pub fn least(plan: &Plan, budget: &mut Budget) -> Result<Least, Fault> {
    sound::sound(plan)?;
    match Sets::new(plan, budget) {
        Ok(sets) => sought(plan, &sets, budget),
        Err(stop) => {
            let order = plan.judge_all(beam::search(plan, budget))?;
            let bound = beam::bound(plan).min(order.need);
            let stop = if order.need - bound <= plan.close() { Stop::Complete } else { stop };
            Ok(Least { order, bound, stop })
        }
    }
}

/// As [`least`], for a plan whose prerequisites are those of `sets`.
///
/// # Errors
/// As of [`least`], or the sets are of other prerequisites.
pub fn least_over(plan: &Plan, sets: &Sets, budget: &mut Budget) -> Result<Least, Fault> {
    sound::sound(plan)?;
    sets.fit(plan)?;
    sought(plan, sets, budget)
}

fn sought(plan: &Plan, sets: &Sets, budget: &mut Budget) -> Result<Least, Fault> {
    let relaxed = sets.relaxed(plan);
    let mut best = plan.judge_all(relaxed.order)?;
    let mut low = relaxed.need.min(best.need);
    let close = plan.close();
    let mut stop = Stop::Complete;
    while best.need - low > close {
        // Mostly an early order is already the best, and one look below its need shows it.
        match labels::first(plan, sets, best.need - close, budget) {
            Ok(Some(steps)) => best = plan.judge_all(steps)?,
            Ok(None) => {
                low = best.need;
                break;
            }
            Err(why) => {
                stop = why;
                break;
            }
        }
        let middle = 0.5 * (low + best.need);
        match labels::first(plan, sets, middle, budget) {
            Ok(Some(steps)) => best = plan.judge_all(steps)?,
            Ok(None) => low = middle,
            Err(why) => {
                stop = why;
                break;
            }
        }
    }
    if stop != Stop::Complete {
        let other = plan.judge_all(beam::improved(plan, best.steps.clone(), budget))?;
        let beam = plan.judge_all(beam::search(plan, budget))?;
        for other in [other, beam] {
            if other.need < best.need {
                best = other;
            }
        }
        low = low.min(best.need);
        if best.need - low <= close {
            stop = Stop::Complete;
        }
    }
    Ok(Least { order: best, bound: low, stop })
}

/// Whether this guarantee is enough for some order in which nobody gains by stopping.
///
/// # Errors
/// As of [`least`], or the guarantee is below zero.
pub fn under(plan: &Plan, guarantee: f64, budget: &mut Budget) -> Result<Under, Fault> {
    sound::sound(plan)?;
    within("the guarantee", guarantee, 0.0, f64::INFINITY)?;
    let sets = match Sets::new(plan, budget) {
        Ok(sets) => sets,
        Err(stop) => {
            if beam::bound(plan) > guarantee + plan.close() {
                return Ok(Under::TooLittle);
            }
            let order = plan.judge_all(beam::search(plan, budget))?;
            return Ok(if order.need <= guarantee { Under::Enough(order) } else { Under::Open(stop) });
        }
    };
    let relaxed = sets.relaxed(plan);
    if relaxed.need > guarantee + plan.close() {
        return Ok(Under::TooLittle);
    }
    let order = plan.judge_all(relaxed.order)?;
    if order.need <= guarantee {
        return Ok(Under::Enough(order));
    }
    Ok(match labels::first(plan, &sets, guarantee, budget) {
        Ok(Some(steps)) => Under::Enough(plan.judge_all(steps)?),
        Ok(None) => Under::TooLittle,
        Err(stop) => Under::Open(stop),
    })
}

/// What a given order needs.
///
/// # Errors
/// The plan is unsound, or the order leaves out a step, has one twice, or has one before its prerequisites.
pub fn judge(plan: &Plan, steps: &[usize]) -> Result<Order, Fault> {
    sound::sound(plan)?;
    sound::whole(plan, steps)?;
    plan.judge_all(steps.to_vec())
}

impl Plan {
    fn parties(&self) -> usize {
        self.steps.first().map_or(0, |step| step.worth.len())
    }

    /// The largest number at stake, at least the smallest that is not zero.
    fn stake(&self) -> f64 {
        let of = |s: &Step| -> f64 {
            let all = s.worth.iter().chain(&s.undone).chain(s.owners.iter().map(|(_, t)| t));
            all.fold(0.0, |most: f64, w| most.max(w.abs()))
        };
        self.steps.iter().fold(f64::MIN_POSITIVE, |most, step| most.max(of(step)))
    }

    /// What two needs may differ by and still be the same.
    pub fn close(&self) -> f64 {
        CLOSE * self.stake()
    }

    /// Values and temptations of an order that is one.
    fn judge_all(&self, steps: Vec<usize>) -> Result<Order, Fault> {
        let mut ahead = vec![vec![0.0; self.parties()]; steps.len()];
        let mut tempted = vec![f64::NEG_INFINITY; steps.len()];
        let mut on = vec![0.0; self.parties()];
        let mut need: f64 = 0.0;
        let later = self.later();
        let mut done = steps.iter().fold(0, |set, &k| set | 1u64 << k);
        for (place, &k) in steps.iter().enumerate().rev() {
            done &= !(1 << k);
            on = self.before(k, later[k], &on);
            tempted[place] = self.tempted(k, &self.undone(done), &on);
            need = need.max(tempted[place]);
            ahead[place].clone_from(&on);
        }
        let fits = need.is_finite() && on.iter().all(|v| v.is_finite());
        match fits {
            true => Ok(Order { steps, tempted, ahead, need }),
            false => Err(Fault::shape("the order has a value too large for a number".to_string())),
        }
    }

    /// What the next step counts for after each step.
    fn later(&self) -> Vec<f64> {
        self.steps.iter().map(|step| libm::pow(self.discount, step.lasts)).collect()
    }

    /// The values with step `k` put before what is worth `rest` then.
    fn before(&self, k: usize, later: f64, rest: &[f64]) -> Vec<f64> {
        self.steps[k].worth.iter().zip(rest).map(|(w, v)| w + later * v).collect()
    }

    /// `Σ z` of a set of steps, one per party, summed in the order of the steps.
    fn undone(&self, done: u64) -> Vec<f64> {
        let mut sum = vec![0.0; self.parties()];
        for (_, step) in self.steps.iter().enumerate().filter(|(k, _)| done >> k & 1 == 1) {
            sum.iter_mut().zip(&step.undone).for_each(|(sum, z)| *sum += z);
        }
        sum
    }

    /// What an owner of step `k` gains by stopping there, the largest; `undone` is what is undone then.
    fn tempted(&self, k: usize, undone: &[f64], values: &[f64]) -> f64 {
        let owners = self.steps[k].owners.iter();
        owners.fold(f64::NEG_INFINITY, |most, &(i, t)| most.max(t + undone[i] - values[i]))
    }
}
