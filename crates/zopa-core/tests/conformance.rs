//! Every concept is held to the axioms it declares, on random problems; and
//! every axiom that it does not declare has a counterexample among them, so
//! that the table of concepts says neither too much nor too little.
//!
//! `ZOPA_CASES` sets how many problems the test runs through.

mod common;

use std::collections::BTreeSet;

use common::random::{Random, Sample, sample};
use common::{cases, parts, twin};
use num_bigint::BigInt;
use num_rational::BigRational;
use zopa_core::answer::{Goal, Package, Stop};
use zopa_core::budget::Budget;
use zopa_core::concept::{Axiom, CONCEPTS, Concept, players, solve};
use zopa_core::problem::{Literal, Opt, Parts, Problem, Rule, SCORE_LIMIT, Score};

/// Problems the test runs through, unless told otherwise.
const ORDINARY: u64 = 600;
/// Variants of each problem that an axiom is tried on.
const VARIANTS: usize = 3;
/// Each axiom must have said something about at least so many problems in ten thousand.
const TELLING: u64 = 800;

const AXIOMS: &[Axiom] = &[
    Axiom::Efficiency,
    Axiom::Anonymity,
    Axiom::TranslationInvariance,
    Axiom::ScaleInvariance,
    Axiom::IndependenceOfIrrelevantAlternatives,
    Axiom::RestrictedMonotonicity,
];

/// What a concept picks in a problem, and among whom.
struct Outcome {
    /// Players and their ideals.
    ideals: Vec<(usize, Score)>,
    /// What each player's share is measured by.
    units: Vec<Score>,
    picks: BTreeSet<Package>,
}

/// What a concept picks; `None` where nobody can gain anything, or there are more ties than are kept.
fn outcome(concept: &Concept, problem: &Problem, real: &[bool]) -> Option<Outcome> {
    let budget = &mut Budget::new(u64::MAX >> 1);
    let players = players(problem, real, budget).expect("a budget that lasts")?;
    let goal = players.goal(concept)?;
    let solution = solve(problem, real, &goal, budget);
    assert_eq!(solution.stop, Stop::Complete);
    let ideals: Vec<(usize, Score)> = players.ideals.iter().map(|i| (i.party, i.gain)).collect();
    let units = match goal {
        Goal::Leximin { units, .. } | Goal::Sum { units, .. } => units,
        // A product has no unit: shares of it are shares of the ideals.
        _ => ideals.iter().map(|(_, gain)| *gain).collect(),
    };
    (!solution.more).then(|| Outcome { ideals, units, picks: solution.picks.into_iter().collect() })
}

impl Outcome {
    /// The smallest share, of its unit, that a package gives to a player.
    fn smallest(&self, problem: &Problem, package: &[usize]) -> BigRational {
        let shares = self.ideals.iter().zip(&self.units).map(|((p, _), unit)| {
            BigRational::new(BigInt::from(twin::gain(problem, *p, package)), BigInt::from(*unit))
        });
        shares.min().expect("a player")
    }
}

/// Whether an axiom holds of a concept in one problem and some variants of it, as `random` makes them; `None` where it
/// says nothing of them.
fn holds(
    axiom: Axiom,
    concept: &Concept,
    sample: &Sample,
    before: &Outcome,
    random: &mut Random,
) -> Option<bool> {
    if axiom == Axiom::Efficiency {
        return efficient(sample, before);
    }
    let tried: Vec<bool> = (0..VARIANTS)
        .filter_map(|_| match axiom {
            Axiom::Efficiency => None,
            Axiom::Anonymity => anonymous(concept, sample, before, random),
            Axiom::TranslationInvariance => {
                let (party, constant) = (random.below(sample.problem.n()), random.between(-40, 40));
                unchanged(concept, sample, before, translated(&sample.problem, party, constant, random))
            }
            Axiom::ScaleInvariance => {
                let (party, factor) = (random.below(sample.problem.n()), random.between(2, 9));
                unchanged(concept, sample, before, scaled(&sample.problem, party, factor))
            }
            Axiom::IndependenceOfIrrelevantAlternatives => independent(concept, sample, before, random),
            Axiom::RestrictedMonotonicity => monotone(concept, sample, before, random),
        })
        .collect();
    (!tried.is_empty()).then(|| tried.iter().all(|held| *held))
}

