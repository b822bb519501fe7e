//! What depends on a lever that ends, who leaves the table, and what the answer rests on.

use super::Found;
use super::depend::depends;
use super::speak::under;
use super::worlds::words;
use crate::question::Asked;
use crate::question::share::percent;
use crate::question::words::{any_of, capital, count, list};
use crate::report::Block;

/// Deals tested again with levers ended and sponsors withdrawn.
pub(super) fn dependence(found: &[Found]) -> Vec<Block> {
    let mut items = Vec::new();
    for one in found {
        for situation in one.situations.iter().chain(&one.packages) {
            for (holders, reach) in &situation.reach {
                let Some(set) = reach.sets().first() else { continue };
                let holders: Vec<usize> =
                    holders.iter().copied().filter(|h| set.cost.iter().any(|(used, _)| used == h)).collect();
                let Ok(depends) = depends(one, situation, (&holders, set)) else { continue };
                let label = |l: &usize| {
                    let lever = one.model.levers[*l].lever;
                    match &lever.expiry {
                        Some(expiry) => format!("“{}” lasts ({expiry})", lever.label),
                        None => format!("“{}” lasts", lever.label),
                    }
                };
                let what = match &situation.package {
                    Some((name, _)) => format!("“{name}” with {}", words(&one.model, &set.used)),
                    None => format!("{}, the deal by {}", situation.phrase, words(&one.model, &set.used)),
                };
                let mut text = format!("{}{what}: ", under(one, found.len() > 1));
                match depends.levers.is_empty() {
                    true => {
                        text.push_str("it holds without any one of these levers");
                        if !depends.sponsors.is_empty() {
                            text.push_str(&format!(", but fails if {} withdraws", any_of(&depends.sponsors)));
                        }
                        text.push('.');
                    }
                    false => {
                        let levers: Vec<String> = depends.levers.iter().map(label).collect();
                        text.push_str(&format!("it holds only while {}", list(&levers)));
                        if !depends.sponsors.is_empty() {
                            text.push_str(&format!(", and fails if {} withdraws", any_of(&depends.sponsors)));
                        }
                        text.push('.');
                    }
                }
                let text = capital(&text);
                if !items.contains(&text) {
                    items.push(text);
                }
            }
        }
    }
    const SHOWN: usize = 12;
    let more = items.len().saturating_sub(SHOWN);
    items.truncate(SHOWN);
    if items.is_empty() {
        return vec![Block::Text("No deal looked at here needs a lever, so none depends on one.".into())];
    }
    if more > 0 {
        items.push(format!("{more} more are alike; `--package` or `--holder` shows them one by one."));
    }
    vec![
        Block::Text(
            "A stick is felt for as long as it is expected, a carrot for as long as it is paid. Each deal was looked at again with each lever of it ended and each sponsor gone:"
                .into(),
        ),
        Block::List(items),
    ]
}

/// Threats together against what parties put up with.
pub(super) fn leave(found: &[Found]) -> Vec<Block> {
    let Some(one) = found.first() else { return Vec::new() };
    let mut items = Vec::new();
    for (t, trigger) in one.triggers.iter().enumerate() {
        let Some(trigger) = trigger else { continue };
        let name = super::name(one.compiled(), t);
        let all: f64 = one
            .model
            .levers
            .iter()
            .zip(&one.numbers)
            .filter(|(usable, numbers)| usable.target == t && usable.against(numbers).is_empty())
            .map(|(usable, numbers)| usable.threat(numbers, usable.levels.last().map_or(0.0, |l| l.0)))
            .sum();
        let change = one.model.walk_away(t).and_then(|walk| walk.value_change.as_ref());
        let worth = change.map_or_else(String::new, |e| {
            let [low, high] = crate::ensemble::extra::ends(e);
            let range = if low < high { format!("{low:+} to {high:+}") } else { format!("{low:+}") };
            format!(" Rejecting him is an outcome of its own, worth {range} points against no deal with him.")
        });
        let far = match all > trigger + 1e-9 {
            true => format!(
                "all threats against it at their highest level come to {all:.1} points, more than the {trigger:.1} beyond which it rejects the mediator: such sets are left out of the searches and count as no deal in the worlds."
            ),
            false => format!(
                "all threats against it at their highest level come to {all:.1} points, within the {trigger:.1} beyond which it would reject the mediator."
            ),
        };
        items.push(format!("{name}: {far}{worth}"));
    }
    if items.is_empty() {
        return vec![Block::Text(
            "The scenario does not say how much pressure a party bears ([walk_away]), so none is taken to leave.".into(),
        )];
    }
    vec![Block::List(items)]
}

