//! Which divisions of a pie, and which packages, does every party keep for its own reasons?
//!
//! | symbol | is | shape, unit |
//! |---|---|---|
//! | `T[i]`, `P[i]` | what party `i` has in the period in which it breaks the agreement, and in each one after | shares of the pie, or its own points |
//! | `x[i]` | what it has a period under the agreement | the same |
//! | `δ` | discount factor | `0..1` |
//!
//! Party `i` keeps the agreement iff `x_i ≥ (1 - δ) T_i + δ P_i`. A pie of 1 can be divided so iff these needs sum to at
//! most 1, that is `δ ≥ (Σ T - 1) / (Σ T - Σ P)`.
//!
//! The trigger strategy of J. Friedman 1971, Review of Economic Studies 38, solved for the share; algebra. Exact but for
//! rounding, about 1e-15.
//!
//! Assumes: violations are noticed after one period and punished for good. Only [`division`] takes the parties' values
//! for parts of one pie, and so may be used only where a scenario declares one; [`gaps`] never adds them.

use super::{finite, within};
use crate::Fault;

/// What a party has if it breaks the agreement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Defection {
    /// `T`: in the period in which it does.
    pub temptation: f64,
    /// `P`: in each period after.
    pub punishment: f64,
}

/// The divisions of a pie of 1 that are kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Division {
    /// The least share with which each party keeps it.
    pub needs: Vec<f64>,
    /// What is left of the pie; below zero no division is kept.
    pub left: f64,
    /// The least discount factor at which some division is kept; `None` if none is at any.
    pub least_discount: Option<f64>,
}

impl Division {
    /// The least and largest share of party `i` among divisions that are kept; `None` if there are none.
    pub fn range(&self, party: usize) -> Option<(f64, f64)> {
        let least = *self.needs.get(party)?;
        (self.left >= 0.0).then_some((least, least + self.left))
    }
}

/// The divisions of a pie of 1 that every party keeps.
///
/// # Errors
/// A number is not finite, breaking the agreement is worth less than being punished, or there are fewer than two parties.
pub fn division(parties: &[Defection], discount: f64) -> Result<Division, Fault> {
    sound(parties, discount)?;
    if parties.len() < 2 {
        return Err(Fault::shape(format!(
            "a pie is divided among two parties or more, not {}",
            parties.len()
        )));
    }
    let needs: Vec<f64> = parties.iter().map(|p| need(p, discount)).collect();
    let tempted: f64 = parties.iter().map(|p| p.temptation).sum();
    let punished: f64 = parties.iter().map(|p| p.punishment).sum();
    let least_discount = if tempted <= 1.0 {
        Some(0.0)
    } else if punished <= 1.0 {
        Some((tempted - 1.0) / (tempted - punished))
    } else {
        None
    };
    Ok(Division { left: 1.0 - needs.iter().sum::<f64>(), needs, least_discount })
}

/// What each party lacks to keep a package worth `values[i]` a period to it: its own points, at most zero if it keeps it.
///
/// # Errors
/// As of [`division`], or the lists differ in length.
pub fn gaps(values: &[f64], parties: &[Defection], discount: f64) -> Result<Vec<f64>, Fault> {
    sound(parties, discount)?;
    if values.len() != parties.len() {
        let text = format!("{} values stand against {} parties", values.len(), parties.len());
        return Err(Fault::shape(text));
    }
    for (i, value) in values.iter().enumerate() {
        finite(&format!("the value of the package to party {i}"), *value)?;
    }
    Ok(values.iter().zip(parties).map(|(x, party)| need(party, discount) - x).collect())
}

fn need(party: &Defection, discount: f64) -> f64 {
    (1.0 - discount) * party.temptation + discount * party.punishment
}

fn sound(parties: &[Defection], discount: f64) -> Result<(), Fault> {
    within("the discount factor", discount, 0.0, 1.0)?;
    for (i, party) in parties.iter().enumerate() {
        finite(&format!("the temptation of party {i}"), party.temptation)?;
        finite(&format!("the punishment of party {i}"), party.punishment)?;
        if party.temptation < party.punishment {
            let text = format!(
                "party {i} has less from breaking the agreement ({}) than from being punished ({})",
                party.temptation, party.punishment
            );
            return Err(Fault::shape(text));
        }
    }
    Ok(())
}
