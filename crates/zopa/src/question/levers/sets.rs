//! The cheapest sets of levers: for each holder alone, and for several together, where costs of different holders are never
//! added.
//!
//! For one holder: the largest gain of the party that counts what it does not spend, over the acceptable packages of the
//! grown problem, by the general search with its proof. For several: all vectors of costs of which none is at least as
//! low for every holder as another one. They are found one after the other: a region (a most for each holder) is searched
//! for a package that is cheapest for the first holder, then for the second, and so on; what is left of the region is
//! where some holder spends less. When no region is left, the list is complete.

use super::dose::{Dose, dose};
use super::grow::{Ground, Grown};
use crate::compile::CompileError;
use crate::question::{Asked, Settings, worse};
use crate::result::{Claim, LeverRecord, LeversRecord, ResultFile, SpentRecord, stop_word};
use zopa_core::answer::{Case, Goal, Package, Stop};
use zopa_core::problem::Score;
use zopa_core::zone::{Zone, ideal, zone};

/// The part of the budget for one search for several holders.
const PART: u64 = 25;

/// A set of levers and a package that it carries.
#[derive(Debug, Clone)]
pub(super) struct Set {
    /// Lever and index of its level, ascending.
    pub used: Vec<(usize, usize)>,
    /// Of the grown problem: the package, then the levers.
    pub package: Package,
    /// Holders that use a lever, and what they spend, points of each.
    pub cost: Vec<(usize, f64)>,
    /// The same in grid points.
    pub spent: Vec<Score>,
    /// Where a lever can have any intensity: what the set needs exactly.
    pub dose: Option<Dose>,
}

/// What some holders can do.
#[derive(Debug, Clone)]
pub(super) enum Reach {
    /// The sets: the cheapest first for one holder; for several, none is cheaper for everybody than another one.
    ///
    /// `more`: for several, whether there may be others that divide costs differently.
    Sets { sets: Vec<Set>, more: bool, stop: Stop },
    /// No set of theirs opens the zone.
    Never,
    /// The search stopped before it knew.
    Unknown(Stop),
}

impl Reach {
    pub fn sets(&self) -> &[Set] {
        match self {
            Reach::Sets { sets, .. } => sets,
            _ => &[],
        }
    }

    pub fn stop(&self) -> Stop {
        match self {
            Reach::Sets { stop, .. } | Reach::Unknown(stop) => *stop,
            Reach::Never => Stop::Complete,
        }
    }
}

/// Where claims go: the result, the reading they hold under, and what the problem is called beside the view's own.
pub(super) struct Record<'r> {
    pub claims: Vec<(Grown, String, Vec<Claim>)>,
    pub with: &'r str,
}

impl Record<'_> {
    fn push(&mut self, grown: &Grown, name: &str, claim: Claim) {
        let name = format!("{}{name}", self.with);
        match self.claims.last_mut().filter(|(_, known, _)| *known == name) {
            Some((_, _, claims)) => claims.push(claim),
            None => {
                let copy = Grown {
                    compiled: grown.compiled.clone(),
                    levers: grown.levers.clone(),
                    first: grown.first,
                    costs: grown.costs.clone(),
                };
                self.claims.push((copy, name, vec![claim]));
            }
        }
    }

    /// Hands the claims to a result file.
    pub fn file(self, result: &mut ResultFile, reading: crate::compile::Reading) {
        for (grown, name, claims) in self.claims {
            let at = result.problem_with(&grown.compiled, &name);
            claims.into_iter().for_each(|claim| result.claim(at, Some(reading), claim));
        }
    }
}

/// What is searched: who holds the levers, and which lines are real.
#[derive(Clone, Copy)]
pub(super) struct Quest<'q> {
    pub holders: &'q [usize],
    pub real: &'q [bool],
    pub obstruction: bool,
    /// How many sets of one holder are listed.
    pub top: usize,
    /// Of several holders, what each spends at most, where that is known, in grid points: less than it would alone.
    pub below: &'q [Option<Score>],
    /// How many regions are searched for several.
    pub regions: usize,
}

fn tree(case: Option<Case>) -> Option<crate::result::Tree> {
    case.map(|case| crate::result::Tree::from(&case))
}

fn set(ground: &Ground, grown: &Grown, package: &Package) -> Set {
    let used = grown.used(package);
    let mut cost: Vec<(usize, f64)> = Vec::new();
    for &(l, level) in &used {
        let usable = &ground.model.levers[l];
        let spent = ground.spent(l, usable.levels[level].0);
        match cost.iter_mut().find(|(h, _)| *h == usable.holder) {
            Some((_, sum)) => *sum += spent,
            None => cost.push((usable.holder, spent)),
        }
    }
    cost.sort_by_key(|(h, _)| *h);
    let spent: Vec<Score> =
        grown.costs.iter().map(|(_, party)| -grown.compiled.problem.value(*party, package)).collect();
    Set { used, package: package.clone(), cost, spent, dose: None }
}

