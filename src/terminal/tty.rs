//! The terminal itself: opened, set up, given back.
//!
//! Invariant: whatever was set up is put back exactly once, by whoever comes first: the end of the loop, the guard's
//! drop, the panic hook, or the thread of signals when everything else is stuck. Nothing here waits for an answer.
//! Absent on purpose: what is drawn.

use std::fmt::Write as _;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::{Command, cursor, terminal};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::termios::{self, OptionalActions, QueueSelector, Termios};

use super::profile::Profile;

/// Columns and rows where the terminal does not say: what a VT100 had.
pub const FALLBACK_SIZE: (u16, u16) = (80, 24);

/// A terminal, by the descriptors it is read from and written to.
#[derive(Debug)]
pub struct Tty {
    input: OwnedFd,
    output: OwnedFd,
    /// How its line discipline was before.
    before: Termios,
    enter: String,
    leave: String,
    is_ours: AtomicBool,
}

/// Columns of the terminal that something is written to, where it is one that says.
pub fn columns(output: impl AsFd) -> Option<usize> {
    termios::tcgetwinsize(output).ok().map(|size| usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

impl Tty {
    /// Standard input and output where they are terminals, the controlling terminal in place of one that is not: so
    /// an article can come through a pipe and the keys still from the keyboard.
    ///
    /// # Errors
    /// When there is no terminal at all.
    pub fn open(profile: &Profile) -> io::Result<Self> {
        let controlling = || match File::options().read(true).write(true).open("/dev/tty") {
            Ok(tty) => Ok(OwnedFd::from(tty)),
            Err(error) => {
                Err(io::Error::new(error.kind(), format!("no terminal to show anything on (/dev/tty: {error})")))
            }
        };
        let choose = |fd: BorrowedFd<'_>| match termios::isatty(fd) {
            true => fd.try_clone_to_owned(),
            false => controlling(),
        };
        Self::on(choose(io::stdin().as_fd())?, choose(io::stdout().as_fd())?, profile)
    }

    /// The terminal behind these two descriptors.
    ///
    /// # Errors
    /// When `input` is no terminal.
    pub fn on(input: OwnedFd, output: OwnedFd, profile: &Profile) -> io::Result<Self> {
        let before = termios::tcgetattr(&input)?;
        Ok(Self {
            input,
            output,
            before,
            enter: enter(profile),
            leave: leave(profile),
            is_ours: AtomicBool::new(false),
        })
    }

    /// What keys are read from.
    pub(super) fn input(&self) -> BorrowedFd<'_> {
        self.input.as_fd()
    }

    /// Columns and rows, at least one of each; [`FALLBACK_SIZE`] where the terminal says none.
    pub fn size(&self) -> (u16, u16) {
        let size = termios::tcgetwinsize(&self.output).or_else(|_| termios::tcgetwinsize(&self.input));
        match size {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
            _ => FALLBACK_SIZE,
        }
    }

    /// Raw mode; what it returns is to be written before the first frame, best in one write with it.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub(super) fn take(&self) -> io::Result<&str> {
        let mut raw = self.before.clone();
        raw.make_raw();
        self.is_ours.store(true, Ordering::SeqCst);
        retry(|| termios::tcsetattr(&self.input, OptionalActions::Now, &raw))?;
        Ok(&self.enter)
    }

    /// Gives the terminal back as it was; nothing the second time. Errors are not told: the terminal is gone then.
    pub(super) fn give_back(&self) {
        if self.is_ours.swap(false, Ordering::SeqCst) {
            let _ = self.write_all(self.leave.as_bytes());
            let _ = retry(|| termios::tcsetattr(&self.input, OptionalActions::Now, &self.before));
        }
    }

    /// Throws away what the terminal has not taken yet, so that a write that is stuck for it comes free.
    pub(super) fn loosen(&self) {
        let _ = termios::tcflush(&self.output, QueueSelector::OFlush);
    }

    /// Gives the terminal back while another thread is stuck in writing to it, as far as that goes without being stuck
    /// too: a blocking write would wait for the other one, so this one goes through a description of its own.
    /// CAN (0x18) ends the sequence that was perhaps cut in two.
    pub(super) fn wrest_back(&self) {
        self.loosen();
        if self.is_ours.swap(false, Ordering::SeqCst) {
            let _ = termios::tcsetattr(&self.input, OptionalActions::Now, &self.before);
            let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
            let name = termios::ttyname(&self.output, Vec::new());
            if let Ok(own) = name.and_then(|name| rustix::fs::open(name, flags, Mode::empty())) {
                let _ = rustix::io::write(own, format!("\x18{}", self.leave).as_bytes());
            }
        }
    }

    /// Writes `bytes`, of a frame; see [`Self::write_all`]. Nothing while the terminal is given back: what is drawn
    /// then is drawn again when it is taken up, or the process is ending.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        match self.is_ours.load(Ordering::SeqCst) {
            true => self.write_all(bytes),
            false => Ok(()),
        }
    }

    /// Writes all of `bytes`, in one system call where the terminal takes them. The descriptor may have been made
    /// non-blocking by whoever shares it; then this waits.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn write_all(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            match rustix::io::write(&self.output, bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => bytes = &bytes[written..],
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    let mut fds = [PollFd::new(&self.output, PollFlags::OUT)];
                    let _ = poll(&mut fds, None);
                    if fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                        return Err(io::ErrorKind::BrokenPipe.into());
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        self.give_back();
    }
}

