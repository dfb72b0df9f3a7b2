//! What the reader does while the archive cannot be written: it waits, and is kept in the order in which it was done.
//!
//! Invariant: what waits is never forgotten without a word: what the archive did not take by the end is told. Absent on
//! purpose: another file that it could be kept in.

use std::mem;

use super::file::PATIENCE;
use super::shelf::told;
use super::{Shelved, Trouble};
use crate::app::annotation::Annotation;
use crate::app::place::Place;
use crate::app::shelf::Answer;
use crate::app::story::{Marks, StoryId};

/// What the reader did in passing.
#[derive(Debug)]
pub(super) enum Change {
    Marks(StoryId, Marks),
    Written(StoryId, Annotation),
    Place(StoryId, Option<Place>),
}

impl Change {
    pub(super) fn about(&self) -> StoryId {
        match self {
            Self::Marks(id, _) | Self::Written(id, _) | Self::Place(id, _) => *id,
        }
    }
}

/// What of a story the archive did not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unkept {
    /// Its headline; empty where not even that can be read any more.
    pub headline: String,
    /// Its marks, where they were changed.
    pub marks: Option<Marks>,
    /// What is written beside it, where that was changed.
    pub annotation: Option<Annotation>,
}

impl Shelved {
    /// What still waits, story by story, in the order in which each was changed first; where a reader stopped is left
    /// out.
    pub fn unkept(&self) -> Vec<Unkept> {
        let mut all: Vec<(StoryId, Unkept)> = Vec::new();
        for change in self.waiting.iter().filter(|change| !matches!(change, Change::Place(..))) {
            let id = change.about();
            let at = all.iter().position(|(known, _)| *known == id).unwrap_or_else(|| {
                let headline = self.archive.row(id).ok().flatten().map(|row| row.headline).unwrap_or_default();
                all.push((id, Unkept { headline, marks: None, annotation: None }));
                all.len() - 1
            });
            match change {
                Change::Marks(_, marks) => all[at].1.marks = Some(*marks),
                Change::Written(_, annotation) => all[at].1.annotation = Some(annotation.clone()),
                Change::Place(..) => {}
            }
        }
        all.into_iter().map(|(_, unkept)| unkept).collect()
    }

    /// Keeps what still waits, and waits for it now.
    ///
    /// # Errors
    /// Why it cannot be kept.
    pub fn settle_up(&mut self) -> Answer<()> {
        self.archive.set_patience(PATIENCE).map_err(told)?;
        while !self.waiting.is_empty() {
            self.keep_next().map_err(told)?;
        }
        Ok(())
    }

    /// Keeps something, behind what waits already.
    pub(super) fn keep(&mut self, change: Change) -> Answer<()> {
        self.ahead.forget(change.about());
        self.waiting.push_back(change);
        self.keep_waiting().map(|_| ())
    }

    /// Keeps what waits, as far as nobody else writes and the file is there; answers whether something was kept.
    pub(super) fn keep_waiting(&mut self) -> Answer<bool> {
        let before = self.waiting.len();
        while !self.waiting.is_empty() {
            match self.keep_next() {
                Err(Trouble::Busy(_)) => break,
                Err(Trouble::Moved(_)) if mem::replace(&mut self.is_moved, true) => break,
                kept => kept.map_err(told)?,
            }
        }
        Ok(self.waiting.len() < before)
    }

    /// Keeps what has waited longest. What fails for another reason than that somebody else writes, or that the file is
    /// not there now, waits no more.
    fn keep_next(&mut self) -> Result<(), Trouble> {
        let kept = match self.waiting.front() {
            Some(Change::Marks(id, marks)) => self.archive.mark(*id, *marks),
            Some(Change::Written(id, annotation)) => self.archive.annotate(*id, annotation),
            Some(Change::Place(id, place)) => self.archive.keep_place(*id, place.clone()),
            None => return Ok(()),
        };
        if !matches!(kept, Err(Trouble::Busy(_) | Trouble::Moved(_))) {
            self.waiting.pop_front();
            self.is_moved = false;
        }
        kept
    }
}
