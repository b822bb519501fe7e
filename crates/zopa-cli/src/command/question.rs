//! The questions: one code path for all of them. Read the file, say what is wrong with it, ask, show the answer.
//!
//! Names and one-line descriptions come from the library's table, so that a new question is a command at once; only
//! options that a single question understands are listed here.

use crate::exit::{End, Fault};
use crate::progress::Line;
use crate::worlds::{self, Worlds};
use crate::{input, interrupt, output, show};
use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches};
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use zopa::compile::Reading as Lines;
use zopa::diagnostic::Severity;
use zopa::question::{Answer, AskError, Asked, Question, Settings};
use zopa::scenario::Scenario;
use zopa_core::answer::Stop;

/// Options that every question takes.
#[derive(Debug, clap::Args)]
struct Ask {
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    show: show::Show,
}

/// How a question is asked.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How to ask")]
pub(super) struct How {
    /// Ask under this view; may be given several times [default: every view, side by side]
    #[arg(long = "view", value_name = "NAME")]
    views: Vec<String>,
    /// Read red lines this way; may be given several times: none is real, those judged firm are, every standing
    /// claim is [default: all three; flip and leak start from those judged firm; robust, sens and ask draw them]
    #[arg(long = "reading", value_name = "WHICH", value_parser = readings())]
    readings: Vec<String>,
    /// The period to ask about; 0 is now [default: 0]. `time` takes several, as 0,6,12 [default: the scenario's]
    #[arg(long, value_name = "PERIOD", value_delimiter = ',', value_parser = clap::value_parser!(i64).range(0..=1200))]
    at: Vec<i64>,
    /// Work units for each search; equal budgets give equal answers on every machine
    #[arg(long, value_name = "UNITS", default_value_t = Settings::default().budget)]
    budget: u64,
    /// Seed for what is drawn, recorded in results
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Threads; answers do not depend on them [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

fn readings() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(Lines::ALL.map(Lines::key))
}

impl How {
    pub(super) fn settings(&self) -> Settings {
        let threads = || std::thread::available_parallelism().map_or(1, usize::from);
        Settings {
            views: self.views.clone(),
            readings: Lines::ALL
                .into_iter()
                .filter(|reading| self.readings.iter().any(|key| key == reading.key()))
                .collect(),
            at: self.at.first().copied().unwrap_or(0),
            months: self.at.clone(),
            budget: self.budget,
            seed: self.seed,
            threads: self.threads.map_or_else(threads, usize::from),
            ..Settings::default()
        }
    }
}

/// The subcommand of a question.
pub fn subcommand(question: &'static Question) -> clap::Command {
    let file =
        Arg::new("file").value_name("FILE").required(true).help("Scenario file, or a workbook, domain file or folder that `zopa import` reads; `-` reads standard input");
    let command = clap::Command::new(question.command).arg(file).args(own_options(question.command));
    // Last, because the common options bring a description of their own.
    Ask::augment_args(command).about(capital(question.about))
}

/// The options that one question understands and others do not.
fn own_options(command: &str) -> Vec<Arg> {
    let package = |arg: Arg| {
        arg.value_name("PACKAGE").help(
            "A named package, or changes to one: NAME,issue=option,… or a whole one as issue=option,issue=option,…",
        )
    };
    match command {
        "why" => vec![package(Arg::new("package").required(true))],
        "trade" => vec![package(Arg::new("package").long("from").alias("package"))],
        "solve" => vec![
            Arg::new("concept")
                .long("concept")
                .value_name("KEY")
                .value_parser(clap::builder::PossibleValuesParser::new(concepts()))
                .help("Only this concept"),
            Arg::new("top")
                .long("top")
                .value_name("K")
                .value_parser(clap::value_parser!(u16).range(1..=1000))
                .help("List the best K packages of each concept"),
            Arg::new("lotteries")
                .long("lotteries")
                .action(ArgAction::SetTrue)
                .conflicts_with("top")
                .help("Pick lotteries over packages beside single packages"),
        ],
        "count" => vec![
            Arg::new("samples")
                .long("samples")
                .value_name("K")
                .value_parser(clap::value_parser!(u16).range(1..=1000))
                .help("Draw K acceptable packages, each as likely as any other"),
        ],
        "frontier" => vec![
            Arg::new("parties")
                .long("parties")
                .value_name("ID,ID")
                .value_delimiter(',')
                .action(ArgAction::Append)
                .help("Compare for these parties only"),
            Arg::new("in-zone")
                .long("in-zone")
                .action(ArgAction::SetTrue)
                .help("Compare acceptable packages only"),
        ],
        "leak" => vec![
            Arg::new("to")
                .long("to")
                .value_name("PARTY")
                .help("The party that is shown something [default: each that has to agree, in turn]"),
            package(Arg::new("show").long("show")).action(ArgAction::Append).help(
                "A package that is shown; several times: the best first [default: what the rule picks]",
            ),
            Arg::new("rule").long("rule").value_name("RULE").help("The rule it was chosen by, as the party knows: none, acceptable, or the key of a concept [default: none; without --show, nash]",
            ),
            Arg::new("samples")
                .long("samples")
                .value_name("K")
                .value_parser(clap::value_parser!(u16).range(1..))
                .help("Draw K preferences of each other party [default: 200]"),
        ],
        "robust" => vec![
            Arg::new("worlds")
                .long("worlds")
                .value_name("N|FILE.parquet")
                .action(ArgAction::Append)
                .value_parser(worlds::value)
                .help(format!(
                    "Count at most N worlds of each view, in whole blocks of {} [default: {}]; or write every world drawn to FILE.parquet. May be given once as each",
                    zopa_core::world::BLOCK,
                    Settings::default().worlds
                )),
            Arg::new("precision")
                .long("precision")
                .value_name("P")
                .value_parser(clap::value_parser!(f64))
                .help(format!(
                    "Stop where each 95 % interval is within ±P percentage points; 0 counts all N worlds [default: {}]",
                    Settings::default().precision
                )),
            Arg::new("resume")
                .long("resume")
                .value_name("RESULT.json")
                .help("Go on from the counts in this result file of the same scenario"),
            rungs(),
        ],
        "zone" => vec![rungs()],
        "sens" => vec![some_worlds()],
        "enforce" => vec![
            package(Arg::new("package").long("package")),
            some_worlds().default_value("4096").help(format!(
                "Look at about N worlds of each view, in whole blocks of {}",
                zopa_core::world::BLOCK
            )),
        ],
        "time" => vec![
            package(Arg::new("package").long("package")),
            some_worlds().default_value("1024").help(format!(
                "Look at about N worlds of each view in each period, in whole blocks of {} [default: 1024]",
                zopa_core::world::BLOCK
            )).hide_default_value(true),
        ],
        "ask" => vec![
            Arg::new("parties")
                .long("party")
                .value_name("ID")
                .action(ArgAction::Append)
                .help("Only questions to this party; may be given several times [default: to all]"),
            some_worlds(),
            Arg::new("reliable")
                .long("reliable")
                .value_name("PERCENT")
                .value_parser(clap::value_parser!(f64))
                .help(format!(
                    "How often an answer that may be wrong is right [default: {}]",
                    Settings::default().reliable
                )),
            Arg::new("top")
                .long("top")
                .value_name("K")
                .value_parser(clap::value_parser!(u16).range(1..=1000))
                .help("List the K most telling questions [default: 10]"),
        ],
        "order" => vec![
            package(Arg::new("package").long("package")),
            Arg::new("worlds")
                .long("worlds")
                .value_name("N")
                .value_parser(clap::value_parser!(u64).range(1..=1_000_000))
                .default_value("500")
                .help("Look at N worlds of the steps’ numbers"),
        ],
        "levers" => vec![
            package(Arg::new("package").long("package"))
                .help("Only what carries this package: a named one, or changes to one [default: what opens the zone, and every named package]"),
            Arg::new("parties")
                .long("holder")
                .value_name("ID")
                .action(ArgAction::Append)
                .help("Only levers of this holder; may be given several times [default: of all]"),
            Arg::new("target")
                .long("target")
                .value_name("SHARE")
                .value_parser(clap::value_parser!(f64))
                .help("The cheapest set under which this share of the worlds, 0 to 1, has a deal"),
            Arg::new("top")
                .long("top")
                .value_name("K")
                .value_parser(clap::value_parser!(u16).range(1..=100))
                .help("List the K cheapest sets of each holder [default: 3]"),
            few_worlds(),
        ],
        "flip" => vec![
            Arg::new("top")
                .long("top")
                .value_name("K")
                .value_parser(clap::value_parser!(u16).range(1..=1000))
                .help("List the nearest K assumptions, and the nearest K pairs [default: 12]"),
        ],
        "report" => vec![
            Arg::new("for")
                .long("for")
                .value_name("PARTY")
                .help("A copy for this party: without the scales of others and the frontier"),
            rungs(),
        ],
        _ => Vec::new(),
    }
}

/// Which rungs of the ladder a package has to pass.
fn rungs() -> Arg {
    Arg::new("rungs")
        .long("rungs")
        .value_name("LIST")
        .value_delimiter(',')
        .value_parser(clap::value_parser!(u8).range(1..=4))
        .help("Look for packages that are accepted (1), agreed to at home (2), kept (3), reached step by step (4): 1,3 [default: all that the scenario says something about]")
}

/// How many worlds of each view a question looks at.
fn some_worlds() -> Arg {
    Arg::new("worlds")
        .long("worlds")
        .value_name("N")
        .value_parser(clap::value_parser!(u64).range(1..=1_000_000_000))
        .help(format!(
            "Look at about N worlds of each view, in whole blocks of {} [default: {}]",
            zopa_core::world::BLOCK,
            Settings::default().worlds
        ))
}

/// Worlds of each view, for questions that look at each several times.
const FEW: u64 = 512;

fn few_worlds() -> Arg {
    Arg::new("worlds")
        .long("worlds")
        .value_name("N")
        .value_parser(clap::value_parser!(u64).range(1..=1_000_000_000))
        .help(format!(
            "Look at about N worlds of each view, in whole blocks of {} [default: {FEW}]",
            zopa_core::world::BLOCK
        ))
}

/// The keys of concepts; those of other programs' rules are taken too, and not listed.
fn concepts() -> Vec<clap::builder::PossibleValue> {
    use clap::builder::PossibleValue;
    let concepts = zopa_core::concept::CONCEPTS.iter().map(|concept| PossibleValue::new(concept.key));
    let variants = zopa_core::concept::variants::VARIANTS.iter();
    concepts.chain(variants.map(|variant| PossibleValue::new(variant.key).hide(true))).collect()
}

/// Puts a question as the command line says.
pub fn run(question: &Question, matches: &ArgMatches) -> Result<End, Fault> {
    let ask = Ask::from_arg_matches(matches).map_err(|error| Fault::say(error.to_string()))?;
    ask.show.ready()?;
    let mut settings = ask.how.settings();
    if settings.months.len() > 1 && question.command != "time" {
        return Err(Fault::say(format!("{} asks about one period; give --at one number", question.command)));
    }
    let text = |id: &str| matches.try_get_one::<String>(id).ok().flatten().cloned();
    settings.package = text("package");
    settings.concept = text("concept");
    settings.for_party = text("for");
    settings.top = matches.try_get_one::<u16>("top").ok().flatten().map(|&top| usize::from(top));
    if let Ok(Some(parties)) = matches.try_get_many::<String>("parties") {
        settings.parties = parties.cloned().collect();
    }
    settings.samples = matches.try_get_one::<u16>("samples").ok().flatten().map(|&k| usize::from(k));
    settings.to = text("to");
    settings.rule = text("rule");
    if let Ok(Some(shown)) = matches.try_get_many::<String>("show") {
        settings.show = shown.cloned().collect();
    }
    settings.lotteries = matches.try_get_one::<bool>("lotteries").ok().flatten().is_some_and(|&on| on);
    settings.in_zone = matches.try_get_one::<bool>("in-zone").ok().flatten().is_some_and(|&on| on);
    let given = matches.try_get_many::<worlds::Value>("worlds").ok().flatten();
    let (most, kept) = worlds::values(given.into_iter().flatten().cloned())?;
    settings.worlds = most.unwrap_or(settings.worlds);
    if let Ok(Some(&worlds)) = matches.try_get_one::<u64>("worlds") {
        settings.worlds = worlds;
    } else if question.command == "levers" {
        settings.worlds = FEW;
    }
    if let Ok(Some(&target)) = matches.try_get_one::<f64>("target") {
        if !(0.0..=1.0).contains(&target) {
            return Err(Fault::say("--target is a share of worlds, from 0 to 1."));
        }
        settings.target = Some(target);
    }
    if let Some(name) = &kept {
        output::ready(name)?;
    }
    if let Ok(Some(&precision)) = matches.try_get_one::<f64>("precision") {
        settings.precision = precision;
    }
    if let Ok(Some(&reliable)) = matches.try_get_one::<f64>("reliable") {
        settings.reliable = reliable;
    }
    if let Ok(Some(rungs)) = matches.try_get_many::<u8>("rungs") {
        settings.rungs = rungs.copied().collect();
    }
    if let Some(name) = text("resume") {
        settings.resume = Some(input::text(&name)?);
    }
    let file = text("file").unwrap_or_default();
    let Some(scenario) = sound(&file)? else {
        output::remark("The scenario is unsound, so nothing was asked.");
        return Ok(End::Unsound);
    };
    let file = kept.as_deref().map(Worlds::new).transpose()?;
    let end = progress(question.command, &settings, &ask.show, |poll| {
        let asked = Asked { scenario: &scenario, settings: &settings, poll };
        match file {
            Some(file) => file.ask(&asked),
            None => (question.run)(&asked),
        }
    })?;
    if let Some(name) = kept {
        output::remark(&format!("{name} is written."));
    }
    Ok(end)
}

/// The scenario of a file, or what is wrong with it, on standard error.
pub(super) fn sound(file: &str) -> Result<Option<Scenario>, Fault> {
    let mut reading = input::scenario(file)?;
    if reading.scenario.is_none() {
        reading.diagnostics.retain(|found| found.severity == Severity::Error);
        let found = zopa::diagnostic::render(&reading.diagnostics, &reading.files, output::error_colour());
        output::remark(&found);
        return Ok(None);
    }
    let warnings = reading.diagnostics.iter().filter(|found| found.severity == Severity::Warning).count();
    if warnings > 0 {
        let these = if warnings == 1 { "is a warning".into() } else { format!("are {warnings} warnings") };
        output::remark(&format!("There {these} about this file; `zopa check {file}` shows more."));
    }
    Ok(reading.scenario)
}

/// Asks, and shows the answer; Ctrl-C ends the search, not the answer.
pub(super) fn progress(
    command: &'static str,
    settings: &Settings,
    show: &show::Show,
    ask: impl FnOnce(&(dyn Fn(u64) -> bool + Sync)) -> Result<Answer, AskError>,
) -> Result<End, Fault> {
    let stop = interrupt::listen();
    // What robust spends its time on are worlds, which no budget bounds.
    let budget = (command != "robust").then_some(settings.budget);
    let line = Mutex::new(Line::new(command, budget, settings.threads));
    let poll = |units: u64| {
        if let Ok(mut line) = line.lock() {
            line.worked(units);
        }
        !stop.load(Ordering::Relaxed)
    };
    let answer = ask(&poll);
    drop(line);
    let answer = answer.map_err(|error| Fault::say(sentence(&error.to_string())))?;
    show.answer(&answer)?;
    Ok(match answer.stop {
        Stop::Complete => End::Answered,
        Stop::Budget => {
            output::remark("The budget ran out before everything was proved; --budget raises it.");
            End::Unproved
        }
        Stop::Limit(_) => {
            output::remark("Something outgrew a limit that --budget does not move; the answer says which.");
            End::Unproved
        }
        Stop::Interrupted if command == "robust" => {
            output::remark("Stopped before all worlds were counted; --resume with the result file goes on.");
            End::Unproved
        }
        Stop::Interrupted => {
            output::remark("Stopped before everything was proved.");
            End::Unproved
        }
    })
}

/// A message as a sentence.
fn sentence(message: &str) -> String {
    let stop = if message.ends_with(['.', '?', '!']) { "" } else { "." };
    capital(message) + stop
}

/// The text with a capital letter.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}
