//! What follows a signature: does it say enough to be worked with?

use super::{Look, list};
use crate::diagnostic::{Log, code};
use crate::scenario::{Number, OptionRef};
use std::collections::BTreeMap;

pub fn check(look: Look<'_>, log: &mut Log) {
    let scenario = look.scenario;
    let enforce = &scenario.enforce;
    for way in &enforce.monitoring {
        if way.detection.low <= Number::from_integer(0) {
            let message = format!("`{}` may never notice a violation", way.id);
            log.say(&code::MONITORING_BLIND, way.detection.span, message)
                .hint("a chance of detection is above 0; leave out a way that sees nothing");
        }
    }
    let mut stands: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for guarantee in enforce.guarantees.iter().filter(|g| !g.variant) {
        let option = (guarantee.option.issue.as_str(), guarantee.option.option.as_str());
        if let Some(first) = stands.insert(option, &guarantee.id) {
            let message = format!(
                "`{}.{}` stands for two guarantees, {}",
                option.0,
                option.1,
                list([first, guarantee.id.as_str()])
            );
            log.say(&code::GUARANTEE_TWICE, guarantee.option.span, message)
                .hint("one of them is what the option gives; mark the other `variant = true`");
        }
    }
    for delivery in look.sound(&["delivery"]).then_some(&enforce.deliveries).into_iter().flatten() {
        if delivery.settlement.is_none() && delivery.restored.is_none() {
            let message = format!(
                "nothing says how likely `{}.{}` is to be delivered",
                delivery.clause.issue, delivery.clause.option
            );
            log.say(&code::DELIVERY_NO_CHANCE, delivery.span, message)
                .hint("add `probability = { settlement = [low, high] }`, or `restored_on_violation`");
        }
        if let Some(fallback) = &delivery.fallback
            && (fallback.issue != delivery.clause.issue || fallback.option == delivery.clause.option)
        {
            let message = format!(
                "`{}.{}` cannot stand in the place of `{}.{}`",
                fallback.issue, fallback.option, delivery.clause.issue, delivery.clause.option
            );
            log.say(&code::DELIVERY_FALLBACK, fallback.span, message)
                .hint("the fallback is another option of the same issue");
        }
    }
    for body in look.sound(&["ratification"]).then_some(&enforce.bodies).into_iter().flatten() {
        if body.chances.is_empty() {
            let message = format!("nothing says how likely `{}` is to consent", body.id);
            log.say(&code::BODY_NO_CHANCE, body.span, message)
                .hint("add `probability = [{ if = [\"issue.option\"], range = [low, high] }]`");
        }
        let whole = body.chances.iter().any(|(options, _)| options.is_empty());
        let covered = |o: &OptionRef| {
            let same = |x: &OptionRef| x.issue == o.issue && x.option == o.option;
            body.chances.iter().any(|(options, _)| options.iter().all(same))
        };
        let gap = body.required || body.required_if.iter().any(|o| !covered(o));
        if !whole && !body.chances.is_empty() && gap {
            let message =
                format!("`{}` has no stated chance for some packages that need its consent", body.id);
            log.say(&code::BODY_GAP, body.span, message)
                .hint("add an entry without `if`, such as { range = [0.8, 1] }, for all other packages");
        }
        if !body.required && body.required_if.is_empty() {
            let message = format!("the consent of `{}` is never needed", body.id);
            log.say(&code::BODY_IDLE, body.span, message)
                .hint("add `required = true`, or the options under `required_if`");
        }
    }
}
