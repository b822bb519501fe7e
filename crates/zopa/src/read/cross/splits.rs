//! Splits: a map that covers the issue, and values of the parts that add up to those of the whole.

use super::overlay::Run;
use super::{Look, list};
use crate::diagnostic::{Log, code};
use crate::number::{exact, written};
use crate::read::names::{short, suggest};
use crate::read::tree::{Node, Table};
use crate::scenario::{Estimate, Span, Split, SplitPart};
use num_rational::BigRational;
use num_traits::Zero;
use std::collections::{BTreeMap, BTreeSet};

pub fn check(look: Look<'_>, log: &mut Log) {
    if !look.sound(&["splits"]) {
        return;
    }
    let rows = look.root.get("splits").and_then(Node::list).unwrap_or_default();
    for (split, row) in look.scenario.splits.iter().zip(rows) {
        let Some(row) = row.table() else { continue };
        let sound = map(look, split, row, log) & keys(split, row, log);
        if sound && look.sound(&["issues", "views"]) {
            values(look, split, row, log);
        }
    }
}

/// Whether every option of the issue is mapped to one option of each part.
fn map(look: Look<'_>, split: &Split, row: &Table, log: &mut Log) -> bool {
    let found = log.found.len();
    let mapped: BTreeSet<&str> = split.map.iter().map(|(option, _)| option.as_str()).collect();
    let gaps: Vec<&str> = look
        .names
        .options(&split.issue)
        .into_iter()
        .flatten()
        .filter(|option| !mapped.contains(option))
        .collect();
    if !gaps.is_empty() {
        let message =
            format!("the split `{}` says nothing about {} of `{}`", split.id, list(gaps), split.issue);
        log.say(&code::SPLIT_MAP_GAP, split.span, message)
            .hint("add a row of `map` for each option of the issue");
    }
    let entries = row.get("map").and_then(Node::table).map(|map| map.entries.as_slice()).unwrap_or_default();
    for entry in entries {
        let items = entry.node.list().unwrap_or_default();
        if items.len() != split.parts.len() {
            let message =
                format!("`{}` names {} options for {} parts", entry.key, items.len(), split.parts.len());
            log.say(&code::SPLIT_MAP_LENGTH, entry.node.span, message)
                .hint("name one option of each part, in the order of `parts`");
            continue;
        }
        for (item, part) in items.iter().zip(&split.parts) {
            let Some(option) = item.text() else { continue };
            if !part.options.iter().any(|known| known == option) {
                let message = format!("the part `{}` has no option `{}`", part.id, short(option));
                let finding = log.say(&code::NO_PART, item.span, message);
                suggest(finding, option, part.options.iter().map(String::as_str));
            }
        }
    }
    log.found.len() == found
}

/// Whether the values are for options of the parts.
fn keys(split: &Split, row: &Table, log: &mut Log) -> bool {
    let found = log.found.len();
    let known: Vec<String> = split
        .parts
        .iter()
        .flat_map(|part| part.options.iter().map(|option| format!("{}.{option}", part.id)))
        .collect();
    let parties =
        row.get("values").and_then(Node::table).map(|map| map.entries.as_slice()).unwrap_or_default();
    for entry in parties.iter().filter_map(|party| party.node.table()).flat_map(|values| &values.entries) {
        if !known.contains(&entry.key) {
            let message = format!("`{}` is no option of a part of this split", short(&entry.key));
            let finding = log.say(&code::NO_PART, entry.at, message);
            suggest(finding, &entry.key, known.iter().map(String::as_str));
        }
    }
    log.found.len() == found
}

fn values(look: Look<'_>, split: &Split, row: &Table, log: &mut Log) {
    let runs = Run::all(look.scenario);
    let determined = determined(split);
    let mut open = Vec::new();
    for party in &look.scenario.parties {
        let given: Option<BTreeMap<(&str, &str), &Estimate>> =
            split.values.iter().find(|(id, _)| *id == party.id).map(|(_, values)| {
                values
                    .iter()
                    .map(|((part, option), value)| ((part.as_str(), option.as_str()), value))
                    .collect()
            });
        match given {
            Some(given) => {
                let place = row.get("values").and_then(Node::table).and_then(|values| values.get(&party.id));
                let span = place.map_or(split.span, |node| node.span);
                Parts { split, party: &party.id, given, span }.add_up(&runs, log);
            }
            None if determined != Some(true)
                && runs.iter().any(|run| run.values.contains_key(party.id.as_str())) =>
            {
                open.push(party.id.as_str());
            }
            None => {}
        }
    }
    if !open.is_empty() {
        let message = match determined {
            Some(_) => {
                format!("the split `{}` does not say what its parts are worth to {}", split.id, list(open))
            }
            None => format!(
                "the split `{}` is too large to tell what its parts are worth to {}",
                split.id,
                list(open)
            ),
        };
        log.say(&code::SPLIT_OPEN, split.span, message)
            .hint("its `map` leaves room: give `values` for the options of each part");
    }
}

