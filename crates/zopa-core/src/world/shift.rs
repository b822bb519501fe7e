//! Moving one number of a point while the others stay, as far as sums allow; and which numbers cannot move alone.

use super::family::Family;
use super::{Coordinate, Sum};

/// What rounding can do to a sum of weights.
const SLACK: f64 = 1e-9;

impl Family {
    /// Where a coordinate can be when the others of its sum are free in their ranges: its own range or, for a weight of a
    /// party whose weights sum to 100, the part of it that leaves the others a sum they can have.
    ///
    /// # Panics
    /// If there is no such coordinate.
    pub fn room(&self, coordinate: usize) -> [f64; 2] {
        let own = self.quantity(coordinate);
        let Coordinate::Weight { party, .. } = self.coordinates()[coordinate] else {
            return [own.low, own.high];
        };
        if self.minds()[party].sum != Sum::Hundred {
            return [own.low, own.high];
        }
        let first = self.place(party).weights;
        let others = (first..first + self.structure().m()).filter(|&c| c != coordinate);
        let (low, high) = others.fold((0.0, 0.0), |(low, high), c| {
            let q = self.quantity(c);
            (low + q.low, high + q.high)
        });
        [own.low.max(100.0 - high), own.high.min(100.0 - low)]
    }

    /// Brings weights that have to sum to 100 back to that sum after those of `keep` were moved: the other weights of the
    /// party all go the same share of the way to the ends of their ranges. `false`, and nothing certain about the point, if
    /// they cannot.
    pub fn rebalance(&self, point: &mut [f64], keep: &[usize]) -> bool {
        for (p, mind) in self.minds().iter().enumerate().filter(|(_, mind)| mind.sum == Sum::Hundred) {
            let first = self.place(p).weights;
            let all = first..first + mind.weights.len();
            let lacks = 100.0 - point[all.clone()].iter().sum::<f64>();
            if lacks.abs() <= SLACK {
                continue;
            }
            let free = || all.clone().filter(|c| !keep.contains(c));
            let way = |c: usize, x: f64| {
                let q = self.quantity(c);
                if lacks > 0.0 { q.high - x } else { q.low - x }
            };
            let most: f64 = free().map(|c| way(c, point[c])).sum();
            if lacks.abs() > most.abs() + SLACK {
                return false;
            }
            let part = (lacks / most).min(1.0);
            for c in free() {
                point[c] += part * way(c, point[c]);
            }
        }
        true
    }

    /// The coordinates that depend on each other when worlds are drawn, set by set in the order of the first of each: those
    /// of one sum, link or statement, directly or through others. A coordinate that is in none is independent of all others.
    pub fn tied(&self) -> Vec<Vec<usize>> {
        let members = |component: &super::plan::Component| {
            let mut all: Vec<usize> = Vec::new();
            for piece in &component.pieces {
                all.extend(&piece.plain);
                all.extend(piece.linked.iter().map(|linked| linked.0));
                all.extend(piece.hundreds.iter().flat_map(|hundred| &hundred.members));
            }
            all.sort_unstable();
            all.dedup();
            all
        };
        self.plan().components.iter().map(members).collect()
    }
}
