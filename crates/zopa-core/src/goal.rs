//! What a search maximises: exact values, and what weights say about them.

use crate::answer::Goal;
use crate::problem::{Problem, Score};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::cmp::Ordering;

/// An exact value, compared lexicographically.
pub(crate) type Value = Vec<BigRational>;

impl Goal {
    /// The parties the goal speaks of.
    pub fn players(&self) -> &[usize] {
        match self {
            Goal::Any => &[],
            Goal::Product { players }
            | Goal::Leximin { players, .. }
            | Goal::Sum { players, .. }
            | Goal::Weighted { players, .. } => players,
            Goal::Own { party } => std::slice::from_ref(party),
        }
    }

    /// The least gain a player needs for a package to count.
    pub(crate) fn least_gain(&self) -> Score {
        Score::from(matches!(self, Goal::Product { .. }))
    }

    /// The exact value of an acceptable package; `None` if it does not count.
    pub(crate) fn value(&self, problem: &Problem, package: &[usize]) -> Option<Value> {
        let gain = |p: &usize| BigInt::from(problem.gain(*p, package));
        match self {
            Goal::Any => Some(Vec::new()),
            Goal::Product { players } => {
                let gains: Vec<BigInt> = players.iter().map(gain).collect();
                gains
                    .iter()
                    .all(|g| *g >= BigInt::one())
                    .then(|| vec![gains.into_iter().product::<BigInt>().into()])
            }
            Goal::Leximin { players, units } => {
                let mut shares: Value = players
                    .iter()
                    .zip(units)
                    .map(|(p, u)| BigRational::new(gain(p), BigInt::from(*u)))
                    .collect();
                shares.sort();
                Some(shares)
            }
            Goal::Sum { players, units } => {
                let shares =
                    players.iter().zip(units).map(|(p, u)| BigRational::new(gain(p), BigInt::from(*u)));
                Some(vec![shares.sum()])
            }
            Goal::Weighted { players, weights } => {
                let sum: BigInt = players.iter().zip(weights).map(|(p, w)| gain(p) * w).sum();
                Some(vec![sum.into()])
            }
            Goal::Own { party } => Some(vec![gain(party).into()]),
        }
    }

    /// What weights with the bound `B ≥ 0` leave for the first entry of the value, as a fraction; `None` if they
    /// bound nothing. The formulas are those of [`Goal`].
    pub(crate) fn ceiling(&self, weights: &[u64], bound: i128) -> Option<BigRational> {
        let bound = BigInt::from(bound);
        let weight = |p: &usize| BigInt::from(weights[*p]);
        let divided =
            |top: BigInt, below: BigInt| (below > BigInt::zero()).then(|| BigRational::new(top, below));
        match self {
            Goal::Any => None,
            Goal::Product { players } => {
                let n = players.len() as u32;
                let below = BigInt::from(n).pow(n) * players.iter().map(weight).product::<BigInt>();
                divided(bound.pow(n), below)
            }
            Goal::Leximin { players, units } => {
                divided(bound, players.iter().zip(units).map(|(p, u)| weight(p) * u).sum())
            }
            Goal::Sum { players, units } => divided(
                bound,
                players.iter().zip(units).map(|(p, u)| weight(p) * u).min().unwrap_or_default(),
            ),
            Goal::Weighted { players, weights } => {
                let ratio =
                    players.iter().zip(weights).map(|(p, w)| BigRational::new(weight(p), w.clone())).min()?;
                (ratio > BigRational::zero()).then(|| BigRational::from(bound) / ratio)
            }
            Goal::Own { party } => divided(bound, weight(party)),
        }
    }

    /// The least `B` at which weights no longer close a case against the target: below it every package of the case
    /// falls short of the target, or (with `ties_close`) does not exceed it. At least 0.
    pub(crate) fn least_open(
        &self,
        weights: &[u64],
        target: Option<&Value>,
        ties_close: bool,
        top: i128,
    ) -> i128 {
        let Some(first) = target.and_then(|t| t.first()) else { return 0 };
        // A tie in the first entry decides only where the value has no further entry.
        let ties_close = ties_close && target.is_some_and(|t| t.len() == 1);
        let closes = |bound: i128| match self.ceiling(weights, bound).map(|c| c.cmp(first)) {
            Some(Ordering::Less) => true,
            Some(Ordering::Equal) => ties_close,
            _ => false,
        };
        let (mut low, mut high) = (0, top.max(0) + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if closes(middle) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// For leximin: whether the players' largest gains over a case, sorted, stay below the target (or, with
    /// `ties_close`, do not exceed it). `best` holds the largest gain of each player in the goal's order.
    pub(crate) fn ranked_below(&self, best: &[Score], target: Option<&Value>, ties_close: bool) -> bool {
        let (Goal::Leximin { units, .. }, Some(target)) = (self, target) else { return false };
        let mut shares: Value = best
            .iter()
            .zip(units)
            .map(|(g, u)| BigRational::new(BigInt::from(*g), BigInt::from(*u)))
            .collect();
        shares.sort();
        match shares.cmp(target) {
            Ordering::Less => true,
            Ordering::Equal => ties_close,
            Ordering::Greater => false,
        }
    }
}
