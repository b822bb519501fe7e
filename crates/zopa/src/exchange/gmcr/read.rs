//! A `.gmcr` file to a model.

use super::{Choice, DecisionMaker, Model, Moves, OPTIONS, Pattern, Statement};
use crate::exchange::negmas::json;
use crate::exchange::negmas::node::{Is, Node};
use crate::exchange::{Given, Note, Refusal, Remarked};
use num_traits::ToPrimitive;
use std::collections::BTreeSet;

/// Bytes of a file at most.
const LARGEST: usize = 10_000_000;
/// Statements and infeasible conditions at most, in one list.
const STATEMENTS: usize = 1_000;

/// The model that the file holds, and what there is to say about it. What is out of shape is refused.
pub fn read(file: &Given) -> Result<(Model, Vec<Note>), Refusal> {
    let mut notes = Vec::new();
    match model(file, &mut notes) {
        Ok(model) => Ok((model, notes)),
        Err(text) => Err(Refusal { file: file.name.clone(), text }),
    }
}

/// Whether the file is a model, by the fields it has.
pub fn recognise(bytes: &[u8]) -> bool {
    let hint = bytes.windows(14).any(|w| w == b"decisionMakers");
    let text = std::str::from_utf8(bytes).ok().filter(|_| hint && bytes.len() <= LARGEST);
    let node = text.and_then(|text| json::read(text.strip_prefix('\u{feff}').unwrap_or(text)).ok());
    node.is_some_and(|node| node.get("decisionMakers").is_some() && node.get("infeasibles").is_some())
}

fn model(file: &Given, notes: &mut Vec<Note>) -> Result<Model, String> {
    if file.bytes.len() > LARGEST {
        return Err(format!("the file has more than {LARGEST} bytes"));
    }
    let text =
        std::str::from_utf8(&file.bytes).map_err(|e| format!("byte {} is not UTF-8", e.valid_up_to()))?;
    let node = json::read(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let mut note = |what, text: String| notes.push(Note { what, file: file.name.clone(), text });
    for (key, _) in node.map("the model")? {
        let key = key.name().unwrap_or_default();
        if !KNOWN.contains(&key) {
            note(Remarked::Lost, format!("the field {key} is left out"));
        }
    }
    let options = list(&node, "options")?.iter().map(choice).collect::<Result<Vec<_>, _>>()?;
    if options.is_empty() || options.len() > OPTIONS {
        return Err(node.at(&format!("the model has {} options; 1 to {OPTIONS} are read", options.len())));
    }
    let count = options.len();
    let by_ranking = match node
        .get("useManualPreferenceRanking")
        .or_else(|| node.get("useManualPreferenceVectors"))
    {
        Some(Node { is: Is::Bool(by_ranking, _), .. }) => *by_ranking,
        Some(other) => return Err(other.at("useManualPreferenceRanking is neither true nor false")),
        None => {
            note(Remarked::Assumed, "the file does not say whether rankings count; statements do".to_owned());
            false
        }
    };
    let mut model = Model {
        name: file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem).to_owned(),
        options,
        decision_makers: Vec::new(),
        infeasible: statements(&node, "infeasibles", count, true)?,
        by_ranking,
        coalitions: None,
    };
    let states = model.states().len();
    if states == 0 {
        return Err(node.at("no state is feasible"));
    }
    for maker in list(&node, "decisionMakers")? {
        let maker = decision_maker(maker, count, states, by_ranking)?;
        model.decision_makers.push(maker);
    }
    if model.decision_makers.is_empty() {
        return Err(node.at("the model has no decision makers"));
    }
    for k in (0..count).filter(|k| !model.decision_makers.iter().any(|dm| dm.options.contains(k))) {
        note(Remarked::Lenient, format!("the option {} belongs to no decision maker", model.options[k].name));
    }
    model.coalitions = coalitions(&node, model.decision_makers.len())?;
    Ok(model)
}

/// Fields of a model; `coalitionsFull` repeats what the decision makers and coalitions say.
const KNOWN: &[&str] = &[
    "decisionMakers",
    "options",
    "infeasibles",
    "coalitions",
    "coalitionsFull",
    "useManualPreferenceRanking",
    "useManualPreferenceVectors",
    "program",
    "version",
];

fn list<'a>(node: &'a Node, key: &str) -> Result<&'a [Node], String> {
    node.get(key).ok_or_else(|| node.at(&format!("{key} is missing")))?.list(key)
}

fn name(node: &Node, what: &str) -> Result<String, String> {
    match node.get("name").map(|n| &n.is) {
        Some(Is::Text(name)) => Ok(name.clone()),
        _ => Err(node.at(&format!("{what} has no name"))),
    }
}

/// A whole number below `end`.
fn index(node: &Node, end: usize, what: &str) -> Result<usize, String> {
    let whole = match &node.is {
        Is::Number(number, _) if number.is_integer() => number.to_integer().to_usize(),
        _ => None,
    };
    whole
        .filter(|k| *k < end)
        .ok_or_else(|| node.at(&format!("{what} is no whole number from 0 to {}", end.saturating_sub(1))))
}

fn choice(node: &Node) -> Result<Choice, String> {
    let moves = match node.get("permittedDirection").and_then(Node::name) {
        Some("both") => Moves::Both,
        Some("fwd") => Moves::Forward,
        Some("back") => Moves::Back,
        _ => return Err(node.at("the permittedDirection of an option is not both, fwd or back")),
    };
    Ok(Choice { name: name(node, "an option")?, moves })
}

