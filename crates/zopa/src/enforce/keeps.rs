//! Keeping a package as a further party of the problem.

use super::model::{Form, Model};
use super::numbers::{Named, Numbers};
use crate::compile::Compiled;
use crate::compile::extend::{Growth, MoreParty};
use zopa_core::Fault;
use zopa_core::keep::watch::Watch;
use zopa_core::problem::{Consent, Opt, Problem};
use zopa_core::world::{GRID, Tables};

/// "Party `party` keeps the package at period `period`" as a further party: a copy of it, its values times `factor`, points
/// added to single options, and a no-deal value of its own. It has to accept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Keeps {
    /// Whose.
    pub party: usize,
    /// When.
    pub period: i64,
    /// What its values are multiplied by: always 1 in this model.
    pub factor: f64,
    /// Issue, option, points of the party's own scale.
    pub adjust: Vec<(usize, usize, f64)>,
    /// What it has once the deal is over, before what the package's own options change, points.
    pub no_deal: f64,
}

/// What options are worth: those of a problem, or of one of its worlds.
pub(crate) struct Worth<'a> {
    problem: &'a Problem,
    tables: Option<&'a Tables>,
    grid: f64,
    starts: Vec<usize>,
}

impl<'a> Worth<'a> {
    /// At representative values.
    pub fn problem(problem: &'a Problem, grid: f64) -> Worth<'a> {
        Worth { problem, tables: None, grid, starts: Vec::new() }
    }

    /// In a world.
    pub fn world(problem: &'a Problem, tables: &'a Tables) -> Worth<'a> {
        let starts = problem.options().iter().scan(0, |next, k| {
            *next += k;
            Some(*next - k)
        });
        Worth { problem, tables: Some(tables), grid: GRID as f64, starts: starts.collect() }
    }

    fn option(&self, p: usize, at: Opt) -> f64 {
        match self.tables {
            Some(tables) => {
                tables.values[(self.starts[at.issue] + at.option) * self.problem.n() + p] as f64 / self.grid
            }
            None => self.problem.row(p, at.issue)[at.option] as f64 / self.grid,
        }
    }

    fn pair(&self, table: usize, at: usize) -> f64 {
        match self.tables {
            Some(tables) => tables.pairs[table][at] as f64 / self.grid,
            None => self.problem.pairs()[table].points[at] as f64 / self.grid,
        }
    }

    /// No deal of a party, points.
    pub fn no_deal(&self, p: usize) -> f64 {
        match self.tables {
            Some(tables) => tables.no_deal[p] as f64 / self.grid,
            None => self.problem.parties()[p].no_deal as f64 / self.grid,
        }
    }

    /// `u_p(x)`, points.
    pub fn package(&self, p: usize, package: &[usize]) -> f64 {
        let Some(tables) = self.tables else { return self.problem.value(p, package) as f64 / self.grid };
        let options =
            package.iter().enumerate().map(|(issue, &option)| self.option(p, Opt { issue, option }));
        let pairs = self.problem.pairs().iter().enumerate().filter(|(_, pair)| pair.party == p);
        let pairs = pairs.map(|(t, pair)| {
            let [a, b] = pair.issues;
            self.pair(t, package[a] * self.problem.options()[b] + package[b])
        });
        let boxes = self.problem.boxes().iter().zip(&tables.boxes);
        let boxes = boxes.filter(|(term, _)| term.party == p && term.holds(package));
        let sum = options.sum::<f64>()
            + pairs.sum::<f64>()
            + boxes.map(|(_, b)| *b as f64 / self.grid).sum::<f64>();
        sum.min(tables.ceilings[p] as f64 / self.grid)
    }

