//! Where the truth of a case comes from.

use super::case::{ISSUES, Numbers, Range, Side, Synthetic};
use super::chance::{Chance, below, quantile};

/// How strongly numbers go together where the scenario does not say so.
pub const TIED: f64 = 0.5;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// The distributions the scenario states.
    Declared,
    /// Every number at one end of its range.
    Corners,
    /// A party's values rise with one cause, and its no deal falls with it (`false`) or rises with it (`true`).
    Tied(bool),
    /// Every number from a range half as wide again.
    Outside,
}

impl Truth {
    pub fn draw(self, case: &Synthetic, chance: &mut Chance) -> Numbers {
        std::array::from_fn(|p| self.side(&case.sides[p], chance))
    }

    fn side(self, side: &Side<Range>, chance: &mut Chance) -> Side<f64> {
        match self {
            Truth::Declared => Side {
                weights: weights(&side.weights, chance),
                values: side.values.map(|row| row.map(|range| chance.of(&range))),
                no_deal: chance.of(&side.no_deal),
            },
            Truth::Corners => Side {
                weights: corner(&side.weights, chance),
                values: side.values.map(|row| row.map(|range| end(&range, chance))),
                no_deal: end(&side.no_deal, chance),
            },
            Truth::Tied(with) => {
                let cause = chance.normal();
                let mut tied = |range: &Range, sign: f64| {
                    let own = (1.0 - TIED).sqrt() * chance.normal();
                    quantile(range, below(sign * TIED.sqrt() * cause + own))
                };
                let values = side.values.map(|row| row.map(|range| tied(&range, 1.0)));
                let no_deal = tied(&side.no_deal, if with { 1.0 } else { -1.0 });
                // Weights share 100, so they cannot all rise.
                Side { weights: weights(&side.weights, chance), values, no_deal }
            }
            Truth::Outside => Side {
                weights: weights(&side.weights.map(|range| wider(&range, 0.0)), chance),
                values: side.values.map(|row| {
                    row.map(|range| chance.of(&wider(&range, f64::NEG_INFINITY)).clamp(0.0, 100.0))
                }),
                no_deal: chance.of(&wider(&side.no_deal, f64::NEG_INFINITY)),
            },
        }
    }
}

/// Weights of the ranges that sum to 100, by plain rejection: all but the widest are drawn, and it is what is left.
fn weights(ranges: &[Range; ISSUES], chance: &mut Chance) -> [f64; ISSUES] {
    let width = |i: usize| ranges[i].high - ranges[i].low;
    let last = (1..ISSUES).fold(0, |widest, i| if width(i) > width(widest) { i } else { widest });
    loop {
        let mut weights = [0.0; ISSUES];
        for i in (0..ISSUES).filter(|&i| i != last) {
            weights[i] = chance.of(&ranges[i]);
        }
        weights[last] = 100.0 - weights.iter().sum::<f64>();
        if chance.keeps(&ranges[last], weights[last]) {
            return weights;
        }
    }
}

fn end(range: &Range, chance: &mut Chance) -> f64 {
    if chance.uniform() < 0.5 { range.low } else { range.high }
}

/// Weights at ends of their ranges, then moved one after the other, in random order, until they sum to 100.
fn corner(ranges: &[Range; ISSUES], chance: &mut Chance) -> [f64; ISSUES] {
    let mut weights: [f64; ISSUES] = std::array::from_fn(|i| end(&ranges[i], chance));
    for i in chance.order::<ISSUES>() {
        let left = 100.0 - weights.iter().sum::<f64>();
        weights[i] = (weights[i] + left).clamp(ranges[i].low, ranges[i].high);
    }
    assert!((weights.iter().sum::<f64>() - 100.0).abs() < 1e-9);
    weights
}

/// The range half as wide again, a quarter of it at either side; its best value stays at the same part of it.
fn wider(range: &Range, least: f64) -> Range {
    let quarter = (range.high - range.low) / 4.0;
    Range { low: (range.low - quarter).max(least), high: range.high + quarter, best: range.best }
}
