//! What the parties have said, in indices.

use super::Look;
use super::input::{decimal, quantity};
use crate::compile::CompileError;
use crate::scenario::{Estimate, Preference, PreferenceKind, Span};
use zopa_core::world::{Mind, Quantity, Said, Sum};

/// How many points apart what is "about as bad" may be where the statement does not say it: the smallest step in which
/// people give points on a scale of 100.
pub const ALIKE: f64 = 5.0;

/// A statement that says nothing about the worlds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// Where it stands.
    pub span: Span,
    /// Why it says nothing, in one clause.
    pub why: String,
}

impl Look<'_> {
    /// Everything a party has said, in the order of the scenario.
    pub(super) fn said(
        &self,
        p: usize,
        has_numbers: bool,
        unused: &mut Vec<Unused>,
    ) -> Result<Vec<Said>, CompileError> {
        let party = &self.overlay.scenario.parties[p];
        let mut said = Vec::new();
        for preference in self.overlay.scenario.preferences.iter().filter(|s| s.party == party.id) {
            let without = || format!("{} has no weights or no values", party.name);
            let statements = if has_numbers { self.statement(preference)? } else { Err(without()) };
            match statements {
                Ok(statements) => said.extend(statements),
                Err(why) => unused.push(Unused { span: preference.span, why }),
            }
        }
        Ok(said)
    }

    /// What one statement says; the inner error is why it says nothing.
    fn statement(&self, preference: &Preference) -> Result<Result<Vec<Said>, String>, CompileError> {
        Ok(match &preference.kind {
            PreferenceKind::WeightOrder(issues) => {
                let order: Vec<usize> = issues.iter().filter_map(|id| self.index.issue(id)).collect();
                Ok(neighbours(&order, |above, below| Said::Weight { above, below }))
            }
            PreferenceKind::ValueOrder { issue, options } => match self.index.issue(issue) {
                Some(at) => {
                    let place = |id: &String| self.index.shown[at].iter().position(|c| c.id == *id);
                    let order: Vec<usize> = options.iter().filter_map(place).collect();
                    let said = |above, below| Said::Value { issue: at, above, below };
                    match order.len() {
                        0 | 1 => Err(format!("fewer than two of its options of {issue} are visible")),
                        _ => Ok(neighbours(&order, said)),
                    }
                }
                None => Err(format!("there is no issue {issue}")),
            },
            PreferenceKind::Ratio { issues, ratio } => {
                match (self.index.issue(&issues[0]), self.index.issue(&issues[1])) {
                    (Some(of), Some(to)) => {
                        let Quantity { low, high, .. } = quantity(ratio);
                        Ok(vec![Said::Ratio { of, to, low, high }])
                    }
                    _ => Err("one of its issues does not exist".to_owned()),
                }
            }
            PreferenceKind::Package { better, worse } => match (self.named(better), self.named(worse)) {
                (Ok(better), Ok(worse)) => Ok(vec![Said::Better { better, worse, by: 0.0 }]),
                (Err(why), _) | (_, Err(why)) => Err(why),
            },
            PreferenceKind::AsNoDeal { package, within } => {
                let within = self.within(preference, within.as_deref())?;
                let said = |package| vec![Said::OverNoDeal { package, low: -within, high: within }];
                self.named(package).map(said)
            }
        })
    }

    /// The points that "about as bad" allows.
    fn within(&self, preference: &Preference, stated: Option<&Estimate>) -> Result<f64, CompileError> {
        match stated {
            Some(estimate) => Ok(decimal(estimate.high)),
            None if self.overlay.scenario.raw_weights => Err(CompileError(format!(
                "{} says which package is about as bad as no deal, but not within how many points: with raw weights a point can be anything",
                preference.party
            ))),
            None => Ok(ALIKE),
        }
    }

    /// A named package in indices, or why it has none.
    fn named(&self, id: &str) -> Result<Vec<usize>, String> {
        let package = self.overlay.scenario.packages.iter().find(|package| package.id == id);
        let package = package.ok_or_else(|| format!("there is no package {id}"))?;
        self.compiled.package(package).map_err(|error| error.0)
    }

    /// What no deal can be worth to a party that only says which package is about as bad: anything that package can be
    /// worth, and the points that "about" allows. `None` where it says nothing of the kind.
    pub(super) fn as_bad(&self, p: usize, mind: &Mind) -> Result<Option<Quantity>, CompileError> {
        let scenario = self.overlay.scenario;
        let id = &scenario.parties[p].id;
        let Some(named) = self.overlay.as_no_deal(id) else { return Ok(None) };
        let package = self.compiled.package(named)?;
        let mut about = 0.0f64;
        for preference in scenario.preferences.iter().filter(|s| s.party == *id) {
            if let PreferenceKind::AsNoDeal { within, .. } = &preference.kind {
                about = about.max(self.within(preference, within.as_deref())?);
            }
        }
        let (low, high) = self.reach(p, &package, mind);
        Ok(Some(Quantity { low: low - about, best: None, high: high + about }))
    }

    /// Bounds on what a package can be worth in any world.
    fn reach(&self, p: usize, package: &[usize], mind: &Mind) -> (f64, f64) {
        // Weights that sum to 100 average what the issues are worth; others add it up.
        let averaged = mind.sum != Sum::Free;
        let one = Quantity { low: 1.0, best: None, high: 1.0 };
        let mut worth = if averaged { (f64::INFINITY, f64::NEG_INFINITY) } else { (0.0, 0.0) };
        for (i, &o) in package.iter().enumerate() {
            let factor =
                mind.factors.iter().find(|f| f.options.iter().any(|x| (x.issue, x.option) == (i, o)));
            let times = factor.map_or(one, |f| f.times[package[f.by]]);
            let full = Quantity { low: 100.0, best: None, high: 100.0 };
            let weight = if averaged { full } else { mind.weights[i] };
            let (low, high) = products([weight, mind.values[i][o], times]);
            worth = match averaged {
                true => (worth.0.min(low / 100.0), worth.1.max(high / 100.0)),
                false => (worth.0 + low / 100.0, worth.1 + high / 100.0),
            };
        }
        let holds = |both: &[zopa_core::problem::Opt; 2]| both.iter().all(|x| package[x.issue] == x.option);
        let together = mind.together.iter().filter(|t| holds(&t.options)).map(|t| t.points);
        let boxed = self.box_numbers().into_iter().zip(self.compiled.problem.boxes());
        let boxed =
            boxed.filter(|(_, term)| term.party == p && term.holds(package)).map(|(b, _)| quantity(b.1));
        for points in together.chain(boxed) {
            worth = (worth.0 + points.low, worth.1 + points.high);
        }
        let cap = mind.ceiling.map_or((f64::INFINITY, f64::INFINITY), |c| (c.low, c.high));
        (worth.0.min(cap.0), worth.1.min(cap.1))
    }
}

/// Lowest and highest product.
fn products(of: [Quantity; 3]) -> (f64, f64) {
    of.iter().fold((1.0, 1.0), |(low, high): (f64, f64), q| {
        let all = [low * q.low, low * q.high, high * q.low, high * q.high];
        (
            all.iter().copied().fold(f64::INFINITY, f64::min),
            all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        )
    })
}

fn neighbours(order: &[usize], said: impl Fn(usize, usize) -> Said) -> Vec<Said> {
    order.windows(2).map(|pair| said(pair[0], pair[1])).collect()
}
