//! What is wrong with a file, where, and how to mend it.

pub mod code;
mod render;

pub use code::{CODES, Code};
pub use render::render;

use crate::scenario::Span;
use std::collections::BTreeSet;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but something in it is probably not meant.
    Warning,
    /// Worth knowing; nothing has to change.
    Note,
}

impl Severity {
    /// The word shown before the message.
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One finding about a scenario's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable code, such as `Z0101`; see [`crate::explain::explain`].
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The place it is about.
    pub span: Span,
    /// One plain sentence, without a full stop.
    pub message: String,
    /// How to mend it, where there is something to say.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// Adds the way to mend it.
    pub fn hint(&mut self, text: impl Into<String>) {
        self.hint = Some(text.into());
    }
}

/// The findings of one reading, in the order they were made.
#[derive(Debug, Default)]
pub(crate) struct Log {
    /// What was found.
    pub found: Vec<Diagnostic>,
    /// The section of the file that is being looked at.
    pub section: &'static str,
    /// Sections with an error.
    pub hurt: BTreeSet<&'static str>,
}

impl Log {
    /// Notes one finding and returns it, so that a hint can be added.
    pub fn say(&mut self, code: &'static Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        if code.severity == Severity::Error {
            self.hurt.insert(self.section);
        }
        self.found.push(Diagnostic {
            code: code.id,
            severity: code.severity,
            span,
            message: message.into(),
            hint: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }
}
