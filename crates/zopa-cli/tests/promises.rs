//! What the program promises about every scenario that ships, whoever asks:
//! every question gets an answer, its proof holds, two runs on one and two
//! threads write the same bytes, and the report reads as it was last reviewed.
//!
//! `ZOPA_BLESS=1 cargo test -p zopa-cli --test promises` writes the golden reports.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use zopa::date::Date;
use zopa::question::{QUESTIONS, Question};

/// Work units per search: what a test may spend. Where they run out the answer is partial, and verified as such.
const BUDGET: &str = "100000";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

/// A scenario that ships.
struct Scenario {
    /// Name of its file without the ending.
    name: String,
    /// Its path relative to the root.
    path: String,
    /// Ids of its named packages that were on the table at its date.
    packages: Vec<String>,
    /// Whether it holds numbers; without, `zone` and `brief` still answer.
    numbers: bool,
    /// Questions about sections that it does not have.
    lacks: Vec<&'static str>,
}

/// Every scenario under `scenarios/`, by name. A file that states no format is a part of another.
fn scenarios() -> Vec<Scenario> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from("scenarios")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root().join(&folder)).into_iter().flatten().flatten() {
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            let states_format = |l: &str| l.split('=').next().is_some_and(|key| key.trim() == "format");
            if path.extension().is_some_and(|e| e == "toml") && text.lines().any(states_format) {
                let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
                let (packages, numbers, lacks) = look(&root().join(&path), &text);
                let path = path.to_string_lossy().into_owned();
                found.push(Scenario { name, path, packages, numbers, lacks });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The packages on the table at the scenario's date, whether it holds numbers, and the questions about sections that it
/// does not have.
fn look(path: &Path, text: &str) -> (Vec<String>, bool, Vec<&'static str>) {
    let folder = path.parent().expect("a folder");
    let mut load = |name: &str| std::fs::read(folder.join(name)).map_err(|e| e.to_string());
    let reading = zopa::read::read(&path.to_string_lossy(), text.to_string(), &mut load);
    let scenario = reading.scenario.unwrap_or_else(|| panic!("{} is not sound", path.display()));
    let later =
        |date: Option<Date>| matches!((date, scenario.as_of), (Some(d), Some(now)) if d.later_than(now));
    let on_the_table = scenario.packages.iter().filter(|p| !later(p.date));
    let carried = scenario.issues.iter().flat_map(|i| &i.options).any(|o| !o.carried_by.is_empty());
    let sections = [
        ("levers", scenario.levers.levers.is_empty()),
        ("enforce", scenario.enforce.is_empty()),
        ("order", scenario.packages.is_empty() || scenario.steps.is_empty() && !carried),
    ];
    let lacks = sections.into_iter().filter(|(_, empty)| *empty).map(|(question, _)| question);
    (on_the_table.map(|p| p.id.clone()).collect(), !scenario.weights.is_empty(), lacks.collect())
}

/// A fresh folder for a test's files.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder to write to");
    folder
}

fn zopa(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zopa"));
    command.args(words).current_dir(root()).env("NO_COLOR", "1").output().expect("zopa runs")
}

fn complaint(words: &[&str], output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    format!("zopa {}: code {:?}: {}", words.join(" "), output.status.code(), said.trim())
}

/// Every way to ask: each question, and `why` for each named package.
fn questions(scenario: &Scenario) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    let wanted = |q: &&Question| match q.command {
        "check" | "report" => false,
        "brief" | "zone" => true,
        about => scenario.numbers && !scenario.lacks.contains(&about),
    };
    for question in QUESTIONS.iter().filter(wanted) {
        if question.command == "why" {
            for package in &scenario.packages {
                let words = vec!["why".into(), scenario.path.clone(), package.clone()];
                all.push((format!("{}-why-{package}", scenario.name), words));
            }
        } else {
            let mut words: Vec<String> = vec![question.command.into(), scenario.path.clone()];
            if ["robust", "sens", "ask", "enforce"].contains(&question.command) {
                // More worlds only take longer.
                words.extend(["--worlds", "1024"].map(String::from));
            } else if question.command == "time" {
                words.extend(["--worlds", "256"].map(String::from));
            }
            if let Some((_, worlds)) =
                [("order", "40"), ("levers", "256")].iter().find(|(q, _)| *q == question.command)
            {
                words.extend(["--worlds", worlds].map(String::from));
            }
            all.push((format!("{}-{}", scenario.name, question.command), words));
        }
        let more: &[&[&str]] = match question.command {
            "solve" => &[&["--lotteries"], &["--concept", "kalai-smorodinsky-all"]],
            "count" => &[&["--samples", "3", "--seed", "7"]],
            _ => &[],
        };
        for (k, options) in more.iter().enumerate() {
            let mut words = vec![question.command.into(), scenario.path.clone()];
            words.extend(options.iter().map(ToString::to_string));
            all.push((format!("{}-{}-{k}", scenario.name, question.command), words));
        }
    }
    all
}

