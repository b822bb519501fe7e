//! Efficient sums: issue by issue, keeping per assignment of the issues still needed only the points no other beats.
//!
//! This is multi-objective bucket elimination (E. Rollón, J. Larrosa 2006, "Bucket elimination for multiobjective
//! optimization problems", J. Heuristics 12) with the Nemhauser–Ullmann sum in each bucket (G. Nemhauser, Z. Ullmann
//! 1969, "Discrete dynamic programming and capital allocation", Management Science 15). Issues tied together by a pair
//! table, a box or a rule are neighbours; an issue stays part of the key until its last neighbour is decided.
//!
//! A point has one entry per column (a party's gain so far, larger is better) and a mask of lines crossed (fewer is
//! better). A column may be **clipped**: gains beyond what the rest of the issues could take away are worth nothing,
//! because only reaching zero counts. A party's ceiling clips its column in the same way, at the ceiling.

mod fronts;
mod increments;
pub(crate) mod order;
mod pack;
mod plane;
pub(crate) mod sweep;
mod tree;

use crate::answer::{Package, Stop};
use crate::budget::Budget;
use crate::problem::Score;
use crate::region::Region;
use increments::Increments;

pub use fronts::MOST_POINTS;
pub use increments::MOST_KEYS;

/// What the columns are and how they count.
pub(crate) struct Layout<'l> {
    /// Parties of the columns.
    pub columns: &'l [usize],
    /// Per column: whether only reaching a gain of zero counts.
    pub clipped: &'l [bool],
    /// Per column: whether a point that cannot reach a gain of zero is dropped.
    pub required: &'l [bool],
    /// Lines whose crossing is counted in the mask, by bit.
    pub lines: &'l [usize],
}

/// An efficient point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Point {
    /// Gains per column (clipped ones at most 0).
    pub gains: Vec<Score>,
    /// Lines crossed, by bit.
    pub mask: u128,
    /// How many packages have exactly this point; `None` past 128 bits.
    pub count: Option<u128>,
    pub package: Package,
}

/// The efficient points of a region; consent and pending parties are the caller's business.
pub(crate) fn efficient(region: &Region, layout: &Layout, budget: &mut Budget) -> Result<Vec<Point>, Stop> {
    if region.open.iter().any(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let sum = Increments::new(region, layout)?;
    match sum.columns.words() {
        0 | 1 => fronts::run::<1>(&sum, budget),
        2 => fronts::run::<2>(&sum, budget),
        3 | 4 => fronts::run::<4>(&sum, budget),
        // 16 columns of two words each are the most there can be.
        _ => fronts::run::<32>(&sum, budget),
    }
}
