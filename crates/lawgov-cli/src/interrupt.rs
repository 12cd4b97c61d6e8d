//! Ctrl-C: workers finish the file at hand, nothing half-written stays.

use std::fs;
use std::path::PathBuf;
use std::process;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How long the run may take to stop by itself; one that waits for standard input never does.
const GRACE: Duration = Duration::from_millis(500);

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

pub fn install() {
    // Without a handler Ctrl-C still ends the run, so a failure here is nothing to stop for.
    let _ = ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        thread::sleep(GRACE);
        if let Ok(Some(path)) = UNFINISHED.lock().as_deref() {
            let _ = fs::remove_file(path);
        }
        process::exit(130);
    });
}

/// Whether the run is to stop.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Names the file to remove when the run is ended by force.
pub fn set_unfinished(path: Option<PathBuf>) {
    if let Ok(mut unfinished) = UNFINISHED.lock() {
        *unfinished = path;
    }
}
