//! Draws the worlds of a family, block by block.

use super::chain::Walker;
use super::depend::{Case, Loads};
use super::family::Family;
use super::plan::{At, Component, Piece, Way};
use super::{BLOCK, World};
use crate::Fault;
use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// Tries after which a world is given up.
const TRIES: u64 = 1 << 22;

/// What worlds are drawn from: equal seeds give equal worlds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed {
    /// The number a user gives.
    pub number: u64,
    /// Whose draws they are, so that two uses of one number do not draw the same.
    pub stream: u64,
}

impl From<u64> for Seed {
    fn from(number: u64) -> Seed {
        Seed { number, stream: 0 }
    }
}

/// What a stream of random numbers is for.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    First,
    Again,
    Chain,
    Pilot,
}

/// The random numbers of a block for a purpose.
pub(super) fn stream(seed: Seed, purpose: Purpose, block: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.number.to_le_bytes());
    key[8..16].copy_from_slice(&seed.stream.to_le_bytes());
    key[16] = purpose as u8;
    let mut random = ChaCha8Rng::from_seed(key);
    random.set_stream(block);
    random
}

/// A number between 0 and 1, neither included, from 32 random bits.
pub(super) fn uniform(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}

impl Family {
    /// The worlds of a block, one after the other.
    ///
    /// # Errors
    /// A [`Fault`] if the case is none of this family.
    pub fn draws(&self, case: &Case, seed: impl Into<Seed>, block: u64) -> Result<Draws<'_>, Fault> {
        let seed = seed.into();
        let loads = Loads::new(self, case)?;
        let random = stream(seed, Purpose::First, block);
        let again = stream(seed, Purpose::Again, block);
        let mut walkers = Vec::new();
        for (k, component) in self.plan().components.iter().enumerate() {
            let Way::Walk(walk) = &component.way else {
                walkers.push(None);
                continue;
            };
            if let Some(link) = walk.stiff(&loads) {
                return Err(Fault::new(format!(
                    "dependence {link} is perfect and ties numbers that a walk has to move apart; 0.999 can be drawn"
                )));
            }
            let mut random = stream(seed, Purpose::Chain, block);
            random.set_word_pos((k as u128) << 48);
            walkers.push(Some(Walker::new(random, self.plan().fixed.clone())));
        }
        Ok(Draws { family: self, loads, random, again, next: 0, words: vec![0; self.plan().words], walkers })
    }

    /// The [`BLOCK`] worlds of a block.
    ///
    /// # Errors
    /// A [`Fault`] if the case is none of this family, or a world was not found in millions of tries.
    pub fn block(&self, case: &Case, seed: impl Into<Seed>, block: u64) -> Result<Vec<World>, Fault> {
        let mut draws = self.draws(case, seed, block)?;
        let mut worlds = Vec::new();
        let mut world = World { point: Vec::new(), toughness: Vec::new() };
        while draws.next(&mut world)? {
            worlds.push(world.clone());
        }
        Ok(worlds)
    }

    /// Whether a point agrees with these statements.
    pub(super) fn agree(&self, said: &[At], point: &[f64]) -> bool {
        said.iter().all(|&(p, s)| {
            let margins = self.margins(p, &self.minds()[p].said[s], point);
            margins[0] >= 0.0 && margins[1] >= 0.0
        })
    }

    /// Draws a piece; whether it agrees with what is said about it alone.
    pub(super) fn draw_piece(&self, piece: &Piece, loads: &Loads, words: &[u32], point: &mut [f64]) -> bool {
        let plan = self.plan();
        let own = |c: usize| plan.slots[c].map_or(0.5, |slot| uniform(words[slot]));
        for &c in &piece.plain {
            point[c] = plan.shapes[c].quantile(own(c));
        }
        for &(c, link, rises) in &piece.linked {
            let common = uniform(words[plan.links + link]);
            point[c] = plan.shapes[c].quantile(loads.linked(link, rises, own(c), common));
        }
        if !piece.hundreds.iter().all(|hundred| hundred.propose(&plan.shapes, own, point)) {
            return false;
        }
        for run in &piece.runs {
            sort(run, point);
        }
        self.agree(&piece.said, point)
    }
}

/// Sorts the numbers of a run, largest first, by insertion: runs are short.
fn sort(run: &[usize], point: &mut [f64]) {
    for k in 1..run.len() {
        let mut at = k;
        while at > 0 && point[run[at - 1]] < point[run[at]] {
            point.swap(run[at - 1], run[at]);
            at -= 1;
        }
    }
}

/// The worlds of one block, in order.
#[derive(Debug)]
pub struct Draws<'f> {
    family: &'f Family,
    loads: Loads,
    random: ChaCha8Rng,
    again: ChaCha8Rng,
    next: u64,
    words: Vec<u32>,
    /// Per component, its walker if it is walked through.
    walkers: Vec<Option<Walker>>,
}

impl Draws<'_> {
    /// Overwrites `world` by the next one; `false` after the last.
    ///
    /// # Errors
    /// A [`Fault`] if no world was found in millions of tries.
    pub fn next(&mut self, world: &mut World) -> Result<bool, Fault> {
        if self.next == BLOCK {
            return Ok(false);
        }
        let family = self.family;
        let plan = family.plan();
        self.words.iter_mut().for_each(|word| *word = self.random.next_u32());
        let World { point, toughness } = world;
        point.clear();
        point.extend_from_slice(&plan.fixed);
        for &(c, slot, [low, range]) in &plan.uniforms {
            point[c] = low + range * uniform(self.words[slot]);
        }
        for &(c, slot) in &plan.others {
            point[c] = plan.shapes[c].quantile(uniform(self.words[slot]));
        }
        for (k, component) in plan.components.iter().enumerate() {
            match (&component.way, &mut self.walkers[k]) {
                (Way::Walk(walk), Some(walker)) => walker.walk(family, walk, &self.loads, point),
                _ => self.reject(k, component, point)?,
            }
        }
        self.toughness(toughness);
        self.next += 1;
        Ok(true)
    }

    /// Draws a component until it agrees with everything.
    fn reject(&mut self, k: usize, component: &Component, point: &mut [f64]) -> Result<(), Fault> {
        let family = self.family;
        let mut tries = 0;
        loop {
            for piece in &component.pieces {
                while !family.draw_piece(piece, &self.loads, &self.words, point) {
                    self.refill(&piece.slots, k, &mut tries)?;
                }
            }
            if family.agree(&component.said, point) {
                return Ok(());
            }
            self.refill(&component.slots, k, &mut tries)?;
        }
    }

    /// New random numbers for a component of this world.
    fn refill(&mut self, slots: &[usize], component: usize, tries: &mut u64) -> Result<(), Fault> {
        if *tries == 0 {
            let place = component as u128 * u128::from(BLOCK) + u128::from(self.next);
            self.again.set_word_pos(place << 40);
        }
        *tries += 1;
        if *tries > TRIES {
            return Err(Fault::new(format!("no world was found in {TRIES} tries under this dependence")));
        }
        slots.iter().for_each(|&slot| self.words[slot] = self.again.next_u32());
        Ok(())
    }

    fn toughness(&self, toughness: &mut Vec<f64>) {
        let plan = self.family.plan();
        let at = |slot: usize| uniform(self.words[slot]);
        let lines = self.family.lines().iter().zip(self.family.structure().lines()).enumerate();
        toughness.clear();
        toughness.extend(lines.map(|(l, (firm, line))| {
            let group = |g: usize| at(plan.groups + g);
            self.loads.toughness(firm, at(plan.lines + l), group, at(plan.parties + line.party))
        }));
    }
}
