//! The exact numbers of a scenario: to rationals of any size and back, and as people write them.

use crate::scenario::Number;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// Decimals of a number at most; what has more is written as a fraction.
pub const DECIMALS: u32 = 18;
/// Digits of the numerator and of the denominator of a written fraction at most.
pub const DIGITS: usize = 38;
/// Size of a number at most.
pub const LARGEST: i64 = 1_000_000_000;

/// The number as a rational of any size: the type to calculate with, since sums and products of numbers need not fit
/// into the type that holds them.
pub fn exact(number: Number) -> BigRational {
    BigRational::new_raw(BigInt::from(*number.numer()), BigInt::from(*number.denom()))
}

/// The rational as a number of a scenario; `None` if numerator or denominator does not fit.
pub fn held(exact: &BigRational) -> Option<Number> {
    Some(Number::new_raw(exact.numer().to_i128()?, exact.denom().to_i128()?))
}

/// The number as a person writes it: `12`, `0.25`; with more than [`DECIMALS`] decimals a fraction, `200/3`.
pub fn written(exact: &BigRational) -> String {
    decimal(exact).unwrap_or_else(|| exact.to_string())
}

/// The number in decimals, if at most [`DECIMALS`] of them hold it exactly.
pub(crate) fn decimal(exact: &BigRational) -> Option<String> {
    let unit = BigInt::from(10u8).pow(DECIMALS);
    let scaled = exact * &unit;
    if !scaled.is_integer() {
        return None;
    }
    let scaled = scaled.to_integer();
    let sign = if scaled.is_negative() { "-" } else { "" };
    let (whole, rest) = (scaled.abs() / &unit, scaled.abs() % &unit);
    if rest.is_zero() {
        return Some(format!("{sign}{whole}"));
    }
    let rest = format!("{:0>1$}", rest.to_string(), DECIMALS as usize);
    Some(format!("{sign}{whole}.{}", rest.trim_end_matches('0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_where_they_end_and_fractions_where_not() {
        for (numer, denom, text) in [
            (12, 1, "12"),
            (-1, 4, "-0.25"),
            (200, 3, "200/3"),
            (-200, 3, "-200/3"),
            (1, 1_000_000_000_000_000_000, "0.000000000000000001"),
            (1, 1 << 18, "0.000003814697265625"),
            (1, 1 << 19, "1/524288"),
            (999_999_999_999_999_999_999_999_999, 1_000_000_000_000_000_000, "999999999.999999999999999999"),
            (0, 1, "0"),
        ] {
            let number = Number::new(numer, denom);
            assert_eq!(written(&exact(number)), text);
            assert_eq!(held(&exact(number)), Some(number));
        }
        let large = exact(Number::from_integer(i128::MAX)) * BigInt::from(2);
        assert_eq!(held(&large), None);
        assert_eq!(written(&large), "340282366920938463463374607431768211454");
    }
}
