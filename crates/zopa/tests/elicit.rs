//! The conversation: scripts of answers, what becomes of them, contradictions, taking back and taking up again.

use zopa::compile::worlds_near;
use zopa::date::Date;
use zopa::elicit::{Conversation, Kind, Reply, STABLE, Signed};
use zopa::read::{With, read, read_with};
use zopa::scenario::{Degree, Estimate, Number, Preference, PreferenceKind, Scenario, Span, Stance, Weighed};
use zopa_core::world::{Case, Coordinate, Start};

const HOUSE: &str = r#"
format = 1
title = "A house"
parties = [{ id = "A", name = "Anna" }, { id = "B", name = "Bert" }]

[[issues]]
id = "price"
label = "Price"
options = [
  { id = "low", label = "low price", values = { B = 0 } },
  { id = "mid", label = "middle price", values = { B = 50 } },
  { id = "high", label = "high price", values = { B = 100 } },
]

[[issues]]
id = "date"
label = "Moving in"
options = [
  { id = "soon", label = "soon", values = { B = 0 } },
  { id = "late", label = "late", values = { B = 100 } },
]

[[issues]]
id = "garden"
label = "Garden"
options = [
  { id = "with", label = "with it", values = { B = 0 } },
  { id = "without", label = "without it", values = { B = 100 } },
]

[weights]
B = { price = 50, date = 30, garden = 20 }

[no_deal]
at = [0]
B = [30]

[[packages]]
id = "cheap"
label = "Cheap and late"
choices = { price = "low", date = "late", garden = "without" }

[[packages]]
id = "middle"
label = "In the middle"
choices = { price = "mid", date = "soon", garden = "without" }
"#;

fn scenario() -> Scenario {
    let with = With { spared: Some("A"), ..With::default() };
    let reading = read_with("house.toml", HOUSE.to_owned(), with, &mut |_| Err("no file".to_owned()));
    reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}

fn talk() -> Conversation {
    let signed = Signed { author: Some("Anna".to_owned()), date: Date::parse("2026-01-02") };
    Conversation::new(&scenario(), "A", None).expect("a conversation").sign(signed)
}

/// Gives the answers one after another; each has to be understood.
fn say(talk: &mut Conversation, answers: &[&str]) {
    for text in answers {
        match talk.answer(text) {
            Reply::Understood(_) => {}
            other => panic!("{text} to {:?}: {other:?}", talk.ask()),
        }
    }
}

/// Words, swings, ratios and steps: everything before no deal.
const BEFORE: [&str; 8] = ["e a u", "d t", "a t", "1 2", "2 to 3", "1 to 2", "strong", "2 to 3"];

fn kinds(talk: &Conversation) -> Vec<&PreferenceKind> {
    talk.answers().iter().map(|answer| &answer.kind).collect()
}

#[test]
fn the_order_of_questions_and_what_answers_become() {
    let mut talk = talk();
    let wanted = [
        Kind::Words,
        Kind::Words,
        Kind::Words,
        Kind::First,
        Kind::Times,
        Kind::Times,
        Kind::Difference,
        Kind::Difference,
    ];
    for (text, kind) in BEFORE.iter().zip(wanted) {
        let ask = talk.ask();
        assert_eq!(ask.kind, kind, "{ask:?}");
        assert!(!ask.question.is_empty() && !ask.why.is_empty() && !ask.how.is_empty());
        say(&mut talk, &[text]);
    }
    assert_eq!(talk.ask().kind, Kind::Rung);
    let ids = |ids: [&str; 2]| ids.map(str::to_owned);
    let kinds = kinds(&talk);
    assert_eq!(kinds.len(), 12);
    assert_eq!(
        *kinds[2],
        PreferenceKind::Stance { issue: "price".into(), option: "high".into(), stance: Stance::Unacceptable }
    );
    // Of three swings two were placed, so the third comes last.
    let order = ["price", "date", "garden"].map(|id| vec![id.to_owned()]);
    assert_eq!(*kinds[7], PreferenceKind::WeightOrder(order.to_vec()));
    assert_eq!(
        *kinds[11],
        PreferenceKind::Difference {
            issue: "price".into(),
            options: ids(["mid", "high"]),
            degrees: [Degree::VeryWeak, Degree::Weak],
        }
    );
    let first = &talk.answers()[0];
    assert_eq!((first.said.as_deref(), first.sure), (Some("e a u"), true));
    assert_eq!((first.author.as_deref(), first.date), (Some("Anna"), Date::parse("2026-01-02")));
}

