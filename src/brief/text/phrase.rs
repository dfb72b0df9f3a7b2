//! What the lexicon knows, marked on the tokens: of single words, and of the phrases they cover.
//!
//! Invariant: from each word that begins a phrase the longest one is taken, twelve tokens at most. Absent on purpose:
//! what the text itself tells of a word.

use super::token::{Shape, Token};
use super::vocabulary::Vocabulary;
use crate::language::lexicon::{Class, class};

/// Farthest the last word of a phrase stands from its first, in tokens, plus one.
const REACH: usize = 12;

/// Writes on each token what is known of its word, and what the phrases of the lexicon tell; answers the hints, as
/// [`super::token::Tokens`] has them.
pub(super) fn classes(body: &str, tokens: &mut [Token], words: &Vocabulary<'_>) -> Vec<u32> {
    const HINTS: Class = class::CUE_SOURCE
        | class::SOURCE_CUE
        | class::OPENER
        | class::CLOSER
        | class::WEEKDAY
        | class::MONTH
        | class::RELATIVE_DAY;
    let (mut openers, mut hints) = (Vec::with_capacity(tokens.len() / 8), Vec::with_capacity(tokens.len() / 4));
    let ends = words.lexicon.knows_ends();
    for (at, token) in tokens.iter_mut().enumerate() {
        let known = words.known(token.word);
        token.class = known.class;
        // `Jack ‹Ma›` is no court and has no degree, though `MA` stands for both.
        if known.letters && token.shape == Shape::Capitalised {
            token.class &= !(class::ORGANISATION | class::POST_NOMINAL);
        }
        // `A ministra disse`: what may be a preposition or an article is an article where it begins a sentence; but `Den
        // Plan nannte Vogt …` begins with an article that no subject has.
        const BOTH: Class = class::PREPOSITION | class::POINTER;
        if token.class & (BOTH | class::RELATIVE) == BOTH && token.is_capital() {
            token.class &= !class::PREPOSITION;
        }
        if known.phrases > 0 {
            openers.push(at);
        }
        let compound = token.shape == Shape::Capitalised || ends && token.shape == Shape::Lower;
        if known.class == 0 && compound {
            token.class = words.lexicon.compound(token.span().of(body));
        }
        // A phrase gives its classes to its first word.
        if known.phrases > 0 || token.is(HINTS) || token.shape == Shape::Number {
            hints.push(at as u32);
        }
    }
    mark(tokens, &openers, words);
    hints
}

/// Marks the phrases of the lexicon that begin at `openers`; their words take the classes of the longest that covers
/// them.
fn mark(tokens: &mut [Token], openers: &[usize], words: &Vocabulary<'_>) {
    let hash = |token: &Token| words.hash(token.word);
    let mut covered = 0;
    for &at in openers {
        let near = &tokens[at..tokens.len().min(at + REACH)];
        let first = words.known(tokens[at].word);
        let rest = |i| near.get(place(near, i)?).filter(|token| token.spaced).map(hash);
        let found = words.lexicon.phrase(first, rest);
        if let Some((count, class)) = found {
            let length = place(near, count.wrapping_sub(2)).map_or(1, |last| last + 1);
            // `Koalisi Merah Putih` is a body, though `Merah Putih` alone is a thing.
            if class == class::OTHER_NAME && at + length <= covered {
                continue;
            }
            covered = covered.max(at + length);
            (tokens[at].phrase, tokens[at].phrase_class) = (length as u8, class as u32);
            cover(&mut tokens[at..at + length], class);
        }
    }
}

/// Where the word of number `i` behind the first stands: a full stop of an abbreviation may stand between the words of
/// a phrase, `Lt. Gov.`
fn place(words: &[Token], i: usize) -> Option<usize> {
    (1..words.len()).filter(|at| !words[*at].is_sign('.')).nth(i)
}

/// The words of a phrase take its classes where those hold of each word. What looks like a cue is none.
fn cover(words: &mut [Token], class: Class) {
    const EACH: Class = class::ROLE
        | class::RELATION
        | class::HONORIFIC
        | class::PLACE
        | class::ORGANISATION
        | class::NOT_CUE
        | class::OTHER_NAME;
    const CUES: Class = class::CUE | class::OPENER | class::CLOSER | class::MARKED_ONLY;
    for word in words.iter_mut() {
        word.class |= class & (EACH | class::MASCULINE | class::FEMININE);
        if class & class::NOT_CUE != 0 {
            word.class &= !CUES;
        }
    }
    words[0].class |= class;
}
