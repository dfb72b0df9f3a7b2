//! Signals, on a thread of their own: what ends the process ends it even when the loop is stuck.
//!
//! Invariant: after SIGHUP, SIGTERM, SIGINT or SIGQUIT the terminal is restored and the process is on its way out
//! within [`GRACE`], twice over when a write to a stalled terminal must be broken first. Absent on purpose: anything
//! done in a signal handler.

use std::io;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use signal_hook::consts::signal::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::mailbox::Urgent;
use super::tty::Tty;

/// How long the loop gets to end by itself.
const GRACE: Duration = Duration::from_millis(8);

/// How far the program has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// The loop runs.
    #[default]
    Running,
    /// The loop has ended and the terminal is given back; the session keeps what it must, and no signal breaks that
    /// off.
    Leaving,
    /// Nothing is left to do.
    Done,
}

/// How far the program has come, told from one thread to the other.
#[derive(Debug, Default)]
pub(super) struct Done {
    stage: Mutex<Stage>,
    told: Condvar,
}

impl Done {
    pub(super) fn tell(&self, stage: Stage) {
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner) = stage;
        self.told.notify_all();
    }

    fn stage(&self) -> Stage {
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the loop to end; answers whether it has.
    fn wait(&self, patience: Duration) -> bool {
        let stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.told.wait_timeout_while(stage, patience, |stage| *stage == Stage::Running);
        *waited.unwrap_or_else(PoisonError::into_inner).0 != Stage::Running
    }
}

/// Starts the thread. It lives as long as the process: when the loop has ended, a signal does what it does by default.
pub(super) fn watch(tty: Arc<Tty>, done: Arc<Done>, deliver: impl Fn(Urgent) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGWINCH, SIGCONT, SIGTSTP])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match done.stage() {
                Stage::Running => {}
                Stage::Leaving => continue,
                Stage::Done => {
                    let _ = emulate_default_handler(signal);
                    continue;
                }
            }
            match signal {
                SIGWINCH => deliver(Urgent::Resized),
                SIGCONT => deliver(Urgent::Resumed),
                SIGTSTP => deliver(Urgent::Suspend),
                _ => {
                    deliver(Urgent::Ended(signal));
                    end(&tty, &done, signal);
                }
            }
        }
    })?;
    Ok(())
}

/// Waits for the loop to end by itself; then breaks the write it may be stuck in; then ends the process.
fn end(tty: &Tty, done: &Done, signal: i32) {
    if !done.wait(GRACE) {
        tty.loosen();
        if !done.wait(GRACE) {
            tty.wrest_back();
            std::process::exit(128 + signal);
        }
    }
}
