//! How far the words reach that an opener leads to: `laut einem Bericht der Stadt ‹sind› …`.
//!
//! Invariant: looks at one phrase. Absent on purpose: languages whose nouns have no capital, which shows where they end.

use super::Attributor;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

/// The longest phrase that leads to who says something, in words: `nach den Worten des`.
const OPENER: usize = 5;

impl Attributor<'_> {
    /// Where a source behind an opener is looked for: from its noun to the end of its phrase; else as it was.
    pub(super) fn opened(&self, from: usize, stop: usize, end: usize) -> (usize, usize, usize) {
        let Some(close) = self.opened_phrase(from, stop) else { return (from, stop, end) };
        // `laut ‹einem› Bericht`: the article puts nothing below another noun.
        let article = usize::from(self.text.is(from, class::FUNCTION) && from + 1 < stop);
        (from + article, close, close)
    }

    /// `nach Angaben ‹eines Sprechers› wollte der FC Altdorf gehen`: where every noun has a capital, the end of the
    /// phrase that an opener leads to, before the first word in small letters that puts nothing below its noun.
    fn opened_phrase(&self, from: usize, stop: usize) -> Option<usize> {
        const JOINS: Class = class::COMPLEMENT | class::COORDINATOR | class::PARTICLE;
        let text = self.text;
        let opener = |back: usize| {
            from.checked_sub(back).is_some_and(|at| {
                text.is(at, class::OPENER) && (back == 1 || usize::from(text.tokens[at].phrase) == back)
            })
        };
        if !text.language.pack.names.nouns_capitalised || !(1..=OPENER).any(opener) {
            return None;
        }
        // `laut einer am ‹Dienstag› verbreiteten Mitteilung`
        let within = |at: usize| at > from + 1 && text.is(at - 1, class::PREPOSITION) && !text.is(at - 1, JOINS);
        let noun = (from..stop).find(|at| text.tokens[*at].is_capital() && !within(*at));
        let ends = |at: &usize| {
            let small = matches!(text.tokens[*at].shape, Shape::Lower | Shape::Number);
            small && !text.is(*at, JOINS) && !text.is(*at - 1, JOINS)
        };
        noun.and_then(|noun| (noun + 1..stop).find(ends))
    }
}
