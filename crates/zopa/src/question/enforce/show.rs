//! Tables: packages, gaps, what changes for a later war, clauses that others deliver.

use super::look::{Found, Looked};
use super::words::{dates, pts, up, when};
use crate::enforce::Named;
use crate::question::share::percent;
use crate::question::words::capital;
use crate::report::{Block, Cell, Table, Tone};
use zopa_core::problem::Opt;

/// An option, as it is called.
fn clause(found: &Found, at: Opt) -> String {
    let issue = &found.compiled().issues[at.issue];
    format!("{}: {}", issue.label, issue.options[at.option].label)
}

/// All packages of a view.
pub(super) fn packages(found: &Found, id: &str) -> Block {
    let rows = found.packages.iter().map(|looked| {
        let breaks: Vec<String> = looked
            .breakers()
            .map(|side| {
                let signs = found.compiled().problem.gain(side.party, &looked.listed.package) >= 0;
                let unsigned = if signs { "" } else { " (would not sign)" };
                format!("{} {}{unsigned}", found.name(side.party), when(found, side))
            })
            .collect();
        let needs: Vec<String> = looked
            .breakers()
            .map(|side| format!("{} {}", found.name(side.party), up(side.terms[side.worst()].gap())))
            .collect();
        let (text, tone) = match breaks.is_empty() {
            true => ("nobody".into(), Tone::Yes),
            false => (breaks.join("; "), Tone::No),
        };
        let mut row = vec![
            Cell::from(looked.listed.label.as_str()),
            Cell { text, tone, detail: None },
            if needs.is_empty() { "nothing".into() } else { needs.join("; ").into() },
            looked.all.share(found.worlds, found.walked).into(),
        ];
        if !found.model.home.bodies.is_empty() {
            row.push(looked.home.share(found.worlds, found.walked).into());
            row.push(looked.both.share(found.worlds, found.walked).into());
        }
        row
    });
    let mut head = vec!["Package", "Who breaks it", "Guarantee it lacks", "Worlds: kept by all"];
    if !found.model.home.bodies.is_empty() {
        head.extend(["Worlds: no body refuses", "Worlds: both"]);
    }
    Block::Table(Table {
        id: super::anchored(&["kept", id]),
        caption: "Who would break which package, and when".into(),
        summary: "At representative values: who gains by breaking it, from when, and the least that a guarantee would still have to take from that party, in its own points. Over plausible worlds: how often everyone asked keeps it at every date, and how often no body at home refuses it, each with the 95 % interval of sampling; what decides these shares is said under each package.".into(),
        head: head.iter().map(|h| (*h).to_string()).collect(),
        numeric: head.iter().enumerate().map(|(k, _)| k > 2).collect(),
        rows: rows.collect(),
    })
}

/// Gaps of one package by party and date.
pub(super) fn gaps(found: &Found, looked: &Looked, id: &str) -> Block {
    let periods = found.model.periods.len();
    let rows = looked.sides.iter().map(|side| {
        let mut row = vec![Cell::from(found.name(side.party))];
        for t in 0..periods {
            let [low, high] = side.ends[t];
            let tone = if side.gaps[t] > 0 { Tone::No } else { Tone::Yes };
            let text = format!("{} ({} to {})", pts(side.terms[t].gap()), pts(low), pts(high));
            row.push(Cell { text, tone, detail: None });
        }
        row.push(side.always.share(found.worlds, found.walked).into());
        row
    });
    let mut head = vec!["Party".to_string()];
    head.extend((0..periods).map(|t| capital(&dates(found, &[t]))));
    head.push("Worlds: keeps it always".into());
    Block::Table(Table {
        id: super::anchored(&["gaps", id]),
        caption: "What breaking gives over keeping".into(),
        summary: "Points of each party’s own scale at representative values, in brackets the lowest and the highest over the worlds drawn: above 0 the party breaks the deal, and that many points are what a guarantee would have to take from it.".into(),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0).collect(),
        rows: rows.collect(),
        head,
    })
}

/// What a gap is made of at its worst date.
pub(super) fn parts(found: &Found, looked: &Looked, id: &str) -> Block {
    let rows = looked.sides.iter().map(|side| {
        let terms = &side.terms[side.worst()];
        let cells = [
            terms.worth,
            -terms.loss,
            terms.no_deal,
            terms.after,
            terms.penalty,
            terms.price * terms.extra,
            terms.gap(),
        ];
        let mut row =
            vec![Cell::from(format!("{}, {}", found.name(side.party), dates(found, &[side.worst()])))];
        row.extend(cells.iter().map(|x| Cell::from(pts(*x))));
        row
    });
    let head = [
        "Party, worst date",
        "Deal",
        "Risk of delivery",
        "No deal then",
        "Changed by the deal",
        "Guarantee takes",
        "Unseen for a while",
        "Breaking over keeping",
    ];
    Block::Table(Table {
        id: super::anchored(&["parts", id]),
        caption: "What that is made of".into(),
        summary: "Breaking over keeping = no deal then + what the deal has changed about it - what the guarantee takes + what the party has until it is noticed - (deal + risk of delivery). Points of each party’s own scale.".into(),
        head: head.map(String::from).to_vec(),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0).collect(),
        rows: rows.collect(),
    })
}

