//! A panic leaves the terminal usable and its message readable.
//!
//! Invariant: a panic of the loop's own thread gives the terminal back before a word is printed. One of another thread
//! does not end the session, so its message waits until the terminal is given back. Absent on purpose: catching.

use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::{panic, thread};

use super::tty::Tty;

/// What panicked behind the screen, to be told after it.
#[derive(Debug)]
pub(super) struct Panics(Arc<Mutex<Vec<String>>>);

/// Puts a hook before the one there is.
pub(super) fn watch(tty: &Arc<Tty>) -> Panics {
    let held: Arc<Mutex<Vec<String>>> = Arc::default();
    let (tty, waiting, loops) = (Arc::downgrade(tty), Arc::downgrade(&held), thread::current().id());
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let tty = Weak::upgrade(&tty);
        match (tty, Weak::upgrade(&waiting)) {
            (Some(_), Some(held)) if thread::current().id() != loops => {
                held.lock().unwrap_or_else(PoisonError::into_inner).push(info.to_string());
            }
            (tty, _) => {
                if let Some(tty) = tty {
                    tty.give_back();
                }
                before(info);
            }
        }
    }));
    Panics(held)
}

impl Panics {
    /// Tells what waited, on standard error if there still is one.
    pub(super) fn tell(self) {
        for message in self.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = writeln!(std::io::stderr(), "{message}");
        }
    }
}
