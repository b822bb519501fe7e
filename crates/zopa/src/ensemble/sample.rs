//! Worlds of the base case, kept: what each is, and whether a deal exists in it.

use super::View;
use crate::question::{AskError, Asked};
use std::sync::atomic::{AtomicBool, Ordering};
use zopa_core::Fault;
use zopa_core::world::{BLOCK, Seed, Tables, Verdict, World};

/// A world and its verdict.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The world.
    pub world: World,
    /// Which red lines are real.
    pub real: Vec<bool>,
    /// Whether a deal exists.
    pub verdict: Verdict,
}

/// The first blocks of worlds of a view's base case, and whether they are all that was asked for: an interruption leaves an
/// unbroken run of whole blocks.
///
/// # Errors
/// A sentence, if worlds cannot be drawn.
pub fn sample(asked: &Asked, view: &View, worlds: u64) -> Result<(Vec<Judged>, bool), AskError> {
    let blocks: Vec<u64> = (0..View::blocks(worlds)).collect();
    let stopped = AtomicBool::new(false);
    let block = |&block: &u64| -> Result<Option<Vec<Judged>>, Fault> {
        let family = &view.family;
        let case = view.design.dependence(family, &view.design.cases[0]);
        let mut draws = family.draws(&case, Seed::from(asked.settings.seed), block)?;
        let mut judge = view.judge.clone();
        let mut tables = Tables::default();
        let mut world = World { point: Vec::new(), toughness: Vec::new() };
        let mut judged = Vec::new();
        while draws.next(&mut world)? {
            if judged.len() % 16 == 0 && !stopped.load(Ordering::Relaxed) && !(asked.poll)(16) {
                stopped.store(true, Ordering::Relaxed);
            }
            if stopped.load(Ordering::Relaxed) {
                return Ok(None);
            }
            family.tables(&world.point, &mut tables);
            let real = world.real(&world.point[family.firmness()..]);
            let verdict = judge.decide(&tables, &real, None);
            judged.push(Judged { world: world.clone(), real, verdict });
        }
        debug_assert_eq!(judged.len() as u64, BLOCK);
        Ok(Some(judged))
    };
    let mut all = Vec::new();
    for judged in asked.each(&blocks, block) {
        match judged.map_err(|fault| AskError(fault.to_string()))? {
            Some(judged) => all.extend(judged),
            None => break,
        }
    }
    Ok((all, !stopped.load(Ordering::Relaxed)))
}
