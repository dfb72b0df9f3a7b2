//! Names of accounts: `tulis akun ‹@siti_7›`, `wrote ‹@harbour.watch›`.
//!
//! Invariant: a handle has no blank in it. Absent on purpose: whose account it is.

use super::{Attributor, Source};
use crate::brief::text::token::Shape;

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

    /// A handle that stands where the source is looked for.
    pub(super) fn handle(&self, from: usize) -> Option<Source> {
        let end = self.behind_handle(from);
        (end > from).then_some(Source::Nominal(from..end))
    }
}
