//! What differs between two versions of a scenario, judgement by judgement, and which differences only go together.
//!
//! A [`Unit`] is the smallest thing that can be taken over alone: all judgements of one place, and, where something
//! that others speak of appears or disappears (a party, an issue, an option, a red line, a view, a package, the periods
//! of a path), every changed judgement that speaks of it.

use super::place::{Place, copy};
use super::rows::{Entry, Section, rows};
use crate::scenario::Scenario;
use std::collections::{BTreeMap, BTreeSet};

/// A judgement that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Number of the change it belongs to, from 1.
    pub number: usize,
    pub(super) section: Section,
    /// What it is, in words.
    pub name: String,
    /// What OLD says; absent: nothing.
    pub old: Option<String>,
    /// What NEW says; absent: nothing.
    pub new: Option<String>,
    /// Where it comes from in OLD; empty: no source.
    pub old_source: String,
    /// Where it comes from in NEW; empty: no source.
    pub new_source: String,
    /// Whether only where it comes from differs.
    pub only_source: bool,
}

/// Judgements that are taken over together.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Its number, from 1.
    pub number: usize,
    /// What it is, in a few words.
    pub name: String,
    /// Whether a verdict could follow it.
    pub counts: bool,
    places: Vec<Place>,
}

impl Unit {
    /// Makes the judgements of this unit those of `from`.
    pub(super) fn take(&self, into: &mut Scenario, from: &Scenario) {
        self.places.iter().for_each(|place| copy(place, into, from));
    }
}

/// Everything that differs.
#[derive(Debug, Clone)]
pub(super) struct Changes {
    pub changes: Vec<Change>,
    pub units: Vec<Unit>,
    /// What is only called or ordered differently, in sentences.
    pub renamed: Vec<String>,
    /// Sections that no conclusion rests on and that differ: name, rows added or changed, rows removed or changed.
    pub aside: Vec<(&'static str, usize, usize)>,
}

type Pair<'e> = (Option<&'e Entry>, Option<&'e Entry>);

/// Compares two versions by ids.
pub(super) fn changes(old: &Scenario, new: &Scenario) -> Changes {
    let (before, after) = (rows(old), rows(new));
    let mut pairs: BTreeMap<(&Place, &str), Pair> = BTreeMap::new();
    for entry in &before {
        pairs.entry((&entry.place, &entry.slot)).or_default().0 = Some(entry);
    }
    for entry in &after {
        pairs.entry((&entry.place, &entry.slot)).or_default().1 = Some(entry);
    }
    // In the order of NEW, what only OLD has at the end of its section.
    let place_of = |list: &[Entry], e: Option<&Entry>| {
        e.and_then(|e| list.iter().position(|x| std::ptr::eq(x, e))).unwrap_or(usize::MAX)
    };
    let mut differing: Vec<(Section, usize, usize, Pair)> = pairs
        .into_values()
        .filter(|(a, b)| match (a, b) {
            (Some(a), Some(b)) => a.value != b.value || a.why != b.why,
            _ => true,
        })
        .filter_map(|(a, b)| {
            let section = b.or(a)?.section;
            Some((section, place_of(&after, b), place_of(&before, a), (a, b)))
        })
        .collect();
    differing.sort_by_key(|(section, at, was, _)| (*section, *at, *was));
    let differing: Vec<Pair> = differing.into_iter().map(|(.., pair)| pair).collect();
    let unit_of = united(&differing);
    let mut units: Vec<Unit> = Vec::new();
    let mut changes = Vec::new();
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for (k, (a, b)) in differing.iter().enumerate() {
        let Some(entry) = b.or(*a) else { continue };
        let number = *numbers.entry(unit_of[k]).or_insert_with(|| {
            units.push(Unit {
                number: units.len() + 1,
                name: String::new(),
                counts: false,
                places: Vec::new(),
            });
            units.len()
        });
        let only_source = matches!((a, b), (Some(a), Some(b)) if a.value == b.value);
        let unit = &mut units[number - 1];
        unit.places.push(entry.place.clone());
        unit.counts |= !only_source && entry.section != Section::Unused;
        changes.push(Change {
            number,
            section: entry.section,
            name: entry.name.clone(),
            old: a.map(|e| e.shown.clone()),
            new: b.map(|e| e.shown.clone()),
            old_source: a.map_or_else(String::new, |e| e.why.clone()),
            new_source: b.map_or_else(String::new, |e| e.why.clone()),
            only_source,
        });
    }
    for unit in &mut units {
        unit.places.sort();
        unit.places.dedup();
        let own: Vec<(&Change, &Pair)> =
            changes.iter().zip(&differing).filter(|(c, _)| c.number == unit.number).collect();
        let head = own.iter().find(|(_, pair)| structural(pair).is_some()).or(own.first());
        let Some((first, pair)) = head else { continue };
        let rest = own.len() - 1;
        let how = match (structural(pair).is_some(), &first.old, &first.new) {
            (true, None, _) => ", added",
            (true, _, None) => ", removed",
            _ => "",
        };
        let more = match rest {
            0 => String::new(),
            1 => ", with one row that goes with it".into(),
            n => format!(", with {n} rows that go with it"),
        };
        unit.name = format!("{}{how}{more}", first.name);
    }
    Changes { changes, units, renamed: super::names::renamed(old, new), aside: super::names::aside(old, new) }
}

/// The token of what appears or disappears here, and is spoken of elsewhere.
fn structural((a, b): &Pair) -> Option<String> {
    let entry = b.or(*a)?;
    let one_sided = a.is_none() || b.is_none();
    match &entry.place {
        Place::Periods(..) => entry.mentions.last().cloned(),
        _ if !one_sided => None,
        Place::Party(id) => Some(format!("party {id}")),
        Place::Issue(id) => Some(format!("issue {id}")),
        Place::Choice(issue, option) => Some(format!("option {issue}.{option}")),
        Place::Line(id) => Some(format!("line {id}")),
        Place::View(id) => Some(format!("view {id}")),
        Place::Package(id) => Some(format!("package {id}")),
        _ => None,
    }
}

/// For each difference, the first one it goes together with.
fn united(differing: &[Pair]) -> Vec<usize> {
    let mut first: Vec<usize> = (0..differing.len()).collect();
    let tokens: BTreeSet<String> = differing.iter().filter_map(structural).collect();
    let mut owner: BTreeMap<String, usize> = BTreeMap::new();
    for (k, (a, b)) in differing.iter().enumerate() {
        let entries = || a.iter().chain(b.iter());
        let spoken = entries().flat_map(|e| &e.mentions).filter(|m| tokens.contains(*m)).cloned();
        let place = entries().map(|e| format!("at {:?}", e.place));
        for key in spoken.chain(place).collect::<Vec<_>>() {
            match owner.get(&key) {
                None => {
                    owner.insert(key, first[k]);
                }
                Some(&other) => {
                    let (a, b) = (root(&first, k), root(&first, other));
                    first[a.max(b)] = a.min(b);
                }
            }
        }
    }
    (0..first.len()).map(|k| root(&first, k)).collect()
}

fn root(first: &[usize], mut at: usize) -> usize {
    while first[at] != at {
        at = first[at];
    }
    at
}
