//! Values by period: periods that ascend, and one number for each.

use super::{Look, list};
use crate::diagnostic::{Log, code};
use crate::read::number;
use crate::read::tree::{Node, Table, Value};

pub fn check(look: Look<'_>, log: &mut Log) {
    let base = look.root.get("no_deal").and_then(Node::table);
    for section in ["no_deal", "outside_option", "breakdown_point"] {
        if let Some(path) = look.root.get(section).and_then(Node::table) {
            one(path, path.get("at"), log);
        }
    }
    let views = look.root.get("views").and_then(Node::table);
    for view in views.map(|views| views.entries.as_slice()).unwrap_or_default() {
        if let Some(path) = view.node.table().and_then(|view| view.get("no_deal")).and_then(Node::table) {
            one(path, path.get("at").or_else(|| base.and_then(|base| base.get("at"))), log);
        }
    }
}

fn one(path: &Table, at: Option<&Node>, log: &mut Log) {
    let Some(at) = at else {
        if let Some(first) = path.entries.first() {
            log.say(&code::MISSING_KEY, first.at, "values by period need `at`, the periods they are for")
                .hint("write `at = [0]` where there is only now");
        }
        return;
    };
    let Some(items) = at.list() else { return };
    let period = |node: &Node| match &node.value {
        Value::Number(literal) => number::parse(literal).ok(),
        _ => None,
    };
    for pair in items.windows(2) {
        if let (Some(a), Some(b)) = (period(&pair[0]), period(&pair[1]))
            && a >= b
        {
            log.say(&code::AT_ORDER, pair[1].span, format!("period {b} does not come after period {a}"))
                .hint("list the periods in ascending order, each once");
        }
    }
    if items.is_empty() {
        log.say(&code::AT_ORDER, at.span, "there is no period here")
            .hint("write `at = [0]` where there is only now");
    }
    for entry in path.entries.iter().filter(|entry| entry.key != "at") {
        let Some(values) = entry.node.list() else { continue };
        if values.len() != items.len() {
            let numbers = if values.len() == 1 { "1 number" } else { &format!("{} numbers", values.len()) };
            let message = format!("{} has {numbers} for {} periods", list([entry.key.as_str()]), items.len());
            log.say(&code::AT_LENGTH, entry.node.span, message)
                .hint("give one number per period of `at`; a range is a list of its own, so [[40, 50]] is one number");
        }
    }
}
