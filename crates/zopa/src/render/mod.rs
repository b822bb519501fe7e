//! Renderers: one document, many forms.
//!
//! A [`Document`](crate::report::Document) is worded once; a renderer only
//! decides how a block looks. All of them are total: any document renders,
//! however odd its texts or numbers, and none prints, reads a clock or touches
//! a file. Equal documents give equal bytes.
//!
//! | form | function | for |
//! |---|---|---|
//! | terminal | [`text::render`] | reading beside the work |
//! | HTML | [`html::page`], [`html::fragment`] | a report to send; the workbench |
//! | SVG | [`svg::draw`] | a picture to place elsewhere |
//! | CSV | [`csv::tables`] | the numbers, for a spreadsheet |
//! | DOCX | [`docx::write()`] | a draft to edit together |
//!
//! Three rules hold in each form. A meaning is carried by a word or a mark,
//! never by colour alone ([`mark`], [`word`]). A picture comes with its
//! sentence and its table. What came from a file is data: markup, terminal
//! control codes and spreadsheet formulas in it are made harmless ([`clean`]).

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::report::{Cell, Table, Tone};

pub mod csv;
pub mod docx;
pub mod html;
pub mod palette;
pub mod svg;
pub mod text;

/// The mark of a tone, where it has one.
#[must_use]
pub fn mark(tone: Tone) -> Option<char> {
    match tone {
        Tone::Yes => Some('✓'),
        Tone::No => Some('✗'),
        Tone::Open => Some('?'),
        Tone::Plain | Tone::Quiet => None,
    }
}

/// The word of a tone, where it has one: what a screen reader says for the mark.
#[must_use]
pub fn word(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Yes => Some("yes"),
        Tone::No => Some("no"),
        Tone::Open => Some("open"),
        Tone::Plain | Tone::Quiet => None,
    }
}

/// What the mark in front of a clause that the text itself does not settle says.
pub(crate) const ASSUMED: &str = "Assumed: the text itself is silent on this.";

/// Text without what a form could mistake for an order to itself: control
/// codes (a terminal obeys them), characters that XML forbids, and the marks
/// that turn the direction of reading (they can make a line read as another).
/// Line ends become `\n`, tabs become spaces.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(unsound) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push(' '),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if unsound(c) => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn unsound(c: char) -> bool {
    let noncharacter = (c as u32) & 0xFFFE == 0xFFFE || ('\u{FDD0}'..='\u{FDEF}').contains(&c);
    (c.is_control() && c != '\n')
        || noncharacter
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A number as a reader sees it: at most one decimal, a true minus sign.
pub(crate) fn number(x: f64) -> String {
    if !x.is_finite() {
        return "not known".into();
    }
    let tenths = (x * 10.0).round() / 10.0;
    let text = if tenths.abs() < 1e15 { format!("{tenths:.1}") } else { format!("{tenths:e}") };
    let text = text.strip_suffix(".0").unwrap_or(&text);
    match text.strip_prefix('-') {
        Some("0") => "0".into(),
        Some(rest) => format!("−{rest}"),
        None => text.into(),
    }
}

/// Names that have been given out in one document, so that no two are equal.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeSet<String>);

impl Names {
    /// The wanted name made safe for anchors and files, or the next free one like it.
    pub(crate) fn take(&mut self, want: &str, fallback: &str) -> String {
        let mut base: String =
            want.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect();
        base = base.trim_matches('-').to_string();
        if base.is_empty() {
            base = fallback.to_string();
        }
        if !base.starts_with(|c: char| c.is_ascii_alphabetic()) {
            base = format!("{fallback}-{base}");
        }
        let mut name = base.clone();
        let mut n = 2;
        while !self.0.insert(name.clone()) {
            name = format!("{base}-{n}");
            n += 1;
        }
        name
    }
}

/// A table read as a rectangle: short rows are filled up, missing heads are empty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid<'a> {
    table: &'a Table,
    columns: usize,
}

impl<'a> Grid<'a> {
    pub(crate) fn new(table: &'a Table) -> Grid<'a> {
        let widest = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        Grid { table, columns: widest.max(table.head.len()) }
    }

    pub(crate) fn columns(self) -> usize {
        self.columns
    }

    pub(crate) fn rows(self) -> usize {
        self.table.rows.len()
    }

    pub(crate) fn head(self, column: usize) -> &'a str {
        self.table.head.get(column).map_or("", String::as_str)
    }

    pub(crate) fn numeric(self, column: usize) -> bool {
        self.table.numeric.get(column).copied().unwrap_or(false)
    }

    /// The remark that three or more cells of a named column share, if none has another:
    /// it is said once below the table and not in each cell.
    pub(crate) fn shared_remark(self, column: usize) -> Option<&'a str> {
        let mut remarks = (0..self.rows())
            .filter_map(|row| self.cell(row, column)?.detail.as_deref())
            .filter(|remark| !clean(remark).trim().is_empty());
        let first = remarks.next()?;
        let rest: Vec<&str> = remarks.collect();
        let named = !clean(self.head(column)).trim().is_empty();
        (named && rest.len() >= 2 && rest.iter().all(|remark| *remark == first)).then_some(first)
    }

    pub(crate) fn cell(self, row: usize, column: usize) -> Option<&'a Cell> {
        self.table.rows.get(row).and_then(|cells| cells.get(column))
    }
}

/// A cell's text with its mark in front, which no line end parts from it; a cell of nothing but a tone gets the tone's word.
pub(crate) fn marked(cell: &Cell) -> String {
    let text = clean(&cell.text);
    match (mark(cell.tone), word(cell.tone)) {
        (Some(mark), Some(word)) if text.trim().is_empty() => format!("{mark}\u{A0}{word}"),
        (Some(mark), _) => format!("{mark}\u{A0}{text}"),
        _ => text.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_leaves_plain_text_and_disarms_the_rest() {
        assert!(matches!(clean("Kyïv – 62 %\nnext"), Cow::Borrowed(_)));
        assert_eq!(clean("a\u{1b}[31mb\tc\r\nd\re"), "a\u{FFFD}[31mb c\nd\ne");
        assert_eq!(clean("x\u{202E}y\u{FFFE}\u{0}"), "xy\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn numbers_read_as_a_reader_writes_them() {
        let cases = [(62.0, "62"), (41.25, "41.3"), (-3.5, "−3.5"), (-0.01, "0"), (f64::NAN, "not known")];
        for (x, text) in cases {
            assert_eq!(number(x), text);
        }
    }

    #[test]
    fn names_are_safe_and_never_repeat() {
        let mut names = Names::default();
        assert_eq!(names.take("zone", "section"), "zone");
        assert_eq!(names.take("zone", "section"), "zone-2");
        assert_eq!(names.take("\"><script>", "section"), "script");
        assert_eq!(names.take("…", "section"), "section");
        assert_eq!(names.take("2024", "section"), "section-2024");
    }

    #[test]
    fn a_tone_without_text_is_worded() {
        let cell = Cell { tone: Tone::No, ..Cell::default() };
        assert_eq!(marked(&cell), "✗\u{A0}no");
        assert_eq!(marked(&Cell { text: "refuses".into(), ..cell }), "✗\u{A0}refuses");
    }
}
