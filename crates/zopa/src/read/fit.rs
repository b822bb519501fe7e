//! Does the file have the shape of a scenario: keys, types, words, dates and references.

mod estimate;
mod key;
mod preference;

use super::names::{Names, a, missing, short, suggest, well_formed};
use super::number;
use super::tree::{Entry, Node, Table, Value};
use crate::date::Date;
use crate::diagnostic::{Log, code};
use crate::scenario::Span;
use crate::shape::unit::{RAW_VALUE, Unit, VALUE};
use crate::shape::{self, Kind, Name, Of};

/// Checks a whole file.
pub fn fit(root: &Table, names: &mut Names, log: &mut Log, whole: bool) {
    let raw = matches!(root.get("raw_weights"), Some(Node { value: Value::Bool(true), .. }));
    let mut fit = Fit { names, log, whole, raw };
    fit.table(&shape::SCENARIO, root, Span::default(), &Place::default());
    fit.log.section = "";
}

/// What is around a value.
#[derive(Debug, Clone, Copy, Default)]
struct Place<'a> {
    /// The table it stands in.
    beside: Option<&'a Table>,
    /// The key of the map it stands in.
    key: Option<&'a str>,
    /// In a section that may still change.
    unstable: bool,
}

struct Fit<'a> {
    names: &'a mut Names,
    log: &'a mut Log,
    /// Nothing of the file is lost, so what is not there is missing.
    whole: bool,
    /// The head says `raw_weights = true`.
    raw: bool,
}

