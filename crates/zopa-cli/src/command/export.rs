//! `zopa export`: scenarios, domains and workbooks in the formats of other systems.

use super::import::said;
use crate::exit::{End, Fault};
use crate::gather::refused;
use crate::input::{Source, read, source};
use crate::output;
use std::path::{Path, PathBuf};
use zopa::compile::compile;
use zopa::diagnostic::Severity;
use zopa::exchange::workbook::Form;
use zopa::exchange::{
    Domain, Given, Note, Opened, Refusal, Settings, domain, genius, geniusweb, gmcr, negmas, negolog,
    scenario, workbook,
};
use zopa::read::Reading;
use zopa::scenario::Scenario;

/// Formats by name.
const FORMATS: [&str; 8] = ["genius", "geniusweb", "negolog", "negmas", "negmas-json", "xlsx", "csv", "gmcr"];

/// Writes a scenario as a domain of GENIUS, GeniusWeb, NegoLog or NegMAS, or as a workbook to fill in
///
/// FILE is a scenario or whatever `zopa import` reads. What the format does not hold is said on standard error.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// A scenario file, a workbook, a file of a domain or a folder; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = FORMATS)]
    to: String,
    /// The folder to write into, new or empty; for xlsx and gmcr a file
    #[arg(short, long, value_name = "PATH")]
    output: String,
    /// The view whose numbers are written to a domain
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    /// The period whose no-deal values are written to a domain
    #[arg(long, value_name = "PERIOD", default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..))]
    at: i64,
    /// Write into a folder that is not empty, and replace files of the same names
    #[arg(long)]
    force: bool,
}

/// What was read.
enum Held {
    Scenario(Box<Scenario>),
    Domain(Domain, Box<Scenario>),
    Model(gmcr::Model),
}

impl Export {
    pub fn run(self) -> Result<End, Fault> {
        let Some(held) = self.held()? else { return Ok(End::Unsound) };
        let (files, notes) = self.files(held)?;
        self.write(&files)?;
        said(&notes);
        Ok(End::Answered)
    }

    /// What the file holds; `None` where it is unsound, which has been said.
    fn held(&self) -> Result<Option<Held>, Fault> {
        let gathered = match source(&self.file, &Settings::default())? {
            Source::Scenario(text) => {
                return Ok(sound(read(&self.file, text)).map(|s| Held::Scenario(Box::new(s))));
            }
            Source::Other(gathered) => gathered,
        };
        gathered.remark();
        Ok(match &gathered.opened {
            Opened::Conflict(model, _) => Some(Held::Model(model.clone())),
            Opened::Workbook(..) => sound(gathered.reading()?).map(|s| Held::Scenario(Box::new(s))),
            Opened::Domain(imported) => {
                let scenario = scenario(imported).map_err(|refusal| refused(&refusal))?;
                Some(Held::Domain(imported.domain.clone(), Box::new(scenario)))
            }
        })
    }

    fn files(&self, held: Held) -> Result<(Vec<Given>, Vec<Note>), Fault> {
        let form = match self.to.as_str() {
            "xlsx" => Some(Form::Xlsx),
            "csv" => Some(Form::Csv),
            _ => None,
        };
        match (held, form) {
            (Held::Model(model), None) if self.to == "gmcr" => Ok((vec![gmcr::write(&model)], Vec::new())),
            (Held::Model(_), _) => Err(Fault::say("A conflict model is written as gmcr only.")),
            (_, None) if self.to == "gmcr" => Err(Fault::say("Only a conflict model is written as gmcr.")),
            (Held::Scenario(scenario) | Held::Domain(_, scenario), Some(form)) => {
                workbook::write(&scenario, form).map_err(|refusal: Refusal| refused(&refusal))
            }
            (Held::Domain(domain, _), None) => Ok(self.of_domain(&domain)),
            (Held::Scenario(scenario), None) => {
                let compiled = compile(&scenario, self.view.as_deref(), self.at).map_err(|error| {
                    let views: Vec<&str> = scenario.views.iter().map(|v| v.id.as_str()).collect();
                    let hint = match (&self.view, views.is_empty()) {
                        (None, false) => format!("; --view takes one of {}", views.join(", ")),
                        _ => String::new(),
                    };
                    Fault::say(format!("The scenario cannot be written as a domain: {error}{hint}."))
                })?;
                if !compiled.numbers {
                    return Err(Fault::say(
                        "The scenario has no values and weights, which a domain is made of.",
                    ));
                }
                let (domain, mut notes) = domain(&scenario, &compiled);
                let (files, more) = self.of_domain(&domain);
                notes.extend(more);
                Ok((files, notes))
            }
        }
    }

    fn of_domain(&self, domain: &Domain) -> (Vec<Given>, Vec<Note>) {
        // Without one a reservation value counts as 0 here; elsewhere its absence may mean something else.
        let mut domain = domain.clone();
        for profile in &mut domain.profiles {
            profile.reserve.get_or_insert_with(Default::default);
        }
        let domain = &domain;
        match self.to.as_str() {
            "geniusweb" => geniusweb::write(domain),
            "negolog" => negolog::write(domain),
            "negmas" => negmas::write(domain, negmas::Form::Yaml),
            "negmas-json" => negmas::write(domain, negmas::Form::Json),
            _ => genius::write(domain),
        }
    }

    /// Writes the files, all into one folder or as one file.
    fn write(&self, files: &[Given]) -> Result<(), Fault> {
        let path = Path::new(&self.output);
        let exists = |path: &Path| {
            Fault::say(format!("{} exists already; name another place, or add --force.", path.display()))
        };
        if let ([file], true) = (files, matches!(self.to.as_str(), "xlsx" | "gmcr") && !path.is_dir()) {
            if path.exists() && !self.force {
                return Err(exists(path));
            }
            output::file(&self.output, &file.bytes)?;
            output::remark(&format!("{} is written.", self.output));
            return Ok(());
        }
        if path.exists() && !path.is_dir() {
            return Err(Fault::say(format!("{} is a file, not a folder.", self.output)));
        }
        let targets: Vec<PathBuf> = files.iter().map(|file| path.join(&file.name)).collect();
        let filled = || std::fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
        if !self.force && filled() {
            return Err(Fault::say(format!(
                "The folder {} is not empty; name another, or add --force.",
                self.output
            )));
        }
        output::folder(path)?;
        for (file, target) in files.iter().zip(&targets) {
            output::file(&target.to_string_lossy(), &file.bytes)?;
        }
        let names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
        output::remark(&format!("Written into {}: {}.", self.output, names.join(", ")));
        Ok(())
    }
}

/// The scenario of a reading, or what is wrong with it on standard error.
fn sound(mut reading: Reading) -> Option<Scenario> {
    if reading.scenario.is_none() {
        reading.diagnostics.retain(|found| found.severity == Severity::Error);
        output::remark(&zopa::diagnostic::render(
            &reading.diagnostics,
            &reading.files,
            output::error_colour(),
        ));
        output::remark("The scenario is unsound, so nothing was written.");
    }
    reading.scenario
}
