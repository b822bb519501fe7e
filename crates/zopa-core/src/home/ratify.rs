//! What should a proposer offer to somebody at home or abroad whose threshold it does not know?
//!
//! | symbol | is | unit |
//! |---|---|---|
//! | `s` | what is offered; the proposer keeps `1 - s` | share of what is at stake |
//! | `L`, `H` | the ratifier accepts from a threshold on that is uniform on `L … H` | share |
//! | `w` | what the proposer has without a deal | share |
//!
//! An offer is ratified with probability `F(s) = (s - L) / (H - L)` and worth `F(s) (1 - s) + (1 - F(s)) w`, which is largest
//! at `s* = (1 - w + L) / 2`, within `L … H`. Where even the smallest threshold leaves the proposer less than `w`, no offer
//! is worth making.
//!
//! The trade-off of [`crate::war::private`] with the distribution of a ratifier in place of a cost of war; for other
//! distributions ask there. K. Iida 1993, "When and how do domestic constraints matter?", Journal of Conflict Resolution
//! 37, and G. Schneider and L.-E. Cederman 1994, International Organization 48, for the question; the form is algebra.
//! Exact but for rounding.
//!
//! Assumes: one offer, a proposer who counts expected shares, a threshold on one scale. The probability rests on `L` and
//! `H` as the proposer sees them; it is no forecast of a vote.

use crate::Fault;
use crate::keep::within;

/// An offer, and what comes of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offer {
    /// `s*`, a share.
    pub offer: f64,
    /// How likely it is ratified.
    pub ratified: f64,
    /// What the proposer may expect, a share.
    pub value: f64,
}

/// The best offer against a threshold that is uniform on `lowest … highest`; `None` where no offer is as good as `no_deal`.
///
/// # Errors
/// A threshold that is not from 0 to 1, ends the wrong way round, or a value without a deal of more than 1.
pub fn best(lowest: f64, highest: f64, no_deal: f64) -> Result<Option<Offer>, Fault> {
    ends(lowest, highest)?;
    within("the proposer's share without a deal", no_deal, f64::NEG_INFINITY, 1.0)?;
    if 1.0 - lowest < no_deal {
        return Ok(None);
    }
    let offer = (0.5 * (1.0 - no_deal + lowest)).max(lowest).min(highest);
    let ratified = likely(lowest, highest, offer);
    Ok(Some(Offer { offer, ratified, value: ratified * (1.0 - offer) + (1.0 - ratified) * no_deal }))
}

/// How likely an offer reaches a threshold that is uniform on `lowest … highest`.
///
/// # Errors
/// As of [`best`], or an offer that is not from 0 to 1.
pub fn chance(lowest: f64, highest: f64, offer: f64) -> Result<f64, Fault> {
    ends(lowest, highest)?;
    within("the offer", offer, 0.0, 1.0)?;
    Ok(likely(lowest, highest, offer))
}

fn likely(lowest: f64, highest: f64, offer: f64) -> f64 {
    if offer >= highest {
        1.0
    } else if offer <= lowest {
        0.0
    } else {
        (offer - lowest) / (highest - lowest)
    }
}

fn ends(lowest: f64, highest: f64) -> Result<(), Fault> {
    within("the lowest threshold", lowest, 0.0, 1.0)?;
    within("the highest threshold", highest, 0.0, 1.0)?;
    match lowest <= highest {
        true => Ok(()),
        false => {
            Err(Fault::shape(format!("the lowest threshold ({lowest}) is above the highest one ({highest})")))
        }
    }
}
