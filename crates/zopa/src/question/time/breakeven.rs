//! How likely must an end better than a package be for waiting to be worth as much as the package?
//!
//! With `q` the probability that the war ends in a state worth more to the party than the package `v`, `G` and `B` what
//! such an end and any other is worth to it now (discounted to when it comes), and `T` what the time until then is worth:
//! fighting on is worth `T + q G + (1 - q) B`, so a party breaks even at `q* = (v - T - B) / (G - B)`. `T`, `G` and `B` are
//! those of the chain: only the chance of a better end is moved, not how long the war lasts.

use super::course::{Drawn, World, state};
use super::packages::name;
use super::{Seen, Time, anchored, shown, spread};
use crate::question::AskError;
use crate::question::share::percent;
use crate::question::words::grouped;
use crate::report::{Block, Cell, Table, Tone};
use zopa_core::problem::Consent;

/// A party and a package in one world of the chain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Even {
    /// `q*`; `None` where no chance of a better end moves anything: there is none, or nothing but.
    pub needs: Option<f64>,
    /// `q`: the chance the chain gives.
    pub gives: f64,
    /// Whether fighting on is worth more than the package.
    pub waits: bool,
}

/// The break-even of a party (index in the model) for a package worth so much.
pub(super) fn even(world: &World, i: usize, worth: f64) -> Even {
    let waits = world.now[i] > worth;
    let (mut q, mut good, mut bad, mut rest) = (0.0, 0.0, 0.0, 0.0);
    for (e, (_, chance)) in world.ends.iter().enumerate() {
        let now = world.reach[i][e] * world.worth[e][i];
        match world.worth[e][i] > worth {
            true => (q, good) = (q + chance, good + now),
            false => (rest, bad) = (rest + chance, bad + now),
        }
    }
    let between = world.now[i] - good - bad;
    let needs = (q > 0.0 && rest > 0.0)
        .then(|| (good / q, bad / rest))
        .filter(|(good, bad)| good > bad)
        .map(|(good, bad)| (worth - between - bad) / (good - bad));
    Even { needs, gives: q, waits }
}

/// What a package is worth to a party at representative values, points.
pub(super) fn worth(seen: &Seen, package: usize, p: usize) -> f64 {
    let compiled = &seen.first().plausible.compiled;
    compiled.points(compiled.problem.value(p, &seen.first().listed[package].package))
}

/// Parties of the model that are asked about every package, with their index in it.
pub(super) fn parties(drawn: &Drawn, seen: &Seen) -> Vec<(usize, usize)> {
    let problem = &seen.first().plausible.compiled.problem;
    let whole = |p: &usize| problem.parties()[*p].consent == Consent::Whole;
    drawn.model.parties.iter().copied().enumerate().filter(|(_, p)| whole(p)).collect()
}

pub(super) fn blocks(time: &Time) -> Result<Vec<Block>, AskError> {
    let Some(drawn) = &time.drawn else { return Ok(Vec::new()) };
    let none =
        time.views.iter().all(|seen| seen.first().listed.is_empty() || parties(drawn, seen).is_empty());
    if none || drawn.own().middle.ends.is_empty() {
        return Ok(Vec::new());
    }
    let mut blocks = vec![
        Block::heading(1, "At which chance of a better end waiting breaks even", "break-even"),
        Block::Text(
            "For each package, the chance of an end of the war better for the party than the package at which fighting on is worth as much to it as signing; below that chance, the party should stop waiting. How long the war lasts, what it costs on the way and what the ends are worth are those of the chain."
                .into(),
        ),
        Block::List(chances(time, drawn)),
    ];
    blocks.extend(time.views.iter().map(|seen| Block::Table(table(time, drawn, seen))));
    Ok(blocks)
}

