//! The tables as CSV (RFC 4180: comma, CRLF, quotes doubled), one text per table.
//!
//! A cell carries its tone as a word only where it has no text of its own. A
//! column whose cells carry remarks (sources, quotes) is followed by a column
//! of them, so a number does not lose where it came from.
//!
//! Spreadsheets run a cell that begins with `=`, `+`, `-` or `@`. Such a cell
//! gets an apostrophe in front, unless it is a number.

use super::{Grid, Names, clean, word};
use crate::report::{Block, Cell, Document, Table};

/// Every table of the document, those of its pictures too: (name, CSV text), in reading order.
#[must_use]
pub fn tables(document: &Document) -> Vec<(String, String)> {
    let mut names = Names::default();
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Picture(picture) => Some(&picture.table),
        _ => None,
    });
    tables.map(|table| (names.take(&table.id, "table"), write(table))).collect()
}

fn write(table: &Table) -> String {
    let grid = Grid::new(table);
    let has_notes: Vec<bool> = (0..grid.columns())
        .map(|column| (0..grid.rows()).any(|row| note(grid.cell(row, column)).is_some()))
        .collect();
    let mut out = String::new();
    let mut heads = Vec::new();
    for (column, &noted) in has_notes.iter().enumerate() {
        let head = clean(grid.head(column)).into_owned();
        heads.push(head.clone());
        if noted {
            heads.push(if head.is_empty() { "note".into() } else { format!("{head} – note") });
        }
    }
    write_row(&mut out, &heads);
    for row in 0..grid.rows() {
        let mut cells = Vec::new();
        for (column, &noted) in has_notes.iter().enumerate() {
            let cell = grid.cell(row, column);
            cells.push(cell.map(text).unwrap_or_default());
            if noted {
                cells.push(note(cell).map(|note| clean(note).into_owned()).unwrap_or_default());
            }
        }
        write_row(&mut out, &cells);
    }
    out
}

fn text(cell: &Cell) -> String {
    match word(cell.tone) {
        Some(word) if cell.text.trim().is_empty() => word.into(),
        _ => clean(&cell.text).into_owned(),
    }
}

fn note(cell: Option<&Cell>) -> Option<&str> {
    cell.and_then(|cell| cell.detail.as_deref()).filter(|detail| !detail.trim().is_empty())
}

fn write_row(out: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let cell = disarm(cell);
        let quote = cell.contains(['"', ',', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ');
        // A row of one empty cell would read as no row at all.
        if quote || (cells.len() == 1 && cell.is_empty()) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// An apostrophe before what a spreadsheet would run.
fn disarm(cell: &str) -> String {
    let runs = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if runs && !is_number(cell.trim()) { format!("'{cell}") } else { cell.to_string() }
}

/// A sign, digits with one decimal point or groups, an optional percent sign.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{A0}' | '\u{202F}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Tone;

    #[test]
    fn what_a_spreadsheet_would_run_is_disarmed_and_numbers_stay() {
        for runs in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "  =A1", "＝1", "-", "-1e3+2"] {
            assert_eq!(disarm(runs), format!("'{runs}"));
        }
        for stays in ["-3.5", "+4", "-12 %", "-1 000", "Kyiv - Lviv", "", "62"] {
            assert_eq!(disarm(stays), stays);
        }
    }

    #[test]
    fn cells_are_quoted_and_notes_follow_their_column() {
        let noted = Cell { detail: Some("a \"source\"".into()), ..Cell::from("4,5") };
        let silent = Cell { tone: Tone::No, ..Cell::default() };
        let table = Table {
            id: "t".into(),
            head: vec!["Party".into(), "Value".into()],
            rows: vec![vec!["A".into(), noted], vec!["B".into(), silent]],
            ..Table::default()
        };
        let document = Document { title: String::new(), blocks: vec![Block::Table(table)] };
        let csv = "Party,Value,Value – note\r\nA,\"4,5\",\"a \"\"source\"\"\"\r\nB,no,\r\n";
        assert_eq!(tables(&document), [("t".to_string(), csv.to_string())]);
    }
}
