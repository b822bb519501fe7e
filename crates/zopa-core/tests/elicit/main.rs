//! Preferences as people give them, against published numbers, brute force and certificates.

mod adjusted;
mod answers;
mod contradictions;
mod methods;
mod programs;
mod regression;
mod stream;
mod weights;

use num_rational::BigRational;
use num_traits::ToPrimitive;
use zopa_core::elicit::linear::{part, whole};

/// The fraction a decimal or a quotient stands for.
fn number(text: &str) -> BigRational {
    if let Some((above, below)) = text.split_once('/') {
        return part(above.parse().expect("a number"), below.parse().expect("a number"));
    }
    let (before, after) = text.split_once('.').unwrap_or((text, ""));
    let digits: i64 = format!("{before}{after}").parse().expect("a number");
    whole(digits) / num_traits::pow(whole(10), after.len())
}

fn numbers(texts: &[&str]) -> Vec<BigRational> {
    texts.iter().map(|t| number(t)).collect()
}

fn row(values: &[i64]) -> Vec<BigRational> {
    values.iter().map(|&v| whole(v)).collect()
}

/// Within `by` of what was published with so many decimals.
#[track_caller]
fn near(found: &[BigRational], published: &[f64], by: f64) {
    let found: Vec<f64> = found.iter().map(|x| x.to_f64().expect("a number")).collect();
    let close =
        found.len() == published.len() && found.iter().zip(published).all(|(a, b)| (a - b).abs() <= by);
    assert!(close, "{found:?} is not {published:?}");
}
