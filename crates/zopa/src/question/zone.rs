//! **Question.** Is there a package that every party asked prefers to no deal, and what decides it?
//!
//! Cruxes first: the smallest sets of red lines that leave no deal, and the smallest whose giving up opens one
//! ([`zopa_core::crux`]); then, per view and reading of red lines, a witness or a proof of emptiness at representative
//! values ([`zopa_core::zone`]). This is rung 1 of the ladder, acceptance; the answer says that it stops there.

use super::cruxes::{decisive, line_table};
use super::package::{bars, clauses, named_visible};
use super::proof::emptiness;
use super::words::{capital, count, ended, list, reading_head, stopped, view};
use super::{Answer, AskError, Asked, Question, anchored, ladder, plausible, worse};
use crate::compile::{Compiled, Reading};
use crate::report::{Block, Cell, Document, Table, Tone};
use crate::result::{Claim, ConflictRecord, OpeningRecord, Tree, stop_word};
use zopa_core::answer::{Proved, Stop};
use zopa_core::crux::{Cruxes, cruxes};
use zopa_core::problem::Score;
use zopa_core::zone::{Zone, zone};

pub(super) const QUESTION: Question = Question {
    command: "zone",
    about: "is there a package that everyone who must sign prefers to no deal, and what decides it",
    run,
};

/// What was found under one view.
pub(crate) struct Found {
    pub compiled: Compiled,
    pub cruxes: Cruxes,
    pub verdicts: Vec<(Reading, Proved<Zone>, Robustness)>,
}

/// Whether rounding to the grid could flip a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Robustness {
    /// It could not.
    Firm,
    /// It could.
    Close,
    /// Not settled.
    Unknown,
}

/// Runs the analysis of all views.
pub(super) fn find(asked: &Asked) -> Result<Vec<Found>, AskError> {
    find_under(asked, &asked.readings())
}

/// Conflicts and openings of all views, and the verdicts under these readings.
pub(super) fn find_under(asked: &Asked, readings: &[Reading]) -> Result<Vec<Found>, AskError> {
    let compiled = asked.compiled()?;
    Ok(asked.each(&compiled, |compiled| look(asked, compiled, readings)))
}

/// The lines a crux is looked for among: those claimed, or judged real.
pub(crate) fn considered(compiled: &Compiled) -> Vec<usize> {
    (0..compiled.lines.len()).filter(|&l| compiled.lines[l].claimed || compiled.lines[l].judged).collect()
}

/// Runs the analysis of one view.
pub(crate) fn look(asked: &Asked, compiled: &Compiled, readings: &[Reading]) -> Found {
    let cruxes = asked.search(|budget| cruxes(&compiled.problem, &considered(compiled), budget));
    let verdicts = readings
        .iter()
        .map(|&reading| {
            let real = compiled.real(reading);
            let verdict = asked.search(|budget| zone(&compiled.problem, &real, budget));
            let firm = asked.search(|budget| robustness(compiled, &real, &verdict.value, budget));
            (reading, verdict, firm)
        })
        .collect();
    Found { compiled: compiled.clone(), cruxes, verdicts }
}

/// Whether a verdict stands when every gain is off by as much as rounding can move it.
fn robustness(
    compiled: &Compiled,
    real: &[bool],
    verdict: &Zone,
    budget: &mut zopa_core::budget::Budget,
) -> Robustness {
    if compiled.rounding.iter().all(|r| *r == 0) {
        return Robustness::Firm;
    }
    let shifted = |sign: Score| {
        let parties = compiled.problem.parties().iter().zip(&compiled.rounding);
        let no_deal: Vec<Score> = parties.map(|(p, r)| p.no_deal + sign * r).collect();
        compiled.problem.with_no_deal(&no_deal)
    };
    let (problem, same) = match verdict {
        Zone::Unknown => return Robustness::Unknown,
        Zone::Open(_) => (shifted(1), true),
        Zone::Empty => (shifted(-1), false),
    };
    let Ok(problem) = problem else { return Robustness::Unknown };
    match (zone(&problem, real, budget).value, same) {
        (Zone::Open(_), true) | (Zone::Empty, false) => Robustness::Firm,
        (Zone::Unknown, _) => Robustness::Unknown,
        _ => Robustness::Close,
    }
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    let found = find(asked)?;
    let mut result = asked.result("zone");
    let mut stop = Stop::Complete;
    for one in &found {
        let at = result.problem(&one.compiled);
        stop = worse(stop, one.cruxes.stop);
        result.claim(at, None, crux_claim(&one.cruxes));
        for (reading, verdict, _) in &one.verdicts {
            stop = worse(stop, verdict.stop);
            result.claim(at, Some(*reading), zone_claim(verdict));
        }
    }
    let mut blocks = headline(&found);
    blocks.extend(decisive(&found));
    let mut further = false;
    let spoken =
        |compiled| named_visible(asked, compiled).into_iter().map(|(p, x)| (p.label.clone(), x)).collect();
    let views: Vec<_> = found.iter().map(|one| (&one.compiled, spoken(&one.compiled))).collect();
    if found.iter().all(|one| one.compiled.numbers) {
        let ranges = plausible::look(asked, &views)?;
        stop = worse(stop, ranges.claims(asked, &mut result)?);
        blocks.extend(ranges.blocks());
        let problems: Vec<&Compiled> = found.iter().map(|one| &one.compiled).collect();
        let (more, early) = ladder::section(asked, &mut result, (&problems, &ranges.counted), false)?;
        further = !more.is_empty();
        blocks.extend(more);
        stop = worse(stop, early);
    }
    blocks.extend(line_table(&found));
    blocks.push(Block::heading(1, "View by view", "views"));
    blocks.push(Block::Table(verdict_table(&found)));
    for one in &found {
        blocks.extend(details(asked, one));
    }
    blocks.extend(limits(asked, &found, further));
    let document =
        Document { title: format!("{}: is there a zone of agreement?", asked.scenario.title), blocks };
    Ok(Answer { document, result, stop })
}