fn statements(node: &Node, key: &str, options: usize, needed: bool) -> Result<Vec<Statement>, String> {
    let items = match node.get(key) {
        None if !needed => return Ok(Vec::new()),
        _ => list(node, key)?,
    };
    if items.len() > STATEMENTS {
        return Err(node.at(&format!("{key} has more than {STATEMENTS} statements")));
    }
    let all: Vec<Statement> = items.iter().map(|item| statement(item, options)).collect::<Result<_, _>>()?;
    if all.iter().map(|s| s.any_of.len()).sum::<usize>() > STATEMENTS {
        return Err(node.at(&format!("{key} has more than {STATEMENTS} patterns")));
    }
    Ok(all)
}

/// A pattern, or an object whose members are patterns of which one has to fit.
fn statement(node: &Node, options: usize) -> Result<Statement, String> {
    let patterns = match &node.is {
        Is::List(_) => std::slice::from_ref(node),
        _ => list(node, "members")?,
    };
    if patterns.is_empty() || patterns.len() > STATEMENTS {
        return Err(node.at(&format!("a statement has no members, or more than {STATEMENTS}")));
    }
    Ok(Statement { any_of: patterns.iter().map(|p| pattern(p, options)).collect::<Result<_, _>>()? })
}

fn pattern(node: &Node, options: usize) -> Result<Pattern, String> {
    let mut all_of: Vec<(usize, bool)> = Vec::new();
    for pair in node.list("a pattern")? {
        let [option, taken] = pair.list("an option with Y or N")? else {
            return Err(pair.at("an entry of a pattern is not an option with Y or N"));
        };
        let option = index(option, options, "an option in a pattern")?;
        let taken = match taken.name() {
            Some("Y") => true,
            Some("N") => false,
            _ => return Err(taken.at("an option in a pattern is neither Y nor N")),
        };
        if all_of.iter().any(|(o, _)| *o == option) {
            return Err(pair.at("a pattern names an option twice"));
        }
        all_of.push((option, taken));
    }
    if all_of.is_empty() {
        return Err(node.at("a pattern is empty"));
    }
    Ok(Pattern { all_of })
}

fn decision_maker(
    node: &Node,
    options: usize,
    states: usize,
    by_ranking: bool,
) -> Result<DecisionMaker, String> {
    let name = name(node, "a decision maker")?;
    let mut own = Vec::new();
    for option in list(node, "options")? {
        let option = index(option, options, &format!("an option of {name}"))?;
        if own.contains(&option) {
            return Err(node.at(&format!("{name} has an option twice")));
        }
        own.push(option);
    }
    let ranking = match node.get("preferenceRanking").or_else(|| node.get("preferenceVector")) {
        Some(found) => Some(ranking(found, &name, states)?),
        None if by_ranking => {
            return Err(node.at(&format!("{name} has no preferenceRanking, which is what counts")));
        }
        None => None,
    };
    let payoffs = match node.get("payoffs") {
        Some(found) => Some(payoffs(found, &name, states)?),
        None => None,
    };
    Ok(DecisionMaker {
        options: own,
        statements: statements(node, "preferences", options, true)?,
        ranking,
        payoffs,
        misperceived: statements(node, "misperceptions", options, false)?,
        name,
    })
}

/// Every state once, from best to worst; a list in it holds states that are liked equally.
fn ranking(node: &Node, name: &str, states: usize) -> Result<Vec<Vec<usize>>, String> {
    let mut seen = BTreeSet::new();
    let mut ranks = Vec::new();
    for rank in node.list("preferenceRanking")? {
        let equal = match &rank.is {
            Is::List(items) => items.as_slice(),
            _ => std::slice::from_ref(rank),
        };
        let mut place = Vec::new();
        for state in equal {
            let number = index(state, states + 1, &format!("a state in the ranking of {name}"))?;
            if number == 0 || !seen.insert(number) {
                return Err(
                    state.at(&format!("the ranking of {name} has the state {number}, or has it twice"))
                );
            }
            place.push(number);
        }
        if place.is_empty() {
            return Err(rank.at(&format!("the ranking of {name} has an empty place")));
        }
        ranks.push(place);
    }
    if seen.len() != states {
        return Err(node.at(&format!("the ranking of {name} has {} of {states} states", seen.len())));
    }
    Ok(ranks)
}

fn payoffs(node: &Node, name: &str, states: usize) -> Result<Vec<i64>, String> {
    let whole = |item: &Node| match &item.is {
        Is::Number(number, _) if number.is_integer() => number.to_integer().to_i64(),
        _ => None,
    };
    let items = node.list("payoffs")?;
    let payoffs: Option<Vec<i64>> = items.iter().map(whole).collect();
    payoffs.filter(|p| p.len() == states).ok_or_else(|| {
        node.at(&format!("the payoffs of {name} are not one whole number for each of {states} states"))
    })
}

/// Each coalition is the index of a decision maker, or a list of them.
fn coalitions(node: &Node, makers: usize) -> Result<Option<Vec<Vec<usize>>>, String> {
    let Some(found) = node.get("coalitions") else { return Ok(None) };
    let mut seen = BTreeSet::new();
    let mut coalitions = Vec::new();
    for item in found.list("coalitions")? {
        let members = match &item.is {
            Is::List(items) => items.as_slice(),
            _ => std::slice::from_ref(item),
        };
        let member = |m: &Node| index(m, makers, "a member of a coalition");
        let members = members.iter().map(member).collect::<Result<Vec<_>, _>>()?;
        if members.is_empty() || !members.iter().all(|m| seen.insert(*m)) {
            return Err(item.at("a coalition is empty, or a decision maker is in two places"));
        }
        coalitions.push(members);
    }
    Ok(Some(coalitions))
}
