//! Two columns: one slot per index of the first holds the best of the second.
//!
//! No sorting is needed: the candidates fill the slots, one pass from the top drops what an earlier slot beats, and a
//! second look at the candidates counts those that made it.

use super::fronts::{Front, Gate, MANY, Source, Trail};
use super::pack::{Column, add};
use crate::answer::{Limit, Stop};

/// Most slots.
pub(super) const MOST_SLOTS: u128 = 1 << 17;

/// A slot that holds an efficient point.
struct Slot {
    key_of: u32,
    count: u128,
    from: Option<(u32, u32)>,
}

/// The efficient points of several fronts, each with an option added; `x` and `y` are the columns that decide.
pub(super) fn merge<const W: usize>(
    columns: [&Column; 2],
    sources: &[Source<W>],
    gate: &Gate,
    trail: &mut Trail,
) -> Result<Front<W>, Stop> {
    let [x, y] = columns;
    let size = x.top as usize + 1;
    // One more than the best second index of each first one; 0 where there is no candidate.
    let mut best = vec![0u32; size];
    for source in sources {
        candidates(source, gate, columns, |_, at, value| best[at] = best[at].max(value));
    }
    let mut slots: Vec<Slot> = Vec::new();
    let mut slot_of = vec![0u32; size];
    let mut highest = 0;
    for at in (0..size).rev() {
        if best[at] > highest {
            highest = best[at];
            slot_of[at] = slots.len() as u32;
            slots.push(Slot { key_of: at as u32, count: 0, from: None });
        } else {
            best[at] = 0;
        }
    }
    for source in sources {
        candidates(source, gate, columns, |k, at, value| {
            if best[at] == value {
                let slot = &mut slots[slot_of[at] as usize];
                slot.count = slot.count.checked_add(source.front.counts[k]).unwrap_or(MANY);
                slot.from.get_or_insert((source.front.trail[k], source.option));
            }
        });
    }
    let mut front = Front { keys: Vec::new(), masks: Vec::new(), counts: Vec::new(), trail: Vec::new() };
    for slot in slots {
        let Some(from) = slot.from else { continue };
        let mut key = [0; W];
        x.put(&mut key, u128::from(slot.key_of));
        y.put(&mut key, u128::from(best[slot.key_of as usize] - 1));
        front.keys.push(key);
        front.counts.push(slot.count);
        front.trail.push(u32::try_from(trail.0.len()).map_err(|_| Stop::Limit(Limit::Points))?);
        trail.0.push(from);
    }
    Ok(front)
}

/// Shows every candidate of a source: its place there, its first index, and its second index plus one.
#[inline]
fn candidates<const W: usize>(
    source: &Source<W>,
    gate: &Gate,
    [x, y]: [&Column; 2],
    mut see: impl FnMut(usize, usize, u32),
) {
    if gate.is_open() {
        for (k, key) in source.front.keys.iter().enumerate() {
            let key = add(key, &source.shift);
            see(k, x.narrow(&key) as usize, y.narrow(&key) + 1);
        }
        return;
    }
    for (k, key) in source.front.keys.iter().enumerate() {
        let Some(key) = gate.pass(add(key, &source.shift)) else { continue };
        see(k, x.narrow(&key) as usize, y.narrow(&key) + 1);
    }
}
