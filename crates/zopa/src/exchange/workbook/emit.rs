//! The text of the scenario file as it grows: values from cells, each line with the cell it came from.

use super::grid::{Sheet, Value};
use super::names::Names;
use super::{decimal, refusal};
use crate::exchange::{Note, Refusal, Remarked};
use crate::shape::unit::{POINTS, Unit, VALUE, WEIGHT};
use crate::shape::{Kind, Name};
pub(super) use crate::write::quoted;
use std::collections::BTreeMap;

/// Bytes that the reader of scenarios takes in one file.
const LARGEST: usize = 16 << 20;
/// Problems that a refusal names one by one.
const NAMED: usize = 20;

/// A row and a column.
pub type Place = (u32, u32);

/// The growing text, and what there is to say about it.
pub struct Emit<'n> {
    out: String,
    /// The ids that cells refer to.
    pub names: Names,
    notes: &'n mut Vec<Note>,
    /// The same remark about many cells: how many, and the first.
    tally: BTreeMap<(Remarked, String, String), (usize, String)>,
    /// What stops the reading: file and sentence.
    problems: Vec<(String, String)>,
}

impl<'n> Emit<'n> {
    /// An empty text.
    pub fn new(notes: &'n mut Vec<Note>) -> Emit<'n> {
        Emit {
            out: String::new(),
            names: Names::default(),
            notes,
            tally: BTreeMap::new(),
            problems: Vec::new(),
        }
    }

    /// The text, or what stops the reading.
    pub fn finish(self) -> Result<String, Refusal> {
        if let Some((file, _)) = self.problems.first() {
            let said: Vec<&str> = self.problems.iter().take(NAMED).map(|(_, text)| text.as_str()).collect();
            let more = self.problems.len().saturating_sub(NAMED);
            let more = if more > 0 { format!("; and {more} more of the kind") } else { String::new() };
            return Err(refusal(file, said.join("; ") + &more));
        }
        for ((what, file, text), (count, first)) in self.tally {
            let text = if count == 1 {
                format!("{first} {text}")
            } else {
                format!("{first} and {} more cells: each {text}", count - 1)
            };
            self.notes.push(Note { what, file, text });
        }
        if self.out.len() > LARGEST {
            let text = format!("as a scenario file this workbook has more than {} MB", LARGEST >> 20);
            return Err(refusal("", text));
        }
        Ok(self.out)
    }

    /// Notes what was left out.
    pub fn left_out(&mut self, file: &str, what: String) {
        let text = format!("{what}, is left out");
        self.notes.push(Note { what: Remarked::Lost, file: file.to_owned(), text });
    }

    /// Notes what was taken where the workbook leaves it open.
    pub fn assumed(&mut self, file: &str, text: String) {
        self.notes.push(Note { what: Remarked::Assumed, file: file.to_owned(), text });
    }

    /// Notes what is the same for many cells; `text` goes on from the name of a cell.
    pub fn tally(&mut self, what: Remarked, sheet: &Sheet, at: Place, text: &str) {
        let key = (what, sheet.file.clone(), text.to_owned());
        let (count, _) = self.tally.entry(key).or_insert_with(|| (0, sheet.cell(at.0, at.1)));
        *count += 1;
    }

    /// Notes what stops the reading.
    pub fn problem(&mut self, file: &str, text: String) {
        self.problems.push((file.to_owned(), text));
    }

    /// A line of its own, such as the head of a table.
    pub fn open(&mut self, head: &str, from: &str) {
        self.out.push_str(&format!("\n{head} # {from}\n"));
    }

    /// A key with its value.
    pub fn line(&mut self, key: &str, value: &str, from: &str) {
        self.out.push_str(&format!("{key} = {value} # {from}\n"));
    }

    /// Text as it is.
    pub fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// What a cell shows, without blanks around it; nothing if that is nothing or an error.
    pub fn shown(&mut self, sheet: &Sheet, at: Place, cell: &Value) -> Option<String> {
        let text = self.text(sheet, at, cell)?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// What a cell says as text.
    fn text(&mut self, sheet: &Sheet, at: Place, cell: &Value) -> Option<String> {
        match cell {
            Value::Text(text) => (!text.trim().is_empty()).then(|| text.to_string()),
            Value::Number { digits, percent: true } => Some(decimal::shift(digits, 2) + "%"),
            Value::Number { digits, percent: false } => Some(digits.clone()),
            Value::Day(day) => {
                self.tally(
                    Remarked::Assumed,
                    sheet,
                    at,
                    "is a date in the spreadsheet, of which the day is taken as text",
                );
                Some(day.clone())
            }
            Value::Flag(flag) => Some(if *flag { "TRUE" } else { "FALSE" }.to_owned()),
            Value::Error(error) => {
                let text = format!("{} holds the error {error}", sheet.cell(at.0, at.1));
                self.problem(&sheet.file, text);
                None
            }
        }
    }

    /// The value of a cell as the scenario file writes it. What does not fit stays text: the reader says so there.
    pub fn value(&mut self, sheet: &Sheet, at: Place, cell: &Value, kind: Kind) -> Option<String> {
        if let (Kind::Date, Value::Day(day)) = (kind, cell) {
            return Some(quoted(day));
        }
        let text = match kind {
            Kind::Text => return self.text(sheet, at, cell).map(|text| quoted(&text)),
            _ => self.shown(sheet, at, cell)?,
        };
        Some(match kind {
            Kind::List(Kind::Text) => {
                let items = text.lines().map(str::trim).filter(|line| !line.is_empty());
                list(items.map(quoted))
            }
            Kind::List(inner) => list(self.items(sheet, at, cell, *inner).iter().map(|item| quoted(item))),
            Kind::Bool => match text.to_lowercase().as_str() {
                "yes" | "true" | "1" => "true".to_owned(),
                "no" | "false" | "0" => "false".to_owned(),
                _ => quoted(&text),
            },
            Kind::Count if text.bytes().all(|b| b.is_ascii_digit()) => decimal::tidy(&text),
            Kind::Word(words) => {
                let word = words.iter().find(|word| word.eq_ignore_ascii_case(&text.replace(' ', "_")));
                quoted(word.unwrap_or(&text.as_str()))
            }
            kind => quoted(&self.reference(kind, &text).unwrap_or(text)),
        })
    }

    /// The items of a list of references in a cell, as far as they are known; others stay as they are.
    pub fn items(&mut self, sheet: &Sheet, at: Place, cell: &Value, inner: Kind) -> Vec<String> {
        let text = self.shown(sheet, at, cell).unwrap_or_default();
        let mut items = Vec::new();
        for piece in text.split(['\n', ';']).map(str::trim).filter(|piece| !piece.is_empty()) {
            // A label may have a comma, so one name that fits comes before several.
            match self.reference(inner, piece) {
                Some(found) => items.push(found),
                None => {
                    let parts = piece.split(',').map(str::trim).filter(|part| !part.is_empty());
                    items.extend(
                        parts.map(|part| self.reference(inner, part).unwrap_or_else(|| part.to_owned())),
                    );
                }
            }
        }
        items
    }

    /// What a reference means.
    fn reference(&self, kind: Kind, text: &str) -> Option<String> {
        match kind {
            Kind::Ref(name) | Kind::RefOr(name, _) => self.names.find(name, text).map(str::to_owned),
            Kind::OptionRef => self.names.option(text).map(|(issue, option)| format!("{issue}.{option}")),
            _ => None,
        }
    }

    /// A number as the scenario file writes it. What is none stays text: the reader says so there.
    pub fn number(&mut self, sheet: &Sheet, at: Place, cell: &Value, unit: &Unit) -> Option<String> {
        let of_points = [&VALUE, &WEIGHT, &POINTS].contains(&unit);
        if let Value::Number { digits, percent } = cell {
            if decimal::significant(digits) > 15 {
                self.tally(Remarked::Assumed, sheet, at, "has more digits than the 15 a spreadsheet keeps; the shortest decimal of its binary number is taken");
            }
            if *percent && of_points {
                self.tally(Remarked::Assumed, sheet, at, "is shown in per cent and read as that many points");
                return Some(stated(decimal::shift(digits, 2)));
            }
            return Some(stated(decimal::tidy(digits)));
        }
        let text = match cell {
            Value::Day(day) => day.clone(),
            _ => self.shown(sheet, at, cell)?,
        };
        if decimal::is_plain(&text) {
            return Some(stated(decimal::tidy(&text)));
        }
        if let Some(percent) = text.strip_suffix('%').map(str::trim).filter(|text| decimal::is_plain(text)) {
            let (by, said) = if of_points { (0, "points") } else { (-2, "hundredths") };
            self.tally(
                Remarked::Assumed,
                sheet,
                at,
                &format!("is written in per cent and read as that many {said}"),
            );
            return Some(stated(decimal::shift(percent, by)));
        }
        let pointed = text.replacen(',', ".", 1);
        if sheet.comma && decimal::is_plain(&pointed) {
            self.tally(Remarked::Lenient, sheet, at, "has a decimal comma, which is read as a point");
            return Some(stated(decimal::tidy(&pointed)));
        }
        Some(quoted(&text))
    }

    /// The sources of an estimate: one key, or a list.
    pub fn sources(&mut self, sheet: &Sheet, at: Place, cell: &Value) -> Option<String> {
        let list = self.value(sheet, at, cell, Kind::List(&Kind::Ref(Name::Source)))?;
        let one = list.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        Some(match one.filter(|one| !one.contains("\", \"")) {
            Some(one) if !one.is_empty() => format!("source = {one}"),
            _ => format!("sources = {list}"),
        })
    }
}

/// A plain decimal as a scenario file holds it: a fraction in quotes where it has too many decimals.
fn stated(plain: String) -> String {
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    match crate::exchange::decimal::parse(&plain) {
        Ok(exact) if decimals > crate::number::DECIMALS as usize => quoted(&crate::number::written(&exact)),
        _ => plain,
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A key of a TOML table.
pub fn key(id: &str) -> String {
    let bare = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if bare { id.to_owned() } else { quoted(id) }
}
