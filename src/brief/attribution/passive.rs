//! Who speaks where the verb of saying is turned around: `Hart was asked by ‹Lind›, “…”`, `was called “…” by ‹Lind›`.
//!
//! So it is where somebody quotes: `the Post quoted ‹Ray› as saying “…”`.
//!
//! Invariant: only where a small word that a pack names for it stands before the one who speaks, or a verb that a pack
//! names for giving somebody else's words; looks at one clause.
//! Absent on purpose: `Asked by Lind, Hart said “…”`, where somebody else speaks.

use super::position::end_of;
use super::{Attributor, Found, REACH, SPEAKS, Source};
use crate::brief::name::Kind;
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

impl Attributor<'_> {
    /// The one who speaks behind a turned verb at `at`, before `end`.
    pub(super) fn agent(&self, at: usize, end: usize) -> Option<Found> {
        let text = self.text;
        let verb = text.get(at).filter(|verb| verb.opens_phrase(class::PASSIVE) && text.is_told(at))?;
        let from = at + usize::from(verb.phrase);
        let by = text.is(from - 1, class::PREPOSITION);
        // Where the verb alone shows that it is turned, a capital begins a sentence whose speaker stands elsewhere.
        let alone = text.language.pack.names.bare_subjects && verb.shape == Shape::Lower;
        let turned = alone || at > 0 && text.is(at - 1, class::AUXILIARY);
        let source = self.source_after(from, end, false).filter(|_| by && turned)?;
        Some(Found { cue: at..from, source, adjacent: true })
    }

    /// `The plan was called “…” by ‹Ann Ray›`: behind the marks at `close` the one whose words the verb before them
    /// gives.
    pub(super) fn called_by(&self, close: usize) -> Option<Found> {
        let text = self.text;
        let by = close + 1;
        let told = text.is(by, class::AGENT) && !text.tokens[by].opens_paragraph && !text.verb_second();
        let open = text.pairs[text.pair_at(close).filter(|_| told)?].open;
        let verb = (open.saturating_sub(4)..open).rev().find(|at| !text.is(*at, SMALL))?;
        let named =
            text.is(verb, VERB | class::NOT_CUE) && text.is_told(verb) && text.tokens[verb].shape == Shape::Lower;
        let source = self.source_after(by + 1, self.told_end(by), false).filter(|_| named)?;
        Some(Found { cue: verb..verb + 1, source, adjacent: true })
    }

    /// `leading ‹Ray›, who runs the ferry, to say`: who is made to say something, before a clause about them.
    pub(super) fn made_to(&self, segments: &[Range]) -> Option<usize> {
        let text = self.text;
        let [.., head, clause, last] = segments else { return None };
        let lower = |at: usize, class: Class| text.is(at, class) && text.tokens[at].shape == Shape::Lower;
        let led = last.len() == 1 && lower(last.start, class::PREPOSITION) && lower(clause.start, class::RELATIVE);
        let name =
            Some(head).filter(|head| led && !head.is_empty()).and_then(|head| self.beside(head.start, head.end))?;
        (self.names[name].whole.start > head.start).then_some(name)
    }

    /// `the ruling, described by ‹Ann Ray› as “…”`: the same where both stand before the marks at `open`.
    pub(super) fn described_by(&self, verb: usize, open: usize) -> Option<Found> {
        let text = self.text;
        let turned = text.is(verb, VERB) && text.is(verb + 1, class::AGENT) && !text.is(verb, class::PASSIVE);
        let lower = text.get(verb).is_some_and(|verb| verb.shape == Shape::Lower) && !text.verb_second();
        if !(turned && lower) {
            return None;
        }
        let source = self.source_after(verb + 2, open, false)?;
        // `an order signed by Ray “…”` tells nobody's words, nor does `interjected by hitting ‹Ray›`.
        let first = source.start(self) == verb + 2 || text.is(verb + 2, class::FUNCTION);
        let found = Found { cue: verb..verb + 1, source, adjacent: true };
        Some(found).filter(|_| first && text.is(open - 1, SMALL))
    }

    /// `Vogt wurde von der ‹Opposition› vorgeworfen, er habe „…“`: where the verb comes second, the turned one stands
    /// at the end of its clause, and before it whoever does what it tells.
    pub(super) fn done_by(&self, verb: usize, from: usize) -> Option<Source> {
        let text = self.text;
        let phrase = text.tokens[verb].opens_phrase(class::PASSIVE);
        if !(text.verb_second() && (phrase || text.is(verb, class::SOURCE_CUE))) {
            return None;
        }
        let comma =
            |at: &usize| text.tokens[*at].shape == Shape::Sign && matches!(text.tokens[*at].first, ',' | ':' | ';');
        let from = (from.max(verb.saturating_sub(REACH))..verb).rev().find(comma).map_or(from, |at| at + 1);
        let clause = || (from..verb).filter(|at| text.is_told(*at));
        // `wie von Vogt ‹gefordert›`
        let turned = phrase
            || text.is(from, class::REPORTING)
            || text.is(verb + 1, class::AUXILIARY)
            || clause().any(|at| text.is(at, class::AUXILIARY));
        let by = clause().filter(|_| turned).find(|at| text.is(*at, class::AGENT))?;
        // `Vogt wird von der Zeitung ‹zitiert›`: whoever quotes says nothing.
        if self.quotes(verb) {
            return self.first_noun(from..by);
        }
        let source = self.first_noun(by + 1..verb)?;
        let speaks = match &source {
            Source::Name(name) => self.names[*name].kind != Kind::Place,
            Source::Nominal(range) => range.clone().any(|at| text.is(at, SPEAKS)),
            Source::Pronoun(_) | Source::Clitic(_) | Source::Ending(_) => true,
        };
        speaks.then_some(source)
    }

    /// Whether the verb at `at` tells that its subject gives the words of somebody else.
    fn quotes(&self, at: usize) -> bool {
        self.text.language.pack.attribution.quoting.iter().any(|word| word == self.text.word(at))
    }

    /// `„…“, zitiert die Zeitung den ‹Minister›`: whose words they are that a `source` gives, right behind it.
    pub(super) fn quoted_by(&self, verb: usize, source: &Source, end: usize) -> Option<Source> {
        let text = self.text;
        let behind = Some(end_of(self, source, verb)).filter(|at| *at < end && self.quotes(verb))?;
        let article = usize::from(text.is(behind, class::POINTER) && text.tokens[behind].shape == Shape::Lower);
        self.source_after(behind + article, end, false).filter(|source| self.can_speak(source))
    }

    /// `The Post quoted ‹Ann Ray› as saying “…”`, `Die Zeitung zitiert ‹Karl Brandt› mit den Worten: „…“`: whose words
    /// they are that somebody gives who stands before the cue, not before `from`.
    pub(super) fn quoted_before(&self, cue: usize, from: usize) -> Option<Source> {
        let text = self.text;
        let small = cue.wrapping_sub(1);
        let (verb, end) = if text.verb_second() && self.quotes(cue) {
            (cue, self.told_end(cue))
        } else if text.is(cue, class::PARTICIPLE) && text.is(small, SMALL) {
            ((from..small).rev().find(|at| self.quotes(*at))?, small)
        } else {
            return None;
        };
        let article = usize::from(text.is(verb + 1, class::POINTER) && text.tokens[verb + 1].shape == Shape::Lower);
        let first = verb + 1 + article;
        let source = self.source_after(first, end, false).filter(|_| !text.is(first, class::PREPOSITION))?;
        Some(source).filter(|source| self.can_speak(source))
    }
}

/// Verbs that give somebody's words.
const VERB: Class = class::MARKED_ONLY | class::SOURCE_CUE | class::CUE_SOURCE;

/// What may stand between such a verb and the marks: called it `a` “…”, described `as` “…”.
const SMALL: Class = class::FUNCTION | class::PREPOSITION;
