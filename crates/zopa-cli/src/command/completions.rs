//! `zopa completions`: completion scripts for shells.

use crate::exit::{End, Fault};
use crate::output;

/// Writes a completion script for a shell
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: clap_complete::aot::Shell,
}

impl Completions {
    pub fn run(self) -> Result<End, Fault> {
        let mut script = Vec::new();
        clap_complete::aot::generate(self.shell, &mut super::command_line(), "zopa", &mut script);
        output::bytes_to_stdout(&script)?;
        Ok(End::Answered)
    }
}
