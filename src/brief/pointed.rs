//! Descriptions that a word which points closes, where nouns need no article.
//!
//! Invariant: looks at a bounded number of tokens. Absent on purpose: whom they stand for.

use super::attribution::{Attributor, Source};
use super::name::Kind;
use crate::language::lexicon::class;

impl Attributor<'_> {
    /// `kata ‹politikus Partai Layar itu›`: where nouns need no article, a word that points closes the phrase, and a body named
    /// in it does not speak.
    pub(super) fn pointed(&self, from: usize, stop: usize) -> Option<Source> {
        let text = self.text;
        if !text.language.pack.names.bare_subjects || !text.is(from, class::ROLE | class::PERSON_NOUN) {
            return None;
        }
        let close = (from + 1..stop.min(from + 8)).find(|at| text.is(*at, class::POINTER))?;
        let body = |at: usize| match self.name_at(at).map(|name| &self.names[name]) {
            Some(name) => name.kind != Kind::Person && (name.kind != Kind::Unknown || name.range.len() == 1),
            None => true,
        };
        let named = (from..close).any(|at| self.name_at(at).is_some());
        (named && (from..close).all(body)).then_some(Source::Nominal(from..close + 1))
    }
}
