//! Reported clauses: what is said without marks, by a cue and a source of the same sentence.
//!
//! Invariant: a statement has a cue, a source and two words at the least, and nobody's words in marks; what is reported
//! is a clause, never the object of a verb (`told the paper`, `began in May`); and its speaker says it: no cue that is
//! denied (`did not say when`), stands below another word (`declined to say`, `in nine states`) or happens to its
//! subject (`was told`) reports anything. Absent on purpose: whom the sources stand for.

use super::Statement;
use super::border::{DAY, begin, end, joined};
use super::colon;
use super::evidence;
use super::fronted;
use super::reported;
use super::taken::Taken;
use super::trailing;
use crate::brief::attribution::position::end_of;
use crate::brief::attribution::{Attributor, Found, SPEAKS, Source};
use crate::brief::briefing::QuoteKind;
use crate::brief::text::token::Shape;
use crate::brief::text::{Range, Text};
use crate::language::lexicon::{Class, class};

/// Finds reported clauses: sentences with a cue and a source of their own that no stretch in marks has taken.
pub(crate) fn indirect(attributor: &Attributor<'_>, direct: &[Statement]) -> Vec<Statement> {
    let text = attributor.text;
    let taken = Taken::new(text, direct);
    let mut out: Vec<Statement> = Vec::new();
    let mut spoken =
        direct.iter().filter_map(|s| s.content.last()).map(|range| text.sentence_of(range.start)).peekable();
    let mut marked = direct.iter().filter_map(|s| Some((s, s.found.as_ref()?.cue.start))).peekable();
    let mut last = None;
    for position in 0..text.sentences() {
        let sentence = trim(text, text.sentence(position));
        if let Some(statement) = reported(attributor, &sentence, &taken) {
            out.push(statement);
            while let Some(further) = out.last().and_then(|last| further(attributor, &sentence, last, &taken)) {
                out.push(further);
            }
            last = Some(position);
        } else if let Some(statement) = colon::behind(attributor, &sentence).filter(|_| !taken.cuts(&sentence)) {
            out.push(statement);
            last = Some(position);
        } else if last.is_some_and(|last| last + 1 == position) && evidence::goes_on(attributor, &sentence) {
            out.push(indirectly(vec![sentence.clone()], None, true));
            last = Some(position);
        }
        // `“…,” Ray said, ‹adding› that …`
        while let Some((statement, _)) = marked.next_if(|(_, cue)| text.sentence_of(*cue) <= position) {
            if let Some(further) = further(attributor, &sentence, statement, &taken) {
                // `“…,” said a clerk, ‹adding› that …`: the cue may have been read alone.
                out.pop_if(|last| last.content == further.content);
                out.push(further);
            }
        }
        while spoken.next_if(|spoken| *spoken <= position).is_some() {
            last = Some(position);
        }
    }
    colon::add_before(attributor, direct, &mut out);
    out
}

/// A reported statement; one without a source goes on with the speaker of the one before.
fn indirectly(content: Vec<Range>, found: Option<Found>, is_told: bool) -> Statement {
    let follows = found.is_none();
    Statement { content, kind: QuoteKind::Indirect, found, follows, is_told }
}

/// More tokens than a clause has that only tells who says what stands before it.
const REST: usize = 5;
/// How far into a sentence a cue is looked for, in tokens.
const REACH: usize = 120;

