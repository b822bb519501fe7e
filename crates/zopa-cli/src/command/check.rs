//! `zopa check`: every finding about scenario files, each with its place, and what a sound one holds.

use crate::exit::{End, Fault};
use crate::{input, output};
use serde_json::{Value, json};
use zopa::diagnostic::{Diagnostic, Severity};
use zopa::read::Reading;
use zopa::render::text::{TextSettings, render};
use zopa::report::{Block, Document};
use zopa::scenario::{File, Scenario};

/// Says whether scenarios are sound, what is missing or odd in them, and how their numbers are sourced
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Scenario files; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Say nothing about what is sound
    #[arg(short, long, conflicts_with = "json")]
    quiet: bool,
    /// Write the findings as JSON, one line per file, with lines and columns for editors
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(self) -> Result<End, Fault> {
        let mut end = End::Answered;
        for name in &self.files {
            let reading = input::scenario(name)?;
            let shown = if name == input::STDIN { "standard input" } else { name };
            let text = if self.json { as_json(shown, &reading) } else { self.as_text(shown, &reading) };
            output::print(&text)?;
            if reading.scenario.is_none() {
                end = End::Unsound;
            }
        }
        Ok(end)
    }

    fn as_text(&self, shown: &str, reading: &Reading) -> String {
        let mut text = String::new();
        if !reading.diagnostics.is_empty() {
            let found = zopa::diagnostic::render(&reading.diagnostics, &reading.files, output::colour());
            text = format!("{}\n\n", found.trim_end());
        }
        let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
        let counts: Vec<String> = counts
            .into_iter()
            .map(|(severity, noun)| {
                (reading.diagnostics.iter().filter(|d| d.severity == severity).count(), noun)
            })
            .filter(|(n, _)| *n > 0)
            .map(|(n, noun)| counted(n, noun))
            .collect();
        match &reading.scenario {
            None => {
                text +=
                    &format!("{shown} is unsound: {}. `zopa explain CODE` says more.\n", counts.join(", "));
            }
            Some(_) if self.quiet => {}
            Some(scenario) => {
                let counts = if counts.is_empty() { "nothing to remark".into() } else { counts.join(", ") };
                text += &format!("{shown} is sound: {counts}.\n");
                holds(scenario).into_iter().for_each(|line| text += &wrapped(line));
            }
        }
        text
    }
}

/// What a sound scenario holds, and how far its numbers are sourced.
fn holds(scenario: &Scenario) -> [String; 2] {
    let options = scenario.issues.iter().map(|issue| issue.options.len()).sum();
    let mut parts = vec![
        counted(scenario.parties.len(), "party"),
        counted(scenario.issues.len(), "issue"),
        counted(options, "option"),
    ];
    let rest = [
        (scenario.rules.len(), "rule"),
        (scenario.norms.len(), "norm"),
        (scenario.red_lines.len(), "red line"),
        (scenario.positions.len(), "position"),
        (scenario.packages.len(), "named package"),
        (scenario.views.len(), "view"),
    ];
    parts.extend(rest.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| counted(n, noun)));
    let [all, sourced, points] = numbers(scenario);
    let second = match all {
        0 => "No numbers.".into(),
        all => format!(
            "{}: {sourced} sourced, {} an analyst's assumption without a source; {points} without a range.",
            counted(all, "number"),
            all - sourced
        ),
    };
    [format!("It holds {}.", parts.join(", ")), second]
}

/// A line as lines of the page's width.
fn wrapped(line: String) -> String {
    let document = Document { title: String::new(), blocks: vec![Block::Text(line)] };
    let text = render(&document, &TextSettings { width: output::width(None), colour: false });
    format!("{}\n", text.trim_end())
}

/// How many numbers there are, how many have a source, and how many have no range.
fn numbers(scenario: &Scenario) -> [usize; 3] {
    let all = &scenario.estimates;
    let sourced = all.iter().filter(|(_, number)| !number.sources.is_empty()).count();
    let points = all.iter().filter(|(_, number)| number.low == number.high).count();
    [all.len(), sourced, points]
}

fn counted(n: usize, noun: &str) -> String {
    match (n, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{n} {stem}ies"),
        _ => format!("{n} {noun}s"),
    }
}

fn as_json(shown: &str, reading: &Reading) -> String {
    let findings: Vec<Value> =
        reading.diagnostics.iter().map(|found| finding(found, &reading.files)).collect();
    let numbers = reading
        .scenario
        .as_ref()
        .map(numbers)
        .map(|[all, sourced, points]| json!({ "all": all, "sourced": sourced, "without_range": points }));
    let check = json!({
        "format": "zopa-check",
        "version": 1,
        "file": shown,
        "sound": reading.scenario.is_some(),
        "findings": findings,
        "numbers": numbers,
    });
    format!("{check}\n")
}

/// A finding with its place: lines and columns count from 1, columns in characters, the end is exclusive.
fn finding(found: &Diagnostic, files: &[File]) -> Value {
    let file = files.get(found.span.file);
    let place = |at: usize| {
        let before = file.and_then(|file| file.text.get(..at)).unwrap_or("");
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        json!({ "line": before.matches('\n').count() + 1, "column": column })
    };
    json!({
        "code": found.code,
        "severity": found.severity.word(),
        "message": found.message,
        "hint": found.hint,
        "file": file.map(|file| file.name.as_str()),
        "start": place(found.span.start),
        "end": place(found.span.end),
    })
}
