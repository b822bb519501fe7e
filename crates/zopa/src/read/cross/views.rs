//! Does a view change anything?

use super::Look;
use super::overlay::Run;
use crate::diagnostic::{Log, code};
use crate::scenario::{Estimate, Scenario, View};

pub fn check(look: Look<'_>, log: &mut Log) {
    if !look.sound(&["views"]) {
        return;
    }
    let base = Run::base(look.scenario);
    for view in look.scenario.views.iter().filter(|view| !changes(view, &base, look.scenario)) {
        log.say(&code::VIEW_IDLE, view.span, format!("the view `{}` changes nothing", view.id))
            .hint("replace at least one number of the base, or take the view out");
    }
}

fn differs(new: &Estimate, old: Option<&Estimate>) -> bool {
    old.is_none_or(|old| (new.low, new.best, new.high) != (old.low, old.best, old.high))
}

fn changes(view: &View, base: &Run<'_>, scenario: &Scenario) -> bool {
    let weights = view.weights.iter().any(|(party, issues)| {
        let old = base.weights.get(party.as_str());
        issues.iter().any(|(issue, new)| differs(new, old.and_then(|old| old.get(issue.as_str()).copied())))
    });
    let values = view.values.iter().any(|(option, values)| {
        values.iter().any(|(party, new)| differs(new, base.value(party, &option.issue, &option.option)))
    });
    let no_deal = view.no_deal.values.iter().any(|(party, new)| {
        view.no_deal.at != scenario.no_deal.at
            || base.no_deal.get(party.as_str()).is_none_or(|old| {
                old.len() != new.len() || new.iter().zip(*old).any(|(new, old)| differs(new, Some(old)))
            })
    });
    let firmness = view.firmness.iter().any(|(id, new)| {
        let line = scenario.red_lines.iter().find(|line| line.id == *id);
        differs(new, line.and_then(|line| line.firmness.as_ref()))
    });
    let points = view.points.iter().any(|(id, new)| {
        let pair = scenario.interactions.iter().find(|pair| pair.id == *id).map(|pair| &pair.points);
        let boxed = || scenario.boxes.iter().find(|boxed| boxed.id == *id).map(|boxed| &boxed.points);
        differs(new, pair.or_else(boxed))
    });
    let factor = view.factor.iter().any(|(id, options)| {
        let factor = scenario.factors.iter().find(|factor| factor.id == *id);
        options.iter().any(|(option, new)| {
            let old = factor.and_then(|factor| factor.factor.iter().find(|(id, _)| id == option));
            differs(new, old.map(|(_, old)| old))
        })
    });
    weights || values || no_deal || firmness || points || factor
}
