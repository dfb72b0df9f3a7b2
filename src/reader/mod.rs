//! A reader at a terminal: the pure session, its stories, and the thread that brings them.
//!
//! Invariant: every effect is answered before the next frame is drawn, so a frame never shows half of a change.
//! Absent on purpose: anything a key does (that is `app`'s) and any byte of a terminal.

mod browser;
mod fetching;
mod loading;
mod outside;
mod searching;
mod stories;
mod surveys;
mod watch;

use std::path::PathBuf;
use std::{io, mem};

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::action::Action;
use crate::app::key::Input;
use crate::app::keymap::Keymap;
use crate::app::message::Message;
use crate::app::outcome::Outcome;
use crate::app::page::Topic;
use crate::app::{Notice, State};
use crate::archive::{Archive, Shelved};
use crate::pile::Pile;
use crate::terminal::screen::Part;
use crate::terminal::{self, Courier, Ending, Orders, Profile, Session};
use crate::view::spoken::Spoken;
use crate::view::theme::Theme;
use crate::view::{Look, draw, link};
use loading::News;
use searching::Searching;
use stories::{Stories, leave, lost, take_up};
pub use watch::Watch;

/// What to open.
#[derive(Debug)]
pub enum Pieces {
    /// The sample stories that ship with the program.
    Samples,
    /// Files and folders; `-` is standard input.
    Paths(Vec<PathBuf>, Option<Watch>),
    /// The stories of an archive, where the reader left them. What is watched is taken into it.
    Archive(Box<Archive>, Option<Watch>),
}

/// Opens the briefing of `pieces` on this process's terminal and stays until the reader leaves.
///
/// # Errors
/// When there is no terminal to show it on.
pub fn open(pieces: Pieces, keymap: Keymap, look: Look, profile: &Profile) -> io::Result<(Ending, Read)> {
    loading::refuse_keyboard(&pieces)?;
    let (courier, inbox) = terminal::mailbox();
    let fetches = !profile.restricted;
    let today = loading::today_at_once();
    let pile = Pile::on(today.as_ref().map(|today| today.date));
    let mut state = State { keymap, helps: look.words.helps(), fetches, today, ..State::default() };
    let stories = match pieces {
        Pieces::Archive(archive, watch) => {
            take_up(&archive, &mut state);
            state.keeps = archive.read_only.is_none();
            loading::archive(archive.path(), watch, state.today.is_none(), courier)?;
            Stories::Archive(Shelved::new(*archive))
        }
        Pieces::Samples => {
            loading::samples(courier)?;
            let help = state.keymap.keys(Action::Help).first();
            state.notice = Some(Notice::Samples(help.map(ToString::to_string).unwrap_or_default()));
            Stories::Pile(pile)
        }
        Pieces::Paths(paths, watch) => {
            loading::start(paths, watch, courier)?;
            Stories::Pile(pile)
        }
    };
    let mut reader = Reader {
        state,
        stories,
        look,
        courier: inbox.courier(),
        searching: None,
        looked: None,
        spoken: Spoken::default(),
        follows_ground: profile.asks_ground,
        starts_programs: !profile.remote && !profile.restricted,
        restricted: profile.restricted,
    };
    let ending = terminal::run(&mut reader, inbox, profile)?;
    let Reader { state, mut stories, .. } = reader;
    let count = stories.shelf().totals().stories;
    if let Stories::Pile(pile) = stories {
        // The process ends here; taking ten thousand stories apart first would keep the reader waiting for the shell.
        mem::forget(pile);
    }
    Ok((ending, Read { stories: count, failures: state.failures }))
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
    stories: Stories,
    look: Look,
    courier: Courier<News>,
    /// The search that goes on behind the first page of what it finds.
    searching: Option<Searching>,
    /// When the front page was last put together, in seconds since 1970.
    looked: Option<i64>,
    spoken: Spoken,
    /// Whether the colours are to follow what the terminal writes on.
    follows_ground: bool,
    /// Whether a browser may be started here: one at the far end of a line opens on nobody's screen.
    starts_programs: bool,
    /// Whether the reader may do nothing on this machine but read: no shell, and no page of its network.
    restricted: bool,
}

impl Reader {
    /// Hands a message to the session and carries out what follows from it, until nothing does.
    fn tell(&mut self, message: Message, orders: &mut Orders) {
        if let (Message::Today(today), Stories::Pile(pile)) = (&message, &mut self.stories) {
            pile.today = Some(today.date);
        }
        for effect in self.stories.shelf().settle(&mut self.state, message) {
            if let Some(done) = self.outside(effect, orders) {
                self.tell(done, orders);
            }
        }
    }

