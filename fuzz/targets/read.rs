//! Any bytes as a scenario: reading must not panic, and gives a scenario exactly where it found no error.
//!
//! What follows a zero byte is what every file that the scenario names would hold.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa::diagnostic::{Severity, render};

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let main = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let other = parts.next();
    let reading = zopa::read::read("fuzz.toml", main, &mut |_| match other {
        Some(bytes) => Ok(bytes.to_vec()),
        None => Err("there is no such file".to_owned()),
    });
    let sound = reading.diagnostics.iter().all(|found| found.severity != Severity::Error);
    assert_eq!(reading.scenario.is_some(), sound);
    let shown = &reading.diagnostics[..reading.diagnostics.len().min(10)];
    render(shown, &reading.files, false);
});
