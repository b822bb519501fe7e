//! Running the program as a user does.
#![allow(dead_code)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run left.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The program, in a plain environment.
pub fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zopa"));
    command.args(args).env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub fn zopa(args: &[&str]) -> Ran {
    finish(program(args), "")
}

pub fn zopa_in(args: &[&str], stdin: &str) -> Ran {
    finish(program(args), stdin)
}

pub fn finish(mut command: Command, stdin: &str) -> Ran {
    let mut child = command.stdin(Stdio::piped()).spawn().expect("the program starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    let text = stdin.to_string();
    let writer = std::thread::spawn(move || pipe.write_all(text.as_bytes()));
    let done = child.wait_with_output().expect("the program ends");
    let _ = writer.join();
    Ran {
        code: done.status.code().unwrap_or(-1),
        out: String::from_utf8(done.stdout).expect("UTF-8"),
        err: String::from_utf8(done.stderr).expect("UTF-8"),
    }
}

/// A fresh folder for one test.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

pub fn path(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// Every TOML file below `scenarios`, and whether it is a scenario of its own (and not a part that one includes).
pub fn scenario_files() -> Vec<(PathBuf, bool)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "toml") {
                let text = std::fs::read_to_string(&path).expect("a text");
                let whole = text.lines().any(|line| line.trim_start().starts_with("format"));
                found.push((path, whole));
            }
        }
    }
    found.sort();
    found
}

/// A small scenario that is sound and has a deal.
pub fn small() -> &'static str {
    zopa::template::TEMPLATES.iter().find(|template| template.name == "two-party").expect("a template").text
}
