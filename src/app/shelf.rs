//! What holds the stories of a session, and how it answers the effects that ask for them.
//!
//! Invariant: an answer is complete: after a change to the list come its totals, and then the story to be open; what
//! cannot be answered is told as [`Message::Trouble`], and the session goes on. Absent on purpose: where stories come
//! from.

use super::annotation::Annotation;
use super::list::{List, Next};
use super::message::{Arrival, Effect, Message, Opened, Target, Which, Window};
use super::mistake::{Mistake, NotFound};
use super::notice::Notice;
use super::place::Place;
use super::story::{Marks, Row, Story, StoryId, Totals};
use super::trouble::Trouble;
use super::{State, update};

/// What was asked for, or why it cannot be had.
pub type Answer<T> = Result<T, Trouble>;

/// What a change was about that was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undone {
    /// None was left.
    Nothing,
    /// It was about stories that are gone.
    Gone,
    /// A story.
    Story(StoryId),
    /// A search, and whether it is kept now.
    Search(String, bool),
}

/// A list of stories, all of them or those that a search found, and what the reader did with each.
pub trait Shelf {
    /// How long the list is.
    fn totals(&self) -> Totals;

    /// Rows of the list from a position, so many at the most.
    ///
    /// # Errors
    /// Why they cannot be had, in one line; so for all that follow.
    fn rows(&self, from: usize, count: usize) -> Answer<Vec<Row>>;

    /// The story at a position of the list, and where the reader stopped in it.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn story(&self, at: usize) -> Answer<Option<(Story, Option<Place>)>>;

    /// Where a story stands in the list.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn position(&self, id: StoryId) -> Answer<Option<usize>>;

    /// The headline of a story, whether the list has it or not.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn headline(&self, id: StoryId) -> Answer<String>;

    /// Where a story now stands in the list, which another version may have moved.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn whereabouts(&self, story: &Story) -> Answer<Option<usize>> {
        self.position(story.id)
    }

    /// The next story of a kind after a position (or the one before), round the end; the flag tells that it went round.
    /// The story at the position itself comes last.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn beyond(&self, from: usize, forward: bool, which: Which) -> Answer<Option<(usize, bool)>>;

    /// Narrows the list to what a query asks for, or lists all again; answers the words that stand in what is found.
    ///
    /// # Errors
    /// What in the query is not understood, or why it cannot be looked for; then the list is as it was.
    fn find(&mut self, query: Option<&str>) -> Result<Vec<String>, NotFound>;

    /// The same for a query that is still being typed: at once, or not at all.
    ///
    /// # Errors
    /// What is not understood yet, or why it cannot be had at once; then the list is as it was.
    fn glimpse(&mut self, query: &str) -> Result<Vec<String>, NotFound> {
        self.find(Some(query))
    }

    /// A word of a query that no story has, and one that was likely meant.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn meant(&self, _query: &str) -> Answer<Option<(String, String)>> {
        Ok(None)
    }

    /// What in a query is not understood.
    fn mistake(&self, _query: &str) -> Option<Mistake> {
        None
    }

    /// Keeps what the reader did with a story.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn mark(&mut self, id: StoryId, marks: Marks) -> Answer<()>;

    /// Marks every story of the list up to a position as read.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn read_up_to(&mut self, at: usize) -> Answer<()>;

    /// Keeps what the reader wrote beside a story. Only asked of a shelf that keeps what is written.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn annotate(&mut self, id: StoryId, annotation: Annotation) -> Answer<()>;

    /// The tags there are, those of most stories first. Only asked of a shelf that keeps what is written.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn tags(&self) -> Answer<Vec<String>> {
        Ok(Vec::new())
    }

    /// Keeps a search, or keeps it no longer; answers whether it is kept now. Only asked of a shelf that keeps
    /// searches.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn toggle_search(&mut self, query: &str) -> Answer<bool>;

    /// Takes back the last change; answers what it was about.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn undo(&mut self) -> Answer<Undone>;

    /// Keeps where the reader stopped in a story; none for its beginning.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn keep_place(&mut self, id: StoryId, place: Option<Place>) -> Answer<()>;

    /// Sees what others have changed; answers whether they have.
    ///
    /// # Errors
    /// See [`Shelf::rows`].
    fn refresh(&mut self) -> Answer<bool>;

    /// Makes ready what a key that leads to a place will ask for.
    fn foresee(&mut self, _place: Next) {}

    /// Makes ready what the next input may ask for, while the screen rests; not for longer than that.
    fn prepare(&mut self, list: &mut List, rests: &dyn Fn() -> bool) {
        if !rests() {
            return;
        }
        // What cannot be read is told when it comes into view.
        if let Some(Window { from, count }) = list.soon_missing()
            && let Ok(rows) = self.rows(from, count)
        {
            list.receive(from, rows);
        }
        list.next().into_iter().take_while(|_| rests()).for_each(|place| self.foresee(place));
    }

    /// Hands a message to the session and answers what it asks of the stories, until nothing more follows; what is left
    /// must be done outside.
    fn settle(&mut self, state: &mut State, message: Message) -> Vec<Effect> {
        let mut waiting = news(self, state);
        waiting.push(message);
        let mut left = Vec::new();
        while !waiting.is_empty() {
            let effects: Vec<Effect> = waiting.drain(..).flat_map(|message| update(state, message)).collect();
            for effect in effects {
                match answer(self, effect) {
                    Ok(messages) => waiting.extend(messages.unwrap_or_else(|trouble| vec![Message::Trouble(trouble)])),
                    Err(effect) => left.push(effect),
                }
            }
        }
        left
    }
}

