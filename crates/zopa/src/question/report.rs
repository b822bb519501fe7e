//! **Question.** All of it for a reader: two pages of narrative first, then packages, pictures, trades and every number.
//!
//! The report asks the other questions and arranges their answers; it has no analysis of its own. A copy for a party
//! (`for_party`) holds what is public and that party's own scale: no other scale, no frontier, no verdict that would
//! give the others' preferences away.

mod appendix;
mod map;
mod packages;

use super::plausible::look;
use super::words::{count, list};
use super::{
    Answer, AskError, Asked, Question, brief, concepts, cruxes, enforce, flip, frontier, ladder, levers,
    order, time, trade, worse, zone,
};
use crate::compile::{Compiled, Reading};
use crate::report::{Block, Cell, Document, Table, Tone};
use zopa_core::answer::Stop;

pub(super) const QUESTION: Question =
    Question { command: "report", about: "all of it for a reader, as one self-contained page", run };

/// The short form of a question, where the scenario says something about it.
type Brief = fn(&Asked) -> Result<Option<Vec<Block>>, AskError>;

/// What moves beside packages: title, anchor, and the short form. The questions themselves prove more.
const MOVING: [(&str, &str, Brief); 4] = [
    ("When a deal is possible, and what waiting costs", "moving-time", time::brief),
    ("What levers could do", "moving-levers", levers::brief),
    ("Would it be kept?", "moving-kept", enforce::brief),
    ("In which order", "moving-order", order::brief),
];

fn run(asked: &Asked) -> Result<Answer, AskError> {
    if let Some(party) = &asked.settings.for_party {
        return for_party(asked, party);
    }
    let mut result = asked.result("report");
    let mut stop = Stop::Complete;
    let positions = brief::find(asked)?;
    let numbers = asked.compiled()?.iter().any(|c| c.numbers);
    let mut blocks = Vec::new();
    if !numbers {
        blocks.push(Block::Text(
            "This scenario holds positions and no numbers, so the report is what positions alone say.".into(),
        ));
        blocks.extend(brief::blocks(asked, &positions));
        blocks.extend(appendix::blocks(asked));
        let at = result.problem(&positions.compiled);
        result.claim(at, None, zone::crux_claim(&positions.cruxes));
        let document = Document { title: asked.scenario.title.clone(), blocks };
        return Ok(Answer { document, result, stop: positions.cruxes.stop });
    }
    let found = zone::find(asked)?;
    let solved = concepts::find(asked)?;
    for (one, (_, solved)) in found.iter().zip(&solved) {
        let at = result.problem(&one.compiled);
        stop = worse(stop, one.cruxes.stop);
        result.claim(at, None, zone::crux_claim(&one.cruxes));
        for (reading, verdict, _) in &one.verdicts {
            stop = worse(stop, verdict.stop);
            result.claim(at, Some(*reading), zone::zone_claim(verdict));
        }
        for one in solved {
            stop = worse(stop, concepts::claims(asked, &mut result, at, one));
        }
    }
    // Two pages of narrative.
    blocks.extend(zone::headline(&found));
    blocks.push(Block::Text(standing(asked, &found[0].compiled)));
    blocks.extend(cruxes::decisive(&found));
    blocks.push(Block::Table(zone::verdict_table(&found)));
    let spoken: Vec<_> = found
        .iter()
        .zip(&solved)
        .map(|(one, (_, solved))| {
            let named = super::package::named_visible(asked, &one.compiled);
            let named = named.into_iter().map(|(p, x)| (p.label.clone(), x));
            (&one.compiled, named.chain(concepts::spoken(solved)).collect())
        })
        .collect();
    let ranges = look(asked, &spoken)?;
    stop = worse(stop, ranges.claims(asked, &mut result)?);
    blocks.extend(ranges.sentences());
    let problems: Vec<&Compiled> = found.iter().map(|one| &one.compiled).collect();
    let (rungs, early) = ladder::section(asked, &mut result, (&problems, &ranges.counted), false)?;
    stop = worse(stop, early);
    let further = !rungs.is_empty();
    blocks.extend(rungs);
    let (more, early) = flip::singles(asked)?;
    if !more.is_empty() {
        blocks.push(Block::heading(1, "What would reverse the answer", "reversals"));
        blocks.extend(more);
        blocks.push(Block::Text(
            "Each by itself, within its range. `flip` proves each, and looks at two at once.".into(),
        ));
        stop = worse(stop, early);
    }
    blocks.push(Block::heading(1, "Who blocks the packages on the table", "blocks"));
    blocks.extend(packages::who_blocks(asked, &found));
    blocks.push(Block::heading(1, "Which packages the concepts point to", "picks-short"));
    blocks.extend(picks(&solved));
    blocks.push(Block::heading(1, "What was assumed", "assumed"));
    blocks.extend(views(asked));
    blocks.extend(zone::limits(asked, &found, further));
    blocks.push(Block::PageBreak);
    // The rest.
    for (title, id, brief) in MOVING {
        match brief(asked) {
            Ok(Some(more)) => {
                blocks.push(Block::heading(1, title, id));
                blocks.extend(more);
            }
            Ok(None) => {}
            Err(error) => {
                blocks.push(Block::heading(1, title, id));
                blocks.push(Block::Caveat(format!("This could not be worked out: {error}.")));
            }
        }
    }
    if let Some(lines) = cruxes::line_table(&found) {
        blocks.push(Block::heading(1, "The red lines", "red-lines"));
        blocks.push(lines);
    }
    blocks.push(Block::heading(1, "Packages one by one", "packages"));
    blocks.extend(ranges.tables());
    blocks.extend(packages::one_by_one(asked, &found));
    blocks.push(Block::heading(1, "What each bargaining concept picks", "concepts"));
    for (compiled, solved) in &solved {
        let id = compiled.view.as_deref().unwrap_or("base");
        let best = solved
            .iter()
            .find(|s| s.reading == Reading::Judged && !s.solutions.is_empty())
            .or(solved.first());
        if let Some(one) = best {
            let title = format!("{}, {}", compiled.view_label, one.reading.phrase());
            blocks.push(Block::heading(2, &title, &super::anchored(&["solved", id])));
            blocks.extend(concepts::show(asked, compiled, one));
        }
    }
    blocks.push(Block::heading(1, "Efficient packages, pair by pair", "frontier"));
    let (more, early) = frontiers(asked, &found);
    blocks.extend(more);
    stop = worse(stop, early);
    blocks.push(Block::heading(1, "What can be traded", "trade"));
    for one in &found {
        blocks.push(Block::heading(
            2,
            &one.compiled.view_label,
            &super::anchored(&["trade", one.compiled.view.as_deref().unwrap_or("base")]),
        ));
        blocks.extend(trade::matrix(&one.compiled));
    }
    blocks.extend(map::blocks(asked));
    blocks.push(Block::heading(1, "Positions", "positions-part"));
    blocks.extend(lowered(brief::blocks(asked, &positions)));
    blocks.extend(appendix::blocks(asked));
    Ok(Answer { document: Document { title: asked.scenario.title.clone(), blocks }, result, stop })
}

