//! Random numbers that share nothing with the library's: another generator, and other ways to the same distributions.

use super::case::Range;

/// A stream of random numbers (S. Vigna's public domain `splitmix64`).
pub struct Chance(u64);

impl Chance {
    /// Stream `number` of a purpose.
    pub fn new(purpose: u64, number: u64) -> Chance {
        let mut first = Chance(super::SEED ^ (purpose << 56));
        let start = first.next();
        let mut second = Chance(start ^ number);
        Chance(second.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// In 0 to 1.
    pub fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    pub fn below(&mut self, count: usize) -> usize {
        (self.uniform() * count as f64) as usize
    }

    pub fn order<const N: usize>(&mut self) -> [usize; N] {
        let mut order = std::array::from_fn(|k| k);
        for k in (1..N).rev() {
            order.swap(k, self.below(k + 1));
        }
        order
    }

    /// A standard normal number (G. E. P. Box and M. E. Muller 1958, Annals of Mathematical Statistics 29).
    pub fn normal(&mut self) -> f64 {
        let (one, other) = (1.0 - self.uniform(), self.uniform());
        (-2.0 * libm::log(one)).sqrt() * libm::cos(2.0 * std::f64::consts::PI * other)
    }

    /// A number of the range: uniform, or PERT where it has a best value.
    pub fn of(&mut self, range: &Range) -> f64 {
        match range.best {
            None => range.at(self.uniform()),
            Some(best) => loop {
                let part = self.uniform();
                if self.uniform() * PEAKS[best] < height(best, part) {
                    return range.at(part);
                }
            },
        }
    }

    /// Whether a number found otherwise is kept, so that its density is that of the range.
    pub fn keeps(&mut self, range: &Range, number: f64) -> bool {
        if number < range.low || number > range.high {
            return false;
        }
        range.best.is_none_or(|best| {
            let part = (number - range.low) / (range.high - range.low);
            self.uniform() * PEAKS[best] < height(best, part)
        })
    }
}

/// The number of the range that a share `p` of its distribution lies below: the density summed up in small steps.
pub fn quantile(range: &Range, p: f64) -> f64 {
    const STEPS: usize = 4000;
    let Some(best) = range.best else { return range.at(p) };
    let heights: Vec<f64> = (0..STEPS).map(|k| height(best, (k as f64 + 0.5) / STEPS as f64)).collect();
    let mut left = p * heights.iter().sum::<f64>();
    for (k, height) in heights.iter().enumerate() {
        if left <= *height {
            return range.at((k as f64 + left / height) / STEPS as f64);
        }
        left -= height;
    }
    range.high
}

/// The share of the standard normal distribution below `x`.
pub fn below(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

/// The density of PERT on 0 to 1 with its best value at so many eighths, without what does not depend on `y`:
/// `y^(4b) (1-y)^(4-4b)` has powers in halves, so roots and products are enough.
fn height(best: usize, y: f64) -> f64 {
    power(y.sqrt(), best) * power((1.0 - y).sqrt(), 8 - best)
}

/// `height(best, best / 8)`, rounded up: `(b/8)^(b/2) (1-b/8)^(4-b/2)`.
const PEAKS: [f64; 9] = [1.0, 0.221556, 0.105469, 0.070917, 0.0625, 0.070917, 0.105469, 0.221556, 1.0];

fn power(x: f64, n: usize) -> f64 {
    let (x2, x4) = (x * x, (x * x) * (x * x));
    let factor = |bit: usize, factor: f64| if n & bit == 0 { 1.0 } else { factor };
    factor(1, x) * factor(2, x2) * factor(4, x4) * factor(8, x4 * x4)
}
