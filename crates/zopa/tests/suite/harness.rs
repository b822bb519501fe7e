//! Runs the cases of `tests/suite/`.
//!
//! A file holds many small cases, each after a line `# --- name ---`. Beside a line stands what is expected to be
//! found there: `# error: Z0301`, `# warning: ...` or `# note: ...`, with several codes after one another where a line
//! has several faults. A case without `format` gets a head with `format = 1`, a title, and the base file it names as
//! `# base: numbers` (`plain` where it names none).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use zopa::diagnostic::Severity;
use zopa::read::{Reading, read};

/// One case.
pub struct Case {
    /// File and name.
    pub name: String,
    /// What is read.
    pub text: String,
}

/// The directory of the cases.
pub fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite")
}

/// Every case of every file, in order.
pub fn cases() -> Vec<Case> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(directory())
        .expect("the suite exists")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort();
    files.iter().flat_map(|path| split(path)).collect()
}

fn split(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).expect("a readable file");
    let file = path.file_stem().expect("a name").to_string_lossy();
    let mut cases: Vec<Case> = Vec::new();
    for line in text.split_inclusive('\n') {
        let name = line.trim().strip_prefix("# --- ").and_then(|rest| rest.strip_suffix(" ---"));
        if let Some(name) = name {
            cases.push(Case { name: format!("{file}/{name}"), text: String::new() });
        } else if let Some(case) = cases.last_mut() {
            case.text.push_str(line);
        }
    }
    cases.into_iter().map(|case| Case { text: with_head(&case.text), ..case }).collect()
}

/// The text with a head, unless it has one.
pub fn with_head(text: &str) -> String {
    if text.contains("format = ") {
        return text.to_owned();
    }
    let bases = text.lines().find_map(|line| line.strip_prefix("# base: ")).unwrap_or("plain");
    let files: Vec<String> = bases.split_whitespace().map(|base| format!("\"base/{base}.toml\"")).collect();
    format!("format = 1\ntitle = \"A case\"\ninclude = [{}]\n{text}", files.join(", "))
}

/// Reads a text as a file of the suite's directory.
pub fn run(text: &str) -> Reading {
    read("case.toml", text.to_owned(), &mut |path| match path {
        "made/large.toml" => Ok(vec![b' '; (16 << 20) + 1]),
        "made/latin1.toml" => Ok(b"title = \"caf\xe9\"".to_vec()),
        _ => std::fs::read(directory().join(path)).map_err(|_| "there is no such file".to_owned()),
    })
}

/// Places and codes, as lines of `file:line severity code`.
pub type Places = BTreeMap<(String, usize), Vec<String>>;

/// What a reading found.
pub fn found(reading: &Reading) -> Places {
    let mut places = Places::new();
    for diagnostic in &reading.diagnostics {
        let file = &reading.files[diagnostic.span.file];
        let line = file.text[..diagnostic.span.start.min(file.text.len())].matches('\n').count() + 1;
        let word = diagnostic.severity.word();
        places.entry((file.name.clone(), line)).or_default().push(format!("{word} {}", diagnostic.code));
    }
    places.values_mut().for_each(|codes| codes.sort());
    places
}

/// What the files say is to be found.
pub fn expected(reading: &Reading) -> Places {
    let mut places = Places::new();
    for file in &reading.files {
        for (number, line) in file.text.lines().enumerate() {
            for severity in [Severity::Error, Severity::Warning, Severity::Note] {
                let mark = format!("# {}: ", severity.word());
                let Some(at) = line.find(&mark) else { continue };
                let codes =
                    line[at + mark.len()..].split_whitespace().take_while(|word| word.starts_with('Z'));
                let codes = codes.map(|code| format!("{} {code}", severity.word()));
                places.entry((file.name.clone(), number + 1)).or_default().extend(codes);
            }
        }
    }
    places.values_mut().for_each(|codes| codes.sort());
    places
}

/// What was found, in words: one line per finding.
pub fn words(reading: &Reading) -> String {
    let mut out = String::new();
    for diagnostic in &reading.diagnostics {
        let file = &reading.files[diagnostic.span.file];
        let place = file.text.get(diagnostic.span.start..diagnostic.span.end).unwrap_or_default();
        let place: String = place.lines().next().unwrap_or_default().chars().take(60).collect();
        let _ = writeln!(out, "  {} at `{place}`: {}", diagnostic.code, diagnostic.message);
        if let Some(hint) = &diagnostic.hint {
            let _ = writeln!(out, "    {hint}");
        }
    }
    out
}