/// Blocks of another answer as a part of this one: headings one level down.
fn lowered(blocks: Vec<Block>) -> Vec<Block> {
    blocks
        .into_iter()
        .map(|block| match block {
            Block::Heading { level, text, id } => Block::Heading { level: (level + 1).min(3), text, id },
            Block::Finding(text) => Block::Text(text),
            other => other,
        })
        .collect()
}

/// What stands: parties, issues, packages, the date.
fn standing(asked: &Asked, compiled: &Compiled) -> String {
    let scenario = asked.scenario;
    let names: Vec<&str> = scenario.parties.iter().map(|p| p.name.as_str()).collect();
    let packages =
        compiled.problem.packages().map_or_else(|| "more than 10³⁸".into(), super::words::magnitude);
    let date = scenario.as_of.map(|d| format!(" as of {d}")).unwrap_or_default();
    let summary = scenario.summary.as_ref().map(|s| format!("{s} ")).unwrap_or_default();
    format!(
        "{summary}{} with {} and {} options on the table{date}: {packages} packages before rules. Parties: {}.",
        count(compiled.issues.len(), "issue"),
        count(compiled.parties.len(), "party"),
        compiled.issues.iter().map(|i| i.options.len()).sum::<usize>(),
        list(&names)
    )
}

/// The views: who holds them, on what ground, and who disagrees.
fn views(asked: &Asked) -> Vec<Block> {
    let views = &asked.scenario.views;
    if views.is_empty() {
        return vec![Block::Text("The scenario has one set of numbers and no views beside it.".into())];
    }
    let rows = views
        .iter()
        .map(|v| {
            let words = |text: &Option<String>| Cell::from(text.clone().unwrap_or_else(|| "–".into()));
            vec![
                Cell::from(v.label.clone().unwrap_or_else(|| v.id.clone())),
                words(&v.held_by),
                words(&v.reason),
                words(&v.dissent),
                Cell::from(v.sources.join(", ")),
            ]
        })
        .collect();
    vec![Block::Table(Table {
        id: "views-table".into(),
        caption: "The views".into(),
        summary: "No view is the default; every result is shown under each.".into(),
        head: ["View", "Held by", "On the ground that", "Contested", "Sources"].map(String::from).to_vec(),
        numeric: vec![false; 5],
        rows,
    })]
}

