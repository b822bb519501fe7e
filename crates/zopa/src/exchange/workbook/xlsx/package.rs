//! The container: a ZIP archive, opened within limits.
//!
//! An archive can state any size for what it holds, so that nothing here believes a header: inflated bytes are counted
//! as they come.

use super::super::refusal;
use crate::exchange::{Given, Refusal};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Bytes of the file at most.
const LARGEST: usize = 64 << 20;
/// Bytes of all parts that are read, inflated, at most.
const INFLATED: u64 = 128 << 20;
/// Parts at most.
const PARTS: usize = 4096;

/// Whether a file begins like a ZIP archive.
pub fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// An opened package.
pub struct Package<'f> {
    file: &'f str,
    archive: ZipArchive<Cursor<&'f [u8]>>,
    /// Bytes that may still be inflated.
    left: u64,
}

impl<'f> Package<'f> {
    /// Opens a file and looks at the names it holds.
    pub fn open(given: &'f Given) -> Result<Package<'f>, Refusal> {
        let file = given.name.as_str();
        if given.bytes.len() > LARGEST {
            return Err(refusal(file, format!("the file has more than {} MB", LARGEST >> 20)));
        }
        let archive = ZipArchive::new(Cursor::new(given.bytes.as_slice()))
            .map_err(|fault| refusal(file, format!("is no workbook: {fault}")))?;
        if archive.len() > PARTS {
            return Err(refusal(file, format!("the archive has more than {PARTS} parts")));
        }
        for name in archive.file_names() {
            let leaves = name.split(['/', '\\']).any(|part| part == "..");
            if leaves || name.starts_with(['/', '\\']) || name.contains([':', '\0']) {
                let name: String = name.escape_debug().take(80).collect();
                return Err(refusal(file, format!("the part `{name}` lies outside the archive")));
            }
        }
        let ods = archive.index_for_name("content.xml").is_some();
        if ods && archive.index_for_name("[Content_Types].xml").is_none() {
            return Err(refusal(file, "is an OpenDocument file: save it as .xlsx"));
        }
        Ok(Package { file, archive, left: INFLATED })
    }

    /// The text of a part; `None` where there is none of this name.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let wrong = |text: String| refusal(self.file, format!("the part {name} {text}"));
        let part = self.archive.by_index(index).map_err(|fault| wrong(format!("cannot be read: {fault}")))?;
        let mut bytes = Vec::new();
        part.take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|fault| wrong(format!("cannot be read: {fault}")))?;
        let size = bytes.len() as u64;
        if size > self.left {
            return Err(refusal(
                self.file,
                format!("what the file holds has more than {} MB", INFLATED >> 20),
            ));
        }
        self.left -= size;
        let text = String::from_utf8(bytes).map_err(|_| wrong("is not UTF-8 text".to_owned()))?;
        Ok(Some(text))
    }
}
