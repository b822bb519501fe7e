//! Files of other systems: which files of a path make up a scenario, and what was remarked about them.

use crate::exit::Fault;
use crate::{input, output};
use std::fs::File as Opening;
use std::path::Path;
use zopa::exchange::{
    Format, Given, Note, Opened, Refusal, Remarked, Settings, belonging, open, recognise, scenario,
};
use zopa::read::Reading;
use zopa::scenario::{File, Scenario};

/// Most files of a folder.
const FILES: usize = 1000;
/// Most lines of remarks before the rest is counted.
const LINES: usize = 8;

/// Files that were read together, and what they hold.
pub struct Gathered {
    /// What they hold.
    pub opened: Opened,
    /// The files.
    files: Vec<Given>,
    /// The path as it was given.
    shown: String,
}

/// What a path leads to.
pub enum Found {
    /// Bytes of no known format.
    Text(Vec<u8>),
    /// Files of another system.
    Other(Gathered),
}

/// The files of another system that a path leads to: one with those beside it that belong to it, or those of a folder.
/// Anything else is to be read as a scenario file.
pub fn path(name: &str, how: &Settings) -> Result<Found, Fault> {
    let path = Path::new(name);
    if name != input::STDIN && path.is_dir() {
        let files = folder(path, None)?;
        let known: Vec<Given> =
            files.into_iter().filter(|f| recognise(&f.name, &f.bytes).is_some()).collect();
        if known.is_empty() {
            return Err(Fault::say(format!(
                "The folder {name} holds no domain, workbook or model that zopa reads; name a scenario file in it."
            )));
        }
        return gathered(name, known, how).map(Found::Other);
    }
    let given = one(name)?;
    let Some(format) = recognise(&given.name, &given.bytes) else { return Ok(Found::Text(given.bytes)) };
    if name == input::STDIN || matches!(format, Format::Xlsx | Format::Gmcr) {
        return gathered(name, vec![given], how).map(Found::Other);
    }
    let around = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = folder(around, Some(format))?;
    let files = belonging(&given, &beside, how);
    if files.len() > 1 {
        let others: Vec<&str> = files.iter().map(|f| f.name.as_str()).filter(|n| *n != given.name).collect();
        output::remark(&format!("{name} is {}; read with it: {}.", format.phrase(), others.join(", ")));
    }
    gathered(name, files, how).map(Found::Other)
}

/// The files of a list, all of them.
pub fn list(names: &[String], how: &Settings) -> Result<Gathered, Fault> {
    let files = names.iter().map(|name| one(name)).collect::<Result<Vec<Given>, Fault>>()?;
    if let Some(twice) =
        files.iter().enumerate().find_map(|(k, f)| files[..k].iter().find(|g| g.name == f.name))
    {
        return Err(Fault::say(format!("Two files are called {}.", twice.name)));
    }
    gathered(&names.join(" "), files, how)
}

fn gathered(shown: &str, files: Vec<Given>, how: &Settings) -> Result<Gathered, Fault> {
    let opened = open(&files, how).map_err(|refusal| refused(&refusal))?;
    Ok(Gathered { opened, files, shown: shown.to_owned() })
}

/// A refusal as a sentence.
pub fn refused(refusal: &Refusal) -> Fault {
    let text = refusal.text.trim_end_matches('.');
    Fault::say(match refusal.file.as_str() {
        "" => format!("The files cannot be read: {text}."),
        file => format!("{file} cannot be read: {text}."),
    })
}

/// A file by its path, under its name without folders.
fn one(name: &str) -> Result<Given, Fault> {
    let bytes = input::bytes(name)?;
    let short = Path::new(name).file_name().map(|n| n.to_string_lossy().into_owned());
    let name = if name == input::STDIN { "standard input".to_owned() } else { short.unwrap_or_default() };
    Ok(Given { name, bytes })
}

