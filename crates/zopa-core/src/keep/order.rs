//! In which order can the steps of a deal be taken so that nobody gains by stopping, and what guarantee does that need?
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `w[k][i]` | what step `k` is worth to party `i` when it is taken: benefit less cost | each party's own points |
//! | `e[k]` | periods from step `k` to the next | `≥ 0` |
//! | `δ` | discount factor a period | above 0, at most 1 |
//! | `t[k][i]` | temptation: what owner `i` of step `k` has if it stops there instead of taking it | its own points |
//! | `G` | what a guarantee takes from whoever stops | points of whoever stops |
//!
//! With steps `k, k', …` still to take, `V_i = w[k][i] + δ^e[k] V_i'`; an owner of `k` goes on iff `V_i ≥ t[k][i] - G`.
//! The need of an order is the largest `t - V` of its steps, at least zero; the least guarantee is the smallest need.
//!
//! For a given `G`, what is still possible from a set of steps left is the set of `V` vectors that no other one reaches
//! in every party (larger is never worse for anyone, so the others may be dropped), counted only up to what is enough
//! for every step that may come before. Backwards over the sets that
//! prerequisites allow; then `G` is lowered to just below the need of the order found, and by halving, until no order is
//! left. One vector per set would not do: what is best for one party's earlier step is not best for the other's.
//!
//! Backward dynamic programming over subsets: M. Held and R. M. Karp 1962, Journal of the SIAM 10; keeping efficient
//! vectors: algebra. `2^n` sets of many vectors each, so at most 12 steps. The guarantee is within 1e-12 of the largest
//! number at stake; the order returned is judged by itself, so its need is exact but for rounding.
//!
//! Assumes: steps one after another, values everyone knows, a guarantee of the same `G` for all owners, a stop that ends
//! everything. `G` counts in each party's own points, so one number for several parties is a statement about each, not a
//! sum. It cannot show who would restart a plan that broke off.

use super::{finite, within};
use crate::Fault;

/// One step of a deal.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// `w[k]`: benefit less cost, one per party, its own points.
    pub worth: Vec<f64>,
    /// Who has to go on for it to be taken, with `t[k][i]` of each; none: it happens by itself.
    pub owners: Vec<(usize, f64)>,
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

/// The most steps an exact answer is given for.
pub const MOST: usize = 12;

/// What the sum of an order's need may be off, as a part of the largest number at stake.
const CLOSE: f64 = 1e-12;

/// An order with the least guarantee.
///
/// # Errors
/// The plan is unsound, its prerequisites go in a circle, or it has more than [`MOST`] steps.
pub fn least(plan: &Plan) -> Result<Order, Fault> {
    sound(plan)?;
    let free = plan.first(f64::INFINITY).and_then(|steps| plan.judged(steps));
    let Some(mut best) = free else {
        return Err(Fault::shape("the plan has a value too large for a number".to_string()));
    };
    let close = CLOSE * plan.stake();
    let mut low = 0.0;
    if best.need > 0.0
        && let Some(order) = plan.first(0.0).and_then(|steps| plan.judged(steps))
    {
        return Ok(order);
    }
    while best.need - low > close {
        // Mostly an early order is already the best, and one look below its need shows it.
        match plan.first(best.need - close).and_then(|steps| plan.judged(steps)) {
            Some(order) => best = order,
            None => break,
        }
        let middle = 0.5 * (low + best.need);
        match plan.first(middle).and_then(|steps| plan.judged(steps)) {
            Some(order) => best = order,
            None => low = middle,
        }
    }
    Ok(best)
}

/// An order in which nobody gains by stopping under this guarantee; `None` if there is none.
///
/// # Errors
/// As of [`least`], or the guarantee is below zero.
pub fn under(plan: &Plan, guarantee: f64) -> Result<Option<Order>, Fault> {
    sound(plan)?;
    within("the guarantee", guarantee, 0.0, f64::INFINITY)?;
    Ok(plan.first(guarantee).and_then(|steps| plan.judged(steps)))
}

