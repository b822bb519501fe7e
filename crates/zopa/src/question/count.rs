//! **Question.** How many packages are acceptable, which share of all packages is that, and what do they have in common?
//!
//! Counted exactly where that fits the budget, else estimated from draws under a seed ([`zopa_core::count`]). Whether
//! every acceptable package has an option, or none has, is proved apart ([`zopa_core::zone`] with a rule added): a count
//! is not needed for it. Whether a zone is wide or narrow is for the reader to judge.

mod show;

use super::plausible::section;
use super::words::capital;
use super::{Answer, AskError, Asked, Question, anchored, worse};
use crate::compile::{Compiled, Reading};
use crate::report::{Block, Document};
use crate::result::{Claim, ResultFile, Tree, WireFraction, WireProblem, stop_word};
use num_bigint::{BigInt, BigUint};
use zopa_core::answer::{Case, Package, Stop};
use zopa_core::count::{Estimate, SAMPLE_GRID, Settings, acceptable, accepted, estimate, sample};
use zopa_core::problem::Problem;
use zopa_core::zone::{Zone, zone};

pub(super) const QUESTION: Question = Question {
    command: "count",
    about: "how many packages everyone who must sign prefers to no deal, and what they have in common",
    run,
};

/// Tries of an estimate.
const TRIES: u64 = 20_000;
/// Acceptable packages drawn where shares of options are not counted.
const DRAWN: usize = 1_000;

/// How many packages are acceptable.
enum Size {
    /// None, with a proof.
    None(Case),
    /// So many.
    Exact(BigUint),
    /// A share of all, on a grid of so many steps, and why it is not counted.
    Share(Box<Estimate>, u32, Stop),
    /// Neither is known.
    Unknown(Stop),
}

/// How many acceptable packages have each option, per issue and option.
enum Shares {
    /// Counted.
    Exact(Vec<Vec<BigUint>>),
    /// Of so many drawn.
    Drawn(Vec<Vec<u64>>, u64),
    /// Not known.
    Unknown(Stop),
}

/// An option that every acceptable package has (or that none has), with the proof.
struct Common {
    issue: usize,
    option: usize,
    every: bool,
    proof: Case,
}

/// What was found under one reading.
struct Found {
    reading: Reading,
    size: Size,
    shares: Shares,
    common: Vec<Common>,
    /// The packages asked for.
    drawn: Result<Vec<Package>, Stop>,
}

fn run(asked: &Asked) -> Result<Answer, AskError> {
    let compiled = asked.compiled_with_numbers("count")?;
    let readings = asked.readings();
    let found = asked.each(&compiled, |compiled| {
        readings.iter().map(|&reading| find(asked, compiled, reading)).collect::<Vec<_>>()
    });
    let mut result = asked.result("count");
    let mut stop = Stop::Complete;
    let mut blocks = show::headline(&compiled, &found);
    for (compiled, found) in compiled.iter().zip(&found) {
        let at = result.problem(compiled);
        let id = compiled.view.as_deref().unwrap_or("base");
        let title = if compiled.view.is_some() { &compiled.view_label } else { "How many" };
        blocks.push(Block::heading(1, title, &anchored(&["view", id])));
        blocks.extend(show::sizes(asked, compiled, found));
        blocks.extend(show::options(compiled, found));
        for one in found {
            stop = worse(stop, one.stop());
            claims(asked, &mut result, at, one);
            let samples = show::samples(asked, compiled, one);
            if !samples.is_empty() {
                let anchor = anchored(&["drawn", id, one.reading.key()]);
                let title = format!("Drawn packages, {}", one.reading.phrase());
                blocks.push(Block::heading(2, &capital(&title), &anchor));
                blocks.extend(samples);
            }
        }
    }
    let views: Vec<_> = compiled.iter().map(|c| (c, Vec::new())).collect();
    let (more, early) = section(asked, &mut result, &views)?;
    blocks.extend(more);
    stop = worse(stop, early);
    blocks.push(Block::heading(1, "How far this goes", "limits"));
    blocks.extend(show::limits(&compiled, &found));
    let document =
        Document { title: format!("{}: how many packages are acceptable", asked.scenario.title), blocks };
    Ok(Answer { document, result, stop })
}

