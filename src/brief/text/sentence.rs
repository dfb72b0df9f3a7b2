//! Where the sentences of the telling text begin, and which stops end them.
//!
//! Invariant: each token is looked at a bounded number of times. Absent on purpose: the sentences a reader sees, marks
//! and all: those are the language's.

use super::token::{Shape, Token};
use crate::language::lexicon::{Class, class};

/// A sentence of the telling text begins with a paragraph, or behind a stop that stands outside of marks or as the
/// last word within them. Where each begins, and which one each token stands in. Words between two breaks stand in the
/// sentence that goes on behind the first, or begins there.
pub(super) fn starts(
    body: &str,
    tokens: &[Token],
    breaks: &[u32],
    within: &[u32],
    ordinals: bool,
) -> (Vec<u32>, Vec<u32>) {
    let mut starts: Vec<u32> = Vec::with_capacity(tokens.len() / 16);
    let mut begin = |at: usize| starts.push(at as u32);
    let (mut fresh, mut last) = (false, 0);
    for at in breaks.iter().map(|at| *at as usize) {
        let token = &tokens[at];
        if fresh && last + 1 < at {
            begin(last + 1);
            fresh = false;
        }
        if token.opens_paragraph || fresh && (token.spaced || begins_unspaced(token)) {
            begin(at);
            fresh = false;
        }
        if within[at] == super::NONE {
            fresh |= token.shape == Shape::Sign && ends(body, tokens, at, ordinals);
        } else if within.get(at + 1) != Some(&within[at]) {
            // The closing mark: `… turun.” Di pasar` begins anew, `… turun?” tanya Siti` does not.
            let next = tokens.get(at + 1).is_some_and(Token::is_capital);
            fresh |= at > 0 && ends(body, tokens, at - 1, ordinals) && next;
        }
        last = at;
    }
    if fresh && last + 1 < tokens.len() {
        begin(last + 1);
    }
    let mut sentence_at = vec![0; tokens.len()];
    let ends = starts.iter().skip(1).map(|end| *end as usize).chain([tokens.len()]);
    for (sentence, (start, end)) in starts.iter().zip(ends).enumerate() {
        sentence_at[*start as usize..end].fill(sentence as u32);
    }
    (starts, sentence_at)
}

/// Whether a token that leans on a stop can begin a sentence: what closes one cannot.
fn begins_unspaced(token: &Token) -> bool {
    token.shape != Shape::Mark && !matches!(token.first, ')' | ']') && !token.is_sign('.')
}

/// Whether a full stop, question or exclamation mark ends a clause at `at`.
#[inline]
pub(super) fn ends(body: &str, tokens: &[Token], at: usize, ordinals: bool) -> bool {
    tokens.get(at).is_some_and(|token| {
        let is_sign = token.shape == Shape::Sign;
        is_sign
            && (matches!(token.first, '!' | '?' | '…' | '。')
                || token.first == '.' && stops(body, tokens, at, ordinals))
    })
}

/// Whether the full stop at `at` ends a sentence, and no abbreviation or number.
fn stops(body: &str, tokens: &[Token], at: usize, ordinals: bool) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else { return true };
    let Some(next) = tokens.get(at + 1) else { return true };
    if next.opens_paragraph {
        return true;
    }
    let aside = next.first == ')' && closes_aside(tokens, at);
    if next.shape == Shape::Lower
        || matches!(next.first, ',' | ';' | ')') && !aside
        || !next.spaced && !next.is_word() && next.shape != Shape::Mark && !aside
    {
        return false;
    }
    // `am 12. Oktober`, `in der 89. Minute`
    const COUNTED: Class = class::PREPOSITION | class::POINTER | class::POSSESSIVE | class::COMPLEMENT;
    let counted = || ordinals && at > 1 && tokens[at - 2].is(COUNTED) && !next.is(class::FUNCTION);
    let number = before.shape == Shape::Number && before.end - before.start < 3;
    if number && (next.is(class::MONTH) || counted()) {
        return false;
    }
    let initial = before.is_capital() && before.end - before.start == 1;
    !(initial
        || (before.is(class::ABBREVIATION) || is_initials(before, body))
            && (next.is_capital() || next.shape == Shape::Number)
            && !next.is(class::FUNCTION))
}

/// Whether a token is two initials with a full stop between: the J.B of `J.B. Ray`.
pub(super) fn is_initials(token: &Token, body: &str) -> bool {
    let short = token.shape == Shape::Upper && token.end - token.start == 3 && !token.is(class::ABBREVIATION);
    short && token.span().of(body).as_bytes()[1] == b'.'
}

/// The longest bracket that sentences of their own are looked for in, in tokens.
const ASIDE: usize = 60;

/// `(She may cry.) The band left.`: whether the bracket that closes behind the stop at `at` began where a sentence
/// does.
fn closes_aside(tokens: &[Token], at: usize) -> bool {
    let open = (at.saturating_sub(ASIDE)..at).rev().find(|open| tokens[*open].is_sign('('));
    let begins = |open: usize| {
        let ended = |before: usize| {
            matches!(tokens[before].first, '.' | '!' | '?' | '…') || tokens[before].shape == Shape::Mark
        };
        tokens[open].opens_paragraph || open.checked_sub(1).is_none_or(ended)
    };
    let next = tokens.get(at + 2).is_some_and(|next| next.is_capital() || next.shape == Shape::Mark);
    next && open.is_some_and(|open| begins(open) && tokens[open + 1].shape != Shape::Lower)
}
