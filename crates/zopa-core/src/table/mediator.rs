//! How much peace can a mediator bring who hears both sides in confidence, and when is a mediator's word believed?
//!
//! | symbol | is | unit |
//! |---|---|---|
//! | `q` | probability that a side is strong, independently of the other; else it is weak | `0..1` |
//! | `θ` | what war leaves of a pie of 1 | `0..1` |
//! | `p` | probability that a strong side beats a weak one; equals win with one half | `1/2..1` |
//! | `λ`, `γ` | `q / (1 - q)`; `(p θ - 1/2) / (1/2 - θ/2)`: what strength is worth against what war destroys | ratios |
//! | `q_LL`, `q_M`, `q_H` | probability of peace between two weak sides, a strong and a weak one, two strong ones | `0..1` |
//!
//! The most peace: `q_LL = 1` always, and
//! - `λ ≥ γ`: `q_M = q_H = 1`;
//! - `γ/2 ≤ λ < γ`: `q_M = 1`, `q_H = (2λ - γ) / (λ (γ + 1 - λ))`;
//! - `λ < γ/2`: `q_H = 0`, `q_M = 1 / (1 + γ - 2λ)`.
//!
//! A mediator who only recommends does as well as an arbitrator whose word binds; [`super::programme`] finds the same by
//! linear programming. What he must do is keep secrets: sides that learn what the other said would refuse.
//!
//! J. Hörner, M. Morelli and F. Squintani 2015, "Mediation and peace", Review of Economic Studies 82. A. Kydd 2003, "Which
//! side are you on?", American Journal of Political Science 47, for [`Report`], in a form with two messages. Exact but for
//! rounding, about 1e-14.
//!
//! Assumes: two kinds of side, known probabilities, both sides alike, a mediator who wants peace alone and can bind himself
//! to a rule. It cannot show what a mediator without that trust can do.

use crate::Fault;
use crate::keep::{finite, within};

/// A dispute in which each side knows only its own strength.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dispute {
    /// `θ`.
    pub remains: f64,
    /// `p`.
    pub wins: f64,
    /// `q`.
    pub strong: f64,
}

/// The most peace a mediator can bring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peace {
    /// `λ`; infinite if every side is strong.
    pub odds: f64,
    /// `γ`.
    pub advantage: f64,
    /// `q_LL`.
    pub weak: f64,
    /// `q_M`.
    pub mixed: f64,
    /// `q_H`.
    pub strong: f64,
    /// Probability of peace before strengths are known.
    pub peace: f64,
}

impl Dispute {
    /// The closed form.
    ///
    /// # Errors
    /// A number is out of range, or war destroys nothing.
    pub fn mediated(&self) -> Result<Peace, Fault> {
        self.sound()?;
        let odds = self.strong / (1.0 - self.strong);
        let advantage = (self.wins * self.remains - 0.5) / (0.5 - 0.5 * self.remains);
        let (mixed, strong) = if odds >= advantage {
            (1.0, 1.0)
        } else if odds >= 0.5 * advantage {
            (1.0, (2.0 * odds - advantage) / (odds * (advantage + 1.0 - odds)))
        } else {
            (1.0 / (1.0 + advantage - 2.0 * odds), 0.0)
        };
        let peace = self.peace([1.0, mixed, strong]);
        Ok(Peace { odds, advantage, weak: 1.0, mixed, strong, peace })
    }

    /// Probability of peace, given that between two weak sides, a strong and a weak one, and two strong ones.
    fn peace(&self, [weak, mixed, strong]: [f64; 3]) -> f64 {
        // War is taken off 1, so that no war is peace for certain and not nearly.
        let q = self.strong;
        let even = (1.0 - q) * (1.0 - q) * (1.0 - weak) + q * q * (1.0 - strong);
        1.0 - even - 2.0 * q * (1.0 - q) * (1.0 - mixed)
    }

    pub(super) fn sound(&self) -> Result<(), Fault> {
        within("what war leaves of the pie", self.remains, 0.0, 1.0)?;
        within("the probability that a strong side beats a weak one", self.wins, 0.5, 1.0)?;
        within("the probability that a side is strong", self.strong, 0.0, 1.0)?;
        if self.remains == 1.0 {
            return Err(Fault::shape("war leaves the whole pie, so it costs nothing to fight".to_string()));
        }
        Ok(())
    }
}

/// A mediator who knows that the other side is weak may tell a listener so, who would then demand more.
///
/// He says it iff he prefers the larger demand: `β [(b - a) - r (b - p)] ≥ r k`. Only then is silence news, and his word
/// believed. A mediator without a side (`β = 0`) who minds war at all is never believed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Report {
    /// `a`: what the listener demands of a side that may be strong, share of the pie.
    pub small: f64,
    /// `b`: what it demands of a weak one, share of the pie.
    pub large: f64,
    /// `p`: what it expects from war, share of the pie.
    pub war: f64,
    /// `r`: probability that the larger demand is refused all the same.
    pub refused: f64,
    /// `k`: what war costs the mediator, in shares of the pie.
    pub own_cost: f64,
}

impl Report {
    /// `β*`: the least weight a mediator has to put on the listener's share so that his word is believed; `None` if no
    /// weight suffices.
    ///
    /// # Errors
    /// A share or probability is not from 0 to 1, the cost is below zero, or the larger demand is not larger.
    pub fn least_bias(&self) -> Result<Option<f64>, Fault> {
        within("the smaller demand", self.small, 0.0, 1.0)?;
        within("the larger demand", self.large, 0.0, 1.0)?;
        within("what the listener expects from war", self.war, 0.0, 1.0)?;
        within("the probability that the larger demand is refused", self.refused, 0.0, 1.0)?;
        within("what war costs the mediator", self.own_cost, 0.0, f64::INFINITY)?;
        if self.large <= self.small {
            let text = format!(
                "the larger demand ({}) is no larger than the smaller one ({})",
                self.large, self.small
            );
            return Err(Fault::shape(text));
        }
        let risk = self.refused * self.own_cost;
        let gain = self.gain();
        if risk == 0.0 {
            return Ok(Some(0.0));
        }
        Ok((gain > 0.0).then(|| risk / gain))
    }

    /// Whether a mediator with this weight on the listener's share is believed.
    ///
    /// # Errors
    /// As of [`Report::least_bias`], or the weight is not a finite number.
    pub fn believed(&self, bias: f64) -> Result<bool, Fault> {
        finite("the mediator's weight on the listener's share", bias)?;
        Ok(self.least_bias()?.is_some() && bias * self.gain() >= self.refused * self.own_cost)
    }

    /// What the larger demand brings the listener on average: share of the pie.
    fn gain(&self) -> f64 {
        (self.large - self.small) - self.refused * (self.large - self.war)
    }
}
