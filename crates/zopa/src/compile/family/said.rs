//! What the parties have said, in indices.

use super::Look;
use super::input::{decimal, quantity};
use crate::compile::CompileError;
use crate::scenario::{Degree, Estimate, Preference, PreferenceKind, Span, Stance, Weighed};
use std::cmp::Ordering;
use zopa_core::world::{Mind, Quantity, Said, Sum};

/// How many points apart what is "about as bad" may be where the statement does not say it: the smallest step in which
/// people give points on a scale of 100.
pub const ALIKE: f64 = 5.0;

const ONE: Quantity = Quantity { low: 1.0, best: None, high: 1.0 };

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
        let mut earlier: Vec<&Preference> = Vec::new();
        for preference in self.overlay.scenario.preferences.iter().filter(|s| s.party == party.id) {
            let without = || format!("{} has no weights or no values", party.name);
            let unsure = || "the person is not sure of it".to_owned();
            let statements = match (preference.sure, has_numbers) {
                (false, _) => Err(unsure()),
                (true, false) => Err(without()),
                (true, true) => self.statement(preference, &earlier)?,
            };
            match statements {
                Ok(statements) => {
                    said.extend(statements);
                    earlier.push(preference);
                }
                Err(why) => unused.push(Unused { span: preference.span, why }),
            }
        }
        Ok(said)
    }

    /// What one statement says, alone and beside earlier ones; the inner error is why it says nothing.
    fn statement(
        &self,
        preference: &Preference,
        earlier: &[&Preference],
    ) -> Result<Result<Vec<Said>, String>, CompileError> {
        let earlier = || earlier.iter().map(|earlier| &earlier.kind);
        Ok(match &preference.kind {
            PreferenceKind::WeightOrder(issues) => {
                let tiers = places(issues, |id| self.index.issue(id));
                Ok(neighbours(&tiers, |above, below| Said::Weight { above, below }))
            }
            PreferenceKind::ValueOrder { issue, options } => self.within_issue(issue, |at, place| {
                let tiers = places(options, place);
                let said = neighbours(&tiers, |above, below| Said::Value { issue: at, above, below });
                if said.is_empty() {
                    return Err(format!("fewer than two of its options of {issue} are visible"));
                }
                Ok(said)
            }),
            PreferenceKind::Stance { issue, option, stance } => self.within_issue(issue, |at, place| {
                let me = place(option).ok_or_else(|| format!("{issue}.{option} is not visible"))?;
                let others = earlier().filter_map(|kind| match kind {
                    PreferenceKind::Stance { issue: of, option, stance } if of == issue => {
                        Some((place(option)?, *stance))
                    }
                    _ => None,
                });
                let said = |(other, word): (usize, Stance)| match word.cmp(stance) {
                    Ordering::Greater => Some(Said::Value { issue: at, above: other, below: me }),
                    Ordering::Less => Some(Said::Value { issue: at, above: me, below: other }),
                    Ordering::Equal => None,
                };
                Ok(others.filter_map(said).collect())
            }),
            PreferenceKind::Difference { issue, options, degrees } => {
                self.within_issue(issue, |at, place| {
                    let pair = |options: &[String; 2]| Some([place(&options[0])?, place(&options[1])?]);
                    let Some([above, below]) = pair(options) else {
                        return Err(format!("one of its options of {issue} is not visible"));
                    };
                    let mut said = vec![Said::Value { issue: at, above, below }];
                    if degrees[1] == Degree::None {
                        said.push(Said::Value { issue: at, above: below, below: above });
                    }
                    for kind in earlier() {
                        let PreferenceKind::Difference { issue: of, options, degrees: other } = kind else {
                            continue;
                        };
                        let Some(step) = pair(options).filter(|_| of == issue) else { continue };
                        // Words that overlap do not say which step is the larger one.
                        if degrees[0] > other[1] {
                            said.push(Said::Difference { issue: at, larger: [above, below], smaller: step });
                        } else if other[0] > degrees[1] {
                            said.push(Said::Difference { issue: at, larger: step, smaller: [above, below] });
                        }
                    }
                    Ok(said)
                })
            }
            PreferenceKind::Swings { issues, degrees } => self.both(issues).map(|[above, below]| {
                let mut said = vec![Said::Weight { above, below }];
                if degrees[1] == Degree::None {
                    said.push(Said::Weight { above: below, below: above });
                }
                said
            }),
            PreferenceKind::Ratio { issues, ratio } => self.both(issues).map(|[of, to]| {
                let Quantity { low, high, .. } = quantity(ratio);
                vec![Said::Ratio { of, to, low, high }]
            }),
            PreferenceKind::Package { better: Weighed::NoDeal, worse } => {
                let said = |package| vec![Said::OverNoDeal { package, low: f64::NEG_INFINITY, high: 0.0 }];
                self.weighed(worse).map(said)
            }
            PreferenceKind::Package { better, worse: Weighed::NoDeal } => {
                let said = |package| vec![Said::OverNoDeal { package, low: 0.0, high: f64::INFINITY }];
                self.weighed(better).map(said)
            }
            PreferenceKind::Package { better, worse } => {
                let both = self.weighed(better).and_then(|better| Ok((better, self.weighed(worse)?)));
                both.map(|(better, worse)| vec![Said::Better { better, worse, by: 0.0 }])
            }
            PreferenceKind::Alike { packages: [one, other], within } => {
                let within = self.within(preference, within.as_deref())?;
                let both = self.weighed(one).and_then(|one| Ok((one, self.weighed(other)?)));
                both.map(|(one, other)| vec![Said::Alike { one, other, within }])
            }
            PreferenceKind::AsNoDeal { package, within } => {
                let within = self.within(preference, within.as_deref())?;
                let said = |package| vec![Said::OverNoDeal { package, low: -within, high: within }];
                self.weighed(package).map(said)
            }
            PreferenceKind::Open { .. } => Err("the question was left open".to_owned()),
        })
    }

    /// What is said of the visible options of an issue, given its place and the place of an option.
    fn within_issue(
        &self,
        issue: &str,
        say: impl FnOnce(usize, &dyn Fn(&String) -> Option<usize>) -> Result<Vec<Said>, String>,
    ) -> Result<Vec<Said>, String> {
        let at = self.index.issue(issue).ok_or_else(|| format!("there is no issue {issue}"))?;
        say(at, &|id: &String| self.index.shown[at].iter().position(|c| c.id == *id))
    }

    fn both(&self, issues: &[String; 2]) -> Result<[usize; 2], String> {
        let of = |id: &String| self.index.issue(id).ok_or_else(|| format!("there is no issue {id}"));
        Ok([of(&issues[0])?, of(&issues[1])?])
    }

    /// The points that "about as good" and "about as bad" allow.
    fn within(&self, preference: &Preference, stated: Option<&Estimate>) -> Result<f64, CompileError> {
        match stated {
            Some(estimate) => Ok(decimal(estimate.high)),
            None if self.overlay.scenario.raw_weights => {
                let what = match preference.kind {
                    PreferenceKind::Alike { .. } => "that two packages are about as good",
                    _ => "which package is about as bad as no deal",
                };
                Err(CompileError(format!(
                    "{} says {what}, but not within how many points: with raw weights a point can be anything",
                    preference.party
                )))
            }
            None => Ok(ALIKE),
        }
    }

    /// A package in indices, or why it has none.
    fn weighed(&self, package: &Weighed) -> Result<Vec<usize>, String> {
        let called = self.overlay.choices(package);
        let called = called.ok_or_else(|| "one of its packages does not exist".to_owned())?;
        self.compiled.choices(called).map_err(|error| error.0)
    }

    /// What no deal can be worth to a party that only says which package is about as bad: anything that package can be
    /// worth, and the points that "about" allows; to one that only says which packages are better or worse, anything that
    /// a package can be worth. `None` where it says nothing of the kind.
    pub(super) fn as_bad(&self, p: usize, mind: &Mind) -> Result<Option<Quantity>, CompileError> {
        let scenario = self.overlay.scenario;
        let id = &scenario.parties[p].id;
        let Some(named) = self.overlay.as_no_deal(id) else {
            let compared = !self.overlay.against_no_deal(id).is_empty();
            return Ok(compared.then(|| self.scale(p, mind)));
        };
        let package = self.compiled.choices(named)?;
        let mut about = 0.0f64;
        for preference in scenario.preferences.iter().filter(|s| s.binds(id)) {
            if let PreferenceKind::AsNoDeal { within, .. } = &preference.kind {
                about = about.max(self.within(preference, within.as_deref())?);
            }
        }
        let (low, high) = self.reach(p, &package, mind);
        Ok(Some(Quantity { low: low - about, best: None, high: high + about }))
    }

    /// Bounds on what any package can be worth in any world.
    fn scale(&self, p: usize, mind: &Mind) -> Quantity {
        let averaged = mind.sum != Sum::Free;
        let full = Quantity { low: 100.0, best: None, high: 100.0 };
        let mut all = if averaged { (f64::INFINITY, f64::NEG_INFINITY) } else { (0.0, 0.0) };
        for (i, values) in mind.values.iter().enumerate() {
            let weight = if averaged { full } else { mind.weights[i] };
            let worth = values.iter().enumerate().flat_map(|(o, &value)| {
                let factor =
                    mind.factors.iter().find(|f| f.options.iter().any(|x| (x.issue, x.option) == (i, o)));
                let times = factor.map_or_else(|| vec![ONE], |f| f.times.clone());
                times.into_iter().map(move |times| products([weight, value, times]))
            });
            let (low, high) = worth.fold((f64::INFINITY, f64::NEG_INFINITY), |all, (low, high)| {
                (all.0.min(low / 100.0), all.1.max(high / 100.0))
            });
            all = match averaged {
                true => (all.0.min(low), all.1.max(high)),
                false => (all.0 + low, all.1 + high),
            };
        }
        let together = mind.together.iter().map(|t| t.points);
        let boxed = self.box_numbers().into_iter().zip(self.compiled.problem.boxes());
        let boxed = boxed.filter(|(_, term)| term.party == p).map(|(b, _)| quantity(b.1));
        for points in together.chain(boxed) {
            all = (all.0 + points.low.min(0.0), all.1 + points.high.max(0.0));
        }
        Quantity { low: all.0, best: None, high: mind.ceiling.map_or(all.1, |c| all.1.min(c.high)) }
    }

    /// Bounds on what a package can be worth in any world.
    fn reach(&self, p: usize, package: &[usize], mind: &Mind) -> (f64, f64) {
        // Weights that sum to 100 average what the issues are worth; others add it up.
        let averaged = mind.sum != Sum::Free;
        let mut worth = if averaged { (f64::INFINITY, f64::NEG_INFINITY) } else { (0.0, 0.0) };
        for (i, &o) in package.iter().enumerate() {
            let factor =
                mind.factors.iter().find(|f| f.options.iter().any(|x| (x.issue, x.option) == (i, o)));
            let times = factor.map_or(ONE, |f| f.times[package[f.by]]);
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

/// Groups of ids in indices, without those that have none.
fn places(groups: &[Vec<String>], place: impl Fn(&String) -> Option<usize>) -> Vec<Vec<usize>> {
    let groups = groups.iter().map(|group| group.iter().filter_map(&place).collect::<Vec<usize>>());
    groups.filter(|group| !group.is_empty()).collect()
}

/// Each group above the next; those of a group no worse than each other.
fn neighbours(groups: &[Vec<usize>], said: impl Fn(usize, usize) -> Said) -> Vec<Said> {
    let mut all = Vec::new();
    for group in groups {
        all.extend(group.windows(2).flat_map(|pair| [said(pair[0], pair[1]), said(pair[1], pair[0])]));
    }
    all.extend(groups.windows(2).map(|pair| said(pair[0][0], pair[1][0])));
    all
}
