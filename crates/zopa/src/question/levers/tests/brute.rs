//! Lever sets against enumeration on random small disputes.

use super::scenario;
use crate::compile::{Compiled, Reading, compile};
use crate::ensemble::extra;
use crate::question::levers::find::{better, teams};
use crate::question::levers::grow::Ground;
use crate::question::levers::model::{Model, Numbers};
use crate::question::levers::sets::{Quest, Reach, Record, cheapest, hopeless};
use crate::question::{Asked, Settings};
use crate::scenario::{Condition, Scenario};
use std::collections::BTreeMap;
use std::fmt::Write;
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
        let (condition, table) =
            [("agreement", "agreement"), ("refusal", "no_deal"), ("obstruction", "no_deal")]
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
        let _ =
            write!(text, "effect = {{ {table} = {{ {target} = {main}, {other} = {side}, H = {h}, K = {k} }}");
        if table == "agreement" && draw.once_in(2) {
            let _ = write!(text, ", values = {{ \"i0.o1\" = {{ {target} = {} }} }}", 4 * draw.between(-2, 6));
        }
        text.push_str(" }\n");
    }
    text
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
    let mut bears = gain.clone();
    let mut spent = vec![0.0; n];
    let mut threats = vec![0.0; n];
    for (l, &level) in levels.iter().enumerate().filter(|(_, level)| **level > 0.0) {
        let (lever, x) = (model.levers[l].lever, &numbers[l]);
        let holder = model.levers[l].holder;
        let f = level * x.credibility * x.left;
        let stick = lever.condition != Condition::Agreement;
        for (sum, effect) in gain.iter_mut().zip(&x.effect) {
            *sum += if stick { -f * effect } else { f * effect };
        }
        bears[holder] += f * x.effect[holder] - level * x.cost;
        for &(.., p, points) in x.values.iter().filter(|(i, o, ..)| package[*i] == *o) {
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
        let crossed =
            (0..real.len()).any(|l| real[l] && problem.lines()[l].party == p && problem.crosses(l, package));
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
            .flat_map(|set: Vec<f64>| {
                levels.iter().map(move |level| [set.clone(), vec![*level]].concat()).collect::<Vec<_>>()
            })
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
                    let uses = |h: &usize| {
                        set.iter().enumerate().any(|(l, a)| *a > 0.0 && model.levers[l].holder == *h)
                    };
                    let all = holders.iter().all(uses);
                    let bearing =
                        |x: &[usize]| holders.iter().all(|&h| uses(&h) || case.base.problem.gain(h, x) >= 0);
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
                    let below: Vec<_> = holders
                        .iter()
                        .map(|h| if holders.len() > 1 { first.get(h).copied().flatten() } else { None })
                        .collect();
                    let quest = Quest {
                        holders: &holders,
                        real: &real,
                        obstruction,
                        top: 1,
                        below: &below,
                        regions: 10_000,
                    };
                    let mut record = Record { claims: Vec::new(), with: "" };
                    best = better(best, cheapest(&asked, &ground, quest, &mut record).unwrap());
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
                        .filter(|c| {
                            holders
                                .iter()
                                .zip(&c[..k])
                                .all(|(h, x)| points.get(h).is_none_or(|most| x < most))
                        })
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
