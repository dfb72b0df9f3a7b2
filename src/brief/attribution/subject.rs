//! Who acts in a clause: the noun, name or pronoun whose verb a cue is.
//!
//! Invariant: looks at one segment between commas. Absent on purpose: what stands behind the cue.

use super::{Attributor, SPEAKS, Source};
use crate::brief::name::{Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::token::{Shape, Token};
use crate::language::lexicon::{Class, class};

/// What one word of a segment tells of who acts in it.
enum Step {
    /// Whoever stands here acts.
    Acts(Source),
    /// Whoever stands here is below another word, and acts if nobody does behind it; where to go on.
    Below(Source, usize),
    /// Nobody; where to go on.
    On(usize),
}

impl Attributor<'_> {
    /// Who acts in a segment: the pronoun or name right before its end, else the first one.
    pub(crate) fn subject(&self, segment: Range) -> Option<Source> {
        self.acting(segment, true)
    }

    /// The same; only where a `cue` stands right behind the segment does a name at its end act.
    pub(super) fn acting(&self, segment: Range, cue: bool) -> Option<Source> {
        let text = self.text;
        let end = self.before_small(&segment);
        let plain = || self.plain_noun(&segment).filter(|_| cue);
        if let Some(noun) = self.crowd(&segment).filter(|_| cue) {
            return Some(noun);
        }
        if end == segment.start {
            return plain();
        }
        if let Some(source) = self.right_before(segment.start, end).filter(|_| cue) {
            return Some(source);
        }
        if let Some(place) = cue.then(|| self.speaking_place(&segment, end)).flatten() {
            return Some(Source::Nominal(place));
        }
        if text.language.pack.names.nouns_capitalised {
            return self.first_noun(segment.start..end);
        }
        if text.is(segment.start, class::RELATIVE) && text.tokens[segment.start].shape == Shape::Lower {
            return None;
        }
        self.first_acting(&segment, end, cue).or_else(plain)
    }

    /// The end of a segment without the auxiliaries and adverbs between subject and cue.
    fn before_small(&self, segment: &Range) -> usize {
        let text = self.text;
        let mut end = segment.end;
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
        end
    }

    /// The pronoun or the name that ends at `end`, right before its verb.
    fn right_before(&self, from: usize, end: usize) -> Option<Source> {
        if self.text.is(end - 1, class::PRONOUN) {
            return Some(Source::Pronoun(end - 1));
        }
        if let Some(noun) = self.clause_noun(from, end).or_else(|| self.described(from, end)) {
            return Some(Source::Nominal(noun));
        }
        let name = self.beside(from, end)?;
        if let Some(head) = self.head_of(from, name) {
            return Some(Source::Name(head));
        }
        Some(self.whose(from..end, name).unwrap_or(Source::Name(name)))
    }

    /// `‹Aini› yang juga Ketua Wanita Sagara berkata`: who begins a segment, where a relative clause about them has
    /// `name` in it. A language whose nouns have capitals parts the two with commas. So does `‹Kunto› mewakili pemain
    /// Persada berkata`, with a body below a small word.
    fn head_of(&self, from: usize, name: usize) -> Option<usize> {
        let head = self.name_at(from).filter(|head| *head != name)?;
        let Name { range, kind, .. } = &self.names[head];
        let relative = |at: usize| self.text.is(at, class::RELATIVE) && self.text.tokens[at].shape == Shape::Lower;
        let person = matches!(kind, Kind::Person | Kind::Unknown);
        let names = &self.text.language.pack.names;
        let below = |at: usize| self.text.is(at, class::PREPOSITION) && self.text.tokens[at].shape == Shape::Lower;
        let body = names.bare_subjects && self.names[name].kind == Kind::Organisation && below(range.end);
        (person && (relative(range.end) || body) && !names.nouns_capitalised).then_some(head)
    }

    /// `‹Wanita yang tinggal di Lintang itu› menyebut`: a noun for a person that begins a clause and has one about it,
    /// where a pointing word right before the verb closes that.
    fn described(&self, from: usize, end: usize) -> Option<Range> {
        let text = self.text;
        let closed = text.language.pack.names.bare_subjects && end > from + 3 && text.is(end, class::POINTER);
        let person = closed && text.is(from, class::PERSON_NOUN | class::ROLE);
        // `‹Anggota dewan dari Partai Layar itu› menyebut`
        let member = || (from + 1..end).any(|at| text.is(at, class::BEFORE_PLACE)) && self.is_closed(from..end + 1);
        (person && (text.is(from + 1, class::RELATIVE) || member())).then_some(from..end + 1)
    }

    /// `Le maire part après que ‹la justice› a déclaré …`, `Lind left when a ‹clerk› said …`: a noun that is all that
    /// stands between a small word that opens a clause and its verb.
    fn clause_noun(&self, from: usize, end: usize) -> Option<Range> {
        const OTHER: Class =
            class::PREPOSITION | class::COORDINATOR | class::AUXILIARY | class::NEGATION | class::PRONOUN | class::CUE;
        const OPENS: Class = class::CONJUNCTION | class::INNER | class::RELATIVE;
        let text = self.text;
        let noun = end.checked_sub(1).filter(|at| text.is(*at, SPEAKS) && text.tokens[*at].shape == Shape::Lower)?;
        let article = noun.checked_sub(1).filter(|at| *at > from && text.is(*at, class::FUNCTION))?;
        if text.is(article, OPENS) {
            return None;
        }
        // `Suhadi, salah ‹seorang warga›, mengaku`: where nouns need no article, small words before one open nothing.
        let bare = text.language.pack.names.bare_subjects;
        let opener = article - 1;
        let small = text.tokens[opener].shape == Shape::Lower && text.is(opener, class::FUNCTION | class::RELATIVE);
        let opens = text.is(opener, class::CONJUNCTION)
            || small && !bare && !text.is(opener, OTHER | class::POINTER | class::POSSESSIVE);
        (opens && text.is_told(opener) && self.name_at(noun).is_none()).then_some(noun..end)
    }

    /// `‹Iran› said`, `but ‹Beijing› has said`: a place that begins a clause, right before its verb at `end` or the
    /// small words before that, is its government.
    fn speaking_place(&self, segment: &Range, end: usize) -> Option<Range> {
        let text = self.text;
        let place = |at: usize| self.name_at(at).filter(|name| self.names[*name].kind == Kind::Place);
        let range = &self.names[place(end - 1)?].range;
        // `Iran and ‹Oman› said`
        let joined = range.start.checked_sub(2).filter(|at| text.is(at + 1, class::COORDINATOR)).and_then(place);
        let start = joined.map_or(range.start, |first| self.names[first].range.start);
        let before = start.wrapping_sub(1);
        // `‹the Philippines› said`
        let article = start == segment.start + 1 && text.is(before, class::POINTER);
        let begins = start == segment.start || article || text.is(before, class::CONJUNCTION | class::COORDINATOR);
        let beside = range.end == end
            && !text.is_sign(segment.end, ',')
            && (end..segment.end).all(|at| text.is(at, class::FUNCTION));
        (start >= segment.start && beside && begins).then_some(start..end)
    }

    /// The first in a segment who acts, before what is small at its `end`; else the first below another word.
    fn first_acting(&self, segment: &Range, end: usize, cue: bool) -> Option<Source> {
        let text = self.text;
        let relative = |at: usize| text.is(at, class::RELATIVE) && text.tokens[at].shape == Shape::Lower;
        let mut at = segment.start;
        let mut fallback = None;
        while at < end && !(at > segment.start && text.is_told(at) && relative(at)) {
            match self.step(at, segment, end, cue) {
                Step::Acts(source) => return Some(source),
                Step::Below(source, next) => {
                    fallback.get_or_insert(source);
                    at = next;
                }
                Step::On(next) => at = next,
            }
        }
        fallback.map(|below| self.headed(segment.start..end).filter(|_| cue).unwrap_or(below))
    }

    /// What the token at `at` tells of who acts in its segment.
    fn step(&self, at: usize, segment: &Range, end: usize, cue: bool) -> Step {
        let text = self.text;
        if !text.is_told(at) {
            return Step::On(at + 1);
        }
        let below = at > segment.start && text.is(at - 1, class::PREPOSITION | class::BEFORE_PLACE);
        if let Some(name) = self.name_at(at) {
            let opener = at > segment.start && text.is(at - 1, class::OPENER);
            return self.step_over(name, at, segment.start..end, (below, opener));
        }
        if text.is(at, class::PRONOUN) && !below {
            return Step::Acts(Source::Pronoun(at));
        }
        if !text.is(at, SPEAKS) {
            return Step::On(at + 1);
        }
        if below {
            // `38 percent of ‹voters› said`; but `kata dia kepada wartawan, tanpa menjelaskan`.
            let speaks = cue && !text.language.pack.names.bare_subjects && self.last_noun(at, end) + 1 == end;
            return if speaks { Step::Below(Source::Nominal(at..end), at + 1) } else { Step::On(at + 1) };
        }
        if let Some(noun) = self.counted(at, segment).filter(|_| cue) {
            return Step::Acts(Source::Nominal(noun));
        }
        // `The charity ‹Harbour Watch›, based in Milton, said`
        let group = text.is(at, class::GROUP) && !text.language.pack.names.bare_subjects;
        let bears = || self.name_at(at + 1).filter(|name| group && self.names[*name].whole.start == at + 1);
        match self.titled(at, end).or_else(bears) {
            Some(name) => Step::On(self.names[name].range.start),
            None => Step::Acts(Source::Nominal(self.noun_phrase(at, end, segment))),
        }
    }

    /// What the name at `at` tells of who acts, `below` another word or not, which may be an `opener`.
    fn step_over(&self, name: usize, at: usize, segment: Range, (below, opener): (bool, bool)) -> Step {
        if self.bracketed(name) {
            return Step::On(self.names[name].whole.end.max(at + 1));
        }
        if let Some(office) = self.pointed_at(name) {
            return Step::Acts(Source::Nominal(office));
        }
        let name = self.bearer(name).unwrap_or(name);
        let Name { whole, range, kind, .. } = &self.names[name];
        if !below && let Some(noun) = self.noun_of(name, segment.end) {
            return Step::Acts(Source::Nominal(range.start..noun + 1));
        }
        let next = whole.end.max(at + 1);
        match kind {
            Kind::Place => Step::On(next),
            _ if !opener && (below || self.governed(name, segment.start)) => Step::Below(Source::Name(name), next),
            _ => Step::Acts(Source::Name(name)),
        }
    }

    /// The words of the noun at `at` that acts in a segment whose cue, or what is small before it, begins at `end`.
    fn noun_phrase(&self, at: usize, end: usize, segment: &Range) -> Range {
        let text = self.text;
        if let Some(noun) = self.owned_noun(at, end) {
            return at..self.below(noun + 1, segment.end);
        }
        let at = self.last_noun(at, segment.end);
        let start = self.phrase_start(at, segment.start);
        // `walking the quay with ‹officials›`: behind its last article or adverb the noun begins.
        let small =
            |i: &usize| text.is(*i, class::FUNCTION | class::POINTER | class::APOSTROPHE_S) && !self.leads_office(*i);
        let start = (start..at).rev().find(small).map_or(start, |i| i + 1);
        // `a spokesman for X`, `the Lind campaign`: the noun speaks, with what is put below it.
        let noun = self.modified(at + 1, segment.end);
        start..self.below(noun, segment.end)
    }

    /// `MILTON (Delta) - ‹Ann Ray› said`: a name that is all of a bracket is beside the sentence.
    fn bracketed(&self, name: usize) -> bool {
        let whole = &self.names[name].whole;
        self.text.is_sign(whole.start.wrapping_sub(1), '(') && self.text.is_sign(whole.end, ')')
    }

    /// The name that ends right before the cue, a bracket between them or not: `council candidate ‹Ann Ray›`,
    /// `Rep. ‹Paul Ryan› (R-WI)`. One below another noun does not speak: `a critic of X`.
    pub(crate) fn beside(&self, from: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let mut last = end - 1;
        // `the band “Low Tide” said`
        last -= usize::from(last > from && text.closes_name(last));
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
        let below = whole.start > from
            && (text.is(whole.start - 1, class::PREPOSITION | class::BEFORE_PLACE | class::OPENER)
                || self.governed(name, from));
        let below = below || self.shares(name);
        let pointed = self.pointed_at(name).is_some() || self.points(name) && *kind == Kind::Organisation;
        (range.end == last + 1 && *kind != Kind::Place && !below && !pointed && text.is_told(last)).then_some(name)
    }

    /// `Spokesmen for Ann Ray and ‹Tom Lind› said`: whether a noun for people that one small word leads to another name
    /// from is theirs both.
    fn shares(&self, name: usize) -> bool {
        let text = self.text;
        let joined = self.names[name].whole.start.checked_sub(1).filter(|at| text.is(*at, class::COORDINATOR));
        let first = joined.and_then(|at| self.name_at(at.checked_sub(1)?)).map(|first| self.names[first].whole.start);
        first.and_then(|start| start.checked_sub(2)).is_some_and(|noun| {
            text.is(noun, SPEAKS) && text.is(noun + 1, class::PREPOSITION) && self.name_at(noun).is_none()
        })
    }

    fn phrase_start(&self, at: usize, from: usize) -> usize {
        let text = self.text;
        // `Dalam sambutannya ‹Menteri› berkata`
        let bare = text.language.pack.names.bare_subjects;
        let mut start = at;
        while start > from && at - start < 5 {
            let before: &Token = &text.tokens[start - 1];
            if !before.is_word()
                || before.is(class::PREPOSITION | class::CONJUNCTION | class::RELATIVE | class::NOT_CUE)
                || self.is_cue(start - 1, class::CUE)
                || text.acts(start - 1)
                || bare && text.grown(start - 1)
            {
                break;
            }
            start -= 1;
        }
        start
    }
}
