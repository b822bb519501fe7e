//! Random scenarios into every format and back: no utility changes, apart from what the notes say is dropped.

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use std::fmt::Write as _;
use zopa::compile::{Compiled, compile};
use zopa::exchange::workbook::{self, Form};
use zopa::exchange::{
    Domain, Given, Note, Remarked, Settings, domain, genius, geniusweb, negmas, negolog, read, scenario,
};
use zopa::scenario::Scenario;

/// What a random scenario is made of.
#[derive(Debug, Clone)]
struct Plan {
    /// Options of each issue.
    options: Vec<usize>,
    parties: usize,
    /// Whether weights and values are raw.
    raw: bool,
    /// Numbers, taken one after the other, each from 0 to 100.
    draws: Vec<u32>,
    interactions: usize,
    boxes: usize,
    ceiling: bool,
}

fn plan() -> impl Strategy<Value = Plan> {
    let shape = (proptest::collection::vec(1usize..4, 2..4), 1usize..4, any::<bool>());
    let more = (proptest::collection::vec(0u32..101, 60), 0usize..3, 0usize..2, any::<bool>());
    (shape, more).prop_map(|((options, parties, raw), (draws, interactions, boxes, ceiling))| Plan {
        options,
        parties,
        raw,
        draws,
        interactions,
        boxes,
        ceiling,
    })
}

impl Plan {
    fn text(&self) -> String {
        let mut draws = self.draws.iter().copied().cycle();
        let mut draw = move || draws.next().unwrap_or(0);
        let mut text = format!("format = 1\ntitle = \"Any & all\"\nraw_weights = {}\n", self.raw);
        for p in 0..self.parties {
            let _ = write!(text, "[[parties]]\nid = \"P{p}\"\nname = \"Party <{p}>\"\n");
            if self.ceiling && p == 0 {
                let _ = writeln!(text, "ceiling = {}", 40 + draw() / 2);
            }
        }
        for (i, &k) in self.options.iter().enumerate() {
            let _ = write!(text, "[[issues]]\nid = \"I{i}\"\nlabel = \"Issue {i}\"\n");
            for o in 0..k {
                let values: Vec<String> =
                    (0..self.parties).map(|p| format!("P{p} = {}", self.value(draw()))).collect();
                let values = values.join(", ");
                let _ = write!(
                    text,
                    "[[issues.options]]\nid = \"O{o}\"\nlabel = \"Option {o}\"\nvalues = {{ {values} }}\n"
                );
            }
        }
        text.push_str("[weights]\n");
        let m = self.options.len();
        for p in 0..self.parties {
            let mut left = 100;
            let weights: Vec<String> = (0..m)
                .map(|i| {
                    let weight = if i + 1 == m { left } else { draw() * left / 100 };
                    left -= weight;
                    let weight = if self.raw { format!("\"{}/3\"", draw()) } else { weight.to_string() };
                    format!("I{i} = {weight}")
                })
                .collect();
            let _ = writeln!(text, "P{p} = {{ {} }}", weights.join(", "));
        }
        text.push_str("[no_deal]\nat = [0]\n");
        (0..self.parties).for_each(|p| {
            let _ = writeln!(text, "P{p} = [{}]", draw());
        });
        for n in (0..self.interactions).filter(|_| m > 1) {
            let points = i64::from(draw()) - 50;
            let (a, b) = (draw() as usize % self.options[0], draw() as usize % self.options[1]);
            let _ = write!(
                text,
                "[[interactions]]\nid = \"x{n}\"\nparty = \"P0\"\na = \"I0.O{a}\"\nb = \"I1.O{b}\"\npoints = {points}\n"
            );
        }
        for n in (0..self.boxes).filter(|_| m > 1) {
            let last = self.options[1] - 1;
            let _ = write!(
                text,
                "[[boxes]]\nid = \"b{n}\"\nparty = \"P0\"\nwhen = {{ I0 = [\"O0\"], I1 = [\"O0\"{}] }}\npoints = {}\n",
                if last > 0 { format!(", \"O{last}\"") } else { String::new() },
                draw()
            );
        }
        text
    }

    fn value(&self, draw: u32) -> String {
        if self.raw { (i64::from(draw) - 20).to_string() } else { format!("{draw}") }
    }

    fn scenario(&self) -> Scenario {
        let text = self.text();
        let reading = zopa::read::read("any.toml", text.clone(), &mut |_| Err("none".to_owned()));
        reading.scenario.unwrap_or_else(|| panic!("{:?}\n{text}", reading.diagnostics))
    }
}

fn packages(domain: &Domain) -> Vec<Vec<usize>> {
    domain.issues.iter().fold(vec![Vec::new()], |all, issue| {
        all.iter()
            .flat_map(|before| (0..issue.values.len()).map(move |o| [&before[..], &[o]].concat()))
            .collect()
    })
}

/// What a package is worth in a problem, as a utility.
fn utility(compiled: &Compiled, p: usize, package: &[usize]) -> BigRational {
    let score = BigRational::from_integer(compiled.problem.value(p, package).into());
    score / (BigInt::from(compiled.grid) * 100)
}

