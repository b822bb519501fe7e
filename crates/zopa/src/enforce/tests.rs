//! Self-enforcement against streams written out period by period, for every package of small random scenarios.

use super::keeps::Worth;
use super::model::Model;
use crate::compile::compile;
use crate::read::read;
use std::fmt::Write as _;
use zopa_core::budget::Budget;
use zopa_core::problem::Opt;
use zopa_core::zone::{Zone, zone};

/// Even numbers, by SplitMix64 (Steele, Lea and Flood 2014).
struct Even(u64);

impl Even {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn from(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as u64) as i64
    }
}

const PARTIES: [&str; 2] = ["A", "B"];
const PERIODS: [i64; 3] = [0, 6, 12];

/// The numbers of a random scenario, as drawn.
struct Drawn {
    /// `[party][issue]`.
    weights: [[i64; 3]; 2],
    /// `[party][issue][option]`.
    values: [[[i64; 3]; 3]; 2],
    /// `[party][period]`.
    no_deal: [[i64; 3]; 2],
    /// `[issue][option][party]`.
    carries: [[[bool; 2]; 3]; 3],
    /// Lag in months, detection, discounts and breakdown, hundredths where they are shares.
    lag: i64,
    detection: i64,
    discount: [i64; 2],
    breakdown: i64,
    /// Of option 1 of the first issue: enforcement, detection, penalties, cost and stake of B.
    guarantee: [i64; 2],
    penalty: [i64; 2],
    cost: i64,
    stake: i64,
    /// Of option 2 of the second issue: chance, and its fallback.
    delivery: i64,
    fallback: usize,
    /// Of option 0 of the third issue: points, months to build up, share taken back.
    after: [i64; 2],
    build: i64,
    restored: i64,
}

fn drawn(rng: &mut Even) -> Drawn {
    let mut weights = [[0; 3]; 2];
    for row in &mut weights {
        row[0] = rng.from(5, 60);
        row[1] = rng.from(5, 95 - row[0].min(90));
        row[2] = 100 - row[0] - row[1];
    }
    Drawn {
        weights,
        values: [(); 2].map(|()| [(); 3].map(|()| [(); 3].map(|()| rng.from(0, 100)))),
        no_deal: [(); 2].map(|()| [(); 3].map(|()| rng.from(15, 70))),
        carries: [(); 3].map(|()| [(); 3].map(|()| [(); 2].map(|()| rng.below(3) == 0))),
        lag: rng.from(0, 4),
        detection: rng.from(20, 100),
        discount: [(); 2].map(|()| rng.from(60, 96)),
        breakdown: rng.from(0, 20),
        guarantee: [rng.from(20, 100), rng.from(50, 100)],
        penalty: [(); 2].map(|()| rng.from(0, 40)),
        cost: rng.from(0, 20),
        stake: rng.from(0, 20),
        delivery: rng.from(0, 100),
        fallback: rng.below(2) as usize,
        after: [(); 2].map(|()| rng.from(-15, 20)),
        build: rng.from(0, 18),
        restored: rng.from(0, 100),
    }
}

fn text(d: &Drawn) -> String {
    let mut t = String::from("format = 1\ntitle = \"A case\"\nperiod = \"month\"\n");
    t += "parties = [{ id = \"A\", name = \"Anna\" }, { id = \"B\", name = \"Bert\" }]\n";
    for i in 0..3 {
        let _ = writeln!(t, "[[issues]]\nid = \"i{i}\"\nlabel = \"Issue {i}\"");
        for o in 0..3 {
            let who: Vec<String> =
                (0..2).filter(|&p| d.carries[i][o][p]).map(|p| format!("\"{}\"", PARTIES[p])).collect();
            let _ = writeln!(
                t,
                "[[issues.options]]\nid = \"o{o}\"\nlabel = \"Option {o}\"\ncarried_by = [{}]\nvalues = {{ A = {}, B = {} }}",
                who.join(", "),
                d.values[0][i][o],
                d.values[1][i][o]
            );
        }
    }
    let _ = writeln!(t, "[weights]");
    for (party, [a, b, c]) in PARTIES.iter().zip(d.weights) {
        let _ = writeln!(t, "{party} = {{ i0 = {a}, i1 = {b}, i2 = {c} }}");
    }
    let _ = writeln!(t, "[no_deal]\nat = {PERIODS:?}\nA = {:?}\nB = {:?}", d.no_deal[0], d.no_deal[1]);
    let share = |x: i64| x as f64 / 100.0;
    let _ = writeln!(
        t,
        "[[guarantees]]\nid = \"g\"\noption = \"i0.o1\"\nbinding = true\nguarantors = [\"B\"]\nenforcement = {}\ndetection = {}\npenalty = {{ A = {}, B = {} }}\ncost_to_guarantor = {{ B = {} }}\nstake = {{ B = {} }}",
        share(d.guarantee[0]),
        share(d.guarantee[1]),
        d.penalty[0],
        d.penalty[1],
        d.cost,
        d.stake
    );
    let _ = writeln!(
        t,
        "[monitoring]\noptions = [{{ id = \"w\", detection = {}, lag_days = {} }}]",
        share(d.detection),
        30 * d.lag
    );
    let _ = writeln!(
        t,
        "[[delivery]]\nclause = \"i1.o2\"\nfallback = \"i1.o{}\"\nprobability = {{ settlement = {} }}",
        d.fallback,
        share(d.delivery)
    );
    let _ = writeln!(
        t,
        "[war.discount]\nper_period = {{ A = {}, B = {} }}\n[war.renewed_war]\nbreakdown_per_month = {}",
        share(d.discount[0]),
        share(d.discount[1]),
        share(d.breakdown)
    );
    let _ = writeln!(
        t,
        "[[war.after_deal]]\nid = \"a\"\nwhen = \"i2.o0\"\nnodeal = {{ A = {}, B = {} }}\nbuilds_up_months = {}\nreversible = true\nrestored_share_on_violation = {}",
        d.after[0],
        d.after[1],
        d.build,
        share(d.restored)
    );
    t
}

