//! The subject that a second verb shares with the first: `Hart left and ‹said› …`.
//!
//! Invariant: looks at one segment between commas. Absent on purpose: languages whose verb comes second.

use super::{Attributor, Source};
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::class;

impl Attributor<'_> {
    /// `Hart said the bridge was built by Lind and ‹added›: “…”`: the second verb has the subject of the first. Where
    /// the verb comes second, that is read elsewhere.
    pub(super) fn second_verb(&self, cue: usize, from: usize) -> bool {
        let text = self.text;
        let adverb =
            |at: usize| text.get(at).is_some_and(|token| token.shape == Shape::Lower) && self.name_at(at).is_none();
        let joined = |at: usize| at > from + 1 && text.is(at, class::COORDINATOR) && text.is_told(at);
        !text.verb_second()
            && (joined(cue - 1) || joined(cue.wrapping_sub(2)) && adverb(cue - 1) && !text.is(cue - 1, class::PRONOUN))
    }

    /// Who begins a segment and acts in it.
    pub(super) fn leading(&self, segment: Range) -> Option<Source> {
        let source = self.acting(segment.clone(), false)?;
        let start = source.start(self);
        let small = |at: usize| self.text.is(at, class::FUNCTION | class::CONJUNCTION | class::POINTER);
        let begins = start < segment.start + 3 && (segment.start..start).all(small);
        begins.then(|| match source {
            Source::Nominal(noun) => Source::Nominal(self.without_verb(noun)),
            source => source,
        })
    }

    /// `‹women in the crowd› stood and said`: where a verb may follow, one noun or name is all that a small word puts
    /// below another.
    fn without_verb(&self, noun: Range) -> Range {
        let text = self.text;
        let small = |at: &usize| text.is(*at, class::PREPOSITION) && text.tokens[*at].shape == Shape::Lower;
        let Some(below) = noun.clone().find(small) else { return noun };
        let last = (below + 1..noun.end).find(|at| !text.is(*at, class::FUNCTION)).unwrap_or(below);
        let end = self.name_at(last).map_or(last + 1, |name| self.names[name].range.end);
        noun.start..end.min(noun.end)
    }
}
