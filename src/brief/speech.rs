//! Whether a stretch in marks is somebody's words, or a title, a nickname, a word held with tongs.
//!
//! Invariant: looks at the stretch and its sentence only. Absent on purpose: who speaks.

use super::attribution::{Attributor, Found};
use super::token::Shape;
use crate::language::lexicon::class;

/// Whether the stretch at position `pair` is speech; `found` is what seems to attribute it.
pub(super) fn is_speech(attributor: &Attributor<'_>, pair: usize, found: Option<&Found>) -> bool {
    let text = attributor.text;
    let pair = &text.pairs[pair];
    let content = &text.tokens[pair.open + 1..pair.close];
    let words = content.iter().filter(|token| token.is_word() || token.shape == Shape::Number).count();
    let Some(last) = content.last() else { return false };
    let beside = found.is_some_and(|found| found.adjacent);
    let stopped = matches!(last.first, '.' | ',' | '!' | '?' | '…') && last.shape == Shape::Sign;
    let led = pair.open > 0 && matches!(text.tokens[pair.open - 1].first, ':' | ',');
    let titled = (pair.open.saturating_sub(2)..pair.open).any(|at| text.is(at, class::TITLE_CUE));
    let capitals =
        content.iter().filter(|token| token.is_capital() || token.is(class::FUNCTION) || !token.is_word()).count();
    if words == 0 {
        return false;
    }
    if titled && words < 9 && !led {
        return false;
    }
    if capitals == content.len() && words < 9 && !stopped && !(beside && led) {
        return false;
    }
    if words < 3 {
        return beside && (stopped || led);
    }
    found.is_some() || stopped || words > 5
}
