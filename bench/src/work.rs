//! What is measured: one function per search, from a problem to a time and whether the answer is proved.
//!
//! A search that does not exist yet is a function that answers `None`.

use crate::clock::{Time, measure, within};
use crate::cloud::Cloud;
use std::time::Duration;
use zopa_core::answer::{Goal, Stop};
use zopa_core::budget::Budget;
use zopa_core::concept::{self, CONCEPTS, Concept, Solution};
use zopa_core::count;
use zopa_core::frontier::{Scope, frontier};
use zopa_core::lottery;
use zopa_core::maxima::maxima;
use zopa_core::problem::Problem;
use zopa_core::relax::relaxations;

/// No red lines in these problems.
pub const NO_LINES: &[bool] = &[];

/// Packages drawn from the acceptable ones.
const SAMPLES: usize = 1000;

/// What came of one instance.
#[derive(Debug, Clone, Copy)]
pub struct Outcome {
    /// How long it took.
    pub time: Time,
    /// Whether the answer is complete and, where it claims an optimum, holds the proof.
    pub proved: bool,
    /// How many of `what` were found.
    pub found: u128,
    /// Points, picks, relaxations.
    pub what: &'static str,
}

/// The frontier over all packages, for all parties.
pub fn front(problem: &Problem, limit: Duration) -> Outcome {
    let parties: Vec<usize> = (0..problem.n()).collect();
    let (found, time) =
        measure(|| within(limit, |b| frontier(problem, NO_LINES, &parties, Scope::Feasible, b)));
    let proved = found.stop == Stop::Complete;
    Outcome { time, proved, found: found.points.len() as u128, what: "points" }
}

/// The undominated ones of a list of points.
pub fn black_box(cloud: &Cloud, _limit: Duration) -> Option<Outcome> {
    // Given as a program gives them that knows nothing of grids.
    let rows: Vec<f64> = cloud.values.iter().map(|&v| v as f64).collect();
    let (found, time) = measure(|| maxima(cloud.columns, &rows));
    let found = found.ok()?;
    Some(Outcome { time, proved: true, found: found.len() as u128, what: "rows" })
}

/// A concept of the table by its key.
///
/// # Panics
/// If there is none.
pub fn concept(key: &str) -> &'static Concept {
    CONCEPTS.iter().find(|c| c.key == key).expect("a concept of the table")
}

/// The packages of the Nash concept, all ties (up to a number), the proof. Its players are the parties that can gain
/// anything: all of them, where a package gives everyone a gain, so ideals are needed only where none does.
pub fn nash(problem: &Problem, limit: Duration) -> Outcome {
    let everyone = Goal::Product { players: (0..problem.n()).collect() };
    let (found, time) = measure(|| within(limit, |b| concept::solve(problem, NO_LINES, &everyone, b)));
    if found.picks.is_empty() && found.stop == Stop::Complete {
        return solve("nash", problem, limit);
    }
    let proved = found.stop == Stop::Complete && found.proof.is_some();
    Outcome { time, proved, found: found.picks.len() as u128, what: "picks" }
}

/// The packages a concept picks: the players' ideals, all ties (up to a number), the proof.
pub fn solve(key: &str, problem: &Problem, limit: Duration) -> Outcome {
    search(key, problem, limit, |goal, budget| concept::solve(problem, NO_LINES, goal, budget))
}

/// The `k` best packages by the Nash product, every party gaining something.
pub fn top(k: usize, problem: &Problem, limit: Duration) -> Outcome {
    let everyone = Goal::Product { players: (0..problem.n()).collect() };
    let (found, time) = measure(|| within(limit, |b| concept::top(problem, NO_LINES, &everyone, k, b)));
    let proved = found.stop == Stop::Complete && found.proof.is_some();
    Outcome { time, proved, found: found.picks.len() as u128, what: "picks" }
}

fn search(
    key: &str,
    problem: &Problem,
    limit: Duration,
    search: impl Fn(&Goal, &mut Budget) -> Solution,
) -> Outcome {
    let concept = concept(key);
    let (found, time) = measure(|| {
        within(limit, |budget| {
            let players = concept::players(problem, NO_LINES, budget).ok()?;
            Some(players.and_then(|p| p.goal(concept)).map(|goal| search(&goal, budget)))
        })
    });
    match found {
        Some(Some(solution)) => Outcome {
            time,
            proved: solution.stop == Stop::Complete && solution.proof.is_some(),
            found: solution.picks.len() as u128,
            what: "picks",
        },
        Some(None) => Outcome { time, proved: true, found: 0, what: "packages in the zone" },
        None => Outcome { time, proved: false, found: 0, what: "ideals proved" },
    }
}

/// How many packages every party accepts, exactly.
pub fn count(problem: &Problem, limit: Duration) -> Option<Outcome> {
    let (found, time) = measure(|| within(limit, |b| count::acceptable(problem, NO_LINES, b)));
    let proved = found.stop == Stop::Complete;
    let found = found.value.and_then(|n| u128::try_from(n).ok()).unwrap_or(0);
    Some(Outcome { time, proved, found, what: "packages" })
}

/// The share of packages every party accepts, with an interval, and a thousand packages drawn uniformly from them.
pub fn samples(problem: &Problem, limit: Duration) -> Option<Outcome> {
    let settings = count::Settings { grid: 128, tries: 20_000, seed: 1 };
    let (found, time) = measure(|| {
        within(limit, |b| {
            let share = count::estimate(problem, NO_LINES, settings, b)?;
            let drawn = count::sample(problem, NO_LINES, SAMPLES, settings.seed, b)?;
            Ok::<_, Stop>((share, drawn))
        })
    });
    let proved = found.is_ok();
    let found = found.map_or(0, |(share, _)| u128::from(share.hits));
    Some(Outcome { time, proved, found, what: "hits" })
}

/// The Nash, Kalai–Smorodinsky and egalitarian points of the convex hull, with their support and the players' ideals.
pub fn lotteries(problem: &Problem, limit: Duration) -> Option<Outcome> {
    let (found, time) = measure(|| {
        within(limit, |b| {
            let players = concept::players(problem, NO_LINES, b).ok()??;
            let nash = lottery::nash(problem, NO_LINES, &players, b)?;
            let ks = lottery::kalai_smorodinsky(problem, NO_LINES, &players, b)?;
            let egalitarian = lottery::egalitarian(problem, NO_LINES, &players, b)?;
            let proved = [nash.stop, ks.stop, egalitarian.stop].iter().all(|s| *s == Stop::Complete);
            Some((nash.lottery.len() + ks.lottery.len() + egalitarian.lottery.len(), proved))
        })
    });
    let (found, proved) = found.unwrap_or((0, false));
    Some(Outcome { time, proved, found: found as u128, what: "packages in support" })
}

/// Every minimal set of lower no-deal values that opens the zone.
pub fn relaxed(problem: &Problem, limit: Duration) -> Outcome {
    let (found, time) = measure(|| within(limit, |b| relaxations(problem, NO_LINES, b)));
    let proved = found.stop == Stop::Complete;
    Outcome { time, proved, found: found.all.len() as u128, what: "relaxations" }
}
