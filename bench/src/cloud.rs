//! Packages as points: what a program sees that takes utilities and does not know how they came about.

use crate::stream::Stream;
use zopa_core::problem::{Problem, Score};

/// Points, row after row: `rows × columns` utilities in grid points, larger is better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cloud {
    /// Utilities per point: the number of parties.
    pub columns: usize,
    /// The utilities.
    pub values: Vec<Score>,
}

impl Cloud {
    /// Every package of a problem, the last issue running fastest.
    pub fn every(problem: &Problem) -> Cloud {
        let mut package = vec![0; problem.m()];
        let mut cloud = Cloud { columns: problem.n(), values: Vec::new() };
        loop {
            cloud.push(problem, &package);
            let Some(issue) = (0..problem.m()).rev().find(|&i| package[i] + 1 < problem.options()[i]) else {
                return cloud;
            };
            package[issue] += 1;
            package[issue + 1..].fill(0);
        }
    }

    /// `rows` packages drawn from a problem with replacement: issue after issue `⌊U k⌋`, from the stream of the seed
    /// with tag 2 (`stream.rs`).
    pub fn sample(problem: &Problem, rows: usize, seed: u64) -> Cloud {
        let mut stream = Stream::new(seed, 2);
        let mut cloud = Cloud { columns: problem.n(), values: Vec::with_capacity(rows * problem.n()) };
        for _ in 0..rows {
            let package: Vec<usize> = problem.options().iter().map(|&k| stream.below(k)).collect();
            cloud.push(problem, &package);
        }
        cloud
    }

    fn push(&mut self, problem: &Problem, package: &[usize]) {
        self.values.extend((0..problem.n()).map(|p| problem.value(p, package)));
    }

    /// Number of points.
    pub fn rows(&self) -> usize {
        self.values.len() / self.columns
    }

    /// The points, one slice each.
    pub fn points(&self) -> impl Iterator<Item = &[Score]> {
        self.values.chunks_exact(self.columns)
    }

    /// The points as 64-bit floats, the least significant byte first, row after row: what numpy reads as `<f8`.
    pub fn bytes(&self) -> Vec<u8> {
        self.values.iter().flat_map(|&v| (v as f64).to_le_bytes()).collect()
    }
}
