//! What follows a signature: does it say enough to be worked with?

use super::{Look, list};
use crate::diagnostic::{Log, code};
use crate::scenario::Number;
use std::collections::BTreeMap;

pub fn check(look: Look<'_>, log: &mut Log) {
    let scenario = look.scenario;
    let enforce = &scenario.enforce;
    for (party, discount) in &enforce.discount {
        if discount.high >= Number::from_integer(1) {
            let message = format!(
                "the discount of `{party}` may be 1 or more, so that a later month counts as much as this one"
            );
            log.say(&code::DISCOUNT_ONE, discount.span, message)
                .hint("a discount factor per month is below 1, such as [0.98, 0.995]");
        }
    }
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
        if !body.required && body.required_if.is_empty() {
            let message = format!("the consent of `{}` is never needed", body.id);
            log.say(&code::BODY_IDLE, body.span, message)
                .hint("add `required = true`, or the options under `required_if`");
        }
    }
}
