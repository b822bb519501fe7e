//! A workbook as read: cells by row and column, whichever file they came from.

use super::refusal;
use crate::exchange::Refusal;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Rows of a sheet at most, as in spreadsheet programs.
pub const ROWS: u32 = 1_048_576;
/// Columns of a sheet at most, as in spreadsheet programs.
pub const COLUMNS: u32 = 16_384;
/// Cells of a workbook at most.
const CELLS: usize = 1_000_000;
/// Bytes of text in a workbook at most, a text counted as often as it stands in a cell.
const TEXT: usize = 64 << 20;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, not empty.
    Text(Rc<str>),
    /// A plain decimal such as `-0.5`; whether the cell shows it in per cent.
    Number { digits: String, percent: bool },
    /// A day, as `2025-08-18`.
    Day(String),
    /// True or false.
    Flag(bool),
    /// What a spreadsheet shows where it cannot calculate: `#DIV/0!`.
    Error(String),
}

/// One sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The file it came from.
    pub file: String,
    /// Its name, as messages say it.
    pub name: String,
    /// Whether `1,5` may be a number: the cells are separated by semicolons.
    pub comma: bool,
    /// Cells by row, then column, both from 0.
    pub rows: BTreeMap<u32, BTreeMap<u32, Value>>,
}

impl Sheet {
    /// The name of a cell: `Weights!C4`.
    pub fn cell(&self, row: u32, column: u32) -> String {
        format!("{}!{}", self.name, cell_name(row, column))
    }
}

/// The sheets of a workbook, within the limits.
#[derive(Debug, Default)]
pub struct Book {
    /// The sheets.
    pub sheets: Vec<Sheet>,
    cells: usize,
    text: usize,
}

impl Book {
    /// Adds an empty sheet; what is put from now on goes there. Line ends in a name would end a comment.
    pub fn open(&mut self, file: &str, name: &str) {
        let name = name.chars().filter(|c| !c.is_control()).collect();
        self.sheets.push(Sheet { file: file.to_owned(), name, ..Sheet::default() });
    }

    /// Puts a cell into the last sheet.
    pub fn put(&mut self, row: u32, column: u32, value: Value) -> Result<(), Refusal> {
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        if row >= ROWS || column >= COLUMNS {
            let text = format!("{} has more than {ROWS} rows or {COLUMNS} columns", sheet.name);
            return Err(refusal(&sheet.file, text));
        }
        self.cells += 1;
        if let Value::Text(text) = &value {
            self.text += text.len();
        }
        if self.cells > CELLS {
            return Err(refusal(
                &sheet.file,
                format!("there are more than {CELLS} cells with something in them"),
            ));
        }
        if self.text > TEXT {
            return Err(refusal(&sheet.file, format!("the cells hold more than {} MB of text", TEXT >> 20)));
        }
        sheet.rows.entry(row).or_default().insert(column, value);
        Ok(())
    }
}

/// The name of a cell without its sheet: row 3 and column 2 are `C4`.
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", column_name(column), u64::from(row) + 1)
}

/// The letters of a column: 0 is `A`, 26 is `AA`.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// Row and column of a name such as `C4`; `None` beyond what fits.
pub fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = name.split_at(digits);
    if letters.is_empty() || letters.len() > 6 || number.len() > 9 {
        return None;
    }
    let mut column: u32 = 0;
    for c in letters.chars() {
        let c = c.to_ascii_uppercase();
        c.is_ascii_uppercase().then_some(())?;
        column = column.checked_mul(26)?.checked_add(u32::from(c) - u32::from('A') + 1)?;
    }
    let row: u32 = number.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::{Book, COLUMNS, Value, cell_name, place};

    #[test]
    fn names_of_cells_there_and_back() {
        for (row, column, name) in [(0, 0, "A1"), (3, 2, "C4"), (9, 26, "AA10"), (0, COLUMNS - 1, "XFD1")] {
            assert_eq!(cell_name(row, column), name);
            assert_eq!(place(name), Some((row, column)));
        }
        for bad in ["", "A", "1", "A0", "Ä1", "AAAAAAA1", "A9999999999", "A-1"] {
            assert_eq!(place(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_text_counts_as_often_as_it_stands_somewhere() {
        let mut book = Book::default();
        book.open("f.xlsx", "S");
        let long: std::rc::Rc<str> = "x".repeat(1 << 20).into();
        let put = |book: &mut Book, row| book.put(row, 0, Value::Text(long.clone()));
        assert!((0..64).all(|row| put(&mut book, row).is_ok()));
        assert!(put(&mut book, 64).is_err_and(|refused| refused.text.contains("64 MB of text")));
    }
}
