//! Sources that are one word, or end with one that points: pronouns, and names of accounts, as in
//! `wrote ‹@harbour.watch›`.
//!
//! Invariant: a handle has no blank in it. Absent on purpose: whose account it is.

use super::{Attributor, SPEAKS, Source};
use crate::brief::text::token::Shape;
use crate::language::lexicon::class;

impl Attributor<'_> {
    /// The end of the handle that begins at `at`; else `at`.
    pub(super) fn behind_handle(&self, at: usize) -> usize {
        let text = self.text;
        if !text.is_sign(at, '@') {
            return at;
        }
        let joined = |at: usize| text.get(at).is_some_and(|token| !token.spaced && !token.opens_paragraph);
        let word = |at: usize| joined(at) && !matches!(text.tokens[at].shape, Shape::Sign | Shape::Mark);
        // A full stop belongs to it where letters stand right behind.
        let dot = |at: usize| joined(at) && text.is_sign(at, '.') && word(at + 1);
        let part = |at: &usize| word(*at) || joined(*at) && text.is_sign(*at, '_') || dot(*at);
        let end = (at + 1..text.tokens.len()).find(|at| !part(at)).unwrap_or(text.tokens.len());
        if end > at + 1 { end } else { at }
    }

    /// The pronoun or the handle that stands where a source is looked for: `volgens ‹haar› is de brug dicht`, but
    /// `volgens haar advocaat`.
    pub(super) fn of_one_word(&self, from: usize) -> Option<Source> {
        let whose = || self.text.is(from, class::POSSESSIVE) && self.text.is(from + 1, SPEAKS);
        if self.text.is(from, class::PRONOUN) && !whose() {
            return Some(Source::Pronoun(from));
        }
        let end = self.behind_handle(from);
        (end > from).then_some(Source::Nominal(from..end))
    }

    /// `kata pria itu ‹lirih›`: where a noun phrase ends whose last word that points stands at `pointer`, for behind that
    /// stands only how.
    pub(super) fn behind_pointer(&self, pointer: usize, stop: usize) -> usize {
        let text = self.text;
        let points = text.language.pack.names.bare_subjects && text.is(pointer, class::FUNCTION);
        let how = points && (pointer + 1..stop).all(|at| text.tokens[at].shape == Shape::Lower);
        if how { pointer + 1 } else { stop }
    }
}
