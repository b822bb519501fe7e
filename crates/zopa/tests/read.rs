//! Reading: every case of the suite finds what it says, and no text makes it panic.

#[path = "suite/harness.rs"]
mod harness;

use harness::{cases, expected, found, run, words};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[test]
fn every_case_finds_what_it_says() {
    let mut wrong = String::new();
    for case in cases() {
        let reading = run(&case.text);
        let (found, expected) = (found(&reading), expected(&reading));
        if found != expected {
            let _ = writeln!(
                wrong,
                "{}\n  expected {expected:?}\n  found    {found:?}\n{}",
                case.name,
                words(&reading)
            );
        }
        let sound = !found.values().flatten().any(|code| code.starts_with("error"));
        assert_eq!(
            reading.scenario.is_some(),
            sound,
            "{}: a scenario exactly where there is no error",
            case.name
        );
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The sentences, so that a change of wording is read before it lands. `ZOPA_BLESS=1` writes the file anew.
#[test]
fn the_sentences_are_as_reviewed() {
    let mut now = String::from(
        "What each case of the suite says. Written by `ZOPA_BLESS=1 cargo test -p zopa --test read`.\n",
    );
    for case in cases() {
        let _ = write!(now, "\n{}\n{}", case.name, words(&run(&case.text)));
    }
    golden(&harness::directory().join("sentences.txt"), &now);
}

/// The picture of findings in a terminal.
#[test]
fn rendered_as_reviewed() {
    let text = std::fs::read_to_string(harness::directory().join("base/rendered.toml")).expect("the case");
    let reading = run(&text);
    let plain = zopa::diagnostic::render(&reading.diagnostics, &reading.files, false);
    golden(&harness::directory().join("rendered.txt"), &plain);
    let colour = zopa::diagnostic::render(&reading.diagnostics, &reading.files, true);
    assert!(colour.contains('\u{1b}') && !plain.contains('\u{1b}'));
}

fn golden(path: &Path, now: &str) {
    if std::env::var_os("ZOPA_BLESS").is_some() {
        std::fs::write(path, now).expect("a writable file");
    }
    let then = std::fs::read_to_string(path).unwrap_or_default();
    for (number, (then, now)) in then.lines().zip(now.lines()).enumerate() {
        assert_eq!(then, now, "{} line {}", path.display(), number + 1);
    }
    assert_eq!(then.len(), now.len(), "{}", path.display());
}

/// Every text of the suite and of the scenarios that come with zopa.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = cases().into_iter().map(|case| case.text).collect();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")];
    while let Some(directory) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&directory) else { continue };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "toml") {
                texts.extend(std::fs::read_to_string(&path));
            }
        }
    }
    texts
}

/// One way to spoil a text.
#[derive(Debug, Clone)]
enum Spoil {
    /// Replaces one byte.
    Byte(prop::sample::Index, u8),
    /// Takes a line out.
    Cut(prop::sample::Index),
    /// Gives a line twice.
    Double(prop::sample::Index),
    /// Puts a line of another text in.
    Splice(prop::sample::Index, prop::sample::Index),
    /// Puts a strange token in the place of a number or word.
    Token(prop::sample::Index, &'static str),
}

const TOKENS: [&str; 22] = [
    "1e400",
    "-1",
    "0.0000000000000000001",
    "999999999.999999999999999999",
    "\"200/3\"",
    "\"1/0\"",
    "\"999999999999999999/999999999999999998\"",
    "[\"1/999999999999999999\", \"1/999999999999999998\"]",
    "{ price = [\"low\"], date = [] }",
    "inf",
    "nan",
    "9223372036854775807",
    "[]",
    "{}",
    "\"\"",
    "[[1, 2], 3]",
    "2025-08-18",
    "true",
    "\"a.b\"",
    "[5, 4]",
    "{ low = 1 }",
    "\u{1F600}",
];

fn spoil() -> impl Strategy<Value = Spoil> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Spoil::Byte(at, byte)),
        at().prop_map(Spoil::Cut),
        at().prop_map(Spoil::Double),
        (at(), at()).prop_map(|(from, to)| Spoil::Splice(from, to)),
        (at(), prop::sample::select(&TOKENS[..])).prop_map(|(at, token)| Spoil::Token(at, token)),
    ]
}

