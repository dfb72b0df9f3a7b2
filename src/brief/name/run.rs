//! Runs of capitalised words, out of which names are read.
//!
//! A capital at the start of a sentence shows nothing; the rest of the article tells whether the word has one
//! elsewhere. Invariant: runs do not overlap and stay within a paragraph. Absent on purpose: what a run names.

use crate::brief::text::token::{Shape, Token};
use crate::brief::text::uses::{self, Uses};
use crate::brief::text::{Range, Text};
use crate::language::folding::ByHash;
use crate::language::lexicon::{Class, class};
use crate::language::pack::SecondMention;

/// The longest honorific that is cut short by a full stop, in letters: `Prof.`; but `kata Sultan.` ends a sentence.
const SHORT_HONORIFIC: u32 = 4;

/// How far around a word of capitals others are looked at, in tokens.
const LOUD: usize = 8;

/// What shows that a run is a person's.
const PERSON: Class = class::GIVEN | class::ROLE | class::HONORIFIC;

/// Where a word is that stands in no text.
const NOWHERE: u32 = u32::MAX;

/// Finds the runs of a text.
#[derive(Debug)]
pub(super) struct Runs<'a> {
    /// The text.
    pub(crate) text: &'a Text<'a>,
    /// By the number of the word.
    uses: Vec<Uses>,
    /// Every noun has a capital.
    pub(crate) nouns_capitalised: bool,
    /// For each word how often it begins a run where no sentence begins: a name used alone begins with it.
    starts: Vec<u32>,
    /// For each word where it is a run by itself first, and whether it never speaks there.
    alone: Vec<(u32, bool)>,
    /// For each word whether it ends a run somewhere, and whether a given name or a particle stands before it there.
    ends: Vec<(bool, bool, bool)>,
    /// Hashes of the words of runs of more than one word that do not begin with a name or title of a person.
    bodies: ByHash<()>,
    /// For each token whether it stands in a title; empty where there is none.
    titled: Vec<bool>,
}

impl<'a> Runs<'a> {
    /// Prepares to read `text`.
    pub(crate) fn new(text: &'a Text<'a>) -> Self {
        let nouns_capitalised = text.language.pack.names.nouns_capitalised;
        let words = text.words.len();
        let (starts, alone, ends) = (vec![0; words], vec![(NOWHERE, true); words], vec![(false, false, false); words]);
        let titled = if nouns_capitalised { Vec::new() } else { uses::titled(text) };
        let uses = uses::uses(text, &titled);
        Self { text, uses, nouns_capitalised, starts, alone, ends, bodies: ByHash::default(), titled }
    }

    /// All runs, in order.
    pub(crate) fn all(&mut self) -> Vec<Range> {
        let mut out = Vec::with_capacity(self.text.tokens.len() / 8);
        let mut at = 0;
        while at < self.text.tokens.len() {
            if self.begins(at) {
                let end = self.run_end(at).max(at + 1);
                let word = self.text.tokens[at].word as usize;
                self.starts[word] += u32::from(!self.fresh(at));
                if end == at + 1 {
                    let silent = self.alone[word].1 && !self.speaks(&(at..end));
                    self.alone[word] = (self.alone[word].0.min(at as u32), silent);
                }
                // `Vogt &` ends with a sign where what follows joins no name.
                let given = end > at + 1 && self.text.is(end - 2, class::GIVEN);
                if let Some(ends) = self.ends.get_mut(self.text.tokens[end - 1].word as usize) {
                    let led = end > at + 2 && self.text.is(end - 2, class::PARTICLE);
                    *ends = (true, ends.1 | given, ends.2 | led);
                }
                let body = !self.text.is(at, PERSON) || self.text.is(at, class::ORGANISATION_HEAD);
                if end > at + 1 && body {
                    self.bodies.extend(self.beginnings(at..end).last().map(|(_, words)| (words, ())));
                }
                out.push(at..end);
                at = end;
            } else {
                at += 1;
            }
        }
        out
    }

    /// Whether the word at `at` begins a name elsewhere, without office or honorific before it; `here` tells that it
    /// begins a run in this place too.
    pub(super) fn starts_name(&self, at: usize, here: bool) -> bool {
        let known = self.text.tokens.get(at).and_then(|token| self.starts.get(token.word as usize));
        known.is_some_and(|count| *count > u32::from(here && !self.fresh(at)))
    }

