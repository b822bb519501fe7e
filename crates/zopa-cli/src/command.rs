//! The commands: one file each, and the table that finds them.

mod check;
mod completions;
mod diff;
mod elicit;
mod explain;
mod export;
mod fmt;
mod import;
mod man;
mod new;
mod question;
mod schema;
mod verify;

use crate::exit::{CODES, End, Fault};
use crate::output::Colour;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use zopa::question::QUESTIONS;

/// Finds out which agreements are possible between several parties, and proves what it says
#[derive(Debug, Parser)]
#[command(name = "zopa", version, after_help = CODES, max_term_width = 100)]
#[command(infer_long_args = true, subcommand_required = true)]
#[command(arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Colour the output
    #[arg(long, visible_alias = "colour", global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: Colour,
}

/// The commands about files; those that ask questions come from the library's table.
#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Elicit(elicit::Elicit),
    Diff(diff::Diff),
    Fmt(fmt::Fmt),
    Verify(verify::Verify),
    New(new::New),
    Import(import::Import),
    Export(export::Export),
    Explain(explain::Explain),
    Schema(schema::Schema),
    Completions(completions::Completions),
    Man(man::Man),
}

/// The whole command line: `check`, then the questions in the library's order, then the rest.
fn command_line() -> clap::Command {
    let order = |name: &str| match name {
        "check" => 0,
        "diff" => 99,
        "elicit" => 99,
        "fmt" => 100,
        "verify" => 101,
        "new" => 102,
        "import" => 103,
        "export" => 104,
        "explain" => 105,
        "schema" => 106,
        _ => 107,
    };
    let questions =
        QUESTIONS.iter().enumerate().map(|(n, asked)| question::subcommand(asked).display_order(n + 1));
    Cli::command()
        .mut_subcommands(|command| {
            let order = order(command.get_name());
            command.display_order(order)
        })
        .subcommands(questions)
}

/// Reads the command line and runs its command.
pub fn run() -> Result<End, Fault> {
    let matches = match command_line().try_get_matches() {
        Ok(matches) => matches,
        Err(usage) => return shown(&usage),
    };
    if let Some((name, asked)) = matches.subcommand()
        && let Some(question) = zopa::question::find(name)
    {
        matches.get_one::<Colour>("color").copied().unwrap_or_default().set();
        return question::run(question, asked);
    }
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(usage) => return shown(&usage),
    };
    cli.color.set();
    match cli.command {
        Command::Check(command) => command.run(),
        Command::Elicit(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Fmt(command) => command.run(),
        Command::Verify(command) => command.run(),
        Command::New(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
    }
}

/// Help and version are answers; anything else about the command line is a usage error.
fn shown(usage: &clap::Error) -> Result<End, Fault> {
    if usage.use_stderr() {
        let _ = usage.print();
        std::process::exit(2);
    }
    match usage.print() {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Err(Fault::ClosedPipe),
        _ => Ok(End::Answered),
    }
}
