//! Stretches in marks that name a work or a body, as a capital elsewhere does: `the film “Low Tide”`.
//!
//! Invariant: looks at the stretch and two words before it. Absent on purpose: stretches that may be somebody's words.

use super::quote::Pair;
use super::token::{Shape, Token};
use crate::language::Language;
use crate::language::lexicon::{Class, class};

/// No name in marks is longer, in words.
const LONGEST: usize = 8;

/// Farthest behind its verb an article stands whose noun is spoken to, in tokens.
const NEAR: usize = 4;

/// No nickname is longer, in words.
const CALLED: usize = 3;

/// `the author of ‹“Low Tide”›`, `the group ‹“Save the Pier”›`: whether a stretch right behind the noun for a work or a
/// body is the name of it.
pub(crate) fn names(tokens: &[Token], pair: &Pair, language: &Language) -> bool {
    let content = &tokens[pair.content(tokens)];
    let words = content.iter().filter(|token| token.is_word() || token.shape == Shape::Number).count();
    let pauses = content.last().is_some_and(|last| last.is_sign(','));
    let plain = words + usize::from(pauses) == content.len() && (1..=LONGEST).contains(&words);
    let beside = !tokens[pair.open].opens_paragraph && tokens[pair.open].spaced;
    if pair.goes_on || !plain || !beside || !pair.is_marked(tokens) || !title(content, words) {
        return false;
    }
    let before = pair.open.saturating_sub(2)..pair.open;
    let work = |at: usize| tokens[at].is(class::TITLE_CUE) && noun(tokens, at, language);
    tokens[before.clone()].iter().all(Token::is_word) && before.clone().any(work)
        || body(tokens, pair, language)
        || addressed(tokens, pair, language)
        || pointed(tokens, pair, language)
}

/// `Ann ‹“Bob”› Lind`, `John F. ‹“Jack”› Ray`: whether what stands in marks is what somebody is called, between the words
/// of the name. The word before it is a given name, or has its capital from no sentence that begins.
pub(crate) fn nickname(tokens: &[Token], pair: &Pair, language: &Language) -> bool {
    const NO_NAME: Class = class::ORGANISATION_HEAD
        | class::ORGANISATION
        | class::PLACE_HEAD
        | class::TITLE_CUE
        | class::ROLE
        | class::HONORIFIC
        | class::GROUP
        | class::PERSON_NOUN
        | class::WEEKDAY
        | class::MONTH
        | class::FUNCTION
        | class::SOURCE_CUE
        | class::CUE_SOURCE;
    let called = |token: &Token| token.is_capital() && (token.is(class::GIVEN) || !token.is(NO_NAME));
    let behind = tokens.get(pair.close + 1).is_some_and(|next| next.spaced && !next.opens_paragraph && called(next));
    let open = &tokens[pair.open];
    if !behind || !open.spaced || open.opens_paragraph || pair.open == 0 {
        return false;
    }
    let letter = pair.open > 2 && tokens[pair.open - 1].is_sign('.') && tokens[pair.open - 2].span().len() == 1;
    let before = pair.open - 1 - 2 * usize::from(letter);
    let begins = tokens[before].opens_paragraph || before > 0 && !tokens[before - 1].is_word();
    let known = tokens[before].is(class::GIVEN) || !language.pack.names.nouns_capitalised && !begins;
    let content = &tokens[pair.content(tokens)];
    known
        && called(&tokens[before])
        && (1..=CALLED).contains(&content.len())
        && content.iter().all(|token| token.is_word() && token.is_capital())
}

/// `‹'Efek Lintang'› ini menaikkan harga`: whether a word that points stands behind a stretch, where it stands behind
/// nouns.
fn pointed(tokens: &[Token], pair: &Pair, language: &Language) -> bool {
    let behind = tokens.get(pair.close + 1).is_some_and(|next| next.shape == Shape::Lower && next.is(class::POINTER));
    language.pack.names.bare_subjects && behind && !tokens[pair.close - 1].is_sign(',')
}

/// `sagte Vogt der ‹„Neuen Post“›`: whether an article alone stands between who speaks, close behind the verb, and a
/// stretch, where the verb comes second.
fn addressed(tokens: &[Token], pair: &Pair, language: &Language) -> bool {
    const SAYS: Class = class::SOURCE_CUE | class::CUE_SOURCE;
    let article = pair.open.checked_sub(1).filter(|at| tokens[*at].is(class::POINTER));
    let verb = |at: usize| tokens[at].shape == Shape::Lower && tokens[at].is(SAYS);
    let said = article.is_some_and(|at| (at.saturating_sub(NEAR)..at).any(verb) && tokens[at - 1].is_word());
    language.pack.attribution.verb_second && said
}

/// `kelompok ‹“Peduli Pantai”›`, `grup musik ‹“Ombak Biru”›`: whether a noun for a body stands right before a stretch,
/// or before one that tells of which kind it is.
pub(crate) fn body(tokens: &[Token], pair: &Pair, language: &Language) -> bool {
    const NO_KIND: Class =
        class::FUNCTION | class::PREPOSITION | class::SOURCE_CUE | class::CUE_SOURCE | class::MARKED_ONLY;
    let body = |at: usize| {
        tokens[at].is(class::GROUP | class::ORGANISATION_HEAD)
            && !tokens[at].is(class::TITLE_CUE)
            && noun(tokens, at, language)
    };
    let Some(last) = pair.open.checked_sub(1) else { return false };
    let kind = tokens[last].shape == Shape::Lower && !tokens[last].is(NO_KIND) && language.pack.names.bare_subjects;
    body(last) || kind && last > 0 && body(last - 1)
}

/// Whether the word at `at` is a noun by its first letter: small, unless every noun has a capital or a sentence begins.
fn noun(tokens: &[Token], at: usize, language: &Language) -> bool {
    let begins = || tokens[at].opens_paragraph || at > 0 && tokens[at - 1].is_sign('.');
    language.pack.names.nouns_capitalised || !tokens[at].is_capital() || begins()
}

/// A title has capitals on all but its small words, and those do not outnumber the others: ‹Guardians of the Galaxy›,
/// and not ‹We are going to paint the Town Hall›.
pub(crate) fn title(content: &[Token], words: usize) -> bool {
    let heavy = || content.iter().filter(|token| token.is_word() && !token.is(class::FUNCTION));
    let lower = content.iter().filter(|token| token.shape == Shape::Lower).count();
    content[0].shape != Shape::Lower
        && heavy().all(Token::is_capital)
        && (lower == 0 || heavy().count() > usize::from(words > 2))
        && 2 * lower <= words
}
