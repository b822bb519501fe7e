//! The rows of a scenario about keeping a package, in the indices of a compiled problem.

use super::home::{Home, home};
use super::numbers::{Named, Numbers, Register};
use crate::compile::{Compiled, no_deal_path};
use crate::ensemble::extra::{ends, middle, number, uniform};
use crate::number::exact;
use crate::scenario::{Estimate, OptionRef, Scenario};
use num_traits::ToPrimitive;
use zopa_core::problem::Opt;

/// Days in a month, where days and months meet.
const DAYS: f64 = 30.0;
/// Discount factor per month where the scenario gives none.
pub(crate) const DISCOUNT: f64 = 0.99;
/// Periods looked at after the signature, in months, where no deal has no path.
const MONTHS: [f64; 4] = [0.0, 6.0, 12.0, 24.0];

/// Somebody who gives a guarantee.
#[derive(Debug, Clone)]
pub(crate) struct Guarantor {
    /// Its name.
    pub name: String,
    /// Its index, where it is a party.
    pub party: Option<usize>,
    /// What acting costs it, and what it has at stake.
    pub cost: Option<Named>,
    /// See `cost`.
    pub stake: Option<Named>,
}

/// A form of guarantee.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// What it is called.
    pub label: String,
    /// Its option.
    pub at: Opt,
    /// Shown beside, not counted on.
    pub variant: bool,
    /// It binds nobody, and nobody may act: not counted on.
    pub paper: bool,
    /// Who gives it.
    pub guarantors: Vec<Guarantor>,
    /// Who can block it.
    pub vetoes: Vec<String>,
    /// Parties among them: against these it is not counted on.
    pub blocked_by: Vec<usize>,
    /// The chance that they act, and that they see why.
    pub enforcement: Option<Named>,
    /// See `enforcement`.
    pub detection: Option<Named>,
    /// Party, and what it loses as a violator.
    pub penalty: Vec<(usize, Named)>,
    /// When the like was given.
    pub precedents: Vec<String>,
}

/// A way to monitor.
#[derive(Debug, Clone)]
pub(crate) struct Watched {
    /// What it is called.
    pub label: String,
    /// The chance that a violation is noticed.
    pub detection: Named,
    /// Days until it is.
    pub lag_days: Named,
    /// Depth of the zone it watches.
    pub buffer_km: Option<Named>,
}

/// A clause that others have to deliver.
#[derive(Debug, Clone)]
pub(crate) struct Conditional {
    /// The option.
    pub at: Opt,
    /// The option that stands if it is not delivered.
    pub fallback: Option<usize>,
    /// The chance after a signature, and if the war goes on.
    pub settlement: Option<Named>,
    /// See `settlement`.
    pub war: Option<Named>,
    /// The chance that it is taken back from a violator.
    pub restored: Option<Named>,
    /// How late.
    pub within: Option<Named>,
    /// Who can block it.
    pub blockers: Vec<String>,
}

/// What an option changes for a later war.
#[derive(Debug, Clone)]
pub(crate) struct After {
    /// The option.
    pub at: Opt,
    /// Party, and points on its no deal.
    pub points: Vec<(usize, Named)>,
    /// Months until it works fully.
    pub build: Option<Named>,
    /// The share of a gain that is taken back from a violator.
    pub restored: Option<Named>,
    /// What speaks against it.
    pub dissent: Option<String>,
}

/// No deal of a party at a period: lowest, representative, highest.
type Three = [f64; 3];

/// What is said about keeping a package under one view.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// The period of the signature.
    pub signed: i64,
    /// Periods looked at, that of the signature first.
    pub periods: Vec<i64>,
    /// Months in a period.
    pub months: f64,
    /// What a period is called.
    pub period: String,
    /// Forms of guarantee.
    pub forms: Vec<Form>,
    /// Ways to monitor; the first is there.
    pub watched: Vec<Watched>,
    /// Clauses that others have to deliver.
    pub conditional: Vec<Conditional>,
    /// Changes for a later war.
    pub after: Vec<After>,
    /// Per party, its discount factor per period.
    pub discount: Vec<Option<Named>>,
    /// The chance per month that the deal ends for reasons of its own.
    pub breakdown: Option<Named>,
    /// Who has to say yes at home.
    pub home: Home,
    /// Per party and period, no deal, where it has a path.
    paths: Vec<Option<Vec<Three>>>,
    /// Party ids.
    ids: Vec<String>,
    /// All numbers at their representative values.
    middle: Vec<f64>,
    /// Keys of all numbers, and what is known about them.
    keys: Vec<(String, Estimate)>,
}

