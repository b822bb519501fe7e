//! From a guessed basis to an answer: the rows that are tight and the variables that are not zero fix every number, and
//! whether these numbers prove anything is then plain arithmetic.
//!
//! With tight rows `R` and variables `S`: `A[R,S] x = b_R` gives the point and `A[R,S]ᵀ y = c_S` the multipliers of a best
//! value; `A[R,S]ᵀ y = 0` with `b_R·y = -1` those of a contradiction (D. Applegate, W. Cook, S. Dash, D. Espinoza 2007,
//! "Exact solutions to linear programming problems", Operations Research Letters 35).

use super::tableau::{Ended, Line};
use super::whole::{Exact, Whole};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// A guess.
pub(super) struct Basis {
    /// Rows, ascending.
    pub tight: Vec<usize>,
    /// Variables, ascending; as many, and one fewer for a contradiction.
    pub columns: Vec<usize>,
    /// A best value, or a contradiction.
    pub best: bool,
}

/// What the basis comes to, if that is a proof.
pub(super) fn prove(rows: &[Line], cost: &[BigRational], basis: &Basis) -> Option<Ended> {
    let (tight, columns) = (&basis.tight, &basis.columns);
    let spread = |at: &[usize], values: Vec<BigRational>, size: usize| {
        let mut all = vec![BigRational::zero(); size];
        at.iter().zip(values).for_each(|(&k, v)| all[k] = v);
        all
    };
    let mut across: Vec<Vec<BigRational>> = columns
        .iter()
        .map(|&j| {
            let own = if basis.best { cost[j].clone() } else { BigRational::zero() };
            tight.iter().map(|&r| rows[r].left[j].clone()).chain([own]).collect()
        })
        .collect();
    if !basis.best {
        let one = -BigRational::one();
        across.push(tight.iter().map(|&r| rows[r].right.clone()).chain([one]).collect());
    }
    let multipliers = spread(tight, unknowns(across)?, rows.len());
    // The rest of the form: what the multipliers leave of it has to be at least zero in every variable.
    let mut rest: Vec<BigRational> =
        if basis.best { cost.to_vec() } else { vec![BigRational::zero(); cost.len()] };
    for (row, y) in rows.iter().zip(&multipliers).filter(|(_, y)| !y.is_zero()) {
        let wrong = if basis.best { y.is_positive() } else { y.is_negative() };
        if wrong && !row.equal {
            return None;
        }
        for (d, a) in rest.iter_mut().zip(&row.left).filter(|(_, a)| !a.is_zero()) {
            if basis.best { *d -= y * a } else { *d += y * a }
        }
    }
    if rest.iter().any(|d| d.is_negative()) {
        return None;
    }
    if !basis.best {
        return Some(Ended::Contradiction(multipliers));
    }
    let down = tight
        .iter()
        .map(|&r| columns.iter().map(|&j| rows[r].left[j].clone()).chain([rows[r].right.clone()]).collect());
    let point = spread(columns, unknowns(down.collect())?, cost.len());
    let kept = |row: &Line| {
        let terms = row.left.iter().zip(&point).filter(|(a, x)| !a.is_zero() && !x.is_zero());
        let left: BigRational = terms.map(|(a, x)| a * x).sum();
        if row.equal { left == row.right } else { left <= row.right }
    };
    let sound = point.iter().all(|x| !x.is_negative()) && rows.iter().all(kept);
    sound.then_some(Ended::Best { point, multipliers })
}

/// The one solution of `k` equations in `k` unknowns, right side last; `None` if there is not exactly one.
pub(in crate::elicit) fn unknowns(equations: Vec<Vec<BigRational>>) -> Option<Vec<BigRational>> {
    let scaled: Vec<Vec<BigInt>> = equations
        .into_iter()
        .map(|row| {
            let scale = row.iter().fold(BigInt::one(), |all, a| all.lcm(a.denom()));
            row.iter().map(|a| a.numer() * (&scale / a.denom())).collect()
        })
        .collect();
    let words: Option<Vec<Vec<i64>>> = scaled.iter().map(|row| row.iter().map(i64::of).collect()).collect();
    match words.map(eliminate) {
        Some(Some(found)) => found,
        _ => eliminate(scaled)?,
    }
}

