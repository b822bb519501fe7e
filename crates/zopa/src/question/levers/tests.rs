//! Lever sets against enumeration on random small disputes; what must not change anything; consent and the table.

use super::grow::Ground;
use super::model::{Model, Numbers};
use super::sets::{Quest, Reach, Record, cheapest, hopeless};
use super::{QUESTION, teams};
use crate::compile::{Compiled, Reading, compile};
use crate::ensemble::extra;
use crate::question::{Asked, Settings};
use crate::read::read;
use crate::report::Block;
use crate::result::verify;
use crate::scenario::{Condition, Scenario};
use std::collections::BTreeMap;
use std::fmt::Write;
use zopa_core::check::Verdict;
use zopa_core::problem::Score;

/// Random numbers: the multiplier of Knuth's MMIX.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as u64) as i64
    }

    fn once_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

const PARTIES: [&str; 4] = ["A", "B", "H", "K"];

/// A dispute of two parties who have to agree and two who hold levers, with whole and half numbers alone: nothing is
/// rounded.
fn dispute(seed: u64) -> String {
    let mut draw = Draw(seed);
    let mut text = "format = 1\ntitle = \"A case\"\nraw_weights = true\n".to_string();
    for id in PARTIES {
        let consent = match id {
            "A" | "B" => "whole",
            _ if draw.once_in(2) => "carried",
            _ => "none",
        };
        let _ = writeln!(text, "[[parties]]\nid = \"{id}\"\nname = \"{id}\"\nconsent = \"{consent}\"");
    }
    let issues = draw.between(2, 3);
    for i in 0..issues {
        let _ = writeln!(text, "[[issues]]\nid = \"i{i}\"\nlabel = \"i{i}\"\noptions = [");
        for o in 0..draw.between(2, 3) {
            let carried = if draw.once_in(4) { ", carried_by = [\"H\", \"K\"]" } else { "" };
            let [a, b, h, k] = [(); 4].map(|()| draw.between(0, 12));
            let _ = writeln!(
                text,
                "{{ id = \"o{o}\", label = \"o{o}\", values = {{ A = {a}, B = {b}, H = {h}, K = {k} }}{carried} }},"
            );
        }
        text.push_str("]\n");
    }
    text.push_str("[weights]\n");
    for id in PARTIES {
        let all: Vec<String> = (0..issues).map(|i| format!("i{i} = 100")).collect();
        let _ = writeln!(text, "{id} = {{ {} }}", all.join(", "));
    }
    let [a, b, h, k] = [(12, 30), (12, 30), (0, 20), (0, 20)].map(|(low, high)| draw.between(low, high));
    let _ = writeln!(text, "[no_deal]\nat = [0]\nA = [{a}]\nB = [{b}]\nH = [{h}]\nK = [{k}]");
    if draw.once_in(2) {
        text.push_str("[[red_lines]]\nid = \"l\"\nparty = \"A\"\nlabel = \"l\"\nexcludes = [\"i0.o0\"]\nfirmness = 0.75\n");
    }
    if draw.once_in(2) {
        let [a, b] = [(); 2].map(|()| draw.between(2, 12));
        let _ = writeln!(text, "[walk_away]\nA = {{ trigger_points = {a} }}\nB = {{ trigger_points = {b} }}");
    }
    if draw.once_in(2) {
        let _ = writeln!(text, "[lever_budget]\nH = {}", draw.between(1, 8));
    }
    for l in 0..draw.between(1, 4) {
        let holder = ["H", "K"][draw.below(2) as usize];
        let target = ["A", "B"][draw.below(2) as usize];
        let (condition, table) = [("agreement", "agreement"), ("refusal", "no_deal"), ("obstruction", "no_deal")]
            [draw.below(3) as usize];
        let _ = writeln!(text, "[[levers]]\nid = \"l{l}\"\nholder = \"{holder}\"\ntarget = \"{target}\"");
        let _ = writeln!(text, "conditional_on = \"{condition}\"");
        match draw.below(3) {
            0 => text.push_str("levels = [{ level = 1 }]\n"),
            _ => text.push_str("levels = [{ level = 0.5 }, { level = 1 }]\n"),
        }
        if draw.once_in(4) {
            text.push_str("consent = [\"K\"]\n");
        }
        if draw.once_in(6) {
            text.push_str("agreed = true\n");
        }
        if l > 0 && draw.once_in(4) {
            text.push_str("excludes = [\"l0\"]\n");
        }
        let _ = writeln!(text, "credibility = {}", ["1", "0.5"][draw.below(2) as usize]);
        let _ = writeln!(text, "substitution = {{ share = {} }}", ["0", "0.5"][draw.below(2) as usize]);
        let _ = writeln!(text, "cost_to_holder = {}", draw.between(0, 9));
        let _ = writeln!(text, "cost_of_threatening = {}", draw.between(0, 2));
        let sign = if table == "no_deal" { -1 } else { 1 };
        let main = sign * draw.between(2, 40);
        let other = if target == "A" { "B" } else { "A" };
        let [side, h, k] = [draw.between(-8, 8), draw.between(-4, 4), draw.between(-4, 4)];
        let _ = write!(
            text,
            "effect = {{ {table} = {{ {target} = {main}, {other} = {side}, H = {h}, K = {k} }}"
        );
        if table == "agreement" && draw.once_in(2) {
            let _ = write!(text, ", values = {{ \"i0.o1\" = {{ {target} = {} }} }}", 4 * draw.between(-2, 6));
        }
        text.push_str(" }\n");
    }
    text
}

