//! The document: what flipped, what that hangs on, and every changed judgement.

use super::causes::{Cause, Causes};
use super::changes::{Change, Changes};
use super::facts::{About, Finding};
use super::rows::Section;
use super::words::{Group, Told, cause, groups};
use crate::question::anchored;
use crate::question::words::{count, list};
use crate::question::zone::Robustness;
use crate::report::{Block, Cell, Document, Table, Tone};

/// The answer for readers.
pub(super) fn document(told: &Told, changes: &Changes, causes: &Causes) -> Document {
    let (large, groups): (Vec<Group>, Vec<Group>) = groups(&causes.flips).into_iter().partition(is_large);
    let mut blocks = vec![Block::Finding(headline(told, changes, causes))];
    blocks.extend(flips(told, &groups, causes));
    blocks.extend(unsaid(&large));
    blocks.extend(hangs(&groups, changes));
    blocks.extend(tables(changes));
    if !changes.renamed.is_empty() {
        blocks.push(Block::heading(1, "Renamed or moved, which changes no judgement", "renamed"));
        blocks.push(Block::List(changes.renamed.clone()));
    }
    blocks.extend(limits(told, changes, causes, !groups.is_empty()));
    Document { title: format!("{}: what changed", told.new.scenario.title), blocks }
}

/// How much changed, and what of it matters, in one or two sentences.
fn headline(told: &Told, changes: &Changes, causes: &Causes) -> String {
    let judged = changes.changes.iter().filter(|c| !c.only_source).count();
    let sources = changes.changes.len() - judged;
    let mut said = match (judged, sources) {
        (0, 0) => "No judgement changed between the two versions".to_string(),
        (0, n) => format!("No judgement changed; {} another source", has(n)),
        (n, 0) => format!("{} changed", count(n, "judgement")),
        (n, s) => format!("{} changed, and {} only another source", count(n, "judgement"), has(s)),
    };
    said.push_str(". ");
    let flips = causes.flips.len();
    let deals = causes.flips.iter().filter(|f| f.key.about == About::Deal).count();
    let compared = told.common.views.len() * told.common.readings.len();
    let settled = if causes.unsettled > 0 { " that was settled" } else { "" };
    said.push_str(&match (flips, deals) {
        (0, _) => format!("No conclusion{settled} flipped."),
        (n, 0) => format!("{} flipped; whether a deal exists did not.", count(n, "conclusion")),
        (n, d) => format!(
            "{} flipped; whether a deal exists flipped in {d} of {}.",
            count(n, "conclusion"),
            match compared {
                1 => "1 case compared".to_string(),
                n => format!("{n} combinations of a view and a reading of red lines"),
            }
        ),
    });
    said
}

fn has(n: usize) -> String {
    if n == 1 { "1 has".into() } else { format!("{n} have") }
}

/// Sets of more red lines than this are counted, not spelled out.
const SAID_IN_FULL: usize = 3;

fn is_large(group: &Group) -> bool {
    matches!(&group.first.key.about, About::Conflict(l) | About::Opening(l) if l.len() > SAID_IN_FULL)
}

/// How many large sets of lines appeared or vanished.
fn unsaid(large: &[Group]) -> Option<Block> {
    let (mut conflicts, mut openings) = ([0, 0], [0, 0]);
    for group in large {
        let kind =
            if matches!(group.first.key.about, About::Conflict(_)) { &mut conflicts } else { &mut openings };
        kind[usize::from(group.first.is == Finding::Yes)] += group.places.len();
    }
    (!large.is_empty()).then(|| {
        Block::Text(format!(
            "Of the smallest sets of more than {SAID_IN_FULL} red lines, view by view, {} appeared and {} vanished among those that leave no deal, {} appeared and {} vanished among those whose giving up opens one. The result file names them with the changes they hang on.",
            conflicts[1], conflicts[0], openings[1], openings[0]
        ))
    })
}

/// The flips in sentences, numbered through.
fn flips(told: &Told, groups: &[Group], causes: &Causes) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Conclusions that flipped", "flips")];
    if groups.is_empty() {
        if !causes.flips.is_empty() {
            return blocks;
        }
        blocks.push(Block::Text(
            "None: whether a deal exists, the sets of red lines that decide it, which named packages are acceptable and what each concept picks are as before."
                .into(),
        ));
        return blocks;
    }
    let kinds: [(&str, &str, fn(&About) -> bool); 4] = [
        ("Whether a deal exists", "flips-deal", |a| matches!(a, About::Deal)),
        ("What decides it", "flips-cruxes", |a| matches!(a, About::Conflict(_) | About::Opening(_))),
        ("Named packages", "flips-packages", |a| matches!(a, About::Package(_))),
        ("What concepts pick", "flips-picks", |a| matches!(a, About::Pick(_))),
    ];
    for (title, id, is) in kinds {
        let said: Vec<String> = groups
            .iter()
            .enumerate()
            .filter(|(_, g)| is(&g.first.key.about))
            .map(|(k, g)| format!("F{}. {}", k + 1, told.sentence(g)))
            .collect();
        if !said.is_empty() {
            blocks.push(Block::heading(2, title, id));
            blocks.push(Block::List(said));
        }
    }
    blocks
}