/// A set as a claim: what each lever adds and costs, and that it carries the package.
fn levers_claim(ground: &Ground, grown: &Grown, set: &Set) -> Claim {
    let of = |h: usize| grown.costs.iter().find(|(holder, _)| *holder == h).map_or(0, |(_, party)| *party);
    let levers = grown.levers.iter().enumerate().map(|(k, &l)| {
        let (usable, numbers) = (&ground.model.levers[l], &ground.numbers[l]);
        LeverRecord {
            issue: grown.first + k,
            stick: usable.threatens(),
            levels: usable.levels.iter().map(|(level, _)| *level).collect(),
            arrives: numbers.arrives(),
            effect: numbers.effect.clone(),
            cost_party: of(usable.holder),
            spent: ground.spent(l, 1.0),
        }
    });
    let spent = grown.costs.iter().zip(&set.spent);
    Claim::Levers {
        record: Box::new(LeversRecord {
            levers: levers.collect(),
            package: set.package.clone(),
            spent: spent.map(|((_, party), points)| SpentRecord { party: *party, points: *points }).collect(),
        }),
    }
}

/// Whether no mix of levers opens the zone, whoever bears it and whatever it costs: then no holder has to be asked.
pub(super) fn hopeless(
    asked: &Asked,
    ground: &Ground,
    (holders, real): (&[usize], &[bool]),
    record: &mut Record,
) -> Result<bool, CompileError> {
    let grown = ground.grow(&[], ground.usable(holders, true))?;
    let found = asked.search(|budget| zone(&grown.compiled.problem, real, budget));
    let proof = tree(found.proof).filter(|_| found.value == Zone::Empty);
    let hopeless = proof.is_some();
    if let Some(proof) = proof {
        record.push(&grown, "", Claim::Empty { proof });
    }
    Ok(hopeless)
}

/// The cheapest sets of some holders.
pub(super) fn cheapest(
    asked: &Asked,
    ground: &Ground,
    quest: Quest,
    record: &mut Record,
) -> Result<Reach, CompileError> {
    let levers = ground.usable(quest.holders, quest.obstruction);
    if levers.is_empty() {
        return Ok(Reach::Never);
    }
    // Several holders have many ways to share: each search for them gets a part of the budget.
    let part = match quest.holders.len() {
        1 => asked.settings.budget,
        _ => (asked.settings.budget / PART).max(1),
    };
    let settings = Settings { budget: part, ..asked.settings.clone() };
    let asked = &Asked { scenario: asked.scenario, settings: &settings, poll: asked.poll };
    let grown = ground.grow_held(quest.holders, levers)?;
    let found = asked.search(|budget| zone(&grown.compiled.problem, quest.real, budget));
    match (&found.value, tree(found.proof)) {
        (Zone::Empty, Some(proof)) => {
            record.push(&grown, "", Claim::Empty { proof });
            return Ok(Reach::Never);
        }
        (Zone::Empty, None) => return Ok(Reach::Never),
        (Zone::Unknown, _) => {
            let claim =
                Claim::Stopped { stop: stop_word(found.stop), asked: "whether levers open the zone".into() };
            record.push(&grown, "", claim);
            return Ok(Reach::Unknown(found.stop));
        }
        (Zone::Open(_), _) => {}
    }
    if quest.holders.len() == 1 {
        alone(asked, ground, (grown, quest), record)
    } else {
        together(asked, ground, (grown, quest), record)
    }
}

fn alone(
    asked: &Asked,
    ground: &Ground,
    (mut grown, quest): (Grown, Quest),
    record: &mut Record,
) -> Result<Reach, CompileError> {
    let mut sets: Vec<Set> = Vec::new();
    let mut stop = Stop::Complete;
    let party = grown.costs[0].1;
    while sets.len() < quest.top {
        let found = asked.search(|budget| ideal(&grown.compiled.problem, quest.real, party, budget));
        stop = worse(stop, found.stop);
        let Some((_, package)) = found.value else { break };
        let mut one = set(ground, &grown, &package);
        one.dose = dose(ground, &grown, &one);
        if let Some(dose) = one.dose.as_mut().filter(|_| sets.is_empty()) {
            dose.bound = least(asked, ground, quest)?;
        }
        let name = if sets.is_empty() { String::new() } else { format!(", set {}", sets.len() + 1) };
        record.push(&grown, &name, levers_claim(ground, &grown, &one));
        let claim = match tree(found.proof) {
            Some(proof) => Claim::Best {
                concept: "ideal".into(),
                goal: (&Goal::Own { party }).into(),
                packages: vec![package],
                all_ties: false,
                proof,
            },
            None => Claim::Open { package },
        };
        record.push(&grown, &name, claim);
        let used = one.used.clone();
        sets.push(one);
        if used.is_empty() || stop != Stop::Complete {
            break;
        }
        grown = grown.without(&used, &format!("set {}", sets.len()))?;
    }
    Ok(Reach::Sets { sets, more: false, stop })
}

