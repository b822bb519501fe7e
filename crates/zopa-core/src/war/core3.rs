//! Is there a division that no coalition would rather fight than accept?
//!
//! `v[S]` is what coalition `S` can secure by fighting (after its costs), for every set `S` of `n` parties; a division
//! `x` is in the core if `Σ_{i in S} x_i ≥ v[S]` for all `S` and `Σ_i x_i = v[N]`, the pie. The core is non-empty if the
//! least total that satisfies every smaller coalition, `min Σ_i x_i`, is at most `v[N]`. The dual of that linear
//! programme gives weights `w[S] ≥ 0` with `Σ_{S holds i} w[S] = 1` for each `i` (a balanced collection): with
//! `Σ_S w[S] v[S] > v[N]` they show that no division exists.
//!
//! Sets are bit masks: bit `i` of the index says whether party `i` is in it. The programme is solved in exact fractions
//! of the numbers given; the comparison with the pie has the tolerance [`super::TOLERANCE`].
//!
//! # Assumes, and cannot show
//! What coalitions secure can be shared freely within them, and does not depend on what the others do. That the core is
//! empty says that no division is stable, not that there will be war; that it is not empty says nothing about which
//! coalition forms.
//!
//! # References
//! O. N. Bondareva 1963, *Problemy Kibernetiki* 10, 119–139; L. S. Shapley 1967, *Naval Research Logistics Quarterly* 14,
//! 453–460; J. S. Jordan 2015, "A bargain might not exist" (bargaining that fails without private information).

use super::{TOLERANCE, finite};
use crate::Fault;
use crate::elicit::linear::{Outcome, Program, Row, Sense};
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};

/// The most parties taken: there are `2^n` rows.
pub const PARTIES: usize = 10;

/// What the coalitions leave.
#[derive(Debug, Clone, PartialEq)]
pub struct Core {
    /// The least total that every smaller coalition accepts.
    pub least: f64,
    /// A division that has this total; it leaves the rest of the pie to be shared in any way.
    pub division: Vec<f64>,
    /// `w[S]` by bit mask: the balanced collection that shows that no total below `least` will do.
    pub weights: Vec<f64>,
    /// Whether `least` is at most the pie.
    pub exists: bool,
}

/// The core of the game whose coalition `S` has `worth[S]`; `worth` has `2^n` entries, the first 0.
///
/// # Errors
/// A table that is not of `2^n` finite numbers with `n` of 2 to [`PARTIES`], or that gives the empty set something.
pub fn core(worth: &[f64]) -> Result<Core, Fault> {
    let n = worth.len().trailing_zeros() as usize;
    if !worth.len().is_power_of_two() || !(2..=PARTIES).contains(&n) {
        let text = format!("{} coalitions; 2 to {PARTIES} parties have 4, 8, 16 … of them", worth.len());
        return Err(Fault::shape(text));
    }
    for (set, &v) in worth.iter().enumerate() {
        finite(&format!("the worth of coalition {set}"), v)?;
    }
    if worth[0] != 0.0 {
        return Err(Fault::shape(format!("the coalition of nobody has {}, not 0", worth[0])));
    }
    let mut program = Program::new(n);
    program.lower = vec![None; n];
    let members = |set: usize| (0..n).filter(move |i| set >> i & 1 == 1);
    let all = worth.len() - 1;
    for (set, v) in worth.iter().enumerate().take(all).skip(1) {
        let right = BigRational::from_float(*v)
            .ok_or_else(|| Fault::shape(format!("the worth of coalition {set} is not a finite number")))?;
        let terms = members(set).map(|i| (i, BigRational::one())).collect();
        program.rows.push(Row::new(terms, Sense::AtLeast, right));
    }
    let form: Vec<(usize, BigRational)> = (0..n).map(|i| (i, BigRational::one())).collect();
    let Outcome::Best(best) = program.minimum(&form)? else {
        // Every x_i has a floor and large x keep all rows.
        return Err(Fault::shape("the least total of a finite game was not found".to_string()));
    };
    let near = |x: &BigRational| x.to_f64().unwrap_or(f64::NAN);
    let least = near(&best.value);
    let mut weights = vec![0.0; worth.len()];
    for (weight, y) in weights.iter_mut().skip(1).zip(&best.multipliers) {
        *weight = near(y);
    }
    Ok(Core {
        least,
        division: best.point.iter().map(near).collect(),
        weights,
        exists: least <= worth[all] + TOLERANCE,
    })
}
