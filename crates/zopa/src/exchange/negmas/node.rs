//! What a YAML or JSON file holds, with lines, and with numbers exactly as written.

use crate::exchange::decimal::parse;
use num_rational::BigRational;
use std::collections::BTreeSet;

/// Nodes of one file at most, what aliases repeat included.
pub(crate) const NODES: usize = 2_000_000;
/// How deep nodes may lie in each other.
pub(crate) const DEPTH: usize = 64;

/// A part of the file.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Line of the file, from 1.
    pub line: usize,
    /// What it is.
    pub is: Is,
}

/// What a part of the file is. Numbers and truth values keep their text.
#[derive(Debug, Clone)]
pub(crate) enum Is {
    Null,
    Bool(bool, String),
    Number(BigRational, String),
    /// Infinite or not a number.
    Unbounded(Unbounded, String),
    Text(String),
    Bytes,
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// What floating point has besides numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unbounded {
    Above,
    Below,
    Nan,
}

/// What makes two scalars the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Bool(bool),
    Number(BigRational),
    Text(String),
    List(Vec<Key>),
}

impl Node {
    /// A map whose keys are scalars or lists of them, none of them twice.
    pub fn map_of(line: usize, entries: Vec<(Node, Node)>) -> Result<Node, String> {
        let mut seen = BTreeSet::new();
        for (key, _) in &entries {
            let known = key.key().ok_or_else(|| key.at("this cannot be a key"))?;
            if !seen.insert(known) {
                return Err(
                    key.at(&format!("the key {} stands here twice", key.name().unwrap_or("(a list)")))
                );
            }
        }
        Ok(Node { line, is: Is::Map(entries) })
    }

    /// A sentence about this node.
    pub fn at(&self, what: &str) -> String {
        format!("line {}: {what}", self.line)
    }

    /// The scalar's text, as it is used for names; nothing for what has no name.
    pub fn name(&self) -> Option<&str> {
        match &self.is {
            Is::Bool(_, text) | Is::Number(_, text) | Is::Text(text) | Is::Unbounded(_, text) => Some(text),
            Is::Null | Is::Bytes | Is::List(_) | Is::Map(_) => None,
        }
    }

    pub fn key(&self) -> Option<Key> {
        match &self.is {
            Is::Bool(b, _) => Some(Key::Bool(*b)),
            Is::Number(n, _) => Some(Key::Number(n.clone())),
            Is::Text(text) => Some(Key::Text(text.clone())),
            Is::List(items) => items.iter().map(Node::key).collect::<Option<_>>().map(Key::List),
            Is::Null | Is::Unbounded(..) | Is::Bytes | Is::Map(_) => None,
        }
    }

    pub fn map(&self, what: &str) -> Result<&[(Node, Node)], String> {
        match &self.is {
            Is::Map(entries) => Ok(entries),
            _ => Err(self.at(&format!("{what} is not a map"))),
        }
    }

    pub fn list(&self, what: &str) -> Result<&[Node], String> {
        match &self.is {
            Is::List(items) => Ok(items),
            _ => Err(self.at(&format!("{what} is not a list"))),
        }
    }

    pub fn number(&self, what: &str) -> Result<BigRational, String> {
        match &self.is {
            Is::Number(number, _) => Ok(number.clone()),
            Is::Unbounded(..) => Err(self.at(&format!("{what} is not finite"))),
            _ => Err(self.at(&format!("{what} is not a number, or longer than 400 digits"))),
        }
    }

    /// The value of a key that is text; null counts as absent.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let Is::Map(entries) = &self.is else { return None };
        let found = entries.iter().find(|(k, _)| matches!(&k.is, Is::Text(t) if t == key));
        found.map(|(_, value)| value).filter(|value| !matches!(value.is, Is::Null))
    }

    /// The name of the node's type, without its module, where it has one.
    pub fn type_name(&self) -> Option<&str> {
        let Is::Text(text) = &self.get("type").or_else(|| self.get("__python_class__"))?.is else {
            return None;
        };
        text.rsplit('.').next()
    }

    /// How many lists and maps lie in each other here.
    pub fn depth(&self) -> usize {
        match &self.is {
            Is::List(items) => 1 + items.iter().map(Node::depth).max().unwrap_or(0),
            Is::Map(entries) => 1 + entries.iter().map(|(k, v)| k.depth().max(v.depth())).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// Number of nodes in it, itself included.
    pub fn size(&self) -> usize {
        1 + match &self.is {
            Is::List(items) => items.iter().map(Node::size).sum(),
            Is::Map(entries) => entries.iter().map(|(k, v)| k.size() + v.size()).sum(),
            _ => 0,
        }
    }
}

/// What a scalar without quotes is.
pub(crate) fn plain(text: &str) -> Is {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Is::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => {
            return Is::Bool(true, text.to_owned());
        }
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            return Is::Bool(false, text.to_owned());
        }
        _ => {}
    }
    let beyond = match text.strip_prefix('+').unwrap_or(text) {
        ".inf" | ".Inf" | ".INF" | "Infinity" => Some(Unbounded::Above),
        "-.inf" | "-.Inf" | "-.INF" | "-Infinity" => Some(Unbounded::Below),
        ".nan" | ".NaN" | ".NAN" | "NaN" => Some(Unbounded::Nan),
        _ => None,
    };
    if let Some(beyond) = beyond {
        return Is::Unbounded(beyond, text.to_owned());
    }
    // 010 is eight to one reader and ten to another: it stays text, which no place for numbers takes.
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text).as_bytes();
    let octal = digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit();
    match parse(text).ok().filter(|_| !octal) {
        Some(number) => Is::Number(number, text.to_owned()),
        None => Is::Text(text.to_owned()),
    }
}
