//! Which of many points no other beats, by one pass.
//!
//! Points come in falling lexicographic order, equal ones merged, so that only an earlier point can beat a later one
//! and the first coordinate never has to be compared.

use super::tree::Tree;
use crate::answer::Stop;
use crate::budget::Budget;
use std::collections::BTreeMap;

/// Most entries of a staircase that is a plain table.
const TABLE: usize = 1 << 16;
/// Most entries of one over two coordinates.
const CELLS: usize = 1 << 22;

/// Marks the points no earlier one beats. `rest` holds all coordinates but the first, `d` for each of `n` points, larger
/// is better; `masks`, one per point, of which fewer bits are better, is empty where there are none.
pub(crate) fn efficient(
    [n, d]: [usize; 2],
    rest: &[i32],
    masks: &[u128],
    budget: &mut Budget,
) -> Result<Vec<bool>, Stop> {
    Ok(match (d, masks.is_empty()) {
        (0, true) => (0..n).map(|k| k == 0).collect(),
        (1, true) => one(rest.iter().copied()),
        (2, true) => {
            let top = rest.iter().step_by(2).max().map_or(0, |&y| y as usize);
            let points = rest.chunks_exact(2).map(|p| (p[0], p[1]));
            if top < TABLE { two(top, points) } else { two_sparse(points) }
        }
        (3, true) => {
            let top = |c: usize| rest.iter().skip(c).step_by(3).max().map_or(0, |&y| y as usize + 1);
            if top(0) * top(1) <= CELLS {
                three([top(0), top(1)], rest)
            } else {
                many(d, rest, masks, budget)?
            }
        }
        // Without any coordinate the masks alone decide: one that is the same for all stands in.
        (0, false) => many(1, &vec![0; n], masks, budget)?,
        _ => many(d, rest, masks, budget)?,
    })
}

pub(super) fn one<T: Ord + Copy>(points: impl Iterator<Item = T>) -> Vec<bool> {
    let mut best = None;
    points
        .map(|y| {
            let keep = Some(y) > best;
            best = best.max(Some(y));
            keep
        })
        .collect()
}

/// `stairs[y]` is one more than the largest `z` kept with at least `y`: it falls with `y`, so a new point raises a run of
/// entries that ends at the first that is high enough.
fn two(top: usize, points: impl Iterator<Item = (i32, i32)>) -> Vec<bool> {
    let mut stairs = vec![0i32; top + 1];
    points
        .map(|(y, z)| {
            if stairs[y as usize] > z {
                return false;
            }
            for step in stairs[..=y as usize].iter_mut().rev() {
                if *step > z {
                    break;
                }
                *step = z + 1;
            }
            true
        })
        .collect()
}

/// The same over two coordinates: `stairs[y][z]` is one more than the largest `w` kept with at least `y` and `z`. It falls
/// both ways, so a new point raises a region that ends, row by row, where it is high enough.
fn three([rows, columns]: [usize; 2], points: &[i32]) -> Vec<bool> {
    let mut stairs = vec![0i32; rows * columns];
    points
        .chunks_exact(3)
        .map(|point| {
            let (y, z, w) = (point[0] as usize, point[1] as usize, point[2]);
            if stairs[y * columns + z] > w {
                return false;
            }
            for row in stairs[..(y + 1) * columns].chunks_exact_mut(columns).rev() {
                if row[z] > w {
                    break;
                }
                for step in row[..=z].iter_mut().rev() {
                    if *step > w {
                        break;
                    }
                    *step = w + 1;
                }
            }
            true
        })
        .collect()
}

/// The same with the corners of the staircase only.
fn two_sparse(points: impl Iterator<Item = (i32, i32)>) -> Vec<bool> {
    let mut stairs: BTreeMap<i32, i32> = BTreeMap::new();
    points
        .map(|(y, z)| {
            if stairs.range(y..).next().is_some_and(|(_, &top)| top >= z) {
                return false;
            }
            while let Some((&below, &top)) = stairs.range(..=y).next_back() {
                if top > z {
                    break;
                }
                stairs.remove(&below);
            }
            stairs.insert(y, z);
            true
        })
        .collect()
}

fn many(d: usize, points: &[i32], masks: &[u128], budget: &mut Budget) -> Result<Vec<bool>, Stop> {
    let mut tree = Tree::new(d, points, !masks.is_empty());
    let mut coarse = (d == 3 && masks.is_empty()).then(|| Coarse::new(points));
    // Points from the same place come in a similar order: what beat the last one often beats the next.
    let mut hint = None;
    let mut keep = Vec::with_capacity(points.len() / d);
    for (k, point) in points.chunks_exact(d).enumerate() {
        if coarse.as_ref().is_some_and(|c| c.beats(point)) {
            keep.push(false);
            continue;
        }
        let mask = masks.get(k).copied().unwrap_or(0);
        match tree.beaten_in(point, mask, hint) {
            Some(leaf) => {
                hint = Some(leaf);
                keep.push(false);
            }
            None => {
                tree.keep(point, mask);
                if let Some(coarse) = &mut coarse {
                    coarse.keep(point);
                }
                keep.push(true);
            }
        }
        // Two nodes of the tree take about as long as one unit of other work.
        if k % 1024 == 0 {
            budget.spend(std::mem::take(&mut tree.visits) / 2)?;
        }
    }
    Ok(keep)
}

/// A staircase over cells of two coordinates, which settles most points at a glance: a point is beaten by any that was kept
/// in a higher cell both ways with at least its third coordinate. What it does not settle is for the tree.
struct Coarse {
    shifts: [u32; 2],
    /// `stairs[y][z]` is one more than the largest third coordinate kept in cells of at least `y` and `z`.
    stairs: Vec<i32>,
}

/// Cells in a row of a [`Coarse`] staircase.
const SIDE: usize = 1 << 9;

impl Coarse {
    fn new(points: &[i32]) -> Coarse {
        let bits = |c: usize| points.iter().skip(c).step_by(3).max().map_or(0, |v| 32 - v.leading_zeros());
        // The highest cell of a row is never asked for: its points have none above.
        Coarse { shifts: [0, 1].map(|c| bits(c).saturating_sub(9)), stairs: vec![0; (SIDE + 1) * (SIDE + 1)] }
    }

    fn cell(&self, point: &[i32]) -> [usize; 2] {
        [0, 1].map(|c| (point[c] >> self.shifts[c]) as usize)
    }

    #[inline]
    fn beats(&self, point: &[i32]) -> bool {
        let [y, z] = self.cell(point);
        self.stairs[(y + 1) * (SIDE + 1) + z + 1] > point[2]
    }

    fn keep(&mut self, point: &[i32]) {
        let ([y, z], w) = (self.cell(point), point[2]);
        for row in self.stairs[..(y + 1) * (SIDE + 1)].chunks_exact_mut(SIDE + 1).rev() {
            if row[z] > w {
                break;
            }
            for step in row[..=z].iter_mut().rev() {
                if *step > w {
                    break;
                }
                *step = w + 1;
            }
        }
    }
}
