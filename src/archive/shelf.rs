//! The archive as a session sees it: the whole list, or what a query found.
//!
//! Invariant: no key waits for another program that writes: what a key did in passing is kept with one of the next, or
//! at the end. Absent on purpose: what a query finds.

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::mem;
use std::time::Duration;

use super::ahead::Ahead;
use super::finding::Found;
use super::waiting::Change;
use super::{Archive, Trouble};
use crate::app;
use crate::app::annotation::Annotation;
use crate::app::list::Next;
use crate::app::message::{Which, Window};
use crate::app::mistake::{Mistake, NotFound};
use crate::app::place::Place;
use crate::app::shelf::{Answer, Shelf, Undone};
use crate::app::story::{Marks, Row, Story, StoryId, Totals};
use crate::article::Article;
use crate::brief::Briefing;
use crate::query::Query;

/// How long a reader waits for the first page of what a query finds, where nothing else is said.
const FIRST_PAGE: Duration = Duration::from_millis(80);

/// An archive on a screen.
#[derive(Debug)]
pub struct Shelved {
    /// The archive.
    pub archive: Archive,
    /// How long a reader waits for the first page of what a query finds.
    pub patience: Duration,
    pub(super) found: Option<Found>,
    /// What another program that writes has kept from being written, or that the file is no longer where it was.
    pub(super) waiting: VecDeque<Change>,
    /// That the file is no longer there was said: what the reader does waits for it to come back.
    pub(super) is_moved: bool,
    /// What was read before it was asked for.
    pub(super) ahead: Box<Ahead>,
    /// The rest of a search has come since the session was last told.
    pub(super) is_finished: bool,
}

impl Shelved {
    /// All of an archive.
    pub fn new(archive: Archive) -> Self {
        let mut shelved = Self {
            archive,
            patience: FIRST_PAGE,
            found: None,
            waiting: VecDeque::new(),
            is_moved: false,
            ahead: Box::default(),
            is_finished: false,
        };
        // Where that cannot be set a key may wait, and nothing else is wrong.
        let _ = shelved.archive.set_patience(Duration::ZERO);
        shelved
    }
}

pub(super) fn told(trouble: Trouble) -> app::trouble::Trouble {
    trouble.into()
}

impl Shelf for Shelved {
    fn totals(&self) -> Totals {
        match &self.found {
            Some(Found { query, ids, more, unread, .. }) => {
                Totals { stories: ids.len(), more: *more, unread: *unread, query: Some(query.clone()) }
            }
            None => self.archive.totals(),
        }
    }

    fn rows(&self, from: usize, count: usize) -> Answer<Vec<Row>> {
        if let Some(rows) = self.ahead.rows(Window { from, count }) {
            return Ok(rows);
        }
        let Some(found) = &self.found else { return self.archive.rows(from, count).map_err(told) };
        let ids = found.ids.iter().skip(from).take(count);
        // A story that another program took out leaves its line empty until the list is made anew.
        let row = |id: &StoryId| self.archive.row(*id).map(|row| row.unwrap_or_else(|| gone(*id))).map_err(told);
        ids.map(row).collect()
    }

    fn story(&self, at: usize) -> Answer<Option<(Story, Option<Place>)>> {
        if let Some(story) = self.ahead.story(at) {
            return Ok(Some(story));
        }
        let story = match &self.found {
            Some(found) => found.ids.get(at).map_or(Ok(None), |id| self.archive.story_of(*id)),
            None => self.archive.story(at),
        };
        let Some(story) = story.map_err(told)? else { return Ok(None) };
        let place = self.archive.place(story.id).map_err(told)?;
        Ok(Some((story, place)))
    }

    fn position(&self, id: StoryId) -> Answer<Option<usize>> {
        match &self.found {
            Some(found) => Ok(found.ids.iter().position(|known| *known == id)),
            None => self.archive.position(id).map_err(told),
        }
    }

    fn headline(&self, id: StoryId) -> Answer<String> {
        Ok(self.archive.row(id).map_err(told)?.map(|row| row.headline).unwrap_or_default())
    }

    fn whereabouts(&self, story: &Story) -> Answer<Option<usize>> {
        match self.archive.current(&story.article).map_err(told)? {
            Some(id) => self.position(id),
            None => Ok(None),
        }
    }