/// What no set of a holder costs less than, whatever the intensities.
fn least(asked: &Asked, ground: &Ground, quest: Quest) -> Result<Option<f64>, CompileError> {
    let ground = Ground { loose: true, ..*ground };
    let grown = ground.grow_held(quest.holders, ground.usable(quest.holders, quest.obstruction))?;
    let party = grown.costs[0].1;
    let found = asked.search(|budget| ideal(&grown.compiled.problem, quest.real, party, budget));
    let package = found.value.filter(|_| found.stop == Stop::Complete).map(|(_, package)| package);
    Ok(package.map(|x| grown.compiled.points(-grown.compiled.problem.value(party, &x))))
}

fn together(
    asked: &Asked,
    ground: &Ground,
    (grown, quest): (Grown, Quest),
    record: &mut Record,
) -> Result<Reach, CompileError> {
    let most = |party: usize| -grown.compiled.problem.parties()[party].no_deal;
    let costs = grown.costs.iter().enumerate();
    let start: Vec<Score> = costs
        .map(|(k, (_, party))| {
            most(*party).min(quest.below.get(k).copied().flatten().map_or(Score::MAX, |b| b - 1))
        })
        .collect();
    let mut regions = if start.iter().all(|most| *most >= 0) { vec![start] } else { Vec::new() };
    let mut more = false;
    let mut sets: Vec<Set> = Vec::new();
    let (mut stop, mut looked) = (Stop::Complete, 0);
    while let Some(region) = regions.pop() {
        let inside = |set: &&Set| set.spent.iter().zip(&region).all(|(s, most)| s <= most);
        let spent = match sets.iter().find(inside) {
            Some(known) => known.spent.clone(),
            None if looked == quest.regions => {
                more = true;
                break;
            }
            None => {
                looked += 1;
                match first(asked, &grown, (quest.real, &region))? {
                    Ok(Some(package)) => {
                        let one = set(ground, &grown, &package);
                        record.push(&grown, "", levers_claim(ground, &grown, &one));
                        let spent = one.spent.clone();
                        sets.push(one);
                        spent
                    }
                    Ok(None) => continue,
                    Err(Stop::Interrupted) => {
                        stop = Stop::Interrupted;
                        break;
                    }
                    Err(_) => {
                        more = true;
                        continue;
                    }
                }
            }
        };
        for h in 0..spent.len() {
            let mut less = region.clone();
            less[h] = spent[h] - 1;
            if less[h] >= 0 {
                regions.push(less);
            }
        }
    }
    // Where somebody takes no part, a smaller team does the same.
    sets.retain(|set| set.cost.len() == grown.costs.len());
    sets.sort_by(|a, b| a.spent.cmp(&b.spent));
    if sets.is_empty() && stop == Stop::Complete && !more {
        return Ok(Reach::Never);
    }
    Ok(Reach::Sets { sets, more, stop })
}

/// In a region, a package that is cheapest for the first holder, then for the second, and so on.
#[allow(clippy::type_complexity)]
fn first(
    asked: &Asked,
    grown: &Grown,
    (real, region): (&[bool], &[Score]),
) -> Result<Result<Option<Package>, Stop>, CompileError> {
    let mut most: Vec<(usize, Score)> =
        grown.costs.iter().map(|(_, party)| *party).zip(region.iter().copied()).collect();
    let mut best = None;
    for at in 0..most.len() {
        let capped = grown.capped(&most)?;
        let found = asked.search(|budget| ideal(&capped.compiled.problem, real, most[at].0, budget));
        if found.stop != Stop::Complete {
            return Ok(Err(found.stop));
        }
        let Some((_, package)) = found.value else { return Ok(Ok(None)) };
        most[at].1 = -capped.compiled.problem.value(most[at].0, &package);
        best = Some(package);
    }
    Ok(Ok(best))
}