#[test]
fn what_is_not_understood_is_asked_again_and_nothing_is_kept() {
    let mut talk = talk();
    for text in ["", "e a", "e a x", "5 6 7", "essential and so on", "- - -"] {
        let ask = talk.ask();
        assert!(matches!(talk.answer(text), Reply::NotUnderstood(_)), "{text}");
        assert_eq!(talk.ask(), ask);
    }
    assert!(talk.answers().is_empty());
    say(&mut talk, &BEFORE[..3]);
    for text in ["4", "0", "1 1", "1 =", "= 1", "first"] {
        assert!(matches!(talk.answer(text), Reply::NotUnderstood(_)), "{text}");
    }
    say(&mut talk, &["1 2"]);
    for text in ["3 to 2", "0 to 1", "twice", "0.2 to 0.5", "1 to 2 to 3", "-1 to 2"] {
        assert!(matches!(talk.answer(text), Reply::NotUnderstood(_)), "{text}");
    }
    // One number is the first part of an answer.
    assert!(matches!(talk.answer("2"), Reply::More(_)));
    say(&mut talk, &["from 1.5 to 3"]);
    let last = talk.answers().last().expect("an answer");
    assert_eq!(last.said.as_deref(), Some("2; from 1.5 to 3"));
    assert_eq!(talk.answers().len(), 9);
}

#[test]
fn options_of_one_word_are_ordered() {
    let mut talk = talk();
    say(&mut talk, &["a a u"]);
    let ask = talk.ask();
    assert_eq!((ask.kind, ask.choices.len()), (Kind::Order, 2));
    assert!(matches!(talk.answer("1"), Reply::NotUnderstood(_)), "both have to be placed");
    say(&mut talk, &["2 1"]);
    let options = vec![vec!["mid".to_owned()], vec!["low".to_owned()]];
    assert_eq!(*kinds(&talk)[3], PreferenceKind::ValueOrder { issue: "price".into(), options });
    assert_eq!(talk.ask().kind, Kind::Words);
}

#[test]
fn taking_back_going_back_leaving_open() {
    let mut talk = talk();
    let start = talk.ask();
    assert!(matches!(talk.undo(), Reply::NotUnderstood(_)), "nothing to take back");
    assert!(matches!(talk.back(), Reply::NotUnderstood(_)), "nothing to go back to");
    say(&mut talk, &["e a u"]);
    let second = talk.ask();
    talk.undo();
    assert_eq!((talk.ask(), talk.answers().len()), (start.clone(), 0));
    say(&mut talk, &["e a u", "d t"]);
    talk.back();
    talk.back();
    assert_eq!((talk.ask(), talk.answers().len()), (start, 5), "the answers stand until others are given");
    say(&mut talk, &["u a e"]);
    assert_eq!(talk.answers().len(), 5);
    let low = talk.answers().iter().find_map(|answer| match &answer.kind {
        PreferenceKind::Stance { option, stance, .. } if option == "low" => Some(*stance),
        _ => None,
    });
    assert_eq!(low, Some(Stance::Unacceptable));
    assert_ne!(talk.ask(), second);
    assert_eq!(
        talk.skip(),
        Reply::Understood(vec!["Left open. Garden, how acceptable: with it / without it.".to_owned()])
    );
    assert_eq!(talk.ask().kind, Kind::First, "what is left open is not asked again");
    assert_eq!(talk.open(), ["Garden, how acceptable: with it / without it"]);
    let again = talk.clone().resume(talk.answers().to_vec());
    assert_eq!(again.open(), talk.open());
    let mut asked = talk.clone();
    assert!(asked.reopen() && asked.open().is_empty());
    assert_eq!(asked.ask().kind, Kind::Words, "unless that is wanted");
    assert!(!asked.reopen());
    asked.undo();
    assert_eq!(asked.open(), talk.open());
    talk.undo();
    assert_eq!(talk.ask().kind, Kind::Words);
}

