//! A rational number as decimal digits: exactly where that is possible, else to thirty digits.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero, pow};

/// Decimals at most in an exact number.
const DECIMALS: usize = 380;
/// Digits of a number that has no end.
const ROUNDED: usize = 30;

/// The digits, if they end.
pub(crate) fn exact(number: &BigRational) -> Option<String> {
    let mut rest = number.denom().clone();
    let mut decimals = 0;
    for prime in [2, 5] {
        let prime = BigInt::from(prime);
        let mut count = 0;
        while (&rest % &prime).is_zero() {
            rest /= &prime;
            count += 1;
            if count > DECIMALS {
                return None;
            }
        }
        decimals = decimals.max(count);
    }
    let scaled = number * BigRational::from_integer(pow(BigInt::from(10), decimals));
    rest.is_one().then(|| point(&scaled.to_integer(), decimals))
}

/// The digits, and whether they are all of them.
pub(crate) fn digits(number: &BigRational) -> (String, bool) {
    if let Some(digits) = exact(number) {
        return (digits, true);
    }
    let length = |n: &BigInt| n.abs().to_string().len().to_i64().unwrap_or(i64::MAX);
    let size = length(number.numer()) - length(number.denom());
    let decimals = (ROUNDED as i64 - size).clamp(0, DECIMALS as i64) as usize;
    let scaled = number * BigRational::from_integer(pow(BigInt::from(10), decimals));
    // Half away from zero.
    let two = BigInt::from(2);
    let half = scaled.denom() * scaled.numer().signum();
    let rounded = (scaled.numer() * &two + half) / (scaled.denom() * &two);
    (point(&rounded, decimals), false)
}

/// `size / 10^decimals`, without zeros at the end.
fn point(size: &BigInt, decimals: usize) -> String {
    let sign = if size.is_negative() { "-" } else { "" };
    let (whole, rest) =
        (size.abs() / pow(BigInt::from(10), decimals), size.abs() % pow(BigInt::from(10), decimals));
    if rest.is_zero() {
        return format!("{sign}{whole}");
    }
    let rest = rest.to_string();
    let rest = format!("{}{rest}", "0".repeat(decimals - rest.len()));
    format!("{sign}{whole}.{}", rest.trim_end_matches('0'))
}
