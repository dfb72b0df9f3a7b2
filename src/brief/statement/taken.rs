//! What stretches in marks have taken of a text, so that no clause is reported with it a second time.
//!
//! Invariant: positions in order, looked up by halves. Absent on purpose: what is speech.

use super::Statement;
use crate::brief::text::{Range, Text};

/// What stretches in marks have taken.
pub(super) struct Taken {
    /// Where the cues begin that attribute them, in order.
    cues: Vec<usize>,
    /// What is somebody's words in them, in order.
    marked: Vec<Range>,
}

impl Taken {
    /// What `direct` statements have taken. `„…“ Es sei spät, ‹sagte› Vogt.`: a cue behind the sentence that words in
    /// marks end with tells its own as well.
    pub(crate) fn new(text: &Text<'_>, direct: &[Statement]) -> Self {
        let cue = |s: &Statement| {
            let (cue, last) = (s.found.as_ref()?.cue.start, s.content.last()?.end);
            let behind = text.verb_second() && cue > last && text.sentence(text.sentence_of(cue)).start > last;
            (!behind).then_some(cue)
        };
        let mut cues: Vec<_> = direct.iter().filter_map(cue).collect();
        cues.sort_unstable();
        Self { cues, marked: direct.iter().flat_map(|s| s.content.iter().cloned()).collect() }
    }

    /// Whether the cue that begins at `at` attributes nothing yet.
    pub(super) fn leaves(&self, at: usize) -> bool {
        self.cues.binary_search(&at).is_err()
    }

    /// Whether somebody's words in marks stand in `range`; a word held with tongs is reported as the others are.
    pub(crate) fn cuts(&self, range: &Range) -> bool {
        self.first_in(range).is_some()
    }

    /// Where the first of somebody's words in marks begins that stand in `range`.
    pub(super) fn first_in(&self, range: &Range) -> Option<usize> {
        let next = self.marked.partition_point(|marked| marked.end <= range.start);
        self.marked.get(next).map(|marked| marked.start).filter(|start| *start < range.end)
    }
}
