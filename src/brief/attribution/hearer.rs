//! Whom and where somebody tells something, between a cue and its source: `a déclaré ‹à l'AFP› Marc Faure`.
//!
//! Invariant: looks at a bounded number of tokens behind a cue. Absent on purpose: languages whose source stands before
//! all that.

use super::{Attributor, SPEAKS};
use crate::brief::name::Kind;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

/// The most that stands between a cue and its source, in tokens.
const HEARERS: usize = 8;

/// The most of it between commas, those taken in.
const INSET: usize = 6;

impl Attributor<'_> {
    /// `dijo ‹este martes› el ministro`, `disse ‹nesta terça-feira (12)› o ministro`: the end of a day that begins at
    /// `from`.
    fn behind_day(&self, from: usize, stop: usize) -> usize {
        const DAY: Class = class::WEEKDAY | class::RELATIVE_DAY;
        let text = self.text;
        let first = from + usize::from(text.is(from, class::FUNCTION) && text.is(from + 1, DAY));
        let end = (first..stop).find(|at| !text.is(*at, DAY)).unwrap_or(stop);
        if end == first {
            return from;
        }
        let date = |at: usize| text.get(at).is_some_and(|token| token.shape == Shape::Number);
        if text.is_sign(end, '(') && date(end + 1) && text.is_sign(end + 2, ')') { end + 3 } else { end }
    }

    /// `respondió, por su parte, ‹el alcalde›`: behind a few small words between commas.
    fn behind_inset(&self, from: usize, stop: usize) -> usize {
        let text = self.text;
        let small = |at: &usize| text.tokens[*at].shape == Shape::Lower && !text.is(*at, SPEAKS | class::CUE);
        let end = from + 1 + (from + 1..stop.min(from + INSET)).take_while(small).count();
        if end > from + 1 && text.is_sign(from, ',') && text.is_sign(end, ',') { end + 1 } else { from }
    }

    /// Where the source begins behind the cue that ends at `from`: behind a preposition and what it leads to, where an
    /// article or the name of a person follows.
    pub(super) fn behind_hearers(&self, from: usize, stop: usize) -> usize {
        let text = self.text;
        let late = text.language.pack.attribution.late_subject;
        let from = if late { self.behind_inset(from, stop) } else { from };
        let first = self.behind_day(from, stop);
        let led = text.is(first, class::PREPOSITION) && !text.is(first, class::POINTER);
        if !(late && led) {
            return if late { self.behind_adverb(first, from, stop) } else { from };
        }
        let from = first;
        let limit = stop.min(first + HEARERS);
        let noun = (first + 1..limit).find(|at| !text.is(*at, class::FUNCTION)).unwrap_or(limit);
        let body = self.name_at(noun).filter(|name| self.names[*name].kind != Kind::Person);
        let person = |at: usize| self.name_at(at).is_some_and(|name| self.names[name].kind == Kind::Person);
        // `le dijo ‹al periodista Luis Soto›`: one whose office a preposition leads to hears it.
        let office = text.is(noun, class::ROLE | class::PERSON_NOUN) && !text.is(noun, class::GROUP);
        let hearer = self.name_at(noun + 1).filter(|_| office && noun + 1 < limit && person(noun + 1));
        let end = match body.or(hearer) {
            Some(name) => self.names[name].range.end,
            None => noun + 1,
        };
        let opens = |at: usize| {
            person(at) && self.name_at(at) != body
                || text.is(at, class::POINTER) && text.tokens[at].shape == Shape::Lower
        };
        // `dijo en conferencia de prensa ‹el› ministro`
        // `disse à agência ‹Lusa› o ministro`
        let more = |at: &usize| match self.name_at(*at) {
            Some(name) => self.names[name].kind != Kind::Person,
            None => text.tokens[*at].shape == Shape::Lower,
        };
        let source = (end..limit).take_while(|at| *at == end || more(&(at - 1))).find(|at| opens(*at));
        let nobody = if hearer.is_some() { stop } else { from };
        source.filter(|at| !text.is(at - 1, class::FUNCTION | class::PREPOSITION)).unwrap_or(nobody)
    }

    /// `a indiqué lundi ‹le préfet›`, `poursuit prudemment ‹le maire›`: the article of a noun for people behind a day
    /// that ends at `first`, or behind a word that tells how something was said.
    fn behind_adverb(&self, first: usize, from: usize, stop: usize) -> usize {
        let text = self.text;
        let lower = |at: usize| text.tokens[at].shape == Shape::Lower;
        let noun = |at: usize| at + 1 < stop && text.is(at, class::POINTER) && lower(at) && text.is(at + 1, SPEAKS);
        let plain = |at: usize| at < stop && lower(at) && !text.is(at, SPEAKS | class::CUE | class::FUNCTION);
        match () {
            () if first > from && noun(first) => first,
            () if plain(from) && noun(from + 1) => from + 1,
            () => from,
        }
    }
}
