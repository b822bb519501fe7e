//! Sources, parties and issues.

use super::Lift;
use super::row::Row;
use crate::scenario::{Choice, Consent, Issue, Party, Source};

pub fn source(id: &str, row: &Row<'_>) -> Option<Source> {
    Some(Source {
        id: id.to_owned(),
        title: row.text("title")?,
        author: row.text("author"),
        url: row.text("url"),
        date: row.date("date"),
        licence: row.text("licence"),
        seen: row.text("seen"),
        bias: row.text("bias"),
        later: row.flag("later"),
        note: row.text("note"),
        span: row.span,
    })
}

pub fn party(row: &Row<'_>, lift: &mut Lift) -> Option<Party> {
    let id = row.text("id")?;
    let role = row.text("role").unwrap_or_else(|| "party".to_owned());
    let consent = match row.text("consent").as_deref() {
        Some("whole") => Consent::Whole,
        Some("none") => Consent::None,
        Some(_) => Consent::Carried,
        None => Consent::of_role(&role),
    };
    Some(Party {
        name: row.text("name")?,
        role,
        consent,
        ceiling: row.node("ceiling").and_then(|node| lift.estimate(node, format!("ceiling of {id}"))),
        note: row.text("note"),
        span: row.span,
        id,
    })
}

pub fn issue(row: &Row<'_>, lift: &mut Lift) -> Option<Issue> {
    let id = row.text("id")?;
    Some(Issue {
        label: row.text("label")?,
        note: row.text("note"),
        sources: row.texts("sources"),
        options: row.rows("options", |row| option(&id, row, lift)),
        span: row.span,
        id,
    })
}

fn option(issue: &str, row: &Row<'_>, lift: &mut Lift) -> Option<Choice> {
    let id = row.text("id")?;
    Some(Choice {
        label: row.text("label")?,
        clause: row.text("clause"),
        date: row.date("date"),
        carried_by: row.texts("carried_by"),
        regions: row.texts("regions"),
        control: row.text("control"),
        provisions: row.texts("provisions"),
        values: lift.map(row.table("values"), |party| format!("values of {party}: {issue}.{id}")),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
        id,
    })
}
