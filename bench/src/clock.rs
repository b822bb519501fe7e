//! Time on one core.
//!
//! What counts is the wall clock, the least of several runs: other programs on the machine only ever add to it. Where
//! the system tells how long the thread had a processor, that is kept beside it; a large difference means that the
//! machine was busy.

use std::hint::black_box;
use std::time::{Duration, Instant};
use zopa_core::budget::Budget;

/// A time measured.
#[derive(Debug, Clone, Copy)]
pub struct Time {
    /// Least wall-clock time of a run, in milliseconds.
    pub wall: f64,
    /// Least processor time of a run, in milliseconds, where the system tells it.
    pub processor: Option<f64>,
}

/// Runs quicker than this are repeated.
const WORTH_REPEATING: Duration = Duration::from_millis(400);
/// How often a quick run is done.
const REPEATS: usize = 5;

/// Runs `work` and says how long it took; quick work is run several times and the least counts. The answer is the first
/// run's.
pub fn measure<T>(mut work: impl FnMut() -> T) -> (T, Time) {
    let (answer, mut time, took) = once(&mut work);
    if took < WORTH_REPEATING {
        for _ in 1..REPEATS {
            let (_, next, _) = once(&mut work);
            time.wall = time.wall.min(next.wall);
            time.processor = time.processor.zip(next.processor).map(|(a, b)| a.min(b));
        }
    }
    (answer, time)
}

fn once<T>(work: &mut impl FnMut() -> T) -> (T, Time, Duration) {
    let before = on_processor();
    let start = Instant::now();
    let answer = black_box(work());
    let took = start.elapsed();
    let processor = before.zip(on_processor()).map(|(a, b)| (b - a) as f64 / 1e6);
    (answer, Time { wall: took.as_secs_f64() * 1e3, processor }, took)
}

/// Nanoseconds this thread has had a processor; Linux tells it.
fn on_processor() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

/// Runs a search with no limit on its work, but interrupts it after `limit`.
pub fn within<T>(limit: Duration, search: impl FnOnce(&mut Budget) -> T) -> T {
    let start = Instant::now();
    let mut go_on = |_| start.elapsed() < limit;
    search(&mut Budget::polled(u64::MAX, &mut go_on))
}

/// The largest amount of memory this process has held, in kilobytes; Linux tells it.
pub fn peak_memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix("kB")?.trim().parse().ok()
}
