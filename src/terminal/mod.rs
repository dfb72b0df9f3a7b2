//! The only room that knows a terminal: the one loop, what comes in, what goes out.
//!
//! ```text
//! tty ─input (a thread)─▶ Input ┐
//! signals (a thread) ───────────┼▶ mailbox ─serve (the loop)─▶ Session ─▶ Frame ─screen─▶ bytes ─▶ tty
//! background ─Courier─▶ News ───┘
//! ```
//!
//! Invariant: the loop blocks on the mailbox and nowhere else, so nothing happening costs nothing; everything that has
//! arrived is handed over before a frame is drawn; a frame is one write; whatever ends the program (a key, a signal, a
//! panic, a terminal that vanished), the terminal is put back once. No static holds anything of a session.
//!
//! Absent on purpose: ticks, frame rates, waiting for an answer before anything is shown (one question is asked, what
//! the terminal writes on), and what anything looks like.
//!
//! A program is a [`Session`]:
//!
//! ```no_run
//! use kilas::app::key::{Input, Key};
//! use kilas::terminal::{self, Orders, Profile, Session};
//! use ratatui::Frame;
//!
//! struct Counter(usize);
//!
//! impl Session for Counter {
//!     type News = usize;
//!
//!     fn input(&mut self, input: Input, orders: &mut Orders) {
//!         match input {
//!             Input::Key(key) if key == Key::char('q') => orders.quit(),
//!             Input::Key(key) if key == Key::ctrl('z') => orders.suspend(),
//!             Input::Key(key) if key == Key::ctrl('l') => orders.repaint(),
//!             Input::Key(key) if key == Key::char('y') => {
//!                 // "sent", or why not: to be told to the reader.
//!                 let _outcome = orders.copy(&self.0.to_string());
//!             }
//!             Input::Resize(..) => orders.redraw(),
//!             _ => {}
//!         }
//!     }
//!
//!     fn news(&mut self, read: usize, orders: &mut Orders) {
//!         self.0 += read;
//!         orders.redraw_soon();
//!     }
//!
//!     fn draw(&mut self, frame: &mut Frame<'_>) {
//!         frame.render_widget(format!("{} stories", self.0), frame.area());
//!     }
//! }
//!
//! let (courier, inbox) = terminal::mailbox();
//! std::thread::spawn(move || while courier.send(1) {});
//! let ending = terminal::run(&mut Counter(0), inbox, &Profile::of_environment())?;
//! std::process::exit(ending.exit_code());
//! # #[allow(unreachable_code, reason = "exit does not return, and `?` needs a type to return")]
//! # Ok::<(), std::io::Error>(())
//! ```

mod aloud;
pub mod clipboard;
mod input;
mod mailbox;
mod pace;
mod panic;
mod profile;
pub mod screen;
mod seat;
mod serve;
mod signals;
mod tty;

use std::io;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::key::Input;

pub use input::Parser;
pub use mailbox::{Courier, Inbox, Urgent, mailbox};
pub use profile::{Depth, Multiplexer, Profile};
pub use serve::{Line, serve};
pub use tty::{FALLBACK_SIZE, Tty, columns};

/// A program that lives on a terminal. All of it runs on the thread that called [`run`].
pub trait Session {
    /// What background threads bring, through a [`Courier`].
    type News: Send + 'static;

    /// The reader did something. A new size comes as [`Input::Resize`], once before the first frame too.
    fn input(&mut self, input: Input, orders: &mut Orders);

    /// The background brought something.
    fn news(&mut self, news: Self::News, orders: &mut Orders);

