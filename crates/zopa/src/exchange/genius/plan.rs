//! How a utility fits into GENIUS' forms: constants folded into issues, evaluations brought to whole numbers.

use super::super::decimal::{digits, nearest};
use super::super::{Kind, Utility};
use num_bigint::BigInt;
use num_integer_lite::lcm;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// Places after the point of a number that no finite decimal writes.
pub const PLACES: usize = 30;
/// Most digits of a whole number that GENIUS' double precision holds.
const MAX_DIGITS: usize = 300;

/// The least common multiple, without a crate for it.
mod num_integer_lite {
    use num_bigint::BigInt;
    use num_rational::BigRational;

    /// Least common multiple of two positive numbers.
    pub fn lcm(a: &BigInt, b: &BigInt) -> BigInt {
        // a/b in lowest terms is (a/gcd)/(b/gcd); its numerator times b is the multiple.
        BigRational::new(a.clone(), b.clone()).numer() * b
    }
}

/// What each value of each issue adds, with the constant and issues that are never worth anything folded in, so that
/// every issue's best value adds more than 0, or all add 0. None if no package is worth more than 0 and some less.
pub fn fold(utility: &Utility) -> Option<Vec<Vec<BigRational>>> {
    let mut parts: Vec<Vec<BigRational>> = (0..utility.weights.len()).map(|i| utility.parts(i)).collect();
    let mut rest = utility.constant.clone();
    for part in &mut parts {
        let (least, most) = (least(part), most(part));
        if !most.is_positive() && least.is_negative() {
            part.iter_mut().for_each(|c| *c -= &least);
            rest += least;
        }
    }
    if rest.is_zero() {
        return Some(parts);
    }
    let place = match rest.is_positive() {
        true => (!parts.is_empty()).then_some(0),
        false => {
            let full = parts
                .iter()
                .position(|p| !(least(p) + &rest).is_negative() && (most(p) + &rest).is_positive());
            full.or_else(|| parts.iter().position(|p| (most(p) + &rest).is_positive()))
        }
    };
    if let Some(i) = place {
        parts[i].iter_mut().for_each(|c| *c += &rest);
        return Some(parts);
    }
    let all = parts.iter().map(|p| most(p)).fold(BigRational::zero(), |a, b| a + b);
    if !(&all + &rest).is_positive() {
        return None;
    }
    for part in &mut parts {
        let share = &rest * most(part) / &all;
        part.iter_mut().for_each(|c| *c += &share);
    }
    Some(parts)
}

/// The smallest of a list, 0 for none.
pub fn least(part: &[BigRational]) -> BigRational {
    part.iter().min().cloned().unwrap_or_default()
}

/// The largest of a list, 0 for none.
pub fn most(part: &[BigRational]) -> BigRational {
    part.iter().max().cloned().unwrap_or_default()
}

/// A number as decimal digits, and by how much they differ from it.
pub fn written(number: &BigRational) -> (String, BigRational) {
    if let Some(text) = digits(number).filter(|t| t.len() <= MAX_DIGITS) {
        return (text, BigRational::zero());
    }
    let near = nearest(number, PLACES);
    let text = digits(&near).filter(|t| t.len() <= MAX_DIGITS).unwrap_or_else(|| "0".to_string());
    let error = if text == "0" { number.abs() } else { (number - near).abs() };
    (text, error)
}

/// An issue of names as GENIUS holds it: weight and evaluations as digits, and by how much a utility can be off.
pub struct Named {
    /// The weight.
    pub weight: String,
    /// The evaluations.
    pub evaluations: Vec<String>,
    /// By how much what a value adds can differ.
    pub error: BigRational,
}

