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
pub(crate) mod raise;
pub(crate) mod source;

use crate::compile::extend::{Growth, MoreParty};
use crate::question::AskError;
use zopa_core::problem::Consent;
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
    /// What it asks: `Ukraine keeps it`.
    pub words: String,
    /// Further parties that have to accept.
    pub parties: Vec<MoreParty>,
    /// Points added to them: index into `parties`, issue, option, points.
    pub points: Vec<(usize, usize, usize, f64)>,
    /// Packages with one of these options of each of these issues, and whether they are refused.
    pub refused: Vec<(Sides, bool)>,
}

/// A problem of `n` parties with these conditions in it, so that worlds of it have one shape: what is refused is a further
/// party with a red line at each such option, real where it is refused, and that loses a point with each such combination.
pub(crate) fn growth<'c>(n: usize, conditions: impl Iterator<Item = &'c Condition>) -> Growth {
    let mut growth = Growth::default();
    for condition in conditions {
        add(&mut growth, n, condition);
        if !condition.refused.is_empty() {
            let at = n + growth.parties.len();
            growth.parties.push(guard(&condition.words));
            refuse(&mut growth, at, &condition.refused);
        }
    }
    growth
}

/// The same for one set of numbers: what is refused is left out by rules, which a search sees through sooner.
pub(crate) fn ruled<'c>(n: usize, conditions: impl Iterator<Item = &'c Condition>) -> Growth {
    let mut growth = Growth::default();
    for condition in conditions {
        add(&mut growth, n, condition);
        let refused = condition.refused.iter().filter(|(_, refused)| *refused);
        growth.left_out.extend(refused.map(|(sides, _)| (condition.words.clone(), sides.clone())));
    }
    growth
}

fn add(growth: &mut Growth, n: usize, condition: &Condition) {
    let first = n + growth.parties.len();
    growth.parties.extend(condition.parties.iter().cloned());
    growth.points.extend(condition.points.iter().map(|&(p, i, o, points)| (first + p, i, o, points)));
}

/// A party that accepts a package unless it refuses it.
fn guard(name: &str) -> MoreParty {
    MoreParty { id: name.into(), name: name.into(), consent: Consent::Whole, like: None, no_deal: 0.0 }
}

fn refuse(growth: &mut Growth, at: usize, refused: &[(Sides, bool)]) {
    for (sides, refused) in refused {
        let points = if *refused { -1.0 } else { 0.0 };
        match &sides[..] {
            [] => {}
            [(issue, options)] => {
                growth.lines.push((at, options.iter().map(|&option| (*issue, option)).collect(), *refused));
            }
            several => growth.boxes.push((at, several.to_vec(), points)),
        }
    }
}

/// Whether the steps of a package have an order nobody gains by leaving.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reached {
    /// They have.
    Yes,
    /// They have not, nor have those of these packages, this one among them.
    No(Sides),
    /// There are too many ways to do them to know.
    Open,
}

/// That question, put to a package.
pub(crate) type Reach<'r> = dyn Fn(&[usize]) -> Result<Reached, AskError> + 'r;

/// What is asked beside acceptance.
pub(crate) trait Above: Sync {
    /// The conditions of rungs 2 and 3, of the same shape in every draw.
    fn conditions(&self, draw: Draw) -> Result<Vec<Condition>, AskError>;

    /// [`Reach`] in a draw.
    fn reached(&self, draw: Draw, package: &[usize]) -> Result<Reached, AskError>;
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
