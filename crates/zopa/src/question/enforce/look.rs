//! What is worked out for a view: every package, party and date at representative values and over worlds.

use crate::compile::{Compiled, Plausible};
use crate::enforce::{Model, Numbers, Sheet, Terms, Worth};
use crate::ensemble::CaseCount;
use crate::ensemble::View;
use crate::ensemble::cases::Design;
use crate::question::share::Range;
use crate::question::{AskError, Asked};
use std::sync::atomic::{AtomicBool, Ordering};
use zopa_core::Fault;
use zopa_core::answer::Stop;
use zopa_core::problem::{Problem, Score};
use zopa_core::world::{BLOCK, Seed, Tables, World};

/// A package that is looked at.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// What it is called.
    pub label: String,
    /// Whether it has a name, and was not found.
    pub named: bool,
    /// Its options.
    pub package: Vec<usize>,
}

/// Worlds counted.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counted {
    /// How many.
    pub hits: u64,
    /// The sum over blocks of the squares of a block's.
    squares: u64,
}

impl Counted {
    fn merge(&mut self, block: u64) {
        self.hits += block;
        self.squares += block * block;
    }

    /// As a share of the worlds, with its interval.
    pub fn share(&self, worlds: u64, walked: bool) -> String {
        let case = CaseCount { deals: self.hits, unsettled: 0, squares: [self.squares; 2] };
        Range::of(&case, worlds, walked).words()
    }
}

/// One party asked about a package.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    /// The party.
    pub party: usize,
    /// Per period, at representative values.
    pub terms: Vec<Terms>,
    /// Per period, what breaking gains over keeping in the grown problem, its grid points.
    pub gaps: Vec<Score>,
    /// Per period, the lowest and the highest over worlds.
    pub ends: Vec<[f64; 2]>,
    /// Per period, worlds in which it keeps the package then.
    pub each: Vec<Counted>,
    /// Worlds in which it does at every period.
    pub always: Counted,
}

impl Kept {
    /// Periods at which it breaks the package.
    pub fn breaks(&self) -> Vec<usize> {
        (0..self.gaps.len()).filter(|&t| self.gaps[t] > 0).collect()
    }

    /// The period at which breaking gains most.
    pub fn worst(&self) -> usize {
        let later = |a: usize, b: usize| if self.gaps[b] > self.gaps[a] { b } else { a };
        (0..self.gaps.len()).reduce(later).unwrap_or(0)
    }
}

/// What was found of one package.
#[derive(Debug, Clone)]
pub(super) struct Looked {
    /// The package.
    pub listed: Listed,
    /// Per party that is asked about it.
    pub sides: Vec<Kept>,
    /// Worlds in which all of them keep it at every period.
    pub all: Counted,
    /// Worlds in which no body at home refuses it.
    pub home: Counted,
    /// Both.
    pub both: Counted,
}

impl Looked {
    /// Those who break it at some period.
    pub fn breakers(&self) -> impl Iterator<Item = &Kept> {
        self.sides.iter().filter(|side| !side.breaks().is_empty())
    }
}

/// What was found of one view.
pub(super) struct Found {
    pub plausible: Plausible,
    pub model: Model,
    pub sheet: Sheet,
    /// Per period, the problem in which keeping is a further party.
    pub grown: Vec<Compiled>,
    pub packages: Vec<Looked>,
    pub worlds: u64,
    pub walked: bool,
    pub stop: Stop,
}

impl Found {
    /// The compiled problem.
    pub fn compiled(&self) -> &Compiled {
        &self.plausible.compiled
    }

    /// What options are worth at representative values.
    pub fn worth(&self) -> Worth<'_> {
        worth(self.compiled())
    }

    /// A name.
    pub fn name(&self, party: usize) -> &str {
        &self.compiled().parties[party].1
    }
}

pub(super) fn worth(compiled: &Compiled) -> Worth<'_> {
    Worth::problem(&compiled.problem, compiled.grid as f64)
}

fn say(fault: &Fault) -> AskError {
    AskError(fault.to_string())
}

/// The problem of each period in which "keeps it then" is a further party, one for each party that may be asked.
fn grown(compiled: &Compiled, model: &Model, sheet: &Sheet) -> Result<Vec<Compiled>, AskError> {
    let keeps = model.keeps(&compiled.problem, sheet);
    let period = |&period: &i64| {
        let then: Vec<_> = keeps.iter().filter(|keep| keep.period == period).cloned().collect();
        Ok(Compiled { at: period, ..model.growth(compiled, &then).compiled(compiled)? })
    };
    model.periods.iter().map(period).collect()
}

/// The further party that stands for a party.
pub(super) fn further(compiled: &Compiled, party: usize) -> Option<usize> {
    let id = format!("{} keeps it", compiled.parties[party].0);
    compiled.parties.iter().position(|(known, _)| *known == id)
}

