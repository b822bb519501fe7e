//! From a workbook to the text of a scenario file: ids first, then one section after another.

mod issues;
mod numbers;
mod views;

use super::about;
use super::emit::{Emit, key, quoted};
use super::grid::Book;
use super::layout::Part;
use super::table::{Table, Tables, tables};
use crate::exchange::{Note, Refusal, Remarked};
use crate::shape::{Kind, Name};
use crate::template::Ids;
use std::collections::BTreeMap;

/// The scenario file.
pub fn draft(book: &Book, notes: &mut Vec<Note>) -> Result<String, Refusal> {
    let mut emit = Emit::new(notes);
    let mut sheets = tables(book, &mut emit)?;
    let mut ids = BTreeMap::new();
    for section in [
        "parties",
        "sources",
        "groups",
        "interactions",
        "boxes",
        "rules",
        "norms",
        "red_lines",
        "packages",
        "views",
    ] {
        if let Some(table) = sheets.get(section) {
            ids.insert(section, name_rows(table, &mut emit));
        }
    }
    let no_issues = Vec::new();
    let issues = match sheets.get("issues") {
        Some(table) => issues::gather(table, &mut emit),
        None => no_issues,
    };
    for table in &mut sheets.tables {
        table.find_across(&mut emit)?;
    }
    emit.raw("# Made from a workbook. Behind each line stands the cell it came from.\n\nformat = 1\n");
    about::emit(book, sheets.about, &mut emit);
    let no_rows = BTreeMap::new();
    let of = |section: &str| ids.get(section).unwrap_or(&no_rows);
    named("sources", &sheets, of("sources"), &mut emit);
    rows("parties", &sheets, of("parties"), &mut emit);
    if let Some(table) = sheets.get("issues") {
        issues::emit(table, &issues, &mut emit);
    }
    numbers::weights(&sheets, &mut emit);
    numbers::no_deal(&sheets, of("parties"), &mut emit);
    rows("interactions", &sheets, of("interactions"), &mut emit);
    rows("boxes", &sheets, of("boxes"), &mut emit);
    numbers::factors(&sheets, &mut emit);
    rows("rules", &sheets, of("rules"), &mut emit);
    rows("norms", &sheets, of("norms"), &mut emit);
    named("groups", &sheets, of("groups"), &mut emit);
    rows("red_lines", &sheets, of("red_lines"), &mut emit);
    rows("packages", &sheets, of("packages"), &mut emit);
    views::emit(&sheets, of("views"), &mut emit);
    emit.finish()
}

/// What a thing of a section is called where its label gives no id, the key of its label, and what it is referred to as.
fn naming(section: &str) -> (&'static str, &'static str, Option<Name>) {
    match section {
        "parties" => ("party", "name", Some(Name::Party)),
        "sources" => ("source", "title", Some(Name::Source)),
        "groups" => ("group", "label", Some(Name::Group)),
        "views" => ("view", "label", Some(Name::View)),
        "interactions" => ("interaction", "note", Some(Name::Interaction)),
        "boxes" => ("box", "note", Some(Name::Interaction)),
        "rules" => ("rule", "label", None),
        "norms" => ("norm", "label", None),
        "red_lines" => ("line", "label", Some(Name::RedLine)),
        _ => ("package", "label", None),
    }
}

/// The id of each row. One that is not given is made from the label.
fn name_rows(table: &Table<'_>, emit: &mut Emit<'_>) -> BTreeMap<u32, String> {
    let section = table.layout.section;
    let (word, label, name) = naming(section);
    let id_key = table.layout.columns.first().map_or("", |column| column.key);
    let mut ids = Ids::new(word);
    let rows: Vec<(u32, Option<String>)> =
        table.rows().into_iter().map(|row| (row, table.shown(row, id_key, emit))).collect();
    rows.iter().filter_map(|(_, id)| id.as_deref()).for_each(|id| ids.reserve(id));
    let mut named = BTreeMap::new();
    for (row, id) in rows {
        let label = table.shown(row, label, emit).unwrap_or_default();
        let id = id.unwrap_or_else(|| make_id(table, row, &label, &mut ids, emit));
        if let Some(name) = name {
            emit.names.add(name, &id, &label);
        }
        named.insert(row, id);
    }
    named
}

/// An id for a row that has none, with a note.
fn make_id(table: &Table<'_>, row: u32, label: &str, ids: &mut Ids, emit: &mut Emit<'_>) -> String {
    let id = ids.next(label);
    let first = *table.sheet.rows.get(&row).and_then(|cells| cells.keys().next()).unwrap_or(&0);
    emit.tally(
        Remarked::Assumed,
        table.sheet,
        (row, first),
        "begins a row without an id, which gets one made from its label",
    );
    id
}

/// Where the id of a row came from.
fn id_from(table: &Table<'_>, row: u32, id_key: &str) -> String {
    match table.cell(row, id_key, Part::Whole) {
        Some((at, _)) => table.sheet.cell(at.0, at.1),
        None => format!("{}: made here", table.row_name(row)),
    }
}

/// A section of rows: `[[rules]]`.
fn rows(section: &str, sheets: &Tables<'_>, ids: &BTreeMap<u32, String>, emit: &mut Emit<'_>) {
    let Some(table) = sheets.get(section) else { return };
    for (row, id) in ids {
        emit.open(&format!("[[{section}]]"), &table.row_name(*row));
        emit.line("id", &quoted(id), &id_from(table, *row, "id"));
        let except: &[&str] = if section == "boxes" { &["id", "when"] } else { &["id", "no_deal"] };
        table.lines(*row, "", except, emit);
        if section == "boxes" {
            inside(table, *row, emit);
        }
        for (issue, parts) in table.across.iter().filter(|_| section == "packages") {
            let cell = parts.get(&Part::Whole).and_then(|column| table.at(*row, *column));
            let Some((at, cell)) = cell else { continue };
            let Some(text) = emit.shown(table.sheet, at, cell) else { continue };
            let option = emit.names.option_of(issue, &text).map_or(text.clone(), str::to_owned);
            emit.line(&format!("choices.{}", key(issue)), &quoted(&option), &table.sheet.cell(at.0, at.1));
        }
    }
}

/// A section of tables that are named by their ids: `[sources.SPEECH]`.
fn named(section: &str, sheets: &Tables<'_>, ids: &BTreeMap<u32, String>, emit: &mut Emit<'_>) {
    let Some(table) = sheets.get(section) else { return };
    for (row, id) in ids {
        emit.open(&format!("[{section}.{}]", key(id)), &id_from(table, *row, ""));
        table.lines(*row, "", &[""], emit);
    }
}

/// The options inside a box, by issue: `when.price = ["low", "high"]`.
fn inside(table: &Table<'_>, row: u32, emit: &mut Emit<'_>) {
    let Some((at, cell)) = table.cell(row, "when", Part::Whole) else { return };
    let mut issues: Vec<(String, Vec<String>)> = Vec::new();
    for option in emit.items(table.sheet, at, cell, Kind::OptionRef) {
        let (issue, option) = option.split_once('.').unwrap_or((&option, ""));
        match issues.iter_mut().find(|(known, _)| known == issue) {
            Some((_, options)) => options.push(quoted(option)),
            None => issues.push((issue.to_owned(), vec![quoted(option)])),
        }
    }
    for (issue, options) in issues {
        let value = format!("[{}]", options.join(", "));
        emit.line(&format!("when.{}", key(&issue)), &value, &table.sheet.cell(at.0, at.1));
    }
}