impl Drawn {
    fn value(&self, p: usize, i: usize, o: usize) -> f64 {
        (self.weights[p][i] * self.values[p][i][o]) as f64 / 100.0
    }

    /// What breaking gains over keeping, per unit of detected punishment: streams of 3,000 periods, discounted.
    fn gain(&self, p: usize, t: usize, x: [usize; 3]) -> f64 {
        let mut comply: f64 = (0..3).map(|i| self.value(p, i, x[i])).sum();
        if x[1] == 2 {
            let missing = 1.0 - self.delivery as f64 / 100.0;
            comply -= missing * (self.value(p, 1, 2) - self.value(p, 1, self.fallback));
        }
        let mut tempted = comply;
        for (i, &o) in x.iter().enumerate().filter(|&(i, &o)| self.carries[i][o][p]) {
            let others = (0..3).filter(|&other| !self.carries[i][other][p]);
            let best = others.map(|other| self.value(p, i, other) - self.value(p, i, o)).fold(0.0, f64::max);
            tempted += best;
        }
        let mut over = self.no_deal[p][t] as f64;
        if x[2] == 0 {
            let months = PERIODS[t] as f64;
            let built = if self.build as f64 > months { months / self.build as f64 } else { 1.0 };
            let points = self.after[p] as f64 * built;
            over += if points > 0.0 { points * (1.0 - self.restored as f64 / 100.0) } else { points };
        }
        // B gives the guarantee, so nobody acts against B.
        if x[0] == 1 && p == 0 && self.cost <= self.stake {
            over -= (self.guarantee[0] * self.guarantee[1] * self.penalty[p]) as f64 / 10_000.0;
        }
        let d = self.discount[p] as f64 / 100.0 * (1.0 - self.breakdown as f64 / 100.0);
        let q = self.detection as f64 / 100.0;
        let (mut keep, mut cheat, mut count) = (0.0, 0.0, 1.0);
        for period in 0..3_000 {
            keep += count * comply;
            cheat += count * if period < self.lag { tempted } else { q * over + (1.0 - q) * comply };
            count *= d;
        }
        let late = (0..self.lag).fold(1.0, |late, _| late * d);
        (cheat - keep) * (1.0 - d) / (q * late)
    }
}

