//! What comes from the terminal: a thread that reads bytes, and the pure [`Parser`] that makes keys of them.
//!
//! Invariant: the thread sleeps in `poll`, with a timeout only while a sequence is half read; when the terminal ends
//! (end of file, hang-up, any error) it says so once and ends too, so there is nothing to spin on.

mod keys;
mod parser;

use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::thread;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::mailbox::Urgent;
use super::tty::Tty;
pub use parser::Parser;

/// As much as one read takes: a screenful of type-ahead is one batch, and so one frame.
const READ: usize = 4096;

/// Ends the thread when dropped.
#[derive(Debug)]
pub(super) struct Reading {
    _stop: OwnedFd,
}

/// Starts the thread that reads `tty` and hands on what was typed; `asked` tells that an answer about the ground may
/// come.
pub(super) fn read(tty: Arc<Tty>, asked: bool, deliver: impl Fn(Urgent) + Send + 'static) -> io::Result<Reading> {
    let (stopped, stop) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        let parser = if asked { Parser::asking() } else { Parser::default() };
        if let Ended::HungUp = pump(parser, &tty, &stopped, &deliver) {
            deliver(Urgent::HungUp);
        }
    })?;
    Ok(Reading { _stop: stop })
}

enum Ended {
    Stopped,
    HungUp,
}

fn pump(mut parser: Parser, tty: &Tty, stopped: &OwnedFd, deliver: &impl Fn(Urgent)) -> Ended {
    let mut bytes = [0; READ];
    loop {
        let mut fds = [PollFd::from_borrowed_fd(tty.input(), PollFlags::IN), PollFd::new(stopped, PollFlags::IN)];
        let patience = parser.patience().and_then(|patience| Timespec::try_from(patience).ok());
        let ready = match poll(&mut fds, patience.as_ref()) {
            Ok(ready) => ready,
            Err(Errno::INTR) => continue,
            Err(_) => return Ended::HungUp,
        };
        let mut inputs = Vec::new();
        if ready == 0 {
            parser.rest(&mut inputs);
        } else if !fds[1].revents().is_empty() {
            return Ended::Stopped;
        } else {
            match rustix::io::read(tty.input(), &mut bytes) {
                Ok(0) => return Ended::HungUp,
                Ok(count) => parser.feed(&bytes[..count], &mut inputs),
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Err(_) => return Ended::HungUp,
            }
        }
        if !inputs.is_empty() {
            deliver(Urgent::Inputs(inputs));
        }
    }
}
