//! `zopa import`: files of other systems as a scenario file, and everything that is to be said about them.

use crate::exit::{End, Fault};
use crate::gather::{Gathered, grouped, list, refused};
use crate::input::{Source, source};
use crate::output;
use zopa::diagnostic::Severity;
use zopa::exchange::gmcr::Model;
use zopa::exchange::{Imported, Note, Opened, Semantics, Settings, scenario};

/// Turns domains of GENIUS, GeniusWeb, NegoLog and NegMAS, and workbooks, into a scenario file
///
/// One FILE is a folder, a workbook, or a file of a domain, with which those beside it are read that belong to it.
/// Several are exactly the files that are read. What was read leniently, assumed or left out is said on standard error.
/// The other commands read these files directly, too.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// A folder, or files; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Write the scenario to this file, which must not exist yet; without it, to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Replace the file if it exists
    #[arg(long, requires = "output")]
    force: bool,
    #[command(flatten)]
    how: How,
}

/// How files are read.
#[derive(Debug, clap::Args)]
pub struct How {
    /// Whose meaning the files are given: GENIUS reads evaluations as shares of the largest one of their issue, NegMAS
    /// as they stand, with a reserve of at least the smallest utility
    #[arg(long, value_name = "WHOSE", default_value = "genius", value_parser = ["genius", "negmas"])]
    semantics: String,
    /// How many values stand for an issue of real numbers, both ends among them
    #[arg(long, value_name = "N", default_value_t = 21, value_parser = clap::value_parser!(u16).range(2..=4096))]
    real_steps: u16,
}

impl How {
    pub fn settings(&self) -> Settings {
        let semantics = if self.semantics == "negmas" { Semantics::Negmas } else { Semantics::Genius };
        Settings { semantics, real_steps: usize::from(self.real_steps) }
    }
}

impl Import {
    pub fn run(self) -> Result<End, Fault> {
        if let Some(name) =
            self.output.as_ref().filter(|name| !self.force && std::path::Path::new(name).exists())
        {
            return Err(Fault::say(format!("{name} exists already; name another file, or add --force.")));
        }
        let how = self.how.settings();
        let gathered = match &self.files[..] {
            [one] => match source(one, &how)? {
                Source::Other(gathered) => gathered,
                Source::Scenario(_) => {
                    return Err(Fault::say(format!(
                        "{one} is of no format that is imported; scenario files are read as they are."
                    )));
                }
            },
            several => list(several, &how)?,
        };
        let mut end = End::Answered;
        let text = match &gathered.opened {
            Opened::Conflict(model, notes) => {
                said(notes);
                if self.output.is_some() {
                    return Err(Fault::say(
                        "A conflict model has no scenario yet; `zopa export --to gmcr` writes it as a model.",
                    ));
                }
                output::print(&held(model))?;
                return Ok(End::Answered);
            }
            Opened::Domain(imported) => {
                said(&imported.notes);
                of_domain(imported)?
            }
            Opened::Workbook(text, notes) => {
                said(notes);
                end = sound(&gathered)?;
                text.clone()
            }
        };
        match &self.output {
            None => output::print(&text)?,
            Some(name) => {
                output::file(name, text.as_bytes())?;
                output::remark(&format!("{name} is written."));
            }
        }
        Ok(end)
    }
}

/// Says every note, on standard error.
pub fn said(notes: &[Note]) {
    grouped(notes).iter().for_each(|line| output::remark(line));
}

fn of_domain(imported: &Imported) -> Result<String, Fault> {
    if imported.domain.profiles.is_empty() {
        output::remark("No profile was given, so the scenario has no parties yet.");
    }
    let scenario = scenario(imported).map_err(|refusal| refused(&refusal))?;
    scenario.to_toml().map_err(|error| Fault::say(format!("The scenario cannot be written: {error}.")))
}

/// Whether the scenario of a workbook is sound; what is wrong with it is said.
fn sound(gathered: &Gathered) -> Result<End, Fault> {
    let mut reading = gathered.reading()?;
    reading.diagnostics.retain(|found| found.severity == Severity::Error);
    if reading.diagnostics.is_empty() {
        return Ok(End::Answered);
    }
    let found = zopa::diagnostic::render(&reading.diagnostics, &reading.files, output::error_colour());
    output::remark(&found);
    output::remark("The scenario is unsound; each line says which cell it comes from.");
    Ok(End::Unsound)
}

/// What a conflict model holds.
fn held(model: &Model) -> String {
    let counted =
        |n: usize, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
    let states = model.states().len();
    let mut text = format!(
        "{}: a conflict model of {}, {} and {}.\n",
        model.name,
        counted(model.decision_makers.len(), "decision maker", "decision makers"),
        counted(model.options.len(), "option", "options"),
        counted(states, "feasible state", "feasible states"),
    );
    for maker in &model.decision_makers {
        let options: Vec<&str> =
            maker.options.iter().filter_map(|&o| Some(model.options.get(o)?.name.as_str())).collect();
        let mut wants = Vec::new();
        if !maker.statements.is_empty() {
            wants.push(counted(maker.statements.len(), "preference statement", "preference statements"));
        }
        if let Some(ranking) = &maker.ranking {
            wants.push(format!("a ranking of the states in {}", counted(ranking.len(), "place", "places")));
        }
        if maker.payoffs.is_some() {
            wants.push("payoffs".to_owned());
        }
        if !maker.misperceived.is_empty() {
            wants.push(counted(maker.misperceived.len(), "misperceived pattern", "misperceived patterns"));
        }
        let wants = if wants.is_empty() { "no preferences".to_owned() } else { wants.join(", ") };
        let options = if options.is_empty() { "no options".to_owned() } else { options.join(", ") };
        text += &format!("  {}: {options}; {wants}\n", maker.name);
    }
    text + "Which states are stable, and by which sanction, is a question still to come; `zopa export --to gmcr` writes the model back.\n"
}
