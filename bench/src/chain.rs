//! Problems whose neighbouring issues interact: a chain of pairs.
//!
//! Pair `j` ties issue `j` to issue `j + 1`, for `j = 0 … pairs - 1`. Its numbers come from the stream of the seed with tag
//! 1 (`stream.rs`). Pair after pair draws six different combinations, each as `⌊U k⌋` of the first issue, then of the
//! second, and drawn again where it stood already. The first three are synergies: after all six combinations are
//! drawn, party after party gets `U · scale / (4 issues)` points for each, rounded to the nearest grid point. The last
//! three are forbidden. Values and no deal are those of the additive space.

use crate::space::{Space, parts};
use crate::stream::Stream;
use zopa_core::problem::{Literal, Opt, Pair, Problem, Rule, Score};

/// Combinations of a pair that are worth more together.
pub const SYNERGIES: usize = 3;
/// Combinations of a pair that are forbidden.
pub const FORBIDDEN: usize = 3;

/// The problem of a space with `pairs` pair tables along a chain.
///
/// # Panics
/// If there are not that many neighbours, or fewer than six combinations of two options.
pub fn chained(space: &Space, pairs: usize) -> Problem {
    assert!(pairs < space.issues, "a chain of {pairs} pairs needs {} issues", pairs + 1);
    assert!(space.options * space.options >= SYNERGIES + FORBIDDEN, "two options are too few");
    let mut parts = parts(space);
    let mut stream = Stream::new(space.seed, 1);
    let k = space.options;
    for first in 0..pairs {
        let mut drawn: Vec<[usize; 2]> = Vec::new();
        while drawn.len() < SYNERGIES + FORBIDDEN {
            let combination = [stream.below(k), stream.below(k)];
            if !drawn.contains(&combination) {
                drawn.push(combination);
            }
        }
        for party in 0..space.parties {
            let mut points = vec![0; k * k];
            for [a, b] in &drawn[..SYNERGIES] {
                points[a * k + b] =
                    (stream.unit() * space.scale as f64 / (4 * space.issues) as f64).round() as Score;
            }
            parts.pairs.push(Pair { party, issues: [first, first + 1], points });
        }
        let avoided = |issue: usize, option: usize| Literal { opt: Opt { issue, option }, chosen: false };
        let forbidden = drawn[SYNERGIES..].iter();
        parts
            .rules
            .extend(forbidden.map(|&[a, b]| Rule::Clause(vec![avoided(first, a), avoided(first + 1, b)])));
    }
    Problem::new(parts).expect("sizes within the limits of a problem")
}
