//! The real domains of the reference folder, where it is present.

use serde_json::Value;
use std::path::{Path, PathBuf};
use zopa::compile::{Compiled, compile};
use zopa::exchange::{Given, Imported, Settings, read, scenario};

/// A domain with what is known about it.
pub struct Case {
    /// Its name.
    pub name: String,
    /// Its files: of the domain, then of the profiles.
    pub files: Vec<Given>,
    /// Results computed elsewhere.
    pub results: Value,
}

/// The folder with the domains, or nothing and a plain word about it.
fn folder() -> Option<PathBuf> {
    let beside = || {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3)?;
        Some(["shared", "reference"].iter().fold(root.to_path_buf(), |path, piece| path.join(piece)))
    };
    let found = std::env::var_os("ZOPA_REFERENCE").map(PathBuf::from).or_else(beside)?.join("negotiation");
    if found.join("domains").is_dir() {
        return Some(found);
    }
    println!("skipped: no reference domains at {}", found.display());
    None
}

fn json(path: &Path) -> Value {
    let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_slice(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// All cases, by name.
pub fn cases() -> Vec<Case> {
    let Some(folder) = folder() else { return Vec::new() };
    let domains = std::fs::read_dir(folder.join("domains")).expect("a folder").flatten();
    let mut cases: Vec<Case> = domains.map(|entry| case(&folder, &entry.path())).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn case(folder: &Path, path: &Path) -> Case {
    let meta = json(&path.join("meta.json"));
    let names = std::iter::once(&meta["domain"]).chain(meta["profiles"].as_array().expect("profiles"));
    let load = |name: &Value| {
        let name = name.as_str().expect("a name").to_string();
        Given { bytes: std::fs::read(path.join(&name)).expect("a file"), name }
    };
    let name = meta["name"].as_str().expect("a name").to_string();
    let results = json(&folder.join("reference").join(format!("{name}.json")));
    Case { files: names.map(load).collect(), name, results }
}

/// The domain of a case, and its problem by way of a scenario.
pub fn problem(case: &Case) -> (Imported, Compiled) {
    let imported = read(&case.files, &Settings::default()).unwrap_or_else(|e| panic!("{}: {e}", case.name));
    let scenario = scenario(&imported).unwrap_or_else(|e| panic!("{}: {e}", case.name));
    let compiled = compile(&scenario, None, 0).unwrap_or_else(|e| panic!("{}: {e}", case.name));
    (imported, compiled)
}
