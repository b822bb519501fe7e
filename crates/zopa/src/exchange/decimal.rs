//! Decimal numbers with an exponent, read exactly, within limits.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::pow;

/// Digits at most, the point aside.
const DIGITS: usize = 400;
/// Size of the exponent at most.
const EXPONENT: i32 = 400;

/// The number that `text` writes: a sign, digits with a point, an exponent. `None` if it is anything else, or longer
/// than 400 digits, or has an exponent beyond 400.
pub(crate) fn decimal(text: &str) -> Option<BigRational> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    if digits.is_empty() || digits.len() > DIGITS || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let size = BigInt::parse_bytes(digits.as_bytes(), 10)?;
    let size = if negative { -size } else { size };
    let shift = exponent - fraction.len() as i32;
    let power = pow(BigInt::from(10), shift.unsigned_abs() as usize);
    Some(if shift < 0 { BigRational::new(size, power) } else { BigRational::from_integer(size * power) })
}

fn exponent_of(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|e: &i32| e.abs() <= EXPONENT)
}