/// Asks a question, and asks again with more threads: the first complaint, if there is one.
fn hold(name: &str, words: &[String], folder: &Path) -> Option<String> {
    let file = |threads: &str| folder.join(format!("{name}-{threads}.json")).to_string_lossy().into_owned();
    let (one, two) = (file("1"), file("2"));
    for (threads, out) in [("1", &one), ("2", &two)] {
        let mut all: Vec<&str> = words.iter().map(String::as_str).collect();
        all.extend(["--budget", BUDGET, "--threads", threads, "-o", out]);
        let output = zopa(&all);
        // 3: the budget ran out before a proof. An answer too, and verified like any other.
        if !matches!(output.status.code(), Some(0 | 3)) {
            return Some(complaint(&all, &output));
        }
    }
    let read = |name: &str| std::fs::read(name).unwrap_or_default();
    if read(&one) != read(&two) {
        return Some(format!("{name}: one and two threads write different bytes"));
    }
    let verify = ["verify", one.as_str()];
    let output = zopa(&verify);
    let _ = std::fs::remove_file(&two);
    (!matches!(output.status.code(), Some(0 | 3))).then(|| {
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        format!("{}\n{said}", complaint(&verify, &output))
    })
}

#[test]
fn every_answer_verifies_and_is_the_same_on_two_threads() {
    let folder = folder("promises");
    let wrong: Vec<String> = scenarios()
        .iter()
        .flat_map(questions)
        .filter_map(|(name, words)| hold(&name, &words, &folder))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lines of two texts around the first difference.
fn difference(was: &str, now: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (was.lines().collect(), now.lines().collect());
    let at = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let part =
        |lines: &[&str]| lines.iter().skip(at).take(5).map(|l| format!("    {l}\n")).collect::<String>();
    format!("line {}:\n  was\n{}  is\n{}", at + 1, part(&a), part(&b))
}

#[test]
fn reports_read_as_reviewed() {
    if !QUESTIONS.iter().any(|q| q.command == "report") {
        return;
    }
    let update = std::env::var_os("ZOPA_BLESS").is_some();
    let golden = root().join("tests/golden");
    let folder = folder("golden");
    let mut wrong = Vec::new();
    let mut known: Vec<String> = Vec::new();
    for scenario in scenarios() {
        let name = format!("{}.txt", scenario.name);
        let out = folder.join(&name).to_string_lossy().into_owned();
        let words = ["report", &scenario.path, "--budget", BUDGET, "--width", "100", "-o", &out];
        let output = zopa(&words);
        if !matches!(output.status.code(), Some(0 | 3)) {
            wrong.push(complaint(&words, &output));
            continue;
        }
        let now = std::fs::read_to_string(&out).unwrap_or_default();
        if update {
            std::fs::create_dir_all(&golden).expect("a folder to write to");
            std::fs::write(golden.join(&name), &now).expect("a file");
        }
        match std::fs::read_to_string(golden.join(&name)) {
            Ok(was) if was == now => {}
            Ok(was) => wrong.push(format!("{name} differs, {}", difference(&was, &now))),
            Err(_) => wrong.push(format!("{name} is missing")),
        }
        known.push(name);
    }
    for entry in std::fs::read_dir(&golden).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !known.contains(&name) {
            wrong.push(format!("{name} belongs to no scenario"));
        }
    }
    assert!(wrong.is_empty(), "ZOPA_BLESS=1 writes the golden reports\n{}", wrong.join("\n"));
}