/// What the first two concepts that compare no scales pick, in gains; the rest stand further below.
fn picks(solved: &[(Compiled, Vec<concepts::Solved>)]) -> Vec<Block> {
    let mut rows = Vec::new();
    for (compiled, solved) in solved {
        for one in solved {
            let Ok(Some(players)) = &one.players else { continue };
            for (concept, solution) in one.solutions.iter().filter(|(c, _)| !c.compares_scales).take(2) {
                let Some(pick) = solution.picks.first() else { continue };
                let gains: Vec<String> = players
                    .ideals
                    .iter()
                    .map(|i| {
                        format!(
                            "{} {} of at most {}",
                            compiled.parties[i.party].1,
                            super::words::signed(compiled, compiled.problem.gain(i.party, pick)),
                            super::words::points(compiled, i.gain)
                        )
                    })
                    .collect();
                let ties = if solution.picks.len() > 1 {
                    format!(" ({} tie)", solution.picks.len())
                } else {
                    String::new()
                };
                rows.push(vec![
                    Cell::from(compiled.view_label.as_str()),
                    Cell::from(super::words::reading_head(one.reading)),
                    Cell::from(format!("{}{ties}", concept.name)),
                    Cell::from(gains.join("; ")),
                    Cell {
                        text: if solution.proof.is_some() { "proved".into() } else { "not proved".into() },
                        tone: if solution.proof.is_some() { Tone::Yes } else { Tone::Open },
                        detail: None,
                    },
                ]);
            }
        }
    }
    if rows.is_empty() {
        return vec![Block::Text("No view and reading leaves a deal to divide.".into())];
    }
    vec![
        Block::Table(Table {
            id: "picks-short-table".into(),
            caption: "Gains over no deal at each concept’s pick".into(),
            summary: "Each gain is in points of the party’s own scale; none of these is a forecast or a recommendation.".into(),
            head: ["View", "Red lines", "Concept", "Gains", "How sure"].map(String::from).to_vec(),
            numeric: vec![false; 5],
            rows,
        }),
        Block::Text("The packages stand further below as draft texts.".into()),
    ]
}

/// Frontier pictures: every pair of parties with whole consent, under each view.
fn frontiers(asked: &Asked, found: &[zone::Found]) -> (Vec<Block>, Stop) {
    let mut blocks = vec![Block::Caveat(
        "For mediator and analyst: leave this part out of any copy that a party may see.".into(),
    )];
    let mut jobs = Vec::new();
    for one in found {
        let whole: Vec<usize> = (0..one.compiled.problem.n())
            .filter(|&p| one.compiled.problem.parties()[p].consent == zopa_core::problem::Consent::Whole)
            .collect();
        for (k, &a) in whole.iter().enumerate() {
            for &b in &whole[k + 1..] {
                jobs.push((one, [a, b]));
            }
        }
    }
    let all =
        asked.each(&jobs, |(one, pair)| frontier::find(asked, &one.compiled, pair, false, Reading::None));
    let mut stop = Stop::Complete;
    for ((one, [a, b]), found) in jobs.iter().zip(&all) {
        stop = worse(stop, found.stop);
        let names = &one.compiled.parties;
        let id = super::anchored(&[
            "frontier-of",
            one.compiled.view.as_deref().unwrap_or("base"),
            &names[*a].0,
            &names[*b].0,
        ]);
        blocks.push(Block::heading(
            2,
            &format!("{}: {} and {}", one.compiled.view_label, names[*a].1, names[*b].1),
            &id,
        ));
        blocks.extend(lowered(frontier::show(asked, &one.compiled, found)));
    }
    (blocks, stop)
}

/// The copy for a party: what is public, and its own scale.
fn for_party(asked: &Asked, party: &str) -> Result<Answer, AskError> {
    let Some(p) = asked.scenario.parties.iter().position(|x| x.id == party) else {
        let known: Vec<&str> = asked.scenario.parties.iter().map(|x| x.id.as_str()).collect();
        return Err(AskError(format!("there is no party {party}; there are {}", list(&known))));
    };
    let positions = brief::find(asked)?;
    let mut blocks = vec![Block::Caveat(format!(
        "Copy for {}. It holds public positions and this party’s own scale. The scales of others, the frontier and every verdict that would give their preferences away are left out.",
        asked.scenario.parties[p].name
    ))];
    blocks.extend(brief::blocks(asked, &positions));
    let compiled = asked.compiled()?;
    if compiled.iter().any(|c| c.numbers) {
        blocks.push(Block::heading(1, "Packages on the table, by this party’s own scale", "own-packages"));
        blocks.extend(packages::own(asked, &compiled, p));
    }
    blocks.push(Block::heading(1, "Sources", "sources"));
    blocks.extend(appendix::sources(asked));
    // No problem goes into the result: it would hold the scales of all parties.
    let result = asked.result("report");
    Ok(Answer {
        document: Document {
            title: format!("{} – copy for {}", asked.scenario.title, asked.scenario.parties[p].name),
            blocks,
        },
        result,
        stop: positions.cruxes.stop,
    })
}
