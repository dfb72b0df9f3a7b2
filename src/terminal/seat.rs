//! The loop's place at a terminal: frames go out here, and suspending happens here.
//!
//! Invariant: what sets the terminal up goes out in one write with the first frame after it, so a reader never sees an
//! empty screen. Absent on purpose: reading, which has a thread of its own.

use std::io;
use std::sync::Arc;

use rustix::process;

use super::profile::Profile;
use super::serve::Line;
use super::tty::Tty;

/// The loop's place at the terminal.
#[derive(Debug)]
pub(super) struct Seat {
    tty: Arc<Tty>,
    /// What sets the terminal up, to go out with the next frame.
    setup: Vec<u8>,
}

/// Asks what the terminal writes on (OSC 11).
const QUESTION: &[u8] = b"\x1b]11;?\x07";

impl Seat {
    pub(super) fn take(tty: Arc<Tty>, profile: &Profile) -> io::Result<Self> {
        let mut setup = tty.take()?.as_bytes().to_vec();
        if profile.asks_ground {
            setup.extend_from_slice(QUESTION);
        }
        Ok(Self { tty, setup })
    }
}

impl Line for Seat {
    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.setup.is_empty() {
            return self.tty.write(bytes);
        }
        let mut all = std::mem::take(&mut self.setup);
        all.extend_from_slice(bytes);
        self.tty.write(&all)
    }

    fn size(&self) -> (u16, u16) {
        self.tty.size()
    }

    /// To the whole process group, as the terminal's own Ctrl-Z does: a shell waits for all of a job to stop. The
    /// signal comes back to us as [`Urgent::Suspend`](super::Urgent::Suspend). In a group that leads its session
    /// there is no shell that could wake us.
    fn ask_suspend(&mut self) {
        let group = process::getpgrp();
        if process::getsid(None) != Ok(group) {
            let _ = process::kill_current_process_group(process::Signal::TSTP);
        }
    }

    fn suspend(&mut self) {
        if process::getsid(None) != Ok(process::getpgrp()) {
            self.tty.give_back();
            let _ = process::kill_process(process::getpid(), process::Signal::STOP);
        }
    }

    fn resume(&mut self) -> io::Result<()> {
        self.setup = self.tty.take()?.as_bytes().to_vec();
        Ok(())
    }
}