/// Looks at packages under a view.
pub(super) fn look(asked: &Asked, plausible: Plausible, listed: Vec<Listed>) -> Result<Found, AskError> {
    let compiled = &plausible.compiled;
    let model = Model::new(asked.scenario, compiled);
    let sheet = model.sheet(&worth(compiled), &model.representative()).map_err(|fault| say(&fault))?;
    let grown = grown(compiled, &model, &sheet)?;
    let periods = model.periods.len();
    let packages = listed.into_iter().map(|listed| {
        let problem = &compiled.problem;
        let asked = (0..problem.n()).filter(|&p| problem.asked(p, &listed.package));
        let side = |party: usize| {
            let terms = |t: usize| sheet.terms((party, t), &worth(compiled), &listed.package);
            let gap = |grown: &Compiled| {
                further(grown, party).map_or(0, |by| -grown.problem.gain(by, &listed.package))
            };
            Kept {
                party,
                terms: (0..periods).map(terms).collect(),
                gaps: grown.iter().map(gap).collect(),
                ends: vec![[f64::INFINITY, f64::NEG_INFINITY]; periods],
                each: vec![Counted::default(); periods],
                always: Counted::default(),
            }
        };
        let sides = asked.map(side).collect();
        Looked { sides, listed, all: Counted::default(), home: Counted::default(), both: Counted::default() }
    });
    let mut packages: Vec<Looked> = packages.collect();
    let (worlds, stop) = over_worlds(asked, (&plausible, &model), &mut packages)?;
    let walked = !plausible.family.walked().is_empty();
    Ok(Found { plausible, model, sheet, grown, packages, worlds, walked, stop })
}

/// Of one package, one block.
#[derive(Debug, Clone)]
struct Block {
    /// Per side and period: lowest and highest gap, and worlds in which it is kept.
    each: Vec<Vec<([f64; 2], u64)>>,
    always: Vec<u64>,
    all: u64,
    home: u64,
    both: u64,
}

fn over_worlds(
    asked: &Asked,
    (plausible, model): (&Plausible, &Model),
    packages: &mut [Looked],
) -> Result<(u64, Stop), AskError> {
    let blocks: Vec<u64> = (0..View::blocks(asked.settings.worlds)).collect();
    let stopped = AtomicBool::new(false);
    let counted = asked.each(&blocks, |&block| {
        if stopped.load(Ordering::Relaxed) || !(asked.poll)(BLOCK) {
            stopped.store(true, Ordering::Relaxed);
            return Ok(None);
        }
        one_block(asked.settings.seed, (plausible, model), packages, block).map(Some)
    });
    let mut worlds = 0;
    for block in counted {
        let Some(block) = block.map_err(|fault| say(&fault))? else { break };
        worlds += BLOCK;
        for (looked, block) in packages.iter_mut().zip(block) {
            looked.all.merge(block.all);
            looked.home.merge(block.home);
            looked.both.merge(block.both);
            for (side, (each, always)) in looked.sides.iter_mut().zip(block.each.iter().zip(&block.always)) {
                side.always.merge(*always);
                for (t, ([low, high], kept)) in each.iter().enumerate() {
                    side.ends[t] = [side.ends[t][0].min(*low), side.ends[t][1].max(*high)];
                    side.each[t].merge(*kept);
                }
            }
        }
    }
    Ok((worlds, if stopped.load(Ordering::Relaxed) { Stop::Interrupted } else { Stop::Complete }))
}

fn one_block(
    seed: u64,
    (plausible, model): (&Plausible, &Model),
    packages: &[Looked],
    block: u64,
) -> Result<Vec<Block>, Fault> {
    let family = &plausible.family;
    let problem: &Problem = &plausible.compiled.problem;
    let design = Design::new(family);
    let case = design.dependence(family, &design.cases[0]);
    let mut draws = family.draws(&case, Seed::from(seed), block)?;
    let periods = model.periods.len();
    let empty = |looked: &Looked| Block {
        each: vec![vec![([f64::INFINITY, f64::NEG_INFINITY], 0); periods]; looked.sides.len()],
        always: vec![0; looked.sides.len()],
        all: 0,
        home: 0,
        both: 0,
    };
    let mut counted: Vec<Block> = packages.iter().map(empty).collect();
    let mut tables = Tables::default();
    let mut world = World { point: Vec::new(), toughness: Vec::new() };
    let mut k = block * BLOCK;
    while draws.next(&mut world)? {
        family.tables(&world.point, &mut tables);
        let worth = Worth::world(problem, &tables);
        let values = model.drawn(seed, k);
        let numbers = Numbers { values: &values, world: Some((seed, k)), moved: None };
        let sheet = model.sheet(&worth, &numbers)?;
        let refused = model.home.refused(&numbers);
        for (looked, counted) in packages.iter().zip(&mut counted) {
            let package = &looked.listed.package;
            let mut all = true;
            for (s, side) in looked.sides.iter().enumerate() {
                let mut always = true;
                for t in 0..periods {
                    let gap = sheet.terms((side.party, t), &worth, package).gap();
                    let ([low, high], kept) = &mut counted.each[s][t];
                    *low = low.min(gap);
                    *high = high.max(gap);
                    *kept += u64::from(gap <= 0.0);
                    always &= gap <= 0.0;
                }
                counted.always[s] += u64::from(always);
                all &= always;
            }
            let refuses = refused.iter().any(|r| r.options.iter().all(|o| package[o.issue] == o.option));
            counted.all += u64::from(all);
            counted.home += u64::from(!refuses);
            counted.both += u64::from(all && !refuses);
        }
        k += 1;
    }
    Ok(counted)
}