    fn beyond(&self, from: usize, forward: bool, which: Which) -> Answer<Option<(usize, bool)>> {
        let Some(found) = &self.found else { return self.archive.beyond(from, forward, which).map_err(told) };
        let length = found.ids.len();
        for step in 1..=length {
            let at = (from + if forward { step } else { length - step }) % length;
            let fits = which == Which::Any || {
                let row = self.archive.row(found.ids[at]).map_err(told)?;
                row.is_some_and(|row| if which == Which::Unread { !row.marks.read } else { row.quotes > 0 })
            };
            if fits {
                return Ok(Some((at, if forward { at <= from } else { at >= from })));
            }
        }
        Ok(None)
    }

    fn find(&mut self, query: Option<&str>) -> Result<Vec<String>, NotFound> {
        match query {
            Some(text) => self.look_for(text, self.patience),
            None => {
                self.ahead.clear();
                self.found = None;
                Ok(Vec::new())
            }
        }
    }

    fn glimpse(&mut self, query: &str) -> Result<Vec<String>, NotFound> {
        self.look_for_begun(query)
    }

    fn meant(&self, query: &str) -> Answer<Option<(String, String)>> {
        self.archive.meant(&Query::parse(query).unwrap_or_default()).map_err(told)
    }

    fn mistake(&self, query: &str) -> Option<Mistake> {
        Query::parse(query).err()
    }

    fn mark(&mut self, id: StoryId, marks: Marks) -> Answer<()> {
        let before = self.archive.row(id).map_err(told)?.map(|row| row.marks.read);
        self.keep(Change::Marks(id, marks))?;
        if let Some(found) = &mut self.found
            && let Some(before) = before
        {
            found.unread = (found.unread + usize::from(before)).saturating_sub(usize::from(marks.read));
        }
        Ok(())
    }

    fn read_up_to(&mut self, at: usize) -> Answer<()> {
        self.ahead.clear();
        let done = match &self.found {
            Some(found) => self.archive.read_all(found.ids.get(..=at).unwrap_or(&found.ids)),
            None => match self.archive.rows(at, 1).map_err(told)?.first() {
                Some(row) => self.archive.read_up_to(row.id),
                None => Ok(()),
            },
        };
        done.map_err(told)?;
        self.recount()
    }

    fn annotate(&mut self, id: StoryId, annotation: Annotation) -> Answer<()> {
        self.keep(Change::Written(id, annotation))
    }

    fn tags(&self) -> Answer<Vec<String>> {
        let mut tags = self.archive.tags().map_err(told)?;
        tags.sort_by_key(|(_, stories)| Reverse(*stories));
        Ok(tags.into_iter().map(|(tag, _)| tag).collect())
    }

    fn toggle_search(&mut self, query: &str) -> Answer<bool> {
        self.archive.toggle_search(query).map_err(told)
    }

    fn undo(&mut self) -> Answer<Undone> {
        self.ahead.clear();
        // What waits was done after all that is kept.
        let last = self.waiting.iter().rposition(|change| !matches!(change, Change::Place(..)));
        let about = match last.and_then(|at| self.waiting.remove(at)) {
            Some(change) => Undone::Story(change.about()),
            None => self.archive.undo().map_err(told)?,
        };
        self.recount()?;
        Ok(about)
    }

    fn keep_place(&mut self, id: StoryId, place: Option<Place>) -> Answer<()> {
        match self.archive.read_only {
            // Nothing is kept where nothing can be; that was said at the start.
            Some(_) => Ok(()),
            None => self.keep(Change::Place(id, place)),
        }
    }

    fn refresh(&mut self) -> Answer<bool> {
        let kept = self.keep_waiting()?;
        let changed = self.archive.refresh().map_err(told)? || kept || mem::take(&mut self.is_finished);
        if changed {
            self.ahead.clear();
        }
        Ok(changed)
    }

    // What cannot be read is told when it is asked for.
    fn foresee(&mut self, Next { at, missing }: Next) {
        if let Some(window) = missing
            && !self.ahead.has_rows(window)
            && let Ok(rows) = self.rows(window.from, window.count)
        {
            self.ahead.keep_rows(window, rows);
        }
        if !self.ahead.has_story(at)
            && let Ok(Some(story)) = self.story(at)
        {
            self.ahead.keep_story(at, story);
        }
    }
}

fn gone(id: StoryId) -> Row {
    let marks = Marks { read: true, starred: false };
    Row::of(id, &Article::default(), &Briefing::default(), 0, marks)
}
