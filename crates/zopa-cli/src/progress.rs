//! A line on the terminal while searches run: for how long already, and how long a search can still take.
//!
//! A question makes as many searches as its answer needs, which nobody knows beforehand; what is known is the budget of
//! each. So the time said is the most one search can take at the present speed.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Nothing is shown of what takes less.
const SILENT: Duration = Duration::from_secs(1);
/// The line changes this often at most.
const EVERY: Duration = Duration::from_millis(250);

/// The line on standard error; it disappears when dropped, and is never shown where no terminal is.
pub struct Line {
    terminal: bool,
    width: usize,
    question: &'static str,
    /// Work units of one search, where the work is searches.
    budget: Option<u64>,
    /// Searches that run at the same time, at most.
    threads: usize,
    units: u64,
    begun: Instant,
    next: Instant,
    shown: bool,
}

impl Line {
    /// A line that is not shown yet, for searches of at most `budget` units each, or for counting worlds.
    pub fn new(question: &'static str, budget: Option<u64>, threads: usize) -> Line {
        let now = Instant::now();
        Line {
            terminal: std::io::stderr().is_terminal(),
            width: crate::output::width(None).saturating_sub(1),
            question,
            budget,
            threads,
            units: 0,
            begun: now,
            next: now + SILENT,
            shown: false,
        }
    }

    /// Counts work units.
    pub fn worked(&mut self, units: u64) {
        self.units = self.units.saturating_add(units);
        let now = Instant::now();
        if !self.terminal || now < self.next {
            return;
        }
        self.next = now + EVERY;
        self.shown = true;
        let text = words(self.question, self.units, self.budget, self.threads, now - self.begun);
        let text: String = text.chars().take(self.width).collect();
        let mut err = std::io::stderr().lock();
        let _ = write!(err, "\r\x1b[2K{text}").and_then(|()| err.flush());
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.shown {
            let mut err = std::io::stderr().lock();
            let _ = write!(err, "\r\x1b[2K").and_then(|()| err.flush());
        }
    }
}

fn words(question: &str, units: u64, budget: Option<u64>, threads: usize, passed: Duration) -> String {
    let Some(budget) = budget else {
        return format!("{question}: {}; Ctrl-C shows what is counted", span(passed.as_secs_f64()));
    };
    // Threads share the work, so the speed of one search is at least the whole speed over the threads.
    let speed = units as f64 / passed.as_secs_f64().max(0.001) / threads.max(1) as f64;
    let most = budget as f64 / speed.max(1.0);
    format!(
        "{question}: {}, at most {} for each search; Ctrl-C shows what is proved",
        span(passed.as_secs_f64()),
        span(most)
    )
}

fn span(seconds: f64) -> String {
    match seconds {
        seconds if seconds < 100.0 => format!("{seconds:.0} s"),
        seconds if seconds < 6000.0 => format!("{:.0} min", seconds / 60.0),
        seconds => format!("{:.0} h", seconds / 3600.0),
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use std::time::Duration;

    #[test]
    fn the_most_a_search_takes_follows_from_the_speed() {
        let at = |units, threads, seconds| {
            let text = words("zone", units, Some(50_000_000), threads, Duration::from_secs(seconds));
            text.split(';').next().map(String::from).unwrap_or_default()
        };
        assert_eq!(at(10_000_000, 1, 2), "zone: 2 s, at most 10 s for each search");
        assert_eq!(at(10_000_000, 2, 2), "zone: 2 s, at most 20 s for each search");
        assert_eq!(at(1_000_000, 1, 10), "zone: 10 s, at most 8 min for each search");
        assert_eq!(at(0, 1, 0), "zone: 0 s, at most 13889 h for each search");
    }
}
