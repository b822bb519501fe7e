//! Tables of values in exact points, before they are put on the grid.

use super::overlay::{Overlay, hundred, representative};
use super::{CompileError, Index};
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::collections::BTreeMap;
use zopa_core::problem::Opt;

/// Tables under construction, for a scenario under a view.
pub(super) struct Tables<'t> {
    overlay: &'t Overlay<'t>,
    index: &'t Index<'t>,
    /// `values[party][issue][option]`, exact points.
    pub(super) values: Vec<Vec<Vec<BigRational>>>,
    /// (party, smaller issue, larger issue) → row-major exact points.
    pub(super) pairs: BTreeMap<(usize, usize, usize), Vec<BigRational>>,
}

impl<'t> Tables<'t> {
    pub(super) fn new(overlay: &'t Overlay<'t>, index: &'t Index<'t>) -> Tables<'t> {
        Tables { overlay, index, values: Vec::new(), pairs: BTreeMap::new() }
    }

    /// Adds the values of the next party; answers whether it has any numbers.
    pub(super) fn add_party(&mut self) -> Result<bool, CompileError> {
        let (overlay, scenario, p) = (self.overlay, self.overlay.scenario, self.values.len());
        let id = scenario.parties[p].id.as_str();
        let Some(weights) = overlay.weights_or_stated(id, self.index.shown)? else {
            self.values.push(self.index.shown.iter().map(|c| vec![BigRational::zero(); c.len()]).collect());
            return Ok(false);
        };
        let mut rows = Vec::new();
        for (i, (issue, choices)) in scenario.issues.iter().zip(self.index.shown).enumerate() {
            let values = overlay
                .values(id, &issue.id, choices)
                .ok_or_else(|| CompileError(format!("{id} lacks a value for an option of {}", issue.id)))?;
            let mut row: Vec<BigRational> = values.iter().map(|v| v * &weights[i] / hundred()).collect();
            for (o, worth) in row.iter_mut().enumerate() {
                self.apply_factor(p, Opt { issue: i, option: o }, worth);
            }
            rows.push(row);
        }
        self.values.push(rows);
        for interaction in scenario.interactions.iter().filter(|x| x.party == id) {
            let (Some(a), Some(b)) = (self.index.opt(&interaction.a), self.index.opt(&interaction.b)) else {
                continue;
            };
            self.add(p, a, b, representative(overlay.points(&interaction.id, &interaction.points)));
        }
        Ok(true)
    }

    /// Moves an option's worth into a pair table, where a factor multiplies it.
    fn apply_factor(&mut self, p: usize, opt: Opt, worth: &mut BigRational) {
        let (scenario, shown) = (self.overlay.scenario, self.index.shown);
        let (issue, choice) = (&scenario.issues[opt.issue].id, &shown[opt.issue][opt.option].id);
        let Some(factor) = self.overlay.factor(&scenario.parties[p].id, issue, choice) else { return };
        let Some(by) = self.index.issue(&factor.by) else { return };
        let worth = std::mem::replace(worth, BigRational::zero());
        for (b, other) in shown[by].iter().enumerate() {
            let times = self.overlay.times(factor, &other.id).map_or_else(BigRational::one, representative);
            self.add(p, opt, Opt { issue: by, option: b }, &worth * times);
        }
    }

    fn add(&mut self, p: usize, a: Opt, b: Opt, points: BigRational) {
        let (a, b) = if a.issue < b.issue { (a, b) } else { (b, a) };
        let (rows, columns) = (self.index.shown[a.issue].len(), self.index.shown[b.issue].len());
        let table = self
            .pairs
            .entry((p, a.issue, b.issue))
            .or_insert_with(|| vec![BigRational::zero(); rows * columns]);
        table[a.option * columns + b.option] += points;
    }

    /// What a package is worth to a party, without boxes.
    pub(super) fn worth(&self, p: usize, package: &[usize]) -> BigRational {
        let own: BigRational = package.iter().enumerate().map(|(i, &o)| &self.values[p][i][o]).sum();
        let pairs = self.pairs.iter().filter(|((party, _, _), _)| *party == p);
        let pairs =
            pairs.map(|((_, a, b), table)| &table[package[*a] * self.index.shown[*b].len() + package[*b]]);
        own + pairs.sum::<BigRational>()
    }

    /// Every entry of every table.
    pub(super) fn entries(&self) -> impl Iterator<Item = &BigRational> + Clone {
        self.values.iter().flatten().flatten().chain(self.pairs.values().flatten())
    }
}
