//! The real domains of the reference folder, against results computed elsewhere from the same files.

use crate::enumerate::{All, all};
use crate::given::negmas;
use serde_json::Value;
use std::path::{Path, PathBuf};
use zopa::exchange::{Given, Imported, Kind, Remarked, Settings, read};

/// Domains of more packages are loaded, not enumerated.
const MOST: usize = 250_000;

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

fn json(path: PathBuf) -> Value {
    let bytes = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_slice(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

struct Case {
    name: String,
    files: Vec<Given>,
    results: Value,
}

/// The cases, files in the order of their description.
fn cases() -> Vec<Case> {
    let Some(folder) = folder() else { return Vec::new() };
    let domains = std::fs::read_dir(folder.join("domains")).expect("a folder").flatten();
    let mut cases: Vec<Case> = domains
        .map(|entry| {
            let path = entry.path();
            let meta = json(path.join("meta.json"));
            let names =
                std::iter::once(&meta["domain"]).chain(meta["profiles"].as_array().expect("profiles"));
            let names = names.map(|n| n.as_str().expect("a name").to_string());
            let load = |name: String| {
                let bytes = std::fs::read(path.join(&name)).expect("a file");
                Given { name, bytes }
            };
            let name = meta["name"].as_str().expect("a name").to_string();
            let results = json(folder.join("reference").join(format!("{name}.json")));
            Case { files: names.map(load).collect(), name, results }
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn load(case: &Case, how: &Settings) -> Imported {
    read(&case.files, how).unwrap_or_else(|refusal| panic!("{}: {refusal}", case.name))
}

#[test]
fn all_domains_load() {
    let cases = cases();
    assert!(cases.is_empty() || cases.len() == 69, "{} domains", cases.len());
    for case in &cases {
        let imported = load(case, &Settings::default());
        let profiles = case.files.len() - 1;
        assert_eq!(imported.domain.profiles.len(), profiles, "{}", case.name);
        for (p, party) in case.results["parties"].as_array().into_iter().flatten().enumerate() {
            let profile = &imported.domain.profiles[p];
            let reserve = party["reserved_value"].as_f64();
            let read = profile.reserve.as_ref().map(|r| num_traits::ToPrimitive::to_f64(r).expect("finite"));
            assert_eq!(read, reserve, "{}: reserve of {p}", case.name);
        }
        // With everything else that lies in the folder.
        let mut files = case.files.clone();
        files.push(Given { name: "meta.json".to_string(), bytes: b"{\"name\": \"x\"}".to_vec() });
        let more = read(&files, &Settings::default()).expect("as before");
        assert_eq!(more.domain, imported.domain);
        assert!(more.notes.iter().any(|n| n.file == "meta.json" && n.what == Remarked::Lost));
    }
}

/// As equal as numbers printed with 12 digits can be.
#[track_caller]
fn near(case: &str, what: &str, found: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap_or_else(|| panic!("{case}: {what} is no number"));
    let scale = expected.abs().max(1.0);
    assert!((found - expected).abs() <= 1e-12 * scale, "{case}: {what} {found}, expected {expected}");
}

#[track_caller]
fn agrees(case: &str, all: &All, block: &Value) {
    assert_eq!(Some(all.packages as u64), block["n_outcomes"].as_u64(), "{case}: packages");
    assert_eq!(Some(all.points.len() as u64), block["distinct_points"].as_u64(), "{case}: distinct points");
    for p in 0..all.denominators.len() {
        near(case, "min", all.least(p), &block["min"][p]);
        near(case, "max", all.most(p), &block["max"][p]);
    }
    let frontier = all.frontier();
    let outcomes: usize = frontier.iter().map(|(_, count)| count).sum();
    let pareto = &block["pareto"];
    assert_eq!(Some(frontier.len() as u64), pareto["exact_points"].as_u64(), "{case}: frontier points");
    assert_eq!(Some(outcomes as u64), pareto["exact_outcomes"].as_u64(), "{case}: frontier packages");
    let Some(points) = pareto["points"].as_array() else { return };
    assert_eq!(points.len(), frontier.len(), "{case}: frontier points listed");
    let mut listed: Vec<&Value> = points.iter().collect();
    // By the first party, best first; printed numbers decide no ties that exact ones do not.
    let key = |v: &Value, p: usize| v[p].as_f64().expect("a number");
    listed.sort_by(|a, b| {
        let parts = (0..all.denominators.len()).map(|p| key(b, p).total_cmp(&key(a, p)));
        parts.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    });
    let printed = |point: &Vec<i128>| -> Vec<f64> {
        point.iter().enumerate().map(|(p, s)| (all.float(p, *s) * 1e12).round() / 1e12).collect()
    };
    let mut found: Vec<Vec<f64>> = frontier.iter().map(|(point, _)| printed(point)).collect();
    found.sort_by(|a, b| {
        let parts = a.iter().zip(b).map(|(a, b)| b.total_cmp(a));
        parts.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    });
    for (found, listed) in found.iter().zip(listed) {
        for (p, score) in found.iter().enumerate() {
            near(case, "frontier", *score, &listed[p]);
        }
    }
}

#[test]
fn genius_semantics_agree_with_the_reference() {
    let mut compared = 0;
    for case in cases() {
        let block = &case.results["genius"];
        if !block.is_object() || case.results["n_outcomes"].as_u64().is_none_or(|n| n as usize > MOST) {
            continue;
        }
        agrees(&case.name, &all(&load(&case, &Settings::default()).domain), block);
        compared += 1;
    }
    println!("{compared} domains compared under GENIUS semantics");
    assert!(compared == 0 || compared == 61, "{compared}");
}

#[test]
fn negmas_semantics_agree_with_the_reference() {
    let mut compared = [0, 0];
    for case in cases() {
        let raw = &case.results["raw_evaluations"];
        let shipped = &case.results["negmas_as_shipped"];
        if case.results["n_outcomes"].as_u64().is_none_or(|n| n as usize > MOST)
            || !(raw.is_object() || shipped["ranges"].is_array())
        {
            continue;
        }
        let imported = load(&case, &negmas());
        let all = all(&imported.domain);
        // `raw_evaluations` counts whole numbers from the lower bound, NegMAS itself from 0: there the latter decides.
        let whole = imported.domain.issues.iter().any(|i| i.kind == Kind::Integer);
        if raw.is_object() && !whole {
            agrees(&case.name, &all, raw);
            compared[0] += 1;
        }
        if let Some(ranges) = shipped["ranges"].as_array() {
            for (p, range) in ranges.iter().enumerate() {
                let (least, most) = (all.least(p), all.most(p));
                for (found, expected) in [(least, &range[0]), (most, &range[1])] {
                    let expected = expected.as_f64().expect("a number");
                    assert!((found - expected).abs() <= 1e-9, "{}: {found}, NegMAS {expected}", case.name);
                }
                // What NegMAS says the file reserves, raised to the smallest utility.
                let said = shipped["reserved"][p].as_f64().expect("a number");
                let reserve = imported.domain.profiles[p].reserve.as_ref().expect("a reserve");
                let reserve = num_traits::ToPrimitive::to_f64(reserve).expect("finite");
                assert!((reserve - said.max(least)).abs() <= 1e-9, "{}: {reserve}", case.name);
            }
            compared[1] += 1;
        }
    }
    println!("{compared:?} domains compared under NegMAS semantics");
    assert!(compared == [0, 0] || compared[0] >= 50 && compared[1] >= 40, "{compared:?}");
}

/// What each malformed domain needs, and in how many of its files.
const MALFORMED: &[(&str, &str, usize)] = &[
    ("Movie2015", "bare ampersand", 4),
    ("SmartPhone2013", "bare ampersand", 3),
    ("Symposium2015", "bare ampersand", 4),
    ("ZoningPlan2015", "bare ampersand", 4),
    ("NewSporthal2015", "cp1252", 4),
    ("Car2011", "missing blank", 1),
    ("NonlinearNIKFRT1", "declaration", 2),
    ("TenIssues2014", "declaration", 2),
    ("AMPOvsCity", "twice", 1),
];

#[test]
fn malformed_files_report_their_leniencies() {
    for case in cases() {
        let notes = load(&case, &Settings::default()).notes;
        let lenient: Vec<_> = notes.iter().filter(|n| n.what == Remarked::Lenient).collect();
        let expected = MALFORMED.iter().find(|(name, _, _)| *name == case.name);
        let Some((_, word, count)) = expected else {
            let odd = lenient.iter().filter(|n| !n.text.contains("weights sum"));
            assert_eq!(odd.count(), 0, "{}: {lenient:#?}", case.name);
            continue;
        };
        let mut files: Vec<&str> =
            lenient.iter().filter(|n| n.text.contains(word)).map(|n| n.file.as_str()).collect();
        files.dedup();
        assert_eq!(files.len(), *count, "{}: {lenient:#?}", case.name);
        assert!(lenient.iter().all(|n| n.text.contains(word)), "{}: {lenient:#?}", case.name);
    }
}

#[test]
fn the_domains_without_results_are_what_their_files_say() {
    for case in cases() {
        let domain = load(&case, &Settings::default()).domain;
        match case.name.as_str() {
            "AMPOvsCity" => assert_eq!(domain.packages(), Some(1_944_000)),
            "EnergyGrid2016" => assert_eq!(domain.packages(), Some(5_764_801)),
            "SecondHandCar" => {
                assert_eq!(domain.packages(), Some(625 * 21));
                assert!(matches!(domain.issues[4].kind, Kind::Real { .. }));
            }
            "NonlinearNIKFRT1" | "TenIssues2014" => {
                assert_eq!(domain.packages(), Some(10_000_000_000));
                assert!(domain.profiles.iter().all(|p| p.utility.boxes.len() == 20));
            }
            _ => {}
        }
    }
}

/// What is written of a real domain means the same when it is read again.
#[test]
fn written_domains_are_the_same() {
    for case in cases() {
        let domain = load(&case, &Settings::default()).domain;
        if case.results["n_outcomes"].as_u64().is_some_and(|n| n as usize > 20_000) {
            continue;
        }
        let (files, notes) = zopa::exchange::genius::write(&domain);
        let again =
            read(&files, &Settings::default()).unwrap_or_else(|r| panic!("{}: {r}", case.name)).domain;
        let off = notes.iter().any(|n| n.text.contains("off by at most"));
        assert!(!off, "{}: {notes:#?}", case.name);
        if domain.profiles.iter().all(|p| p.utility.boxes.is_empty()) {
            let (before, after) = (all(&domain), all(&again));
            assert_eq!(before.frontier().len(), after.frontier().len(), "{}", case.name);
        }
        for k in 0..200usize {
            let package: Vec<usize> = domain
                .issues
                .iter()
                .enumerate()
                .map(|(i, x)| (k * (7 + 4 * i) + k / 3) % x.values.len())
                .collect();
            for (a, b) in domain.profiles.iter().zip(&again.profiles) {
                assert_eq!(a.utility.of(&package), b.utility.of(&package), "{} {package:?}", case.name);
            }
        }
    }
}