/// What a sentence reports; where it reports nothing, who acts in it.
fn reported(attributor: &Attributor<'_>, sentence: &Range, taken: &Taken) -> Option<Statement> {
    let text = attributor.text;
    const CUES: Class = class::CUE | class::OPENER | class::CLOSER;
    let turns = !text.verb_second();
    let reach = sentence.end.min(sentence.start + REACH);
    let mut cues = text.hints(sentence.start..reach).filter(|at| attributor.is_cue(*at, CUES));
    let first = cues.clone().next()?;
    // What follows a cue that is denied may have its subject: `did not say when, but hinted at May`.
    let barred = cues
        .clone()
        .find(|at| text.is(*at, class::SOURCE_CUE) && evidence::denied(text, sentence, *at))
        .unwrap_or(reach);
    let found = cues.find_map(|at| {
        let token = &text.tokens[at];
        let whole = reported::told_by(attributor, sentence, at);
        let verb = || {
            let last = token.is(class::CUE_SOURCE).then(|| reported::clause_alone(attributor, sentence, at)).flatten();
            let between =
                || token.is(class::CUE_SOURCE).then(|| reported::interjected(attributor, sentence, at)).flatten();
            let last = between().or(last);
            last.or_else(|| {
                token.is(class::SOURCE_CUE).then(|| trailing::subject_last(attributor, sentence, at)).flatten()
            })
            .or_else(|| token.is(class::CUE_SOURCE).then(|| reported::turned(attributor, sentence, at)).flatten())
            .or_else(|| {
                let first = token.is(class::SOURCE_CUE) && at < barred;
                first.then(|| subject_first(attributor, sentence, at)).flatten()
            })
            .or_else(|| {
                (turns && token.is(class::CUE_SOURCE))
                    .then(|| reported::clause_first(attributor, sentence, at))
                    .flatten()
            })
        };
        whole
            .or_else(|| reported::parenthesis(attributor, sentence, at))
            .or_else(|| opener(attributor, sentence, at))
            .or_else(|| fronted::fronted(attributor, sentence, at))
            .or_else(verb)
    });
    let is_told = found.is_some();
    let (found, mut content) = found.or_else(|| act(attributor, sentence, first..reach))?;
    // `Ray said that the quay is shut: “…”`: both are said.
    let behind = content.last().filter(|last| found.cue.end <= last.start);
    let colon = behind.and_then(|last| taken.first_in(last)?.checked_sub(2));
    let colon = colon.filter(|at| text.is_sign(*at, ':'));
    if let Some((last, colon)) = content.last_mut().zip(colon) {
        last.end = colon.max(last.start);
    }
    let free = colon.is_some() || taken.leaves(found.cue.start);
    let told = content.iter().cloned().flatten().filter(|at| text.is_told(*at) && text.tokens[*at].is_word()).count();
    let marked = content.iter().any(|range| taken.cuts(range));
    let content = content.iter().map(|range| trim(text, range.clone())).filter(|range| !range.is_empty()).collect();
    let speaks = text.is(found.cue.start, class::OPENER | class::CLOSER) || evidence::may_say(attributor, &found);
    (free && told >= 2 && !marked && speaks).then(|| indirectly(content, Some(found), is_told))
}

/// Who does something with a word of saying: `‹Ray› denied the rumour`.
fn act(attributor: &Attributor<'_>, sentence: &Range, mut cues: Range) -> Option<(Found, Vec<Range>)> {
    cues.find_map(|at| {
        let cue = Some(at).filter(|at| attributor.is_cue(*at, class::SOURCE_CUE)).map(|at| attributor.cue(at))?;
        let source = attributor.source_before(at, sentence.start)?;
        let rest = cue.end..sentence.end;
        Some((Found { cue, source, adjacent: true }, vec![rest]))
    })
}

/// `Menurut X, …`
fn opener(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Vec<Range>)> {
    let text = attributor.text;
    let token = &text.tokens[at];
    if !token.is(class::OPENER) || evidence::denied(text, sentence, at) {
        return None;
    }
    let cue = attributor.cue(at);
    let source = if text.clitic(at) > 0 || fronted::unsaid(text, sentence, &cue) {
        Source::Clitic(at)
    } else {
        attributor.source_after(cue.end, sentence.end, !token.is(class::SOURCE_CUE))?
    };
    let source_end = end_of(attributor, &source, cue.end);
    let on = evidence::resumed(text, fronted::behind_relative(text, source_end, sentence.end), sentence.end);
    // `The ferry, according to Ray, will be sold`: a word or two may stand before, where the sentence goes on.
    let short = on.is_some() && at > sentence.start + 1 && !text.is(sentence.start, class::PREPOSITION);
    if (short || at > sentence.start + 3) && text.is_sign(at - 1, ',') {
        let content = [Some(sentence.start..at - 1), on];
        return Some((Found { cue, source, adjacent: true }, content.into_iter().flatten().collect()));
    }
    // `Katanya harga beras turun`: behind a pronoun that has grown on the cue the clause may begin at once, or behind
    // `Katanya lagi,`.
    let comma = (source_end..sentence.end).find(|i| text.is_sign(*i, ','));
    let grown = matches!(source, Source::Clitic(_)) && comma.is_none_or(|comma| comma > source_end + 1);
    let grown = grown || reported::goes_on_at_once(attributor, &source, source_end, sentence.end);
    let start = if grown { source_end } else { evidence::behind_apposition(text, comma?, sentence.end) + 1 };
    let content = start..sentence.end;
    // `Namun, menurut Siti, …`; but `Hal itu disampaikan Siti, …` reports nothing.
    let leads = |at: usize| {
        text.is_sign(at, ',')
            || text.is(at, class::FUNCTION | class::LEANING | class::COORDINATOR)
                && !text.is(at, class::POINTER | class::PRONOUN)
    };
    // `In addition, according to Ray, …`
    let below = at > sentence.start && text.is(sentence.start, class::PREPOSITION) && text.is_sign(at - 1, ',');
    (below || (sentence.start..at).all(leads)).then(|| (Found { cue, source, adjacent: true }, vec![content]))
}

