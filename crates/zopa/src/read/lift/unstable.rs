//! The numbers of sections about what may happen without a deal or after one: counted among the assumptions, by the
//! place they stand at, whether they are analysed yet or not.

use super::Lift;
use super::numbers;
use crate::read::tree::{Node, Table, Value};
use crate::shape::{self, Key, Kind};

/// A number that is not in quotation marks.
fn is_number(node: &Node) -> bool {
    matches!(node.value, Value::Number(_))
}

/// Sections whose numbers are kept so, although what they hold is analysed.
const ANALYSED: [&str; 12] = [
    "obstruction_rule",
    "walk_away",
    "lever_budget",
    "mediator",
    "levers",
    "guarantees",
    "monitoring",
    "delivery",
    "ratification",
    "steps",
    "reciprocal",
    "orders",
];

/// Keys of a section that is read otherwise, whose numbers are kept so.
const WALKED: [&str; 2] = ["after_deal", "renewed_war"];

/// Whether the numbers of a key of the file are kept by the place they stand at.
pub fn walked(key: &Key) -> bool {
    key.unstable || ANALYSED.contains(&key.name)
}

/// Rows of a section: of a table, those within.
pub fn rows(node: &Node) -> usize {
    match (node.list(), node.table()) {
        (Some(rows), _) => rows.len(),
        (_, Some(table)) => {
            table.entries.iter().map(|entry| entry.node.list().map_or(1, <[Node]>::len)).sum()
        }
        _ => 0,
    }
}

/// Keeps every estimate of a section.
pub fn estimates(key: &'static Key, node: &Node, lift: &mut Lift) {
    Walk { lift, sources: Vec::new() }.value(&key.kind, node, key.name.to_owned());
}

/// The key of this name in a section that is analysed, where the key itself is not yet.
pub fn of(section: &str, name: &str) -> Option<&'static Key> {
    let Kind::Table(table) = shape::SCENARIO.key(section)?.kind else { return None };
    table.key(name).filter(|key| key.unstable || WALKED.contains(&key.name))
}

/// Keeps every estimate of such a key.
pub fn inner((section, key): (&str, &'static Key), node: &Node, lift: &mut Lift) {
    Walk { lift, sources: Vec::new() }.value(&key.kind, node, format!("{section}.{}", key.name));
}

struct Walk<'a> {
    lift: &'a mut Lift,
    /// Where the numbers of the row around come from, as its `source` says.
    sources: Vec<String>,
}

impl Walk<'_> {
    fn value(&mut self, kind: &'static Kind, node: &Node, place: String) {
        match (kind, &node.value) {
            (Kind::Estimate(_), _) => {
                self.lift.estimate_from(node, place, &self.sources);
            }
            (Kind::Loose, _) => self.loose(node, place),
            (Kind::List(inner), Value::List(items)) => {
                for (i, item) in items.iter().enumerate() {
                    self.value(inner, item, format!("{place} {}", i + 1));
                }
            }
            (Kind::Rows(shape), Value::List(rows)) => {
                for (i, row) in rows.iter().enumerate() {
                    let Value::Table(table) = &row.value else { continue };
                    let name = table.text("id").map_or_else(|| (i + 1).to_string(), str::to_owned);
                    self.table(shape, table, format!("{place} {name}"));
                }
            }
            (Kind::Table(shape), Value::Table(table)) => self.table(shape, table, place),
            (Kind::Map(_, inner), Value::Table(table)) => {
                for entry in &table.entries {
                    self.value(inner, &entry.node, format!("{place}, {}", entry.key));
                }
            }
            _ => {}
        }
    }

    fn table(&mut self, shape: &'static crate::shape::Table, table: &Table, place: String) {
        let own = table.text("source").map(str::to_owned);
        let around = own.map(|source| std::mem::replace(&mut self.sources, vec![source]));
        for entry in &table.entries {
            let kind = shape.key(&entry.key).map_or(&Kind::Loose, |key| &key.kind);
            self.value(kind, &entry.node, format!("{place}, {}", entry.key));
        }
        if let Some(around) = around {
            self.sources = around;
        }
    }

    /// Ranges and long forms; single numbers may be anything here.
    fn loose(&mut self, node: &Node, place: String) {
        match &node.value {
            // Words with a slash are words here, not fractions.
            Value::List(items) if items.iter().all(is_number) && numbers::estimate(node).is_some() => {
                self.lift.estimate_from(node, place, &self.sources);
            }
            Value::Table(table) if table.get("low").is_some() || table.get("best").is_some() => {
                self.lift.estimate_from(node, place, &self.sources);
            }
            Value::Table(table) => {
                for entry in &table.entries {
                    self.loose(&entry.node, format!("{place}, {}", entry.key));
                }
            }
            Value::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.loose(item, format!("{place} {}", i + 1));
                }
            }
            _ => {}
        }
    }
}
