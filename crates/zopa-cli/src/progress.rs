//! A line on the terminal while a search runs: what it is at, and how long it can still take.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Nothing is shown of what takes less.
const SILENT: Duration = Duration::from_secs(1);
/// The line changes this often at most.
const EVERY: Duration = Duration::from_millis(200);

/// The line on standard error; it disappears when dropped, and is never shown where no terminal is.
pub struct Line {
    terminal: bool,
    width: usize,
    begun: Instant,
    /// When the step shown began, and its name: the time left is that of the step.
    step: (Instant, String),
    next: Instant,
    shown: bool,
}

impl Line {
    /// A line that is not shown yet.
    pub fn new() -> Line {
        let now = Instant::now();
        Line {
            terminal: std::io::stderr().is_terminal(),
            width: crate::output::width(None).saturating_sub(1),
            begun: now,
            step: (now, String::new()),
            next: now + SILENT,
            shown: false,
        }
    }

    /// Shows that `step` has used `done` of the at most `most` units it may use.
    pub fn show(&mut self, step: &str, done: u64, most: u64) {
        let now = Instant::now();
        if self.step.1 != step {
            self.step = (now, step.to_string());
        }
        if !self.terminal || now < self.next {
            return;
        }
        self.next = now + EVERY;
        self.shown = true;
        let text = words(step, done, most, now - self.step.0, now - self.begun);
        let text: String = text.chars().filter(|c| !c.is_control()).take(self.width).collect();
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

/// A search may end long before its budget, so the time left is an upper bound, and only said once it can be judged.
fn words(step: &str, done: u64, most: u64, of_step: Duration, of_all: Duration) -> String {
    let share = if most == 0 { 0.0 } else { (done as f64 / most as f64).min(1.0) };
    let seconds = of_all.as_secs();
    let mut text = format!("{step}: {:.0} % of the budget, {seconds} s", share * 100.0);
    if share >= 0.02 {
        let left = of_step.as_secs_f64() * (1.0 - share) / share;
        text.push_str(&match left {
            left if left < 100.0 => format!(", at most {left:.0} s left"),
            left if left < 6000.0 => format!(", at most {:.0} min left", left / 60.0),
            left => format!(", at most {:.0} h left", left / 3600.0),
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::words;
    use std::time::Duration;

    #[test]
    fn time_left_is_that_of_the_step() {
        let seconds = Duration::from_secs;
        assert_eq!(
            words("zone", 1, 4, seconds(10), seconds(12)),
            "zone: 25 % of the budget, 12 s, at most 30 s left"
        );
        assert_eq!(words("zone", 0, 4, seconds(10), seconds(10)), "zone: 0 % of the budget, 10 s");
        assert_eq!(
            words("zone", 1, 10, seconds(60), seconds(60)),
            "zone: 10 % of the budget, 60 s, at most 9 min left"
        );
        assert!(words("zone", 9, 0, seconds(1), seconds(1)).starts_with("zone: 0 %"));
    }
}
