//! Every block of the documentation does what it shows.
//!
//! * ```` ```console ````: each line `$ zopa …` is run from the root of a copy of `scenarios/`; the lines
//!   below it must be its output. A last line `...` stands for the rest of it. `$ echo $?` shows the exit
//!   code of the command above; without it the code must be 0.
//! * ```` ```toml ````: a whole scenario (with `format`) must be sound; a part must be TOML.
//! * the picture of the README is the output of its command.
//! * ```` ```sh ````: only scripts that exist. Every block states its language; relative links lead somewhere.
//!
//! `ZOPA_BLESS=1 cargo test -p zopa-cli --test docs` writes the present output into the pages.

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

/// The Markdown files of the project, relative to the root; those inside the crates have tests of their own.
fn pages() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root().join(&folder)).expect("a folder").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = folder.join(&name);
            if entry.path().is_dir() {
                if !name.starts_with('.')
                    && !["target", "node_modules", "out", "crates", "fuzz"].contains(&name.as_str())
                {
                    folders.push(path);
                }
            } else if name.ends_with(".md") {
                found.push(path.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

/// A fenced block: its language, the number of its first line, its text.
struct Block {
    language: String,
    first: usize,
    lines: Vec<String>,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in text.lines().enumerate() {
        match line.trim_start().strip_prefix("```") {
            Some(language) if !open => {
                open = true;
                found.push(Block {
                    language: language.trim().to_string(),
                    first: number + 1,
                    lines: Vec::new(),
                });
            }
            Some(_) => open = false,
            None if open => found.last_mut().expect("an open block").lines.push(line.to_string()),
            None => {}
        }
    }
    found
}

/// A folder like a clean clone: the scenarios, nothing else.
fn playground() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs");
    let _ = std::fs::remove_dir_all(&folder);
    copy(&root().join("scenarios"), &folder.join("scenarios"));
    std::fs::create_dir_all(folder.join("out")).expect("a folder to write to");
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder to write to");
    for entry in std::fs::read_dir(from).into_iter().flatten().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Runs a command line of the documentation: its output, standard error included, and its exit code.
fn run(line: &str, folder: &Path) -> (Vec<String>, i32) {
    let bin = Path::new(env!("CARGO_BIN_EXE_zopa")).parent().expect("a folder").to_path_buf();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(bin).chain(std::env::split_paths(&path));
    let done = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {line}")])
        .current_dir(folder)
        .env("PATH", std::env::join_paths(paths).expect("a path"))
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .output()
        .expect("sh runs");
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    (text.lines().map(|l| l.trim_end().to_string()).collect(), done.status.code().unwrap_or(-1))
}

/// What the block should read, given what its commands print now; and a complaint if a command fails unannounced.
fn replay(block: &Block, folder: &Path, complaints: &mut Vec<String>) -> Vec<String> {
    let mut now = Vec::new();
    let mut at = 0;
    let mut code: Option<(i32, String)> = None;
    while at < block.lines.len() {
        let line = &block.lines[at];
        let end = (at + 1..block.lines.len()).find(|&k| block.lines[k].starts_with("$ "));
        let shown = &block.lines[at + 1..end.unwrap_or(block.lines.len())];
        now.push(line.clone());
        let Some(command) = line.strip_prefix("$ ") else {
            complaints.push(format!("a console block begins with `{line}`, not with `$ `"));
            return block.lines.clone();
        };
        if command == "echo $?" {
            now.push(code.take().map_or(String::from("0"), |(c, _)| c.to_string()));
        } else {
            complaints.extend(
                code.take().filter(|(c, _)| *c != 0).map(|(c, l)| format!("`{l}` ends with code {c}")),
            );
            let (output, status) = run(command, folder);
            code = Some((status, command.to_string()));
            if shown.last().is_some_and(|l| l.trim() == "...") && output.len() >= shown.len() {
                now.extend(output[..shown.len() - 1].iter().cloned());
                now.push("...".into());
            } else {
                now.extend(output);
            }
        }
        at = end.unwrap_or(block.lines.len());
    }
    complaints.extend(code.filter(|(c, _)| *c != 0).map(|(c, l)| format!("`{l}` ends with code {c}")));
    now
}

#[test]
fn console_blocks_show_what_the_program_prints() {
    let update = std::env::var_os("ZOPA_BLESS").is_some();
    let folder = playground();
    let mut wrong = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(root().join(&page)).expect("a page");
        let mut lines: Vec<String> = text.lines().map(String::from).collect();
        for block in blocks(&text).iter().rev().filter(|b| b.language == "console") {
            let mut complaints = Vec::new();
            let now = replay(block, &folder, &mut complaints);
            wrong.extend(complaints.into_iter().map(|c| format!("{page}:{}: {c}", block.first)));
            if now != block.lines {
                lines.splice(block.first..block.first + block.lines.len(), now.iter().cloned());
                if !update {
                    wrong.push(format!("{page}:{}: the output now is\n{}", block.first, now.join("\n")));
                }
            }
        }
        if update {
            std::fs::write(root().join(&page), lines.join("\n") + "\n").expect("a page");
        }
    }
    assert!(wrong.is_empty(), "ZOPA_BLESS=1 writes the present output\n{}", wrong.join("\n"));
}

/// The picture of the README: where it stands, the command whose output it shows, and how many lines of it.
const PICTURE: (&str, &str, usize) = ("docs/terminal.svg", "zopa zone scenarios/peace/alaska-2025.toml", 17);

/// Lines of a terminal as a picture. Every line states its length, so that any font keeps the columns.
fn terminal(command: &str, lines: &[String]) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let height = 30 + 18 * (lines.len() + 3);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 840 {height}\" role=\"img\" \
         aria-labelledby=\"title\" font-family=\"ui-monospace, 'DejaVu Sans Mono', monospace\" font-size=\"13\">\n\
         <title id=\"title\">A terminal: the first lines that {} prints</title>\n\
         <rect width=\"840\" height=\"{height}\" rx=\"8\" fill=\"#1b2530\"/>\n",
        escaped(command)
    );
    let prompt = format!("$ {command}");
    let rest = "…".to_string();
    for (row, line) in std::iter::once(&prompt).chain(lines).chain([&rest]).enumerate() {
        let (text, y) = (line.trim_start(), 30 + 18 * row);
        if text.is_empty() {
            continue;
        }
        let indent = line.chars().count() - text.chars().count();
        let colour = if row == 0 { "#9ecbff" } else { "#eef2f6" };
        svg += &format!(
            "<text x=\"{:.1}\" y=\"{y}\" fill=\"{colour}\" textLength=\"{:.1}\" \
             lengthAdjust=\"spacingAndGlyphs\">{}</text>\n",
            20.0 + 8.0 * indent as f64,
            8.0 * text.chars().count() as f64,
            escaped(text)
        );
    }
    svg + "</svg>\n"
}

