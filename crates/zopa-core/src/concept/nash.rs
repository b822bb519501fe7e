//! **Question.** Which acceptable packages maximise the product of the players' gains?
//!
//! `max Π_p g_p(x)` over acceptable `x` with every `g_p ≥ 1` grid point. The product does not change which package is
//! best when a player's scale is stretched, so no two scales are compared.
//!
//! J. F. Nash (1950), "The Bargaining Problem", Econometrica 18, 155–162; on finite sets M. Mariotti (1998), "Nash
//! bargaining theory when the number of alternatives can be finite", Social Choice and Welfare 15, 413–421.

use super::{Axiom, Concept};
use crate::answer::Goal;

pub(super) const CONCEPT: Concept = Concept {
    key: "nash",
    name: "Nash",
    compares_scales: false,
    axioms: &[
        Axiom::Efficiency,
        Axiom::Anonymity,
        Axiom::TranslationInvariance,
        Axiom::ScaleInvariance,
        Axiom::IndependenceOfIrrelevantAlternatives,
    ],
    goal: |players, _| Goal::Product { players: players.to_vec() },
};
