//! `zopa check`: every finding about scenario files, each with its place, and what a sound one holds.

use super::question::{How, put};
use crate::exit::{End, Fault};
use crate::{input, output, show};
use zopa::diagnostic::Severity;
use zopa::question::{Question, find};
use zopa::read::Reading;

/// Says whether scenarios are sound, what is missing or odd in them, and how their numbers are sourced
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Scenario files; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Say nothing about what is sound
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    show: show::Show,
}

impl Check {
    pub fn run(self) -> Result<End, Fault> {
        self.show.ready()?;
        if self.show.elsewhere() && self.files.len() > 1 {
            return Err(Fault::say("--json, --csv and -o take one file at a time."));
        }
        let mut end = End::Answered;
        for name in &self.files {
            end = end.max(self.check(name)?);
        }
        Ok(end)
    }

    fn check(&self, name: &str) -> Result<End, Fault> {
        let reading = input::scenario(name)?;
        let shown = if name == input::STDIN { "standard input" } else { name };
        self.findings(&reading)?;
        let count = |severity| reading.diagnostics.iter().filter(|found| found.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let Some(scenario) = &reading.scenario else {
            let warnings =
                if warnings > 0 { format!(", {}", counted(warnings, "warning")) } else { String::new() };
            let line = format!(
                "{shown} is unsound: {}{warnings}. `zopa explain CODE` says more.",
                counted(errors, "error")
            );
            if self.show.elsewhere() {
                output::remark(&line);
            } else {
                output::print(&format!("{line}\n"))?;
            }
            return Ok(End::Unsound);
        };
        if self.quiet {
            return Ok(End::Answered);
        }
        if !self.show.elsewhere() {
            let warnings = if warnings > 0 { counted(warnings, "warning") } else { "no warnings".into() };
            output::print(&format!("{shown} is sound: {warnings}.\n\n"))?;
        }
        match find("check") {
            Some(question) => self.ask(question, scenario),
            None => Ok(End::Answered),
        }
    }

    fn ask(&self, question: &Question, scenario: &zopa::scenario::Scenario) -> Result<End, Fault> {
        put(question, scenario, &self.how.settings(), &self.show)
    }

    /// The findings are the answer, unless the answer goes elsewhere.
    fn findings(&self, reading: &Reading) -> Result<(), Fault> {
        if reading.diagnostics.is_empty() {
            return Ok(());
        }
        let elsewhere = self.show.elsewhere();
        let colour = if elsewhere { output::error_colour() } else { output::colour() };
        let text = zopa::diagnostic::render(&reading.diagnostics, &reading.files, colour);
        if elsewhere {
            output::remark(&text);
            return Ok(());
        }
        output::print(&format!("{}\n\n", text.trim_end()))
    }
}

fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
