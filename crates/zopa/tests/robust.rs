//! Shares of worlds: the same on any number of threads and in two halves, what brute force finds on the same worlds, and
//! what is known in closed form.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use zopa::ensemble::cases::{Factor, Level};
use zopa::ensemble::{Origin, Out, Run, Summary, View};
use zopa::question::{Answer, AskError, Asked, Settings, find, robust};
use zopa::report::Block;
use zopa::result::{Claim, ResultFile, WorldsRecord, verify};
use zopa::scenario::Scenario;
use zopa_core::answer::Stop;
use zopa_core::check::Verdict as Checked;
use zopa_core::problem::Problem;
use zopa_core::world::{BLOCK, Tables, Verdict};

fn read(text: &str) -> Scenario {
    let reading = zopa::read::read("case.toml", text.into(), &mut |_| Err("none".to_owned()));
    reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

/// Three parties, four issues of three options, rules, red lines in groups, a dependence.
fn fair() -> Scenario {
    read(FAIR)
}

const FAIR: &str = include_str!("fair.toml");

fn settings(worlds: u64, threads: usize) -> Settings {
    Settings { worlds, precision: 0.0, threads, ..Settings::default() }
}

fn ask(scenario: &Scenario, settings: &Settings) -> Result<Answer, AskError> {
    (find("robust").expect("a question").run)(&Asked { scenario, settings, poll: &|_| true })
}

fn answer(scenario: &Scenario, settings: &Settings) -> Answer {
    ask(scenario, settings).unwrap_or_else(|error| panic!("{error}"))
}

fn record(result: &ResultFile) -> &WorldsRecord {
    let mut records = result.claims.iter().filter_map(|claim| match &claim.claim {
        Claim::Worlds { record } => Some(record),
        _ => None,
    });
    records.next().expect("a record of worlds")
}

#[test]
fn threads_do_not_matter() {
    let scenario = fair();
    let [one, two] = [1, 2].map(|threads| answer(&scenario, &settings(2048, threads)));
    assert_eq!(one.result.to_json(), two.result.to_json());
    assert_eq!(one.document, two.document);
    assert_eq!(record(&one.result).counted.worlds, 2048);
}

#[test]
fn two_halves_are_one_whole() {
    let scenario = fair();
    let whole = answer(&scenario, &settings(3072, 2));
    let half = answer(&scenario, &settings(1300, 1)).result;
    assert_eq!(record(&half).counted.worlds, 1536, "worlds come in whole blocks");
    let rest = answer(&scenario, &Settings { resume: Some(half.to_json()), ..settings(3072, 1) });
    assert_eq!(whole.result.to_json(), rest.result.to_json());
    assert_eq!(whole.document, rest.document);
}

#[test]
fn what_was_interrupted_is_valid_and_goes_on() {
    let scenario = fair();
    let whole = answer(&scenario, &settings(2048, 1));
    let worlds = AtomicU64::new(0);
    let poll = |done: u64| done == 0 || worlds.fetch_add(done, Ordering::Relaxed) < 1000;
    let settings = settings(2048, 1);
    // Searches poll too, so the interruption comes where it comes; a block is whole or not counted.
    let asked = Asked { scenario: &scenario, settings: &settings, poll: &poll };
    let half = robust(&asked, None).expect("an answer");
    assert_eq!(half.stop, Stop::Interrupted);
    let counted = half.result.claims.iter().find_map(|claim| match &claim.claim {
        Claim::Worlds { record } => Some(record.counted.worlds),
        _ => None,
    });
    let counted = counted.unwrap_or(0);
    assert!(counted.is_multiple_of(BLOCK) && counted < 2048, "{counted} worlds");
    assert!(verify(&half.result.to_json()).expect("a result file").sound());
    let rest = answer(&scenario, &Settings { resume: Some(half.result.to_json()), ..settings });
    let [rest, whole] = [&rest, &whole].map(|answer| record(&answer.result).clone());
    assert_eq!(rest, whole);
}

#[test]
fn another_scenario_or_seed_is_not_gone_on_with() {
    let scenario = fair();
    let half = answer(&scenario, &settings(256, 1)).result.to_json();
    let refusal = |scenario: &Scenario, settings: Settings, why: &str| {
        let error = ask(scenario, &settings).err().unwrap_or_else(|| panic!("taken, although {why}"));
        assert!(error.0.contains(why), "{error}");
    };
    let resumed = || Settings { resume: Some(half.clone()), ..settings(512, 1) };
    refusal(&read(&FAIR.replace("[30, 60]", "[30, 61]")), resumed(), "the scenario has changed");
    refusal(&scenario, Settings { seed: 7, ..resumed() }, "seed 0");
    refusal(&scenario, Settings { resume: Some("{}".into()), ..resumed() }, "no result file");
    let forged = half.replacen("\"deals\":", "\"deals\":1", 1);
    refusal(&scenario, Settings { resume: Some(forged), ..resumed() }, "cannot be used");
}

/// Every package of a problem.
fn every(problem: &Problem) -> Vec<Vec<usize>> {
    problem.options().iter().fold(vec![Vec::new()], |all, &k| {
        all.iter().flat_map(|x| (0..k).map(|o| x.iter().copied().chain([o]).collect())).collect()
    })
}

/// Whether some package is acceptable, `but` one party.
fn open(problem: &Problem, real: &[bool], but: Option<usize>) -> bool {
    every(problem).iter().any(|x| {
        problem.rules().iter().all(|rule| rule.holds(x))
            && (0..problem.n()).all(|p| but == Some(p) || problem.accepts(real, p, x))
    })
}

/// A view of the fair with its named packages.
fn fair_view() -> View {
    let scenario = fair();
    let mut view = View::new(&scenario, None, 0).expect("worlds");
    for named in &scenario.packages {
        let package = view.plausible.compiled.package(named).expect("a package");
        view.follow(package, Origin::Named(named.label.clone()));
    }
    view
}

#[test]
fn counts_are_those_of_brute_force_on_the_same_worlds() {
    let view = fair_view();
    let (family, design) = (&view.family, &view.design);
    assert_eq!(design.factors, [Factor::Firmness, Factor::Within, Factor::Others, Factor::Link(0)]);
    assert_eq!(design.cases.len(), 17);
    let mut summary = Summary::default();
    let mut expected: Vec<[u64; 3]> = vec![[0; 3]; design.cases.len()];
    let (mut parties, mut lines, mut neither, mut none) = ([0; 3], [0; 4], 0, 0);
    let mut by_party = [[0; 3]; 2];
    let mut tables = Tables::default();
    for block in [2, 0] {
        let (counted, _) = view.block(5, block, false, &|_| true).expect("worlds").expect("a whole block");
        summary.merge(&counted);
        for (c, case) in design.cases.iter().enumerate() {
            let worlds = family.block(&design.dependence(family, case), 5, block).expect("worlds");
            for world in &worlds {
                family.tables(&world.point, &mut tables);
                let problem = family.structure().in_world(&tables).expect("a problem");
                let real: Vec<bool> = (0..4)
                    .map(|l| {
                        let firm = family.lines()[l].firmness;
                        let f = match design.level(case, Factor::Firmness) {
                            Level::Low => firm.low,
                            Level::High => firm.high,
                            Level::Base => world.point[family.firmness() + l],
                        };
                        world.toughness[l] < f
                    })
                    .collect();
                let deal = open(&problem, &real, None);
                expected[c][0] += u64::from(deal);
                for (x, listed) in view.listed.iter().enumerate() {
                    expected[c][x + 1] += u64::from(problem.acceptable(&real, &listed.package));
                }
                if c > 0 {
                    continue;
                }
                for (x, listed) in view.listed.iter().enumerate() {
                    for (p, sum) in by_party[x].iter_mut().enumerate() {
                        let asked = problem.asked(p, &listed.package);
                        *sum += u64::from(asked && problem.accepts(&real, p, &listed.package));
                    }
                }
                if !deal {
                    none += 1;
                    let without: Vec<bool> = (0..3).map(|p| open(&problem, &real, Some(p))).collect();
                    (0..3).for_each(|p| parties[p] += u64::from(without[p]));
                    neither += u64::from(!without.contains(&true));
                    for l in (0..4).filter(|&l| real[l]) {
                        let mut fewer = real.clone();
                        fewer[l] = false;
                        lines[l] += u64::from(open(&problem, &fewer, None));
                    }
                }
            }
        }
    }
    assert_eq!(summary.worlds, 512);
    let deals: Vec<u64> = summary.cases.iter().map(|case| case.deals).collect();
    assert_eq!(deals, expected.iter().map(|e| e[0]).collect::<Vec<_>>());
    assert!(summary.cases.iter().all(|case| case.unsettled == 0));
    for (x, package) in summary.packages.iter().enumerate() {
        assert_eq!(package.accepted, expected.iter().map(|e| e[x + 1]).collect::<Vec<_>>());
        assert_eq!(package.by_party, by_party[x]);
    }
    assert_eq!(summary.without.looked, none);
    assert_eq!(summary.without.parties, parties);
    assert_eq!(summary.without.lines, lines);
    assert_eq!(summary.without.neither, neither);
    assert!(none > 20 && neither < none && lines.iter().sum::<u64>() > 0, "{none} {neither} {lines:?}");
    // Firmer lines never open a deal, in no case.
    for (c, case) in design.cases.iter().enumerate().filter(|(_, case)| case[0] == Level::High) {
        let mut soft = case.clone();
        soft[0] = Level::Low;
        let other = design.cases.iter().position(|case| *case == soft).expect("the other end");
        assert!(deals[c] < deals[other], "{case:?}");
    }
    // Merged the other way round, the same.
    let mut other = Summary::default();
    for block in [0, 2] {
        let (counted, _) = view.block(5, block, false, &|_| true).expect("worlds").expect("a whole block");
        other.merge(&counted);
    }
    assert_eq!(summary, other);
}

/// One issue of two options that both accept, and two lines that leave one option each.
fn two_lines(second: &str, groups: &str, firmness: [&str; 2]) -> Scenario {
    let group =
        |party: &str| if groups.is_empty() { String::new() } else { format!("group = \"{party}_tough\"") };
    let [first_group, second_group] = [group("A"), group(second)];
    let [f1, f2] = firmness;
    read(&format!(
        r#"
format = 1
title = "Two lines"
parties = [{{ id = "A", name = "Anna" }}, {{ id = "B", name = "Bert" }}]
sources = {{ S = {{ title = "A paper" }} }}
issues = [{{ id = "land", label = "Land", options = [
  {{ id = "x", label = "x", values = {{ A = 100, B = 0 }} }},
  {{ id = "y", label = "y", values = {{ A = 0, B = 100 }} }},
] }}]
weights = {{ A = {{ land = 100 }}, B = {{ land = 100 }} }}
no_deal = {{ at = [0], A = [0], B = [0] }}
{groups}
[[red_lines]]
id = "one"
party = "A"
{first_group}
label = "Not x"
excludes = ["land.x"]
firmness = {f1}
[[red_lines]]
id = "two"
party = "{second}"
{second_group}
label = "Not y"
excludes = ["land.y"]
firmness = {f2}
"#
    ))
}

fn shares(scenario: &Scenario) -> (ResultFile, Vec<[f64; 2]>) {
    let result = answer(scenario, &settings(16_384, 2)).result;
    let record = record(&result);
    let parts = |end: u64| end as f64 / 4_294_967_296.0;
    let ends = record.cases.iter().map(|case| case.interval.map(parts)).collect();
    (result.clone(), ends)
}

#[test]
fn two_independent_lines_block_as_often_as_both_are_real() {
    let (_, ends) = shares(&two_lines("B", "", ["0.7", "0.6"]));
    assert_eq!(ends.len(), 1);
    let [low, high] = ends[0];
    assert!(low < 1.0 - 0.42 && 1.0 - 0.42 < high && high - low < 0.02, "{ends:?}");
    // With ranges: the ends, and in the base case the mean over independent firmnesses.
    let (_, ends) = shares(&two_lines("B", "", ["[0.5, 0.9]", "[0.4, 0.8]"]));
    let expected = [1.0 - 0.7 * 0.6, 1.0 - 0.5 * 0.4, 1.0 - 0.9 * 0.8];
    assert_eq!(ends.len(), 3);
    for ([low, high], truth) in ends.iter().zip(expected) {
        assert!(*low < truth && truth < *high, "{truth} in {ends:?}");
    }
}

#[test]
fn two_lines_of_one_toughness_block_as_often_as_the_softer_is_real() {
    let group = "groups = { A_tough = { party = \"A\", within = [0, 1] } }";
    let scenario = two_lines("A", group, ["0.7", "0.6"]);
    let mut deals = [0.0; 3];
    let seeds = 0..8;
    for seed in seeds.clone() {
        let result = answer(&scenario, &Settings { seed, ..settings(16_384, 2) }).result;
        let record = record(&result);
        let cases: Vec<&str> = record.cases.iter().map(|case| case.factors[0].1.as_str()).collect();
        assert_eq!(cases, ["base", "low", "high"]);
        deals.iter_mut().zip(&record.counted.cases).for_each(|(sum, case)| *sum += case.deals as f64);
    }
    let worlds = 16_384.0 * seeds.count() as f64;
    for (deals, truth) in [(deals[1], 1.0 - 0.7 * 0.6), (deals[2], 1.0 - 0.6)] {
        let error: f64 = (truth * (1.0 - truth) / worlds).sqrt();
        let off = (deals / worlds - truth).abs();
        assert!(off < 3.0 * error, "{} and not {truth}: {} standard errors", deals / worlds, off / error);
    }
    assert!(deals[2] < deals[0] && deals[0] < deals[1], "{deals:?}");
}

fn said(answer: &Answer, want: fn(&Block) -> Option<&String>) -> String {
    answer.document.blocks.iter().filter_map(want).cloned().collect::<Vec<_>>().join("\n")
}

#[test]
fn a_share_decided_by_judgements_without_a_source_is_no_headline() {
    let finding: fn(&Block) -> Option<&String> = |block| match block {
        Block::Finding(text) => Some(text),
        _ => None,
    };
    let caveat: fn(&Block) -> Option<&String> = |block| match block {
        Block::Caveat(text) => Some(text),
        _ => None,
    };
    let loose = answer(&two_lines("B", "", ["0.7", "[0.5, 0.6]"]), &settings(512, 1));
    assert_eq!(said(&loose, finding), "");
    let words = said(&loose, caveat);
    assert!(
        words.contains(
            "The share is decided by 2 judgements of firmness without a source, so it is no headline."
        ),
        "{words}"
    );
    assert!(words.contains("rung 1"), "{words}");
    assert!(words.contains("2 red lines stand in no group"), "{words}");
    let sourced = "{ low = 0.5, high = 0.6, source = \"S\" }";
    let firm = answer(&two_lines("B", "", [sourced, sourced]), &settings(512, 1));
    assert!(said(&firm, finding).contains("a deal exists in between"), "{}", said(&firm, finding));
    assert!(!said(&firm, caveat).contains("no headline"));
    // Where every world of every case has a deal, firmness decides nothing.
    let free = answer(&two_lines("B", "", ["0", "[0.5, 0.6]"]), &settings(512, 1));
    assert!(
        said(&free, finding).contains("a deal exists in every one of 512 worlds"),
        "{}",
        said(&free, finding)
    );
}

#[test]
fn counts_that_do_not_fit_together_are_refuted() {
    let scenario = fair();
    let result = answer(&scenario, &settings(512, 1)).result;
    let judged = verify(&result.to_json()).expect("a result file");
    assert!(judged.sound() && !judged.cut_short());
    let sampled = judged.outcomes.iter().find(|outcome| outcome.claim.contains("shares of 512 worlds"));
    let sampled = sampled.expect("an outcome for the worlds");
    assert_eq!(sampled.verdict, Checked::NotReproved);
    assert!(sampled.remark.as_ref().is_some_and(|remark| remark.contains("sampled, not proved")));
    let forge = |change: &dyn Fn(&mut WorldsRecord), why: &str| {
        let mut forged = result.clone();
        for claim in &mut forged.claims {
            if let Claim::Worlds { record } = &mut claim.claim {
                change(record);
            }
        }
        let judged = verify(&forged.to_json()).expect("a result file");
        assert!(!judged.sound(), "{why}");
    };
    forge(&|record| record.counted.cases[1].deals += 1, "a deal more");
    forge(&|record| record.cases[3].interval[0] += 1, "an interval moved");
    forge(&|record| record.counted.worlds += 1, "a world more");
    forge(&|record| record.counted.without.lines[0] += 1000, "a line that opens more worlds than there are");
    forge(&|record| record.counted.without.looked -= 1, "a world without a deal less");
    forge(&|record| record.counted.packages[0].accepted[0] = 513, "accepted in more worlds than there are");
    forge(&|record| record.counted.packages[0].ranks[0][0] += 1, "a rank more");
    forge(&|record| record.counted.packages[0].largest[0] = -1, "a shortfall below zero");
    forge(&|record| record.counted.first.clear(), "no verdicts of the first blocks");
    forge(&|record| record.counted.cases.truncate(16), "a case less");
    forge(&|record| record.stop = "done".into(), "an unknown end");
}

#[test]
fn worlds_are_handed_out_in_order() {
    let scenario = fair();
    let settings = settings(1024, 2);
    let (heads, next, none) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let mut out = |out: Out| {
        match out {
            Out::Heads(list) => {
                assert_eq!((list.len(), list[0].lines.len(), list[0].parties.len()), (1, 4, 3));
                heads.set(list[0].inputs.len());
            }
            Out::Rows(view, rows) => {
                assert_eq!(view, 0);
                for row in rows {
                    assert_eq!((row.world, row.point.len(), row.real.len()), (next.get(), heads.get(), 4));
                    next.set(next.get() + 1);
                    none.set(none.get() + u64::from(row.verdict == Verdict::None));
                }
            }
        }
        Ok(())
    };
    let asked = Asked { scenario: &scenario, settings: &settings, poll: &|_| true };
    let answer = robust(&asked, Some(&mut out)).expect("an answer");
    assert_eq!((next.get(), none.get()), (1024, record(&answer.result).counted.without.looked));
    let resumed = Settings { resume: Some(answer.result.to_json()), ..settings };
    let asked = Asked { scenario: &scenario, settings: &resumed, poll: &|_| true };
    assert!(robust(&asked, Some(&mut |_| Ok(()))).is_err(), "earlier worlds would be missing");
}

#[test]
fn a_run_ends_where_it_is_precise_enough() {
    let scenario = fair();
    let coarse =
        answer(&scenario, &Settings { worlds: 20_000, precision: 2.5, threads: 2, ..Settings::default() });
    let worlds = record(&coarse.result).counted.worlds;
    assert!(worlds < 20_000 && worlds.is_multiple_of(8 * BLOCK), "{worlds} worlds");
    for case in &record(&coarse.result).cases {
        assert!((case.interval[1] - case.interval[0]) as f64 / 4_294_967_296.0 <= 0.05);
    }
    let run = Run { seed: 0, worlds: 256, precision: 1.0 };
    assert_eq!(run.worlds, 256);
}
