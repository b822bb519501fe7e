//! One party's preferences as a set, and draws from it.
//!
//! The set is the family of worlds ([`zopa_core::world`]) of a scenario with this party alone, made from the answers as a
//! scenario's file makes it: what a conversation believes is what the file with the answers will mean. Interactions,
//! factors and boxes are drawn from their ranges. What the answers leave open, and a file would have to say, can be
//! anything here: weights and values from 0 to 100, no deal anything a package can be worth.

use super::plan;
use super::words::visible;
use crate::compile::{CompileError, Compiled, Plausible, worlds_near};
use crate::scenario::{Estimate, Number, Preference, PreferenceKind, Scenario, Span, Weighed};
use zopa_core::world::{Case, Coordinate, Family, Mixing, Start};

/// Whose draws they are: a conversation is the same wherever it is held.
pub(super) const SEED: u64 = 4;

/// The scenario with what belongs to one party: no numbers that others gave for it, and nothing of other parties.
pub(super) fn own(scenario: &Scenario, party: &str, view: Option<&str>) -> Result<Scenario, String> {
    if scenario.raw_weights {
        return Err("a scenario with raw weights has no common scale to talk about".to_owned());
    }
    let mut own = scenario.clone();
    if let Some(id) = view {
        let Some(view) = scenario.views.iter().find(|known| known.id == id) else {
            return Err(format!("there is no view `{id}`"));
        };
        let find = |id: &str| view.points.iter().find(|(of, _)| of == id).map(|(_, points)| points.clone());
        own.interactions.iter_mut().for_each(|x| x.points = find(&x.id).unwrap_or_else(|| x.points.clone()));
        own.boxes.iter_mut().for_each(|x| x.points = find(&x.id).unwrap_or_else(|| x.points.clone()));
        for factor in &mut own.factors {
            for (id, times) in
                view.factor.iter().filter(|(id, _)| *id == factor.id).flat_map(|(_, list)| list)
            {
                factor.factor.retain(|(option, _)| option != id);
                factor.factor.push((id.clone(), times.clone()));
            }
        }
    }
    own.parties.retain(|known| known.id == party);
    own.weights.clear();
    own.normalise = false;
    own.no_deal = Default::default();
    own.views.clear();
    own.red_lines.clear();
    own.groups.clear();
    own.estimates.clear();
    own.issues.iter_mut().flat_map(|issue| &mut issue.options).for_each(|option| option.values.clear());
    own.interactions.retain(|x| x.party == party);
    own.boxes.retain(|x| x.party == party);
    own.factors.retain(|x| x.party == party);
    own.preferences.clear();
    own.packages.retain(|x| crate::compile::visible(x.date, scenario.as_of));
    let talked = own.issues.iter().filter(|issue| visible(&own, issue).len() > 1).count();
    if talked < 2 {
        return Err("a conversation needs at least two issues with at least two options each".to_owned());
    }
    Ok(own)
}

/// A quick look from nowhere.
pub(super) const QUICK: Start<'static> = Start { points: &[], quick: true };

/// The set of a party's preferences that agree with its answers.
pub(super) struct Mind {
    compiled: Compiled,
    pub family: Family,
    /// The coordinate of no deal.
    no_deal: usize,
}

impl Mind {
    /// The set that these answers leave in the party's own scenario.
    ///
    /// # Errors
    /// No preferences were found that agree with all of them.
    pub(super) fn of(
        own: &Scenario,
        said: &[&PreferenceKind],
        start: &Start<'_>,
    ) -> Result<Mind, CompileError> {
        let mut scenario = own.clone();
        let party = own.parties.first().map(|party| party.id.clone()).unwrap_or_default();
        let sure = |kind: &&PreferenceKind| Preference {
            party: party.clone(),
            kind: (*kind).clone(),
            said: None,
            sure: true,
            sources: Vec::new(),
            author: None,
            date: None,
            note: None,
            span: Span::default(),
        };
        scenario.preferences = said.iter().map(sure).collect();
        leave_open(&mut scenario, &party, said);
        let Plausible { compiled, family, .. } = worlds_near(&scenario, None, 0, start)?;
        let no_deal =
            family.coordinates().iter().position(|at| *at == Coordinate::NoDeal(0)).unwrap_or_default();
        Ok(Mind { compiled, family, no_deal })
    }

