//! Orders that sorting settles.
//!
//! Where numbers have one distribution in which they may change places, their distribution given an order is that of the
//! sorted numbers.

use std::collections::{BTreeMap, BTreeSet};

/// Disjoint chains of an order given as pairs (above, below), longest first, each of two or more. Numbers that are above
/// themselves, by way of others, are in none.
pub(super) fn runs(pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut left: BTreeSet<usize> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    let mut runs = Vec::new();
    loop {
        let run = longest(pairs, &left);
        if run.len() < 2 {
            return runs;
        }
        run.iter().for_each(|c| {
            left.remove(c);
        });
        runs.push(run);
    }
}

/// The longest chain of those left.
fn longest(pairs: &[(usize, usize)], left: &BTreeSet<usize>) -> Vec<usize> {
    let edges = || pairs.iter().filter(|(a, b)| left.contains(a) && left.contains(b));
    // Per number whose numbers below are all known: the length of the longest chain down from it, and the next in it.
    let mut known: BTreeMap<usize, (usize, Option<usize>)> = BTreeMap::new();
    loop {
        let before = known.len();
        for &c in left {
            let below = || edges().filter(|e| e.0 == c).map(|e| e.1);
            if !known.contains_key(&c) && below().all(|b| known.contains_key(&b)) {
                let next = below().max_by_key(|b| known[b].0);
                known.insert(c, (1 + next.map_or(0, |b| known[&b].0), next));
            }
        }
        if known.len() == before {
            break;
        }
    }
    let mut run = Vec::new();
    let mut at = known.iter().max_by_key(|(_, (length, _))| *length).map(|(c, _)| *c);
    while let Some(c) = at {
        run.push(c);
        at = known[&c].1;
    }
    run
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn chains_are_found_in_orders_however_they_are_given() {
        assert_eq!(runs(&[(2, 1), (1, 3)]), [[2, 1, 3]]);
        assert_eq!(runs(&[(1, 3), (2, 3), (2, 1)]), [[2, 1, 3]]);
        assert_eq!(runs(&[(1, 2), (1, 3), (1, 4)]).len(), 1);
        assert_eq!(runs(&[(5, 6), (1, 2), (2, 3)]), [vec![1, 2, 3], vec![5, 6]]);
        // What is tied is not ordered.
        assert_eq!(runs(&[(1, 2), (2, 1), (3, 4)]), [[3, 4]]);
    }
}
