//! Plausible worlds: the members of the set of preferences that agree with what is known.
//!
//! A [`Family`] holds a problem's structure and, in place of each number, what is known about it. One world is one
//! member of that set: a **point** (a number for every [`Coordinate`]) and, per red line, a **toughness** that makes
//! the line real where it is below the quantile of the line's firmness.
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `w[p][i]` | weight of an issue to a party | points of 100 |
//! | `v[p][i][o]` | value of an option within its issue | points of 0 to 100 |
//! | `u_p(x)` | `Σ_i w[p][i] v[p][i][x_i] / 100`, with factors, interactions and boxes | points |
//! | `r[p]` | value of no deal | points |
//! | `f[l]` | firmness of a line: the probability that it is real | 0 to 1 |
//!
//! A point is drawn from the numbers' own distributions (`pert`), tied by links (`depend`), given the sums (`weights`) and
//! everything said (`said`). Draws are exact by sorting and rejection (`plan`, `order`, `draw`) where a pilot finds that one
//! in some hundred tries agrees, and else come from walks inside what agrees (`start`, `chain`), which are compared with
//! each other ([`Mixing`]); [`Family::walked`] says which coordinates these are.
//!
//! World `k` of seed `s` is the same on every machine and for any number of threads: worlds come in blocks of
//! [`BLOCK`], and a block is drawn from the seed and its number alone.

mod chain;
mod depend;
mod draw;
mod family;
mod fit;
mod judge;
mod mixing;
mod order;
mod pert;
mod plan;
mod said;
mod settle;
mod shift;
mod start;
mod tables;
mod weights;

pub use chain::{BURN_IN, MOST_STEPS, WORTH};
pub use depend::Case;
pub use draw::{Draws, Seed};
pub use family::{Family, Known, Start};
pub use judge::{Judge, Means, Verdict};
pub use mixing::{Mixing, R_HAT, Spread};
pub use tables::{GRID, Tables};

use crate::answer::Package;
use crate::problem::Opt;

/// Worlds in one block.
pub const BLOCK: u64 = 256;

/// What is known about one number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// Lowest.
    pub low: f64,
    /// Most likely, where it is stated: the number then follows a PERT distribution, else a uniform one.
    pub best: Option<f64>,
    /// Highest.
    pub high: f64,
}

/// What a party's weights sum to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// To 100: the weights are those members of their ranges that do.
    Hundred,
    /// To anything, and they are scaled to 100.
    Scaled,
    /// To anything.
    Free,
}

/// Multiplies the worth of some options by a number that depends on the option chosen in another issue.
#[derive(Debug, Clone, PartialEq)]
pub struct Times {
    /// The options.
    pub options: Vec<Opt>,
    /// The issue that decides.
    pub by: usize,
    /// One number per option of that issue.
    pub times: Vec<Quantity>,
}

/// Points a party gets from two options of two issues together.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    /// The two options.
    pub options: [Opt; 2],
    /// Points.
    pub points: Quantity,
}

/// What is known about the numbers of one party.
#[derive(Debug, Clone, PartialEq)]
pub struct Mind {
    /// `w[i]`, points of 100.
    pub weights: Vec<Quantity>,
    /// What they sum to.
    pub sum: Sum,
    /// `v[i][o]`, points of 0 to 100.
    pub values: Vec<Vec<Quantity>>,
    /// Factors; an option is in at most one.
    pub factors: Vec<Times>,
    /// Interactions.
    pub together: Vec<Together>,
    /// Value of no deal, points.
    pub no_deal: Quantity,
    /// What no package is worth more than, points.
    pub ceiling: Option<Quantity>,
    /// What the party has said; every world agrees with all of it.
    pub said: Vec<Said>,
}

