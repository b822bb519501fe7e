//! Scenario files in one hand: [`format()`] lays a file out, [`migrate()`] brings an older file to the current version.
//!
//! The layout works on the file's own words: numbers, strings and comments are carried over letter by letter and only
//! the space between them changes. So the meaning cannot change, and no comment can be lost.

mod lines;
mod migrate;
mod print;

pub use migrate::{VERSION, migrate};

use std::fmt;

/// Why a file could not be laid out or upgraded. Lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Line.
    pub line: usize,
    /// Column, in characters.
    pub column: usize,
}

impl FormatError {
    /// An error at byte `at` of `text`.
    fn new(text: &str, at: usize, message: impl Into<String>) -> FormatError {
        let before = text.get(..at).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        FormatError { message: message.into(), line, column }
    }

    /// What the TOML parser says.
    fn syntax(text: &str, error: &toml::de::Error) -> FormatError {
        let at = error.span().map_or(0, |span| span.start);
        // The parser's sentence may run over two lines; one is enough here.
        FormatError::new(text, at, error.message().lines().collect::<Vec<_>>().join(", "))
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for FormatError {}

/// Lays out a scenario file: one blank line between tables, nested tables indented by two spaces, arrays on one line
/// where they fit 110 columns and one element per line where they do not.
///
/// Laying out twice changes nothing, the values are the same, and every comment is kept.
///
/// # Errors
/// Text that is not TOML is left alone; the error says where it stops being TOML.
///
/// ```
/// let text = "[ a ]\nx=[1,2] # two\n[b]\ny = {z=1}";
/// assert_eq!(zopa::format::format(text).unwrap(), "[a]\nx = [1, 2]  # two\n\n[b]\ny = { z = 1 }\n");
/// ```
pub fn format(text: &str) -> Result<String, FormatError> {
    toml::de::DeTable::parse(text).map_err(|error| FormatError::syntax(text, &error))?;
    Ok(print::print(&print::space(lines::read(text))))
}

#[cfg(test)]
mod tests;
