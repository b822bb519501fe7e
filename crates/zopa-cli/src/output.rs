//! Writing: standard output that may be a closed pipe, files, colour and width.

use crate::exit::Fault;
use crate::input::reason;
use anstream::{AutoStream, ColorChoice};
use std::fs::File;
use std::io::{BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

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
    std::fs::write(name, bytes).map_err(|error| unwritable(name, &error))
}

/// Writes a file, new or old, all or nothing: a full disk must not cost anybody their scenario.
pub fn save(name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let mut draft = Draft::new(name)?;
    draft.write_all(bytes).and_then(|()| draft.keep()).map_err(|error| unwritable(name, &error))
}

/// A file in the making: it stands beside the one it is to become, whose name it takes when it is kept, and is gone
/// when it is not.
#[derive(Debug)]
pub struct Draft {
    /// The file it is to become; links are followed.
    whole: PathBuf,
    beside: PathBuf,
    out: BufWriter<File>,
}

impl Draft {
    /// Begins a file.
    pub fn new(name: &str) -> Result<Draft, Fault> {
        let begin = || {
            let whole = match Path::new(name).canonicalize() {
                Ok(old) if std::fs::metadata(&old)?.permissions().readonly() => {
                    return Err(ErrorKind::PermissionDenied.into());
                }
                Ok(old) => old,
                Err(_) => PathBuf::from(name),
            };
            let mut beside = whole.clone().into_os_string();
            beside.push(format!(".{}.new", std::process::id()));
            let beside = PathBuf::from(beside);
            let out = BufWriter::new(File::create(&beside)?);
            crate::interrupt::remove(Some(beside.clone()));
            Ok(Draft { whole, beside, out })
        };
        begin().map_err(|error| unwritable(name, &error))
    }

    /// Takes the name it was made for, and the permissions of a file that had it.
    pub fn keep(mut self) -> std::io::Result<()> {
        self.out.flush()?;
        if let Ok(old) = std::fs::metadata(&self.whole) {
            std::fs::set_permissions(&self.beside, old.permissions())?;
        }
        std::fs::rename(&self.beside, &self.whole)
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Of one that was kept nothing stands there any more.
        let _ = std::fs::remove_file(&self.beside);
        crate::interrupt::remove(None);
    }
}

/// That a file cannot be written, and why.
fn unwritable(name: &str, error: &std::io::Error) -> Fault {
    Fault::say(format!("{name} cannot be written: {}.", reason(error)))
}

/// Refuses a file that cannot be written where it is to stand, before anything is worked out.
pub fn ready(name: &str) -> Result<(), Fault> {
    let path = Path::new(name);
    if path.is_dir() {
        return Err(Fault::say(format!("{name} is a folder, not a file.")));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.filter(|folder| !folder.is_dir()) {
        Some(folder) => {
            Err(Fault::say(format!("{name} cannot be written: there is no folder {}.", folder.display())))
        }
        None => Ok(()),
    }
}

/// Makes a folder and those above it.
pub fn folder(path: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(path)
        .map_err(|error| Fault::say(format!("{} cannot be made: {}.", path.display(), reason(&error))))
}