/// What a party has said about its preferences.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// `w[above] ≥ w[below]`.
    Weight {
        /// The issue of larger weight.
        above: usize,
        /// The issue of smaller weight.
        below: usize,
    },
    /// `low ≤ w[of] / w[to] ≤ high`.
    Ratio {
        /// The issue above the line.
        of: usize,
        /// The issue below it.
        to: usize,
        /// Lowest ratio.
        low: f64,
        /// Highest ratio.
        high: f64,
    },
    /// `v[above] ≥ v[below]` of two options of one issue.
    Value {
        /// The issue.
        issue: usize,
        /// The better option.
        above: usize,
        /// The worse option.
        below: usize,
    },
    /// `v[larger[0]] - v[larger[1]] ≥ v[smaller[0]] - v[smaller[1]]` of options of one issue.
    Difference {
        /// The issue.
        issue: usize,
        /// Better and worse option of the larger step.
        larger: [usize; 2],
        /// Better and worse option of the smaller step.
        smaller: [usize; 2],
    },
    /// `u(better) - u(worse) ≥ by`, points.
    Better {
        /// The better package.
        better: Package,
        /// The worse package.
        worse: Package,
        /// By how much at least.
        by: f64,
    },
    /// `|u(x) - u(y)| ≤ within`, points.
    Alike {
        /// One package.
        one: Package,
        /// The other.
        other: Package,
        /// How far apart at most.
        within: f64,
    },
    /// `low ≤ u(x) - r ≤ high`, points.
    OverNoDeal {
        /// The package.
        package: Package,
        /// Lowest gain.
        low: f64,
        /// Highest gain.
        high: f64,
    },
}

/// What is known about a red line.
#[derive(Debug, Clone, PartialEq)]
pub struct Firm {
    /// The probability that it is real.
    pub firmness: Quantity,
    /// The group whose toughness it shares.
    pub group: Option<usize>,
}

impl Firm {
    /// Whether the line is real in some worlds and not in others.
    pub fn in_doubt(&self) -> bool {
        self.firmness.low < 1.0 && self.firmness.high > 0.0
    }
}

/// Red lines of one hidden toughness.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Whose lines.
    pub party: usize,
    /// Correlation of the toughness of two lines of the group, 0 to 1.
    pub within: Quantity,
    /// Correlation with lines of the party's other groups, 0 to 1.
    pub others: Quantity,
}

/// Numbers that rise and fall together.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Coordinates, and whether each rises (`true`) or falls with the common cause.
    pub members: Vec<(usize, bool)>,
    /// How strongly: the correlation of two members that rise together, 0 to 1.
    pub strength: Quantity,
}

/// Where a number of a point belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coordinate {
    /// `w[party][issue]`.
    Weight {
        /// The party.
        party: usize,
        /// The issue.
        issue: usize,
    },
    /// `v[party][issue][option]`.
    Value {
        /// The party.
        party: usize,
        /// The option.
        option: Opt,
    },
    /// A factor's number for an option of the issue that decides it.
    Factor {
        /// The party.
        party: usize,
        /// Index into [`Mind::factors`].
        factor: usize,
        /// The option that decides.
        option: usize,
    },
    /// An interaction's points.
    Together {
        /// The party.
        party: usize,
        /// Index into [`Mind::together`].
        at: usize,
    },
    /// A box's points.
    Box(usize),
    /// `r[party]`.
    NoDeal(usize),
    /// A party's ceiling.
    Ceiling(usize),
    /// `f[line]`.
    Firmness(usize),
}

/// One world: a member of the set of preferences that agree with what is known.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// One number per coordinate of the family.
    pub point: Vec<f64>,
    /// Per line, a uniform number in `0..1` that is not independent of those of its group: the line is real where this
    /// is below its firmness.
    pub toughness: Vec<f64>,
}

impl World {
    /// Which lines are real, given a firmness for each.
    pub fn real(&self, firmness: &[f64]) -> Vec<bool> {
        self.toughness.iter().zip(firmness).map(|(t, f)| t < f).collect()
    }
}
