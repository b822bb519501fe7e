//! The packages followed: how often all accept them, how they rank for each party, and what each party would regret.

use super::Counted;
use crate::ensemble::{Listed, Origin};
use crate::question::anchored;
use crate::question::package::{clauses, differences};
use crate::question::share::{Range, percent};
use crate::question::words::{grouped, list};
use crate::report::{Block, Cell, Table, Tone};
use zopa_core::problem::Consent;
use zopa_core::world::GRID;

/// What a package is called: a name for the table, and where it comes from.
pub(super) fn names(listed: &[Listed]) -> Vec<(String, String)> {
    let (mut picks, mut witnesses) = (0, 0);
    let mut name = |listed: &Listed| match &listed.origin {
        Origin::Named(label) => (label.clone(), "named in the scenario".to_string()),
        Origin::Picked(reading, concepts) => {
            picks += 1;
            (
                format!("Pick {picks}"),
                format!("picked by {} at representative values, {}", list(concepts), reading.phrase()),
            )
        }
        Origin::Witness(times) => {
            witnesses += 1;
            let from = format!("all accept it in {times} of the first 256 worlds");
            (format!("Witness {witnesses}"), from)
        }
    };
    listed.iter().map(&mut name).collect()
}

pub(super) fn blocks(one: &Counted) -> Vec<Block> {
    let view = &one.view;
    let compiled = &view.plausible.compiled;
    let id = compiled.view.as_deref().unwrap_or("base");
    if view.listed.is_empty() {
        return Vec::new();
    }
    let names = names(&view.listed);
    let worlds = one.summary.worlds;
    let mut blocks = vec![
        Block::heading(2, "Packages", &anchored(&["packages", id])),
        Block::Text(format!(
            "{} packages are followed, fixed before counting: those the scenario names, what the concepts pick at representative values, and, of the packages that showed a deal in the first 256 worlds, those that all accept in most of these.",
            view.listed.len()
        )),
    ];
    let mut order: Vec<usize> = (0..view.listed.len()).collect();
    let accepted = |x: usize| &one.summary.packages[x].accepted;
    order.sort_by_key(|&x| (std::cmp::Reverse(accepted(x)[0]), x));
    let parties: Vec<usize> = (0..compiled.parties.len())
        .filter(|&p| compiled.problem.parties()[p].consent != Consent::None)
        .collect();
    let share = |n: u64| Range::new(n, worlds, view.walked);
    let part = |n: u64| percent(n as f64 / worlds as f64);
    let rows = order
        .iter()
        .map(|&x| {
            let count = &one.summary.packages[x];
            let low = count.accepted.iter().min().copied().unwrap_or(0);
            let high = count.accepted.iter().max().copied().unwrap_or(0);
            let mut row = vec![
                Cell { text: names[x].0.clone(), tone: Tone::Plain, detail: Some(names[x].1.clone()) },
                Cell::from(match view.listed[x].kept {
                    true => share(count.accepted[0]).words(),
                    false => "never: it breaks a rule".into(),
                }),
                Cell::from(format!("{} to {} %", part(low), part(high))),
            ];
            row.extend(parties.iter().map(|&p| match view.listed[x].asked[p] {
                true => Cell::from(format!("{} %", part(count.by_party[p]))),
                false => Cell { text: "not asked".into(), tone: Tone::Quiet, detail: None },
            }));
            row
        })
        .collect();
    let mut head = vec!["Package".to_string(), "All accept".into(), "Over the cases".into()];
    head.extend(parties.iter().map(|&p| compiled.parties[p].1.clone()));
    blocks.push(Block::Table(Table {
        id: anchored(&["accepted", id]),
        caption: "In which share of worlds packages are accepted".into(),
        summary: format!(
            "The share of {} worlds in which all who are asked accept the package (base case, in brackets the 95 % interval of sampling), the lowest and highest share over the cases, and the share in which each party accepts it (base case).",
            grouped(worlds.into())
        ),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0).collect(),
        head,
        rows,
    }));
    blocks.extend(by_party(one, &names, id));
    blocks.extend(contents(one, &names, &order));
    blocks
}

