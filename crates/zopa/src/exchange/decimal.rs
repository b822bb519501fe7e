//! Decimals as files write them, to exact rationals and back. Never by way of floating point.

use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// Most characters of a number.
const MAX_LENGTH: usize = 400;
/// Largest absolute value of an exponent: past what double precision holds.
const MAX_EXPONENT: i64 = 400;

/// The number that `text` writes (`12`, `+0.5`, `-1.5e-3`; blanks around it do not matter), or what is wrong with it.
pub fn parse(text: &str) -> Result<BigRational, &'static str> {
    let text = text.trim();
    if text.len() > MAX_LENGTH {
        return Err("is longer than 400 characters");
    }
    let (negative, rest) = sign(text);
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err("is no number");
    }
    let size = BigInt::parse_bytes(digits.as_bytes(), 10).ok_or("is no number")?;
    let scale = exponent - fraction.len() as i64;
    let size = if negative { -size } else { size };
    let power = power_of_ten(scale.unsigned_abs() as usize);
    Ok(if scale < 0 { BigRational::new(size, power) } else { BigRational::from_integer(size * power) })
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn exponent_of(text: &str) -> Result<i64, &'static str> {
    let (negative, digits) = sign(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err("is no number");
    }
    let size: i64 = digits.parse().map_err(|_| "has an exponent beyond 400")?;
    if size > MAX_EXPONENT {
        return Err("has an exponent beyond 400");
    }
    Ok(if negative { -size } else { size })
}

fn power_of_ten(exponent: usize) -> BigInt {
    num_traits::pow(BigInt::from(10), exponent)
}

/// The digits of `number`, if finitely many write it.
pub fn digits(number: &BigRational) -> Option<String> {
    let mut rest = number.denom().clone();
    let mut places = [0usize; 2];
    for (place, factor) in places.iter_mut().zip([2u32, 5]) {
        while (&rest % factor).is_zero() {
            rest /= factor;
            *place += 1;
        }
    }
    rest.is_one().then(|| place(number, places[0].max(places[1])))
}

/// The decimal of `places` places after the point nearest to `number`, as a number.
pub fn nearest(number: &BigRational, places: usize) -> BigRational {
    let power = BigRational::from_integer(power_of_ten(places));
    (number * &power).round() / power
}

/// The digits of a number that `places` places after the point write exactly.
fn place(number: &BigRational, places: usize) -> String {
    let scaled = (number * BigRational::from_integer(power_of_ten(places))).to_integer();
    let digits = format!("{:0>width$}", scaled.abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let minus = if scaled.sign() == Sign::Minus { "-" } else { "" };
    if fraction.is_empty() { format!("{minus}{whole}") } else { format!("{minus}{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(text: &str, top: i64, bottom: i64) {
        assert_eq!(parse(text), Ok(BigRational::new(top.into(), bottom.into())), "{text}");
    }

    #[test]
    fn decimals_are_exact() {
        same("0.1", 1, 10);
        same(" +12.50\t", 25, 2);
        same("-.5", -1, 2);
        same("5.", 5, 1);
        same("1.5e3", 1500, 1);
        same("1E-3", 1, 1000);
        same("-0.0", 0, 1);
    }

    #[test]
    fn what_is_no_decimal_is_refused() {
        for text in ["", ".", "-", "e5", "1e", "1e+", "0x10", "1_000", "NaN", "inf", "1,5", "1 2", "--1", "½"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse("1e401").is_err() && parse("1e999999999999999999999").is_err());
        assert!(parse(&"9".repeat(401)).is_err());
    }

    #[test]
    fn digits_and_back() {
        for text in ["0", "1", "-3", "0.25", "-0.001", "1200", "0.000000000000000000000000001"] {
            assert_eq!(digits(&parse(text).unwrap()).as_deref(), Some(text));
        }
        let third = BigRational::new(1.into(), 3.into());
        assert_eq!(digits(&third), None);
        assert_eq!(digits(&nearest(&third, 4)).as_deref(), Some("0.3333"));
    }
}
