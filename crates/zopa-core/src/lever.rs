//! **Question.** Levers that can be used at any intensity: what is the least they cost so that everybody accepts some package?
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `a[l]` | intensity of a lever, `0 ≤ a ≤ cap` | `L` |
//! | `k[l]` | what it costs at intensity 1 | `L`, one unit for all |
//! | `e[l][p]` | what it adds to a party's gain: a carrot with the deal, a stick by making no deal worse | `L × n`, points of the party |
//! | `g[x][p]` | a package's gain over no deal | points of the party |
//!
//! `min k·a` under `g[x][p] + Σ_l a[l] e[l][p] ≥ 0` for every party that is asked: a linear programme per package, solved
//! in exact fractions ([`crate::elicit::linear`]); the cheapest over a list of packages. A minimum comes with one
//! multiplier `y[p] ≥ 0` per party: `Σ_p y_p (-g_p) + Σ_l cap_l min(0, k_l - Σ_p y_p e[l][p])` is then the least cost
//! itself, so nothing is cheaper ([`Levers::bound`]).
//!
//! Levers of a few levels are issues of an ordinary problem, and the general search serves them; this is for what has no
//! levels. Costs of different holders are different units: give the levers of one holder, or a declared common unit.
//!
//! Assumes that effects grow in proportion to intensity and add up. It cannot show what a threat does to trust.

use crate::Fault;
use crate::elicit::linear::{Outcome, Program, Row, Sense};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// Levers of any intensity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levers {
    /// `k[l] ≥ 0`.
    pub cost: Vec<BigRational>,
    /// `cap[l] ≥ 0`.
    pub cap: Vec<BigRational>,
    /// `e[l][p]`.
    pub effect: Vec<Vec<BigRational>>,
}

/// The least intensities for a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dose {
    /// `k·a`.
    pub cost: BigRational,
    /// `a[l]`.
    pub intensity: Vec<BigRational>,
    /// `y[p] ≥ 0`, which show that nothing is cheaper.
    pub multipliers: Vec<BigRational>,
}

impl Levers {
    /// The least intensities under which every party accepts a package with these gains; `None` if no intensities do.
    ///
    /// # Errors
    /// Costs, caps, effects and gains that do not fit together, or a cost or cap below zero.
    pub fn least(&self, gains: &[BigRational]) -> Result<Option<Dose>, Fault> {
        self.sound(gains.len())?;
        let levers = self.cost.len();
        let mut programme = Program::new(levers);
        programme.upper = self.cap.iter().cloned().map(Some).collect();
        programme.rows = gains
            .iter()
            .enumerate()
            .map(|(p, gain)| {
                let terms = (0..levers).map(|l| (l, self.effect[l][p].clone()));
                Row::new(terms.filter(|(_, e)| !e.is_zero()).collect(), Sense::AtLeast, -gain)
            })
            .collect();
        let form: Vec<(usize, BigRational)> = self.cost.iter().cloned().enumerate().collect();
        Ok(match programme.minimum(&form)? {
            Outcome::Best(best) => {
                Some(Dose { cost: best.value, intensity: best.point, multipliers: best.multipliers })
            }
            // Costs are not negative, so the form has a least value wherever a point is.
            Outcome::Contradiction(_) | Outcome::Endless { .. } => None,
        })
    }

    /// The package of a list that is cheapest to carry, the first of equal ones, with its least intensities.
    ///
    /// # Errors
    /// As of [`Levers::least`].
    pub fn cheapest<'g>(
        &self,
        packages: impl IntoIterator<Item = &'g [BigRational]>,
    ) -> Result<Option<(usize, Dose)>, Fault> {
        let mut best: Option<(usize, Dose)> = None;
        for (at, gains) in packages.into_iter().enumerate() {
            if let Some(dose) = self.least(gains)?
                && best.as_ref().is_none_or(|(_, known)| dose.cost < known.cost)
            {
                best = Some((at, dose));
            }
        }
        Ok(best)
    }

    /// What no intensities within the caps cost less than, by multipliers `y ≥ 0`; `None` if one is below zero.
    pub fn bound(&self, gains: &[BigRational], multipliers: &[BigRational]) -> Option<BigRational> {
        if multipliers.iter().any(Signed::is_negative) || multipliers.len() != gains.len() {
            return None;
        }
        let short: BigRational = gains.iter().zip(multipliers).map(|(g, y)| -(g * y)).sum();
        let left = (0..self.cost.len()).map(|l| {
            let worth: BigRational = self.effect[l].iter().zip(multipliers).map(|(e, y)| e * y).sum();
            (&self.cost[l] - worth).min(BigRational::zero()) * &self.cap[l]
        });
        Some(short + left.sum::<BigRational>())
    }

    fn sound(&self, parties: usize) -> Result<(), Fault> {
        let levers = self.cost.len();
        if self.cap.len() != levers || self.effect.len() != levers {
            return Err(Fault::shape("costs, caps and effects are not of the same levers".into()));
        }
        if let Some(l) = self.effect.iter().position(|effect| effect.len() != parties) {
            return Err(Fault::shape(format!("lever {l} has not one effect per party")));
        }
        match self.cost.iter().chain(&self.cap).any(Signed::is_negative) {
            true => Err(Fault::shape("a lever has a cost or a cap below zero".into())),
            false => Ok(()),
        }
    }
}

/// A floating-point number as the fraction it is; `None` if it is not finite.
pub fn fraction(number: f64) -> Option<BigRational> {
    BigRational::from_float(number).or_else(|| (number == 0.0).then(|| BigInt::zero().into()))
}