    /// Whether the word at `at` is a whole name somewhere, of one who says nothing there.
    pub(crate) fn told_of(&self, at: usize) -> bool {
        self.alone_somewhere(at).is_some_and(|(_, silent)| silent)
    }

    /// Whether the word at `at` is a whole name before that: somebody is called by the first part of a name only behind
    /// the whole one.
    pub(super) fn told_before(&self, at: usize) -> bool {
        self.alone_somewhere(at).is_some_and(|(first, _)| (first as usize) < at)
    }

    /// Where the word at `at` is a whole name first, and whether it never speaks there.
    fn alone_somewhere(&self, at: usize) -> Option<(u32, bool)> {
        self.token(at)
            .and_then(|token| self.alone.get(token.word as usize).copied())
            .filter(|(first, _)| *first < NOWHERE)
    }

    /// Whether the word at `at` is a whole name somewhere, of one who says something there.
    pub(crate) fn tells(&self, at: usize) -> bool {
        self.alone_somewhere(at).is_some_and(|(_, silent)| !silent)
    }

    /// Whether the word at `at` ends a run somewhere.
    pub(super) fn ends_name(&self, at: usize) -> bool {
        self.token(at).and_then(|token| self.ends.get(token.word as usize)).is_some_and(|ends| ends.0)
    }

    /// Whether the word at `at` ends a run behind a given name somewhere.
    pub(super) fn is_family(&self, at: usize) -> bool {
        self.token(at).and_then(|token| self.ends.get(token.word as usize)).is_some_and(|ends| ends.1)
    }

    /// Whether the word at `at` ends a run behind a particle and another name somewhere.
    pub(super) fn is_led(&self, at: usize) -> bool {
        self.token(at).and_then(|token| self.ends.get(token.word as usize)).is_some_and(|ends| ends.2)
    }

    /// Whether the word at `at` may be the given name of whom the next one names: it is written small nowhere, and the
    /// next has no other given name.
    pub(crate) fn introduces(&self, at: usize) -> bool {
        !self.is_family(at + 1) && self.uses(at).lower == 0
    }

    /// `kata Lintang`, `Lintang mengatakan`: who speaks is a person where nothing tells otherwise.
    pub(crate) fn speaks(&self, run: &Range) -> bool {
        // `according to Harbourwatch`: where a last name goes back to a full one, one word may be a body's.
        let last = self.text.language.pack.names.second_mention == SecondMention::Last;
        let before = if last && run.len() == 1 { class::CUE_SOURCE } else { class::CUE_SOURCE | class::OPENER };
        run.start > 0 && self.text.is(run.start - 1, before) || self.text.is(run.end, class::SOURCE_CUE)
    }

    /// The same of `Wagiyem ‹juga mengaku›`, where one word is the whole name.
    pub(super) fn speaks_alone(&self, run: &Range) -> bool {
        self.speaks(run) || run.len() == 1 && self.speaks_too(run.end)
    }

    /// `Direktur PT Bina Samudra ‹Rivan Purwanto›` where the article has `PT Bina Samudra` alone too: behind the words
    /// of the longest body that a part of `run` begins with, if more follow.
    pub(super) fn behind_body(&self, run: &Range, start: usize) -> Option<usize> {
        let longest = |words: Range| {
            let shorter = self.beginnings(words).filter(|(_, words)| self.bodies.contains_key(words));
            shorter.last().map(|(end, _)| end)
        };
        let head = run.clone().find(|at| self.text.is(*at, class::ORGANISATION_HEAD));
        let headed = head.and_then(|head| longest(head..run.end - 1)).filter(|behind| *behind >= start);
        // `CEO Layar Ventura ‹Wiman Sucaka›` where the article has `Layar Ventura` too.
        let bare = head.is_none() && !self.text.is(start, class::GIVEN);
        headed.or_else(|| longest(start..run.end.saturating_sub(2)).filter(|_| bare))
    }