fn spoilt(text: &str, other: &str, spoils: &[Spoil]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for spoil in spoils {
        let lossy = String::from_utf8_lossy(&bytes).into_owned();
        let mut lines: Vec<String> = lossy.split_inclusive('\n').map(str::to_owned).collect();
        if lines.is_empty() || bytes.is_empty() {
            break;
        }
        match spoil {
            Spoil::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
                continue;
            }
            Spoil::Cut(at) => {
                lines.remove(at.index(lines.len()));
            }
            Spoil::Double(at) => {
                let at = at.index(lines.len());
                lines.insert(at, lines[at].clone());
            }
            Spoil::Splice(from, to) => {
                let others: Vec<&str> = other.split_inclusive('\n').collect();
                if !others.is_empty() {
                    lines.insert(to.index(lines.len()), others[from.index(others.len())].to_owned());
                }
            }
            Spoil::Token(at, token) => {
                let at = at.index(lines.len());
                if let Some((key, _)) = lines[at].split_once('=') {
                    lines[at] = format!("{key}= {token}\n");
                }
            }
        }
        bytes = lines.concat().into_bytes();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_reading_panic(
        one in any::<prop::sample::Index>(),
        two in any::<prop::sample::Index>(),
        spoils in prop::collection::vec(spoil(), 1..8),
    ) {
        let texts = &*TEXTS;
        let text = spoilt(&texts[one.index(texts.len())], &texts[two.index(texts.len())], &spoils);
        let reading = run(&text);
        let errors = reading.diagnostics.iter().any(|d| d.severity == zopa::diagnostic::Severity::Error);
        prop_assert_eq!(reading.scenario.is_some(), !errors);
        // Showing what was found must not panic either.
        let shown = &reading.diagnostics[..reading.diagnostics.len().min(20)];
        zopa::diagnostic::render(shown, &reading.files, false);
    }
}

static TEXTS: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(texts);

/// What is just within the limits is read, what is just beyond is refused.
#[test]
fn limits_hold_to_the_unit() {
    let codes = |text: &str| -> Vec<&str> {
        let reading = run(text);
        reading.diagnostics.iter().map(|d| d.code).collect()
    };
    let options = |count: usize| -> String {
        (0..count).map(|i| format!("{{ id = \"o{i}\", label = \"o\" }}, ")).collect()
    };
    let head = "format = 1\ntitle = \"A case\"\nparties = [{ id = \"A\", name = \"Anna\" }]\n";
    let issue = |id: usize, count: usize| {
        format!("[[issues]]\nid = \"i{id}\"\nlabel = \"i\"\noptions = [{}]\n", options(count))
    };
    let issues = |count: usize| -> String { (0..count).map(|id| issue(id, 2)).collect() };
    assert!(codes(&format!("{head}{}", issue(0, 4096))).is_empty());
    assert_eq!(codes(&format!("{head}{}", issue(0, 4097))), ["Z0110"]);
    assert!(codes(&format!("{head}{}", issues(1024))).is_empty());
    assert_eq!(codes(&format!("{head}{}", issues(1025))), ["Z0110"]);

    let sound = format!("{head}{}", issue(0, 2));
    let padded = |size: usize| format!("{sound}{}", " ".repeat(size - sound.len()));
    assert!(codes(&padded(16 << 20)).is_empty());
    assert_eq!(codes(&padded((16 << 20) + 1)), ["Z0003"]);
}

/// Files of the allowed size each, too large together.
#[test]
fn a_scenario_has_64_megabytes_with_all_it_includes() {
    let text = "format = 1\ntitle = \"A case\"\ninclude = [\"a\", \"b\", \"c\", \"d\"]\n";
    let reading = zopa::read::read("case.toml", text.to_owned(), &mut |_| Ok(vec![b'\n'; 16 << 20]));
    let codes: Vec<&str> = reading.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["Z0003"]);
}

/// Deep and long inputs that a parser might recurse into.
#[test]
fn nesting_never_overflows_the_stack() {
    for text in [
        "[".repeat(1_000_000),
        "x = ".to_owned() + &"[".repeat(1_000_000),
        "x = ".to_owned() + &"{a=".repeat(1_000_000),
        "a.".repeat(1_000_000) + "b = 1",
        format!("[{}b]", "a.".repeat(1_000_000)),
        "x = ".to_owned() + &"[]{}".repeat(300_000),
        format!("x = {}", "{a.b.c.d = ] ".repeat(100_000)),
    ] {
        let reading = run(&text);
        assert!(reading.scenario.is_none());
    }
}
