//! What follows a signature. Its numbers are kept for the assumption list by the walk over the sections' tables; here
//! they are only taken into their rows.

use super::numbers::estimate;
use super::row::{Row, option};
use crate::scenario::{
    After, Body, Delivery, Enforce, Estimate, Guarantee, Leader, OptionRef, Poll, Renewed, Spoiler, Way,
};

/// Everything that is said about keeping a package.
pub fn enforce(head: &Row<'_>) -> Enforce {
    let monitoring = head.row("monitoring");
    let war = head.row("war");
    let home = head.row("ratification");
    Enforce {
        guarantees: head.rows("guarantees", guarantee),
        monitoring: each(monitoring, "options", way),
        deliveries: head.rows("delivery", delivery),
        after: each(war, "after_deal", after),
        renewed: war.and_then(|war| war.row("renewed_war")).map(|row| renewed(&row)),
        bodies: each(home, "bodies", body),
        leaders: each(home, "leaders", leader),
        spoilers: each(home, "spoilers", spoiler),
    }
}

fn each<T>(of: Option<Row<'_>>, key: &str, lift: impl Fn(&Row<'_>) -> Option<T>) -> Vec<T> {
    of.map(|row| row.rows(key, lift)).unwrap_or_default()
}

fn number(row: &Row<'_>, key: &str) -> Option<Estimate> {
    row.node(key).and_then(estimate)
}

fn map(row: &Row<'_>, key: &str) -> Vec<(String, Estimate)> {
    let entries = row.table(key).map(|table| table.entries.as_slice()).unwrap_or_default();
    entries.iter().filter_map(|entry| Some((entry.key.clone(), estimate(&entry.node)?))).collect()
}

fn by_option(row: &Row<'_>, key: &str) -> Vec<(OptionRef, Estimate)> {
    let entries = row.table(key).map(|table| table.entries.as_slice()).unwrap_or_default();
    entries.iter().filter_map(|e| Some((option(&e.key, e.at)?, estimate(&e.node)?))).collect()
}

fn guarantee(row: &Row<'_>) -> Option<Guarantee> {
    Some(Guarantee {
        id: row.text("id")?,
        label: row.text("label"),
        option: row.option("option")?,
        variant: row.flag("variant").unwrap_or(false),
        form: row.text("form"),
        binding: row.flag("binding"),
        guarantors: row.texts("guarantors"),
        veto_holders: row.texts("veto_holders"),
        enforcement: number(row, "enforcement"),
        penalty: map(row, "penalty"),
        cost: map(row, "cost_to_guarantor"),
        stake: map(row, "stake"),
        detection: number(row, "detection"),
        precedents: row.texts("precedents"),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
    })
}

fn way(row: &Row<'_>) -> Option<Way> {
    Some(Way {
        id: row.text("id")?,
        label: row.text("label"),
        detection: number(row, "detection")?,
        lag_days: number(row, "lag_days")?,
        buffer_km: number(row, "buffer_km"),
        span: row.span,
    })
}

fn delivery(row: &Row<'_>) -> Option<Delivery> {
    let chance = |key: &str| row.row("probability").and_then(|chances| number(&chances, key));
    Some(Delivery {
        clause: row.option("clause")?,
        settlement: chance("settlement"),
        war_goes_on: chance("war_goes_on"),
        restored: chance("restored_on_violation"),
        fallback: row.option("fallback"),
        within_months: number(row, "within_months"),
        blockers: row.texts("blockers"),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
    })
}

fn after(row: &Row<'_>) -> Option<After> {
    Some(After {
        id: row.text("id")?,
        when: row.option("when")?,
        no_deal: map(row, "nodeal"),
        builds_up_months: number(row, "builds_up_months"),
        reversible: row.flag("reversible").unwrap_or(false),
        restored: number(row, "restored_share_on_violation"),
        dissent: row.text("dissent"),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
    })
}

fn renewed(row: &Row<'_>) -> Renewed {
    Renewed {
        breakdown_per_month: number(row, "breakdown_per_month"),
        attack: ["p_renewed_attack_5y_without_guarantee", "p_renewed_attack_5y_with_art5_like"]
            .map(|key| number(row, key)),
        note: row.text("note"),
        sources: row.texts("sources"),
        span: row.span,
    }
}

fn body(row: &Row<'_>) -> Option<Body> {
    Some(Body {
        id: row.text("id")?,
        party: row.text("party")?,
        label: row.text("label"),
        threshold: row.text("threshold"),
        required: row.flag("required").unwrap_or(false),
        required_if: row.options("required_if"),
        chances: row.rows("probability", |row| Some((row.options("if"), number(row, "range")?))),
        blockers: row.texts("blockers"),
        polls: row.rows("polls", |row| {
            Some(Poll {
                text: row.text("text")?,
                accept: number(row, "accept"),
                reject: number(row, "reject"),
                source: row.text("source"),
            })
        }),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
    })
}

fn leader(row: &Row<'_>) -> Option<Leader> {
    Some(Leader {
        id: row.text("id")?,
        party: row.text("party")?,
        label: row.text("label"),
        stake: row.text("stake"),
        survival: by_option(row, "survival_if_sign"),
        survival_war: number(row, "survival_if_war_goes_on_24m"),
        gain: number(row, "gain_if_signed"),
        cost: number(row, "cost_if_deal_breaks_in_term"),
        private_weight: number(row, "private_weight"),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
    })
}

fn spoiler(row: &Row<'_>) -> Option<Spoiler> {
    Some(Spoiler {
        id: row.text("id")?,
        side: row.text("side"),
        label: row.text("label"),
        can: row.text("can"),
        strength: number(row, "strength"),
        until: row.text("until"),
        sources: row.texts("sources"),
        span: row.span,
    })
}
