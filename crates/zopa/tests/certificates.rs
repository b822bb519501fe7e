//! Forged and mutated results are refused.
//!
//! A mutation **changes a claim** if what the file then says is false by definition, found by looking at every package
//! ([`truth`]), or says nothing at all, because it no longer has the shape of a result. Only those of the first kind are
//! counted. A mutation that leaves every claim true, say a tie fewer where ties are not said to be all, or other weights
//! that prove the same, may be accepted or refused.
//!
//! `tests/bad_certificates/` holds one file per forgery of [`forged`], each named for what is forged in it; they stay
//! as they are when searches find other proofs. To write them anew, after a change of the format:
//! `cargo test -p zopa --test certificates -- --ignored write`.

#[path = "certificates/forged.rs"]
mod forged;
#[path = "certificates/lots.rs"]
mod lots;
#[path = "certificates/mutate.rs"]
mod mutate;
#[path = "certificates/proof.rs"]
mod proof;
#[path = "certificates/results.rs"]
mod results;
#[path = "certificates/steps.rs"]
mod steps;
#[path = "certificates/truth.rs"]
mod truth;
#[path = "certificates/world.rs"]
mod world;

use forged::{FORGERIES, Forgery, genuine};
use mutate::{Random, mutate, spoil};
use results::{ORCHARD, at_root, result, scenario, settings};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use truth::is_true;
use world::World;
use zopa::compile::Reading;
use zopa::question::Settings;
use zopa::result::{Claim, ClaimRecord, ResultFile, verify};
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

/// Results of three small scenarios, with what they are of.
fn shipped() -> Vec<(String, ResultFile)> {
    let scenarios = [
        (ORCHARD, None, "dear_and_soon"),
        ("scenarios/class/reservoir.toml", None, "city_and_farms"),
        ("scenarios/peace/camp-david-1978.toml", Some("published"), "egyptian_opening"),
    ];
    let mut results = Vec::new();
    for (path, view, package) in scenarios {
        let scenario = scenario(path);
        let base = |reading| settings(view, reading);
        let named = |reading| Settings { package: Some(package.into()), ..base(reading) };
        let asked = [
            ("brief", base(None)),
            ("zone", base(None)),
            ("solve", base(Some(Reading::None))),
            ("solve", base(Some(Reading::Judged))),
            ("solve", Settings { top: Some(4), ..base(Some(Reading::Judged)) }),
            ("frontier", base(None)),
            ("frontier", Settings { in_zone: true, ..base(Some(Reading::Judged)) }),
            ("why", named(None)),
            ("trade", named(Some(Reading::None))),
            ("count", base(Some(Reading::Judged))),
        ];
        for (question, settings) in asked {
            let file = result(&scenario, question, &settings);
            results.push((format!("{question} of {path}"), file));
        }
        if path == ORCHARD {
            for reading in [Reading::None, Reading::Judged] {
                let settings = Settings { lotteries: true, ..base(Some(reading)) };
                results.push((format!("lotteries of {path}"), result(&scenario, "solve", &settings)));
            }
        }
    }
    results
}

/// What a record says, without why.
fn statement(record: &ClaimRecord) -> Value {
    let mut said = serde_json::to_value(record).expect("JSON");
    said["claim"]["proof"] = Value::Null;
    said["claim"]["tangents"] = Value::Null;
    if let Some(conflicts) = said["claim"]["conflicts"].as_array_mut() {
        conflicts.iter_mut().for_each(|c| c["proof"] = Value::Null);
    }
    said
}

/// Whether the proofs of an accepted record cover what they have to.
fn covered(worlds: &[World], record: &ClaimRecord) -> bool {
    let world = &worlds[record.problem];
    let real = || world.real(record.reading.as_deref()).expect("a reading");
    let closes = |tree: &zopa::result::Tree, real: &BTreeSet<usize>, empty: bool| {
        proof::covers(world, real, &tree.case().expect("a tree"), empty)
    };
    match &record.claim {
        Claim::Empty { proof } => closes(proof, &real(), true),
        Claim::Every { issue, option, has, proof } => {
            let against = world.problem.with(*issue, *option, !*has);
            proof::covers(&World::new(&against), &real(), &proof.case().expect("a tree"), true)
        }
        Claim::Best { proof, .. } | Claim::Top { proof, .. } => closes(proof, &real(), false),
        Claim::Cruxes { conflicts, .. } => {
            conflicts.iter().all(|c| closes(&c.proof, &c.lines.iter().copied().collect(), true))
        }
        _ => true,
    }
}

