//! Lotteries and fractions as plain data.

use super::{Tree, wide};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde::{Deserialize, Serialize};
use zopa_core::answer::Tangent;

/// A fraction: numerator and denominator, in lowest terms, the denominator positive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WireFraction(#[serde(with = "wide")] Vec<BigInt>);

impl From<&BigRational> for WireFraction {
    fn from(number: &BigRational) -> WireFraction {
        WireFraction(vec![number.numer().clone(), number.denom().clone()])
    }
}

impl WireFraction {
    /// The number.
    ///
    /// # Errors
    /// A sentence, if it is no fraction in lowest terms.
    pub fn number(&self) -> Result<BigRational, String> {
        let wrong = || "a fraction is not two whole numbers in lowest terms".to_string();
        let [numer, denom] = self.0.as_slice() else { return Err(wrong()) };
        if denom.is_zero() {
            return Err(wrong());
        }
        let number = BigRational::new(numer.clone(), denom.clone());
        let same = number.numer() == numer && number.denom() == denom;
        if same { Ok(number) } else { Err(wrong()) }
    }
}

/// A package of a lottery.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawRecord {
    /// The package.
    pub package: Vec<usize>,
    /// The probability that it is drawn.
    pub chance: WireFraction,
}

/// Weights of the players, and the proof of the most their weighted sum of gains is over the acceptable packages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TangentRecord {
    /// One weight per player, per grid point.
    #[serde(with = "wide")]
    pub weights: Vec<BigInt>,
    /// The weighted sum is at most this.
    pub top: WireFraction,
    /// Why.
    pub proof: Tree,
}

impl From<&Tangent> for TangentRecord {
    fn from(tangent: &Tangent) -> TangentRecord {
        TangentRecord {
            weights: tangent.weights.clone(),
            top: (&tangent.top).into(),
            proof: Tree::from(&tangent.proof),
        }
    }
}

impl TangentRecord {
    /// The tangent.
    ///
    /// # Errors
    /// A sentence, if the data is none.
    pub fn tangent(&self) -> Result<Tangent, String> {
        Ok(Tangent { weights: self.weights.clone(), top: self.top.number()?, proof: self.proof.case()? })
    }
}
