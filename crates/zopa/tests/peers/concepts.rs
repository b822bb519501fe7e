//! Every real domain with results: frontier, bargaining points and variants equal to those computed elsewhere in exact
//! fractions, for each of the four disagreement points.

use crate::cases::{cases, problem};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use zopa::compile::Compiled;
use zopa::exchange::Domain;
use zopa_core::answer::{Goal, Stop};
use zopa_core::budget::Budget;
use zopa_core::concept::variants::VARIANTS;
use zopa_core::concept::{MOST_TIES, solve};
use zopa_core::frontier::{Efficient, Scope, frontier};
use zopa_core::problem::{Problem, Score};

/// The reference's key of a rule, and the variant's.
const KEYS: [(&str, &str); 6] = [
    ("egalitarian_maximin", "egalitarian-maximin"),
    ("utilitarian", "utilitarian"),
    ("ks_ideal_rational", "kalai-smorodinsky-maximin"),
    ("ks_ideal_all", "kalai-smorodinsky-all"),
    ("negmas_ks_minspread", "negmas-kalai-smorodinsky"),
    ("genius_ks_minasymmetry", "genius-kalai-smorodinsky"),
];

/// What a rule picks: values, points, and how many packages.
struct Pick {
    value: Vec<BigRational>,
    points: Vec<Vec<Score>>,
    packages: u128,
}

struct Bench<'a> {
    name: &'a str,
    problem: &'a Problem,
    /// Grid points per unit of utility.
    unit: BigInt,
    /// The efficient points, each with how many packages have its values.
    points: Vec<(Vec<Score>, u128)>,
    efficient: Vec<Efficient>,
}

fn float(exact: &BigRational) -> f64 {
    exact.to_f64().expect("finite")
}

/// Equal to 12 digits.
#[track_caller]
fn near(what: &str, found: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap_or_else(|| panic!("{what}: {expected} is no number"));
    assert!(
        (found - expected).abs() <= 1e-12 * expected.abs().max(1.0),
        "{what}: {found}, expected {expected}"
    );
}

/// The efficient points and how many packages have their values. Under a ceiling the sums do not count packages that
/// end level from different heights: there all packages are looked at.
fn points(problem: &Problem) -> Vec<Efficient> {
    let parties: Vec<usize> = (0..problem.n()).collect();
    let found = frontier(problem, &[], &parties, Scope::Feasible, &mut Budget::new(500_000_000));
    assert_eq!(found.stop, Stop::Complete);
    let mut points = found.points;
    if points.iter().all(|p| p.count.is_some()) {
        return points;
    }
    let mut counts: BTreeMap<Vec<Score>, u128> = points.iter().map(|p| (p.values.clone(), 0)).collect();
    let mut package = vec![0; problem.m()];
    loop {
        let values: Vec<Score> = parties.iter().map(|&p| problem.value(p, &package)).collect();
        if let Some(count) = counts.get_mut(&values) {
            *count += 1;
        }
        let Some(next) = (0..package.len()).find(|&i| package[i] + 1 < problem.options()[i]) else { break };
        package[next] += 1;
        package[..next].fill(0);
    }
    points.iter_mut().for_each(|p| p.count = Some(counts[&p.values]));
    points
}

