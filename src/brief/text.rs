//! An article as the steps of the briefing see it: tokens, sentences, and what stands in marks.
//!
//! Invariant: made once, changed by nobody. Positions here are positions of tokens; ranges are half open. Absent on
//! purpose: findings.

mod dash;
pub(super) mod marked;
mod phrase;
pub(super) mod quote;
mod seam;
mod sentence;
pub(super) mod token;
pub(super) mod transcript;
pub(super) mod uses;
pub(super) mod vocabulary;

use crate::article::Span;
use crate::language::Language;
use crate::language::lexicon::{Class, class};
use quote::Pair;
use token::{Shape, Token, Tokens};
use transcript::Turn;
use vocabulary::Vocabulary;

/// A stretch of tokens, half open.
pub(super) type Range = std::ops::Range<usize>;

/// What all steps read.
#[derive(Debug)]
pub(super) struct Text<'a> {
    body: &'a str,
    /// What is known of the language.
    pub(super) language: &'a Language,
    /// The body as tokens.
    pub(super) tokens: Vec<Token>,
    /// Positions of signs, of marks, and of the first token of each paragraph.
    breaks: Vec<u32>,
    /// Positions at which a cue or a date may begin.
    hints: Vec<u32>,
    /// Its words.
    pub(super) words: Vocabulary<'a>,
    /// Stretches in quotation marks, in order, but for those that name something.
    pub(super) pairs: Vec<Pair>,
    /// Stretches in quotation marks that name something, in order: they are told as what stands around them is.
    pub(super) marked: Vec<Pair>,
    /// Stretches in quotation marks within somebody's name, in order.
    nicknames: Vec<Pair>,
    /// The turns of a transcript, in order.
    pub(super) turns: Vec<Turn>,
    /// For each token, the position of the pair it stands in, marks included; `TURN` within a turn, `NONE` outside.
    within: Vec<u32>,
    /// Position of the first token of each sentence.
    starts: Vec<u32>,
    /// For each token, the position of the sentence it stands in: asked so often that a search would cost more.
    sentence_at: Vec<u32>,
}

const NONE: u32 = u32::MAX;
const TURN: u32 = NONE - 1;

impl<'a> Text<'a> {
    /// Reads `body` by what `language` knows.
    pub(super) fn new(body: &'a str, language: &'a Language) -> Self {
        let mut words = Vocabulary::new(&language.lexicon, body.len());
        let Tokens { all: tokens, breaks, hints } = token::tokens(body, &mut words);
        let mut pairs = quote::pairs(&tokens, &breaks, language.pack.quotation.apostrophes_report);
        if language.pack.quotation.dashes {
            pairs = dash::with_dashes(&tokens, &breaks, pairs);
        }
        let turns = transcript::turns(&tokens, &breaks, words.len());
        let mut within = vec![NONE; tokens.len()];
        for said in turns.iter().flat_map(|turn| turn.content.iter().cloned()) {
            within[said].fill(TURN);
        }
        // Marks within a turn belong to it, as they do within marks.
        pairs.retain(|pair| within[pair.open] == NONE);
        let (nicknames, pairs): (Vec<Pair>, Vec<Pair>) =
            pairs.into_iter().partition(|pair| marked::nickname(&tokens, pair, language));
        let (marked, pairs) = pairs.into_iter().partition(|pair| marked::names(&tokens, pair, language));
        let pairs: Vec<Pair> = pairs;
        for (i, pair) in pairs.iter().enumerate() {
            within[pair.open..=pair.close.min(tokens.len() - 1)].fill(i as u32);
        }
        let ordinals = language.pack.sentences.ordinals;
        let (starts, sentence_at) = sentence::starts(body, &tokens, &breaks, &within, ordinals);
        Self {
            body,
            language,
            tokens,
            breaks,
            hints,
            words,
            pairs,
            marked,
            nicknames,
            turns,
            within,
            starts,
            sentence_at,
        }
    }

    /// Positions in `range` at which a cue or a date may begin.
    pub(super) fn hints(&self, range: Range) -> impl Iterator<Item = usize> + Clone {
        let first = self.hints.partition_point(|at| (*at as usize) < range.start);
        self.hints[first..].iter().map(|at| *at as usize).take_while(move |at| *at < range.end)
    }

    /// The first `sign` in `range`.
    pub(super) fn sign_in(&self, range: &Range, sign: char) -> Option<usize> {
        let first = self.breaks.partition_point(|at| (*at as usize) < range.start);
        let mut signs = self.breaks[first..].iter().map(|at| *at as usize).take_while(|at| *at < range.end);
        signs.find(|at| self.is_sign(*at, sign))
    }

    /// The pair the token at `at` stands in, marks included.
    pub(super) fn pair_at(&self, at: usize) -> Option<usize> {
        self.within.get(at).filter(|pair| **pair < TURN).map(|pair| *pair as usize)
    }

    /// The name in marks that opens at `at`, if one does: where it closes.
    pub(super) fn name_opens(&self, at: usize) -> Option<usize> {
        self.marked.binary_search_by_key(&at, |pair| pair.open).ok().map(|pair| self.marked[pair].close)
    }

