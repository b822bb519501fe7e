//! Exact totals, and uniform draws from the packages counted.
//!
//! A whole number below the total picks the region and then, layer by layer, the arc: the ways of the arcs before it
//! are subtracted. Each package counted is picked by exactly one number.

use super::diagram::Diagram;
use super::tables::Tables;
use super::wide::Wide;
use crate::answer::{Limit, Package, Stop};
use crate::budget::Budget;
use crate::problem::{Consent, Literal, Problem, Rule};
use crate::region::Region;
use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use num_bigint::BigUint;

/// The random numbers of one block of tries.
pub(super) fn stream(seed: u64, block: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    let mut random = ChaCha8Rng::from_seed(key);
    random.set_stream(block);
    random
}

/// Draws packages.
pub(super) trait Sampler {
    /// How many packages there are to draw from.
    fn total(&self) -> BigUint;
    /// Whether these are the acceptable ones exactly.
    fn exact(&self) -> bool;
    /// Overwrites `package` by one of them, each as likely as any other. There must be one.
    fn draw(&self, random: &mut ChaCha8Rng, package: &mut Package);
}

struct Parts<const N: usize> {
    parts: Vec<(Wide<N>, Tables<N>)>,
    total: Wide<N>,
    exact: bool,
}

impl<const N: usize> Parts<N> {
    fn new(diagrams: Vec<Diagram>, exact: bool, budget: &mut Budget) -> Result<Parts<N>, Stop> {
        let mut made = Parts { parts: Vec::new(), total: Wide::ZERO, exact };
        for diagram in diagrams {
            let tables = Tables::new(diagram, true, budget)?;
            let ways = tables.total();
            made.total.add(&ways);
            made.parts.push((ways, tables));
        }
        Ok(made)
    }
}

impl<const N: usize> Sampler for Parts<N> {
    fn total(&self) -> BigUint {
        self.total.big()
    }

    fn exact(&self) -> bool {
        self.exact
    }

    fn draw(&self, random: &mut ChaCha8Rng, package: &mut Package) {
        let mut rank = below(&self.total, random);
        let Some((_, tables)) = self.parts.iter().find(|(ways, _)| picked(&mut rank, ways)) else { return };
        let (mut node, mut need) = (0, tables.diagram.need.clone());
        let mut left = need.clone();
        for (step, &issue) in tables.diagram.issues.iter().enumerate() {
            let arcs = &tables.diagram.layers[step][node];
            let arc = arcs.iter().find(|arc| {
                for ((left, need), add) in left.iter_mut().zip(&need).zip(&arc.add) {
                    *left = need - add;
                }
                picked(&mut rank, &tables.ways(step + 1, arc.to, &left))
            });
            let Some(arc) = arc else { return };
            package[issue] = arc.option;
            node = arc.to;
            need.copy_from_slice(&left);
        }
    }
}

/// Whether a rank falls on the next so many; if not, it is lowered by them.
fn picked<const N: usize>(rank: &mut Wide<N>, ways: &Wide<N>) -> bool {
    let here = *rank < *ways;
    if !here {
        rank.subtract(ways);
    }
    here
}

/// A number below `total`, each as likely: as many random bits as it has, until they are below it.
fn below<const N: usize>(total: &Wide<N>, random: &mut ChaCha8Rng) -> Wide<N> {
    let bits = total.bits() as usize;
    loop {
        let mut words = [0u64; N];
        for (k, word) in words.iter_mut().enumerate().take(bits.div_ceil(64)) {
            *word = random.next_u64();
            if bits < 64 * (k + 1) {
                *word &= (1 << (bits % 64)) - 1;
            }
        }
        let number = Wide::from_words(words);
        if number < *total {
            return number;
        }
    }
}

/// One diagram per choice of which parties with carried consent are asked; no package is in two of them.
fn diagrams(problem: &Problem, real: &[bool], budget: &mut Budget) -> Result<Vec<Diagram>, Stop> {
    let mut found = Vec::new();
    for region in Region::root(problem, real).by_consent() {
        budget.spend(problem.m() as u64)?;
        // Who is asked holds something it carries; who is not has that struck out already.
        let carried = (0..problem.n())
            .filter(|&p| region.asked[p] && problem.parties()[p].consent == Consent::Carried)
            .map(|p| {
                let held = problem.parties()[p].carries.iter();
                Rule::Clause(held.map(|&opt| Literal { opt, chosen: true }).collect())
            })
            .collect();
        found.extend(Diagram::new(&region, carried, budget)?);
    }
    Ok(found)
}

/// Words that hold any count of the problem.
fn words(problem: &Problem) -> u64 {
    let packages: BigUint = problem.options().iter().map(|&k| BigUint::from(k)).product();
    packages.bits().div_ceil(64)
}

/// The number of acceptable packages.
pub(super) fn total(problem: &Problem, real: &[bool], budget: &mut Budget) -> Result<BigUint, Stop> {
    fn sum<const N: usize>(diagrams: Vec<Diagram>, budget: &mut Budget) -> Result<BigUint, Stop> {
        diagrams.into_iter().map(|d| Ok(Tables::<N>::new(d, false, budget)?.total().big())).sum()
    }
    let diagrams = diagrams(problem, real, budget)?;
    match words(problem) {
        0..=1 => sum::<1>(diagrams, budget),
        2 => sum::<2>(diagrams, budget),
        3..=4 => sum::<4>(diagrams, budget),
        5..=16 => sum::<16>(diagrams, budget),
        17..=192 => sum::<192>(diagrams, budget),
        // 1,024 issues of 4,096 options are 192 words.
        _ => Err(Stop::Limit(Limit::Counts)),
    }
}

/// Draws from the acceptable packages.
pub(super) fn exact(problem: &Problem, real: &[bool], budget: &mut Budget) -> Result<Box<dyn Sampler>, Stop> {
    let diagrams = diagrams(problem, real, budget)?;
    boxed(problem, diagrams, true, budget)
}

/// Draws from a superset of the acceptable packages.
pub(super) fn coarse(
    problem: &Problem,
    real: &[bool],
    grid: u32,
    budget: &mut Budget,
) -> Result<Box<dyn Sampler>, Stop> {
    let mut diagrams = diagrams(problem, real, budget)?;
    let mut exact = true;
    for diagram in &mut diagrams {
        exact &= !diagram.coarsen(grid);
    }
    boxed(problem, diagrams, exact, budget)
}

fn boxed(
    problem: &Problem,
    diagrams: Vec<Diagram>,
    exact: bool,
    budget: &mut Budget,
) -> Result<Box<dyn Sampler>, Stop> {
    Ok(match words(problem) {
        0..=1 => Box::new(Parts::<1>::new(diagrams, exact, budget)?),
        2 => Box::new(Parts::<2>::new(diagrams, exact, budget)?),
        3..=4 => Box::new(Parts::<4>::new(diagrams, exact, budget)?),
        5..=16 => Box::new(Parts::<16>::new(diagrams, exact, budget)?),
        17..=192 => Box::new(Parts::<192>::new(diagrams, exact, budget)?),
        _ => return Err(Stop::Limit(Limit::Counts)),
    })
}
