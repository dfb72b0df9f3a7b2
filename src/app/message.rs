//! What arrives, and what must be done outside: the only two ways in and out of the application.
//!
//! Invariant: plain data. A [`Message`] says what happened; an [`Effect`] says what the host must do, and its answer
//! is another message. Absent on purpose: callbacks, channels, handles.

use std::collections::HashMap;
use std::sync::Arc;

use super::annotation::Annotation;
use super::key::Input;
use super::mistake::Mistake;
use super::notice::Notice;
use super::page::{Item, Topic};
use super::place::Place;
use super::today::Today;
use super::trouble::Trouble;
use crate::article::{Article, Published, Span};
use crate::brief::{Briefing, QuoteKind};

/// Names a story for as long as the program runs, whatever list it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StoryId(pub i64);

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
    /// Stories are still being loaded: how many files were read so far. None when all are.
    Loading(Option<usize>),
    /// Something could not be read: one line each, begun by the name of the file.
    Failures(Vec<String>),
    /// Files with these names are read again: what was wrong with them may be mended.
    ReadAgain(Vec<String>),
    /// An effect is done, or not.
    Done(Outcome),
}

/// How an effect ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The text was sent to the terminal's clipboard: so many bytes.
    Copied(usize),
    /// The text was not sent, because it is longer than terminals take: so many bytes.
    TooLongToCopy(usize),
    /// This terminal has no way to its clipboard.
    NoClipboard,
    /// The link was given to a browser.
    LinkOpened,
    /// No browser is at hand; the link must be shown.
    LinkToShow {
        /// The link.
        link: String,
        /// Whether it was sent to the terminal's clipboard too.
        sent: bool,
    },
    /// The text of a page took the place of a part.
    TextFetched,
    /// The text could not be fetched.
    NoText(Trouble),
    /// This reader may do nothing but read.
    MayNotFetch,
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

/// One story, whole.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its name.
    pub id: StoryId,
    /// What it says.
    pub article: Arc<Article>,
    /// What matters in it.
    pub briefing: Arc<Briefing>,
    /// What the reader did with it.
    pub marks: Marks,
    /// What the reader wrote beside it.
    pub annotation: Annotation,
}

/// What a reader did with a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// It was read.
    pub read: bool,
    /// It has a star.
    pub starred: bool,
}

/// One story as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub id: StoryId,
    /// Its headline.
    pub headline: String,
    /// When it was published, where that is known.
    pub published: Option<Published>,
    /// Who published it.
    pub source: Option<String>,
    /// Who is quoted most in it.
    pub speaker: Option<String>,
    /// How many direct and mixed quotations it has.
    pub quotes: usize,
    /// Minutes it takes to read.
    pub minutes: usize,
    /// Something a reader must know before using it: embargo, withdrawn, note. That it is partial is told above its
    /// text: so is every story of many a feed.
    pub flagged: bool,
    /// The reader wrote something beside it.
    pub annotated: bool,
    /// What the reader did with it.
    pub marks: Marks,
}

impl Row {
    /// A story as the list shows it.
    pub fn of(id: StoryId, article: &Article, briefing: &Briefing, minutes: usize, marks: Marks) -> Self {
        let mut said: HashMap<u32, usize> = HashMap::new();
        let said_in_marks = briefing.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect);
        for speaker in said_in_marks.clone().filter_map(|quote| quote.speaker) {
            *said.entry(speaker).or_default() += 1;
        }
        let most = said.iter().max_by_key(|(speaker, count)| (**count, u32::MAX - **speaker));
        let speaker = most.and_then(|(speaker, _)| briefing.speakers.get(*speaker as usize));
        let status = &article.status;
        Self {
            id,
            headline: article.headline.clone(),
            published: article.published,
            source: article.source.clone(),
            speaker: speaker.map(|speaker| speaker.name.of(&article.body).replace('\n', " ")),
            quotes: said_in_marks.count(),
            minutes,
            flagged: status.embargo.is_some() || status.withdrawn.is_some() || status.note.is_some(),
            annotated: false,
            marks,
        }
    }
}

/// How long the list is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Stories in the list.
    pub stories: usize,
    /// There are more, which a search left out.
    pub more: bool,
    /// Of these not read yet.
    pub unread: usize,
    /// The words the list was searched for.
    pub query: Option<String>,
}

/// Minutes that `words` take to read: 238 a minute, the mean of silent reading of non-fiction in English that
/// Brysbaert (2019, Journal of Memory and Language 109) finds over 190 studies; Indonesian lies near it.
pub fn reading_minutes(words: usize) -> usize {
    words.div_ceil(238).max(1)
}
