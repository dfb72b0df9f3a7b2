//! Those who say something together.
//!
//! Invariant: looks at names that nothing but commas and small words parts. Absent on purpose: pronouns for several.

use super::attribution::{Attributor, Source};
use super::name::Kind;
use super::text::Range;
use crate::language::lexicon::{Class, class};

impl Attributor<'_> {
    /// `‹Owen Hart, Tom Lind and Ann Ray› said`: all who are joined before a cue, where they begin its clause; `Hart met
    /// Lind and ‹Ray› said` is about her alone.
    pub(super) fn together(&self, segments: &[Range], source: &Source) -> Option<Source> {
        let Source::Name(last) = source else { return None };
        let (segment, before) = segments.split_last()?;
        let first = self.alone(segment.start).filter(|first| self.joins(*first, *last))?;
        let whole = |part: &&Range| self.alone(part.start).is_some_and(|name| self.names[name].range.end == part.end);
        let start = before.iter().rev().take_while(whole).last().and_then(|part| self.alone(part.start));
        let start = self.names[start.unwrap_or(first)].range.start;
        Some(Source::Nominal(start..self.names[*last].range.end))
    }

    /// `said ‹Owen Hart and Ann Ray› on Monday`: the same behind a cue, where no clause of hers begins with the second.
    pub(super) fn both(&self, name: usize, end: usize) -> Source {
        let text = self.text;
        let next = self.names[name].range.end + 1;
        let other = self.alone(next).filter(|other| next < end && self.joins(name, *other));
        let behind = other.map_or(end, |other| self.names[other].range.end);
        let ends = behind >= end || text.get(behind).is_none_or(|token| !token.is_word()) || text.is(behind, BELOW);
        match other.filter(|_| ends) {
            Some(other) => Source::Nominal(self.names[name].range.start..self.names[other].range.end),
            None => Source::Name(name),
        }
    }

    /// The person whose name, with what introduces it, begins at `at`.
    fn alone(&self, at: usize) -> Option<usize> {
        let person = |name: &usize| self.names[*name].kind == Kind::Person && self.names[*name].whole.start == at;
        self.name_at(at).filter(person)
    }

    /// Whether one small word joins the two names.
    fn joins(&self, first: usize, last: usize) -> bool {
        let end = self.names[first].range.end;
        let last = &self.names[last];
        self.text.is(end, class::COORDINATOR) && last.whole.start == end + 1 && last.kind == Kind::Person
    }
}

/// What a clause of its own does not go on with.
const BELOW: Class = class::PREPOSITION | class::WEEKDAY;
