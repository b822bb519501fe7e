//! Any bytes as JSON files of GeniusWeb, NegoLog, NegMAS or GMCR+, a zero byte between two: reading must not panic, and
//! what is read is written and becomes a scenario without one either.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa::exchange::{Given, Opened, Settings, geniusweb, gmcr, negolog, open, scenario};

fuzz_target!(|bytes: &[u8]| {
    let file = |(k, bytes): (usize, &[u8])| Given { name: format!("f{k}.json"), bytes: bytes.to_vec() };
    let files: Vec<Given> = bytes.split(|b| *b == 0).take(4).enumerate().map(file).collect();
    match open(&files, &Settings::default()) {
        Ok(Opened::Domain(imported)) => {
            if let Ok(scenario) = scenario(&imported) {
                let _ = scenario.to_toml();
            }
            if imported.domain.issues.iter().map(|i| i.values.len()).sum::<usize>() < 1000 {
                geniusweb::write(&imported.domain);
                negolog::write(&imported.domain);
            }
        }
        Ok(Opened::Conflict(model, _)) => {
            gmcr::write(&model);
        }
        _ => {}
    }
});
