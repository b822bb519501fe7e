//! The zopa library: scenario in, report out.
//!
//! Absent here, by design: network, async, printing, hidden file access.

pub mod compile;
pub mod date;
pub mod diagnostic;
pub mod diff;
pub mod elicit;
mod enforce;
pub mod ensemble;
pub mod exchange;
pub mod explain;
pub mod format;
mod ladder;
pub mod number;
pub mod question;
pub mod read;
pub mod render;
pub mod report;
pub mod result;
pub mod scenario;
pub mod schema;
pub mod shape;
pub mod split;
pub mod template;
pub mod war;
pub mod write;

#[cfg(doctest)]
#[doc = include_str!("../../../docs/guide/library.md")]
mod guide {}
