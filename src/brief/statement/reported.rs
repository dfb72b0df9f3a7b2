//! Reported clauses whose verb or source stands elsewhere than first: the verb comes second, the clause comes first,
//! the mood of a verb shows that somebody's words are told.
//!
//! Invariant: looks at one sentence. Absent on purpose: marks, and who the sources stand for.

use super::border::{NO_CLAUSE, begin};
use super::evidence::{behind_apposition, resumed, shows};
use crate::brief::attribution::position::end_of;
use crate::brief::attribution::{Attributor, Found, Source};
use crate::brief::name::Kind;
use crate::brief::text::token::{Shape, Token};
use crate::brief::text::{Range, Text};
use crate::language::lexicon::{Class, class};

/// The longest bracket behind who speaks, in tokens.
const BRACKET: usize = 8;

/// `‹Laut› Stadt ist die Brücke zu`, `Die Brücke ist ‹nach Angaben der› Stadt zu`, `Berichten ‹zufolge› ist sie zu`:
/// all of the sentence but the words that say who.
pub(super) fn told_by(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Vec<Range>)> {
    let text = attributor.text;
    if !text.verb_second() {
        return None;
    }
    if !text.is(at, class::OPENER | class::CLOSER) {
        return written(attributor, sentence, at);
    }
    let cue = attributor.cue(at);
    let (source, told) = if text.is(at, class::OPENER) {
        let source = attributor.source_after(cue.end, sentence.end, false)?;
        let end = end_of(attributor, &source, cue.end);
        // `Laut ‹SPD/Grünen›`
        let more = |end: usize| {
            text.is_sign(end, '/') && text.get(end + 1).is_some_and(|next| !next.spaced && next.is_capital())
        };
        let end = (end..sentence.end).step_by(2).find(|end| !more(*end)).unwrap_or(end);
        // `Gemäß ‹Artikel 59›`: what has a number is no one who speaks.
        let counts = text.get(end + 1).is_some_and(Token::is_capital);
        let number = text.get(end).is_some_and(|token| token.shape == Shape::Number);
        if number && !counts && matches!(source, Source::Nominal(_)) && !attributor.can_speak(&source) {
            return None;
        }
        // `Laut Anna Vogt ‹(Freie Liste)›`: a bracket tells more of who speaks.
        let bracket = (end..sentence.end.min(end + BRACKET)).find(|at| text.is_sign(*at, ')'));
        let end = bracket.filter(|_| text.is_sign(end, '(')).map_or(end, |close| close + 1);
        // `Laut Vogt, dem Leiter der Wache, …`
        let close = if text.is_sign(end, ',') { behind_apposition(text, end, sentence.end) } else { end };
        let end = if close > end { close + 1 } else { end };
        (source, cue.start..end + usize::from(text.is(end, class::CLOSER)))
    } else {
        let source = attributor.source_right_before(sentence, at)?;
        let start = source.start(attributor);
        let article = start > sentence.start && text.is(start - 1, class::POINTER | class::COMPLEMENT);
        (source, start - usize::from(article)..cue.end)
    };
    let content = vec![sentence.start..told.start.max(sentence.start), told.end.min(sentence.end)..sentence.end];
    Some((Found { cue, source, adjacent: true }, content))
}

/// `In der Vorlage ‹heißt es›, dass …`: what nobody is said to speak stands in something.
fn written(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Vec<Range>)> {
    let text = attributor.text;
    let cue = attributor.cue(at);
    let unspoken = cue.len() > 1 && text.is(at, class::CUE_SOURCE) && !text.is(at, class::SOURCE_CUE);
    let source = attributor.written(sentence.start..at).filter(|_| unspoken && text.is_sign(cue.end, ','))?;
    let start = begin(text, &cue, sentence.end)?;
    // `Nach dem Treffen hieß es, …`
    let writing = matches!(&source, Source::Nominal(noun) if noun.clone().any(|at| text.is(at, class::WRITING)));
    let content = start..sentence.end;
    writing.then(|| (Found { cue, source, adjacent: true }, vec![content]))
}

