//! Those who say something together.
//!
//! Invariant: looks at names that nothing but commas and small words parts. Absent on purpose: pronouns for several.

use super::{Attributor, Source};
use crate::brief::name::Kind;
use crate::brief::text::Range;
use crate::language::lexicon::{Class, class};

impl Attributor<'_> {
    /// `‹Owen Hart, Tom Lind and Ann Ray› said`, `‹Ann Ray of Milton and Tom Lind› of Leeds said`: all who are joined
    /// before a cue, where they begin its clause; `Hart met Lind and ‹Ray› said` is about her alone.
    /// A second verb they share may stand behind more: `‹Ann Ray and Tom Lind› left and said`.
    pub(super) fn together(&self, segments: &[Range], source: &Source, second: bool) -> Option<Source> {
        let Source::Name(said) = source else { return None };
        let (segment, before) = segments.split_last()?;
        let first = self.alone(segment.start)?;
        let last = self.joined(first).filter(|last| *said == first || said == last)?;
        let ends = second || *said == last || self.whole_end(last) == segment.end;
        let whole = |part: &&Range| self.alone(part.start).is_some_and(|name| self.names[name].range.end == part.end);
        let start = before.iter().rev().take_while(whole).last().and_then(|part| self.alone(part.start));
        let start = self.names[start.unwrap_or(first)].range.start;
        ends.then(|| Source::Nominal(start..self.names[last].range.end))
    }

    /// `said ‹Owen Hart and Ann Ray› on Monday`, `said ‹Hart, Lind and Ray›`, `wrote ‹Owen Hart, the mayor, and Ann
    /// Ray›, his deputy`: the same behind a cue, where no clause of hers begins with the second.
    pub(crate) fn both(&self, name: usize, end: usize) -> Source {
        let text = self.text;
        let apposed = || self.apposition_end(name, end).and_then(|comma| self.next_to(comma));
        let other = self.joined(name).or_else(|| self.listed(name)).or_else(apposed);
        let behind = other.map_or(end, |other| self.whole_end(other));
        let ends = behind >= end || text.get(behind).is_none_or(|token| !token.is_word()) || text.is(behind, BELOW);
        match other.filter(|_| ends) {
            Some(other) => Source::Nominal(self.names[name].range.start..self.names[other].range.end),
            None => Source::Name(name),
        }
    }

    /// `said Sens. Owen Hart, Tom Lind, and ‹Ann Ray›`: the last of some whom commas and then a small word join.
    fn listed(&self, name: usize) -> Option<usize> {
        let comma = |name: usize| Some(self.whole_end(name)).filter(|end| self.text.is_sign(*end, ','));
        let mut last = self.alone(comma(name)? + 1)?;
        for _ in 0..LISTED {
            let comma = comma(last);
            let other = self.next_to(comma.map_or(self.whole_end(last), |comma| comma + 1));
            if other.is_some() {
                return other;
            }
            last = self.alone(comma? + 1)?;
        }
        None
    }

    /// The end of `Owen Hart, ‹the mayor,›`: behind the second comma, where nobody acts between the two.
    fn apposition_end(&self, name: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let comma = self.names[name].range.end;
        let close = (comma + 1..end.min(comma + APPOSITION)).find(|at| text.is_sign(*at, ','))?;
        let plain = |at: usize| text.is_told(at) && !text.is(at, NO_APPOSITION) && self.alone(at).is_none();
        (text.is_sign(comma, ',') && (comma + 1..close).all(plain)).then_some(close + 1)
    }

    /// The person or body whose name, with what introduces it, begins at `at`.
    fn alone(&self, at: usize) -> Option<usize> {
        let speaks = |name: &usize| matches!(self.names[*name].kind, Kind::Person | Kind::Organisation);
        self.name_at(at).filter(|name| speaks(name) && self.names[*name].whole.start == at)
    }

    /// The one whom a small word joins to a name, behind where that one is from.
    fn joined(&self, name: usize) -> Option<usize> {
        self.next_to(self.names[name].range.end).or_else(|| self.next_to(self.whole_end(name)))
    }

    /// The person behind the small word that joins at `at`, an article before them or not.
    fn next_to(&self, at: usize) -> Option<usize> {
        let article = usize::from(self.text.is(at + 1, class::POINTER));
        self.alone(at + 1 + article).filter(|_| self.text.is(at, class::COORDINATOR))
    }

    /// The end of a name and of where somebody is from: `Ann Ray ‹of Milton›`, `Ann Ray ‹(D-Ohio)›`.
    fn whole_end(&self, name: usize) -> usize {
        let text = self.text;
        let end = self.names[name].range.end;
        let capital = |at: &usize| text.is_told(*at) && text.tokens[*at].is_capital();
        // `of Milton`, `of the Harbour Watch`
        let from = end + 1 + usize::from(text.is(end + 1, class::POINTER));
        match () {
            () if text.is_sign(end, '(') => {
                let near = from..text.tokens.len().min(from + BRACKET);
                near.into_iter().find(|at| text.is_sign(*at, ')')).map_or(end, |close| close + 1)
            }
            () if text.is(end, class::PREPOSITION) && text.get(from).is_some_and(|next| next.is_capital()) => {
                (from..text.tokens.len().min(from + BRACKET)).find(|at| !capital(at)).unwrap_or(from)
            }
            () => end,
        }
    }
}

/// How many are looked at in a list of those who speak together.
const LISTED: usize = 8;

/// The longest that stands between commas behind a name, and in brackets or of a place behind one, in tokens.
const APPOSITION: usize = 12;
const BRACKET: usize = 8;

/// What no apposition has in it.
const NO_APPOSITION: Class = class::CUE | class::RELATIVE | class::PRONOUN;

/// What a clause of its own does not go on with.
const BELOW: Class = class::PREPOSITION | class::WEEKDAY;
