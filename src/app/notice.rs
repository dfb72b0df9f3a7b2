//! What there is to say about the last key, or at the start.

use super::mistake::Mistake;
use super::outcome::Outcome;
use super::page::Topic;
use super::trouble::Trouble;

/// Something to say about the last key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The stories are samples; with the key that shows all keys.
    Samples(String),
    /// The way led round the end, to the first.
    WrappedToFirst,
    /// The way led round the beginning, to the last.
    WrappedToLast,
    /// There is no quotation to go to.
    NoQuotation,
    /// The current quotation has no other by its speaker.
    NoOtherBySpeaker,
    /// The words stand nowhere.
    NoMatch(String),
    /// No story that has the words was found yet.
    Searching,
    /// No story has the words.
    NothingFound,
    /// No story has the one word; the other one is there, and may be meant.
    Meant(String, String),
    /// No story is unread.
    NothingUnread,
    /// There is no link.
    NoLink,
    /// The text of the story is here as a whole.
    WholeText,
    /// The page of the story is being fetched.
    Fetching,
    /// A page is being put together.
    Gathering,
    /// There is nothing to put on a page about this.
    NothingOn(Topic),
    /// The words stand nowhere on the page.
    NotOnPage(String),
    /// Nothing is looked for on the page.
    NothingSought,
    /// The key does something with a story, not with a page.
    NotOfPages,
    /// What is selected leads nowhere.
    NoLead,
    /// What looks at files without a trace keeps no tags, notes and searches.
    KeepsNothing,
    /// No search is on that could be kept.
    NoSearch,
    /// A search is kept now.
    SearchKept(String),
    /// A search is kept no longer.
    SearchForgotten(String),
    /// So many stories were marked as read at once.
    ReadUpTo(usize),
    /// The last change was undone.
    Undone,
    /// Something was undone with a story of this headline, which the search leaves out.
    UndoneElsewhere(String),
    /// What was to be undone was about stories that are gone.
    UndoneGone,
    /// There is nothing to undo.
    NothingToUndo,
    /// A query was not understood.
    Mistaken(Mistake),
    /// What was asked for could not be done.
    Trouble(Trouble),
    /// An effect has ended.
    Done(Outcome),
}

impl Notice {
    /// The way led round: forward past the last, or back past the first.
    pub(super) fn wrapped(forward: bool) -> Self {
        if forward { Self::WrappedToFirst } else { Self::WrappedToLast }
    }
}
