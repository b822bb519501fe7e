//! `zopa new`: a first scenario, from a template or from a few answers.

use crate::exit::{End, Fault};
use crate::output;
use std::io::{BufRead, IsTerminal, Write};
use zopa::template::{Answers, TEMPLATES};

/// Starts a scenario: asks for parties, issues and options, or copies a template
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Questions are read from standard input, one answer per line: the title; the parties and an \
empty line; then each issue, its options and an empty line; an empty line in place of an issue ends."
)]
pub struct New {
    /// Copy this template and ask nothing
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(names()))]
    template: Option<String>,
    /// Write to this file, which must not exist yet; without it, to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

fn names() -> impl Iterator<Item = clap::builder::PossibleValue> {
    TEMPLATES.iter().map(|template| clap::builder::PossibleValue::new(template.name).help(template.about))
}

impl New {
    pub fn run(self) -> Result<End, Fault> {
        if let Some(name) = &self.output
            && std::path::Path::new(name).exists()
        {
            return Err(Fault::say(format!("{name} exists already; name another file.")));
        }
        let template = TEMPLATES.iter().find(|template| self.template.as_deref() == Some(template.name));
        let text = match template {
            Some(template) => template.text.to_string(),
            None => zopa::template::new(&ask()?),
        };
        match &self.output {
            None => output::print(&text)?,
            Some(name) => {
                output::file(name, text.as_bytes())?;
                output::remark(&format!("{name} is written; `zopa check {name}` says what is missing."));
            }
        }
        Ok(End::Answered)
    }
}

/// Asks on standard error, so that the scenario itself can go to a pipe; silent where nobody is at the keyboard.
fn ask() -> Result<Answers, Fault> {
    let mut lines = std::io::stdin().lock().lines();
    let asked = std::io::stdin().is_terminal();
    let mut line = |question: &str| -> Result<String, Fault> {
        if asked {
            let mut err = std::io::stderr().lock();
            let _ = write!(err, "{question} ").and_then(|()| err.flush());
        }
        let answer = lines.next().unwrap_or(Ok(String::new()));
        let answer = answer.map_err(|error| {
            Fault::say(format!("The answers cannot be read: {}.", crate::input::reason(&error)))
        })?;
        Ok(answer.trim().to_string())
    };
    let title = line("What is to be settled?")?;
    let mut answers = Answers { title, ..Answers::default() };
    loop {
        let name = line(&format!("Party {} (empty: no more):", answers.parties.len() + 1))?;
        if name.is_empty() {
            break;
        }
        answers.parties.push(name);
    }
    loop {
        let label = line(&format!("Issue {} (empty: no more):", answers.issues.len() + 1))?;
        if label.is_empty() {
            break;
        }
        let mut options = Vec::new();
        loop {
            let option = line(&format!("  Option {} of {label} (empty: no more):", options.len() + 1))?;
            if option.is_empty() {
                break;
            }
            options.push(option);
        }
        answers.issues.push((label, options));
    }
    if answers.title.is_empty() || answers.parties.is_empty() || answers.issues.is_empty() {
        return Err(Fault::say(
            "A scenario needs a title, a party and an issue. `zopa new --template two-party` shows a whole one.",
        ));
    }
    if let Some((label, _)) = answers.issues.iter().find(|(_, options)| options.is_empty()) {
        return Err(Fault::say(format!("The issue “{label}” needs an option.")));
    }
    Ok(answers)
}