/// What a given order needs.
///
/// # Errors
/// The plan is unsound, or the order leaves out a step, has one twice, or has one before its prerequisites.
pub fn judge(plan: &Plan, steps: &[usize]) -> Result<Order, Fault> {
    sound(plan)?;
    let mut done = vec![false; plan.steps.len()];
    for &k in steps {
        let Some(step) = plan.steps.get(k) else {
            return Err(Fault::shape(format!("the order names step {k} of {}", plan.steps.len())));
        };
        if done[k] {
            return Err(Fault::shape(format!("the order has step {k} twice")));
        }
        if let Some(before) = step.requires.iter().find(|&&before| !done[before]) {
            return Err(Fault::shape(format!(
                "the order has step {k} before step {before}, which it requires"
            )));
        }
        done[k] = true;
    }
    match done.iter().position(|done| !done) {
        Some(k) => Err(Fault::shape(format!("the order leaves out step {k}"))),
        None => plan
            .judged(steps.to_vec())
            .ok_or_else(|| Fault::shape("the order has a value too large for a number".to_string())),
    }
}

/// What is still possible from a set of steps left: efficient values, with the step that comes first and the place of the
/// rest among the values of the set without it.
struct Label {
    values: Vec<f64>,
    step: usize,
    rest: usize,
}

impl Plan {
    fn parties(&self) -> usize {
        self.steps.first().map_or(0, |step| step.worth.len())
    }

    /// The largest number at stake, at least the smallest that is not zero.
    fn stake(&self) -> f64 {
        let worths = self.steps.iter().flat_map(|s| s.worth.iter().chain(s.owners.iter().map(|(_, t)| t)));
        worths.fold(f64::MIN_POSITIVE, |most: f64, w| most.max(w.abs()))
    }

    /// Values and temptations of an order; `None` if they do not fit a number.
    fn judged(&self, steps: Vec<usize>) -> Option<Order> {
        let mut ahead = vec![vec![0.0; self.parties()]; steps.len()];
        let mut tempted = vec![f64::NEG_INFINITY; steps.len()];
        let mut on = vec![0.0; self.parties()];
        let mut need: f64 = 0.0;
        let later = self.later();
        for (place, &k) in steps.iter().enumerate().rev() {
            on = self.before(k, later[k], &on);
            tempted[place] = self.tempted(k, &on);
            need = need.max(tempted[place]);
            ahead[place].clone_from(&on);
        }
        (need.is_finite() && on.iter().all(|v| v.is_finite())).then_some(Order {
            steps,
            tempted,
            ahead,
            need,
        })
    }

    /// What the next step counts for after each step.
    fn later(&self) -> Vec<f64> {
        self.steps.iter().map(|step| libm::pow(self.discount, step.lasts)).collect()
    }

    /// The values with step `k` put before what is worth `rest` then.
    fn before(&self, k: usize, later: f64, rest: &[f64]) -> Vec<f64> {
        self.steps[k].worth.iter().zip(rest).map(|(w, v)| w + later * v).collect()
    }

    /// What an owner of step `k` gains by stopping there, the largest.
    fn tempted(&self, k: usize, values: &[f64]) -> f64 {
        let owners = self.steps[k].owners.iter();
        owners.fold(f64::NEG_INFINITY, |most, &(i, t)| most.max(t - values[i]))
    }

    /// What each party needs at most from a set of steps left, so that none of its own steps before them is stopped,
    /// whatever their order: `[set][party]`. More than that is worth no more to the search. Rounded up, so that rounding
    /// drops no vector that counts.
    fn enough(&self, limit: f64, later: &[f64]) -> Vec<Vec<f64>> {
        let n = self.steps.len();
        let mut enough = vec![vec![f64::NEG_INFINITY; self.parties()]; 1 << n];
        for left in (0..(1usize << n) - 1).rev() {
            for k in (0..n).filter(|&k| left >> k & 1 == 0 && later[k] > 0.0) {
                for (i, after) in enough[left | 1 << k].clone().into_iter().enumerate() {
                    let own = self.steps[k].owners.iter().filter(|(owner, _)| *owner == i);
                    let before = own.fold(after, |most, (_, t)| most.max(t - limit));
                    if before > f64::NEG_INFINITY {
                        let need = (before - self.steps[k].worth[i]) / later[k];
                        let need = need + CLOSE * (need.abs() + self.stake() / later[k]);
                        enough[left][i] = enough[left][i].max(need);
                    }
                }
            }
        }
        enough
    }

