//! Exact decimals, and what a spreadsheet's binary numbers make of them.

use crate::scenario::Number;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

/// The number as a plain decimal; `None` if it has none, as a third has none.
pub fn plain(number: &Number) -> Option<String> {
    let text = number.to_string();
    let (numerator, denominator) = text.split_once('/').unwrap_or((&text, "1"));
    let (numerator, denominator): (BigInt, BigInt) = (numerator.parse().ok()?, denominator.parse().ok()?);
    let sign = if numerator.is_negative() { "-" } else { "" };
    let mut left = numerator.abs() % &denominator;
    let whole = numerator.abs() / &denominator;
    let mut decimals = String::new();
    while !left.is_zero() {
        // A decimal of more digits than any format of numbers here has is none.
        if decimals.len() > 64 {
            return None;
        }
        left *= 10;
        decimals.push_str(&(&left / &denominator).to_string());
        left %= &denominator;
    }
    let point = if decimals.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{decimals}"))
}

/// The decimal, or the fraction where there is none.
pub fn text(number: &Number) -> String {
    plain(number).unwrap_or_else(|| number.to_string())
}

/// The shortest decimal that stands for the same binary number as these digits; `None` if they are no finite number.
pub fn shortest(digits: &str) -> Option<String> {
    let number: f64 = digits.trim().parse().ok()?;
    number.is_finite().then(|| format!("{number}"))
}

/// Digits from the first that is not 0 to the last that is not 0.
pub fn significant(plain: &str) -> usize {
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

/// Whether this is a plain decimal: a sign, digits, perhaps a point and digits.
pub fn is_plain(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    match text.split_once('.') {
        Some((whole, decimals)) => digits(whole) && digits(decimals),
        None => digits(text),
    }
}

/// A plain decimal as scenario files have it: no zeros that say nothing, which TOML forbids in front.
pub fn tidy(plain: &str) -> String {
    let (sign, text) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain.strip_prefix('+').unwrap_or(plain)),
    };
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let whole = whole.trim_start_matches('0');
    let decimals = decimals.trim_end_matches('0');
    let sign = if whole.is_empty() && decimals.is_empty() { "" } else { sign };
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{decimals}")
}

/// A plain decimal with its point moved: to the right for `by` > 0.
pub fn shift(plain: &str, by: i32) -> String {
    let (sign, text) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain.strip_prefix('+').unwrap_or(plain)),
    };
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let zeros = "0".repeat(by.unsigned_abs() as usize);
    let digits =
        if by < 0 { format!("{zeros}{whole}{decimals}") } else { format!("{whole}{decimals}{zeros}") };
    let at = if by < 0 { whole.len() } else { whole.len() + zeros.len() };
    tidy(&format!("{sign}{}.{}", &digits[..at], &digits[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_of_exact_numbers() {
        for (n, d, decimal) in
            [(5, 1, "5"), (-1, 4, "-0.25"), (1, 1_000_000, "0.000001"), (1_000_000_001, 100, "10000000.01")]
        {
            assert_eq!(plain(&Number::new(n, d)).as_deref(), Some(decimal));
        }
        assert_eq!(plain(&Number::new(1, 3)), None);
        assert_eq!(text(&Number::new(1, 3)), "1/3");
    }

    #[test]
    fn what_was_typed_comes_back() {
        for (stored, typed) in [
            ("0.10000000000000001", "0.1"),
            ("28", "28"),
            ("2.7999999999999998", "2.8"),
            ("1E-3", "0.001"),
            ("999999999.123456", "999999999.123456"),
        ] {
            assert_eq!(shortest(stored).as_deref(), Some(typed));
        }
        assert_eq!(shortest("inf"), None);
        assert_eq!(significant("0.30000000000000004"), 17);
        assert_eq!(significant("1200"), 2);
    }

    #[test]
    fn points_are_moved_exactly() {
        for (from, by, to) in
            [("0.28", 2, "28"), ("-0.005", 2, "-0.5"), ("60", -2, "0.6"), ("0", 2, "0"), ("1.5", -2, "0.015")]
        {
            assert_eq!(shift(from, by), to);
        }
        assert_eq!(tidy("+007.50"), "7.5");
        assert_eq!(tidy("-0.0"), "0");
        assert!(
            is_plain("-1.5") && is_plain("007") && !is_plain("1.") && !is_plain(".5") && !is_plain("1e3")
        );
    }
}
