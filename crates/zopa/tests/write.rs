//! Writing: what is written is laid out, and reading it gives back what was written.

use proptest::prelude::*;
use zopa::date::Date;
use zopa::diagnostic::Severity;
use zopa::read::read;
use zopa::scenario::{
    Boxed, Choice, Consent, Degree, Dependence, Estimate, Interaction, Issue, Number, OptionRef, Party, Path,
    Preference, PreferenceKind, Rule, RuleKind, Scenario, Source, Span, Stance, Weighed,
};

/// The scenario in words, without the places where it stands in a file and what is derived from them.
fn words(scenario: &Scenario) -> String {
    let bare = Scenario { files: Vec::new(), estimates: Vec::new(), ..scenario.clone() };
    let debug = format!("{bare:#?}");
    let mut out = String::new();
    let mut lines = debug.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "span: Span {" {
            lines.by_ref().take(4).for_each(drop);
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    assert!(!out.contains("Span"), "every place is taken out");
    out
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ -~]{0,12}"]
}

fn number(low: i128, high: i128) -> BoxedStrategy<Number> {
    let wide = 10i128.pow(18);
    prop_oneof![
        (low..=high).prop_map(Number::from_integer),
        (low * wide..=high * wide).prop_map(move |n| Number::new(n, wide)),
        (1..wide).prop_flat_map(move |d| {
            let fits = |n: i128| n.clamp(-(wide - 1), wide - 1);
            (fits(low.saturating_mul(d))..=fits(high.saturating_mul(d))).prop_map(move |n| Number::new(n, d))
        }),
    ]
    .boxed()
}

fn estimate(low: i128, high: i128) -> impl Strategy<Value = Estimate> {
    let numbers = proptest::array::uniform3(number(low, high));
    let extra = prop_oneof![
        4 => Just((Vec::new(), None, None, None)),
        1 => (
            prop_oneof![Just(vec![]), Just(vec!["S".to_owned()]), Just(vec!["T".to_owned(), "S".to_owned()])],
            prop::option::of(text()),
            prop::option::of(date()),
            prop::option::of(text()),
        ),
    ];
    (numbers, any::<bool>(), any::<bool>(), extra).prop_map(
        |(mut n, point, best, (sources, author, date, note))| {
            n.sort();
            let [low, middle, high] = if point { [n[0]; 3] } else { n };
            Estimate {
                low,
                best: best.then_some(middle),
                high,
                sources,
                author,
                date,
                note,
                span: Span::default(),
            }
        },
    )
}

fn date() -> impl Strategy<Value = Date> {
    prop::sample::select(&["2025", "2025-08", "2024-02-29"][..])
        .prop_map(|text| Date::parse(text).expect("a date"))
}

fn party(id: String) -> impl Strategy<Value = Party> {
    let role = prop::sample::select(&["party", "mediator", "affected"][..]);
    let consent = prop::sample::select(&[Consent::Whole, Consent::Carried, Consent::None][..]);
    let ceiling = prop::option::of(estimate(-1000, 1000));
    (text(), role, consent, ceiling, prop::option::of(text())).prop_map(
        move |(name, role, consent, ceiling, note)| Party {
            id: id.clone(),
            name,
            role: role.to_owned(),
            consent,
            ceiling,
            note,
            span: Span::default(),
        },
    )
}

const PARTIES: [&str; 3] = ["A", "b-2", "3"];

fn by_party(low: i128, high: i128) -> impl Strategy<Value = Vec<(String, Estimate)>> {
    proptest::array::uniform3(estimate(low, high))
        .prop_map(|values| PARTIES.map(String::from).into_iter().zip(values).collect())
}

