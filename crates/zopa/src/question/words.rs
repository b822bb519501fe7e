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
pub(super) fn list<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "and")
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn any_of<S: AsRef<str>>(items: &[S]) -> String {
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
pub(super) fn count(n: usize, noun: &str) -> String {
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
        if k > 0 && (digits.len() - k) % 3 == 0 {
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

/// A share as people grasp it: `all`, `78.3 %`, `1 in 6.4`, `1 in 5,300`, to two digits.
pub(super) fn one_in(share: &BigRational) -> String {
    let zero = BigRational::default();
    if *share <= zero {
        return "none".into();
    }
    if share.is_one() {
        return "all".into();
    }
    let times = share.recip();
    if times < BigRational::from(BigInt::from(2)) {
        return format!("{} %", fraction(&(share * BigInt::from(100))));
    }
    if times < BigRational::from(BigInt::from(10)) {
        return format!("1 in {}", fraction(&times));
    }
    let mut step = BigInt::from(1);
    while times >= BigRational::from(&step * BigInt::from(100)) {
        step *= 10;
    }
    let rounded = (times / &step).round().to_integer() * step;
    format!("1 in {}", unbounded(rounded.magnitude()))
}

/// The text with its first letter large.
pub(super) fn capital(text: &str) -> String {
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
pub(super) fn view(compiled: &Compiled) -> String {
    match &compiled.view {
        None => "the scenario as given".into(),
        Some(_) => format!("“{}”", compiled.view_label),
    }
}

/// A red line in a sentence: whose, what, and where it comes from.
pub(super) fn line(compiled: &Compiled, l: usize) -> String {
    let line = &compiled.lines[l];
    format!("{}: {} ({})", compiled.parties[line.party].1, line.label, line.origin)
}

/// A red line, short.
pub(super) fn line_short(compiled: &Compiled, l: usize) -> String {
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
    }
}

/// A caveat where a search stopped early.
pub(super) fn stopped(stop: Stop, what: &str) -> Option<Block> {
    let why = match stop {
        Stop::Complete => return None,
        Stop::Budget => "the budget of work units ran out; --budget raises it".into(),
        Stop::Interrupted => "it was interrupted".into(),
        Stop::Limit(limit) => beyond(limit),
    };
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
