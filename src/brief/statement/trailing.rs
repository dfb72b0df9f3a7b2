//! Attributions that follow what is said, their subject first: `…, X said.`, and `…, X said, …`.
//!
//! Invariant: looks at one sentence; between the comma and its verb stands who says it. Absent on purpose: verbs that
//! stand before their subject.

use super::border::{DAY, begin, joined};
use super::evidence::{is_office, resumed, speaks};
use crate::brief::attribution::position::end_of;
use crate::brief::attribution::{Attributor, Found, SPEAKS, Source};
use crate::brief::name::Name;
use crate::brief::text::token::Shape;
use crate::brief::text::{Range, Text};
use crate::language::lexicon::{Class, class};

/// Most words that name who is told something: `told reporters in the hall of the old harbour`.
const HEARERS: usize = 10;

/// The longest description of somebody before their name, in tokens.
const DESCRIPTION: usize = 10;

/// `…, X said.`, and `…, X said, …` where the sentence goes on.
pub(super) fn subject_last(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Vec<Range>)> {
    let text = attributor.text;
    let cue = attributor.cue(at);
    let on = resumed(text, cue.end, sentence.end).or_else(|| led(text, sentence, cue.end));
    if !(on.is_some() || closes(attributor, sentence, &cue)) || !speaks(text, sentence, &cue) {
        return None;
    }
    let first = sentence.start + if on.is_some() { 1 } else { 3 };
    let comma = (first..at).rev().take(14).find(|i| text.is_sign(*i, ','));
    let comma = comma.filter(|comma| !is_office(text, sentence.start..*comma))?;
    if describes(attributor, sentence.start..comma) || on.is_none() && circumstance(text, sentence.start..comma) {
        return None;
    }
    // `The quay was shut, ‹with› Ray’s name added`: what stands below a small word says nothing.
    let below = text.is(comma + 1, class::PREPOSITION) && !text.is(comma + 1, class::REPORTING);
    if on.is_none() && !text.verb_second() && below {
        return None;
    }
    // `…, wie Vogt mitteilte.`
    let bare = text.is(at, class::CLAUSE_CUE | class::ADDRESSING) && !text.verb_second();
    let ends = on.is_some() || dated(text, cue.end..sentence.end);
    let alone = !bare && ends && alone(text, sentence, &cue);
    if !bare && !alone && !text.is(comma + 1, class::REPORTING) {
        return None;
    }
    if comma + 1 == at {
        let (comma, source) =
            apposed(attributor, sentence, at).filter(|_| on.is_none() && self::alone(text, sentence, &cue))?;
        let told = sentence.start..comma;
        return Some((Found { cue, source, adjacent: true }, vec![told]));
    }
    let source = attributor.source_before(at, comma + 1)?;
    // `The ferry, ‹Ray says›, is late`; but `In May, he sold three ‹states›, such as …`
    let beside = source.start(attributor) <= comma + 2 && end_of(attributor, &source, comma + 1) + 1 >= at;
    if (alone || comma < sentence.start + 3) && !beside {
        return None;
    }
    // `Komandan Regu Pasar (Damkar) di Sagara, ‹Rahmat› mengatakan, …`: what introduces somebody is nothing said.
    let role = |name: &Name| name.role.as_ref().is_some_and(|role| role.start < comma);
    if matches!(&source, Source::Name(name) if role(&attributor.names[*name])) {
        return None;
    }
    // `However, she said, …`
    let leans = comma == sentence.start + 1 && text.is(sentence.start, class::LEANING) && on.is_some();
    let first = Some(sentence.start..comma).filter(|_| !leans);
    let content = [first, on].into_iter().flatten().collect();
    Some((Found { cue, source, adjacent: true }, content))
}

/// The longest clause, in tokens, that tells only when or why something was said.
const CIRCUMSTANCE: usize = 6;

/// `‹As Hart left›, Ray smiled`, `‹When asked about the plan›, Ray laughed`: whether what stands before a comma tells only
/// when or why somebody spoke.
fn circumstance(text: &Text<'_>, part: Range) -> bool {
    let words = &text.language.pack.attribution.circumstances;
    let asked = |at: usize| text.is(at, class::PASSIVE);
    let opens = || words.iter().any(|word| word.eq_ignore_ascii_case(text.word(part.start)));
    let short = part.len() < CIRCUMSTANCE;
    !words.is_empty() && (asked(part.start) || (short || asked(part.start + 1)) && opens())
}