fn scenario(text: &str) -> Scenario {
    let reading = read("case.toml", text.to_string(), &mut |_| Err("none".to_owned()));
    reading.scenario.unwrap_or_else(|| panic!("{:?}\n{text}", reading.diagnostics))
}

/// What everything is made of.
struct Case {
    scenario: Scenario,
    base: Compiled,
}

const FAILS: f64 = 0.5;

/// Everything that the definitions say of one package and one choice of levels, from the estimates: whether it is possible,
/// and what each holder spends.
fn judged(
    (case, model, numbers): (&Case, &Model, &[Numbers]),
    real: &[bool],
    (package, levels): (&[usize], &[f64]),
) -> Option<Vec<f64>> {
    let n = 4;
    let problem = &case.base.problem;
    let mut gain: Vec<f64> = (0..n).map(|p| case.base.points(problem.gain(p, package))).collect();
    let worth = gain.clone();
    let mut bears = gain.clone();
    let mut spent = vec![0.0; n];
    let mut threats = vec![0.0; n];
    for (l, &level) in levels.iter().enumerate().filter(|(_, level)| **level > 0.0) {
        let (lever, x) = (model.levers[l].lever, &numbers[l]);
        let holder = model.levers[l].holder;
        let f = level * x.credibility * x.left;
        let stick = lever.condition != Condition::Agreement;
        for p in 0..n {
            gain[p] += if stick { -f * x.effect[p] } else { f * x.effect[p] };
        }
        bears[holder] += f * x.effect[holder] - level * x.cost;
        for &(i, o, p, points) in x.values.iter().filter(|(i, o, ..)| package[*i] == *o) {
            let _ = (i, o);
            gain[p] += f * points;
            bears[p] += f * points;
        }
        spent[holder] += level * (x.cost * if stick { FAILS } else { 1.0 } + x.threatening);
        if stick {
            threats[model.levers[l].target] += (-f * x.effect[model.levers[l].target]).max(0.0);
        }
        let agree = |id: &str| {
            let p = PARTIES.iter().position(|known| *known == id).unwrap();
            lever.agreed || p == holder || x.effect[p] >= 0.0
        };
        if !lever.consent.iter().all(|id| agree(id)) {
            return None;
        }
        let clashes = |k: usize| {
            levels[k] > 0.0 && k != l && {
                let other = model.levers[k].lever;
                lever.excludes.contains(&other.id) || other.excludes.contains(&lever.id)
            }
        };
        if (0..levels.len()).any(clashes) {
            return None;
        }
        if lever.condition == Condition::Obstruction {
            let target = model.levers[l].target;
            let firm = |k: usize| case.base.lines[k].judged && problem.lines()[k].party == target;
            if (0..problem.lines().len()).any(|k| firm(k) && problem.crosses(k, package)) {
                return None;
            }
        }
    }
    for p in 0..n {
        let uses = levels.iter().enumerate().any(|(l, level)| *level > 0.0 && model.levers[l].holder == p);
        let crossed = (0..real.len())
            .any(|l| real[l] && problem.lines()[l].party == p && problem.crosses(l, package));
        if problem.asked(p, package) && (gain[p] < 0.0 || crossed) {
            return None;
        }
        // Bearing counts for those who use levers.
        if uses && bears[p] < 0.0 {
            return None;
        }
        if model.trigger(p, &|e, _| extra::middle(e)).is_some_and(|most| threats[p] > most) {
            return None;
        }
        if model.budget(p, &|e, _| extra::middle(e)).is_some_and(|most| spent[p] > most) {
            return None;
        }
    }
    let _ = worth;
    Some(spent)
}

