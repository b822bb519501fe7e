//! How a number is distributed over its range: uniformly, or by PERT where a best value is stated.
//!
//! PERT is the beta distribution on the range with parameters `1 + 4 (b - l)/(h - l)` and `1 + 4 (h - b)/(h - l)` for lowest `l`,
//! best `b`, highest `h`; its mean is `(l + 4 b + h)/6`. D. G. Malcolm, J. H. Roseboom, C. E. Clark and W. Fazar (1959),
//! "Application of a technique for research and development program evaluation", Operations Research 7.

use super::Quantity;
use crate::special::{beta_below, beta_quantile};
use std::sync::Arc;

/// Bits of a number below those that say its octave and which eighth of it.
const FRACTION: u32 = 49;
/// Octaves of probability below one half that a table holds; less likely ends are computed anew.
const OCTAVES: usize = 15;
const CELLS: usize = 8 * OCTAVES;

/// The distribution of a number.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// One value.
    Fixed(f64),
    /// All of a range alike.
    Uniform { low: f64, range: f64 },
    /// By PERT.
    Pert { low: f64, range: f64, pert: Arc<Pert> },
}

/// PERT on 0 to 1, with a table of its quantiles.
///
/// Between knots, eight to an octave of probability towards either end, the quantile is the cubic that has its values and
/// slopes at both: off by less than 5e-7 of the range.
#[derive(Debug)]
pub(super) struct Pert {
    a: f64,
    b: f64,
    /// Logarithm of the largest density, without what is common to all.
    peak: f64,
    /// Per cell, coefficients of the quantile in the probability past the cell's first knot.
    lower: Vec<[f64; 4]>,
    /// The same from the other end.
    upper: Vec<[f64; 4]>,
}

impl Shape {
    /// One shape per quantity; equal PERT shapes share a table.
    pub fn of_all(quantities: &[Quantity]) -> Vec<Shape> {
        let mut perts: Vec<(u64, Arc<Pert>)> = Vec::new();
        let mut pert = |at: f64| {
            if let Some((_, pert)) = perts.iter().find(|(bits, _)| *bits == at.to_bits()) {
                return Arc::clone(pert);
            }
            let made = Arc::new(Pert::new(at));
            perts.push((at.to_bits(), Arc::clone(&made)));
            made
        };
        let shape = |q: &Quantity| match q.best {
            _ if q.high <= q.low => Shape::Fixed(q.low),
            None => Shape::Uniform { low: q.low, range: q.high - q.low },
            Some(best) => {
                let range = q.high - q.low;
                Shape::Pert { low: q.low, range, pert: pert((best - q.low) / range) }
            }
        };
        quantities.iter().map(shape).collect()
    }

    /// The value that a share `p` of the distribution lies below.
    pub fn quantile(&self, p: f64) -> f64 {
        match self {
            Shape::Fixed(value) => *value,
            Shape::Uniform { low, range } => low + range * p,
            Shape::Pert { low, range, pert } => low + range * pert.quantile(p),
        }
    }

    /// The share of the distribution below a value.
    pub fn below(&self, x: f64) -> f64 {
        match self {
            Shape::Fixed(_) => 0.5,
            Shape::Uniform { low, range } => (x - low) / range,
            Shape::Pert { low, range, pert } => beta_below(pert.a, pert.b, (x - low) / range),
        }
    }

    /// The density at a value of the range over the largest density.
    pub fn density(&self, x: f64) -> f64 {
        match self {
            Shape::Fixed(_) | Shape::Uniform { .. } => 1.0,
            Shape::Pert { low, range, pert } => pert.density((x - low) / range),
        }
    }

    /// Whether all of its range is alike.
    pub fn even(&self) -> bool {
        !matches!(self, Shape::Pert { .. })
    }
}

impl Pert {
    /// PERT on 0 to 1 with best value `at`.
    pub fn new(at: f64) -> Pert {
        let (a, b) = (1.0 + 4.0 * at, 5.0 - 4.0 * at);
        let peak = powers(a, b, at);
        Pert { a, b, peak, lower: cells(a, b), upper: cells(b, a) }
    }

    fn quantile(&self, p: f64) -> f64 {
        if p <= 0.5 {
            half(&self.lower, p).unwrap_or_else(|| beta_quantile(self.a, self.b, p))
        } else {
            1.0 - half(&self.upper, 1.0 - p).unwrap_or_else(|| beta_quantile(self.b, self.a, 1.0 - p))
        }
    }

