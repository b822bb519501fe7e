//! A set of levers that carries a package, as plain data: what each lever adds, and what it costs.

use super::{WireProblem, wide};
use serde::{Deserialize, Serialize};
use zopa_core::problem::{Problem, Score};

/// A lever that can be used in a problem: an issue whose first option is not to use it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeverRecord {
    /// Its issue.
    pub issue: usize,
    /// Whether it is carried out without a deal: then it raises gains by what it takes from no deal.
    pub stick: bool,
    /// The intensity of each option but the first.
    pub levels: Vec<f64>,
    /// Phase × credibility × share that others do not replace: what of its effect arrives.
    pub arrives: f64,
    /// Per party that negotiates, points added to a deal, or to no deal.
    pub effect: Vec<f64>,
    /// The party that counts what its holder spends.
    pub cost_party: usize,
    /// What it counts for at intensity 1, points of the holder.
    pub spent: f64,
}

/// A set of levers with which all who are asked accept a package.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeversRecord {
    /// The levers that can be used.
    pub levers: Vec<LeverRecord>,
    /// The package, and the option of each lever.
    pub package: Vec<usize>,
    /// What each party that counts spending counts for it, in grid points.
    pub spent: Vec<SpentRecord>,
}

/// What one party counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpentRecord {
    /// The party.
    pub party: usize,
    /// Grid points.
    #[serde(with = "wide")]
    pub points: Score,
}

impl LeversRecord {
    /// Whether the problem says of the levers what the record says, and what is spent adds up.
    ///
    /// # Errors
    /// A sentence that says what does not.
    pub(super) fn adds_up(&self, wire: &WireProblem, problem: &Problem) -> Result<(), String> {
        let grid = wire.grid as f64;
        let near = |score: Score, points: f64| {
            (score as f64 - points * grid).abs() <= 1.0 + 1e-9 * points.abs() * grid
        };
        for lever in &self.levers {
            let known = problem.options().get(lever.issue) == Some(&(lever.levels.len() + 1));
            if !known || lever.effect.len() > problem.n() || lever.cost_party >= problem.n() {
                return Err("a lever is of an issue or of parties that do not fit".into());
            }
            let sign = if lever.stick { -1.0 } else { 1.0 };
            let levels = || std::iter::once(0.0).chain(lever.levels.iter().copied()).enumerate();
            for (p, effect) in lever.effect.iter().enumerate() {
                let row = problem.row(p, lever.issue);
                if !levels().all(|(o, level)| near(row[o], sign * level * lever.arrives * effect)) {
                    return Err("a lever adds something else in the problem than is stated of it".into());
                }
            }
            let row = problem.row(lever.cost_party, lever.issue);
            if !levels().all(|(o, level)| near(row[o], -level * lever.spent)) {
                return Err("a lever costs something else in the problem than is stated of it".into());
            }
        }
        if self.package.len() != problem.m() {
            return Err("a set of levers has not one option per issue".into());
        }
        let adds = self.spent.iter().all(|spent| {
            let own = self.levers.iter().filter(|lever| lever.cost_party == spent.party);
            let sum: Option<Score> = own
                .map(|lever| problem.row(spent.party, lever.issue).get(self.package[lever.issue]).copied())
                .sum();
            sum == Some(-spent.points)
        });
        let counted = |lever: &LeverRecord| self.spent.iter().any(|spent| spent.party == lever.cost_party);
        match adds && self.levers.iter().all(counted) {
            true => Ok(()),
            false => Err("what a set of levers costs does not add up".into()),
        }
    }
}