/// `part` as a weight times shares of the largest evaluation; its largest is above 0, or all are 0.
pub fn named(part: &[BigRational], weight: &BigRational) -> Named {
    let top = most(part);
    if top.is_zero() {
        let weight = digits(weight).filter(|t| t.len() <= MAX_DIGITS && !weight.is_negative());
        let weight = weight.unwrap_or_else(|| "0".to_string());
        return Named { weight, evaluations: vec!["0".to_string(); part.len()], error: BigRational::zero() };
    }
    let (text, mut error) = written(&top);
    let shares: Vec<BigRational> = part.iter().map(|c| c / &top).collect();
    // A negative share may be larger than the largest, and the weight's error with it.
    error *= shares.iter().map(Signed::abs).max().unwrap_or_default();
    // With one of the shares being 1, the common denominator is itself the largest evaluation.
    let common = shares.iter().fold(BigInt::one(), |all, s| lcm(&all, s.denom()));
    let whole: Vec<String> = shares.iter().map(|s| (s * &common).to_integer().to_string()).collect();
    if whole.iter().all(|w| w.len() <= MAX_DIGITS) {
        return Named { weight: text, evaluations: whole, error };
    }
    let near: Vec<(String, BigRational)> = shares.iter().map(written).collect();
    error += near.iter().map(|(_, e)| e * &top).max().unwrap_or_default();
    Named { weight: text, evaluations: near.into_iter().map(|(text, _)| text).collect(), error }
}

/// An issue of whole numbers as GENIUS holds it, as digits.
pub struct Line {
    /// The weight.
    pub weight: String,
    /// What one more adds.
    pub slope: String,
    /// What the first adds.
    pub offset: String,
}

/// `part` as a weight times a linear function within 0 to 1, if finitely many digits write one.
pub fn line(part: &[BigRational], weight: &BigRational) -> Option<Line> {
    let first = part.first()?;
    let step = part.get(1).map_or_else(BigRational::zero, |second| second - first);
    if part.windows(2).any(|pair| &pair[1] - &pair[0] != step) || least(part).is_negative() {
        return None;
    }
    let top = most(part);
    let mut power = BigRational::one();
    while power < top {
        power *= BigInt::from(10);
    }
    let try_with = |w: &BigRational| {
        if !w.is_positive() || &top > w {
            return None;
        }
        let short = |n: BigRational| digits(&n).filter(|t| t.len() <= MAX_DIGITS);
        Some(Line { weight: short(w.clone())?, slope: short(&step / w)?, offset: short(first / w)? })
    };
    try_with(weight).or_else(|| try_with(&power))
}

/// Whether the values of an issue are whole numbers one after the other.
pub fn consecutive(kind: &Kind, values: &[String]) -> Option<BigInt> {
    let first: BigInt = values.first()?.parse().ok()?;
    let counts = values.iter().enumerate().all(|(k, v)| v.parse::<BigInt>().ok() == Some(&first + k));
    // GENIUS' whole numbers have 32 bits.
    let small = first.bits() < 31;
    (*kind == Kind::Integer && counts && small).then_some(first)
}

/// The sides of a box as ranges: every list of values as runs of neighbours, every choice of runs.
pub fn ranges(sides: &[(usize, Vec<usize>)], limit: usize) -> Option<Vec<Vec<(usize, usize, usize)>>> {
    let mut all: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new()];
    for (i, values) in sides {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for &o in values {
            match runs.last_mut() {
                Some(run) if run.2 + 1 == o => run.2 = o,
                _ => runs.push((*i, o, o)),
            }
        }
        if all.len().checked_mul(runs.len())? > limit {
            return None;
        }
        let longer = |before: &Vec<(usize, usize, usize)>| {
            let before = before.clone();
            runs.iter().map(move |run| [&before[..], &[*run]].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    Some(all)
}

/// The least common denominator of numbers, if GENIUS holds it.
pub fn denominator<'a>(numbers: impl Iterator<Item = &'a BigRational>) -> Option<BigInt> {
    let common = numbers.fold(BigInt::one(), |all, n| lcm(&all, n.denom()));
    (common.to_string().len() <= MAX_DIGITS).then_some(common)
}
