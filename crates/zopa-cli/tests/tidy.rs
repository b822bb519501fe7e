//! House rules that a compiler does not hold: what each crate must not
//! contain, which way dependencies point, licences, sizes, and what no file of
//! the project may say. Each rule is one test; each message says what to do.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each crate's `lib.rs` declares absent, as the texts that would betray it.
const ABSENT: &[(&str, &str)] = &[
    (
        "zopa-core",
        "serde std::fs std::io std::env std::time std::net std::thread print! println! dbg! HashMap HashSet async",
    ),
    (
        "zopa",
        "std::fs std::env std::time std::net std::process print! println! eprintln! dbg! HashMap HashSet async",
    ),
];

/// Dependencies between our own crates, as they must be.
const OWN: &[(&str, &[&str])] = &[
    ("zopa-core", &[]),
    ("zopa", &["zopa-core"]),
    ("zopa-cli", &["zopa", "zopa-core"]),
    ("zopa-bench", &["zopa", "zopa-core"]),
];

/// The folder of each of our own crates.
const FOLDERS: &[(&str, &str)] = &[
    ("zopa-core", "crates/zopa-core"),
    ("zopa", "crates/zopa"),
    ("zopa-cli", "crates/zopa-cli"),
    ("zopa-bench", "bench"),
];

/// Source files that may have more than 400 lines of code, each with its reason.
const LONG: &[(&str, &str)] = &[];
const LONGEST: usize = 400;

