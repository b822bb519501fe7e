//! Which alternative ranks where, over all weights that are possible.
//!
//! # Formulas
//! Alternative `i` is worth `Σ_j w_j x_ij` to one party whose weights `w ≥ 0`, `Σ w = 1`, are known only to satisfy
//! limits `Σ_j c_j w_j ≥ 0`; they are uniform on what is left.
//!
//! - acceptability `b[i][r]`: the share of weights for which `i` has rank `r` (0 is best);
//! - central weights of `i`: the mean of the weights for which it ranks first;
//! - confidence of `i`: the probability that it ranks first under its central weights when the `x` are uncertain (with
//!   known `x` it is 1: the weights for which `i` ranks first are a convex set).
//!
//! `t` alternatives that tie share the `t` ranks they take alike, so that rows and columns of `b` sum to 1.
//!
//! Two criteria are solved exactly by the interval of `w_1`, three by cutting the triangle of weights into polygons; more
//! by draws, summed in [`Draws`]. A share from `n` independent draws has a standard error of at most `1 / (2 √n)`.
//!
//! # References
//! R. Lahdelma, J. Hokkanen and P. Salminen 1998, "SMAA – Stochastic multiobjective acceptability analysis", *European
//! Journal of Operational Research* 106, 137–143; R. Lahdelma and P. Salminen 2001, "SMAA-2", *Operations Research* 49,
//! 444–454; T. Tervonen and R. Lahdelma 2007, "Implementing stochastic multicriteria acceptability analysis", *EJOR* 178,
//! 500–513 (numbers of draws).

use super::table;
use crate::Fault;

/// An alternative of a smaller share of first ranks has no central weights: it would be rounding that speaks.
pub const LEAST: f64 = 1e-12;

/// What all weights, or all draws, say.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// `b[i][r]`, shares.
    pub acceptability: Vec<Vec<f64>>,
    /// Central weights of each alternative; `None` where it never ranks first ([`LEAST`]).
    pub central: Vec<Option<Vec<f64>>>,
}

/// Sums of shares while weights are gone through.
#[derive(Debug, Clone, PartialEq)]
struct Sums {
    acceptability: Vec<Vec<f64>>,
    /// Weights times the share in which the alternative ranks first.
    first: Vec<Vec<f64>>,
}

impl Sums {
    fn new(alternatives: usize, criteria: usize) -> Sums {
        Sums {
            acceptability: vec![vec![0.0; alternatives]; alternatives],
            first: vec![vec![0.0; criteria]; alternatives],
        }
    }

    /// Alternative `i` takes `ties` ranks from `rank`, on so much of the weights, around `weights`.
    fn add(&mut self, i: usize, [rank, ties]: [usize; 2], share: f64, weights: &[f64]) {
        let part = share / ties as f64;
        for r in rank..rank + ties {
            self.acceptability[i][r] += part;
        }
        if rank == 0 {
            self.first[i].iter_mut().zip(weights).for_each(|(sum, w)| *sum += part * w);
        }
    }

    /// Adds one point of the weights at which the alternatives are worth this.
    fn point(&mut self, worth: &[f64], share: f64, weights: &[f64]) {
        let mut order: Vec<usize> = (0..worth.len()).collect();
        order.sort_by(|&i, &k| worth[k].total_cmp(&worth[i]));
        let mut rank = 0;
        for tied in order.chunk_by(|&i, &k| worth[i] == worth[k]) {
            tied.iter().for_each(|&i| self.add(i, [rank, tied.len()], share, weights));
            rank += tied.len();
        }
    }

    fn ranked(&self, whole: f64) -> Ranked {
        let share = |row: &Vec<f64>| row.iter().map(|b| b / whole).collect();
        let central =
            self.first.iter().zip(&self.acceptability).map(|(first, row)| {
                (row[0] > LEAST * whole).then(|| first.iter().map(|w| w / row[0]).collect())
            });
        Ranked { central: central.collect(), acceptability: self.acceptability.iter().map(share).collect() }
    }
}

/// The exact shares for two or three criteria: `alternatives[i][j]`, and `limits` on the weights as rows `c` of
/// `Σ_j c_j w_j ≥ 0` (`[1, -1, 0]`: the first weighs at least as much as the second).
///
/// Exact up to rounding of about 1e-15 for each border crossed. Takes up to about `n³` steps for `n` alternatives and two
/// criteria, `n⁴` for three.
pub fn exact(alternatives: &[Vec<f64>], limits: &[Vec<f64>]) -> Result<Ranked, Fault> {
    let criteria = table("alternative", alternatives)?;
    if !limits.is_empty() && table("limit", limits)? != criteria {
        return Err(Fault::shape("a limit on the weights has not one number per criterion".to_string()));
    }
    let ranked = match criteria {
        2 => interval(alternatives, limits),
        3 => triangle(alternatives, limits),
        _ => {
            return Err(Fault::shape(format!("exact for 2 or 3 criteria, not for {criteria}: draw weights")));
        }
    };
    ranked.ok_or_else(|| Fault::shape("the limits leave no weights, or a set of no extent".to_string()))
}

