//! PAD-1, PAD-3, PAD-5 and TERM-1: peace agreements and the ends of wars in public data of the Uppsala Conflict Data
//! Program, where the folder with the files is present. Expected numbers were computed elsewhere: the share that lasts, Cox
//! and Weibull by the Python library lifelines (Efron's ties).

use crate::uniform::close;
use std::path::{Path, PathBuf};
use zopa_core::durable::Spell;
use zopa_core::durable::cox::{Ties, fit};
use zopa_core::durable::curve::curve;
use zopa_core::durable::rate::{constant, per};
use zopa_core::durable::weibull;

/// A file with a first line of names, by row; or nothing and a plain word about it.
fn rows(path: &[&str]) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let beside = || {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3)?;
        Some(["shared", "reference"].iter().fold(root.to_path_buf(), |path, piece| path.join(piece)))
    };
    let folder = std::env::var_os("ZOPA_REFERENCE").map(PathBuf::from).or_else(beside)?;
    let file = path.iter().fold(folder, |path, piece| path.join(piece));
    if !file.is_file() {
        println!("skipped: no reference data at {}", file.display());
        return None;
    }
    let bytes = std::fs::read(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let text = String::from_utf8_lossy(&bytes);
    let mut records = records(&text).into_iter();
    let names = records.next().expect("a line of names");
    let rows: Vec<Vec<String>> = records.collect();
    assert!(rows.iter().all(|row| row.len() == names.len()), "{}: a row of another length", file.display());
    Some((names, rows))
}

/// Comma-separated values with quotation marks.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut all, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.trim_start_matches('\u{feff}').chars().filter(|c| *c != '\r').peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                all.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    if !row.is_empty() {
        row.push(cell);
        all.push(row);
    }
    all
}

const PROVISIONS: [&str; 10] =
    ["pko", "cease", "ddr", "withd", "intgov", "shagov", "aut", "elections", "amn", "co_impl"];

/// UCDP Peace Agreements 22.1: years until an agreement ended or the end of 2021, and its provisions.
fn agreements() -> Option<(Vec<Spell>, Vec<Vec<f64>>)> {
    let (names, rows) = rows(&["dynamics", "data", "ucdp_pad_22_1_survival_minimal.csv"])?;
    let column = |name: &str| names.iter().position(|n| n == name).unwrap_or_else(|| panic!("no {name}"));
    let number = |row: &[String], name: &str| row[column(name)].parse::<f64>().expect("a number");
    let spell =
        |row: &Vec<String>| Spell { lasted: number(row, "T") / 365.25, ended: number(row, "ev") == 1.0 };
    let provisions = |row: &Vec<String>| PROVISIONS.map(|name| number(row, name)).to_vec();
    Some((rows.iter().map(spell).collect(), rows.iter().map(provisions).collect()))
}

#[test]
fn pad_1() {
    let Some((sample, _)) = agreements() else { return };
    assert_eq!((sample.len(), sample.iter().filter(|s| s.ended).count()), (336, 116));
    let found = curve(&sample).unwrap();
    for (year, lasts) in [(1.0, 0.770777), (2.0, 0.713609), (5.0, 0.67558), (10.0, 0.652147)] {
        let at = found.at(year, 0.95).unwrap().unwrap();
        close(at.share, lasts, 1e-5);
        let interval = at.interval.unwrap();
        assert!(interval.high - interval.low < 0.12 && interval.low < lasts && lasts < interval.high);
    }
}

#[test]
fn pad_3() {
    let Some((sample, provisions)) = agreements() else { return };
    let found = fit(&sample, &provisions, Ties::Efron).unwrap();
    close(found.likelihood, -640.5667357, 1e-3);
    for (name, ratio) in [("pko", 1.151015), ("cease", 2.003272), ("ddr", 0.678922), ("co_impl", 0.714503)] {
        let j = PROVISIONS.iter().position(|p| *p == name).expect("a provision");
        close(found.effects[j].ratio(), ratio, 1e-3);
    }
}

#[test]
fn pad_5() {
    let Some((sample, _)) = agreements() else { return };
    let found = weibull::fit(&sample).unwrap();
    close(found.shape, 0.312803, 1e-3);
    close(found.scale, 233.0997, 1e-3);
    close(found.likelihood, -388.441352, 1e-3);
    close(constant(&sample, 0.95).unwrap().rate, 0.026081882, 1e-8);
}

/// UCDP Conflict Termination, dyads, version 2-2015: how wars ended; seven rows do not say.
#[test]
fn term_1() {
    let Some((names, rows)) = rows(&["durability", "ucdp_termination_dyadic_2015_endings.csv"]) else {
        return;
    };
    let outcome = names.iter().position(|n| n == "Outcome").expect("a column");
    let count = |code: &str| rows.iter().filter(|row| row[outcome] == code).count();
    assert_eq!(rows.len(), 735);
    // Peace agreement, ceasefire, government wins, rebels win, low activity, a side ceases; not said.
    assert_eq!(["1", "2", "3", "4", "5", "6", ""].map(count), [99, 86, 137, 64, 279, 63, 7]);
}

/// B. F. Walter 2015, Journal of Conflict Resolution 59: 24 renewals of war in 1237 years of peace, 4 of 212 years after a
/// comprehensive settlement (raw counts, no model).
#[test]
fn years_of_peace() {
    let Some((names, rows)) = rows(&["dynamics", "data", "walter_2015_jcr.csv"]) else { return };
    let column = |name: &str| names.iter().position(|n| n == name).expect("a column");
    let (renewed, comprehensive) = (column("renewed_war"), column("comprehensive"));
    let count = |all: bool| {
        let years = rows.iter().filter(|row| all || row[comprehensive] == "1.0");
        (years.clone().filter(|row| row[renewed] == "1.0").count() as u64, years.count() as f64)
    };
    let (wars, years) = count(true);
    assert_eq!((wars, years), (24, 1237.0));
    let found = per(wars, years, 0.95).unwrap();
    close(found.rate, 0.0194, 5e-5);
    assert!(found.interval.low < 0.0189 && found.interval.high > 0.0205);
    let (wars, years) = count(false);
    close(per(wars, years, 0.95).unwrap().rate, 0.0189, 5e-5);
}
