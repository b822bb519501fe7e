//! Everything that has an id, collected before anything refers to it.

use super::tree::{Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic, Log, code};
use crate::scenario::Span;
use crate::shape::{self, Kind, Name, Of};
use std::collections::{BTreeMap, BTreeSet};

/// Parties at most.
const PARTIES: usize = 16;
/// Issues at most.
const ISSUES: usize = 1024;
/// Options of one issue at most.
const OPTIONS: usize = 4096;

/// The ids of a scenario by kind.
#[derive(Debug, Default)]
pub struct Names {
    ids: BTreeMap<Name, BTreeMap<String, Span>>,
    /// Options by issue.
    options: BTreeMap<String, BTreeMap<String, Span>>,
    /// The issue that decides each factor.
    pub factor_by: BTreeMap<String, String>,
    /// Ids that something refers to.
    pub used: BTreeSet<(Name, String)>,
}

impl Names {
    /// Whether there is such a thing.
    pub fn has(&self, name: Name, id: &str) -> bool {
        self.ids.get(&name).is_some_and(|ids| ids.contains_key(id))
    }

    /// The options of an issue, if there is such an issue.
    pub fn options(&self, issue: &str) -> Option<impl Iterator<Item = &str>> {
        self.options.get(issue).map(|options| options.keys().map(String::as_str))
    }

    /// Whether the issue has this option; `None` if there is no such issue.
    pub fn has_option(&self, issue: &str, option: &str) -> Option<bool> {
        self.options.get(issue).map(|options| options.contains_key(option))
    }

    /// The ids of one kind.
    pub fn all(&self, name: Name) -> impl Iterator<Item = &str> {
        self.ids.get(&name).into_iter().flat_map(|ids| ids.keys().map(String::as_str))
    }
}

/// Collects the ids of a file by its shape, and notes those that are malformed or used twice.
pub fn collect(root: &Table, log: &mut Log) -> Names {
    let mut walk = Walk { names: Names::default(), log };
    walk.table(&shape::SCENARIO, root, None);
    walk.log.section = "";
    let parts: Vec<String> = walk.names.all(Name::Part).map(str::to_owned).collect();
    for part in parts {
        if let (true, Some(span)) =
            (walk.names.has(Name::Issue, &part), walk.names.ids[&Name::Part].get(&part))
        {
            walk.log
                .say(&code::DUPLICATE_ID, *span, format!("the part `{part}` has the id of an issue"))
                .hint("parts become issues when the split is made: give the part an id of its own");
        }
    }
    walk.names
}

struct Walk<'a> {
    names: Names,
    log: &'a mut Log,
}

impl Walk<'_> {
    /// `issue` is the id of the issue around this table.
    fn table(&mut self, shape: &'static shape::Table, table: &Table, issue: Option<&str>) {
        let own = table.text("id");
        for entry in &table.entries {
            if let Some(key) = shape.key(&entry.key) {
                if std::ptr::eq(shape, &shape::SCENARIO) {
                    self.log.section = key.name;
                }
                if let (Kind::Id(name), Some(id)) = (key.kind, entry.node.text()) {
                    self.define(name, id, entry.node.span, issue);
                    if let (Name::Factor, Some(by)) = (name, table.text("by")) {
                        self.names.factor_by.entry(id.to_owned()).or_insert_with(|| by.to_owned());
                    }
                }
                let inside = if matches!(key.kind, Kind::Rows(_)) { own } else { None };
                self.value(&key.kind, &entry.node, inside);
            }
        }
    }

    fn value(&mut self, kind: &'static Kind, node: &Node, issue: Option<&str>) {
        match (kind, &node.value) {
            (Kind::Rows(shape), Value::List(rows)) => {
                self.limit(shape.name, rows);
                for row in rows {
                    if let Value::Table(table) = &row.value {
                        self.table(shape, table, issue);
                    }
                }
            }
            (Kind::Table(shape), Value::Table(table)) => self.table(shape, table, None),
            (Kind::Map(Of::New(name), inner), Value::Table(table)) => {
                for entry in &table.entries {
                    self.define(*name, &entry.key, entry.at, None);
                    self.value(inner, &entry.node, None);
                }
            }
            _ => {}
        }
    }

    fn limit(&mut self, name: &str, rows: &[Node]) {
        let limit = match name {
            "party" => PARTIES,
            "issue" => ISSUES,
            "option" => OPTIONS,
            _ => return,
        };
        if let Some(first) = rows.get(limit) {
            let message =
                format!("this is one {name} too many: {} are given, {limit} are possible", rows.len());
            self.log.say(&code::TOO_MANY, first.span, message);
        }
    }

    fn define(&mut self, name: Name, id: &str, span: Span, issue: Option<&str>) {
        if !well_formed(id) {
            self.log
                .say(&code::MALFORMED_ID, span, format!("`{}` cannot be an id", short(id)))
                .hint("an id is 1 to 64 letters a-z or A-Z, digits, `_` or `-`; put the full name in `label` or `name`");
        }
        let ids = match (name, issue) {
            (Name::Option, Some(issue)) => self.names.options.entry(issue.to_owned()).or_default(),
            (Name::Option, None) => return,
            _ => self.names.ids.entry(name).or_default(),
        };
        if ids.contains_key(id) {
            self.log
                .say(
                    &code::DUPLICATE_ID,
                    span,
                    format!("there is already {} `{}`", a(name.word()), short(id)),
                )
                .hint("every id is given once; rename one of the two");
            return;
        }
        ids.insert(id.to_owned(), span);
        if name == Name::Issue {
            self.names.options.entry(id.to_owned()).or_default();
        }
    }
}

/// Whether the text can be an id.
pub fn well_formed(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// The word with its article.
pub fn a(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// The text, cut where it would fill the screen.
pub fn short(text: &str) -> String {
    if text.chars().count() <= 80 {
        return text.to_owned();
    }
    text.chars().take(77).chain("...".chars()).collect()
}

/// The code for a reference to something that does not exist.
pub fn missing(name: Name) -> &'static Code {
    match name {
        Name::Party => &code::NO_PARTY,
        Name::Issue => &code::NO_ISSUE,
        Name::Source => &code::NO_SOURCE,
        Name::RedLine => &code::NO_RED_LINE,
        Name::Group => &code::NO_GROUP,
        Name::Package => &code::NO_PACKAGE,
        Name::Statement => &code::NO_STATEMENT,
        Name::Interaction => &code::NO_INTERACTION,
        Name::Factor => &code::NO_FACTOR,
        Name::Part => &code::NO_PART,
        Name::Step => &code::NO_STEP,
        Name::State => &code::NO_STATE,
        Name::Aid => &code::NO_AID,
        Name::View => &code::NO_VIEW,
        // Nothing refers to the rest by id.
        Name::Option
        | Name::Rule
        | Name::Norm
        | Name::Split
        | Name::Dependence
        | Name::Lever
        | Name::Guarantee
        | Name::Order
        | Name::Body => &code::NO_OPTION,
    }
}

/// Adds "did you mean" with the nearest of the words there are, or the list where it is short.
pub fn suggest<'a>(diagnostic: &mut Diagnostic, given: &str, known: impl Iterator<Item = &'a str>) {
    let known: Vec<&str> = known.collect();
    if let Some(nearest) = super::nearest::nearest(given, &known) {
        diagnostic.hint(format!("did you mean `{nearest}`?"));
    } else if !known.is_empty() && known.len() <= 12 {
        let list: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
        diagnostic.hint(format!("there are: {}", list.join(", ")));
    }
}
