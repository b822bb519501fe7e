//! Which inputs, or groups of inputs, an outcome's variance is due to.
//!
//! # Formulas
//! `A` and `B` are independent draws of all inputs; `A_B^i` is `A` with the columns of group `i` taken from `B`. With
//! `V` the variance of `f` over `A` and `B` together, and `f` centred at its mean over `B`,
//!
//! `S_i = Σ f(B) (f(A_B^i) - f(A)) / (N V)` — the share of the variance that would go if group `i` were known,
//!
//! `T_i = Σ (f(A) - f(A_B^i))² / (2 N V)` — the share that would be left if all but group `i` were known.
//!
//! `N` rows take `N (d + 2)` evaluations for `d` groups. The shares have this meaning where groups are independent of
//! each other; inputs that depend on each other belong in one group. For an outcome of 0 and 1, `V = p (1 - p)`.
//!
//! Standard errors: rows come in blocks, block `b` counts in batch `b mod 32`, and the estimate is made again without
//! each batch (the delete-a-group jackknife); memory does not grow with the number of rows. They hold for independent
//! rows; with a low-discrepancy design they are too large.
//!
//! # References
//! A. Saltelli et al. 2010, "Variance based sensitivity analysis of model output", *Computer Physics Communications* 181,
//! 259–270 (first order). M. J. W. Jansen 1999, "Analysis of variance designs for model output", the same 117, 35–43
//! (total). P. S. Kott 2001, "The delete-a-group jackknife", *Journal of Official Statistics* 17, 521–526.

use crate::Fault;

/// Batches of the jackknife.
pub const BATCHES: usize = 32;

/// Overwrites `row` by `A_B^i`: `a`, with the columns of the group from `b`. All three have one entry per input.
pub fn mix(a: &[f64], b: &[f64], group: &[usize], row: &mut [f64]) {
    row.copy_from_slice(a);
    for &column in group {
        row[column] = b[column];
    }
}

/// Centred sums of one group.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Pair {
    /// Mean of `d = f(A_B^i) - f(A)`.
    mean: f64,
    /// `Σ d²`.
    square: f64,
    /// `Σ (f(B) - mean of f(B)) (d - mean of d)`.
    cross: f64,
}

/// Sums over the rows of a block; blocks are added to [`Indices`] in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    rows: f64,
    /// Means of `f(A)` and `f(B)`.
    mean: [f64; 2],
    /// `Σ (f - mean)²` of each.
    square: [f64; 2],
    groups: Vec<Pair>,
}

impl Block {
    /// No rows yet, of so many groups.
    pub fn new(groups: usize) -> Block {
        Block { rows: 0.0, mean: [0.0; 2], square: [0.0; 2], groups: vec![Pair::default(); groups] }
    }

    /// Adds a row: `f(A)`, `f(B)`, and `f(A_B^i)` of each group.
    pub fn add(&mut self, a: f64, b: f64, mixed: &[f64]) -> Result<(), Fault> {
        if mixed.len() != self.groups.len() {
            let (given, groups) = (mixed.len(), self.groups.len());
            return Err(Fault::shape(format!("a row has {given} mixed outcomes for {groups} groups")));
        }
        if [a, b].iter().chain(mixed).any(|y| !y.is_finite()) {
            return Err(Fault::shape("an outcome of a row is not a finite number".to_string()));
        }
        self.rows += 1.0;
        let off = [a - self.mean[0], b - self.mean[1]];
        for (k, off) in off.into_iter().enumerate() {
            self.mean[k] += off / self.rows;
            self.square[k] += off * off * (self.rows - 1.0) / self.rows;
        }
        for (pair, y) in self.groups.iter_mut().zip(mixed) {
            let d = y - a;
            pair.cross += off[1] * (d - pair.mean) * (self.rows - 1.0) / self.rows;
            pair.mean += (d - pair.mean) / self.rows;
            pair.square += d * d;
        }
        Ok(())
    }

    /// Adds the rows of another (T. F. Chan, G. H. Golub and R. J. LeVeque 1983, "Algorithms for computing the sample
    /// variance", *The American Statistician* 37, 242–247).
    fn merge(&mut self, other: &Block) {
        if other.rows == 0.0 {
            return;
        }
        let rows = self.rows + other.rows;
        let both = self.rows * other.rows / rows;
        let off = [other.mean[0] - self.mean[0], other.mean[1] - self.mean[1]];
        for (pair, add) in self.groups.iter_mut().zip(&other.groups) {
            pair.cross += add.cross + off[1] * (add.mean - pair.mean) * both;
            pair.mean += (add.mean - pair.mean) * other.rows / rows;
            pair.square += add.square;
        }
        for (k, off) in off.into_iter().enumerate() {
            self.mean[k] += off * other.rows / rows;
            self.square[k] += other.square[k] + off * off * both;
        }
        self.rows = rows;
    }

