//! The assumptions of a view one by one: numbers that can move within their ranges, and red lines that can be real or
//! posture, all others staying where they are.
//!
//! The start is the representative point, with the red lines of one reading real. Where that point does not agree with
//! what the parties have said, the nearest of 256 worlds drawn under seed 0 stands in its place, in the largest share of a
//! range that one number is off. A weight that moves pushes the party's other weights, all the same share of the way to
//! their ends; the range of a number ends where
//! moving it alone would contradict what was said, and a position that does is never looked at.

use crate::compile::{Plausible, Reading};
use zopa_core::Fault;
use zopa_core::sense::reversal::Range;
use zopa_core::world::{Case, Coordinate, Family, Seed, Tables};

/// What is narrower than this cannot move.
const STILL: f64 = 1e-6;
/// Halvings that find the end of what a number can move in alone.
const HALVINGS: usize = 30;

/// What can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assumption {
    /// A coordinate of the family.
    Number(usize),
    /// A red line: 1 where it is real, 0 where it is posture.
    Line(usize),
}

/// What can move from where, under one reading of red lines.
#[derive(Debug, Clone)]
pub struct Scene<'v> {
    /// The view.
    pub plausible: &'v Plausible,
    /// The reading.
    pub reading: Reading,
    /// What can move.
    pub assumptions: Vec<Assumption>,
    /// Where each can move.
    pub ranges: Vec<Range>,
    /// Where each starts.
    pub start: Vec<f64>,
    /// Whether a drawn world stands in the place of the representative point.
    pub drawn: bool,
    point: Vec<f64>,
    real: Vec<bool>,
}

/// A position of a scene: the numbers of a world, and which red lines are real.
#[derive(Debug, Clone, Default)]
pub struct Position {
    /// One number per coordinate.
    pub point: Vec<f64>,
    /// The same in grid points.
    pub tables: Tables,
    /// Per red line.
    pub real: Vec<bool>,
}

impl<'v> Scene<'v> {
    /// What can move in a view.
    ///
    /// # Errors
    /// A [`Fault`] if worlds are needed and cannot be drawn.
    pub fn new(plausible: &'v Plausible, reading: Reading) -> Result<Scene<'v>, Fault> {
        let family = &plausible.family;
        let mut point = plausible.representative.clone();
        let agrees = family.rebalance(&mut point, &[]) && family.contradicted(&point).is_none();
        if !agrees {
            point = nearest(family, &plausible.representative)?;
        }
        let real = plausible.compiled.real(reading);
        let mut scene = Scene {
            plausible,
            reading,
            assumptions: Vec::new(),
            ranges: Vec::new(),
            start: Vec::new(),
            drawn: !agrees,
            point,
            real,
        };
        for (l, line) in family.lines().iter().enumerate() {
            let real = scene.real[l];
            if if real { line.firmness.low < 1.0 } else { line.firmness.high > 0.0 } {
                scene.add(Assumption::Line(l), Range::Either(0.0, 1.0), f64::from(u8::from(real)));
            }
        }
        for (c, coordinate) in family.coordinates().iter().enumerate() {
            let [low, high] = family.room(c);
            let x = scene.point[c];
            // What rounding put outside starts at the end.
            if !matches!(coordinate, Coordinate::Firmness(_)) && high - low > STILL {
                scene.number(c, [low.min(x), high.max(x)]);
            }
        }
        Ok(scene)
    }

    /// Adds a number, with as much of its range as it can move in alone.
    fn number(&mut self, c: usize, ends: [f64; 2]) {
        let x = self.point[c];
        let family = &self.plausible.family;
        let inside = |value: f64| {
            let mut point = self.point.clone();
            point[c] = value;
            family.rebalance(&mut point, &[c]) && family.contradicted(&point).is_none()
        };
        let reach = |end: f64| {
            if inside(end) {
                return end;
            }
            let (mut near, mut far) = (x, end);
            for _ in 0..HALVINGS {
                let middle = (near + far) / 2.0;
                match inside(middle) {
                    true => near = middle,
                    false => far = middle,
                }
            }
            near
        };
        let [low, high] = ends.map(reach);
        if high - low > STILL {
            self.add(Assumption::Number(c), Range::Between(low, high), x);
        }
    }

    fn add(&mut self, assumption: Assumption, range: Range, start: f64) {
        self.assumptions.push(assumption);
        self.ranges.push(range);
        self.start.push(start);
    }

    /// Moves to these values of the assumptions; `false` where no member of the set has them.
    pub fn set(&self, values: &[f64], at: &mut Position) -> bool {
        let family = &self.plausible.family;
        at.point.clone_from(&self.point);
        at.real.clone_from(&self.real);
        let mut moved = Vec::new();
        for ((assumption, &value), &start) in self.assumptions.iter().zip(values).zip(&self.start) {
            if value == start {
                continue;
            }
            match *assumption {
                Assumption::Number(c) => {
                    at.point[c] = value;
                    moved.push(c);
                }
                Assumption::Line(l) => at.real[l] = value > 0.5,
            }
        }
        // Where no number moves, the start stands as it is.
        let inside =
            |point: &mut Vec<f64>| family.rebalance(point, &moved) && family.contradicted(point).is_none();
        if !(moved.is_empty() || inside(&mut at.point)) {
            return false;
        }
        family.tables(&at.point, &mut at.tables);
        true
    }
}

/// The world of the first block that is nearest to a point.
fn nearest(family: &Family, to: &[f64]) -> Result<Vec<f64>, Fault> {
    let mut best: Option<(f64, Vec<f64>)> = None;
    for world in family.block(&Case::middle(family), Seed::from(0), 0)? {
        let off = family.quantities().iter().zip(&world.point).zip(to);
        let apart = off
            .filter(|((q, _), _)| q.low < q.high)
            .map(|((q, x), y)| (x - y).abs() / (q.high - q.low))
            .fold(0.0, f64::max);
        if best.as_ref().is_none_or(|(least, _)| apart < *least) {
            best = Some((apart, world.point));
        }
    }
    best.map(|(_, point)| point).ok_or_else(|| Fault::new("no world was drawn".into()))
}
