//! All the words by which somebody is introduced: the noun for what they do, and what stands before it.
//!
//! Invariant: looks at a few tokens, and only for those who speak. Absent on purpose: who bears which role; languages
//! that put all that describes a noun behind it, and those where its ending would have to fit.

use super::attribution::CUE;
use super::text::{Range, Text};
use super::token::Shape;
use crate::language::lexicon::{Class, class};

/// Most words between an article and its noun.
const WORDS: usize = 4;

/// `Ann Ray, a ‹political› scientist`, `the ‹civil rights› lawyer Ann Ray`: a role with the words that stand between it
/// and its article, a number or a verb of saying.
pub(super) fn whole(text: &Text<'_>, role: &Range) -> Range {
    const SMALL: Class = CUE
        | class::FUNCTION
        | class::PREPOSITION
        | class::CONJUNCTION
        | class::COORDINATOR
        | class::RELATIVE
        | class::PRONOUN
        | class::AUXILIARY
        | class::NEGATION
        | class::WEEKDAY
        | class::MONTH;
    let word = |at: &usize| {
        let token = &text.tokens[*at];
        // `the reason ‹President Ray› left`: before an office with a capital only such words belong to it.
        let fits = token.is_capital() || !text.tokens[role.start].is_capital();
        token.is_word() && token.spaced && fits && !token.opens_paragraph && !text.is(*at, SMALL)
    };
    let words = (0..role.start).rev().take(WORDS).take_while(word).count();
    let start = role.start - words;
    let opens = start.checked_sub(1).is_some_and(|at| {
        let article = text.is(at, class::POINTER | class::POSSESSIVE) && !text.is(at, class::PREPOSITION);
        // `Ann Ray, ‹a› political scientist`
        let apposed = text.is(at, class::FUNCTION) && text.is_sign(at.wrapping_sub(1), ',');
        let says = text.is(at, CUE) && text.tokens[start].shape == Shape::Lower;
        article || apposed || says || text.tokens[at].shape == Shape::Number
    });
    let names = &text.language.pack.names;
    if words > 0 && opens && !names.bare_subjects && !names.nouns_capitalised { start..role.end } else { role.clone() }
}
