//! What the benchmarks of zopa share: problems from an open generator, a clock, and tables.
//!
//! * [`space`]: additive problems of any size from a seed, described so that others can draw the same ones;
//! * [`chain`]: the same with synergies and forbidden combinations between neighbouring issues;
//! * [`cloud`]: packages of such a problem as points, for programs that take a list and know nothing of its making;
//! * [`work`]: what is measured, one function per search;
//! * [`series`], [`chart`]: what `growth` measured, read back, and drawn;
//! * [`clock`], [`table`], [`options`]: time on one core, results as Markdown, and what a program was asked for.
//!
//! This crate may look at the clock and at files; it is not part of what is installed.

pub mod chain;
pub mod chart;
pub mod clock;
pub mod cloud;
pub mod draws;
pub mod options;
pub mod series;
pub mod space;
mod stream;
pub mod table;
pub mod work;

pub use space::{Kind, Space};
