//! `zopa enforce` on a small scenario worked out by hand: what it says, and that its claims cannot be forged.

use zopa::question::{Asked, Settings, find};
use zopa::read::read;
use zopa::render::text::{TextSettings, render};
use zopa::result::{Claim, ResultFile, verify};
use zopa_core::check::Verdict;

const CASE: &str = r#"
format = 1
title = "A mill"
period = "month"
parties = [
  { id = "UP", name = "Upstream" },
  { id = "DOWN", name = "Downstream" },
  { id = "COUNTY", name = "The county", role = "guarantor" },
]

[[issues]]
id = "water"
label = "Water"
options = [
  { id = "all", label = "upstream keeps it", values = { UP = 100, DOWN = 0, COUNTY = 0 } },
  { id = "half", label = "half flows on", carried_by = ["UP"], values = { UP = 60, DOWN = 80, COUNTY = 100 } },
]

[[issues]]
id = "pledge"
label = "Pledge"
options = [
  { id = "none", label = "none", values = { UP = 100, DOWN = 0, COUNTY = 100 } },
  { id = "letter", label = "a letter", values = { UP = 100, DOWN = 20, COUNTY = 90 } },
  { id = "fine", label = "a fine", carried_by = ["COUNTY"], values = { UP = 80, DOWN = 100, COUNTY = 0 } },
  { id = "dam", label = "the county opens the dam", carried_by = ["COUNTY"], values = { UP = 0, DOWN = 90, COUNTY = 10 } },
]

[weights]
UP = { water = 50, pledge = 50 }
DOWN = { water = 50, pledge = 50 }
COUNTY = { water = 50, pledge = 50 }

[no_deal]
at = [0, 12]
UP = [60, 90]
DOWN = [20, 10]
COUNTY = [30, 30]

[[packages]]
id = "letter"
label = "Half for a letter"
choices = { water = "half", pledge = "letter" }

[[packages]]
id = "fine"
label = "Half for a fine"
choices = { water = "half", pledge = "fine" }

[[guarantees]]
id = "letter"
option = "pledge.letter"
binding = false
guarantors = ["COUNTY"]
enforcement = [0, 0.4]
penalty = { UP = 50 }
cost_to_guarantor = { COUNTY = 0 }
stake = { COUNTY = 10 }

[[guarantees]]
id = "fine"
option = "pledge.fine"
binding = true
guarantors = ["COUNTY"]
enforcement = 0.5
penalty = { UP = 50 }
cost_to_guarantor = { COUNTY = 3 }
stake = { COUNTY = 5 }

[[guarantees]]
id = "dam"
option = "pledge.dam"
binding = true
guarantors = ["COUNTY"]
enforcement = 0.9
penalty = { UP = 200 }
cost_to_guarantor = { COUNTY = 50 }
stake = { COUNTY = 5 }

[monitoring]
options = [{ id = "gauge", label = "a gauge", detection = 1, lag_days = 0 }]
"#;

fn asked(text: &str, settings: &Settings) -> Result<(String, ResultFile), String> {
    let reading = read("mill.toml", text.to_owned(), &mut |_| Err("none".to_owned()));
    let scenario = reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    let asked = Asked { scenario: &scenario, settings, poll: &|_| true };
    let answer = (find("enforce").expect("a question").run)(&asked).map_err(|error| error.to_string())?;
    Ok((render(&answer.document, &TextSettings::default()), answer.result))
}

fn settings(package: Option<&str>) -> Settings {
    Settings { package: package.map(str::to_owned), worlds: 256, ..Settings::default() }
}

fn gaps(result: &ResultFile) -> Vec<(i64, usize, f64)> {
    let mut all = Vec::new();
    for record in &result.claims {
        if let Claim::Kept { record: kept } = &record.claim {
            let problem = &result.problems[record.problem];
            let gap = |row: &zopa::result::KeptRow| row.gap as f64 / problem.grid as f64;
            all.extend(kept.rows.iter().map(|row| (problem.at, row.party, gap(row))));
        }
    }
    all
}

/// Half for a letter is worth 80 to Upstream, its no deal rises from 60 to 90, and a letter takes nothing: it breaks the
/// deal at month 12 by 10 points. A fine is worth 70 and takes 25: the gap is 90 - 25 - 70 = -5.
#[test]
fn by_hand() {
    let (text, result) = asked(CASE, &settings(Some("letter"))).expect("an answer");
    assert_eq!(gaps(&result), vec![(0, 0, -20.0), (0, 1, -30.0), (12, 0, 10.0), (12, 1, -40.0)]);
    let one_line = text.split_whitespace().filter(|w| *w != "▌").collect::<Vec<_>>().join(" ");
    for sentence in [
        "Upstream would break it from month 12 on: at month 12 breaking gives it 10.0 points more than keeping",
        "A memorandum with no penalty adds nothing by itself: “a letter” is not counted",
        "at least 10.0 of its points",
        "In its place “a fine” would be enough for Upstream",
        "between month 0 and month 12 what Upstream has after breaking rises by 30.0 points",
        "with a rise of at most 20.0 it would keep the deal",
        "even if every violation were seen at once, breaking the deal openly would give Upstream 10.0 points",
    ] {
        assert!(one_line.contains(sentence), "{sentence}\n{text}");
    }
    let (_, result) = asked(CASE, &settings(Some("fine"))).expect("an answer");
    let up: Vec<_> = gaps(&result).into_iter().filter(|(_, party, _)| *party == 0).collect();
    assert_eq!(up, vec![(0, 0, -35.0), (12, 0, -5.0)]);
}