/// Where best and worst of one issue are not known there is no ladder; a package of the scenario stands in its place.
#[test]
fn an_open_issue_is_no_dead_end() {
    let mut talk = talk();
    say(&mut talk, &BEFORE[..2]);
    talk.skip();
    say(&mut talk, &BEFORE[3..]);
    let ask = talk.ask();
    assert!(ask.kind == Kind::Better && ask.question.contains("“Cheap and late” or no deal"), "{ask:?}");
    say(&mut talk, &["2"]);
    assert!(talk.settled().is_some());
}

#[test]
fn it_ends_when_the_answer_is_stable_and_says_so() {
    let mut talk = talk();
    say(&mut talk, &BEFORE);
    // Cheap and late is the second rung of the ladder; no deal lies above it.
    say(&mut talk, &["2 to 3"]);
    let mut asked = 0;
    while !talk.over() {
        assert_eq!(talk.ask().kind, Kind::Better, "{:?}", talk.ask());
        // The person prefers what the first names.
        say(&mut talk, &["1"]);
        asked += 1;
        assert!(asked < 20, "it does not end");
    }
    let settled = talk.settled().expect("enough is known");
    assert!(settled.stable() && settled.agreement() >= STABLE);
    // Taken up again, it finds the same without the members that were drawn in the sitting.
    let again = Conversation::new(&scenario(), "A", None).expect("one").resume(talk.answers().to_vec());
    assert!(again.over() && again.settled().is_some_and(|settled| settled.stable()));
    let cheap = &settled.packages[0];
    assert_eq!(cheap.package, Weighed::Named("cheap".to_owned()));
    assert!(cheap.share <= 1.0 - STABLE, "{cheap:?}");
    assert_eq!(talk.ask().kind, Kind::Nothing);
    assert!(talk.ask().question.contains("no longer hangs on what you have not said"));
    let lines = talk.ask().lines;
    assert!(lines[0].contains("Anna would refuse “Cheap and late”"), "{lines:?}");
    assert!(lines[2].contains("Whether a deal exists at all no longer hangs on your answers"), "{lines:?}");
}

/// The house with two packages about which nothing is in doubt, and no deal of Bert's.
fn clear(no_deal: &str) -> Conversation {
    let text = HOUSE
        .replace(
            "price = \"low\", date = \"late\", garden = \"without\"",
            "price = \"low\", date = \"soon\", garden = \"with\"",
        )
        .replace(
            "price = \"mid\", date = \"soon\", garden = \"without\"",
            "price = \"high\", date = \"late\", garden = \"without\"",
        )
        .replace("B = [30]", no_deal);
    let with = With { spared: Some("A"), ..With::default() };
    let reading = read_with("house.toml", text, with, &mut |_| Err("no file".to_owned()));
    let scenario = reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    let mut talk = Conversation::new(&scenario, "A", None).expect("a conversation");
    say(&mut talk, &BEFORE);
    say(&mut talk, &["2 to 3"]);
    talk
}

#[test]
fn it_does_not_end_while_a_deal_hangs_on_further_answers() {
    let mut talk = clear("B = [30]");
    let settled = talk.settled().expect("enough is known");
    assert!(settled.packages.iter().all(|package| package.stable()));
    let deal = settled.deal.expect("Bert has numbers");
    assert!(deal.hangs > 1.0 - STABLE && deal.pairs > 500, "{deal:?}");
    assert!(!talk.over() && talk.ask().kind == Kind::Better);
    let mut stopped = talk.clone();
    stopped.stop();
    let lines = stopped.ask().lines;
    assert!(lines[2].starts_with("Not settled: whether a deal exists at all"), "{lines:?}");
    let mut asked = 0;
    while !talk.over() {
        say(&mut talk, &["1"]);
        asked += 1;
        assert!(asked < 20, "it does not end");
    }
    assert!(talk.settled().is_some_and(|settled| settled.deal_stable()));
    // Where Bert takes nothing but the worst for Anna, whatever she says leaves no deal.
    let none = clear("B = [100]");
    assert!(none.over(), "{:?}", none.ask());
    assert_eq!(none.settled().and_then(|settled| settled.deal).map(|deal| deal.hangs), Some(0.0));
}

