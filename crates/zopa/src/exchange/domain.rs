//! A negotiation domain as the field's files give it.
//!
//! Symbols: `u_p(x) = min(cap_p, constant_p + Σ_i w[p][i] · e[p][i][x_i] + Σ_b [x in box b] · worth_b)`, on the file's
//! own scale, which in most formats runs from 0 to 1. All numbers are exact rationals.

use num_rational::BigRational;
use num_traits::Zero;

/// Issues, and one profile per party.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// Its name.
    pub name: String,
    /// The issues, in the order of the file.
    pub issues: Vec<DomainIssue>,
    /// The profiles, in the order of the files.
    pub profiles: Vec<Profile>,
}

/// An issue of a domain.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainIssue {
    /// Its name.
    pub name: String,
    /// Its description, where there is one.
    pub description: Option<String>,
    /// The names of its values; for numbers, their digits.
    pub values: Vec<String>,
    /// What the values are.
    pub kind: Kind,
}

/// What the values of an issue are.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Names.
    Discrete,
    /// All whole numbers from the first value to the last.
    Integer,
    /// Real numbers from the lower to the upper bound; the values are a grid of them.
    Real {
        /// Lower bound.
        lower: BigRational,
        /// Upper bound.
        upper: BigRational,
    },
}

/// What one party is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The party's name.
    pub name: String,
    /// What packages are worth to it.
    pub utility: Utility,
    /// Its reservation value on the utility's scale, if the file states one.
    pub reserve: Option<BigRational>,
    /// Its discount factor, if the file states one.
    pub discount: Option<BigRational>,
}

/// What packages are worth to a party: `min(cap, constant + Σ weight · evaluation + Σ worth of the boxes around it)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Utility {
    /// Weights `w[i]`, one per issue.
    pub weights: Vec<BigRational>,
    /// Evaluations `e[i][o]`, one per value of each issue.
    pub evaluations: Vec<Vec<BigRational>>,
    /// Worth of boxes of packages (hyper-rectangles).
    pub boxes: Vec<BoxTerm>,
    /// What every package is worth besides.
    pub constant: BigRational,
    /// No package counts as worth more than this.
    pub cap: Option<BigRational>,
}

/// A box of packages (a hyper-rectangle): all whose values lie in the sets given, and what it is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct BoxTerm {
    /// Issue index, and the value indices inside the box, ascending. Issues not listed do not matter.
    pub sides: Vec<(usize, Vec<usize>)>,
    /// What a package inside is worth, added to the rest.
    pub worth: BigRational,
}

impl Utility {
    /// The utility of a package, one value index per issue; the package fits the domain.
    pub fn of(&self, package: &[usize]) -> BigRational {
        let additive = package.iter().enumerate().map(|(i, &o)| &self.weights[i] * &self.evaluations[i][o]);
        let inside = |b: &&BoxTerm| b.sides.iter().all(|(i, set)| set.contains(&package[*i]));
        let boxes = self.boxes.iter().filter(inside).map(|b| b.worth.clone());
        let sum = self.constant.clone() + additive.fold(BigRational::zero(), |a, b| a + b);
        let sum = boxes.fold(sum, |a, b| a + b);
        match &self.cap {
            Some(cap) if sum > *cap => cap.clone(),
            _ => sum,
        }
    }
}

impl Domain {
    /// Number of packages, if it fits in 128 bits.
    pub fn packages(&self) -> Option<u128> {
        self.issues.iter().try_fold(1u128, |all, issue| all.checked_mul(issue.values.len() as u128))
    }
}
