//! The ladder: what a package has to pass beside acceptance.
//!
//! | rung | a package passes it if |
//! |---|---|
//! | 1 accepted | everyone who must sign prefers it to no deal, and no red line that is real is crossed |
//! | 2 delivered | each body at home that has to agree does |
//! | 3 kept | each party that signed is, at every later date looked at, not better off breaking it |
//! | 4 reached | its steps have an order in which nobody gains by stopping, under the guarantee that it contains |
//!
//! A [`Condition`] of rung 2 or 3 is linear in the options of a package, so it stands in the problem as further parties
//! that have to accept ([`crate::compile::extend`]): a search for a package looks for one that passes all rungs asked
//! for, not for one that passes the first and is tested afterwards. Whether an order exists (rung 4) is no sum. There a
//! package that was found is tested, and where it fails, so do all packages with the same steps and no better guarantee:
//! these are left out together, and the search goes on ([`Reach`]).

pub(crate) mod count;
pub(crate) mod find;
pub(crate) mod source;

use crate::compile::extend::{Growth, MoreParty};
use crate::question::AskError;
use zopa_core::world::Tables;

/// The rungs asked for, as bits: bit `r` for rung `r`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rungs(u8);

impl Rungs {
    /// Acceptance alone.
    pub const FIRST: Rungs = Rungs(2);

    /// These and one more.
    pub fn with(self, rung: u8) -> Rungs {
        Rungs(self.0 | 1 << rung)
    }

    /// Whether a rung is among them.
    pub fn has(self, rung: u8) -> bool {
        self.0 >> rung & 1 == 1
    }
}

/// Options per issue: packages with one of these options of each of these issues.
pub(crate) type Sides = Vec<(usize, Vec<usize>)>;

/// One thing that has to hold beside acceptance: further parties that have to accept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Condition {
    /// 2 or 3.
    pub rung: u8,
    /// The party it is about.
    pub party: usize,
    /// What it says of that party, to follow its name: `’s bodies at home agree`.
    pub words: String,
    /// The further parties.
    pub parties: Vec<MoreParty>,
    /// Points added: index into `parties`, issue, option, points.
    pub points: Vec<(usize, usize, usize, f64)>,
    /// Points of packages with one option of each side: index into `parties`, sides, points.
    pub boxes: Vec<(usize, Sides, f64)>,
}

impl Condition {
    /// Refuses the packages that hold all of these options, issue and option, unless `refused` is false: then the
    /// combination has its place and costs nothing.
    pub fn refuse(&mut self, party: usize, options: &[(usize, usize)], refused: bool) {
        let points = if refused { -1.0 } else { 0.0 };
        match options {
            [] => {}
            [(issue, option)] => self.points.push((party, *issue, *option, points)),
            several => {
                let mut sides: Sides =
                    several.iter().map(|(issue, option)| (*issue, vec![*option])).collect();
                sides.sort();
                self.boxes.push((party, sides, points));
            }
        }
    }
}

/// A problem of `n` parties with these conditions in it.
pub(crate) fn growth<'c>(n: usize, conditions: impl Iterator<Item = &'c Condition>) -> Growth {
    let mut growth = Growth::default();
    for condition in conditions {
        let first = n + growth.parties.len();
        growth.parties.extend(condition.parties.iter().cloned());
        growth.points.extend(condition.points.iter().map(|&(p, i, o, points)| (first + p, i, o, points)));
        growth
            .boxes
            .extend(condition.boxes.iter().map(|(p, sides, points)| (first + p, sides.clone(), *points)));
    }
    growth
}

/// Whether the steps of a package have an order nobody gains by leaving: `None` if so, else the packages that fail alike,
/// this one among them.
pub(crate) type Reach<'r> = dyn Fn(&[usize]) -> Result<Option<Sides>, AskError> + 'r;

/// What is asked beside acceptance.
pub(crate) trait Above: Sync {
    /// The conditions of rungs 2 and 3, of the same shape in every draw.
    fn conditions(&self, draw: Draw) -> Result<Vec<Condition>, AskError>;

    /// [`Reach`] in a draw.
    fn fails(&self, draw: Draw, package: &[usize]) -> Result<Option<Sides>, AskError>;
}

/// Where numbers are taken from: representative values, or world `k` of a seed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Draw<'w> {
    /// Representative values.
    Middle,
    /// A world.
    World {
        /// The seed.
        seed: u64,
        /// The number of the world.
        k: u64,
        /// Its numbers on the problem.
        tables: &'w Tables,
    },
}
