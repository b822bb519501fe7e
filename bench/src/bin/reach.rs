//! The table of what zopa is to reach on one core, measured.
//!
//! The table [`ROWS`] says what was asked and which search of `work` answers. A row whose search does not exist yet says so.

use std::time::Duration;
use zopa_bench::chain::chained;
use zopa_bench::cloud::Cloud;
use zopa_bench::options::Options;
use zopa_bench::table::{Table, median, milliseconds};
use zopa_bench::work::{self, Outcome};
use zopa_bench::{Kind, Space};
use zopa_core::problem::Problem;

const USAGE: &str = "\
usage: reach [--only TEXT] [--seeds N] [--limit SECONDS]
  --only TEXT      rows whose work or size contains the text
  --seeds N        seeds 1 to N instead of each row's own number
  --limit SECONDS  a search that runs longer is interrupted and counts as not proved (20)";

/// One instance: the seed, and how long it may take. `None` where the search does not exist yet.
type Instance = fn(u64, Duration) -> Option<Outcome>;

/// A row of the table.
struct Row {
    work: &'static str,
    size: &'static str,
    /// Milliseconds asked for, as a median; 0 where none were.
    asked: f64,
    seeds: u64,
    run: Instance,
}

const fn row(work: &'static str, size: &'static str, asked: f64, seeds: u64, run: Instance) -> Row {
    Row { work, size, asked, seeds, run }
}

const ROWS: &[Row] = &[
    row("frontier, 2 parties", "10^20, grid 1e4", 1.0, 10, |s, l| front(Space::opposed(2, 20, 10), s, l)),
    row("frontier, 2 parties", "50^40, grid 1e4", 100.0, 3, |s, l| front(Space::opposed(2, 40, 50), s, l)),
    row("frontier, 3 parties", "10^12, grid 1e4", 35.0, 5, |s, l| front(Space::opposed(3, 12, 10), s, l)),
    row("frontier, 3 parties", "10^20, grid 1e4", 300.0, 3, |s, l| front(Space::opposed(3, 20, 10), s, l)),
    row("frontier, 4 parties", "10^12, grid 1e3", 700.0, 3, |s, l| {
        front(Space::opposed(4, 12, 10).scale(1000), s, l)
    }),
    row("frontier, 5 parties", "10^6, grid 1e3", 70.0, 5, |s, l| {
        front(Space::opposed(5, 6, 10).scale(1000), s, l)
    }),
    row("frontier of a black box, 2 parties", "10^6 points", 20.0, 3, |s, l| points(2, s, l)),
    row("frontier of a black box, 3 parties", "10^6 points", 60.0, 3, |s, l| points(3, s, l)),
    row("Nash, 2 parties", "10^20", 5.0, 10, |s, l| {
        Some(work::nash(&reserved(Space::opposed(2, 20, 10), s), l))
    }),
    row("Nash, 3 parties", "10^20", 5.0, 10, |s, l| {
        Some(work::nash(&reserved(Space::opposed(3, 20, 10), s), l))
    }),
    row("Nash, 5 parties", "10^20", 5.0, 10, |s, l| {
        Some(work::nash(&reserved(Space::opposed(5, 20, 10), s), l))
    }),
    row("Nash, 10 parties", "10^20", 5.0, 10, |s, l| {
        Some(work::nash(&reserved(Space::opposed(10, 20, 10), s), l))
    }),
    row("Nash, 2 parties", "10^40", 5.0, 10, |s, l| {
        Some(work::nash(&reserved(Space::opposed(2, 40, 10), s), l))
    }),
    row("Nash, 3 parties", "10^40", 5.0, 10, |s, l| {
        Some(work::nash(&reserved(Space::opposed(3, 40, 10), s), l))
    }),
    row("Nash, 5 parties", "10^40", 5.0, 10, |s, l| {
        Some(work::nash(&reserved(Space::opposed(5, 40, 10), s), l))
    }),
    row("Nash, 10 parties", "10^40", 5.0, 10, |s, l| {
        Some(work::nash(&reserved(Space::opposed(10, 40, 10), s), l))
    }),
    row("Kalai–Smorodinsky, leximin, 2 parties", "10^20", 2.0, 10, |s, l| {
        solved("kalai-smorodinsky", Space::opposed(2, 20, 10), s, l)
    }),
    row("Kalai–Smorodinsky, leximin, 3 parties", "10^20", 2.0, 10, |s, l| {
        solved("kalai-smorodinsky", Space::opposed(3, 20, 10), s, l)
    }),
    row("Kalai–Smorodinsky, leximin, 5 parties", "10^20", 10.0, 10, |s, l| {
        solved("kalai-smorodinsky", Space::opposed(5, 20, 10), s, l)
    }),
    row("Kalai–Smorodinsky, leximin, 10 parties", "10^20", 400.0, 10, |s, l| {
        solved("kalai-smorodinsky", Space::opposed(10, 20, 10), s, l)
    }),
    row("top 1,000 by Nash, 3 parties", "10^20", 3.0, 5, |s, l| {
        Some(work::top(1000, &reserved(Space::opposed(3, 20, 10), s), l))
    }),
    row("number of acceptable packages, 2 parties", "10^20, grid 1e3", 150.0, 5, |s, l| {
        work::count(&Space::opposed(2, 20, 10).scale(1000).reservation(0.6).seed(s).problem(), l)
    }),
    row("share with interval and uniform samples, 3 parties", "10^20", 1500.0, 3, |s, l| {
        work::samples(&Space::opposed(3, 20, 10).reservation(0.6).seed(s).problem(), l)
    }),
    row("lottery: Nash, Kalai–Smorodinsky, egalitarian, 3 parties", "10^20", 0.0, 5, |s, l| {
        work::lotteries(&Space::opposed(3, 20, 10).reservation(0.3).seed(s).problem(), l)
    }),
    row("all minimal relaxations, 3 parties", "10^20, zone empty", 300.0, 3, |s, l| {
        Some(work::relaxed(&Space::opposed(3, 20, 10).reservation(0.85).seed(s).problem(), l))
    }),
    row("frontier, 3 parties, chain of 0 pairs", "10^20, grid 1e4", 0.0, 3, |s, l| chain(0, s, l)),
    row("frontier, 3 parties, chain of 2 pairs", "10^20, grid 1e4", 0.0, 3, |s, l| chain(2, s, l)),
    row("frontier, 3 parties, chain of 4 pairs", "10^20, grid 1e4", 0.0, 3, |s, l| chain(4, s, l)),
    row("frontier, 3 parties, chain of 8 pairs", "10^20, grid 1e4", 0.0, 3, |s, l| chain(8, s, l)),
];

