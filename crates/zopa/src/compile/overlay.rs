//! A scenario under one view: representative values, key by key.

use super::CompileError;
mod stated;

use crate::number::exact;
use crate::scenario::{Boxed, Choice, Estimate, Factor, OptionRef, Path, PreferenceKind, Scenario, View};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// The representative value of an estimate: its best value where stated, else the middle of its range.
pub fn representative(e: &Estimate) -> BigRational {
    match e.best {
        Some(best) => exact(best),
        None => (exact(e.low) + exact(e.high)) / BigInt::from(2),
    }
}

pub(super) fn hundred() -> BigRational {
    BigRational::from_integer(100.into())
}

pub(super) fn find<'e>(list: &'e [(String, Estimate)], key: &str) -> Option<&'e Estimate> {
    list.iter().find(|(k, _)| k == key).map(|(_, e)| e)
}

/// A scenario under one view.
pub(super) struct Overlay<'s> {
    pub(super) scenario: &'s Scenario,
    pub(super) view: Option<&'s View>,
}

impl<'s> Overlay<'s> {
    /// A scenario under the view of this id; under none, the base alone.
    pub(super) fn of(scenario: &'s Scenario, view: Option<&str>) -> Result<Overlay<'s>, CompileError> {
        let Some(id) = view else { return Ok(Overlay { scenario, view: None }) };
        let view = scenario.views.iter().find(|v| v.id == id);
        let missing = || CompileError(format!("there is no view {id} in the scenario"));
        Ok(Overlay { scenario, view: Some(view.ok_or_else(missing)?) })
    }

    /// An issue's weight to a party.
    pub(super) fn weight(&self, party: &str, issue: &str) -> Option<&'s Estimate> {
        let of = |weights: &'s [(String, Vec<(String, Estimate)>)]| {
            weights.iter().find(|(p, _)| p == party).and_then(|(_, w)| find(w, issue))
        };
        self.view.and_then(|v| of(&v.weights)).or_else(|| of(&self.scenario.weights))
    }

    /// An option's value to a party.
    pub(super) fn value(&self, party: &str, issue: &str, choice: &'s Choice) -> Option<&'s Estimate> {
        let here = |o: &OptionRef| o.issue == issue && o.option == choice.id;
        self.view
            .and_then(|v| v.values.iter().find(|(o, _)| here(o)).and_then(|(_, list)| find(list, party)))
            .or_else(|| find(&choice.values, party))
    }

    /// Periods, and one number each, of a party's value of no deal: as the view or the base gives it, else as the chain
    /// of the war yields it.
    pub(super) fn path(&self, party: &str) -> Option<(&'s [i64], &'s [Estimate])> {
        let of = |path: &'s Path| {
            path.values.iter().find(|(p, _)| p == party).map(|(_, e)| (path.at.as_slice(), e.as_slice()))
        };
        let chain = || self.scenario.war.as_ref().and_then(|war| of(&war.yielded));
        self.view.and_then(|v| of(&v.no_deal)).or_else(|| of(&self.scenario.no_deal)).or_else(chain)
    }

    /// The no-deal value at a period: linear between the periods given, constant beyond the first and the last.
    pub(super) fn no_deal(&self, party: &str, at: i64) -> Option<BigRational> {
        let (periods, estimates) = self.path(party)?;
        let points: Vec<(i64, BigRational)> =
            periods.iter().copied().zip(estimates.iter().map(representative)).collect();
        let after = points.iter().position(|(t, _)| *t >= at);
        match after {
            None => points.last().map(|(_, v)| v.clone()),
            Some(0) => points.first().map(|(_, v)| v.clone()),
            Some(k) => {
                let ((t0, v0), (t1, v1)) = (&points[k - 1], &points[k]);
                let share = BigRational::new(BigInt::from(at - t0), BigInt::from(t1 - t0));
                Some(v0 + (v1 - v0) * share)
            }
        }
    }

    pub(super) fn firmness(&self, line: &str) -> Option<&'s Estimate> {
        let own = || self.scenario.red_lines.iter().find(|l| l.id == line).and_then(|l| l.firmness.as_ref());
        self.view.and_then(|v| find(&v.firmness, line)).or_else(own)
    }

    /// What no package is worth more than to the party, in points.
    pub(super) fn ceiling(&self, party: &str) -> Option<&'s Estimate> {
        self.scenario.parties.iter().find(|p| p.id == party)?.ceiling.as_ref()
    }

    /// Points of a party's box.
    pub(super) fn box_points(&self, boxed: &'s Boxed) -> BigRational {
        representative(self.points(&boxed.id, &boxed.points))
    }

    /// Points of an interaction or box, whose own are `points`.
    pub(super) fn points(&self, id: &str, points: &'s Estimate) -> &'s Estimate {
        self.view.and_then(|v| find(&v.points, id)).unwrap_or(points)
    }

    /// The factor on an option's value to a party.
    pub(super) fn factor(&self, party: &str, issue: &str, option: &str) -> Option<&'s Factor> {
        let here = |o: &OptionRef| o.issue == issue && o.option == option;
        self.scenario.factors.iter().find(|f| f.party == party && f.options.iter().any(here))
    }

    /// The number of a factor for an option of the issue that decides it; 1 where there is none.
    pub(super) fn times(&self, factor: &'s Factor, option: &str) -> Option<&'s Estimate> {
        let changed = self.view.and_then(|v| v.factor.iter().find(|(id, _)| *id == factor.id));
        changed.and_then(|(_, list)| find(list, option)).or_else(|| find(&factor.factor, option))
    }

    /// Issue index and indices of the visible options inside a box, both ascending; `None` if hidden options leave an
    /// issue without one, so that no package lies in the box.
    pub(super) fn box_sides(
        &self,
        boxed: &Boxed,
        shown: &[Vec<&Choice>],
    ) -> Option<Vec<(usize, Vec<usize>)>> {
        let mut sides = Vec::new();
        for (i, (issue, choices)) in self.scenario.issues.iter().zip(shown).enumerate() {
            let Some((_, inside)) = boxed.when.iter().find(|(id, _)| *id == issue.id) else { continue };
            let side: Vec<usize> = (0..choices.len()).filter(|&o| inside.contains(&choices[o].id)).collect();
            if side.is_empty() {
                return None;
            }
            sides.push((i, side));
        }
        Some(sides)
    }

    /// Representative weights of a party, one per issue, summing to 100 unless weights are raw; `None` if it has none.
    pub(super) fn weights(&self, party: &str) -> Result<Option<Vec<BigRational>>, CompileError> {
        let issues = &self.scenario.issues;
        let given: Vec<Option<&Estimate>> = issues.iter().map(|i| self.weight(party, &i.id)).collect();
        if given.iter().all(Option::is_none) {
            return Ok(self.weights_by_statement(party));
        }
        let Some(given) = given.into_iter().collect::<Option<Vec<&Estimate>>>() else {
            return Err(CompileError(format!("{party} has weights for some issues only")));
        };
        let middle: Vec<BigRational> = given.iter().map(|e| representative(e)).collect();
        let sum: BigRational = middle.iter().sum();
        if sum == hundred() || self.scenario.raw_weights {
            return Ok(Some(middle));
        }
        if self.scenario.normalise && sum.is_positive() {
            return Ok(Some(middle.into_iter().map(|w| w * hundred() / &sum).collect()));
        }
        // All weights move the same share of the way to their high (or low) ends.
        let ends: Vec<BigRational> =
            given.iter().map(|e| exact(if sum < hundred() { e.high } else { e.low })).collect();
        let reach: BigRational = ends.iter().sum::<BigRational>() - &sum;
        let missing = hundred() - &sum;
        if reach.is_zero() || (&missing / &reach) > BigRational::one() {
            return Err(CompileError(format!("the weights of {party} cannot sum to 100")));
        }
        let share = missing / reach;
        Ok(Some(middle.iter().zip(&ends).map(|(w, end)| w + (end - w) * &share).collect()))
    }

    /// The same; equal weights for a party that says something about its weights, but does not order all issues, if
    /// its options have values.
    pub(super) fn weights_or_stated(
        &self,
        party: &str,
        shown: &[Vec<&'s Choice>],
    ) -> Result<Option<Vec<BigRational>>, CompileError> {
        let issues = &self.scenario.issues;
        let says = self.scenario.preferences.iter().any(|p| {
            let kinds = matches!(
                p.kind,
                PreferenceKind::WeightOrder(_) | PreferenceKind::Ratio { .. } | PreferenceKind::Swings { .. }
            );
            p.binds(party) && kinds
        });
        let valued = || issues.iter().zip(shown).all(|(i, of)| self.values(party, &i.id, of).is_some());
        let weights = self.weights(party)?;
        if weights.is_none() && says && valued() {
            return Ok(Some(vec![hundred() / BigInt::from(issues.len()); issues.len()]));
        }
        Ok(weights)
    }

    /// Values of an issue's options to a party: as given, or by what was said of all of them.
    pub(super) fn values(
        &self,
        party: &str,
        issue: &str,
        choices: &[&'s Choice],
    ) -> Option<Vec<BigRational>> {
        let given: Option<Vec<BigRational>> =
            choices.iter().map(|c| self.value(party, issue, c).map(representative)).collect();
        given.or_else(|| self.values_by_statement(party, issue, choices))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::compile;
    use crate::read::read;

    const HEAD: &str = r#"
format = 1
title = "A case"
as_of = "2025"
[[issues]]
id = "fee"
label = "Fee"
options = [
  { id = "low", label = "low", values = { A = "200/3" } },
  { id = "new", label = "new", date = "2026", values = { A = -7 } },
  { id = "high", label = "high", values = { A = 0 } },
]
[[issues]]
id = "date"
label = "Date"
options = [{ id = "soon", label = "soon", values = { A = 300 } }, { id = "late", label = "late", values = { A = 0 } }]
[weights]
A = { fee = [1, 2], date = 0.000000000000000001 }
[no_deal]
at = [0]
A = [1]
"#;
    const PARTY: &str = "[[parties]]\nid = \"A\"\nname = \"Anna\"\n";

    fn scenario(head: &str, rest: &str) -> Scenario {
        let reading = read("case.toml", format!("{head}{HEAD}{rest}"), &mut |_| Err("none".to_owned()));
        reading.scenario.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
    }

    fn ratio(numer: i128, denom: i128) -> BigRational {
        BigRational::new(numer.into(), denom.into())
    }

    #[test]
    fn raw_weights_are_left_alone() {
        let scenario = scenario("raw_weights = true", PARTY);
        let overlay = Overlay { scenario: &scenario, view: None };
        let weights = overlay.weights("A").expect("weights");
        assert_eq!(weights, Some(vec![ratio(3, 2), ratio(1, 10i128.pow(18))]));
        let compiled = compile(&scenario, None, 0).expect("it compiles");
        // One point: 1.5 of 100 times 200/3.
        assert_eq!(compiled.problem.value(0, &[0, 1]) - compiled.problem.value(0, &[1, 1]), compiled.grid);
    }

    #[test]
    fn boxes_and_ceilings_under_a_view() {
        let rest = format!(
            "{PARTY}ceiling = [\"1/3\", 1]\n{}",
            r#"
[[boxes]]
id = "b"
party = "A"
when = { date = ["late", "soon"], fee = ["new", "high"] }
points = [1, 4]
[[boxes]]
id = "hidden"
party = "A"
when = { date = ["late"], fee = ["new"] }
points = 3
[views.v.points]
b = "1/7"
"#
        );
        let scenario = scenario("raw_weights = true", &rest);
        let shown: Vec<Vec<&Choice>> = vec![
            [0, 2].map(|o| &scenario.issues[0].options[o]).to_vec(),
            scenario.issues[1].options.iter().collect(),
        ];
        let base = Overlay { scenario: &scenario, view: None };
        let view = Overlay { scenario: &scenario, view: scenario.views.first() };
        let [boxed, hidden] = &scenario.boxes[..] else { panic!("two boxes") };
        assert_eq!(
            (base.ceiling("A").map(representative), base.ceiling("B").map(representative)),
            (Some(ratio(2, 3)), None)
        );
        assert_eq!((base.box_points(boxed), view.box_points(boxed)), (ratio(5, 2), ratio(1, 7)));
        assert_eq!(base.box_sides(boxed, &shown), Some(vec![(0, vec![1]), (1, vec![0, 1])]));
        assert_eq!(base.box_sides(hidden, &shown), None);
    }
}
