//! Cues without a source, in languages whose verbs tell by their ending who acts: `«…», ‹explicó›`.
//!
//! Invariant: looks at one sentence; whatever may be the subject of the cue stands nowhere before it. Absent on
//! purpose: who that is.

use super::{Attributor, Found, SPEAKS, Source};
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

/// What is read over before a cue whose subject is nowhere: `Además, ‹explicó› que`, `En la sala ‹explicó› que`.
const SMALL: Class = class::FUNCTION | class::PREPOSITION | class::LEANING;

/// Whatever may be a subject.
const SUBJECT: Class = SPEAKS | class::PRONOUN;

impl Attributor<'_> {
    /// `«…», ‹explicó›.`, `«…», nos ‹explicó› en la sala`: the cue right behind the marks; a verb that another one or a
    /// preposition leads to is none.
    pub(crate) fn ended(&self, start: usize, end: usize) -> Option<Found> {
        let at = start + usize::from(self.text.is(start, class::OBJECT));
        (at < end && self.ends_cue(at)).then(|| self.by_ending(at))
    }

    /// `Además, ‹explicó› que …`, `También ‹pidió› «…»`: before the first cue of a clause, which begins at `from`,
    /// stands nothing but what tells how, when and where.
    pub(crate) fn begun(&self, at: usize, from: usize) -> Option<Source> {
        let text = self.text;
        if at - from >= LEAD || !self.ends_cue(at) {
            return None;
        }
        let lead = from..at;
        let comma = lead.clone().rev().find(|i| text.is_sign(*i, ',')).map_or(from, |comma| comma + 1);
        // `‹Se› denunciaron robos`: what stands right before the verb may turn it around.
        const NO_LEAD: Class = SUBJECT | class::RELATIVE | class::CONJUNCTION | class::OBJECT;
        let small = |i: usize| text.is(i, SMALL) && !text.is(i, NO_LEAD);
        let nobody = |i: usize| !text.is(i, SUBJECT | class::RELATIVE) && text.is_told(i) && self.name_at(i).is_none();
        let sole = (comma..lead.end).all(small) && (from..comma).all(nobody);
        sole.then_some(Source::Ending(at))
    }

    /// `«…», señala ‹el escrito›`: whether an article and a noun stand at `from`, where the source may stand late.
    pub(super) fn begins_noun(&self, from: usize) -> bool {
        const NO_NOUN: Class = class::FUNCTION
            | class::PRONOUN
            | class::RELATIVE
            | class::CONJUNCTION
            | class::WEEKDAY
            | class::MONTH
            | class::RELATIVE_DAY
            | class::CUE_SOURCE;
        let text = self.text;
        let noun = text.get(from + 1).is_some_and(|token| token.shape == Shape::Lower && !token.is(NO_NOUN));
        let day = text.is(from + 2, class::WEEKDAY | class::RELATIVE_DAY);
        let article = text.is(from, class::POINTER) && !text.is(from, class::PREPOSITION);
        text.language.pack.attribution.late_subject && article && noun && !day
    }

    /// `También ‹pidió› «…»`: the first cue before the marks at `open`.
    pub(super) fn begun_before(&self, open: usize, from: usize) -> Option<Found> {
        let at = (from..open.min(from + LEAD)).find(|at| self.ends_cue(*at))?;
        self.begun(at, from).map(|_| Found { adjacent: open - at <= 3, ..self.by_ending(at) })
    }

    /// Whether the verb at `at` can be a cue without a source.
    fn ends_cue(&self, at: usize) -> bool {
        let finite = class::CUE_SOURCE | class::MARKED_ONLY;
        let cue = self.is_cue(at, finite) && !self.text.is(at, class::OPENER | class::PARTICIPLE);
        self.text.language.pack.pronouns.dropped && cue
    }

    /// Whether the verb at `at` tells of several, who are not the one who spoke before: `«…», ‹gritaron›`.
    pub(crate) fn tells_of_several(&self, at: usize) -> bool {
        let text = self.text;
        text.language.pack.pronouns.plural_endings.iter().any(|ending| text.word(at).ends_with(ending))
    }

    fn by_ending(&self, at: usize) -> Found {
        Found { cue: self.cue(at), source: Source::Ending(at), adjacent: true }
    }
}

/// The most that stands before a cue without a source, in tokens.
const LEAD: usize = 24;
