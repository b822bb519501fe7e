//! What a tree has to exclude, and when weights exclude it.
//!
//! Every bound here starts from `Σ_p λ_p g_p(x) ≤ B` over a case. Parties
//! outside the goal have weights only where their gain is not negative, so
//! that leaving their terms out leaves `Σ λ_p g_p ≤ B` over the players alone.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::value::{self, Value, value};
use crate::Fault;
use crate::answer::{Goal, Package};
use crate::problem::{Problem, Score};

/// Which eligible packages a tree has to exclude, unless they are listed.
pub(super) enum Reach {
    /// All.
    All,
    /// Those of a larger value.
    Above(Value),
    /// Those of the same value, or a larger one.
    From(Value),
}

/// The packages a tree has to exclude.
pub(super) struct Target<'a> {
    pub(super) goal: &'a Goal,
    listed: BTreeSet<&'a [usize]>,
    reach: Reach,
}

impl<'a> Target<'a> {
    /// `listed` are the packages the claim names itself.
    pub(super) fn new(goal: &'a Goal, listed: &'a [Package], reach: Reach) -> Target<'a> {
        Target { goal, listed: listed.iter().map(Vec::as_slice).collect(), reach }
    }

    /// Whether an acceptable package refutes the claim.
    pub(super) fn refutes(&self, problem: &Problem, package: &[usize]) -> Result<bool, Fault> {
        if self.listed.contains(package) || !value::eligible(problem, self.goal, package) {
            return Ok(false);
        }
        Ok(match &self.reach {
            Reach::All => true,
            Reach::Above(best) => value(problem, self.goal, package)? > *best,
            Reach::From(best) => value(problem, self.goal, package)? >= *best,
        })
    }

    /// Whether weights with bound `B` exclude every package the tree has to
    /// exclude from a case. `own(p)` is an upper bound of player `p`'s own gain
    /// over the case.
    pub(super) fn excluded(
        &self,
        weights: &[u64],
        bound: i128,
        own: impl Fn(usize) -> Result<i128, Fault>,
    ) -> Result<bool, Fault> {
        // Every eligible package has g_p ≥ 0, or 1, for each player, and
        // g_p ≥ 0 for the others who have a weight: Σ λ_p g_p is at least this.
        let least = value::least_gain(self.goal);
        let floor: i128 = value::players(self.goal).iter().map(|&p| i128::from(weights[p]) * least).sum();
        if bound < floor {
            return Ok(true);
        }
        let against = match &self.reach {
            Reach::All => return Ok(false),
            Reach::Above(best) | Reach::From(best) => best,
        };
        let compared = match (self.goal, against) {
            (Goal::Product { players }, Value::Product(best)) => product(players, weights, bound, best),
            (Goal::Leximin { players, units }, Value::Leximin(best)) => {
                let own: Vec<i128> = players.iter().map(|&p| own(p)).collect::<Result<_, _>>()?;
                Some(leximin(first_entry(players, units, weights, bound), &own, units, best))
            }
            (Goal::Sum { players, units }, Value::Sum(best)) => sum(players, units, weights, bound, best),
            (Goal::Weighted { players, weights: goal }, Value::Weighted(best)) => {
                weighted(players, goal, weights, bound, best)
            }
            (Goal::Own { party }, Value::Own(best)) => one(weights[*party], bound, *best),
            _ => None,
        };
        Ok(match self.reach {
            Reach::Above(_) => compared.is_some_and(Ordering::is_le),
            _ => compared.is_some_and(Ordering::is_lt),
        })
    }
}

/// How the bound of `Π g_p` compares with a value; no bound where a player has
/// no weight. With `c` players, the geometric mean of the `λ_p g_p ≥ 0` is at
/// most their arithmetic mean: `Π λ_p g_p ≤ (B/c)^c`. So the bound
/// `(B/c)^c / Π λ_p` compares with `best` as `B^c` with `best · Π λ_p · c^c`.
fn product(players: &[usize], weights: &[u64], bound: i128, best: &BigInt) -> Option<Ordering> {
    if players.iter().any(|&p| weights[p] == 0) {
        return None;
    }
    // At most `MAX_PARTIES` players.
    let c = players.len() as u32;
    let scale: BigInt = players.iter().map(|&p| BigInt::from(weights[p]) * c).product();
    Some(BigInt::from(bound).pow(c).cmp(&(best * scale)))
}

