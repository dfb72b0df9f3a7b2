//! Cues before marks that give no words of the sentence's own speaker, and those that do though something stands before
//! them.
//!
//! Invariant: looks at one sentence. Absent on purpose: what stands behind the marks.

use super::position::end_of;
use super::{Attributor, Source};
use crate::brief::name::Kind;
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

/// Most words that tell to whom somebody says something.
const HEARERS: usize = 7;

/// Farthest before a cue the small word stands that begins its clause, in tokens.
const WHICH: usize = 8;

/// Farthest before a cue the small word stands that a cue before it leads to a clause with, in tokens.
const REPORTED: usize = 16;

impl Attributor<'_> {
    /// `Hart said that, ‹according to› the list, …`: a source within somebody's words. So is `Hart’s ‹remarks› were
    /// late`.
    pub(crate) fn within(&self, at: usize, from: usize) -> bool {
        let text = self.text;
        if self.owned_by(at) {
            return true;
        }
        let before = at.wrapping_sub(1 + usize::from(text.is_sign(at.wrapping_sub(1), ',')));
        let said =
            |at: usize| at > from && text.is(at, class::CUE | class::CONJUNCTION) && !text.is(at, class::NOT_CUE);
        text.is(at, class::OPENER) && at > from + 1 && said(before)
    }

    /// `“…,” when she ‹told› a panel that the quay was shut`: whether a small word begins a clause behind marks whose
    /// cue at `cue` leads to words of its own.
    pub(super) fn tells_apart(&self, start: usize, cue: usize) -> bool {
        const NO_OPENER: Class = class::PRONOUN | class::POINTER | class::POSSESSIVE | class::REPORTING;
        let text = self.text;
        let small = text.is(start, class::FUNCTION) && text.tokens[start].shape == Shape::Lower;
        let leads = |at: usize| text.is(at, class::CONJUNCTION) && text.tokens[at].shape == Shape::Lower;
        let mut near = (cue + 1..text.tokens.len().min(cue + HEARERS)).take_while(|at| text.tokens[*at].is_word());
        small && cue > start && !text.is(start, NO_OPENER) && near.any(leads)
    }

    /// `Hart was late, ‹Ray› said, adding that “…”`: whoever said what stands before, where a source, its cue and a day
    /// are all that stands between the commas.
    pub(super) fn said_before(&self, segments: &[Range]) -> Option<Source> {
        const DAY: Class = class::WEEKDAY | class::RELATIVE_DAY | class::PREPOSITION;
        let text = self.text;
        let [.., said, _] = segments else { return None };
        let cue = said.clone().rev().find(|at| !text.is(*at, DAY)).filter(|at| self.is_cue(*at, class::SOURCE_CUE))?;
        let start = said.start + usize::from(text.tokens[said.start].shape == Shape::Mark);
        let source = (start < cue).then(|| self.acting(start..cue, true)).flatten()?;
        (source.start(self) < start + 3 && end_of(self, &source, start) == cue).then_some(source)
    }

    /// `a letter in which ‹the mayor› said …`: where the clause of a cue begins whose small word stands below another one,
    /// with no sign between, and no second verb of another.
    pub(super) fn behind_relative(&self, from: usize, cue: usize) -> usize {
        let text = self.text;
        let lower = |at: usize| text.tokens[at].shape == Shape::Lower;
        let below = |at: usize| {
            text.is(at, class::RELATIVE) && text.is(at - 1, class::PREPOSITION) && lower(at) && lower(at - 1)
        };
        let word = |at: &usize| text.tokens[*at].is_word();
        let which = (from + 1..cue.max(from + 2) - 1).rev().take(WHICH).take_while(word).find(|at| below(*at));
        let own = |_: &usize| !text.language.pack.names.nouns_capitalised && !self.second_verb(cue, from);
        which.filter(own).map_or(from, |at| at + 1)
    }

    /// `The paper reported that ‹a source› close to Lind said …`: where the clause of a cue begins that another cue leads
    /// to, with no sign between, and nothing joined to it.
    pub(super) fn behind_reported(&self, from: usize, cue: usize) -> usize {
        const NO_CLAUSE: Class = class::COORDINATOR | class::PARTICIPLE;
        let text = self.text;
        let names = &text.language.pack.names;
        if text.is(cue, class::PARTICIPLE) || names.nouns_capitalised || names.bare_subjects {
            return from;
        }
        // `Ray said that ‹she› said …`: who stands right before the cue needs no clause.
        let source = cue.saturating_sub(1);
        if text.is(source, class::PRONOUN) || self.name_at(source).is_some() {
            return from;
        }
        let within = |at: &usize| text.tokens[*at].shape != Shape::Sign && !text.is(*at, NO_CLAUSE);
        const OPENS: Class = class::INNER | class::CONJUNCTION | class::PREPOSITION;
        let leads = |at: &usize| {
            let that = text.is(*at, class::CONJUNCTION) && text.tokens[*at].shape == Shape::Lower;
            that && self.is_cue(at - 1, class::CUE) && !text.is(*at, class::INNER) && !text.is(at + 1, OPENS)
        };
        let that = (from + 1..cue.max(from + 1)).rev().take(REPORTED).take_while(within).find(leads);
        that.filter(|that| that + 1 < cue).map_or(from, |at| at + 1)
    }

    /// `Ray told a joke, ‹and Lind› shut him down, saying “…”`: which of the stretches between commas the last clause begins
    /// with that a small word joins and that has a subject of its own; the first one where none does.
    pub(super) fn joined_clause(&self, segments: &[Range]) -> usize {
        let text = self.text;
        let acts = |start: usize| {
            let end = match self.name_at(start).map(|name| &self.names[name]) {
                Some(name) if name.whole.start == start && name.kind == Kind::Person => name.range.end,
                None if text.is(start, class::PRONOUN) => start + 1,
                _ => return false,
            };
            text.get(end).is_some_and(|token| token.shape == Shape::Lower && !token.is(class::COORDINATOR))
        };
        // But `Ray, Lind, ‹and Voss› left, saying`.
        let listed =
            |at: usize| self.name_at(segments[at].start).is_some_and(|n| self.names[n].range.end == segments[at].end);
        let joined = |at: &usize| {
            let Range { start, end } = segments[*at];
            start + 2 < end && text.is(start, class::COORDINATOR) && acts(start + 1) && !listed(at - 1)
        };
        (1..segments.len()).rev().find(joined).unwrap_or(0)
    }

    /// Whether what stands right before the word at `at` is a possessive: `Hart’s ‹remarks›`.
    pub(super) fn owned_by(&self, at: usize) -> bool {
        let text = self.text;
        at > 1
            && text.is(at - 1, class::APOSTROPHE_S)
            && text.tokens[at - 2].shape == Shape::Mark
            && !text.tokens[at - 1].spaced
            // `he’s ‹predicting›`
            && !at.checked_sub(3).is_some_and(|owner| text.is(owner, class::PRONOUN))
    }

    /// `To critics ‹who say› it is late, Ann Ray has an answer: “…”`: what somebody says who is only told of.
    pub(crate) fn describes(&self, at: usize, open: usize) -> bool {
        let text = self.text;
        let relative = at.checked_sub(1).is_some_and(|before| text.is(before, class::RELATIVE));
        let acts = |i: usize| text.is_sign(i, ',') && self.name_at(i + 1).is_some();
        relative && text.is_sign(open - 1, ':') && (at..open).any(acts)
    }

    /// `As the bridge is new, explained ‹Hart›, “…”`: between two commas, or a comma and the marks, cue and source are
    /// all there is.
    pub(crate) fn closes(&self, cue: usize, source: &Source, open: usize) -> bool {
        let end = end_of(self, source, cue + 1);
        let name = matches!(source, Source::Name(_) | Source::Pronoun(_));
        name && self.text.is_sign(cue.wrapping_sub(1), ',')
            && matches!(self.text.tokens[open - 1].first, ',' | ':')
            && end + 1 == open
    }
}
