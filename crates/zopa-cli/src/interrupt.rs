//! Ctrl-C: the first press asks the search to stop and show what is proved so far; the second ends the program.

use std::sync::atomic::{AtomicBool, Ordering};

/// Set once the user asked to stop.
static STOP: AtomicBool = AtomicBool::new(false);

/// Listens from now on, and gives the flag that searches poll.
pub fn listen() -> &'static AtomicBool {
    // Without a handler Ctrl-C ends the program, which is what is left to do then.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        crate::output::remark("\nStopping; what is proved so far follows. Ctrl-C again ends at once.");
    });
    &STOP
}
