//! What a benchmark was asked for on the command line.

use std::fmt::Display;
use std::str::FromStr;

/// The arguments, as pairs of `--name` and value.
pub struct Options(Vec<(String, String)>);

impl Options {
    /// Reads the arguments of the program; ends it with `usage` where they are not pairs of known names and values.
    pub fn read(known: &[&str], usage: &str) -> Options {
        let mut arguments = std::env::args().skip(1);
        let mut pairs = Vec::new();
        while let Some(name) = arguments.next() {
            let plain = name.trim_start_matches("--").to_string();
            let value =
                arguments.next().filter(|_| name.starts_with("--") && known.contains(&plain.as_str()));
            match value {
                Some(value) => pairs.push((plain, value)),
                None => stop(usage),
            }
        }
        Options(pairs)
    }

    /// The value given for a name.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value given for a name, or a default; ends the program where it cannot be read.
    pub fn value<T: FromStr + Display>(&self, name: &str, default: T) -> T {
        match self.text(name).map(str::parse) {
            None => default,
            Some(Ok(value)) => value,
            Some(Err(_)) => stop(&format!("--{name}: not a value of its kind; the default is {default}")),
        }
    }
}

fn stop(message: &str) -> ! {
    eprintln!("{message}");
    std::process::exit(2)
}