    /// What a party gains at most by another option of the issue, over what is chosen elsewhere; boxes are left out.
    fn step(&self, p: usize, from: Opt, to: usize) -> f64 {
        let own = self.option(p, Opt { option: to, ..from }) - self.option(p, from);
        let pairs = self.problem.pairs().iter().enumerate();
        let pairs = pairs.filter(|(_, pair)| pair.party == p && pair.issues.contains(&from.issue));
        let most = pairs.map(|(t, pair)| {
            let [a, b] = pair.issues;
            let k = self.problem.options()[b];
            let at =
                |mine: usize, other: usize| if a == from.issue { mine * k + other } else { other * k + mine };
            let others = self.problem.options()[if a == from.issue { b } else { a }];
            let gains =
                (0..others).map(|other| self.pair(t, at(to, other)) - self.pair(t, at(from.option, other)));
            gains.fold(f64::NEG_INFINITY, f64::max)
        });
        own + most.sum::<f64>()
    }
}

/// Points of single options.
type Points = Vec<(Opt, f64)>;

fn of(points: &Points, package: &[usize]) -> f64 {
    points.iter().filter(|(at, _)| package[at.issue] == at.option).map(|(_, points)| points).sum()
}

/// What keeping hangs on, for one set of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    /// Per party.
    pub sides: Vec<Side>,
}

/// What keeping hangs on for one party.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    /// `k`: points to lose that hold one point of temptation.
    pub price: f64,
    /// How a violation is noticed.
    pub watch: Watch,
    /// What is lost where a clause may not be delivered.
    pub loss: Points,
    /// `B`.
    pub extra: Points,
    /// `G`.
    pub penalty: Points,
    /// Per period, no deal, and what options change about it.
    pub no_deal: Vec<f64>,
    /// See `no_deal`.
    pub after: Vec<Points>,
}

/// Keeping one package at one period, taken apart: points of the party's own scale.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Terms {
    /// `u_i(x)`.
    pub worth: f64,
    /// What it loses on average where clauses are not delivered.
    pub loss: f64,
    /// `B`.
    pub extra: f64,
    /// `k`.
    pub price: f64,
    /// `G`.
    pub penalty: f64,
    /// No deal.
    pub no_deal: f64,
    /// What the package has changed about it.
    pub after: f64,
}

impl Terms {
    /// What breaking the package gains over keeping it, in points the party would have to lose: at most zero, it keeps it.
    pub fn gap(&self) -> f64 {
        self.open() + self.price * self.extra
    }

    /// The part of the gap that is there even where a violation is seen at once.
    pub fn open(&self) -> f64 {
        self.no_deal + self.after - self.penalty - (self.worth - self.loss)
    }
}

impl Form {
    /// Whether somebody who gives it would act against a violator: acting costs them at most what they have at stake.
    /// Where nobody who gives it is a party, nothing is compared and the chance of enforcement stands alone.
    pub fn acts(&self, violator: usize, numbers: &Numbers<'_>) -> bool {
        if self.outside() {
            return true;
        }
        self.guarantors.iter().filter(|g| g.party != Some(violator)).any(|g| match (&g.cost, &g.stake) {
            (Some(cost), Some(stake)) => numbers.get(cost) <= numbers.get(stake),
            _ => false,
        })
    }

    /// Whether all who give it are outside the talks.
    pub fn outside(&self) -> bool {
        !self.guarantors.is_empty() && self.guarantors.iter().all(|g| g.party.is_none())
    }

    /// What it takes from a violator, expected, if somebody acts.
    pub fn takes(&self, violator: usize, numbers: &Numbers<'_>) -> f64 {
        let penalty = self.penalty.iter().find(|(p, _)| *p == violator);
        let penalty = penalty.map_or(0.0, |(_, named)| numbers.get(named));
        numbers.or(self.enforcement.as_ref(), 0.0) * numbers.or(self.detection.as_ref(), 1.0) * penalty
    }

    /// What may be counted on: nothing against a violator that can block it.
    pub fn counts(&self, violator: usize, numbers: &Numbers<'_>) -> f64 {
        let idle = self.paper || self.blocked_by.contains(&violator);
        if idle || !self.acts(violator, numbers) { 0.0 } else { self.takes(violator, numbers) }
    }
}