/// What the flips hang on: those with one cause are said together.
fn hangs(groups: &[Group], changes: &Changes) -> Vec<Block> {
    if groups.is_empty() {
        return Vec::new();
    }
    let mut by_cause: Vec<(&Cause, Vec<String>)> = Vec::new();
    for (k, group) in groups.iter().enumerate() {
        let name = format!("F{}", k + 1);
        match by_cause.iter_mut().find(|(c, _)| **c == group.first.cause) {
            Some((_, names)) => names.push(name),
            None => by_cause.push((&group.first.cause, vec![name])),
        }
    }
    let said = by_cause.iter().map(|(c, names)| format!("{}: {}", list(names), cause(c, &changes.units)));
    vec![
        Block::heading(1, "Which changes they hang on", "causes"),
        Block::List(said.collect()),
        Block::Caveat(
            "Each change was made to OLD alone, and left out of NEW alone; where none suffices, those that cannot be left out were made to OLD together. Other sets of changes were not searched."
                .into(),
        ),
    ]
}

/// The changed judgements, section by section.
fn tables(changes: &Changes) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "Changed judgements", "changes")];
    if changes.changes.is_empty() {
        blocks.push(Block::Text("None.".into()));
    }
    for section in Section::ALL {
        let rows: Vec<&Change> = changes.changes.iter().filter(|c| c.section == section).collect();
        if rows.is_empty() {
            continue;
        }
        let (key, title) = section.words();
        let only = rows.iter().filter(|c| c.only_source).count();
        let summary = match only {
            0 => format!("{}; rows with one number can only be taken together.", count(rows.len(), "change")),
            n => format!("{}, of which {n} of the source only.", count(rows.len(), "change")),
        };
        blocks.push(Block::Table(Table {
            id: anchored(&["changes", key]),
            caption: title.into(),
            summary,
            head: ["Change", "Judgement", "Old", "New", "Source, old", "Source, new"]
                .map(String::from)
                .to_vec(),
            numeric: vec![true, false, false, false, false, false],
            rows: rows.iter().map(|c| row(c)).collect(),
        }));
    }
    blocks
}

fn row(change: &Change) -> Vec<Cell> {
    let value = |text: &Option<String>| match text {
        Some(text) => Cell::from(text.as_str()),
        None => Cell { text: "none".into(), tone: Tone::Quiet, detail: None },
    };
    // A number whose source is not stated is an assumption; what is no number needs none.
    let plain =
        matches!(change.section, Section::Whole | Section::Parties | Section::Issues | Section::Views);
    let source = |text: &Option<String>, source: &str| match (text, source) {
        (None, _) => Cell::default(),
        (Some(_), "") if plain => Cell::default(),
        (Some(_), "") => Cell { text: "not stated".into(), tone: Tone::Quiet, detail: None },
        (Some(_), source) => Cell::from(source),
    };
    vec![
        Cell::from(change.number.to_string()),
        Cell::from(change.name.as_str()),
        value(&change.old),
        value(&change.new),
        source(&change.old, &change.old_source),
        source(&change.new, &change.new_source),
    ]
}

/// What the answer does not say.
fn limits(told: &Told, changes: &Changes, causes: &Causes, flipped: bool) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, "How far this goes", "limits")];
    blocks.push(Block::Caveat(
        "Conclusions are compared at representative values (the middle of each range, or the stated best) and at rung 1, acceptance. A change that flips nothing may still move a conclusion closer to its limit."
            .into(),
    ));
    if causes.unsettled > 0 {
        blocks.push(Block::Caveat(format!(
            "{} not settled in OLD or in NEW before the search stopped, and not compared; --budget may settle more.",
            if causes.unsettled == 1 { "1 conclusion was".into() } else { format!("{} conclusions were", causes.unsettled) }
        )));
    }
    let close = [told.before, told.after].iter().any(|version| {
        version.views.iter().any(|(f, _)| f.verdicts.iter().any(|(.., firm)| *firm == Robustness::Close))
    });
    if close {
        blocks.push(Block::Caveat(
            "Whether a deal exists rests in some case on less than rounding to 1/10,000 of a point can move; `zone` says which.".into(),
        ));
    }
    if flipped && !causes.untried.is_empty() {
        blocks.push(Block::Text("Some changes are no scenario by themselves, and were not tried so:".into()));
        let said = causes.untried.iter().map(|(n, alone, why)| {
            let how = if *alone { "made to OLD alone" } else { "left out of NEW" };
            format!("Change {n} {how}: {why}.")
        });
        blocks.push(Block::List(said.collect()));
    }
    let views = |a: &crate::scenario::Scenario, b: &crate::scenario::Scenario| -> Vec<String> {
        let only = a.views.iter().filter(|v| !b.views.iter().any(|w| w.id == v.id));
        only.map(|v| format!("“{}”", v.label.as_ref().unwrap_or(&v.id))).collect()
    };
    for (only, which) in [
        (views(told.old.scenario, told.new.scenario), "OLD"),
        (views(told.new.scenario, told.old.scenario), "NEW"),
    ] {
        if !only.is_empty() {
            blocks.push(Block::Text(format!(
                "Only {which} has {}, so nothing is compared under it.",
                list(&only)
            )));
        }
    }
    let both_have_views = !told.old.scenario.views.is_empty() || !told.new.scenario.views.is_empty();
    if told.common.views == [None] && both_have_views {
        blocks.push(Block::Text(
            "The versions have no view in common, so the scenarios are compared as given, without views."
                .into(),
        ));
    }
    if !changes.aside.is_empty() {
        let said: Vec<String> = changes
            .aside
            .iter()
            .map(|(name, new, old)| format!("{name} ({new} only in NEW, {old} only in OLD)"))
            .collect();
        blocks.push(Block::Text(format!(
            "Also different, row by row, and no part of the conclusions compared: {}.",
            list(&said)
        )));
    }
    blocks
}