/// Without the numbers of the one asked, the file means what the conversation took it to mean.
#[test]
fn what_the_conversation_believes_is_what_the_file_means() {
    for no_deal in ["2 to 3", "2"] {
        let mut talk = talk();
        say(&mut talk, &BEFORE);
        say(&mut talk, &[no_deal]);
        let believed = talk.settled().expect("enough is known");
        let whole = format!("{HOUSE}\n{}", talk.text().expect("it can be written"));
        let reading = read("house.toml", whole, &mut |_| Err("no file".to_owned()));
        let scenario = reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
        for quick in [false, true] {
            let start = Start { points: &[], quick };
            let plausible = worlds_near(&scenario, None, 0, &start).expect("worlds");
            let family = &plausible.family;
            let no_deal =
                family.coordinates().iter().position(|at| *at == Coordinate::NoDeal(0)).expect("it");
            let drawn: Vec<_> = (0..4)
                .flat_map(|block| family.block(&Case::middle(family), 7, block).expect("worlds"))
                .collect();
            assert!(drawn.iter().all(|world| family.contradicted(&world.point).is_none()));
            for (named, accepted) in scenario.packages.iter().zip(&believed.packages) {
                let package = plausible.compiled.package(named).expect("visible");
                let yes = |point: &[f64]| family.worth(0, point, &package) >= point[no_deal];
                let share =
                    drawn.iter().filter(|world| yes(&world.point)).count() as f64 / drawn.len() as f64;
                assert!(
                    (share - accepted.share).abs() < 0.12,
                    "{no_deal} {}: {share} {accepted:?}",
                    named.id
                );
            }
        }
    }
}

#[test]
fn answers_survive_the_file_and_the_state_with_them() {
    let mut talk = talk();
    say(&mut talk, &BEFORE[..5]);
    talk.skip();
    say(&mut talk, &BEFORE[6..]);
    let text = talk.text().expect("it can be written");
    let whole = format!("{HOUSE}\n{text}");
    let with = With { spared: Some("A"), ..With::default() };
    let reading = read_with("house.toml", whole, with, &mut |_| Err("no file".to_owned()));
    let again = reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    let resumed = Conversation::new(&again, "A", None).expect("one").resume(again.preferences.clone());
    let bare = |answers: &[Preference]| -> Vec<Preference> {
        answers.iter().map(|a| Preference { span: Default::default(), ..a.clone() }).collect()
    };
    let ratios = |p: &Preference| matches!(p.kind, PreferenceKind::Ratio { .. });
    let rest = |answers: &[Preference]| -> Vec<Preference> {
        bare(answers).into_iter().filter(|answer| !ratios(answer)).collect()
    };
    assert_eq!(rest(resumed.answers()), rest(talk.answers()));
    assert_eq!(resumed.text(), Ok(text));
    assert_eq!(resumed.ask(), talk.ask());
}

#[test]
fn contradictions_are_shown_in_own_words_and_nothing_is_repaired() {
    let order = Preference {
        party: "A".to_owned(),
        kind: PreferenceKind::ValueOrder {
            issue: "price".to_owned(),
            options: vec![vec!["high".to_owned()], vec!["low".to_owned()]],
        },
        said: Some("A dear house keeps its worth.".to_owned()),
        sure: true,
        sources: Vec::new(),
        author: None,
        date: Date::parse("2025-12-24"),
        note: None,
        span: Default::default(),
    };
    let mut talk = talk().resume(vec![order.clone()]);
    let reply = talk.answer("e a u");
    assert!(matches!(reply, Reply::Contradicts(ref words) if words.len() == 3), "{reply:?}");
    let ask = talk.ask();
    assert_eq!(ask.kind, Kind::Decide);
    // The middle price has no part in it.
    assert_eq!(ask.choices.len(), 3, "{ask:?}");
    assert!(
        ask.choices[0].contains("A dear house keeps its worth.") && ask.choices[0].contains("2025-12-24")
    );
    assert!(ask.choices[1].contains("low price") && ask.choices[2].contains("high price"), "{ask:?}");
    assert!(talk.answers()[0].sure, "the earlier answer stands");
    assert!(talk.answers()[1..].iter().all(|answer| !answer.sure), "the newest binds nothing yet");

    // The same contradiction stands where the conversation is taken up again.
    let again = talk.clone().resume(talk.answers().to_vec());
    assert_eq!(again.ask(), ask);

    let mut kept = talk.clone();
    say(&mut kept, &["keep", "keep", "keep"]);
    assert_ne!(kept.ask().kind, Kind::Decide);
    assert!(kept.answers()[1..].iter().all(|answer| !answer.sure && answer.note.is_some()));

    let mut unsure = talk.clone();
    assert!(matches!(unsure.answer("perhaps"), Reply::NotUnderstood(_)));
    say(&mut unsure, &["not sure"]);
    assert_ne!(unsure.ask().kind, Kind::Decide);
    assert!(!unsure.answers()[0].sure);
    assert!(unsure.answers()[1..].iter().all(|answer| answer.sure && answer.note.is_none()));

    say(&mut talk, &["keep", "change"]);
    assert_eq!(talk.answers().len(), 3, "the word for the low price is taken out");
    assert_eq!(talk.answers().iter().filter(|answer| answer.sure).count(), 3);
    assert!(
        talk.ask().kind == Kind::Words && talk.ask().question.contains("Price"),
        "asked again with the others"
    );
    talk.undo();
    talk.undo();
    assert_eq!(talk.ask(), ask);
    talk.undo();
    assert_eq!(talk.answers(), [order]);
}