/// No acceptable package is at least as good for every player as a pick, and better for one.
fn efficient(Sample { problem, real }: &Sample, found: &Outcome) -> Option<bool> {
    let gains = |x: &Package| -> Vec<Score> {
        found.ideals.iter().map(|(p, _)| twin::gain(problem, *p, x)).collect()
    };
    let zone: BTreeSet<Vec<Score>> = twin::zone(problem, real).iter().map(gains).collect();
    let beaten = |own: Vec<Score>| zone.iter().any(|y| *y != own && y.iter().zip(&own).all(|(a, b)| a >= b));
    (!found.picks.is_empty()).then(|| !found.picks.iter().any(|x| beaten(gains(x))))
}

/// The same picks, whatever the order of the parties.
fn anonymous(concept: &Concept, sample: &Sample, before: &Outcome, random: &mut Random) -> Option<bool> {
    let Sample { problem, real } = sample;
    let order = random.order(problem.n());
    let at = |p: usize| order.iter().position(|q| *q == p).expect("a place");
    let old = parts(problem);
    let new = Parts {
        parties: order.iter().map(|&p| old.parties[p].clone()).collect(),
        values: order.iter().map(|&p| old.values[p].clone()).collect(),
        pairs: old
            .pairs
            .into_iter()
            .map(|mut t| {
                t.party = at(t.party);
                t
            })
            .collect(),
        boxes: old
            .boxes
            .into_iter()
            .map(|mut b| {
                b.party = at(b.party);
                b
            })
            .collect(),
        lines: old
            .lines
            .into_iter()
            .map(|mut l| {
                l.party = at(l.party);
                l
            })
            .collect(),
        options: old.options,
        rules: old.rules,
    };
    let after = outcome(concept, &Problem::new(new).ok()?, real)?;
    Some(after.picks == before.picks)
}

/// The same picks in a problem that is only told differently; `None` where it cannot be told so.
fn unchanged(concept: &Concept, sample: &Sample, before: &Outcome, told: Parts) -> Option<bool> {
    let after = outcome(concept, &Problem::new(told).ok()?, &sample.real)?;
    Some(after.picks == before.picks)
}

/// A constant more for every option of one issue, and for no deal.
fn translated(problem: &Problem, party: usize, constant: Score, random: &mut Random) -> Parts {
    let mut told = parts(problem);
    let issue = random.below(problem.m());
    told.values[party][issue].iter_mut().for_each(|v| *v += constant);
    told.parties[party].no_deal += constant;
    told.parties[party].cap.iter_mut().for_each(|cap| *cap += constant);
    told
}

/// One party's points, all of them times a positive number.
fn scaled(problem: &Problem, party: usize, factor: Score) -> Parts {
    let mut told = parts(problem);
    // Beyond the limit of scores the problem is refused.
    let times = |v: &mut Score| *v = v.checked_mul(factor).unwrap_or(2 * SCORE_LIMIT);
    told.values[party].iter_mut().flatten().for_each(times);
    told.pairs.iter_mut().filter(|t| t.party == party).flat_map(|t| &mut t.points).for_each(times);
    told.boxes.iter_mut().filter(|b| b.party == party).for_each(|b| times(&mut b.points));
    times(&mut told.parties[party].no_deal);
    told.parties[party].cap.iter_mut().for_each(times);
    told
}

