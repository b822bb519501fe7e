//! `zopa explain`: what a finding means and how to mend it.

use crate::exit::{End, Fault};
use crate::output;
use zopa::diagnostic::CODES;

/// Explains a code that `zopa check` shows
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The code, such as Z0101
    #[arg(value_name = "CODE", required_unless_present = "list")]
    code: Option<String>,
    /// List every code
    #[arg(long, conflicts_with = "code")]
    list: bool,
}

impl Explain {
    pub fn run(self) -> Result<End, Fault> {
        let Some(asked) = self.code else {
            let lines = CODES
                .iter()
                .map(|code| format!("{}  {:<7}  {}\n", code.id, code.severity.word(), code.title));
            output::print(&lines.collect::<String>())?;
            return Ok(End::Answered);
        };
        let code = asked.trim().to_ascii_uppercase();
        match zopa::explain::explain(&code) {
            Some(text) => output::print(&format!("{}\n", text.trim_end()))?,
            None => {
                return Err(Fault::say(format!(
                    "There is no code {asked}; `zopa explain --list` shows them all."
                )));
            }
        }
        Ok(End::Answered)
    }
}
