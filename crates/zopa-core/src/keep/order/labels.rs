//! Orders under a given guarantee, by efficient vectors of what is ahead.

use super::{CLOSE, MOST_LABELS, Plan, Sets};
use crate::answer::{Limit, Stop};
use crate::budget::Budget;

/// What is still possible from a set of steps on: efficient values, with the step that comes first and the place of the
/// rest among the values of the set with it.
struct Label {
    values: Vec<f64>,
    /// The step and the set it leads to.
    way: (u8, u32),
    rest: usize,
}

/// What each party needs at most from a set of steps on, so that none of its own steps before them is stopped, whatever
/// their order: `[set][party]`. More than that is worth no more to the search. Rounded up, so that rounding drops no
/// vector that counts.
fn enough(plan: &Plan, sets: &Sets, limit: f64) -> Vec<f64> {
    let parties = plan.parties();
    let later = plan.later();
    let stake = plan.stake();
    let mut enough = vec![f64::NEG_INFINITY; sets.count() * parties];
    for (at, &done) in sets.all().iter().enumerate() {
        let undone = plan.undone(done);
        for &(k, to) in sets.ways(at) {
            let (k, to) = (usize::from(k), to as usize);
            if later[k] == 0.0 {
                continue;
            }
            for i in 0..parties {
                let own = plan.steps[k].owners.iter().filter(|(owner, _)| *owner == i);
                let before =
                    own.fold(enough[at * parties + i], |most, (_, t)| most.max(t + undone[i] - limit));
                if before > f64::NEG_INFINITY {
                    let need = (before - plan.steps[k].worth[i]) / later[k];
                    let need = need + CLOSE * (need.abs() + stake / later[k]);
                    let enough = &mut enough[to * parties + i];
                    *enough = enough.max(need);
                }
            }
        }
    }
    enough
}

/// The first order found in which nobody is tempted by more than `limit`.
pub(super) fn first(
    plan: &Plan,
    sets: &Sets,
    limit: f64,
    budget: &mut Budget,
) -> Result<Option<Vec<usize>>, Stop> {
    let parties = plan.parties();
    let later = plan.later();
    let enough = enough(plan, sets, limit);
    let count = sets.count();
    let mut fronts: Vec<Vec<Label>> = (0..count).map(|_| Vec::new()).collect();
    fronts[count - 1].push(Label { values: vec![0.0; parties], way: (0, 0), rest: 0 });
    let mut kept = 1;
    for (at, &done) in sets.all().iter().enumerate().rev().skip(1) {
        let undone = plan.undone(done);
        let mut labels = Vec::new();
        for &way in sets.ways(at) {
            let k = usize::from(way.0);
            for (rest, label) in fronts[way.1 as usize].iter().enumerate() {
                let values = plan.before(k, later[k], &label.values);
                if plan.tempted(k, &undone, &values) <= limit {
                    labels.push(Label { values, way, rest });
                }
                budget.spend(1)?;
            }
        }
        let front = efficient(labels, &enough[at * parties..][..parties], budget)?;
        kept += front.len();
        if kept > MOST_LABELS {
            return Err(Stop::Limit(Limit::Steps));
        }
        fronts[at] = front;
    }
    let (mut at, mut place) = (0, 0);
    let mut order = Vec::new();
    while at + 1 != count {
        let Some(label) = fronts[at].get(place) else { return Ok(None) };
        order.push(usize::from(label.way.0));
        (at, place) = (label.way.1 as usize, label.rest);
    }
    Ok(Some(order))
}

/// The labels no other one reaches in every party, what is more than enough not counted; of equals the first.
fn efficient(labels: Vec<Label>, enough: &[f64], budget: &mut Budget) -> Result<Vec<Label>, Stop> {
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
        budget.spend((kept.len() - last) as u64)?;
        if !kept[last..].iter().any(beaten) {
            kept.push((values, label));
        }
    }
    Ok(kept.into_iter().map(|(_, label)| label).collect())
}
