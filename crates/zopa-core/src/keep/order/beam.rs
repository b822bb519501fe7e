//! A good order and a bound where the sets of steps are too many to go through.
//!
//! The order: from the last step backwards, the best [`WIDTH`] sets of each size are kept, each with the order of its
//! steps that needs least so far; then steps are moved one at a time as long as that lowers the need. The bound: when
//! owner `i` takes step `k`, every other step is before it or after it; the placement that leaves the least gain by
//! stopping, each step by itself, is no more than any order leaves.

use super::Plan;
use crate::budget::Budget;
use std::collections::BTreeMap;

/// Sets kept of each size.
const WIDTH: usize = 2000;

/// A set of last steps.
struct Tail {
    need: f64,
    order: Vec<usize>,
    values: Vec<f64>,
}

/// A good order of all steps.
pub(super) fn search(plan: &Plan, budget: &mut Budget) -> Vec<usize> {
    let n = plan.steps.len();
    let all = (0..n).fold(0u64, |set, k| set | 1 << k);
    let later = plan.later();
    let needed_by: Vec<u64> = (0..n)
        .map(|k| {
            let by = |j: &usize| plan.steps[*j].requires.contains(&k);
            (0..n).filter(by).fold(0, |set, j| set | 1 << j)
        })
        .collect();
    let start = Tail { need: 0.0, order: Vec::new(), values: vec![0.0; plan.parties()] };
    let mut kept: Vec<(u64, Tail)> = vec![(0, start)];
    // With the budget spent, one set of each size still gives an order.
    let mut width = WIDTH;
    for _ in 0..n {
        let mut next: BTreeMap<u64, Tail> = BTreeMap::new();
        for (left, tail) in kept.iter().take(width) {
            for k in (0..n).filter(|&k| left >> k & 1 == 0 && needed_by[k] & !left == 0) {
                if budget.spend(1).is_err() {
                    width = 1;
                }
                let set = left | 1 << k;
                let values = plan.before(k, later[k], &tail.values);
                let need = tail.need.max(plan.tempted(k, &plan.undone(all & !set), &values));
                if next.get(&set).is_none_or(|known| need < known.need) {
                    let order = [&[k], &tail.order[..]].concat();
                    next.insert(set, Tail { need, order, values });
                }
            }
        }
        kept = next.into_iter().collect();
        kept.sort_by(|(_, a), (_, b)| a.need.total_cmp(&b.need));
        kept.truncate(width);
    }
    let order = kept.into_iter().next().map(|(_, tail)| tail.order).unwrap_or_default();
    improved(plan, order, budget)
}

/// The order after moving single steps, as long as that lowers what it needs.
pub(super) fn improved(plan: &Plan, mut order: Vec<usize>, budget: &mut Budget) -> Vec<usize> {
    let n = order.len();
    let mut need = need(plan, &order);
    let mut from = 0;
    while from < n {
        let mut better = None;
        for to in (0..n).filter(|&to| to != from) {
            if budget.spend(n as u64).is_err() {
                return order;
            }
            let mut other = order.clone();
            let k = other.remove(from);
            other.insert(to, k);
            if allowed(plan, &other) {
                let found = self::need(plan, &other);
                if found < need {
                    need = found;
                    better = Some(other);
                }
            }
        }
        match better {
            Some(other) => {
                order = other;
                from = 0;
            }
            None => from += 1,
        }
    }
    order
}

fn need(plan: &Plan, order: &[usize]) -> f64 {
    plan.judge_all(order.to_vec()).map_or(f64::INFINITY, |order| order.need)
}

fn allowed(plan: &Plan, order: &[usize]) -> bool {
    let mut done = 0u64;
    order.iter().all(|&k| {
        let ready = plan.steps[k].requires.iter().all(|&before| done >> before & 1 == 1);
        done |= 1 << k;
        ready
    })
}

/// What no order needs less than, step by step.
pub(super) fn bound(plan: &Plan) -> f64 {
    let n = plan.steps.len();
    let whole = plan.later().iter().all(|&later| later == 1.0);
    let before: Vec<u64> = (0..n).map(|k| all_before(plan, k)).collect();
    let mut bound: f64 = 0.0;
    for (k, step) in plan.steps.iter().enumerate() {
        for &(i, t) in &step.owners {
            let mut least = t - step.worth[i];
            for (j, other) in plan.steps.iter().enumerate().filter(|(j, _)| *j != k) {
                let undone = other.undone.get(i).copied().unwrap_or(0.0);
                // Later it counts for no more than its worth now, and a cost perhaps for nothing.
                let later = if whole { other.worth[i] } else { other.worth[i].max(0.0) };
                least += match (before[k] >> j & 1 == 1, before[j] >> k & 1 == 1) {
                    (true, _) => undone,
                    (_, true) => -later,
                    _ => undone.min(-later),
                };
            }
            bound = bound.max(least);
        }
    }
    // Rounding of the sums raises no bound above what is needed.
    (bound - plan.close() * n as f64).max(0.0)
}

/// All steps that have to be taken before step `k`.
fn all_before(plan: &Plan, k: usize) -> u64 {
    let mut before = 0u64;
    let mut waiting = vec![k];
    while let Some(k) = waiting.pop() {
        for &b in &plan.steps[k].requires {
            if before >> b & 1 == 0 {
                before |= 1 << b;
                waiting.push(b);
            }
        }
    }
    before
}
