//! How likely has a guarantee to be honoured so that a party keeps the deal, and would the guarantor honour it?
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `V_comply` | what keeping the deal is worth to the party | its own points |
//! | `V_defect` | what breaking it is worth if the guarantor does nothing | its own points |
//! | `V_punished` | what breaking it is worth if the guarantor acts | its own points |
//! | `g` | probability that the guarantor acts | `0..1` |
//!
//! The party keeps the deal iff `V_comply ≥ (1 - g) V_defect + g V_punished`, that is `g ≥ g* = (V_defect - V_comply) /
//! (V_defect - V_punished)`. The guarantor acts iff acting costs it at most what it has at stake.
//!
//! B. Walter 1997, "The critical barrier to civil war settlement", International Organization 51, for the logic; K.
//! Favretto 2009, American Political Science Review 103, for the guarantor's own stake; algebra. Exact but for rounding.
//!
//! Assumes: a party that counts expected points, and believes `g`. A text that obliges nobody to act adds nothing to `g`
//! by itself. It cannot show whether the guarantor will still have that stake later.

use super::{finite, within};
use crate::Fault;

/// What a deal is worth to a party that may break it, its own points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Keeping it.
    pub comply: f64,
    /// Breaking it, and the guarantor does nothing.
    pub defect: f64,
    /// Breaking it, and the guarantor acts.
    pub punished: f64,
}

/// `g*`: zero where breaking the deal gains nothing anyway, `None` where even a certain reaction is too weak.
///
/// # Errors
/// A number is not finite.
pub fn least_probability(choice: &Choice) -> Result<Option<f64>, Fault> {
    sound(choice)?;
    let gain = choice.defect - choice.comply;
    if gain <= 0.0 {
        return Ok(Some(0.0));
    }
    Ok((choice.punished <= choice.comply).then(|| gain / (choice.defect - choice.punished)))
}

/// What the party may have at most when the guarantor acts, given the probability that it does: its own points. `None`
/// if nothing suffices: it gains by breaking the deal and the guarantor never acts.
///
/// # Errors
/// A number is not finite, or the probability not from 0 to 1.
pub fn most_when_punished(choice: &Choice, probability: f64) -> Result<Option<f64>, Fault> {
    sound(choice)?;
    within("the probability that the guarantor acts", probability, 0.0, 1.0)?;
    let gain = choice.defect - choice.comply;
    if gain <= 0.0 {
        return Ok(Some(choice.defect));
    }
    Ok((probability > 0.0).then(|| choice.defect - gain / probability))
}

/// Whether a guarantor acts: acting costs it at most what it has at stake, both in its own points.
///
/// # Errors
/// A number is not finite.
pub fn acts(cost: f64, stake: f64) -> Result<bool, Fault> {
    finite("the guarantor's cost of acting", cost)?;
    finite("the guarantor's stake", stake)?;
    Ok(cost <= stake)
}

fn sound(choice: &Choice) -> Result<(), Fault> {
    finite("the value of keeping the deal", choice.comply)?;
    finite("the value of breaking the deal unpunished", choice.defect)?;
    finite("the value of breaking the deal and being punished", choice.punished)
}
