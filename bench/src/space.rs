//! Additive problems of any size from a seed.
//!
//! # The generator
//! All numbers come from one stream (`stream.rs`, tag 0); `U` stands for its next number, uniform in `[0, 1)`. Party after party
//! draws
//!
//! 1. per issue `i` a raw weight `-ln(1 - U) + 0.15`; the weights `w_i` are these, divided by their sum;
//! 2. per issue, raw values of its `k` options:
//!    * **independent**: each is `U`;
//!    * **opposed**: with `t_o = o / (k - 1)`, a peak (0 for party 0, 1 for party 1, `U` for any other), then a curvature
//!      `c = 0.5 + 1.5 U`, then per option `1 - |t_o - peak|^c + 0.15 (U - 0.5)`.
//!
//! Within an issue the raw values are stretched to run from 0 to 1; an option is worth that times `w_i` times the
//! scale, rounded to the nearest grid point (halves away from zero). No deal is worth the reservation fraction of
//! the party's own ideal (the sum over issues of its best option), rounded the same way.
//!
//! Logarithm and power are those of the `libm` crate, not the machine's, so the points are the same everywhere.

use crate::stream::Stream;
use zopa_core::problem::{Consent, Parts, Party, Problem, Score};

/// How the parties' preferences relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Every option's value is drawn alone.
    Independent,
    /// The first two parties want opposite ends of every issue; others stand somewhere between.
    Opposed,
}

impl Kind {
    /// Its name in tables and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Independent => "indep",
            Kind::Opposed => "opposed",
        }
    }
}

/// A problem to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Space {
    /// How preferences relate.
    pub kind: Kind,
    /// Number of parties.
    pub parties: usize,
    /// Number of issues.
    pub issues: usize,
    /// Number of options of each issue.
    pub options: usize,
    /// Grid points of a party's scale.
    pub scale: Score,
    /// No deal, as a fraction of the party's own ideal.
    pub reservation: f64,
    /// Which of its kind.
    pub seed: u64,
}

/// The raw parts of a problem: one may add pair tables and rules before building it.
pub(crate) fn parts(space: &Space) -> Parts {
    let mut stream = Stream::new(space.seed, 0);
    let values: Vec<Vec<Vec<Score>>> =
        (0..space.parties).map(|party| draw_party(space, party, &mut stream)).collect();
    let parties = values.iter().map(|rows| Party {
        consent: Consent::Whole,
        no_deal: (space.reservation * ideal(rows) as f64).round() as Score,
        carries: Vec::new(),
        cap: None,
    });
    Parts {
        parties: parties.collect(),
        options: vec![space.options; space.issues],
        values,
        ..Parts::default()
    }
}

/// The most a party can get: the sum of the best option of each issue, in grid points.
fn ideal(rows: &[Vec<Score>]) -> Score {
    rows.iter().map(|row| row.iter().copied().max().unwrap_or(0)).sum()
}

fn draw_party(space: &Space, party: usize, stream: &mut Stream) -> Vec<Vec<Score>> {
    let raw: Vec<f64> = (0..space.issues).map(|_| -libm::log(1.0 - stream.unit()) + 0.15).collect();
    let sum: f64 = raw.iter().sum();
    let stretched = raw.iter().map(|weight| {
        let row = draw_row(space, party, stream);
        row.iter().map(|value| (value * (weight / sum) * space.scale as f64).round() as Score).collect()
    });
    stretched.collect()
}

/// Values of the options of one issue, stretched to run from 0 to 1.
fn draw_row(space: &Space, party: usize, stream: &mut Stream) -> Vec<f64> {
    let k = space.options;
    let raw: Vec<f64> = match space.kind {
        Kind::Independent => (0..k).map(|_| stream.unit()).collect(),
        Kind::Opposed => {
            let peak = match party {
                0 => 0.0,
                1 => 1.0,
                _ => stream.unit(),
            };
            let curvature = 0.5 + 1.5 * stream.unit();
            let place = |option: usize| if k > 1 { option as f64 / (k - 1) as f64 } else { 0.0 };
            let value = |option| {
                1.0 - libm::pow((place(option) - peak).abs(), curvature) + 0.15 * (stream.unit() - 0.5)
            };
            (0..k).map(value).collect()
        }
    };
    let (least, most) = raw.iter().fold((f64::MAX, f64::MIN), |(a, b), &v| (a.min(v), b.max(v)));
    raw.iter().map(|v| if most > least { (v - least) / (most - least) } else { 0.0 }).collect()
}

impl Space {
    /// An opposed space on a grid of 10,000 points, no deal worth nothing, seed 1.
    pub fn opposed(parties: usize, issues: usize, options: usize) -> Space {
        Space { kind: Kind::Opposed, parties, issues, options, scale: 10_000, reservation: 0.0, seed: 1 }
    }

    /// An independent space with the same defaults.
    pub fn independent(parties: usize, issues: usize, options: usize) -> Space {
        Space { kind: Kind::Independent, ..Space::opposed(parties, issues, options) }
    }

    /// The same on another grid.
    pub fn scale(self, scale: Score) -> Space {
        Space { scale, ..self }
    }

    /// The same with no deal worth this fraction of each party's ideal.
    pub fn reservation(self, reservation: f64) -> Space {
        Space { reservation, ..self }
    }

    /// Another of its kind.
    pub fn seed(self, seed: u64) -> Space {
        Space { seed, ..self }
    }

    /// The problem.
    ///
    /// # Panics
    /// If the sizes are beyond what a problem may have.
    pub fn problem(&self) -> Problem {
        Problem::new(parts(self)).expect("sizes within the limits of a problem")
    }

    /// Its number of packages as people write it: `10^6`.
    pub fn size(&self) -> String {
        format!("{}^{}", self.options, self.issues)
    }
}
