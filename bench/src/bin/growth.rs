//! Time and memory against issues, options and parties, as CSV for the growth page of the documentation.
//!
//! Every point is measured in a process of its own, so that its peak memory is its own.

use std::process::Command;
use std::time::Duration;
use zopa_bench::Space;
use zopa_bench::clock::peak_memory;
use zopa_bench::options::Options;
use zopa_bench::work::{self, Outcome};

const USAGE: &str = "\
usage: growth [--only TEXT] [--seeds N] [--limit SECONDS]
  --only TEXT      series whose name contains the text
  --seeds N        seeds 1 to N of each point (3)
  --limit SECONDS  a search that runs longer is interrupted and counts as not proved (20)";

/// A search and the reservation it is tried at.
struct Work {
    name: &'static str,
    reservation: f64,
    run: fn(&Space, Duration) -> Option<Outcome>,
}

const WORKS: &[Work] = &[
    Work { name: "frontier", reservation: 0.0, run: |s, l| Some(work::front(&s.problem(), l)) },
    Work { name: "nash", reservation: 0.3, run: |s, l| Some(work::nash(&s.problem(), l)) },
    Work {
        name: "kalai-smorodinsky",
        reservation: 0.3,
        run: |s, l| Some(work::solve("kalai-smorodinsky", &s.problem(), l)),
    },
    Work { name: "count", reservation: 0.6, run: |s, l| work::count(&s.problem(), l) },
];

/// Sizes along which one thing grows: the search, what grows, and parties, issues, options of each point.
struct Series {
    work: &'static str,
    grows: &'static str,
    sizes: &'static [[usize; 3]],
}

const SERIES: &[Series] = &[
    Series {
        work: "frontier",
        grows: "issues",
        sizes: &[[2, 5, 10], [2, 10, 10], [2, 20, 10], [2, 30, 10], [2, 40, 10], [2, 60, 10], [2, 80, 10]],
    },
    Series {
        work: "frontier",
        grows: "issues",
        sizes: &[[3, 4, 10], [3, 6, 10], [3, 8, 10], [3, 12, 10], [3, 16, 10], [3, 20, 10], [3, 24, 10]],
    },
    Series {
        work: "frontier",
        grows: "issues",
        sizes: &[[4, 4, 10], [4, 6, 10], [4, 8, 10], [4, 10, 10], [4, 12, 10]],
    },
    Series {
        work: "frontier",
        grows: "options",
        sizes: &[[2, 20, 5], [2, 20, 10], [2, 20, 20], [2, 20, 50], [2, 20, 100], [2, 20, 200]],
    },
    Series {
        work: "frontier",
        grows: "options",
        sizes: &[[3, 10, 5], [3, 10, 10], [3, 10, 20], [3, 10, 50]],
    },
    Series {
        work: "frontier",
        grows: "parties",
        sizes: &[[2, 6, 10], [3, 6, 10], [4, 6, 10], [5, 6, 10], [6, 6, 10]],
    },
    Series {
        work: "nash",
        grows: "issues",
        sizes: &[[3, 5, 10], [3, 10, 10], [3, 20, 10], [3, 40, 10], [3, 80, 10], [3, 160, 10]],
    },
    Series {
        work: "nash",
        grows: "options",
        sizes: &[[3, 20, 5], [3, 20, 10], [3, 20, 20], [3, 20, 50], [3, 20, 100]],
    },
    Series {
        work: "nash",
        grows: "parties",
        sizes: &[[2, 20, 10], [3, 20, 10], [5, 20, 10], [7, 20, 10], [10, 20, 10]],
    },
    Series {
        work: "kalai-smorodinsky",
        grows: "issues",
        sizes: &[[3, 5, 10], [3, 10, 10], [3, 20, 10], [3, 40, 10], [3, 80, 10], [3, 160, 10]],
    },
    Series {
        work: "kalai-smorodinsky",
        grows: "options",
        sizes: &[[3, 20, 5], [3, 20, 10], [3, 20, 20], [3, 20, 50], [3, 20, 100]],
    },
    Series {
        work: "kalai-smorodinsky",
        grows: "parties",
        sizes: &[[2, 20, 10], [3, 20, 10], [5, 20, 10], [7, 20, 10], [10, 20, 10]],
    },
    Series { work: "count", grows: "issues", sizes: &[[2, 5, 10], [2, 10, 10], [2, 20, 10], [2, 40, 10]] },
    Series { work: "count", grows: "options", sizes: &[[2, 20, 5], [2, 20, 10], [2, 20, 20], [2, 20, 50]] },
    Series { work: "count", grows: "parties", sizes: &[[2, 20, 10], [3, 20, 10]] },
];

/// Grid points of a scale in all series.
const SCALE: i128 = 1000;

fn main() {
    let known = ["only", "seeds", "limit", "point"];
    let options = Options::read(&known, USAGE);
    let limit = options.value("limit", 20.0);
    if let Some(point) = options.text("point") {
        return measured(point, limit);
    }
    let only = options.text("only").unwrap_or_default();
    println!(
        "work,grows,parties,issues,options,packages,scale,reservation,seed,ms,wall_ms,peak_kb,proved,found"
    );
    for series in SERIES.iter().filter(|s| format!("{} {}", s.work, s.grows).contains(only)) {
        eprintln!("{}, by {}", series.work, series.grows);
        for size in series.sizes {
            for seed in 1..=options.value("seeds", 3) {
                let [parties, issues, choices] = size;
                let point = format!("{} {parties} {issues} {choices} {seed}", series.work);
                let child = std::env::current_exe().map(|me| {
                    Command::new(me).args(["--limit", &limit.to_string(), "--point", &point]).output()
                });
                let Ok(Ok(child)) = child else {
                    eprintln!("the process for `{point}` cannot be started");
                    std::process::exit(1);
                };
                let result = String::from_utf8_lossy(&child.stdout).trim().to_string();
                let space = Space::opposed(*parties, *issues, *choices);
                let reservation = of(series.work).reservation;
                // A process that died (memory) leaves the fields of its result empty.
                let result = if child.status.success() { result } else { ",,,false,".into() };
                println!(
                    "{},{},{parties},{issues},{choices},{},{SCALE},{reservation},{seed},{result}",
                    series.work,
                    series.grows,
                    space.size()
                );
            }
        }
    }
}

fn of(name: &str) -> &'static Work {
    WORKS.iter().find(|w| w.name == name).expect("a search of the table")
}

/// One point, in its own process: milliseconds of processor and of wall clock, peak kilobytes, whether proved, how many found.
fn measured(point: &str, limit: f64) {
    let words: Vec<&str> = point.split(' ').collect();
    let numbers: Vec<usize> = words[1..].iter().filter_map(|w| w.parse().ok()).collect();
    let ([name, ..], [parties, issues, choices, seed]) = (&words[..], &numbers[..]) else {
        eprintln!("{USAGE}");
        std::process::exit(2);
    };
    let work = of(name);
    let space = Space::opposed(*parties, *issues, *choices).scale(SCALE).reservation(work.reservation);
    let outcome = (work.run)(&space.seed(*seed as u64), Duration::from_secs_f64(limit));
    match outcome {
        None => println!(",,,absent,"),
        Some(o) => println!(
            "{:.4},{:.4},{},{},{}",
            o.time.ms(),
            o.time.wall,
            peak_memory().map(|kb| kb.to_string()).unwrap_or_default(),
            o.proved,
            o.found
        ),
    }
}
