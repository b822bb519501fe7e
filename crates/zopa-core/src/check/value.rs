//! The value of a package under a goal, exactly.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::wrong;
use crate::Fault;
use crate::answer::Goal;
use crate::problem::{Consent, Problem, Score};

/// The value of a package under a [`Goal`]. Only values of one goal compare.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Of [`Goal::Any`]: there is nothing to compare.
    Nothing,
    /// Of [`Goal::Product`]: `Π g_p`.
    Product(BigInt),
    /// Of [`Goal::Leximin`]: the `g_p / unit_p`, ascending.
    Leximin(Vec<BigRational>),
    /// Of [`Goal::Sum`]: `Σ g_p / unit_p`.
    Sum(BigRational),
    /// Of [`Goal::Weighted`]: `Σ w_p g_p`.
    Weighted(BigInt),
    /// Of [`Goal::Own`]: the gain, in grid points of the party.
    Own(Score),
}

/// The exact value of a package under a goal. It says nothing of acceptance.
///
/// # Errors
/// A [`Fault`] if the goal or the package does not fit the problem.
pub fn value(problem: &Problem, goal: &Goal, package: &[usize]) -> Result<Value, Fault> {
    goal_fits(problem, goal)?;
    if package.len() != problem.m() || package.iter().zip(problem.options()).any(|(o, k)| o >= k) {
        return wrong(format!("{package:?} is not one known option per issue"));
    }
    let gain = |p: &usize| BigInt::from(problem.gain(*p, package));
    let shares = |players: &[usize], units: &[Score]| -> Vec<BigRational> {
        players.iter().zip(units).map(|(p, &unit)| BigRational::new(gain(p), unit.into())).collect()
    };
    Ok(match goal {
        Goal::Any => Value::Nothing,
        Goal::Product { players } => Value::Product(players.iter().map(gain).product()),
        Goal::Leximin { players, units } => {
            let mut ascending = shares(players, units);
            ascending.sort();
            Value::Leximin(ascending)
        }
        Goal::Sum { players, units } => Value::Sum(shares(players, units).into_iter().sum()),
        Goal::Weighted { players, weights } => {
            Value::Weighted(players.iter().zip(weights).map(|(p, weight)| gain(p) * weight).sum())
        }
        Goal::Own { party } => Value::Own(problem.gain(*party, package)),
    })
}

/// The parties a goal speaks of.
pub(super) fn players(goal: &Goal) -> &[usize] {
    match goal {
        Goal::Any => &[],
        Goal::Product { players }
        | Goal::Leximin { players, .. }
        | Goal::Sum { players, .. }
        | Goal::Weighted { players, .. } => players,
        Goal::Own { party } => std::slice::from_ref(party),
    }
}

/// The least gain a package must give to each player to count.
pub(super) fn least_gain(goal: &Goal) -> Score {
    match goal {
        Goal::Product { .. } => 1,
        _ => 0,
    }
}

/// Whether an acceptable package counts under the goal.
pub(super) fn eligible(problem: &Problem, goal: &Goal, package: &[usize]) -> bool {
    players(goal).iter().all(|&p| problem.gain(p, package) >= least_gain(goal))
}

/// The players of a goal are known, distinct and asked about every package,
/// which the bounds rely on; there is one positive unit for each.
pub(super) fn goal_fits(problem: &Problem, goal: &Goal) -> Result<(), Fault> {
    let players = players(goal);
    if players.is_empty() && *goal != Goal::Any {
        return wrong("the goal speaks of no party".into());
    }
    for (at, &p) in players.iter().enumerate() {
        if problem.parties().get(p).is_none_or(|party| party.consent != Consent::Whole) {
            return wrong(format!("the goal speaks of party {p}, which is not asked about every package"));
        }
        if players[..at].contains(&p) {
            return wrong(format!("the goal names party {p} twice"));
        }
    }
    match goal {
        Goal::Leximin { units, .. } | Goal::Sum { units, .. }
            if units.len() != players.len() || units.iter().any(|&unit| unit < 1) =>
        {
            wrong("the goal has not one positive unit per player".into())
        }
        Goal::Weighted { weights, .. }
            if weights.len() != players.len() || weights.iter().any(|weight| *weight <= BigInt::ZERO) =>
        {
            wrong("the goal has not one positive weight per player".into())
        }
        _ => Ok(()),
    }
}