    /// Draws all of the screen. Called once at the start, then only after an order to.
    fn draw(&mut self, frame: &mut Frame<'_>);

    /// What there is to say in place of a frame where the terminal is read aloud ([`Profile::aloud`]): what is new
    /// since the last time, a line for each thing.
    fn say(&mut self) -> String {
        String::new()
    }

    /// What of the screen is a link, and where it leads.
    fn link(&self) -> Option<(Rect, String)> {
        None
    }

    /// The screen shows what it should: time for what the next input will ask for, as long as the screen `rests` and
    /// none has come.
    fn rest(&mut self, _rests: &dyn Fn() -> bool) {}

    /// It has ended, however that came about, and the terminal is given back. What is to be kept is kept here: no
    /// signal ends the process meanwhile.
    fn leave(&mut self) {}

    /// The part of the screen that a held key moves, where the rest only follows it and can wait until keys rest.
    fn leads(&self) -> Option<screen::Part> {
        None
    }
}

/// What a session wants done when it has taken an input or news.
#[derive(Debug)]
pub struct Orders {
    profile: Profile,
    frame: Option<Haste>,
    is_repaint: bool,
    is_suspend: bool,
    is_quit: bool,
    /// Bytes to be written before the next frame: clipboard sequences.
    extra: String,
}

/// How soon a frame is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Haste {
    Soon,
    Now,
}

impl Orders {
    fn new(profile: Profile) -> Self {
        Self { profile, frame: None, is_repaint: false, is_suspend: false, is_quit: false, extra: String::new() }
    }

    /// Draw a frame as soon as what has arrived is handed over.
    pub fn redraw(&mut self) {
        self.frame = Some(Haste::Now);
    }

    /// Draw a frame, but not more than some twenty a second for this reason alone: for the progress of the background.
    pub fn redraw_soon(&mut self) {
        self.frame = self.frame.max(Some(Haste::Soon));
    }

    /// Draw the whole screen anew, whatever is thought to be on it (Ctrl-L).
    pub fn repaint(&mut self) {
        self.is_repaint = true;
        self.redraw();
    }

    /// Give the terminal back and stop until the shell lets us go on. Without a shell that could, nothing happens.
    pub fn suspend(&mut self) {
        self.is_suspend = true;
    }

    /// End the loop.
    pub fn quit(&mut self) {
        self.is_quit = true;
    }

    /// Sends `text` to the clipboard of the reader's own machine.
    ///
    /// # Errors
    /// Why it could not be sent. That it was sent does not mean that the terminal took it.
    pub fn copy(&mut self, text: &str) -> Result<(), clipboard::NotCopied> {
        self.extra += &clipboard::copy(text, &self.profile)?;
        Ok(())
    }

    /// What the terminal can do.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It asked to.
    Quit,
    /// This signal ended it.
    Signal(i32),
    /// The terminal is gone.
    HungUp,
}

impl Ending {
    /// The exit code of the process; after a signal 128 and its number, as shells have it.
    pub fn exit_code(self) -> i32 {
        match self {
            Self::Quit => 0,
            Self::Signal(signal) => 128 + signal,
            Self::HungUp => 128 + signal_hook::consts::SIGHUP,
        }
    }
}

/// Runs `session` on this process's terminal until it ends; by then the terminal is as it was before.
///
/// # Errors
/// When there is no terminal, or none on which a cursor can be placed (`TERM=dumb`).
pub fn run<S: Session>(session: &mut S, inbox: Inbox<S::News>, profile: &Profile) -> io::Result<Ending> {
    if !profile.addressable && !profile.aloud {
        let message = "this terminal cannot place a cursor (see TERM)";
        return Err(io::Error::new(io::ErrorKind::Unsupported, message));
    }
    let tty = Arc::new(Tty::open(profile)?);
    let done = Arc::new(signals::Done::default());
    let courier = inbox.courier();
    signals::watch(Arc::clone(&tty), Arc::clone(&done), move |urgent| courier.urgent(urgent))?;
    let panics = panic::watch(&tty);
    let ending = attend(session, &inbox, profile, &tty);
    tty.give_back();
    done.tell(signals::Stage::Leaving);
    session.leave();
    done.tell(signals::Stage::Done);
    panics.tell();
    ending
}

fn attend<S: Session>(
    session: &mut S,
    inbox: &Inbox<S::News>,
    profile: &Profile,
    tty: &Arc<Tty>,
) -> io::Result<Ending> {
    let mut seat = seat::Seat::take(Arc::clone(tty), profile)?;
    let courier = inbox.courier();
    let _reading = input::read(Arc::clone(tty), profile.asks_ground, move |urgent| courier.urgent(urgent))?;
    serve(session, inbox, profile, &mut seat)
}
