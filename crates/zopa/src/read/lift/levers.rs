//! Levers. Their numbers are listed among the assumptions with the other sections that say what moves.

use super::numbers::estimate;
use super::row::{Row, option};
use crate::read::number;
use crate::read::tree::Entry;
use crate::scenario::{
    ByParty, Condition, Effect, Estimate, Lever, LeverLevel, Levers, Mediator, Substitution, WalkAway,
};
use num_traits::ToPrimitive;

pub fn levers(head: &Row<'_>) -> Levers {
    let walk = |entry: &Entry| {
        let row = Row::from(&entry.node)?;
        Some(WalkAway {
            party: entry.key.clone(),
            value_change: one(&row, "value_change"),
            trigger: one(&row, "trigger_points"),
        })
    };
    let entries = head.row("walk_away");
    Levers {
        levers: head.rows("levers", lever),
        obstruction: head.row("obstruction_rule").and_then(|row| row.text("text")),
        walk_away: entries.iter().flat_map(|row| row.entries()).filter_map(walk).collect(),
        budget: map(head, "lever_budget"),
        mediator: head.row("mediator").and_then(|row| mediator(&row)),
    }
}

fn one(row: &Row<'_>, key: &str) -> Option<Estimate> {
    row.node(key).and_then(estimate)
}

fn map(row: &Row<'_>, key: &str) -> ByParty {
    let entries = row.table(key).map(|table| table.entries.as_slice()).unwrap_or_default();
    entries.iter().filter_map(|entry| Some((entry.key.clone(), estimate(&entry.node)?))).collect()
}

fn plain(row: &Row<'_>, key: &str) -> Option<f64> {
    number::of(&row.node(key)?.value)?.0.ok().and_then(|n| crate::number::exact(n).to_f64())
}

fn lever(row: &Row<'_>) -> Option<Lever> {
    let id = row.text("id")?;
    let condition = match row.text("conditional_on")?.as_str() {
        "agreement" => Condition::Agreement,
        "refusal" => Condition::Refusal,
        "obstruction" => Condition::Obstruction,
        "violation" => Condition::Violation,
        _ => return None,
    };
    let levels = row.rows("levels", |row| {
        Some(LeverLevel { level: plain(row, "level")?, label: row.text("label"), span: row.span })
    });
    let money = |key: &str, per: &str| {
        let row = row.row(key)?;
        Some((format!("{} a {per}", row.text("currency").unwrap_or_default()), one(&row, "range")?))
    };
    Some(Lever {
        label: row.text("label").unwrap_or_else(|| id.clone()),
        holder: row.text("holder")?,
        payer: row.text("payer"),
        supplier: row.text("supplier"),
        target: row.text("target")?,
        condition,
        consent: row.texts("consent"),
        excludes: row.texts("excludes"),
        agreed: row.flag("agreed").unwrap_or(false),
        continuous: levels.is_empty() || row.text("intensity").is_some_and(|word| word == "continuous"),
        levels,
        cap: plain(row, "cap"),
        effect: row.row("effect").map(|row| effect(&row)).unwrap_or_default(),
        phase_in: one(row, "phase_in_months"),
        full_effect: one(row, "full_effect_months"),
        expires: one(row, "expires_months"),
        cost: one(row, "cost_to_holder"),
        threatening: one(row, "cost_of_threatening"),
        money: [money("money_per_month", "month"), money("money_per_year", "year")]
            .into_iter()
            .flatten()
            .collect(),
        credibility: one(row, "credibility"),
        substitution: row.row("substitution").map(|row| substitution(&row)),
        expiry: row.text("expiry"),
        precedent: row.text("precedent"),
        date: row.date("date"),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
        id,
    })
}

fn effect(row: &Row<'_>) -> Effect {
    let values = row.row("values");
    let value = |entry: &Entry, row: &Row<'_>| {
        let points = map(row, &entry.key);
        (entry.key.clone(), option(&entry.key, entry.at), points)
    };
    Effect {
        no_deal: map(row, "no_deal"),
        agreement: map(row, "agreement"),
        values: values.iter().flat_map(|row| row.entries().iter().map(|e| value(e, row))).collect(),
        aid: row.text("aid"),
        sanctions: row.text("sanctions"),
        enforcement: map(row, "enforcement"),
        belief: map(row, "belief"),
    }
}

fn substitution(row: &Row<'_>) -> Substitution {
    const OWN: [&str; 5] = ["by", "share", "months", "needs_consent_of_supplier", "supplier_agrees"];
    let categories = row.entries().iter().filter(|entry| !OWN.contains(&entry.key.as_str()));
    Substitution {
        by: row.text("by"),
        share: one(row, "share"),
        categories: categories.filter_map(|e| Some((e.key.clone(), estimate(&e.node)?))).collect(),
        needs_consent: row.flag("needs_consent_of_supplier").unwrap_or(false),
        supplier_agrees: row.flag("supplier_agrees"),
    }
}

fn mediator(row: &Row<'_>) -> Option<Mediator> {
    Some(Mediator {
        who: row.text("who")?,
        listener: row.text("listener")?,
        bias: one(row, "bias"),
        own_war_cost: one(row, "own_war_cost"),
        small_demand: one(row, "small_demand"),
        large_demand: one(row, "large_demand"),
        war_share: one(row, "war_share"),
        refused: one(row, "refused"),
    })
}
