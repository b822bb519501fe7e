//! The shape as a JSON Schema, for editors.

/// The JSON Schema (draft 2020-12).
pub fn schema() -> String {
    String::new()
}
