//! Lines back to text: blank lines first, then indentation and the space inside each line.

use super::lines::{Entry, Inside, Item, Line, Value};

/// Arrays that would run past this column go on several lines.
const WIDTH: usize = 110;

/// Puts blank lines where they belong: one before each header (above the comments that stand directly on it), none
/// at the ends, never two together. What an author separated by a blank line stays separate.
pub(super) fn space(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut spaced: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    for line in lines {
        match line {
            Line::Blank if matches!(spaced.last(), None | Some(Line::Blank)) => continue,
            Line::Header { .. } => {
                let mut above = spaced.len();
                while above > 0 && matches!(spaced[above - 1], Line::Comment(_)) {
                    above -= 1;
                }
                if above > 0 && !matches!(spaced[above - 1], Line::Blank) {
                    spaced.insert(above, Line::Blank);
                }
            }
            _ => {}
        }
        spaced.push(line);
    }
    if let Some(Line::Blank) = spaced.last() {
        spaced.pop();
    }
    // A header and its first key stand together.
    let gap = |at: usize| {
        matches!(spaced.get(at), Some(Line::Blank))
            && at > 0
            && matches!(spaced[at - 1], Line::Header { .. })
            && matches!(next_of_substance(&spaced, at), Some(Line::Pair(_)))
    };
    let gaps: Vec<bool> = (0..spaced.len()).map(gap).collect();
    spaced.into_iter().zip(gaps).filter(|(_, gap)| !gap).map(|(line, _)| line).collect()
}

/// The first header or pair from `at` on.
fn next_of_substance<'l, 'a>(lines: &'l [Line<'a>], at: usize) -> Option<&'l Line<'a>> {
    lines[at..].iter().find(|line| !matches!(line, Line::Blank | Line::Comment(_)))
}