/// The regular files of a folder, by name, hidden ones left out; only those that go with a format, where one is given.
fn folder(folder: &Path, format: Option<Format>) -> Result<Vec<Given>, Fault> {
    let shown = folder.display();
    let unreadable = |error: std::io::Error| {
        Fault::say(format!("The folder {shown} cannot be read: {}.", input::reason(&error)))
    };
    let home = folder.canonicalize().map_err(unreadable)?;
    let mut names: Vec<std::ffi::OsString> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.file_name());
    }
    names.sort();
    let mut files = Vec::new();
    let mut total = 0;
    for name in names {
        let short = name.to_string_lossy().into_owned();
        let there = folder.join(&name);
        if short.starts_with('.') || !there.is_file() {
            continue;
        }
        let inside =
            there.canonicalize().is_ok_and(|real| real.parent().is_some_and(|p| p.starts_with(&home)));
        if !inside {
            if format.is_some() {
                continue;
            }
            return Err(Fault::say(format!("{} leads out of the folder.", there.display())));
        }
        let length = Opening::open(&there).and_then(|f| f.metadata()).map_or(0, |m| m.len());
        // Beside a file that was named, what is too large is not meant.
        if format.is_some() && length > zopa::exchange::MAX_BYTES as u64 {
            continue;
        }
        if files.len() == FILES {
            return Err(Fault::say(format!(
                "The folder {shown} has more than {FILES} files; name those that are meant."
            )));
        }
        let bytes = input::bytes(&there.to_string_lossy())?;
        total += bytes.len() as u64;
        if total > input::LIMIT {
            return Err(Fault::say(format!(
                "The files in {shown} have more than {} MB together.",
                input::LIMIT >> 20
            )));
        }
        let fits = |wanted: Format| recognise(&short, &bytes).is_some_and(|found| found.goes_with(wanted));
        if format.is_none_or(fits) {
            files.push(Given { name: short, bytes });
        }
    }
    Ok(files)
}

impl Gathered {
    /// The scenario they hold, with every diagnostic.
    pub fn reading(&self) -> Result<Reading, Fault> {
        let files = || {
            let file =
                |f: &Given| File { name: f.name.clone(), text: String::new(), bytes: Some(f.bytes.clone()) };
            self.files.iter().map(file).collect::<Vec<File>>()
        };
        match &self.opened {
            Opened::Domain(imported) if imported.domain.profiles.is_empty() => Err(Fault::say(format!(
                "{} holds issues and nothing of what they are worth; give the profiles too.",
                self.shown
            ))),
            Opened::Domain(imported) => {
                let scenario = scenario(imported).map_err(|refusal| refused(&refusal))?;
                let scenario = Some(Scenario { files: files(), ..scenario });
                Ok(Reading { scenario, diagnostics: Vec::new(), files: files() })
            }
            Opened::Workbook(text, _) => {
                let none = &mut |_: &str| Err("a workbook names no files".to_owned());
                let mut reading = zopa::read::read(&self.shown, text.clone(), none);
                reading.scenario = reading.scenario.map(|scenario| Scenario { files: files(), ..scenario });
                Ok(reading)
            }
            Opened::Conflict(..) => Err(Fault::say(format!(
                "{} is a conflict model of GMCR+: `zopa import {0}` says what it holds; which of its states are stable is a question still to come.",
                self.shown
            ))),
        }
    }

    /// Says on standard error what was remarked, shortly.
    pub fn remark(&self) {
        let lines = grouped(self.opened.notes());
        let rest = lines.len().saturating_sub(LINES);
        let shown = if rest == 1 { lines.len() } else { lines.len().min(LINES) };
        lines[..shown].iter().for_each(|line| output::remark(line));
        if shown < lines.len() {
            output::remark(&format!("{rest} remarks more; `zopa import {}` shows all.", self.shown));
        }
    }
}

/// Notes as lines, those that say the same of several files in one.
pub fn grouped(notes: &[Note]) -> Vec<String> {
    let mut groups: Vec<(Remarked, &str, Vec<&str>)> = Vec::new();
    for note in notes {
        match groups.iter_mut().find(|(what, text, _)| (*what, *text) == (note.what, &note.text)) {
            Some((_, _, files)) => files.push(&note.file),
            None => groups.push((note.what, &note.text, vec![&note.file])),
        }
    }
    let line = |(what, text, mut files): (Remarked, &str, Vec<&str>)| {
        files.retain(|file| !file.is_empty());
        files.dedup();
        let place = match files[..] {
            [] => String::new(),
            [one] => format!("{one}: "),
            [first, second] => format!("{first} and {second}: "),
            [first, ..] => format!("{first} and {} more: ", files.len() - 1),
        };
        let word = match what {
            Remarked::Lenient => "Read leniently",
            Remarked::Assumed => "Assumed",
            Remarked::Lost => "Lost",
        };
        format!("{word}: {place}{}.", text.trim_end_matches('.'))
    };
    groups.into_iter().map(line).collect()
}
