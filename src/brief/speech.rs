//! Whether a stretch in marks is somebody's words, or a title, a nickname, a word held with tongs.
//!
//! Invariant: looks at the stretch and its sentence only. Absent on purpose: who speaks.

use super::attribution::{Attributor, Found};
use super::token::{Shape, Token};
use crate::language::lexicon::class;

/// Whether the stretch at position `pair` is speech; `found` is what seems to attribute it.
pub(super) fn is_speech(attributor: &Attributor<'_>, pair: usize, found: Option<&Found>) -> bool {
    let text = attributor.text;
    let pair = &text.pairs[pair];
    let content = &text.tokens[pair.open + 1..pair.close];
    let words = content.iter().filter(|token| token.is_word() || token.shape == Shape::Number).count();
    let Some(last) = content.last() else { return false };
    let beside = found.is_some_and(|found| found.adjacent);
    let behind = found.is_some_and(|found| found.cue.start > pair.close);
    let stopped = matches!(last.first, '.' | ',' | '!' | '?' | '…') && last.shape == Shape::Sign;
    let led = pair.open > 0 && matches!(text.tokens[pair.open - 1].first, ':' | ',');
    let titled = (pair.open.saturating_sub(2)..pair.open).any(|at| text.is(at, class::TITLE_CUE));
    // A title has capitals on all but its small words: ‹Guardians of the Galaxy›.
    let heavy = || content.iter().filter(|token| token.is_word() && !token.is(class::FUNCTION));
    let title = heavy().all(Token::is_capital) && heavy().count() > usize::from(words > 2);
    let single =
        matches!(text.tokens[pair.open].first, '‘' | '\'' | '‚' | '’') && text.tokens[pair.open].span().len() < 4;
    if words == 0 {
        return false;
    }
    if titled && words < 9 && !led {
        return false;
    }
    if (title && words < 12 || single) && !(beside && (led || behind)) {
        return false;
    }
    let alone =
        text.tokens[pair.open].opens_paragraph && text.get(pair.close + 1).is_none_or(|next| next.opens_paragraph);
    let continues = pair.open > 1 && text.ends_sentence(pair.open - 1);
    if words < 3 {
        return stopped && (alone || beside || continues) || beside && led;
    }
    let lower = content.first().is_some_and(|token| token.shape == Shape::Lower);
    if text.language.pack.names.nouns_capitalised && !beside {
        // Names of works and bodies begin with a capital, words taken out of a sentence with a small letter.
        return lower || stopped || words > 14;
    }
    found.is_some() || stopped || words > 5
}