/// A signal (SIGCONT, SIGWINCH) may come between.
fn retry(mut call: impl FnMut() -> rustix::io::Result<()>) -> rustix::io::Result<()> {
    loop {
        match call() {
            Err(Errno::INTR) => {}
            other => return other,
        }
    }
}

fn ansi(commands: &[&dyn Ansi]) -> String {
    let mut text = String::new();
    for command in commands {
        command.write_to(&mut text);
    }
    text
}

/// crossterm's commands as text; writing to a string cannot fail.
trait Ansi {
    fn write_to(&self, text: &mut String);
}

impl<C: Command> Ansi for C {
    fn write_to(&self, text: &mut String) {
        let _ = self.write_ansi(text);
    }
}

/// Automatic wrapping is off: a character the terminal thinks wider than we do must not scroll the screen.
fn enter(profile: &Profile) -> String {
    let mut text = String::new();
    if profile.aloud {
        return text + if profile.brackets() { "\x1b[?2004h" } else { "" };
    }
    if profile.alternate {
        text += &ansi(&[&terminal::EnterAlternateScreen]);
    }
    if profile.modern {
        text += &ansi(&[&cursor::Hide]);
        text += "\x1b[?2004h";
    }
    text += &ansi(&[&terminal::DisableLineWrap]);
    if profile.mouse {
        let _ = write!(text, "\x1b[?1000h\x1b[?1006h");
    }
    text
}

/// Everything back, also what only a frame that was cut short leaves on: a style, a scroll region, a held frame.
fn leave(profile: &Profile) -> String {
    if profile.aloud {
        return String::from(if profile.brackets() { "\x1b[?2004l" } else { "" });
    }
    let mut text = String::from(if profile.synchronized { "\x1b[?2026l" } else { "" });
    if profile.mouse {
        text += "\x1b[?1006l\x1b[?1000l";
    }
    text += "\x1b[m\x1b[r";
    if !profile.alternate {
        text += "\x1b[H\x1b[J";
    }
    text += &ansi(&[&terminal::EnableLineWrap]);
    if profile.modern {
        text += "\x1b[?2004l";
        text += &ansi(&[&cursor::Show]);
    }
    if profile.alternate {
        text += &ansi(&[&terminal::LeaveAlternateScreen]);
    }
    text
}
