//! How the program ends: four exit codes, and one plain sentence for what went wrong.

use std::fmt;
use std::process::ExitCode;

/// How a command that ran ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// It answered.
    Answered,
    /// The budget ran out, or the search was stopped, before a proof.
    Unproved,
    /// The scenario is unsound, or a result does not hold.
    Unsound,
}

/// The exit codes, as `--help` shows them.
pub const CODES: &str = "Exit codes:
  0  answered
  1  the scenario is unsound, a file is not laid out (fmt --check), or a result does not hold (verify)
  2  the command cannot be carried out as given
  3  the budget ran out, or the search was stopped, before a proof";

/// Why a command could not be carried out: one plain sentence, or a reader that has gone away.
#[derive(Debug)]
pub enum Fault {
    /// What to tell the user.
    Say(String),
    /// The output is a closed pipe: nobody is left to tell.
    ClosedPipe,
}

impl Fault {
    /// A fault in words.
    pub fn say(text: impl Into<String>) -> Fault {
        Fault::Say(text.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Say(text) => f.write_str(text),
            Fault::ClosedPipe => f.write_str("The output was closed."),
        }
    }
}

/// The exit code of a command; a fault is said on standard error.
pub fn code(result: Result<End, Fault>) -> ExitCode {
    match result {
        Ok(End::Answered) | Err(Fault::ClosedPipe) => ExitCode::SUCCESS,
        Ok(End::Unsound) => ExitCode::from(1),
        Ok(End::Unproved) => ExitCode::from(3),
        Err(fault) => {
            crate::output::complain(&fault.to_string());
            ExitCode::from(2)
        }
    }
}
