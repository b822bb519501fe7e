//! Boxes, red lines, and what ties numbers together.

use super::Look;
use super::input::{Called, Input, Numbers, fixed, middle, quantity};
use crate::compile::CompileError;
use crate::scenario::{Boxed, Estimate, Group as Lines};
use std::collections::BTreeMap;
use zopa_core::world::{Coordinate, Firm, Group, Link, Quantity};

impl Look<'_> {
    /// The boxes that a package can lie in, with their points.
    pub(super) fn box_numbers(&self) -> Vec<(&Boxed, &Estimate)> {
        let overlay = self.overlay;
        let boxes = overlay.scenario.boxes.iter();
        let shown = boxes.filter(|b| overlay.box_sides(b, self.index.shown).is_some());
        shown.map(|b| (b, overlay.points(&b.id, &b.points))).collect()
    }

    /// Points of the boxes of the problem.
    pub(super) fn boxes(&self, known: &mut Numbers) -> Vec<Quantity> {
        let mut list = Vec::new();
        for (at, (boxed, points)) in self.box_numbers().into_iter().enumerate() {
            let called = self.words.boxed(self.compiled.problem.boxes()[at].party, &boxed.id);
            let input = self.words.estimate(called, points);
            list.push(known.add(Coordinate::Box(at), input, middle(points)));
        }
        list
    }

    /// The red lines of the problem.
    pub(super) fn lines(&self, known: &mut Numbers) -> Vec<Firm> {
        let scenario = self.overlay.scenario;
        let mut list = Vec::new();
        for (at, line) in self.compiled.lines.iter().enumerate() {
            let written = scenario.red_lines.iter().find(|l| l.id == line.id);
            let called = self.words.firmness(line.party, &line.id, &line.label);
            let (input, middle) = match self.overlay.firmness(&line.id) {
                Some(estimate) => (self.words.estimate(called, estimate), middle(estimate)),
                None => {
                    let span = written.map(|l| l.span).unwrap_or_default();
                    (self.words.input(called, fixed(0.0), (&[], span)), 0.0)
                }
            };
            let group = written.and_then(|l| l.group.as_ref());
            let group = group.and_then(|id| scenario.groups.iter().position(|g| g.id == *id));
            list.push(Firm { firmness: known.add(Coordinate::Firmness(at), input, middle), group });
        }
        list
    }

    /// The groups of red lines, and what their two numbers are.
    pub(super) fn groups(&self) -> Result<(Vec<Group>, Vec<[Input; 2]>), CompileError> {
        let scenario = self.overlay.scenario;
        let (mut groups, mut inputs) = (Vec::new(), Vec::new());
        for group in &scenario.groups {
            let name = group.label.as_deref().unwrap_or(&group.id);
            let within = self.correlation(
                group,
                ("within", &group.within),
                format!("how far lines of the group {name} go together"),
            )?;
            let others = self.correlation(
                group,
                ("with_others", &group.with_others),
                format!("how far lines of the group {name} go together with other lines of their party"),
            )?;
            let party = scenario.parties.iter().position(|p| p.id == group.party);
            let missing = || CompileError(format!("there is no party {}", group.party));
            groups.push(Group {
                party: party.ok_or_else(missing)?,
                within: within.known,
                others: others.known,
            });
            inputs.push([within, others]);
        }
        Ok((groups, inputs))
    }

    fn correlation(
        &self,
        group: &Lines,
        (key, given): (&str, &Option<Estimate>),
        words: String,
    ) -> Result<Input, CompileError> {
        let called = Called { words, key: format!("groups.{}.{key}", group.id), unit: "a correlation" };
        let Some(estimate) = given else {
            return Ok(self.words.input(called, fixed(0.0), (&[], group.span)));
        };
        if quantity(estimate).low < 0.0 {
            return Err(CompileError(format!(
                "`{key}` of the group {} is below 0: lines can share a toughness or be independent, but not be real in turn",
                group.id
            )));
        }
        Ok(self.words.estimate(called, estimate))
    }

    /// The dependences that hold at least two numbers here, and what their strengths are. A member that this view or
    /// date has no number for is left out.
    pub(super) fn links(&self, index: &BTreeMap<&str, usize>) -> (Vec<Link>, Vec<Input>) {
        let (mut links, mut inputs) = (Vec::new(), Vec::new());
        for dependence in &self.overlay.scenario.dependences {
            let rises = dependence.rise.iter().map(|key| (key, true));
            let falls = dependence.fall.iter().map(|key| (key, false));
            let members: Vec<(usize, bool)> = rises
                .chain(falls)
                .filter_map(|(key, rises)| Some((*index.get(key.as_str())?, rises)))
                .collect();
            if members.len() < 2 {
                continue;
            }
            let name = dependence.label.as_deref().unwrap_or(&dependence.id);
            let called = Called {
                words: format!("how strongly {name} ties its numbers together"),
                key: format!("dependences.{}", dependence.id),
                unit: "a correlation",
            };
            let strength = &dependence.strength;
            let input = self.words.estimate(called, strength);
            links.push(Link { members, strength: input.known });
            inputs.push(input);
        }
        (links, inputs)
    }
}

/// Whether a number may stand in a dependence.
pub(super) fn can_depend(at: Coordinate) -> bool {
    !matches!(at, Coordinate::Weight { .. } | Coordinate::Firmness(_))
}
