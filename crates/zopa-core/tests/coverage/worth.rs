//! What follows from the numbers of a world, by looking at all packages.

use super::case::{ISSUES, Numbers, OPTIONS, PARTIES};

/// Packages that differ in the first three issues, and in the last two.
const LEFT: usize = OPTIONS * OPTIONS * OPTIONS;
const RIGHT: usize = OPTIONS * OPTIONS;

/// What zopa states of a case, each per party, in points of its own scale.
pub struct Facts {
    /// The largest gain from a package that the others accept; minus infinity where they accept none.
    pub accepted: [f64; PARTIES],
    /// The gain from the case's package.
    pub package: [f64; PARTIES],
    /// The largest gain from any package.
    pub most: [f64; PARTIES],
    /// Whether a package is acceptable to all.
    pub deal: bool,
}

/// The gains of all packages: those of party `p` are the sums of one of `left[p]` and one of `right[p]`.
struct Gains {
    left: [[f64; LEFT]; PARTIES],
    right: [[f64; RIGHT]; PARTIES],
}

impl Gains {
    fn new(numbers: &Numbers) -> Gains {
        let worth = |p: usize, i: usize, o: usize| numbers[p].weights[i] * numbers[p].values[i][o] / 100.0;
        let left = |p: usize, at: usize| {
            let [a, b, c] = [at / RIGHT, at / OPTIONS % OPTIONS, at % OPTIONS];
            worth(p, 0, a) + worth(p, 1, b) + worth(p, 2, c)
        };
        let right =
            |p: usize, at: usize| worth(p, 3, at / OPTIONS) + worth(p, 4, at % OPTIONS) - numbers[p].no_deal;
        Gains {
            left: std::array::from_fn(|p| std::array::from_fn(|at| left(p, at))),
            right: std::array::from_fn(|p| std::array::from_fn(|at| right(p, at))),
        }
    }

    /// The gains of the three parties from a package.
    fn of(&self, l: usize, r: usize) -> [f64; PARTIES] {
        std::array::from_fn(|p| self.left[p][l] + self.right[p][r])
    }
}

/// Whether a package is acceptable to all.
pub fn deal(numbers: &Numbers) -> bool {
    let gains = Gains::new(numbers);
    (0..RIGHT).any(|r| {
        // Without a way out, so that several packages are looked at in one step.
        (0..LEFT).fold(false, |found, l| found | gains.of(l, r).iter().fold(true, |all, g| all & (*g >= 0.0)))
    })
}

impl Facts {
    pub fn new(numbers: &Numbers, package: &[usize; ISSUES]) -> Facts {
        let gains = Gains::new(numbers);
        let mut accepted = [f64::NEG_INFINITY; PARTIES];
        let mut most = [f64::NEG_INFINITY; PARTIES];
        for r in 0..RIGHT {
            for l in 0..LEFT {
                let gains = gains.of(l, r);
                for p in 0..PARTIES {
                    let others =
                        (0..PARTIES).filter(|&q| q != p).fold(true, |all, q| all & (gains[q] >= 0.0));
                    most[p] = most[p].max(gains[p]);
                    accepted[p] = accepted[p].max(if others { gains[p] } else { f64::NEG_INFINITY });
                }
            }
        }
        let [a, b, c, d, e] = *package;
        let package = gains.of((a * OPTIONS + b) * OPTIONS + c, d * OPTIONS + e);
        Facts { accepted, package, most, deal: accepted[0] >= 0.0 }
    }
}