/// `X mengatakan …`
fn subject_first(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Vec<Range>)> {
    let text = attributor.text;
    let cue = attributor.cue(at);
    let start = begin(text, &cue, sentence.end).or_else(|| agreed(text, sentence, &cue))?;
    let negated = (cue.end..start).any(|at| text.is(at, class::NEGATION));
    // `Vogt wies ‹zurück›, er sei schuld`: what somebody denies they do not say; nor in `Ray ‹rejected› claims that it is
    // late`, where the verb stands before its noun, which looks like a cue.
    let refusals = &text.language.pack.attribution.refusals;
    let verb = at.saturating_sub(1).max(sentence.start);
    let refuses = |at| {
        let word = text.word(at);
        refusals.iter().any(|refusal| refusal == word)
    };
    // `Vogt zeigte sich froh, ‹wie er sagte›`: the clause tells who says what stands before it.
    let agrees = text.verb_second()
        && text.is(start, class::REPORTING)
        && attributor.is_cue(sentence.end - 1, class::SOURCE_CUE);
    // `… wird erklärt, ‹meldet Vogt›`: and so does one that begins with who does.
    let agrees =
        agrees || text.verb_second() && sentence.end - start < REST && attributor.is_cue(start, class::CUE_SOURCE);
    if negated
        || agrees
        || !evidence::speaks(text, sentence, &cue)
        || !evidence::is_told(text, sentence, &cue, &(start..sentence.end))
    {
        return None;
    }
    // `In einer Mitteilung erklärte ein ‹Sprecher› den Gästen, dass …`
    let second = at > sentence.start && text.is(at - 1, class::COORDINATOR);
    let turned = if second { None } else { attributor.inverted(at, sentence.start, start) };
    // `Damit bestätigt sich die ‹Furcht›, dass …`: what is beside the clause may only be what it tells of.
    let speaks = |noun: &Range| noun.clone().any(|at| text.is(at, SPEAKS));
    let told = |source: &Source| matches!(source, Source::Nominal(noun) if noun.end + 2 == start && !speaks(noun));
    let source = turned.filter(|source| !told(source)).or_else(|| attributor.source_before(at, sentence.start));
    let source = source.or_else(|| attributor.in_marks(at)).or_else(|| attributor.begun(at, sentence.start))?;
    if (verb..start).any(refuses) {
        return None;
    }
    let last = end(attributor, start..sentence.end);
    let content = start..fronted::below(attributor, sentence, &source, start..last);
    Some((Found { cue, source, adjacent: true }, vec![content]))
}

/// `‹As› Ray reported on Monday, the ferry is late again`: where the clause begins that a whole sentence agrees with.
fn agreed(text: &Text<'_>, sentence: &Range, cue: &Range) -> Option<usize> {
    let opens = text.is(sentence.start, class::REPORTING) && !text.verb_second();
    let near = cue.end..sentence.end.min(cue.end + 4);
    let small = |at: &usize| text.is(*at, DAY | class::RELATIVE_DAY | class::PREPOSITION);
    let comma = near.start + near.take_while(small).count();
    (opens && text.is_sign(comma, ',')).then_some(comma + 1)
}

/// What is said with a second word of saying, by the source of a statement or another: `Ray said …, ‹adding› that …`.
fn further(attributor: &Attributor<'_>, sentence: &Range, first: &Statement, taken: &Taken) -> Option<Statement> {
    let text = attributor.text;
    let found = first.found.as_ref().filter(|_| first.is_told)?;
    let told = first.content.last()?.end;
    // Where the first one ends: with what is said, or with who says it.
    let at = end_of(attributor, &found.source, told.max(found.cue.end)).max(told).max(found.cue.end);
    let (other, cue) = joined(attributor, at).filter(|_| at < sentence.end)?;
    let cue = attributor.cue(cue);
    let start = begin(text, &cue, sentence.end).filter(|_| cue.end < sentence.end)?;
    let clause = start..end(attributor, start..sentence.end);
    let whole = clause.len() > 2 && !taken.cuts(&clause);
    let said = other.is_none() || evidence::speaks(text, &(at..sentence.end), &cue);
    let free = taken.leaves(cue.start);
    let found = Found { cue, source: other.unwrap_or_else(|| found.source.clone()), adjacent: true };
    (whole && free && said).then(|| indirectly(vec![trim(text, clause)], Some(found), true))
}

/// Takes signs off both ends.
fn trim(text: &Text<'_>, mut range: Range) -> Range {
    let loose = |at: usize| {
        text.get(at).is_some_and(|token| {
            token.shape == Shape::Sign && matches!(token.first, ',' | '.' | ':' | ';' | '-' | '–' | '—')
        })
    };
    while range.start < range.end && loose(range.start) {
        range.start += 1;
    }
    // `(She says ‹she may cry›.)`: the sign that closes a bracket which opened before.
    let closes = |range: &Range| text.is_sign(range.end - 1, ')') && !range.clone().any(|at| text.is_sign(at, '('));
    while range.end > range.start && (loose(range.end - 1) || closes(&range)) {
        range.end -= 1;
    }
    range
}