fn find(asked: &Asked, compiled: &Compiled, reading: Reading) -> Found {
    let problem = &compiled.problem;
    let real = compiled.real(reading);
    let mut found = Found {
        reading,
        size: Size::Unknown(Stop::Complete),
        shares: Shares::Unknown(Stop::Complete),
        common: Vec::new(),
        drawn: Ok(Vec::new()),
    };
    let verdict = asked.search(|budget| zone(problem, &real, budget));
    if let (Zone::Empty, Some(proof)) = (verdict.value, verdict.proof) {
        found.size = Size::None(proof);
        return found;
    }
    found.size = size(asked, problem, &real);
    if let Size::Unknown(stop) = found.size {
        found.shares = Shares::Unknown(stop);
        return found;
    }
    let wire = WireProblem::new(compiled);
    if matches!(found.size, Size::Exact(_)) {
        found.shares = counted(asked, problem, &wire, &real);
    }
    let wanted = asked.settings.samples.unwrap_or(0);
    let few = !matches!(found.shares, Shares::Exact(_));
    let draws = if few { wanted.max(DRAWN) } else { wanted };
    let seed = asked.settings.seed;
    let drawn = asked.search(|budget| match &found.size {
        // The same draws as those of the estimate.
        Size::Share(_, grid, _) => {
            accepted(problem, &real, Settings { grid: *grid, tries: TRIES, seed }, budget)
        }
        _ => sample(problem, &real, draws, seed, budget),
    });
    let drawn = drawn.map(|mut packages| {
        packages.truncate(draws);
        packages
    });
    if few {
        found.shares = match &drawn {
            Ok(packages) => tally(problem, packages),
            Err(stop) => Shares::Unknown(*stop),
        };
    }
    found.drawn = drawn.map(|mut packages| {
        packages.truncate(wanted);
        packages
    });
    found.common = common(asked, &wire, &real, &found);
    found
}

/// Exactly, else by an estimate on the finest of a few grids that fits.
fn size(asked: &Asked, problem: &Problem, real: &[bool]) -> Size {
    let exact = asked.search(|budget| acceptable(problem, real, budget));
    if let Some(count) = exact.value {
        return Size::Exact(count);
    }
    let mut last = exact.stop;
    for grid in [1, 2, 4, 8, 16].map(|part| SAMPLE_GRID / part) {
        if last == Stop::Interrupted {
            break;
        }
        let settings = Settings { grid, tries: TRIES, seed: asked.settings.seed };
        match asked.search(|budget| estimate(problem, real, settings, budget)) {
            Ok(found) if found.exact => return Size::Exact(found.coarse),
            Ok(found) => return Size::Share(Box::new(found), grid, exact.stop),
            Err(stop) => last = stop,
        }
    }
    Size::Unknown(last)
}

/// The exact count with each option, all within one budget.
fn counted(asked: &Asked, problem: &Problem, wire: &WireProblem, real: &[bool]) -> Shares {
    let counts = asked.search(|budget| {
        let mut one = |issue: usize, option: usize| {
            let with = wire.with(issue, option, true).problem().map_err(|_| Stop::Budget)?;
            let found = acceptable(&with, real, budget);
            found.value.ok_or(found.stop)
        };
        let options = problem.options().iter().enumerate();
        options.map(|(i, &k)| (0..k).map(|o| one(i, o)).collect()).collect::<Result<_, Stop>>()
    });
    counts.map_or_else(Shares::Unknown, Shares::Exact)
}

fn tally(problem: &Problem, packages: &[Package]) -> Shares {
    let mut times: Vec<Vec<u64>> = problem.options().iter().map(|&k| vec![0; k]).collect();
    for package in packages {
        for (times, &option) in times.iter_mut().zip(package) {
            times[option] += 1;
        }
    }
    Shares::Drawn(times, packages.len() as u64)
}

