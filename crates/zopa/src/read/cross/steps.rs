//! Steps: who takes them, and whether they and the orders to compare can be taken in any order at all.

use super::{Look, list};
use crate::diagnostic::{Log, code};
use crate::scenario::{Sequence, Step};
use std::collections::BTreeSet;

pub fn check(look: Look<'_>, log: &mut Log) {
    if !look.sound(&["steps"]) {
        return;
    }
    let steps = &look.scenario.steps;
    for step in steps.iter().filter(|step| step.actors.is_empty()) {
        log.say(&code::STEP_ACTORLESS, step.span, format!("nobody takes the step `{}`", step.id))
            .hint("name who takes it under `actor`");
    }
    let circular = circle(steps, log);
    if look.sound(&["reciprocal"]) {
        for row in &look.scenario.reciprocal {
            if row.answered_by.contains(&row.step) {
                log.say(
                    &code::RECIPROCAL_ITSELF,
                    row.span,
                    format!("the step `{}` is said to answer itself", row.step),
                )
                .hint("name the steps of others that answer it; none, where it asks for no answer");
            }
        }
    }
    if look.sound(&["orders"]) {
        for order in &look.scenario.orders {
            if !twice(order, log) && !circular {
                early(steps, order, log);
            }
        }
    }
}

/// Names a circle of steps that require each other, if there is one.
fn circle(steps: &[Step], log: &mut Log) -> bool {
    let find = |id: &str| steps.iter().find(|step| step.id == id);
    let mut open: Vec<&Step> = steps.iter().collect();
    loop {
        let ids: BTreeSet<&str> = open.iter().map(|step| step.id.as_str()).collect();
        let next: Vec<&Step> = open
            .iter()
            .copied()
            .filter(|step| step.requires.iter().any(|id| ids.contains(id.as_str())))
            .collect();
        if next.len() == open.len() {
            break;
        }
        open = next;
    }
    let Some(first) = open.first() else { return false };
    let mut walk: Vec<&Step> = vec![first];
    let start = loop {
        let last = walk[walk.len() - 1];
        let next =
            last.requires.iter().filter_map(|id| find(id)).find(|step| open.iter().any(|o| o.id == step.id));
        let Some(next) = next else { return false };
        match walk.iter().position(|seen| seen.id == next.id) {
            Some(start) => break start,
            None => walk.push(next),
        }
    };
    let round: Vec<String> =
        walk[start..].iter().chain([&walk[start]]).map(|step| format!("`{}`", step.id)).collect();
    let message = format!("these steps require each other in a circle: {}", round.join(" requires "));
    log.say(&code::STEP_CIRCLE, walk[start].span, message)
        .hint("take out one of these prerequisites: whichever step can come before the other");
    true
}

/// Whether an order names a step twice.
fn twice(order: &Sequence, log: &mut Log) -> bool {
    let mut seen = BTreeSet::new();
    let again: BTreeSet<&str> =
        order.first.iter().filter(|id| !seen.insert(id.as_str())).map(String::as_str).collect();
    if again.is_empty() {
        return false;
    }
    let message = format!("the order `{}` names {} twice", order.id, list(again));
    log.say(&code::STEP_TWICE, order.span, message).hint("a step is taken once: name it where it comes");
    true
}

/// Says where an order has a step before what it requires.
fn early(steps: &[Step], order: &Sequence, log: &mut Log) {
    for (place, id) in order.first.iter().enumerate() {
        let Some(step) = steps.iter().find(|step| step.id == *id) else { continue };
        let waived = |before: &&String| order.waives.iter().any(|(a, b)| a == id && b == *before);
        let missing: Vec<&str> = step
            .requires
            .iter()
            .filter(|before| !waived(before) && !order.first[..place].contains(before))
            .map(String::as_str)
            .collect();
        if !missing.is_empty() {
            let message =
                format!("the order `{}` has `{id}` before {}, which it requires", order.id, list(missing));
            log.say(&code::STEP_EARLY, order.span, message)
                .hint("name what it requires earlier, or say under `waives` that it no longer does");
        }
    }
}
