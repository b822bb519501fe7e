//! How many packages are acceptable, and what a typical one is.
//!
//! # Exactly
//! Issue by issue, packages that stand at the same state are counted together. A state is what each party asked still
//! needs to lose nothing, cut off at the least it will get anyway: from there on it surely accepts. What the rest of the
//! issues cannot bring up to zero is dropped. With `W_s(d)` the number of ways to complete a partial package after step
//! `s` when the parties still need `d`,
//!
//! `W_m(d) = 1 if d ≤ 0`, `W_s(d) = Σ_o W_{s+1}(d - v[s][o])`,
//!
//! and `W_0` of no deal is the count. Pair tables and rules become nodes between which the options lead ([`diagram`]);
//! parties with carried consent are counted apart by who is asked.
//!
//! # By sampling
//! With three or more parties asked the states are too many. On a coarser grid, with every need lowered by the largest
//! rounding error a package can have, the same count gives a number `C` of packages among which are all acceptable
//! ones. The `W` of that grid, walked forwards, draw from those `C` uniformly; the share `h` of draws that are acceptable on the
//! exact grid makes `h · C` an unbiased estimate, and the draws accepted are uniform over the acceptable packages
//! (M. Dyer 2003, "Approximate counting by dynamic programming", STOC '03, 693–699).
//!
//! Random numbers are those of ChaCha8 (D. J. Bernstein 2008) under the seed given. Tries are numbered; each block of
//! [`BLOCK`] tries has a stream of its own, so blocks may be drawn in any order, or apart, with the same result.

mod diagram;
mod draw;
mod grid;
pub(crate) mod interval;
mod tables;
mod wide;

use crate::answer::{Package, Proved, Stop};
use crate::budget::Budget;
use crate::problem::Problem;
use draw::Sampler;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;

/// Most 64-bit words of counts kept at once.
pub const MOST_WORDS: u64 = 1 << 25;
/// Most states kept where they are listed one by one.
pub const MOST_STATES: usize = 1 << 20;
/// Tries in a block.
pub const BLOCK: u64 = 1024;
/// The grid [`sample`] draws on where the exact one is too fine: steps over each party's span.
pub const SAMPLE_GRID: u32 = 96;

/// Counts the acceptable packages exactly. `None` where the search stopped before it knew.
pub fn acceptable(problem: &Problem, real: &[bool], budget: &mut Budget) -> Proved<Option<BigUint>> {
    let (value, stop) = match draw::total(problem, real, budget) {
        Ok(count) => (Some(count), Stop::Complete),
        Err(stop) => (None, stop),
    };
    Proved { value, bound: (), proof: None, stop }
}

/// How an estimate is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Steps of the coarse grid over each party's span: finer rejects less and costs more, as a power of the number of
    /// parties asked.
    pub grid: u32,
    /// Draws.
    pub tries: u64,
    /// Of the random numbers.
    pub seed: u64,
}

/// A share of all packages, estimated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// Packages before any rule.
    pub packages: BigUint,
    /// Packages on the coarse grid; none is acceptable outside.
    pub coarse: BigUint,
    /// Whether the coarse grid is the exact one, so that `coarse` is the count itself.
    pub exact: bool,
    /// Draws from those of the coarse grid.
    pub tries: u64,
    /// Draws that were acceptable.
    pub hits: u64,
    /// The share of `packages` that is acceptable, estimated.
    pub share: BigRational,
    /// Lower end of the interval for it.
    pub low: BigRational,
    /// Upper end of the interval for it.
    pub high: BigRational,
    /// The interval holds the true share with at least this probability, over the random numbers.
    pub confidence: BigRational,
}

/// Estimates which share of all packages is acceptable. The interval is Clopper and Pearson's (1934, "The use of
/// confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26, 404–413) at 95 %, rounded
/// outwards.
///
/// # Errors
/// Why it stopped before it knew.
pub fn estimate(
    problem: &Problem,
    real: &[bool],
    settings: Settings,
    budget: &mut Budget,
) -> Result<Estimate, Stop> {
    let sampler = draw::coarse(problem, real, settings.grid, budget)?;
    let packages: BigUint = problem.options().iter().map(|&k| BigUint::from(k)).product();
    let (coarse, exact) = (sampler.total(), sampler.exact());
    let share = |part: BigRational| part * ratio(&coarse, &packages);
    let mut found = Estimate {
        exact,
        tries: 0,
        hits: 0,
        share: share(BigRational::from(BigInt::from(1))),
        low: BigRational::default(),
        high: BigRational::default(),
        confidence: BigRational::from(BigInt::from(1)),
        packages: packages.clone(),
        coarse: coarse.clone(),
    };
    if exact || coarse == BigUint::ZERO {
        (found.low, found.high) = (found.share.clone(), found.share.clone());
        return Ok(found);
    }
    Draws { problem, real, sampler }.run(settings, budget, |_| {
        found.hits += 1;
        true
    })?;
    found.tries = settings.tries;
    let [low, high] = interval::clopper_pearson(found.hits, found.tries);
    found.share = share(BigRational::new(found.hits.into(), found.tries.max(1).into()));
    (found.low, found.high) = (share(low), share(high));
    found.confidence = BigRational::new(interval::CONFIDENCE.0.into(), interval::CONFIDENCE.1.into());
    Ok(found)
}

