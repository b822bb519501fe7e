//! Writing: standard output that may be a closed pipe, files, colour and width.

use crate::exit::Fault;
use crate::input::reason;
use anstream::{AutoStream, ColorChoice};
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

/// The columns of a page that goes to no terminal.
const PAGE: usize = 100;

/// Whether to colour, as asked on the command line. `auto` follows NO_COLOR, CLICOLOR, CLICOLOR_FORCE and the terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Colour {
    #[default]
    Auto,
    Always,
    Never,
}

impl Colour {
    /// Makes this the choice of the whole program.
    pub fn set(self) {
        match self {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::AlwaysAnsi,
            Colour::Never => ColorChoice::Never,
        }
        .write_global();
    }
}

/// Whether standard output takes colours.
pub fn colour() -> bool {
    AutoStream::choice(&std::io::stdout()) != ColorChoice::Never
}

/// Whether standard error takes colours.
pub fn error_colour() -> bool {
    AutoStream::choice(&std::io::stderr()) != ColorChoice::Never
}

/// The width of the page: as asked, else `COLUMNS`, else the terminal's, else 100 columns.
pub fn width(asked: Option<usize>) -> usize {
    let columns = || std::env::var("COLUMNS").ok()?.trim().parse().ok();
    let terminal = || {
        let out = std::io::stdout();
        let size = out.is_terminal().then(|| terminal_size::terminal_size_of(&out)).flatten()?;
        Some(usize::from(size.0.0))
    };
    asked.or_else(columns).or_else(terminal).unwrap_or(PAGE).clamp(20, 1000)
}

/// Writes to standard output.
pub fn print(text: &str) -> Result<(), Fault> {
    bytes_to_stdout(text.as_bytes())
}

/// Writes bytes to standard output.
pub fn bytes_to_stdout(bytes: &[u8]) -> Result<(), Fault> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Fault::ClosedPipe,
        _ => Fault::say(format!("The output cannot be written: {}.", reason(&error))),
    })
}

/// Writes a line to standard error; there is nobody to tell if that fails.
pub fn remark(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}

/// Says on standard error why a command could not be carried out.
pub fn complain(text: &str) {
    let style =
        if error_colour() { anstyle::AnsiColor::Red.on_default().bold() } else { anstyle::Style::new() };
    remark(&format!("{style}error{style:#}: {text}"));
}

/// Writes a file, or standard output for `-`.
pub fn file(name: &str, bytes: &[u8]) -> Result<(), Fault> {
    if name == crate::input::STDIN {
        return bytes_to_stdout(bytes);
    }
    std::fs::write(name, bytes)
        .map_err(|error| Fault::say(format!("{name} cannot be written: {}.", reason(&error))))
}

/// Replaces a file that exists, all or nothing: a full disk must not cost anybody their scenario.
pub fn replace(name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let swap = || {
        let old = Path::new(name).canonicalize()?;
        if std::fs::metadata(&old)?.permissions().readonly() {
            return Err(ErrorKind::PermissionDenied.into());
        }
        let mut beside = old.clone().into_os_string();
        beside.push(format!(".{}.new", std::process::id()));
        let written = std::fs::write(&beside, bytes)
            .and_then(|()| std::fs::set_permissions(&beside, std::fs::metadata(&old)?.permissions()))
            .and_then(|()| std::fs::rename(&beside, &old));
        if written.is_err() {
            let _ = std::fs::remove_file(&beside);
        }
        written
    };
    swap().map_err(|error| Fault::say(format!("{name} cannot be written: {}.", reason(&error))))
}

/// Writes a file, new or old, all or nothing.
pub fn save(name: &str, bytes: &[u8]) -> Result<(), Fault> {
    if Path::new(name).exists() {
        return replace(name, bytes);
    }
    let beside = format!("{name}.{}.new", std::process::id());
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, name));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written.map_err(|error| Fault::say(format!("{name} cannot be written: {}.", reason(&error))))
}

/// Makes a folder and those above it.
pub fn folder(path: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(path)
        .map_err(|error| Fault::say(format!("{} cannot be made: {}.", path.display(), reason(&error))))
}
