//! Reading files, within limits and without surprises.

use crate::exit::Fault;
use crate::gather;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use zopa::exchange::Settings;
use zopa::read::{Reading, With};

/// No file is read further than this many bytes. The library refuses scenario files well below it, with a diagnostic;
/// result files may be this large.
pub const LIMIT: u64 = 256 << 20;

/// The name under which standard input is read.
pub const STDIN: &str = "-";

/// Reads the bytes of a file, or of standard input for `-`.
pub fn bytes(name: &str) -> Result<Vec<u8>, Fault> {
    let bytes = if name == STDIN {
        limited(std::io::stdin().lock()).map_err(|error| unreadable("standard input", &error))?
    } else {
        let path = Path::new(name);
        if path.is_dir() {
            return Err(Fault::say(format!("{name} is a folder, not a file.")));
        }
        File::open(path).and_then(limited).map_err(|error| unreadable(name, &error))?
    };
    let shown = if name == STDIN { "Standard input" } else { name };
    if bytes.len() as u64 > LIMIT {
        return Err(Fault::say(format!("{shown} has more than {} MB.", LIMIT >> 20)));
    }
    Ok(bytes)
}

/// Reads a text file, or standard input for `-`.
pub fn text(name: &str) -> Result<String, Fault> {
    of_bytes(name, bytes(name)?)
}

fn of_bytes(name: &str, bytes: Vec<u8>) -> Result<String, Fault> {
    let shown = if name == STDIN { "Standard input" } else { name };
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        Fault::say(format!("{shown} is not text in UTF-8 (byte {at} is the first that does not fit)."))
    })
}

/// Reads a scenario with what it includes, and every diagnostic; or files of another system, with remarks on standard
/// error.
pub fn scenario(name: &str) -> Result<Reading, Fault> {
    match source(name, &Settings::default())? {
        Source::Scenario(text) => Ok(read(name, text)),
        Source::Other(gathered) => {
            gathered.remark();
            gathered.reading()
        }
    }
}

/// What a path leads to.
pub enum Source {
    /// The text of a scenario file.
    Scenario(String),
    /// Files of another system.
    Other(gather::Gathered),
}

/// Tells by content what a path leads to.
pub fn source(name: &str, how: &Settings) -> Result<Source, Fault> {
    match gather::path(name, how)? {
        gather::Found::Text(bytes) => of_bytes(name, bytes).map(Source::Scenario),
        gather::Found::Other(gathered) => Ok(Source::Other(gathered)),
    }
}

/// Reads the text of a scenario with what it includes, and every diagnostic.
pub fn read(name: &str, text: String) -> Reading {
    read_with(name, text, With::default(), ("", None))
}

/// Reads the text of a scenario as `with` says; a file of this name has these bytes where they are given, wherever it is.
pub fn read_with(
    name: &str,
    text: String,
    with: With<'_>,
    (given, bytes): (&str, Option<Vec<u8>>),
) -> Reading {
    let folder = match Path::new(name).parent() {
        Some(folder) if name != STDIN && !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let shown = if name == STDIN { "standard input" } else { name };
    zopa::read::read_with(shown, text, with, &mut |path| match &bytes {
        Some(bytes) if path == given => Ok(bytes.clone()),
        _ => beside(&folder, path),
    })
}

/// Reads a file that a scenario names. Only files at or below the scenario's folder are opened, so that a scenario
/// from somebody else cannot bring other files of this machine into a report.
fn beside(folder: &Path, path: &str) -> Result<Vec<u8>, String> {
    let relative = Path::new(path);
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if path.is_empty() || !inside || path.contains('\\') {
        return Err("only files in the scenario's folder can be named".into());
    }
    let there = folder.join(relative);
    let (Ok(home), Ok(real)) = (folder.canonicalize(), there.canonicalize()) else {
        return Err("there is no such file".into());
    };
    if !real.starts_with(home) {
        return Err("it leads out of the scenario's folder".into());
    }
    if !real.is_file() {
        return Err("it is not a file".into());
    }
    let bytes = File::open(real).and_then(limited).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > LIMIT {
        return Err(format!("it has more than {} MB", LIMIT >> 20));
    }
    Ok(bytes)
}

fn limited(source: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(name: &str, error: &std::io::Error) -> Fault {
    Fault::say(match error.kind() {
        ErrorKind::NotFound => format!("There is no file {name}."),
        _ => format!("{name} cannot be read: {}.", reason(error)),
    })
}

/// An input or output error in words.
pub fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".into(),
        ErrorKind::PermissionDenied => "permission is denied".into(),
        ErrorKind::IsADirectory => "it is a folder".into(),
        ErrorKind::NotADirectory => "a part of the path is not a folder".into(),
        ErrorKind::StorageFull => "the disk is full".into(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".into(),
        _ => error.to_string(),
    }
}
