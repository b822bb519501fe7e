//! Which of many points no other beats.
//!
//! Points come in falling lexicographic order, equal ones merged, so that only an earlier point can beat a later one
//! and the first column never has to be compared again.

use super::pack::{Column, Columns, Key};
use super::tree::Tree;

/// A candidate: its key, and its number among the candidates.
#[derive(Clone, Copy)]
pub(super) struct Entry<const W: usize> {
    pub key: Key<W>,
    pub at: u32,
}

/// Widest column for which the staircase is a plain table.
const TABLE: u128 = 1 << 16;

/// Marks the entries no earlier one beats. `masks` is empty where no lines are counted.
pub(super) fn efficient<const W: usize>(
    columns: &Columns,
    entries: &[Entry<W>],
    masks: &[u128],
) -> Vec<bool> {
    // A column in which all points are the same decides nothing.
    let live: Vec<&Column> = columns.all().iter().filter(|c| c.top > 0).collect();
    let rest = live.get(1..).unwrap_or_default();
    match (rest, masks.is_empty()) {
        ([], true) => (0..entries.len()).map(|k| k == 0).collect(),
        ([y], true) => two(y, entries),
        ([y, z], true) if y.top < TABLE && z.is_narrow() => three(y, z, entries),
        _ => many(rest, entries, masks),
    }
}

fn two<const W: usize>(y: &Column, entries: &[Entry<W>]) -> Vec<bool> {
    let mut best = None;
    entries
        .iter()
        .map(|e| {
            let here = Some(y.get(&e.key));
            let keep = here > best;
            best = best.max(here);
            keep
        })
        .collect()
}

/// `stairs[y]` is one more than the largest `z` kept with at least `y`: it falls with `y`, so a new point raises a run of
/// entries that ends at the first that is high enough.
fn three<const W: usize>(y: &Column, z: &Column, entries: &[Entry<W>]) -> Vec<bool> {
    let mut stairs = vec![0u32; y.top as usize + 1];
    entries
        .iter()
        .map(|e| {
            let (y, z) = (y.narrow(&e.key) as usize, z.narrow(&e.key));
            if stairs[y] > z {
                return false;
            }
            for step in stairs[..=y].iter_mut().rev() {
                if *step > z {
                    break;
                }
                *step = z + 1;
            }
            true
        })
        .collect()
}

fn many<const W: usize>(rest: &[&Column], entries: &[Entry<W>], masks: &[u128]) -> Vec<bool> {
    // Without any coordinate left the masks alone decide: one that is the same for all stands in.
    let d = rest.len().max(1);
    let points = coordinates(rest, d, entries);
    let mut tree = Tree::new(d, &points, !masks.is_empty());
    // Points from the same place come in a similar order: what beat the last one of them often beats the next.
    let mut hints = [None; 256];
    entries
        .iter()
        .enumerate()
        .map(|(k, e)| {
            let point = &points[k * d..][..d];
            let mask = masks.get(k).copied().unwrap_or(0);
            let hint = &mut hints[(e.at >> 8) as usize % 256];
            match tree.beaten_in(point, mask, *hint) {
                Some(leaf) => {
                    *hint = Some(leaf);
                    false
                }
                None => {
                    tree.keep(point, mask);
                    true
                }
            }
        })
        .collect()
}

/// The coordinates of every entry, or their ranks among all entries where a column is too wide: only the order counts.
fn coordinates<const W: usize>(columns: &[&Column], d: usize, entries: &[Entry<W>]) -> Vec<u32> {
    let mut points = vec![0u32; d * entries.len()];
    for (c, column) in columns.iter().enumerate() {
        if column.is_narrow() {
            for (k, e) in entries.iter().enumerate() {
                points[k * d + c] = column.narrow(&e.key);
            }
        } else {
            let values: Vec<u128> = entries.iter().map(|e| column.get(&e.key)).collect();
            let mut ranked = values.clone();
            ranked.sort_unstable();
            ranked.dedup();
            for (k, v) in values.iter().enumerate() {
                points[k * d + c] = ranked.partition_point(|r| r < v) as u32;
            }
        }
    }
    points
}
