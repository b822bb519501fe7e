//! Ids by what an analyst writes: the id, or the label in any letter case.

use crate::shape::Name;
use std::collections::{BTreeMap, BTreeSet};

/// The ids of one kind of thing.
#[derive(Debug, Default)]
pub struct Directory {
    ids: BTreeSet<String>,
    /// Ids and labels in lower case, with the id they mean; `None` where they could mean several.
    folded: BTreeMap<String, Option<String>>,
}

impl Directory {
    /// Adds a thing.
    pub fn add(&mut self, id: &str, label: &str) {
        self.ids.insert(id.to_owned());
        for name in [fold(id), fold(label)] {
            if name.is_empty() {
                continue;
            }
            let known = self.folded.entry(name).or_insert_with(|| Some(id.to_owned()));
            if known.as_deref().is_some_and(|known| known != id) {
                *known = None;
            }
        }
    }

    /// The id that is meant.
    pub fn find(&self, text: &str) -> Option<&str> {
        let text = text.trim();
        match self.ids.get(text) {
            Some(id) => Some(id),
            None => self.folded.get(&fold(text))?.as_deref(),
        }
    }
}

/// Without letter case and surplus blanks.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The things of a workbook that cells refer to.
#[derive(Debug, Default)]
pub struct Names {
    /// Parties, issues, sources and groups.
    pub things: BTreeMap<Name, Directory>,
    /// Options by id of their issue.
    pub options: BTreeMap<String, Directory>,
}

impl Names {
    /// Adds a thing.
    pub fn add(&mut self, name: Name, id: &str, label: &str) {
        self.things.entry(name).or_default().add(id, label);
    }

    /// The id that is meant.
    pub fn find(&self, name: Name, text: &str) -> Option<&str> {
        self.things.get(&name)?.find(text)
    }

    /// The id of an option of this issue, written alone or with its issue.
    pub fn option_of(&self, issue: &str, text: &str) -> Option<&str> {
        if let Some(option) = self.options.get(issue)?.find(text) {
            return Some(option);
        }
        let (found, option) = self.option(text)?;
        (found == issue).then_some(option)
    }

    /// Issue and option of `issue.option` or `issue: option`, ids or labels, which may themselves have points.
    pub fn option(&self, text: &str) -> Option<(&str, &str)> {
        text.match_indices(['.', ':']).take(16).find_map(|(at, _)| {
            let issue = self.find(Name::Issue, &text[..at])?;
            let option = self.options.get(issue)?.find(&text[at + 1..])?;
            Some((issue, option))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_id_or_by_label_unless_two_have_it() {
        let mut names = Names::default();
        names.add(Name::Issue, "price", "Price per ton, f.o.b.");
        names.add(Name::Party, "A", "Alpha");
        names.add(Name::Party, "a", "Beta");
        names.add(Name::Party, "C", "Beta");
        names.options.entry("price".into()).or_default().add("low", "90.50");
        assert_eq!(names.find(Name::Party, " alpha "), Some("A"));
        assert_eq!(names.find(Name::Party, "a"), Some("a"), "an id as it is written comes first");
        assert_eq!(names.find(Name::Party, "Beta"), None);
        assert_eq!(names.find(Name::Source, "A"), None);
        for text in ["price.low", "Price.90.50", "price per ton,  f.o.b.: 90.50", "PRICE: low"] {
            assert_eq!(names.option(text), Some(("price", "low")), "{text}");
        }
        assert_eq!(names.option_of("price", "90.50"), Some("low"));
        assert_eq!(names.option_of("price", "price.low"), Some("low"));
        assert_eq!(names.option("weight.low"), None);
    }
}
