//! Which coordinates move together.

use crate::world::{Coordinate, Family, Sum};

/// Weights with what is added to packages, values with it, factors with it; where weights are scaled, they stand alone.
pub(super) fn blocks_of(family: &Family, coordinates: &[usize]) -> Vec<Vec<usize>> {
    let mut kinds: [Vec<usize>; 4] = Default::default();
    let mut scaled = false;
    for &c in coordinates {
        let kind = match family.coordinates()[c] {
            Coordinate::Weight { party, .. } => {
                scaled |= family.minds()[party].sum == Sum::Scaled;
                0
            }
            Coordinate::Value { .. } => 1,
            Coordinate::Factor { .. } => 2,
            _ => 3,
        };
        kinds[kind].push(c);
    }
    let [weights, values, factors, added] = kinds;
    let with = |list: Vec<usize>| [list, added.clone()].concat();
    let mut blocks = Vec::new();
    if !weights.is_empty() {
        blocks.push(if scaled { weights } else { with(weights) });
    }
    let others = [values, factors].into_iter().filter(|list| !list.is_empty());
    blocks.extend(others.map(with));
    if blocks.is_empty() || (scaled && blocks.len() == 1) {
        blocks.push(added);
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}
