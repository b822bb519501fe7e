//! The main file and those it includes, merged into one table.

use super::names::short;
use super::parse::{self, FILE_LIMIT, TOTAL_LIMIT};
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Log, code};
use crate::scenario::{File, Span};
use std::collections::BTreeMap;

/// What was gathered.
#[derive(Debug, Default)]
pub struct Sources {
    /// The files, the main one first.
    pub files: Vec<File>,
    /// The merged table, if the main file could be parsed.
    pub root: Option<Table>,
    /// Places of syntax errors.
    pub broken: Vec<Span>,
    /// A file or a part of one could not be had, so that something may look missing that is not.
    pub lost: bool,
    /// Bytes read so far.
    pub total: usize,
}

/// Reads the main file, all it includes, and these files besides.
pub fn gather(name: &str, text: String, also: &[&str], load: super::Load<'_>, log: &mut Log) -> Sources {
    let mut sources = Sources::default();
    sources.root = sources.add(name, text, Span::default(), log);
    let Some(mut root) = sources.root.take() else { return sources };
    if !version(&root, log) {
        // Every other finding would be about a format that this is not.
        return sources;
    }
    let mut seen: Vec<String> = Vec::new();
    let mut paths = includes(&root);
    for path in also.iter().filter(|path| !paths.iter().any(|(named, _)| named == *path)).collect::<Vec<_>>()
    {
        paths.push(((*path).to_owned(), Span::default()));
    }
    for (path, span) in paths {
        if let Some(problem) = bad_path(&path) {
            log.say(&code::INCLUDE_PATH, span, format!("`{}` {problem}", short(&path))).hint(
                "name a file in the scenario's own directory or below it, such as \"sources/main.toml\"",
            );
            sources.lost = true;
            continue;
        }
        if seen.contains(&path) {
            log.say(&code::INCLUDE_PATH, span, format!("`{}` is included twice", short(&path)));
            continue;
        }
        seen.push(path.clone());
        if let Some(table) = sources.fetch(&path, span, load, log) {
            if let Some(entry) = table.entries.iter().find(|entry| entry.key == "include") {
                log.say(&code::INCLUDE_NESTED, entry.at, "an included file cannot include others")
                    .hint("list this file in the main file's `include` instead");
            }
            let said = log.found.len();
            let file = sources.files.len() - 1;
            merge(&mut root, table, &sources.files, log);
            if sources.broken.iter().any(|broken| broken.file == file) {
                // Keys that lost their header land in the wrong table: no clash of their own.
                log.found.truncate(said);
            }
        }
    }
    sources.root = Some(root);
    sources
}

impl Sources {
    /// Adds a file of the scenario and parses it.
    fn add(&mut self, name: &str, text: String, asked: Span, log: &mut Log) -> Option<Table> {
        let file = self.files.len();
        let size = text.len();
        self.total = self.total.saturating_add(size);
        self.files.push(File { name: name.to_owned(), text, bytes: None });
        let too_large = if size > FILE_LIMIT {
            Some(format!("this file has more than {} MB", FILE_LIMIT >> 20))
        } else if self.total > TOTAL_LIMIT {
            Some(format!("with this file the scenario has more than {} MB", TOTAL_LIMIT >> 20))
        } else {
            None
        };
        if let Some(message) = too_large {
            log.say(&code::FILE_TOO_LARGE, asked, message);
            self.lost = true;
            return None;
        }
        let parsed = parse::parse(&self.files[file].text, file, log);
        if parsed.is_none() {
            self.lost = true;
        }
        let parsed = parsed?;
        self.broken.extend(parsed.broken);
        Some(parsed.root)
    }

    fn fetch(&mut self, path: &str, span: Span, load: super::Load<'_>, log: &mut Log) -> Option<Table> {
        match load(path).and_then(utf8) {
            Ok(text) => self.add(path, text, span, log),
            Err(reason) => {
                log.say(
                    &code::INCLUDE_UNREADABLE,
                    span,
                    format!("`{}` cannot be read: {reason}", short(path)),
                );
                self.lost = true;
                None
            }
        }
    }
}

/// The bytes as text.
pub fn utf8(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes)
        .map_err(|error| format!("byte {} is not UTF-8 text", error.utf8_error().valid_up_to()))
}

/// Whether the file says it has the format that is known here.
fn version(root: &Table, log: &mut Log) -> bool {
    let Some(node) = root.get("format") else { return true };
    let known =
        matches!(&node.value, Value::Number(n) if super::number::parse(n).is_ok_and(|n| n == 1.into()));
    if !known {
        log.say(
            &code::FORMAT_VERSION,
            node.span,
            "this version of the format is not known; the known one is 1",
        )
        .hint("write `format = 1`; a draft is brought up to date with `zopa fmt --migrate`");
    }
    known
}

fn includes(root: &Table) -> Vec<(String, Span)> {
    let items = root.get("include").and_then(Node::list).unwrap_or_default();
    items.iter().filter_map(|item| item.text().map(|path| (path.to_owned(), item.span))).collect()
}

/// Why a path cannot be used, if so. Paths are judged as text: nothing is looked up.
pub fn bad_path(path: &str) -> Option<&'static str> {
    if path.is_empty() || path.contains('\0') {
        return Some("is not a path");
    }
    if path.contains('\\') {
        return Some("has a backslash: separate directories with `/`");
    }
    if path.starts_with('/') || path.contains(':') {
        return Some("is not relative to this file");
    }
    let mut depth = 0;
    for part in path.split('/') {
        match part {
            ".." if depth == 0 => return Some("leaves the scenario's directory"),
            ".." => depth -= 1,
            "" | "." => {}
            _ => depth += 1,
        }
    }
    (depth == 0).then_some("is not a file")
}

/// Merges what an included file has: tables key by key, rows appended, anything else twice is an error.
fn merge(into: &mut Table, from: Table, files: &[File], log: &mut Log) {
    let mut index: BTreeMap<String, usize> =
        into.entries.iter().enumerate().map(|(i, entry)| (entry.key.clone(), i)).collect();
    for entry in from.entries {
        if entry.key == "include" {
            continue;
        }
        let Some(&at) = index.get(&entry.key) else {
            index.insert(entry.key.clone(), into.entries.len());
            into.entries.push(entry);
            continue;
        };
        let Entry { key, at: place, node } = entry;
        let first = into.entries[at].at;
        match (&mut into.entries[at].node.value, node.value) {
            (Value::Table(into), Value::Table(from)) => merge(into, from, files, log),
            (Value::List(into), Value::List(from)) if rows(into) && rows(&from) => into.extend(from),
            _ => {
                let name = files.get(first.file).map_or("", |file| &file.name);
                log.say(&code::TWICE, place, format!("`{}` is already given in {name}", short(&key)))
                    .hint("keep one of the two; only tables and rows are merged");
            }
        }
    }
}

fn rows(items: &[Node]) -> bool {
    items.iter().all(|item| matches!(item.value, Value::Table(_)))
}
