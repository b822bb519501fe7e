//! A scenario as a workbook that somebody who does not program can fill in and send back: XLSX, or a folder of CSV files.
//!
//! [`write()`] makes the workbook, one sheet per section that it holds, and says in notes what it does not hold.
//! [`read`] turns a workbook into the text of a scenario file, which the ordinary reader then checks with all its
//! diagnostics; behind every line stands the cell it came from (`# Weights!C4`), so that a finding leads back to it.
//!
//! What a filled-in workbook may look like:
//! - sheets and columns in any order, their names in any letter case; `Parties` and `Issues and options` have to be there;
//! - sheets and columns of one's own: left out, with a note;
//! - an empty id: made from the label, with a note; an empty issue: that of the row above;
//! - parties, issues, options, sources and groups by id or by label;
//! - lists in one cell: `;`, or one per line; reasons and authors: one per line;
//! - an estimate in up to four cells: low, best, high, source.
//!
//! Numbers are exact decimals. A spreadsheet holds binary numbers: the shortest decimal that stands for the same
//! binary number is taken, which is what was typed for up to 15 digits; beyond that a note says so. Decimals that a
//! binary number does not hold are written as text and read as numbers again.

mod about;
mod decimal;
mod delimited;
mod draft;
mod emit;
mod fill;
mod grid;
mod layout;
mod lost;
mod names;
mod table;
mod xlsx;

use super::{Given, Note, Refusal};
use crate::scenario::Scenario;

/// How a workbook is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One file for spreadsheet programs.
    Xlsx,
    /// One file per sheet: UTF-8 with a byte order mark, comma, CRLF (RFC 4180).
    Csv,
}

/// The workbook of a scenario, and what it does not hold.
///
/// # Errors
/// If a text or a section is larger than a spreadsheet takes.
pub fn write(scenario: &Scenario, form: Form) -> Result<(Vec<Given>, Vec<Note>), Refusal> {
    let mut notes = Vec::new();
    let pages = fill::pages(scenario, &mut notes);
    lost::note(scenario, &mut notes);
    let files = match form {
        Form::Xlsx => vec![xlsx::write(&pages, &mut notes)?],
        Form::Csv => delimited::write(&pages),
    };
    Ok((files, notes))
}

/// The scenario file that a workbook holds, and what was assumed or left out. One XLSX file, or the CSV files of a
/// folder.
///
/// # Errors
/// A file that is no workbook or larger than the limits, a sheet or a column that has to be there, a cell that holds an
/// error. What is wrong with the scenario itself is left to the reader of scenarios.
pub fn read(files: &[Given]) -> Result<(String, Vec<Note>), Refusal> {
    let mut notes = Vec::new();
    let book = match files {
        [] => return Err(refusal("", "there is no file to read")),
        [one] if xlsx::is_package(&one.bytes) => xlsx::read(one, &mut notes)?,
        many => delimited::read(many, &mut notes)?,
    };
    let text = draft::draft(&book, &mut notes)?;
    Ok((text, notes))
}

fn refusal(file: &str, text: impl Into<String>) -> Refusal {
    Refusal { file: file.to_owned(), text: text.into() }
}
