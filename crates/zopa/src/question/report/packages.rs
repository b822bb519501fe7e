//! The named packages in a report: who blocks each, and each by itself.

use super::super::package::{clauses, consent_cell, named_visible};
use super::super::words::{count, list, points, signed};
use super::super::zone::Found;
use super::super::{Asked, anchored};
use crate::compile::{Compiled, Reading};
use crate::report::{Bar, Block, Cell, Drawing, Picture, Rung, Table, Tone};
use crate::scenario::NamedPackage;
use zopa_core::problem::Consent;
use zopa_core::relax::for_package;

/// Named packages that every view can evaluate.
fn named<'a>(asked: &Asked<'a>, first: &Compiled) -> Vec<(&'a NamedPackage, Vec<usize>)> {
    named_visible(asked, first)
}

/// A table of named packages by view: who refuses, with the lines judged real; and a sentence per party.
pub(super) fn who_blocks(asked: &Asked, found: &[Found]) -> Vec<Block> {
    let Some(first) = found.first().map(|f| &f.compiled) else { return Vec::new() };
    let packages = named(asked, first);
    if packages.is_empty() {
        return vec![Block::Text("The scenario names no package that was on the table at its date.".into())];
    }
    let mut head = vec!["Package".to_string()];
    head.extend(found.iter().map(|f| f.compiled.view_label.clone()));
    let mut refusals = vec![0usize; first.problem.n()];
    let mut rows = Vec::new();
    for (package, x) in &packages {
        let mut row = vec![Cell::from(package.label.as_str())];
        for one in found {
            let c = &one.compiled;
            let real = c.real(Reading::Judged);
            let who: Vec<usize> = (0..c.problem.n()).filter(|&p| !c.problem.accepts(&real, p, x)).collect();
            who.iter().for_each(|&p| refusals[p] += 1);
            let names: Vec<&str> = who.iter().map(|&p| c.parties[p].1.as_str()).collect();
            let rules = c.problem.rules().iter().any(|r| !r.holds(x));
            let (text, tone) = match (names.is_empty(), rules) {
                (true, false) => ("nobody".to_string(), Tone::Yes),
                (true, true) => ("nobody, but it breaks a rule or norm".into(), Tone::No),
                (false, rules) => (
                    format!("{}{}", list(&names), if rules { "; breaks a rule or norm" } else { "" }),
                    Tone::No,
                ),
            };
            row.push(Cell { text, tone, detail: None });
        }
        rows.push(row);
    }
    let cases = packages.len() * found.len();
    let mut order: Vec<usize> =
        (0..refusals.len()).filter(|&p| first.problem.parties()[p].consent != Consent::None).collect();
    order.sort_by_key(|&p| (std::cmp::Reverse(refusals[p]), p));
    let words: Vec<String> =
        order.iter().map(|&p| format!("{} refuses in {}", first.parties[p].1, refusals[p])).collect();
    vec![
        Block::Text(format!("Of {cases} cases ({} under {}), with the lines judged real: {}.", count(packages.len(), "package"), count(found.len(), "view"), words.join(", "))),
        Block::Table(Table {
            id: "who-blocks".into(),
            caption: "Who refuses each named package, with the lines judged real".into(),
            summary: "A party refuses if it would lose against no deal, or if a line of its own judged real is crossed; the parts below say which.".into(),
            numeric: vec![false; head.len()],
            head,
            rows,
        }),
    ]
}

/// Each named package as a draft text, with bars per view and what stands in its way.
pub(super) fn one_by_one(asked: &Asked, found: &[Found]) -> Vec<Block> {
    let Some(first) = found.first().map(|f| &f.compiled) else { return Vec::new() };
    let mut blocks = Vec::new();
    for (package, x) in named(asked, first) {
        blocks.push(Block::heading(2, &package.label, &anchored(&["package", &package.id])));
        if let Some(text) = &package.text {
            blocks.push(Block::Text(format!("{text} Sources: {}.", package.sources.join(", "))));
        }
        blocks.push(ladder(found, &x, &package.id));
        blocks.push(Block::List(found.iter().map(|one| needed(&one.compiled, &x)).collect()));
        blocks.push(bars_by_view(found, &x, package));
        if let Some(note) = &package.note {
            blocks.push(Block::Text(format!("Encoder’s note: {note}")));
        }
        blocks.push(clauses(first, &x, &package.assumed));
    }
    blocks
}

/// What a package is worth to each party under each view: one row per party and view, each on its own scale.
fn bars_by_view(found: &[Found], x: &[usize], package: &NamedPackage) -> Block {
    let mut bars = Vec::new();
    let mut rows = Vec::new();
    let parties = found.first().map_or(0, |f| f.compiled.problem.n());
    for p in 0..parties {
        for one in found {
            let c = &one.compiled;
            let consent = consent_cell(c, &c.real(Reading::Judged), p, x);
            let (value, no_deal) = (c.problem.value(p, x), c.problem.parties()[p].no_deal);
            let label = match found.len() {
                1 => c.parties[p].1.clone(),
                _ => format!("{} ({})", c.parties[p].1, c.view_label),
            };
            bars.push(Bar {
                label,
                value: c.points(value),
                no_deal: c.points(no_deal),
                range: None,
                tone: consent.tone,
            });
            rows.push(vec![
                Cell::from(c.parties[p].1.as_str()),
                Cell::from(c.view_label.as_str()),
                Cell::from(points(c, value)),
                Cell::from(points(c, no_deal)),
                Cell::from(signed(c, value - no_deal)),
                consent,
            ]);
        }
    }
    Block::Picture(Picture {
        drawing: Drawing::Bars(bars),
        table: Table {
            id: anchored(&["bars", &package.id]),
            caption: format!("“{}”, party by party and view by view, with the lines judged real", package.label),
            summary: "The package and no deal on each party’s own scale; rows of different parties cannot be compared."
                .into(),
            head: ["Party", "View", "Package", "No deal", "Gain", "Consent"].map(String::from).to_vec(),
            numeric: vec![false, false, true, true, true, false],
            rows,
        },
    })
}

