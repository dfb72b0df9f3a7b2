//! All the words by which somebody is introduced: the noun for what they do, and what stands before it.
//!
//! Invariant: looks at a few tokens, and only for those who speak. Absent on purpose: who bears which role; languages
//! that put all that describes a noun behind it, and those where its ending would have to fit.

use crate::brief::text::token::Shape;
use crate::brief::text::{Range, Text};
use crate::language::lexicon::{Class, class};

/// Most words before its noun; a headline may be a longer row of capitals.
const WORDS: usize = 5;

/// What is no word of a role.
const SMALL: Class = class::CUE
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

/// `Ann Ray, a ‹political› scientist`, `the ‹civil rights› lawyer Ann Ray`, `‹Trent County› Sheriff Ann Ray`: a role with
/// the words before it that belong to it, and the role it is joined to.
pub(crate) fn whole(text: &Text<'_>, role: &Range) -> Range {
    let names = &text.language.pack.names;
    if names.bare_subjects || names.nouns_capitalised {
        return role.clone();
    }
    joined(text, before(text, role.start))..role.end
}

/// Where the words begin that stand before the noun at `noun`: behind its article, a number, a verb of saying or a
/// comma; or names in a row before an office with a capital.
fn before(text: &Text<'_>, noun: usize) -> usize {
    let word = |at: &usize| {
        let token = &text.tokens[*at];
        // `the reason ‹President Ray› left`: before an office with a capital only such words belong to it.
        let fits = token.is_capital() || !text.tokens[noun].is_capital();
        token.is_word() && fits && !text.is(*at, SMALL)
    };
    let open = |at: &usize| text.tokens[at + 1].opens_paragraph;
    let count = (0..noun).rev().take(WORDS + 1).take_while(|at| !open(at) && word(at)).count();
    if count == 0 || count > WORDS {
        return noun;
    }
    let start = noun - count;
    let first = &text.tokens[start];
    let opens = start.checked_sub(1).is_some_and(|at| {
        let article = text.is(at, class::POINTER | class::POSSESSIVE) && !text.is(at, class::PREPOSITION);
        // `Ann Ray, ‹a› political scientist`, `Ann Ray, political scientist`
        let comma = |at: usize| text.is_sign(at, ',');
        let apposed = comma(at) || text.is(at, class::FUNCTION) && comma(at.wrapping_sub(1));
        let says = text.is(at, class::CUE) && first.shape == Shape::Lower;
        article || apposed || says || text.tokens[at].shape == Shape::Number
    });
    // The first word of a sentence has a capital, whatever it is.
    let begins = text.sentence(text.sentence_of(start)).start == start;
    let named = first.is_capital() && (!begins || first.is(class::PLACE | class::ORGANISATION));
    if opens || named { start } else { noun }
}

/// `‹President and› Chief Executive Ann Ray`: where the office begins that is joined to the one at `start`. Two that an
/// article stands before may be two people's.
fn joined(text: &Text<'_>, start: usize) -> usize {
    let Some(at) = start.checked_sub(2).filter(|at| text.is(at + 1, class::COORDINATOR)) else { return start };
    let both = [at, start].iter().all(|at| text.is(*at, class::ROLE | class::OFFICE) && text.tokens[*at].is_capital());
    let first = if both && text.is(at, class::ROLE) { before(text, at) } else { start };
    let article = first.checked_sub(1).is_some_and(|at| text.is(at, class::FUNCTION | class::POINTER));
    if article || text.tokens[at + 1].opens_paragraph { start } else { first }
}
