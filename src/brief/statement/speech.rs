//! Whether a stretch in marks is somebody's words, or a title, a nickname, a word held with tongs.
//!
//! Invariant: looks at the stretch and its sentence only. Absent on purpose: who speaks.

use crate::brief::attribution::{Attributor, Found};
use crate::brief::text::marked::title;
use crate::brief::text::quote::Pair;
use crate::brief::text::token::{Shape, Token};
use crate::language::lexicon::class;

/// No title is longer, in words.
const LONGEST_TITLE: usize = 16;

/// Whether the stretch at position `pair` is speech; `found` is what seems to attribute it.
pub(super) fn is_speech(attributor: &Attributor<'_>, pair: usize, found: Option<&Found>) -> bool {
    let text = attributor.text;
    let pair = &text.pairs[pair];
    let content = &text.tokens[pair.content(&text.tokens)];
    let words = content.iter().filter(|token| token.is_word() || token.shape == Shape::Number).count();
    let Some(last) = content.last() else { return false };
    let nouns_capitalised = text.language.pack.names.nouns_capitalised;
    let beside = found.is_some_and(|found| found.adjacent || calls(attributor, pair.open, found));
    let behind = found.is_some_and(|found| found.cue.start > pair.close);
    let stopped = matches!(last.first, '.' | ',' | '!' | '?' | '…');
    // `Sie fügte hinzu. „Wir kommen wieder“.`: a whole sentence, its stop outside.
    let begins = pair.open > 0 && text.ends_sentence(pair.open - 1) && content[0].is_capital();
    let stopped = stopped || nouns_capitalised && begins && text.ends_sentence(pair.close + 1);
    let led = pair.open > 0 && matches!(text.tokens[pair.open - 1].first, ':' | ',');
    // `a novel “…”`; but `Mary Song “was late”` names a man.
    let cue = |token: &Token| token.is(class::TITLE_CUE) && (nouns_capitalised || !token.is_capital());
    // `die Sonde sei „in gutem Zustand“`: a verb that reports names nothing.
    let told_of = pair.open > 0 && text.is(pair.open - 1, class::REPORTED) && content[0].shape == Shape::Lower;
    // `He asked not to be named. “…”`: what another sentence ends with names nothing.
    let start = text.sentence(text.sentence_of(pair.open)).start.min(pair.open);
    let titled = !told_of && text.tokens[start.max(pair.open.saturating_sub(2))..pair.open].iter().any(cue);
    // `Die Zeitung schrieb: „Das ist das Ende einer Ära.“`: where every noun has a capital a colon leads to no title.
    let colon = nouns_capitalised && words > 3 && pair.open > 0 && text.is_sign(pair.open - 1, ':');
    let title = !colon && title(content, words);
    // `«Es tarde», afirmó.`: where the verb tells the person, no source need stand beside it.
    let told = text.is_sign(pair.close + 1, ',') && text.is(pair.close + 2, class::CUE_SOURCE);
    let open = &text.tokens[pair.open];
    let single = matches!(open.first, '‘' | '\'' | '‚' | '’') && open.span().len() == open.first.len_utf8();
    if words == 0 || !pair.is_marked(&text.tokens) {
        return words > 0;
    }
    // `Radio Four’s “Behind the Quay,” Ann Ray said`: what belongs to somebody is a work, whatever stands behind it.
    let owned = pair.open > 1
        && text.is(pair.open - 1, class::APOSTROPHE_S)
        && text.tokens[pair.open - 2].shape == Shape::Mark
        && !text.tokens[pair.open - 1].spaced;
    let named = content[0].is_capital() && content.iter().rfind(|token| token.is_word()).is_some_and(Token::is_capital);
    // `the book “A Bridge: How Two Towns …”`
    let named = owned && (title || named) && words < 9;
    if named || titled && (words < 9 && !led || title && words < LONGEST_TITLE) {
        return false;
    }
    // `In “The Long Quay,” Ann Ray tells of it`: what a small word leads to is called so, whoever stands behind it.
    let below = pair.open > 0 && text.is(pair.open - 1, class::PREPOSITION) && !nouns_capitalised;
    if below && title && (2..9).contains(&words) && !matches!(last.first, '!' | '?') {
        return false;
    }
    if nouns_capitalised && words < 9 && !stopped && content[0].is_capital() && bears_name(attributor, pair, found) {
        return false;
    }
    // `She declared “What a Tuesday!”`: nothing stands between the verb and what ends as a cry does.
    let cried = matches!(last.first, '!' | '?') && found.is_some_and(|found| found.cue.end == pair.open);
    // `sprach von einem „Schlag ins Gesicht“`: nor any noun that the marks could name.
    let noun = nouns_capitalised && beside && !behind && !single && words > 2 && pair.open > 0;
    let cried = cried || noun && text.tokens[pair.open - 1].shape == Shape::Lower;
    let alone = open.opens_paragraph && text.get(pair.close + 1).is_none_or(|next| next.opens_paragraph);
    // `‘We wait until May.’`: single marks around a whole sentence hold no word as if with tongs. A paragraph of its
    // own that ends with a cry, or is short, is a crosshead.
    let crosshead = alone && (last.first != '.' || words < 5);
    let whole = words > 3 && matches!(last.first, '.' | '!' | '?') && (open.opens_paragraph || begins) && !crosshead;
    // `He said that it was ‘in no case acceptable’`: four words that do not begin one are told.
    let taken = words > 3 && content[0].shape == Shape::Lower && found.is_some();
    if (title && words < 12 || single && !whole && !taken) && !(beside && (led || behind || cried)) {
        return false;
    }
    let continues = pair.open > 1 && text.ends_sentence(pair.open - 1);
    if words < 3 {
        // `„Wir warten“, ‹sagte› Vogt`, `«Es tarde», dijo Ana`: the comma stands outside, and no noun before that the
        // marks could name.
        let opens = text.sentence(text.sentence_of(pair.open)).start == pair.open;
        let outside = opens && text.is_sign(pair.close + 1, ',') && (beside && behind || told);
        // `Der Wirt wollte nichts davon wissen: „Ich bleibe.“`
        let colon = found.is_some() && text.is_sign(pair.open.wrapping_sub(1), ':');
        // `bezeichnete den Plan als „vorbildlich“`
        let called = nouns_capitalised && found.is_some_and(|found| calls(attributor, pair.open, found));
        return called || outside || stopped && (alone || beside || continues || colon) || beside && led;
    }
    let lower = content.first().is_some_and(|token| token.shape == Shape::Lower);
    // `„Aus der Luft gegriffen“ sei das, so Vogt`: the sentence alone gives the first word its capital.
    let opens = text.sentence(text.sentence_of(pair.open)).start == pair.open;
    let lower = lower || opens && !title && content[0].is(class::FUNCTION | class::PREPOSITION) && found.is_some();
    if nouns_capitalised && !beside {
        // Names of works and bodies begin with a capital, words taken out of a sentence with a small letter.
        // They end with one too: `dass es „Anfang Mai überall so üblich“ war`.
        let ends_low =
            words > 4 && content.iter().rfind(|token| token.is_word()).is_some_and(|t| t.shape == Shape::Lower);
        // `billigte Mittel für „ganz besondere Fälle“`: a few words that nobody is near to say are held with tongs.
        let called = pair.open > 0 && text.is(pair.open - 1, class::PREDICATE);
        // `Es sei schwer, sich ohne „lange öffentliche Reden“ zu einigen.`: the mood of the sentence tells that
        // somebody's words go on.
        let sentence = text.sentence(text.sentence_of(pair.open));
        let goes_on = || (sentence.start..pair.open).any(|at| text.is(at, class::REPORTED) && text.is_told(at));
        return lower && (found.is_some() || words > 3 || called || goes_on())
            || stopped
            || told
            || words > 14
            || ends_low && found.is_some();
    }
    found.is_some() || stopped || told || words > 5
}