fn option(id: String, bounds: (i128, i128)) -> impl Strategy<Value = Choice> {
    let extra = (prop::option::of(text()), prop::option::of(date()), any::<bool>(), prop::option::of(text()));
    (text(), extra, by_party(bounds.0, bounds.1)).prop_map(
        move |(label, (clause, date, carried, note), values)| Choice {
            id: id.clone(),
            label,
            clause,
            date,
            carried_by: if carried { vec!["A".to_owned()] } else { Vec::new() },
            regions: Vec::new(),
            control: carried.then(|| "line".to_owned()),
            provisions: if carried { vec!["cease".to_owned()] } else { Vec::new() },
            values,
            sources: if carried { vec!["S".to_owned()] } else { Vec::new() },
            note,
            span: Span::default(),
        },
    )
}

fn issues(count: usize, bounds: (i128, i128)) -> impl Strategy<Value = Vec<Issue>> {
    let issue = move |i: usize| {
        let options: Vec<_> = (0..2 + i % 2).map(|o| option(format!("o{o}"), bounds)).collect();
        (text(), options, prop::option::of(text())).prop_map(move |(label, options, note)| Issue {
            id: format!("i{i}"),
            label,
            note,
            sources: Vec::new(),
            options,
            span: Span::default(),
        })
    };
    (0..count).map(issue).collect::<Vec<_>>()
}

fn scenario() -> impl Strategy<Value = Scenario> {
    // Ten issues need weights on lines of their own.
    prop_oneof![3 => 2usize..5, 1 => Just(10usize)].prop_flat_map(|count| {
        let head = (text(), prop::option::of(text()), prop::option::of(text()), 0..50i64);
        let parties: Vec<_> = PARTIES.iter().map(|id| party((*id).to_owned())).collect();
        let weights = prop::collection::vec(prop::collection::vec(estimate(0, 1_000_000_000), count), 3);
        let no_deal = prop::collection::vec(prop::collection::vec(estimate(-1000, 1000), 2), 3);
        let boxes = prop::collection::vec((estimate(-1000, 1000), prop::option::of(text())), 0..4);
        let bounds = (-1_000_000_000, 1_000_000_000);
        let ties = prop::collection::vec((estimate(0, 1), prop::option::of(text())), 0..3);
        let drawn = (head, parties, issues(count, bounds), weights, no_deal, boxes).prop_map(built);
        (drawn, ties).prop_map(|(scenario, ties)| tied(scenario, ties))
    })
}

type Drawn = (
    (String, Option<String>, Option<String>, i64),
    Vec<Party>,
    Vec<Issue>,
    Vec<Vec<Estimate>>,
    Vec<Vec<Estimate>>,
    Vec<(Estimate, Option<String>)>,
);

fn built(((title, summary, note, first), parties, issues, weights, no_deal, points): Drawn) -> Scenario {
    let span = Span::default();
    let named = |lists: Vec<Vec<Estimate>>| PARTIES.iter().map(|id| (*id).to_owned()).zip(lists);
    let by_issue =
        |weights: Vec<Estimate>| issues.iter().map(|issue| issue.id.clone()).zip(weights).collect();
    let when = |k: usize| {
        let inside = |issue: &Issue| issue.options[..=k % 2].iter().map(|o| o.id.clone()).collect();
        issues.iter().take(2 + k).map(|issue| (issue.id.clone(), inside(issue))).collect()
    };
    let at = |issue: &str| OptionRef { issue: issue.to_owned(), option: "o1".to_owned(), span };
    let (mut boxes, mut interactions) = (Vec::new(), Vec::new());
    for (k, (points, note)) in points.into_iter().enumerate() {
        let (id, party) = (format!("x{k}"), PARTIES[k % 3].to_owned());
        let sources = note.iter().map(|_| "T".to_owned()).collect();
        if k % 2 == 0 {
            boxes.push(Boxed { id, party, when: when(k), points, sources, note, span });
        } else {
            interactions.push(Interaction {
                id,
                party,
                a: at("i0"),
                b: at("i1"),
                points,
                sources,
                note,
                span,
            });
        }
    }
    let source = |id: &str| Source {
        id: id.to_owned(),
        title: title.clone(),
        url: note.clone(),
        date: Date::parse("2025-08"),
        ..Source::default()
    };
    let preferences = preferences(issues.len(), &title, note.as_deref());
    Scenario {
        preferences,
        sources: vec![source("T"), source("S")],
        weights: named(weights).map(|(id, weights)| (id, by_issue(weights))).collect(),
        no_deal: Path { at: vec![first, first + 3], values: named(no_deal).collect(), span },
        raw_weights: true,
        period: if first % 2 == 0 { "period" } else { "month" }.to_owned(),
        authors: note.into_iter().collect(),
        title,
        summary,
        parties,
        issues,
        boxes,
        interactions,
        ..Scenario::default()
    }
}

