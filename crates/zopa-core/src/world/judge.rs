//! Is there an acceptable package in this world?
//!
//! A [`Judge`] is made once for a structure and then asked about many worlds on it. Its verdicts are those of
//! [`zone`](crate::zone::zone) on the problem with the world's numbers: a deal has a witness that was looked at, no deal
//! has a proof, and what neither shows within the budget of a world is left unsettled.

use crate::answer::Stop;
use crate::budget::Budget;
use crate::problem::{Consent, Problem};
use crate::world::Tables;
use crate::zone::{Zone, zone};

/// Work units one world may take in the general search.
const BUDGET: u64 = 2_000_000;

/// What is known about a world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A package is acceptable: [`Judge::witness`].
    Deal,
    /// No package is.
    None,
    /// The search stopped before it knew.
    Unsettled(Stop),
}

/// Decides world after world of one structure.
#[derive(Debug, Clone)]
pub struct Judge {
    structure: Problem,
    witness: Vec<usize>,
}

impl Judge {
    /// A judge of the worlds of a structure; the problem's own numbers do not matter.
    pub fn new(structure: &Problem) -> Judge {
        Judge { structure: structure.clone(), witness: Vec::new() }
    }

    /// Whether the world with these numbers and these real red lines has an acceptable package, `but` one party's
    /// acceptance, if given: neither its gain nor its lines are looked at.
    ///
    /// # Panics
    /// If the tables or the marks of the lines are not in the structure's shape.
    pub fn decide(&mut self, tables: &Tables, real: &[bool], but: Option<usize>) -> Verdict {
        assert_eq!(real.len(), self.structure.lines().len(), "one mark per red line");
        let mut problem = match self.structure.in_world(tables) {
            Ok(problem) => problem,
            Err(fault) => panic!("{fault}"),
        };
        if let Some(party) = but {
            problem.set_consent(party, Consent::None);
        }
        let found = zone(&problem, real, &mut Budget::new(BUDGET));
        match found.value {
            Zone::Open(package) => {
                self.witness = package;
                Verdict::Deal
            }
            Zone::Empty => Verdict::None,
            Zone::Unknown => Verdict::Unsettled(found.stop),
        }
    }

    /// The package of the last [`Verdict::Deal`].
    pub fn witness(&self) -> &[usize] {
        &self.witness
    }

    /// Forgets what earlier worlds taught. The verdict of a world never depends on that, but which witness is found and
    /// what is left unsettled may: forgetting at the start of each block makes them depend on the block alone.
    pub fn forget(&mut self) {
        self.witness.clear();
    }

    /// Gains of all parties from a package, in grid points; a gain beyond 64 bits is given as the last number that fits,
    /// so its sign is always right.
    pub fn gains(&self, tables: &Tables, package: &[usize], gains: &mut [i64]) {
        let n = self.structure.n();
        let options = self.structure.options();
        let mut worth = [0i128; crate::problem::MAX_PARTIES];
        let mut row = 0;
        for (&o, &k) in package.iter().zip(options) {
            let points = &tables.values[(row + o) * n..][..n];
            worth.iter_mut().zip(points).for_each(|(sum, &v)| *sum += i128::from(v));
            row += k;
        }
        for (pair, points) in self.structure.pairs().iter().zip(&tables.pairs) {
            let [a, b] = pair.issues;
            worth[pair.party] += i128::from(points[package[a] * options[b] + package[b]]);
        }
        for (term, &points) in self.structure.boxes().iter().zip(&tables.boxes) {
            if term.holds(package) {
                worth[term.party] += i128::from(points);
            }
        }
        for (p, gain) in gains.iter_mut().enumerate().take(n) {
            let gained = worth[p].min(capped(tables.ceilings[p])) - i128::from(tables.no_deal[p]);
            *gain = gained.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        }
    }

    /// Whether a package keeps every rule and every party asked accepts it in this world.
    pub fn accepts(&self, tables: &Tables, real: &[bool], package: &[usize]) -> bool {
        let mut gains = [0; crate::problem::MAX_PARTIES];
        self.gains(tables, package, &mut gains);
        let crosses = |p: usize| {
            let lines = self.structure.lines().iter().enumerate();
            lines
                .into_iter()
                .any(|(l, line)| real[l] && line.party == p && self.structure.crosses(l, package))
        };
        self.structure.rules().iter().all(|rule| rule.holds(package))
            && (0..self.structure.n())
                .all(|p| !self.structure.asked(p, package) || (gains[p] >= 0 && !crosses(p)))
    }
}

fn capped(ceiling: i64) -> i128 {
    if ceiling == i64::MAX { i128::MAX } else { ceiling.into() }
}
