//! Tables of values under construction: exact first, rounded to the grid once.

use super::overlay::{Overlay, find, representative};
use super::{CompileError, GRID, Index};
use crate::scenario::{Choice, OptionRef};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;
use zopa_core::problem::{self as core, Opt, Score};

/// Rounds table entries to the grid and remembers by how much.
pub(super) struct Rounder {
    pub(super) error: Vec<BigRational>,
}

impl Rounder {
    /// Rounds the entries of one table; the table's largest error is added to the party's.
    pub(super) fn table(
        &mut self,
        party: usize,
        entries: &[BigRational],
    ) -> Result<Vec<Score>, CompileError> {
        let mut worst = BigRational::zero();
        let mut rounded = Vec::with_capacity(entries.len());
        for entry in entries {
            let on_grid = entry * BigInt::from(GRID);
            let nearest = on_grid.round();
            worst = worst.max((&on_grid - &nearest).abs());
            let score = nearest.to_integer().to_i64().filter(|s| s.abs() <= core::SCORE_LIMIT);
            rounded.push(score.ok_or_else(|| CompileError("a value is too large to compute with".into()))?);
        }
        self.error[party] += worst;
        Ok(rounded)
    }
}

/// Tables under construction.
pub(super) struct Tables {
    pub(super) values: Vec<Vec<Vec<Score>>>,
    /// (party, smaller issue, larger issue) → row-major exact points.
    pub(super) pairs: BTreeMap<(usize, usize, usize), Vec<BigRational>>,
}

impl Tables {
    /// Adds a party's values; answers whether it has any numbers.
    pub(super) fn add_party(
        &mut self,
        overlay: &Overlay,
        p: usize,
        id: &str,
        shown: &[Vec<&Choice>],
        index: &Index,
        rounder: &mut Rounder,
    ) -> Result<bool, CompileError> {
        let scenario = overlay.scenario;
        let Some(weights) = overlay.weights(id)? else {
            self.values.push(shown.iter().map(|c| vec![0; c.len()]).collect());
            return Ok(false);
        };
        let mut rows = Vec::new();
        for (i, (issue, choices)) in scenario.issues.iter().zip(shown).enumerate() {
            let values = overlay
                .values(id, &issue.id, choices)
                .ok_or_else(|| CompileError(format!("{id} lacks a value for an option of {}", issue.id)))?;
            let mut row: Vec<BigRational> =
                values.iter().map(|v| v * &weights[i] / super::overlay::hundred()).collect();
            for (o, choice) in choices.iter().enumerate() {
                self.apply_factor(overlay, p, id, (i, o, choice), &mut row, index, shown);
            }
            rows.push(rounder.table(p, &row)?);
        }
        self.values.push(rows);
        for interaction in scenario.interactions.iter().filter(|x| x.party == id) {
            let (Some(a), Some(b)) = (index.opt(&interaction.a), index.opt(&interaction.b)) else { continue };
            let points =
                overlay.view.and_then(|v| find(&v.points, &interaction.id)).unwrap_or(&interaction.points);
            self.add(p, a, b, representative(points), shown);
        }
        Ok(true)
    }

    /// Moves an option's worth into a pair table, where a factor multiplies it.
    #[allow(clippy::too_many_arguments)]
    fn apply_factor(
        &mut self,
        overlay: &Overlay,
        p: usize,
        party: &str,
        (i, o, choice): (usize, usize, &Choice),
        row: &mut [BigRational],
        index: &Index,
        shown: &[Vec<&Choice>],
    ) {
        let issue_id = &overlay.scenario.issues[i].id;
        let lists =
            |options: &[OptionRef]| options.iter().any(|r| r.issue == *issue_id && r.option == choice.id);
        let Some(factor) = overlay.scenario.factors.iter().find(|f| f.party == party && lists(&f.options))
        else {
            return;
        };
        let Some(by) = index.issue(&factor.by) else { return };
        let worth = std::mem::replace(&mut row[o], BigRational::zero());
        let changed = overlay.view.and_then(|v| v.factor.iter().find(|(id, _)| *id == factor.id));
        for (b, other) in shown[by].iter().enumerate() {
            let estimate = changed
                .and_then(|(_, list)| find(list, &other.id))
                .or_else(|| find(&factor.factor, &other.id));
            let times = estimate.map_or_else(BigRational::one, representative);
            self.add(p, Opt { issue: i, option: o }, Opt { issue: by, option: b }, &worth * times, shown);
        }
    }

    fn add(&mut self, p: usize, a: Opt, b: Opt, points: BigRational, shown: &[Vec<&Choice>]) {
        let (a, b) = if a.issue < b.issue { (a, b) } else { (b, a) };
        let columns = shown[b.issue].len();
        let table = self
            .pairs
            .entry((p, a.issue, b.issue))
            .or_insert_with(|| vec![BigRational::zero(); shown[a.issue].len() * columns]);
        table[a.option * columns + b.option] += points;
    }

    pub(super) fn finish_pairs(&mut self, rounder: &mut Rounder) -> Result<Vec<core::Pair>, CompileError> {
        let pairs = std::mem::take(&mut self.pairs);
        pairs
            .into_iter()
            .map(|((party, a, b), table)| {
                Ok(core::Pair { party, issues: [a, b], points: rounder.table(party, &table)? })
            })
            .collect()
    }
}