/// With dependences: of the values of no deal, then of values of the first option.
fn tied(scenario: Scenario, ties: Vec<(Estimate, Option<String>)>) -> Scenario {
    let tie = |(k, (strength, note)): (usize, (Estimate, Option<String>))| {
        let key = |party: &str| match k {
            0 => format!("no_deal.{party}"),
            _ => format!("values.{party}.i0.o0"),
        };
        Dependence {
            id: format!("d{k}"),
            label: note.clone(),
            rise: vec![key("A"), key("b-2")],
            fall: if k == 0 { vec![key("3")] } else { Vec::new() },
            sources: strength.sources.clone(),
            strength,
            note,
            span: Span::default(),
        }
    };
    Scenario { dependences: ties.into_iter().enumerate().map(tie).collect(), ..scenario }
}

/// One answer of each kind, with whatever text there is.
fn preferences(count: usize, said: &str, note: Option<&str>) -> Vec<Preference> {
    let ids = |ids: [&str; 2]| ids.map(str::to_owned);
    let named = |option: &str| {
        let choice = |i: usize| (format!("i{i}"), option.to_owned());
        Weighed::Choices((0..count).map(choice).collect())
    };
    let points = |low, high| Estimate {
        low: Number::new(low, 2),
        best: None,
        high: Number::from_integer(high),
        sources: Vec::new(),
        author: None,
        date: None,
        note: None,
        span: Span::default(),
    };
    let (issue, option) = ("i0".to_owned(), "o0".to_owned());
    let kinds = [
        PreferenceKind::WeightOrder(vec![vec!["i0".to_owned(), "i1".to_owned()]]),
        PreferenceKind::ValueOrder {
            issue: issue.clone(),
            options: vec![vec!["o0".to_owned()], vec!["o1".to_owned()]],
        },
        PreferenceKind::Ratio { issues: ids(["i0", "i1"]), ratio: Box::new(points(1, 3)) },
        PreferenceKind::Stance { issue: issue.clone(), option, stance: Stance::Tolerable },
        PreferenceKind::Difference { issue, options: ids(["o0", "o1"]), degrees: [Degree::Weak; 2] },
        PreferenceKind::Swings { issues: ids(["i0", "i1"]), degrees: [Degree::None, Degree::Extreme] },
        PreferenceKind::Package { better: Weighed::NoDeal, worse: named("o0") },
        PreferenceKind::Alike { packages: [named("o0"), named("o1")], within: Some(Box::new(points(0, 1))) },
        PreferenceKind::AsNoDeal { package: named("o1"), within: None },
        PreferenceKind::Open { question: said.to_owned() },
    ];
    let row = |(k, kind): (usize, PreferenceKind)| Preference {
        party: PARTIES[k % 3].to_owned(),
        kind,
        said: note.map(|_| said.to_owned()),
        sure: k % 2 == 0,
        sources: note.map(|_| "S".to_owned()).into_iter().collect(),
        author: note.map(str::to_owned),
        date: Date::parse("2025-08"),
        note: note.map(str::to_owned),
        span: Span::default(),
    };
    kinds.into_iter().enumerate().map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_the_same(scenario in scenario()) {
        let text = scenario.to_toml().expect("it can be written");
        prop_assert_eq!(zopa::format::format(&text), Ok(text.clone()), "it is laid out");
        let reading = read("written.toml", text.clone(), &mut |_| Err("no file".to_owned()));
        let errors: Vec<_> = reading.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{errors:?}\n{text}");
        let again = reading.scenario.expect("no error");
        prop_assert_eq!(words(&scenario), words(&again));
        prop_assert_eq!(again.to_toml(), Ok(text));
    }
}

