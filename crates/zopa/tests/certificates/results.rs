//! Genuine result files, as the questions write them.

use zopa::compile::Reading;
use zopa::question::{Asked, Settings, find};
use zopa::result::ResultFile;
use zopa::scenario::Scenario;

/// A tiny scenario to forge results of.
pub const ORCHARD: &str = "crates/zopa/tests/certificates/orchard.toml";

/// A path from the root of the repository.
pub fn at_root(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// A scenario without anything to include.
pub fn scenario(path: &str) -> Scenario {
    let text = std::fs::read_to_string(at_root(path)).expect("a scenario to read");
    let mut load = |name: &str| {
        let beside = at_root(path).with_file_name("").join(name);
        std::fs::read(beside).map_err(|e| e.to_string())
    };
    zopa::read::read(path, text, &mut load).scenario.expect("a sound scenario")
}

/// How a question is asked here: of one view, and with one reading unless none is given.
pub fn settings(view: Option<&str>, reading: Option<Reading>) -> Settings {
    Settings {
        views: view.map(String::from).into_iter().collect(),
        readings: reading.into_iter().collect(),
        ..Settings::default()
    }
}

/// The result of a question.
pub fn result(scenario: &Scenario, question: &str, settings: &Settings) -> ResultFile {
    let asked = Asked { scenario, settings, poll: &|_| true };
    let mut result = (find(question).expect("a question").run)(&asked).expect("an answer").result;
    // What is drawn is not proved, and has tests of its own.
    result.claims.retain(|record| {
        !matches!(record.claim, zopa::result::Claim::Worlds { .. } | zopa::result::Claim::Rungs { .. })
    });
    result
}