/// Two criteria: between neighbouring points `w_1` at which two alternatives are worth the same, ranks do not change.
fn interval(alternatives: &[Vec<f64>], limits: &[Vec<f64>]) -> Option<Ranked> {
    // c_1 w + c_2 (1 - w) as a number at 0 and a slope.
    let line = |c: &[f64]| (c[1], c[0] - c[1]);
    let [mut low, mut high] = [0.0f64, 1.0];
    for limit in limits {
        match line(limit) {
            (at, slope) if slope > 0.0 => low = low.max(-at / slope),
            (at, slope) if slope < 0.0 => high = high.min(-at / slope),
            (at, _) if at < 0.0 => return None,
            _ => (),
        }
    }
    if low >= high {
        return None;
    }
    let mut cuts = vec![low, high];
    for (i, one) in alternatives.iter().enumerate() {
        for other in &alternatives[..i] {
            let (at, slope) = line(&[one[0] - other[0], one[1] - other[1]]);
            let cut = -at / slope;
            if slope != 0.0 && cut > low && cut < high {
                cuts.push(cut);
            }
        }
    }
    cuts.sort_by(f64::total_cmp);
    let mut sums = Sums::new(alternatives.len(), 2);
    for pair in cuts.windows(2).filter(|pair| pair[0] < pair[1]) {
        let w = (pair[0] + pair[1]) / 2.0;
        let worth: Vec<f64> = alternatives.iter().map(|x| w * x[0] + (1.0 - w) * x[1]).collect();
        sums.point(&worth, pair[1] - pair[0], &[w, 1.0 - w]);
    }
    Some(sums.ranked(high - low))
}

/// Corners of a convex set of weights, in order, as `(w_1, w_2)`.
type Polygon = Vec<[f64; 2]>;

/// `Σ_j c_j w_j` at a corner.
fn value(c: &[f64], [x, y]: [f64; 2]) -> f64 {
    c[0] * x + c[1] * y + c[2] * (1.0 - x - y)
}

/// The part where `Σ_j c_j w_j` has this sign, or is zero.
fn clip(polygon: &Polygon, c: &[f64], sign: f64) -> Polygon {
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    for (k, &here) in polygon.iter().enumerate() {
        let next = polygon[(k + 1) % polygon.len()];
        let (at, then) = (sign * value(c, here), sign * value(c, next));
        if at >= 0.0 {
            kept.push(here);
        }
        if (at > 0.0 && then < 0.0) || (at < 0.0 && then > 0.0) {
            let t = at / (at - then);
            kept.push([here[0] + t * (next[0] - here[0]), here[1] + t * (next[1] - here[1])]);
        }
    }
    kept
}

/// Twice the area, and the centroid.
fn extent(polygon: &Polygon) -> (f64, [f64; 2]) {
    let (mut area, mut sum) = (0.0, [0.0; 2]);
    let Some(&origin) = polygon.first() else { return (0.0, sum) };
    for pair in polygon[1..].windows(2) {
        let [one, other] = [pair[0], pair[1]].map(|p| [p[0] - origin[0], p[1] - origin[1]]);
        let part = one[0] * other[1] - one[1] * other[0];
        area += part;
        sum = [0, 1].map(|k| sum[k] + part * (one[k] + other[k]) / 3.0);
    }
    match area > 0.0 {
        true => (area, [0, 1].map(|k| origin[k] + sum[k] / area)),
        false => (0.0, origin),
    }
}

/// Three criteria: for each alternative, the triangle is cut along the lines where another is worth the same, and each
/// piece knows how many are better on it.
fn triangle(alternatives: &[Vec<f64>], limits: &[Vec<f64>]) -> Option<Ranked> {
    let start = vec![[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]];
    let start = limits.iter().fold(start, |polygon, limit| clip(&polygon, limit, 1.0));
    let (whole, _) = extent(&start);
    if whole <= 0.0 {
        return None;
    }
    let mut sums = Sums::new(alternatives.len(), 3);
    for (i, own) in alternatives.iter().enumerate() {
        let mut ties = 1;
        let mut pieces = vec![(start.clone(), 0usize)];
        for (k, other) in alternatives.iter().enumerate() {
            if k == i {
                continue;
            }
            let ahead: Vec<f64> = other.iter().zip(own).map(|(x, y)| x - y).collect();
            if ahead.iter().all(|&d| d == 0.0) {
                ties += 1;
                continue;
            }
            let mut cut = Vec::with_capacity(pieces.len() + 1);
            for (piece, better) in pieces {
                for (sign, more) in [(1.0, 1), (-1.0, 0)] {
                    let part = clip(&piece, &ahead, sign);
                    if extent(&part).0 > 0.0 {
                        cut.push((part, better + more));
                    }
                }
            }
            pieces = cut;
        }
        for (piece, better) in pieces {
            let (area, [x, y]) = extent(&piece);
            sums.add(i, [better, ties], area, &[x, y, 1.0 - x - y]);
        }
    }
    Some(sums.ranked(whole))
}

