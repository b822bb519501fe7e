//! Orders: each thing once, and no two answers directly against each other. What only several answers together
//! rule out is found where preferences are drawn.

use super::Look;
use crate::diagnostic::{Log, code};
use crate::read::names::short;
use crate::read::tree::{Node, Table, Value};
use crate::scenario::{Degree, Span, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// What is ordered: whose, and which things (`issues`, `packages`, or the options of one issue).
type Scope = (String, String);

/// Who is how far above whom: for each thing, the things said to be no better, and whether they are worse.
#[derive(Debug, Default)]
struct Known {
    below: BTreeMap<String, BTreeMap<String, bool>>,
    /// The words given for options.
    words: BTreeMap<String, Stance>,
}

/// A thing and where it stands.
type Thing = (String, Span);

/// One answer about an order of things.
enum Answer {
    /// Best first; those of one tier are alike.
    Tiers(Vec<Vec<Thing>>),
    /// The first is no worse than the second, and better if stated so.
    Above(Thing, Thing, bool),
    /// An option has this word.
    Word(Thing, Stance),
    /// Things that have to be two different ones.
    Two(Vec<Thing>),
}

pub fn check(look: Look<'_>, log: &mut Log) {
    let mut known: BTreeMap<Scope, Known> = BTreeMap::new();
    let rows = look.root.get("preferences").and_then(Node::list).unwrap_or_default();
    for row in rows {
        let Value::Table(table) = &row.value else { continue };
        degrees(table, log);
        let Some((things, answer)) = answer(table) else { continue };
        let party = table.text("party").unwrap_or_default().to_owned();
        if twice(&answer, table.text("kind") == Some("order"), log) {
            continue;
        }
        // What a person is not sure of binds nothing, so it contradicts nothing.
        if matches!(table.get("sure"), Some(Node { value: Value::Bool(false), .. })) {
            continue;
        }
        known.entry((party, things)).or_default().add(answer, row.span, log);
    }
}

/// A range of words that runs downwards.
fn degrees(table: &Table, log: &mut Log) {
    let Some([low, high]) = table.get("difference").and_then(Node::list) else { return };
    let of = |node: &Node| node.text().and_then(Degree::of);
    if let (Some(first), Some(last)) = (of(low), of(high))
        && first > last
    {
        let message = format!("this range of words runs down, from `{}` to `{}`", first.word(), last.word());
        log.say(&code::WORDS_UPSIDE_DOWN, low.span, message).hint("the weaker word comes first");
    }
}

/// Whether an answer names something twice.
fn twice(answer: &Answer, order: bool, log: &mut Log) -> bool {
    let things: Vec<&Thing> = match answer {
        Answer::Tiers(tiers) => tiers.iter().flatten().collect(),
        Answer::Above(better, worse, _) => vec![better, worse],
        Answer::Two(things) => things.iter().collect(),
        Answer::Word(..) => Vec::new(),
    };
    let mut seen = BTreeSet::new();
    let mut twice = false;
    for (id, span) in things {
        if !seen.insert(id) {
            twice = true;
            let place = if order { "in this order" } else { "in this answer" };
            log.say(&code::ORDER_TWICE, *span, format!("`{}` already stands {place}", short(id)))
                .hint("name each thing once; leave out what cannot be placed");
        }
    }
    twice
}

impl Known {
    /// Adds an answer link by link; the first that closes a circle contradicts what stands above.
    fn add(&mut self, answer: Answer, row: Span, log: &mut Log) {
        match answer {
            Answer::Tiers(tiers) => {
                for tier in &tiers {
                    for pair in tier.windows(2) {
                        if !(self.link([&pair[0], &pair[1]], false, row, log)
                            && self.link([&pair[1], &pair[0]], false, row, log))
                        {
                            return;
                        }
                    }
                }
                for pair in tiers.windows(2) {
                    // Those of a tier are alike, so one of each is enough.
                    if let (Some(better), Some(worse)) = (pair[0].last(), pair[1].first())
                        && !self.link([better, worse], true, row, log)
                    {
                        return;
                    }
                }
            }
            Answer::Above(better, worse, strictly) => {
                self.link([&better, &worse], strictly, row, log);
            }
            Answer::Word(option, stance) => self.word(option, stance, row, log),
            Answer::Two(_) => {}
        }
    }

    fn word(&mut self, option: Thing, stance: Stance, row: Span, log: &mut Log) {
        if let Some(before) = self.words.get(&option.0) {
            let message = format!(
                "`{}` has the word `{}` already, and now `{}`",
                option.0,
                before.word(),
                stance.word()
            );
            log.say(&code::STANCE_TWICE, row, message)
                .hint("keep the one that holds; an answer that is doubted is marked `sure = false`");
            return;
        }
        let others: Vec<(String, Stance)> = self.words.iter().map(|(id, word)| (id.clone(), *word)).collect();
        for (other, word) in others {
            let other = (other, option.1);
            let fits = match word.cmp(&stance) {
                std::cmp::Ordering::Greater => self.link([&other, &option], false, row, log),
                std::cmp::Ordering::Less => self.link([&option, &other], false, row, log),
                std::cmp::Ordering::Equal => true,
            };
            if !fits {
                return;
            }
        }
        self.words.insert(option.0, stance);
    }

    /// Notes that one thing is no worse than another; false where that contradicts what is known.
    fn link(&mut self, [better, worse]: [&Thing; 2], strictly: bool, row: Span, log: &mut Log) -> bool {
        if self.reaches(&worse.0, &better.0, strictly) {
            let above = if strictly { "above" } else { "no lower than" };
            let message = format!(
                "this order puts `{}` {above} `{}`, other orders put it below",
                short(&better.0),
                short(&worse.0)
            );
            let place = if worse.1 == Span::default() { row } else { worse.1 };
            log.say(&code::ORDER_CONTRADICTS, place, message)
                .hint("keep the one that holds, or take the two apart");
            return false;
        }
        let strict = self.below.entry(better.0.clone()).or_default().entry(worse.0.clone()).or_insert(false);
        *strict |= strictly;
        true
    }

    /// Whether one thing is above another: strictly, or at all if `any`.
    fn reaches(&self, from: &str, to: &str, any: bool) -> bool {
        let mut open = vec![(from, any)];
        let mut seen = BTreeSet::new();
        while let Some((at, strict)) = open.pop() {
            if at == to && strict {
                return true;
            }
            if seen.insert((at, strict)) {
                let below = self.below.get(at).into_iter().flatten();
                open.extend(below.map(|(id, strictly)| (id.as_str(), strict || *strictly)));
            }
        }
        false
    }
}

/// The things a row is about, and what it says of them.
fn answer(table: &Table) -> Option<(String, Answer)> {
    let thing = |node: &Node| Some((node.text()?.to_owned(), node.span));
    let tiers = |key: &str| -> Vec<Vec<Thing>> {
        let items = table.get(key).and_then(Node::list).unwrap_or_default();
        let tier = |item: &Node| match item.list() {
            Some(alike) => alike.iter().filter_map(thing).collect(),
            None => thing(item).into_iter().collect(),
        };
        items.iter().map(tier).filter(|tier: &Vec<Thing>| !tier.is_empty()).collect()
    };
    let options = |issue: &str| format!("options of {issue}");
    let issues = || "issues".to_owned();
    let packages = || "packages".to_owned();
    let flat = |key: &str| tiers(key).into_iter().flatten().collect::<Vec<Thing>>();
    Some(match table.text("kind")? {
        "order" => match table.text("issue") {
            Some(issue) => (options(issue), Answer::Tiers(tiers("options"))),
            None => (issues(), Answer::Tiers(tiers("issues"))),
        },
        "ratio" => (issues(), Answer::Two(flat("issues"))),
        "stance" => {
            let stance = Stance::of(table.text("stance")?)?;
            (options(table.text("issue")?), Answer::Word(thing(table.get("option")?)?, stance))
        }
        "difference" => {
            let (scope, key) = match table.text("issue") {
                Some(issue) => (options(issue), "options"),
                None => (issues(), "issues"),
            };
            let words = table.get("difference")?;
            let none = |node: &Node| node.text().and_then(Degree::of) == Some(Degree::None);
            let (low, high) = match words.list() {
                Some([low, high]) => (none(low), none(high)),
                _ => (none(words), none(words)),
            };
            let [one, other]: [Thing; 2] = flat(key).try_into().ok()?;
            match high {
                true => (scope, Answer::Tiers(vec![vec![one, other]])),
                false => (scope, Answer::Above(one, other, !low)),
            }
        }
        "package" => {
            let (better, worse) = (weighed(table.get("better")?)?, weighed(table.get("worse")?)?);
            (packages(), Answer::Above(better, worse, true))
        }
        "alike" => {
            let items = table.get("packages")?.list()?;
            (packages(), Answer::Two(items.iter().filter_map(weighed).collect()))
        }
        _ => return None,
    })
}

/// A package in words: its id, or its choices.
fn weighed(node: &Node) -> Option<Thing> {
    match &node.value {
        Value::Text(id) => Some((id.clone(), node.span)),
        Value::Table(table) => {
            let mut choices: Vec<String> = table
                .entries
                .iter()
                .filter_map(|entry| Some(format!("{}.{}", entry.key, entry.node.text()?)))
                .collect();
            choices.sort();
            Some((choices.join(" "), node.span))
        }
        _ => None,
    }
}