    /// The members of so many blocks, and how many drawn independently they are worth at least.
    pub(super) fn draw(&self, blocks: u64) -> Option<(Vec<Vec<f64>>, f64)> {
        let family = &self.family;
        let mut mixing = Mixing::new(family);
        let mut points = Vec::new();
        for block in 0..blocks {
            for world in family.block(&Case::middle(family), SEED, block).ok()? {
                mixing.see(&world);
                points.push(world.point);
            }
        }
        let worth = mixing.spread().map_or(points.len() as f64, |spread| spread.effective);
        Some((points, worth))
    }

    /// A package in indices; `None` if an option of it is not visible.
    pub(super) fn package(&self, choices: &[(String, String)]) -> Option<Vec<usize>> {
        self.compiled.choices(("of a question", choices)).ok()
    }

    /// Worth of a package, less that of no deal, points.
    pub(super) fn gain(&self, package: &[usize], point: &[f64]) -> f64 {
        self.family.worth(0, point, package) - point[self.no_deal]
    }
}

/// Anything between two whole numbers.
pub(super) fn anything(low: i128, high: i128) -> Estimate {
    Estimate {
        low: Number::from_integer(low),
        best: None,
        high: Number::from_integer(high),
        sources: Vec::new(),
        author: None,
        date: None,
        note: None,
        span: Span::default(),
    }
}

/// Gives what a party has not said the widest range.
pub(super) fn leave_open(scenario: &mut Scenario, party: &str, said: &[&PreferenceKind]) {
    let spoken = |issue: &str, option: &str| {
        said.iter().any(|kind| match kind {
            PreferenceKind::ValueOrder { issue: of, options } => {
                of == issue && options.iter().flatten().any(|id| id == option)
            }
            PreferenceKind::Stance { issue: of, option: id, .. } => of == issue && id == option,
            PreferenceKind::Difference { issue: of, options, .. } => {
                of == issue && options.iter().any(|id| id == option)
            }
            _ => false,
        })
    };
    let mut weights = Vec::new();
    let as_of = scenario.as_of;
    for issue in &mut scenario.issues {
        let seen = |date| crate::compile::visible(date, as_of);
        let count = issue.options.iter().filter(|o| seen(o.date)).count();
        // An issue without a choice weighs nothing.
        weights.push((issue.id.clone(), anything(0, if count > 1 { 100 } else { 0 })));
        let open = issue.options.iter().any(|o| seen(o.date) && !spoken(&issue.id, &o.id));
        if open {
            issue.options.iter_mut().for_each(|o| o.values.push((party.to_owned(), anything(0, 100))));
        }
    }
    scenario.weights.push((party.to_owned(), weights));
    let no_deal =
        |kind: &&PreferenceKind| plan::pair(kind).is_some_and(|two| two.contains(&&Weighed::NoDeal));
    if !said.iter().any(no_deal) {
        let most =
            |points: &Estimate| (points.low.to_integer().abs()).max(points.high.to_integer().abs()) + 1;
        let points = scenario.interactions.iter().filter(|x| x.party == party).map(|x| most(&x.points));
        let boxes = scenario.boxes.iter().filter(|x| x.party == party).map(|x| most(&x.points));
        let by: i128 = points.chain(boxes).sum();
        if scenario.no_deal.at.is_empty() {
            scenario.no_deal.at = vec![0];
        }
        let periods = vec![anything(-by, 100 + by); scenario.no_deal.at.len()];
        scenario.no_deal.values.push((party.to_owned(), periods));
    }
}
