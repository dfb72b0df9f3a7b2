//! Descriptions that a word which points closes, where nouns need no article.
//!
//! Invariant: looks at a bounded number of tokens. Absent on purpose: whom they stand for.

use super::attribution::{Attributor, Source};
use super::name::Kind;
use super::text::Range;
use super::token::Shape;
use crate::language::lexicon::class;

/// Farthest a word that points stands from the noun it closes, in tokens, where a clause stands between.
const REACH: usize = 24;

impl Attributor<'_> {
    /// What a person's noun at `from` begins and a word that points closes, before `stop` or over a clause.
    pub(super) fn pointed(&self, from: usize, stop: usize) -> Option<Source> {
        let text = self.text;
        if !text.language.pack.names.bare_subjects || !text.is(from, class::ROLE | class::PERSON_NOUN) {
            return None;
        }
        self.closed(from..stop).or_else(|| self.closed_behind_name(from))
    }

    /// `kata ‹politikus Partai Layar itu›`: the first word that points closes the phrase, and a body named in it does not
    /// speak.
    fn closed(&self, phrase: Range) -> Option<Source> {
        let from = phrase.start;
        let close = (from + 1..phrase.end.min(from + 8)).find(|at| self.text.is(*at, class::POINTER))?;
        let body = |at: usize| match self.name_at(at).map(|name| &self.names[name]) {
            Some(name) => name.kind != Kind::Person && (name.kind != Kind::Unknown || name.range.len() == 1),
            None => true,
        };
        let named = (from..close).any(|at| self.name_at(at).is_some());
        (named && (from..close).all(body)).then_some(Source::Nominal(from..close + 1))
    }

    /// `kata ‹pria yang akrab disapa Rudi itu›`, `kata ‹pelantun “Ombak” tersebut›`: behind a name or a title, which
    /// nothing points at, the word closes what the noun began. In `warga yang tinggal di kota itu` it may be the town.
    fn closed_behind_name(&self, from: usize) -> Option<Source> {
        let text = self.text;
        let end = text.sentence(text.sentence_of(from)).end.min(from + REACH);
        let told = |at: &usize| text.is(*at, class::POINTER) && text.is_told(*at);
        let close = (from + 2..end).take_while(|at| !text.is_sign(*at, ',')).find(told)?;
        let before = &text.tokens[close - 1];
        let name = self.name_at(close - 1).is_some() || before.shape == Shape::Mark;
        // `kata istri Budi itu`: whose she is stands right behind the noun.
        let clause = (from + 1..close).any(|at| text.is(at, class::RELATIVE) && text.is_told(at));
        let person = |at: usize| self.name_at(at).is_some_and(|name| self.names[name].kind == Kind::Person);
        (name && (clause || !(from..close).any(person))).then_some(Source::Nominal(from..close + 1))
    }
}
