//! For each node and each vector of needs, how many ways there are to complete the path so that every need is met.
//!
//! Of a need, what the rest gives in any case is cut off, and one it cannot meet has no ways; needs that no path to the
//! node leaves do not occur. The rest is a box, kept **dense** where it is small enough, or else **listed** by the
//! vectors that do occur.

use super::diagram::Diagram;
use super::wide::Wide;
use super::{MOST_STATES, MOST_WORDS};
use crate::answer::{Limit, Stop};
use crate::budget::Budget;
use crate::problem::Score;
use std::collections::BTreeMap;

/// The needs that occur at a node: from `low`, `size` of them, per column.
struct Shape {
    low: Vec<Score>,
    size: Vec<u128>,
}

impl Shape {
    fn cells(&self) -> u128 {
        self.size.iter().fold(1, |all: u128, &size| all.saturating_mul(size))
    }
}

enum Table<const N: usize> {
    /// No way from here, or not kept.
    None,
    /// Row-major, last column fastest.
    Dense {
        size: Vec<usize>,
        cells: Vec<Wide<N>>,
    },
    Listed(BTreeMap<Vec<Score>, Wide<N>>),
}

/// The tables of a diagram.
pub(super) struct Tables<const N: usize> {
    pub diagram: Diagram,
    /// Per node, what occurs there; `None` where every path to it is lost.
    shapes: Vec<Vec<Option<Shape>>>,
    /// Per node and column, the most the rest can add.
    most: Vec<Vec<Vec<Score>>>,
    layers: Vec<Vec<Table<N>>>,
}

impl<const N: usize> Tables<N> {
    /// Fills the tables; where `keep` is false only that of the root is left.
    pub fn new(diagram: Diagram, keep: bool, budget: &mut Budget) -> Result<Tables<N>, Stop> {
        let (rest, past) = (diagram.rest(), diagram.past());
        let shape = |step: usize, node: usize| -> Option<Shape> {
            let mut shape = Shape { low: Vec::new(), size: Vec::new() };
            for (c, need) in diagram.need.iter().enumerate() {
                let ([least, most], [from, to]) = (rest[step][node][c], past[step][node][c]);
                if from > to || need - to > most {
                    return None;
                }
                let low = least.max(need - to);
                let high = most.min(need - from);
                shape.low.push(low);
                shape.size.push((high - low).max(0).unsigned_abs() + 1);
            }
            Some(shape)
        };
        let shapes: Vec<Vec<Option<Shape>>> = diagram
            .layers
            .iter()
            .enumerate()
            .map(|(step, layer)| (0..layer.len()).map(|node| shape(step, node)).collect())
            .collect();
        let most = rest
            .into_iter()
            .map(|layer| layer.into_iter().map(|node| node.into_iter().map(|[_, m]| m).collect()).collect())
            .collect();
        let layers = diagram.layers.iter().map(|l| l.iter().map(|_| Table::None).collect()).collect();
        let mut tables = Tables { diagram, shapes, most, layers };
        let cells: Vec<u128> = tables
            .shapes
            .iter()
            .map(|l| l.iter().flatten().map(Shape::cells).fold(0, u128::saturating_add))
            .collect();
        let alive = match keep {
            true => cells.iter().copied().fold(0, u128::saturating_add),
            false => cells.windows(2).map(|w| w[0].saturating_add(w[1])).max().unwrap_or(1),
        };
        let dense = alive.saturating_mul(N as u128) <= u128::from(MOST_WORDS);
        // Listed states are never more than the paths.
        let paths = tables.diagram.layers.iter().fold(1u128, |all, layer| {
            all.saturating_mul(layer.iter().map(Vec::len).max().unwrap_or(0).max(1) as u128)
        });
        if dense && cells.iter().copied().fold(0, u128::saturating_add) < paths.saturating_mul(64) {
            tables.fill_dense(keep, budget)?;
        } else {
            // Who keeps tables to draw from has a coarser grid to fall back on, and should not wait for it.
            tables.list(if keep { MOST_STATES / 8 } else { MOST_STATES }, budget)?;
            tables.fill_listed(budget)?;
        }
        Ok(tables)
    }

    /// The ways from the root.
    pub fn total(&self) -> Wide<N> {
        self.ways(0, 0, &self.diagram.need)
    }

    /// The ways from a node with these needs.
    pub fn ways(&self, step: usize, node: usize, need: &[Score]) -> Wide<N> {
        let Some(shape) = &self.shapes[step][node] else { return Wide::ZERO };
        if need.iter().zip(&self.most[step][node]).any(|(d, most)| d > most) {
            return Wide::ZERO;
        }
        match &self.layers[step][node] {
            Table::None => Wide::ZERO,
            Table::Dense { size, cells } => {
                let mut at = 0;
                for ((d, low), size) in need.iter().zip(&shape.low).zip(size) {
                    at = at * size + (d - low).max(0) as usize;
                }
                cells[at]
            }
            Table::Listed(ways) => {
                let cut: Vec<Score> = need.iter().zip(&shape.low).map(|(&d, &low)| d.max(low)).collect();
                ways.get(&cut).copied().unwrap_or(Wide::ZERO)
            }
        }
    }

