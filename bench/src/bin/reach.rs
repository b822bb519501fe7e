//! The table of what zopa is to reach on one core, measured.
//!
//! Every row is one small function from a seed to an outcome; the table [`ROWS`] says what was asked. A row whose search
//! does not exist yet says so.

use std::time::Duration;
use zopa_bench::chain::chained;
use zopa_bench::clock::{Time, measure, within};
use zopa_bench::options::Options;
use zopa_bench::table::{Table, median, milliseconds};
use zopa_bench::{Kind, Space};
use zopa_core::answer::Stop;
use zopa_core::concept::{self, CONCEPTS, Solution};
use zopa_core::frontier::{Scope, frontier};
use zopa_core::problem::Problem;
use zopa_core::relax::relaxations;

const USAGE: &str = "\
usage: reach [--only TEXT] [--seeds N] [--limit SECONDS]
  --only TEXT      rows whose work or size contains the text
  --seeds N        seeds 1 to N instead of each row's own number
  --limit SECONDS  a search that runs longer is interrupted and counts as not proved (20)";

/// What came of one instance.
struct Outcome {
    time: Time,
    proved: bool,
    /// What was found, in a word or two.
    found: String,
}

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
    row("Nash, 2 parties", "10^20", 5.0, 10, |s, l| solved("nash", Space::opposed(2, 20, 10), s, l)),
    row("Nash, 3 parties", "10^20", 5.0, 10, |s, l| solved("nash", Space::opposed(3, 20, 10), s, l)),
    row("Nash, 5 parties", "10^20", 5.0, 10, |s, l| solved("nash", Space::opposed(5, 20, 10), s, l)),
    row("Nash, 10 parties", "10^20", 5.0, 10, |s, l| solved("nash", Space::opposed(10, 20, 10), s, l)),
    row("Nash, 2 parties", "10^40", 5.0, 10, |s, l| solved("nash", Space::opposed(2, 40, 10), s, l)),
    row("Nash, 3 parties", "10^40", 5.0, 10, |s, l| solved("nash", Space::opposed(3, 40, 10), s, l)),
    row("Nash, 5 parties", "10^40", 5.0, 10, |s, l| solved("nash", Space::opposed(5, 40, 10), s, l)),
    row("Nash, 10 parties", "10^40", 5.0, 10, |s, l| solved("nash", Space::opposed(10, 40, 10), s, l)),
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
    row("top 1,000 by Nash, 3 parties", "10^20", 3.0, 5, |s, l| best(1000, Space::opposed(3, 20, 10), s, l)),
    row("number of acceptable packages, 2 parties", "10^20, grid 1e3", 150.0, 5, |s, l| {
        count(Space::opposed(2, 20, 10).scale(1000).reservation(0.6), s, l)
    }),
    row("share with interval and uniform samples, 3 parties", "10^20", 1500.0, 3, |s, l| {
        samples(Space::opposed(3, 20, 10).reservation(0.6), s, l)
    }),
    row("lottery: Nash, Kalai–Smorodinsky, egalitarian, 3 parties", "10^20", 0.0, 5, |s, l| {
        lotteries(Space::opposed(3, 20, 10).reservation(0.3), s, l)
    }),
    row("all minimal relaxations, 3 parties", "10^20, zone empty", 300.0, 3, |s, l| {
        relaxed(Space::opposed(3, 20, 10).reservation(0.85), s, l)
    }),
    row("frontier, 3 parties, chain of 0 pairs", "10^20, grid 1e4", 0.0, 3, |s, l| chain(0, s, l)),
    row("frontier, 3 parties, chain of 2 pairs", "10^20, grid 1e4", 0.0, 3, |s, l| chain(2, s, l)),
    row("frontier, 3 parties, chain of 4 pairs", "10^20, grid 1e4", 0.0, 3, |s, l| chain(4, s, l)),
    row("frontier, 3 parties, chain of 8 pairs", "10^20, grid 1e4", 0.0, 3, |s, l| chain(8, s, l)),
];

/// No red lines in these problems.
const NO_LINES: &[bool] = &[];

/// The frontier over all packages.
fn front(space: Space, seed: u64, limit: Duration) -> Option<Outcome> {
    Some(frontier_of(&space.seed(seed).problem(), limit))
}