/// All choices of a level for each lever, none for those of others.
fn choices(model: &Model, holders: &[usize]) -> Vec<Vec<f64>> {
    let mut all = vec![Vec::new()];
    for usable in &model.levers {
        let mut levels = vec![0.0];
        if holders.contains(&usable.holder) {
            levels.extend(usable.levels.iter().map(|(level, _)| *level));
        }
        all = all
            .into_iter()
            .flat_map(|set: Vec<f64>| levels.iter().map(move |level| [set.clone(), vec![*level]].concat()).collect::<Vec<_>>())
            .collect();
    }
    all
}

fn packages(options: &[usize]) -> Vec<Vec<usize>> {
    options.iter().fold(vec![Vec::new()], |all, &k| {
        all.into_iter().flat_map(|x| (0..k).map(move |o| [x.clone(), vec![o]].concat())).collect()
    })
}

#[test]
fn the_cheapest_sets_are_those_that_enumeration_finds() {
    let middle = |e: &_, _: &str| extra::middle(e);
    let (mut alone, mut together, mut never) = (0, 0, 0);
    for seed in 0..800 {
        let text = dispute(seed);
        let scenario = scenario(&text);
        let base = compile(&scenario, None, 0).unwrap();
        let case = Case { scenario, base };
        let settings = Settings::default();
        let asked = Asked { scenario: &case.scenario, settings: &settings, poll: &|_| true };
        let model = Model::new(&case.scenario, 0, &middle);
        let numbers = model.numbers(&middle);
        let triggers: Vec<_> = (0..4).map(|p| model.trigger(p, &middle)).collect();
        let budgets: Vec<_> = (0..4).map(|p| model.budget(p, &middle)).collect();
        let ground = Ground {
            base: &case.base,
            model: &model,
            numbers: &numbers,
            fails: FAILS,
            triggers: &triggers,
            budgets: &budgets,
            loose: false,
        };
        for reading in [Reading::None, Reading::Judged] {
            let real = case.base.real(reading);
            let some = packages(case.base.problem.options());
            if some.iter().any(|x| case.base.problem.acceptable(&real, x)) {
                continue;
            }
            // What each holder spends alone, points and grid points.
            let mut first: BTreeMap<usize, Option<Score>> = BTreeMap::new();
            let mut points: BTreeMap<usize, f64> = BTreeMap::new();
            for holders in teams(&model.holders()) {
                // Every member of a team bears what it takes part in, as every set listed has all of them take part.
                let mut costs: Vec<Vec<f64>> = Vec::new();
                for set in choices(&model, &holders) {
                    let uses = |h: &usize| set.iter().enumerate().any(|(l, a)| *a > 0.0 && model.levers[l].holder == *h);
                    let all = holders.iter().all(uses);
                    let bearing = |x: &[usize]| {
                        holders.iter().all(|&h| uses(&h) || case.base.problem.gain(h, x) >= 0)
                    };
                    for x in &some {
                        if let Some(spent) = judged((&case, &model, &numbers), &real, (x, &set))
                            && (all || bearing(x))
                        {
                            let mut cost: Vec<f64> = holders.iter().map(|&h| spent[h]).collect();
                            cost.push(f64::from(u8::from(all)));
                            costs.push(cost);
                        }
                    }
                }
                let mut best = Reach::Never;
                for obstruction in [false, true] {
                    let below: Vec<_> = holders.iter().map(|h| if holders.len() > 1 { first.get(h).copied().flatten() } else { None }).collect();
                    let quest =
                        Quest { holders: &holders, real: &real, obstruction, top: 1, below: &below, regions: 10_000 };
                    let mut record = Record { claims: Vec::new(), with: "" };
                    best = super::better(best, cheapest(&asked, &ground, quest, &mut record).unwrap());
                }
                let least = |costs: &[Vec<f64>]| costs.iter().map(|c| c[0]).min_by(f64::total_cmp);
                if holders.len() == 1 {
                    let found = best.sets().first().map(|set| set.cost.iter().map(|(_, c)| c).sum::<f64>());
                    assert_eq!(found, least(&costs), "seed {seed}, {reading:?}, {holders:?}\n{text}");
                    first.insert(holders[0], best.sets().first().map(|set| set.spent[0]));
                    points.extend(found.map(|cost| (holders[0], cost)));
                    alone += usize::from(found.is_some());
                    never += usize::from(found.is_none());
                } else if !model.levers.iter().any(|u| u.lever.condition == Condition::Obstruction) {
                    // No vector of the enumeration is below a listed one, and every one is reached.
                    let below = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| a <= b);
                    let k = holders.len();
                    let mut front: Vec<Vec<f64>> = costs
                        .iter()
                        .filter(|c| !costs.iter().any(|d| below(&d[..k], &c[..k]) && d[..k] != c[..k]))
                        .filter(|c| c[..k].iter().all(|x| *x > 0.0))
                        .filter(|c| holders.iter().zip(&c[..k]).all(|(h, x)| points.get(h).is_none_or(|most| x < most)))
                        .map(|c| c[..k].to_vec())
                        .collect();
                    front.sort_by(|a, b| a.partial_cmp(b).unwrap());
                    front.dedup();
                    let mut found: Vec<Vec<f64>> = best
                        .sets()
                        .iter()
                        .map(|set| set.cost.iter().map(|(_, c)| *c).collect::<Vec<f64>>())
                        .filter(|c| c.iter().all(|x| *x > 0.0))
                        .collect();
                    found.sort_by(|a, b| a.partial_cmp(b).unwrap());
                    found.dedup();
                    assert_eq!(found, front, "seed {seed}, {reading:?}, {holders:?}\n{text}");
                    together += usize::from(!front.is_empty());
                }
                if costs.is_empty() {
                    continue;
                }
                let mut record = Record { claims: Vec::new(), with: "" };
                assert!(
                    !hopeless(&asked, &ground, (&holders, &real), &mut record).unwrap(),
                    "seed {seed}: called hopeless\n{text}"
                );
            }
        }
    }
    assert!(alone > 40 && together >= 5 && never > 100, "{alone} alone, {together} together, {never} never");
}