/// Elimination, the pivot where it fills in least (H. M. Markowitz 1957, Management Science 3). `None` if a number does
/// not fit, `Some(None)` if there is not exactly one solution.
fn eliminate<T: Exact>(mut rows: Vec<Vec<T>>) -> Option<Option<Vec<BigRational>>> {
    let k = rows.len();
    let zero = T::zero();
    let mut waiting: Vec<usize> = (0..k).collect();
    let mut order = Vec::with_capacity(k);
    while !waiting.is_empty() {
        let mut counts = vec![0usize; k];
        let filled: Vec<Vec<usize>> = waiting
            .iter()
            .map(|&r| (0..k).filter(|&j| rows[r][j] != zero).inspect(|&j| counts[j] += 1).collect())
            .collect();
        let places =
            waiting.iter().zip(&filled).flat_map(|(&r, at)| at.iter().map(move |&j| (r, j, at.len())));
        let Some((r, s, _)) = places.min_by_key(|&(r, j, width)| ((width - 1) * (counts[j] - 1), r, j))
        else {
            return Some(None);
        };
        let mut by = std::mem::take(&mut rows[r]);
        if by[s] < zero {
            by.iter_mut().for_each(|a| *a = a.turned());
        }
        waiting.retain(|&w| w != r);
        let at: Vec<usize> = (0..=k).filter(|&j| by[j] != zero).collect();
        for &w in &waiting {
            if rows[w][s] != zero {
                let factor = rows[w][s].clone();
                T::eliminate(&mut rows[w], &by, &at, [&by[s], &factor])?;
            }
        }
        rows[r] = by;
        order.push((r, s));
    }
    let mut found = vec![BigRational::zero(); k];
    for &(r, s) in order.iter().rev() {
        let terms = (0..k).filter(|&j| j != s && rows[r][j] != zero && !found[j].is_zero());
        let known: BigRational = terms.map(|j| BigRational::from_integer(rows[r][j].big()) * &found[j]).sum();
        found[s] = (BigRational::from_integer(rows[r][k].big()) - known) / rows[r][s].big();
    }
    Some(Some(found))
}

#[cfg(test)]
mod tests {
    use super::super::tableau::{Ended, Line, exact};
    use super::super::whole;
    use super::{Basis, prove};
    use num_bigint::BigInt;

    /// Whatever is guessed, what is taken for proved is what the exact method finds: every basis of small programmes.
    #[test]
    fn wrong_guesses_are_not_taken() {
        let mut state = 1u64;
        let mut next = |low: i64, high: i64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            low + ((state >> 33) % (high - low + 1) as u64) as i64
        };
        let (mut taken, mut refused) = ([0, 0], 0);
        for _ in 0..300 {
            let rows: Vec<Line> = (0..4)
                .map(|_| Line {
                    left: (0..3).map(|_| whole(next(-3, 3))).collect(),
                    right: whole(next(-4, 6)),
                    equal: next(0, 3) == 0,
                })
                .collect();
            let cost: Vec<_> = (0..3).map(|_| whole(next(-2, 4))).collect();
            let truth = exact::<BigInt>(&rows, &cost).expect("numbers of any size");
            let members =
                |set: u32, of: usize| (0..of).filter(move |k| set >> k & 1 == 1).collect::<Vec<usize>>();
            for (tight, columns, best) in
                (0..16u32).flat_map(|r| (0..8u32).flat_map(move |s| [(r, s, true), (r, s, false)]))
            {
                if tight.count_ones() != columns.count_ones() + u32::from(!best) {
                    continue;
                }
                let basis = Basis { tight: members(tight, 4), columns: members(columns, 3), best };
                let worth = |point: &[num_rational::BigRational]| -> num_rational::BigRational {
                    point.iter().zip(&cost).map(|(x, c)| x * c).sum()
                };
                match (prove(&rows, &cost, &basis), &truth) {
                    (None, _) => refused += 1,
                    (Some(Ended::Best { point, .. }), Ended::Best { point: least, .. }) => {
                        assert_eq!(worth(&point), worth(least));
                        taken[0] += 1;
                    }
                    (Some(Ended::Contradiction(_)), Ended::Contradiction(_)) => taken[1] += 1,
                    _ => panic!("a wrong proof was taken"),
                }
            }
        }
        assert!(taken.iter().all(|&k| k > 50) && refused > 1000, "{taken:?} {refused}");
    }
}