/// Months in a period by its name; a period of another name is taken as a month.
fn months(period: &str) -> f64 {
    match period.trim().to_lowercase().as_str() {
        "day" => 1.0 / DAYS,
        "week" => 7.0 / DAYS,
        "quarter" => 3.0,
        // What comes once a year.
        "year" | "season" => 12.0,
        _ => 1.0,
    }
}

/// An option in indices; `None` where it is hidden.
pub(super) fn opt(compiled: &Compiled, option: &OptionRef) -> Option<Opt> {
    let issue = compiled.issues.iter().position(|i| i.id == option.issue)?;
    let at = compiled.issues[issue].options.iter().position(|o| o.id == option.option)?;
    Some(Opt { issue, option: at })
}

fn interpolated(periods: &[i64], estimates: &[Estimate], at: i64) -> Option<Three> {
    let three = |e: &Estimate| [ends(e)[0], middle(e), ends(e)[1]];
    let (first, last) = (estimates.first()?, estimates.last()?);
    match periods.iter().position(|t| *t >= at) {
        None => Some(three(last)),
        Some(0) => Some(three(first)),
        Some(k) => {
            let share = (at - periods[k - 1]) as f64 / (periods[k] - periods[k - 1]) as f64;
            let (a, b) = (three(estimates.get(k - 1)?), three(estimates.get(k)?));
            Some([0, 1, 2].map(|j| a[j] + (b[j] - a[j]) * share))
        }
    }
}

