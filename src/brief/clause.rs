//! Reported clauses: what is said without marks, by a cue and a source of the same sentence.
//!
//! Invariant: a statement has a cue, a source and two words at the least, and no stretch in marks. Absent on purpose:
//! whom the sources stand for.

use super::attribution::{Attributor, Found, Source};
use super::briefing::QuoteKind;
use super::position::end_of;
use super::reported;
use super::statement::Statement;
use super::text::{Range, Text};
use super::token::Shape;
use crate::language::lexicon::{Class, class};

/// Finds reported clauses: sentences with a cue and a source of their own that no stretch in marks has taken.
pub(super) fn indirect(attributor: &Attributor<'_>, direct: &[Statement]) -> Vec<Statement> {
    let text = attributor.text;
    let mut taken = direct.iter().filter_map(|s| s.found.as_ref()).map(|found| found.cue.start).collect::<Vec<_>>();
    taken.sort_unstable();
    let mut out: Vec<Statement> = Vec::new();
    let mut spoken =
        direct.iter().filter_map(|s| s.content.last()).map(|range| text.sentence_of(range.start)).peekable();
    let mut last = None;
    for position in 0..text.sentences() {
        let sentence = trim(text, text.sentence(position));
        if let Some(statement) = reported(attributor, &sentence, &taken) {
            out.push(statement);
            last = Some(position);
        } else if last.is_some_and(|last| last + 1 == position) && reported::goes_on(text, &sentence) {
            out.push(indirectly(vec![sentence], None));
            last = Some(position);
        }
        while spoken.next_if(|spoken| *spoken <= position).is_some() {
            last = Some(position);
        }
    }
    out
}

/// A reported statement; one without a source goes on with the speaker of the one before.
fn indirectly(content: Vec<Range>, found: Option<Found>) -> Statement {
    let follows = found.is_none();
    Statement { content, kind: QuoteKind::Indirect, found, follows }
}

fn reported(attributor: &Attributor<'_>, sentence: &Range, taken: &[usize]) -> Option<Statement> {
    let text = attributor.text;
    const CUES: Class = class::CUE_SOURCE | class::SOURCE_CUE | class::OPENER | class::CLOSER;
    let one = |(found, content): (Found, Range)| (found, vec![content]);
    let found = (sentence.start..sentence.end.min(sentence.start + 120)).find_map(|at| {
        let token = &text.tokens[at];
        if !attributor.is_cue(at, CUES) {
            return None;
        }
        let whole = reported::told_by(attributor, sentence, at);
        let verb = || {
            let last = token.is(class::CUE_SOURCE).then(|| reported::clause_alone(attributor, sentence, at)).flatten();
            last.or_else(|| token.is(class::SOURCE_CUE).then(|| subject_last(attributor, sentence, at)).flatten())
                .or_else(|| token.is(class::CUE_SOURCE).then(|| reported::turned(attributor, sentence, at)).flatten())
                .or_else(|| token.is(class::SOURCE_CUE).then(|| subject_first(attributor, sentence, at)).flatten())
                .or_else(|| token.is(class::CUE_SOURCE).then(|| clause_first(attributor, sentence, at)).flatten())
        };
        whole.or_else(|| opener(attributor, sentence, at).or_else(verb).map(one))
    });
    let (found, content) = found?;
    let free = taken.binary_search(&found.cue.start).is_err();
    let all = || content.iter().cloned().flatten();
    let told = all().filter(|at| text.is_told(*at) && text.tokens[*at].is_word()).count();
    let marked = all().any(|at| !text.is_told(at));
    let content = content.iter().map(|range| trim(text, range.clone())).filter(|range| !range.is_empty()).collect();
    (free && told >= 2 && !marked).then(|| indirectly(content, Some(found)))
}

/// `Menurut X, …`
fn opener(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Range)> {
    let text = attributor.text;
    let token = &text.tokens[at];
    if !token.is(class::OPENER) {
        return None;
    }
    let cue = attributor.cue(at);
    let source = if text.clitic(at) > 0 {
        Source::Clitic(at)
    } else {
        attributor.source_after(cue.end, sentence.end, !token.is(class::SOURCE_CUE))?
    };
    let source_end = end_of(attributor, &source, cue.end);
    if at > sentence.start + 3 && text.is_sign(at - 1, ',') {
        return Some((Found { cue, source, adjacent: true }, sentence.start..at - 1));
    }
    let comma =
        reported::behind_apposition(text, (source_end..sentence.end).find(|i| text.is_sign(*i, ','))?, sentence.end);
    (at <= sentence.start + 3).then_some((Found { cue, source, adjacent: true }, comma + 1..sentence.end))
}

/// `X mengatakan …`
fn subject_first(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Range)> {
    let text = attributor.text;
    let source = attributor.source_before(at, sentence.start)?;
    let cue = attributor.cue(at);
    let mut start = cue.end;
    let limit = (start + 14).min(sentence.end);
    if let Some(conjunction) =
        (start..limit).find(|i| text.is(*i, class::CONJUNCTION) && text.tokens[*i].shape == Shape::Lower)
    {
        start = conjunction + 1;
    } else if let Some(comma) = (start..limit.min(start + 10)).find(|i| text.is_sign(*i, ',')) {
        // `mengatakan, harga …`: the clause begins behind the comma that follows the cue.
        start = if comma == start || !clause(text, start..comma) { comma + 1 } else { start };
    } else if text.is_sign(start, ':') {
        start += 1;
    }
    (start < sentence.end).then_some((Found { cue, source, adjacent: true }, start..sentence.end))
}

/// `…, X said.`
fn subject_last(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Range)> {
    let text = attributor.text;
    if sentence.end - at > 7 {
        return None;
    }
    let comma = (sentence.start + 3..at).rev().take(14).find(|i| text.is_sign(*i, ','))?;
    let source = attributor.source_before(at, comma + 1).filter(|_| comma + 1 < at)?;
    Some((Found { cue: attributor.cue(at), source, adjacent: true }, sentence.start..comma))
}

fn clause(text: &Text<'_>, range: Range) -> bool {
    range.filter(|at| text.tokens[*at].is_word()).count() > 4
}

/// `…, kata X.`
pub(super) fn clause_first(attributor: &Attributor<'_>, sentence: &Range, at: usize) -> Option<(Found, Range)> {
    let text = attributor.text;
    let comma = at.checked_sub(1).filter(|before| text.is_sign(*before, ',') && *before > sentence.start + 2)?;
    let token = &text.tokens[at];
    let cue = attributor.cue(at);
    let source = if text.clitic(at) > 0 {
        Source::Clitic(at)
    } else {
        attributor.source_after(cue.end, sentence.end, !token.is(class::SOURCE_CUE))?
    };
    Some((Found { cue, source, adjacent: true }, sentence.start..comma))
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
    while range.end > range.start && loose(range.end - 1) {
        range.end -= 1;
    }
    range
}
