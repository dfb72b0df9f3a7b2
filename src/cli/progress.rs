//! The progress of something that takes long, on one line of the terminal, written over again and again.
//!
//! Invariant: nothing is written where standard error is no terminal, nor more than ten times a second.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::load::{self, Found};

/// Least time between two lines.
const PAUSE: Duration = Duration::from_millis(100);

/// The line.
pub(super) struct Progress {
    started: Instant,
    shown: Option<Instant>,
    is_terminal: bool,
    done: u64,
    /// All bytes there are to read; nought while they are still being counted.
    all: Arc<AtomicU64>,
}

impl Progress {
    /// Begins; counts on a thread of its own what there is to read in `paths`.
    pub(super) fn new(paths: &[PathBuf]) -> Self {
        let is_terminal = io::stderr().is_terminal();
        let all = Arc::new(AtomicU64::new(0));
        // What comes on standard input ends nobody knows when.
        if is_terminal && !paths.iter().any(|path| path.as_os_str() == "-") {
            let (paths, all) = (paths.to_vec(), Arc::clone(&all));
            thread::spawn(move || {
                let length = |found| match found {
                    Ok(Found::File(path)) => path.metadata().map_or(0, |metadata| metadata.len()),
                    Ok(Found::Part(part)) => part.bytes.len() as u64,
                    Ok(Found::Stdin | Found::Pipe(_) | Found::Address(_)) | Err(_) => 0,
                };
                all.store(load::walk(&paths).map(length).sum(), Ordering::Relaxed);
            });
        }
        Self { started: Instant::now(), shown: None, is_terminal, done: 0, all }
    }

    /// So many more bytes are read, `stories` in all are done.
    pub(super) fn add(&mut self, bytes: u64, stories: usize) {
        self.done += bytes;
        if self.is_terminal && self.shown.unwrap_or(self.started).elapsed() >= PAUSE {
            self.shown = Some(Instant::now());
            let left = self.left().map(|left| format!(", {} left", duration(left))).unwrap_or_default();
            let percent = (100 * self.done).checked_div(self.all.load(Ordering::Relaxed));
            let percent = percent.map(|percent| format!("{}% · ", percent.min(100))).unwrap_or_default();
            let _ = write!(io::stderr(), "\r\x1b[K{percent}{stories} stories{left}");
        }
    }

    /// How much longer it takes at the pace so far; none while that cannot be told.
    fn left(&self) -> Option<Duration> {
        let all = self.all.load(Ordering::Relaxed);
        let elapsed = self.started.elapsed();
        if self.done == 0 || all < self.done || elapsed < Duration::from_secs(1) {
            return None;
        }
        Some(elapsed.mul_f64((all - self.done) as f64 / self.done as f64))
    }

    /// Takes the line away.
    pub(super) fn end(&self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

fn duration(left: Duration) -> String {
    let seconds = left.as_secs() + 1;
    match seconds {
        0..90 => format!("{seconds} s"),
        90..5400 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h", seconds.div_ceil(3600)),
    }
}
