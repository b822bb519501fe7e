//! The same worlds with other values of no deal in the place of their own.
//!
//! World `k` keeps its values, weights and red lines; only what some parties have without a deal is another number. So
//! verdicts differ by that and by nothing else. The base case is looked at.

use super::View;
use crate::question::{AskError, Asked};
use std::sync::atomic::{AtomicBool, Ordering};
use zopa_core::Fault;
use zopa_core::world::{BLOCK, Coordinate, GRID, Seed, Tables, Verdict, World};

/// Of one world: per party, the value of no deal that stands in place of its own, points; `None` keeps its own.
pub type Other = Vec<Option<f64>>;

/// What is looked at in a world.
#[derive(Debug, Clone, PartialEq)]
pub struct Looked {
    /// What no deal is worth to each party, points.
    pub no_deal: Vec<f64>,
    /// The verdict under each set of other values, in their order.
    pub verdicts: Vec<Verdict>,
}

impl View {
    /// The first worlds of the base case, in whole blocks: their own values of no deal, and the verdicts where
    /// `others[j][k]` stands in their place in world `k`. `None` if the work was interrupted.
    ///
    /// # Errors
    /// A sentence, if worlds cannot be drawn.
    pub fn instead(
        &self,
        asked: &Asked,
        worlds: u64,
        others: &[Vec<Other>],
    ) -> Result<Option<Vec<Looked>>, AskError> {
        let blocks: Vec<u64> = (0..View::blocks(worlds)).collect();
        let stopped = AtomicBool::new(false);
        let family = &self.family;
        let n = family.structure().n();
        let place = |p: usize| family.coordinates().iter().position(|c| *c == Coordinate::NoDeal(p));
        let places: Vec<Option<usize>> = (0..n).map(place).collect();
        let block = |&block: &u64| -> Result<Option<Vec<Looked>>, Fault> {
            let case = self.design.dependence(family, &self.design.cases[0]);
            let mut draws = family.draws(&case, Seed::from(asked.settings.seed), block)?;
            let mut judge = self.judge.clone();
            let mut tables = Tables::default();
            let mut world = World { point: Vec::new(), toughness: Vec::new() };
            let mut all = Vec::new();
            while draws.next(&mut world)? {
                if all.len() % 16 == 0 && !stopped.load(Ordering::Relaxed) && !(asked.poll)(16) {
                    stopped.store(true, Ordering::Relaxed);
                }
                if stopped.load(Ordering::Relaxed) {
                    return Ok(None);
                }
                let no_deal = places.iter().map(|at| at.map_or(0.0, |at| world.point[at])).collect();
                let mut verdicts = Vec::with_capacity(others.len());
                if !others.is_empty() {
                    family.tables(&world.point, &mut tables);
                    let own = tables.no_deal.clone();
                    let real = world.real(&world.point[family.firmness()..]);
                    let k = usize::try_from(block * BLOCK).unwrap_or(usize::MAX) + all.len();
                    for other in others {
                        for (p, entry) in tables.no_deal.iter_mut().enumerate() {
                            let points = other.get(k).and_then(|values| values[p]);
                            *entry = points.map_or(own[p], |points| (points * GRID as f64).round() as i64);
                        }
                        verdicts.push(judge.decide(&tables, &real, None));
                    }
                }
                all.push(Looked { no_deal, verdicts });
            }
            Ok(Some(all))
        };
        let mut all = Vec::new();
        for looked in asked.each(&blocks, block) {
            match looked.map_err(|fault| AskError(fault.to_string()))? {
                Some(looked) => all.extend(looked),
                None => return Ok(None),
            }
        }
        Ok(Some(all))
    }
}
