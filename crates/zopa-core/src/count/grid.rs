//! The same diagram on a coarser grid, such that every package that reaches the needs still does.

use super::diagram::{Diagram, ceiling};
use crate::problem::Score;

impl Diagram {
    /// Per node and column, the least and the most the rest of a path can add: `rest[step][node][column]`.
    pub fn rest(&self) -> Vec<Vec<Vec<[Score; 2]>>> {
        let width = self.need.len();
        let mut all: Vec<Vec<Vec<[Score; 2]>>> =
            self.layers.iter().map(|layer| vec![vec![[0, 0]; width]; layer.len()]).collect();
        for step in (0..self.layers.len() - 1).rev() {
            let (before, later) = all.split_at_mut(step + 1);
            for (bounds, arcs) in before[step].iter_mut().zip(&self.layers[step]) {
                for (c, bound) in bounds.iter_mut().enumerate() {
                    let ends = || arcs.iter().map(|arc| later[0][arc.to][c].map(|v| v + arc.add[c]));
                    *bound =
                        [ends().map(|e| e[0]).min().unwrap_or(0), ends().map(|e| e[1]).max().unwrap_or(0)];
                }
            }
        }
        all
    }

    /// Per node and column, the least and the most a path up to it has added.
    pub fn past(&self) -> Vec<Vec<Vec<[Score; 2]>>> {
        let width = self.need.len();
        let mut all: Vec<Vec<Vec<[Score; 2]>>> = self
            .layers
            .iter()
            .map(|layer| vec![vec![[Score::MAX, Score::MIN]; width]; layer.len()])
            .collect();
        all[0][0].fill([0, 0]);
        for (step, layer) in self.layers.iter().enumerate() {
            for (node, arcs) in layer.iter().enumerate() {
                for arc in arcs {
                    let (before, later) = all.split_at_mut(step + 1);
                    let ends =
                        before[step][node].iter().zip(&arc.add).map(|(ends, add)| ends.map(|v| v + add));
                    for (there, [low, high]) in later[0][arc.to].iter_mut().zip(ends) {
                        *there = [there[0].min(low), there[1].max(high)];
                    }
                }
            }
        }
        all
    }

    /// Puts each column on a grid of about `grid` steps over its widest table. Answers whether anything was rounded.
    ///
    /// An entry `a` becomes `a'`, the multiple of the step `h` nearest to it, divided by `h`. With `e = a - a' h` and
    /// `E` the largest sum of `e` over any path, a path with `Σ a ≥ need` has `Σ a' ≥ (need - E) / h`.
    pub fn coarsen(&mut self, grid: u32) -> bool {
        let (rest, past) = (self.rest(), self.past());
        let mut rounded = false;
        for c in 0..self.need.len() {
            let span = |step: usize, node: usize| {
                let ([least, most], [low, high]) = (rest[step][node][c], past[step][node][c]);
                most.min(self.need[c] - low) - least.max(self.need[c] - high)
            };
            let nodes = self.layers.iter().enumerate().flat_map(|(s, l)| (0..l.len()).map(move |n| (s, n)));
            let reached = nodes.filter(|&(s, n)| past[s][n][c][0] <= past[s][n][c][1]);
            let widest = reached.map(|(s, n)| span(s, n)).max().unwrap_or(0);
            let step = ceiling(widest, Score::from(grid.max(1)));
            if step <= 1 {
                continue;
            }
            rounded = true;
            let mut worst: Vec<Score> = vec![0; self.layers[self.layers.len() - 1].len()];
            for layer in self.layers.iter_mut().rev().skip(1) {
                let errors = layer.iter_mut().map(|arcs| {
                    let one = |arc: &mut super::diagram::Arc| {
                        let near = (2 * arc.add[c] + step).div_euclid(2 * step);
                        let error = arc.add[c] - near * step;
                        arc.add[c] = near;
                        error + worst[arc.to]
                    };
                    arcs.iter_mut().map(one).max().unwrap_or(0)
                });
                worst = errors.collect();
            }
            self.need[c] = ceiling(self.need[c] - worst[0], step);
        }
        rounded
    }
}
