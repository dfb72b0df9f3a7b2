//! Cues before marks that give no words of the sentence's own speaker, and those that do though something stands before
//! them.
//!
//! Invariant: looks at one sentence. Absent on purpose: what stands behind the marks.

use super::attribution::{Attributor, CUE, Source};
use super::position::end_of;
use super::token::Shape;
use crate::language::lexicon::class;

impl Attributor<'_> {
    /// `Hart said that, ‹according to› the list, …`: a source within somebody's words. So is `Hart’s ‹remarks› were late`.
    pub(super) fn within(&self, at: usize, from: usize) -> bool {
        let text = self.text;
        if self.owned_by(at) {
            return true;
        }
        let before = at.wrapping_sub(1 + usize::from(text.is_sign(at.wrapping_sub(1), ',')));
        let said = |at: usize| at > from && text.is(at, CUE | class::CONJUNCTION) && !text.is(at, class::NOT_CUE);
        text.is(at, class::OPENER) && at > from + 1 && said(before)
    }

    /// Whether what stands right before the word at `at` is a possessive: `Hart’s ‹remarks›`.
    pub(super) fn owned_by(&self, at: usize) -> bool {
        let text = self.text;
        at > 1
            && text.is(at - 1, class::APOSTROPHE_S)
            && text.tokens[at - 2].shape == Shape::Mark
            && !text.tokens[at - 1].spaced
            // `he’s ‹predicting›`
            && !at.checked_sub(3).is_some_and(|owner| text.is(owner, class::PRONOUN))
    }

    /// `To critics ‹who say› it is late, Ann Ray has an answer: “…”`: what somebody says who is only told of.
    pub(super) fn describes(&self, at: usize, open: usize) -> bool {
        let text = self.text;
        let relative = at.checked_sub(1).is_some_and(|before| text.is(before, class::RELATIVE));
        let acts = |i: usize| text.is_sign(i, ',') && self.name_at(i + 1).is_some();
        relative && text.is_sign(open - 1, ':') && (at..open).any(acts)
    }

    /// `As the bridge is new, explained ‹Hart›, “…”`: between two commas, or a comma and the marks, cue and source are
    /// all there is.
    pub(super) fn closes(&self, cue: usize, source: &Source, open: usize) -> bool {
        let end = end_of(self, source, cue + 1);
        let name = matches!(source, Source::Name(_) | Source::Pronoun(_));
        name && self.text.is_sign(cue.wrapping_sub(1), ',')
            && matches!(self.text.tokens[open - 1].first, ',' | ':')
            && end + 1 == open
    }
}
