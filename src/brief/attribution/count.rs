//! How many speak: `21 percent said`, `many Milton skippers say`.
//!
//! Invariant: looks at one segment between commas. Absent on purpose: nouns that a list knows.

use super::Attributor;
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

/// The most words of a noun behind the word that counts.
const WORDS: usize = 4;

impl Attributor<'_> {
    /// `many ‹backers› privately say`, `several ‹cast members› said`: what a word that counts, and may stand alone,
    /// tells the number of. The language has to tell a noun from an adverb.
    pub(super) fn counted(&self, at: usize, segment: &Range) -> Option<Range> {
        const NO_NOUN: Class = class::FUNCTION
            | class::PREPOSITION
            | class::CONJUNCTION
            | class::RELATIVE
            | class::PRONOUN
            | class::PARTICIPLE
            | class::CUE
            | class::APOSTROPHE_S;
        let text = self.text;
        if !text.is(at, class::FUNCTION) || !text.tells_adverbs() {
            return None;
        }
        let small = |at: &usize| {
            text.tokens[*at].shape == Shape::Lower && (text.is(*at, class::FUNCTION) || text.is_adverb(*at))
        };
        let end = segment.end - (at + 1..segment.end).rev().take_while(small).count();
        let words = at + 1..end;
        let word = |at: usize| text.is_told(at) && text.tokens[at].is_word() && !text.is(at, NO_NOUN);
        let plain = (1..WORDS).contains(&words.len()) && words.clone().all(word) && self.name_at(end - 1).is_none();
        plain.then_some(words)
    }
}
