//! Until when each party would accept the packages on the table.

use super::{Seen, Time, anchored};
use crate::ensemble::{Origin, View};
use crate::question::package::{named_visible, wanted};
use crate::question::share::percent;
use crate::question::words::grouped;
use crate::question::{AskError, Asked};
use crate::report::{Block, Cell, Table, Tone};

/// Follows the package asked for, or the named ones on the table.
pub(super) fn follow(asked: &Asked, view: &mut View) -> Result<(), AskError> {
    let compiled = view.plausible.compiled.clone();
    match &asked.settings.package {
        Some(text) => {
            let wanted = wanted(asked, text)?;
            view.follow(wanted.package(&compiled)?, Origin::Named(wanted.label));
        }
        None => {
            for (named, package) in named_visible(asked, &compiled) {
                view.follow(package, Origin::Named(named.label.clone()));
            }
        }
    }
    Ok(())
}

/// What a package that is followed is called.
pub(super) fn name(origin: &Origin) -> String {
    match origin {
        Origin::Named(label) => label.clone(),
        Origin::Picked(..) | Origin::Witness(_) => String::new(),
    }
}

/// In which share of worlds a party accepts a package, by period.
fn accepts(seen: &Seen, package: usize, p: usize) -> Vec<f64> {
    let of = |one: &crate::question::robust::Counted| {
        one.summary.packages[package].by_party[p] as f64 / one.summary.worlds.max(1) as f64
    };
    seen.periods.iter().map(of).collect()
}

pub(super) fn blocks(time: &Time) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Until when packages are accepted", "packages")];
    if time.views.iter().all(|seen| seen.first().listed.is_empty()) {
        blocks.push(Block::Text("The scenario names no package; --package asks about one.".into()));
        return blocks;
    }
    let last = time.when(time.months[time.months.len() - 1]);
    blocks.push(Block::Text(format!(
        "The share of worlds in which the party accepts the package, {} and in {last}; then the last {} looked at in which it does so in at least half of them. A red line that is real refuses a package in every {}.",
        time.when(time.months[0]),
        time.asked.scenario.period,
        time.asked.scenario.period
    )));
    blocks.extend(time.views.iter().map(|seen| Block::Table(table(time, seen))));
    blocks
}

/// `60 → 12 %`; one number where both are the same.
fn between(first: f64, last: f64) -> String {
    let [first, last] = [first, last].map(percent);
    if first == last { format!("{first} %") } else { format!("{first} → {last} %") }
}

fn table(time: &Time, seen: &Seen) -> Table {
    let view = seen.first();
    let compiled = &view.plausible.compiled;
    let parties = super::paths::asked(seen);
    let id = compiled.view.as_deref().unwrap_or("base");
    let whole = time.months.len() - 1;
    let cell = |package: usize, p: usize| {
        if !view.listed[package].asked[p] {
            return Cell { text: "not asked".into(), tone: Tone::Quiet, detail: None };
        }
        let shares = accepts(seen, package, p);
        let until = (0..shares.len()).rev().find(|&t| shares[t] >= 0.5);
        let (text, tone) = match until {
            Some(t) if t == whole => ("throughout".to_owned(), Tone::Yes),
            Some(0) if time.months[0] == 0 => ("only now".to_owned(), Tone::Open),
            Some(t) => (format!("until {}", time.when(time.months[t])), Tone::Open),
            None => ("never".to_owned(), Tone::No),
        };
        // A party that comes round later, not from the start.
        let from = shares.iter().position(|share| *share >= 0.5).filter(|&t| t > 0);
        let text = match (from, until) {
            (Some(from), Some(t)) if t == whole => format!("from {}", time.when(time.months[from])),
            _ => text,
        };
        Cell { text: format!("{}, {text}", between(shares[0], shares[whole])), tone, detail: None }
    };
    let all = |package: usize| {
        let part = |t: usize| {
            let one = &seen.periods[t];
            one.summary.packages[package].accepted[0] as f64 / one.summary.worlds.max(1) as f64
        };
        Cell::from(between(part(0), part(whole)))
    };
    let rows = (0..view.listed.len())
        .map(|package| {
            let name = Cell::from(name(&view.listed[package].origin));
            let cells = parties.iter().map(|&p| cell(package, p));
            std::iter::once(name).chain(cells).chain([all(package)]).collect()
        })
        .collect();
    let mut head = vec!["Package".to_owned()];
    head.extend(parties.iter().map(|&p| compiled.parties[p].1.clone()));
    head.push("All".into());
    Table {
        id: anchored(&["until", id]),
        caption: match compiled.view {
            Some(_) => format!("Until when: {}", compiled.view_label),
            None => "Until when".into(),
        },
        summary: format!(
            "From {} to {}, in {} worlds of the base case; “never” and “throughout” are by half of the worlds.",
            time.when(time.months[0]),
            time.when(time.months[whole]),
            grouped(seen.periods[0].summary.worlds.into())
        ),
        numeric: vec![false; head.len()],
        head,
        rows,
    }
}
