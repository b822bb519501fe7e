//! Estimates, and the tables that are made of them.

use super::Lift;
use super::row::{Row, count, texts};
use crate::read::number;
use crate::read::tree::{Node, Table, Value};
use crate::scenario::{Boxed, Dependence, Estimate, Factor, Interaction, Number, Path, Weights};

/// A point, a range, or the long form.
pub fn estimate(node: &Node) -> Option<Estimate> {
    let plain = |low, best, high| Estimate {
        low,
        best,
        high,
        sources: Vec::new(),
        author: None,
        date: None,
        note: None,
        span: node.span,
    };
    match &node.value {
        Value::Number(_) | Value::Text(_) => {
            let n = point(node)?;
            Some(plain(n, None, n))
        }
        Value::List(items) => match &items[..] {
            [low, high] => Some(plain(point(low)?, None, point(high)?)),
            _ => None,
        },
        Value::Table(_) => {
            let row = Row::from(node)?;
            let of = |key: &str| row.node(key).and_then(point);
            let best = of("best");
            Some(Estimate {
                sources: row.text("source").into_iter().chain(row.texts("sources")).collect(),
                author: row.text("author"),
                date: row.date("date"),
                note: row.text("note"),
                ..plain(of("low").or(best)?, best, of("high").or(best)?)
            })
        }
        _ => None,
    }
}

fn point(node: &Node) -> Option<Number> {
    number::of(&node.value)?.0.ok()
}

impl Lift {
    /// Estimates by key.
    pub fn map(&mut self, table: Option<&Table>, place: impl Fn(&str) -> String) -> Vec<(String, Estimate)> {
        self.map_from(table, &[], place)
    }

    /// Estimates by key whose row says where its numbers come from.
    pub fn map_from(
        &mut self,
        table: Option<&Table>,
        sources: &[String],
        place: impl Fn(&str) -> String,
    ) -> Vec<(String, Estimate)> {
        let entries = table.map(|table| table.entries.as_slice()).unwrap_or_default();
        entries
            .iter()
            .filter_map(|entry| {
                let estimate = self.estimate_from(&entry.node, place(&entry.key), sources)?;
                Some((entry.key.clone(), estimate))
            })
            .collect()
    }

    /// Estimates by two keys.
    pub fn maps(
        &mut self,
        table: Option<&Table>,
        place: impl Fn(&str, &str) -> String,
    ) -> Vec<(String, Vec<(String, Estimate)>)> {
        let entries = table.map(|table| table.entries.as_slice()).unwrap_or_default();
        entries
            .iter()
            .map(|entry| (entry.key.clone(), self.map(entry.node.table(), |key| place(&entry.key, key))))
            .collect()
    }

    /// Weights; `view` is the beginning of their name.
    pub fn weights(&mut self, table: Option<&Table>, view: &str) -> Weights {
        self.maps(table, |party, issue| format!("{view}weights of {party}: {issue}"))
    }

    /// Values by period.
    pub fn path(&mut self, node: Option<&Node>, what: &str, view: &str) -> Path {
        let Some(row) = node.and_then(Row::from) else { return Path::default() };
        let at: Vec<i64> =
            row.node("at").and_then(Node::list).unwrap_or_default().iter().filter_map(count).collect();
        self.path_at(&row, at, what, view)
    }

    /// Values for periods that are known.
    pub fn path_at(&mut self, row: &Row<'_>, at: Vec<i64>, what: &str, view: &str) -> Path {
        let mut values = Vec::new();
        for entry in row.entries().iter().filter(|entry| entry.key != "at") {
            let list = entry.node.list().unwrap_or_default();
            let place = |i: usize| match at.get(i) {
                Some(period) => format!("{view}{what} of {} at {period}", entry.key),
                None => format!("{view}{what} of {}", entry.key),
            };
            let list =
                list.iter().enumerate().filter_map(|(i, node)| self.estimate(node, place(i))).collect();
            values.push((entry.key.clone(), list));
        }
        Path { at, values, span: row.span }
    }
}

pub fn interaction(row: &Row<'_>, lift: &mut Lift) -> Option<Interaction> {
    let id = row.text("id")?;
    let party = row.text("party")?;
    Some(Interaction {
        a: row.option("a")?,
        b: row.option("b")?,
        points: lift.estimate(row.node("points")?, format!("points of {party}: {id}"))?,
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
        id,
        party,
    })
}

pub fn boxed(row: &Row<'_>, lift: &mut Lift) -> Option<Boxed> {
    let id = row.text("id")?;
    let party = row.text("party")?;
    let when = row.row("when")?;
    Some(Boxed {
        when: when.entries().iter().map(|entry| (entry.key.clone(), texts(&entry.node))).collect(),
        points: lift.estimate(row.node("points")?, format!("points of {party}: {id}"))?,
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
        id,
        party,
    })
}

pub fn factor(row: &Row<'_>, lift: &mut Lift) -> Option<Factor> {
    let id = row.text("id")?;
    Some(Factor {
        party: row.text("party")?,
        by: row.text("by")?,
        options: row.options("options"),
        factor: lift.map(row.table("factor"), |option| format!("factor {id}: {option}")),
        sources: row.texts("sources"),
        note: row.text("note"),
        span: row.span,
        id,
    })
}

pub fn dependence(row: &Row<'_>, lift: &mut Lift) -> Option<Dependence> {
    let id = row.text("id")?;
    let sources = row.texts("sources");
    let place = format!("strength of the dependence {id}");
    Some(Dependence {
        label: row.text("label"),
        rise: row.texts("rise"),
        fall: row.texts("fall"),
        strength: lift.estimate_from(row.node("strength")?, place, &sources)?,
        sources,
        note: row.text("note"),
        span: row.span,
        id,
    })
}