/// Reservations a concept is tried at, one seed after the other.
const RESERVATIONS: [f64; 3] = [0.3, 0.5, 0.6];

fn reserved(space: Space, seed: u64) -> Problem {
    space.seed(seed).reservation(RESERVATIONS[seed as usize % RESERVATIONS.len()]).problem()
}

fn front(space: Space, seed: u64, limit: Duration) -> Option<Outcome> {
    Some(work::front(&space.seed(seed).problem(), limit))
}

fn chain(pairs: usize, seed: u64, limit: Duration) -> Option<Outcome> {
    Some(work::front(&chained(&Space::opposed(3, 20, 10).seed(seed), pairs), limit))
}

fn points(parties: usize, seed: u64, limit: Duration) -> Option<Outcome> {
    work::black_box(&Cloud::every(&Space::opposed(parties, 6, 10).seed(seed).problem()), limit)
}

fn solved(key: &str, space: Space, seed: u64, limit: Duration) -> Option<Outcome> {
    Some(work::solve(key, &reserved(space, seed), limit))
}

/// The cells of a row after it was run.
fn cells(row: &Row, outcomes: &[Outcome]) -> Vec<String> {
    let times: Vec<f64> = outcomes.iter().map(|o| o.time.ms()).collect();
    let walls: Vec<f64> = outcomes.iter().map(|o| o.time.wall).collect();
    let most = times.iter().copied().fold(0.0, f64::max);
    let proved = outcomes.iter().filter(|o| o.proved).count();
    let middle = median(&times);
    let verdict = match row.asked {
        0.0 => "–".into(),
        _ if proved < outcomes.len() => "no: not all proved".into(),
        asked if middle <= asked => "yes".into(),
        asked => format!("no: {:.1} times", middle / asked),
    };
    vec![
        row.work.into(),
        row.size.into(),
        outcomes.len().to_string(),
        milliseconds(middle),
        milliseconds(most),
        milliseconds(median(&walls)),
        format!("{proved}/{}", outcomes.len()),
        asked(row),
        verdict,
        outcomes.last().map(|o| format!("{} {}", o.found, o.what)).unwrap_or_default(),
    ]
}

fn asked(row: &Row) -> String {
    if row.asked > 0.0 { milliseconds(row.asked) } else { "–".into() }
}

fn main() {
    let options = Options::read(&["only", "seeds", "limit"], USAGE);
    let only = options.text("only").unwrap_or_default().to_lowercase();
    let limit = Duration::from_secs_f64(options.value("limit", 20.0));
    let titles = [
        "work",
        "size",
        "seeds",
        "median ms",
        "max ms",
        "wall ms",
        "proved",
        "asked ms",
        "reached",
        "last found",
    ];
    let mut table = Table::new(&titles);
    let wanted = |row: &&Row| format!("{} {}", row.work, row.size).to_lowercase().contains(&only);
    for row in ROWS.iter().filter(wanted) {
        let seeds = options.value("seeds", row.seeds);
        eprintln!("{}, {}", row.work, row.size);
        let outcomes: Option<Vec<Outcome>> = (1..=seeds).map(|seed| (row.run)(seed, limit)).collect();
        table.row(match outcomes {
            Some(outcomes) => cells(row, &outcomes),
            None => {
                let mut cells = vec!["–".to_string(); titles.len()];
                (cells[0], cells[1], cells[7]) = (row.work.into(), row.size.into(), asked(row));
                cells[8] = "not there yet".into();
                cells
            }
        });
    }
    println!(
        "Additive preferences of the kind `{}`; processor time of one thread, and the",
        Kind::Opposed.name()
    );
    println!("median wall clock's beside it.\n");
    print!("{}", table.markdown());
}