/// The problem with a few more rules, all of which `kept` keeps.
fn fewer(problem: &Problem, kept: &[usize], random: &mut Random) -> Problem {
    let mut told = parts(problem);
    for _ in 0..1 + random.below(4) {
        let literals = (0..1 + random.below(2)).map(|_| {
            let issue = random.below(problem.m());
            let option = random.below(problem.options()[issue]);
            // As it is in the package to keep.
            Literal { opt: Opt { issue, option }, chosen: kept[issue] == option }
        });
        told.rules.push(Rule::Clause(literals.collect()));
    }
    Problem::new(told).expect("rules in shape")
}

/// If packages are struck out and some pick is left, exactly the picks left are picked.
fn independent(concept: &Concept, sample: &Sample, before: &Outcome, random: &mut Random) -> Option<bool> {
    let Sample { problem, real } = sample;
    let kept = before.picks.iter().nth(random.below(before.picks.len().max(1)))?;
    let fewer = fewer(problem, kept, random);
    if twin::zone(&fewer, real).len() == twin::zone(problem, real).len() {
        return None;
    }
    let left: BTreeSet<Package> =
        before.picks.iter().filter(|x| twin::keeps_rules(&fewer, x)).cloned().collect();
    // Where nobody can gain anything any more, a concept picks nothing, and all packages are alike to the players.
    let after = outcome(concept, &fewer, real)?;
    Some(after.picks == left)
}

/// If packages are added and no ideal changes, the smallest share that a player has of its unit does not fall.
fn monotone(concept: &Concept, sample: &Sample, more: &Outcome, random: &mut Random) -> Option<bool> {
    let Sample { problem, real } = sample;
    let zone = twin::zone(problem, real);
    let fewer = fewer(problem, &zone[random.below(zone.len())], random);
    let less = outcome(concept, &fewer, real)?;
    if less.ideals != more.ideals || twin::zone(&fewer, real).len() == zone.len() || less.picks.is_empty() {
        return None;
    }
    let highest = less.picks.iter().map(|x| less.smallest(problem, x)).max()?;
    // Where some package gives every player a gain, more packages do not take that away.
    let lowest = more.picks.iter().map(|x| more.smallest(problem, x)).min()?;
    Some(lowest >= highest)
}

#[test]
fn concepts_hold_to_the_axioms_they_declare_and_to_no_other() {
    let cases = cases(ORDINARY);
    let mut wrong = Vec::new();
    for concept in CONCEPTS {
        assert!(
            concept.axioms.iter().all(|a| AXIOMS.contains(a)),
            "{}: an axiom without a test",
            concept.key
        );
        // Seeds by axiom: those for it, and those against it.
        let mut seeds = vec![(0, Vec::new()); AXIOMS.len()];
        for seed in 0..cases {
            let sample = sample(seed);
            let Some(before) = outcome(concept, &sample.problem, &sample.real) else { continue };
            for (&axiom, (held, against)) in AXIOMS.iter().zip(&mut seeds) {
                match holds(axiom, concept, &sample, &before, &mut Random::new(!seed)) {
                    Some(true) => *held += 1,
                    Some(false) => against.push(seed),
                    None => {}
                }
            }
        }
        for (axiom, (held, against)) in AXIOMS.iter().zip(seeds) {
            let (name, declared) = (concept.key, concept.axioms.contains(axiom));
            if declared && !against.is_empty() {
                wrong.push(format!("{name} declares {axiom:?}, which seeds {against:?} contradict"));
            }
            if !declared && against.is_empty() {
                wrong.push(format!("{name} does not declare {axiom:?}, which held {held} times of {held}"));
            }
            let told = held + against.len() as u64;
            if 10_000 * told < TELLING * cases {
                wrong.push(format!("{name}, {axiom:?}: only {told} of {cases} problems say anything of it"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn concepts_that_compare_scales_are_those_that_depend_on_them() {
    for concept in CONCEPTS {
        let depends = !concept.axioms.contains(&Axiom::ScaleInvariance);
        assert_eq!(concept.compares_scales, depends, "{}", concept.key);
    }
}
