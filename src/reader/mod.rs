//! A reader at a terminal: the pure session, its stories, and the thread that brings them.
//!
//! Invariant: every effect is answered before the next frame is drawn, so a frame never shows half of a change.
//! Absent on purpose: anything a key does (that is `app`'s) and any byte of a terminal.

mod loading;

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::{env, io, mem};

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::State;
use crate::app::key::Input;
use crate::app::keymap::Keymap;
use crate::app::message::{Effect, Message, Outcome};
use crate::pile::Pile;
use crate::terminal::clipboard::NotCopied;
use crate::terminal::screen::Part;
use crate::terminal::{self, Ending, Orders, Profile, Session};
use crate::view::spoken::Spoken;
use crate::view::theme::Theme;
use crate::view::{Look, draw, link};
use loading::News;

/// What to open.
#[derive(Clone, Debug)]
pub enum Pieces {
    /// The sample stories that ship with the program.
    Samples,
    /// Files and folders; `-` is standard input.
    Paths(Vec<PathBuf>),
}

/// Opens the briefing of `pieces` on this process's terminal and stays until the reader leaves.
///
/// # Errors
/// When there is no terminal to show it on.
pub fn open(pieces: Pieces, keymap: Keymap, look: Look, profile: &Profile) -> io::Result<(Ending, Read)> {
    refuse_keyboard(&pieces)?;
    let (courier, inbox) = terminal::mailbox();
    let state = State { keymap, helps: look.words.helps(), ..State::default() };
    let mut reader = Reader {
        state,
        pile: Pile::default(),
        look,
        spoken: Spoken::default(),
        follows_ground: profile.asks_ground,
        starts_programs: !profile.remote && !profile.restricted,
        suspends: !profile.restricted,
    };
    loading::start(pieces, courier)?;
    let ending = terminal::run(&mut reader, inbox, profile)?;
    let Reader { state, pile, .. } = reader;
    let stories = pile.totals().stories;
    // The process ends here; taking ten thousand stories apart first would keep the reader waiting for the shell.
    mem::forget(pile);
    Ok((ending, Read { stories, failures: state.failures }))
}

/// `-` is for pipes: an article cannot be typed where the keys are read.
fn refuse_keyboard(pieces: &Pieces) -> io::Result<()> {
    let is_read = matches!(pieces, Pieces::Paths(paths) if paths.iter().any(|path| path.as_os_str() == "-"));
    if is_read && io::stdin().is_terminal() {
        let message = "standard input is the terminal; pipe an article into \"kilas -\"";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    Ok(())
}

/// What was read in a session.
#[derive(Clone, Debug)]
pub struct Read {
    /// Stories.
    pub stories: usize,
    /// What could not be read, a line each.
    pub failures: Vec<String>,
}

struct Reader {
    state: State,
    pile: Pile,
    look: Look,
    spoken: Spoken,
    /// Whether the colours are to follow what the terminal writes on.
    follows_ground: bool,
    /// Whether a browser may be started here: one at the far end of a line opens on nobody's screen.
    starts_programs: bool,
    /// Whether the reader may go back to a shell for a while.
    suspends: bool,
}

impl Reader {
    /// Hands a message to the session and carries out what follows from it, until nothing does.
    fn tell(&mut self, message: Message, orders: &mut Orders) {
        for effect in self.pile.settle(&mut self.state, message) {
            if let Some(done) = self.outside(effect, orders) {
                self.tell(done, orders);
            }
        }
    }

    /// Carries out an effect on what is outside the stories.
    fn outside(&mut self, effect: Effect, orders: &mut Orders) -> Option<Message> {
        match effect {
            Effect::Copy(text) => Some(Message::Done(copy(&text, orders))),
            Effect::OpenLink(link) => {
                if self.starts_programs && open_in_browser(&link) {
                    return Some(Message::Done(Outcome::LinkOpened));
                }
                let sent = matches!(copy(&link, orders), Outcome::Copied(_));
                Some(Message::Done(Outcome::LinkToShow { link, sent }))
            }
            Effect::Suspend => {
                if self.suspends {
                    orders.suspend();
                }
                None
            }
            Effect::Redraw => {
                // Where frames are said, all of it is said again.
                self.spoken = Spoken::default();
                orders.repaint();
                None
            }
            Effect::Quit => {
                orders.quit();
                None
            }
            Effect::Rows { .. }
            | Effect::Open(..)
            | Effect::Find(..)
            | Effect::Mark(..)
            | Effect::ReadUpTo(_)
            | Effect::Undo => None,
        }
    }
}

fn copy(text: &str, orders: &mut Orders) -> Outcome {
    match orders.copy(text) {
        Ok(()) => Outcome::Copied(text.len()),
        Err(NotCopied::TooLong(_)) => Outcome::TooLongToCopy(text.len()),
        Err(_) => Outcome::NoClipboard,
    }
}

/// Starts the reader's browser where there is a screen for one. No shell sees the link.
fn open_in_browser(link: &str) -> bool {
    let screen = cfg!(target_os = "macos")
        || cfg!(windows)
        || env::var_os("DISPLAY").is_some()
        || env::var_os("WAYLAND_DISPLAY").is_some();
    let known = link.starts_with("https://") || link.starts_with("http://");
    screen && known && open::that_detached(link).is_ok()
}

impl Session for Reader {
    type News = News;

    fn input(&mut self, input: Input, orders: &mut Orders) {
        if let Input::Ground(ground) = input
            && self.follows_ground
        {
            self.look.theme = Theme::on(ground);
        }
        self.spoken.heard();
        self.tell(Message::Input(input), orders);
        orders.redraw();
    }

    fn news(&mut self, news: News, orders: &mut Orders) {
        match news {
            News::Stories(stories) => {
                let first = self.pile.totals().stories == 0;
                stories.into_iter().for_each(|story| self.pile.add(story));
                self.tell(Message::List(self.pile.totals()), orders);
                if first { orders.redraw() } else { orders.redraw_soon() }
            }
            News::Failures(lines) => {
                self.tell(Message::Failures(lines), orders);
                orders.redraw_soon();
            }
            News::Progress(files) => {
                self.tell(Message::Loading(Some(files)), orders);
                orders.redraw_soon();
            }
            News::Today(date) => {
                self.tell(Message::Today(date), orders);
                orders.redraw_soon();
            }
            News::Finished => {
                self.tell(Message::Loading(None), orders);
                orders.redraw();
            }
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>) {
        draw(&self.state, &self.look, frame);
    }

    fn say(&mut self) -> String {
        self.spoken.say(&self.state, &self.look)
    }

    fn link(&self) -> Option<(Rect, String)> {
        link(&self.state, &self.look)
    }

    fn leads(&self) -> Option<Part> {
        let areas = self.state.areas.filter(|_| self.state.overlay.is_none())?;
        let within = areas.leads(self.state.focus)?;
        let area = areas.stories.and_then(|list| self.state.list.edge(list)).unwrap_or(within);
        Some(Part { area, within })
    }
}
