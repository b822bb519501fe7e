//! Every code is tested and explained: a case of the suite expects it, and the example of its page triggers it.

// Shared with the tests of reading, which use all of it.
#[allow(dead_code)]
#[path = "suite/harness.rs"]
mod harness;

use harness::{cases, expected, found, run, with_head};
use std::collections::BTreeSet;
use zopa::diagnostic::CODES;
use zopa::explain::explain;

#[test]
fn codes_are_in_order_and_unique() {
    for pair in CODES.windows(2) {
        assert!(pair[0].id < pair[1].id, "{} before {}", pair[0].id, pair[1].id);
    }
    for code in CODES {
        let digits = code.id.strip_prefix('Z').expect("a Z first");
        assert!(digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()), "{}", code.id);
    }
}

#[test]
fn every_code_has_a_case() {
    let mut tested = BTreeSet::new();
    for case in cases() {
        let reading = run(&case.text);
        // Only what is both expected and found counts.
        let expected: BTreeSet<String> = expected(&reading).into_values().flatten().collect();
        tested.extend(found(&reading).into_values().flatten().filter(|code| expected.contains(code)));
    }
    for code in CODES {
        let line = format!("{} {}", code.severity.word(), code.id);
        assert!(tested.contains(&line), "no case of tests/suite expects {line}: {}", code.title);
    }
}

#[test]
fn every_code_is_explained_by_an_example_that_triggers_it() {
    for code in CODES {
        let page = explain(code.id).unwrap_or_else(|| panic!("{} has no page", code.id));
        assert!(page.starts_with(&format!("# {}: {}\n", code.id, code.title)), "{}: another title", code.id);
        assert!(page.contains("**To mend it:**"), "{}: how to mend it is not said", code.id);
        let reading = run(&example(page, code.id));
        let codes: BTreeSet<&str> = reading.diagnostics.iter().map(|d| d.code).collect();
        // The example may cause notes, but no other errors and warnings, and its own code in any case.
        assert!(codes.contains(code.id), "{}: the example does not trigger it, but {codes:?}", code.id);
        let others: Vec<_> = reading
            .diagnostics
            .iter()
            .filter(|d| d.code != code.id && d.severity != zopa::diagnostic::Severity::Note)
            .map(|d| (d.code, &d.message))
            .collect();
        assert!(others.is_empty(), "{}: the example also triggers {others:?}", code.id);
    }
}

/// The example of a page. After `toml` its fence may name the base file it needs.
fn example(page: &str, id: &str) -> String {
    let (_, rest) = page.split_once("```toml").unwrap_or_else(|| panic!("{id} has no example"));
    let (base, rest) = rest.split_once('\n').expect("a line");
    let (text, _) = rest.split_once("\n```").unwrap_or_else(|| panic!("{id}: the example does not end"));
    let base = if base.trim().is_empty() { "plain" } else { base.trim() };
    with_head(&format!("# base: {base}\n{text}\n"))
}

#[test]
fn unknown_codes_have_no_page() {
    assert_eq!(explain("Z9999"), None);
    assert_eq!(explain(""), None);
    assert_eq!(explain("z0101"), explain("Z0101"));
}