    /// The beginnings of a range: where each ends, and a hash of its words.
    fn beginnings(&self, range: Range) -> impl Iterator<Item = (usize, u64)> {
        range.scan(0u64, |words, at| {
            let word = self.text.words.hash(self.text.tokens[at].word);
            *words = (words.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            Some((at + 1, *words))
        })
    }

    /// The token at `at`, if there is one.
    pub(crate) fn token(&self, at: usize) -> Option<&Token> {
        self.text.tokens.get(at)
    }

    /// How the article writes the word at `at`.
    pub(crate) fn uses(&self, at: usize) -> Uses {
        let uses = self.token(at).and_then(|token| self.uses.get(token.word as usize));
        uses.copied().unwrap_or_default()
    }

    /// Whether the word at `at` stands where any word has a capital.
    pub(crate) fn fresh(&self, at: usize) -> bool {
        self.titled(at) || self.begins_telling(at)
    }

    /// Whether the token at `at` stands in a title that gives every word a capital.
    pub(crate) fn titled(&self, at: usize) -> bool {
        self.titled.get(at).is_some_and(|titled| *titled)
    }

    fn begins_telling(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.token(before)) else { return true };
        self.text.tokens[at].opens_paragraph
            || before.shape == Shape::Mark
            || before.shape == Shape::Sign && matches!(before.first, '.' | '!' | '?' | ':' | '—' | '–' | '…' | '•')
    }

    /// Whether a name can begin at `at`.
    fn begins(&self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        if !token.is_capital() {
            return false;
        }
        let next_capital = self.token(at + 1).is_some_and(|next| next.is_capital() && !next.is(class::FUNCTION));
        // `April Ray`, `April said`, `Jan van der Berg`; `since April` is a month.
        let small = self.text.is(at + 1, class::PARTICLE) && self.token(at + 2).is_some_and(Token::is_capital);
        let named = token.is(class::GIVEN) && (next_capital || small || self.text.is(at + 1, class::SOURCE_CUE));
        if token.is(class::WEEKDAY | class::MONTH) && !named {
            return false;
        }
        if token.is(class::FUNCTION) {
            return token.is(class::GIVEN | class::HONORIFIC) && next_capital
                || self.leads(at)
                || token.shape == Shape::Upper && token.is(class::PLACE | class::ORGANISATION) && !self.fresh(at);
        }
        const KNOWN: Class = class::GIVEN | class::PLACE | class::ORGANISATION | class::ROLE | class::HONORIFIC;
        // `Diakui ‹Sari›`, `Council Asks ‹Owen Hart›`: a cue that begins a sentence, or stands in a headline, is no
        // part of the name behind it.
        let headline = at > 0 && self.text.tokens[at - 1].is_capital() && token.is(class::SOURCE_CUE);
        let cue = self.fresh(at) && token.is(class::OPENER | class::CUE_SOURCE) || headline;
        if cue && !token.is(KNOWN) && next_capital {
            return false;
        }
        if token.shape == Shape::Upper && !token.is(KNOWN) && self.loud(at) {
            return false;
        }
        if self.nouns_capitalised {
            // `nach ‹Meinung› Brandts`
            let opened = at.checked_sub(1).and_then(|before| self.token(before));
            if opened.is_some_and(|before| before.phrase == 2 && before.opens_phrase(class::OPENER)) {
                return false;
            }
            return token.is(KNOWN | class::ORGANISATION_HEAD) || token.shape == Shape::Upper || next_capital;
        }
        if !self.fresh(at) || token.is(KNOWN | class::ORGANISATION_HEAD | class::PLACE_HEAD) {
            return true;
        }
        let uses = self.uses(at);
        // `‹Tujuannya› memastikan …` names nobody.
        if uses.capital == 0 && self.text.grown(at) {
            return false;
        }
        let speaks = uses.lower == 0
            && self.text.is(at + 1, class::SOURCE_CUE | class::MARKED_ONLY)
            && !token.is(class::GROUP | class::PERSON_NOUN | class::PRONOUN);
        speaks
            || uses.lower == 0 && self.speaks_later(at)
            || uses.capital > 0 && uses.capital >= uses.lower
            || next_capital && uses.lower == 0 && !self.titled(at)
            || token.shape == Shape::Upper
    }

    /// `HOW THE ‹FERRY› WAS SAVED`: among capitals of which some are small words of the language none shows a name.
    fn loud(&self, at: usize) -> bool {
        let upper = |at: &usize| self.token(*at).is_some_and(|token| token.shape == Shape::Upper);
        let near = (at.saturating_sub(LOUD)..at).rev().take_while(upper).chain((at + 1..at + LOUD).take_while(upper));
        let (all, small) =
            near.fold((0, 0), |(all, small), at| (all + 1, small + usize::from(self.text.is(at, class::FUNCTION))));
        all > 1 && small > 0
    }