/// What a package needs under one view, with the lines judged real.
fn needed(compiled: &Compiled, x: &[usize]) -> String {
    let real = compiled.real(Reading::Judged);
    let view = &compiled.view_label;
    match for_package(&compiled.problem, &real, x) {
        None => format!("{view}: it breaks a rule or norm, so no concession makes it acceptable."),
        Some(r) if r.lines.is_empty() && r.shifts.iter().all(|s| *s == 0) => {
            format!("{view}: everybody asked accepts it.")
        }
        Some(r) => {
            let mut parts: Vec<String> = (0..r.shifts.len())
                .filter(|&p| r.shifts[p] > 0)
                .map(|p| {
                    format!(
                        "{} is {} points short of no deal",
                        compiled.parties[p].1,
                        points(compiled, r.shifts[p])
                    )
                })
                .collect();
            parts.extend(
                r.lines
                    .iter()
                    .map(|&l| format!("{} is crossed", super::super::words::line_short(compiled, l))),
            );
            format!("{view}: {}.", list(&parts))
        }
    }
}

/// Rungs of acceptance over all views, with the lines judged real.
fn ladder(found: &[Found], x: &[usize], id: &str) -> Block {
    let mut rungs = Vec::new();
    if let Some(first) = found.first().map(|f| &f.compiled) {
        let broken: Vec<&str> = first
            .problem
            .rules()
            .iter()
            .zip(&first.rules)
            .filter(|(rule, _)| !rule.holds(x))
            .map(|(_, names)| names.label.as_str())
            .collect();
        rungs.push(Rung {
            label: "Rules and norms".into(),
            text: if broken.is_empty() { "kept".into() } else { format!("broken: {}", list(&broken)) },
            tone: if broken.is_empty() { Tone::Yes } else { Tone::No },
        });
        for p in (0..first.problem.n()).filter(|&p| first.problem.parties()[p].consent != Consent::None) {
            let cells: Vec<(String, Cell, String)> = found
                .iter()
                .map(|f| {
                    let c = &f.compiled;
                    let cell = consent_cell(c, &c.real(Reading::Judged), p, x);
                    (c.view_label.clone(), cell, signed(c, c.problem.gain(p, x)))
                })
                .collect();
            let tone = if cells.iter().any(|(_, c, _)| c.tone == Tone::No) {
                Tone::No
            } else {
                cells.first().map_or(Tone::Open, |(_, c, _)| c.tone)
            };
            let words: Vec<String> = match found.len() {
                1 => cells.iter().map(|(_, c, g)| format!("{} ({g})", c.text)).collect(),
                _ => cells.iter().map(|(v, c, g)| format!("{v}: {} ({g})", c.text)).collect(),
            };
            rungs.push(Rung { label: first.parties[p].1.clone(), text: words.join("; "), tone });
        }
    }
    let rows = rungs
        .iter()
        .map(|r| {
            vec![Cell::from(r.label.as_str()), Cell { text: r.text.clone(), tone: r.tone, detail: None }]
        })
        .collect();
    let held = rungs.iter().filter(|r| r.tone != Tone::No).count();
    Block::Picture(Picture {
        table: Table {
            id: anchored(&["ladder-of", id]),
            caption: "What stands in the way, with the lines judged real".into(),
            summary: format!("{held} of {} rungs hold under every view.", rungs.len()),
            head: vec!["Rung".into(), "State (gain over no deal)".into()],
            numeric: vec![false, false],
            rows,
        },
        drawing: Drawing::Ladder(rungs),
    })
}

/// The named packages by one party's own scale.
pub(super) fn own(asked: &Asked, compiled: &[Compiled], p: usize) -> Vec<Block> {
    let Some(first) = compiled.first() else { return Vec::new() };
    let mut blocks = Vec::new();
    for (package, x) in named(asked, first) {
        blocks.push(Block::heading(2, &package.label, &anchored(&["own", &package.id])));
        let mut bars = Vec::new();
        let mut rows = Vec::new();
        for c in compiled {
            let (value, no_deal) = (c.problem.value(p, &x), c.problem.parties()[p].no_deal);
            bars.push(Bar {
                label: c.view_label.clone(),
                value: c.points(value),
                no_deal: c.points(no_deal),
                range: None,
                tone: if value >= no_deal { Tone::Yes } else { Tone::No },
            });
            rows.push(vec![
                Cell::from(c.view_label.as_str()),
                Cell::from(points(c, value)),
                Cell::from(points(c, no_deal)),
                Cell::from(signed(c, value - no_deal)),
            ]);
        }
        blocks.push(Block::Picture(Picture {
            drawing: Drawing::Bars(bars),
            table: Table {
                id: anchored(&["own-bars", &package.id]),
                caption: format!("“{}” for {}", package.label, first.parties[p].1),
                summary: "The package and no deal on this party’s own scale, by view.".into(),
                head: ["View", "Package", "No deal", "Gain"].map(String::from).to_vec(),
                numeric: vec![false, true, true, true],
                rows,
            },
        }));
        blocks.push(clauses(first, &x, &package.assumed));
    }
    blocks
}
