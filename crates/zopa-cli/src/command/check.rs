//! `zopa check`: every finding about scenario files, each with its place.

use crate::exit::{End, Fault};
use crate::{input, output};
use zopa::diagnostic::Severity;

/// Says whether a scenario is sound, and what is missing or odd in it
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Scenario files; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
}

impl Check {
    pub fn run(self) -> Result<End, Fault> {
        let mut end = End::Answered;
        for name in &self.files {
            let reading = input::scenario(name)?;
            output::print(&zopa::diagnostic::render(&reading.diagnostics, &reading.files, output::colour()))?;
            let count =
                |severity| reading.diagnostics.iter().filter(|found| found.severity == severity).count();
            let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
            let verdict = if errors == 0 { "sound" } else { "unsound" };
            output::print(&format!("{name}: {verdict}; {errors} errors, {warnings} warnings.\n"))?;
            if errors > 0 {
                end = End::Unsound;
            }
        }
        Ok(end)
    }
}
