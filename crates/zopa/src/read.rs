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

/// Reads a scenario whose main file has this name and text. `load` is asked for the files it names,
/// with their paths as written, which are relative to the main file.
pub fn read(name: &str, text: String, load: Load<'_>) -> Reading {
    let mut log = Log::default();
    let mut sources = include::gather(name, text, load, &mut log);
    let Some(root) = sources.root.take() else { return finish(None, sources.files, log) };
    let mut names = names::collect(&root, &mut log);
    let whole = sources.broken.is_empty() && !sources.lost;
    fit::fit(&root, &mut names, &mut log, whole);
    let mut scenario = lift::lift(&root);
    if whole {
        cross::check(&mut scenario, &root, &names, &mut log);
        scenario.map = map::attach(scenario.map, &root, &mut sources, load, &mut log);
    } else {
        log.found.retain(|d| d.code == code::SYNTAX.id || !on_broken_line(d.span, &sources));
    }
    finish(Some(scenario), sources.files, log)
}

/// Sorts the findings; a scenario with an error is none.
fn finish(scenario: Option<Scenario>, files: Vec<File>, mut log: Log) -> Reading {
    log.found.sort_by(|a, b| (a.span, a.severity, a.code).cmp(&(b.span, b.severity, b.code)));
    log.found.dedup();
    let sound = log.found.iter().all(|d| d.severity != Severity::Error);
    let scenario = scenario.filter(|_| sound).map(|scenario| Scenario { files: files.clone(), ..scenario });
    Reading { scenario, diagnostics: log.found, files }
}

/// Whether a finding stands on a line that could not be parsed: then it is an echo of that.
fn on_broken_line(span: Span, sources: &include::Sources) -> bool {
    sources.broken.iter().any(|broken| {
        broken.file == span.file
            && sources
                .files
                .get(span.file)
                .is_some_and(|file| same_line(&file.text, broken.start, span.start))
    })
}

fn same_line(text: &str, a: usize, b: usize) -> bool {
    let (from, to) = (a.min(b).min(text.len()), a.max(b).min(text.len()));
    !text.as_bytes()[from..to].contains(&b'\n')
}
