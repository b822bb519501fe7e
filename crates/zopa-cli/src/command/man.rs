//! `zopa man`: manual pages, made from the same table as `--help`.

use crate::exit::{End, Fault};
use crate::output;
use std::path::PathBuf;

/// Writes the manual page, or with -o all pages into a folder
#[derive(Debug, clap::Args)]
pub struct Man {
    /// Write zopa.1 and a page per command into this folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

impl Man {
    pub fn run(self) -> Result<End, Fault> {
        let whole = super::command_line();
        let Some(folder) = self.output else {
            output::bytes_to_stdout(&page(whole)?)?;
            return Ok(End::Answered);
        };
        output::folder(&folder)?;
        clap_mangen::generate_to(whole, &folder).map_err(|error| {
            Fault::say(format!("{} cannot be written: {}.", folder.display(), crate::input::reason(&error)))
        })?;
        Ok(End::Answered)
    }
}

fn page(command: clap::Command) -> Result<Vec<u8>, Fault> {
    let mut page = Vec::new();
    let written = clap_mangen::Man::new(command).manual("zopa manual").render(&mut page);
    written.map_err(|error| Fault::say(format!("The manual page cannot be made: {error}.")))?;
    Ok(page)
}