/// `Die Brücke sei zu, ‹teilte› die Stadt am Montag mit`: behind a comma the verb turns, and nothing told follows. Its
/// mood shows that the clause is reported, or that there is no other subject than who says it: `Ray, ein Kenner der
/// Alpen, ‹nannte› den Weg gut` is neither.
pub(crate) fn turned(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Vec<Range>)> {
    let text = attributor.text;
    let closed = text.verb_second() && !(at..sentence.end).any(|i| text.is_sign(i, ',') || text.is_sign(i, ':'));
    let found = closed.then(|| clause_first(attributor, sentence, at)).flatten()?;
    let end = end_of(attributor, &found.0.source, found.0.cue.end);
    let comma = sentence.clone().find(|at| text.is_sign(*at, ','))?;
    let told = || end + 1 >= sentence.end || told_by_verb(attributor, &found.0, sentence.start..comma, sentence.end);
    let clause = || !attributor.is_phrase(sentence.start..comma);
    (found.1.iter().any(|clause| shows(text, clause)) || clause() && told()).then_some(found)
}

/// `Die Brücke bleibt zu, ‹sagte› Vogt am Montag`, `…, ‹teilte› die Stadt am Montag ‹mit›`: whether a verb that leads
/// to clauses, or one whose second part closes the sentence, tells what has a verb of its own before its first comma.
fn told_by_verb(attributor: &Attributor<'_>, found: &Found, first: Range, end: usize) -> bool {
    const NO_VERB: Class = class::PREPOSITION
        | class::POINTER
        | class::COORDINATOR
        | class::RELATIVE
        | class::PRONOUN
        | class::CONJUNCTION
        | class::POSSESSIVE;
    let text = attributor.text;
    let lower = |at: usize| text.tokens[at].shape == Shape::Lower;
    let parted = lower(end - 1) && text.is(end - 1, class::PREPOSITION);
    let verb = |at: usize| text.is_told(at) && lower(at) && !text.is(at, NO_VERB);
    let somebody = match &found.source {
        Source::Name(name) => attributor.names[*name].kind == Kind::Person,
        source => attributor.can_speak(source),
    };
    (parted || text.is(found.cue.start, class::CLAUSE_CUE)) && somebody && first.clone().any(verb)
}

/// `Am Ende, ‹so Vogt›, sei der Keller voll gewesen.`: between two commas, where the mood of a verb shows that the
/// sentence is reported. Before a verb like `sagte` may only stand what it is about: `Zur Brücke, ‹sagte Vogt›, man
/// wolle sie nicht.`
pub(crate) fn interjected(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Vec<Range>)> {
    let text = attributor.text;
    let comma = at.checked_sub(1).filter(|comma| *comma > sentence.start && text.is_sign(*comma, ','))?;
    let cue = attributor.cue(at);
    let verb = text.is(at, class::SOURCE_CUE);
    let source = attributor.source_after(cue.end, sentence.end, !verb)?;
    let end = end_of(attributor, &source, cue.end);
    let (first, rest) = (sentence.start..comma, behind_apposition(text, end, sentence.end) + 1..sentence.end);
    // `…, sagte Vogt, ‹die Wege seien› frei`; but `…, sagte Vogt, ‹der die Wege sehe›`.
    let second = |at: usize| text.is(at, class::REPORTED) && text.get(at + 1).is_some_and(Token::is_word);
    let relative = text.is(rest.start, class::RELATIVE) && !rest.clone().any(second);
    let between = text.verb_second() && text.is_sign(end, ',') && !relative;
    let (told, goes_on) = (shows(text, &first), shows(text, &rest));
    let content = match () {
        () if text.is(rest.start, class::REPORTED) || told && goes_on || !verb && (told || goes_on) => {
            vec![first, rest]
        }
        () if goes_on && !told => vec![rest],
        () => return None,
    };
    between.then_some((Found { cue, source, adjacent: true }, content))
}