/// Ranks and shortfalls, one table per party with whole consent, on its own scale.
fn by_party(one: &Counted, names: &[(String, String)], id: &str) -> Vec<Block> {
    let compiled = &one.view.plausible.compiled;
    let summary = &one.summary;
    let mut blocks = Vec::new();
    let players =
        (0..compiled.parties.len()).filter(|&p| compiled.problem.parties()[p].consent == Consent::Whole);
    for p in players {
        let name = &compiled.parties[p].1;
        let whole = summary.unit as f64 * summary.worlds as f64;
        let ranked = summary.packages.iter().all(|count| !count.ranks.is_empty());
        let rank = |x: usize, last: bool| {
            let ranks = &summary.packages[x].ranks[p];
            let at = if last { ranks.len() - 1 } else { 0 };
            ranks[at] as f64 / whole
        };
        let mut order: Vec<usize> = (0..names.len()).collect();
        if ranked {
            order.sort_by_key(|&x| std::cmp::Reverse(summary.packages[x].ranks[p][0]));
        }
        let points = |sum: i128, of: u64| format!("{:.1}", sum as f64 / of.max(1) as f64 / GRID as f64);
        let rows = order
            .iter()
            .map(|&x| {
                let count = &summary.packages[x];
                let ranks = match ranked {
                    true => [rank(x, false), rank(x, true)].map(|share| format!("{} %", percent(share))),
                    false => ["–", "–"].map(String::from),
                };
                let [mean, most] = match summary.compared {
                    0 => ["–", "–"].map(String::from),
                    n => [points(count.shortfall[p], n), points(count.largest[p], 1)],
                };
                let [best, worst] = ranks;
                [names[x].0.clone(), best, worst, mean, most].map(Cell::from).to_vec()
            })
            .collect();
        blocks.push(Block::Table(Table {
            id: anchored(&["ranks", id, &compiled.parties[p].0]),
            caption: format!("The packages for {name}"),
            summary: format!(
                "How often each package is the best and the worst of those followed for {name}; and, over the {} worlds in which all accept at least one of them, how much less than the best of these {name} has with it, in points of its own scale: its gain where all accept it, else that of no deal. Base case.",
                grouped(summary.compared.into())
            ),
            head: ["Package", "Best in", "Worst in", "Regret, mean", "Regret, largest"].map(String::from).to_vec(),
            numeric: vec![false, true, true, true, true],
            rows,
        }));
    }
    if summary.packages.iter().any(|count| count.ranks.is_empty()) {
        blocks.push(Block::Text(format!(
            "Ranks are counted for up to {} packages.",
            crate::ensemble::MOST_RANKED
        )));
    }
    blocks
}

/// What packages hold that the scenario does not name: by their difference from a named one, or in full.
fn contents(one: &Counted, names: &[(String, String)], order: &[usize]) -> Vec<Block> {
    let (view, compiled) = (&one.view, &one.view.plausible.compiled);
    let mut said = Vec::new();
    let mut full = Vec::new();
    for &x in order {
        let listed = &view.listed[x];
        if matches!(listed.origin, Origin::Named(_)) {
            continue;
        }
        let apart =
            |other: &Listed| other.package.iter().zip(&listed.package).filter(|(a, b)| a != b).count();
        let known =
            view.listed.iter().zip(names).filter(|(other, _)| matches!(other.origin, Origin::Named(_)));
        let nearest = known.min_by_key(|(other, _)| apart(other));
        match nearest {
            Some((other, (name, _))) => said.push(format!(
                "{} ({}) differs from {name} in: {}.",
                names[x].0,
                names[x].1,
                differences(compiled, &other.package, &listed.package).join("; ")
            )),
            None => {
                full.push(Block::Text(format!("{} ({}):", names[x].0, names[x].1)));
                full.push(clauses(compiled, &listed.package, &[]));
            }
        }
    }
    let mut blocks = Vec::new();
    if !said.is_empty() {
        blocks.push(Block::List(said));
    }
    blocks.extend(full);
    blocks
}
