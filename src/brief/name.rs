//! The names in a text: runs of capitalised words, parted into role, honorific and name.
//!
//! A run is read from its end: behind the last word that belongs to an office, a body or a place stands the person.
//! Invariant: names stand in order and do not overlap; each word is looked at a bounded number of times. Absent on
//! purpose: who is who.

use super::run::Runs;
use super::text::{Range, Text};
use super::token::{Shape, Token};
use crate::language::lexicon::{Class, class};

/// A name with what introduces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The name itself.
    pub(super) range: Range,
    /// Honorific and role right before it, and the name.
    pub(super) whole: Range,
    /// The role that introduces it, or is put behind it.
    pub(super) role: Option<Range>,
    /// What it seems to name.
    pub(super) kind: Kind,
    /// `MASCULINE`, `FEMININE`, both or neither.
    pub(super) gender: Class,
}

/// What a name seems to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A human being, by given name, honorific or role.
    Person,
    /// A body.
    Organisation,
    /// A place.
    Place,
    /// Capitals, and no sign of what they name.
    Unknown,
}

/// Finds the names of `text`.
pub(super) fn names(text: &Text<'_>) -> Vec<Name> {
    let finder = Finder { text, runs: Runs::new(text) };
    let mut out = Vec::new();
    for run in finder.runs.all() {
        finder.split(run, &mut out);
    }
    out
}

struct Finder<'a> {
    text: &'a Text<'a>,
    runs: Runs<'a>,
}

