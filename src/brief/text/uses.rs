//! How often each word stands with a capital and without, and the titles in which every word has one.
//!
//! Invariant: each token is looked at once, and a word at the start of a sentence or in a title shows nothing by its
//! capital. Absent on purpose: what is a name.

use super::Text;
use super::token::{self, Shape};
use crate::language::lexicon::class;

/// How often a word stands in the article with a capital that no sentence start explains, and without.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Uses {
    pub(crate) capital: u16,
    pub(crate) lower: u16,
    /// It has a capital somewhere, explained or not.
    pub(crate) is_name: bool,
}

/// The fewest words of a title: `Prime Minister Owen Hart` below a picture is none.
const TITLE: usize = 6;

/// `Lind Opens New Bridge To The East Bank`: for each token whether its paragraph gives every word a capital but small
/// ones. A paragraph is left at its first other word in small letters.
pub(crate) fn titled(text: &Text<'_>) -> Vec<bool> {
    let mut all = Vec::new();
    let lower = |at: usize| text.tokens[at].shape == Shape::Lower && !text.is(at, class::FUNCTION);
    for paragraph in token::paragraphs(&text.tokens, &text.breaks) {
        let told = paragraph.clone().all(|at| !lower(at) && text.is_told(at));
        if told && text.tokens[paragraph.clone()].iter().filter(|token| token.is_capital()).count() >= TITLE {
            all.resize(text.tokens.len(), false);
            all[paragraph].fill(true);
        }
    }
    all
}

/// The uses of every word.
pub(crate) fn uses(text: &Text<'_>, titled: &[bool]) -> Vec<Uses> {
    let (mut all, tokens) = (vec![Uses::default(); text.words.len()], &text.tokens);
    let mut count = |at: usize, fresh: bool| {
        let token = &tokens[at];
        // Half of all words are function words, in no order that a processor guesses: sums cost less than branches.
        if let Some(uses) = all.get_mut(token.word as usize) {
            let (capital, explained) = (token.is_capital(), fresh | (titled.get(at) == Some(&true)));
            let small = (token.shape == Shape::Lower) & !token.is(class::FUNCTION);
            uses.is_name |= capital;
            uses.capital = uses.capital.saturating_add(u16::from(capital & !explained));
            uses.lower = uses.lower.saturating_add(u16::from(small));
        }
    };
    let ends = text.breaks.iter().skip(1).map(|at| *at as usize).chain([tokens.len()]);
    for (at, end) in text.breaks.iter().map(|at| *at as usize).zip(ends) {
        let token = &tokens[at];
        let fresh = token.opens_paragraph && !token.is_word()
            || token.shape == Shape::Mark
            || matches!(token.first, '.' | '!' | '?' | ':' | '—' | '–' | '…') && token.shape == Shape::Sign;
        // A sign is counted for nothing.
        count(at, true);
        (at + 1..end).for_each(|next| count(next, fresh && next == at + 1));
    }
    all
}
