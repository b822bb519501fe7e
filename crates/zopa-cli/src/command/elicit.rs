//! `zopa elicit`: a conversation with one party about what it prefers, saved after each answer.

use crate::exit::{End, Fault};
use crate::{input, output};
use std::io::{BufRead, IsTerminal};
use std::path::Path;
use zopa::date::Date;
use zopa::elicit::{Ask, Conversation, Kind, Reply, Signed};
use zopa::read::With;
use zopa::render::text::paragraph;
use zopa::scenario::Preference;

/// Asks a party what it prefers, in plain words, and keeps its answers beside the scenario
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Answers are read from standard input, one per line. In place of an answer: `?` explains why it is \
asked, `b` goes back, `u` takes the last answer back, `n` leaves the question open, `o` asks the open ones again, `q` \
stops. The answers are saved \
after each one; the same command takes the conversation up again. No number of any party is shown."
)]
pub struct Elicit {
    /// Scenario file
    #[arg(value_name = "FILE")]
    file: String,
    /// Who is asked, by id
    #[arg(long, value_name = "PARTY")]
    party: String,
    /// Under this view; it changes what belongs together, such as factors
    #[arg(long, value_name = "VIEW")]
    view: Option<String>,
    /// Keep the answers in this file [default: FILE without .toml, then .PARTY.answers.toml]
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Who answers; it stands with each answer
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// The day of the answers [default: today, in universal time]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
}

impl Elicit {
    pub fn run(self) -> Result<End, Fault> {
        if self.file == input::STDIN {
            return Err(Fault::say("Standard input is where the answers come from: name a scenario file."));
        }
        let date = match &self.date {
            Some(text) => Some(
                Date::parse(text)
                    .ok_or_else(|| Fault::say(format!("{text} is no date such as 2025-08-18.")))?,
            ),
            None => today(),
        };
        let kept = self.kept();
        let (scenario, answers) = match self.read(&kept)? {
            Ok(read) => read,
            Err(end) => return Ok(end),
        };
        let talk = Conversation::new(&scenario, &self.party, self.view.as_deref())
            .map_err(|error| Fault::say(zopa_sentence(&error.to_string())))?;
        let resumed = answers.len();
        let mut talk = talk.resume(answers).sign(Signed { author: self.author.clone(), date });
        let asked = std::io::stdin().is_terminal();
        say(&format!(
            "A conversation with {} about what it prefers. Each answer is saved at once, and the same command goes on \
where it stopped. In place of an answer: `?` explains the question, `b` goes back to the one before, `u` takes the last \
answer back, `n` leaves the question open, `o` asks the open ones again, `q` stops.",
            talk.name()
        ))?;
        if resumed > 0 {
            let are = if resumed == 1 {
                "answer of an earlier sitting is"
            } else {
                "answers of an earlier sitting are"
            };
            say(&format!("{resumed} {are} in {kept}."))?;
            list_open(&talk)?;
            if talk.over() && talk.reopen() {
                say("Nothing else is left to ask, so what was left open is asked again.")?;
            }
        }
        let mut lines = std::io::stdin().lock().lines();
        let mut shown = None;
        while !talk.over() {
            let ask = talk.ask();
            // A question that was not answered still stands above.
            if shown.as_ref() != Some(&ask) {
                show(&ask)?;
                shown = Some(ask);
            }
            if asked {
                output::print("> ")?;
            }
            let Some(line) = lines.next() else {
                output::print("\n")?;
                break;
            };
            let line = line.map_err(|error| {
                Fault::say(format!("The answers cannot be read: {}.", input::reason(&error)))
            })?;
            if !asked {
                output::print(&format!("> {line}\n"))?;
            }
            self.turn(&mut talk, line.trim(), &kept)?;
        }
        talk.stop_at_end();
        show(&talk.ask())?;
        self.last(&talk, &kept)
    }

    /// One line of the person.
    fn turn(&self, talk: &mut Conversation, line: &str, kept: &str) -> Result<(), Fault> {
        let decides = talk.ask().kind == Kind::Decide;
        let reply = match line {
            "" => {
                return say(
                    "Nothing was answered, and nothing is kept. `?` explains the question, `n` leaves it open, `q` stops.",
                );
            }
            "?" | "help" => {
                let ask = talk.ask();
                return say(&format!("Why this is asked: {} How to answer: {}.", ask.why, ask.how));
            }
            "q" | "quit" | "stop" => {
                talk.stop();
                return Ok(());
            }
            "b" | "back" => {
                done(talk.back(), "Back one question. What you answered stands until you answer again.")?
            }
            "u" | "undo" => done(talk.undo(), "The last answer is taken back.")?,
            "n" | "not sure" => talk.skip(),
            "o" | "open" => match talk.reopen() {
                true => return say("What was left open is asked again."),
                false => return say("No question was left open that could be asked now."),
            },
            text => talk.answer(text),
        };
        match reply {
            Reply::Understood(words) => {
                let understood =
                    if decides || matches!(line, "n" | "not sure") { "" } else { "Understood: " };
                for word in words {
                    say(&format!("{understood}{word}"))?;
                }
            }
            Reply::Contradicts(words) => {
                for word in words {
                    say(&format!("Understood: {word}"))?;
                }
                say("This cannot hold together with what was said before.")?;
            }
            Reply::More(sentence) => return say(&sentence),
            Reply::NotUnderstood(sentence) => return say(&format!("Not understood: {sentence}.")),
        }
        if talk.unknown() {
            say(
                "It was not found out whether all your answers can hold together. They are kept as you gave them; with `u` you can take the last one back.",
            )?;
        }
        if talk.answers().is_empty() && !Path::new(kept).exists() {
            return Ok(());
        }
        let text = talk.text().map_err(|error| Fault::say(zopa_sentence(&error.to_string())))?;
        let head = format!(
            "# What {} said in `zopa elicit`. Include it in the scenario: include = [\"{}\"]\n\n",
            talk.name(),
            base(kept)
        );
        output::save(kept, format!("{head}{text}").as_bytes())
    }

