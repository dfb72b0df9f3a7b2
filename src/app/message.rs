//! What arrives, and what must be done outside: the only two ways in and out of the application.
//!
//! Invariant: plain data. A [`Message`] says what happened; an [`Effect`] says what the host must do, and its answer
//! is another message. Absent on purpose: callbacks, channels, handles.

use std::sync::Arc;

use super::annotation::Annotation;
use super::key::Input;
use super::mistake::Mistake;
use super::notice::Notice;
use super::outcome::Outcome;
use super::page::{Item, Topic};
use super::place::Place;
use super::story::{Marks, Row, Story, StoryId, Totals};
use super::today::Today;
use super::trouble::Trouble;
use crate::article::{Article, Span};

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// The reader did something.
    Input(Input),
    /// The day it is where the reader is.
    Today(Today),
    /// The list is now this long.
    List(Totals),
    /// Rows of the list, the first at position `from`.
    Rows {
        /// Position of the first row.
        from: usize,
        /// The rows.
        rows: Vec<Row>,
    },
    /// A story that was asked for.
    Opened(Box<Opened>),
    /// No story was found for the target that was asked for.
    NoStory(Which),
    /// A search was understood: the words to show in the stories it found, each as it is typed.
    Searched(Vec<String>),
    /// A search was not understood.
    Mistaken {
        /// What was searched for.
        query: String,
        /// What in it is not understood.
        mistake: Mistake,
    },
    /// A query that is being typed is not understood yet.
    Unclear(Mistake),
    /// A page that was asked for: so many items of so many.
    Page {
        /// What it is about.
        topic: Topic,
        /// What stands on it.
        items: Vec<Item>,
        /// How many there are in all.
        of: usize,
    },
    /// A search is kept now, or no longer.
    SearchKept {
        /// What is searched for.
        query: String,
        /// Whether it is kept.
        is_kept: bool,
    },
    /// The tags there are, those of most stories first.
    Tags(Vec<String>),
    /// There is something to say of what was asked, beside its answer.
    Notice(Notice),
    /// What was asked of the stories could not be done.
    Trouble(Trouble),
    /// Stories are still being loaded: how many files, or parts of a stream, were read so far. None when all are.
    Loading(Option<usize>),
    /// Something could not be read: one line each, begun by the name of the file.
    Failures(Vec<String>),
    /// Files with these names are read again: what was wrong with them may be mended.
    ReadAgain(Vec<String>),
    /// An effect is done, or not.
    Done(Outcome),
}

/// Rows of the list that stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Position of the first.
    pub from: usize,
    /// How many at the most.
    pub count: usize,
}

/// Something the host must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Answer with [`Message::Rows`].
    Rows(Window),
    /// Answer with [`Message::Opened`] or [`Message::NoStory`].
    Open(Target, Arrival),
    /// List only the stories that this query asks for, or all again; answer with [`Message::Searched`] and
    /// [`Message::List`], then open the story that was open, where it is still listed, else the first; or answer with
    /// [`Message::Mistaken`].
    Find(Option<String>, Option<StoryId>),
    /// List the stories that a query finds which is still being typed, all where it is empty; answer with
    /// [`Message::Searched`] and [`Message::List`], then open the story that was open before, where it is listed, else
    /// the first; or answer with nothing where it is not understood yet or would take too long.
    Glimpse(String, Option<StoryId>),
    /// Put a page together; answer with [`Message::Page`] whenever it is there.
    Page(Topic),
    /// Keep this of a story.
    Mark(StoryId, Marks),
    /// Keep what the reader wrote beside a story.
    Annotate(StoryId, Annotation),
    /// Answer with [`Message::Tags`].
    Tags,
    /// Keep this search, or keep it no longer; answer with [`Message::SearchKept`].
    ToggleSearch(String),
    /// Keep where the reader stopped in this story; none for its beginning.
    Place(StoryId, Option<Place>),
    /// Mark every story of the list up to this position as read; answer with [`Message::List`].
    ReadUpTo(usize),
    /// Take back the last change; answer with [`Message::List`] and open the story it was about, or with
    /// [`Message::SearchKept`].
    Undo,
    /// Send this text to the reader's clipboard; answer with [`Message::Done`].
    Copy(String),
    /// Open this link in the reader's browser; answer with [`Message::Done`].
    OpenLink(String),
    /// Fetch the text of an article that is here in part from the page it links to; answer with [`Message::Done`]
    /// whenever it is there.
    Fetch(Arc<Article>),
    /// Give the terminal back to the shell until the reader returns.
    Suspend,
    /// Draw everything anew, whatever the screen is believed to show.
    Redraw,
    /// End the program.
    Quit,
}

/// Which story to open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The one at this position of the list.
    At(usize),
    /// This one; where a search does not list it, all stories are listed again.
    Story(StoryId),
    /// The next (or previous) of a kind after this position, round the end of the list.
    Beyond {
        /// Position to start after.
        from: usize,
        /// Towards the end of the list, or towards its beginning.
        forward: bool,
        /// The kind.
        which: Which,
    },
}

/// Kinds of story to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Any.
    Any,
    /// Not read yet.
    Unread,
    /// With direct or mixed quotations.
    Quoted,
}

/// Where in a story a reader arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// At its beginning, the list keeping the focus.
    Glance,
    /// At its beginning.
    Beginning,
    /// At its first quotation.
    FirstQuote,
    /// At its last quotation.
    LastQuote,
    /// At the first match of the search, the list keeping the focus.
    Found,
    /// At the first match of the search.
    FirstMatch,
    /// At the last match of the search.
    LastMatch,
    /// At these words, which a page led to.
    Words(Span),
}

/// A story that was asked for.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its position in the list.
    pub at: usize,
    /// Where the reader arrives in it.
    pub arrival: Arrival,
    /// Whether the way to it led round an end of the list: forward, past the last, or back, past the first.
    pub wrapped: Option<bool>,
    /// The story.
    pub story: Story,
    /// Where the reader stopped in it the last time.
    pub place: Option<Place>,
}