    fn fill_dense(&mut self, keep: bool, budget: &mut Budget) -> Result<(), Stop> {
        let last = self.diagram.layers.len() - 1;
        for step in (0..=last).rev() {
            for node in 0..self.diagram.layers[step].len() {
                let Some(shape) = &self.shapes[step][node] else { continue };
                let size: Vec<usize> = shape.size.iter().map(|&s| s as usize).collect();
                let whole: usize = size.iter().product();
                let first = if step == last { Wide::one() } else { Wide::ZERO };
                let mut cells = vec![first; whole];
                let arcs = &self.diagram.layers[step][node];
                for arc in arcs {
                    budget.spend(1 + whole as u64 / 16)?;
                    let (Some(child), Table::Dense { size: child_size, cells: from }) =
                        (&self.shapes[step + 1][arc.to], &self.layers[step + 1][arc.to])
                    else {
                        continue;
                    };
                    // Place `j` of a column stands for the child's place `j - shift`, but never below its first.
                    let shift: Vec<Score> =
                        (0..size.len()).map(|c| child.low[c] + arc.add[c] - shape.low[c]).collect();
                    add_shifted((&mut cells, &size), (from, child_size), &shift);
                }
                self.layers[step][node] = Table::Dense { size, cells };
            }
            if !keep && step < last {
                self.layers[step + 1].iter_mut().for_each(|t| *t = Table::None);
            }
        }
        Ok(())
    }

    /// Lists the needs that occur, forwards; no more than so many.
    fn list(&mut self, most: usize, budget: &mut Budget) -> Result<(), Stop> {
        let mut states = 0;
        let root = self.cut(0, 0, &self.diagram.need);
        self.layers[0][0] = Table::Listed(root.into_iter().map(|need| (need, Wide::ZERO)).collect());
        for step in 0..self.diagram.layers.len() - 1 {
            let mut next: Vec<BTreeMap<Vec<Score>, Wide<N>>> =
                self.diagram.layers[step + 1].iter().map(|_| BTreeMap::new()).collect();
            for (arcs, table) in self.diagram.layers[step].iter().zip(&self.layers[step]) {
                let Table::Listed(needs) = table else { continue };
                for need in needs.keys() {
                    budget.spend(arcs.len() as u64)?;
                    for arc in arcs {
                        let left: Vec<Score> = need.iter().zip(&arc.add).map(|(d, a)| d - a).collect();
                        let Some(left) = self.cut(step + 1, arc.to, &left) else { continue };
                        if next[arc.to].insert(left, Wide::ZERO).is_none() {
                            states += 1;
                            if states > most || (states * N) as u64 > MOST_WORDS {
                                return Err(Stop::Limit(Limit::Counts));
                            }
                        }
                    }
                }
            }
            self.layers[step + 1] = next.into_iter().map(Table::Listed).collect();
        }
        Ok(())
    }

    /// A vector of needs as it is kept at a node, or `None` if it cannot be met.
    fn cut(&self, step: usize, node: usize, need: &[Score]) -> Option<Vec<Score>> {
        let shape = self.shapes[step][node].as_ref()?;
        if need.iter().zip(&self.most[step][node]).any(|(d, most)| d > most) {
            return None;
        }
        Some(need.iter().zip(&shape.low).map(|(&d, &low)| d.max(low)).collect())
    }

    fn fill_listed(&mut self, budget: &mut Budget) -> Result<(), Stop> {
        let last = self.diagram.layers.len() - 1;
        for step in (0..=last).rev() {
            for node in 0..self.diagram.layers[step].len() {
                let Table::Listed(needs) = std::mem::replace(&mut self.layers[step][node], Table::None)
                else {
                    continue;
                };
                let arcs = &self.diagram.layers[step][node];
                let mut filled = BTreeMap::new();
                for need in needs.into_keys() {
                    budget.spend(1 + arcs.len() as u64)?;
                    let mut ways = if step == last { Wide::one() } else { Wide::ZERO };
                    for arc in arcs {
                        let left: Vec<Score> = need.iter().zip(&arc.add).map(|(d, a)| d - a).collect();
                        ways.add(&self.ways(step + 1, arc.to, &left));
                    }
                    filled.insert(need, ways);
                }
                self.layers[step][node] = Table::Listed(filled);
            }
        }
        Ok(())
    }
}

/// Adds to each cell the cell of `from` at its place less `shift`, or the first where that is below it; nothing where
/// it is beyond the last.
fn add_shifted<const N: usize>(
    (cells, size): (&mut [Wide<N>], &[usize]),
    (from, from_size): (&[Wide<N>], &[usize]),
    shift: &[Score],
) {
    let Some(inner) = size.len().checked_sub(1) else {
        cells[0].add(&from[0]);
        return;
    };
    // Per column and place, the place there.
    let place = |c: usize, j: usize| -> Option<usize> {
        let there = (j as Score - shift[c]).max(0);
        (there < from_size[c] as Score).then_some(there as usize)
    };
    let (row, from_row) = (size[inner], from_size[inner]);
    // Places up to `flat` fall on the first cell there, the rest side by side up to `end`.
    let flat = (shift[inner] + 1).clamp(0, row as Score) as usize;
    let end = (shift[inner] + from_row as Score).clamp(0, row as Score) as usize;
    let start = flat as Score - shift[inner];
    let mut at = vec![0; inner];
    'rows: for cells in cells.chunks_mut(row) {
        let mut origin = Some(0);
        for c in 0..inner {
            origin = origin.zip(place(c, at[c])).map(|(o, there)| o * from_size[c] + there);
        }
        if let Some(origin) = origin {
            let from = &from[origin * from_row..][..from_row];
            for cell in &mut cells[..flat] {
                cell.add(&from[0]);
            }
            if flat < end {
                // Here `start ≥ 0`: at a negative shift `flat` is 0.
                for (cell, other) in cells[flat..end].iter_mut().zip(&from[start as usize..]) {
                    cell.add(other);
                }
            }
        }
        for c in (0..inner).rev() {
            at[c] += 1;
            if at[c] < size[c] {
                continue 'rows;
            }
            at[c] = 0;
        }
    }
}
