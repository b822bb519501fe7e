//! What a choice gives on average, at worst, and against hindsight.
//!
//! `ev[d] = Σ_s prob[s] u[d][s]`; the regret of `d` in state `s` is `max_e u[e][s] - u[d][s]`; minimax regret picks the
//! decisions whose largest regret is smallest, maximin those whose smallest payoff is largest. All payoffs are one
//! party's, on its own scale.
//!
//! L. J. Savage 1951, "The theory of statistical decision", *Journal of the American Statistical Association* 46, 55–67;
//! A. Wald 1950, *Statistical Decision Functions* (maximin).

use super::{largest, probabilities, table};
use crate::Fault;

/// One party's view of its choices.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Expected payoff of each decision, points.
    pub expected: Vec<f64>,
    /// Largest regret of each decision, points.
    pub max_regret: Vec<f64>,
    /// Smallest payoff of each decision, points.
    pub worst: Vec<f64>,
    /// The decisions of largest expected payoff.
    pub best: Vec<usize>,
    /// The decisions of smallest largest regret.
    pub minimax_regret: Vec<usize>,
    /// The decisions of largest smallest payoff.
    pub maximin: Vec<usize>,
}

/// Compares decisions over finitely many states: `payoffs[d][s]`, `prob[s]`.
pub fn compare(payoffs: &[Vec<f64>], prob: &[f64]) -> Result<Compared, Fault> {
    let states = table("decision", payoffs)?;
    probabilities("states", prob, states)?;
    let mut worlds = Worlds::new(payoffs.len());
    for (s, &weight) in prob.iter().enumerate() {
        let row: Vec<f64> = payoffs.iter().map(|u| u[s]).collect();
        worlds.add(&row, weight)?;
    }
    worlds.compared().ok_or_else(|| Fault::shape("there is no state".to_string()))
}

/// The same, summed world by world: memory does not grow with the number of worlds.
#[derive(Debug, Clone, PartialEq)]
pub struct Worlds {
    weight: f64,
    sum: Vec<f64>,
    max_regret: Vec<f64>,
    worst: Vec<f64>,
}

impl Worlds {
    /// No worlds yet, of so many decisions.
    pub fn new(decisions: usize) -> Worlds {
        Worlds {
            weight: 0.0,
            sum: vec![0.0; decisions],
            max_regret: vec![0.0; decisions],
            worst: vec![f64::INFINITY; decisions],
        }
    }

    /// Adds a world: the payoff of each decision in it, and its weight (1 for worlds drawn alike). A world of weight 0
    /// still counts for what is worst: it can happen as far as is known.
    pub fn add(&mut self, payoffs: &[f64], weight: f64) -> Result<(), Fault> {
        if payoffs.len() != self.sum.len() {
            let (given, decisions) = (payoffs.len(), self.sum.len());
            return Err(Fault::shape(format!("a world has {given} payoffs for {decisions} decisions")));
        }
        if payoffs.iter().any(|u| !u.is_finite()) || !(weight >= 0.0 && weight.is_finite()) {
            return Err(Fault::shape("a payoff or the weight of a world is not a finite number".to_string()));
        }
        let best = payoffs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        self.weight += weight;
        for (d, &payoff) in payoffs.iter().enumerate() {
            self.sum[d] += weight * payoff;
            self.max_regret[d] = self.max_regret[d].max(best - payoff);
            self.worst[d] = self.worst[d].min(payoff);
        }
        Ok(())
    }

    /// Adds the worlds of another of the same decisions; in the order of the blocks, for equal bytes.
    pub fn merge(&mut self, other: &Worlds) -> Result<(), Fault> {
        if other.sum.len() != self.sum.len() {
            return Err(Fault::shape("worlds of different decisions are put together".to_string()));
        }
        self.weight += other.weight;
        for d in 0..self.sum.len() {
            self.sum[d] += other.sum[d];
            self.max_regret[d] = self.max_regret[d].max(other.max_regret[d]);
            self.worst[d] = self.worst[d].min(other.worst[d]);
        }
        Ok(())
    }

    /// What the worlds so far say; `None` without any weight.
    pub fn compared(&self) -> Option<Compared> {
        if self.weight <= 0.0 {
            return None;
        }
        let expected: Vec<f64> = self.sum.iter().map(|sum| sum / self.weight).collect();
        let least: Vec<f64> = self.max_regret.iter().map(|regret| -regret).collect();
        Some(Compared {
            best: largest(&expected),
            minimax_regret: largest(&least),
            maximin: largest(&self.worst),
            expected,
            max_regret: self.max_regret.clone(),
            worst: self.worst.clone(),
        })
    }
}