/// `Kadar itu, ‹kata Siti›, masih aman.`: where nouns need no article, between two commas, and the sentence goes on
/// behind them: all of it but the words that say who, and small ones that only lead to it. So it does where the writer
/// forgets one of the two: `Kini, ‹kata Siti› warga sudah pulang.`, `Jalan itu ‹lanjut Siti›, sudah dibuka.`
pub(super) fn parenthesis(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Vec<Range>)> {
    let text = attributor.text;
    if !text.language.pack.names.bare_subjects || text.is(at, class::SOURCE_CUE) {
        return None;
    }
    let before = at.checked_sub(1).filter(|before| *before > sentence.start)?;
    let comma = text.is_sign(before, ',');
    // But `Hal ini disampaikan Siti, …` reports nothing.
    if !comma && (!text.is(before, class::POINTER) || text.is(at, class::OPENER)) {
        return None;
    }
    let cue = attributor.cue(at);
    let source = match text.clitic(at) {
        0 => said_by(attributor, &cue, sentence.end)?,
        _ => Source::Clitic(at),
    };
    let end = end_of(attributor, &source, cue.end).max(cue.end);
    if comma && goes_on_at_once(attributor, &source, end, sentence.end) {
        let first = Some(sentence.start..before).filter(|first| !first.clone().all(|at| leads(text, at)));
        let content = first.into_iter().chain(Some(end..sentence.end)).collect();
        return Some((Found { cue, source, adjacent: true }, content));
    }
    // But `…, kata Siti, apabila ketua mau, …` tells nobody's office.
    let apposed = Some(behind_apposition(text, end, sentence.end))
        .filter(|close| text.is(end + 1, class::ROLE) && *close > end && !(end + 1..*close).any(|at| text.acts(at)));
    let close = apposed.unwrap_or(end);
    const BELOW: Class = class::PREPOSITION
        | class::BEFORE_PLACE
        | class::RELATIVE
        | class::COORDINATOR
        | class::CONJUNCTION
        | class::WEEKDAY
        | class::RELATIVE_DAY;
    let rest = close + 1..sentence.end;
    // `Untuk itu, kata Siti, …`
    let led = (sentence.start..at - usize::from(comma)).all(|at| leads(text, at));
    let word = |at: usize| text.tokens[at].shape == Shape::Lower && !text.is(at, class::FUNCTION);
    // `Harga turun, kata Siti, ‹kepala› dinas di Sagara.`
    let office = !led && text.is(rest.start, class::ROLE) && text.tokens[rest.start].shape == Shape::Lower;
    let goes_on = text.is_sign(close, ',') && !office && !text.is(rest.start, BELOW) && rest.clone().any(word);
    let first = Some(sentence.start..at - usize::from(comma)).filter(|_| !led);
    let content = first.into_iter().chain(Some(rest)).collect();
    goes_on.then_some((Found { cue, source, adjacent: true }, content))
}

/// Who stands behind a `cue` that its source follows. Where nouns need no article, only one for people or bodies speaks,
/// or one that a pronoun has grown on: `Itu banyak, ‹jelas› melukai warga` is nobody's word.
fn said_by(attributor: &Attributor<'_>, cue: &Range, end: usize) -> Option<Source> {
    let text = attributor.text;
    let any = !text.is(cue.start, class::SOURCE_CUE);
    let sure = text.language.pack.names.bare_subjects && !text.is(cue.start, class::OPENER);
    let grown = |source: &Source| !matches!(source, Source::Nominal(noun) if !noun.clone().any(|at| text.grown(at)));
    let noun = || attributor.source_after(cue.end, end, true).filter(|source| any && grown(source));
    attributor.source_after(cue.end, end, any && !sure).or_else(|| noun().filter(|_| sure))
}

/// Whether the word at `at` only leads to a clause: `‹Untuk itu›, kata Siti, …`
fn leads(text: &Text<'_>, at: usize) -> bool {
    text.is(at, class::FUNCTION | class::LEANING | class::PREPOSITION | class::POINTER)
}

