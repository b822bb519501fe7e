//! From the bytes of a file to its characters, and where in it one is.

use super::settings::MAX_BYTES;
use super::{Given, Note, Refusal, Remarked};

/// What the bytes 0x80 to 0x9F are in cp1252; 0 where they are nothing.
const CP1252: [u16; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0, 0x017E, 0x0178,
];

/// Refuses a file of too many bytes.
pub(crate) fn size(given: &Given) -> Result<(), Refusal> {
    if given.bytes.len() > MAX_BYTES {
        let text = format!("{} bytes are more than the {MAX_BYTES} that are read", given.bytes.len());
        return Err(Refusal { file: given.name.clone(), text });
    }
    Ok(())
}

/// The characters of a file that should be UTF-8.
pub(crate) fn utf8(given: &Given) -> Result<&str, Refusal> {
    size(given)?;
    let bytes = given.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&given.bytes);
    std::str::from_utf8(bytes).map_err(|e| {
        refuse(
            &given.name,
            line_of(bytes, e.valid_up_to()),
            "a byte that is not UTF-8, the only encoding of JSON",
        )
    })
}

/// The characters of a file that should be UTF-8; of cp1252 if it is not, with a note.
pub(crate) fn lenient(given: &Given, notes: &mut Vec<Note>) -> Result<String, Refusal> {
    size(given)?;
    let bytes = given.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&given.bytes);
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(refuse(&given.name, 1, "the encoding is UTF-16; only UTF-8 and cp1252 are read"));
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_string()),
        Err(error) => error,
    };
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for (at, &byte) in bytes.iter().enumerate() {
        let code = match byte {
            0x80..=0x9F => u32::from(CP1252[usize::from(byte - 0x80)]),
            _ => u32::from(byte),
        };
        match char::from_u32(code) {
            Some(c) if code != 0 => text.push(c),
            _ => {
                let what = format!("the byte 0x{byte:02X} is neither UTF-8 nor cp1252");
                return Err(refuse(&given.name, line_of(bytes, at), &what));
            }
        }
    }
    let line = line_of(bytes, error.valid_up_to());
    let text_of_note = format!("line {line}: not UTF-8; the file was read as cp1252");
    notes.push(Note { what: Remarked::Lenient, file: given.name.clone(), text: text_of_note });
    Ok(text)
}

/// Line of a byte, from 1.
pub(crate) fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + bytes.iter().take(at).filter(|b| **b == b'\n').count()
}

/// A refusal at a line.
pub(crate) fn refuse(file: &str, line: usize, text: &str) -> Refusal {
    Refusal { file: file.to_string(), text: format!("line {line}: {text}") }
}

/// `text` so short that a sentence holds it.
pub(crate) fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(60).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}
