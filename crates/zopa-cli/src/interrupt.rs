//! Ctrl-C: the first press asks the search to stop and show what is proved so far; the second ends the program.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set once the user asked to stop.
static STOP: AtomicBool = AtomicBool::new(false);

/// A file in the making, of which nothing is to be left if the program ends at once.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Says which file in the making is to be removed if the program ends at once.
pub fn remove(unfinished: Option<PathBuf>) {
    if let Ok(mut known) = UNFINISHED.lock() {
        *known = unfinished;
    }
}

/// Listens from now on, and gives the flag that searches poll.
pub fn listen() -> &'static AtomicBool {
    // Without a handler Ctrl-C ends the program, which is what is left to do then.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            if let Ok(Some(unfinished)) = UNFINISHED.lock().as_deref() {
                let _ = std::fs::remove_file(unfinished);
            }
            std::process::exit(130);
        }
        crate::output::remark("\nStopping; what is proved so far follows. Ctrl-C again ends at once.");
    });
    &STOP
}
