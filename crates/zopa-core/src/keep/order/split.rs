//! Steps cut into equal parts, the parts of a step and of those that answer it taken by turns.
//!
//! A part is worth its share of the step to everyone, is undone as far as the step is, and lasts as long in
//! proportion. It requires the part before it; what required a step requires its last part; but part `j` of a step that
//! requires another one cut with it requires only part `j` of that, which is what allows them to be taken by turns.
//!
//! Why it helps: with small parts nobody has much to gain by stopping before the answer (T. Schelling 1960, The Strategy
//! of Conflict, ch. 2; [`super::super::steps`] for two sides alike). Assumes that the step can be cut and that a part is
//! worth its share, which half a withdrawal may not be.

use super::{MOST, Plan, Step};
use crate::Fault;

/// A plan with some steps cut.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// The plan.
    pub plan: Plan,
    /// The step of the plan before that each step is a part of, and which part, from 0.
    pub parts: Vec<(usize, usize)>,
}

/// The plan with each of `steps` cut into `count` equal parts.
///
/// # Errors
/// A step that the plan does not have, no part, or more than [`MOST`] steps.
pub fn cut(plan: &Plan, steps: &[usize], count: usize) -> Result<Cut, Fault> {
    let n = plan.steps.len();
    if let Some(k) = steps.iter().find(|&&k| k >= n) {
        return Err(Fault::shape(format!("step {k} of {n} is to be cut")));
    }
    let cuts = |k: usize| steps.contains(&k);
    let parts: Vec<(usize, usize)> =
        (0..n).flat_map(|k| (0..if cuts(k) { count } else { 1 }).map(move |part| (k, part))).collect();
    if count == 0 || parts.len() > MOST {
        return Err(Fault::shape(format!("{count} parts of {} steps give no plan", steps.len())));
    }
    let place = |k: usize, part: usize| parts.iter().position(|&at| at == (k, part));
    let last = |k: usize| place(k, if cuts(k) { count - 1 } else { 0 });
    let share = 1.0 / count as f64;
    let made = parts.iter().map(|&(k, part)| {
        let step = &plan.steps[k];
        if !cuts(k) {
            let requires = step.requires.iter().filter_map(|&before| last(before)).collect();
            return Step { requires, ..step.clone() };
        }
        let of = |values: &[f64]| values.iter().map(|v| v * share).collect();
        let others = step.requires.iter().filter_map(|&before| match cuts(before) {
            true => place(before, part),
            false => last(before),
        });
        let own = part.checked_sub(1).and_then(|earlier| place(k, earlier));
        Step {
            worth: of(&step.worth),
            undone: of(&step.undone),
            owners: step.owners.clone(),
            requires: others.chain(own).collect(),
            lasts: step.lasts * share,
        }
    });
    Ok(Cut { plan: Plan { discount: plan.discount, steps: made.collect() }, parts: parts.clone() })
}
