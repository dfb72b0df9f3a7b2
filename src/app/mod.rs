//! What is on the screen and why: the state of a reader's session, and how each thing that happens changes it.
//!
//! Invariant: everything here is pure. Absent on purpose: files, the network, threads, clocks, terminals, escape
//! sequences; what must be done outside is said as an [`Effect`], and its answer comes back as a [`Message`].

mod act;
pub mod action;
pub mod annotation;
mod answered;
mod arriving;
pub mod citation;
pub mod document;
pub mod findings;
mod keeping;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod message;
pub mod mistake;
pub mod motion;
mod mouse;
mod notice;
pub mod outcome;
mod outside;
pub mod overlay;
pub mod page;
mod pages;
mod paging;
pub mod place;
pub mod prompt;
pub mod reading;
pub mod search;
pub mod shelf;
pub mod story;
pub mod today;
pub mod trouble;
mod typing;
pub mod wrap;

pub use notice::Notice;

use action::Pane;
use findings::Findings;
use key::Input;
use keymap::Keymap;
use layout::Areas;
use list::{List, ROW_HEIGHT};
use message::{Effect, Message};
use overlay::{Labels, Overlay};
use page::{Page, Topic};
use prompt::Prompt;
use reading::Reading;
use search::{Scope, Search};
use story::StoryId;
use today::Today;

use crate::article::Published;

/// A reader's session.
#[derive(Debug)]
pub struct State {
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// The day it is.
    pub today: Option<Today>,
    /// Where everything stands; none on a screen that is too small.
    pub areas: Option<Areas>,
    /// The pane the keys go to.
    pub focus: Pane,
    /// The pane beside the text where only one fits.
    pub side: Pane,
    /// The text stands alone.
    pub zoomed: bool,
    /// The list of stories.
    pub list: List,
    /// The open story.
    pub reading: Reading,
    /// Its findings.
    pub findings: Findings,
    /// The search.
    pub search: Search,
    /// What was searched for, and where, the last at the end.
    pub searched: Vec<(Scope, String)>,
    /// Words being typed.
    pub prompt: Option<Prompt>,
    /// The pages that were opened, each from the one before. The last is shown while it has the focus, and gone back to
    /// from the story it led to.
    pub pages: Vec<Page>,
    /// The page that was asked for and is not there yet.
    pub awaited: Option<Topic>,
    /// The pane that had the focus before the first page.
    pub below: Pane,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// The quotation that was current before a query was typed and given up: it is again when its story is back.
    pub returning: Option<(StoryId, usize)>,
    /// Letters on the quotations in view.
    pub labels: Option<Labels>,
    /// Whether tags, notes and searches are kept: what looks at files without a trace keeps none, nor an archive that
    /// may only be read.
    pub keeps: bool,
    /// Whether pages can be fetched.
    pub fetches: bool,
    /// Whether the page of a story is being fetched.
    pub is_fetching: bool,
    /// What was last meant for the clipboard.
    pub copied: Option<String>,
    /// What there is to say about the last key.
    pub notice: Option<Notice>,
    /// Position of the story to open first.
    pub first: usize,
    /// Files read so far while stories still load.
    pub loading: Option<usize>,
    /// What could not be read, a line each.
    pub failures: Vec<String>,
    /// The keys.
    pub keymap: Keymap,
    /// What each action does, in the reader's language and the order of the table.
    pub helps: Vec<String>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            size: (0, 0),
            today: None,
            areas: None,
            focus: Pane::Stories,
            side: Pane::Stories,
            zoomed: false,
            list: List::default(),
            reading: Reading::default(),
            findings: Findings::default(),
            search: Search::default(),
            searched: Vec::new(),
            prompt: None,
            pages: Vec::new(),
            awaited: None,
            below: Pane::Stories,
            overlay: None,
            returning: None,
            labels: None,
            keeps: false,
            fetches: false,
            is_fetching: false,
            copied: None,
            notice: None,
            first: 0,
            loading: Some(0),
            failures: Vec::new(),
            keymap: Keymap::default(),
            helps: action::TABLE.iter().map(|entry| entry.help.to_owned()).collect(),
        }
    }
}

