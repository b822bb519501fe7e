//! A workbook as one XLSX file (ECMA-376, Office Open XML).
//!
//! Reader and writer are written here. The reading crate `calamine` comes with a second version of `zip` or of
//! `quick-xml` in every release, trusts the sizes an archive states, and gives no sign of what is a formula; the writing
//! crate `rust_xlsxwriter`, in the release with this `zip`, turns on two more compressors, which would then also write
//! the Word documents. What is needed is nine small XML parts, and a reader that counts what it inflates.

mod cells;
mod notes;
mod package;
mod parts;
mod read;
mod write;

pub use package::is_package;
pub use read::read;
pub use write::write;
