//! What the way of talking is worth: who proposes, who may leave, who mediates, and what a subsidy buys.
//!
//! | symbol | is | unit |
//! |---|---|---|
//! | `x`, `y` | shares of what is to be divided | parts of a pie of 1 |
//! | `δ` | what the next round counts for, against 1 for this one | `0..1` |
//!
//! These models divide one pie, so they apply only where a scenario declares transfers; packages without side payments
//! need acceptance sets instead. A deal is binding in them: whether it would be kept is asked in [`crate::keep`]. Numbers
//! are rounded as `f64`: closed forms to about 1e-12; the linear programmes of [`mediator`] are solved in fractions and
//! rounded at the end.

pub mod alternate;
pub mod mediator;
pub mod moving;
pub mod packages;
pub mod programme;
pub mod proposers;
pub mod subsidy;