fn range(named: &Named) -> String {
    let [low, middle, high] = named.three();
    if low == high { pts(low) } else { format!("{} ({} to {})", pts(middle), pts(low), pts(high)) }
}

fn chance(named: Option<&Named>) -> String {
    let Some(named) = named else { return "not said".into() };
    let [low, _, high] = named.three();
    if low == high {
        format!("{} %", percent(low))
    } else {
        format!("{} to {} %", percent(low), percent(high))
    }
}

/// What the clauses of a package change for a later war.
pub(super) fn after(found: &Found, looked: &Looked, id: &str) -> Vec<Block> {
    let package = &looked.listed.package;
    let here: Vec<_> =
        found.model.after.iter().filter(|row| package[row.at.issue] == row.at.option).collect();
    if here.is_empty() {
        return Vec::new();
    }
    let parties: Vec<usize> = looked.sides.iter().map(|side| side.party).collect();
    let rows = here.iter().map(|row| {
        let mut cells = vec![Cell::from(clause(found, row.at))];
        cells.extend(parties.iter().map(|p| {
            row.points
                .iter()
                .find(|(q, _)| q == p)
                .map_or_else(|| Cell::from("0.0"), |(_, n)| range(n).into())
        }));
        cells.push(
            row.build
                .as_ref()
                .map_or_else(
                    || "at once".into(),
                    |n| {
                        let [low, _, high] = n.three();
                        format!("{} to {} months", low, high)
                    },
                )
                .into(),
        );
        cells.push(row.restored.as_ref().map_or_else(|| "no".into(), |n| chance(Some(n))).into());
        cells
    });
    let mut head = vec!["Clause".to_string()];
    head.extend(parties.iter().map(|&p| found.name(p).to_string()));
    head.extend(["Works fully", "Taken back from a violator"].map(String::from));
    let mut blocks = vec![Block::Table(Table {
        id: super::anchored(&["after", id]),
        caption: "Which clauses change what comes after a broken deal".into(),
        summary: "Points added to each party’s no deal after the signature, on its own scale: above 0, the clause makes breaking more tempting for that party.".into(),
        numeric: head.iter().enumerate().map(|(k, _)| k > 0 && k <= parties.len()).collect(),
        rows: rows.collect(),
        head,
    })];
    let doubts: Vec<String> = here.iter().filter_map(|row| row.dissent.clone()).collect();
    if !doubts.is_empty() {
        blocks.push(Block::Text("What speaks against these numbers:".into()));
        blocks.push(Block::List(doubts));
    }
    blocks
}

/// Clauses of a package that others have to deliver.
pub(super) fn delivery(found: &Found, looked: &Looked, id: &str) -> Vec<Block> {
    let package = &looked.listed.package;
    let here: Vec<_> =
        found.model.conditional.iter().filter(|r| package[r.at.issue] == r.at.option).collect();
    if here.is_empty() {
        return Vec::new();
    }
    let rows = here.iter().map(|row| {
        let adds = match (&row.war, &row.settlement) {
            (Some(war), Some(peace)) => {
                format!("{:+.0} points of a hundred", 100.0 * (peace.three()[1] - war.three()[1]))
            }
            _ => "not said".into(),
        };
        let falls = looked.sides.iter().filter_map(|side| {
            let loss: f64 = found.sheet.sides[side.party]
                .loss
                .iter()
                .filter(|(at, _)| *at == row.at)
                .map(|(_, points)| points)
                .sum();
            (loss.abs() >= 0.05).then(|| format!("{} {}", found.name(side.party), pts(loss)))
        });
        let falls: Vec<String> = falls.collect();
        vec![
            Cell::from(clause(found, row.at)),
            chance(row.settlement.as_ref()).into(),
            chance(row.war.as_ref()).into(),
            adds.into(),
            row.within
                .as_ref()
                .map_or_else(|| "not said".into(), |n| format!("{} months", n.three()[2]))
                .into(),
            super::home::named(found, &row.blockers).into(),
            match (&row.settlement, &row.restored) {
                (None, Some(back)) => {
                    format!("{} that it is taken back from a violator", chance(Some(back))).into()
                }
                _ if falls.is_empty() => "nothing to speak of".into(),
                _ => falls.join("; ").into(),
            },
        ]
    });
    let head = [
        "Clause",
        "After a settlement",
        "If the war goes on",
        "What the settlement adds",
        "At the latest",
        "Who can block it",
        "What the risk costs",
    ];
    vec![Block::Table(Table {
        id: super::anchored(&["delivery", id]),
        caption: "Clauses that others have to deliver".into(),
        summary: "How likely each is to be delivered, and what the chance that it is not costs each party on average, on its own scale. Where a settlement makes delivery likelier, it gives the breathing room that delivery needs.".into(),
        head: head.map(String::from).to_vec(),
        numeric: head.iter().enumerate().map(|(k, _)| (1..=3).contains(&k)).collect(),
        rows: rows.collect(),
    })]
}
