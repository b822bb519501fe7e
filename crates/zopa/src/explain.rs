//! The long text behind a code: what it means, an example that triggers it, how to mend it.

use crate::diagnostic::code;

/// The explanation of a code such as `Z0101`, as Markdown; `None` for a code that does not exist.
pub fn explain(id: &str) -> Option<&'static str> {
    code::find(id).map(|code| code.explanation)
}
