//! What of a shelved archive a query finds: at once as far as it goes in time, and the rest when it is there.
//!
//! Invariant: of what was found only the names of the stories are held, eight bytes each; they are always those of the
//! query that the list shows.
//! Absent on purpose: what a query means.

use std::time::{Duration, Instant};

use super::shelf::{Shelved, told};
use super::{Archive, search};
use crate::app::mistake::NotFound;
use crate::app::shelf::Answer;
use crate::app::story::StoryId;
use crate::query::Query;

/// How long a key that types a query waits for what is found: a frame of a film.
const GLIMPSE: Duration = Duration::from_millis(40);

#[derive(Debug)]
pub(super) struct Found {
    pub(super) query: String,
    pub(super) ids: Vec<StoryId>,
    pub(super) more: bool,
    pub(super) unread: usize,
    rest: Rest,
}

/// What of a search is still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    /// Nothing.
    Nothing,
    /// The time was out; nobody looks for it yet.
    Wanted,
    /// Somebody does.
    Awaited,
}

impl Shelved {
    /// A query whose first page took so long that the rest was left; asked for once.
    pub fn to_finish(&mut self) -> Option<String> {
        let found = self.found.as_mut().filter(|found| found.rest == Rest::Wanted)?;
        found.rest = Rest::Awaited;
        Some(found.query.clone())
    }

    /// Whether the list still waits for the rest of what this query finds.
    pub fn awaits(&self, query: &str) -> bool {
        self.found.as_ref().is_some_and(|found| found.query == query && found.rest == Rest::Awaited)
    }

    /// Takes in all that a query finds, where the list is still waiting for it; answers whether it is.
    pub fn finish(&mut self, query: &str, all: search::Found) -> bool {
        let is_awaited = self.awaits(query);
        let Some(found) = self.found.as_mut().filter(|_| is_awaited) else { return false };
        (found.ids, found.more, found.rest) = (all.ids, all.more, Rest::Nothing);
        self.ahead.clear();
        self.is_finished = true;
        // A count that cannot be had now is had with the next change.
        let _ = self.recount();
        true
    }

    /// Lists what a query finds in this time.
    pub(super) fn look_for(&mut self, text: &str, time: Duration) -> Result<Vec<String>, NotFound> {
        self.ahead.clear();
        let query = Query::parse(text).map_err(NotFound::Mistaken)?;
        let search::Found { ids, more, is_cut } =
            self.archive.search_within(&query, Archive::LISTED, time).map_err(told)?;
        let unread = self.archive.unread_of(&ids).map_err(told)?;
        let rest = if is_cut { Rest::Wanted } else { Rest::Nothing };
        self.found = Some(Found { query: text.to_owned(), ids, more, unread, rest });
        Ok(query.shown())
    }

    /// Lists what a query finds that is still being typed.
    pub(super) fn look_for_begun(&mut self, query: &str) -> Result<Vec<String>, NotFound> {
        let until = Instant::now() + GLIMPSE;
        let mut words = Err(NotFound::Trouble(String::new().into()));
        for query in Query::begun(query) {
            words = self.look_for(&query, until.saturating_duration_since(Instant::now())).or(words);
            if words.is_ok() && self.found.as_ref().is_some_and(|found| !found.ids.is_empty()) {
                break;
            }
        }
        words
    }

    /// Counts anew what is unread of what was found.
    pub(super) fn recount(&mut self) -> Answer<()> {
        if let Some(found) = &mut self.found {
            found.unread = self.archive.unread_of(&found.ids).map_err(told)?;
        }
        Ok(())
    }
}