    fn density(&self, y: f64) -> f64 {
        if !(0.0..=1.0).contains(&y) {
            return 0.0;
        }
        libm::exp(powers(self.a, self.b, y) - self.peak)
    }
}

/// `(a - 1) ln y + (b - 1) ln(1 - y)`.
fn powers(a: f64, b: f64, y: f64) -> f64 {
    let term = |power: f64, log: f64| if power == 0.0 { 0.0 } else { power * log };
    term(a - 1.0, libm::log(y)) + term(b - 1.0, libm::log1p(-y))
}

/// Bits of the first knot.
fn first() -> u64 {
    (0.5f64.to_bits() >> FRACTION) - CELLS as u64
}

fn knot(k: usize) -> f64 {
    f64::from_bits((first() + k as u64) << FRACTION)
}

/// The quantile by the table, for `p` up to one half; `None` below the table.
fn half(cells: &[[f64; 4]], p: f64) -> Option<f64> {
    let cell = ((p.to_bits() >> FRACTION).checked_sub(first())? as usize).min(CELLS - 1);
    let past = p - knot(cell);
    let [c, b, a, q] = cells[cell];
    Some(((c * past + b) * past + a) * past + q)
}

fn cells(a: f64, b: f64) -> Vec<[f64; 4]> {
    let scale = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b);
    let density = |x: f64| libm::exp(scale + powers(a, b, x));
    let mut x = beta_quantile(a, b, knot(0));
    let mut all = Vec::with_capacity(CELLS);
    for k in 0..CELLS {
        let (p, q) = (knot(k), knot(k + 1));
        let step = q - p;
        let next = after(a, b, q, [x, step / density(x)], density);
        let slope = (next - x) / step;
        let (left, right) = (1.0 / density(x), 1.0 / density(next));
        all.push([
            (left + right - 2.0 * slope) / (step * step),
            (3.0 * slope - 2.0 * left - right) / step,
            left,
            x,
        ]);
        x = next;
    }
    all
}

/// The quantile of `q`, above `from`: Newton's steps, each inside the bracket known so far.
fn after(a: f64, b: f64, q: f64, [from, guess]: [f64; 2], density: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (from, 1.0f64);
    let mut x = (from + guess).min(0.5 * (from + 1.0));
    for _ in 0..60 {
        let off = beta_below(a, b, x) - q;
        if off < 0.0 {
            low = x
        } else {
            high = x
        }
        let newton = x - off / density(x);
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        if (next - x).abs() <= 1e-15 * x {
            return next;
        }
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_beta_distribution() {
        for at in [0.0, 0.01, 0.1, 0.5, 0.8, 0.999, 1.0] {
            let pert = Pert::new(at);
            let (a, b) = (1.0 + 4.0 * at, 5.0 - 4.0 * at);
            let check = |p: f64| {
                let off = (pert.quantile(p) - beta_quantile(a, b, p)).abs();
                assert!(off < 5e-7, "{at} {p} {off}");
            };
            (1..2000).for_each(|k| check(f64::from(k) / 2000.0));
            (1..33).for_each(|k| {
                let end = libm::exp2(-f64::from(k));
                [end, 1.37 * end, 1.0 - end, 1.0 - 0.37 * end].iter().for_each(|p| check(p.min(1.0)));
            });
            assert_eq!((pert.quantile(0.0), pert.quantile(1.0)), (0.0, 1.0));
        }
    }

    #[test]
    fn means_are_those_of_pert_and_densities_have_their_peak_at_the_best() {
        for best in [10.0, 14.0, 30.0, 49.0, 50.0] {
            let quantity = Quantity { low: 10.0, best: Some(best), high: 50.0 };
            let shapes = Shape::of_all(&[quantity, quantity]);
            let at = |k: u32| shapes[1].quantile((f64::from(k) + 0.5) / 1e5);
            let mean = (0..100_000).map(at).sum::<f64>() / 1e5;
            assert!((mean - (10.0 + 4.0 * best + 50.0) / 6.0).abs() < 1e-4, "{best}: {mean}");
            assert_eq!(shapes[0].density(best), 1.0);
            assert!((shapes[0].below(at(30_000)) - 0.300005).abs() < 1e-6);
            assert!(shapes[0].density(best + 5.0) < 1.0 && shapes[0].density(best - 5.0) < 1.0);
        }
    }
}
