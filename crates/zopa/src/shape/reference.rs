//! The shape as a reference page.

use super::{Case, ESTIMATE, Key, Kind, Of, SCENARIO, Table};
use std::fmt::Write as _;

/// The reference page of the format, as Markdown.
pub fn reference() -> String {
    let mut out = String::from(INTRODUCTION);
    let _ = writeln!(out, "## The file\n\n{}\n", SCENARIO.doc);
    keys(&SCENARIO, &mut out);
    section(&Place { path: String::new(), table: &ESTIMATE, form: Form::Table }, "## Estimates", &mut out);
    for key in SCENARIO.keys {
        let mut places = Vec::new();
        inside(&key.kind, key.name.to_owned(), &mut places);
        if let Some(first) = places.first() {
            let unstable = if key.unstable { "\n\n*This section may still change.*" } else { "" };
            section(first, &format!("## {}", first.header()), &mut out);
            out.truncate(out.trim_end().len());
            let _ = writeln!(out, "{unstable}\n");
        }
        for place in places.iter().skip(1) {
            section(place, &format!("### {}", place.header()), &mut out);
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

const INTRODUCTION: &str = "\
# The scenario file

This page is made from the description that files are checked against (`crates/zopa/src/shape.rs`).

- An **id** is 1 to 64 letters, digits, `_` or `-`.
- An **option** is referred to as `\"issue.option\"`.
- A **date** is a day, a month or a year in quotation marks: `\"2025-08-18\"`, `\"2025-08\"`, `\"2025\"`.
- **Numbers** are exact: decimals with at most 18 decimals, or fractions of two whole numbers of at most 38 digits in
  quotation marks (`\"200/3\"`), at most 1,000,000,000 in size.
- An **estimate** is a number as people give it; see below.
- Keys in **bold** have to be there.

Editors check and complete files with the [JSON Schema](../zopa-scenario.schema.json).

";

/// How a table is written.
#[derive(Clone, Copy)]
enum Form {
    Table,
    Rows,
    /// Tables by id.
    Named,
}

/// A table of the format and the way to it.
struct Place {
    path: String,
    table: &'static Table,
    form: Form,
}

impl Place {
    fn header(&self) -> String {
        let path = &self.path;
        match self.form {
            Form::Table => format!("`[{path}]`"),
            Form::Rows => format!("`[[{path}]]`"),
            Form::Named => format!("`[{path}.ID]`"),
        }
    }
}

/// The tables within a key, the outer before the inner.
fn inside(kind: &'static Kind, path: String, places: &mut Vec<Place>) {
    match kind {
        Kind::Table(table) => add(Place { path, table, form: Form::Table }, places),
        Kind::Rows(table) | Kind::List(Kind::Table(table)) => {
            add(Place { path, table, form: Form::Rows }, places)
        }
        Kind::Map(Of::New(_), Kind::Table(table)) => add(Place { path, table, form: Form::Named }, places),
        _ => {}
    }
}

fn add(place: Place, places: &mut Vec<Place>) {
    // What is described once is not described again: the claim of a red line, the paths of a view.
    if places.iter().any(|known| std::ptr::eq(known.table, place.table)) {
        return;
    }
    let (table, path) = (place.table, place.path.clone());
    let path = if matches!(place.form, Form::Named) { format!("{path}.ID") } else { path };
    places.push(place);
    for key in table.keys {
        inside(&key.kind, format!("{path}.{}", key.name), places);
    }
}

fn section(place: &Place, header: &str, out: &mut String) {
    let table = place.table;
    let _ = writeln!(out, "{header}\n\n{}\n", table.doc);
    keys(table, out);
    if !table.any_of.is_empty() {
        let _ = writeln!(out, "At least one of {} has to be there.\n", names(table.any_of));
    }
    if let Some((by, cases)) = table.cases {
        for Case { word, keys, .. } in cases {
            let _ = writeln!(out, "- With `{by} = \"{word}\"`: {}.", names(keys));
        }
        out.push('\n');
    }
}

fn names(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}

fn keys(table: &Table, out: &mut String) {
    out.push_str("| key | holds | what it is for |\n|---|---|---|\n");
    for Key { name, kind, required, doc, .. } in table.keys {
        let name = if *required { format!("**`{name}`**") } else { format!("`{name}`") };
        let _ = writeln!(out, "| {name} | {} | {doc} |", holds(kind));
    }
    if let Some((of, kind)) = table.rest {
        let _ = writeln!(out, "| {} | {} | |", key_of(&of), holds(kind));
    }
    out.push('\n');
}

/// What a kind holds, for the reference.
fn holds(kind: &Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Bool => "`true` or `false`".to_owned(),
        Kind::Count => "whole number, 0 or more".to_owned(),
        Kind::Plain => "number".to_owned(),
        Kind::Estimate(unit) => match (unit.low, unit.high) {
            _ if unit.above_low => format!("estimate: {}, above 0", unit.name),
            (Some(low), Some(high)) => format!("estimate: {}, {low} to {high}", unit.name),
            (Some(low), None) => format!("estimate: {}, {low} or more", unit.name),
            _ => format!("estimate: {}", unit.name),
        },
        Kind::Word(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Kind::Id(_) => "id".to_owned(),
        Kind::Ref(name) => format!("{} id", name.word()),
        Kind::RefOr(name, words) => format!("{} id, {}", name.word(), names(words)),
        Kind::OptionRef => "option".to_owned(),
        Kind::NumberKey => "key of a number".to_owned(),
        Kind::OptionOf(key) => format!("option id of `{key}`"),
        Kind::OptionOfKey => "option id of that issue".to_owned(),
        Kind::Words(words) => format!("one or two of: {}", names(words)),
        Kind::Package => "package id, or option ids by issue id".to_owned(),
        Kind::PackageOr(words) => format!("package id, or option ids by issue id, or {}", names(words)),
        Kind::List(inner) => format!("list of: {}", holds(inner)),
        Kind::Tiers(inner) => format!("list of: {}, or lists of such", holds(inner)),
        Kind::Pair(inner) => format!("two of: {}", holds(inner)),
        Kind::Map(of, inner) => format!("by {}: {}", key_of(of), holds(inner)),
        Kind::Table(table) => format!("table: {}", table.name),
        Kind::Rows(table) => format!("rows: {}", table.name),
        Kind::Loose => "words, numbers and ranges".to_owned(),
    }
}

fn key_of(of: &Of) -> String {
    match of {
        Of::Ref(name) => format!("{} id", name.word()),
        Of::New(_) => "id".to_owned(),
        Of::OptionRef => "`\"issue.option\"`".to_owned(),
        Of::OptionOf(key) => format!("option id of `{key}`"),
        Of::OptionOfFactor => "option id of the factor's `by`".to_owned(),
        Of::Free => "name".to_owned(),
    }
}
