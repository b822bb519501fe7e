//! What reverses the answer, what it is due to, and what to ask: against brute force on the same positions, and in closed
//! form.

use zopa::compile::{Plausible, Reading, worlds};
use zopa::ensemble::View;
use zopa::ensemble::groups::groups;
use zopa::ensemble::scene::{Assumption, Position, Scene};
use zopa::ensemble::width::{Wanted, width};
use zopa::question::{Answer, AskError, Asked, Settings, find};
use zopa::report::Block;
use zopa::result::{ChangedRecord, Claim, IndicesRecord, QuestionsRecord, ReversalRecord, verify};
use zopa::scenario::Scenario;
use zopa_core::answer::Stop;
use zopa_core::check::Verdict as Checked;
use zopa_core::problem::Problem;
use zopa_core::sense::reversal::Range;
use zopa_core::world::{Case, GRID, Judge, Tables};

fn read(text: &str) -> Scenario {
    let reading = zopa::read::read("case.toml", text.into(), &mut |_| Err("none".to_owned()));
    reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

fn fair() -> Scenario {
    read(include_str!("fair.toml"))
}

fn ask(question: &str, scenario: &Scenario, settings: &Settings) -> Result<Answer, AskError> {
    (find(question).expect("a question").run)(&Asked { scenario, settings, poll: &|_| true })
}

fn answer(question: &str, scenario: &Scenario, settings: &Settings) -> Answer {
    ask(question, scenario, settings).unwrap_or_else(|error| panic!("{error}"))
}

/// Every package of a problem.
fn every(problem: &Problem) -> Vec<Vec<usize>> {
    problem.options().iter().fold(vec![Vec::new()], |all, &k| {
        all.iter().flat_map(|x| (0..k).map(|o| x.iter().copied().chain([o]).collect())).collect()
    })
}

/// Whether some package is acceptable.
fn open(problem: &Problem, real: &[bool]) -> bool {
    every(problem).iter().any(|x| {
        problem.rules().iter().all(|rule| rule.holds(x))
            && (0..problem.n()).all(|p| problem.accepts(real, p, x))
    })
}

fn open_at(plausible: &Plausible, at: &Position) -> bool {
    let problem = plausible.family.structure().in_world(&at.tables).expect("a problem");
    open(&problem, &at.real)
}

fn reversals(answer: &Answer) -> Vec<&ReversalRecord> {
    let claims = answer.result.claims.iter();
    claims
        .filter_map(|c| if let Claim::Reversal { record } = &c.claim { Some(&**record) } else { None })
        .collect()
}

const STEPS: usize = 400;

#[test]
fn the_nearest_reversals_of_one_assumption_are_those_of_a_fine_scan() {
    let scenario = fair();
    let plausible = worlds(&scenario, None, 0).expect("worlds");
    for reading in Reading::ALL {
        let settings = Settings { readings: vec![reading], top: Some(1000), ..Settings::default() };
        let found = answer("flip", &scenario, &settings);
        assert_eq!(found.stop, Stop::Complete);
        let found = reversals(&found);
        let scene = Scene::new(&plausible, reading).expect("a scene");
        let mut at = Position::default();
        assert!(scene.set(&scene.start, &mut at));
        let start = open_at(&plausible, &at);
        let mut some = 0;
        for (j, range) in scene.ranges.iter().enumerate() {
            let [low, high] = range.ends();
            let half = (high - low) / 2.0;
            let mut nearest = f64::INFINITY;
            let steps = if matches!(range, Range::Either(..)) { 1 } else { STEPS };
            for step in 0..=steps {
                let x = low + (high - low) * step as f64 / steps as f64;
                let mut values = scene.start.clone();
                values[j] = x;
                if scene.set(&values, &mut at) && open_at(&plausible, &at) != start {
                    let apart = if steps == 1 { 1.0 } else { (x - scene.start[j]).abs() / half };
                    nearest = nearest.min(apart);
                }
            }
            let key = match scene.assumptions[j] {
                Assumption::Number(c) => plausible.inputs[c].key.clone(),
                Assumption::Line(l) => {
                    format!("line.{}", plausible.compiled.lines[l].id)
                }
            };
            let claimed = found.iter().find(|r| r.moves.len() == 1 && r.moves[0].input == key);
            match claimed {
                Some(record) => {
                    let distance = record.moves[0].distance;
                    assert!((distance - nearest).abs() <= 2.5 / STEPS as f64, "{key}: {distance}, {nearest}");
                    some += 1;
                }
                None => assert!(nearest.is_infinite(), "{key} reverses at {nearest} and is not listed"),
            }
        }
        let pairs = found.iter().filter(|r| r.moves.len() == 2).count();
        assert!(some > 0 && pairs > 0, "{some} and {pairs} under {reading:?}");
    }
}

#[test]
fn reversals_are_proved_and_forged_ones_are_refuted() {
    let found = answer("flip", &fair(), &Settings::default());
    let file = found.result;
    let checked = verify(&file.to_json()).expect("a result file");
    assert!(checked.sound() && !checked.cut_short(), "{:#?}", checked.outcomes);
    let whole = checked.outcomes.iter().filter(|o| o.verdict == Checked::Holds).count();
    assert!(whole > 2 && whole < checked.outcomes.len(), "no deal and lines whole, other numbers in part");
    let forge = |what: &str, change: &dyn Fn(&mut ReversalRecord) -> bool| {
        let mut forged = file.clone();
        let done = forged.claims.iter_mut().any(|claim| match &mut claim.claim {
            Claim::Reversal { record } => change(record),
            _ => false,
        });
        assert!(done, "nothing to forge: {what}");
        assert!(!verify(&forged.to_json()).is_ok_and(|v| v.sound()), "{what} was not found out");
    };
    forge("a line that does not move", &|r| {
        let line = r.moves.iter_mut().find(|m| m.input.starts_with("line."));
        line.map(|line| line.to = line.from).is_some()
    });
    forge("another line", &|r| {
        let line = r.moves.iter_mut().find(|m| m.input.starts_with("line."));
        line.map(|line| line.input = "line.none".into()).is_some()
    });
    forge("a value of no deal that is another one", &|r| {
        let no_deal = r.moves.len() == 1 && r.moves[0].input.starts_with("no_deal.");
        if no_deal {
            r.moves[0].to += 1.0;
        }
        no_deal
    });
    forge("a number that moves nothing", &|r| {
        let number = r.moves.iter().any(|m| !m.input.starts_with("line."));
        if number {
            r.changed.clear();
        }
        number
    });
    let mut alone = file.clone();
    alone.claims.retain(|claim| matches!(claim.claim, Claim::Reversal { .. }));
    assert!(!verify(&alone.to_json()).expect("a result file").sound(), "what is reversed is not claimed");
    forge("three moves", &|r| {
        let again = r.moves[0].clone();
        r.moves.extend([again.clone(), again]);
        true
    });
    forge("no proof", &|r| {
        (r.package, r.proof) = (None, None);
        true
    });
    forge("a number that is not there", &|r| {
        r.changed.push(ChangedRecord::NoDeal { party: 9, points: 0 });
        true
    });
    forge("a no deal that anything is better than", &|r| {
        let number = r.moves.iter().all(|m| m.input.starts_with("no_deal.")) && r.proof.is_some();
        if number {
            let points = -1000 * i128::from(GRID);
            r.changed.extend((0..3).map(|party| ChangedRecord::NoDeal { party, points }));
        }
        number
    });
}

#[test]
fn a_spent_budget_is_said_and_what_was_found_holds() {
    let found = answer("flip", &fair(), &Settings { budget: 20_000, ..Settings::default() });
    assert_eq!(found.stop, Stop::Budget);
    assert!(verify(&found.result.to_json()).expect("a result file").sound());
    let text = format!("{:?}", found.document);
    assert!(text.contains("could not be looked at in all directions"), "{text}");
}

#[test]
fn the_width_of_a_zone_is_that_of_all_its_packages() {
    let scenario = fair();
    let plausible = worlds(&scenario, None, 0).expect("worlds");
    let family = &plausible.family;
    let mut judge = Judge::new(family.structure());
    let mut tables = Tables::default();
    let mut wide = 0;
    for world in family.block(&Case::middle(family), 3, 0).expect("worlds") {
        family.tables(&world.point, &mut tables);
        let real = world.real(&world.point[family.firmness()..]);
        let problem = family.structure().in_world(&tables).expect("a problem");
        let before = tables.clone();
        // The carrier is not asked about every package.
        let parties = [0, 1];
        for (close, guess) in [(GRID, None), (GRID / 100, Some([9.0, 0.0, 80.0]))] {
            let guess = guess.as_ref().map(|gains| &gains[..]);
            let found = width(&mut judge, &mut tables, &real, Wanted { parties: &parties, close, guess });
            assert_eq!(tables, before);
            assert_eq!(found.deal, open(&problem, &real));
            for p in parties {
                let gains = every(&problem)
                    .into_iter()
                    .filter(|x| problem.acceptable(&real, x) && problem.gain(p, x) >= 0)
                    .map(|x| problem.gain(p, &x))
                    .max();
                let most = gains.unwrap_or(0) as f64 / GRID as f64;
                let below = most - found.gains[p];
                assert!((-1e-9..=close as f64 / GRID as f64).contains(&below), "{p}: {most}, {found:?}");
                wide += u64::from(most > 1.0);
            }
        }
    }
    assert!(wide > 200);
}

/// One issue of two options that both accept, and a line of each party that leaves one option: no deal where both are real.
fn two_lines() -> Scenario {
    read(
        r#"
format = 1
title = "Two lines"
parties = [{ id = "A", name = "Anna" }, { id = "B", name = "Bert" }]
issues = [{ id = "land", label = "Land", options = [
  { id = "all", label = "all", values = { A = 100, B = 0 } },
  { id = "none", label = "none", values = { A = 0, B = 100 } },
] }]
weights = { A = { land = 100 }, B = { land = 100 } }
no_deal = { at = [0], A = [0], B = [0] }
[[red_lines]]
id = "A_all"
party = "A"
label = "All of it"
excludes = ["land.none"]
firmness = 0.6
reasons = ["Said."]
[[red_lines]]
id = "B_none"
party = "B"
label = "Nothing"
excludes = ["land.all"]
firmness = 0.3
reasons = ["Said."]
"#,
    )
}

fn indices(answer: &Answer) -> &IndicesRecord {
    match &answer.result.claims[0].claim {
        Claim::Indices { record } => record,
        other => panic!("{other:?}"),
    }
}

/// `f = 1 - X Y` with independent `X`, `Y` that are 1 with probability `p` and `q`: `V = p q (1 - p q)`,
/// `S_X = q (1 - p) / (1 - p q)`, `T_X = (1 - p) / (1 - p q)`.
#[test]
fn two_lines_explain_what_their_closed_form_says() {
    let (p, q) = (0.6, 0.3);
    let found = answer("sens", &two_lines(), &Settings { worlds: 40_000, ..Settings::default() });
    let record = indices(&found);
    assert_eq!(record.groups, [vec!["line.A_all".to_string()], vec!["line.B_none".to_string()]]);
    let deal = &record.outcomes[0];
    assert!((deal.mean - (1.0 - p * q)).abs() < 0.01, "{}", deal.mean);
    for (index, p, q) in [(&deal.groups[0], p, q), (&deal.groups[1], q, p)] {
        for (value, error, want) in [
            (index.first, index.first_error, q * (1.0 - p) / (1.0 - p * q)),
            (index.total, index.total_error, (1.0 - p) / (1.0 - p * q)),
        ] {
            let error = error.expect("an error");
            assert!((value - want).abs() < 4.0 * error && error < 0.03, "{value} ± {error} is not {want}");
        }
    }
    // Anna gains 100 with all of it, which Bert takes unless his line is real.
    let width = &record.outcomes[1];
    assert_eq!((width.outcome.as_str(), width.party), ("width", Some(0)));
    assert!((width.mean - 70.0).abs() < 1.0, "{}", width.mean);
    assert!(width.groups[1].first > 0.95 && width.groups[0].total < 0.05, "{width:?}");
}

#[test]
fn indices_do_not_depend_on_threads_and_are_checked() {
    let [one, two] = [1, 2]
        .map(|threads| answer("sens", &fair(), &Settings { worlds: 6_000, threads, ..Settings::default() }));
    assert_eq!(one.result.to_json(), two.result.to_json());
    assert_eq!(one.document, two.document);
    assert!(verify(&one.result.to_json()).expect("a result file").sound());
    let mut forged = one.result.clone();
    if let Claim::Indices { record } = &mut forged.claims[0].claim {
        record.outcomes[0].mean = 1.5;
    }
    assert!(!verify(&forged.to_json()).expect("a result file").sound());
}

#[test]
fn groups_are_independent_of_each_other_and_hold_everything_that_varies() {
    let plausible = worlds(&fair(), None, 0).expect("worlds");
    let groups = groups(&plausible.family);
    let mut numbers: Vec<usize> = groups.iter().flat_map(|group| group.numbers.clone()).collect();
    numbers.sort_unstable();
    let varying = (0..plausible.inputs.len()).filter(|&c| plausible.inputs[c].ranges());
    assert!(varying.eq(numbers));
    for tied in plausible.family.tied() {
        let holds = |c: &usize| groups.iter().position(|group| group.numbers.contains(c));
        let mut of: Vec<_> = tied.iter().filter(|c| plausible.inputs[**c].ranges()).map(holds).collect();
        of.dedup();
        assert_eq!(of.len(), 1, "{tied:?}");
    }
    // The weather ties the two values of no deal.
    let no_deal = groups.iter().find(|group| group.words(&plausible).contains("no deal for Anna"));
    assert_eq!(no_deal.expect("a group").words(&plausible), "no deal for Anna and no deal for Bert");
}

fn questions(answer: &Answer) -> &QuestionsRecord {
    match &answer.result.claims[0].claim {
        Claim::Questions { record } => record,
        other => panic!("{other:?}"),
    }
}

/// As above: Anna's answer explains `q (1 - p) / (1 - p q)`; where Bert's line is posture, no question to her matters, so
/// the question is asked in a share `q` of what he may think.
#[test]
fn questions_tell_and_reveal_what_their_closed_form_says() {
    let (p, q) = (0.6, 0.3);
    let found = answer("ask", &two_lines(), &Settings::default());
    let record = questions(&found);
    for (input, p, q) in [("line.A_all", p, q), ("line.B_none", q, p)] {
        let one = record.questions.iter().find(|one| one.input == input).expect("a question");
        assert!((one.explains - q * (1.0 - p) / (1.0 - p * q)).abs() < 0.02, "{one:?}");
        assert_eq!(one.answers[0].deals, one.answers[0].worlds, "with posture there is a deal");
        let share = one.answers[1].deals as f64 / one.answers[1].worlds as f64;
        assert!((share - (1.0 - q)).abs() < 0.02, "{one:?}");
        let [same, drawn] = one.asked_anyway.expect("looked at");
        assert!((same as f64 / drawn as f64 - q).abs() < 4.0 * (q * (1.0 - q) / drawn as f64).sqrt());
        // Right in 3 of 4: heard "real" with probability h, and then real with probability r.
        let real = one.answers[1].worlds as f64 / record.worlds as f64;
        let heard = 0.75 * real + 0.25 * (1.0 - real);
        let after = |part: f64, of: f64| 1.0 - part / of * (1.0 - share);
        let [yes, no] = [after(0.75 * real, heard), after(0.25 * real, 1.0 - heard)];
        let mean = record.deals as f64 / record.worlds as f64;
        let moved = heard * (yes - mean) * (yes - mean) + (1.0 - heard) * (no - mean) * (no - mean);
        assert!((one.explains_noisy - moved / (mean * (1.0 - mean))).abs() < 1e-9, "{one:?}");
    }
    assert_eq!(record.questions[0].input, "line.B_none", "0.15 beside 0.51");
}

#[test]
fn questions_do_not_depend_on_threads_and_are_checked() {
    let ask = |threads| answer("ask", &fair(), &Settings { worlds: 2_000, threads, ..Settings::default() });
    let [one, two] = [1, 2].map(ask);
    assert_eq!(one.result.to_json(), two.result.to_json());
    assert_eq!(one.document, two.document);
    assert!(verify(&one.result.to_json()).expect("a result file").sound());
    let mut forged = one.result.clone();
    if let Claim::Questions { record } = &mut forged.claims[0].claim {
        record.questions[0].answers[0].deals += 1;
    }
    assert!(!verify(&forged.to_json()).expect("a result file").sound());
    // The share of worlds with a deal is that of robust's base case on the same worlds.
    let view = View::new(&fair(), None, 0).expect("worlds");
    let mut deals = 0;
    for block in 0..View::blocks(2_000) {
        let (counted, _) = view.block(0, block, false, &|_| true).expect("worlds").expect("a whole block");
        deals += counted.cases[0].deals;
    }
    assert_eq!(questions(&one).deals, deals);
}

#[test]
fn a_range_ends_where_moving_alone_would_contradict_what_was_said() {
    // Anna: the day weighs no more than the way, whatever the ranges allow.
    let text = format!(
        "{}\n[[preferences]]\nparty = \"A\"\nkind = \"order\"\nissues = [\"way\", \"day\"]\n",
        include_str!("fair.toml")
    );
    let plausible = worlds(&read(&text), None, 0).expect("worlds");
    let scene = Scene::new(&plausible, Reading::None).expect("a scene");
    let mut at = Position::default();
    for (j, range) in scene.ranges.iter().enumerate() {
        for end in range.ends() {
            let mut values = scene.start.clone();
            values[j] = end;
            assert!(scene.set(&values, &mut at), "assumption {j} at {end}");
        }
    }
    let day = plausible.inputs.iter().position(|input| input.key == "weights.A.day").expect("a weight");
    let day = scene.assumptions.iter().position(|a| *a == Assumption::Number(day)).expect("it can move");
    assert!(scene.ranges[day].ends()[1] < 39.0, "{:?}", scene.ranges[day]);
}

#[test]
fn an_interrupted_search_does_not_say_that_nothing_reverses() {
    let scenario = fair();
    let settings = Settings::default();
    let calls = std::sync::atomic::AtomicU64::new(0);
    let poll = |_| calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 2;
    let asked = Asked { scenario: &scenario, settings: &settings, poll: &poll };
    let found = (find("flip").expect("a question").run)(&asked).expect("an answer");
    assert_eq!(found.stop, Stop::Interrupted);
    let text = format!("{:?}", found.document);
    assert!(text.contains("Of the assumptions looked at before the interruption"), "{text}");
    assert!(text.contains("was perhaps not looked at"), "{text}");
}

#[test]
fn bad_settings_are_refused_in_a_sentence() {
    let scenario = fair();
    let refusal = |question: &str, settings: Settings, why: &str| {
        let error = ask(question, &scenario, &settings).err().unwrap_or_else(|| panic!("taken: {why}"));
        assert!(error.0.contains(why), "{error}");
    };
    let judged = || Settings { readings: vec![Reading::Judged], ..Settings::default() };
    refusal("sens", judged(), "leave out --reading");
    refusal("ask", judged(), "leave out --reading");
    refusal("ask", Settings { reliable: 40.0, ..Settings::default() }, "50 to 100 %");
    refusal("ask", Settings { parties: vec!["Z".into()], ..Settings::default() }, "no party Z");
    refusal("flip", Settings { views: vec!["Z".into()], ..Settings::default() }, "no view Z");
}

fn section(answer: &Answer) -> String {
    let blocks = answer.document.blocks.iter();
    let from = blocks.skip_while(|b| !matches!(b, Block::Heading { id, .. } if id == "ranges"));
    let rest = from.skip(1).take_while(|b| !matches!(b, Block::Heading { .. }));
    rest.map(|block| format!("{block:?}\n")).collect()
}

#[test]
fn answers_at_representative_values_say_their_share_of_worlds() {
    let scenario = fair();
    let commands = ["zone", "solve", "frontier", "count", "trade", "report"];
    let mut shares = Vec::new();
    for command in commands {
        let found = answer(command, &scenario, &Settings::default());
        let text = section(&found);
        assert!(text.contains("a deal exists in between"), "{command}: {text}");
        let mut records = found.result.claims.iter().filter_map(|claim| match &claim.claim {
            Claim::Worlds { record } => Some(record.counted.clone()),
            _ => None,
        });
        let counted = records.next().expect("a record of worlds");
        assert!(verify(&found.result.to_json()).expect("a result file").sound(), "{command}");
        shares.push((counted.worlds, counted.cases));
    }
    // The same worlds behind all of them, and those of robust.
    let robust = Settings { worlds: 1024, precision: 0.0, ..Settings::default() };
    let robust = answer("robust", &scenario, &robust);
    let counted = robust.result.claims.iter().find_map(|claim| match &claim.claim {
        Claim::Worlds { record } => Some((record.counted.worlds, record.counted.cases.clone())),
        _ => None,
    });
    shares.push(counted.expect("a record of worlds"));
    assert!(shares.windows(2).all(|pair| pair[0] == pair[1]), "{shares:?}");
    let why = Settings { package: Some("middle".into()), ..Settings::default() };
    let why = answer("why", &scenario, &why);
    assert!(section(&why).contains("In the middle"), "{}", section(&why));
}

#[test]
fn without_ranges_nothing_is_said_of_worlds_and_what_cannot_be_drawn_is_said() {
    let certain = read(&include_str!("fair.toml").replace("firmness = [0.4, 0.9]", "firmness = 1"));
    assert!(!section(&answer("zone", &certain, &Settings::default())).is_empty(), "numbers have ranges");
    let points = read(
        r#"
format = 1
title = "Points"
parties = [{ id = "A", name = "Anna" }, { id = "B", name = "Bert" }]
issues = [{ id = "land", label = "Land", options = [
  { id = "all", label = "all", values = { A = 100, B = 0 } },
  { id = "none", label = "none", values = { A = 0, B = 100 } },
] }]
weights = { A = { land = 100 }, B = { land = 100 } }
no_deal = { at = [0], A = [0], B = [0] }
"#,
    );
    let found = answer("zone", &points, &Settings::default());
    assert_eq!(section(&found), "");
    assert!(!found.result.claims.iter().any(|claim| matches!(claim.claim, Claim::Worlds { .. })));
    // A ratio that no weights of the ranges have.
    let torn = format!(
        "{}\n[[preferences]]\nparty = \"A\"\nkind = \"ratio\"\nissues = [\"price\", \"day\"]\nratio = [5, 6]\n",
        include_str!("fair.toml")
    );
    let found = answer("zone", &read(&torn), &Settings::default());
    assert!(section(&found).contains("all that Anna said"), "{}", section(&found));
}