/// A small scenario as it looks on paper.
#[test]
fn written_as_reviewed() {
    let point = |numer: i128, denom: i128| Estimate {
        low: Number::new(numer, denom),
        best: None,
        high: Number::new(numer, denom),
        sources: Vec::new(),
        author: None,
        date: None,
        note: None,
        span: Span::default(),
    };
    let option = |id: &str, value: Estimate| Choice {
        id: id.to_owned(),
        label: format!("{id} price"),
        clause: None,
        date: None,
        carried_by: Vec::new(),
        regions: Vec::new(),
        control: None,
        provisions: Vec::new(),
        values: vec![("A".to_owned(), value)],
        sources: Vec::new(),
        note: None,
        span: Span::default(),
    };
    let issue = |id: &str| Issue {
        id: id.to_owned(),
        label: "Price".to_owned(),
        note: None,
        sources: Vec::new(),
        options: vec![option("low", point(200, 3)), option("high", point(1, 4))],
        span: Span::default(),
    };
    let mut scenario = Scenario {
        title: "A \"domain\"".to_owned(),
        raw_weights: true,
        parties: vec![Party {
            id: "A".to_owned(),
            name: "Anna".to_owned(),
            role: "party".to_owned(),
            consent: Consent::Whole,
            ceiling: Some(point(100, 1)),
            note: None,
            span: Span::default(),
        }],
        issues: vec![issue("price"), issue("fee")],
        weights: vec![(
            "A".to_owned(),
            vec![("price".to_owned(), point(3, 10)), ("fee".to_owned(), point(2, 1))],
        )],
        boxes: vec![Boxed {
            id: "both".to_owned(),
            party: "A".to_owned(),
            when: vec![
                ("price".to_owned(), vec!["low".to_owned(), "high".to_owned()]),
                ("fee".to_owned(), vec!["low".to_owned()]),
            ],
            points: Estimate { low: Number::from_integer(-1), ..point(5, 1) },
            sources: Vec::new(),
            note: None,
            span: Span::default(),
        }],
        ..Scenario::default()
    };
    let head = "format = 1\ntitle = \"A \\\"domain\\\"\"\nraw_weights = true\n";
    let text = scenario.to_toml().expect("it can be written");
    assert!(text.starts_with(head), "{text}");
    let [party, options, weights, boxes] = [
        "\n[[parties]]\nid = \"A\"\nname = \"Anna\"\nceiling = 100\n",
        "\n  [[issues.options]]\n  id = \"low\"\n  label = \"low price\"\n  values = { A = \"200/3\" }\n",
        "\n[weights]\nA = { price = 0.3, fee = 2 }\n",
        "\n[[boxes]]\nid = \"both\"\nparty = \"A\"\nwhen = { price = [\"low\", \"high\"], fee = [\"low\"] }\npoints = [-1, 5]\n",
    ];
    for part in [party, options, weights, boxes] {
        assert!(text.contains(part), "{part} is not in {text}");
    }

    let long = Number::new(1, 10i128.pow(38) + 1);
    scenario.parties[0].ceiling = Some(Estimate { low: long, high: long, ..point(0, 1) });
    let error = scenario.to_toml().expect_err("no file holds this number").to_string();
    assert_eq!(error, "1/100000000000000000000000000000000000001 has more digits than a file can hold");
    scenario.parties[0].ceiling = Some(point(1_000_000_001, 1));
    let error = scenario.to_toml().expect_err("no file holds this number").to_string();
    assert_eq!(error, "1000000001 is larger than a file can hold");
    scenario.parties[0].ceiling = None;
    scenario.rules = vec![Rule {
        id: "r".to_owned(),
        label: None,
        kind: RuleKind::AtMost(1),
        options: Vec::new(),
        sources: Vec::new(),
        note: None,
        span: Span::default(),
    }];
    let error = scenario.to_toml().expect_err("rules are not written").to_string();
    assert_eq!(error, "the section `rules` cannot be written yet");
}
