//! When a deal is possible and what waiting costs, asked of scenarios: every number of the tables against a slow twin,
//! chains that yield what no deal is worth, two kinds of leaving, one stake fought over, and what `verify` makes of it.

#[path = "time/twin.rs"]
mod twin;

use std::collections::BTreeMap;
use twin::Twin;
use zopa::question::{Answer, AskError, Asked, Settings, find};
use zopa::report::{Block, Table};
use zopa::result::{BelievedRecord, Claim, ResultFile, TimeRecord, verify};
use zopa::scenario::Scenario;
use zopa_core::check::Verdict;

const DISPUTE: &str = include_str!("time/dispute.toml");

fn scenario(text: &str) -> Scenario {
    let reading = zopa::read::read("dispute.toml", text.into(), &mut |_| Err("none".to_owned()));
    reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

fn ask(text: &str, settings: &Settings) -> Result<Answer, AskError> {
    let question = find("time").expect("a question");
    (question.run)(&Asked { scenario: &scenario(text), settings, poll: &|_| true })
}

fn settings() -> Settings {
    Settings { worlds: 256, seed: 7, ..Settings::default() }
}

/// The tables of an answer by id, each as rows of texts.
fn tables(answer: &Answer) -> BTreeMap<String, Vec<Vec<String>>> {
    let text = |table: &Table| {
        table.rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect()
    };
    let of = |block: &Block| match block {
        Block::Table(table) => Some((table.id.clone(), text(table))),
        Block::Picture(picture) => Some((picture.table.id.clone(), text(&picture.table))),
        _ => None,
    };
    answer.document.blocks.iter().filter_map(of).collect()
}

/// Everything said in an answer beside its tables.
fn said(answer: &Answer) -> String {
    let of = |block: &Block| match block {
        Block::Finding(text) | Block::Text(text) | Block::Caveat(text) => text.clone(),
        Block::List(items) => items.join("\n"),
        _ => String::new(),
    };
    answer.document.blocks.iter().map(of).collect::<Vec<_>>().join("\n")
}

fn record(file: &mut ResultFile, view: usize) -> &mut TimeRecord {
    let mut found = file.claims.iter_mut().filter_map(|record| match &mut record.claim {
        Claim::Time { record } => Some(record),
        _ => None,
    });
    found.nth(view).expect("a record of the view")
}

#[test]
fn every_number_is_that_of_a_slow_twin() {
    let answer = ask(DISPUTE, &settings()).expect("an answer");
    let tables = tables(&answer);
    let scenario = scenario(DISPUTE);
    let months = [0, 6, 12];
    let twin = Twin { scenario: &scenario, seed: 7, worlds: 256, months: &months };
    let views = ["hawks", "doves"];
    let seen: Vec<_> = views.iter().map(|view| twin.view(view)).collect();
    let open = &tables["open"];
    for (v, seen) in seen.iter().enumerate() {
        let base: Vec<&String> =
            open.iter().filter(|row| !row[0].contains("over the cases")).nth(v).expect("a row")[1..]
                .iter()
                .collect();
        let twin_open: Vec<String> = (0..3).map(|t| twin::range(seen.open(t), 256)).collect();
        assert_eq!(base, twin_open.iter().collect::<Vec<_>>(), "open under {}", views[v]);
        let fan: Vec<Vec<String>> = (0..2)
            .map(|p| (0..3).map(|t| twin::shown(twin::spread(seen.no_deal(t, p)), 1)).collect())
            .collect();
        let rows = &tables[&format!("fan-{}", views[v])];
        for p in 0..2 {
            assert_eq!(rows[p][1..], fan[p], "no deal under {}", views[v]);
        }
        let until = &tables[&format!("until-{}", views[v])];
        for (x, row) in until.iter().enumerate() {
            for p in 0..2 {
                assert_eq!(row[1 + p], twin.until(seen, x, p), "{} of party {p}, {}", row[0], views[v]);
            }
            let all: Vec<f64> = (0..3).map(|t| seen.all(t, x) as f64 / 256.0).collect();
            assert_eq!(row[3], twin::between(all[0], all[2]));
        }
    }
    for (p, row) in tables["change"].iter().enumerate() {
        let cells: Vec<String> = seen.iter().map(|seen| twin.rate(seen, p)).collect();
        assert_eq!(row[1..], cells, "what waiting does to party {p}");
    }
    let beliefs = [None, Some("a_own"), Some("b_own"), Some("paper")];
    let courses: Vec<_> = beliefs.iter().map(|belief| twin.courses(*belief)).collect();
    for (p, row) in tables["by-chain"].iter().enumerate() {
        let cells: Vec<String> = (0..3)
            .map(|t| twin::shown(twin::spread(courses[0].iter().map(|c| c.path[t][p]).collect()), 1))
            .collect();
        assert_eq!(row[1..], cells, "the chain for party {p}");
    }
    for (b, courses) in courses.iter().enumerate() {
        let row: Vec<String> = (0..2)
            .map(|e| twin::shown(twin::spread(courses.iter().map(|c| 100.0 * c.ends[e]).collect()), 0))
            .collect();
        assert_eq!(tables["ends"][b][1..], row, "how the war ends by belief {b}");
    }
    // Own beliefs: A has the path of the hawks, B that of the doves.
    let believes = [seen[0].no_deal(0, 0), seen[1].no_deal(0, 1)];
    for (v, seen) in seen.iter().enumerate() {
        for (x, row) in tables[&format!("even-{}", views[v])].iter().enumerate() {
            for p in 0..2 {
                let worth = twin.worth(views[v], x, p);
                let own = &courses[1 + p];
                assert_eq!(
                    row[1 + 2 * p],
                    twin::needs(&courses[0], p, worth),
                    "{} for party {p}, {}",
                    row[0],
                    views[v]
                );
                let waits = [&courses[0], own].map(|courses| {
                    twin::percent(courses.iter().filter(|c| c.now[p] > worth).count() as f64 / 256.0)
                });
                assert_eq!(row[2 + 2 * p], format!("{} %; by its own belief in {} %", waits[0], waits[1]));
            }
        }
        let other = |p: usize, k: usize| Some(believes[p][k]);
        let rows: Vec<&Vec<String>> =
            tables["own-beliefs"].iter().filter(|row| row[0].eq_ignore_ascii_case(views[v])).collect();
        let split = |analyst: &dyn Fn(usize, usize) -> Option<f64>,
                     own: &dyn Fn(usize, usize) -> Option<f64>| {
            let (mut counts, mut both) = ([0_u64; 4], 0);
            for k in 0..256 {
                let [a, o] = [analyst, own].map(|f| seen.deal(0, k, [f(0, k), f(1, k)]));
                counts[0] += u64::from(a);
                counts[1] += u64::from(o);
                counts[2] += u64::from(o && !a);
                counts[3] += u64::from(a && !o);
                both += u64::from(a && o);
            }
            assert!(both <= 256);
            counts.map(|n| twin::range(n, 256))
        };
        assert_eq!(rows[0][2..], split(&|_, _| None, &other), "by the paths, {}", views[v]);
        let chain = |p: usize, k: usize| Some(courses[0][k].path[0][p]);
        let own = |p: usize, k: usize| Some(courses[1 + p][k].path[0][p]);
        assert_eq!(rows[1][2..], split(&chain, &own), "by the chain, {}", views[v]);
    }
    // Lives and money are as given, times the periods.
    assert_eq!([tables["change"].len(), tables["by-chain"].len(), tables["ends"].len()], [2, 2, 4]);
    assert_eq!(tables["lives"].len(), 2, "a figure of a later date is left out");
    assert_eq!(tables["lives"][0][2..5], ["100 to 200", "600 to 1,200", "1,200 to 2,400"]);
    assert_eq!(tables["money"][0][1..5], ["EUR million", "2.5", "15", "30"]);
}

#[test]
fn the_answer_is_the_same_on_two_threads() {
    let one = ask(DISPUTE, &settings()).expect("an answer");
    let two = ask(DISPUTE, &Settings { threads: 2, ..settings() }).expect("an answer");
    assert_eq!(one.result.to_json(), two.result.to_json());
    assert_eq!(one.document, two.document);
}

#[test]
fn what_is_claimed_of_the_chain_is_worked_out_again() {
    let answer = ask(DISPUTE, &settings()).expect("an answer");
    let outcome = |file: &ResultFile| {
        let at =
            file.claims.iter().position(|record| matches!(record.claim, Claim::Time { .. })).expect("one");
        verify(&file.to_json()).expect("a file").outcomes.remove(at).verdict
    };
    assert_eq!(outcome(&answer.result), Verdict::NotReproved);
    let forge = |what: &str, change: &dyn Fn(&mut TimeRecord)| {
        let mut file = answer.result.clone();
        change(record(&mut file, 0));
        assert!(matches!(outcome(&file), Verdict::Fails(_)), "{what}");
    };
    let chain = |what: &str, change: &dyn Fn(&mut BelievedRecord)| {
        forge(what, &|record| change(&mut record.chain[1]))
    };
    chain("a value", &|chain| chain.path[1][0] += 0.001);
    chain("a chance of an end", &|chain| chain.ends[0].1 += 0.001);
    chain("how long it lasts", &|chain| chain.duration = chain.duration.map(|periods| periods + 0.1));
    chain("a row that is no distribution", &|chain| chain.moves[0][0] += 0.1);
    chain("a discount of 1", &|chain| chain.discounts[0] = 1.0);
    chain("a start that is no state", &|chain| chain.start = 9);
    chain("a break-even", &|chain| {
        let even = chain.even.iter_mut().find(|even| even.needs.is_some()).expect("one");
        even.needs = even.needs.map(|q| q + 0.001);
    });
    chain("what the chain gives", &|chain| chain.even[0].gives += 0.01);
    forge("more deals than worlds", &|record| record.periods[1].cases[0].deals = 257);
    forge("periods that do not ascend", &|record| record.periods[1].at = 0);
    forge("a fan upside down", &|record| record.fans[0].points[0].swap(0, 2));
    forge("more rises than worlds", &|record| record.fans[0].up += 300);
    forge("a package that is none", &|record| record.packages[0].package[0] = 9);
    forge("accepted too often", &|record| record.packages[0].by_party[0][0] = 300);
}

#[test]
fn a_chain_yields_no_deal_where_no_path_is_given() {
    let (head, rest) = DISPUTE.split_once("# --- paths ---").expect("a mark");
    let (_, rest) = rest.split_once("# --- end of paths ---").expect("a mark");
    let text = format!("{head}{rest}")
        .replace("nodeal_view = \"hawks\"\n", "")
        .replace("nodeal_view = \"doves\"\n", "");
    let answer = ask(&text, &settings()).expect("an answer");
    assert!(said(&answer).contains("No path of no deal is given"));
    let scenario = scenario(&text);
    let twin = Twin { scenario: &scenario, seed: 0, worlds: 256, months: &[0, 6, 12, 18, 24] };
    let courses = twin.courses(None);
    let middle = twin.middle();
    let war = scenario.war.as_ref().expect("a war");
    assert_eq!(war.yielded.at, [0, 6, 12, 18, 24]);
    for (p, (_, list)) in war.yielded.values.iter().enumerate() {
        for (t, estimate) in list.iter().enumerate() {
            let off =
                |n: num_rational::Ratio<i128>, x: f64| (*n.numer() as f64 / *n.denom() as f64 - x).abs();
            let all = || courses.iter().map(|c| c.path[t][p]);
            assert!(off(estimate.low, all().fold(middle.path[t][p], f64::min)) < 0.001);
            assert!(off(estimate.high, all().fold(middle.path[t][p], f64::max)) < 0.001);
            assert!(off(estimate.best.expect("a best guess"), middle.path[t][p]) < 0.001);
        }
    }
    // The problem has it too.
    let compiled = zopa::compile::compile(&scenario, None, 6).expect("a problem");
    let no_deal = compiled.points(compiled.problem.parties()[0].no_deal);
    assert!((no_deal - middle.path[1][0]).abs() < 0.001, "{no_deal} against {}", middle.path[1][0]);
}

#[test]
fn leaving_by_choice_and_breakdown_by_chance_differ() {
    let more = "[outside_option]\nat = [0, 12]\nA = [[10, 20], [80, 90]]\n[breakdown_point]\nat = [0]\nA = [0]\nB = [0]\n";
    let answer = ask(&format!("{DISPUTE}\n{more}"), &settings()).expect("an answer");
    let tables = tables(&answer);
    let share = |row: usize, t: usize| -> f64 {
        tables["apart"][row][2 + t].split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0.0)
    };
    let scenario = scenario(&format!("{DISPUTE}\n{more}"));
    let twin = Twin { scenario: &scenario, seed: 7, worlds: 256, months: &[0, 6, 12] };
    let seen = twin.view("hawks");
    // Of the hawks: no deal alone, the outside option, the breakdown point.
    for t in 0..3 {
        let outside = (0..256)
            .filter(|&k| {
                let chosen = twin.outside(k, t).max(seen.no_deal(t, 0)[k]);
                seen.deal(t, k, [Some(chosen), None])
            })
            .count();
        let broken = (0..256).filter(|&k| seen.deal(t, k, [Some(0.0), Some(0.0)])).count();
        assert_eq!(tables["apart"][0][2 + t], twin::range(seen.open(t), 256));
        assert_eq!(tables["apart"][1][2 + t], twin::range(outside as u64, 256));
        assert_eq!(tables["apart"][2][2 + t], twin::range(broken as u64, 256));
    }
    // Worth less than no deal, what is taken by choice changes nothing; worth more, it binds. A breakdown counts in any case.
    assert_eq!(share(0, 0), share(1, 0));
    assert!(share(1, 2) < share(0, 2) && share(2, 0) > share(0, 0), "{:#?}", tables["apart"]);
}

