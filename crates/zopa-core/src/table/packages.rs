//! Several parties settle on one of some packages, without side payments, while what each has before agreement moves.
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `u[x][i]` | what package `x` is worth to party `i`, for good | `X × n`, that party's own points |
//! | `asked[x][i]` | whether `i` has to accept `x` | `X × n` |
//! | `P[s][s']` | probability that state `s'` follows `s` | rows sum to 1 |
//! | `q[i][s]` | probability that party `i` proposes in state `s` | sums to 1 over parties |
//! | `d[i][s]` | what a period without agreement is worth | points; for ever it is worth `d` |
//! | `δ[i]` | discount of party `i` | at least 0, below 1 |
//! | `V_T[s][i]` | what it has where nothing is agreed in `T` periods | points |
//!
//! Backwards from the last period: waiting is worth `W_i(s) = (1-δ_i) d_i(s) + δ_i Σ P(s,s') V_i(s')`; a package is accepted in
//! `s` if every party asked about it has `u_i(x) ≥ W_i(s)`, that is at least what it has without a deal now and what waiting
//! for another package may bring. Who proposes takes, of the packages that are accepted and give itself at least `W`, the best
//! for itself, the first of equal ones; where there is none, all wait.
//!
//! `O(T (S² n + S X n))`. Points of different parties are never added or compared.
//!
//! # Assumes, and cannot show
//! A horizon: without one, equilibria in pure strategies may not exist and there may be several (V. Britz, P. J.-J. Herings
//! and A. Predtetchinski 2015). Everybody knows the numbers. A deal binds.
//!
//! # References
//! A. Merlo and C. Wilson 1995, *Econometrica* 63, 371–399, for the game with one pie; here acceptance sets stand in its place.

use crate::Fault;
use crate::keep::{discount, finite, within};

/// A game without side payments.
#[derive(Debug, Clone, PartialEq)]
pub struct Game {
    /// `u[x][i]`.
    pub worth: Vec<Vec<f64>>,
    /// `asked[x][i]`.
    pub asked: Vec<Vec<bool>>,
    /// `P[s][s']`.
    pub moves: Vec<Vec<f64>>,
    /// `q[i][s]`.
    pub proposes: Vec<Vec<f64>>,
    /// `d[i][s]`.
    pub before: Vec<Vec<f64>>,
    /// `δ[i]`.
    pub discounts: Vec<f64>,
}

/// One period, seen at its start.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// `W[s][i]`: waiting.
    pub waiting: Vec<Vec<f64>>,
    /// Per state and package: whether all who are asked accept it.
    pub accepted: Vec<Vec<bool>>,
    /// Per state and party: the package it proposes; `None`: it waits.
    pub proposed: Vec<Vec<Option<usize>>>,
    /// `V[s][i]`, before it is known who proposes.
    pub values: Vec<Vec<f64>>,
}

/// How far from 1 probabilities may sum.
const SUM: f64 = 1e-9;

/// The periods `0 … T - 1` of a game that ends with `last` (`S × n`) where nothing is agreed.
///
/// # Errors
/// Tables that do not fit each other, numbers that are not finite, probabilities that do not sum to 1, a discount of 1.
pub fn periods(game: &Game, count: usize, last: &[Vec<f64>]) -> Result<Vec<Period>, Fault> {
    game.sound(last)?;
    let mut found: Vec<Period> = Vec::with_capacity(count);
    for _ in 0..count {
        let later = found.last().map_or(last, |period: &Period| &period.values);
        let period = game.period(later);
        found.push(period);
    }
    found.reverse();
    Ok(found)
}

impl Game {
    fn period(&self, later: &[Vec<f64>]) -> Period {
        let (states, parties) = (self.moves.len(), self.discounts.len());
        let mut period =
            Period { waiting: Vec::new(), accepted: Vec::new(), proposed: Vec::new(), values: Vec::new() };
        for s in 0..states {
            let wait = |i: usize| {
                let ahead: f64 = self.moves[s].iter().zip(later).map(|(p, v)| p * v[i]).sum();
                (1.0 - self.discounts[i]) * self.before[i][s] + self.discounts[i] * ahead
            };
            let waiting: Vec<f64> = (0..parties).map(wait).collect();
            let accepts =
                |x: usize| (0..parties).all(|i| !self.asked[x][i] || self.worth[x][i] >= waiting[i]);
            let accepted: Vec<bool> = (0..self.worth.len()).map(accepts).collect();
            let propose = |j: usize| {
                let open = (0..self.worth.len()).filter(|&x| accepted[x] && self.worth[x][j] >= waiting[j]);
                open.fold(None, |best: Option<usize>, x| match best {
                    Some(b) if self.worth[b][j] >= self.worth[x][j] => Some(b),
                    _ => Some(x),
                })
            };
            let proposed: Vec<Option<usize>> = (0..parties).map(propose).collect();
            let value = |i: usize| -> f64 {
                let of = |j: usize| proposed[j].map_or(waiting[i], |x| self.worth[x][i]);
                (0..parties).map(|j| self.proposes[j][s] * of(j)).sum()
            };
            period.values.push((0..parties).map(value).collect());
            period.waiting.push(waiting);
            period.accepted.push(accepted);
            period.proposed.push(proposed);
        }
        period
    }

    fn sound(&self, last: &[Vec<f64>]) -> Result<(), Fault> {
        let (states, parties) = (self.moves.len(), self.discounts.len());
        if states == 0 || parties == 0 {
            return Err(Fault::shape("a game needs a state and a party".to_string()));
        }
        let fits = |table: &[Vec<f64>], rows: usize, width: usize| {
            table.len() == rows && table.iter().all(|row| row.len() == width)
        };
        let asked = self.asked.len() == self.worth.len() && self.asked.iter().all(|row| row.len() == parties);
        let all = fits(&self.worth, self.worth.len(), parties)
            && fits(&self.moves, states, states)
            && fits(&self.proposes, parties, states)
            && fits(&self.before, parties, states)
            && fits(last, states, parties);
        if !asked || !all {
            return Err(Fault::shape(
                "the tables of a game are not of its states, packages and parties".to_string(),
            ));
        }
        for (what, table) in [("worth", &self.worth), ("before", &self.before)] {
            for value in table.iter().flatten() {
                finite(what, *value)?;
            }
        }
        last.iter().flatten().try_for_each(|value| finite("a value at the end", *value))?;
        for delta in &self.discounts {
            discount(*delta)?;
        }
        for (s, row) in self.moves.iter().enumerate() {
            row.iter().try_for_each(|p| within("a move", *p, 0.0, 1.0))?;
            let sum: f64 = row.iter().sum();
            if (sum - 1.0).abs() > SUM {
                return Err(Fault::shape(format!("row {s} of the moves sums to {sum}, not to 1")));
            }
            let sum: f64 = self.proposes.iter().map(|q| q[s]).sum();
            self.proposes.iter().try_for_each(|q| within("a chance to propose", q[s], 0.0, 1.0))?;
            if (sum - 1.0).abs() > SUM {
                return Err(Fault::shape(format!(
                    "in state {s} the chances to propose sum to {sum}, not to 1"
                )));
            }
        }
        Ok(())
    }
}
