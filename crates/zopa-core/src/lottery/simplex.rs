//! A small linear program in whole numbers: `max c·w` under `A w ≤ 1`, `w ≥ 0`, with `c ≥ 0`.
//!
//! The simplex method on a condensed tableau, from `w = 0`; R. G. Bland's rule (1977, "New finite pivoting rules for the
//! simplex method", Mathematics of Operations Research 2) keeps it from cycling. Entries are numerators over one common
//! denominator, the last pivot; the divisions leave no rest (J. Edmonds 1967, "Systems of distinct representatives and
//! linear algebra"; E. H. Bareiss 1968, Mathematics of Computation 22).

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

/// A solution, all of it over one denominator.
pub(super) struct Solved {
    pub denominator: BigInt,
    pub weights: Vec<BigInt>,
    /// One per row of `A`; at most as many as there are weights are not zero. They add up to the value.
    pub duals: Vec<BigInt>,
    pub value: BigInt,
}

/// Solves it; `None` if it is unbounded.
pub(super) fn solve(rows: &[Vec<BigInt>], reward: &[BigInt]) -> Option<Solved> {
    let (m, n) = (rows.len(), reward.len());
    // Row `m` is the objective, column `n` the right side. Variables: `0..n` the weights, `n..n+m` the slacks.
    let mut table: Vec<Vec<BigInt>> = rows.to_vec();
    table.push(reward.iter().map(|c| -c).collect());
    for (i, row) in table.iter_mut().enumerate() {
        row.push(BigInt::from(i32::from(i < m)));
    }
    let mut outside: Vec<usize> = (0..n).collect();
    let mut inside: Vec<usize> = (n..n + m).collect();
    let mut q = BigInt::one();
    while let Some(s) = (0..n).filter(|&j| table[m][j].is_negative()).min_by_key(|&j| outside[j]) {
        let r = (0..m).filter(|&i| table[i][s].is_positive()).min_by(|&a, &b| {
            let (left, right) = (&table[a][n] * &table[b][s], &table[b][n] * &table[a][s]);
            left.cmp(&right).then(inside[a].cmp(&inside[b]))
        })?;
        let pivot = table[r][s].clone();
        let lead = table[r].clone();
        for (_, row) in table.iter_mut().enumerate().filter(|(i, _)| *i != r) {
            let factor = row[s].clone();
            for (j, entry) in row.iter_mut().enumerate() {
                *entry = if j == s { -&factor } else { (&*entry * &pivot - &factor * &lead[j]) / &q };
            }
        }
        table[r][s] = q;
        q = pivot;
        std::mem::swap(&mut inside[r], &mut outside[s]);
    }
    let mut solved = Solved {
        weights: vec![BigInt::zero(); n],
        duals: vec![BigInt::zero(); m],
        value: table[m][n].clone(),
        denominator: q,
    };
    for (i, &variable) in inside.iter().enumerate().filter(|(_, v)| **v < n) {
        solved.weights[variable] = table[i][n].clone();
    }
    for (j, &variable) in outside.iter().enumerate().filter(|(_, v)| **v >= n) {
        solved.duals[variable - n] = table[m][j].clone();
    }
    Some(solved)
}
