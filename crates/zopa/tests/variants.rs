//! Rules of other programs pick what their definitions say, by looking at every acceptable package.

use num_rational::BigRational;
use num_traits::Zero;
use std::collections::BTreeSet;
use zopa::compile::Reading;
use zopa::question::{Asked, Settings, find};
use zopa::result::{Claim, ResultFile, verify};
use zopa_core::concept::variants::VARIANTS;
use zopa_core::problem::{Consent, Problem, Score};

fn asked(path: &str, view: Option<&str>, reading: Reading, key: &str) -> ResultFile {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = std::fs::read_to_string(root.join(path)).expect("a scenario");
    let mut none = |name: &str| Err(format!("{name} is not to be read"));
    let scenario = zopa::read::read(path, text, &mut none).scenario.expect("a sound scenario");
    let settings = Settings {
        views: view.map(String::from).into_iter().collect(),
        readings: vec![reading],
        concept: Some(key.into()),
        ..Settings::default()
    };
    let asked = Asked { scenario: &scenario, settings: &settings, poll: &|_| true };
    (find("solve").expect("a question").run)(&asked).expect("an answer").result
}

fn packages(problem: &Problem) -> Vec<Vec<usize>> {
    problem.options().iter().fold(vec![Vec::new()], |all, &k| {
        all.iter().flat_map(|x| (0..k).map(|o| x.iter().copied().chain([o]).collect())).collect()
    })
}

/// What the best acceptable packages give, by the definition of a rule: values of the players.
fn best(problem: &Problem, real: &[bool], key: &str) -> BTreeSet<Vec<Score>> {
    let players: Vec<usize> =
        (0..problem.n()).filter(|&p| problem.parties()[p].consent == Consent::Whole).collect();
    let values = |x: &Vec<usize>| -> Vec<Score> { players.iter().map(|&p| problem.value(p, x)).collect() };
    let none: Vec<Score> = players.iter().map(|&p| problem.parties()[p].no_deal).collect();
    let all = packages(problem);
    let kept = || all.iter().filter(|x| problem.rules().iter().all(|r| r.holds(x)));
    let zone: BTreeSet<Vec<Score>> = all.iter().filter(|x| problem.acceptable(real, x)).map(values).collect();
    let beaten =
        |v: &&Vec<Score>| zone.iter().any(|w| w != *v && w.iter().zip(v.iter()).all(|(a, b)| a >= b));
    let efficient: Vec<&Vec<Score>> = zone.iter().filter(|v| !beaten(v)).collect();
    let ideal = |c: usize| match key {
        "kalai-smorodinsky-maximin" => zone.iter().map(|v| v[c] - none[c]).max().expect("a deal"),
        "kalai-smorodinsky-all" | "negmas-kalai-smorodinsky" => {
            kept().map(|x| values(x)[c] - none[c]).max().expect("a package")
        }
        _ => 1,
    };
    let ideals: Vec<Score> = (0..players.len()).map(ideal).collect();
    let worth = |v: &Vec<Score>| -> BigRational {
        let share = |c: usize| BigRational::new((v[c] - none[c]).into(), ideals[c].into());
        let shares: Vec<BigRational> = (0..v.len()).map(share).collect();
        let least = || shares.iter().min().cloned().expect("a player");
        let whole = |n: Score| BigRational::from_integer(n.into());
        match key {
            "utilitarian" => whole(v.iter().sum()),
            "negmas-kalai-smorodinsky" => least() - shares.iter().max().cloned().expect("a player"),
            "genius-kalai-smorodinsky" => {
                let mut sum = BigRational::zero();
                for a in 0..v.len() {
                    for b in 0..a {
                        sum -= whole((v[a] - v[b]).abs());
                    }
                }
                sum
            }
            _ => least(),
        }
    };
    let most = efficient.iter().map(|v| worth(v)).max().expect("a deal");
    efficient.into_iter().filter(|v| worth(v) == most).cloned().collect()
}

#[test]
fn rules_pick_what_their_definitions_say() {
    let scenarios = [
        ("crates/zopa/tests/certificates/orchard.toml", None),
        ("scenarios/class/reservoir.toml", None),
        ("scenarios/peace/camp-david-1978.toml", Some("published")),
    ];
    for (path, view) in scenarios {
        for variant in VARIANTS {
            for reading in [Reading::None, Reading::Judged] {
                let file = asked(path, view, reading, variant.key);
                let verification = verify(&file.to_json()).expect("a result file");
                assert!(verification.sound(), "{path} {}: {:?}", variant.key, verification.outcomes);
                let problem = file.problems[0].problem().expect("a problem");
                let real = file.problems[0].real(Some(reading.key())).expect("a reading");
                let picked: BTreeSet<Vec<Score>> = file
                    .claims
                    .iter()
                    .filter_map(|record| match &record.claim {
                        Claim::Package { package, .. } => Some(package),
                        _ => None,
                    })
                    .map(|x| {
                        let whole = |p: &usize| problem.parties()[*p].consent == Consent::Whole;
                        (0..problem.n()).filter(whole).map(|p| problem.value(p, x)).collect()
                    })
                    .collect();
                assert_eq!(picked, best(&problem, &real, variant.key), "{path} {}", variant.key);
            }
        }
    }
}