/// Takes in what happened; the answer is what must be done outside, in order.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let mut effects = match message {
        Message::Input(input) => state.input(input),
        Message::Today(today) => {
            state.today = Some(today);
            Vec::new()
        }
        Message::List(totals) => state.listed(totals),
        Message::Rows { from, rows } => {
            state.list.receive(from, rows);
            return Vec::new();
        }
        Message::Opened(opened) => state.opened(*opened),
        Message::NoStory(which) => {
            state.missed(which);
            Vec::new()
        }
        Message::Page { topic, items, of } => {
            state.take_page(topic, items, of);
            Vec::new()
        }
        Message::Tags(tags) => {
            state.offer_tags(tags);
            Vec::new()
        }
        Message::SearchKept { query, is_kept } => state.search_kept(query, is_kept),
        Message::Notice(notice) => {
            state.notice = Some(notice);
            Vec::new()
        }
        Message::Searched(words) => {
            state.search.look_for_all(&words, state.reading.story.as_ref());
            Vec::new()
        }
        Message::Mistaken { query, mistake } => {
            state.mistaken(query, mistake);
            Vec::new()
        }
        Message::Unclear(mistake) => {
            state.unclear(mistake);
            Vec::new()
        }
        Message::Trouble(trouble) => {
            state.notice = Some(Notice::Trouble(trouble));
            Vec::new()
        }
        Message::Loading(files) => {
            state.loading(files);
            Vec::new()
        }
        Message::Failures(lines) => {
            state.failures.extend(lines);
            Vec::new()
        }
        Message::ReadAgain(names) => {
            state.forget_failures_of(&names);
            Vec::new()
        }
        Message::Done(outcome) => {
            state.done(outcome);
            Vec::new()
        }
    };
    state.lay();
    effects.extend(state.list.missing().map(Effect::Rows));
    effects
}

impl State {
    fn input(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => self.key(key),
            Input::Paste(text) => self.paste(&text),
            Input::Resize(columns, rows) => {
                self.size = (columns, rows);
                Vec::new()
            }
            Input::Mouse(mouse) => self.mouse(mouse),
            // Colours are the view's.
            Input::Ground(_) => Vec::new(),
        }
    }

    /// Lays everything out for the present size, focus and zoom.
    fn lay(&mut self) {
        self.areas = Areas::new(self.size, self.focus, self.side, self.zoomed);
        let Some(areas) = self.areas else { return };
        let rows = usize::from(areas.footer.y.saturating_sub(2));
        let height = (rows / ROW_HEIGHT).max(1);
        if self.list.height != height {
            self.list.height = height;
            self.list.select(self.list.selected);
        }
        // A pane that is hidden keeps the width it had, so that coming back finds it as it was.
        if let Some(measure) = areas.measure() {
            self.reading.resize(usize::from(measure.width), rows, self.search.here());
        }
        if let Some(area) = areas.briefing {
            self.findings.resize(usize::from(area.width), rows, self.reading.story.as_ref());
        }
        if let (Some(page), Some(area)) = (self.pages.last_mut(), areas.page) {
            page.resize(usize::from(layout::page_measure(area).width), rows);
        }
        if let Some(mut overlay) = self.overlay.take() {
            overlay.lay(self, areas.titles.width, usize::from(areas.footer.y.saturating_sub(4)));
            self.overlay = Some(overlay);
        }
    }

    /// A moment by the reader's clock, once that is known.
    pub fn here(&self, published: Published) -> Published {
        self.today.as_ref().map_or(published, |today| today.here(published))
    }

    fn set_focus(&mut self, pane: Pane) {
        self.focus = pane;
        if pane == Pane::Stories {
            // From the list on the pages are no longer what the reader came from.
            self.pages.clear();
        }
        if matches!(pane, Pane::Stories | Pane::Briefing) {
            self.zoomed = false;
            self.side = pane;
        }
    }
}