#[test]
fn a_thousand_mutations_that_change_a_claim_are_refused() {
    const WANTED: usize = 1_000;
    let results = shipped();
    let worlds: Vec<Vec<World>> =
        results.iter().map(|(_, file)| file.problems.iter().map(World::new).collect()).collect();
    for ((name, file), worlds) in results.iter().zip(&worlds) {
        assert_eq!(refusal(&file.to_json()), None, "{name}");
        for record in &file.claims {
            assert!(is_true(worlds, record), "{name}: {record:?}");
            assert!(covered(worlds, record), "{name}: {record:?}");
        }
    }
    let random = &mut Random(1978);
    // By kind of claim: how many mutations made it false.
    let mut changed: BTreeMap<String, usize> = BTreeMap::new();
    for round in 0.. {
        let which = round % results.len();
        let ((name, file), worlds) = (&results[which], &worlds[which]);
        let mut mutated = serde_json::to_value(file).expect("JSON");
        for _ in 0..1 + random.below(2) {
            mutate(&mut mutated, "claims", random);
        }
        let text = mutated.to_string();
        let refused = refusal(&text).is_some();
        let Ok(read) = serde_json::from_value::<ResultFile>(mutated) else {
            assert!(refused, "{name} has no shape and is accepted: {text}");
            continue;
        };
        let records = read.claims.iter().zip(&file.claims);
        let other = records.clone().filter(|(new, old)| statement(new) != statement(old));
        let lies: Vec<&ClaimRecord> = other.map(|(new, _)| new).filter(|new| !is_true(worlds, new)).collect();
        if let Some(lie) = lies.first() {
            assert!(refused, "{name} is accepted with: {lie:?}");
            let kind = json!(lie.claim)["kind"].as_str().expect("a kind").to_string();
            *changed.entry(kind).or_default() += 1;
        } else if !refused {
            // Every claim is true still; what is shown for it has to be a proof still.
            for (new, _) in records.filter(|(new, old)| new != old) {
                assert!(covered(worlds, new), "{name}: a proof shows too little: {new:?}");
            }
        }
        if changed.values().sum::<usize>() >= WANTED {
            break;
        }
    }
    for kind in [
        "open",
        "empty",
        "best",
        "top",
        "frontier",
        "cruxes",
        "package",
        "concessions",
        "exchange",
        "count",
        "every",
        "lottery",
    ] {
        assert!(changed.get(kind).is_some_and(|n| *n >= 10), "too few of {kind}: {changed:?}");
    }
}

/// Adds a box of two or three issues, or a ceiling, or both.
fn enrich(problem: &mut Value, random: &mut Random) {
    let (parties, issues) = (3, 3);
    if random.below(3) > 0 {
        let sides: Vec<Value> =
            (random.below(2)..issues).map(|issue| json!([issue, [random.below(2)]])).collect();
        let points = random.below(40) as i64 - 20;
        problem["boxes"] = json!([{ "party": random.below(parties), "sides": sides, "points": points }]);
    }
    if random.below(3) > 0 {
        problem["parties"][random.below(parties)]["cap"] = json!((random.below(100)).to_string());
    }
}

/// The other way round, and with problems changed too: whatever is accepted is true.
#[test]
fn what_is_accepted_is_true() {
    let random = &mut Random(2000);
    let originals = originals();
    let mut accepted = 0;
    for round in 0..6_000 {
        let name = originals.keys().nth(round % originals.len()).expect("an original");
        let mut mutated = originals[name].clone();
        if random.below(3) == 0 {
            enrich(&mut mutated["problems"][0], random);
        }
        mutate(&mut mutated, if random.below(2) == 0 { "problems" } else { "claims" }, random);
        let text = mutated.to_string();
        let Ok(read) = verify(&text) else { continue };
        if !read.sound() {
            continue;
        }
        accepted += 1;
        let worlds: Vec<World> = read.file.problems.iter().map(World::new).collect();
        for record in &read.file.claims {
            assert!(is_true(&worlds, record), "{name} is accepted with {record:?}: {text}");
            assert!(covered(&worlds, record), "{name} is accepted with {record:?}: {text}");
        }
    }
    assert!(accepted > 600, "only {accepted} were accepted");
}

#[test]
fn no_bytes_make_it_panic() {
    let random = &mut Random(1979);
    let texts: Vec<String> = originals().values().map(Value::to_string).collect();
    for round in 0..3_000 {
        let mut bytes = texts[round % texts.len()].clone().into_bytes();
        spoil(&mut bytes, random);
        let _ = verify(&String::from_utf8_lossy(&bytes));
    }
}
