//! Files to read, and short ways to ask what came of them.

use num_rational::BigRational;
use zopa::exchange::{Given, Imported, Note, Refusal, Remarked, Semantics, Settings, decimal, read};

pub fn file(name: &str, text: &str) -> Given {
    Given { name: name.to_string(), bytes: text.as_bytes().to_vec() }
}

pub fn number(text: &str) -> BigRational {
    decimal::parse(text).expect("a decimal")
}

pub fn ratio(top: i64, bottom: i64) -> BigRational {
    BigRational::new(top.into(), bottom.into())
}

pub fn negmas() -> Settings {
    Settings { semantics: Semantics::Negmas, ..Settings::default() }
}

#[track_caller]
pub fn good(files: &[Given]) -> Imported {
    read(files, &Settings::default()).unwrap_or_else(|refusal| panic!("{refusal}"))
}

#[track_caller]
pub fn bad(files: &[Given]) -> Refusal {
    match read(files, &Settings::default()) {
        Ok(imported) => panic!("read: {imported:?}"),
        Err(refusal) => refusal,
    }
}

/// That the one note of a kind that names a word is there.
#[track_caller]
pub fn noted(notes: &[Note], what: Remarked, word: &str) {
    assert!(
        notes.iter().any(|n| n.what == what && n.text.contains(word)),
        "no {what:?} note with \"{word}\": {notes:#?}"
    );
}

/// That the files are refused with a sentence that holds all words.
#[track_caller]
pub fn refused(files: &[Given], words: &[&str]) {
    let text = bad(files).to_string();
    for word in words {
        assert!(text.contains(word), "\"{word}\" is not in: {text}");
    }
}
