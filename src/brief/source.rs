//! The words that stand for the one who speaks, on either side of a cue.
//!
//! Invariant: a source is looked for within one clause: over appositions and days, never over a full stop. Absent on
//! purpose: whom it stands for.

use super::attribution::{Attributor, CUE, REACH, Source};
use super::name::Kind;
use super::text::Range;
use super::token::{Shape, Token};
use crate::language::lexicon::class;

impl Attributor<'_> {
    /// The source that begins at `from` and ends before `end`.
    pub(super) fn source_after(&self, from: usize, end: usize) -> Option<Source> {
        let text = self.text;
        let first = text.get(from).filter(|_| from < end)?;
        if first.is(class::PRONOUN) {
            return Some(Source::Pronoun(from));
        }
        let stop = (from..end).find(|at| self.ends_phrase(*at)).unwrap_or(end);
        let named = (from..stop).filter_map(|at| self.name_at(at).map(|name| (at, name)));
        for (at, name) in named {
            let plain = (from..at).all(|i| !text.is(i, class::PREPOSITION));
            if plain && self.names[name].kind != Kind::Place {
                return Some(Source::Name(name));
            }
        }
        // A description with the name behind a comma: ‹ujar salah satu pengungsi, Ahmad Yani›.
        if text.is_sign(stop, ',')
            && let Some(name) = self.name_at(stop + 1)
            && self.names[name].kind == Kind::Person
            && stop + 1 < end
        {
            return Some(Source::Name(name));
        }
        let noun = (from..stop)
            .find(|at| *at > from && text.is(*at, class::PREPOSITION | class::BEFORE_PLACE | class::WEEKDAY))
            .unwrap_or(stop);
        (noun > from && first.is_word()).then_some(Source::Nominal(from..noun))
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
        // `X, the mayor of Y, said` and `X, Senin (20/4), mengatakan`: the first segment with somebody in it.
        segments
            .iter()
            .rev()
            .skip(1)
            .find_map(|segment| match self.subject(segment.clone()) {
                Some(Source::Nominal(_)) | None => None,
                found => found,
            })
            .or_else(|| segments.iter().rev().skip(1).find_map(|segment| self.subject(segment.clone())))
            .filter(|_| comma || !last.clone().any(|at| text.is(at, class::PASSIVE)))
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