    /// `Ann ‹“Bob”› Lind`: where the name goes on behind the nickname whose opening mark is at `at`, past its next word.
    pub(super) fn over_nickname(&self, at: usize) -> Option<usize> {
        self.nicknames.binary_search_by_key(&at, |pair| pair.open).ok().map(|called| self.nicknames[called].close + 2)
    }

    /// Whether the token at `at` is part of a nickname, or the word behind it: no name starts there.
    pub(super) fn in_nickname(&self, at: usize) -> bool {
        let last = self.nicknames.partition_point(|pair| pair.open <= at).checked_sub(1);
        last.is_some_and(|last| at < self.nicknames[last].close + 2)
    }

    /// `die Zeitung ‹„Neue Post“›`: the end of a noun that ends at `end`, with its name in marks.
    pub(super) fn behind_name(&self, end: usize) -> usize {
        self.name_opens(end).map_or(end, |close| close + 1)
    }

    /// Whether the mark at `at` closes a name in marks.
    pub(super) fn closes_name(&self, at: usize) -> bool {
        self.marked.binary_search_by_key(&at, |pair| pair.close).is_ok()
    }

    /// Whether the verb of its language comes second.
    pub(super) fn verb_second(&self) -> bool {
        self.language.pack.attribution.verb_second
    }

    /// Whether the token at `at` stands outside of marks.
    pub(super) fn is_told(&self, at: usize) -> bool {
        self.within.get(at).is_none_or(|pair| *pair == NONE)
    }

    /// Position of the sentence the token at `at` stands in.
    pub(super) fn sentence_of(&self, at: usize) -> usize {
        self.sentence_at.get(at).map_or(self.starts.len().saturating_sub(1), |sentence| *sentence as usize)
    }

    /// The tokens of a sentence.
    pub(super) fn sentence(&self, position: usize) -> Range {
        let start = self.starts.get(position).map_or(self.tokens.len(), |start| *start as usize);
        start..self.starts.get(position + 1).map_or(self.tokens.len(), |start| *start as usize)
    }

    /// How many sentences there are.
    pub(super) fn sentences(&self) -> usize {
        self.starts.len()
    }

    /// Where the tokens of `range` stand in the body; empty for an empty range.
    pub(super) fn span(&self, range: &Range) -> Span {
        match (self.tokens.get(range.start), self.tokens.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if range.start < range.end => Span { start: first.start, end: last.end },
            _ => Span::default(),
        }
    }

    /// The end of the date that begins at the token at `at`.
    pub(super) fn date_at(&self, at: usize) -> Option<usize> {
        let found = self.language.calendar.read(self.body, self.tokens.get(at)?.start as usize)?;
        Some(at + self.tokens[at..].iter().take_while(|token| (token.start as usize) < found.end).count())
    }

    /// The token at `at` as it is written.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span().of(self.body))
    }

    /// Whether a token is two initials: the J.B of `J.B. Ray`.
    pub(super) fn is_initials(&self, token: &Token) -> bool {
        sentence::is_initials(token, self.body)
    }

    /// The token at `at`, if there is one.
    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// Whether the token at `at` is one of `classes`.
    pub(super) fn is(&self, at: usize, classes: Class) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(classes))
    }

    /// `Jaksa ‹menuntut› mantan kepala proyek`: whether a small word that no list knows is a verb by its beginning.
    pub(super) fn acts(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        const VERB: Class = class::STOP_WORD | class::MARKED_ONLY | class::PASSIVE;
        token.shape == Shape::Lower && token.class & !VERB == 0 && self.verb_like(at)
    }

    /// Whether the word at `at` begins as verbs do.
    pub(super) fn verb_like(&self, at: usize) -> bool {
        let (word, mut starts) = (self.word(at), self.language.pack.names.verb_starts.iter());
        // The first letter tells nearly always that a word begins otherwise, for a tenth of what comparing costs.
        starts.any(|start| word.as_bytes().first() == start.as_bytes().first() && word.starts_with(start))
    }

    /// Whether a pronoun has grown on the end of the word at `at`, whatever the word is.
    pub(super) fn grown(&self, at: usize) -> bool {
        let (word, mut clitics) = (self.word(at), self.language.pack.attribution.clitics.iter());
        clitics.any(|clitic| word.len() > clitic.len() + 2 && word.ends_with(clitic))
    }

    /// Whether the endings of words tell an adverb from a noun in its language.
    pub(super) fn tells_adverbs(&self) -> bool {
        !self.language.pack.attribution.adverb_endings.is_empty()
    }

    /// Whether the ending of the word at `at` is an adverb's.
    pub(super) fn is_adverb(&self, at: usize) -> bool {
        let endings = &self.language.pack.attribution.adverb_endings;
        endings.iter().any(|ending| self.word(at).ends_with(ending.as_str()))
    }

    /// Bytes of the clitic at the end of the token at `at`, 0 without one.
    pub(super) fn clitic(&self, at: usize) -> u8 {
        self.tokens.get(at).map_or(0, |token| self.words.known(token.word).clitic)
    }

    /// Whether the token at `at` is this sign.
    pub(super) fn is_sign(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_sign(sign))
    }

    /// Whether a full stop, question or exclamation mark ends a clause at `at`.
    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        sentence::ends(self.body, &self.tokens, at, self.language.pack.sentences.ordinals)
    }
}