/// RISKRET-1 of DYNAMICS 1b (J. D. Fearon 1995; uniform costs): p = 0.5, c_A = 0.1, B's cost uniform on 0 to 0.4: the demand
/// is 0.65, refused with 0.375, worth 0.55625. RUIN-1 of 2a (W. Feller 1968): 5 of 10 forts at 1/2: 0.5, 25 battles. WARVAL-1
/// of 2b: discount 0.95, costs 0.2: 0.0678 each.
#[test]
fn one_stake_gives_the_published_numbers() {
    let answer = ask(include_str!("time/contest.toml"), &Settings { worlds: 10, ..Settings::default() });
    let said = said(&answer.expect("an answer"));
    for part in [
        "has at least 40 % and at most ",
        "is 65 % of the stake",
        "a chance of no deal of 38 %, and can expect 56 %",
        "wins with a chance of 50 %, after 25.0 battles",
        "worth 7 % of the stake to Anna and 7 % to Bert",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn what_cannot_be_asked() {
    let refused = |text: &str, settings: &Settings| ask(text, settings).err().expect("refused").to_string();
    let (still, _) = include_str!("time/contest.toml").split_once("[war.contest]").expect("a mark");
    assert!(refused(still, &settings()).contains("nothing in this scenario moves with time"));
    let readings = vec![zopa::compile::Reading::None];
    assert!(refused(DISPUTE, &Settings { readings, ..settings() }).contains("leave out --reading"));
    assert!(refused(DISPUTE, &Settings { worlds: 0, ..settings() }).contains("at least 1 world"));
}

#[test]
fn rows_that_a_belief_carries_above_one_are_scaled_down_and_said() {
    let wild = DISPUTE
        .replace("multiply = { rout = [1.5, 2.5], won = [0.2, 0.5] }", "multiply = { rout = [3, 30] }");
    assert_ne!(wild, DISPUTE);
    let answer = ask(&wild, &settings()).expect("an answer");
    assert!(said(&answer).contains("some row of the chain would exceed 1 in "), "{}", said(&answer));
    assert!(!said(&ask(DISPUTE, &settings()).expect("an answer")).contains("would exceed 1"));
}
