//! **Question.** Which acceptable packages give every player as large a share of its own ideal as possible?
//!
//! Leximin of `g_p(x) / I_p`, with `I_p` the player's largest gain over the *acceptable* packages: first the smallest
//! share is made as large as possible, then the next smallest, and so on. On a convex set this is the solution of
//! Kalai and Smorodinsky; on a finite set equal shares need not exist, and the lexicographic form keeps efficiency.
//!
//! E. Kalai, M. Smorodinsky (1975), "Other Solutions to Nash's Bargaining Problem", Econometrica 43, 513–518;
//! H. Imai (1983), "Individual monotonicity and lexicographic maxmin solution", Econometrica 51, 389–401.

use super::{Axiom, Concept};
use crate::answer::Goal;

pub(super) const CONCEPT: Concept = Concept {
    key: "kalai-smorodinsky",
    name: "Kalai–Smorodinsky",
    compares_scales: false,
    axioms: &[
        Axiom::Efficiency,
        Axiom::Anonymity,
        Axiom::TranslationInvariance,
        Axiom::ScaleInvariance,
        Axiom::RestrictedMonotonicity,
    ],
    goal: |players, ideals| Goal::Leximin { players: players.to_vec(), units: ideals.to_vec() },
};