/// The acceptable packages among the draws of [`estimate`] under the same settings, in the order drawn: each uniform over
/// the acceptable packages, and independent of the others. As many as there are hits, so perhaps none.
///
/// # Errors
/// Why it stopped before the last draw.
pub fn accepted(
    problem: &Problem,
    real: &[bool],
    settings: Settings,
    budget: &mut Budget,
) -> Result<Vec<Package>, Stop> {
    let sampler = draw::coarse(problem, real, settings.grid, budget)?;
    let mut packages = Vec::new();
    if sampler.total() > BigUint::ZERO {
        Draws { problem, real, sampler }.run(settings, budget, |package| {
            packages.push(package.clone());
            true
        })?;
    }
    Ok(packages)
}

/// The interval of an estimate from `hits` among `tries`, for a probability: at 95 %, after Clopper and Pearson, rounded
/// outwards. There are at most as many hits as tries.
pub fn interval(hits: u64, tries: u64) -> [BigRational; 2] {
    interval::clopper_pearson(hits.min(tries), tries)
}

/// Draws acceptable packages, each independently and uniformly from all of them. Fewer than asked for only where there are none at
/// all.
///
/// # Errors
/// Why it stopped before it had them.
pub fn sample(
    problem: &Problem,
    real: &[bool],
    how_many: usize,
    seed: u64,
    budget: &mut Budget,
) -> Result<Vec<Package>, Stop> {
    let sampler = draw::exact(problem, real, budget).or_else(|stop| match stop {
        Stop::Limit(_) => draw::coarse(problem, real, SAMPLE_GRID, budget),
        other => Err(other),
    })?;
    let mut packages = Vec::new();
    if how_many == 0 || sampler.total() == BigUint::ZERO {
        return Ok(packages);
    }
    let settings = Settings { grid: SAMPLE_GRID, tries: u64::MAX, seed };
    Draws { problem, real, sampler }.run(settings, budget, |package| {
        packages.push(package.clone());
        packages.len() < how_many
    })?;
    Ok(packages)
}

/// What draws are made of, and judged by.
struct Draws<'d> {
    problem: &'d Problem,
    real: &'d [bool],
    sampler: Box<dyn Sampler>,
}

impl Draws<'_> {
    /// Draws and shows each acceptable draw to `hit` until it says to stop, or the tries are over.
    fn run(
        &self,
        settings: Settings,
        budget: &mut Budget,
        mut hit: impl FnMut(&Package) -> bool,
    ) -> Result<(), Stop> {
        let Draws { problem, real, sampler } = self;
        let mut package = vec![0; problem.m()];
        for block in 0..settings.tries.div_ceil(BLOCK) {
            let mut random = draw::stream(settings.seed, block);
            for _ in block * BLOCK..settings.tries.min((block + 1).saturating_mul(BLOCK)) {
                budget.spend(1 + problem.m() as u64 / 4)?;
                sampler.draw(&mut random, &mut package);
                if problem.acceptable(real, &package) && !hit(&package) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

fn ratio(part: &BigUint, whole: &BigUint) -> BigRational {
    BigRational::new(BigInt::from(part.clone()), BigInt::from(whole.clone()))
}

#[cfg(test)]
mod tests {
    use super::{Draws, Settings, draw};
    use crate::budget::Budget;
    use crate::problem::{Consent, Parts, Party, Problem, Score};
    use num_bigint::BigUint;
    use std::collections::BTreeMap;

    #[test]
    fn draws_accepted_on_a_coarse_grid_are_uniform() {
        // Three parties, 5 · 4 · 5 · 4 packages, values from a fixed rule; a table of one party keeps nodes apart.
        let options = vec![5, 4, 5, 4];
        let value = |p: usize, i: usize, o: usize| ((p * 7 + i * 5 + o * 3) * 7919 % 1009) as Score;
        let values = (0..3)
            .map(|p| {
                options.iter().enumerate().map(|(i, &k)| (0..k).map(|o| value(p, i, o)).collect()).collect()
            })
            .collect();
        let party = Party { consent: Consent::Whole, no_deal: 1700, carries: Vec::new(), cap: None };
        let points = (0..20).map(|k| (k * 37 % 200) as Score).collect();
        let pairs = vec![crate::problem::Pair { party: 1, issues: [0, 1], points }];
        let parts = Parts { parties: vec![party; 3], options, values, pairs, ..Parts::default() };
        let problem = Problem::new(parts).expect("a problem in shape");
        let mut times: BTreeMap<Vec<usize>, f64> = BTreeMap::new();
        for k in 0..400 {
            let package = vec![k / 80, k / 20 % 4, k / 4 % 5, k % 4];
            if problem.acceptable(&[], &package) {
                times.insert(package, 0.0);
            }
        }
        assert!((20..300).contains(&times.len()), "{} acceptable", times.len());
        let budget = &mut Budget::new(1 << 40);
        let sampler = draw::coarse(&problem, &[], 7, budget).expect("room for the tables");
        assert!(!sampler.exact() && sampler.total() > BigUint::from(times.len()));
        let settings = Settings { grid: 7, tries: 60_000, seed: 5 };
        let mut hits = 0.0;
        Draws { problem: &problem, real: &[], sampler }
            .run(settings, budget, |package| {
                *times.get_mut(package).expect("acceptable") += 1.0;
                hits += 1.0;
                true
            })
            .expect("budget enough");
        assert!(hits < 60_000.0);
        let each = hits / times.len() as f64;
        let square: f64 = times.values().map(|t| (t - each) * (t - each) / each).sum();
        let free = times.len() as f64 - 1.0;
        assert!((square - free).abs() < 4.0 * (2.0 * free).sqrt(), "{square} for {free}");
    }
}
