//! The lines of a text that are in view, and which of them were not there before.
//!
//! Invariant: what stands there was said or is given as fresh. Absent on purpose: how lines are said.

use std::ops::Range;
use std::sync::Arc;

use crate::app::State;
use crate::app::action::Pane;
use crate::app::story::StoryId;
use crate::article::Article;

/// Lines of a text in view.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    story: StoryId,
    article: Arc<Article>,
    width: usize,
    lines: Range<usize>,
}

impl Passage {
    /// What is in view, where the reader is in the text.
    pub(super) fn in_view(state: &State) -> Option<Self> {
        let reading = &state.reading;
        let story = reading.story.as_ref().filter(|_| state.focus == Pane::Text)?;
        let end = (reading.top + reading.height).min(reading.document.len());
        let (article, width) = (Arc::clone(&story.article), reading.document.width);
        Some(Self { story: story.id, article, width, lines: reading.top..end })
    }

    /// The lines that were not in view before: all, where another text was, or this one as it was before it changed.
    pub(super) fn fresh(&self, before: Option<&Self>) -> Range<usize> {
        match before.filter(|before| self.is_of_the_text_of(before)) {
            Some(before) => beyond(&self.lines, &before.lines),
            None => self.lines.clone(),
        }
    }

    fn is_of_the_text_of(&self, other: &Self) -> bool {
        let (one, two) = (&self.article, &other.article);
        let is_same = Arc::ptr_eq(one, two) || (&one.headline, &one.body) == (&two.headline, &two.body);
        is_same && (self.story, self.width) == (other.story, other.width)
    }
}

/// The part of `now` that is not in `before`; all of it where they lie apart.
fn beyond(now: &Range<usize>, before: &Range<usize>) -> Range<usize> {
    if now.start < before.start {
        now.start..now.end.min(before.start)
    } else {
        now.start.max(before.end).min(now.end)..now.end
    }
}
