//! What packages shown give away, asked of a scenario: shares against each other, what `verify` makes of them, and what
//! cannot be asked.

use zopa::question::{Answer, AskError, Asked, Settings, find};
use zopa::result::{Claim, ResultFile, WayRecord, verify};
use zopa_core::check::Verdict;

const SALE: &str = r#"
format = 1
title = "A sale"
parties = [{ id = "A", name = "Anna" }, { id = "B", name = "Bert" }]
[[issues]]
id = "price"
label = "Price"
options = [
  { id = "low", label = "low", values = { A = 100, B = 0 } },
  { id = "mid", label = "middle", values = { A = 50, B = [30, 70] } },
  { id = "high", label = "high", values = { A = 0, B = 100 } },
]
[[issues]]
id = "day"
label = "Day"
options = [
  { id = "soon", label = "soon", values = { A = 100, B = 0 } },
  { id = "late", label = "late", values = { A = 0, B = 100 } },
]
[[issues]]
id = "garden"
label = "Garden"
options = [
  { id = "with", label = "with it", values = { A = 100, B = 0 } },
  { id = "without", label = "without it", values = { A = 0, B = 100 } },
]
[weights]
A = { price = 50, day = 30, garden = 20 }
B = { price = [0, 100], day = [0, 100], garden = [0, 100] }
[no_deal]
at = [0]
A = [0]
B = [10]
"#;

fn ask(settings: Settings) -> Result<Answer, AskError> {
    let reading = zopa::read::read("sale.toml", SALE.into(), &mut |_| Err("none".to_owned()));
    let scenario = reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics));
    let question = find("leak").expect("a question");
    (question.run)(&Asked { scenario: &scenario, settings: &settings, poll: &|_| true })
}

fn settings(rule: &str, show: &[&str]) -> Settings {
    Settings {
        to: Some("A".into()),
        rule: Some(rule.into()),
        show: show.iter().map(ToString::to_string).collect(),
        ..Settings::default()
    }
}

/// What each way of showing leaves of Bert.
fn ways(file: &ResultFile) -> &[WayRecord] {
    let [record] = &file.claims[..] else { panic!("one claim") };
    match &record.claim {
        Claim::Leak { to: 0, about: 1, ways, .. } => ways,
        other => panic!("{other:?}"),
    }
}

#[test]
fn safer_ways_leave_more() {
    let answer = ask(settings("nash", &[])).expect("an answer");
    let ways = ways(&answer.result);
    assert_eq!(ways[0].sight, "pick");
    assert!(0 < ways[0].fit && ways[0].fit < ways[0].drawn, "it gives something away: {ways:?}");
    assert!(ways[1..].iter().all(|way| way.fit >= ways[0].fit), "{ways:?}");
    assert!(ways[1..].iter().any(|way| way.fit > ways[0].fit), "{ways:?}");
    // Two of the best, in order or not.
    let first = "price=mid,day=soon,garden=without";
    let second = "price=high,day=soon,garden=with";
    let answer = ask(settings("nash", &[first, second])).expect("an answer");
    let ways = self::ways(&answer.result);
    let fit = |sight: &str| ways.iter().find(|way| way.sight == sight).expect("a way").fit;
    assert!(fit("ranked") <= fit("shuffled") && fit("shuffled") <= fit("among"), "{ways:?}");
}

#[test]
fn without_a_rule_nothing_follows() {
    let answer = ask(settings("none", &["price=low,day=soon,garden=with"])).expect("an answer");
    let [way] = ways(&answer.result) else { panic!("one way") };
    assert_eq!(way.fit, way.drawn);
    // Bert would take what gives him everything, whatever he prefers; and never what gives him nothing.
    let all = ask(settings("acceptable", &["price=high,day=late,garden=without"])).expect("an answer");
    let none = ask(settings("acceptable", &["price=low,day=soon,garden=with"])).expect("an answer");
    let (all, none) = (&ways(&all.result)[0], &ways(&none.result)[0]);
    assert_eq!((all.fit, none.fit), (all.drawn, 0));
}

#[test]
fn numbers_that_do_not_fit_are_refuted_and_draws_are_not_said_to_be_proved() {
    let answer = ask(settings("nash", &[])).expect("an answer");
    let outcome = |file: &ResultFile| verify(&file.to_json()).expect("a file").outcomes.remove(0).verdict;
    assert_eq!(outcome(&answer.result), Verdict::NotReproved);
    let forge = |change: &dyn Fn(&mut WayRecord)| {
        let mut file = answer.result.clone();
        if let Claim::Leak { ways, .. } = &mut file.claims[0].claim {
            change(&mut ways[0]);
        }
        assert!(matches!(outcome(&file), Verdict::Fails(_)));
    };
    forge(&|way| way.fit = way.drawn + 1);
    forge(&|way| way.drawn = 0);
    forge(&|way| way.packages[0][0] = 3);
    forge(&|way| way.sight = "part".into());
}

#[test]
fn the_answer_is_the_same_on_two_threads() {
    let one = ask(settings("nash", &[])).expect("an answer");
    let two = ask(Settings { threads: 2, ..settings("nash", &[]) }).expect("an answer");
    assert_eq!(one.result, two.result);
}

#[test]
fn what_cannot_be_asked() {
    let refused = |settings: Settings| ask(settings).err().expect("refused").to_string();
    assert!(refused(settings("none", &[])).contains("say what is shown"));
    assert!(refused(settings("fair", &[])).contains("there is no rule fair"));
    let nobody = Settings { to: Some("C".into()), ..settings("nash", &[]) };
    assert!(refused(nobody).contains("there is no party C; the scenario has: A, B"));
}
