//! The tables as CSV.

use std::collections::BTreeSet;

use proptest::prelude::*;
use zopa::render::csv::tables;

use super::{any, demo};

/// A strict reader of RFC 4180, written from its grammar.
fn read(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut rows = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut row = Vec::new();
        loop {
            let cell;
            if let Some(mut quoted) = rest.strip_prefix('"') {
                let mut value = String::new();
                loop {
                    let end = quoted.find('"').ok_or("quote not closed")?;
                    value.push_str(&quoted[..end]);
                    quoted = &quoted[end + 1..];
                    match quoted.strip_prefix('"') {
                        Some(more) => (value.push('"'), quoted = more).1,
                        None => break,
                    }
                }
                (cell, rest) = (value, quoted);
            } else {
                let end = rest.find([',', '\r', '\n', '"']).ok_or("no line end")?;
                cell = rest[..end].to_string();
                rest = &rest[end..];
            }
            row.push(cell);
            if let Some(more) = rest.strip_prefix(',') {
                rest = more;
            } else {
                rest = rest.strip_prefix("\r\n").ok_or(format!("neither comma nor line end at {rest:?}"))?;
                break;
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

#[test]
fn the_demo_gives_one_file_per_table_with_its_sources() {
    let tables = tables(&demo::document());
    let names: Vec<&str> = tables.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["positions", "draft-values", "frontier", "rungs", "districts", "months", "sources"]);
    let rows = read(&tables[1].1).unwrap();
    assert_eq!(rows[0], ["Party", "Draft", "Draft – note", "Range", "No deal", "Verdict"]);
    assert_eq!(rows[1][2], "Weights from the April questionnaire");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_table_is_a_sound_rectangle_and_runs_nothing(document in any::document()) {
        let tables = tables(&document);
        let names: BTreeSet<&String> = tables.iter().map(|(name, _)| name).collect();
        prop_assert_eq!(names.len(), tables.len());
        for (name, text) in &tables {
            prop_assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'), "{name:?}");
            let rows = read(text).map_err(TestCaseError::fail)?;
            prop_assert!(rows.windows(2).all(|pair| pair[0].len() == pair[1].len()));
            for cell in rows.iter().flatten() {
                let number = cell.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit());
                prop_assert!(number || !cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?}");
            }
        }
    }
}
