//! Looks for a point that agrees with everything said, where draws do not find one.
//!
//! The relaxation method (S. Agmon 1954; T. S. Motzkin and I. J. Schoenberg 1954, Canadian Journal of Mathematics 6): each
//! statement missed moves the point straight to where it holds, distances being measured in ranges. Statements about
//! packages are not linear in weights and values together, so finding nothing proves nothing.

use super::chain::{Equation, Walk, orthogonal};
use super::draw::uniform;
use super::family::Family;
use super::plan::At;
use chacha20::ChaCha8Rng;
use chacha20::rand_core::Rng;

/// Rounds of one try.
const ROUNDS: usize = 2000;
/// How far inside ranges and statements the point is to be, in ranges: the first that is reached counts.
const DEPTHS: [f64; 4] = [1e-2, 1e-3, 1e-4, 1e-6];

/// A point that agrees, starting from a random one; or the statement that was missed last, if any.
pub(super) fn find(family: &Family, walk: &Walk, random: &mut ChaCha8Rng) -> Result<Vec<f64>, Option<At>> {
    let equations = equations(family, walk);
    let mut missed = None;
    for depth in DEPTHS {
        let mut point = family.plan().fixed.clone();
        for &c in &walk.coordinates {
            point[c] = family.plan().shapes[c].quantile(uniform(random.next_u32()));
        }
        for _ in 0..ROUNDS {
            for &at in walk.inequalities() {
                if approach(family, walk, at, depth, &mut point) {
                    missed = Some(at);
                }
            }
            for &c in &walk.coordinates {
                let q = family.quantity(c);
                let inner = depth * (q.high - q.low);
                point[c] = point[c].clamp(q.low + inner, q.high - inner);
            }
            keep(walk, &equations, &mut point);
            if walk.holds(family, &point) {
                return Ok(point);
            }
        }
    }
    Err(missed)
}

/// An equation over the coordinates of the walk, in steps of ranges, of length 1, orthogonal to those before it.
struct Plane {
    normal: Vec<f64>,
    /// The normal in numbers, and what its product with them is.
    plain: Vec<f64>,
    value: f64,
}

fn equations(family: &Family, walk: &Walk) -> (Vec<f64>, Vec<Plane>) {
    let range = |&c: &usize| family.quantity(c).high - family.quantity(c).low;
    let ranges: Vec<f64> = walk.coordinates.iter().map(range).collect();
    let mut planes: Vec<Plane> = Vec::new();
    for (left, value) in walk.equations(family) as Vec<Equation> {
        let mut plain = vec![0.0; ranges.len()];
        for (c, factor) in left {
            if let Ok(at) = walk.coordinates.binary_search(&c) {
                plain[at] = factor;
            }
        }
        let mut value = value;
        for plane in &planes {
            let normal: Vec<f64> = plain.iter().zip(&ranges).map(|(x, range)| x * range).collect();
            let along: f64 = normal.iter().zip(&plane.normal).map(|(x, n)| x * n).sum();
            plain.iter_mut().zip(&plane.plain).for_each(|(x, n)| *x -= along * n);
            value -= along * plane.value;
        }
        let mut normal: Vec<f64> = plain.iter().zip(&ranges).map(|(x, range)| x * range).collect();
        let before: Vec<Vec<f64>> = planes.iter().map(|plane| plane.normal.clone()).collect();
        orthogonal(&mut normal, &before);
        let size = normal.iter().map(|x| x * x).sum::<f64>().sqrt();
        if size > 1e-9 {
            normal.iter_mut().chain(&mut plain).for_each(|x| *x /= size);
            planes.push(Plane { normal, plain, value: value / size });
        }
    }
    (ranges, planes)
}

/// Moves the point onto all equations.
fn keep(walk: &Walk, (ranges, planes): &(Vec<f64>, Vec<Plane>), point: &mut [f64]) {
    for plane in planes {
        let now: f64 = walk.coordinates.iter().zip(&plane.plain).map(|(&c, factor)| factor * point[c]).sum();
        let steps = plane.normal.iter().zip(ranges).map(|(n, range)| n * range);
        for (&c, step) in walk.coordinates.iter().zip(steps) {
            point[c] += (plane.value - now) * step;
        }
    }
}

/// Moves the point to where a statement holds with some room; whether it was missed.
fn approach(family: &Family, walk: &Walk, (p, s): At, depth: f64, point: &mut [f64]) -> bool {
    let said = &family.minds()[p].said[s];
    let mut missed = false;
    for side in 0..2 {
        let margin = family.margins(p, said, point)[side];
        if margin == f64::INFINITY {
            continue;
        }
        // The slope for a step of a range in each coordinate.
        let mut slopes = Vec::with_capacity(walk.coordinates.len());
        for &c in &walk.coordinates {
            let (here, range) = (point[c], family.quantity(c).high - family.quantity(c).low);
            point[c] = here + range;
            slopes.push((family.margins(p, said, point)[side] - margin, range));
            point[c] = here;
        }
        let square: f64 = slopes.iter().map(|(slope, _)| slope * slope).sum();
        let room = depth * square.sqrt();
        if margin < room && square > 0.0 {
            missed = true;
            for (&c, (slope, range)) in walk.coordinates.iter().zip(&slopes) {
                point[c] += (room - margin) * slope / square * range;
            }
        }
    }
    missed
}
