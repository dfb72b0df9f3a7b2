//! What the next key may ask for, read while the screen rests.
//!
//! Invariant: what is at hand is what the archive would answer now. Whoever changes a story lets it go here, and all of
//! it when stories may stand in other places. Absent on purpose: which places a key may lead to; the list knows.

use std::collections::VecDeque;

use crate::app::message::Window;
use crate::app::place::Place;
use crate::app::story::{Row, Story, StoryId};

/// Stories at hand: those before and after, a page on, at both ends, and some that the reader came from.
const STORIES: usize = 8;
/// Windows of rows at hand: one at either end.
const WINDOWS: usize = 2;

/// Stories and rows at hand, those met last in front.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    stories: VecDeque<(usize, Story, Option<Place>)>,
    windows: VecDeque<(Window, Vec<Row>)>,
}

impl Ahead {
    /// The story at a position of the list, with where the reader stopped in it.
    pub(super) fn story(&self, at: usize) -> Option<(Story, Option<Place>)> {
        self.stories.iter().find(|(known, ..)| *known == at).map(|(_, story, place)| (story.clone(), place.clone()))
    }

    /// The rows of a window.
    pub(super) fn rows(&self, window: Window) -> Option<Vec<Row>> {
        self.windows.iter().find(|(known, _)| *known == window).map(|(_, rows)| rows.clone())
    }

    /// Whether the story at a position is at hand; if so, it is kept longer.
    pub(super) fn has_story(&mut self, at: usize) -> bool {
        met(&mut self.stories, |(known, ..)| *known == at)
    }

    /// Whether a window is at hand; if so, it is kept longer.
    pub(super) fn has_rows(&mut self, window: Window) -> bool {
        met(&mut self.windows, |(known, _)| *known == window)
    }

    pub(super) fn keep_story(&mut self, at: usize, (story, place): (Story, Option<Place>)) {
        self.stories.push_front((at, story, place));
        self.stories.truncate(STORIES);
    }

    pub(super) fn keep_rows(&mut self, window: Window, rows: Vec<Row>) {
        self.windows.push_front((window, rows));
        self.windows.truncate(WINDOWS);
    }

    /// A story has changed.
    pub(super) fn forget(&mut self, id: StoryId) {
        self.stories.retain(|(_, story, _)| story.id != id);
        self.windows.retain(|(_, rows)| rows.iter().all(|row| row.id != id));
    }

    /// Stories may have changed, or stand in other places.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Brings the first that fits to the front; answers whether there is one.
fn met<T>(all: &mut VecDeque<T>, fits: impl FnMut(&T) -> bool) -> bool {
    let found = all.iter().position(fits).and_then(|at| all.remove(at));
    found.map(|one| all.push_front(one)).is_some()
}