const HEAD: &str = r#"
format = 1
title = "A case"
period = "month"
raw_weights = true
[[parties]]
id = "A"
name = "Anna"
[[parties]]
id = "B"
name = "Bert"
[[parties]]
id = "H"
name = "Hanna"
consent = "none"
[[issues]]
id = "fee"
label = "Fee"
options = [
  { id = "low", label = "low", values = { A = [60, 80], B = 20, H = 50 } },
  { id = "high", label = "high", values = { A = 20, B = [60, 80], H = 50 } },
]
[weights]
A = { fee = 100 }
B = { fee = 100 }
H = { fee = 100 }
[no_deal]
at = [0]
A = [50]
B = [[20, 40]]
H = [20]
"#;

fn ask(text: &str, change: impl FnOnce(&mut Settings)) -> (String, crate::result::ResultFile) {
    let scenario = scenario(text);
    let mut settings = Settings { worlds: 256, ..Settings::default() };
    change(&mut settings);
    let asked = Asked { scenario: &scenario, settings: &settings, poll: &|_| true };
    let answer = (QUESTION.run)(&asked).expect("an answer");
    let words = answer.document.blocks.iter().map(|block| match block {
        Block::Finding(text) | Block::Text(text) | Block::Caveat(text) => text.clone(),
        Block::List(items) => items.join("\n"),
        Block::Table(table) => {
            let rows = table.rows.iter();
            rows.map(|row| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join(" | ")).collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    });
    let verified = verify(&answer.result.to_json()).expect("a result file");
    assert!(verified.outcomes.iter().all(|o| o.verdict == Verdict::Holds), "{:?}", verified.outcomes);
    (words.collect::<Vec<_>>().join("\n"), answer.result)
}

const CARROT: &str = r#"
[[levers]]
id = "help"
label = "Help"
holder = "H"
target = "B"
conditional_on = "agreement"
levels = [{ level = 0.5, label = "half" }, { level = 1, label = "all" }]
cost_to_holder = 4
effect = { agreement = { B = 24 } }
phase_in_months = 10
expires_months = 30
expiry = "after thirty months"
"#;

#[test]
fn a_carrot_opens_a_closed_zone_at_the_least_level() {
    let (words, _) = ask(&format!("{HEAD}{CARROT}"), |_| {});
    assert!(words.contains("Hanna alone could open the zone by Help (half) at a cost of 2.0 points of Hanna"), "{words}");
    assert!(words.contains("holds only while “Help” lasts (after thirty months), and fails if Hanna withdraws"), "{words}");
}

/// An expired lever is no lever; after half its months it works by half.
#[test]
fn time_passes() {
    let bare = ask(&format!("{HEAD}{}", CARROT.replace("expires_months = 30\n", "expires_months = 0\n")), |s| s.at = 5).0;
    assert!(bare.contains("Ended by then, and left out: “Help”") && !bare.contains("could open"), "{bare}");
    let half = ask(&format!("{HEAD}{CARROT}"), |s| s.at = 5).0;
    assert!(half.contains("by Help (all) at a cost of 4.0 points"), "{half}");
    let late = ask(&format!("{HEAD}{CARROT}"), |s| s.at = 30).0;
    assert!(late.contains("Ended by then"), "{late}");
    let before = ask(&format!("{HEAD}{CARROT}"), |s| s.at = 29).0;
    assert!(before.contains("by Help (half)"), "{before}");
}

/// A lever that adds nothing leaves every number as it was.
#[test]
fn a_lever_that_is_not_used_changes_nothing() {
    let shares = |text: &str| {
        let (words, _) = ask(text, |_| {});
        let line = words.lines().find(|l| l.contains("before any lever")).expect("a share").to_string();
        (line, words)
    };
    let idle = CARROT.replace("B = 24", "B = 0").replace("cost_to_holder = 4", "cost_to_holder = 0");
    let (with, words) = shares(&format!("{HEAD}{idle}"));
    let (full, _) = shares(&format!("{HEAD}{CARROT}"));
    assert_eq!(with.split(". ").next(), full.split(". ").next(), "shares before any lever do not depend on levers");
    let row = words.lines().find(|l| l.starts_with("Help (all) |")).expect("a row");
    assert!(row.contains("| 0 | 0 |"), "nothing opens or closes: {row}");
    assert!(words.contains("no set of levers opens the zone"), "{words}");
    // The problem of the view itself is the one without levers, byte for byte.
    let problem = |text: &str| serde_json::to_string(&ask(text, |_| {}).1.problems[0]).unwrap();
    assert_eq!(problem(&format!("{HEAD}{idle}")), problem(&format!("{HEAD}{CARROT}")));
}

#[test]
fn who_has_to_agree_can_say_no() {
    let asked = "supplier = \"A\"\n";
    let worse = CARROT.replace("B = 24", "B = 24, A = -1");
    let (words, _) = ask(&format!("{HEAD}{worse}{asked}"), |_| {});
    assert!(words.contains("Anna would not: worse off") && words.contains("no set of levers opens"), "{words}");
    let (words, _) = ask(&format!("{HEAD}{worse}{asked}agreed = true\n"), |_| {});
    assert!(words.contains("could open the zone"), "{words}");
}

#[test]
fn threats_beyond_what_a_party_bears_are_left_out() {
    let stick = CARROT.replace("agreement = {", "no_deal = {").replace("on = \"agreement\"", "on = \"refusal\"").replace("B = 24", "B = -24");
    let (words, _) = ask(&format!("{HEAD}{stick}"), |_| {});
    assert!(words.contains("could open the zone by Help (half)"), "{words}");
    let walk = "[walk_away]\nB = { value_change = [-2, 3], trigger_points = 9 }\n";
    let (words, _) = ask(&format!("{HEAD}{walk}{stick}"), |_| {});
    assert!(words.contains("no set of levers opens the zone"), "{words}");
    assert!(words.contains("more than the 9.0 beyond which it rejects the mediator"), "{words}");
    assert!(words.contains("256 drive somebody from the table"), "{words}");
    assert!(words.contains("worth -2 to +3 points against no deal with him"), "{words}");
}

/// A stick that takes more from its holder than a deal is worth to it is no stick.
#[test]
fn a_threat_that_would_not_be_carried_out_does_not_count() {
    let stick = CARROT
        .replace("agreement = {", "no_deal = {")
        .replace("on = \"agreement\"", "on = \"refusal\"")
        .replace("B = 24", "B = -24")
        .replace("cost_to_holder = 4", "cost_to_holder = 61");
    let package = "[[packages]]\nid = \"p\"\nlabel = \"P\"\nchoices = { fee = \"low\" }\n";
    let (words, _) = ask(&format!("{HEAD}{package}{stick}"), |_| {});
    assert!(words.contains("no set of levers opens the zone"), "{words}");
    assert!(words.contains("not believed: takes 61.0, more than any package is worth to it"), "{words}");
}

#[test]
fn a_share_of_worlds_can_be_asked_for() {
    let text = format!("{HEAD}{}", CARROT.replace("B = 24", "B = [10, 20]"));
    let (words, _) = ask(&text, |s| s.target = Some(0.2));
    assert!(words.contains("Hanna reaches 20 % at the least cost found"), "{words}");
    let (words, _) = ask(&text, |s| s.target = Some(1.0));
    assert!(words.contains("o mix of levers reaches 100 % of these worlds"), "{words}");
}

#[test]
fn the_same_for_any_number_of_threads() {
    let text = format!("{HEAD}{CARROT}");
    assert_eq!(ask(&text, |s| s.threads = 1).0, ask(&text, |s| s.threads = 3).0);
}

/// LEVER-1 of the reference models in points of a hundred: three packages, four levers of any intensity.
#[test]
fn intensities_are_found_exactly() {
    let text = r#"
format = 1
title = "A case"
raw_weights = true
parties = [{ id = "A", name = "Anna" }, { id = "B", name = "Bert" }, { id = "H", name = "Hanna", consent = "none" }]
weights = { A = { deal = 100 }, B = { deal = 100 }, H = { deal = 100 } }
no_deal = { at = [0], A = [55], B = [50], H = [0] }
[[issues]]
id = "deal"
label = "Deal"
options = [
  { id = "one", label = "one", values = { A = 35, B = 55, H = 500 } },
  { id = "two", label = "two", values = { A = 50, B = 45, H = 500 } },
  { id = "three", label = "three", values = { A = 62, B = 30, H = 500 } },
]
"#;
    let lever = |id: &str, on: &str, table: &str, effect: &str, cost: f64| {
        format!("[[levers]]\nid = \"{id}\"\nholder = \"H\"\ntarget = \"B\"\nconditional_on = \"{on}\"\ncost_to_holder = {cost}\neffect = {{ {table} = {{ {effect} }} }}\n")
    };
    let text = format!(
        "{text}{}{}{}{}",
        lever("c1", "agreement", "agreement", "A = 30", 100.0),
        lever("c2", "agreement", "agreement", "B = 25", 120.0),
        // The model charges what is announced in full: here as carrots of the same effect.
        lever("s1", "agreement", "agreement", "A = 20", 50.0),
        lever("s2", "agreement", "agreement", "A = -5, B = 30", 90.0),
    );
    let (words, _) = ask(&text, |_| {});
    assert!(words.contains("exactly “s1” at 29.2 % and “s2” at 16.7 %: 29.58"), "{words}");
    let bound = words.split("no set of it costs less than ").nth(1).and_then(|rest| rest.split(')').next()).unwrap();
    let bound: f64 = bound.parse().unwrap();
    assert!(bound > 25.0 && bound <= 29.59, "{bound}");
}
