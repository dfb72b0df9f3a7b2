//! The archive as a session sees it: the whole list, or what a query found.
//!
//! Invariant: what was found is held as names alone, eight bytes a story. Absent on purpose: what a query means.

use super::{Archive, Query, Trouble};
use crate::app::message::{Marks, Row, Story, StoryId, Totals, Which};
use crate::app::place::Place;
use crate::app::shelf::{Answer, Shelf};

/// An archive on a screen.
#[derive(Debug)]
pub struct Shelved {
    /// The archive.
    pub archive: Archive,
    found: Option<Found>,
}

#[derive(Debug)]
struct Found {
    query: String,
    ids: Vec<StoryId>,
    unread: usize,
}

impl Shelved {
    /// All of an archive.
    pub fn new(archive: Archive) -> Self {
        Self { archive, found: None }
    }

    /// Counts anew what is unread of what was found.
    fn recount(&mut self) -> Answer<()> {
        if let Some(found) = &mut self.found {
            found.unread = self.archive.unread_of(&found.ids).map_err(told)?;
        }
        Ok(())
    }
}

fn told(trouble: Trouble) -> String {
    trouble.to_string()
}

impl Shelf for Shelved {
    fn totals(&self) -> Totals {
        match &self.found {
            Some(Found { query, ids, unread }) => {
                Totals { stories: ids.len(), unread: *unread, query: Some(query.clone()) }
            }
            None => self.archive.totals(),
        }
    }

    fn rows(&self, from: usize, count: usize) -> Answer<Vec<Row>> {
        let Some(found) = &self.found else { return self.archive.rows(from, count).map_err(told) };
        let ids = found.ids.iter().skip(from).take(count);
        // A story that another program took out leaves its line empty until the list is made anew.
        let row = |id: &StoryId| self.archive.row(*id).map(|row| row.unwrap_or_else(|| gone(*id))).map_err(told);
        ids.map(row).collect()
    }

    fn story(&self, at: usize) -> Answer<Option<(Story, Option<Place>)>> {
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

    fn find(&mut self, query: Option<&str>) -> Answer<Vec<String>> {
        let Some(text) = query else {
            self.found = None;
            return Ok(Vec::new());
        };
        let query = Query::parse(text).map_err(|mistake| mistake.to_string())?;
        let ids = self.archive.search(&query).map_err(told)?;
        let unread = self.archive.unread_of(&ids).map_err(told)?;
        self.found = Some(Found { query: text.to_owned(), ids, unread });
        Ok(query.shown())
    }

    fn mark(&mut self, id: StoryId, marks: Marks) -> Answer<()> {
        let before = self.archive.row(id).map_err(told)?.map(|row| row.marks.read);
        self.archive.mark(id, marks).map_err(told)?;
        if let Some(found) = &mut self.found
            && let Some(before) = before
        {
            found.unread = (found.unread + usize::from(before)).saturating_sub(usize::from(marks.read));
        }
        Ok(())
    }

    fn read_up_to(&mut self, at: usize) -> Answer<()> {
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

    fn undo(&mut self) -> Answer<Option<StoryId>> {
        let about = self.archive.undo().map_err(told)?;
        self.recount()?;
        Ok(about)
    }

    fn keep_place(&mut self, id: StoryId, place: Option<Place>) -> Answer<()> {
        match self.archive.read_only {
            // Nothing is kept where nothing can be; that was said at the start.
            Some(_) => Ok(()),
            None => self.archive.keep_place(id, place).map_err(told),
        }
    }

    fn refresh(&mut self) -> Answer<bool> {
        self.archive.refresh().map_err(told)
    }
}

fn gone(id: StoryId) -> Row {
    let marks = Marks { read: true, starred: false };
    Row { id, headline: String::new(), speaker: None, quotes: 0, minutes: 0, flagged: false, marks }
}
