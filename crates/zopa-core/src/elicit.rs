//! Preferences as people give them: what their answers leave open, and what they rule out.
//!
//! An answer ("this first, then that", "about twice as important", "rather this package than that one") becomes rows of
//! a linear programme over what options are worth ([`answers`]). What can be said of all preferences that agree with
//! the answers is then a minimum and a maximum; answers that cannot all hold are found as smallest sets
//! ([`contradiction`]). Everything here is exact: numbers are fractions, and a "no" carries multipliers that show it.

pub mod additive;
pub mod adjusted;
pub mod answers;
pub mod best_worst;
pub mod contradiction;
pub mod interval;
pub mod linear;
pub mod macbeth;
pub mod ordinal;
pub mod ratings;
pub mod surrogate;
pub mod swaps;
pub mod swing;
pub mod tradeoffs;
pub mod utastar;
