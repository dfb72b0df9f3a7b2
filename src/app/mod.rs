//! What is on the screen and why: the state of a reader's session, and how each thing that happens changes it.
//!
//! Invariant: everything here is pure. Absent on purpose: files, the network, threads, clocks, terminals, escape
//! sequences; what must be done outside is said as an [`Effect`], and its answer comes back as a [`Message`].

mod act;
pub mod action;
mod citation;
pub mod document;
pub mod findings;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod message;
pub mod motion;
mod mouse;
mod notice;
pub mod overlay;
pub mod place;
pub mod reading;
pub mod search;
pub mod shelf;
mod typing;
pub mod wrap;

pub use notice::Notice;

use jiff::civil::Date;

use action::Pane;
use findings::Findings;
use key::Input;
use keymap::Keymap;
use layout::Areas;
use list::{List, ROW_HEIGHT};
use message::{Arrival, Effect, Message, Opened, Outcome, Target, Totals, Which};
use overlay::{Content, Labels, Overlay};
use reading::Reading;
use search::{Prompt, Search};

/// A reader's session.
#[derive(Debug)]
pub struct State {
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// The day it is.
    pub today: Option<Date>,
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
    /// Words being typed.
    pub prompt: Option<Prompt>,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// Letters on the quotations in view.
    pub labels: Option<Labels>,
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
            prompt: None,
            overlay: None,
            labels: None,
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
        Message::Today(date) => {
            state.today = Some(date);
            Vec::new()
        }
        Message::List(totals) => {
            state.list.change(totals);
            if state.list.totals.stories == 0 && state.list.totals.query.is_some() {
                state.notice = Some(Notice::NothingFound);
            }
            // The first stories have come: open the first.
            let first = state.reading.story.is_none() && state.list.totals.stories > 0;
            let open = first.then_some(Effect::Open(Target::At(state.first), Arrival::Glance));
            open.into_iter().collect()
        }
        Message::Rows { from, rows } => {
            state.list.receive(from, rows);
            return Vec::new();
        }
        Message::Opened(opened) => state.opened(*opened),
        Message::NoStory(which) => {
            match which {
                Which::Any => {}
                Which::Unread => state.notice = Some(Notice::NothingUnread),
                Which::Quoted => state.notice = Some(Notice::NoQuotation),
            }
            Vec::new()
        }
        Message::NothingToUndo => {
            state.notice = Some(Notice::NothingToUndo);
            Vec::new()
        }
        Message::Searched(words) => {
            state.search.look_for_all(&words, state.reading.story.as_ref());
            Vec::new()
        }
        Message::Mistaken { query, mistake } => {
            state.search = Search { listed: state.list.totals.query.is_some(), ..Search::default() };
            state.search.mistaken = query;
            state.notice = Some(Notice::Trouble(mistake));
            Vec::new()
        }
        Message::Trouble(trouble) => {
            state.notice = Some(Notice::Trouble(trouble));
            Vec::new()
        }
        Message::Loading(files) => {
            state.loading = files;
            // Where nothing at all could be read the reasons are what there is to read.
            if files.is_none() && state.list.totals == Totals::default() && !state.failures.is_empty() {
                state.overlay = Some(Overlay::new(Content::Failures));
            }
            Vec::new()
        }
        Message::Failures(lines) => {
            state.failures.extend(lines);
            Vec::new()
        }
        Message::Done(outcome) => {
            let shown = match &outcome {
                Outcome::LinkToShow { link, .. } => Some(Content::Link(link.clone())),
                // What the clipboard does not get can be had by hand.
                Outcome::TooLongToCopy(_) | Outcome::NoClipboard => state.copied.clone().map(Content::Copied),
                Outcome::Copied(_) | Outcome::LinkOpened => None,
            };
            state.overlay = shown.map(Overlay::new).or(state.overlay.take());
            state.notice = Some(Notice::Done(outcome));
            Vec::new()
        }
    };
    state.lay();
    effects.extend(state.list.missing());
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
            self.reading.resize(usize::from(measure.width), rows);
        }
        if let Some(area) = areas.briefing {
            self.findings.resize(usize::from(area.width), rows, self.reading.story.as_ref());
        }
        if let Some(mut overlay) = self.overlay.take() {
            overlay.lay(self, areas.titles.width, usize::from(areas.footer.y.saturating_sub(4)));
            self.overlay = Some(overlay);
        }
    }

    fn opened(&mut self, opened: Opened) -> Vec<Effect> {
        let Opened { at, arrival, wrapped, story, place } = opened;
        self.list.select(at);
        let mut left = Vec::new();
        let open = self.reading.story.as_ref().filter(|open| open.id == story.id);
        if open.is_some_and(|open| open.article.body == story.article.body) {
            self.reading.story = Some(story);
        } else {
            // Another version of the story that is open is read on where the reader is, by the words that stand there.
            let place = if open.is_some() { self.reading.place() } else { place };
            left.extend(self.leave());
            self.findings.open(&story);
            self.reading.open(story);
            if matches!(arrival, Arrival::Glance | Arrival::Beginning) {
                self.reading.go_on_at(place);
            }
            self.search.enter(self.reading.story.as_ref());
            self.labels = None;
        }
        if let Some(forward) = wrapped {
            self.notice = Some(if forward { Notice::WrappedToFirst } else { Notice::WrappedToLast });
        }
        match arrival {
            Arrival::Glance | Arrival::Beginning => {}
            Arrival::FirstQuote => self.arrive_at_quote(0),
            Arrival::LastQuote => self.arrive_at_quote(self.reading.numbered.len().saturating_sub(1)),
            Arrival::Found | Arrival::FirstMatch | Arrival::LastMatch => {
                if let Some(span) = self.search.edge(arrival != Arrival::LastMatch) {
                    self.reading.show(span);
                }
            }
        }
        match arrival {
            Arrival::Glance | Arrival::Found => {}
            Arrival::Beginning | Arrival::FirstQuote | Arrival::LastQuote => left.extend(self.mark_read()),
            Arrival::FirstMatch | Arrival::LastMatch => left.extend(self.mark_read()),
        }
        left
    }

    /// What is to be kept of the open story when the reader leaves it, or the program ends: the place in it, where that is
    /// another than before.
    pub fn leave(&self) -> Option<Effect> {
        let id = self.reading.story.as_ref()?.id;
        let place = self.reading.place();
        (place != self.reading.began).then_some(Effect::Place(id, place))
    }

    /// Makes a quotation current in the text and among the findings.
    fn arrive_at_quote(&mut self, number: usize) {
        self.reading.go_to_quote(number);
        self.findings.select_quote(number);
    }

    /// Shows the words that the selected finding stands on.
    fn show_finding(&mut self) {
        let Some(finding) = self.findings.current() else { return };
        let (spans, number) = (finding.spans.clone(), finding.number);
        match number {
            Some(number) => self.reading.go_to_quote(number),
            None => self.reading.mark(spans),
        }
    }

    fn set_focus(&mut self, pane: Pane) {
        self.focus = pane;
        if pane != Pane::Text {
            self.zoomed = false;
            self.side = pane;
        }
    }
}