/// By how much a file's utilities may be off, as its notes say; `None` where something larger is dropped.
fn allowed(notes: &[Note], file: &str) -> Option<BigRational> {
    let mut allowed = BigRational::from_integer(0.into());
    for note in notes.iter().filter(|n| n.what == Remarked::Lost && (n.file == file || n.file.is_empty())) {
        // Notes on files that hold no utilities, or on how values are called, drop none.
        if ["reserv", "is written as", "the weights sum"].iter().any(|word| note.text.contains(word)) {
            continue;
        }
        if note.text.contains("rounded to 30 digits") {
            allowed += BigRational::new(1.into(), num_traits::pow(BigInt::from(10), 27));
            continue;
        }
        let (_, power) = note.text.split_once("off by at most 1e-")?;
        let power: usize = power.trim_end_matches('.').parse().ok()?;
        allowed += BigRational::new(1.into(), num_traits::pow(BigInt::from(10), power));
    }
    Some(allowed)
}

fn there_and_back(
    compiled: &Compiled,
    held: &Domain,
    files: &[Given],
    notes: &[Note],
) -> Result<usize, TestCaseError> {
    let again = read(files, &Settings::default());
    let again = again.map_err(|refusal| TestCaseError::fail(format!("{refusal}: {files:?}")))?;
    // By way of a scenario, as every command reads it.
    let problem = match scenario(&again) {
        // A limit that reading says: NegoLog raises a reservation value to a utility, which then is a product of long decimals.
        Err(e) if e.to_string().contains("needs more than 38 digits") => return Ok(0),
        other => other.map_err(|e| TestCaseError::fail(e.to_string()))?,
    };
    let problem = compile(&problem, None, 0).map_err(|e| TestCaseError::fail(e.to_string()))?;
    prop_assert_eq!(again.domain.profiles.len(), held.profiles.len());
    let mut whole = 0;
    for p in 0..held.profiles.len() {
        let Some(noted) = allowed(notes, &again.files[p]) else { continue };
        // Thirds come back with thirty digits, which no grid may hold exactly: then the problem says how far they moved.
        let moved = BigRational::new(problem.rounding[p].into(), BigInt::from(problem.grid) * 100);
        let thirds =
            |n: &Note| ["off by", "rounded to", "is written as"].iter().any(|word| n.text.contains(word));
        prop_assert!(notes.iter().any(thirds) || problem.rounding[p] == 0, "{:?}", notes);
        let allowed = noted + moved;
        whole += 1;
        for package in packages(held) {
            let (before, after) = (utility(compiled, p, &package), utility(&problem, p, &package));
            let apart = if before > after { &before - &after } else { &after - &before };
            prop_assert!(apart <= allowed, "{before} became {after} for {package:?}; {notes:?}");
        }
        let no_deal = |c: &Compiled| {
            BigRational::new(c.problem.parties()[p].no_deal.into(), BigInt::from(c.grid) * 100)
        };
        let apart = no_deal(compiled) - no_deal(&problem);
        let dropped = notes.iter().any(|n| n.file == again.files[p] && n.text.contains("reserv"));
        prop_assert!(dropped || apart <= allowed && -&apart <= allowed, "no deal of {p}: {notes:?}");
    }
    Ok(whole)
}

fn cases() -> ProptestConfig {
    let cases = std::env::var("ZOPA_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(32);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_utility_changes_on_the_way(plan in plan()) {
        let before = plan.scenario();
        let compiled = compile(&before, None, 0).expect("it compiles");
        let (held, said) = domain(&before, &compiled);
        prop_assert!(said.is_empty(), "{:?}", said);
        for package in packages(&held) {
            for (p, profile) in held.profiles.iter().enumerate() {
                prop_assert_eq!(profile.utility.of(&package), utility(&compiled, p, &package));
            }
        }
        let plain = !plan.ceiling && plan.interactions == 0 && plan.boxes == 0 && !plan.raw;
        type Write = fn(&Domain) -> (Vec<Given>, Vec<Note>);
        let formats: [(&str, Write); 5] = [
            ("genius", genius::write),
            ("geniusweb", geniusweb::write),
            ("negolog", negolog::write),
            ("negmas", |d| negmas::write(d, negmas::Form::Yaml)),
            ("negmas-json", |d| negmas::write(d, negmas::Form::Json)),
        ];
        for (name, write) in formats {
            let (files, notes) = write(&held);
            let whole = there_and_back(&compiled, &held, &files, &notes)?;
            prop_assert!(!plain || whole == held.profiles.len(), "{}: {:?}", name, notes);
        }
        for form in [Form::Xlsx, Form::Csv] {
            let (files, _) = workbook::write(&before, form).expect("it fits");
            let (text, _) = workbook::read(&files).expect("it reads");
            let reading = zopa::read::read("book", text, &mut |_| Err("none".to_owned()));
            let again = reading.scenario.expect("sound");
            prop_assert_eq!(&compile(&again, None, 0).expect("it compiles").problem, &compiled.problem);
        }
    }
}
