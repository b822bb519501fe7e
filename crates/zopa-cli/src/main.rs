//! The `zopa` program.
//!
//! Absent here, by design: analysis, wording of answers, anything another front end would need. A command reads its
//! files, asks the library and writes what it answers.

mod command;
mod exit;
mod gather;
mod input;
mod interrupt;
mod output;
mod parquet;
mod progress;
mod show;
mod worlds;

use std::process::ExitCode;

fn main() -> ExitCode {
    exit::code(command::run())
}
