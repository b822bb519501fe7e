//! Trees to YAML and JSON text.

use std::fmt::Write;

/// Keys longer than this are written with a question mark, as YAML asks for.
const LONG_KEY: usize = 100;

/// What is to be written.
pub(crate) enum Out {
    Text(String),
    /// A word of the format: without quotes in YAML.
    Word(&'static str),
    /// Digits, as they are to stand.
    Digits(String),
    List(Vec<Out>),
    Map(Vec<(Out, Out)>),
}

impl Out {
    pub fn text(text: &str) -> Out {
        Out::Text(text.to_owned())
    }

    /// A map with field names.
    pub fn fields(fields: Vec<(&'static str, Out)>) -> Out {
        Out::Map(fields.into_iter().map(|(name, value)| (Out::Word(name), value)).collect())
    }

    /// The text of what stands on one line in YAML.
    fn flat(&self) -> Option<String> {
        match self {
            Out::Word(word) => Some((*word).to_owned()),
            Out::Digits(digits) => Some(digits.clone()),
            Out::Text(text) => Some(quoted(text)),
            Out::List(items) if items.is_empty() => Some("[]".to_owned()),
            Out::Map(entries) if entries.is_empty() => Some("{}".to_owned()),
            Out::List(_) | Out::Map(_) => None,
        }
    }
}

/// The text in double quotes, which mean the same in YAML and in JSON.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{ffff}' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The tree as YAML.
pub(crate) fn yaml(tree: &Out) -> String {
    let mut out = String::new();
    block(tree, 0, &mut out);
    out
}

fn block(tree: &Out, indent: usize, out: &mut String) {
    let space = " ".repeat(indent);
    match tree {
        Out::List(items) if !items.is_empty() => {
            for item in items {
                after(&format!("{space}-"), item, indent + 2, out);
            }
        }
        Out::Map(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                let key = key.flat().unwrap_or_default();
                if key.len() > LONG_KEY {
                    let _ = write!(out, "{space}? {key}\n{space}");
                    after(":", value, indent + 2, out);
                } else {
                    after(&format!("{space}{key}:"), value, indent + 2, out);
                }
            }
        }
        _ => {
            let _ = writeln!(out, "{space}{}", tree.flat().unwrap_or_default());
        }
    }
}

/// What follows a dash or a key: on the same line, or below it.
fn after(head: &str, tree: &Out, indent: usize, out: &mut String) {
    match tree.flat() {
        Some(flat) => {
            let _ = writeln!(out, "{head} {flat}");
        }
        None => {
            out.push_str(head);
            out.push('\n');
            block(tree, indent, out);
        }
    }
}

/// The tree as JSON.
pub(crate) fn json(tree: &Out) -> String {
    let mut out = String::new();
    nested(tree, 0, &mut out);
    out.push('\n');
    out
}

fn nested(tree: &Out, indent: usize, out: &mut String) {
    if let Out::Word(word) = tree {
        out.push_str(&quoted(word));
        return;
    }
    if let Some(flat) = tree.flat() {
        out.push_str(&flat);
        return;
    }
    let inner = " ".repeat(indent + 2);
    let (open, close) = if matches!(tree, Out::Map(_)) { ('{', '}') } else { ('[', ']') };
    out.push(open);
    let mut separator = "\n";
    let mut begin = |out: &mut String| {
        out.push_str(separator);
        out.push_str(&inner);
        separator = ",\n";
    };
    match tree {
        Out::List(items) => {
            for item in items {
                begin(out);
                nested(item, indent + 2, out);
            }
        }
        Out::Map(entries) => {
            for (key, value) in entries {
                begin(out);
                let key = key.flat().unwrap_or_default();
                out.push_str(&if key.starts_with('"') { key } else { quoted(&key) });
                out.push_str(": ");
                nested(value, indent + 2, out);
            }
        }
        Out::Text(_) | Out::Word(_) | Out::Digits(_) => {}
    }
    let _ = write!(out, "\n{}{close}", " ".repeat(indent));
}
