//! The cells of a sheet, and the texts that sheets share.

use super::super::grid::{Book, Value, place};
use super::super::{decimal, refusal};
use super::read::{Shared, Shown, attribute, walk};
use crate::exchange::{Note, Refusal, Remarked};
use quick_xml::events::{BytesStart, Event};
use std::rc::Rc;

/// The shared texts, by index. Readings printed above characters are left out; runs of one text are joined.
pub fn texts(file: &str, part: &str, xml: &str) -> Result<Vec<Rc<str>>, Refusal> {
    let mut texts = Vec::new();
    let mut text = Text::default();
    walk(file, part, xml, |event| {
        text.take(event);
        let done = match event {
            Event::End(end) => end.local_name().as_ref() == "si",
            Event::Empty(empty) => empty.local_name().as_ref() == "si",
            _ => false,
        };
        if done {
            texts.push(text.finish().into());
        }
        Ok(())
    })?;
    Ok(texts)
}

/// A cell while its events come.
#[derive(Debug, Default)]
struct Cell {
    at: (u32, u32),
    kind: String,
    style: usize,
    value: String,
    formula: bool,
    text: Text,
}

/// Puts the cells of a sheet into the book.
pub fn sheet(
    file: &str,
    part: &str,
    xml: &str,
    shared: &Shared,
    (book, notes): (&mut Book, &mut Vec<Note>),
) -> Result<(), Refusal> {
    let mut next = (0u32, 0u32);
    let mut cell: Option<Cell> = None;
    let mut in_value = false;
    let mut formulas: Vec<(u32, u32)> = Vec::new();
    let name = book.sheets.last().map(|sheet| sheet.name.clone()).unwrap_or_default();
    walk(file, part, xml, |event| {
        if let Some(cell) = &mut cell {
            cell.text.take(event);
        }
        match event {
            Event::Start(start) | Event::Empty(start) => {
                let empty = matches!(event, Event::Empty(_));
                match start.local_name().as_ref() {
                    "row" => {
                        let row = attribute(start, "r").and_then(|r| r.parse::<u32>().ok()?.checked_sub(1));
                        next = (row.unwrap_or(next.0), 0);
                        if empty {
                            next.0 = next.0.saturating_add(1);
                        }
                    }
                    "c" => {
                        let new = begin(start, next);
                        next = (new.at.0, new.at.1.saturating_add(1));
                        cell = (!empty).then_some(new);
                    }
                    "v" => in_value = !empty,
                    "f" => cell.iter_mut().for_each(|cell| cell.formula = true),
                    _ => {}
                }
            }
            Event::End(end) => match end.local_name().as_ref() {
                "row" => next = (next.0.saturating_add(1), 0),
                "v" => in_value = false,
                "c" => {
                    let Some(mut done) = cell.take() else { return Ok(()) };
                    if done.formula {
                        formulas.push(done.at);
                    }
                    let fault = |text: &str| {
                        refusal(
                            file,
                            format!("{name}!{} {text}", super::super::grid::cell_name(done.at.0, done.at.1)),
                        )
                    };
                    if done.formula && done.value.is_empty() && done.kind != "str" {
                        return Err(fault(
                            "is a formula without a value: open the file in a spreadsheet program and save it",
                        ));
                    }
                    let text = done.text.finish();
                    if let Some(value) =
                        value(&done.kind, &done.value, text, shared, done.style).map_err(fault)?
                    {
                        book.put(done.at.0, done.at.1, value)?;
                    }
                }
                _ => {}
            },
            event if in_value => cell.iter_mut().for_each(|cell| append(&mut cell.value, event)),
            _ => {}
        }
        Ok(())
    })?;
    if let Some((row, column)) = formulas.first() {
        let first = super::super::grid::cell_name(*row, *column);
        let text = match formulas.len() {
            1 => format!("{name}!{first} is a formula, of which the value stored with it is taken"),
            n => format!(
                "{name}!{first} and {} more cells are formulas, of which the values stored with them are taken",
                n - 1
            ),
        };
        notes.push(Note { what: Remarked::Assumed, file: file.to_owned(), text });
    }
    Ok(())
}

fn begin(start: &BytesStart<'_>, next: (u32, u32)) -> Cell {
    Cell {
        at: attribute(start, "r").and_then(|name| place(&name)).unwrap_or(next),
        kind: attribute(start, "t").unwrap_or_default(),
        style: attribute(start, "s").and_then(|s| s.parse().ok()).unwrap_or(0),
        ..Cell::default()
    }
}