/// What the answer rests on and does not show.
pub(super) fn limits(asked: &Asked, found: &[Found]) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "What this rests on", "rests")];
    let Some(one) = found.first() else { return blocks };
    let model = &one.model;
    let mut items = vec![
        "A lever’s effect is its stated effect × level × credibility × the share that others do not replace. Effects grow in proportion to the level and add up.".to_string(),
        format!(
            "What is spent counts a carrot in full and a stick by the share of worlds without a deal before any lever ({}), plus what announcing costs: on the safe side, because levers make that share smaller.",
            list(&found.iter().map(|f| format!("{} %", percent(f.fails))).collect::<Vec<_>>())
        ),
        "A holder is taken to carry out what it announces only if all of it together takes no more from it than the package is worth to it over no deal: its costs, and what its own levers do to it.".into(),
        "A party that has to agree, or supplies, agrees if the lever leaves it no worse off, or where the scenario says so (`agreed`).".into(),
    ];
    if model.levers.iter().any(|u| u.lever.effect.aid.is_some() || u.lever.effect.sanctions.is_some()) {
        items.push("Levers on aid and sanctions count by their stated effect on no deal, because no deal is stated here and does not follow from the war.".into());
    }
    let mixed: Vec<String> = model
        .levers
        .iter()
        .filter(|u| {
            u.lever.substitution.as_ref().is_some_and(|s| s.share.is_none() && s.categories.len() > 1)
        })
        .map(|u| format!("“{}”", u.lever.label))
        .collect();
    if !mixed.is_empty() {
        items.push(format!("Where replacement is stated by category, it counts as anything from the lowest to the highest: {}.", list(&mixed)));
    }
    let asks: Vec<String> = model
        .levers
        .iter()
        .filter(|u| {
            u.lever.substitution.as_ref().is_some_and(|s| s.needs_consent && s.supplier_agrees.is_none())
        })
        .map(|u| format!("“{}”", u.lever.label))
        .collect();
    if !asks.is_empty() {
        items.push(format!("What others can replace only with the supplier’s consent counts from nothing upwards, because that consent is open: {}.", list(&asks)));
    }
    if let Some(rule) = &asked.scenario.levers.obstruction {
        items.push(format!(
            "Who obstructs: {} Here: a party that rejects a package outside all its lines judged firm.",
            crate::question::words::ended(rule)
        ));
    }
    if let Some(months) = model.months {
        items.push(format!("{months:.0} months after the levers were begun, each counts for the share of the way to its full effect."));
    } else if model.scenario.period == "month" {
        items.push("Levers are looked at as announced, in full effect; `--at` shows what has begun to work after so many periods.".into());
    } else {
        items.push(format!("Levers are looked at as announced, in full effect, whatever `--at` says: they begin to work by the month, and a period here is a {}.", model.scenario.period));
    }
    if !model.ended.is_empty() {
        let names: Vec<String> = model.ended.iter().map(|l| format!("“{}”", l.label)).collect();
        items.push(format!("Ended by then, and left out: {}.", list(&names)));
    }
    if !model.violation.is_empty() {
        let names: Vec<String> = model.violation.iter().map(|l| format!("“{}”", l.label)).collect();
        items.push(format!("Set off by a violation, and so no help in opening the zone: {}. `enforce` looks at keeping a deal.", list(&names)));
    }
    if model.later > 0 {
        items.push(format!(
            "Left out, being of a later date than the scenario’s: {}.",
            count(model.later, "lever")
        ));
    }
    if model.levers.iter().any(|u| u.lever.continuous) {
        items.push("Levers without levels are searched in tenths of their cap; what a package needs exactly is then worked out, with a bound.".into());
    }
    blocks.push(Block::List(items));
    blocks.push(Block::Caveat(
        "What a threat does to trust, how one lever changes another, and what the other side does in answer are not in this model.".into(),
    ));
    blocks
}
