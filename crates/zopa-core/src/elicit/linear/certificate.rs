//! Do these multipliers show what is claimed? Shares nothing with the solver but the programme.
//!
//! With `y_r ≥ 0` for `≤` and `y_r ≤ 0` for `≥`, every point that keeps the rows has `g·x ≤ Σ_r y_r b_r`, where
//! `g = Σ_r y_r a_r`. Within the bounds `g·x ≥ Σ_j (g_j > 0 ? g_j l_j : g_j u_j)`. If the second is larger, no point keeps
//! all rows. With the form `c` added, the same two lines bound `c·x` from below.

use super::{Program, fits};
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// Whether these multipliers, one per row, show that no point keeps all rows and bounds.
pub fn contradicts(program: &Program, multipliers: &[BigRational]) -> bool {
    if program.lower.iter().zip(&program.upper).any(|(l, u)| matches!((l, u), (Some(l), Some(u)) if l > u)) {
        return true;
    }
    let zero = vec![BigRational::zero(); program.variables()];
    let turned: Vec<BigRational> = multipliers.iter().map(|y| -y).collect();
    least(program, &zero, &turned).is_some_and(|bound| bound.is_positive())
}

/// What no point that keeps the rows and bounds gets `c·x` below, by these multipliers (`≤ 0` for `≤`, `≥ 0` for `≥`);
/// `cost` has one entry per variable. `None` if they have a wrong sign or bound nothing.
pub fn least(program: &Program, cost: &[BigRational], multipliers: &[BigRational]) -> Option<BigRational> {
    if multipliers.len() != program.rows.len() || cost.len() != program.variables() {
        return None;
    }
    let mut rest = cost.to_vec();
    let mut bound = BigRational::zero();
    for (row, y) in program.rows.iter().zip(multipliers) {
        if !fits(row.sense, &-y) {
            return None;
        }
        bound += y * &row.right;
        for (j, a) in &row.terms {
            rest[*j] -= y * a;
        }
    }
    for (j, d) in rest.iter().enumerate().filter(|(_, d)| !d.is_zero()) {
        let end = if d.is_positive() { &program.lower[j] } else { &program.upper[j] };
        bound += d * end.as_ref()?;
    }
    Some(bound)
}
