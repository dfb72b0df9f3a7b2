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

/// Whether the loop has ended and the terminal is given back.
#[derive(Debug, Default)]
pub(super) struct Done {
    is_done: Mutex<bool>,
    told: Condvar,
}

impl Done {
    pub(super) fn tell(&self) {
        *self.is_done.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.told.notify_all();
    }

    fn wait(&self, patience: Duration) -> bool {
        let is_done = self.is_done.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.told.wait_timeout_while(is_done, patience, |is_done| !*is_done);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Starts the thread. It lives as long as the process: when the loop has ended, a signal does what it does by default.
pub(super) fn watch(tty: Arc<Tty>, done: Arc<Done>, deliver: impl Fn(Urgent) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGWINCH, SIGCONT, SIGTSTP])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if done.wait(Duration::ZERO) {
                let _ = emulate_default_handler(signal);
                continue;
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
