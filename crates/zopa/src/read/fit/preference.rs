//! What only statements of preference hold: ranges of words, packages, and orders with ties.

use super::{Fit, NO_KEYS, Place};
use crate::diagnostic::code;
use crate::read::tree::{Node, Value};
use crate::shape::{Kind, Name, Of};

impl Fit<'_> {
    /// One of the words, or two of them.
    pub(super) fn words(&mut self, words: &'static [&'static str], node: &Node) {
        let items = node.list();
        match items {
            Some(items) if items.len() != 2 => {
                let message = format!("a list of two belongs here, not of {}", items.len());
                self.log.say(&code::WRONG_TYPE, node.span, message);
            }
            Some(items) => items.iter().for_each(|item| match &item.value {
                Value::Text(_) => self.words(words, item),
                _ => self.wrong_type("a word in quotation marks", item),
            }),
            None => self.word(words, node),
        }
    }

    /// A package by its id, by one of the words, or by its choices.
    pub(super) fn package(&mut self, words: &[&str], node: &Node, place: &Place<'_>) {
        match &node.value {
            Value::Text(id) if !words.contains(&id.as_str()) => self.refer(Name::Package, id, node.span),
            Value::Table(choices) => {
                for entry in &choices.entries {
                    self.key(&Of::Ref(Name::Issue), entry, place, &NO_KEYS);
                    let inside = Place { key: Some(&entry.key), ..*place };
                    self.value(&Kind::OptionOfKey, &entry.node, &inside);
                }
            }
            _ => {}
        }
    }

    /// A list whose items are what `inner` says, or lists of such.
    pub(super) fn tiers(&mut self, inner: &'static Kind, items: &[Node], place: &Place<'_>) {
        for item in items {
            match &item.value {
                Value::List(alike) if alike.is_empty() => self.wrong_type("a list of at least one", item),
                Value::List(alike) => alike.iter().for_each(|one| self.value(inner, one, place)),
                _ => self.value(inner, item, place),
            }
        }
    }
}
