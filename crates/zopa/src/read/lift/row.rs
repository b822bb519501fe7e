//! One table, with its values by key.

use crate::date::Date;
use crate::read::tree::{Entry, Node, Table, Value};
use crate::scenario::{OptionRef, Span};

/// A table and its place.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    /// Its place.
    pub span: Span,
}

impl<'a> Row<'a> {
    /// The file itself.
    pub fn of(table: &'a Table) -> Row<'a> {
        Row { table, span: Span::default() }
    }

    /// A table inside it.
    pub fn from(node: &'a Node) -> Option<Row<'a>> {
        node.table().map(|table| Row { table, span: node.span })
    }

    /// Its keys and values.
    pub fn entries(&self) -> &'a [Entry] {
        &self.table.entries
    }

    pub fn node(&self, key: &str) -> Option<&'a Node> {
        self.table.get(key)
    }

    pub fn table(&self, key: &str) -> Option<&'a Table> {
        self.node(key).and_then(Node::table)
    }

    pub fn row(&self, key: &str) -> Option<Row<'a>> {
        self.node(key).and_then(Row::from)
    }

    pub fn text(&self, key: &str) -> Option<String> {
        self.table.text(key).map(str::to_owned)
    }

    pub fn date(&self, key: &str) -> Option<Date> {
        self.table.text(key).and_then(Date::parse)
    }

    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.node(key)?.value {
            Value::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    pub fn count(&self, key: &str) -> Option<i64> {
        self.node(key).and_then(count)
    }

    pub fn texts(&self, key: &str) -> Vec<String> {
        self.node(key).map(texts).unwrap_or_default()
    }

    pub fn option(&self, key: &str) -> Option<OptionRef> {
        let node = self.node(key)?;
        option(node.text()?, node.span)
    }

    pub fn options(&self, key: &str) -> Vec<OptionRef> {
        let items = self.node(key).and_then(Node::list).unwrap_or_default();
        items.iter().filter_map(|item| option(item.text()?, item.span)).collect()
    }

    /// Rows of a list of tables.
    pub fn rows<T>(&self, key: &str, mut lift: impl FnMut(&Row<'a>) -> Option<T>) -> Vec<T> {
        let items = self.node(key).and_then(Node::list).unwrap_or_default();
        items.iter().filter_map(|item| lift(&Row::from(item)?)).collect()
    }

    /// Tables of a table, by id. Their place is that of their id.
    pub fn named<T>(&self, key: &str, mut lift: impl FnMut(&str, &Row<'a>) -> Option<T>) -> Vec<T> {
        let Some(table) = self.table(key) else { return Vec::new() };
        let row = |entry: &'a Entry| Row::from(&entry.node).map(|row| Row { span: entry.at, ..row });
        table.entries.iter().filter_map(|entry| lift(&entry.key, &row(entry)?)).collect()
    }
}

/// The texts of a list.
pub fn texts(node: &Node) -> Vec<String> {
    node.list().unwrap_or_default().iter().filter_map(|item| item.text().map(str::to_owned)).collect()
}

/// A whole number.
pub fn count(node: &Node) -> Option<i64> {
    match &node.value {
        Value::Number(literal) => {
            crate::read::number::parse(literal).ok().filter(|n| n.is_integer())?.to_integer().try_into().ok()
        }
        _ => None,
    }
}

/// An option from `issue.option`.
pub fn option(text: &str, span: Span) -> Option<OptionRef> {
    let (issue, option) = text.split_once('.')?;
    Some(OptionRef { issue: issue.to_owned(), option: option.to_owned(), span })
}