    /// `Wagiyem ‹juga mengaku›`: whether a small word and a verb of saying stand at `at`, behind a subject with no
    /// article.
    fn speaks_too(&self, at: usize) -> bool {
        const SMALL: Class = class::FUNCTION
            | class::PREPOSITION
            | class::RELATIVE
            | class::COORDINATOR
            | class::CONJUNCTION
            | class::POINTER
            | class::PRONOUN;
        let adverb = self.token(at).is_some_and(|token| token.class & SMALL == class::FUNCTION);
        adverb && self.text.is(at + 1, class::SOURCE_CUE) && self.text.language.pack.names.bare_subjects
    }

    /// `Wiryadi dari dinas pasar ‹menambahkan›`, `Wagiyem, ibu seorang korban, ‹mengaku›`: an unknown word that begins
    /// a sentence, what is put below or beside it, and a verb of saying. Only where nouns of people need no article, so
    /// that one word alone can be the subject.
    fn speaks_later(&self, at: usize) -> bool {
        const NO_NAME: Class =
            class::GROUP | class::PERSON_NOUN | class::PRONOUN | class::PREPOSITION | class::OTHER_NAME;
        if !self.text.language.pack.names.bare_subjects || self.text.is(at, NO_NAME) {
            return false;
        }
        // `Wagiyem ‹(65)›, petani garam, mengaku`
        let years = self.token(at + 2).is_some_and(|years| years.shape == Shape::Number);
        let aged = self.text.is_sign(at + 1, '(') && years && self.text.is_sign(at + 3, ')');
        let at = if aged { at + 3 } else { at };
        if self.speaks_too(at + 1) {
            return true;
        }
        if self.text.is_sign(at + 1, ',') {
            const BESIDE: Class = class::PERSON_NOUN | class::ROLE;
            let lower = |at: usize| self.token(at).is_some_and(|token| token.shape == Shape::Lower);
            // `Wagiyem, ‹salah seorang› petani, mengaku`
            let small = |at: &usize| lower(*at) && self.text.is(*at, class::FUNCTION | class::GROUP);
            let noun = (at + 2..at + 4).find(|at| !small(at) || self.text.is(*at, BESIDE)).unwrap_or(at + 4);
            let beside = lower(at + 2) && (aged || lower(noun) && self.text.is(noun, BESIDE));
            // `Wagiyem, petani garam, Sabtu, mengaku`
            let says = |at: usize| self.text.is(at, class::SOURCE_CUE) || self.speaks_too(at);
            let mut near = (at + 3..at + 20).take_while(|at| !self.text.ends_sentence(*at));
            return beside && near.any(|at| self.text.is_sign(at, ',') && says(at + 1));
        }
        if !self.text.is(at + 1, class::PREPOSITION) {
            return false;
        }
        let ends = |i: usize| self.token(i).is_none_or(|t| !t.is_word() || t.opens_paragraph);
        let end = (at + 2..at + 16).find(|i| ends(*i) || self.text.is(*i, class::SOURCE_CUE)).unwrap_or(at);
        self.text.is(end, class::SOURCE_CUE)
    }

    /// Whether a full stop behind `token` ends no sentence.
    pub(super) fn abbreviates(&self, token: &Token) -> bool {
        let short = token.end - token.start <= SHORT_HONORIFIC && token.is(class::HONORIFIC);
        token.end - token.start == 1
            || short
            || self.text.is_initials(token)
            || token.is(class::ABBREVIATION | class::POST_NOMINAL)
    }

    /// Whether only the start of its sentence gives the word at `at` a capital.
    pub(super) fn common(&self, at: usize) -> bool {
        const KNOWN: Class = class::GIVEN
            | class::PLACE
            | class::ORGANISATION
            | class::ROLE
            | class::HONORIFIC
            | class::ORGANISATION_HEAD
            | class::PLACE_HEAD;
        let uses = self.uses(at);
        !self.text.is(at, KNOWN)
            && (uses.lower > 0 && uses.capital <= uses.lower || self.text.is(at, class::GROUP | class::PERSON_NOUN))
    }
}