/// `nannte den Plan des Rates ‹einen› „Schlag ins Gesicht“`: whether a word that leads to what a thing is called stands
/// right before the mark at `open`, and the verb of it before that in the same clause.
fn calls(attributor: &Attributor<'_>, open: usize, found: &Found) -> bool {
    let text = attributor.text;
    let Some(last) = open.checked_sub(1).filter(|at| text.is(*at, class::PREDICATE) && *at >= found.cue.end) else {
        return false;
    };
    // `schrieb in ‹einem› „Brief an die Freunde“`
    let below = text.is(last - 1, class::PREPOSITION) && !text.is(last - 1, class::PREDICATE);
    // `nach Angaben des Leiters ‹von› „Hilfe ohne Grenzen“`
    let verb = !text.is(found.cue.start, class::OPENER);
    verb && !below && (found.cue.end..last).all(|at| text.tokens[at].shape != Shape::Sign && text.is_told(at))
}

/// `Die „Freie Liste Altdorf“ ‹warnte›`, `da ‹warnte› die „Freie Liste Altdorf“`: where the verb comes second, an
/// article and marks beside it are its subject, unless another one stands before the verb.
fn bears_name(attributor: &Attributor<'_>, pair: &Pair, found: Option<&Found>) -> bool {
    let text = attributor.text;
    let adjective = |at: &usize| text.tokens[*at].shape == Shape::Lower && !text.is(*at, class::FUNCTION);
    let adjectives = (0..pair.open).rev().take(3).take_while(adjective).count();
    let Some(article) = pair.open.checked_sub(1 + adjectives).filter(|at| text.is(*at, class::POINTER)) else {
        return false;
    };
    let cue = |at: usize| attributor.is_cue(at, class::SOURCE_CUE);
    let turned = article.checked_sub(1).filter(|at| cue(*at));
    let object =
        |verb: usize| found.is_some_and(|found| found.cue.start == verb && found.source.start(attributor) < verb);
    turned.is_some_and(|verb| !object(verb)) || cue(pair.close + 1)
}
