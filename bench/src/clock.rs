//! Time on one core.
//!
//! What counts is how long the thread had a processor, the least of several runs: searches use one thread and wait for
//! nothing, so on a quiet machine that is the wall clock's time, and on a busy one it still means something. The wall
//! clock is kept beside it, and is all there is where the system does not tell.

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
    let processor = before.zip(on_processor()).map(|(a, b)| (b - a).as_secs_f64() * 1e3);
    (answer, Time { wall: took.as_secs_f64() * 1e3, processor }, took)
}

/// How long this thread has had a processor.
#[cfg(unix)]
fn on_processor() -> Option<Duration> {
    use rustix::time::{ClockId, clock_gettime};
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).ok()
}

/// How long this thread has had a processor: not known here.
#[cfg(not(unix))]
fn on_processor() -> Option<Duration> {
    None
}

impl Time {
    /// The time that counts, in milliseconds.
    pub fn ms(&self) -> f64 {
        self.processor.unwrap_or(self.wall)
    }
}

/// Runs a search with no limit on its work, but interrupts it after `limit` of processor time (of the wall clock, where
/// processor time is not known).
pub fn within<T>(limit: Duration, search: impl FnOnce(&mut Budget) -> T) -> T {
    let (before, start) = (on_processor(), Instant::now());
    let mut go_on = |_| {
        let spent = before.zip(on_processor()).map(|(a, b)| b - a);
        spent.unwrap_or_else(|| start.elapsed()) < limit
    };
    search(&mut Budget::polled(u64::MAX, &mut go_on))
}

/// The largest amount of memory this process has held, in kilobytes; Linux tells it.
pub fn peak_memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix("kB")?.trim().parse().ok()
}
