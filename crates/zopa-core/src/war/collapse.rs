//! A war in which, after each round, each side may collapse.
//!
//! The satisfied side S and the dissatisfied side D divide 1; D has `q` of it in the meantime. In a round of fighting they
//! bear `c_S`, `c_D`; then S collapses with `k_S`, D with `k_D`, independently. Who does not collapse takes all; if both
//! do, the meantime's division stays. With `a = k_S (1-k_D)`, `b = k_D (1-k_S)`, `e = k_S k_D`, `g = (1-k_S)(1-k_D)`:
//!
//! `F_D = ((1-δ)(q - c_D) + δ (a + e q)) / (1 - δ g)`,
//! `F_S = ((1-δ)(1 - q - c_S) + δ (b + e (1-q))) / (1 - δ g)`.
//!
//! What both prefer to fighting to the end is a share of D between `F_D` and `1 - F_S`.
//!
//! # Assumes, and cannot show
//! Rounds are alike: no side learns, tires or gains ground. Everybody knows the numbers; how a side that does not know the
//! other's cost would screen it with a ladder of offers is not shown. A discount of 1 is refused.
//!
//! # References
//! R. Powell 2004, *American Journal of Political Science* 48, 344–361 (the structure; the closed form follows from it).

use super::{cost, discount, probability};
use crate::Fault;

/// A war by rounds; `[0]` is the dissatisfied side D, `[1]` the satisfied side S.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rounds {
    /// `k_D, k_S`: probability to collapse in a round.
    pub collapse: [f64; 2],
    /// `c_D, c_S`: cost of a round, share per period.
    pub costs: [f64; 2],
    /// `q`: what D has in the meantime, a share.
    pub meantime: f64,
}

/// `F_D, F_S`: the values of fighting to the end.
///
/// # Errors
/// A number outside its range; a discount of 1.
pub fn fighting_on(rounds: &Rounds, delta: f64) -> Result<[f64; 2], Fault> {
    let Rounds { collapse: [d, s], costs, meantime } = *rounds;
    probability("the probability that the dissatisfied side collapses", d)?;
    probability("the probability that the satisfied side collapses", s)?;
    cost("the cost of the dissatisfied side", costs[0])?;
    cost("the cost of the satisfied side", costs[1])?;
    probability("what the dissatisfied side has in the meantime", meantime)?;
    discount(delta)?;
    let (only_s, only_d, both, neither) = (s * (1.0 - d), d * (1.0 - s), s * d, (1.0 - s) * (1.0 - d));
    let value = |share: f64, cost: f64, wins: f64| {
        ((1.0 - delta) * (share - cost) + delta * (wins + both * share)) / (1.0 - delta * neither)
    };
    Ok([value(meantime, costs[0], only_s), value(1.0 - meantime, costs[1], only_d)])
}

/// Expected number of rounds; `None` where neither side can collapse.
///
/// # Errors
/// A probability outside 0 to 1.
pub fn expected_rounds(collapse: [f64; 2]) -> Result<Option<f64>, Fault> {
    probability("the probability that the dissatisfied side collapses", collapse[0])?;
    probability("the probability that the satisfied side collapses", collapse[1])?;
    let ends = 1.0 - (1.0 - collapse[0]) * (1.0 - collapse[1]);
    Ok((ends > 0.0).then(|| 1.0 / ends))
}
