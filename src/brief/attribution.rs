//! Who is said to have said it: cues and sources.
//!
//! A list proposes, position decides: a word of saying counts outside of marks, with a source on the side where its
//! language puts one. Invariant: every search stays within a sentence and a bounded number of tokens. Absent on
//! purpose: who the source is.

mod apposition;
mod aside;
mod beside;
mod count;
pub(super) mod duty;
mod ending;
mod fronted;
mod handle;
mod hearer;
mod inset;
mod joint;
mod noun;
mod office;
mod opened;
mod passive;
mod plain;
mod pointed;
pub(super) mod position;
mod rank;
mod relation;
mod second;
mod shared;
mod source;
mod subject;

use super::name::Name;
use super::text::{Range, Text};
use crate::language::lexicon::{Class, class};

/// Farthest a cue or a source is looked for, in tokens. Long appositions stay below it.
pub(super) const REACH: usize = 60;

/// Words that stand for the one who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A name, by its position.
    Name(usize),
    /// A pronoun.
    Pronoun(usize),
    /// A pronoun grown on the end of the cue.
    Clitic(usize),
    /// The ending of the cue, where verbs tell by it who acts.
    Ending(usize),
    /// A description: a role, a group.
    Nominal(Range),
}

impl Source {
    /// Where its words begin, office and honorific included.
    pub(super) fn start(&self, attributor: &Attributor<'_>) -> usize {
        match self {
            Self::Name(name) => attributor.names[*name].whole.start,
            Self::Pronoun(at) | Self::Clitic(at) | Self::Ending(at) => *at,
            Self::Nominal(range) => range.start,
        }
    }
}

/// A cue with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The words of saying.
    pub(super) cue: Range,
    /// The words that say who.
    pub(super) source: Source,
    /// Nothing but a comma or a colon stands between it and the quotation.
    pub(super) adjacent: bool,
}

/// Looks for cues and sources in a text whose names are known.
#[derive(Debug)]
pub(super) struct Attributor<'a> {
    /// The text.
    pub(super) text: &'a Text<'a>,
    /// Its names.
    pub(super) names: &'a [Name],
    name_at: Vec<u32>,
}

/// Small words behind which no noun speaks.
const NO_NOUN: Class = class::POINTER | class::PREPOSITION | class::CONJUNCTION | class::RELATIVE | class::LEANING;

const NONE: u32 = u32::MAX;
/// Nouns for those who speak: people, bodies, offices.
pub(super) const SPEAKS: Class = class::PERSON_NOUN | class::GROUP | class::ROLE;

impl<'a> Attributor<'a> {
    /// Prepares `names` for look-ups by token.
    pub(super) fn new(text: &'a Text<'a>, names: &'a [Name]) -> Self {
        let mut name_at = vec![NONE; text.tokens.len()];
        for (i, name) in names.iter().enumerate() {
            name_at[name.whole.clone()].fill(i as u32);
        }
        for (i, name) in names.iter().enumerate() {
            name_at[name.range.clone()].fill(i as u32);
        }
        Self { text, names, name_at }
    }

    /// The name that covers the token at `at`, role and honorific included.
    pub(super) fn name_at(&self, at: usize) -> Option<usize> {
        self.name_at.get(at).filter(|name| **name != NONE).map(|name| *name as usize)
    }

    /// The end of what is told behind `from`: the end of its sentence, or the next mark.
    fn told_end(&self, from: usize) -> usize {
        let text = self.text;
        (from..text.tokens.len().min(from + REACH))
            .find(|at| !text.is_told(*at) || text.tokens[*at].opens_paragraph && *at > from || text.ends_sentence(*at))
            .unwrap_or(text.tokens.len().min(from + REACH))
    }

    /// Whether the token at `at` is a cue of `classes`.
    pub(super) fn is_cue(&self, at: usize, classes: Class) -> bool {
        self.text.is(at, classes)
            && self.text.is_told(at)
            && !self.text.is(at, class::NOT_CUE)
            && !self.leads_cue(at)
            && !self.asked(at)
            && self.name_at(at).is_none()
    }

    /// `Siti diminta ‹menjelaskan›, …`: whoever is asked to say something has not said it.
    fn asked(&self, at: usize) -> bool {
        self.text.is(at.wrapping_sub(1), class::PASSIVE) && self.text.language.pack.names.bare_subjects
    }

    /// `“…,” demikian ‹sebut› Sari`: of two words of saying before a source the second tells how.
    pub(super) fn leads_cue(&self, at: usize) -> bool {
        const BEFORE: Class = class::CUE_SOURCE | class::OPENER;
        let second = self.text.get(at + 1).is_some_and(|next| next.is(BEFORE) && !next.opens_paragraph);
        second && self.text.is(at, class::CUE_SOURCE) && !self.text.is(at, class::SOURCE_CUE)
    }

    /// The words of the cue at `at`; `según explicó X`: an opener and the verb of saying behind it are one.
    pub(super) fn cue(&self, at: usize) -> Range {
        let text = self.text;
        let words = |at: usize| {
            let token = &text.tokens[at];
            at + if token.opens_phrase(class::CUE | class::OPENER | class::PASSIVE) {
                usize::from(token.phrase)
            } else {
                1
            }
        };
        let end = words(at);
        let verb = text.is(at, class::OPENER) && !text.is(at, class::CUE_SOURCE) && self.is_cue(end, class::CUE_SOURCE);
        at..if verb { words(end) } else { end }
    }
}
