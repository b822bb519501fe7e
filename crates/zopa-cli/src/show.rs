//! Showing an answer: on the terminal, or as a file whose name says its form.

use crate::exit::Fault;
use crate::{input, output};
use std::path::Path;
use zopa::question::Answer;
use zopa::render::text::TextSettings;
use zopa::render::{csv, docx, html, text};
use zopa::report::Document;

/// How an answer is shown.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How to show")]
pub struct Show {
    /// Write the result file to standard output: claims and proofs for programs, and for `zopa verify`
    #[arg(long)]
    json: bool,
    /// Write every table as a CSV file into this folder; `-` writes them to standard output
    #[arg(long, value_name = "DIR")]
    csv: Option<String>,
    /// Write to this file; its ending says the form: .html, .docx, .json, .csv or .txt; may be given several times
    #[arg(short, long = "output", value_name = "FILE")]
    outputs: Vec<String>,
    /// Columns of the text [default: those of the terminal]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    width: Option<u16>,
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Html,
    Docx,
    Json,
    Csv,
    Text,
}

impl Form {
    fn of(name: &str) -> Result<Form, Fault> {
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or("");
        match ending.to_ascii_lowercase().as_str() {
            "html" | "htm" => Ok(Form::Html),
            "docx" => Ok(Form::Docx),
            "json" => Ok(Form::Json),
            "csv" => Ok(Form::Csv),
            "txt" => Ok(Form::Text),
            _ => Err(Fault::say(format!("{name} ends in none of .html, .docx, .json, .csv and .txt."))),
        }
    }
}

impl Show {
    /// Refuses what cannot be written before anything is worked out.
    pub fn ready(&self) -> Result<(), Fault> {
        if self.json && self.csv.as_deref() == Some(input::STDIN) {
            return Err(Fault::say("--json and --csv - both want standard output."));
        }
        for name in &self.outputs {
            Form::of(name)?;
            output::ready(name)?;
        }
        Ok(())
    }

    /// Whether the answer goes elsewhere than to the reader's eyes.
    fn elsewhere(&self) -> bool {
        self.json || self.csv.is_some() || !self.outputs.is_empty()
    }

    /// Shows an answer in every way asked for.
    pub fn answer(&self, answer: &Answer) -> Result<(), Fault> {
        if !self.elsewhere() {
            return output::print(&self.text(&answer.document, output::colour()));
        }
        for name in &self.outputs {
            let bytes = match Form::of(name)? {
                Form::Html => page(answer).into_bytes(),
                Form::Docx => docx::write(&answer.document)
                    .map_err(|error| Fault::say(format!("{name} cannot be made: {error}.")))?,
                Form::Json => json(answer).into_bytes(),
                Form::Csv => joined(&answer.document).into_bytes(),
                Form::Text => self.text(&answer.document, false).into_bytes(),
            };
            output::file(name, &bytes)?;
            output::remark(&format!("{name} is written."));
        }
        match self.csv.as_deref() {
            None => {}
            Some(input::STDIN) => output::print(&joined(&answer.document))?,
            Some(folder) => {
                let folder = Path::new(folder);
                output::folder(folder)?;
                for (name, table) in csv::tables(&answer.document) {
                    output::file(&folder.join(format!("{name}.csv")).to_string_lossy(), table.as_bytes())?;
                }
            }
        }
        if self.json { output::print(&json(answer)) } else { Ok(()) }
    }

    fn text(&self, document: &Document, colour: bool) -> String {
        let width = output::width(self.width.map(usize::from));
        text::render(document, &TextSettings { width, colour })
    }
}

fn json(answer: &Answer) -> String {
    let mut json = answer.result.to_json();
    if !json.ends_with('\n') {
        json.push('\n');
    }
    json
}

fn page(answer: &Answer) -> String {
    let mark = &answer.result.scenario;
    let mut footer = vec![format!("{}, {}", answer.result.program, answer.result.question)];
    footer.extend(mark.files.iter().map(|file| format!("{}: SHA-256 {}", file.name, file.sha256)));
    html::page(&answer.document, &html::HtmlSettings { footer, ..html::HtmlSettings::default() })
}

/// All tables in one text, each under its name, an empty line between them.
fn joined(document: &Document) -> String {
    let tables = csv::tables(document);
    if let [(_, table)] = tables.as_slice() {
        return table.clone();
    }
    let named: Vec<String> = tables.iter().map(|(name, table)| format!("# {name}\n{table}")).collect();
    named.join("\n")
}
