//! Finds out, on a fixed pilot, how the worlds of a family are best drawn.

use super::chain::{FEWEST_STEPS, MOST_STEPS, Walk};
use super::depend::{Case, Loads};
use super::draw::{Purpose, Seed, stream, uniform};
use super::family::{Family, Start};
use super::pert::Shape;
use super::plan::{At, Component, Way};
use super::start;
use super::weights::Hundred;
use crate::Fault;
use chacha20::ChaCha8Rng;
use chacha20::rand_core::Rng;

/// Tries of a pilot.
const PILOT: u64 = 4096;
/// Successes after which a pilot has seen enough.
const ENOUGH: u64 = 64;
/// Points that long walks start from; it is tried to find them twice as often; half of both for a quick
/// look.
const STARTS: u64 = 4;
/// Tries for one world up to which a component is drawn by rejection.
const MOST_TRIES: f64 = 300.0;

fn pilot(stream_number: u64, block: u64) -> ChaCha8Rng {
    stream(Seed { number: 0, stream: stream_number }, Purpose::Pilot, block)
}

/// How many of the same tries a proposal of weights would take.
pub(super) fn taken(hundred: &Hundred, shapes: &[Shape]) -> usize {
    let mut random = pilot(0, 0);
    let mut point = vec![0.0; shapes.len()];
    let mut words = vec![0.5; hundred.members.len()];
    let mut count = 0;
    for _ in 0..1024 {
        words.iter_mut().for_each(|word| *word = uniform(random.next_u32()));
        let own = |c: usize| hundred.members.binary_search(&c).map_or(0.5, |at| words[at]);
        count += usize::from(hundred.propose(shapes, own, &mut point));
    }
    count
}

/// The most steps per coordinate from world to world.
fn most(start: &Start<'_>) -> usize {
    if start.quick { FEWEST_STEPS } else { MOST_STEPS }
}

impl Family {
    /// How each component is drawn.
    pub(super) fn settle(&self, start: &Start<'_>) -> Result<Vec<Way>, Fault> {
        let loads = Loads::new(self, &Case::middle(self))?;
        let components = self.plan().components.iter().enumerate();
        components.map(|(k, component)| self.way((k, component), &loads, start)).collect()
    }

    fn way(
        &self,
        (k, component): (usize, &Component),
        loads: &Loads,
        from: &Start<'_>,
    ) -> Result<Way, Fault> {
        if self.tries(k, component, loads) <= MOST_TRIES {
            return Ok(Way::Reject);
        }
        let mut walk = Walk::new(self, component);
        let mut points = from.points.iter().filter(|point| point.len() == self.coordinates().len());
        while let Some(point) = points.next()
            && (walk.starts.len() as u64) < if from.quick { 16 * STARTS } else { STARTS }
        {
            let mut own = self.plan().fixed.clone();
            walk.coordinates.iter().for_each(|&c| own[c] = point[c]);
            if walk.holds(self, &own) {
                walk.starts.push(own);
                // The others from elsewhere in the list.
                if !from.quick {
                    points.by_ref().take(from.points.len() / (2 * STARTS as usize)).for_each(drop);
                }
            }
        }
        if !walk.starts.is_empty() {
            // Members all over the set are as good as those that long walks would come by.
            if from.quick && walk.starts.len() as u64 > STARTS {
                return Ok(Way::Walk(Box::new(walk)));
            }
            walk.settle(self, loads, most(from), |start| pilot(3, k as u64 * STARTS + start as u64));
            return Ok(Way::Walk(Box::new(walk)));
        }
        let (wanted, tries) = if from.quick { (STARTS / 2, STARTS) } else { (STARTS, 2 * STARTS) };
        for start in 0..tries {
            if walk.starts.len() as u64 == wanted {
                break;
            }
            let mut random = pilot(2, k as u64 * 2 * STARTS + start);
            match start::find(self, &walk, &mut random) {
                Ok(point) => walk.starts.push(point),
                Err(missed) if start + 1 == tries && walk.starts.is_empty() => {
                    return Err(self.nothing(component, missed));
                }
                Err(_) => {}
            }
        }
        walk.settle(self, loads, most(from), |start| pilot(3, k as u64 * STARTS + start as u64));
        Ok(Way::Walk(Box::new(walk)))
    }

    fn nothing(&self, component: &Component, missed: Option<At>) -> Fault {
        if component.every.is_empty() {
            return Fault::new("no weights were found within their ranges that sum to 100".into());
        }
        let mut parties: Vec<String> = component.every.iter().map(|at| at.0.to_string()).collect();
        parties.dedup();
        let last =
            missed.map(|(p, s)| format!("; the answer of party {p} with number {} was missed last", s + 1));
        Fault::new(format!(
            "no numbers were found within their ranges that agree with all that party {} said{}",
            parties.join(" and party "),
            last.unwrap_or_default()
        ))
    }

    /// The coordinates drawn by walks, ascending; all others are drawn exactly.
    pub fn walked(&self) -> Vec<usize> {
        let walk = |component: &Component| match &component.way {
            Way::Walk(walk) => walk.coordinates.clone(),
            Way::Reject => Vec::new(),
        };
        let mut all: Vec<usize> = self.plan().components.iter().flat_map(walk).collect();
        all.sort_unstable();
        all
    }

    /// Tries for one world of a component, on average; infinite if the pilot found none.
    fn tries(&self, k: usize, component: &Component, loads: &Loads) -> f64 {
        let mut random = pilot(1, k as u64);
        let mut words = vec![0; self.plan().words];
        let mut point = self.plan().fixed.clone();
        let mut refill = |words: &mut Vec<u32>, slots: &[usize]| {
            slots.iter().for_each(|&slot| words[slot] = random.next_u32());
        };
        let mut pieces: f64 = 0.0;
        for piece in &component.pieces {
            let (mut tries, mut found) = (0, 0);
            while tries < PILOT && found < ENOUGH {
                refill(&mut words, &piece.slots);
                found += u64::from(self.draw_piece(piece, loads, &words, &mut point));
                tries += 1;
            }
            pieces = pieces.max(tries as f64 / found as f64);
        }
        if pieces > MOST_TRIES {
            return f64::INFINITY;
        }
        let (mut tries, mut found) = (0, 0);
        while tries < PILOT && found < ENOUGH {
            for piece in &component.pieces {
                refill(&mut words, &piece.slots);
                while !self.draw_piece(piece, loads, &words, &mut point) {
                    refill(&mut words, &piece.slots);
                }
            }
            found += u64::from(self.agree(&component.said, &point));
            tries += 1;
        }
        pieces * (tries as f64 / found as f64)
    }
}