    /// The first order found in which nobody is tempted by more than `limit`.
    fn first(&self, limit: f64) -> Option<Vec<usize>> {
        let n = self.steps.len();
        let later = self.later();
        let required: Vec<usize> =
            self.steps.iter().map(|s| s.requires.iter().fold(0, |set, &k| set | 1 << k)).collect();
        let enough = self.enough(limit, &later);
        let mut fronts: Vec<Vec<Label>> = Vec::with_capacity(1 << n);
        fronts.push(vec![Label { values: vec![0.0; self.parties()], step: n, rest: 0 }]);
        for left in 1..1usize << n {
            let mut labels = Vec::new();
            for k in (0..n).filter(|&k| left >> k & 1 == 1 && required[k] & left == 0) {
                for (rest, label) in fronts[left & !(1 << k)].iter().enumerate() {
                    let values = self.before(k, later[k], &label.values);
                    if self.tempted(k, &values) <= limit {
                        labels.push(Label { values, step: k, rest });
                    }
                }
            }
            fronts.push(efficient(labels, &enough[left]));
        }
        let mut left = (1usize << n) - 1;
        let mut at = 0;
        let mut order = Vec::with_capacity(n);
        while left != 0 {
            let label = fronts[left].get(at)?;
            order.push(label.step);
            left &= !(1 << label.step);
            at = label.rest;
        }
        Some(order)
    }
}

/// The labels no other one reaches in every party, what is more than enough not counted; of equals the first.
fn efficient(labels: Vec<Label>, enough: &[f64]) -> Vec<Label> {
    let counts = |label: &Label| -> Vec<f64> {
        label.values.iter().zip(enough).map(|(v, enough)| v.min(*enough)).collect()
    };
    let mut labels: Vec<(Vec<f64>, Label)> =
        labels.into_iter().map(|label| (counts(&label), label)).collect();
    let order = |(a, _): &(Vec<f64>, Label), (b, _): &(Vec<f64>, Label)| {
        let pairs = a.iter().zip(b).map(|(a, b)| b.total_cmp(a));
        pairs.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    };
    labels.sort_by(order);
    let mut kept: Vec<(Vec<f64>, Label)> = Vec::new();
    for (values, label) in labels {
        let beaten = |(by, _): &(Vec<f64>, Label)| by.iter().zip(&values).all(|(a, b)| a >= b);
        // Sorted by the first party, so of two parties the last one kept has the most for the second.
        let last = if values.len() <= 2 { kept.len().saturating_sub(1) } else { 0 };
        if !kept[last..].iter().any(beaten) {
            kept.push((values, label));
        }
    }
    kept.into_iter().map(|(_, label)| label).collect()
}

fn sound(plan: &Plan) -> Result<(), Fault> {
    within("the discount factor", plan.discount, f64::MIN_POSITIVE, 1.0)?;
    let (n, parties) = (plan.steps.len(), plan.parties());
    if n > MOST {
        return Err(Fault::shape(format!("{n} steps are more than the {MOST} an exact order is found for")));
    }
    for (k, step) in plan.steps.iter().enumerate() {
        if step.worth.len() != parties {
            let text = format!("step {k} has values of {} parties and step 0 of {parties}", step.worth.len());
            return Err(Fault::shape(text));
        }
        for (i, worth) in step.worth.iter().enumerate() {
            finite(&format!("the value of step {k} to party {i}"), *worth)?;
        }
        for (owner, temptation) in &step.owners {
            if *owner >= parties {
                return Err(Fault::shape(format!("step {k} is owned by party {owner} of {parties}")));
            }
            finite(&format!("the temptation of party {owner} at step {k}"), *temptation)?;
        }
        if let Some(before) = step.requires.iter().find(|&&before| before >= n) {
            return Err(Fault::shape(format!("step {k} requires step {before} of {n}")));
        }
        within(&format!("the length of step {k} in periods"), step.lasts, 0.0, f64::INFINITY)?;
    }
    let mut waiting: Vec<usize> = (0..n).collect();
    while !waiting.is_empty() {
        let ready = |&k: &usize| plan.steps[k].requires.iter().all(|before| !waiting.contains(before));
        let next: Vec<usize> = waiting.iter().copied().filter(|k| !ready(k)).collect();
        if next.len() == waiting.len() {
            return Err(Fault::shape(circle(plan, &waiting)));
        }
        waiting = next;
    }
    Ok(())
}

/// A circle among steps each of which requires another of them.
fn circle(plan: &Plan, among: &[usize]) -> String {
    let mut walk: Vec<usize> = among.first().copied().into_iter().collect();
    while let Some(&k) = walk.last() {
        let Some(&next) = plan.steps[k].requires.iter().find(|before| among.contains(before)) else { break };
        if let Some(start) = walk.iter().position(|&seen| seen == next) {
            walk.drain(..start);
            walk.push(next);
            break;
        }
        walk.push(next);
    }
    let names: Vec<String> = walk.iter().map(|k| format!("step {k}")).collect();
    format!("prerequisites go in a circle: {}", names.join(" requires "))
}
