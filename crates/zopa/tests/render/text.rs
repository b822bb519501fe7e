//! The terminal form.

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;
use zopa::render::text::{LEAST_WIDTH, TextSettings, render};
use zopa::report::{Block, Document, Table};

use super::{any, demo};

fn at(document: &Document, width: usize) -> String {
    render(document, &TextSettings { width, colour: false })
}

fn widest(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

#[test]
fn the_demo_fits_every_width_and_says_all() {
    for width in [LEAST_WIDTH, 32, 60, 80, 100, 200] {
        let text = at(&demo::document(), width);
        assert!(widest(&text) <= width, "{} in {width}:\n{text}", widest(&text));
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for said in ["Caveat:", "✓ accepts", "✗ refuses", "Assumed:", "fails", "Upland"] {
            assert!(flat.contains(said), "{said:?} is missing at width {width}");
        }
    }
}

#[test]
fn sentences_come_before_tables_and_findings_first() {
    let text = at(&demo::document(), 100);
    let place = |said: &str| text.find(said).unwrap_or_else(|| panic!("{said:?} is missing"));
    assert!(place("No package is acceptable") < place("This report reads"));
    assert!(place("disagree on three of five") < place("Positions by issue"));
}

#[test]
fn columns_are_aligned_and_numbers_stand_right() {
    let table = Table {
        id: "t".into(),
        caption: "Points".into(),
        head: vec!["Party".into(), "Value".into()],
        numeric: vec![false, true],
        rows: vec![vec!["日本".into(), "7".into()], vec!["Lowland".into(), "100".into()]],
        ..Table::default()
    };
    let document = Document { title: String::new(), blocks: vec![Block::Table(table)] };
    let lines = "Points\nParty    Value\n──────────────\n日本         7\nLowland    100\n";
    assert_eq!(at(&document, 40), lines);
}

#[test]
fn colour_is_only_where_asked_and_changes_no_word() {
    let plain = at(&demo::document(), 80);
    assert!(!plain.contains('\u{1b}'));
    let coloured = render(&demo::document(), &TextSettings { width: 80, colour: true });
    assert!(coloured.contains("\u{1b}[1m"));
    let mut stripped = String::new();
    let mut rest = coloured.as_str();
    while let Some(start) = rest.find('\u{1b}') {
        stripped.push_str(&rest[..start]);
        rest = rest[start..].split_once('m').map_or("", |(_, rest)| rest);
    }
    stripped.push_str(rest);
    assert_eq!(stripped, plain);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_is_wider_than_the_page(document in any::document(), width in 0usize..140) {
        let text = at(&document, width);
        prop_assert!(widest(&text) <= width.max(LEAST_WIDTH), "{width}: {text}");
        prop_assert!(!text.contains(27 as char), "terminal codes");
        prop_assert_eq!(&text, &at(&document, width));
    }
}