impl Model {
    /// What a scenario says, for a view and the period of the signature.
    pub fn new(scenario: &Scenario, compiled: &Compiled) -> Model {
        let enforce = &scenario.enforce;
        let view = compiled.view.as_deref();
        let signed = compiled.at;
        let ids: Vec<String> = compiled.parties.iter().map(|(id, _)| id.clone()).collect();
        let name = |id: &str| ids.iter().position(|known| known == id).map(|p| compiled.parties[p].1.clone());
        let register = Register::default();
        // A key in ids, so that draws stay when a name changes, and words with names.
        let by_party =
            |list: &[(String, Estimate)], called: &dyn Fn(&str) -> [String; 2]| -> Vec<(usize, Named)> {
                let of = |(id, e): &(String, Estimate)| {
                    let p = ids.iter().position(|known| known == id)?;
                    let ([key, _], [_, words]) = (called(id), called(&name(id)?));
                    Some((p, register.named(key, words, e)))
                };
                list.iter().filter_map(of).collect()
            };
        let paths: Vec<_> = ids.iter().map(|id| no_deal_path(scenario, view, id)).collect();
        let months = months(&scenario.period);
        let mut periods: Vec<i64> = paths.iter().flatten().flat_map(|(at, _)| at.iter().copied()).collect();
        periods.push(signed);
        periods.retain(|t| *t >= signed);
        periods.sort_unstable();
        periods.dedup();
        if periods.len() == 1 {
            periods = MONTHS.iter().map(|m| signed + (m / months).round() as i64).collect();
            periods.dedup();
        }
        let option = |o: &OptionRef| opt(compiled, o);
        let label = |at: Opt| compiled.issues[at.issue].options[at.option].label.clone();
        let forms = enforce.guarantees.iter().filter_map(|g| {
            let at = option(&g.option)?;
            let stated = || if g.variant { g.form.clone() } else { None };
            let form = g.label.clone().or_else(stated).unwrap_or_else(|| label(at));
            let named = |what: &str, words: &str, e: &Option<Estimate>| {
                let e = e.as_ref()?;
                Some(register.named(format!("guarantee {}: {what}", g.id), format!("{words} “{form}”"), e))
            };
            let cost = by_party(&g.cost, &|p| {
                [format!("guarantee {}: cost to {p}", g.id), format!("what acting on “{form}” costs {p}")]
            });
            let stake = by_party(&g.stake, &|p| {
                [format!("guarantee {}: stake of {p}", g.id), format!("what {p} has at stake in “{form}”")]
            });
            let penalty = by_party(&g.penalty, &|p| {
                [
                    format!("guarantee {}: penalty of {p}", g.id),
                    format!("what “{form}” takes from {p} if it is enforced"),
                ]
            });
            let guarantor = |id: &String| {
                let party = ids.iter().position(|known| known == id);
                let of = |list: &[(usize, Named)]| {
                    list.iter().find(|(p, _)| Some(*p) == party).map(|(_, n)| n.clone())
                };
                let name = name(id).unwrap_or_else(|| id.clone());
                Guarantor { name, party, cost: of(&cost), stake: of(&stake) }
            };
            let zero = |e: &Estimate| exact(e.low).to_f64().is_some_and(|low| low <= 0.0);
            Some(Form {
                at,
                variant: g.variant,
                paper: g.binding == Some(false) && g.enforcement.as_ref().is_none_or(zero),
                guarantors: g.guarantors.iter().map(guarantor).collect(),
                vetoes: g.veto_holders.iter().map(|id| name(id).unwrap_or_else(|| id.clone())).collect(),
                blocked_by: g
                    .veto_holders
                    .iter()
                    .filter_map(|id| ids.iter().position(|known| known == id))
                    .collect(),
                enforcement: named("enforcement", "the chance of enforcement of", &g.enforcement),
                detection: named("detection", "the chance that a violation is seen under", &g.detection),
                penalty,
                precedents: g.precedents.clone(),
                label: form,
            })
        });
        let watched = enforce.monitoring.iter().map(|way| {
            let label = way.label.clone().unwrap_or_else(|| way.id.clone());
            let named = |what: &str, words: &str, e: &Estimate| {
                register.named(format!("monitoring {}: {what}", way.id), format!("{words} by {label}"), e)
            };
            Watched {
                detection: named("detection", "the chance of detection", &way.detection),
                lag_days: named("lag", "the days until detection", &way.lag_days),
                buffer_km: way.buffer_km.as_ref().map(|e| named("buffer", "the zone watched", e)),
                label,
            }
        });
        let conditional = enforce.deliveries.iter().filter_map(|row| {
            let at = option(&row.clause)?;
            let key = format!("delivery of {}.{}", row.clause.issue, row.clause.option);
            let named = |what: &str, e: &Option<Estimate>| {
                let e = e.as_ref()?;
                Some(register.named(format!("{key}: {what}"), format!("the {what} of “{}”", label(at)), e))
            };
            Some(Conditional {
                at,
                fallback: row.fallback.as_ref().and_then(option).map(|o| o.option),
                settlement: named("chance of delivery after a settlement", &row.settlement),
                war: named("chance of delivery if the war goes on", &row.war_goes_on),
                restored: named("chance of taking back", &row.restored),
                within: named("months", &row.within_months),
                blockers: row.blockers.clone(),
            })
        });
        let conditional: Vec<Conditional> = conditional.collect();
        let after = enforce.after.iter().filter_map(|row| {
            let at = option(&row.when)?;
            let named = |what: &str, words: &str, e: &Estimate| {
                register.named(
                    format!("after the deal, {}: {what}", row.id),
                    format!("{words} “{}”", label(at)),
                    e,
                )
            };
            let points = by_party(&row.no_deal, &|p| {
                [
                    format!("after the deal, {}: no deal for {p}", row.id),
                    format!("what “{}” changes for {p} after a broken deal", label(at)),
                ]
            });
            let delivered = || conditional.iter().find(|c| c.at == at).and_then(|c| c.restored.clone());
            let own = row
                .restored
                .as_ref()
                .map(|e| named("share taken back", "the share taken back of", e))
                .or_else(delivered);
            Some(After {
                at,
                points,
                build: row
                    .builds_up_months
                    .as_ref()
                    .map(|e| named("months until it works", "the months it takes for", e)),
                restored: own.filter(|_| row.reversible),
                dissent: row.dissent.clone(),
            })
        });
        let paid = scenario.war.as_ref().map(|war| war.discount.as_slice()).unwrap_or_default();
        let discounts: Vec<(usize, Named)> = paid
            .iter()
            .filter_map(|(id, e)| {
                let p = ids.iter().position(|known| known == id)?;
                let words = format!("what a later period counts for {}", compiled.parties[p].1);
                Some((p, register.named(format!("war: discount of {id}"), words, e)))
            })
            .collect();
        let breakdown = enforce.renewed.as_ref().and_then(|row| row.breakdown_per_month.as_ref());
        let forms: Vec<Form> = forms.collect();
        let watched: Vec<Watched> = watched.collect();
        let after: Vec<After> = after.collect();
        let breakdown = breakdown.map(|e| {
            register.named(
                "breakdown of the deal".into(),
                "the chance that the deal ends by itself".into(),
                e,
            )
        });
        let home = home(scenario, compiled, &register);
        Model {
            signed,
            months,
            period: scenario.period.clone(),
            forms,
            watched,
            after,
            conditional,
            discount: (0..ids.len())
                .map(|p| discounts.iter().find(|(q, _)| *q == p).map(|(_, named)| named.clone()))
                .collect(),
            breakdown,
            home,
            middle: register.middle(),
            keys: register.keys(),
            paths: paths
                .iter()
                .map(|path| {
                    let (at, estimates) = (*path)?;
                    periods.iter().map(|t| interpolated(at, estimates, *t)).collect()
                })
                .collect(),
            periods,
            ids,
        }
    }