    /// Where the answers are and how they come into the scenario.
    fn last(&self, talk: &Conversation, kept: &str) -> Result<End, Fault> {
        if talk.answers().is_empty() {
            say("Nothing was answered, and nothing is saved.")?;
        } else {
            list_open(talk)?;
            say(&format!(
                "{} answers are in {kept}. To use them, add it to the scenario: include = [\"{}\"]",
                talk.answers().len(),
                base(kept)
            ))?;
        }
        Ok(End::Answered)
    }

    /// The file the answers are kept in.
    fn kept(&self) -> String {
        let stem = self.file.strip_suffix(".toml").unwrap_or(&self.file);
        self.output.clone().unwrap_or_else(|| format!("{stem}.{}.answers.toml", self.party))
    }

    /// The scenario, and the answers of earlier sittings; or how the command ends where they are unsound.
    #[allow(clippy::type_complexity)]
    fn read(&self, kept: &str) -> Result<Result<(zopa::scenario::Scenario, Vec<Preference>), End>, Fault> {
        let text = input::text(&self.file)?;
        let there = Path::new(kept).is_file();
        let (also, bytes) =
            if there { (vec![base(kept)], input::bytes(kept)?) } else { (Vec::new(), Vec::new()) };
        let with = With { also: &also, spared: Some(&self.party) };
        let reading = input::read_with(&self.file, text, with, (base(kept), there.then_some(bytes)));
        let Some(scenario) = reading.scenario else {
            let found =
                zopa::diagnostic::render(&reading.diagnostics, &reading.files, output::error_colour());
            output::remark(&found);
            output::complain(&format!("{} is unsound, so there is nothing to talk about.", self.file));
            return Ok(Err(End::Unsound));
        };
        let file = scenario.files.iter().position(|file| there && file.name == base(kept));
        let mine = scenario.preferences.iter().filter(|p| Some(p.span.file) == file);
        let answers = mine.cloned().collect();
        Ok(Ok((scenario, answers)))
    }
}

/// The file without its folders.
fn base(path: &str) -> &str {
    Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path)
}

/// A sentence from a clause.
fn zopa_sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Says that something was done, where it was.
fn done(reply: Reply, sentence: &str) -> Result<Reply, Fault> {
    if matches!(reply, Reply::Understood(_)) {
        say(sentence)?;
    }
    Ok(reply)
}

/// What was left open, one line each.
fn list_open(talk: &Conversation) -> Result<(), Fault> {
    let open = talk.open();
    if open.is_empty() {
        return Ok(());
    }
    say("Open, or not sure:")?;
    open.iter().try_for_each(|line| item(line))
}

/// A line of a list, cut where it is too long.
fn item(text: &str) -> Result<(), Fault> {
    let most = output::width(None).saturating_sub(4).max(20);
    let whole = text.chars().count() <= most;
    let cut = text.chars().take(if whole { most } else { most - 1 }).collect::<String>();
    output::print(&paragraph("  - ", &format!("{cut}{}", if whole { "" } else { "…" }), output::width(None)))
}

fn say(text: &str) -> Result<(), Fault> {
    output::print(&paragraph("", text, output::width(None)))
}

/// A question with its choices and how to answer it.
fn show(ask: &Ask) -> Result<(), Fault> {
    output::print("\n")?;
    say(&ask.question)?;
    for line in &ask.lines {
        output::print(&paragraph("  - ", line, output::width(None)))?;
    }
    for (n, choice) in ask.choices.iter().enumerate() {
        output::print(&paragraph(&format!("  {:>2}  ", n + 1), choice, output::width(None)))?;
    }
    match ask.kind {
        Kind::Nothing => Ok(()),
        _ => say(&format!("({})", ask.how)),
    }
}

/// The day in universal time; none where the clock stands before 1970.
fn today() -> Option<Date> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    // Days to a date of the Gregorian calendar, by eras of 400 years that begin in March.
    let days = i64::try_from(now.as_secs() / 86_400).ok()? + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    Date::parse(&format!("{:04}-{month:02}-{day:02}", year + era * 400 + carry))
}