/// What others have changed: the list, and where the open story now stands in it.
fn news<S: Shelf + ?Sized>(shelf: &mut S, state: &State) -> Vec<Message> {
    match shelf.refresh() {
        Ok(false) => return Vec::new(),
        Err(trouble) => return vec![Message::Trouble(trouble)],
        Ok(true) => {}
    }
    let mut news = vec![Message::List(shelf.totals())];
    if let Some(story) = &state.reading.story
        && let Ok(Some(at)) = shelf.whereabouts(story)
        && let Ok(opened) = open(shelf, Target::At(at), Arrival::Glance)
    {
        news.push(opened);
    }
    let Window { from, count } = state.list.window();
    if let Ok(rows) = shelf.rows(from, count) {
        news.push(Message::Rows { from, rows });
    }
    news
}

/// Answers an effect that asks for stories or changes them; gives back one that is not for the shelf.
///
/// # Errors
/// The effect itself, when it asks for something outside.
fn answer<S: Shelf + ?Sized>(shelf: &mut S, effect: Effect) -> Result<Answer<Vec<Message>>, Effect> {
    Ok(match effect {
        Effect::Rows(Window { from, count }) => shelf.rows(from, count).map(|rows| vec![Message::Rows { from, rows }]),
        Effect::Open(Target::Story(id), arrival) => go_to(shelf, id, arrival),
        Effect::Open(target, arrival) => open(shelf, target, arrival).map(|opened| vec![opened]),
        Effect::Mark(id, marks) => shelf.mark(id, marks).map(|()| vec![Message::List(shelf.totals())]),
        Effect::ReadUpTo(at) => {
            let before = shelf.totals().unread;
            shelf.read_up_to(at).and_then(|()| {
                let read = before.saturating_sub(shelf.totals().unread);
                let told = (read > 0).then_some(Message::Notice(Notice::ReadUpTo(read)));
                Ok(listed(shelf, at, Arrival::Glance)?.into_iter().chain(told).collect())
            })
        }
        Effect::Undo => shelf.undo().and_then(|undone| match undone {
            Undone::Nothing => Ok(vec![Message::Notice(Notice::NothingToUndo)]),
            Undone::Gone => Ok(vec![Message::List(shelf.totals()), Message::Notice(Notice::UndoneGone)]),
            Undone::Story(id) => match shelf.position(id)? {
                Some(at) => {
                    let told = Message::Notice(Notice::Undone);
                    Ok(listed(shelf, at, Arrival::Glance)?.into_iter().chain([told]).collect())
                }
                // A search that is on leaves it out: nobody is moved.
                None => {
                    let notice = Notice::UndoneElsewhere(shelf.headline(id)?);
                    Ok(vec![Message::List(shelf.totals()), Message::Notice(notice)])
                }
            },
            Undone::Search(query, is_kept) => Ok(vec![Message::SearchKept { query, is_kept }]),
        }),
        Effect::Annotate(id, annotation) => {
            shelf.annotate(id, annotation).map(|()| vec![Message::List(shelf.totals())])
        }
        Effect::Tags => shelf.tags().map(|tags| vec![Message::Tags(tags)]),
        Effect::ToggleSearch(query) => {
            let kept = shelf.toggle_search(&query);
            kept.map(|is_kept| vec![Message::SearchKept { query, is_kept }])
        }
        Effect::Place(id, place) => shelf.keep_place(id, place).map(|()| Vec::new()),
        Effect::Glimpse(query, open) => {
            let words = if query.is_empty() { shelf.find(None) } else { shelf.glimpse(&query) };
            // What is not understood yet may be with the next letter: what comes before it is looked for meanwhile.
            let unclear = shelf.mistake(&query).map(Message::Unclear);
            let found = words.map_or(Ok(Vec::new()), |words| found(shelf, words, open, Arrival::Glance));
            found.map(|found| found.into_iter().chain(unclear).collect())
        }
        Effect::Find(query, open) => Ok(find(shelf, query.as_deref(), open).unwrap_or_else(|why| {
            // What was found while it was typed is no answer to it, nor is the place in that list one in this.
            let listed = find(shelf, None, open).unwrap_or_default();
            let told = match why {
                NotFound::Mistaken(mistake) => Message::Mistaken { query: query.unwrap_or_default(), mistake },
                NotFound::Trouble(trouble) => Message::Trouble(trouble),
            };
            listed.into_iter().chain([told]).collect()
        })),
        outside @ (Effect::Page(_) | Effect::Copy(_) | Effect::OpenLink(_) | Effect::Fetch(_)) => return Err(outside),
        outside @ (Effect::Suspend | Effect::Redraw | Effect::Quit) => return Err(outside),
    })
}

