//! Who speaks where the verb of saying is turned around: `Hart was asked by ‹Lind›, “…”`.
//!
//! Invariant: only words that a pack names as turned, with a small word for the one who speaks at their end, are looked
//! at. Absent on purpose: `Asked by Lind, Hart said “…”`, where somebody else speaks.

use super::attribution::{Attributor, Found};
use super::token::Shape;
use crate::language::lexicon::class;

impl Attributor<'_> {
    /// The one who speaks behind a turned verb at `at`, before `end`.
    pub(super) fn agent(&self, at: usize, end: usize) -> Option<Found> {
        let text = self.text;
        let verb = text.get(at).filter(|verb| verb.opens_phrase(class::PASSIVE) && text.is_told(at))?;
        let from = at + usize::from(verb.phrase);
        let by = text.is(from - 1, class::PREPOSITION);
        // Where the verb alone shows that it is turned, a capital begins a sentence whose speaker stands elsewhere.
        let alone = text.language.pack.names.bare_subjects && verb.shape == Shape::Lower;
        let turned = alone || at > 0 && text.is(at - 1, class::AUXILIARY);
        let source = self.source_after(from, end, false).filter(|_| by && turned)?;
        Some(Found { cue: at..from, source, adjacent: true })
    }
}
