//! From files to a scenario, or to everything that is wrong with them.
//!
//! The phases, in order: parse each file, merge what is included, collect the ids, check the shape, lift
//! the values into a [`Scenario`], check what only shows across tables. Every phase reports all it finds.
//! Later phases are held back only where an earlier one lost something they would report as missing.

mod cross;
mod fit;
mod include;
mod lift;
mod map;
mod names;
mod nearest;
mod number;
mod parse;
mod tree;

use crate::diagnostic::{Diagnostic, Log, Severity, code};
use crate::scenario::{File, Scenario, Span};

/// Gets a file that the scenario names, by the path written there.
pub type Load<'a> = &'a mut dyn FnMut(&str) -> Result<Vec<u8>, String>;

/// What reading gives.
#[derive(Debug)]
pub struct Reading {
    /// The scenario, if no error was found.
    pub scenario: Option<Scenario>,
    /// All that was found, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The file and those it includes; spans refer to them.
    pub files: Vec<File>,
}

/// What a reading does besides what the file says.
#[derive(Debug, Clone, Copy, Default)]
pub struct With<'a> {
    /// Files that are included although the main file does not name them; those it names come once.
    pub also: &'a [&'a str],
    /// A party that may lack numbers: it is being asked about its preferences.
    pub spared: Option<&'a str>,
}

/// Reads a scenario whose main file has this name and text. `load` is asked for the files it names,
/// with their paths as written, which are relative to the main file.
pub fn read(name: &str, text: String, load: Load<'_>) -> Reading {
    read_with(name, text, With::default(), load)
}

/// Reads a scenario as [`read`] does, and more or less as `with` says.
pub fn read_with(name: &str, text: String, with: With<'_>, load: Load<'_>) -> Reading {
    let mut log = Log::default();
    let mut sources = include::gather(name, text, with.also, load, &mut log);
    let Some(root) = sources.root.take() else { return finish(None, sources.files, log) };
    let mut names = names::collect(&root, &mut log);
    let whole = sources.broken.is_empty() && !sources.lost;
    fit::fit(&root, &mut names, &mut log, whole);
    let mut scenario = lift::lift(&root);
    if whole {
        cross::check(&scenario, &root, (&names, with.spared), &mut log);
        scenario.map = map::attach(scenario.map, &root, &mut sources, load, &mut log);
    } else {
        log.found.retain(|d| d.code == code::SYNTAX.id || !is_echo(d.span, &sources));
    }
    let errors = log.found.iter().any(|d| d.severity == Severity::Error);
    debug_assert!(errors || lift::holds_all(&root, &scenario), "a sound row was not lifted");
    finish(Some(scenario), sources.files, log)
}

/// Sorts the findings; a scenario with an error is none.
fn finish(scenario: Option<Scenario>, files: Vec<File>, mut log: Log) -> Reading {
    log.found.sort_by(|a, b| (a.span, a.severity, a.code).cmp(&(b.span, b.severity, b.code)));
    log.found.dedup();
    let sound = log.found.iter().all(|d| d.severity != Severity::Error);
    let mut scenario =
        scenario.filter(|_| sound).map(|scenario| Scenario { files: files.clone(), ..scenario });
    if let Some(scenario) = &mut scenario {
        let yielded = crate::war::yielded(scenario);
        scenario.war.iter_mut().for_each(|war| war.yielded.clone_from(&yielded));
    }
    Reading { scenario, diagnostics: log.found, files }
}

/// Whether a finding is an echo of a syntax error: on the same line, or below a header that could not be
/// parsed, so that its keys belong to the wrong table.
fn is_echo(span: Span, sources: &include::Sources) -> bool {
    let Some(file) = sources.files.get(span.file) else { return false };
    let text = file.text.as_bytes();
    sources.broken.iter().filter(|broken| broken.file == span.file).any(|broken| {
        let broken = broken.start.min(text.len());
        let line = text[..broken].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let header = text[line..].trim_ascii_start().starts_with(b"[");
        let between = &text[broken.min(span.start)..broken.max(span.start).min(text.len())];
        !between.contains(&b'\n')
            || header && span.start > broken && !between.windows(2).any(|pair| pair == b"\n[")
    })
}