/// `‹Penjaga keamanan pasar›, Siti mengungkapkan, …`: whether what stands before a comma tells only who somebody is,
/// where nouns need no article: a noun for people or a name, and no verb.
fn describes(attributor: &Attributor<'_>, part: Range) -> bool {
    const VERB: Class = class::AUXILIARY | class::NEGATION | class::POINTER | class::PREPOSITION | class::PRONOUN;
    let text = attributor.text;
    let speaks = |at: usize| text.is(at, SPEAKS) || attributor.name_at(at).is_some();
    let verb = |at: usize| text.acts(at) || text.is(at, VERB);
    let bare = text.language.pack.names.bare_subjects && part.len() <= DESCRIPTION;
    bare && part.clone().any(speaks) && !part.into_iter().any(verb)
}

/// `Like other towns, she said, Milton is poor`, `However, she said, Milton is poor`: what goes on with a name behind an
/// attribution that ends at `end`, where only small words stand before that.
fn led(text: &Text<'_>, sentence: &Range, end: usize) -> Option<Range> {
    let rest = end + 1..sentence.end;
    let comma = sentence.start + 1;
    let leads = text.is(sentence.start, class::PREPOSITION)
        || text.is(sentence.start, class::LEANING) && text.is_sign(comma, ',');
    let goes_on = text.is_sign(end, ',') && rest.len() > 3 && text.tokens[rest.start].is_word();
    (leads && !text.verb_second() && goes_on).then_some(rest)
}

/// `The ferry is late again, ‹Ray›, a clerk, said.`: who says what stands before the comma, and that comma.
fn apposed(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(usize, Source)> {
    let text = attributor.text;
    let source = attributor.source_before(at, sentence.start)?;
    let Source::Name(name) = &source else { return None };
    let Name { whole, range, .. } = &attributor.names[*name];
    let comma = whole.start.checked_sub(1).filter(|comma| *comma > sentence.start + 2 && text.is_sign(*comma, ','))?;
    let told = (sentence.start..comma).any(|at| text.tokens[at].shape == Shape::Lower);
    (told && text.is_sign(range.end, ',')).then_some((comma, source))
}

/// `The ferry is late again, the paper ‹reported›.`: whether a source and a verb that may stand on either side of it
/// are all that follows a clause.
fn alone(text: &Text<'_>, sentence: &Range, cue: &Range) -> bool {
    const BELOW: Class = class::PREPOSITION | class::CONJUNCTION | class::RELATIVE | class::COORDINATOR;
    let either = text.is(cue.start, class::CUE_SOURCE) && text.is(cue.start, class::SOURCE_CUE);
    either && !text.verb_second() && !text.is(sentence.start, BELOW)
}

/// `…, the paper reported ‹on Monday evening›.`: whether nothing stands behind a cue, or no more than a day.
fn dated(text: &Text<'_>, behind: Range) -> bool {
    let day = behind.start + usize::from(text.is(behind.start, class::PREPOSITION));
    behind.is_empty() || text.is(day, DAY | class::RELATIVE_DAY) && behind.end <= day + 2
}

/// Whether what is said has ended before its source and `cue`, behind which nothing else of it stands.
fn closes(attributor: &Attributor<'_>, sentence: &Range, cue: &Range) -> bool {
    let text = attributor.text;
    let behind = cue.end..sentence.end;
    // `In May, Ray said, “…”`
    if behind.len() > 1 && text.tokens[behind.start + 1].shape == Shape::Mark {
        return false;
    }
    let signed = behind.is_empty() || text.tokens[behind.start].shape == Shape::Sign;
    if sentence.end - cue.start <= 7 && (signed || text.is(behind.start, DAY | class::PREPOSITION)) {
        return true;
    }
    let begins = || begin(text, cue, sentence.end).is_some();
    // `…, Ray said, adding that …`, `…, Ray said on Monday in the hall of the old harbour`
    if (signed || text.is(behind.start, DAY)) && cue.start > sentence.start + 7 {
        return joined(attributor, behind.start).is_some() || !begins();
    }
    // `The quay is shut, Ray told the crowd.`; but `In May, Ray told the crowd.`
    const BELOW: Class = class::PREPOSITION | class::CONJUNCTION | class::PARTICIPLE;
    let heard = behind.len() <= HEARERS && behind.clone().all(|at| text.tokens[at].is_word());
    text.is(cue.start, class::ADDRESSING) && heard && !text.is(sentence.start, BELOW) && !begins()
}
