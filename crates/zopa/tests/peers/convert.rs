//! Real domains become scenarios without any number changing, in memory, as TOML, and back as domains.

use crate::cases::{cases, problem};
use num_rational::BigRational;
use zopa::compile::{Compiled, compile};
use zopa::exchange::{Domain, domain, scenario};

/// Packages that are looked at.
fn some_packages(domain: &Domain) -> Vec<Vec<usize>> {
    let lengths: Vec<usize> = domain.issues.iter().map(|i| i.values.len()).collect();
    let mut seed = 1u64;
    let mut draw = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let drawn = (0..200).map(|_| lengths.iter().map(|&k| draw(k)).collect());
    let ends = [lengths.iter().map(|_| 0).collect(), lengths.iter().map(|k| k - 1).collect()];
    ends.into_iter().chain(drawn).collect()
}

/// What a package is worth in a problem, as a utility.
fn utility(compiled: &Compiled, p: usize, package: &[usize]) -> BigRational {
    let score = compiled.problem.value(p, package);
    BigRational::new(score.into(), compiled.grid.into()) / BigRational::from_integer(100.into())
}

#[test]
fn every_number_of_every_domain_is_exact() {
    let cases = cases();
    for case in &cases {
        let (imported, compiled) = problem(case);
        assert!(compiled.rounding.iter().all(|&r| r == 0), "{}: rounded", case.name);
        let written = scenario(&imported).expect("as before").to_toml();
        let text = written.unwrap_or_else(|e| panic!("{}: {e}", case.name));
        let reading = zopa::read::read("domain.toml", text, &mut |_| Err("none".to_owned()));
        let again = reading.scenario.unwrap_or_else(|| panic!("{}: {:?}", case.name, reading.diagnostics));
        let again = compile(&again, None, 0).expect("it compiles");
        assert_eq!(again.problem, compiled.problem, "{}: by way of TOML", case.name);
        let (back, _) = domain(&scenario(&imported).expect("as before"), &compiled);
        for package in some_packages(&imported.domain) {
            for (p, profile) in imported.domain.profiles.iter().enumerate() {
                let meant = profile.utility.of(&package);
                assert_eq!(utility(&compiled, p, &package), meant, "{}: {package:?}", case.name);
                assert_eq!(back.profiles[p].utility.of(&package), meant, "{}: {package:?}", case.name);
            }
        }
        for (before, after) in imported.domain.profiles.iter().zip(&back.profiles) {
            assert_eq!(Some(before.reserve.clone().unwrap_or_default()), after.reserve, "{}", case.name);
        }
    }
    println!("{} domains converted", cases.len());
    assert!(cases.is_empty() || cases.len() == 69, "{}", cases.len());
}