impl Fit<'_> {
    /// The bounds of a unit in this file.
    fn bounds(&self, unit: &'static Unit) -> &'static Unit {
        if self.raw && *unit == VALUE { &RAW_VALUE } else { unit }
    }

    fn table(&mut self, shape: &'static shape::Table, table: &Table, span: Span, around: &Place<'_>) {
        let unstable = around.unstable;
        let place = Place { beside: Some(table), ..*around };
        for entry in &table.entries {
            if let Some(key) = shape.key(&entry.key) {
                if std::ptr::eq(shape, &shape::SCENARIO) {
                    self.log.section = key.name;
                }
                self.value(&key.kind, &entry.node, &Place { unstable: unstable || key.unstable, ..place });
            } else if let Some((of, kind)) = shape.rest {
                self.key(&of, entry, &place, shape);
                self.value(kind, &entry.node, &Place { key: Some(&entry.key), ..place });
            } else {
                self.unknown_key(shape, &entry.key, entry.at, unstable);
                if unstable {
                    self.loose(&entry.node, &place);
                }
            }
        }
        if self.whole {
            self.required(shape, table, span);
            self.cases(shape, table, span);
        }
    }

    fn unknown_key(&mut self, shape: &'static shape::Table, key: &str, at: Span, unstable: bool) {
        let code = if unstable { &code::UNSTABLE_KEY } else { &code::UNKNOWN_KEY };
        let finding = self.log.say(code, at, format!("{} has no key `{}`", a(shape.name), short(key)));
        suggest(finding, key, shape.keys.iter().map(|key| key.name));
    }

    fn required(&mut self, shape: &'static shape::Table, table: &Table, span: Span) {
        for key in shape.keys.iter().filter(|key| key.required && table.get(key.name).is_none()) {
            self.log
                .say(&code::MISSING_KEY, span, format!("this {} lacks `{}`", shape.name, key.name))
                .hint(purpose(key));
        }
        if !shape.any_of.is_empty() && shape.any_of.iter().all(|key| table.get(key).is_none()) {
            let keys: Vec<String> = shape.any_of.iter().map(|key| format!("`{key}`")).collect();
            self.log.say(
                &code::MISSING_KEY,
                span,
                format!("this {} needs {}", shape.name, keys.join(" or ")),
            );
        }
    }

    /// Keys that go with one word: none of them missing, none of another word's present.
    fn cases(&mut self, shape: &'static shape::Table, table: &Table, span: Span) {
        let Some((by, cases)) = shape.cases else { return };
        let Some(word) = table.text(by) else { return };
        let lacks = |case: &shape::Case| case.keys.iter().filter(|key| table.get(key).is_none()).count();
        let mine = cases.iter().filter(|case| case.word == word);
        let Some(case) = mine.min_by_key(|case| (lacks(case), std::cmp::Reverse(case.keys.len()))) else {
            return;
        };
        for key in case.keys.iter().filter(|key| table.get(key).is_none()) {
            let message = format!("this {} with {by} = \"{word}\" lacks `{key}`", shape.name);
            let finding = self.log.say(&code::MISSING_KEY, span, message);
            if let Some(key) = shape.key(key) {
                finding.hint(purpose(key));
            }
        }
        for node in case.pairs.iter().filter_map(|key| table.get(key)) {
            let items = node.list().unwrap_or_default();
            if let Some(inner) = items.iter().find(|item| item.list().is_some()) {
                let message = "one of the two belongs here, not a list".to_owned();
                self.log.say(&code::WRONG_TYPE, inner.span, message);
            } else if node.list().is_some() && items.len() != 2 {
                let message = format!("a list of two belongs here, not of {}", items.len());
                self.log.say(&code::WRONG_TYPE, node.span, message);
            }
        }
        for entry in &table.entries {
            let elsewhere = cases.iter().any(|other| other.keys.contains(&entry.key.as_str()));
            if elsewhere && !case.keys.contains(&entry.key.as_str()) {
                let message =
                    format!("`{}` says nothing in {} with {by} = \"{word}\"", entry.key, a(shape.name));
                self.log.say(&code::KEY_OF_OTHER_KIND, entry.at, message).hint(format!(
                    "this one uses: {}",
                    case.keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
                ));
            }
        }
    }

    fn value(&mut self, kind: &'static Kind, node: &Node, place: &Place<'_>) {
        match (kind, &node.value) {
            (Kind::Bool, Value::Bool(_)) | (Kind::Text, Value::Text(_)) => {}
            // Ids are checked where they are collected, the numbers of an estimate with the estimate.
            (Kind::Id(_), Value::Text(_)) | (Kind::Plain, _) => {}
            (Kind::Date, Value::Text(text)) => self.date(text, node.span),
            (Kind::Count, Value::Number(literal)) => match number::parse(literal) {
                Ok(n) if n.is_integer() && *n.numer() >= 0 => {}
                Ok(_) => {
                    self.log.say(
                        &code::OUT_OF_BOUNDS,
                        node.span,
                        "a whole number, zero or more, belongs here",
                    );
                }
                Err(code) => self.bad_number(code, node.span, &literal.digits),
            },
            (Kind::Estimate(unit), Value::Number(_) | Value::List(_) | Value::Table(_)) => {
                self.estimate(self.bounds(unit), node, place);
            }
            (Kind::Estimate(unit), Value::Text(text)) if number::may_be_fraction(text) => {
                self.estimate(self.bounds(unit), node, place);
            }
            (Kind::Word(words), Value::Text(_)) => self.word(words, node),
            (Kind::Words(words), Value::Text(_) | Value::List(_)) => self.words(words, node),
            (Kind::Package, Value::Text(_) | Value::Table(_)) => self.package(&[], node, place),
            (Kind::PackageOr(words), Value::Text(_) | Value::Table(_)) => self.package(words, node, place),
            (Kind::Tiers(inner), Value::List(items)) => self.tiers(inner, items, place),
            (Kind::Ref(name), Value::Text(id)) => self.refer(*name, id, node.span),
            (Kind::RefOr(name, words), Value::Text(id)) => {
                if !words.contains(&id.as_str()) {
                    self.refer(*name, id, node.span);
                }
            }
            (Kind::OptionRef, Value::Text(text)) => self.option_ref(text, node.span),
            (Kind::NumberKey, Value::Text(text)) => self.number_key(text, node.span),
            (Kind::OptionOf(key), Value::Text(option)) => {
                if let Some(issue) = place.beside.and_then(|table| table.text(key)) {
                    self.option(issue, option, node.span);
                }
            }
            (Kind::OptionOfKey, Value::Text(option)) => {
                if let Some(issue) = place.key {
                    self.option(issue, option, node.span);
                }
            }
            (Kind::Loose, _) => self.loose(node, place),
            (Kind::Pair(inner), Value::List(items)) if items.len() == 2 => {
                for item in items {
                    self.value(inner, item, place);
                }
            }
            (Kind::List(inner), Value::List(items)) => {
                for item in items {
                    self.value(inner, item, place);
                }
            }
            (Kind::Map(of, inner), Value::Table(table)) => {
                for entry in &table.entries {
                    self.key(of, entry, place, &NO_KEYS);
                    self.value(inner, &entry.node, &Place { key: Some(&entry.key), ..*place });
                }
            }
            (Kind::Table(shape), Value::Table(table)) => self.table(shape, table, node.span, place),
            (Kind::Rows(shape), Value::List(rows)) => {
                for row in rows {
                    match &row.value {
                        Value::Table(table) => self.table(shape, table, row.span, place),
                        _ => self.wrong_type("a table", row),
                    }
                }
            }
            _ => self.wrong_type(&expected(kind), node),
        }
    }

    fn word(&mut self, words: &[&'static str], node: &Node) {
        if let Some(word) = node.text().filter(|word| !words.contains(word)) {
            let message = format!("`{}` is not a word for this key", short(word));
            let finding = self.log.say(&code::UNKNOWN_WORD, node.span, message);
            suggest(finding, word, words.iter().copied());
        }
    }

    fn wrong_type(&mut self, wanted: &str, node: &Node) {
        let message = format!("{wanted} belongs here, not {}", node.value.what());
        let finding = self.log.say(&code::WRONG_TYPE, node.span, message);
        match &node.value {
            Value::Moment(text) => finding.hint(format!("write it in quotation marks: \"{}\"", short(text))),
            Value::Text(text) if text.trim().parse::<f64>().is_ok() && wanted.contains("number") => {
                finding.hint(format!("write it without quotation marks: {}", short(text.trim())));
            }
            _ => {}
        }
    }

    /// `shape` has the keys that may have been meant instead.
    fn key(&mut self, of: &Of, entry: &Entry, place: &Place<'_>, shape: &'static shape::Table) {
        let (key, at) = (entry.key.as_str(), entry.at);
        match of {
            Of::Ref(name) => {
                let before = self.log.found.len();
                self.refer(*name, key, at);
                let near =
                    shape.keys.iter().find(|known| super::nearest::nearest(key, &[known.name]).is_some());
                if let (Some(finding), Some(near)) = (self.log.found.get_mut(before), near) {
                    finding.hint(format!("did you mean `{}`?", near.name));
                }
            }
            Of::OptionRef => self.option_ref(key, at),
            Of::OptionOf(beside) => {
                if let Some(issue) = place.beside.and_then(|table| table.text(beside)) {
                    self.option(issue, key, at);
                }
            }
            Of::OptionOfFactor => {
                let issue = place.key.and_then(|factor| self.names.factor_by.get(factor)).cloned();
                if let Some(issue) = issue {
                    self.option(&issue, key, at);
                }
            }
            // Ids are checked where they are collected.
            Of::New(_) | Of::Free => {}
        }
    }

    fn date(&mut self, text: &str, span: Span) {
        if Date::parse(text).is_none() {
            self.log
                .say(&code::IMPOSSIBLE_DATE, span, format!("`{}` is not a date", short(text)))
                .hint("a date is \"2025-08-18\", \"2025-08\" or \"2025\", and has to exist in the calendar");
        }
    }

    fn refer(&mut self, name: Name, id: &str, span: Span) {
        if self.names.has(name, id) {
            self.names.used.insert((name, id.to_owned()));
        } else if self.whole {
            let finding =
                self.log.say(missing(name), span, format!("there is no {} `{}`", name.word(), short(id)));
            suggest(finding, id, self.names.all(name));
        }
    }

    fn option_ref(&mut self, text: &str, span: Span) {
        match text.split_once('.') {
            Some((issue, option)) if well_formed(issue) && well_formed(option) => {
                if self.names.has(Name::Issue, issue) {
                    self.option(issue, option, span);
                } else {
                    self.refer(Name::Issue, issue, span);
                }
            }
            _ => {
                let message = format!("`{}` does not name an option", short(text));
                self.log
                    .say(&code::MALFORMED_ID, span, message)
                    .hint("write `issue.option`, such as \"ceasefire.first\"");
            }
        }
    }

    fn option(&mut self, issue: &str, option: &str, span: Span) {
        if self.whole && self.names.has_option(issue, option) == Some(false) {
            let message = format!("the issue `{}` has no option `{}`", short(issue), short(option));
            let finding = self.log.say(&code::NO_OPTION, span, message);
            if let Some(known) = self.names.options(issue) {
                suggest(finding, option, known);
            }
        }
    }
}

/// A map: a table without keys of its own.
static NO_KEYS: shape::Table = shape::Table::of("map", "", &[]);

/// What a key is for, as a hint: a clause instead of a sentence.
fn purpose(key: &shape::Key) -> String {
    let mut letters = key.doc.trim_end_matches('.').chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    format!("`{}`: {first}{}", key.name, letters.as_str())
}

/// What a kind holds, in words.
fn expected(kind: &Kind) -> String {
    match kind {
        Kind::Text | Kind::Id(_) | Kind::Word(_) => "text in quotation marks",
        Kind::Date => "a date in quotation marks",
        Kind::Bool => "`true` or `false`",
        Kind::Count => "a whole number",
        Kind::Plain => "a number",
        Kind::Estimate(_) => "a number, a range [low, high] or {low, best, high}",
        Kind::Ref(name) | Kind::RefOr(name, _) => {
            return format!("the id of {} in quotation marks", a(name.word()));
        }
        Kind::NumberKey => "the key of a number in quotation marks",
        Kind::OptionRef => "an option, written \"issue.option\"",
        Kind::OptionOf(_) | Kind::OptionOfKey => "the id of an option in quotation marks",
        Kind::Words(_) => "a word in quotation marks, or a list of two",
        Kind::Package | Kind::PackageOr(_) => {
            "the id of a package in quotation marks, or a table of its choices"
        }
        Kind::List(_) | Kind::Tiers(_) => "a list",
        Kind::Map(..) | Kind::Table(_) => "a table",
        Kind::Rows(_) => "a list of tables",
        Kind::Pair(_) => "a list of two",
        Kind::Loose => "words, numbers and ranges",
    }
    .to_owned()
}
