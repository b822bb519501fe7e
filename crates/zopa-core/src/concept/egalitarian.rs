//! **Question.** Which acceptable packages make the smallest gain, in points, as large as possible?
//!
//! Leximin of `g_p(x)`. This sets points of one player against points of another: it means what the scales mean, and
//! is shown because the field computes it.
//!
//! E. Kalai (1977), "Proportional solutions to bargaining situations: interpersonal utility comparisons",
//! Econometrica 45, 1623–1630; leximin after A. Sen (1970), *Collective Choice and Social Welfare*.

use super::{Axiom, Concept};
use crate::answer::Goal;

pub(super) const CONCEPT: Concept = Concept {
    key: "egalitarian",
    name: "Egalitarian (leximin)",
    compares_scales: true,
    axioms: &[
        Axiom::Efficiency,
        Axiom::Anonymity,
        Axiom::TranslationInvariance,
        Axiom::IndependenceOfIrrelevantAlternatives,
        Axiom::RestrictedMonotonicity,
    ],
    goal: |players, _| Goal::Leximin { players: players.to_vec(), units: vec![1; players.len()] },
};
