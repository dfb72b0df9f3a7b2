//! Where everything that happens waits for the one loop: keys and signals first, news of the background after.
//!
//! Invariant: the loop sleeps in [`Inbox::wait`] and nowhere else, and nothing wakes it but an arrival or the deadline
//! it gave itself. What the reader does overtakes the news: a key is never behind ten thousand loaded articles.
//! Absent on purpose: a bound. A loader that must not run ahead holds itself back.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::app::key::Input;

/// What cannot wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Urgent {
    /// What the reader did, in order; all that one read brought.
    Inputs(Vec<Input>),
    /// The terminal may have a new size.
    Resized,
    /// The process is asked to stop for a while (Ctrl-Z, SIGTSTP).
    Suspend,
    /// The process was stopped and goes on (SIGCONT).
    Resumed,
    /// A signal ends the process: its number.
    Ended(i32),
    /// The terminal is gone.
    HungUp,
}

/// What [`Inbox::wait`] brings.
pub(super) enum Arrival<N> {
    Urgent(Vec<Urgent>),
    News(N),
    Deadline,
}

struct Queues<N> {
    urgent: Vec<Urgent>,
    news: VecDeque<N>,
    open: bool,
}

struct Shared<N> {
    queues: Mutex<Queues<N>>,
    arrived: Condvar,
}

impl<N> Shared<N> {
    /// A thread that panicked in here left at worst a message undelivered; the loop goes on.
    fn lock(&self) -> MutexGuard<'_, Queues<N>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes whoever waits. The lock is let go first: the loop would wake only to wait for it, which is twice the way
    /// from a key to its frame.
    fn told(&self, queues: MutexGuard<'_, Queues<N>>) {
        drop(queues);
        self.arrived.notify_one();
    }
}

/// The end that background threads hold. Cheap to clone.
pub struct Courier<N>(Arc<Shared<N>>);

impl<N> Clone for Courier<N> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<N> Courier<N> {
    /// Delivers `news`. Never blocks. `false`: nobody reads any more, and the work may stop.
    pub fn send(&self, news: N) -> bool {
        let mut queues = self.0.lock();
        let is_open = queues.open;
        if is_open {
            queues.news.push_back(news);
            self.0.told(queues);
        }
        is_open
    }

    /// Delivers what cannot wait. A second [`Urgent::Resized`] while one waits says nothing new.
    pub(super) fn urgent(&self, urgent: Urgent) {
        let mut queues = self.0.lock();
        if urgent != Urgent::Resized || queues.urgent.last() != Some(&urgent) {
            queues.urgent.push(urgent);
        }
        self.0.told(queues);
    }
}

/// The end that the loop holds.
pub struct Inbox<N>(Courier<N>);

impl<N> Inbox<N> {
    /// The first of what came, urgent things all at once; `Deadline` when none came until `deadline`.
    pub(super) fn wait(&self, deadline: Option<Instant>) -> Arrival<N> {
        let shared = &self.0.0;
        let mut queues = shared.lock();
        loop {
            if !queues.urgent.is_empty() {
                return Arrival::Urgent(std::mem::take(&mut queues.urgent));
            }
            if let Some(news) = queues.news.pop_front() {
                return Arrival::News(news);
            }
            let Some(deadline) = deadline else {
                queues = shared.arrived.wait(queues).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Arrival::Deadline;
            }
            queues = shared.arrived.wait_timeout(queues, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Whether something urgent waits: then a frame drawn now would be stale.
    pub(super) fn is_urged(&self) -> bool {
        !self.0.0.lock().urgent.is_empty()
    }

    /// Another end for a background thread.
    pub fn courier(&self) -> Courier<N> {
        self.0.clone()
    }
}

impl<N> Drop for Inbox<N> {
    fn drop(&mut self) {
        self.0.0.lock().open = false;
    }
}

/// A mailbox: the end to send news with, the end to give to [`run`](super::run).
///
/// ```
/// let (courier, inbox) = kilas::terminal::mailbox();
/// assert!(courier.send("a story was read"));
/// drop(inbox);
/// assert!(!courier.send("another"));
/// ```
pub fn mailbox<N>() -> (Courier<N>, Inbox<N>) {
    let queues = Queues { urgent: Vec::new(), news: VecDeque::new(), open: true };
    let courier = Courier(Arc::new(Shared { queues: Mutex::new(queues), arrived: Condvar::new() }));
    (courier.clone(), Inbox(courier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reader_does_overtakes_the_news() {
        let (courier, inbox) = mailbox();
        courier.send(1);
        courier.urgent(Urgent::Resized);
        courier.urgent(Urgent::Resized);
        courier.urgent(Urgent::Suspend);
        assert!(inbox.is_urged());
        assert!(matches!(inbox.wait(None), Arrival::Urgent(all) if all == [Urgent::Resized, Urgent::Suspend]));
        assert!(matches!(inbox.wait(None), Arrival::News(1)));
        assert!(matches!(inbox.wait(Some(Instant::now())), Arrival::Deadline));
    }
}
