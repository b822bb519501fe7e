//! A TOML file as its lines, in its own words: what the layout moves about.

use toml_parser::parser::{Event, EventKind, parse_document};

/// One line of a file; a value may itself run over several.
#[derive(Debug)]
pub(super) enum Line<'a> {
    /// An empty line.
    Blank,
    /// A comment on a line of its own.
    Comment(&'a str),
    /// `[a.b]` or `[[a.b]]`.
    Header { path: Vec<&'a str>, array: bool, comment: Option<&'a str> },
    /// `a.b = value`.
    Pair(Item<'a>),
}

/// An element of an array (no key), an entry of an inline table, or a pair of a table.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// The key's parts, as written; empty in an array.
    pub key: Vec<&'a str>,
    pub value: Value<'a>,
    /// The comment that ends its line.
    pub comment: Option<&'a str>,
}

/// A value.
#[derive(Debug)]
pub(super) enum Value<'a> {
    /// Anything without parts, as written.
    Scalar(&'a str),
    Array(Inside<'a>),
    Table(Inside<'a>),
}

/// What stands between the brackets of an array or inline table.
#[derive(Debug, Default)]
pub(super) struct Inside<'a> {
    /// A comment behind the opening bracket.
    pub opening: Option<&'a str>,
    pub entries: Vec<Entry<'a>>,
}

/// One line between brackets.
#[derive(Debug)]
pub(super) enum Entry<'a> {
    Blank,
    Comment(&'a str),
    Item(Item<'a>),
}

/// Reads text that is known to be TOML.
pub(super) fn read(text: &str) -> Vec<Line<'_>> {
    let tokens = toml_parser::Source::new(text).lex().into_vec();
    let mut events: Vec<Event> = Vec::with_capacity(tokens.len());
    parse_document(&tokens, &mut events, &mut ());
    events.retain(|event| event.kind() != EventKind::Whitespace);
    Reader { text, events, at: 0 }.lines()
}

struct Reader<'a> {
    text: &'a str,
    events: Vec<Event>,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<EventKind> {
        self.events.get(self.at).map(Event::kind)
    }

    /// The words of the next event, and past it.
    fn take(&mut self) -> &'a str {
        let span = self.events.get(self.at).map_or(0..0, |event| event.span().start()..event.span().end());
        self.at += 1;
        self.text.get(span).unwrap_or("")
    }

    fn lines(mut self) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        while let Some(kind) = self.peek() {
            match kind {
                EventKind::Newline => {
                    self.take();
                    lines.push(Line::Blank);
                }
                EventKind::Comment => {
                    lines.push(Line::Comment(self.take().trim_end()));
                    self.line_end();
                }
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    let array = kind == EventKind::ArrayTableOpen;
                    self.take();
                    let path = self.key();
                    self.take();
                    let comment = self.line_end();
                    lines.push(Line::Header { path, array, comment });
                }
                EventKind::SimpleKey => {
                    let mut item = self.item();
                    item.comment = self.line_end();
                    lines.push(Line::Pair(item));
                }
                // Not reached on valid TOML; skipped so that the loop always ends.
                _ => self.at += 1,
            }
        }
        lines
    }

    /// The comment, if any, and the newline that end a line.
    fn line_end(&mut self) -> Option<&'a str> {
        let comment = (self.peek() == Some(EventKind::Comment)).then(|| self.take().trim_end());
        if self.peek() == Some(EventKind::Newline) {
            self.take();
        }
        comment
    }

    fn key(&mut self) -> Vec<&'a str> {
        let mut parts = Vec::new();
        while let Some(EventKind::SimpleKey | EventKind::KeySep) = self.peek() {
            let simple = self.peek() == Some(EventKind::SimpleKey);
            let words = self.take();
            if simple {
                parts.push(words);
            }
        }
        parts
    }

    /// A key with its value, or a value alone.
    fn item(&mut self) -> Item<'a> {
        let key = self.key();
        if self.peek() == Some(EventKind::KeyValSep) {
            self.take();
        }
        let value = match self.peek() {
            Some(EventKind::ArrayOpen) => Value::Array(self.inside(EventKind::ArrayClose)),
            Some(EventKind::InlineTableOpen) => Value::Table(self.inside(EventKind::InlineTableClose)),
            _ => Value::Scalar(self.take()),
        };
        Item { key, value, comment: None }
    }

    /// What stands between the brackets; comments find the element whose line they end.
    fn inside(&mut self, close: EventKind) -> Inside<'a> {
        self.take();
        let mut inside = Inside::default();
        let mut same_line = true;
        while let Some(kind) = self.peek() {
            if kind == close {
                self.take();
                break;
            }
            match kind {
                EventKind::ValueSep => drop(self.take()),
                EventKind::Newline => {
                    self.take();
                    if !same_line {
                        inside.entries.push(Entry::Blank);
                    }
                    same_line = false;
                }
                EventKind::Comment => {
                    let comment = self.take().trim_end();
                    match inside.entries.last_mut() {
                        None if same_line => inside.opening = Some(comment),
                        Some(Entry::Item(item)) if same_line && item.comment.is_none() => {
                            item.comment = Some(comment);
                        }
                        _ => inside.entries.push(Entry::Comment(comment)),
                    }
                    same_line = true;
                }
                _ => {
                    inside.entries.push(Entry::Item(self.item()));
                    same_line = true;
                }
            }
        }
        inside
    }
}
