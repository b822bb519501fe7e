//! Would a package be kept, and ratified? What a scenario says about it, in the indices of a compiled problem.
//!
//! Party `i` keeps package `x` at period `t` iff `R + G - k B ≥ P` ([`zopa_core::keep::watch`]), all in its own points:
//!
//! | symbol | is | from |
//! |---|---|---|
//! | `R` | `u_i(x)`, less what it loses where a conditional clause is not delivered | values, `[[delivery]]` |
//! | `B` | what it has on top while it undoes the clauses it carries itself | `carried_by`, values |
//! | `k` | the price of a point of temptation: detection lag and probability, discount, breakdown | `[monitoring]`, `war.discount`, `war.renewed_war` |
//! | `P` | no deal at `t`, and what the package has changed for a later war by then | `no_deal`, `war.after_deal` |
//! | `G` | detection × enforcement × penalty of the guarantee in `x`, if somebody who gives it has as much at stake as acting costs | `[[guarantees]]` |
//!
//! Every part but `u_i` and no deal is a sum of points of single options, so that "keeps at `t`" is a further party of the
//! problem ([`keeps::Keeps`]): a copy of `i` with points added and a no-deal value of its own. Where a value depends on another
//! issue (factors, interactions), `B` and the loss are taken at their largest over that options, which can only
//! ask for more. A text that binds nobody and whose enforcement may be nothing is not counted on,
//! nor is a guarantee against somebody who can block it.

pub(crate) mod home;
mod keeps;
mod model;
mod numbers;
#[cfg(test)]
mod tests;

pub(crate) use keeps::{Sheet, Terms, Worth};
pub(crate) use model::{DISCOUNT, Form, Model};
pub(crate) use numbers::{Named, Numbers};