/// Shares over draws of weights, or of whole worlds: any model of worth, any number of criteria. Memory does not grow
/// with the number of draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Draws {
    sums: Sums,
    count: u64,
}

impl Draws {
    /// No draws yet; `criteria` may be 0 where no weights are kept.
    pub fn new(alternatives: usize, criteria: usize) -> Draws {
        Draws { sums: Sums::new(alternatives, criteria), count: 0 }
    }

    /// Adds a draw: what each alternative is worth in it, and its weights.
    pub fn add(&mut self, worth: &[f64], weights: &[f64]) -> Result<(), Fault> {
        let (alternatives, criteria) = (self.sums.first.len(), self.sums.first.first().map_or(0, Vec::len));
        if worth.len() != alternatives || weights.len() != criteria {
            let (a, c) = (worth.len(), weights.len());
            let text =
                format!("a draw of {a} alternatives and {c} criteria, not {alternatives} and {criteria}");
            return Err(Fault::shape(text));
        }
        if worth.iter().chain(weights).any(|x| !x.is_finite()) {
            return Err(Fault::shape("a worth or a weight of a draw is not a finite number".to_string()));
        }
        self.sums.point(worth, 1.0, weights);
        self.count += 1;
        Ok(())
    }

    /// Adds the draws of another; in the order of the blocks, for equal bytes.
    pub fn merge(&mut self, other: &Draws) -> Result<(), Fault> {
        let size = |draws: &Draws| (draws.sums.first.len(), draws.sums.first.first().map(Vec::len));
        if size(self) != size(other) {
            return Err(Fault::shape(
                "draws of different alternatives or criteria are put together".to_string(),
            ));
        }
        let sums = self.sums.acceptability.iter_mut().chain(&mut self.sums.first);
        for (sum, add) in sums.zip(other.sums.acceptability.iter().chain(&other.sums.first)) {
            sum.iter_mut().zip(add).for_each(|(sum, add)| *sum += add);
        }
        self.count += other.count;
        Ok(())
    }

    /// How many draws.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// What the draws so far say; `None` without any.
    pub fn ranked(&self) -> Option<Ranked> {
        (self.count > 0).then(|| self.sums.ranked(self.count as f64))
    }
}

/// How often each alternative ranks first under its own central weights, over draws of what is uncertain besides the
/// weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Confidence {
    central: Vec<Option<Vec<f64>>>,
    first: Vec<f64>,
    count: u64,
}

impl Confidence {
    /// For these central weights of each alternative.
    pub fn new(central: Vec<Option<Vec<f64>>>) -> Confidence {
        Confidence { first: vec![0.0; central.len()], central, count: 0 }
    }

    /// Adds a draw of `alternatives[i][j]`.
    pub fn add(&mut self, alternatives: &[Vec<f64>]) -> Result<(), Fault> {
        let criteria = table("alternative", alternatives)?;
        let fits = |w: &Vec<f64>| w.len() == criteria;
        if alternatives.len() != self.central.len() || !self.central.iter().flatten().all(fits) {
            return Err(Fault::shape(
                "a draw has other alternatives or criteria than the central weights".to_string(),
            ));
        }
        let worth = |x: &Vec<f64>, weights: &Vec<f64>| x.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>();
        for (i, weights) in self.central.iter().enumerate() {
            let Some(weights) = weights else { continue };
            let worths: Vec<f64> = alternatives.iter().map(|x| worth(x, weights)).collect();
            let best = super::largest(&worths);
            if best.contains(&i) {
                self.first[i] += 1.0 / best.len() as f64;
            }
        }
        self.count += 1;
        Ok(())
    }

    /// The confidence of each alternative; `None` where it never ranked first, or without draws.
    pub fn factors(&self) -> Vec<Option<f64>> {
        let factor = |(first, central): (&f64, &Option<Vec<f64>>)| {
            (central.is_some() && self.count > 0).then(|| first / self.count as f64)
        };
        self.first.iter().zip(&self.central).map(factor).collect()
    }
}

/// Turns `k - 1` independent uniform numbers of `0..1` into `k` weights that are uniform on the simplex: the gaps between
/// them in order.
pub fn spacings(uniform: &mut [f64]) -> Vec<f64> {
    uniform.sort_by(f64::total_cmp);
    let ends = uniform.iter().copied().chain([1.0]);
    let starts = [0.0].into_iter().chain(uniform.iter().copied());
    ends.zip(starts).map(|(end, start)| end - start).collect()
}
