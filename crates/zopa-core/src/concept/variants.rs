//! What other programs of the field pick under the same or similar names, for those who have to explain their numbers.
//!
//! All of them are defined on the **efficient acceptable packages** with every `g_p ≥ 0`: they are evaluated point by
//! point on the exact frontier, in exact fractions. Most set scores of different parties against each other, which this
//! project does nowhere else; they are found by name only and never shown unasked.

use crate::frontier::Efficient;
use crate::problem::Score;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

/// What a variant measures a player's gain by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Points as they stand.
    Points,
    /// The player's largest gain over the efficient acceptable packages.
    IdealAcceptable,
    /// The player's largest gain over all packages that keep the rules, acceptable or not.
    IdealAll,
}

/// A rule that picks among efficient packages.
pub struct Variant {
    /// Its key on the command line.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Where it is used, in one sentence.
    pub note: &'static str,
    /// What gains are measured by.
    pub unit: Unit,
    /// What is made as large as possible, given one entry per player.
    worth: fn(&[BigRational]) -> BigRational,
    /// Whether values stand in place of gains.
    values: bool,
}

/// Every variant, in the order it is shown.
pub const VARIANTS: &[Variant] = &[
    Variant {
        key: "egalitarian-maximin",
        name: "Egalitarian (maximin)",
        note: "The smallest gain in points, without going on to the next smallest.",
        unit: Unit::Points,
        worth: least,
        values: false,
    },
    Variant {
        key: "utilitarian",
        name: "Utilitarian",
        note: "The sum of the parties' points: it adds up scales that nobody has made comparable.",
        unit: Unit::Points,
        worth: sum,
        values: true,
    },
    Variant {
        key: "kalai-smorodinsky-maximin",
        name: "Kalai–Smorodinsky (maximin)",
        note: "The smallest share of the ideal over acceptable packages, without going on to the next smallest.",
        unit: Unit::IdealAcceptable,
        worth: least,
        values: false,
    },
    Variant {
        key: "kalai-smorodinsky-all",
        name: "Kalai–Smorodinsky (ideal over all packages)",
        note: "The smallest share of the ideal over all packages, acceptable or not.",
        unit: Unit::IdealAll,
        worth: least,
        values: false,
    },
    Variant {
        key: "negmas-kalai-smorodinsky",
        name: "Kalai–Smorodinsky as NegMAS computes it",
        note: "The smallest spread between the largest and the smallest share of the ideal over all packages; it need not give anyone much.",
        unit: Unit::IdealAll,
        worth: spread,
        values: false,
    },
    Variant {
        key: "genius-kalai-smorodinsky",
        name: "Kalai–Smorodinsky as GENIUS computes it",
        note: "The smallest sum of differences between the parties' values; no deal plays no part in it.",
        unit: Unit::Points,
        worth: asymmetry,
        values: true,
    },
];

fn least(entries: &[BigRational]) -> BigRational {
    entries.iter().min().cloned().unwrap_or_else(BigRational::zero)
}

fn sum(entries: &[BigRational]) -> BigRational {
    entries.iter().sum()
}

fn spread(entries: &[BigRational]) -> BigRational {
    least(entries) - entries.iter().max().cloned().unwrap_or_else(BigRational::zero)
}

fn asymmetry(entries: &[BigRational]) -> BigRational {
    let apart = |a: &BigRational, b: &BigRational| if a > b { a - b } else { b - a };
    let pairs =
        entries.iter().enumerate().flat_map(|(k, a)| entries[k + 1..].iter().map(move |b| apart(a, b)));
    -pairs.sum::<BigRational>()
}

/// What a variant picks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked {
    /// What was made as large as possible: grid points, or a share where the variant measures by an ideal.
    pub value: BigRational,
    /// The points picked, as indices into the frontier.
    pub points: Vec<usize>,
    /// How many packages have the values of these points, where that is known.
    pub packages: Option<u128>,
}

/// The most a party can gain over all packages that keep the rules, in the order of the parties compared: what
/// [`Unit::IdealAll`] measures by.
pub type Ideals = Vec<Score>;

impl Variant {
    /// Picks among the points of an exact frontier of the acceptable packages. `no_deal` and `ideals` have one entry per
    /// party compared. `None` where no point gives every party at least its no-deal value, or where a party that is
    /// measured by its ideal can gain nothing.
    pub fn pick(&self, points: &[Efficient], no_deal: &[Score], ideals: &Ideals) -> Option<Picked> {
        let gains = |point: &Efficient| -> Vec<Score> {
            point.values.iter().zip(no_deal).map(|(v, d)| v - d).collect()
        };
        let candidates: Vec<(usize, Vec<Score>)> =
            points.iter().map(gains).enumerate().filter(|(_, g)| g.iter().all(|&g| g >= 0)).collect();
        let largest = |c: usize| candidates.iter().map(|(_, g)| g[c]).max();
        let units: Vec<Score> = match self.unit {
            Unit::Points => vec![1; no_deal.len()],
            Unit::IdealAcceptable => (0..no_deal.len()).map(largest).collect::<Option<_>>()?,
            Unit::IdealAll => ideals.clone(),
        };
        if units.iter().any(|&u| u <= 0) {
            return None;
        }
        let worth = |at: usize, gains: &[Score]| {
            let entries = if self.values { &points[at].values } else { gains };
            let shares: Vec<BigRational> = entries
                .iter()
                .zip(&units)
                .map(|(&v, &u)| BigRational::new(BigInt::from(v), BigInt::from(u)))
                .collect();
            (self.worth)(&shares)
        };
        let worths: Vec<(usize, BigRational)> =
            candidates.iter().map(|(at, g)| (*at, worth(*at, g))).collect();
        let value = worths.iter().map(|(_, w)| w).max()?.clone();
        let picked: Vec<usize> =
            worths.into_iter().filter_map(|(at, w)| (w == value).then_some(at)).collect();
        let packages = picked.iter().try_fold(0u128, |all, &at| all.checked_add(points[at].count?));
        Some(Picked { value, points: picked, packages })
    }
}
