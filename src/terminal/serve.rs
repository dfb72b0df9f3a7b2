//! The one loop: waits, hands over everything that has arrived, draws once.
//!
//! Invariant: between two frames every input that had come is with the session, so a held key on a slow line leaves no
//! tail of stale frames; news of the background never delays an input, nor draws more often than [`PAUSE`] allows.
//! Absent on purpose: where bytes go. A [`Line`] is a terminal here, and can be a channel or a test.

use std::io;
use std::time::{Duration, Instant};

use crate::app::key::Input;

use super::mailbox::{Arrival, Inbox, Urgent};
use super::profile::Profile;
use super::screen::Screen;
use super::{Ending, Haste, Orders, Session};

/// Least time between two frames drawn for the background's sake alone.
const PAUSE: Duration = Duration::from_millis(50);

/// Where a session's bytes go.
pub trait Line {
    /// Sends `bytes`, all of one frame.
    ///
    /// # Errors
    /// When the other end is gone.
    fn send(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Columns and rows, at least one of each.
    fn size(&self) -> (u16, u16);

    /// The reader wants to suspend: asks for an [`Urgent::Suspend`], where suspending makes sense.
    fn ask_suspend(&mut self) {}

    /// Gives the terminal back and stops until let go on; then [`Urgent::Resumed`] comes.
    fn suspend(&mut self) {}

    /// Takes the terminal again.
    ///
    /// # Errors
    /// When the other end is gone.
    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs `session` on `line` until it ends.
///
/// # Errors
/// When drawing fails for another reason than that the line is gone (which is [`Ending::HungUp`]).
pub fn serve<S: Session>(
    session: &mut S,
    inbox: &Inbox<S::News>,
    profile: &Profile,
    line: &mut impl Line,
) -> io::Result<Ending> {
    let size = line.size();
    let mut host =
        Host { session, line, screen: Screen::new(size, profile), orders: Orders::new(profile.clone()), ending: None };
    host.input(Input::Resize(size.0, size.1));
    host.orders.redraw();
    let mut drawn = Instant::now();
    loop {
        if host.is_due(drawn, inbox.is_urged()) {
            host.frame();
            drawn = Instant::now();
        }
        if let Some(ending) = host.ending {
            return Ok(ending);
        }
        let deadline = host.orders.frame.map(|_| drawn + PAUSE);
        match inbox.wait(deadline) {
            Arrival::Urgent(all) => all.into_iter().for_each(|urgent| host.urgent(urgent)),
            Arrival::News(news) => host.session.news(news, &mut host.orders),
            Arrival::Deadline => {}
        }
        host.obey();
    }
}

/// The loop's hands.
struct Host<'a, S, L> {
    session: &'a mut S,
    line: &'a mut L,
    screen: Screen,
    orders: Orders,
    ending: Option<Ending>,
}

impl<S: Session, L: Line> Host<'_, S, L> {
    /// Whether to draw now: what was asked for at once unless more has come meanwhile, the rest after its pause; and
    /// at the latest after that pause, so that no flood of input keeps the screen from changing.
    fn is_due(&self, drawn: Instant, is_urged: bool) -> bool {
        match self.orders.frame {
            None => !self.orders.extra.is_empty(),
            Some(Haste::Now) if !is_urged => true,
            Some(_) => drawn.elapsed() >= PAUSE,
        }
    }

    fn input(&mut self, input: Input) {
        self.session.input(input, &mut self.orders);
    }

    fn urgent(&mut self, urgent: Urgent) {
        match urgent {
            Urgent::Inputs(inputs) => {
                for input in inputs {
                    if self.orders.is_quit || self.ending.is_some() {
                        return;
                    }
                    self.input(input);
                }
            }
            Urgent::Resized => self.resize(),
            Urgent::Suspend => self.line.suspend(),
            Urgent::Resumed => {
                if self.line.resume().is_err() {
                    self.ending = Some(Ending::HungUp);
                }
                self.resize();
                self.orders.repaint();
            }
            Urgent::Ended(signal) => self.ending = Some(Ending::Signal(signal)),
            Urgent::HungUp => self.ending = self.ending.or(Some(Ending::HungUp)),
        }
    }

    fn resize(&mut self) {
        let size = self.line.size();
        if size != self.screen.size() {
            self.screen.resize(size);
            self.input(Input::Resize(size.0, size.1));
            self.orders.redraw();
        }
    }

    fn obey(&mut self) {
        if self.orders.is_quit {
            self.ending = self.ending.or(Some(Ending::Quit));
        }
        if std::mem::take(&mut self.orders.is_suspend) {
            self.line.ask_suspend();
        }
        if std::mem::take(&mut self.orders.is_repaint) {
            self.screen.forget();
        }
    }

    /// Draws, and sends what changed with what else is to be sent, in one write.
    fn frame(&mut self) {
        let mut bytes = std::mem::take(&mut self.orders.extra).into_bytes();
        if self.orders.frame.take().is_some() {
            bytes.extend_from_slice(self.screen.draw(|frame| self.session.draw(frame)));
        }
        if !bytes.is_empty() && self.line.send(&bytes).is_err() {
            self.ending = self.ending.or(Some(Ending::HungUp));
        }
    }
}
