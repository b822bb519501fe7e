//! What is known about the numbers of one party.

use super::Look;
use super::input::{Numbers, fixed, float, middle, quantity};
use super::said::Unused;
use crate::compile::CompileError;
use crate::compile::overlay::representative;
use crate::number::exact;
use crate::scenario::{Estimate, PreferenceKind, Span, Weighed};
use num_bigint::BigInt;
use num_rational::BigRational;
use zopa_core::problem::Opt;
use zopa_core::world::{Coordinate, Mind, Quantity, Sum, Times, Together};

/// What is known where only statements bind a number.
const ANY: Quantity = Quantity { low: 0.0, best: None, high: 100.0 };

impl Look<'_> {
    /// The mind of party `p`; its numbers are added to those known.
    pub(super) fn mind(
        &self,
        p: usize,
        known: &mut Numbers,
        unused: &mut Vec<Unused>,
    ) -> Result<Mind, CompileError> {
        let (sum, weights) = self.weights(p, known)?;
        let has_numbers = sum.is_some();
        let values = self.values(p, known, has_numbers)?;
        let factors = if has_numbers { self.factors(p, known) } else { Vec::new() };
        let together = if has_numbers { self.together(p, known) } else { Vec::new() };
        let capped = self.overlay.ceiling(&self.party(p));
        let ceiling = capped.map(quantity);
        let sum = sum.unwrap_or(Sum::Free);
        let (no_deal, said) = (fixed(0.0), Vec::new());
        let mut mind = Mind { weights, sum, values, factors, together, no_deal, ceiling, said };
        mind.no_deal = self.no_deal(p, &mind, known)?;
        if let Some(estimate) = capped {
            let input = self.words.estimate(self.words.ceiling(p), estimate);
            known.add(Coordinate::Ceiling(p), input, middle(estimate));
        }
        mind.said = self.said(p, has_numbers, unused)?;
        Ok(mind)
    }

    fn party(&self, p: usize) -> String {
        self.overlay.scenario.parties[p].id.clone()
    }

    /// Weights and what they sum to; `None` for a party without numbers, to which every package is worth nothing.
    fn weights(&self, p: usize, known: &mut Numbers) -> Result<(Option<Sum>, Vec<Quantity>), CompileError> {
        let (scenario, id) = (self.overlay.scenario, self.party(p));
        let representatives = self.overlay.weights_or_stated(&id, self.index.shown)?;
        let mut free = false;
        let mut weights = Vec::new();
        for (i, issue) in scenario.issues.iter().enumerate() {
            let called = self.words.weight(p, i);
            let given = self.overlay.weight(&id, &issue.id);
            let moved = representatives.as_ref().map(|all| float(&all[i]));
            let (input, middle) = match (given, moved) {
                (Some(estimate), Some(moved)) => {
                    let middle = if scenario.normalise { middle(estimate) } else { moved };
                    (self.words.estimate(called, estimate), middle)
                }
                (_, moved) => {
                    free |= moved.is_some();
                    let from = self.stated(&id, |kind| {
                        matches!(
                            kind,
                            PreferenceKind::WeightOrder(_)
                                | PreferenceKind::Ratio { .. }
                                | PreferenceKind::Swings { .. }
                        )
                    });
                    let quantity = if moved.is_some() { ANY } else { fixed(0.0) };
                    (self.words.input(called, quantity, (&from.0, from.1)), moved.unwrap_or(0.0))
                }
            };
            weights.push(known.add(Coordinate::Weight { party: p, issue: i }, input, middle));
        }
        let sum = match () {
            () if free => Sum::Hundred,
            () if scenario.raw_weights => Sum::Free,
            () if scenario.normalise => Sum::Scaled,
            () => Sum::Hundred,
        };
        Ok((representatives.map(|_| sum), weights))
    }

    /// Sources and place of the statements of a party that stand in place of a number.
    fn stated(&self, id: &str, about: impl Fn(&PreferenceKind) -> bool) -> (Vec<String>, Span) {
        let scenario = self.overlay.scenario;
        let mine = || scenario.preferences.iter().filter(|p| p.binds(id) && about(&p.kind));
        let party = scenario.parties.iter().find(|party| party.id == id).map(|party| party.span);
        let span = mine().next().map(|p| p.span).or(party).unwrap_or_default();
        (mine().flat_map(|p| p.sources.clone()).collect(), span)
    }

    fn values(
        &self,
        p: usize,
        known: &mut Numbers,
        has_numbers: bool,
    ) -> Result<Vec<Vec<Quantity>>, CompileError> {
        let id = self.party(p);
        let mut all = Vec::new();
        for (i, (issue, choices)) in self.overlay.scenario.issues.iter().zip(self.index.shown).enumerate() {
            let given: Vec<Option<&Estimate>> =
                choices.iter().map(|c| self.overlay.value(&id, &issue.id, c)).collect();
            let some = given.iter().any(Option::is_some);
            if has_numbers && some && given.iter().any(Option::is_none) {
                return Err(CompileError(format!("{id} lacks a value for an option of {}", issue.id)));
            }
            let ordered = self.overlay.values(&id, &issue.id, choices).filter(|_| has_numbers && !some);
            let ends = ordered.as_ref().and_then(|_| self.overlay.stated(&id, &issue.id, choices));
            let ends = ends.map(|stated| stated.ends());
            let from = self.stated(
                &id,
                |kind| matches!(kind, PreferenceKind::ValueOrder { issue: of, .. } | PreferenceKind::Stance { issue: of, .. } | PreferenceKind::Difference { issue: of, .. } if *of == issue.id),
            );
            let mut row = Vec::new();
            for (o, (choice, given)) in choices.iter().zip(given).enumerate() {
                let called = self.words.value(p, i, (&choice.id, &choice.label));
                let (input, middle) = match (given.filter(|_| has_numbers), &ordered) {
                    (Some(estimate), _) => (self.words.estimate(called, estimate), middle(estimate)),
                    (None, Some(order)) => {
                        let middle = float(&order[o]);
                        // What is known to be best or worst of all has the ends of the scale.
                        let quantity = match ends.as_ref().map(|ends| ends[o]) {
                            Some((true, true)) => fixed(middle),
                            Some((true, _)) => fixed(100.0),
                            Some((_, true)) => fixed(0.0),
                            _ => ANY,
                        };
                        (self.words.input(called, quantity, (&from.0, from.1)), middle)
                    }
                    (None, None) => (self.words.input(called, fixed(0.0), (&[], choice.span)), 0.0),
                };
                let at = Coordinate::Value { party: p, option: Opt { issue: i, option: o } };
                row.push(known.add(at, input, middle));
            }
            all.push(row);
        }
        Ok(all)
    }

    /// The party's factors on options that are visible, in the order of the scenario.
    fn factors(&self, p: usize, known: &mut Numbers) -> Vec<Times> {
        let (overlay, shown) = (self.overlay, self.index.shown);
        let id = self.party(p);
        let mut factors: Vec<Times> = Vec::new();
        for factor in overlay.scenario.factors.iter().filter(|f| f.party == id) {
            let Some(by) = self.index.issue(&factor.by) else { continue };
            // Of several factors on one option the first counts.
            let counts = |opt: &Opt| {
                let issue = &overlay.scenario.issues[opt.issue].id;
                let first = overlay.factor(&id, issue, &shown[opt.issue][opt.option].id);
                first.is_some_and(|first| first.id == factor.id)
            };
            let options: Vec<Opt> =
                factor.options.iter().filter_map(|o| self.index.opt(o)).filter(counts).collect();
            if options.is_empty() {
                continue;
            }
            let mut times = Vec::new();
            for (option, choice) in shown[by].iter().enumerate() {
                let called = self.words.factor(p, (&factor.id, by), (&choice.id, &choice.label));
                let (input, middle) = match overlay.times(factor, &choice.id) {
                    Some(estimate) => (self.words.estimate(called, estimate), middle(estimate)),
                    None => (self.words.input(called, fixed(1.0), (&[], factor.span)), 1.0),
                };
                let at = Coordinate::Factor { party: p, factor: factors.len(), option };
                times.push(known.add(at, input, middle));
            }
            factors.push(Times { options, by, times });
        }
        factors
    }

    /// The party's interactions between options that are both visible.
    fn together(&self, p: usize, known: &mut Numbers) -> Vec<Together> {
        let (overlay, id) = (self.overlay, self.party(p));
        let label = |opt: Opt| -> &str { &self.index.shown[opt.issue][opt.option].label };
        let mut list = Vec::new();
        for interaction in overlay.scenario.interactions.iter().filter(|x| x.party == id) {
            let (Some(a), Some(b)) = (self.index.opt(&interaction.a), self.index.opt(&interaction.b)) else {
                continue;
            };
            let called = self.words.together(p, &interaction.id, [label(a), label(b)]);
            let estimate = overlay.points(&interaction.id, &interaction.points);
            let at = Coordinate::Together { party: p, at: list.len() };
            let points = known.add(at, self.words.estimate(called, estimate), middle(estimate));
            list.push(Together { options: [a, b], points });
        }
        list
    }

    /// No deal at the period: lowest, best and highest interpolated alike. Where only one end of the interval has a
    /// best value, the middle of the other end's range stands for its own.
    fn no_deal(&self, p: usize, mind: &Mind, known: &mut Numbers) -> Result<Quantity, CompileError> {
        let (id, called) = (self.party(p), self.words.no_deal(p));
        let at = Coordinate::NoDeal(p);
        let Some((periods, estimates)) = self.overlay.path(&id) else {
            // What stands in its place is a package about as bad, or some better or worse, or nothing: then compiling gave a number.
            let from = self.stated(&id, |kind| {
                matches!(
                    kind,
                    PreferenceKind::AsNoDeal { .. }
                        | PreferenceKind::Package { better: Weighed::NoDeal, .. }
                        | PreferenceKind::Package { worse: Weighed::NoDeal, .. }
                )
            });
            let middle = self.compiled.points(self.compiled.problem.parties()[p].no_deal);
            let quantity = self.as_bad(p, mind)?.unwrap_or_else(|| fixed(middle));
            return Ok(known.add(at, self.words.input(called, quantity, (&from.0, from.1)), middle));
        };
        let k = periods.iter().position(|t| *t >= self.at).unwrap_or(periods.len());
        let (before, after) = (k.checked_sub(1), (k < periods.len()).then_some(k));
        let (one, other) = match (before, after) {
            (Some(one), Some(other)) if periods[other] != self.at => (&estimates[one], &estimates[other]),
            (_, Some(only)) | (Some(only), None) => {
                let estimate = &estimates[only];
                return Ok(known.add(at, self.words.estimate(called, estimate), middle(estimate)));
            }
            (None, None) => {
                let input = self.words.input(called, fixed(0.0), (&[], Span::default()));
                return Ok(known.add(at, input, 0.0));
            }
        };
        let (t0, t1) = (periods[k - 1], periods[k]);
        let share = BigRational::new(BigInt::from(self.at - t0), BigInt::from(t1 - t0));
        let between = |a: BigRational, b: BigRational| float(&(&a + (b - &a) * &share));
        let best = between(representative(one), representative(other));
        let low = between(exact(one.low), exact(other.low));
        let high = between(exact(one.high), exact(other.high));
        let stated = (one.best.is_some() || other.best.is_some()) && low < high;
        let quantity = Quantity { low, best: stated.then_some(best), high };
        let sources: Vec<String> = one.sources.iter().chain(&other.sources).cloned().collect();
        Ok(known.add(at, self.words.input(called, quantity, (&sources, one.span)), best))
    }
}
