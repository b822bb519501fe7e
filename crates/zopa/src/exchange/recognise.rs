//! Which format a file is of, told by what is in it, and the reader that takes it. A new format is a [`Format`], a line
//! in [`ROOTS`] or [`SHAPES`] (or a test of its own in [`recognise`]) and a [`Family`].

use super::json::top_keys;
use super::settings::MAX_BYTES;
use super::{Given, Imported, Note, Refusal, Remarked, Settings, genius, geniusweb, negolog};

/// A kind of file that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// GENIUS XML: issues.
    GeniusDomain,
    /// GENIUS XML: a party's utility space.
    GeniusProfile,
    /// GeniusWeb JSON: issues.
    GeniusWebDomain,
    /// GeniusWeb JSON: a party's profile.
    GeniusWebProfile,
    /// NegoLog JSON: facts about a domain, among them its name.
    NegoLogSpecs,
    /// NegoLog JSON: a party's profile.
    NegoLogProfile,
}

/// Outermost elements of XML files.
const ROOTS: &[(&str, Format)] =
    &[("negotiation_template", Format::GeniusDomain), ("utility_space", Format::GeniusProfile)];

/// Keys that the outermost object of a JSON file has together.
const SHAPES: &[(&[&str], Format)] = &[
    (&["LinearAdditiveUtilitySpace"], Format::GeniusWebProfile),
    (&["issuesValues"], Format::GeniusWebDomain),
    (&["issueWeights", "issues"], Format::NegoLogProfile),
    (&["NumberOfIssues", "NumberOfBids"], Format::NegoLogSpecs),
];

/// Formats that make up a domain together, and their reader.
struct Family {
    name: &'static str,
    formats: &'static [Format],
    read: fn(&[Given], &Settings) -> Result<Imported, Refusal>,
}

const FAMILIES: &[Family] = &[
    Family {
        name: "GENIUS XML",
        formats: &[Format::GeniusDomain, Format::GeniusProfile],
        read: genius::read,
    },
    Family {
        name: "GeniusWeb JSON",
        formats: &[Format::GeniusWebDomain, Format::GeniusWebProfile],
        read: geniusweb::read,
    },
    Family {
        name: "NegoLog JSON",
        formats: &[Format::NegoLogSpecs, Format::NegoLogProfile],
        read: negolog::read,
    },
];

/// The format of a file, told by its content; the name is there for formats whose content does not say it.
pub fn recognise(_name: &str, bytes: &[u8]) -> Option<Format> {
    // A file too large is looked at as far as it may be read; its reader refuses it.
    let bytes = &bytes[..bytes.len().min(MAX_BYTES)];
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
    match text.trim_start().chars().next()? {
        '<' => {
            let root = root(&text)?;
            ROOTS.iter().find(|(name, _)| *name == root).map(|(_, format)| *format)
        }
        '{' => {
            let keys = top_keys(&text);
            let has = |names: &[&str]| names.iter().all(|n| keys.iter().any(|k| k == n));
            SHAPES.iter().find(|(names, _)| has(names)).map(|(_, format)| *format)
        }
        _ => None,
    }
}

/// The tag of the first element.
fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    while let Some(inside) = rest.strip_prefix("<!").or(rest.strip_prefix("<?")) {
        let end = match inside {
            _ if inside.starts_with("--") => inside.find("-->")? + "-->".len(),
            _ if rest.starts_with("<?") => inside.find("?>")? + "?>".len(),
            _ => doctype(inside)?,
        };
        rest = inside[end..].trim_start();
    }
    let inside = rest.strip_prefix('<')?;
    let ends = inside.find(|c: char| c.is_whitespace() || "/>".contains(c))?;
    Some(&inside[..ends])
}

/// Where a DOCTYPE ends, which may hold declarations in brackets. Its file is refused, but as what it is.
fn doctype(inside: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in inside.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '>' if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Reads the files of one domain, of whichever format they are. Files of no known format are left out with a note.
pub fn read(files: &[Given], how: &Settings) -> Result<Imported, Refusal> {
    let found: Vec<Option<Format>> = files.iter().map(|f| recognise(&f.name, &f.bytes)).collect();
    let belongs = |family: &Family| found.iter().flatten().any(|f| family.formats.contains(f));
    let families: Vec<&Family> = FAMILIES.iter().filter(|family| belongs(family)).collect();
    let refused = |text: String| Refusal { file: names(files), text };
    match families[..] {
        [family] => (family.read)(files, how),
        [] => Err(refused("no file of a known format".to_string())),
        _ => {
            let all: Vec<&str> = families.iter().map(|f| f.name).collect();
            Err(refused(format!("files of several formats ({}); give one of them", all.join(", "))))
        }
    }
}

/// The files of the formats asked for, each with its format; the others are left out with a note.
pub(crate) fn of_formats<'a>(
    files: &'a [Given],
    formats: &[Format],
    notes: &mut Vec<Note>,
) -> Vec<(Format, &'a Given)> {
    let mut found = Vec::new();
    for file in files {
        match recognise(&file.name, &file.bytes) {
            Some(format) if formats.contains(&format) => found.push((format, file)),
            _ => {
                let text = "not a file of this format; left out".to_string();
                notes.push(Note { what: Remarked::Lost, file: file.name.clone(), text });
            }
        }
    }
    found
}

/// The names of files, for a sentence about all of them.
pub(crate) fn names(files: &[Given]) -> String {
    match files {
        [] => "no file".to_string(),
        [one] => one.name.clone(),
        [first, .., last] => format!("{} to {} ({} files)", first.name, last.name, files.len()),
    }
}