fn frontier_of(problem: &Problem, limit: Duration) -> Outcome {
    let parties: Vec<usize> = (0..problem.n()).collect();
    let (found, time) =
        measure(|| within(limit, |b| frontier(problem, NO_LINES, &parties, Scope::Feasible, b)));
    Outcome { time, proved: found.stop == Stop::Complete, found: format!("{} points", found.points.len()) }
}

/// The frontier with pairs of neighbouring issues that interact.
fn chain(pairs: usize, seed: u64, limit: Duration) -> Option<Outcome> {
    Some(frontier_of(&chained(&Space::opposed(3, 20, 10).seed(seed), pairs), limit))
}

/// The undominated ones of a list of points.
fn points(_parties: usize, _seed: u64, _limit: Duration) -> Option<Outcome> {
    None
}

/// Reservations a concept is tried at, one after the other.
const RESERVATIONS: [f64; 3] = [0.3, 0.5, 0.6];

fn reserved(space: Space, seed: u64) -> Problem {
    space.seed(seed).reservation(RESERVATIONS[seed as usize % RESERVATIONS.len()]).problem()
}

/// A concept with the players' ideals it needs, all ties, and the proof.
fn solved(key: &str, space: Space, seed: u64, limit: Duration) -> Option<Outcome> {
    let problem = reserved(space, seed);
    Some(concept_outcome(key, &problem, limit, |problem, goal, budget| {
        concept::solve(problem, NO_LINES, goal, budget)
    }))
}

/// The best packages by the Nash product.
fn best(k: usize, space: Space, seed: u64, limit: Duration) -> Option<Outcome> {
    let problem = reserved(space, seed);
    Some(concept_outcome("nash", &problem, limit, |problem, goal, budget| {
        concept::top(problem, NO_LINES, goal, k, budget)
    }))
}

fn concept_outcome(
    key: &str,
    problem: &Problem,
    limit: Duration,
    search: impl Fn(&Problem, &zopa_core::answer::Goal, &mut zopa_core::budget::Budget) -> Solution,
) -> Outcome {
    let concept = CONCEPTS.iter().find(|c| c.key == key).expect("a concept of the table");
    let (found, time) = measure(|| {
        within(limit, |budget| {
            let players = concept::players(problem, NO_LINES, budget).ok()?;
            Some(players.and_then(|p| p.goal(concept)).map(|goal| search(problem, &goal, budget)))
        })
    });
    match found {
        Some(Some(solution)) => Outcome {
            time,
            proved: solution.stop == Stop::Complete && solution.proof.is_some(),
            found: format!("{} picks", solution.picks.len()),
        },
        Some(None) => Outcome { time, proved: true, found: "no zone".into() },
        None => Outcome { time, proved: false, found: "ideals not proved".into() },
    }
}

/// How many packages every party accepts.
fn count(_space: Space, _seed: u64, _limit: Duration) -> Option<Outcome> {
    None
}

/// The share of packages every party accepts, with an interval, and packages drawn uniformly from them.
fn samples(_space: Space, _seed: u64, _limit: Duration) -> Option<Outcome> {
    None
}

/// The three points of the convex hull, with their support.
fn lotteries(_space: Space, _seed: u64, _limit: Duration) -> Option<Outcome> {
    None
}

/// Every minimal set of lower no-deal values that opens the zone.
fn relaxed(space: Space, seed: u64, limit: Duration) -> Option<Outcome> {
    let problem = space.seed(seed).problem();
    let (found, time) = measure(|| within(limit, |b| relaxations(&problem, NO_LINES, b)));
    Some(Outcome {
        time,
        proved: found.stop == Stop::Complete,
        found: format!("{} relaxations", found.all.len()),
    })
}

/// The cells of a row after it was run.
fn cells(row: &Row, outcomes: &[Outcome]) -> Vec<String> {
    let walls: Vec<f64> = outcomes.iter().map(|o| o.time.wall).collect();
    let processor: Option<Vec<f64>> = outcomes.iter().map(|o| o.time.processor).collect();
    let most = walls.iter().copied().fold(0.0, f64::max);
    let proved = outcomes.iter().filter(|o| o.proved).count();
    let middle = median(&walls);
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
        processor.map_or("–".into(), |p| milliseconds(median(&p))),
        format!("{proved}/{}", outcomes.len()),
        asked(row),
        verdict,
        outcomes.last().map(|o| o.found.clone()).unwrap_or_default(),
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
        "processor ms",
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
    println!("Additive preferences of the kind `{}`, one core.\n", Kind::Opposed.name());
    print!("{}", table.markdown());
}
