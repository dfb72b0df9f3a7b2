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
    pub(crate) capital: u32,
    pub(crate) lower: u32,
}

/// The fewest words of a title: `Prime Minister Owen Hart` below a picture is none.
const TITLE: usize = 6;

/// `Lind Opens New Bridge To The East Bank`: for each token whether its paragraph gives every word a capital but small
/// ones. A paragraph is left at its first other word in small letters.
pub(crate) fn titled(text: &Text<'_>) -> Vec<bool> {
    let mut all = Vec::new();
    let small = |at: usize| text.is(at, class::FUNCTION) && !text.is(at, class::CUE);
    let lower = |at: usize| text.tokens[at].shape == Shape::Lower && !small(at);
    for paragraph in token::paragraphs(&text.tokens, &text.breaks) {
        // `Lind: ‘I Will Not Go’`: so do words in marks within it.
        let told = text.is_told(paragraph.start) && paragraph.clone().all(|at| !lower(at));
        if told && text.tokens[paragraph.clone()].iter().filter(|token| token.is_capital()).count() >= TITLE {
            all.resize(text.tokens.len(), false);
            all[paragraph].fill(true);
        }
    }
    all
}

/// The uses of every word.
pub(crate) fn uses(text: &Text<'_>, titled: &[bool]) -> Vec<Uses> {
    let mut all = vec![Uses::default(); text.words.len()];
    let mut fresh = true;
    for (at, token) in text.tokens.iter().enumerate() {
        // Half of all words are function words, in no order that a processor guesses: sums cost less than branches.
        let explained = fresh | token.opens_paragraph | (titled.get(at) == Some(&true));
        fresh = token.opens_paragraph & !token.is_word();
        if let Some(uses) = all.get_mut(token.word as usize) {
            uses.capital += u32::from(token.is_capital() & !explained);
            uses.lower += u32::from((token.shape == Shape::Lower) & !token.is(class::FUNCTION));
        } else {
            fresh |= token.shape == Shape::Mark || matches!(token.first, '.' | '!' | '?' | ':' | '—' | '–' | '…');
        }
    }
    // `Ann “Bob” ‹Lind›`: behind a nickname no sentence begins.
    for behind in text.nicknames.iter().map(|pair| pair.close + 1).filter(|at| titled.get(*at) != Some(&true)) {
        all[text.tokens[behind].word as usize].capital += 1;
    }
    all
}