/// Prints lines that [`space`] has set apart.
pub(super) fn print(lines: &[Line<'_>]) -> String {
    let indents = indents(lines);
    let mut out = String::new();
    for (line, &indent) in lines.iter().zip(&indents) {
        match line {
            Line::Blank => {}
            Line::Comment(comment) => {
                pad(&mut out, indent);
                out.push_str(comment);
            }
            Line::Header { path, array, comment } => {
                pad(&mut out, indent);
                let (open, close) = if *array { ("[[", "]]") } else { ("[", "]") };
                out.push_str(open);
                out.push_str(&path.join("."));
                out.push_str(close);
                end_comment(&mut out, *comment);
            }
            Line::Pair(pair) => {
                pad(&mut out, indent);
                item(&mut out, pair, indent, WIDTH.saturating_sub(indent));
                end_comment(&mut out, pair.comment);
            }
        }
        out.push('\n');
    }
    out
}

/// The indentation of each line: two spaces for each enclosing table whose header stands above.
fn indents(lines: &[Line<'_>]) -> Vec<usize> {
    let mut open: Vec<&[&str]> = Vec::new();
    let mut indents = Vec::with_capacity(lines.len());
    let mut body = 0;
    for line in lines {
        if let Line::Header { path, .. } = line {
            while open.last().is_some_and(|above| above.len() >= path.len() || !path.starts_with(above)) {
                open.pop();
            }
            body = 2 * open.len();
            open.push(path);
        }
        indents.push(body);
    }
    // A comment goes with what it stands on: the pair or header below it, or else the table above it.
    for at in 0..lines.len() {
        if !matches!(lines[at], Line::Comment(_)) {
            continue;
        }
        let comment = |line: &Line<'_>| matches!(line, Line::Comment(_));
        let start = lines[..at].iter().rposition(|line| !comment(line));
        let end = lines[at..].iter().position(|line| !comment(line)).map(|n| at + n);
        let on_header = end.is_some_and(|end| matches!(lines[end], Line::Header { .. }));
        let below_table = start.is_some_and(|start| !matches!(lines[start], Line::Blank));
        if on_header || !below_table {
            let next = (at..lines.len()).find(|&n| !matches!(lines[n], Line::Blank | Line::Comment(_)));
            indents[at] = next.map_or(0, |next| indents[next]);
        }
    }
    indents
}

fn pad(out: &mut String, columns: usize) {
    out.extend(std::iter::repeat_n(' ', columns));
}

fn end_comment(out: &mut String, comment: Option<&str>) {
    if let Some(comment) = comment {
        out.push_str("  ");
        out.push_str(comment);
    }
}

/// A key and value, or a value alone, with `room` columns left on the line.
fn item(out: &mut String, item: &Item<'_>, indent: usize, room: usize) {
    let mut room = room;
    if !item.key.is_empty() {
        let key = item.key.join(".");
        room = room.saturating_sub(key.chars().count() + 3);
        out.push_str(&key);
        out.push_str(" = ");
    }
    value(out, &item.value, indent, room);
}

fn value(out: &mut String, value: &Value<'_>, indent: usize, room: usize) {
    match value {
        Value::Scalar(words) => out.push_str(words),
        Value::Array(inside) => match flat(value) {
            Some(line) if line.chars().count() <= room => out.push_str(&line),
            _ => several_lines(out, inside, ['[', ']'], indent),
        },
        // Readers of TOML 1.0 want an inline table on one line; only a comment may break it.
        Value::Table(inside) if comments(inside) => several_lines(out, inside, ['{', '}'], indent),
        Value::Table(inside) => one_line_table(out, inside, indent),
    }
}

fn one_line_table(out: &mut String, inside: &Inside<'_>, indent: usize) {
    let mut first = true;
    for entry in &inside.entries {
        if let Entry::Item(entry) = entry {
            out.push_str(if first { "{ " } else { ", " });
            item(out, entry, indent, usize::MAX);
            first = false;
        }
    }
    out.push_str(if first { "{}" } else { " }" });
}

fn several_lines(out: &mut String, inside: &Inside<'_>, [open, close]: [char; 2], indent: usize) {
    out.push(open);
    end_comment(out, inside.opening);
    out.push('\n');
    let last = inside.entries.iter().rposition(|entry| !matches!(entry, Entry::Blank));
    let entries = &inside.entries[..last.map_or(0, |last| last + 1)];
    let mut after_blank = true;
    for entry in entries {
        match entry {
            Entry::Blank => {
                if !after_blank {
                    out.push('\n');
                }
                after_blank = true;
                continue;
            }
            Entry::Comment(comment) => {
                pad(out, indent + 2);
                out.push_str(comment);
            }
            Entry::Item(entry) => {
                pad(out, indent + 2);
                item(out, entry, indent + 2, WIDTH.saturating_sub(indent + 3));
                out.push(',');
                end_comment(out, entry.comment);
            }
        }
        out.push('\n');
        after_blank = false;
    }
    pad(out, indent);
    out.push(close);
}

/// Whether a comment stands directly between these brackets.
fn comments(inside: &Inside<'_>) -> bool {
    let comment = |entry: &Entry<'_>| match entry {
        Entry::Blank => false,
        Entry::Comment(_) => true,
        Entry::Item(item) => item.comment.is_some(),
    };
    inside.opening.is_some() || inside.entries.iter().any(comment)
}

/// The value on one line, if it can stand on one.
fn flat(value: &Value<'_>) -> Option<String> {
    let (inside, [open, close], space) = match value {
        Value::Scalar(words) => return (!words.contains('\n')).then(|| words.to_string()),
        Value::Array(inside) => (inside, ["[", "]"], ""),
        Value::Table(inside) => (inside, ["{", "}"], " "),
    };
    if comments(inside) {
        return None;
    }
    let mut parts = Vec::new();
    for entry in &inside.entries {
        if let Entry::Item(item) = entry {
            let key = if item.key.is_empty() { String::new() } else { item.key.join(".") + " = " };
            parts.push(key + &flat(&item.value)?);
        }
    }
    if parts.is_empty() {
        return Some(format!("{open}{close}"));
    }
    Some(format!("{open}{space}{}{space}{close}", parts.join(", ")))
}
