//! `zopa fmt`: scenario files in one hand, and upgraded to the current format.

use crate::exit::{End, Fault};
use crate::{input, output};
use zopa::format::{FormatError, format, migrate};

/// Lays out scenario files, keeping every comment; with --migrate, upgrades them first
#[derive(Debug, clap::Args)]
pub struct Fmt {
    /// Files to lay out in place; `-` reads standard input and writes standard output
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Change nothing; name the files that would change and end with code 1 if there are any
    #[arg(long, conflicts_with = "stdout")]
    check: bool,
    /// Upgrade files of older format versions, and say each change
    #[arg(long)]
    migrate: bool,
    /// Write to standard output, not to the files
    #[arg(long)]
    stdout: bool,
}

impl Fmt {
    pub fn run(self) -> Result<End, Fault> {
        let mut end = End::Answered;
        for name in &self.files {
            let shown = if name == input::STDIN { "standard input" } else { name };
            let text = input::text(name)?;
            let laid_out = match self.laid_out(shown, &text) {
                Ok(laid_out) => laid_out,
                Err(error) => {
                    output::complain(&format!("{shown}, {error}."));
                    end = End::Unsound;
                    continue;
                }
            };
            if self.check {
                if laid_out != text {
                    output::print(&format!("{shown}\n"))?;
                    end = End::Unsound;
                }
            } else if self.stdout || name == input::STDIN {
                output::print(&laid_out)?;
            } else if laid_out != text {
                output::save(name, laid_out.as_bytes())?;
            }
        }
        Ok(end)
    }

    fn laid_out(&self, shown: &str, text: &str) -> Result<String, FormatError> {
        if !self.migrate {
            return format(text);
        }
        let (text, changes) = migrate(text)?;
        for change in changes {
            output::remark(&format!("{shown}: {change}"));
        }
        format(&text)
    }
}
