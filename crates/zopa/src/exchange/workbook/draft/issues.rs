//! The sheet of issues and options: one row per option, gathered by issue.

use super::super::emit::{Emit, quoted};
use super::super::table::Table;
use super::{id_from, make_id};
use crate::exchange::Remarked;
use crate::shape::Name;
use crate::template::Ids;
use std::collections::BTreeMap;

/// An issue with the rows of its options.
pub struct Issue {
    id: String,
    /// Row and id of each option.
    options: Vec<(u32, String)>,
}

/// Keys of the issue itself, as opposed to its options.
const OWN: [&str; 3] = ["label", "sources", "note"];

/// Gathers the rows by issue and gives ids where there are none.
pub fn gather(table: &Table<'_>, emit: &mut Emit<'_>) -> Vec<Issue> {
    let rows: Vec<(u32, Option<String>, Option<String>)> = table
        .rows()
        .into_iter()
        .map(|row| (row, table.shown(row, "id", emit), table.shown(row, "label", emit)))
        .collect();
    let mut ids = Ids::new("issue");
    rows.iter().filter_map(|(_, id, _)| id.as_deref()).for_each(|id| ids.reserve(id));
    let mut issues: Vec<Issue> = Vec::new();
    let mut at_id: BTreeMap<String, usize> = BTreeMap::new();
    let mut at_label: BTreeMap<String, usize> = BTreeMap::new();
    let mut last = None;
    for (row, id, label) in rows {
        let known = match (&id, &label) {
            (Some(id), _) => at_id.get(id).copied(),
            (None, Some(label)) => at_label.get(label).copied(),
            (None, None) => {
                if last.is_some() {
                    let first = table.sheet.rows.get(&row).and_then(|cells| cells.keys().next()).copied();
                    let said = "begins a row without an issue, which belongs to that of the row above";
                    emit.tally(Remarked::Assumed, table.sheet, (row, first.unwrap_or(0)), said);
                }
                last
            }
        };
        let at = known.unwrap_or_else(|| {
            let label = label.clone().unwrap_or_default();
            let id = id.unwrap_or_else(|| make_id(table, row, &label, &mut ids, emit));
            emit.names.add(Name::Issue, &id, &label);
            at_id.insert(id.clone(), issues.len());
            issues.push(Issue { id, options: Vec::new() });
            issues.len() - 1
        });
        if let Some(label) = label {
            at_label.entry(label).or_insert(at);
        }
        last = Some(at);
        issues[at].options.push((row, String::new()));
    }
    for issue in &mut issues {
        name_options(table, issue, emit);
    }
    issues
}

fn name_options(table: &Table<'_>, issue: &mut Issue, emit: &mut Emit<'_>) {
    let mut ids = Ids::new("option");
    let mut given = Vec::new();
    for (row, _) in &issue.options {
        let id = table.shown(*row, "options.id", emit);
        id.iter().for_each(|id| ids.reserve(id));
        given.push(id);
    }
    let options = emit.names.options.remove(&issue.id);
    let mut directory = options.unwrap_or_default();
    for ((row, id), given) in issue.options.iter_mut().zip(given) {
        let label = table.shown(*row, "options.label", emit).unwrap_or_default();
        *id = given.unwrap_or_else(|| make_id(table, *row, &label, &mut ids, emit));
        directory.add(id, &label);
    }
    emit.names.options.insert(issue.id.clone(), directory);
}

/// Writes the issues with their options.
pub fn emit(table: &Table<'_>, issues: &[Issue], emit: &mut Emit<'_>) {
    for issue in issues {
        let Some((first, _)) = issue.options.first() else { continue };
        emit.open("[[issues]]", &table.row_name(*first));
        emit.line("id", &quoted(&issue.id), &id_from(table, *first, "id"));
        let rows: Vec<u32> = issue.options.iter().map(|(row, _)| *row).collect();
        for key in OWN {
            table.first_line(&rows, key, "issue", emit);
        }
        for (row, id) in &issue.options {
            emit.open("[[issues.options]]", &table.row_name(*row));
            emit.line("id", &quoted(id), &id_from(table, *row, "options.id"));
            table.lines(*row, "options.", &["options.id"], emit);
            table.across_lines(*row, "values.", emit);
        }
    }
}