/// The claim of a zone verdict.
pub(crate) fn zone_claim(verdict: &Proved<Zone>) -> Claim {
    match (&verdict.value, &verdict.proof) {
        (Zone::Open(package), _) => Claim::Open { package: package.clone() },
        (Zone::Empty, Some(case)) => Claim::Empty { proof: Tree::from(case) },
        _ => Claim::Stopped { stop: stop_word(verdict.stop), asked: "is there an acceptable package".into() },
    }
}

/// The claim of conflicts and openings.
pub(crate) fn crux_claim(cruxes: &Cruxes) -> Claim {
    Claim::Cruxes {
        lines: cruxes.lines.clone(),
        conflicts: cruxes
            .conflicts
            .iter()
            .map(|c| ConflictRecord {
                lines: c.lines.clone(),
                without: c.without.clone(),
                proof: Tree::from(&c.proof),
            })
            .collect(),
        openings: cruxes
            .openings
            .iter()
            .map(|o| OpeningRecord { lines: o.lines.clone(), package: o.package.clone() })
            .collect(),
        complete: cruxes.stop == Stop::Complete,
    }
}

/// One sentence per reading: under which views a deal exists.
pub(super) fn headline(found: &[Found]) -> Vec<Block> {
    let Some(first) = found.first() else { return Vec::new() };
    let several = found.len() > 1;
    let mut sentences = Vec::new();
    let (deal, deals) = if first.compiled.numbers {
        ("a deal exists", "no deal exists")
    } else {
        sentences.push(
            "The scenario holds positions and no numbers, so this says only which packages rules, norms and red lines leave."
                .to_string(),
        );
        ("some package is left", "no package is left")
    };
    for (k, (reading, ..)) in first.verdicts.iter().enumerate() {
        let of = |want: fn(&Zone) -> bool| -> Vec<String> {
            found.iter().filter(|f| want(&f.verdicts[k].1.value)).map(|f| view(&f.compiled)).collect()
        };
        let open = of(|z| matches!(z, Zone::Open(_)));
        let empty = of(|z| matches!(z, Zone::Empty));
        let unknown = of(|z| matches!(z, Zone::Unknown));
        let phrase = capital(reading.phrase());
        let mut parts = Vec::new();
        match (open.len(), empty.len(), unknown.len()) {
            (n, 0, 0) if n == found.len() && several => parts.push(format!("{deal} under every view")),
            (0, n, 0) if n == found.len() && several => parts.push(format!("{deals} under any view")),
            (1, 0, 0) if !several => parts.push(deal.into()),
            (0, 1, 0) if !several => parts.push(deals.into()),
            _ => {
                if !open.is_empty() {
                    parts.push(format!("{deal} under {}", list(&open)));
                }
                if !empty.is_empty() {
                    parts.push(format!("none exists under {}", list(&empty)));
                }
                if !unknown.is_empty() {
                    let where_ = if several { format!(" under {}", list(&unknown)) } else { String::new() };
                    parts.push(format!("the search ended before it knew{where_}"));
                }
            }
        }
        sentences.push(format!("{phrase}: {}.", parts.join("; ")));
    }
    vec![Block::Finding(sentences.join(" "))]
}

/// Verdicts by view and reading.
pub(super) fn verdict_table(found: &[Found]) -> Table {
    let readings: Vec<Reading> =
        found.first().map(|f| f.verdicts.iter().map(|(r, ..)| *r).collect()).unwrap_or_default();
    let rows = found
        .iter()
        .map(|one| {
            let mut row = vec![Cell::from(one.compiled.view_label.clone())];
            row.extend(one.verdicts.iter().map(|(_, verdict, firm)| {
                let (text, tone) = match verdict.value {
                    Zone::Open(_) => ("a deal exists", Tone::Yes),
                    Zone::Empty => ("none, proved", Tone::No),
                    Zone::Unknown => ("not settled", Tone::Open),
                };
                let close = if *firm == Robustness::Close { " (rounding could flip this)" } else { "" };
                Cell { text: format!("{text}{close}"), tone, detail: None }
            }));
            row
        })
        .collect();
    let mut head = vec!["View".to_string()];
    head.extend(readings.iter().map(|r| reading_head(*r)));
    Table {
        id: "verdicts".into(),
        caption: "Is there an acceptable package? By view and by which red lines are real".into(),
        summary:
            "Each cell is settled by a package or by a proof that there is none, at representative values."
                .into(),
        numeric: vec![false; head.len()],
        head,
        rows,
    }
}

