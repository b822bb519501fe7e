//! What fighting on is worth, when a bargain is possible, and what waiting costs: the models of war, on numbers alone.
//!
//! | symbol | is | unit |
//! |---|---|---|
//! | `p`, `q` | probability that party 1 wins (a war, a battle), and `1 - p` | probability |
//! | `x` | party 1's share of what is at stake, which is 1; party 2 has `1 - x` | share |
//! | `c_i` | what war costs party `i`; where there are periods, per period of fighting | share |
//! | `δ` | discount per period: 1 a period later is worth `δ` now | at least 0, below 1 |
//! | `V_i` | value to party `i`; a flow of `d` in every period counts `(1 - δ) d` in each, so for ever it is worth `d` | share |
//!
//! A discount of 1 gives flows no weight, so it is refused except where a file says what it means there.
//! Numbers are binary floating point, functions come from `libm`, sums run in index order: equal inputs give equal
//! bytes. Where a comparison decides something, the two sides count as equal within [`TOLERANCE`], and a party that is
//! indifferent agrees. The two parties' shares are shares of one pie; where a scenario declares no transfers, they say
//! nothing about packages.
//!
//! References say where a model comes from. The forms were derived anew from its assumptions and checked by other means,
//! so a paper may write them differently.
//!
//! None of these models knows what is just, lawful or true of a given war; each says what follows from its inputs.

pub mod attrition;
pub mod chain;
pub mod collapse;
pub mod core3;
pub mod flow;
pub mod forts;
pub mod learn;
pub mod private;
pub mod range;

use crate::Fault;

/// Within this, two sides of a comparison count as equal, in the units of what is compared.
pub const TOLERANCE: f64 = 1e-9;

/// Refuses what is not a number of 0 to 1.
fn probability(what: &str, value: f64) -> Result<(), Fault> {
    match (0.0..=1.0).contains(&value) {
        true => Ok(()),
        false => Err(Fault::shape(format!("{what} is {value}, not a number of 0 to 1"))),
    }
}

/// Refuses what is not a finite number.
fn finite(what: &str, value: f64) -> Result<(), Fault> {
    match value.is_finite() {
        true => Ok(()),
        false => Err(Fault::shape(format!("{what} is {value}, not a finite number"))),
    }
}

/// Refuses what is not a finite number of at least 0.
fn cost(what: &str, value: f64) -> Result<(), Fault> {
    match value >= 0.0 && value.is_finite() {
        true => Ok(()),
        false => Err(Fault::shape(format!("{what} is {value}, not a finite number of at least 0"))),
    }
}

/// Refuses what is not a finite number above 0.
fn positive(what: &str, value: f64) -> Result<(), Fault> {
    match value > 0.0 && value.is_finite() {
        true => Ok(()),
        false => Err(Fault::shape(format!("{what} is {value}, not a finite number above 0"))),
    }
}

/// Refuses negative costs of two parties.
fn both_costs(costs: [f64; 2]) -> Result<(), Fault> {
    cost("the cost of party 1", costs[0])?;
    cost("the cost of party 2", costs[1])
}

/// Refuses a discount that is not of 0 to 1, or is 1.
fn discount(value: f64) -> Result<(), Fault> {
    probability("the discount", value)?;
    match value < 1.0 {
        true => Ok(()),
        false => {
            Err(Fault::shape("the discount is 1, at which what a period brings has no weight".to_string()))
        }
    }
}

/// Refuses a discount of 1 unless nothing costs anything per period.
fn discount_with(value: f64, costs: [f64; 2]) -> Result<(), Fault> {
    both_costs(costs)?;
    match value == 1.0 && costs == [0.0; 2] {
        true => Ok(()),
        false => discount(value),
    }
}