/// What the chain, and each party's own belief, gives each end the party ranks first.
fn chances(time: &Time, drawn: &Drawn) -> Vec<String> {
    let Some(seen) = time.views.first() else { return Vec::new() };
    let middle = &drawn.own().middle;
    let one = |(i, p): (usize, usize)| {
        let best = (0..middle.ends.len())
            .fold(0, |b, e| if middle.worth[e][i] > middle.worth[b][i] { e } else { b });
        let end = middle.ends[best].0;
        let gives = |b: usize| {
            let of = |world: &World| world.ends.iter().find(|(s, _)| *s == end).map(|(_, q)| 100.0 * q);
            shown(spread(drawn.believed[b].worlds.iter().filter_map(of)), 0, false)
        };
        let own = own_belief(time, drawn, p).map(|b| format!(", and its own belief {} %", gives(b)));
        format!(
            "The best end for {} is “{}”: the chain gives it a chance of {} %{}.",
            time.asked.scenario.parties[p].name,
            state(&drawn.model, end),
            gives(0),
            own.unwrap_or_default()
        )
    };
    parties(drawn, seen).into_iter().map(one).collect()
}

/// The belief of a party about the war, as an index among those drawn.
pub(super) fn own_belief(time: &Time, drawn: &Drawn, p: usize) -> Option<usize> {
    let id = &time.asked.scenario.parties[p].id;
    let holds = |belief: &Option<usize>| {
        belief.is_some_and(|b| drawn.model.war.beliefs[b].holder.as_ref() == Some(id))
    };
    drawn.believed.iter().position(|believed| holds(&believed.belief))
}

fn table(time: &Time, drawn: &Drawn, seen: &Seen) -> Table {
    let compiled = &seen.first().plausible.compiled;
    let parties = parties(drawn, seen);
    let mut head = vec!["Package".to_owned()];
    for (_, p) in &parties {
        head.extend([format!("{} breaks even at", compiled.parties[*p].1), "and waits in".to_owned()]);
    }
    let cells = |package: usize, (i, p): (usize, usize)| {
        let worth = worth(seen, package, p);
        let evens = |b: usize| drawn.believed[b].worlds.iter().map(move |world| even(world, i, worth));
        let needs: Vec<f64> = evens(0).filter_map(|even| even.needs).collect();
        let waits = |b: usize| {
            let n = evens(b).filter(|even| even.waits).count();
            n as f64 / drawn.believed[b].worlds.len().max(1) as f64
        };
        let share = waits(0);
        let mut text = format!("{} %", percent(share));
        if let Some(own) = own_belief(time, drawn, p) {
            text.push_str(&format!("; by its own belief in {} %", percent(waits(own))));
        }
        let tone = if share >= 0.5 { Tone::No } else { Tone::Yes };
        [needs_cell(&needs, drawn.own().worlds.len()), Cell { text, tone, detail: None }]
    };
    let rows = (0..seen.first().listed.len())
        .map(|package| {
            let name = Cell::from(name(&seen.first().listed[package].origin));
            let both = parties.iter().flat_map(|&party| cells(package, party));
            std::iter::once(name).chain(both).collect()
        })
        .collect();
    Table {
        id: anchored(&["even", compiled.view.as_deref().unwrap_or("base")]),
        caption: match compiled.view {
            Some(_) => format!("Where waiting breaks even: {}", compiled.view_label),
            None => "Where waiting breaks even".into(),
        },
        summary: format!(
            "The chance of a better end at which waiting is worth as much as the package at representative values: the median of {} drawn chains, in brackets 5 to 95 % of them. Then the share of these in which waiting is worth more than the package.",
            grouped(drawn.own().worlds.len() as u128)
        ),
        numeric: vec![false; head.len()],
        head,
        rows,
    }
}

/// A break-even chance: a number, or what stands in its place.
fn needs_cell(needs: &[f64], worlds: usize) -> Cell {
    if needs.is_empty() {
        return "no end is better, or all are".into();
    }
    let spread = spread(needs.iter().map(|q| 100.0 * q));
    let text = match spread {
        [low, ..] if low > 100.0 => "no chance is enough".to_owned(),
        [.., high] if high < 0.0 => "any chance is enough".to_owned(),
        [low, middle, high] => {
            format!("{} %", shown([low, middle, high].map(|q| q.clamp(0.0, 100.0)), 0, false))
        }
    };
    let detail = (needs.len() < worlds)
        .then(|| format!("in {} of {worlds} worlds some end is better and some is not", needs.len()));
    Cell { detail, ..Cell::from(text) }
}