/// `kata ‹Siti› warga sudah pulang`, `Menurut ‹Siti› warga sudah pulang`: whether a clause begins right behind somebody
/// who ends at `end`, where nouns need no article: with a noun, which a verb of its own follows.
pub(super) fn goes_on_at_once(attributor: &Attributor<'_>, source: &Source, end: usize, sentence_end: usize) -> bool {
    const NO_SUBJECT: Class = NO_CLAUSE
        | class::BEFORE_PLACE
        | class::CONJUNCTION
        | class::FUNCTION
        | class::POINTER
        | class::WEEKDAY
        | class::RELATIVE_DAY
        | class::LEANING;
    let text = attributor.text;
    let somebody = match source {
        Source::Name(name) => attributor.names[*name].kind == Kind::Person && attributor.names[*name].range.end == end,
        Source::Pronoun(_) => true,
        _ => false,
    };
    let begins = |at: usize| {
        let noun = text.tokens[at].shape == Shape::Lower && !text.is(at, NO_SUBJECT) && !text.acts(at);
        noun || text.is(at, class::PRONOUN)
    };
    if !text.language.pack.names.bare_subjects || !somebody || end + CLAUSE > sentence_end || !begins(end) {
        return false;
    }
    // `Menurut Siti warga setempat, …`
    let comma = (end..sentence_end).find(|at| text.tokens[*at].shape == Shape::Sign).unwrap_or(sentence_end);
    let describes = text.is(end, class::PERSON_NOUN | class::ROLE | class::GROUP) && text.is_sign(comma, ',');
    let verb = |at: usize| text.acts(at) || text.is(at, class::NEGATION | class::AUXILIARY);
    (end + 1..comma).any(verb) && !(describes && comma < end + CLAUSE)
}

/// The shortest clause that is told without a comma before it, in tokens.
const CLAUSE: usize = 4;

/// `…, kata X.`, and `…, kata X, …` where the sentence goes on.
pub(super) fn clause_first(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Vec<Range>)> {
    let text = attributor.text;
    // `…, ‹zo› laat de gemeente weten`
    let led = usize::from(at > 0 && attributor.leads_cue(at - 1));
    let comma = at.checked_sub(1 + led).filter(|before| text.is_sign(*before, ',') && *before > sentence.start + 2)?;
    let token = &text.tokens[at];
    let cue = attributor.cue(at);
    let source = if text.clitic(at) > 0 { Source::Clitic(at) } else { said_by(attributor, &cue, sentence.end)? };
    let end = end_of(attributor, &source, cue.end).max(cue.end);
    // Where a cue may stand on either side, what follows its source describes it: `said Ray, a clerk`.
    let on = resumed(text, end, sentence.end).filter(|_| !token.is(class::SOURCE_CUE));
    let content = [Some(sentence.start..comma), on].into_iter().flatten().collect();
    Some((Found { cue, source, adjacent: true }, content))
}

/// The same where the cue and its source are all that stands behind the clause: `Le pont de Lormont rouvre, a annoncé
/// la maire.` has no other subject than she.
pub(super) fn clause_alone(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Vec<Range>)> {
    let text = attributor.text;
    let found = clause_first(attributor, sentence, at)?;
    let end = end_of(attributor, &found.0.source, found.0.cue.end);
    let stops = |at: usize| text.is_sign(at, '.') || text.is_sign(at, ',');
    // `Der Trainer des FC Altdorf, Karl Brandt, lobte seinen Stürmer.`
    let comma = sentence.clone().find(|at| text.is_sign(*at, ','))?;
    // But `Die Proben, die es gebe, seien gut, sagte der Leiter, Karl Brandt.`
    if text.verb_second() && attributor.is_phrase(sentence.start..comma) && !shows(text, &(comma..at)) {
        return None;
    }
    // `The ward is shut, ‹says the union› as staff strike`: nor has what one comma alone closes.
    let single = || comma + 1 == at && !text.verb_second() && text.is(end, class::PREPOSITION);
    (text.is(at, class::SOURCE_CUE) && (end >= sentence.end || stops(end) || single())).then_some(found)
}
