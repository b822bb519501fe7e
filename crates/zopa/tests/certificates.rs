//! Forged and mutated results are refused.
//!
//! `tests/bad_certificates/` holds one file per forgery of [`forged`], each named for what is forged in it; they stay
//! as they are when searches find other proofs. To write them anew, after a change of the format:
//! `cargo test -p zopa --test certificates -- --ignored write`.

#[path = "certificates/forged.rs"]
mod forged;
#[path = "certificates/results.rs"]
mod results;

use forged::{FORGERIES, Forgery, genuine};
use results::at_root;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use zopa::result::verify;
use zopa_core::check::Verdict;

const FOLDER: &str = "tests/bad_certificates";

/// Why a file is refused; `None` if it is not.
fn refusal(json: &str) -> Option<String> {
    match verify(json) {
        Err(sentence) => Some(sentence),
        Ok(verification) => verification.outcomes.into_iter().find_map(|o| match o.verdict {
            Verdict::Fails(fault) => Some(fault.to_string()),
            _ => None,
        }),
    }
}

#[track_caller]
fn refused_for(forgery: &Forgery, json: &str) {
    let Forgery { name, reason, .. } = forgery;
    match refusal(json) {
        Some(text) => assert!(text.contains(reason), "{name} is refused for another reason: {text}"),
        None => panic!("{name} is not refused"),
    }
}

/// Genuine results of the tiny scenario, by what they are called.
fn originals() -> BTreeMap<&'static str, Value> {
    FORGERIES.iter().map(|f| f.of).collect::<BTreeSet<_>>().into_iter().map(|of| (of, genuine(of))).collect()
}

fn forge(forgery: &Forgery, originals: &BTreeMap<&'static str, Value>) -> String {
    let mut file = originals[forgery.of].clone();
    (forgery.forge)(&mut file);
    file.to_string() + "\n"
}

#[test]
fn every_file_of_the_folder_is_refused_for_its_reason() {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for entry in std::fs::read_dir(at_root(FOLDER)).expect("the folder of bad certificates") {
        let path = entry.expect("a readable entry").path();
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let forgery = FORGERIES.iter().find(|f| f.name == name);
        refused_for(forgery.unwrap_or_else(|| panic!("{name} is no known forgery")), &text);
        names.insert(name);
    }
    assert!(names.len() >= 20, "only {} files", names.len());
    assert_eq!(names, FORGERIES.iter().map(|f| f.name.to_string()).collect());
}

#[test]
fn what_is_forged_anew_is_refused_and_what_it_is_forged_of_is_not() {
    let originals = originals();
    for (of, file) in &originals {
        assert_eq!(refusal(&file.to_string()), None, "{of}");
    }
    for forgery in FORGERIES {
        refused_for(forgery, &forge(forgery, &originals));
    }
}

#[test]
#[ignore = "writes the files that the other tests read"]
fn write_bad_certificates() {
    let originals = originals();
    for forgery in FORGERIES {
        let path = at_root(FOLDER).join(forgery.name).with_extension("json");
        std::fs::write(path, forge(forgery, &originals)).expect("a file to write");
    }
}