    /// The mean of `f` over `A` and `B` together.
    fn mean(&self) -> f64 {
        (self.mean[0] + self.mean[1]) / 2.0
    }

    /// The variance of `f` over `A` and `B` together.
    fn variance(&self) -> f64 {
        let apart = self.mean[0] - self.mean[1];
        (self.square[0] + self.square[1]) / (2.0 * self.rows) + apart * apart / 4.0
    }

    /// First-order and total index of each group; not numbers where the outcome does not vary.
    fn indices(&self) -> Vec<[f64; 2]> {
        let whole = self.rows * self.variance();
        self.groups.iter().map(|pair| [pair.cross / whole, pair.square / (2.0 * whole)]).collect()
    }
}

/// An estimate and its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The estimate.
    pub value: f64,
    /// Its standard error; `None` where there are fewer than two batches of rows, or a batch alone holds all variation.
    pub error: Option<f64>,
}

/// The indices of one group, each a share of the variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Index {
    /// First-order: what would go if the group were known.
    pub first: Measured,
    /// Total: what would be left if all else were known.
    pub total: Measured,
}

/// What all rows say.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Rows.
    pub rows: u64,
    /// Mean of the outcome, in its unit.
    pub mean: f64,
    /// Variance of the outcome, in its unit squared.
    pub variance: f64,
    /// Indices of each group; `None` where the outcome is the same in every row, so that nothing is due to anything.
    pub groups: Option<Vec<Index>>,
}

/// Sums of all blocks, by batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Indices {
    groups: usize,
    blocks: usize,
    batches: Vec<Block>,
}

impl Indices {
    /// No blocks yet, of so many groups.
    pub fn new(groups: usize) -> Indices {
        Indices { groups, blocks: 0, batches: vec![Block::new(groups); BATCHES] }
    }

    /// How many blocks have been added: the number of the next one.
    pub fn blocks(&self) -> usize {
        self.blocks
    }

    /// Adds the next block. Equal blocks in equal order give equal bytes, whoever summed each block.
    pub fn add(&mut self, block: &Block) -> Result<(), Fault> {
        if block.groups.len() != self.groups {
            let (given, groups) = (block.groups.len(), self.groups);
            return Err(Fault::shape(format!("a block of {given} groups is added to {groups} groups")));
        }
        self.batches[self.blocks % BATCHES].merge(block);
        self.blocks += 1;
        Ok(())
    }

    /// What the blocks so far say; `None` without rows.
    pub fn answer(&self) -> Option<Answer> {
        let all = self.without(None);
        if all.rows == 0.0 {
            return None;
        }
        let groups = (all.variance() > 0.0).then(|| self.measured(&all));
        Some(Answer { rows: all.rows as u64, mean: all.mean(), variance: all.variance(), groups })
    }

    /// All batches but one.
    fn without(&self, left_out: Option<usize>) -> Block {
        let mut sum = Block::new(self.groups);
        for (k, batch) in self.batches.iter().enumerate() {
            if Some(k) != left_out {
                sum.merge(batch);
            }
        }
        sum
    }

    fn measured(&self, all: &Block) -> Vec<Index> {
        let filled = (0..BATCHES).filter(|&k| self.batches[k].rows > 0.0);
        let again: Vec<Vec<[f64; 2]>> = filled.map(|k| self.without(Some(k)).indices()).collect();
        let measured = |group: usize, which: usize, value: f64| {
            let each: Vec<f64> = again.iter().map(|indices| indices[group][which]).collect();
            let count = each.len() as f64;
            let mean = each.iter().sum::<f64>() / count;
            let spread: f64 = each.iter().map(|x| (x - mean) * (x - mean)).sum();
            let error = (spread * (count - 1.0) / count).sqrt();
            Measured { value, error: (each.len() > 1 && error.is_finite()).then_some(error) }
        };
        let indices = all.indices().into_iter().enumerate();
        indices
            .map(|(g, [first, total])| Index { first: measured(g, 0, first), total: measured(g, 1, total) })
            .collect()
    }
}