impl Model {
    /// How a violation by a party is noticed under a way to monitor; without any, one period late and for certain.
    pub fn watch(&self, party: usize, way: usize, numbers: &Numbers<'_>) -> Watch {
        let way = self.watched.get(way);
        let patient = libm::pow(super::model::DISCOUNT, self.months);
        let breakdown = numbers.or(self.breakdown.as_ref(), 0.0);
        Watch {
            lag: way.map_or(1.0, |way| self.in_periods(numbers.get(&way.lag_days))),
            detection: way.map_or(1.0, |way| numbers.get(&way.detection)),
            discount: numbers.or(self.discount[party].as_ref(), patient),
            breakdown: 1.0 - libm::pow(1.0 - breakdown, self.months),
        }
    }

    /// What keeping hangs on, for these numbers.
    ///
    /// # Errors
    /// A number is out of range.
    pub fn sheet(&self, worth: &Worth<'_>, numbers: &Numbers<'_>) -> Result<Sheet, Fault> {
        let sides = (0..worth.problem.n()).map(|p| self.side(p, worth, numbers)).collect::<Result<_, _>>()?;
        Ok(Sheet { sides })
    }

    fn side(&self, p: usize, worth: &Worth<'_>, numbers: &Numbers<'_>) -> Result<Side, Fault> {
        let watch = self.watch(p, 0, numbers);
        let carries = &worth.problem.parties()[p].carries;
        let options = worth.problem.options();
        let extra = carries.iter().filter_map(|&at| {
            let others = (0..options[at.issue]).filter(|&option| !carries.contains(&Opt { option, ..at }));
            let most = others.map(|to| worth.step(p, at, to)).fold(0.0, f64::max);
            (most > 0.0).then_some((at, most))
        });
        let loss = self.conditional.iter().filter_map(|row| {
            let missing = 1.0 - numbers.get(row.settlement.as_ref()?);
            let fall = |to: usize| -worth.step(p, row.at, to);
            // The worst option where none is stated.
            let falls = match row.fallback {
                Some(to) => fall(to),
                None => (0..options[row.at.issue]).map(fall).fold(0.0, f64::max),
            };
            Some((row.at, missing * falls))
        });
        let forms = self.forms.iter().filter(|form| !form.variant);
        let after = |period: usize| -> Points {
            let elapsed = self.elapsed(period);
            let rows = self.after.iter().filter_map(|row| {
                let (_, named) = row.points.iter().find(|(q, _)| *q == p)?;
                let points = numbers.get(named);
                let months = numbers.or(row.build.as_ref(), 0.0);
                let built = if months > elapsed { elapsed / months } else { 1.0 };
                // Only what the violator itself gained can be taken back from it.
                let back = if points > 0.0 { numbers.or(row.restored.as_ref(), 0.0) } else { 0.0 };
                Some((row.at, points * built * (1.0 - back)))
            });
            rows.collect()
        };
        let now = worth.no_deal(p);
        Ok(Side {
            price: watch.price()?,
            watch,
            loss: loss.collect(),
            extra: extra.collect(),
            penalty: forms
                .map(|form| (form.at, form.counts(p, numbers)))
                .filter(|(_, g)| *g != 0.0)
                .collect(),
            no_deal: (0..self.periods.len()).map(|t| self.no_deal((p, t), now, numbers.world)).collect(),
            after: (0..self.periods.len()).map(after).collect(),
        })
    }

    /// What grows a problem by these further parties, in their order: each is asked when the party it copies is.
    pub fn growth(&self, compiled: &Compiled, keeps: &[Keeps]) -> Growth {
        let mut growth = Growth::default();
        for keep in keeps {
            let at = compiled.problem.n() + growth.parties.len();
            let (id, name) = &compiled.parties[keep.party];
            growth.parties.push(MoreParty {
                id: format!("{id} keeps it"),
                name: format!("{name} at {} {}", self.period, keep.period),
                consent: compiled.problem.parties()[keep.party].consent,
                like: Some((keep.party, keep.factor)),
                no_deal: keep.no_deal,
            });
            growth.points.extend(keep.adjust.iter().map(|&(i, o, points)| (at, i, o, points)));
        }
        growth
    }

