//! What weights agree best with comparisons of the best issue to all, and of all to the worst?
//!
//! The linear best–worst method: `min ξ` under `|w_B - a_Bj w_j| ≤ ξ`, `|w_j - a_jW w_W| ≤ ξ`, `Σ_j w_j = 1`, `w ≥ 0`
//! (J. Rezaei 2016, "Best-worst multi-criteria decision-making method: some properties and a linear model", Omega 64).
//!
//! | symbol | is | shape |
//! |---|---|---|
//! | `a_Bj` | how many times as important the best issue is as `j` | `n` |
//! | `a_jW` | how many times as important `j` is as the worst issue | `n` |
//! | `ξ` | the largest misfit; 0 if the comparisons agree with each other | number |

use super::interval::{Range, ranges, single};
use super::linear::{Outcome, Program, Row, Sense, whole};
use crate::Fault;
use num_rational::BigRational;
use num_traits::One;

/// Comparisons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparisons {
    /// The best issue.
    pub best: usize,
    /// The worst issue.
    pub worst: usize,
    /// `a_Bj`, one per issue.
    pub best_to: Vec<BigRational>,
    /// `a_jW`, one per issue.
    pub to_worst: Vec<BigRational>,
}

/// Weights and their misfit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// `w[j]` of sum 1, a corner of the weights of least misfit.
    pub weights: Vec<BigRational>,
    /// The least misfit.
    pub misfit: BigRational,
    /// Per issue the lowest and highest weight among all of least misfit: one number where the fit is unique.
    pub ranges: Vec<Range>,
}

/// The weights of least misfit.
///
/// # Errors
/// The lists are not of one length, or the best or worst issue is not in them.
pub fn fit(comparisons: &Comparisons) -> Result<Fit, Fault> {
    let Comparisons { best, worst, best_to, to_worst } = comparisons;
    let n = best_to.len();
    if to_worst.len() != n || *best >= n || *worst >= n {
        let text = format!(
            "{n} comparisons with the best issue and {} with the worst do not fit issues {best} and {worst}",
            to_worst.len()
        );
        return Err(Fault::shape(text));
    }
    let mut program = Program::new(n + 1);
    let mut near = |of: usize, times: &BigRational, to: usize| {
        for (sign, slack) in [(Sense::AtMost, -1), (Sense::AtLeast, 1)] {
            let terms = vec![(of, BigRational::one()), (to, -times), (n, whole(slack))];
            program.rows.push(Row::new(terms, sign, whole(0)));
        }
    };
    for j in 0..n {
        near(*best, &best_to[j], j);
        near(j, &to_worst[j], *worst);
    }
    program.rows.push(Row::new((0..n).map(|j| (j, whole(1))).collect(), Sense::Equal, whole(1)));
    let Outcome::Best(found) = program.minimum(&single(n))? else {
        return Err(Fault::shape("no weights have a least misfit".to_string()));
    };
    program.upper[n] = Some(found.value.clone());
    let forms: Vec<_> = (0..n).map(single).collect();
    let Ok(ranges) = ranges(&program, &forms)? else {
        return Err(Fault::shape("no weights have the least misfit".to_string()));
    };
    Ok(Fit { weights: found.point[..n].to_vec(), misfit: found.value, ranges })
}

/// The misfit of the least consistent comparisons whose `a_BW` is `a`: the smaller root of
/// `ξ² - (1 + 2a) ξ + (a² - a) = 0`, a number without unit (J. Rezaei 2015, "Best-worst multi-criteria decision-making
/// method", Omega 53, table 1).
pub fn consistency_index(a: f64) -> f64 {
    (1.0 + 2.0 * a - (1.0 + 8.0 * a).sqrt()) / 2.0
}
