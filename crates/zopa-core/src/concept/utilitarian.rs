//! **Question.** Which acceptable packages have the largest sum of the players' shares of their ideals?
//!
//! `max Σ_p g_p(x) / I_p`, with `I_p` the player's largest gain over the acceptable packages. Each player's points are
//! measured by that player's own ideal, so stretching a scale changes nothing; the sum itself still trades one
//! player's share for another's.
//!
//! A. Dhillon, J.-F. Mertens (1999), "Relative utilitarianism", Econometrica 67, 471–498.

use super::{Axiom, Concept};
use crate::answer::Goal;

pub(super) const CONCEPT: Concept = Concept {
    key: "relative-utilitarian",
    name: "Relative utilitarian",
    compares_scales: false,
    axioms: &[Axiom::Efficiency, Axiom::Anonymity, Axiom::TranslationInvariance, Axiom::ScaleInvariance],
    goal: |players, ideals| Goal::Sum { players: players.to_vec(), units: ideals.to_vec() },
};