/// The witness or proof of each reading of one view.
fn details(asked: &Asked, one: &Found) -> Vec<Block> {
    let compiled = &one.compiled;
    let mut blocks = Vec::new();
    let title = if compiled.view.is_some() { compiled.view_label.clone() } else { "Details".into() };
    blocks.push(Block::heading(2, &title, &anchored(&["view", compiled.view.as_deref().unwrap_or("base")])));
    if let Some(view) = asked.scenario.views.iter().find(|v| Some(&v.id) == compiled.view.as_ref()) {
        let held = view.held_by.iter().map(|h| ended(&format!("Held by: {h}")));
        let dissent = view.dissent.iter().map(|d| ended(&format!("Contested: {d}")));
        let words: Vec<String> = held.chain(dissent).collect();
        if !words.is_empty() {
            blocks.push(Block::Text(words.join(" ")));
        }
    }
    let mut shown: Vec<(Reading, Vec<usize>)> = Vec::new();
    for (reading, verdict, _) in &one.verdicts {
        let real = compiled.real(*reading);
        let id = |what: &str| anchored(&[what, compiled.view.as_deref().unwrap_or("base"), reading.key()]);
        blocks.push(Block::heading(3, &capital(reading.phrase()), &id("reading")));
        match (&verdict.value, &verdict.proof) {
            (Zone::Open(package), _) => {
                if let Some((earlier, _)) = shown.iter().find(|(_, x)| x == package) {
                    blocks.push(Block::Text(format!(
                        "A deal exists; the package shown {} is one.",
                        earlier.phrase()
                    )));
                } else {
                    blocks.push(Block::Text(
                        "A deal exists. This package shows it; it is a witness, not a recommendation.".into(),
                    ));
                    blocks.push(bars(
                        compiled,
                        &real,
                        package,
                        &id("witness"),
                        "The witness, party by party",
                    ));
                    blocks.push(clauses(compiled, package, &[]));
                    shown.push((*reading, package.clone()));
                }
                let named = named_visible(asked, compiled);
                let inside: Vec<&str> = named
                    .iter()
                    .filter(|(_, x)| compiled.problem.acceptable(&real, x))
                    .map(|(p, _)| p.label.as_str())
                    .collect();
                if !named.is_empty() && compiled.numbers {
                    blocks.push(Block::Text(if inside.is_empty() {
                        format!("None of the {} is in the zone.", count(named.len(), "named package"))
                    } else {
                        format!("Named packages in the zone: {}.", list(&inside))
                    }));
                }
            }
            (Zone::Empty, Some(tree)) => {
                blocks.push(Block::Text(
                    "No package is acceptable at representative values; this is proved.".into(),
                ));
                blocks.extend(emptiness(compiled, &real, tree, &id("cases")));
            }
            _ => blocks.extend(stopped(verdict.stop, "Whether a deal exists")),
        }
    }
    blocks
}

/// What the answer does not say.
pub(super) fn limits(asked: &Asked, found: &[Found], further: bool) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "How far this goes", "limits")];
    blocks.push(Block::Caveat(if further {
        "What stands outside the ladder is about rung 1, acceptance, at representative values (the middle of each range, or the stated best)."
            .into()
    } else {
        "This answer stops at rung 1, acceptance at representative values (the middle of each range, or the stated best). Whether a package can be ratified (2), would be kept (3) and can be reached step by step (4) is not part of it."
            .into()
    }));
    let total = asked.scenario.estimates.len();
    if total > 0 {
        let assumed = asked.scenario.estimates.iter().filter(|(_, e)| e.sources.is_empty()).count();
        let points = asked.scenario.estimates.iter().filter(|(_, e)| e.low == e.high).count();
        blocks.push(Block::Text(format!(
            "It rests on {total} numbers: {assumed} are an analyst’s assumption without a source, {points} are given without a range."
        )));
    }
    let close = found.iter().any(|f| f.verdicts.iter().any(|(.., firm)| *firm == Robustness::Close));
    if close {
        blocks.push(Block::Caveat(
            "A verdict marked so rests on less than rounding to 1/10,000 of a point can move; treat it as open.".into(),
        ));
    }
    let hidden = found.first().map_or(0, |f| f.compiled.options_hidden);
    if hidden > 0
        && let Some(as_of) = asked.scenario.as_of
    {
        blocks.push(Block::Text(format!("{} proposed after {as_of} are left out.", count(hidden, "option"))));
    }
    blocks
}