impl Finder<'_> {
    /// Parts a run into what introduces a person, and the person; or takes it as a body or a place.
    fn split(&self, mut run: Range, out: &mut Vec<Name>) {
        while run.end > run.start && self.text.is(run.end - 1, class::POST_NOMINAL | class::OTHER_NAME) && run.len() > 1
        {
            run.end -= 1;
        }
        if run.len() > 1 && self.runs.fresh(run.start) && self.runs.common(run.start) {
            run.start += 1;
        }
        if self
            .text
            .pair_at(run.start)
            .is_some_and(|_| run.len() == 1 && self.runs.fresh(run.start) && self.runs.uses(run.start).capital == 0)
            && !self.text.is(run.start, class::GIVEN | class::PLACE | class::ORGANISATION)
        {
            return;
        }
        let start = self.person_start(&run);
        if start < run.end {
            out.extend((start > run.start).then(|| self.body_in(run.start..start)).flatten());
            out.push(self.person(run, start));
        } else if let Some(name) = self.body(run) {
            out.push(name);
        }
    }

    /// Where in `run` the name of a person starts; its end when there is none.
    fn person_start(&self, run: &Range) -> usize {
        let tokens = &self.text.tokens;
        let mut start = run.start;
        let mut introduced = false;
        for at in run.clone() {
            let token = &tokens[at];
            let last = at + 1 == run.end;
            let acronym = token.shape == Shape::Upper
                && token.end - token.start > 1
                && !token.is(class::GIVEN | class::POST_NOMINAL);
            let title = token.is(class::ROLE | class::HONORIFIC)
                && !(token.is(class::GIVEN) && introduced && !token.is(class::HONORIFIC));
            const BODY: Class = class::ORGANISATION_HEAD
                | class::ORGANISATION_TAIL
                | class::ORGANISATION
                | class::OFFICE
                | class::OTHER_NAME
                | class::PLACE
                | class::PLACE_HEAD
                | class::PLACE_TAIL;
            let body = (token.is(BODY) && !token.is(class::GIVEN)
                || acronym
                || token.shape == Shape::Number
                || token.is_sign('&'))
                && !(introduced && last && start < at && !token.is(class::ORGANISATION_HEAD | class::ORGANISATION));
            if title || body {
                start = at + 1;
                introduced = title || introduced;
            } else if start == at
                && (token.shape == Shape::Sign || token.is(class::PARTICLE) && token.shape == Shape::Lower)
            {
                start = at + 1;
            }
        }
        let phrase_tail = start < run.end
            && start > run.start
            && !introduced
            && !(start..run.end).any(|at| tokens[at].is(class::GIVEN));
        if phrase_tail { run.end } else { start }
    }

    fn person(&self, run: Range, start: usize) -> Name {
        let tokens = &self.text.tokens;
        let mut gender = 0;
        for token in &tokens[run.start..start] {
            if token.is(class::HONORIFIC | class::ROLE) {
                gender |= token.class & (class::MASCULINE | class::FEMININE);
            }
        }
        let first = &tokens[start];
        let titled = (run.start..start).any(|at| tokens[at].is(class::HONORIFIC | class::ROLE));
        if gender == 0 && first.is(class::GIVEN) {
            gender = first.class & (class::MASCULINE | class::FEMININE);
        }
        let given = (start..run.end).any(|at| tokens[at].is(class::GIVEN));
        let placed = start > 0 && tokens[start - 1].is(class::BEFORE_PLACE) && !given && !titled;
        let kind = match () {
            () if titled || given => Kind::Person,
            () if placed => Kind::Place,
            () => Kind::Unknown,
        };
        let role = self.role_before(run.start, start);
        let kind = if role.is_some() && !placed { Kind::Person } else { kind };
        let whole = role.as_ref().map_or(run.start, |role| role.start.min(run.start))..run.end;
        Name { range: start..run.end, whole, role, kind, gender }
    }

    /// The role that introduces the name at `name`: it begins with a word for a role, and nothing between it and the
    /// name ends its phrase. `Juru bicara pemerintah, Achmad Yurianto` has a comma between the two.
    fn role_before(&self, run: usize, name: usize) -> Option<Range> {
        let tokens = &self.text.tokens;
        const ENDS: Class = class::CUE_SOURCE
            | class::SOURCE_CUE
            | class::OPENER
            | class::RELATIVE
            | class::CONJUNCTION
            | class::PRONOUN
            | class::WEEKDAY;
        let comma = run == name && name > 1 && tokens[name - 1].is_sign(',');
        let stop = if comma { name - 1 } else { name };
        let mut first = None;
        for at in (stop.saturating_sub(18)..stop).rev() {
            let token = &tokens[at];
            let sign = token.shape == Shape::Sign && !matches!(token.first, '(' | ')' | '.' | '-' | '/' | '&');
            let full_stop = token.is_sign('.')
                && tokens.get(at + 1).is_some_and(|t| t.spaced)
                && !(at > 0 && self.runs.abbreviates(&tokens[at - 1]));
            if sign || full_stop || token.shape == Shape::Mark {
                break;
            }
            if token.is(class::ROLE) && !token.is(class::NOT_CUE) {
                first = Some(at);
            } else if at < run && token.is(ENDS) && !token.is(class::OFFICE) {
                break;
            }
            if token.opens_paragraph {
                break;
            }
        }
        let start = first?;
        let mut end = stop;
        // The rank right before the name is an honorific, no part of the role: `… Polda Jateng ‹Kombes› X`.
        while end > start + 1 && tokens[end - 1].is(class::HONORIFIC) && !tokens[end - 1].is(class::ROLE)
            || tokens[end - 1].is_sign('.') && end > start + 2 && tokens[end - 2].is(class::HONORIFIC)
        {
            end -= 1;
        }
        (end > start).then_some(start..end)
    }

    /// A body or place named within the role of a person.
    fn body_in(&self, range: Range) -> Option<Name> {
        let tokens = &self.text.tokens;
        const HEAD: Class = class::ORGANISATION_HEAD | class::ORGANISATION | class::PLACE;
        let mut end = range.end;
        while end > range.start && tokens[end - 1].is(class::HONORIFIC) && !tokens[end - 1].is(class::ORGANISATION) {
            end -= 1;
        }
        let start = (range.start..end).find(|at| {
            let token = &tokens[*at];
            token.is(HEAD) && !token.is(class::ROLE)
                || token.shape == Shape::Upper && !token.is(class::ROLE | class::HONORIFIC)
        })?;
        self.body(start..end)
    }

    /// A run that names no person.
    fn body(&self, run: Range) -> Option<Name> {
        let tokens = &self.text.tokens;
        let mut start = run.start;
        while start + 1 < run.end
            && tokens[start].is(class::ROLE | class::HONORIFIC)
            && !tokens[start].is(class::ORGANISATION_HEAD)
        {
            start += 1;
        }
        let range = start..run.end;
        let any = |classes: Class| range.clone().any(|at| tokens[at].is(classes));
        let (first, last) = (&tokens[range.start], &tokens[range.end - 1]);
        let placed = start > 0 && tokens[start - 1].is(class::BEFORE_PLACE);
        let acronym = |token: &Token| token.shape == Shape::Upper && token.end - token.start > 1;
        let kind = match () {
            () if first.is(class::PLACE)
                && (range.len() == 1 || first.phrase_class & class::PLACE != 0 || last.is(class::PLACE)) =>
            {
                Kind::Place
            }
            () if first.is(class::ORGANISATION_HEAD | class::ORGANISATION)
                || last.is(class::ORGANISATION_TAIL | class::ORGANISATION) && range.len() > 1 =>
            {
                Kind::Organisation
            }
            () if first.is(class::PLACE_HEAD) && range.len() > 1 || last.is(class::PLACE_TAIL) && range.len() > 1 => {
                Kind::Place
            }
            () if last.is(class::PLACE) && placed => Kind::Place,
            () if acronym(first) && !first.is(class::OTHER_NAME) => Kind::Organisation,
            () if any(class::OFFICE) && range.len() > 1 => Kind::Organisation,
            () if last.is(class::PLACE) => Kind::Place,
            () if range.len() == 1 && first.is(class::ROLE | class::HONORIFIC | class::OTHER_NAME | class::OFFICE) => {
                return None;
            }
            () if first.is(class::OTHER_NAME) && range.len() == 1 => return None,
            () if placed => Kind::Place,
            () => Kind::Unknown,
        };
        Some(Name { whole: range.clone(), range, role: None, kind, gender: 0 })
    }
}
