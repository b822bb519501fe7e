//! Levers: do their effects fall on something, and do their levels ascend?

use super::Look;
use crate::diagnostic::{Log, code};
use crate::scenario::Condition;

pub fn check(look: Look<'_>, log: &mut Log) {
    if !look.sound(&["levers", "issues", "parties"]) {
        return;
    }
    for lever in &look.scenario.levers.levers {
        for (written, option, _) in &lever.effect.values {
            let known = option.as_ref().and_then(|o| look.names.has_option(&o.issue, &o.option));
            if known != Some(true) {
                let span = option.as_ref().map_or(lever.span, |option| option.span);
                let message =
                    format!("the lever `{}` changes `{written}`, which is no option of any issue", lever.id);
                log.say(&code::LEVER_ISSUE, span, message)
                    .hint("write `\"issue.option\"` with an issue and an option of this scenario");
            }
        }
        let mut before = 0.0;
        for level in &lever.levels {
            if !(level.level > before && level.level <= 1.0) {
                let message = format!("the levels of the lever `{}` do not rise from 0 to 1", lever.id);
                log.say(&code::LEVER_LEVELS, level.span, message)
                    .hint("each level is above the one before it and at most 1, which is full intensity");
            }
            before = level.level;
        }
        let effect = &lever.effect;
        let idle = match lever.condition {
            Condition::Agreement => effect.agreement.is_empty() && effect.values.is_empty(),
            Condition::Refusal | Condition::Obstruction => effect.no_deal.is_empty(),
            Condition::Violation => false,
        };
        if idle && effect.aid.is_none() && effect.sanctions.is_none() {
            let (on, table) = match lever.condition {
                Condition::Agreement => ("agreement", "agreement"),
                _ => ("refusal", "no_deal"),
            };
            let message = format!("the lever `{}` is set off by {on} and changes nothing there", lever.id);
            log.say(&code::LEVER_IDLE, lever.span, message)
                .hint(format!("say in `effect.{table}` what it adds, by party"));
        }
    }
}
