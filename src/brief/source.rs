//! The words that stand for the one who speaks, on either side of a cue.
//!
//! Invariant: a source is looked for within one clause: over appositions and days, never over a full stop. Absent on
//! purpose: whom it stands for.

use super::attribution::{Attributor, CUE, REACH, Source};
use super::name::{Kind, Name};
use super::text::Range;
use super::token::{Shape, Token};
use crate::language::lexicon::{Class, class};

impl Attributor<'_> {
    /// The source that begins at `from` and ends before `end`; a `loose` one may be any noun.
    pub(super) fn source_after(&self, from: usize, end: usize, loose: bool) -> Option<Source> {
        let text = self.text;
        let first = text.get(from).filter(|_| from < end)?;
        if first.is(class::PRONOUN) {
            return Some(Source::Pronoun(from));
        }
        let stop = (from..end).find(|at| self.ends_phrase(*at)).unwrap_or(end);
        let below = (from..stop).find(|at| text.is(*at, class::PREPOSITION)).unwrap_or(stop);
        let named = |end: usize, fits: &dyn Fn(usize) -> bool| {
            (from..end).filter_map(|at| self.name_at(at)).find(|name| fits(*name))
        };
        let person = |name: usize| self.names[name].kind == Kind::Person;
        if let Some(name) =
            named(below, &person).or_else(|| named(end.min(from + 24), &|name| self.introduced(name, from)))
        {
            return Some(Source::Name(name));
        }
        if let Some(name) = named(below, &|name| self.names[name].kind != Kind::Place) {
            return Some(Source::Name(name));
        }
        let noun = (from..stop)
            .find(|at| *at > from && text.is(*at, class::PREPOSITION | class::BEFORE_PLACE | class::WEEKDAY))
            .unwrap_or(stop);
        let from = (from..noun).find(|at| !text.is(*at, class::FUNCTION)).unwrap_or(noun);
        // In a language whose cue may follow its source, what stands behind the cue is only a noun for people.
        const PEOPLE: Class = class::PERSON_NOUN | class::GROUP | class::ROLE;
        let people = loose || (from..noun).any(|at| text.is(at, PEOPLE));
        (noun > from && first.is_word() && people).then_some(Source::Nominal(from..noun))
    }

    /// Whether the role of a name begins at `from`, or behind one small word: ‹ujar salah satu pengungsi, Ahmad Yani›.
    fn introduced(&self, name: usize, from: usize) -> bool {
        let name = &self.names[name];
        let close = name.role.as_ref().is_some_and(|role| role.start <= from + 3);
        let comma = self.text.is_sign(name.whole.start.wrapping_sub(1), ',') && name.whole.start - from < 6;
        name.kind == Kind::Person
            && (close || comma && !(from..name.whole.start - 1).any(|at| self.name_at(at).is_some()))
    }

    fn ends_phrase(&self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        let sign = token.shape == Shape::Sign && !matches!(token.first, '.' | '-' | '/' | '&' | '(' | ')' | '\'');
        sign || token.is(class::RELATIVE | class::CONJUNCTION)
            && token.shape == Shape::Lower
            && self.name_at(at).is_none()
            || self.text.ends_sentence(at)
    }

    /// The source whose cue stands at `cue`, not before `from`.
    pub(super) fn source_before(&self, cue: usize, from: usize) -> Option<Source> {
        let text = self.text;
        let from = from.max(cue.saturating_sub(REACH));
        if cue <= from {
            return None;
        }
        let segments = self.segments(from, cue);
        let last = segments.last()?.clone();
        let comma = last.is_empty();
        if !comma && let Some(source) = self.subject(last.clone()) {
            return Some(source);
        }
        // `X, the mayor of Y, said` and `X, Senin (20/4), mengatakan`: the nearest segment that begins with a person.
        let heads =
            segments.iter().rev().skip(1).filter_map(|segment| Some((segment.start, self.subject(segment.clone())?)));
        let best = heads.min_by_key(|(start, source)| self.rank(*start, source));
        best.map(|(_, source)| source).filter(|_| comma || !last.clone().any(|at| text.is(at, class::PASSIVE)))
    }

    /// How far a source found in the segment at `start` is from being its speaker, less is better.
    fn rank(&self, start: usize, source: &Source) -> u8 {
        match source {
            Source::Name(name) => {
                let name = &self.names[*name];
                let leads = (start..name.whole.start).all(|at| {
                    self.text.is(at, class::FUNCTION | class::ROLE | class::OFFICE | class::CONJUNCTION)
                        && !self.text.is(at, class::PREPOSITION)
                });
                match name.kind {
                    Kind::Person => 1 - u8::from(leads),
                    Kind::Unknown => 3 - u8::from(leads),
                    Kind::Organisation | Kind::Place => 4,
                }
            }
            Source::Pronoun(_) => 0,
            Source::Nominal(_) | Source::Clitic(_) => 5,
        }
    }

    /// The stretches between commas of `from..cue`, brackets and marks left out; the last is empty when a comma
    /// stands right before the cue.
    fn segments(&self, from: usize, cue: usize) -> Vec<Range> {
        let text = self.text;
        let mut segments = Vec::new();
        let mut start = from;
        for at in from..cue {
            let token = &text.tokens[at];
            if token.shape == Shape::Sign && matches!(token.first, ',' | ';' | '—' | '–' | ':') {
                segments.push(start..at);
                start = at + 1;
            }
        }
        segments.push(start..cue);
        segments
    }

    /// Who acts in a segment: the pronoun or name right before its end, else the first one.
    fn subject(&self, segment: Range) -> Option<Source> {
        let text = self.text;
        let mut end = segment.end;
        // Auxiliaries and adverbs between subject and cue.
        while end > segment.start && segment.end - end < 4 {
            let token = &text.tokens[end - 1];
            if self.name_at(end - 1).is_some()
                || token.is(class::PRONOUN | class::PERSON_NOUN | class::GROUP)
                || !text.is_told(end - 1)
            {
                break;
            }
            if token.shape == Shape::Lower && (segment.end - end < 2 || token.is(class::FUNCTION)) {
                end -= 1
            } else {
                break;
            }
        }
        if end == segment.start {
            return None;
        }
        let last = end - 1;
        if text.is(last, class::PRONOUN) {
            return Some(Source::Pronoun(last));
        }
        if let Some(name) = self.beside(segment.start, end) {
            return Some(Source::Name(name));
        }
        let mut at = segment.start;
        let mut fallback = None;
        while at < end {
            if !text.is_told(at) {
                at += 1;
                continue;
            }
            let below = at > segment.start && text.is(at - 1, class::PREPOSITION | class::BEFORE_PLACE);
            if text.is(at, class::RELATIVE) && at > segment.start && text.tokens[at].shape == Shape::Lower {
                break;
            }
            if let Some(name) = self.name_at(at) {
                let next = self.names[name].whole.end.max(at + 1);
                let opener = at > segment.start && text.is(at - 1, class::OPENER);
                if self.names[name].kind != Kind::Place && (!below || opener) {
                    return Some(Source::Name(name));
                }
                if self.names[name].kind != Kind::Place {
                    fallback.get_or_insert(Source::Name(name));
                }
                at = next;
                continue;
            }
            if text.is(at, class::PRONOUN) && !below {
                return Some(Source::Pronoun(at));
            }
            if text.is(at, class::PERSON_NOUN | class::GROUP | class::ROLE) && !below {
                let start = self.phrase_start(at, segment.start);
                // `a spokesman for X`, `the Clinton campaign`: the noun speaks.
                return Some(Source::Nominal(start..at + 1));
            }
            at += 1;
        }
        fallback
    }

    /// The name that ends right before the cue, a bracket between them or not: `presidential candidate ‹Ted Cruz›`,
    /// `Rep. ‹Paul Ryan› (R-WI)`. One below another noun does not speak: `a critic of X`.
    fn beside(&self, from: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let mut last = end - 1;
        if text.is_sign(last, ')') {
            last = (from..last)
                .rev()
                .take(8)
                .find(|at| text.is_sign(*at, '('))?
                .checked_sub(1)
                .filter(|at| *at >= from)?;
        }
        let name = self.name_at(last)?;
        let Name { whole, range, kind, .. } = &self.names[name];
        let below =
            whole.start > from && text.is(whole.start - 1, class::PREPOSITION | class::BEFORE_PLACE | class::OPENER);
        (range.end == last + 1 && *kind != Kind::Place && !below && text.is_told(last)).then_some(name)
    }

    fn phrase_start(&self, at: usize, from: usize) -> usize {
        let text = self.text;
        let mut start = at;
        while start > from && at - start < 5 {
            let before: &Token = &text.tokens[start - 1];
            if !before.is_word()
                || before.is(class::PREPOSITION | class::CONJUNCTION | class::RELATIVE)
                || self.is_cue(start - 1, CUE)
            {
                break;
            }
            start -= 1;
        }
        start
    }
}