    /// "Keeps at `t`" for every party that may be asked and every period, as further parties.
    pub fn keeps(&self, problem: &Problem, sheet: &Sheet) -> Vec<Keeps> {
        let asked = (0..problem.n()).filter(|&p| problem.parties()[p].consent != Consent::None);
        let each = asked.flat_map(|p| (0..self.periods.len()).map(move |t| (p, t)));
        each.map(|(p, t)| sheet.keeps(p, t, self.periods[t])).collect()
    }
}

impl Sheet {
    fn keeps(&self, party: usize, t: usize, period: i64) -> Keeps {
        let side = &self.sides[party];
        let mut adjust: Vec<(usize, usize, f64)> = Vec::new();
        let mut add = |points: &Points, times: f64| {
            for (at, points) in points {
                match adjust.iter_mut().find(|(i, o, _)| (*i, *o) == (at.issue, at.option)) {
                    Some((_, _, sum)) => *sum += times * points,
                    None => adjust.push((at.issue, at.option, times * points)),
                }
            }
        };
        add(&side.loss, -1.0);
        add(&side.extra, -side.price);
        add(&side.penalty, 1.0);
        add(&side.after[t], -1.0);
        Keeps { party, period, factor: 1.0, adjust, no_deal: side.no_deal[t] }
    }

    /// What keeping a package at a period hangs on for a party.
    pub fn terms(&self, (party, t): (usize, usize), worth: &Worth<'_>, package: &[usize]) -> Terms {
        let side = &self.sides[party];
        Terms {
            worth: worth.package(party, package),
            loss: of(&side.loss, package),
            extra: of(&side.extra, package),
            price: side.price,
            penalty: of(&side.penalty, package),
            no_deal: side.no_deal[t],
            after: of(&side.after[t], package),
        }
    }
}

impl Model {
    /// What keeping a package at a period hangs on for one party alone, for these numbers.
    ///
    /// # Errors
    /// A number is out of range.
    pub fn terms(
        &self,
        (party, t): (usize, usize),
        (worth, numbers): (&Worth<'_>, &Numbers<'_>),
        package: &[usize],
    ) -> Result<Terms, Fault> {
        let side = self.side(party, worth, numbers)?;
        let sheet = Sheet { sides: vec![side] };
        let terms = sheet.terms((0, t), worth, package);
        Ok(Terms { worth: worth.package(party, package), ..terms })
    }

    /// The numbers of these sections that a party's keeping of a package can hang on.
    pub fn numbers(&self, party: usize, package: &[usize]) -> Vec<&Named> {
        let here = |at: &Opt| package[at.issue] == at.option;
        let of = |list: &'_ [(usize, Named)]| list.iter().position(|(p, _)| *p == party);
        let mut all: Vec<&Named> = Vec::new();
        for form in self.forms.iter().filter(|form| here(&form.at) && !form.variant && !form.paper) {
            all.extend(form.enforcement.iter().chain(&form.detection));
            all.extend(form.guarantors.iter().flat_map(|g| g.cost.iter().chain(&g.stake)));
            all.extend(of(&form.penalty).map(|k| &form.penalty[k].1));
        }
        if let Some(way) = self.watched.first() {
            all.extend([&way.detection, &way.lag_days]);
        }
        for row in self.conditional.iter().filter(|row| here(&row.at)) {
            all.extend(row.settlement.iter());
        }
        for row in self.after.iter().filter(|row| here(&row.at)) {
            all.extend(of(&row.points).map(|k| &row.points[k].1));
            all.extend(row.build.iter().chain(&row.restored));
        }
        all.extend(self.discount[party].iter().chain(&self.breakdown));
        all
    }
}
