//! Packages as people read them: clauses, gains and bars.

use super::words::{points, signed};
use super::{AskError, Asked};
use crate::compile::{Compiled, visible};
use crate::report::{Bar, Block, Cell, Clause, Drawing, Picture, Table, Tone};
use crate::scenario::NamedPackage;

/// The clauses of a package; `assumed` names issues where the text it comes from is silent.
pub(super) fn clauses(compiled: &Compiled, package: &[usize], assumed: &[String]) -> Block {
    Block::Clauses(
        compiled
            .issues
            .iter()
            .zip(package)
            .map(|(issue, &o)| Clause {
                issue: issue.label.clone(),
                text: issue.options[o].clause.clone(),
                assumed: assumed.contains(&issue.id),
            })
            .collect(),
    )
}

/// Where two packages differ, in words.
pub(super) fn differences(compiled: &Compiled, from: &[usize], to: &[usize]) -> Vec<String> {
    compiled
        .issues
        .iter()
        .zip(from.iter().zip(to))
        .filter(|(_, (a, b))| a != b)
        .map(|(issue, (&a, &b))| {
            format!("{}: “{}” instead of “{}”", issue.label, issue.options[b].label, issue.options[a].label)
        })
        .collect()
}

/// What each party makes of a package, and whether it is asked.
pub(super) fn consent_cell(compiled: &Compiled, real: &[bool], p: usize, package: &[usize]) -> Cell {
    let problem = &compiled.problem;
    let (text, tone) = if !problem.asked(p, package) {
        ("not asked", Tone::Quiet)
    } else if problem.accepts(real, p, package) {
        ("accepts", Tone::Yes)
    } else if problem.gain(p, package) < 0 {
        let crosses =
            (0..real.len()).any(|l| real[l] && problem.lines()[l].party == p && problem.crosses(l, package));
        (
            if crosses { "refuses: less than no deal, and a red line" } else { "refuses: less than no deal" },
            Tone::No,
        )
    } else {
        ("refuses: a red line", Tone::No)
    };
    Cell { text: text.into(), tone, detail: None }
}

/// Bars: what a package is worth to each party on its own scale, with no deal as a tick.
pub(super) fn bars(compiled: &Compiled, real: &[bool], package: &[usize], id: &str, caption: &str) -> Block {
    let problem = &compiled.problem;
    let mut bars = Vec::new();
    let mut rows = Vec::new();
    for (p, (_, name)) in compiled.parties.iter().enumerate() {
        let value = problem.value(p, package);
        let no_deal = problem.parties()[p].no_deal;
        let consent = consent_cell(compiled, real, p, package);
        bars.push(Bar {
            label: name.clone(),
            value: compiled.points(value),
            no_deal: compiled.points(no_deal),
            range: None,
            tone: consent.tone,
        });
        rows.push(vec![
            name.as_str().into(),
            points(compiled, value).into(),
            points(compiled, no_deal).into(),
            signed(compiled, value - no_deal).into(),
            consent,
        ]);
    }
    let table = Table {
        id: id.into(),
        caption: caption.into(),
        summary: "What the package is worth to each party on that party’s own scale; rows cannot be compared with each other."
            .into(),
        head: ["Party", "Package", "No deal", "Gain", "Consent"].map(String::from).to_vec(),
        numeric: vec![false, true, true, true, false],
        rows,
    };
    Block::Picture(Picture { drawing: Drawing::Bars(bars), table })
}

/// A package asked for by name, or as `issue=option,…` changes of a named one or of nothing.
pub(super) struct Wanted<'a> {
    /// The named package it starts from.
    pub named: Option<&'a NamedPackage>,
    /// How it is called.
    pub label: String,
    changes: Vec<(String, String)>,
}

/// Reads what the user wrote: `name`, `name,issue=option,…` or a full list of `issue=option`.
pub(super) fn wanted<'a>(asked: &Asked<'a>, text: &str) -> Result<Wanted<'a>, AskError> {
    let mut parts = text.split(',').map(str::trim).filter(|p| !p.is_empty()).peekable();
    let mut named = None;
    let mut label = text.to_string();
    if let Some(first) = parts.peek().copied()
        && !first.contains('=')
    {
        let packages = &asked.scenario.packages;
        named = packages.iter().find(|p| p.id == first);
        let Some(package) = named else {
            let known: Vec<&str> = packages.iter().map(|p| p.id.as_str()).collect();
            let list = if known.is_empty() { "none".into() } else { known.join(", ") };
            return Err(AskError(format!("there is no package {first}; the scenario names: {list}")));
        };
        label.clone_from(&package.label);
        parts.next();
    }
    let mut changes = Vec::new();
    for part in parts {
        let Some((issue, option)) = part.split_once('=') else {
            return Err(AskError(format!("“{part}” is not of the form issue=option")));
        };
        let known = asked.scenario.issues.iter().find(|i| i.id == issue.trim());
        let Some(known) = known else { return Err(AskError(format!("there is no issue {issue}"))) };
        if !known.options.iter().any(|o| o.id == option.trim()) {
            return Err(AskError(format!("{issue} has no option {option}")));
        }
        changes.push((issue.trim().to_string(), option.trim().to_string()));
    }
    if named.is_some() && !changes.is_empty() {
        label = format!("{label}, changed");
    }
    Ok(Wanted { named, label, changes })
}

impl Wanted<'_> {
    /// The package in indices of a compiled problem; the error names what is hidden or not said.
    pub fn package(&self, compiled: &Compiled) -> Result<Vec<usize>, AskError> {
        compiled
            .issues
            .iter()
            .map(|issue| {
                let changed = self.changes.iter().rev().find(|(i, _)| *i == issue.id).map(|(_, o)| o);
                let named = || {
                    self.named.and_then(|p| p.choices.iter().find(|(i, _)| *i == issue.id)).map(|(_, o)| o)
                };
                let option = changed
                    .or_else(named)
                    .ok_or_else(|| AskError(format!("the package says nothing on {}", issue.id)))?;
                issue.options.iter().position(|o| o.id == *option).ok_or_else(|| {
                    AskError(format!("{}.{option} was not on the table at the scenario’s date", issue.id))
                })
            })
            .collect()
    }

    /// Issues where the option is the encoder’s reading of a silent text.
    pub fn assumed(&self) -> &[String] {
        self.named.map_or(&[], |p| &p.assumed)
    }
}

/// Named packages that were known at the scenario’s date and whose options all are.
pub(crate) fn named_visible<'a>(
    asked: &Asked<'a>,
    compiled: &Compiled,
) -> Vec<(&'a NamedPackage, Vec<usize>)> {
    asked
        .scenario
        .packages
        .iter()
        .filter(|p| visible(p.date, asked.scenario.as_of))
        .filter_map(|p| compiled.package(p).ok().map(|x| (p, x)))
        .collect()
}
