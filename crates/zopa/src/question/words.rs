//! Words shared by the questions: names, numbers and lists in sentences.

use crate::compile::{Compiled, Reading};
use crate::report::Block;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};
use zopa_core::answer::{Limit, Stop};
use zopa_core::frontier::{MOST_KEYS, MOST_POINTS};
use zopa_core::problem::Score;
use zopa_core::relax::MOST_LINES;

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "and")
}

/// `a`, `a or b`, `a, b or c`.
pub(crate) fn any_of<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "or")
}

fn joined<S: AsRef<str>>(items: &[S], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_string(),
        [all @ .., last] => {
            let all: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", all.join(", "), last.as_ref())
        }
    }
}

/// A count with its noun: `1 package`, `2 packages`, `3 parties`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    match (n, noun.strip_suffix("rty")) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{n} {stem}rties"),
        (_, None) => format!("{n} {noun}s"),
    }
}

/// A large count as people write it: `240`, `about 1.9 × 10¹⁵`.
pub(super) fn magnitude(n: u128) -> String {
    if n < 10_000 {
        return n.to_string();
    }
    let text = format!("{:.1e}", n as f64);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let raised: String = exponent
        .chars()
        .filter_map(|c| c.to_digit(10))
        .filter_map(|d| ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'].get(d as usize).copied())
        .collect();
    format!("about {mantissa} × 10{raised}")
}

/// A whole number in groups of three digits: `5,300`.
pub(super) fn grouped(n: u128) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (k, digit) in digits.chars().enumerate() {
        if k > 0 && (digits.len() - k).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count of any size: `5,300`, `about 1.9 × 10¹⁵`; beyond 10³⁸ only that.
pub(super) fn unbounded(n: &BigUint) -> String {
    match n.to_u128() {
        Some(n) if n < 1_000_000_000 => grouped(n),
        Some(n) => magnitude(n),
        None => "more than 10³⁸".into(),
    }
}

/// Which way a share is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Towards {
    /// To the nearest.
    Nearest,
    /// To a smaller share.
    Less,
    /// To a larger share.
    More,
}

impl Towards {
    fn whole(self, number: &BigRational) -> BigInt {
        match self {
            Towards::Nearest => number.round().to_integer(),
            Towards::Less => number.floor().to_integer(),
            Towards::More => number.ceil().to_integer(),
        }
    }

    fn back(self) -> Towards {
        match self {
            Towards::Nearest => Towards::Nearest,
            Towards::Less => Towards::More,
            Towards::More => Towards::Less,
        }
    }
}

/// A share in per cent, to one decimal.
pub(super) fn percent(share: &BigRational, towards: Towards) -> String {
    let tenths = towards.whole(&(share * BigInt::from(1000)));
    in_tenths(tenths.to_i128().unwrap_or(Score::MAX))
}

/// A share as people grasp it: `all`, `78.3 %`, `1 in 6.4`, `1 in 5,300`, to two digits.
pub(super) fn one_in(share: &BigRational, towards: Towards) -> String {
    if *share <= BigRational::default() {
        return "none".into();
    }
    if share.is_one() {
        return "all".into();
    }
    let times = share.recip();
    if times < BigRational::from(BigInt::from(2)) {
        return format!("{} %", percent(share, towards));
    }
    // More packages to one means a smaller share.
    let back = towards.back();
    if times < BigRational::from(BigInt::from(10)) {
        let tenths = back.whole(&(times * BigInt::from(10)));
        return format!("1 in {}", in_tenths(tenths.to_i128().unwrap_or(Score::MAX)));
    }
    let mut step = BigInt::from(1);
    while times >= BigRational::from(&step * BigInt::from(100)) {
        step *= 10;
    }
    let rounded = back.whole(&(times / &step)) * step;
    format!("1 in {}", unbounded(rounded.magnitude()))
}

/// The text with its first letter large.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The text as a sentence: with one full stop at its end.
pub(super) fn ended(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?', '…']) { text.into() } else { format!("{text}.") }
}

/// Points on a party's own scale, rounded to one decimal.
pub(super) fn points(compiled: &Compiled, score: Score) -> String {
    let grid = compiled.grid;
    // Gains are below 2^98, so there is room for the factor.
    let tenths = (20 * score.abs() + grid) / (2 * grid);
    in_tenths(tenths * score.signum())
}

/// Points on a party's own scale, rounded up to one decimal, so that a sentence that asks for so many holds.
pub(super) fn points_up(compiled: &Compiled, score: Score) -> String {
    let grid = compiled.grid;
    in_tenths((10 * score).div_euclid(grid) + Score::from((10 * score).rem_euclid(grid) > 0))
}

/// Points given as an exact fraction, rounded to one decimal.
pub(super) fn fraction(points: &BigRational) -> String {
    let tenths = (points * BigInt::from(10)).round().to_integer();
    in_tenths(tenths.to_i128().unwrap_or(Score::MAX))
}

/// Tenths of a point as a decimal number.
fn in_tenths(tenths: Score) -> String {
    let size = tenths.unsigned_abs();
    format!("{}{}.{}", if tenths < 0 { "-" } else { "" }, size / 10, size % 10)
}

/// Signed points: `+3.2`, `-1.0`, `0.0`.
pub(super) fn signed(compiled: &Compiled, score: Score) -> String {
    let plain = points(compiled, score);
    if score > 0 && plain != "0.0" { format!("+{plain}") } else { plain }
}

/// How a view is named in a sentence.
pub(crate) fn view(compiled: &Compiled) -> String {
    match &compiled.view {
        None => "the scenario as given".into(),
        Some(_) => format!("“{}”", compiled.view_label),
    }
}

/// A red line in a sentence: whose, what, and where it comes from.
pub(crate) fn line(compiled: &Compiled, l: usize) -> String {
    let line = &compiled.lines[l];
    format!("{}: {} ({})", compiled.parties[line.party].1, line.label, line.origin)
}

/// A red line, short.
pub(crate) fn line_short(compiled: &Compiled, l: usize) -> String {
    let line = &compiled.lines[l];
    format!("{} line “{}”", possessive(&compiled.parties[line.party].1), line.label)
}

/// `Ukraine’s`, `the allies’`.
pub(super) fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}’") } else { format!("{name}’s") }
}

