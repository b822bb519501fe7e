//! The shape as a reference page.

/// The reference page, as Markdown.
pub fn reference() -> String {
    String::new()
}
