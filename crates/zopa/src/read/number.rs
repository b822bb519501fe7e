//! Exact decimals from their digits, never by way of floating point.

use super::tree::Literal;
use crate::diagnostic::{Code, code};
use crate::scenario::Number;

/// Decimals at most.
const DECIMALS: i64 = 6;
/// Size at most.
const LARGEST: i64 = 1_000_000_000;

/// The number, or the code that says why it cannot be held.
pub fn parse(literal: &Literal) -> Result<Number, &'static Code> {
    let text: String = literal.digits.chars().filter(|c| *c != '_').collect();
    if literal.radix != 10 {
        let whole = i64::from_str_radix(&text, literal.radix).map_err(|_| &code::TOO_HUGE)?;
        return whole_number(whole);
    }
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: String = [whole, fraction].concat();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(&code::NOT_A_NUMBER);
    }
    let written = digits.trim_end_matches('0');
    let significant = written.trim_start_matches('0');
    if significant.is_empty() {
        return Ok(Number::from_integer(0));
    }
    // value = significant / 10^scale
    let scale = fraction.len() as i64 - exponent - (digits.len() - written.len()) as i64;
    if significant.len() as i64 - scale > 10 {
        return Err(&code::TOO_HUGE);
    }
    if scale > DECIMALS {
        return Err(&code::TOO_PRECISE);
    }
    // At most ten digits before the point and six after it are left: this fits.
    let size: i64 = significant.parse().map_err(|_| &code::TOO_HUGE)?;
    let size = if scale < 0 {
        Number::from_integer(size.checked_mul(10i64.pow(-scale as u32)).ok_or(&code::TOO_HUGE)?)
    } else {
        Number::new(size, 10i64.pow(scale as u32))
    };
    if size > Number::from_integer(LARGEST) {
        return Err(&code::TOO_HUGE);
    }
    Ok(if negative { -size } else { size })
}

fn whole_number(whole: i64) -> Result<Number, &'static Code> {
    if whole.unsigned_abs() > LARGEST as u64 {
        return Err(&code::TOO_HUGE);
    }
    Ok(Number::from_integer(whole))
}

/// The exponent; one beyond any use is cut to a size that is refused just the same.
fn exponent_of(text: &str) -> Result<i64, &'static Code> {
    const BEYOND: i64 = 1 << 40;
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(&code::NOT_A_NUMBER);
    }
    let size = digits.parse().unwrap_or(BEYOND).min(BEYOND);
    Ok(if negative { -size } else { size })
}

/// The number in millionths: exact, and wide enough to add up any scenario.
pub fn millionths(number: Number) -> i128 {
    *number.numer() as i128 * (1_000_000 / *number.denom() as i128)
}

/// A count of millionths as a person writes it: `12`, `0.25`.
pub fn decimal(millionths: i128) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let (whole, rest) = (millionths.unsigned_abs() / 1_000_000, millionths.unsigned_abs() % 1_000_000);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{rest:06}").trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(digits: &str) -> Result<String, &'static str> {
        parse(&Literal { digits: digits.to_owned(), radix: 10 })
            .map(|n| decimal(millionths(n)))
            .map_err(|code| code.id)
    }

    #[test]
    fn exactly_as_written() {
        for (text, number) in [
            ("0.1", "0.1"),
            ("-0.30", "-0.3"),
            ("1_000", "1000"),
            ("5e-1", "0.5"),
            ("0.000001", "0.000001"),
            ("1e9", "1000000000"),
            ("12.3400000000", "12.34"),
            ("0e999999999999999999999", "0"),
            ("1000000000000e-12", "1"),
            ("+7", "7"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(number), "{text}");
        }
    }

    #[test]
    fn refused_with_the_reason() {
        for (text, code) in [
            ("inf", "Z0201"),
            ("-nan", "Z0201"),
            ("0.0000001", "Z0202"),
            ("1e-7", "Z0202"),
            ("1e-400", "Z0202"),
            ("1000000000.5", "Z0203"),
            ("1e400", "Z0203"),
            ("1e99999999999999999999999", "Z0203"),
            ("99999999999999999999999999", "Z0203"),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
    }
}
