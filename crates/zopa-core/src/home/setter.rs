//! What does a proposer get in several dimensions if several have to accept, each in place of the same status quo?
//!
//! Seen from the status quo `q`, with ideals at `a_k = r_k - q`, the proposer's at `b` and an offer at `y`, ratifier `k`
//! accepts iff `|y|² ≤ 2 a_k · y`. The offer wanted is the accepted one nearest to `b`; the accepted ones are an
//! intersection of balls that all hold `y = 0`. At the best offer some ratifiers `K` are just indifferent, at most as many as
//! there are dimensions, and it is the place nearest to `b` at which all of `K` are: with `N` the directions at right
//! angles to every `a_k - a_j` and `c`, `b_N` the shadows of an `a_k` and of `b` in it, `c + |c| (b_N - c) / |b_N - c|`. So all
//! such sets `K` are tried, with the proposer's own ideal and the status quo, and the nearest accepted place is taken.
//!
//! Multipliers of the constrained minimum (H. W. Kuhn and A. W. Tucker 1951) and algebra; at most as many ratifiers as
//! dimensions bind by C. Carathéodory 1911. Exact but for rounding, about 1e-12 of the distances. The number of sets grows like
//! `n^d`, so at most [`MOST`] of them are tried.
//!
//! Assumes: as of [`super::winset`], and one status quo for all.

use super::winset::{EDGE, place};
use crate::Fault;

/// The most sets of indifferent ratifiers that are tried.
pub const MOST: usize = 1_000_000;

/// The place nearest to the proposer's ideal that everyone with these ideals accepts in place of the status quo.
///
/// # Errors
/// A number that is not finite, no dimension, places of different dimensions, or more than [`MOST`] sets to try.
pub fn offer(proposer: &[f64], ideals: &[Vec<f64>], status_quo: &[f64]) -> Result<Vec<f64>, Fault> {
    let dimensions = proposer.len();
    place("the status quo", status_quo, dimensions)?;
    place("the proposer's ideal", proposer, dimensions)?;
    for (k, ideal) in ideals.iter().enumerate() {
        place(&format!("the ideal of ratifier {k}"), ideal, dimensions)?;
    }
    if sets(ideals.len(), dimensions) > MOST {
        let text = format!(
            "{} ratifiers in {dimensions} dimensions are more than can be tried: at most {MOST} sets of them",
            ideals.len()
        );
        return Err(Fault::shape(text));
    }
    let seen = |x: &[f64]| x.iter().zip(status_quo).map(|(x, q)| x - q).collect::<Vec<f64>>();
    let room = Room { wanted: seen(proposer), ideals: ideals.iter().map(|r| seen(r)).collect() };
    let mut best = Found { place: vec![0.0; dimensions], off: dot(&room.wanted, &room.wanted) };
    if !best.off.is_finite() || room.ideals.iter().any(|a| !dot(a, a).is_finite()) {
        return Err(Fault::shape("places are so far apart that their distance is no number".to_string()));
    }
    best.take(&room, room.wanted.clone());
    room.descend(0, &mut Vec::new(), &mut Vec::new(), &mut best);
    Ok(best.place.iter().zip(status_quo).map(|(y, q)| q + y).collect())
}

/// How many sets of one to `most` of `count` there are, up to just above [`MOST`].
fn sets(count: usize, most: usize) -> usize {
    let (mut all, mut of_size) = (0usize, 1usize);
    for size in 1..=most.min(count) {
        // Exact: a product of consecutive numbers over the factorial.
        of_size = of_size.saturating_mul(count + 1 - size) / size;
        all = all.saturating_add(of_size);
        if all > MOST {
            break;
        }
    }
    all
}

/// Everything as seen from the status quo.
struct Room {
    wanted: Vec<f64>,
    ideals: Vec<Vec<f64>>,
}

/// The best place so far, and the square of how far off it is.
struct Found {
    place: Vec<f64>,
    off: f64,
}

impl Found {
    fn take(&mut self, room: &Room, y: Vec<f64>) {
        let off = y.iter().zip(&room.wanted).map(|(y, b)| (y - b) * (y - b)).sum::<f64>();
        if off < self.off && room.accepted(&y) {
            (self.place, self.off) = (y, off);
        }
    }
}

impl Room {
    fn accepted(&self, y: &[f64]) -> bool {
        let square = dot(y, y);
        self.ideals.iter().all(|a| square - 2.0 * dot(a, y) <= EDGE * (square + dot(a, a)))
    }

    /// Tries `chosen` with each later ratifier; `axes` are directions along which those chosen differ, at right angles
    /// to each other and of length 1.
    fn descend(&self, from: usize, chosen: &mut Vec<usize>, axes: &mut Vec<Vec<f64>>, best: &mut Found) {
        if chosen.len() == self.wanted.len() {
            return;
        }
        for k in from..self.ideals.len() {
            if let Some(&first) = chosen.first() {
                let differs: Vec<f64> =
                    self.ideals[k].iter().zip(&self.ideals[first]).map(|(a, b)| a - b).collect();
                let left = without(&differs, axes);
                let (size, all) = (dot(&left, &left), dot(&differs, &differs));
                // One that differs in no new direction binds where the others do, or never with them.
                if size <= EDGE * all {
                    continue;
                }
                let length = size.sqrt();
                axes.push(left.iter().map(|v| v / length).collect());
            }
            chosen.push(k);
            self.indifferent(k, axes, best);
            self.descend(k + 1, chosen, axes, best);
            chosen.pop();
            if !chosen.is_empty() {
                axes.pop();
            }
        }
    }

    /// Takes the place nearest to what is wanted at which those chosen, `k` among them, are all indifferent.
    fn indifferent(&self, k: usize, axes: &[Vec<f64>], best: &mut Found) {
        let centre = without(&self.ideals[k], axes);
        let toward: Vec<f64> = without(&self.wanted, axes).iter().zip(&centre).map(|(b, c)| b - c).collect();
        let (radius, far) = (dot(&centre, &centre).sqrt(), dot(&toward, &toward).sqrt());
        if far > 0.0 {
            best.take(self, centre.iter().zip(&toward).map(|(c, t)| c + radius / far * t).collect());
        }
    }
}

/// A place less its shadows on the axes; twice, so that rounding leaves nothing of them.
fn without(x: &[f64], axes: &[Vec<f64>]) -> Vec<f64> {
    let mut left = x.to_vec();
    for axis in axes.iter().chain(axes) {
        let part = dot(&left, axis);
        left.iter_mut().zip(axis).for_each(|(v, a)| *v -= part * a);
    }
    left
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