/// What outgrew a limit that no budget moves, as a reason.
pub(super) fn beyond(limit: Limit) -> String {
    match limit {
        Limit::Width(keys) => format!(
            "interactions and rules tie the issues together so closely that {} combinations of options would have to be kept apart at once, more than the {} that zopa keeps; a larger budget does not change that",
            magnitude(keys),
            magnitude(MOST_KEYS as u128)
        ),
        Limit::Points => format!(
            "more than {} partial packages would have to be kept at once; a larger budget does not change that",
            magnitude(MOST_POINTS as u128)
        ),
        Limit::Lines => format!(
            "more than {MOST_LINES} red lines would have to be told apart; a larger budget does not change that"
        ),
        Limit::Counts => {
            "more numbers would have to be kept at once than zopa keeps; a larger budget does not change that"
                .into()
        }
        Limit::Steps => {
            "more sets of steps would have to be kept apart at once than zopa keeps; a larger budget does not change that"
                .into()
        }
    }
}

/// Why a search stopped early, as a reason.
pub(crate) fn reason(stop: Stop) -> String {
    match stop {
        Stop::Complete => "it came to its end".into(),
        Stop::Budget => "the budget of work units ran out; --budget raises it".into(),
        Stop::Interrupted => "it was interrupted".into(),
        Stop::Limit(limit) => beyond(limit),
    }
}

/// A caveat where a search stopped early.
pub(crate) fn stopped(stop: Stop, what: &str) -> Option<Block> {
    if stop == Stop::Complete {
        return None;
    }
    let why = reason(stop);
    Some(Block::Caveat(format!("{what}: not settled, because {why}. Nothing follows from that either way.")))
}

/// Readings in the order of a table's columns.
pub(super) fn reading_head(reading: Reading) -> String {
    match reading {
        Reading::None => "no line real",
        Reading::Judged => "lines judged real",
        Reading::Claimed => "every claim real",
    }
    .into()
}

/// An anchor made of lower-case letters, digits and dashes.
pub(super) fn anchor(parts: &[&str]) -> String {
    let text = parts.join("-").to_lowercase();
    let mut anchor = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            anchor.push(c);
        } else if !anchor.ends_with('-') {
            anchor.push('-');
        }
    }
    anchor.trim_matches('-').to_string()
}

#[cfg(test)]
mod tests {
    use super::{Towards, grouped, one_in, percent, unbounded};
    use num_bigint::{BigInt, BigUint};
    use num_rational::BigRational;

    fn share(part: u64, whole: u64) -> BigRational {
        BigRational::new(part.into(), whole.into())
    }

    #[test]
    fn counts_of_any_size_are_words() {
        assert_eq!([0, 999, 5300, 1_234_567].map(grouped), ["0", "999", "5,300", "1,234,567"]);
        assert_eq!(unbounded(&BigUint::from(1_900_000_000_000_000_u64)), "about 1.9 × 10¹⁵");
        assert_eq!(unbounded(&(BigUint::from(1u8) << 200)), "more than 10³⁸");
    }

    #[test]
    fn shares_are_said_as_one_in_so_many() {
        let near = |part, whole| one_in(&share(part, whole), Towards::Nearest);
        assert_eq!(
            [near(0, 7), near(7, 7), near(7, 9), near(1, 2), near(553, 3888), near(1, 5_312), near(1, 96)],
            ["none", "all", "77.8 %", "1 in 2.0", "1 in 7.0", "1 in 5,300", "1 in 96"]
        );
        let tiny = BigRational::new(1.into(), BigInt::from(1_930_000_000_000_000_u64));
        assert_eq!(one_in(&tiny, Towards::Nearest), "1 in about 1.9 × 10¹⁵");
    }

    #[test]
    fn ends_of_an_interval_are_rounded_outwards() {
        let (low, high) = (share(1, 1_049), share(1, 951));
        assert_eq!(one_in(&low, Towards::Less), "1 in 1,100");
        assert_eq!(one_in(&high, Towards::More), "1 in 950");
        assert_eq!(percent(&share(1, 3), Towards::Less), "33.3");
        assert_eq!(percent(&share(1, 3), Towards::More), "33.4");
        assert_eq!(one_in(&share(2, 3), Towards::More), "66.7 %");
    }
}
