//! Dependences: of at least two numbers that are given, each in one dependence only.

use super::Look;
use crate::diagnostic::{Log, code};
use crate::read::tree::{Node, Value};
use crate::scenario::{Estimate, Path, Scenario, Span};
use std::collections::BTreeMap;

pub fn check(look: Look<'_>, log: &mut Log) {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let rows = look.root.get("dependences").and_then(Node::list).unwrap_or_default();
    for row in rows {
        let Value::Table(table) = &row.value else { continue };
        let id = table.text("id").unwrap_or_default();
        let of = |key: &str| table.get(key).and_then(Node::list).unwrap_or_default();
        let members: Vec<(&str, Span)> =
            of("rise").iter().chain(of("fall")).filter_map(|n| Some((n.text()?, n.span))).collect();
        if members.len() < 2 && look.sound(&["dependences"]) {
            let message = format!("the dependence `{id}` ties fewer than two numbers");
            log.say(&code::DEPENDENCE_FEW, row.span, message)
                .hint("name at least two numbers in `rise` and `fall`");
        }
        for (key, span) in members {
            if let Some(first) = known.insert(key.to_owned(), id.to_owned()) {
                log.say(
                    &code::DEPENDENCE_TWICE,
                    span,
                    format!("`{key}` already stands in the dependence `{first}`"),
                )
                .hint(
                    "a number has one common cause with others: name it once, on one side, in one dependence",
                );
                continue;
            }
            number(look, key, span, log);
        }
    }
}

/// Is the number there, and has it a range, in the base or under a view?
fn number(look: Look<'_>, key: &str, span: Span, log: &mut Log) {
    if !look.sound(&[
        "dependences",
        "parties",
        "issues",
        "no_deal",
        "interactions",
        "boxes",
        "factors",
        "views",
    ]) {
        return;
    }
    let Some(given) = given(look.scenario, key) else { return };
    if given.is_empty() {
        log.say(
            &code::DEPENDENCE_ABSENT,
            span,
            format!("there is no number for `{key}`, in the base or in a view"),
        )
        .hint("give the number, or take it out of the dependence");
    } else if given.iter().all(|estimate| estimate.low == estimate.high) {
        log.say(&code::DEPENDENCE_IDLE, span, format!("`{key}` has no range, so it neither rises nor falls"))
            .hint("give it a range, or take it out of the dependence");
    }
}

/// The estimates that a key names, in the base and in every view; `None` for what is no key.
fn given<'s>(scenario: &'s Scenario, key: &str) -> Option<Vec<&'s Estimate>> {
    let parts: Vec<&str> = key.split('.').collect();
    let views = &scenario.views;
    Some(match parts[..] {
        ["no_deal", party] => {
            let of =
                |path: &'s Path| path.values.iter().filter(|(id, _)| id == party).flat_map(|(_, list)| list);
            of(&scenario.no_deal).chain(views.iter().flat_map(|view| of(&view.no_deal))).collect()
        }
        ["ceiling", party] => {
            scenario.parties.iter().filter(|p| p.id == party).filter_map(|p| p.ceiling.as_ref()).collect()
        }
        ["points", id] => {
            let interactions = scenario.interactions.iter().filter(|x| x.id == id).map(|x| &x.points);
            let boxes = scenario.boxes.iter().filter(|x| x.id == id).map(|x| &x.points);
            let changed = views.iter().flat_map(|view| find(&view.points, id));
            interactions.chain(boxes).chain(changed).collect()
        }
        ["factors", id, option] => {
            let base = scenario.factors.iter().filter(|f| f.id == id).flat_map(|f| find(&f.factor, option));
            let lists = views.iter().flat_map(|view| &view.factor).filter(|(factor, _)| factor == id);
            base.chain(lists.flat_map(|(_, list)| find(list, option))).collect()
        }
        ["values", party, issue, option] => {
            let issues = scenario.issues.iter().filter(|i| i.id == issue);
            let options = issues.flat_map(|i| &i.options).filter(|o| o.id == option);
            let base = options.flat_map(|o| find(&o.values, party));
            let lists = views.iter().flat_map(|view| &view.values);
            let lists = lists.filter(|(o, _)| o.issue == issue && o.option == option);
            base.chain(lists.flat_map(|(_, list)| find(list, party))).collect()
        }
        _ => return None,
    })
}

fn find<'s>(list: &'s [(String, Estimate)], key: &str) -> impl Iterator<Item = &'s Estimate> {
    let key = key.to_owned();
    list.iter().filter(move |(id, _)| *id == key).map(|(_, estimate)| estimate)
}
