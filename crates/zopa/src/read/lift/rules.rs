//! Rules, norms, groups and red lines.

use super::Lift;
use super::row::Row;
use crate::scenario::{Group, Norm, RedLine, Remark, Rule, RuleKind};

pub fn rule(row: &Row<'_>) -> Option<Rule> {
    let kind = match row.text("kind")?.as_str() {
        "requires" => RuleKind::Requires(row.option("when")?),
        "excludes" => RuleKind::Excludes(row.option("when")?),
        "allows" => RuleKind::Allows(row.option("when")?),
        "at_most" => RuleKind::AtMost(usize::try_from(row.count("count")?).ok()?),
        _ => return None,
    };
    Some(Rule {
        id: row.text("id")?,
        label: row.text("label"),
        kind,
        options: row.options("options"),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
    })
}

pub fn norm(row: &Row<'_>) -> Option<Norm> {
    Some(Norm {
        id: row.text("id")?,
        label: row.text("label")?,
        forbids: row.options("forbids"),
        applies_if: row.options("applies_if"),
        strength: row.text("strength"),
        active: row.flag("active").unwrap_or(true),
        contested_by: row.text("contested_by"),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
    })
}

pub fn group(id: &str, row: &Row<'_>, lift: &mut Lift) -> Option<Group> {
    let mut correlation = |key: &str, words: &str| {
        row.node(key).and_then(|node| lift.estimate(node, format!("group {id}: correlation {words}")))
    };
    Some(Group {
        within: correlation("within", "within"),
        with_others: correlation("with_others", "with other groups"),
        id: id.to_owned(),
        party: row.text("party")?,
        label: row.text("label"),
        note: row.text("note"),
        span: row.span,
    })
}

pub fn red_line(row: &Row<'_>, lift: &mut Lift) -> Option<RedLine> {
    let id = row.text("id")?;
    Some(RedLine {
        party: row.text("party")?,
        group: row.text("group"),
        label: row.text("label")?,
        excludes: row.options("excludes"),
        claimed: row.row("claimed").map(|row| remark(&row)),
        superseded: row.row("superseded").map(|row| remark(&row)),
        firmness: row.node("firmness").and_then(|node| lift.estimate(node, format!("firmness of {id}"))),
        reasons: row.texts("reasons"),
        note: row.text("note"),
        span: row.span,
        id,
    })
}

fn remark(row: &Row<'_>) -> Remark {
    Remark {
        date: row.date("date"),
        quote: row.text("quote"),
        text: row.text("text"),
        sources: row.texts("sources"),
        span: row.span,
    }
}