impl Bench<'_> {
    fn utility(&self, score: Score) -> BigRational {
        BigRational::new(score.into(), self.unit.clone())
    }

    /// The points that are largest by a key, among those that give every party its disagreement value.
    fn best<K: Ord>(
        &self,
        no_deal: &[Score],
        key: impl Fn(&[Score]) -> K,
    ) -> Option<(K, Vec<&(Vec<Score>, u128)>)> {
        let gains =
            |point: &[Score]| -> Vec<Score> { point.iter().zip(no_deal).map(|(v, d)| v - d).collect() };
        let candidates = self.points.iter().map(|point| (gains(&point.0), point));
        let keyed: Vec<(K, &(Vec<Score>, u128))> = candidates
            .filter(|(g, _)| g.iter().all(|&g| g >= 0))
            .map(|(g, point)| (key(&g), point))
            .collect();
        let top = keyed.iter().enumerate().max_by(|a, b| a.1.0.cmp(&b.1.0))?.0;
        let picked = keyed.iter().filter(|(k, _)| *k == keyed[top].0).map(|(_, point)| *point).collect();
        let value = keyed.into_iter().nth(top)?.0;
        Some((value, picked))
    }

    fn agrees(&self, what: &str, pick: Option<Pick>, expected: &Value) {
        let what = format!("{} {what}", self.name);
        let Some(pick) = pick else {
            assert!(expected.is_null(), "{what}: nothing, expected {expected}");
            return;
        };
        assert!(!expected.is_null(), "{what}: {:?}, expected nothing", pick.value);
        let values = match expected["value"].as_array() {
            Some(list) => list.clone(),
            None => vec![expected["value"].clone()],
        };
        assert_eq!(values.len(), pick.value.len(), "{what}");
        pick.value.iter().zip(&values).for_each(|(found, value)| near(&what, float(found), value));
        assert_eq!(Some(pick.points.len() as u64), expected["n_points"].as_u64(), "{what}: points");
        assert_eq!(Some(pick.packages as u64), expected["n_outcomes"].as_u64(), "{what}: packages");
        for listed in expected["points"].as_array().expect("points") {
            let same = |point: &Vec<Score>| {
                point.iter().enumerate().all(|(p, &score)| {
                    let listed = listed[p].as_f64().expect("a number");
                    (float(&self.utility(score)) - listed).abs() <= 1e-12
                })
            };
            assert!(pick.points.iter().any(same), "{what}: {listed} is not picked");
        }
    }

    fn nash(&self, no_deal: &[Score]) -> Option<Pick> {
        let product = |gains: &[Score]| gains.iter().map(|&g| BigInt::from(g)).product::<BigInt>();
        let (value, picked) = self.best(no_deal, product)?;
        let scale = num_traits::pow(self.unit.clone(), no_deal.len());
        Some(pick(vec![BigRational::new(value, scale)], &picked))
    }

    fn leximin(&self, no_deal: &[Score]) -> Option<Pick> {
        let sorted = |gains: &[Score]| {
            let mut gains = gains.to_vec();
            gains.sort_unstable();
            gains
        };
        let (value, picked) = self.best(no_deal, sorted)?;
        Some(pick(value.into_iter().map(|score| self.utility(score)).collect(), &picked))
    }

    /// The search for the same, without the frontier.
    fn searched(&self, what: &str, no_deal: &[Score], leximin: bool, expected: &Value) {
        let players: Vec<usize> = (0..self.problem.n()).collect();
        let goal = match leximin {
            true => Goal::Leximin { units: vec![1; players.len()], players },
            false => Goal::Product { players },
        };
        let problem = self.problem.with_no_deal(no_deal).expect("within bounds");
        let found = solve(&problem, &[], &goal, &mut Budget::new(200_000_000));
        assert_eq!(found.stop, Stop::Complete, "{} {what}", self.name);
        let zero = expected["value"].as_f64() == Some(0.0);
        if found.picks.is_empty() {
            // A product counts only where everybody gains.
            assert!(
                expected.is_null() || zero && !leximin,
                "{} {what}: none, expected {expected}",
                self.name
            );
            return;
        }
        let points: BTreeSet<Vec<Score>> = found
            .picks
            .iter()
            .map(|package| (0..problem.n()).map(|p| problem.value(p, package)).collect())
            .collect();
        if found.more {
            assert!(expected["n_outcomes"].as_u64() > Some(MOST_TIES as u64), "{} {what}", self.name);
            return;
        }
        let scale = |k: usize| num_traits::pow(BigRational::from_integer(self.unit.clone()), k);
        let value = match leximin {
            true => found.value.iter().map(|v| v / scale(1)).collect(),
            false => found.value.iter().map(|v| v / scale(problem.n())).collect(),
        };
        let packages = found.picks.len() as u128;
        let pick = Pick { value, points: points.into_iter().collect(), packages };
        self.agrees(&format!("{what} by search"), Some(pick), expected);
    }
}

fn pick(value: Vec<BigRational>, picked: &[&(Vec<Score>, u128)]) -> Pick {
    Pick {
        value,
        points: picked.iter().map(|p| p.0.clone()).collect(),
        packages: picked.iter().map(|p| p.1).sum(),
    }
}

/// Smallest and largest value of a party over all packages; no domain with results has boxes.
fn ends(problem: &Problem, p: usize) -> [Score; 2] {
    assert!(problem.boxes().is_empty() && problem.pairs().is_empty());
    let sum = |pick: fn(&[Score]) -> Score| (0..problem.m()).map(|i| pick(problem.row(p, i))).sum::<Score>();
    let least = sum(|row| *row.iter().min().expect("an option"));
    let most = sum(|row| *row.iter().max().expect("an option"));
    let cap = problem.parties()[p].cap.unwrap_or(Score::MAX);
    [least.min(cap), most.min(cap)]
}

