//! Worlds by the thousand: fresh numbers on one structure, again and again.
//!
//! One stream (`stream.rs`, tag 3) draws world after world. A world is an additive space of `space.rs`: the same draws in
//! the same order, stretched, weighted and rounded the same way, on a scale of 10^8 grid points (100 points of 10^6).
//! After the values of a party comes its no deal: its ideal times `low + (high - low) U`, rounded. A power `x^c` is
//! computed as `exp(c ln x)`, which is quicker and may differ from `space.rs` in the last grid point.

use crate::Kind;
use crate::stream::Stream;
use zopa_core::problem::{Consent, Parts, Party, Problem, Score};
use zopa_core::world::{GRID, Tables};

/// Grid points of a party's scale.
const SCALE: f64 = 100.0 * GRID as f64;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Draws {
    /// How preferences relate.
    pub kind: Kind,
    /// Number of parties.
    pub parties: usize,
    /// Number of issues.
    pub issues: usize,
    /// Number of options of each issue.
    pub options: usize,
    /// No deal, as a fraction of the party's own ideal: lowest and highest.
    pub no_deal: [f64; 2],
}

/// A stream of worlds.
pub struct Worlds {
    draws: Draws,
    stream: Stream,
    /// Weights and values of one issue, while they are drawn.
    weights: Vec<f64>,
    raw: Vec<f64>,
    /// Logarithms of `o / (k - 1)`.
    logs: Vec<f64>,
}

impl Draws {
    /// The structure all worlds share.
    ///
    /// # Panics
    /// If the sizes are beyond what a problem may have.
    #[must_use]
    pub fn structure(&self) -> Problem {
        let party = Party { consent: Consent::Whole, no_deal: 0, carries: Vec::new(), cap: None };
        let parts = Parts {
            parties: vec![party; self.parties],
            options: vec![self.options; self.issues],
            values: vec![vec![vec![0; self.options]; self.issues]; self.parties],
            ..Parts::default()
        };
        Problem::new(parts).expect("sizes within the limits of a problem")
    }

    /// Tables of the right size, to be drawn into.
    #[must_use]
    pub fn tables(&self) -> Tables {
        Tables {
            values: vec![0; self.parties * self.issues * self.options],
            no_deal: vec![0; self.parties],
            ceilings: vec![i64::MAX; self.parties],
            ..Tables::default()
        }
    }

    /// The worlds of a seed.
    #[must_use]
    pub fn worlds(&self, seed: u64) -> Worlds {
        let last = self.options.max(2) - 1;
        let logs = (0..self.options).map(|o| libm::log(o as f64 / last as f64)).collect();
        Worlds { draws: *self, stream: Stream::new(seed, 3), weights: Vec::new(), raw: Vec::new(), logs }
    }
}

impl Worlds {
    /// Draws the next world.
    pub fn draw(&mut self, tables: &mut Tables) {
        let Draws { parties, issues, no_deal: [low, high], .. } = self.draws;
        for party in 0..parties {
            self.weights.clear();
            for _ in 0..issues {
                self.weights.push(-libm::log(1.0 - self.stream.unit()) + 0.15);
            }
            let sum: f64 = self.weights.iter().sum();
            let mut ideal = 0;
            for issue in 0..issues {
                ideal += self.draw_row(tables, party, issue, sum);
            }
            let fraction = low + (high - low) * self.stream.unit();
            tables.no_deal[party] = (fraction * ideal as f64).round() as i64;
        }
    }

