//! `zopa schema`: the JSON Schema of the scenario format, for editors.

use crate::exit::{End, Fault};
use crate::output;

/// Writes the JSON Schema of the scenario format, for editors
#[derive(Debug, clap::Args)]
pub struct Schema {
    /// Write to this file, not to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

impl Schema {
    pub fn run(self) -> Result<End, Fault> {
        let schema = zopa::schema::schema();
        output::file(self.output.as_deref().unwrap_or("-"), schema.as_bytes())?;
        Ok(End::Answered)
    }
}
