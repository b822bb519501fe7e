//! The whole numbers of a tableau: machine words while they suffice, any size when they do not.
//!
//! Every row is a homogeneous equation, so it may be divided by what all its entries have in common; that keeps the
//! numbers of a preference programme within a word nearly always.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;

/// A whole number of a tableau.
pub(super) trait Whole: Clone + Ord {
    /// Zero.
    fn zero() -> Self;
    /// What a coefficient has to be above to count as positive.
    fn least() -> Self {
        Self::zero()
    }
    /// This number, if it fits.
    fn of(value: &BigInt) -> Option<Self>;
    /// The number with the other sign.
    fn turned(&self) -> Self;
    /// `a b` against `c d`.
    fn cross(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering;
    /// `row := (p row - f by) / content`, where `at` lists the entries of `by` that are not zero; `None` if an entry
    /// does not fit.
    fn eliminate(row: &mut [Self], by: &[Self], at: &[usize], scale: [&Self; 2]) -> Option<()>;
    /// Divides a row by what its entries have in common.
    fn reduce(row: &mut [Self]);
}

/// A number that is not rounded.
pub(super) trait Exact: Whole {
    /// The number at any size.
    fn big(&self) -> BigInt;
}

impl Exact for i64 {
    fn big(&self) -> BigInt {
        BigInt::from(*self)
    }
}

impl Exact for BigInt {
    fn big(&self) -> BigInt {
        self.clone()
    }
}

impl Whole for i64 {
    fn zero() -> i64 {
        0
    }

    fn of(value: &BigInt) -> Option<i64> {
        // The smallest word has no counterpart of the other sign.
        value.to_i64().filter(|&v| v != i64::MIN)
    }

    fn turned(&self) -> i64 {
        -self
    }

    fn cross(a: &i64, b: &i64, c: &i64, d: &i64) -> Ordering {
        (i128::from(*a) * i128::from(*b)).cmp(&(i128::from(*c) * i128::from(*d)))
    }

    fn eliminate(row: &mut [i64], by: &[i64], at: &[usize], scale: [&i64; 2]) -> Option<()> {
        let [p, f] = scale;
        let common = p.gcd(f);
        let (p, f) = (i128::from(p / common), i128::from(f / common));
        let mut next: Vec<i128> = row.iter().map(|&a| if a == 0 { 0 } else { p * i128::from(a) }).collect();
        for &j in at {
            next[j] -= f * i128::from(by[j]);
        }
        let mut content: i128 = 0;
        let mut wide = false;
        for &a in next.iter().filter(|a| **a != 0) {
            wide |= a.unsigned_abs() > i64::MAX as u128;
            if content != 1 {
                content = match (i64::try_from(content), i64::try_from(a)) {
                    (Ok(c), Ok(a)) if a != i64::MIN => i128::from(c.gcd(&a)),
                    _ => content.gcd(&a),
                };
            }
        }
        if content <= 1 && wide {
            return None;
        }
        for (entry, a) in row.iter_mut().zip(next) {
            let a = if content > 1 { a / content } else { a };
            *entry = i64::try_from(a).ok().filter(|&a| a != i64::MIN)?;
        }
        Some(())
    }

    fn reduce(row: &mut [i64]) {
        let content = row.iter().fold(0, |c: i64, a| if c == 1 { 1 } else { c.gcd(a) });
        if content > 1 {
            row.iter_mut().for_each(|a| *a /= content);
        }
    }
}

impl Whole for BigInt {
    fn zero() -> BigInt {
        Zero::zero()
    }

    fn of(value: &BigInt) -> Option<BigInt> {
        Some(value.clone())
    }

    fn turned(&self) -> BigInt {
        -self
    }

    fn cross(a: &BigInt, b: &BigInt, c: &BigInt, d: &BigInt) -> Ordering {
        (a * b).cmp(&(c * d))
    }

    fn eliminate(row: &mut [BigInt], by: &[BigInt], at: &[usize], scale: [&BigInt; 2]) -> Option<()> {
        let [p, f] = scale;
        let common = p.gcd(f);
        let (p, f) = (p / &common, f / &common);
        if !p.is_one() {
            row.iter_mut().filter(|a| !a.is_zero()).for_each(|a| *a *= &p);
        }
        for &j in at {
            row[j] -= &f * &by[j];
        }
        <BigInt as Whole>::reduce(row);
        Some(())
    }

    fn reduce(row: &mut [BigInt]) {
        let mut content = <BigInt as Zero>::zero();
        // The shortest entry first: what all have in common is found, or found to be one, soonest.
        if let Some(shortest) = row.iter().filter(|a| !a.is_zero()).min_by_key(|a| a.bits()) {
            content = shortest.abs();
        }
        for a in row.iter().filter(|a| !a.is_zero()) {
            if content.is_one() {
                return;
            }
            content = content.gcd(a);
        }
        if content > BigInt::one() {
            row.iter_mut().filter(|a| !a.is_zero()).for_each(|a| *a /= &content);
        }
    }
}

/// A rounded number: good for a guess, which is then proved.
#[derive(Clone, Copy)]
pub(super) struct Float(f64);

/// What counts as zero.
const NOTHING: f64 = 1e-9;

impl PartialEq for Float {
    fn eq(&self, other: &Float) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Float {}

impl PartialOrd for Float {
    fn partial_cmp(&self, other: &Float) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Float {
    fn cmp(&self, other: &Float) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Float {
    /// Zero has one sign, and what is near it is zero.
    fn near(value: f64) -> Float {
        Float(if value.abs() < NOTHING { 0.0 } else { value })
    }
}

impl Whole for Float {
    fn zero() -> Float {
        Float(0.0)
    }

    fn least() -> Float {
        Float(1e-7)
    }

    fn of(value: &BigInt) -> Option<Float> {
        value.to_f64().filter(|v| v.is_finite()).map(Float)
    }

    fn turned(&self) -> Float {
        Float(0.0 - self.0)
    }

    fn cross(a: &Float, b: &Float, c: &Float, d: &Float) -> Ordering {
        Float::near(a.0 * b.0 - c.0 * d.0).cmp(&Float(0.0))
    }

    fn eliminate(row: &mut [Float], by: &[Float], at: &[usize], scale: [&Float; 2]) -> Option<()> {
        let times = scale[1].0 / scale[0].0;
        for &j in at {
            row[j] = Float::near(row[j].0 - times * by[j].0);
        }
        row.iter().all(|a| a.0.is_finite()).then_some(())
    }

    fn reduce(row: &mut [Float]) {
        // All but the right sides, which may be of another size.
        let left = row.len().saturating_sub(3);
        let most = row[..left].iter().fold(0.0, |most: f64, a| most.max(a.0.abs()));
        if most > 0.0 {
            row.iter_mut().for_each(|a| *a = Float(a.0 / most));
        }
    }
}
