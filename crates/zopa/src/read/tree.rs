//! The file as plain nested values, each with its place: what the phases of reading hand on to each other.

use crate::scenario::Span;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What TOML can say, with numbers as they were written.
#[derive(Debug, Clone)]
pub enum Value {
    /// A string.
    Text(String),
    /// An integer or a float, not yet read.
    Number(Literal),
    /// A truth value.
    Bool(bool),
    /// A date or time without quotation marks.
    Moment(String),
    /// An array.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

impl Value {
    /// What it is, in words.
    pub fn what(&self) -> &'static str {
        match self {
            Value::Text(_) => "text",
            Value::Number(_) => "a number",
            Value::Bool(_) => "true or false",
            Value::Moment(_) => "a date without quotation marks",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// A number as its digits stand in the file.
#[derive(Debug, Clone)]
pub struct Literal {
    /// Sign, digits, point and exponent.
    pub digits: String,
    /// 2, 8, 10 or 16.
    pub radix: u32,
}

/// Keys in the order they stand in the file.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The pairs.
    pub entries: Vec<Entry>,
}

/// One key with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its place.
    pub at: Span,
    /// The value.
    pub node: Node,
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// The text of a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::text)
    }
}

impl Node {
    /// Its text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Its items.
    pub fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// Its table.
    pub fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }
}