#[test]
fn keeping_a_package_is_what_streams_written_out_say() {
    let mut rng = Even(11);
    let (mut kept, mut broken, mut open, mut empty) = (0, 0, 0, 0);
    for case in 0..500 {
        let drawn = drawn(&mut rng);
        let reading = read("case.toml", text(&drawn), &mut |_| Err("none".to_owned()));
        let scenario = reading.scenario.unwrap_or_else(|| panic!("{case}: {:?}", reading.diagnostics));
        let compiled = compile(&scenario, None, 0).expect("it compiles");
        let model = Model::new(&scenario, &compiled);
        let worth = Worth::problem(&compiled.problem, compiled.grid as f64);
        let sheet = model.sheet(&worth, &model.representative()).expect("in range");
        let keeps = model.keeps(&compiled.problem, &sheet);
        assert_eq!(keeps.len(), 6, "two parties at three dates");
        let grown = model.growth(&compiled, &keeps).compiled(&compiled).expect("it fits");
        let (mut any, mut near) = (false, false);
        for n in 0..27 {
            let x = [n % 3, n / 3 % 3, n / 9];
            let mut all = (0..2).all(|p| compiled.problem.gain(p, &x) >= 0);
            for (k, keep) in keeps.iter().enumerate() {
                let t = PERIODS.iter().position(|at| *at == keep.period).expect("a date");
                let gain = drawn.gain(keep.party, t, x);
                let terms = sheet.terms((keep.party, t), &worth, &x);
                assert!(
                    (terms.gap() - gain).abs() < 1e-6 * (1.0 + gain.abs()),
                    "{case} {x:?}: {terms:?} {gain}"
                );
                let by = grown.problem.gain(2 + k, &x);
                if gain.abs() < 1e-4 {
                    near = true;
                } else {
                    assert_eq!(by >= 0, gain <= 0.0, "{case} {x:?}: {by} {gain}");
                }
                if gain <= 0.0 {
                    kept += 1
                } else {
                    broken += 1
                }
                all &= gain <= 0.0;
            }
            any |= all;
        }
        if near {
            continue;
        }
        match zone(&grown.problem, &[], &mut Budget::new(1_000_000)).value {
            Zone::Open(package) => {
                let x = [package[0], package[1], package[2]];
                let holds = |k: usize| {
                    let t = PERIODS.iter().position(|at| *at == keeps[k].period).expect("a date");
                    drawn.gain(keeps[k].party, t, x) <= 0.0
                };
                assert!(any && (0..6).all(holds), "{case}: the search found what is not kept");
                open += 1;
            }
            found => {
                assert!(!any && found == Zone::Empty, "{case}: the search missed a package that is kept");
                empty += 1;
            }
        }
    }
    assert!(kept > 1_000 && broken > 1_000 && open > 50 && empty > 50, "{kept} {broken} {open} {empty}");
}

const HOME: &str = r#"
format = 1
title = "A case"
parties = [{ id = "A", name = "Anna" }, { id = "B", name = "Bert" }]
[[issues]]
id = "price"
label = "Price"
options = [{ id = "low", label = "low" }, { id = "high", label = "high" }]
[[issues]]
id = "date"
label = "Date"
options = [{ id = "soon", label = "soon" }, { id = "late", label = "late" }]
[[ratification.bodies]]
id = "council"
party = "A"
required = true
probability = [{ range = [0.9, 0.9] }, { if = ["price.high"], range = 0.5 }]
[[ratification.bodies]]
id = "court"
party = "B"
required_if = ["date.late"]
probability = [{ if = ["price.high"], range = [0.2, 0.6] }]
"#;

/// A body refuses as often as its chances say, only where it is needed, and the least chance that applies counts.
#[test]
fn bodies_refuse_as_often_as_their_chances_say() {
    use super::home::Chance;
    let reading = read("case.toml", HOME.to_owned(), &mut |_| Err("none".to_owned()));
    let scenario = reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    let compiled = compile(&scenario, None, 0).expect("it compiles");
    let model = Model::new(&scenario, &compiled);
    let [council, court] = &model.home.bodies[..] else { panic!("two bodies") };
    assert_eq!(council.chance(&[0, 0]), Chance::Given([0.9; 3]));
    assert_eq!(council.chance(&[1, 0]), Chance::Given([0.5; 3]));
    assert_eq!(court.chance(&[1, 0]), Chance::NotNeeded);
    assert_eq!(court.chance(&[0, 1]), Chance::NotGiven);
    assert_eq!(court.chance(&[1, 1]), Chance::Given([0.2, 0.4, 0.6]));
    let worlds = 4_000;
    let mut refused = [[0; 2]; 4];
    for k in 0..worlds {
        let values = model.drawn(3, k);
        let numbers = super::Numbers { values: &values, world: Some((3, k)), moved: None };
        let all = model.home.refused(&numbers);
        for (n, counts) in refused.iter_mut().enumerate() {
            let x = [n % 2, n / 2];
            for (body, count) in counts.iter_mut().enumerate() {
                let met = |o: &Opt| x[o.issue] == o.option;
                *count += u64::from(all.iter().any(|r| r.body == body && r.options.iter().all(met)));
            }
        }
    }
    let near = |count: u64, share: f64| {
        let off = (count as f64 / worlds as f64 - share).abs();
        assert!(off < 0.035, "{count} of {worlds} is not {share}");
    };
    for (n, [council, court]) in refused.into_iter().enumerate() {
        near(council, if n % 2 == 1 { 0.5 } else { 0.1 });
        if n == 3 { near(court, 0.6) } else { assert_eq!(court, 0) }
    }
    assert_eq!(model.home.refused(&model.representative()), Vec::new());
}
