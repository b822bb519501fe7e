//! NegMAS scenario folders, in YAML and JSON.
//!
//! A folder holds one file with the outcome space and one file per utility function; which is which stands in their
//! `type`. Utility functions are read as far as they are sums over issues and boxes: linear additive ones with tables,
//! constants and polynomials, affine ones, hyper-rectangles, mappings over few outcomes, weighted sums of these, and
//! exponentially discounted ones. Written from what NegMAS 0.16 and older versions save and load.

mod boxes;
mod digits;
pub(crate) mod json;
pub(crate) mod node;
pub(crate) mod print;
mod space;
mod ufun;
mod value;
mod write;
mod yaml;

pub use write::{Form, write};

use super::{Domain, Given, Imported, Note, Refusal, Remarked};
use node::Node;

/// Bytes of all files together at most.
const LARGEST: usize = 100_000_000;
/// Fields that say nothing about issues or worths.
const ASIDE: &[&str] = &["type", "__python_class__", "name", "id", "path", "stability", "n_values"];

/// Notes about one file, as they come up.
pub(crate) struct Notes {
    file: String,
    list: Vec<Note>,
}

impl Notes {
    fn add(&mut self, what: Remarked, text: String) {
        let note = Note { what, file: self.file.clone(), text };
        if !self.list.contains(&note) {
            self.list.push(note);
        }
    }

    fn lenient(&mut self, text: String) {
        self.add(Remarked::Lenient, text);
    }

    fn assumed(&mut self, text: String) {
        self.add(Remarked::Assumed, text);
    }

    fn lost(&mut self, text: String) {
        self.add(Remarked::Lost, text);
    }

    /// Notes the fields of a map that are not among the known ones.
    fn unknown(&mut self, node: &Node, known: &[&str]) {
        let node::Is::Map(entries) = &node.is else { return };
        for name in entries.iter().filter_map(|(key, _)| key.name()) {
            if !ASIDE.contains(&name) && !known.contains(&name) {
                self.lost(format!("the field {name} is left out"));
            }
        }
    }
}

/// What a file is in a scenario folder.
#[derive(PartialEq)]
enum Role {
    Space,
    Utility,
    Other,
}

fn role(node: &Node) -> Role {
    let kind = node.type_name().unwrap_or_default();
    if kind.contains("OutcomeSpace") {
        Role::Space
    } else if kind.to_lowercase().contains("fun") {
        Role::Utility
    } else {
        Role::Other
    }
}

/// Whether the file is an outcome space or a utility function of NegMAS, by what it holds.
pub fn recognise(name: &str, bytes: &[u8]) -> bool {
    let hint = |word: &[u8]| bytes.windows(word.len()).any(|w| w.eq_ignore_ascii_case(word));
    if bytes.len() > LARGEST || !(hint(b"OutcomeSpace") || hint(b"fun")) {
        return false;
    }
    parse(name, bytes).is_ok_and(|node| role(&node) != Role::Other)
}

/// The domain that the files of one scenario folder hold. Statistics and other files in it are left out, with a note.
/// The profiles come in the order of the files.
pub fn read(files: &[Given]) -> Result<Imported, Refusal> {
    let refusal = |file: &str, text: String| Refusal { file: file.to_owned(), text };
    if files.iter().map(|f| f.bytes.len()).fold(0usize, usize::saturating_add) > LARGEST {
        return Err(refusal("", format!("the files have more than {LARGEST} bytes together")));
    }
    let mut notes = Vec::new();
    let mut space: Option<(&Given, Node)> = None;
    let mut utilities = Vec::new();
    for file in files {
        let mut skip = |why: &str| {
            let text = format!("the file is left out: {why}");
            notes.push(Note { what: Remarked::Lost, file: file.name.clone(), text });
        };
        if let Some(why) = beside(&file.name) {
            skip(why);
            continue;
        }
        let node = parse(&file.name, &file.bytes).map_err(|e| refusal(&file.name, e))?;
        match (role(&node), &space) {
            (Role::Space, None) => space = Some((file, node)),
            (Role::Space, Some((first, _))) => {
                return Err(refusal(
                    &file.name,
                    format!("the file {} holds an outcome space already", first.name),
                ));
            }
            (Role::Utility, _) => utilities.push((file, node)),
            (Role::Other, _) => skip("it holds no outcome space and no utility function"),
        }
    }
    let Some((file, node)) = space else {
        return Err(refusal("", "no file holds an outcome space".to_owned()));
    };
    if utilities.is_empty() {
        return Err(refusal("", "no file holds a utility function".to_owned()));
    }
    let mut remarks = Notes { file: file.name.clone(), list: Vec::new() };
    let space = space::read(&node, &mut remarks).map_err(|e| refusal(&file.name, e))?;
    notes.append(&mut remarks.list);
    let name = space.name.clone().unwrap_or_else(|| stem(&file.name).to_owned());
    let mut domain = Domain { name, issues: Vec::new(), profiles: Vec::new() };
    for (file, node) in &utilities {
        let mut remarks = Notes { file: file.name.clone(), list: Vec::new() };
        let mut profile =
            ufun::read(node, stem(&file.name), &space, &mut remarks).map_err(|e| refusal(&file.name, e))?;
        let taken = |name: &str| domain.profiles.iter().any(|p| p.name == name);
        if taken(&profile.name) {
            let own = stem(&file.name).to_owned();
            if taken(&own) {
                return Err(refusal(&file.name, format!("two profiles have the name {}", profile.name)));
            }
            remarks
                .assumed(format!("the name {} is taken already; the profile is called {own}", profile.name));
            profile.name = own;
        }
        domain.profiles.push(profile);
        notes.append(&mut remarks.list);
    }
    domain.issues = space.columns.into_iter().map(|c| c.issue).collect();
    Ok(Imported { domain, notes })
}

/// Why a file of a folder is no part of the scenario, by its name.
fn beside(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let form = lower.rsplit_once('.').map_or("", |(_, form)| form);
    if lower.starts_with('.') {
        Some("its name begins with a dot")
    } else if !matches!(form, "yml" | "yaml" | "json") {
        Some("it is neither YAML nor JSON by its name")
    } else if matches!(stem(&lower), "_stats" | "stats" | "_info" | "info") {
        Some("it holds statistics or information about the scenario")
    } else {
        None
    }
}

/// The file's name without its last extension.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn parse(name: &str, bytes: &[u8]) -> Result<Node, String> {
    let text = std::str::from_utf8(bytes).map_err(|e| format!("byte {} is not UTF-8", e.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let named = name.to_lowercase();
    let braces = !named.ends_with(".yml") && !named.ends_with(".yaml") && text.trim_start().starts_with('{');
    if named.ends_with(".json") || braces { json::read(text) } else { yaml::read(text) }
}
