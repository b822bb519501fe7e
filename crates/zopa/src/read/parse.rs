//! From text to values: limits first, then TOML with every syntax error it has.

use super::tree::{Entry, Literal, Node, Table, Value};
use crate::diagnostic::{Log, code};
use crate::scenario::Span;
use toml::de::{DeTable, DeValue};
use toml_parser::lexer::TokenKind;

/// Bytes of one file at most.
pub const FILE_LIMIT: usize = 16 << 20;
/// Bytes of a scenario with all it includes at most.
pub const TOTAL_LIMIT: usize = 64 << 20;
/// Tables and lists within each other at most.
pub const DEPTH_LIMIT: usize = 64;

/// One parsed file.
#[derive(Debug, Default)]
pub struct Parsed {
    /// What could be read.
    pub root: Table,
    /// Places of the syntax errors.
    pub broken: Vec<Span>,
}

/// Parses the text of file number `file`; `None` when a limit forbids it.
pub fn parse(text: &str, file: usize, log: &mut Log) -> Option<Parsed> {
    if let Some(at) = too_deep(text) {
        let span = Span { file, start: at, end: at + 1 };
        log.say(&code::TOO_DEEP, span, format!("tables and lists go deeper than {DEPTH_LIMIT} levels here"))
            .hint("a scenario needs six levels at most; look for a bracket that is never closed");
        return None;
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut parsed = Parsed { root: table(root.get_ref(), file), broken: Vec::new() };
    for error in &errors {
        let place = error.span().unwrap_or(0..0);
        let span = Span { file, start: place.start, end: place.end };
        if error.message() == "duplicate key" {
            log.say(&code::TWICE, span, "this key is already given above").hint("keep one of the two");
        } else {
            // The parser finds its footing again at once: what follows on the same line is an echo.
            if !parsed.broken.iter().any(|first| same_line(text, first.start, span.start)) {
                log.say(&code::SYNTAX, span, error.message());
            }
            parsed.broken.push(span);
        }
    }
    Some(parsed)
}

fn same_line(text: &str, a: usize, b: usize) -> bool {
    let (from, to) = (a.min(b).min(text.len()), a.max(b).min(text.len()));
    !text.as_bytes()[from..to].contains(&b'\n')
}

/// The first place where brackets and dotted keys go deeper than the limit, judged on tokens because
/// the parser itself builds (and drops) what it reads recursively. Closing brackets that match nothing are ignored.
fn too_deep(text: &str) -> Option<usize> {
    let mut open: Vec<(TokenKind, usize)> = Vec::new(); // its closing bracket, and the dots of the key before it
    let (mut depth, mut dots, mut header) = (0usize, 0usize, 0usize);
    let (mut line_is_blank, mut in_header) = (true, false);
    for token in toml_parser::Source::new(text).lex() {
        match token.kind() {
            kind @ (TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket) => {
                if line_is_blank && depth == 0 {
                    (in_header, header) = (true, 0);
                }
                open.push((closing(kind), dots));
                depth += 1 + dots;
                dots = 0;
            }
            kind @ (TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket) => {
                if in_header {
                    header += dots;
                }
                if let Some((_, dots)) = open.pop_if(|(close, _)| *close == kind) {
                    depth -= 1 + dots;
                }
                dots = 0;
            }
            TokenKind::Dot => dots += 1,
            TokenKind::Comma => dots = 0,
            TokenKind::Newline => {
                if in_header {
                    open.clear();
                    depth = 0;
                }
                (dots, in_header, line_is_blank) = (0, false, true);
                continue;
            }
            TokenKind::Whitespace => continue,
            _ => {}
        }
        line_is_blank = false;
        if header + depth + dots > DEPTH_LIMIT {
            return Some(token.span().start());
        }
    }
    None
}

fn closing(kind: TokenKind) -> TokenKind {
    match kind {
        TokenKind::LeftSquareBracket => TokenKind::RightSquareBracket,
        _ => TokenKind::RightCurlyBracket,
    }
}

fn table(from: &DeTable<'_>, file: usize) -> Table {
    let mut entries: Vec<Entry> = from
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            at: place(key.span(), file),
            node: node(value.get_ref(), place(value.span(), file)),
        })
        .collect();
    entries.sort_by_key(|entry| entry.at.start);
    Table { entries }
}

fn node(from: &DeValue<'_>, span: Span) -> Node {
    let value = match from {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(n) => Value::Number(Literal { digits: n.as_str().to_owned(), radix: n.radix() }),
        DeValue::Float(n) => Value::Number(Literal { digits: n.as_str().to_owned(), radix: 10 }),
        DeValue::Boolean(b) => Value::Bool(*b),
        DeValue::Datetime(moment) => Value::Moment(moment.to_string()),
        DeValue::Array(items) => {
            Value::List(items.iter().map(|n| node(n.get_ref(), place(n.span(), span.file))).collect())
        }
        DeValue::Table(inner) => Value::Table(table(inner, span.file)),
    };
    Node { span, value }
}

fn place(range: std::ops::Range<usize>, file: usize) -> Span {
    Span { file, start: range.start, end: range.end }
}
