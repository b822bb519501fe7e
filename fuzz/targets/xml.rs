//! Any bytes as files of GENIUS, a zero byte between two: reading must not panic, and what is read is written and
//! becomes a scenario without one either.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa::exchange::{Given, Semantics, Settings, genius, read, scenario};

fuzz_target!(|bytes: &[u8]| {
    let file = |(k, bytes): (usize, &[u8])| Given { name: format!("f{k}.xml"), bytes: bytes.to_vec() };
    let files: Vec<Given> = bytes.split(|b| *b == 0).take(4).enumerate().map(file).collect();
    for semantics in [Semantics::Genius, Semantics::Negmas] {
        let how = Settings { semantics, ..Settings::default() };
        let Ok(imported) = read(&files, &how) else { continue };
        if let Ok(scenario) = scenario(&imported) {
            let _ = scenario.to_toml();
        }
        if imported.domain.issues.iter().map(|i| i.values.len()).sum::<usize>() < 1000 {
            genius::write(&imported.domain);
        }
    }
});