/// The bound `B / Σ λ_p unit_p` of the least `g_p / unit_p`, as a numerator and
/// a positive denominator. With `f` the least, `g_p ≥ f unit_p` for every
/// player, so `f Σ λ_p unit_p ≤ B`. No bound where no player has a weight.
fn first_entry(players: &[usize], units: &[Score], weights: &[u64], bound: i128) -> Option<(BigInt, BigInt)> {
    let total: BigInt = players.iter().zip(units).map(|(&p, &unit)| BigInt::from(weights[p]) * unit).sum();
    (total > BigInt::ZERO).then(|| (bound.into(), total))
}

/// How the bound of the ascending `g_p / unit_p` compares with a value. Where
/// every entry is at most that of another list, so is every entry of the two
/// lists sorted; hence the sorted own bounds `own_p / unit_p`, with their first
/// entry lowered to `first`, are an upper bound entry by entry, and so in the
/// lexicographic order.
fn leximin(first: Option<(BigInt, BigInt)>, own: &[i128], units: &[Score], best: &[BigRational]) -> Ordering {
    let shares: Vec<(BigInt, BigInt)> =
        own.iter().zip(units).map(|(&gain, &unit)| (gain.into(), unit.into())).collect();
    // The least entry decides, unless it ties.
    let against =
        |(numer, denom): &(BigInt, BigInt)| (numer * best[0].denom()).cmp(&(best[0].numer() * denom));
    match first.iter().chain(&shares).map(against).min() {
        Some(Ordering::Equal) => {}
        decided => return decided.unwrap_or(Ordering::Equal),
    }
    let fraction = |(numer, denom)| BigRational::new(numer, denom);
    let mut entries: Vec<BigRational> = shares.into_iter().map(fraction).collect();
    entries.sort();
    if let Some(first) = first.map(fraction)
        && first < entries[0]
    {
        entries[0] = first;
    }
    entries.as_slice().cmp(best)
}

/// How the bound of `Σ g_p / unit_p` compares with a value; no bound where a
/// player has no weight. As `g_p ≥ 0`, `μ g_p / unit_p ≤ λ_p g_p` for
/// `μ = min_p λ_p unit_p`, so `μ Σ g_p / unit_p ≤ B`.
fn sum(
    players: &[usize],
    units: &[Score],
    weights: &[u64],
    bound: i128,
    best: &BigRational,
) -> Option<Ordering> {
    let least = players.iter().zip(units).map(|(&p, &unit)| BigInt::from(weights[p]) * unit).min()?;
    (least > BigInt::ZERO).then(|| (best.denom() * bound).cmp(&(best.numer() * least)))
}

/// How the bound of `Σ w_p g_p` compares with a value; no bound where a player has no weight. As `g_p ≥ 0`,
/// `μ w_p g_p ≤ λ_p g_p` for every `μ = a/b` with `a w_p ≤ b λ_p`, so `a Σ w_p g_p ≤ b B`. The least ratio
/// `λ_p / w_p` is such a `μ`.
fn weighted(
    players: &[usize],
    goal: &[BigInt],
    weights: &[u64],
    bound: i128,
    best: &BigInt,
) -> Option<Ordering> {
    let ratio = |(&p, w): (&usize, &BigInt)| BigRational::new(BigInt::from(weights[p]), w.clone());
    let least = players.iter().zip(goal).map(ratio).min()?;
    (*least.numer() > BigInt::ZERO).then(|| (least.denom() * bound).cmp(&(least.numer() * best)))
}

/// How the bound `B / λ` of one gain compares with a value.
fn one(weight: u64, bound: i128, best: Score) -> Option<Ordering> {
    (weight > 0).then(|| BigInt::from(bound).cmp(&(BigInt::from(weight) * best)))
}
