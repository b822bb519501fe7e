//! Would each side keep what it has agreed, and in which order can it be carried out?
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `T`, `R`, `P` | what a party has in a period in which it breaks the agreement unseen, in which all keep it, in which it is punished | one party's own points a period |
//! | `δ` | what the next period counts for, against 1 for this one | `0..1` |
//! | `G` | what a guarantee takes from whoever stops | the party's own points |
//!
//! Everything here is one party's own reckoning on its own scale; nothing is added over parties. All of it assumes that
//! the numbers are known to everyone and that everyone expects the others to go on; it cannot show whether they do.
//! Numbers are rounded as `f64`: closed forms to about 1e-12 of their size, searches as they say.

pub mod gradual;
pub mod guarantee;
pub mod order;
pub mod shares;
pub mod steps;
pub mod trigger;
pub mod watch;

use crate::Fault;

/// Refuses what is no finite number within `low..=high`; `what` names it at the start of a sentence.
pub(crate) fn within(what: &str, value: f64, low: f64, high: f64) -> Result<(), Fault> {
    if value.is_finite() && value >= low && value <= high {
        return Ok(());
    }
    let range = match (low == f64::NEG_INFINITY, high == f64::INFINITY) {
        (true, true) => "a finite number".to_string(),
        (false, true) => format!("a finite number of at least {low}"),
        (true, false) => format!("a finite number of at most {high}"),
        (false, false) => format!("from {low} to {high}"),
    };
    Err(Fault::shape(format!("{what} is {value} and has to be {range}")))
}

/// Refuses what is no finite number.
pub(crate) fn finite(what: &str, value: f64) -> Result<(), Fault> {
    within(what, value, f64::NEG_INFINITY, f64::INFINITY)
}

/// Refuses a discount factor outside `0..1`, both ends excluded.
pub(crate) fn discount(value: f64) -> Result<(), Fault> {
    if value > 0.0 && value < 1.0 {
        return Ok(());
    }
    Err(Fault::shape(format!("the discount factor is {value} and has to lie between 0 and 1, ends excluded")))
}
