//! Whether a plan and an order of it make sense.

use super::{MOST, Plan};
use crate::Fault;
use crate::keep::{finite, within};

/// Refuses a plan that makes no sense.
pub(super) fn sound(plan: &Plan) -> Result<(), Fault> {
    within("the discount factor", plan.discount, f64::MIN_POSITIVE, 1.0)?;
    let (n, parties) = (plan.steps.len(), plan.parties());
    if n > MOST {
        return Err(Fault::shape(format!("{n} steps are more than the {MOST} an order is sought for")));
    }
    for (k, step) in plan.steps.iter().enumerate() {
        let undone = if step.undone.is_empty() { parties } else { step.undone.len() };
        for (count, what) in [(step.worth.len(), "values"), (undone, "undone values")] {
            if count != parties {
                let text = format!("step {k} has {what} of {count} parties and step 0 of {parties}");
                return Err(Fault::shape(text));
            }
        }
        for (i, worth) in step.worth.iter().enumerate() {
            finite(&format!("the value of step {k} to party {i}"), *worth)?;
        }
        for (i, undone) in step.undone.iter().enumerate() {
            finite(&format!("what undoing step {k} is worth to party {i}"), *undone)?;
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

/// Refuses an order that is not one of all steps, each after those it requires.
pub(super) fn whole(plan: &Plan, steps: &[usize]) -> Result<(), Fault> {
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
        None => Ok(()),
    }
}