/// The totals of a list that has changed, and the story at a position of it.
fn listed<S: Shelf + ?Sized>(shelf: &S, at: usize, arrival: Arrival) -> Answer<Vec<Message>> {
    Ok(vec![Message::List(shelf.totals()), open(shelf, Target::At(at), arrival)?])
}

fn find<S: Shelf + ?Sized>(
    shelf: &mut S,
    query: Option<&str>,
    open: Option<StoryId>,
) -> Result<Vec<Message>, NotFound> {
    let seen = shelf.totals();
    let mut words = shelf.find(query)?;
    // What was seen while it was typed stays where the last word, taken as a whole one, stands nowhere.
    if let Some(query) = query
        && let Totals { stories: 0, more: false, .. } = shelf.totals()
        && seen.stories > 0
        && seen.query == Some(format!("{query}*"))
    {
        words = shelf.glimpse(query).unwrap_or(words);
    }
    let arrival = if query.is_some() { Arrival::Found } else { Arrival::Glance };
    let mut messages = found(shelf, words, open, arrival)?;
    if let Some(query) = query
        && let Totals { stories: 0, more: false, .. } = shelf.totals()
        && let Some((typed, near)) = shelf.meant(query)?
    {
        messages.push(Message::Notice(Notice::Meant(typed, near)));
    }
    Ok(messages)
}

/// What a search found: the words, the list, and the story that was open, where it is listed, else the first.
fn found<S: Shelf + ?Sized>(
    shelf: &S,
    words: Vec<String>,
    open: Option<StoryId>,
    arrival: Arrival,
) -> Answer<Vec<Message>> {
    let at = match open {
        Some(id) => shelf.position(id)?.unwrap_or_default(),
        None => 0,
    };
    let mut messages = vec![Message::Searched(words)];
    messages.extend(listed(shelf, at, arrival)?);
    Ok(messages)
}

/// Opens a story by its name; all stories are listed again where a search leaves it out.
fn go_to<S: Shelf + ?Sized>(shelf: &mut S, id: StoryId, arrival: Arrival) -> Answer<Vec<Message>> {
    if shelf.position(id)?.is_some() {
        return Ok(vec![open(shelf, Target::Story(id), arrival)?]);
    }
    let words = shelf.find(None).unwrap_or_default();
    let mut messages = vec![Message::Searched(words), Message::List(shelf.totals())];
    messages.push(open(shelf, Target::Story(id), arrival)?);
    Ok(messages)
}

fn open<S: Shelf + ?Sized>(shelf: &S, target: Target, arrival: Arrival) -> Answer<Message> {
    let (at, wrapped, which) = match target {
        Target::At(at) => (Some(at), None, Which::Any),
        Target::Story(id) => (shelf.position(id)?, None, Which::Any),
        Target::Beyond { from, forward, which } => match shelf.beyond(from, forward, which)? {
            Some((at, wrapped)) => (Some(at), wrapped.then_some(forward), which),
            None => (None, None, which),
        },
    };
    let Some(at) = at else { return Ok(Message::NoStory(which)) };
    Ok(match shelf.story(at)? {
        Some((story, place)) => Message::Opened(Box::new(Opened { at, arrival, wrapped, story, place })),
        None => Message::NoStory(which),
    })
}