/// Words that no file of the project may contain, each with the reason. Written in pieces, so that this file passes.
const FORBIDDEN: &[(&[&str], &str)] = &[
    (&["/", "tmp/"], "a path of one machine"),
    (&["/", "root/"], "a path of one machine"),
    (&["../", "shared"], "a folder outside the repository"),
    (&["registry", ".npmjs.org"], "a registry host"),
    (&["static.", "crates.io"], "a registry host"),
    (&["todo", "!("], "unfinished"),
    (&["unimplemented", "!("], "unfinished"),
    (&["FIX", "ME"], "unfinished"),
    (&["best-", "in-class"], "marketing"),
    (&["cutting", "-edge"], "marketing"),
    (&["seam", "less"], "marketing"),
    (&["blaz", "ing"], "marketing"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

/// Paths of tracked files, relative to the root; none where there is no git.
fn tracked() -> Vec<String> {
    let listing = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let Ok(listing) = listing else { return Vec::new() };
    let names = String::from_utf8(listing.stdout).expect("file names in UTF-8");
    names.split('\0').filter(|n| !n.is_empty() && root().join(n).is_file()).map(String::from).collect()
}

fn read(relative: &str) -> String {
    String::from_utf8_lossy(&std::fs::read(root().join(relative)).unwrap_or_default()).into_owned()
}

/// Source files of a crate, relative to the root; files of unit tests (`tests.rs`) aside.
fn sources(krate: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (_, folder) = FOLDERS.iter().find(|(own, _)| *own == krate).expect("a crate of ours");
    let mut folders = vec![root().join(folder).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a source folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                found.push(path.strip_prefix(root()).expect("inside").to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

/// The lines of code of a source file, with their numbers: no comments, no blank lines, no unit tests at the end.
fn code(text: &str) -> Vec<(usize, &str)> {
    let end = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
    let lines = text[..end].lines().enumerate().map(|(k, line)| (k + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with("//")).collect()
}

/// Whether a line holds `needle` as a whole word (`println!` is not `print!`, `unsafe_code` is not `unsafe`).
fn has_word(line: &str, needle: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(needle).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + needle.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

fn metadata() -> Value {
    let version = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let version = String::from_utf8(version.stdout).expect("UTF-8");
    let host = version.lines().find_map(|l| l.strip_prefix("host: ")).expect("a host line");
    let run = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(run.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).expect("JSON")
}

/// A package of the build.
struct Package {
    name: String,
    version: String,
    licence: String,
    needs: Vec<String>,
}

fn packages() -> Vec<Package> {
    let metadata = metadata();
    let text = |v: &Value| v.as_str().unwrap_or_default().to_string();
    let nodes = metadata["resolve"]["nodes"].as_array().expect("nodes");
    let used: BTreeSet<String> = nodes.iter().map(|n| text(&n["id"])).collect();
    let all = metadata["packages"].as_array().expect("packages").iter();
    all.filter(|p| used.contains(&text(&p["id"])))
        .map(|p| Package {
            name: text(&p["name"]),
            version: text(&p["version"]),
            licence: text(&p["license"]),
            needs: p["dependencies"].as_array().expect("a list").iter().map(|d| text(&d["name"])).collect(),
        })
        .collect()
}

#[track_caller]
fn none(wrong: Vec<String>, rule: &str) {
    assert!(wrong.is_empty(), "{rule}\n  {}", wrong.join("\n  "));
}

#[test]
fn crates_lack_what_they_say_they_lack() {
    let mut wrong = Vec::new();
    for (krate, needles) in ABSENT {
        if !read(&format!("crates/{krate}/src/lib.rs")).contains("Absent here, by design") {
            wrong.push(format!("crates/{krate}/src/lib.rs does not list what is absent"));
        }
        for file in sources(krate) {
            let text = read(&file);
            for (number, line) in code(&text) {
                for needle in needles.split(' ').filter(|needle| has_word(line, needle)) {
                    wrong.push(format!("{file}:{number}: {needle}"));
                }
            }
        }
    }
    none(wrong, "a crate contains what its lib.rs says is absent:");
}

#[test]
fn dependencies_point_one_way() {
    let mut wrong = Vec::new();
    for package in packages() {
        let Some((_, allowed)) = OWN.iter().find(|(own, _)| *own == package.name) else { continue };
        let ours = package.needs.iter().filter(|n| OWN.iter().any(|(own, _)| own == n));
        let upward = ours.filter(|n| !allowed.contains(&n.as_str()));
        wrong.extend(upward.map(|n| format!("{} depends on {n}", package.name)));
    }
    none(
        wrong,
        "dependencies between our crates run zopa-cli → zopa → zopa-core, and nothing needs zopa-bench:",
    );
}

#[test]
fn one_version_of_each_crate() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages() {
        versions.entry(package.name).or_default().insert(package.version);
    }
    let twice = versions.iter().filter(|(_, v)| v.len() > 1).map(|(n, v)| format!("{n}: {v:?}"));
    none(twice.collect(), "two versions of one crate (choose a dependency that agrees):");
}

#[test]
fn licences_are_on_the_list() {
    let deny = read("deny.toml");
    let list =
        deny.split("allow = [").nth(1).and_then(|rest| rest.split(']').next()).expect("a list in deny.toml");
    let allowed: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
    let fits = |licence: &str| {
        let plain = licence.replace('/', " OR ").replace(['(', ')'], " ");
        plain.split(" AND ").all(|all| all.split(" OR ").any(|one| allowed.contains(one.trim())))
    };
    let bad = packages().into_iter().filter(|p| !fits(&p.licence));
    let bad = bad.map(|p| format!("{} {}: {:?}", p.name, p.version, p.licence));
    none(bad.collect(), "a licence that deny.toml does not allow:");
}

#[test]
fn a_file_is_one_idea() {
    let mut wrong = Vec::new();
    for file in FOLDERS.iter().flat_map(|(krate, _)| sources(krate)) {
        let long = code(&read(&file)).len();
        if long > LONGEST && !LONG.iter().any(|(known, _)| *known == file) {
            wrong.push(format!("{file}: {long} lines of code"));
        }
    }
    none(wrong, "more than 400 lines of code: split the file, or add it to LONG with the reason:");
}

#[test]
fn nothing_of_this_machine_and_nothing_unfinished() {
    let here = root().to_string_lossy().into_owned();
    let mut wrong = Vec::new();
    for file in tracked().into_iter().filter(|f| f != "Cargo.lock") {
        for (number, line) in read(&file).lines().enumerate() {
            if line.contains(&here) {
                wrong.push(format!("{file}:{}: this machine's path", number + 1));
            }
            let said = FORBIDDEN.iter().filter(|(pieces, _)| line.contains(&pieces.concat()));
            wrong.extend(said.map(|(p, why)| format!("{file}:{}: `{}`, {why}", number + 1, p.concat())));
        }
    }
    none(wrong, "no file of the project says this:");
}

/// Scenario files that stand by themselves: those that state the format's version.
fn scenarios() -> Vec<String> {
    let all = tracked().into_iter().filter(|f| f.starts_with("scenarios/") && f.ends_with(".toml"));
    let whole =
        |text: String| text.lines().any(|l| l.split('=').next().is_some_and(|key| key.trim() == "format"));
    all.filter(|f| whole(read(f))).collect()
}

#[test]
fn every_scenario_is_described() {
    let mut wrong = Vec::new();
    for file in scenarios() {
        let base = file.trim_end_matches(".toml");
        let described = [format!("{base}.md"), format!("{base}/README.md")];
        if !described.iter().any(|d| root().join(d).is_file()) {
            wrong.push(format!("{file} has neither {} nor {}", described[0], described[1]));
        }
    }
    none(wrong, "a scenario says its sources, licence and expected findings in a page beside it:");
}

#[test]
fn the_architecture_page_is_short_and_complete() {
    let page = read("ARCHITECTURE.md");
    assert!(page.lines().count() <= 200, "ARCHITECTURE.md has more than 200 lines");
    let mut wrong = BTreeSet::new();
    for file in FOLDERS.iter().flat_map(|(krate, _)| sources(krate)) {
        let inside = file.split("/src/").nth(1).expect("inside a crate");
        let module = inside.split(['/', '.']).next().expect("a name");
        if !["lib", "main"].contains(&module) && !page.contains(&format!("`{module}`")) {
            wrong.insert(format!("{}: `{module}`", file.split("/src/").next().expect("a crate")));
        }
    }
    none(wrong.into_iter().collect(), "ARCHITECTURE.md does not name the module:");
}
