//! What an answer claims, and what backs it.
//!
//! A finding is a [`Proved`] value: the value, the best bound known, the proof
//! that [`crate::check`] can redo, and why the search stopped. "No" is a value
//! with a proof like any other.
//!
//! # The case tree
//! Emptiness of the zone and optimality of a package are proved by one kind of
//! tree. A case is the set of packages left when some options are struck out.
//! Inner nodes split a case into cases that cover it; a leaf closes a case by
//!
//! * a rule that every package of the case breaks,
//! * an issue without any option left,
//! * **weights** `λ ≥ 0` (integers, not all zero): for `G(x) = Σ_p λ_p g_p(x)`,
//!   `B = Σ_i max_o Σ_p λ_p v + Σ_pairs max Σ_p λ_p t + Σ_boxes max(0, λ_p b) -
//!   Σ_p λ_p r` bounds `G` over the case; where a party has a ceiling `c_p`, so
//!   does `Σ_p λ_p min(B_p, c_p - r_p)`, with `B_p` the bound of that party
//!   alone. Every acceptable package has `G ≥ 0` as long as only
//!   parties that are asked in this case have a weight, so `B < 0` shows that
//!   the case holds none. For an objective, `B` bounds the objective instead
//!   (see [`Goal`]). The sum is a device of proof: it compares nobody.
//! * a **search** under weights: the checker walks through the packages of the
//!   case itself, leaving out branches the weights exclude.

use crate::problem::Score;
use num_bigint::BigInt;
use num_rational::BigRational;

/// A package: the index of one option per issue.
#[doc(alias = "bid")]
#[doc(alias = "outcome")]
pub type Package = Vec<usize>;

/// A lottery: packages, each with the probability that it is drawn.
pub type Lottery = Vec<(Package, BigRational)>;

/// Weights of the players, and the proof of the most their weighted sum of gains is over the acceptable packages.
///
/// No lottery has a larger expected weighted sum than the best package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tangent {
    /// One weight `w_p ≥ 0` per player, not all zero.
    pub weights: Vec<BigInt>,
    /// `Σ_p w_p g_p(x)` is at most this for every acceptable package `x`.
    pub top: BigRational,
    /// A case tree for [`Goal::Weighted`] over the players of positive weight.
    pub proof: Case,
}

impl Tangent {
    /// What the proof is about; `None` if no weight is positive.
    pub fn goal(&self, players: &[usize]) -> Option<Goal> {
        let positive = || players.iter().zip(&self.weights).filter(|(_, w)| **w > BigInt::ZERO);
        let players: Vec<usize> = positive().map(|(p, _)| *p).collect();
        let weights = positive().map(|(_, w)| w.clone()).collect();
        (!players.is_empty()).then_some(Goal::Weighted { players, weights })
    }
}

/// Why a search stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// It ran to its end: the value is proved.
    Complete,
    /// The budget of work units ran out first.
    Budget,
    /// It was interrupted from outside.
    Interrupted,
    /// It would have outgrown a limit that no budget moves.
    Limit(Limit),
}

/// A limit that no budget moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Pair tables, boxes and rules tie so many issues together that this many combinations of their options would have
    /// to be kept apart at once, more than [`crate::frontier::MOST_KEYS`].
    Width(u128),
    /// More than [`crate::frontier::MOST_POINTS`] partial packages would have to be kept at once.
    Points,
    /// More than [`crate::relax::MOST_LINES`] red lines would have to be told apart.
    Lines,
    /// More numbers would have to be kept at once than [`crate::count::MOST_WORDS`] or [`crate::count::MOST_STATES`]
    /// allow.
    Counts,
    /// More than [`crate::keep::order::MOST_SETS`] sets of steps, or [`crate::keep::order::MOST_LABELS`] continuations of
    /// them, would have to be kept at once.
    Steps,
}

/// A value, the best bound known for it, its proof, and why the search stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved<T, B = (), P = Case> {
    /// The best value found.
    pub value: T,
    /// The best bound known; equal to the value where it is proved.
    pub bound: B,
    /// What [`crate::check`] can redo; `None` where nothing is re-proved.
    pub proof: Option<P>,
    /// Why the search stopped.
    pub stop: Stop,
}

/// A case tree (see the [module](self) text).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Case {
    /// Splits by the options of an issue. The parts are disjoint and cover the
    /// options the case still has in that issue.
    Split {
        /// The issue.
        issue: usize,
        /// Options of the part, and the tree of that part.
        parts: Vec<(Vec<usize>, Case)>,
    },
    /// Splits by whether a party with carried consent is asked. Where it is
    /// not, its carried options are struck out; where it is, its real red
    /// lines are, and it may have a weight below this node.
    Consent {
        /// The party.
        party: usize,
        /// Packages that hold none of its carried options.
        unasked: Box<Case>,
        /// Packages it accepts.
        asked: Box<Case>,
    },
    /// Every package of the case breaks this rule.
    Rule(usize),
    /// No option is left in this issue.
    NoOption(usize),
    /// The weights, one per party, exclude the case.
    Weights(Vec<u64>),
    /// The checker walks through the case under these weights.
    Search(Vec<u64>),
}

/// What a search maximises over the acceptable packages. `players` are the
/// parties the objective speaks of; all of them have whole consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// Nothing: is there an acceptable package at all?
    Any,
    /// The product of the players' gains, each at least 1 grid point.
    /// With `B` as in the module text, `Π g_p ≤ (B/n)^n / Π λ_p` over the
    /// players (inequality of arithmetic and geometric means).
    Product {
        /// The players.
        players: Vec<usize>,
    },
    /// `g_p / unit_p` sorted ascending, compared lexicographically.
    /// Its first entry is at most `B / Σ λ_p unit_p`.
    Leximin {
        /// The players.
        players: Vec<usize>,
        /// A positive unit per player, in grid points of that player.
        units: Vec<Score>,
    },
    /// `Σ g_p / unit_p`, at most `B / min_p λ_p unit_p`.
    Sum {
        /// The players.
        players: Vec<usize>,
        /// A positive unit per player, in grid points of that player.
        units: Vec<Score>,
    },
    /// `Σ w_p g_p`, at most `B / min_p (λ_p / w_p)`.
    Weighted {
        /// The players.
        players: Vec<usize>,
        /// A positive weight per player and grid point.
        weights: Vec<BigInt>,
    },
    /// The gain of one party, at most `B / λ_p`.
    Own {
        /// The party; it is one that is asked about every package.
        party: usize,
    },
}