/// The disagreement point of a variant.
fn disagreement(variant: &str, domain: &Domain, compiled: &Compiled) -> Vec<Score> {
    let unit = BigRational::from_integer(BigInt::from(compiled.grid) * 100);
    let each = domain.profiles.iter().enumerate().map(|(p, profile)| {
        let least = ends(&compiled.problem, p)[0];
        let reserve = profile.reserve.as_ref().map(|r| {
            let score = r * &unit;
            assert!(score.is_integer(), "the reserve is on the grid");
            score.to_integer().to_i128().expect("within bounds")
        });
        match variant {
            "zero" => 0,
            "min_utility" => least,
            "reserved" => reserve.unwrap_or(0),
            // The smallest utility where the reserve is below it.
            _ => reserve.unwrap_or(least).max(least),
        }
    });
    each.collect()
}

#[test]
fn frontiers_and_bargaining_points_are_those_of_the_reference() {
    let mut compared = 0;
    for case in cases() {
        let block = &case.results["genius"];
        if !block.is_object() {
            continue;
        }
        let (imported, compiled) = problem(&case);
        let problem = &compiled.problem;
        assert_eq!(problem.packages().map(|n| n as u64), block["n_outcomes"].as_u64(), "{}", case.name);
        let efficient = points(problem);
        let points: Vec<(Vec<Score>, u128)> =
            efficient.iter().map(|p| (p.values.clone(), p.count.expect("counted"))).collect();
        let packages: u128 = points.iter().map(|p| p.1).sum();
        let pareto = &block["pareto"];
        assert_eq!(Some(points.len() as u64), pareto["exact_points"].as_u64(), "{}: points", case.name);
        assert_eq!(Some(packages as u64), pareto["exact_outcomes"].as_u64(), "{}: packages", case.name);
        let unit = BigInt::from(compiled.grid) * 100;
        let bench = Bench { name: &case.name, problem, unit, points, efficient };
        for (variant, expected) in block["solutions"].as_object().expect("variants") {
            let no_deal = disagreement(variant, &imported.domain, &compiled);
            for (p, &score) in no_deal.iter().enumerate() {
                let what = format!("{} {variant}: disagreement", case.name);
                near(&what, float(&bench.utility(score)), &expected["disagreement"][p]);
            }
            let inside = |p: &&(Vec<Score>, u128)| p.0.iter().zip(&no_deal).all(|(v, d)| v >= d);
            let count = bench.points.iter().filter(inside).count();
            assert_eq!(
                Some(count as u64),
                expected["rational_pareto_points"].as_u64(),
                "{} {variant}",
                case.name
            );
            bench.agrees(&format!("{variant} nash"), bench.nash(&no_deal), &expected["nash"]);
            bench.searched(&format!("{variant} nash"), &no_deal, false, &expected["nash"]);
            let leximin = &expected["egalitarian_leximin"];
            bench.agrees(&format!("{variant} leximin"), bench.leximin(&no_deal), leximin);
            bench.searched(&format!("{variant} leximin"), &no_deal, true, leximin);
            let ideals: Vec<Score> = (0..problem.n()).map(|p| ends(problem, p)[1] - no_deal[p]).collect();
            for (theirs, key) in KEYS {
                let rule = VARIANTS.iter().find(|v| v.key == key).expect("a variant");
                let found = rule.pick(&bench.efficient, &no_deal, &ideals).map(|picked| {
                    let points: Vec<&(Vec<Score>, u128)> =
                        picked.points.iter().map(|&at| &bench.points[at]).collect();
                    let packages = picked.packages.expect("counted");
                    let scale = match theirs.contains("ks_ideal") || theirs.contains("negmas") {
                        true => BigRational::from_integer(1.into()),
                        false => BigRational::from_integer(bench.unit.clone()),
                    };
                    Pick { packages, ..pick(vec![picked.value / scale], &points) }
                });
                bench.agrees(&format!("{variant} {theirs}"), found, &expected[theirs]);
            }
        }
        compared += 1;
    }
    println!("{compared} domains compared in every concept and variant");
    assert!(compared == 0 || compared == 64, "{compared}");
}

#[test]
fn domains_without_results_are_answered() {
    let mut answered = 0;
    for case in cases().iter().filter(|case| !case.results["genius"].is_object()) {
        let (_, compiled) = problem(case);
        let problem = &compiled.problem;
        let goal = Goal::Product { players: (0..problem.n()).collect() };
        // Boxes over numbers take the search minutes in a test; there a part of it has to end in a bound.
        let budget = if problem.boxes().is_empty() { 50_000_000 } else { 100_000 };
        let found = solve(problem, &[], &goal, &mut Budget::new(budget));
        match found.stop {
            Stop::Complete => assert!(!found.picks.is_empty() && found.proof.is_some(), "{}", case.name),
            _ => assert!(
                found.bound.is_some() && !problem.boxes().is_empty(),
                "{}: {:?}",
                case.name,
                found.stop
            ),
        }
        println!("{}: {:?}", case.name, found.stop);
        answered += 1;
    }
    assert!(answered == 0 || answered == 5, "{answered}");
}
