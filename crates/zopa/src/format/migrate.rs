//! Bringing a file of an older format version to the current one, change by change.
//!
//! Each step edits the words that change and leaves the rest of the file alone, comments included. Version 0 is the
//! draft in which an option was named by a pair, `["issue", "option"]`; since version 1 it is `"issue.option"`.

use super::FormatError;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The format version this program reads and writes.
pub const VERSION: i64 = 1;

/// A table's places for one option, and for a list of options.
struct Place {
    table: &'static str,
    one: &'static [&'static str],
    many: &'static [&'static str],
}

/// Where version 0 named options by pairs.
const PLACES: &[Place] = &[
    Place { table: "rules", one: &["when"], many: &["options"] },
    Place { table: "norms", one: &[], many: &["forbids", "applies_if"] },
    Place { table: "red_lines", one: &[], many: &["excludes"] },
    Place { table: "interactions", one: &["a", "b"], many: &[] },
    Place { table: "factors", one: &[], many: &["options"] },
];

/// Upgrades a scenario file to [`VERSION`] and says each change in a sentence. A file at the current version comes
/// back unchanged; a file without `format` is taken for an included part, whose pairs are upgraded too.
///
/// # Errors
/// Text that is not TOML, a version this program does not know, and a reference that is neither a pair nor a name.
///
/// ```
/// let old = "format = 0\n[[red_lines]]\nid = \"x\"\nexcludes = [[\"force\", \"nato\"]]  # why\n";
/// let (new, changes) = zopa::format::migrate(old).unwrap();
/// assert_eq!(new, "format = 1\n[[red_lines]]\nid = \"x\"\nexcludes = [\"force.nato\"]  # why\n");
/// assert_eq!(changes.len(), 2);
/// ```
pub fn migrate(text: &str) -> Result<(String, Vec<String>), FormatError> {
    let root = DeTable::parse(text).map_err(|error| FormatError::syntax(text, &error))?;
    let root = root.get_ref();
    let mut edits = Edits { text, edits: Vec::new() };
    if let Some(version) = root.get("format") {
        let number = match version.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        match number {
            Some(VERSION) => return Ok((text.to_string(), Vec::new())),
            Some(0) => {
                edits.push(version.span(), VERSION.to_string(), format!("format 0 is now format {VERSION}."))
            }
            Some(other) => {
                let message =
                    format!("format {other} is not known to this version of zopa, which reads {VERSION}");
                return Err(FormatError::new(text, version.span().start, message));
            }
            None => {
                return Err(FormatError::new(
                    text,
                    version.span().start,
                    "`format` has to be a whole number",
                ));
            }
        }
    }
    for place in PLACES {
        for table in rows(root, place.table) {
            let id = table.get("id").and_then(|id| id.get_ref().as_str()).unwrap_or("without an id");
            let place_name = |key: &str| format!("{} {id}, `{key}`", singular(place.table));
            for key in place.one {
                if let Some((key_words, value)) = table.get_key_value(*key) {
                    edits.reference(value, key_words.span().start, &place_name(key))?;
                }
            }
            for key in place.many {
                let Some((key_words, value)) = table.get_key_value(*key) else { continue };
                for element in value.get_ref().as_array().into_iter().flatten() {
                    edits.reference(element, key_words.span().start, &place_name(key))?;
                }
            }
        }
    }
    Ok(edits.apply())
}

/// The rows of an array of tables, however it is written.
fn rows<'t, 'i>(root: &'t DeTable<'i>, name: &str) -> impl Iterator<Item = &'t DeTable<'i>> {
    let array = root.get(name).and_then(|value| value.get_ref().as_array());
    array.into_iter().flatten().filter_map(|row| row.get_ref().as_table())
}

fn singular(table: &str) -> String {
    table.trim_end_matches('s').replace('_', " ")
}

struct Edits<'a> {
    text: &'a str,
    edits: Vec<(Range<usize>, String, String)>,
}

impl Edits<'_> {
    fn push(&mut self, span: Range<usize>, words: String, sentence: String) {
        self.edits.push((span, words, sentence));
    }

    /// Turns a pair into a name; a name stays. Comments inside the pair move above the key at `key_start`.
    fn reference(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key_start: usize,
        place: &str,
    ) -> Result<(), FormatError> {
        let span = value.span();
        let error =
            |message: &str| Err(FormatError::new(self.text, span.start, format!("{place}: {message}")));
        let pair = match value.get_ref() {
            DeValue::String(_) => return Ok(()),
            DeValue::Array(pair) => pair,
            _ => return error("an option is named by \"issue.option\""),
        };
        let words: Option<Vec<&str>> = pair.iter().map(|word| word.get_ref().as_str()).collect();
        let Some([issue, option]) = words.as_deref() else {
            return error("expected a pair of an issue and an option");
        };
        if ![issue, option].into_iter().all(|id| is_id(id)) {
            return error("an id has 1 to 64 letters, digits, `_` or `-`");
        }
        let name = format!("\"{issue}.{option}\"");
        let comments: String = comments(self.text.get(span.clone()).unwrap_or(""))
            .map(|comment| format!("{comment}\n"))
            .collect();
        if !comments.is_empty() {
            self.push(key_start..key_start, comments, String::new());
        }
        let sentence = format!("{place}: the pair [\"{issue}\", \"{option}\"] is now {name}.");
        self.push(span, name, sentence);
        Ok(())
    }

    /// The edited text, and the sentences in the order of the file.
    fn apply(mut self) -> (String, Vec<String>) {
        self.edits.sort_by_key(|(span, ..)| (span.start, span.end));
        let mut out = String::with_capacity(self.text.len());
        let mut at = 0;
        for (span, words, _) in &self.edits {
            out.push_str(self.text.get(at..span.start).unwrap_or(""));
            out.push_str(words);
            at = span.end;
        }
        out.push_str(self.text.get(at..).unwrap_or(""));
        let sentences = self.edits.into_iter().map(|(_, _, sentence)| sentence).filter(|s| !s.is_empty());
        (out, sentences.collect())
    }
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// The comments in a piece of a file.
fn comments(words: &str) -> impl Iterator<Item = &str> {
    let tokens = toml_parser::Source::new(words).lex();
    let comments = tokens.filter(|token| token.kind() == toml_parser::lexer::TokenKind::Comment);
    comments.filter_map(|token| words.get(token.span().start()..token.span().end())).map(str::trim_end)
}
