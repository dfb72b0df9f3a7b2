//! Searching: what is looked for, where it stands in the open story.
//!
//! Invariant: `matches` are the places of `needle` in the body of the open story, in order. Absent on purpose:
//! looking through other stories, which is an effect.

use super::mistake::Mistake;
use super::story::Story;
use crate::article::Span;
use crate::find::Needle;

/// Where a search looks, or what else is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In the open story.
    Story,
    /// In all stories: the list keeps those that have the words.
    All,
    /// On the page: it keeps what has the words.
    Page,
    /// Nowhere: the words are the tags of the open story.
    Tags,
    /// Nowhere: the words are the reader's note on the open story.
    Note,
}

impl Scope {
    /// Whether something is looked for.
    pub fn is_search(self) -> bool {
        !matches!(self, Scope::Tags | Scope::Note)
    }
}

/// A search that is on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// What is looked for; none while no search is on.
    pub needle: Option<Needle>,
    /// Its places in the open story.
    pub matches: Vec<Span>,
    /// The match the reader is at.
    pub current: Option<usize>,
    /// Whether the reader went on to a quotation since.
    pub is_left: bool,
    /// Whether the list is narrowed to the stories that have the words.
    pub listed: bool,
    /// What was typed and not understood, to be mended.
    pub mistaken: Option<(String, Mistake)>,
}

impl Search {
    /// Looks for `words` in `story`; without words no search is on.
    pub fn look_for(&mut self, words: &str, story: Option<&Story>) {
        self.needle = (!words.is_empty()).then(|| Needle::new(words));
        self.enter(story);
    }

    /// Looks for all of several words in `story`; without any no word is looked for.
    pub fn look_for_all(&mut self, words: &[String], story: Option<&Story>) {
        self.needle = (!words.is_empty()).then(|| Needle::any(words));
        self.enter(story);
    }

    /// The match the reader is at.
    pub fn here(&self) -> Option<Span> {
        self.matches.get(self.current?).copied()
    }

    /// Another story is open.
    pub fn enter(&mut self, story: Option<&Story>) {
        (self.current, self.is_left) = (None, false);
        self.matches = match (&self.needle, story) {
            (Some(needle), Some(story)) => needle.spans(&story.article.body).collect(),
            _ => Vec::new(),
        };
    }

    /// Goes to the next match (or the one before); starts at `offset` where there is no current one. None at the end.
    pub fn step(&mut self, forward: bool, offset: u32) -> Option<Span> {
        let next = match (self.current, forward) {
            (Some(at), true) => at + 1,
            (Some(at), false) => at.checked_sub(1)?,
            (None, true) => self.matches.partition_point(|span| span.start < offset),
            (None, false) => self.matches.partition_point(|span| span.start < offset).checked_sub(1)?,
        };
        let span = *self.matches.get(next)?;
        (self.current, self.is_left) = (Some(next), false);
        Some(span)
    }

    /// Goes to the first match, or to the last.
    pub fn edge(&mut self, first: bool) -> Option<Span> {
        let at = if first { 0 } else { self.matches.len().checked_sub(1)? };
        let span = *self.matches.get(at)?;
        (self.current, self.is_left) = (Some(at), false);
        Some(span)
    }
}