/// A fine that the county would not pay for counts for nothing.
#[test]
fn a_guarantor_with_less_at_stake_than_it_costs_does_not_act() {
    let text = CASE.replace("cost_to_guarantor = { COUNTY = 3 }", "cost_to_guarantor = { COUNTY = 6 }");
    let (said, result) = asked(&text, &settings(Some("fine"))).expect("an answer");
    assert!(gaps(&result).contains(&(12, 0, 20.0)), "{:?}", gaps(&result));
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("but is not believed: would not: The county (costs it 6.0, at stake 5.0)"),
        "{said}"
    );
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let wide = CASE.replace("UP = [60, 90]", "UP = [[40, 80], [70, 110]]");
    let run = |threads| {
        let (text, result) =
            asked(&wide, &Settings { threads, worlds: 2_000, ..settings(None) }).expect("an answer");
        (text, result.to_json())
    };
    assert_eq!(run(1), run(3));
}

/// A wider path and its share: no deal for Upstream at month 12 is uniform on 70 to 110, and 80 holds a quarter of it.
#[test]
fn shares_are_those_of_the_range() {
    let wide = CASE.replace("UP = [60, 90]", "UP = [[40, 80], [70, 110]]");
    let (_, result) = asked(&wide, &Settings { worlds: 20_000, threads: 2, ..settings(Some("letter")) })
        .expect("an answer");
    let kept = result.claims.iter().find_map(|claim| match &claim.claim {
        Claim::KeptIn { record } => {
            let (party, kept) = &record.packages[0].parties[0];
            assert_eq!((*party, &record.periods[..]), (0, &[0, 12][..]));
            Some(kept[1] as f64 / record.worlds as f64)
        }
        _ => None,
    });
    let kept = kept.expect("a claim");
    assert!((kept - 0.25).abs() < 0.015, "{kept}");
}

#[test]
fn what_cannot_be_asked_is_said() {
    let bare = CASE.split("[[guarantees]]").next().expect("a head").to_owned();
    let error = asked(&bare, &settings(None)).expect_err("nothing to ask about");
    assert!(error.contains("says nothing about what follows a signature"), "{error}");
}

#[test]
fn claims_cannot_be_forged() {
    let (_, result) = asked(CASE, &settings(None)).expect("an answer");
    let sound = verify(&result.to_json()).expect("a result file");
    assert!(sound.sound(), "{:?}", sound.outcomes);
    let proved = sound.outcomes.iter().filter(|o| o.verdict == Verdict::Holds).count();
    assert_eq!((proved, sound.outcomes.len()), (4, 5), "two packages at two dates, and the worlds");
    let forge = |change: &dyn Fn(&mut zopa::result::KeptRecord)| {
        let mut forged = result.clone();
        for record in &mut forged.claims {
            if let Claim::Kept { record } = &mut record.claim {
                change(record);
                break;
            }
        }
        let outcomes = verify(&forged.to_json()).expect("a result file").outcomes;
        outcomes.iter().any(|o| matches!(o.verdict, Verdict::Fails(_)))
    };
    assert!(!forge(&|_| {}));
    assert!(forge(&|kept| kept.rows[0].gap -= 1));
    assert!(forge(&|kept| kept.rows[0].by = kept.rows[1].by));
    assert!(forge(&|kept| kept.rows[1].party = kept.rows[0].party));
    assert!(forge(&|kept| kept.package[0] = 1 - kept.package[0]));
    assert!(forge(&|kept| kept.package[1] = 9));
    let miscount = |change: &dyn Fn(&mut zopa::result::KeptInRecord)| {
        let mut forged = result.clone();
        for record in &mut forged.claims {
            if let Claim::KeptIn { record } = &mut record.claim {
                change(record);
            }
        }
        let outcomes = verify(&forged.to_json()).expect("a result file").outcomes;
        outcomes.iter().any(|o| matches!(o.verdict, Verdict::Fails(_)))
    };
    assert!(!miscount(&|_| {}));
    assert!(miscount(&|kept| kept.packages[0].home = kept.worlds + 1));
    assert!(miscount(&|kept| kept.packages[0].both = kept.packages[0].all + 1));
    assert!(miscount(&|kept| kept.packages[0].parties[0].1[0] = kept.worlds + 1));
    assert!(miscount(&|kept| kept.packages[0].package[0] = 7));
    // The problem's own numbers hold the gap.
    let mut forged = result.clone();
    forged.problems[0].parties[3].no_deal += 1;
    let outcomes = verify(&forged.to_json()).expect("a result file").outcomes;
    assert!(outcomes.iter().any(|o| matches!(o.verdict, Verdict::Fails(_))));
}
