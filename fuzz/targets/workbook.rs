//! Any bytes as a workbook: an archive, or CSV sheets with a zero byte between two. Reading must not panic, and the text
//! it gives is read without one either.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa::exchange::workbook::read;
use zopa::exchange::Given;

/// Names of sheets, in the order of the pieces.
const SHEETS: [&str; 6] = ["parties", "issues_and_options", "weights", "sources", "boxes", "rules"];

fuzz_target!(|bytes: &[u8]| {
    let files = match bytes.starts_with(b"PK") {
        true => vec![Given { name: "book.xlsx".to_owned(), bytes: bytes.to_vec() }],
        false => {
            let pieces = bytes.split(|b| *b == 0).zip(SHEETS);
            pieces.map(|(bytes, name)| Given { name: format!("{name}.csv"), bytes: bytes.to_vec() }).collect()
        }
    };
    if let Ok((text, _)) = read(&files) {
        zopa::read::read("book", text, &mut |_| Err("a workbook names no files".to_owned()));
    }
});
