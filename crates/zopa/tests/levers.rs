//! Result files about levers: what is stated re-proves, and what is forged does not.

use zopa::question::{Asked, Settings, find};
use zopa::read::read;
use zopa::result::{Claim, LeversRecord, ResultFile, verify};
use zopa_core::check::Verdict;

const CASE: &str = r#"
format = 1
title = "A case"
raw_weights = true
parties = [{ id = "A", name = "Anna" }, { id = "B", name = "Bert" }, { id = "H", name = "Hanna", consent = "none" }]
weights = { A = { fee = 100 }, B = { fee = 100 }, H = { fee = 100 } }
no_deal = { at = [0], A = [50], B = [40], H = [20] }
[[issues]]
id = "fee"
label = "Fee"
options = [
  { id = "low", label = "low", values = { A = 70, B = 20, H = 50 } },
  { id = "high", label = "high", values = { A = 20, B = 70, H = 50 } },
]
[[levers]]
id = "help"
holder = "H"
target = "B"
conditional_on = "agreement"
levels = [{ level = 0.5 }, { level = 1 }]
cost_to_holder = 4
credibility = 0.9
effect = { agreement = { B = 30, A = -2 } }
[[levers]]
id = "press"
holder = "H"
target = "B"
conditional_on = "refusal"
levels = [{ level = 1 }]
cost_to_holder = 1
effect = { no_deal = { B = -10, A = 1 } }
"#;

fn result() -> ResultFile {
    let scenario = read("case.toml", CASE.into(), &mut |_| Err("none".into())).scenario.expect("sound");
    let settings = Settings { worlds: 256, ..Settings::default() };
    let asked = Asked { scenario: &scenario, settings: &settings, poll: &|_| true };
    let question = find("levers").expect("the question");
    (question.run)(&asked).expect("an answer").result
}

fn verdicts(file: &ResultFile) -> Result<Vec<Verdict>, String> {
    Ok(verify(&file.to_json())?.outcomes.into_iter().map(|outcome| outcome.verdict).collect())
}

fn first(file: &ResultFile) -> usize {
    file.claims.iter().position(|record| matches!(record.claim, Claim::Levers { .. })).expect("a set")
}

#[test]
fn sets_are_re_proved_with_the_proof_that_they_are_cheapest() {
    let file = result();
    assert!(file.claims.iter().any(|record| matches!(record.claim, Claim::Best { .. })), "a cheapest set");
    let verdicts = verdicts(&file).expect("a result file");
    assert!(verdicts.iter().all(|verdict| *verdict == Verdict::Holds), "{verdicts:?}");
}

#[test]
fn a_forged_set_is_refuted() {
    let file = result();
    let at = first(&file);
    type Forge = fn(&mut LeversRecord);
    let forgeries: [(&str, Forge); 9] = [
        ("an effect", |r| r.levers[0].effect[1] += 1.0),
        ("what arrives", |r| r.levers[0].arrives = 1.0),
        ("a level", |r| r.levers[0].levels[0] = 0.4),
        ("a kind", |r| r.levers[0].stick = !r.levers[0].stick),
        ("a price", |r| r.levers[0].spent -= 0.5),
        ("a sum", |r| r.spent[0].points -= 1),
        ("the package", |r| r.package.iter_mut().skip(1).for_each(|o| *o = 0)),
        ("who counts", |r| r.spent.clear()),
        ("an issue", |r| r.levers[0].issue = 99),
    ];
    for (what, forge) in forgeries {
        let mut forged = file.clone();
        let Claim::Levers { record } = &mut forged.claims[at].claim else { unreachable!("it is one") };
        forge(record);
        let verdicts = verdicts(&forged).expect("a result file");
        assert!(matches!(verdicts[at], Verdict::Fails(_)), "{what}: {:?}", verdicts[at]);
    }
}

/// A dearer set as the cheapest: the proof does not go with it.
#[test]
fn a_dearer_set_is_not_the_cheapest() {
    let mut file = result();
    let mut tried = 0;
    let options: Vec<Vec<usize>> =
        file.problems.iter().map(|p| p.issues.iter().map(|i| i.options.len()).collect()).collect();
    for at in 0..file.claims.len() {
        let problem = file.claims[at].problem;
        let Claim::Best { packages, .. } = &mut file.claims[at].claim else { continue };
        // Every lever at its highest level.
        let dear: Vec<usize> =
            packages[0][..1].iter().copied().chain(options[problem][1..].iter().map(|k| k - 1)).collect();
        if packages[0] != dear {
            let was = std::mem::replace(&mut packages[0], dear);
            tried += 1;
            let verdicts = verdicts(&file).expect("a result file");
            assert!(matches!(verdicts[at], Verdict::Fails(_)), "{:?}", verdicts[at]);
            if let Claim::Best { packages, .. } = &mut file.claims[at].claim {
                packages[0] = was;
            }
        }
    }
    assert!(tried > 0);
}