    /// All numbers at their representative values.
    pub fn representative(&self) -> Numbers<'_> {
        Numbers { values: &self.middle, world: None, moved: None }
    }

    /// How many numbers with a range there are, and how many of them have no source of their own.
    pub fn unsourced(&self) -> (usize, usize) {
        let ranges = self.keys.iter().filter(|(_, estimate)| estimate.low < estimate.high);
        let bare = ranges.clone().filter(|(_, estimate)| estimate.sources.is_empty());
        (ranges.count(), bare.count())
    }

    /// All numbers in world `k` of a seed, for [`Numbers`].
    pub fn drawn(&self, seed: u64, k: u64) -> Vec<f64> {
        self.keys.iter().map(|(key, estimate)| number(estimate, key, seed, k)).collect()
    }

    /// No deal of a party at a period, from its value at the signature: the same place in the range there and then.
    pub fn no_deal(&self, (party, period): (usize, usize), now: f64, world: Option<(u64, u64)>) -> f64 {
        let Some(path) = &self.paths[party] else { return now };
        let ([low, middle, high], then) = (path[0], path[period]);
        if period == 0 {
            return now;
        }
        if high > low {
            let part = |from: f64, to: f64| {
                if to > from { ((now - from) / (to - from)).clamp(0.0, 1.0) } else { 0.0 }
            };
            return match now < middle {
                true => then[0] + (then[1] - then[0]) * part(low, middle),
                false => then[1] + (then[2] - then[1]) * part(middle, high),
            };
        }
        match world {
            None => then[1],
            Some((seed, k)) => {
                let key = format!("no deal of {} after the signature", self.ids[party]);
                then[0] + (then[2] - then[0]) * uniform(&key, seed, k)
            }
        }
    }

    /// Whether no deal of a party has a path.
    pub fn moves(&self, party: usize) -> bool {
        self.paths[party].is_some()
    }

    /// Months from the signature to a period.
    pub fn elapsed(&self, period: usize) -> f64 {
        (self.periods[period] - self.signed) as f64 * self.months
    }

    /// Periods in so many days.
    pub fn in_periods(&self, days: f64) -> f64 {
        days / (DAYS * self.months)
    }

    /// Days in so many periods.
    pub fn in_days(&self, periods: f64) -> f64 {
        periods * DAYS * self.months
    }
}
