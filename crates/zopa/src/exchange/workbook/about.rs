//! The sheet `About`: the head of the scenario, and how the workbook is filled in.

use super::emit::Emit;
use super::fill::{Choices, Head, Out, Page};
use super::grid::{Book, Sheet};
use super::layout::{SHEETS, plain};
use crate::scenario::Scenario;
use crate::shape::SCENARIO;
use std::collections::BTreeMap;

/// The sheet's name.
pub const NAME: &str = "About";
/// What the fields are called, and their keys.
const FIELDS: [(&str, &str); 8] = [
    ("title", "title"),
    ("summary", "summary"),
    ("as of", "as_of"),
    ("period", "period"),
    ("scale weights", "normalise"),
    ("raw weights", "raw_weights"),
    ("authors", "authors"),
    ("licence", "licence"),
];
/// From here on the sheet speaks to the reader.
const HELP: &str = "how to fill this in";

/// The page.
pub fn page(scenario: &Scenario) -> Page {
    let head = |text: &str, width: u32| Head {
        text: text.to_owned(),
        help: String::new(),
        width,
        numbers: false,
        tinted: false,
        choices: Choices::Any,
    };
    let flag = |is: bool| if is { "yes".to_owned() } else { String::new() };
    let as_of = scenario.as_of.map(|date| date.to_string()).unwrap_or_default();
    let mut rows = Vec::new();
    for (name, key) in FIELDS {
        let value = match key {
            "title" => scenario.title.clone(),
            "summary" => scenario.summary.clone().unwrap_or_default(),
            "as_of" => as_of.clone(),
            "period" => scenario.period.clone(),
            "normalise" => flag(scenario.normalise),
            "raw_weights" => flag(scenario.raw_weights),
            "authors" => scenario.authors.join("\n"),
            _ => scenario.licence.clone().unwrap_or_default(),
        };
        let doc = SCENARIO.key(key).map_or("", |key| key.doc).replace('`', "");
        rows.push([name.to_owned(), value, doc]);
    }
    rows.push(Default::default());
    for (n, text) in help().into_iter().enumerate() {
        rows.push([if n == 0 { HELP.to_owned() } else { String::new() }, text, String::new()]);
    }
    for layout in &SHEETS {
        rows.push([String::new(), format!("{}: {}", layout.name, layout.doc), String::new()]);
    }
    let filled = |row: [String; 3]| -> BTreeMap<usize, Out> {
        let cells = row.into_iter().enumerate().filter(|(_, text)| !text.is_empty());
        cells.map(|(at, text)| (at, Out::Text(text))).collect()
    };
    Page {
        name: NAME.to_owned(),
        file: "about.csv".to_owned(),
        frozen: 1,
        heads: vec![head("field", 20), head("value", 90), head("what it is for", 60)],
        rows: rows.into_iter().map(filled).collect(),
    }
}

fn help() -> Vec<String> {
    [
        "One sheet per subject. The first row of each says what its columns are; point at it to read what goes below. Parties and Issues and options have to be filled in; everything else may stay empty.",
        "An id is a short name without blanks by which other sheets refer to a row. Leave it empty and it is made from the label.",
        "A number may be one best guess, or a range from low to high, or all three; source says where it comes from. Without one it counts as an assumption.",
        "Dates are a day, a month or a year: 2025-08-18, 2025-08 or 2025. A list in one cell has ; between its items; authors and reasons have one item per line.",
        "An option of an issue is written issue.option, with the ids of both. Percentages are for probabilities; values, weights and points are plain numbers.",
        "Sheets and columns of your own are left out when the workbook is read back, and so said.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Reads the sheet into the head of the scenario file. Without a title the name of the file is taken.
pub fn emit(book: &Book, sheet: Option<&Sheet>, emit: &mut Emit<'_>) {
    let mut titled = false;
    if let Some(sheet) = sheet {
        let mut given = [false; FIELDS.len()];
        for (row, cells) in &sheet.rows {
            let Some(name) = cells.get(&0).and_then(|cell| emit.shown(sheet, (*row, 0), cell)) else {
                continue;
            };
            let name = plain(&name);
            if name == HELP {
                break;
            }
            let Some(field) = FIELDS.iter().position(|(head, key)| *head == name || plain(key) == name)
            else {
                if *row > 0 || name != "field" {
                    emit.left_out(&sheet.file, format!("{}: a field of another name", sheet.cell(*row, 0)));
                }
                continue;
            };
            let key = FIELDS[field].1;
            if std::mem::replace(&mut given[field], true) {
                emit.problem(&sheet.file, format!("{} gives the {name} a second time", sheet.cell(*row, 0)));
            }
            let kind = SCENARIO.key(key).map(|key| key.kind);
            if let (Some(cell), Some(kind)) = (cells.get(&1), kind)
                && let Some(value) = emit.value(sheet, (*row, 1), cell, kind)
            {
                titled |= key == "title";
                emit.line(key, &value, &sheet.cell(*row, 1));
            }
        }
    }
    if !titled {
        let file = book.sheets.first().map(|sheet| sheet.file.clone()).unwrap_or_default();
        let name = if sheet_is_alone(book) { file.as_str() } else { "" };
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let title = if stem.is_empty() { "Untitled" } else { stem };
        emit.assumed(&file, format!("{NAME} gives no title: `{title}` is taken"));
        emit.line("title", &super::emit::quoted(title), "no title given");
    }
}

/// Whether all sheets come from one file.
fn sheet_is_alone(book: &Book) -> bool {
    book.sheets.windows(2).all(|pair| pair[0].file == pair[1].file)
}