    /// Tells the session when another day has begun. The clock is looked at only when something happens: no timer wakes
    /// a program that nobody uses. Where finding the reader's zone takes longer than a frame, the first day comes from
    /// the loading thread.
    fn turn_day(&mut self, orders: &mut Orders) {
        if self.state.today.as_ref().is_some_and(|today| !today.lasts(Timestamp::now())) {
            self.tell(Message::Today(loading::today()), orders);
        }
    }

    /// Tells the session how long the list is.
    fn list(&mut self, orders: &mut Orders) {
        let totals = self.stories.shelf().totals();
        self.tell(Message::List(totals), orders);
    }

    /// Has the rest of a search looked for, once it is typed, and no longer than the list waits for it.
    fn go_on_searching(&mut self, orders: &mut Orders) {
        let Stories::Archive(shelved) = &mut self.stories else { return };
        self.searching.take_if(|searching| !shelved.awaits(&searching.query));
        if self.state.prompt.is_none()
            && let Some(query) = shelved.to_finish()
        {
            match searching::start(shelved.archive.path().to_owned(), query, self.courier.clone()) {
                Ok(searching) => self.searching = Some(searching),
                Err(error) => self.tell(Message::Trouble(error.to_string().into()), orders),
            }
        }
    }
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
        self.turn_day(orders);
        self.tell(Message::Input(input), orders);
        self.go_on_searching(orders);
        orders.redraw();
    }

    fn news(&mut self, news: News, orders: &mut Orders) {
        self.turn_day(orders);
        match news {
            News::Stories(stories) => {
                let first = self.stories.shelf().totals().stories == 0;
                if let Stories::Pile(pile) = &mut self.stories {
                    stories.into_iter().for_each(|story| pile.add(story));
                }
                self.list(orders);
                if first { orders.redraw() } else { orders.redraw_soon() }
            }
            News::Renamed(renamed) => {
                if let Stories::Pile(pile) = &mut self.stories {
                    pile.rename(&renamed);
                }
            }
            News::Archive => {
                // Any message brings what is new in the archive with it, so its length is asked for after one.
                self.tell(Message::Loading(None), orders);
                self.list(orders);
                if let Stories::Archive(Shelved { archive, .. }) = &self.stories
                    && let Some(reason) = archive.read_only.clone()
                {
                    self.tell(Message::Trouble(reason.into()), orders);
                }
                orders.redraw();
            }
            News::Failures(failures) => {
                let lines = failures.iter().map(|failure| stories::told(failure, &self.look.words)).collect();
                self.tell(Message::Failures(lines), orders);
                orders.redraw_soon();
            }
            News::Told(message) => {
                self.tell(message, orders);
                orders.redraw_soon();
            }
            News::Page(topic, page) => {
                if topic == Topic::Front && page.is_ok() {
                    self.looked = Some(Timestamp::now().as_second());
                }
                let message = match page {
                    Ok((items, of)) => Message::Page { topic, items, of },
                    Err(trouble) => Message::Trouble(trouble),
                };
                self.tell(message, orders);
                orders.redraw();
            }
            News::Fetched(done) => {
                let outcome = match done {
                    Ok(entry) => {
                        if let (Stories::Pile(pile), Some(entry)) = (&mut self.stories, entry) {
                            pile.add(*entry);
                        }
                        self.list(orders);
                        Outcome::TextFetched
                    }
                    Err(reason) => Outcome::NoText(reason),
                };
                self.tell(Message::Done(outcome), orders);
                orders.redraw();
            }
            News::Found(query, Ok(found)) => {
                if let Stories::Archive(shelved) = &mut self.stories
                    && shelved.finish(&query, found)
                {
                    self.list(orders);
                    orders.redraw();
                }
            }
            News::Found(_, Err(trouble)) => {
                self.tell(Message::Trouble(trouble), orders);
                orders.redraw();
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

    fn rest(&mut self, rests: &dyn Fn() -> bool) {
        self.stories.shelf().prepare(&mut self.state.list, rests);
    }

    fn leave(&mut self) {
        if let Stories::Archive(shelved) = &mut self.stories {
            let left = leave(&self.state, shelved, self.looked);
            self.state.failures.extend(left.err().map(|trouble| self.look.words.trouble(&trouble)));
            self.state.failures.extend(lost(&shelved.unkept(), &self.look.words));
        }
    }

    fn leads(&self) -> Option<Part> {
        let areas = self.state.areas.filter(|_| self.state.overlay.is_none())?;
        let within = areas.leads(self.state.focus)?;
        let area = areas.stories.and_then(|list| self.state.list.edge(list)).unwrap_or(within);
        Some(Part { area, within })
    }
}