/// Proves, of the options that all acceptable packages seem to have or to lack, that they do. Where one option is in
/// all of them, that the others of its issue are in none needs no proof of its own.
fn common(asked: &Asked, wire: &WireProblem, real: &[bool], found: &Found) -> Vec<Common> {
    let mut proved = Vec::new();
    asked.search(|budget| {
        for (issue, options) in wire.issues.iter().enumerate() {
            let all: Vec<usize> = (0..options.options.len()).collect();
            let every = all.iter().copied().find(|&o| found.seen(issue, o) == Seen::All);
            let none = all.iter().copied().filter(|&o| found.seen(issue, o) == Seen::None);
            let candidates: Vec<(usize, bool)> = match every {
                Some(option) => vec![(option, true)],
                None => none.map(|option| (option, false)).collect(),
            };
            for (option, every) in candidates {
                // A package that contradicts it.
                let Ok(against) = wire.with(issue, option, !every).problem() else { continue };
                let verdict = zone(&against, real, budget);
                if let (Zone::Empty, Some(proof)) = (verdict.value, verdict.proof) {
                    proved.push(Common { issue, option, every, proof });
                }
            }
        }
    });
    proved
}

/// How many of those looked at have an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    All,
    Some,
    None,
    Unknown,
}

impl Found {
    fn seen(&self, issue: usize, option: usize) -> Seen {
        let zero = BigUint::ZERO;
        match (&self.shares, &self.size) {
            (Shares::Exact(counts), _) if counts[issue][option] == zero => Seen::None,
            (Shares::Exact(counts), Size::Exact(all)) if counts[issue][option] == *all => Seen::All,
            (Shares::Drawn(_, 0), _) => Seen::Unknown,
            (Shares::Drawn(times, _), _) if times[issue][option] == 0 => Seen::None,
            (Shares::Drawn(times, n), _) if times[issue][option] == *n => Seen::All,
            (Shares::Unknown(_), _) => Seen::Unknown,
            _ => Seen::Some,
        }
    }

    fn proved(&self, issue: usize, option: usize, every: bool) -> bool {
        self.common.iter().any(|c| (c.issue, c.option, c.every) == (issue, option, every))
    }

    /// Why not everything was counted.
    fn stop(&self) -> Stop {
        let size = match &self.size {
            Size::Share(_, _, stop) | Size::Unknown(stop) => *stop,
            _ => Stop::Complete,
        };
        let shares = match &self.shares {
            Shares::Unknown(stop) => *stop,
            _ => Stop::Complete,
        };
        let drawn = self.drawn.as_ref().err().filter(|_| !matches!(self.shares, Shares::Drawn(..)));
        worse(worse(size, shares), drawn.copied().unwrap_or(Stop::Complete))
    }
}

fn claims(asked: &Asked, result: &mut ResultFile, at: usize, found: &Found) {
    let mut claim = |claim: Claim| result.claim(at, Some(found.reading), claim);
    match &found.size {
        Size::None(proof) => claim(Claim::Empty { proof: Tree::from(proof) }),
        Size::Exact(count) => claim(Claim::Count { count: BigInt::from(count.clone()), having: None }),
        Size::Share(found, grid, _) => claim(Claim::Share {
            packages: found.packages.clone().into(),
            coarse: found.coarse.clone().into(),
            grid: *grid,
            seed: asked.settings.seed,
            tries: found.tries,
            hits: found.hits,
            low: WireFraction::from(&found.low),
            high: WireFraction::from(&found.high),
        }),
        Size::Unknown(stop) => {
            claim(Claim::Stopped { stop: stop_word(*stop), asked: "how many packages are acceptable".into() })
        }
    }
    if let Shares::Exact(counts) = &found.shares {
        for (issue, counts) in counts.iter().enumerate() {
            for (option, count) in counts.iter().enumerate() {
                claim(Claim::Count { count: BigInt::from(count.clone()), having: Some((issue, option)) });
            }
        }
    }
    for Common { issue, option, every, proof } in &found.common {
        claim(Claim::Every { issue: *issue, option: *option, has: *every, proof: Tree::from(proof) });
    }
    for package in found.drawn.iter().flatten() {
        claim(Claim::Open { package: package.clone() });
    }
}