    /// Draws the values of a party's options in one issue; answers the largest.
    fn draw_row(&mut self, tables: &mut Tables, party: usize, issue: usize, sum: f64) -> i64 {
        let Draws { kind, parties, options: k, .. } = self.draws;
        self.raw.clear();
        match kind {
            Kind::Independent => {
                for _ in 0..k {
                    self.raw.push(self.stream.unit());
                }
            }
            Kind::Opposed => {
                let peak = if party < 2 { party as f64 } else { self.stream.unit() };
                let curvature = 0.5 + 1.5 * self.stream.unit();
                let last = k.max(2) - 1;
                for option in 0..k {
                    let log = match party {
                        0 => self.logs[option],
                        1 => self.logs[last - option],
                        _ => libm::log((option as f64 / last as f64 - peak).abs()),
                    };
                    // Of nothing, minus infinity: no distance.
                    let away = if log < 0.0 { libm::exp(curvature * log) } else { 1.0 };
                    self.raw.push(1.0 - away + 0.15 * (self.stream.unit() - 0.5));
                }
            }
        }
        let (least, most) = self.raw.iter().fold((f64::MAX, f64::MIN), |(a, b), &v| (a.min(v), b.max(v)));
        let points = if most > least { self.weights[issue] / sum * SCALE / (most - least) } else { 0.0 };
        let mut largest = 0;
        for (option, v) in self.raw.iter().enumerate() {
            // Nothing is below zero here: cutting off after adding a half rounds.
            let value = ((v - least) * points + 0.5) as i64;
            tables.values[(issue * k + option) * parties + party] = value;
            largest = largest.max(value);
        }
        largest
    }
}

/// Worlds near a given problem: its values, tables and no-deal values moved, its red lines real or not.
pub struct Near {
    base: Tables,
    options: Vec<usize>,
    stream: Stream,
}

impl Near {
    /// Worlds of a seed (tag 4) near a problem with so many grid points a point. The stream moves, world after world and
    /// in the order of the tables, every value by up to a quarter of the span of its issue, every pair table and box by a factor of
    /// `0.5 + U`, every no-deal value by up to ten points, all uniformly, and then makes a line real where `U < 0.5`.
    #[must_use]
    pub fn new(problem: &Problem, grid: Score, seed: u64) -> Near {
        let narrow = |v: Score| (v * Score::from(GRID) / grid) as i64;
        let n = problem.n();
        let mut values = Vec::new();
        for (issue, &k) in problem.options().iter().enumerate() {
            for option in 0..k {
                values.extend((0..n).map(|p| narrow(problem.row(p, issue)[option])));
            }
        }
        let base = Tables {
            values,
            pairs: problem.pairs().iter().map(|t| t.points.iter().map(|&v| narrow(v)).collect()).collect(),
            boxes: problem.boxes().iter().map(|b| narrow(b.points)).collect(),
            no_deal: problem.parties().iter().map(|p| narrow(p.no_deal)).collect(),
            ceilings: problem.parties().iter().map(|p| p.cap.map_or(i64::MAX, narrow)).collect(),
        };
        Near { base, options: problem.options().to_vec(), stream: Stream::new(seed, 4) }
    }

    /// Draws the next world.
    pub fn draw(&mut self, tables: &mut Tables, real: &mut [bool]) {
        tables.clone_from(&self.base);
        let n = tables.no_deal.len();
        let mut first = 0;
        for &k in &self.options {
            for party in 0..n {
                let of = || (first..first + k).map(|row| self.base.values[row * n + party]);
                let span = of().max().unwrap_or(0) - of().min().unwrap_or(0);
                for row in first..first + k {
                    tables.values[row * n + party] += (span as f64 * (self.stream.unit() - 0.5) / 2.0) as i64;
                }
            }
            first += k;
        }
        for table in &mut tables.pairs {
            let factor = 0.5 + self.stream.unit();
            table.iter_mut().for_each(|v| *v = (*v as f64 * factor) as i64);
        }
        for points in &mut tables.boxes {
            *points = (*points as f64 * (0.5 + self.stream.unit())) as i64;
        }
        for r in &mut tables.no_deal {
            *r += (20.0 * GRID as f64 * (self.stream.unit() - 0.5)) as i64;
        }
        real.iter_mut().for_each(|real| *real = self.stream.unit() < 0.5);
    }

    /// Tables of the right size, to be drawn into.
    #[must_use]
    pub fn tables(&self) -> Tables {
        self.base.clone()
    }
}
