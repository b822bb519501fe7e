//! Exact numbers from their digits, never by way of floating point.

use super::tree::{Literal, Value};
use crate::diagnostic::{Code, code};
use crate::number::{DECIMALS, DIGITS, LARGEST};
use crate::scenario::Number;

/// The number that a value is, with its words, or the code that says why it cannot be held; `None` for a value that
/// is no number at all.
pub fn of(value: &Value) -> Option<(Result<Number, &'static Code>, &str)> {
    match value {
        Value::Number(literal) => Some((parse(literal), &literal.digits)),
        Value::Text(text) if may_be_fraction(text) => Some((fraction(text), text)),
        _ => None,
    }
}

/// Whether a text where a number belongs is meant as a fraction.
pub fn may_be_fraction(text: &str) -> bool {
    text.contains('/')
}

/// A fraction of two whole numbers, `200/3`.
fn fraction(text: &str) -> Result<Number, &'static Code> {
    let whole = |digits: &str| -> Option<i128> {
        let fine = (1..=DIGITS).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        fine.then(|| digits.parse().ok()).flatten()
    };
    let (negative, size) = match text.strip_prefix('-') {
        Some(size) => (true, size),
        None => (false, text),
    };
    let parts = size.split_once('/').and_then(|(above, below)| Some((whole(above)?, whole(below)?)));
    let Some((above, below)) = parts.filter(|(_, below)| *below > 0) else { return Err(&code::NO_FRACTION) };
    let size = Number::new(above, below);
    if size > Number::from_integer(i128::from(LARGEST)) {
        return Err(&code::TOO_HUGE);
    }
    Ok(if negative { -size } else { size })
}

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
    if scale > i64::from(DECIMALS) {
        return Err(&code::TOO_PRECISE);
    }
    // At most ten digits before the point and eighteen after it are left: this fits.
    let size: i128 = significant.parse().map_err(|_| &code::TOO_HUGE)?;
    let size = if scale < 0 {
        Number::from_integer(size.checked_mul(10i128.pow(-scale as u32)).ok_or(&code::TOO_HUGE)?)
    } else {
        Number::new(size, 10i128.pow(scale as u32))
    };
    if size > Number::from_integer(i128::from(LARGEST)) {
        return Err(&code::TOO_HUGE);
    }
    Ok(if negative { -size } else { size })
}

fn whole_number(whole: i64) -> Result<Number, &'static Code> {
    if whole.unsigned_abs() > LARGEST as u64 {
        return Err(&code::TOO_HUGE);
    }
    Ok(Number::from_integer(i128::from(whole)))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(digits: &str) -> Result<String, &'static str> {
        parse(&Literal { digits: digits.to_owned(), radix: 10 })
            .map(|n| crate::number::written(&crate::number::exact(n)))
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
            ("0.123456789012345678", "0.123456789012345678"),
            ("-999999999.999999999999999999", "-999999999.999999999999999999"),
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
            ("0.0000000000000000001", "Z0202"),
            ("1e-19", "Z0202"),
            ("1e-400", "Z0202"),
            ("1000000000.5", "Z0203"),
            ("1e400", "Z0203"),
            ("1e99999999999999999999999", "Z0203"),
            ("99999999999999999999999999", "Z0203"),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
    }

    #[test]
    fn fractions_of_two_whole_numbers() {
        let read = |text: &str| {
            let (number, _) = of(&Value::Text(text.to_owned()))?;
            Some(number.map(|n| n.to_string()).map_err(|code| code.id))
        };
        for (text, number) in [
            ("200/3", "200/3"),
            ("-2/6", "-1/3"),
            ("0/7", "0"),
            ("999999999999999999/999999999999999998", "999999999999999999/999999999999999998"),
            ("1000000000/1", "1000000000"),
        ] {
            assert_eq!(read(text), Some(Ok(number.to_owned())), "{text}");
        }
        for (text, code) in [
            ("1/0", "Z0208"),
            ("/", "Z0208"),
            ("1/-2", "Z0208"),
            ("+1/2", "Z0208"),
            ("1 / 2", "Z0208"),
            ("1/2/3", "Z0208"),
            ("1.5/2", "Z0208"),
            ("1/100000000000000000000000000000000000000", "Z0208"),
            ("1000000001/1", "Z0203"),
        ] {
            assert_eq!(read(text), Some(Err(code)), "{text}");
        }
        assert_eq!(read("12"), None);
    }
}
