//! The zopa library: scenario in, report out.
//!
//! Absent here, by design: network, async, printing, hidden file access.

pub mod date;
pub mod format;
pub mod report;
pub mod scenario;
