//! Whether the walks of many blocks tell the same story.
//!
//! Split R-hat and effective sample size as in A. Gelman and others (2013), Bayesian Data Analysis, third edition, 11.4 and
//! 11.5: each block's walk is cut in halves; `W` is the mean of the variances within halves, `B` that between their means.
//! Only sums are kept, so the memory does not depend on the number of worlds, and parts can be put together.

use super::family::Family;
use super::{BLOCK, World};

const HALF: usize = BLOCK as usize / 2;
/// Lags looked at for the effective size.
const LAGS: usize = 64;

/// Split R-hat from which walks are not taken to be mixed.
pub const R_HAT: f64 = 1.05;

/// What the walks of some blocks looked like.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixing {
    coordinates: Vec<usize>,
    /// Per coordinate, a number near its values, so that sums of squares stay exact.
    near: Vec<f64>,
    /// Values since the last whole block, per coordinate.
    open: Vec<Vec<f64>>,
    sums: Vec<Sums>,
    halves: u64,
}

/// Sums over halves.
#[derive(Debug, Clone, PartialEq)]
struct Sums {
    means: f64,
    squares: f64,
    variances: f64,
    /// Per lag, mean squared difference of values so far apart.
    apart: Vec<f64>,
}

/// How far apart the walks are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The coordinate with the largest split R-hat.
    pub worst: usize,
    /// Its split R-hat.
    pub r_hat: f64,
    /// The smallest effective number of worlds of any coordinate.
    pub effective: f64,
    /// Worlds looked at.
    pub worlds: u64,
}

impl Spread {
    /// Whether nothing speaks against the walks having mixed: R-hat below [`R_HAT`].
    pub fn mixed(&self) -> bool {
        self.r_hat < R_HAT
    }
}

impl Mixing {
    /// Nothing seen yet.
    pub fn new(family: &Family) -> Mixing {
        Mixing::of(family, family.walked())
    }

    pub(super) fn of(family: &Family, coordinates: Vec<usize>) -> Mixing {
        let count = coordinates.len();
        let middle = |&c: &usize| 0.5 * (family.quantity(c).low + family.quantity(c).high);
        let near = coordinates.iter().map(middle).collect();
        let sums = Sums { means: 0.0, squares: 0.0, variances: 0.0, apart: vec![0.0; LAGS] };
        Mixing { near, open: vec![Vec::new(); count], sums: vec![sums; count], halves: 0, coordinates }
    }

    /// Looks at the next world; a block counts once all its worlds were seen, in their order.
    pub fn see(&mut self, world: &World) {
        self.see_point(&world.point);
    }

    pub(super) fn see_point(&mut self, point: &[f64]) {
        for ((&c, near), open) in self.coordinates.iter().zip(&self.near).zip(&mut self.open) {
            open.push(point[c] - near);
        }
        if self.open.first().is_some_and(|open| open.len() == 2 * HALF) {
            for (open, sums) in self.open.iter_mut().zip(&mut self.sums) {
                open.chunks(HALF).for_each(|half| sums.add(half));
                open.clear();
            }
            self.halves += 2;
        }
    }

    /// Takes in what was seen of later blocks.
    pub fn join(&mut self, other: &Mixing) {
        for (sums, more) in self.sums.iter_mut().zip(&other.sums) {
            sums.means += more.means;
            sums.squares += more.squares;
            sums.variances += more.variances;
            sums.apart.iter_mut().zip(&more.apart).for_each(|(sum, more)| *sum += more);
        }
        self.halves += other.halves;
    }

    /// How far apart the walks are; none where nothing was walked, or no block is whole.
    pub fn spread(&self) -> Option<Spread> {
        let worlds = self.halves * HALF as u64;
        let mut spread: Option<Spread> = None;
        for (sums, &c) in self.sums.iter().zip(&self.coordinates).filter(|_| self.halves > 0) {
            let (r_hat, effective) = sums.spread(self.halves as f64);
            let so_far = spread.get_or_insert(Spread { worst: c, r_hat, effective, worlds });
            if r_hat > so_far.r_hat {
                (so_far.worst, so_far.r_hat) = (c, r_hat);
            }
            so_far.effective = so_far.effective.min(effective);
        }
        spread
    }
}

impl Sums {
    fn add(&mut self, half: &[f64]) {
        let n = half.len() as f64;
        let mean = half.iter().sum::<f64>() / n;
        self.means += mean;
        self.squares += mean * mean;
        self.variances += half.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
        for (lag, apart) in self.apart.iter_mut().enumerate() {
            let pairs = half.iter().zip(&half[lag + 1..]);
            *apart += pairs.map(|(x, y)| (x - y) * (x - y)).sum::<f64>() / (n - lag as f64 - 1.0);
        }
    }

    /// Split R-hat and effective number over `m` halves.
    fn spread(&self, m: f64) -> (f64, f64) {
        let n = HALF as f64;
        let within = self.variances / m;
        let between = n * (self.squares - self.means * self.means / m).max(0.0) / (m - 1.0);
        let pooled = (n - 1.0) / n * within + between / n;
        if within <= 0.0 {
            return (f64::INFINITY, 0.0);
        }
        // Pairs of correlations, until they are no longer positive (C. J. Geyer 1992, Statistical Science 7).
        let correlation: Vec<f64> = self.apart.iter().map(|v| 1.0 - v / m / (2.0 * pooled)).collect();
        let mut sum = correlation[0];
        let pairs = correlation[1..].chunks_exact(2).map(|pair| pair[0] + pair[1]);
        sum += pairs.take_while(|pair| *pair > 0.0).sum::<f64>();
        ((pooled / within).sqrt(), (m * n / (1.0 + 2.0 * sum)).min(m * n))
    }
}