/// What a cell holds, by its type.
fn value(
    kind: &str,
    value: &str,
    text: String,
    shared: &Shared,
    style: usize,
) -> Result<Option<Value>, &'static str> {
    let of_text = |text: Rc<str>| (!text.trim().is_empty()).then_some(Value::Text(text));
    Ok(match kind {
        "s" => {
            let index = value.trim().parse::<usize>().ok();
            let text = index.and_then(|index| shared.texts.get(index));
            of_text(text.ok_or("refers to a text that the file does not hold")?.clone())
        }
        "inlineStr" => of_text(text.into()),
        "str" => of_text(plain_text(value).into()),
        "b" => Some(Value::Flag(value.trim() == "1" || value.trim() == "true")),
        "e" => Some(Value::Error(value.trim().to_owned())),
        "d" => Some(Value::Day(value.trim().chars().take(10).collect())),
        _ if value.trim().is_empty() => None,
        _ => {
            let digits = decimal::shortest(value).ok_or("holds a number that is none")?;
            match shared.styles.get(style) {
                Some(Shown::Date) => Some(match day(&digits, shared.from_1904) {
                    Some(day) => Value::Day(day),
                    None => Value::Number { digits, percent: false },
                }),
                shown => Some(Value::Number { digits, percent: shown == Some(&Shown::Percent) }),
            }
        }
    })
}

/// The day of a spreadsheet's count of days; `None` for times alone and what is no day.
fn day(digits: &str, from_1904: bool) -> Option<String> {
    let whole: i64 = digits.split('.').next()?.parse().ok()?;
    // Counted from 1900, spreadsheets have a 29 February 1900, which was none: from March on, day 1 is 31 December 1899.
    let since_1970 = match (from_1904, whole) {
        (true, 0..=2_957_003) => whole - 24_107,
        (false, 61..=2_958_465) => whole - 25_569,
        (false, 1..=59) => whole - 25_568,
        _ => return None,
    };
    // Days to the calendar as in H. Hinnant, "chrono-compatible low-level date algorithms" (civil_from_days).
    let z = since_1970 + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// The text of `t` elements, except in readings printed above characters.
#[derive(Debug, Default)]
struct Text {
    text: String,
    inside: bool,
    reading: bool,
}

impl Text {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "t" => self.inside = true,
                "rPh" => self.reading = true,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "t" => self.inside = false,
                "rPh" => self.reading = false,
                _ => {}
            },
            event if self.inside && !self.reading => append(&mut self.text, event),
            _ => {}
        }
    }

    fn finish(&mut self) -> String {
        plain_text(&std::mem::take(&mut self.text))
    }
}

/// Adds what a piece of text says; an entity that XML does not have stays as it is written.
fn append(out: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(text) => out.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => {
            let name = reference.xml10_content();
            match (reference.resolve_char_ref(), quick_xml::escape::resolve_predefined_entity(&name)) {
                (Ok(Some(c)), _) => out.push(c),
                (_, Some(text)) => out.push_str(text),
                _ => out.push_str(&format!("&{name};")),
            }
        }
        _ => {}
    }
}

/// Text with what a workbook writes as `_x000D_` turned back into the character.
fn plain_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.get(2..6).filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        let code =
            code.filter(|_| rest[6..].starts_with('_')).and_then(|code| u32::from_str_radix(code, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = &rest[7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{day, plain_text};

    #[test]
    fn days_of_both_counts() {
        for (digits, from_1904, expected) in [
            ("45887", false, Some("2025-08-18")),
            ("45887.75", false, Some("2025-08-18")),
            ("1", false, Some("1900-01-01")),
            ("59", false, Some("1900-02-28")),
            ("61", false, Some("1900-03-01")),
            ("60", false, None),
            ("44425", true, Some("2025-08-18")),
            ("0.5", false, None),
            ("-3", false, None),
        ] {
            assert_eq!(day(digits, from_1904).as_deref(), expected, "{digits}");
        }
    }

    #[test]
    fn escaped_characters() {
        assert_eq!(plain_text("a_x000D_b_x005F_x0041_ _x12_ _x"), "a\rb_x0041_ _x12_ _x");
        assert_eq!(plain_text("_xé000_"), "_xé000_");
    }
}
