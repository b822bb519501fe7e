//! Steps, what answers them, and orders. Their numbers are kept for the assumption list by the walk over the sections'
//! tables; here they are only taken into their rows.

use super::numbers::estimate;
use super::row::{Row, option, texts};
use crate::read::tree::Node;
use crate::scenario::{Estimate, Reciprocal, Reversible, Sequence, Step};

pub fn step(row: &Row<'_>) -> Option<Step> {
    let sources = row.texts("sources");
    // The sources of a step are those of its numbers that name none.
    let sourced = |node: &Node| {
        let found = estimate(node)?;
        let own = if found.sources.is_empty() { sources.clone() } else { found.sources.clone() };
        Some(Estimate { sources: own, ..found })
    };
    let gains = row.table("gain").map(|table| table.entries.as_slice()).unwrap_or_default();
    let lists = row.node("applies_if").and_then(Node::list).unwrap_or_default();
    let options = |list: &Node| {
        let items = list.list().unwrap_or_default();
        items.iter().filter_map(|item| option(item.text()?, item.span)).collect()
    };
    Some(Step {
        id: row.text("id")?,
        label: row.text("label"),
        actors: row.texts("actor"),
        requires: row.texts("requires"),
        applies_if: lists.iter().map(options).collect(),
        reversible: row.text("reversible").and_then(|word| Reversible::of(&word)).unwrap_or_default(),
        months: row.node("months").and_then(sourced),
        gain: gains.iter().filter_map(|e| Some((e.key.clone(), sourced(&e.node)?))).collect(),
        can_block: row.texts("can_block"),
        optional: row.flag("optional").unwrap_or(false),
        note: row.text("note"),
        span: row.span,
        sources,
    })
}

pub fn reciprocal(row: &Row<'_>) -> Option<Reciprocal> {
    Some(Reciprocal {
        step: row.text("step")?,
        answered_by: row.texts("answered_by"),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
    })
}

pub fn sequence(row: &Row<'_>) -> Option<Sequence> {
    let pairs = row.node("waives").and_then(Node::list).unwrap_or_default();
    let pair = |node: &Node| match &texts(node)[..] {
        [one, other] => Some((one.clone(), other.clone())),
        _ => None,
    };
    Some(Sequence {
        id: row.text("id")?,
        label: row.text("label"),
        first: row.texts("first"),
        waives: pairs.iter().filter_map(pair).collect(),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
    })
}
