//! Draws `docs/growth.svg`, or prints its numbers as Markdown, from the CSV that `growth` wrote.

use zopa_bench::options::Options;
use zopa_bench::{chart, series};

const USAGE: &str = "\
usage: picture --from FILE [--as svg|tables]
  --from FILE      CSV of `growth`
  --as svg         small multiples (the default)
  --as tables      medians as Markdown";

fn main() {
    let options = Options::read(&["from", "as"], USAGE);
    let drawn = options.text("from").ok_or_else(|| USAGE.to_string()).and_then(|file| {
        let csv = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        let points = series::read(&csv).map_err(|error| format!("{file}: {error}"))?;
        match options.text("as") {
            None | Some("svg") => Ok(chart::draw(&points)),
            Some("tables") => Ok(chart::tables::markdown(&points)),
            Some(_) => Err(USAGE.to_string()),
        }
    });
    match drawn {
        Ok(text) => print!("{text}"),
        Err(message) => {
            eprintln!("{message}");
            std::process::exit(2);
        }
    }
}
