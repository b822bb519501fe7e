//! A workbook as CSV files, one per sheet.
//!
//! Spreadsheets run a cell that begins with `=`, `+`, `-` or `@`. Such a text gets an apostrophe in front when it is
//! written and loses one when it is read; a text that has apostrophes there of its own gets one more, so that every text
//! comes back as it was.

use super::fill::{Out, Page};
use super::grid::{Book, COLUMNS, Value};
use super::{decimal, refusal};
use crate::exchange::{Given, Note, Refusal, Remarked};
use std::collections::BTreeMap;

/// Bytes of all files together at most.
const LARGEST: usize = 64 << 20;
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// One file per page. The byte order mark tells spreadsheet programs that the text is UTF-8.
pub fn write(pages: &[Page]) -> Vec<Given> {
    pages.iter().map(|page| Given { name: page.file.clone(), bytes: one(page) }).collect()
}

fn one(page: &Page) -> Vec<u8> {
    let mut out = String::from("\u{FEFF}");
    line(&mut out, page.heads.iter().map(|head| arm(&head.text)));
    for row in &page.rows {
        let cells = (0..page.heads.len()).map(|at| match row.get(&at) {
            None => String::new(),
            Some(Out::Text(text)) => arm(text),
            Some(Out::Number(number) | Out::Percent(number)) => decimal::text(number),
        });
        line(&mut out, cells);
    }
    out.into_bytes()
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains(['"', ',', ';', '\n', '\r', '\t']) || cell.trim() != cell {
            out.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// Whether a text begins with what a spreadsheet would run, apostrophes aside.
fn runs(text: &str) -> bool {
    text.trim_start_matches('\'').trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// A text that no spreadsheet runs.
fn arm(text: &str) -> String {
    if runs(text) && !decimal::is_plain(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text as it was.
fn disarm(text: &str) -> &str {
    text.strip_prefix('\'').filter(|_| runs(text)).unwrap_or(text)
}

/// Reads CSV files. Comma, semicolon or tab; a byte order mark is skipped.
pub fn read(files: &[Given], notes: &mut Vec<Note>) -> Result<Book, Refusal> {
    let mut book = Book::default();
    let mut said = Said::new();
    let whole: usize = files.iter().map(|file| file.bytes.len()).sum();
    for file in files {
        if !file.name.to_lowercase().ends_with(".csv") {
            return Err(refusal(&file.name, not_a_table(&file.bytes)));
        }
        if whole > LARGEST {
            return Err(refusal(&file.name, format!("the files have more than {} MB", LARGEST >> 20)));
        }
        sheet(file, &mut book, &mut said)?;
    }
    // What is the same for many files is said once.
    for (text, files) in said {
        let file = files.first().cloned().unwrap_or_default();
        let more = match files.len() {
            1 => String::new(),
            n => format!("; so do {} more files", n - 1),
        };
        notes.push(Note { what: Remarked::Lenient, file, text: text + &more });
    }
    Ok(book)
}

/// What a file is that is neither XLSX nor CSV.
fn not_a_table(bytes: &[u8]) -> String {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return "is an old .xls file or has a password: save it as .xlsx without one".to_owned();
    }
    "is neither an .xlsx file by itself nor a .csv file".to_owned()
}

/// What there is to say about files, with their names.
type Said = BTreeMap<String, Vec<String>>;

fn sheet(file: &Given, book: &mut Book, said: &mut Said) -> Result<(), Refusal> {
    let mut say = |text: &str| said.entry(text.to_owned()).or_default().push(file.name.clone());
    let wrong = |text: String| refusal(&file.name, text);
    let mut bytes = file.bytes.as_slice();
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(wrong("is UTF-16 text: save it as CSV in UTF-8".to_owned()));
    }
    if let Some(rest) = bytes.strip_prefix(MARK) {
        bytes = rest;
    }
    let text = std::str::from_utf8(bytes).map_err(|fault| {
        wrong(format!("byte {} is not UTF-8 text: save it as CSV in UTF-8", fault.valid_up_to()))
    })?;
    if text.matches('"').count() % 2 == 1 {
        return Err(wrong("has a quotation mark without its partner".to_owned()));
    }
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let told = first.trim_end().trim_matches('"').strip_prefix("sep=").and_then(|sign| sign.bytes().next());
    let delimiter = told.unwrap_or_else(|| delimiter(text));
    match delimiter {
        b',' => {}
        b';' => say("separates its cells by semicolons"),
        b'\t' => say("separates its cells by tabs"),
        other => say(&format!("separates its cells by `{}`", char::from(other))),
    }
    book.open(&file.name, &file.name);
    if let Some(sheet) = book.sheets.last_mut() {
        sheet.comma = delimiter == b';';
    }
    let (body, skipped) = if told.is_some() { (rest, 1) } else { (text, 0) };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(body.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut row = skipped;
    while reader.read_record(&mut record).map_err(|fault| wrong(fault.to_string()))? {
        if record.len() > COLUMNS as usize {
            return Err(wrong(format!("row {} has more than {COLUMNS} columns", u64::from(row) + 1)));
        }
        for (column, cell) in (0..).zip(&record) {
            let cell = disarm(cell);
            if !cell.trim().is_empty() {
                book.put(row, column, Value::Text(cell.into()))?;
            }
        }
        row += 1;
    }
    Ok(())
}

/// Which sign separates the heads, quoted ones aside: the most frequent of three.
fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && counts.iter().any(|(_, count)| *count > 0) => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1),
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

#[cfg(test)]
mod tests {
    use super::{arm, delimiter, disarm};

    #[test]
    fn nothing_runs_and_everything_comes_back() {
        for text in [
            "=1+1", "+a", "-", "@SUM(A1)", " =A1", "＝1", "'=1", "''=1", "'", "it's", "\t=1", "' -x",
            "'quoted'",
        ] {
            assert!(!arm(text).trim_start().starts_with(['=', '+', '-', '@', '＝']), "{text}");
            assert_eq!(disarm(&arm(text)), text);
        }
        assert_eq!(arm("-3.5"), "-3.5");
    }

    #[test]
    fn the_sign_between_heads() {
        assert_eq!(delimiter("id;name, or so;role\n"), b';');
        assert_eq!(delimiter("\"a;b;c\",d\n;;;;"), b',');
        assert_eq!(delimiter("\n\nid\tname"), b'\t');
        assert_eq!(delimiter("title"), b',');
    }
}