#[test]
fn the_picture_shows_what_the_program_prints() {
    let (file, command, most) = PICTURE;
    let (output, code) = run(command, &root());
    assert_eq!(code, 0, "{command}\n{}", output.join("\n"));
    let now = terminal(command, &output[..most.min(output.len())]);
    if std::env::var_os("ZOPA_BLESS").is_some() {
        std::fs::write(root().join(file), &now).expect("a picture");
    }
    let was = std::fs::read_to_string(root().join(file)).unwrap_or_default();
    assert!(was == now, "{file} is not what the program prints; ZOPA_BLESS=1 draws it anew");
}

#[test]
fn toml_blocks_are_sound() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("toml");
    std::fs::create_dir_all(&folder).expect("a folder to write to");
    let mut wrong = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(root().join(&page)).expect("a page");
        for block in blocks(&text).iter().filter(|b| b.language == "toml") {
            let whole = block.lines.iter().any(|l| l.replace(' ', "").starts_with("format="));
            let body = block.lines.join("\n");
            if whole {
                std::fs::write(folder.join("block.toml"), &body).expect("a file");
                let (output, code) = run("zopa check block.toml", &folder);
                if code != 0 {
                    wrong.push(format!("{page}:{}: not sound\n{}", block.first, output.join("\n")));
                }
            } else if let Err(error) = toml::de::DeTable::parse(&body) {
                wrong.push(format!("{page}:{}: {error}", block.first));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_block_states_its_language_and_every_script_exists() {
    let mut wrong = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(root().join(&page)).expect("a page");
        for block in blocks(&text) {
            match block.language.as_str() {
                "console" | "toml" | "text" | "json" | "rust" | "bibtex" => {}
                "sh" => {
                    for line in &block.lines {
                        let first = line.split_whitespace().next().unwrap_or_default();
                        if first.starts_with("scripts/") && !root().join(first).is_file() {
                            wrong.push(format!("{page}:{}: {first} does not exist", block.first));
                        }
                    }
                }
                other => wrong.push(format!("{page}:{}: language `{other}`", block.first)),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn relative_links_lead_somewhere() {
    let mut wrong = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(root().join(&page)).expect("a page");
        let here = root().join(&page).parent().expect("a folder").to_path_buf();
        for piece in text.split("](").skip(1) {
            let target = piece.split([')', ' ', '#']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains(':') && !here.join(target).exists() {
                wrong.push(format!("{page}: {target}"));
            }
        }
    }
    assert!(wrong.is_empty(), "links that lead nowhere:\n{}", wrong.join("\n"));
}