/// What the options of the parts are worth to one party.
struct Parts<'a> {
    split: &'a Split,
    party: &'a str,
    given: BTreeMap<(&'a str, &'a str), &'a Estimate>,
    span: Span,
}

impl Parts<'_> {
    /// On every mapped package these have to add up to the value of the whole, as far as ranges tell.
    fn add_up(&self, runs: &[Run<'_>], log: &mut Log) {
        let party = self.party;
        let mut said = BTreeSet::new();
        for (option, choices) in &self.split.map {
            let mut pairs = self.split.parts.iter().zip(choices);
            let worth = |(part, choice): (&SplitPart, &String)| {
                self.given.get(&(part.id.as_str(), choice.as_str())).map(|v| (exact(v.low), exact(v.high)))
            };
            let none = (BigRational::zero(), BigRational::zero());
            let sum =
                pairs.try_fold(none, |sum, pair| worth(pair).map(|(low, high)| (sum.0 + low, sum.1 + high)));
            let Some((low, high)) = sum else {
                let message = format!("`{party}` lacks the value of a part where the whole is `{option}`");
                log.say(&code::SPLIT_SUM, self.span, message)
                    .hint("give a value for every option of every part that `map` uses");
                continue;
            };
            for run in runs {
                let Some(whole) = run.value(party, &self.split.issue, option) else { continue };
                let whole = (exact(whole.low), exact(whole.high));
                if low > whole.1 || high < whole.0 {
                    let under = run.view.map(|view| format!(" under the view `{view}`")).unwrap_or_default();
                    let message = format!(
                        "the parts of `{option}` add up to {} for `{party}`, the whole is {}{under}",
                        range(&low, &high),
                        range(&whole.0, &whole.1),
                    );
                    if said.insert(message.clone()) {
                        log.say(&code::SPLIT_SUM, self.span, message);
                    }
                }
            }
        }
    }
}

fn range(low: &BigRational, high: &BigRational) -> String {
    if low == high { written(low) } else { format!("{} to {}", written(low), written(high)) }
}

/// Whether the values of mapped packages determine that of every combination of parts. Each package is a
/// row of zeros and ones over the options of the parts; all combinations span a space of dimension
/// 1 + Σ(options − 1), and the map determines them when its rows span the same. `None`: too large to tell.
fn determined(split: &Split) -> Option<bool> {
    const COLUMNS: usize = 256;
    let columns: Vec<(usize, &str)> = split
        .parts
        .iter()
        .enumerate()
        .flat_map(|(i, part)| part.options.iter().map(move |option| (i, option.as_str())))
        .collect();
    if columns.len() > COLUMNS || split.map.len() > COLUMNS {
        return None;
    }
    let rows = split.map.iter().map(|(_, choices)| {
        columns
            .iter()
            .map(|(i, option)| u64::from(choices.get(*i).is_some_and(|choice| choice == option)))
            .collect::<Vec<u64>>()
    });
    let needed = 1 + split.parts.iter().map(|part| part.options.len().saturating_sub(1)).sum::<usize>();
    Some(rank(rows.collect()) >= needed)
}

/// Rank of a matrix of zeros and ones, modulo the prime 2⁶¹ − 1: never above the true one.
fn rank(mut rows: Vec<Vec<u64>>) -> usize {
    const P: u64 = (1 << 61) - 1;
    let times = |a: u64, b: u64| (u128::from(a) * u128::from(b) % u128::from(P)) as u64;
    let columns = rows.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..columns {
        let Some(pivot) = (rank..rows.len()).find(|&i| rows[i][column] != 0) else { continue };
        rows.swap(rank, pivot);
        let (head, tail) = rows.split_at_mut(rank + 1);
        let lead = &head[rank];
        for row in tail.iter_mut().filter(|row| row[column] != 0) {
            // row := row * lead[column] - lead * row[column]
            let (keep, drop) = (lead[column], row[column]);
            for (cell, own) in row.iter_mut().zip(lead) {
                *cell = (times(*cell, keep) + P - times(*own, drop)) % P;
            }
        }
        rank += 1;
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn rank_of_small_matrices() {
        assert_eq!(rank(vec![]), 0);
        assert_eq!(rank(vec![vec![1, 0], vec![0, 1]]), 2);
        assert_eq!(rank(vec![vec![1, 1], vec![1, 1]]), 1);
        // Two parts of two options each: all four combinations span three dimensions.
        assert_eq!(rank(vec![vec![1, 0, 1, 0], vec![1, 0, 0, 1], vec![0, 1, 1, 0], vec![0, 1, 0, 1]]), 3);
    }
}
