//! Orders: each thing once, and no two orders against each other.

use super::Look;
use crate::diagnostic::{Log, code};
use crate::read::tree::{Node, Table, Value};
use crate::scenario::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What is ordered: whose, and which things (`issues`, `packages`, or the options of one issue).
type Scope = (String, String);
/// For each thing, the things said to be below it.
type Below = BTreeMap<String, BTreeSet<String>>;

pub fn check(look: Look<'_>, log: &mut Log) {
    let mut known: BTreeMap<Scope, Below> = BTreeMap::new();
    let rows = look.root.get("preferences").and_then(Node::list).unwrap_or_default();
    for row in rows {
        let Value::Table(table) = &row.value else { continue };
        let Some((things, order)) = order(table) else { continue };
        let party = table.text("party").unwrap_or_default().to_owned();
        let below = known.entry((party, things)).or_default();
        let mut seen = BTreeSet::new();
        let mut twice = false;
        for (id, span) in &order {
            if !seen.insert(id) {
                twice = true;
                log.say(&code::ORDER_TWICE, *span, format!("`{id}` already stands in this order"))
                    .hint("name each thing once; leave out what cannot be placed");
            }
        }
        if !twice {
            add(below, &order, row.span, log);
        }
    }
}

/// Adds an order's neighbours one by one; the first that closes a circle contradicts what stands above.
fn add(below: &mut Below, order: &[(String, Span)], row: Span, log: &mut Log) {
    for pair in order.windows(2) {
        let [(better, _), (worse, place)] = pair else { continue };
        if reaches(below, worse, better) {
            let message = format!("this order puts `{better}` above `{worse}`, other orders put it below");
            let place = if *place == Span::default() { row } else { *place };
            log.say(&code::ORDER_CONTRADICTS, place, message)
                .hint("keep the one that holds, or take the two apart");
            return;
        }
        below.entry(better.clone()).or_default().insert(worse.clone());
    }
}

fn reaches(below: &Below, from: &str, to: &str) -> bool {
    let mut open = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            open.extend(below.get(at).into_iter().flatten().map(String::as_str));
        }
    }
    false
}

/// The things a row orders, best or largest first.
fn order(table: &Table) -> Option<(String, Vec<(String, Span)>)> {
    let items = |key: &str| -> Vec<(String, Span)> {
        let items = table.get(key).and_then(Node::list).unwrap_or_default();
        items.iter().filter_map(|item| Some((item.text()?.to_owned(), item.span))).collect()
    };
    let one = |key: &str| Some((table.text(key)?.to_owned(), table.get(key)?.span));
    match table.text("kind")? {
        "order" => match table.text("issue") {
            Some(issue) => Some((format!("options of {issue}"), items("options"))),
            None => Some(("issues".to_owned(), items("issues"))),
        },
        "package" => Some(("packages".to_owned(), vec![one("better")?, one("worse")?])),
        _ => None,
    }
}