#[test]
fn numbers_contradict_as_well_as_orders() {
    let mut talk = talk();
    say(&mut talk, &BEFORE);
    let mut answers = talk.answers().to_vec();
    let package = |price: &str, date: &str| {
        let choices = [("price", price), ("date", date), ("garden", "without")];
        Weighed::Choices(choices.map(|(i, o)| (i.to_owned(), o.to_owned())).to_vec())
    };
    answers.push(Preference {
        kind: PreferenceKind::Package { better: package("high", "soon"), worse: package("low", "late") },
        said: Some("I must move in soon.".to_owned()),
        ..answers[0].clone()
    });
    let talk = talk.resume(answers);
    let ask = talk.ask();
    assert_eq!(ask.kind, Kind::Decide);
    // The swing of the price matters more, by the order and by the ratio; either of the two and the comparison.
    assert_eq!(ask.choices.len(), 2, "{ask:?}");
    assert!(ask.choices[1].contains("I must move in soon."));
    assert!(ask.question.contains("2 such sets were found"), "{}", ask.question);
}

#[test]
fn what_is_neither_refuted_nor_found_is_said_to_be_unknown() {
    let mut talk = talk();
    say(&mut talk, &BEFORE);
    assert!(!talk.unknown());
    let mut answers = talk.answers().to_vec();
    let package = |price: &str| {
        let choices = [("price", price), ("date", "soon"), ("garden", "without")];
        Weighed::Choices(choices.map(|(i, o)| (i.to_owned(), o.to_owned())).to_vec())
    };
    // Exactly as good as no deal: a set without any inside, which no draw hits, and no contradiction.
    let within = Estimate {
        low: 0.into(),
        best: None,
        high: 0.into(),
        sources: Vec::new(),
        author: None,
        date: None,
        note: None,
        span: Span::default(),
    };
    answers.push(Preference {
        kind: PreferenceKind::AsNoDeal { package: package("low"), within: Some(Box::new(within)) },
        ..answers[0].clone()
    });
    let exact = talk.clone().resume(answers.clone());
    assert!(exact.unknown() && exact.ask().kind != Kind::Decide);
    // However thin, a set with an inside is drawn from.
    if let Some(PreferenceKind::AsNoDeal { within: Some(within), .. }) =
        answers.last_mut().map(|answer| &mut answer.kind)
    {
        within.high = Number::new(1, 1000);
    }
    let thin = talk.resume(answers);
    assert!(!thin.unknown() && thin.settled().is_some());
}

#[test]
fn who_cannot_be_asked() {
    let refused = |id: &str| Conversation::new(&scenario(), id, None).expect_err("refused").to_string();
    assert_eq!(refused("C"), "there is no party `C`; there are: A, B");
    let view = Conversation::new(&scenario(), "A", Some("v")).expect_err("no view").to_string();
    assert_eq!(view, "there is no view `v`");
    assert_eq!(talk().settled(), None);
    // Numbers that others gave are no answers.
    assert!(Conversation::new(&scenario(), "B", None).expect("one").answers().is_empty());
    let reading = read("house.toml", HOUSE.to_owned(), &mut |_| Err("no file".to_owned()));
    assert!(reading.scenario.is_none(), "without being asked, Anna lacks numbers");
}
