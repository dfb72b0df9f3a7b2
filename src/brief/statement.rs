//! What is quoted, and by what words: stretches in marks that are speech, and reported clauses without marks.
//!
//! Invariant: statements stand in the order of the text; a stretch in marks belongs to at most one. Absent on purpose:
//! whom the sources stand for.

use super::attribution::{Attributor, Found, REACH, Source};
use super::briefing::QuoteKind;
use super::name::Kind;
use super::position::end_of;
use super::text::{Range, Text};
use super::token::{Shape, Token};
use super::{reported, speech};
use crate::language::lexicon::{Class, class};

/// Something said, with the words that attribute it.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// What was said: stretches of tokens.
    pub(super) content: Vec<Range>,
    /// How the text gives it.
    pub(super) kind: QuoteKind,
    /// The words that say who.
    pub(super) found: Option<Found>,
    /// Begins a paragraph, or follows the statement before without a word between.
    pub(super) follows: bool,
}

impl Statement {
    /// The name that is its source.
    pub(super) fn named(&self) -> Option<usize> {
        match self.found.as_ref()?.source {
            Source::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// Finds the statements in marks.
pub(super) fn direct(attributor: &Attributor<'_>) -> Vec<Statement> {
    let text = attributor.text;
    let mut out: Vec<Statement> = Vec::new();
    let mut previous: Option<usize> = None;
    for (i, pair) in text.pairs.iter().enumerate() {
        let content = pair.content(&text.tokens);
        if content.is_empty() {
            continue;
        }
        if previous.is_some_and(|p| text.pairs[p].goes_on && p + 1 == i)
            && let Some(last) = out.last_mut()
        {
            last.content.push(content);
            if !pair.goes_on && last.found.is_none() {
                last.found = attributor.right(pair.close);
            }
            previous = Some(i);
            continue;
        }
        let from = begin(text, pair.open);
        let right = attributor.right(pair.close);
        if let (Some(p), Some(last)) = (previous, out.last_mut())
            && joins(attributor, last, text.pairs[p].close, pair.open)
        {
            last.content.push(content);
            previous = Some(i);
            continue;
        }
        let left = attributor.left(pair.open, from);
        let led = left.as_ref().is_some_and(|left| left.cue.end + 1 == pair.open && text.is_sign(left.cue.end, ','));
        let apart = led
            && right.as_ref().is_some_and(|right| right.cue.start.min(right.source.start(attributor)) > pair.close + 2);
        // `Ray said “…,” the Milton Post reports`: who reports it all is not who said it.
        let body = |found: &Found| matches!(found.source, Source::Name(name) if attributor.names[name].kind == Kind::Organisation);
        let reports = left.as_ref().is_some_and(|left| left.cue.end == pair.open) && right.as_ref().is_some_and(body);
        let found = choose(left, right, apart || reports || text.ends_sentence(pair.close - 1));
        if !speech::is_speech(attributor, i, found.as_ref()) {
            continue;
        }
        let found = found.or_else(|| (from < pair.open).then(|| attributor.actor(from..pair.open)).flatten());
        let follows = previous.is_some_and(|p| follows(text, text.pairs[p].close, pair.open, out.last()));
        out.push(Statement { kind: kind(text, pair.open, found.as_ref()), content: vec![content], found, follows });
        previous = Some(i);
    }
    out
}

/// Where the telling before an opening mark begins: its sentence, or the one before that ends in a colon.
fn begin(text: &Text<'_>, open: usize) -> usize {
    let sentence = text.sentence_of(open);
    let start = text.sentence(sentence).start.min(open);
    let start = if start == open && open > 0 && text.is_sign(open - 1, ':') {
        text.sentence(sentence.saturating_sub(1)).start
    } else {
        start
    };
    // `Auch sie schloss sich an: Der Sprecher nannte es „…“`: what stands behind a colon is a clause of its own.
    let colon = (start..open.saturating_sub(1)).rev().take(REACH).find(|at| text.is_sign(*at, ':'));
    colon.filter(|at| text.is_told(*at) && text.get(at + 1).is_some_and(Token::is_capital)).map_or(start, |at| at + 1)
}

/// What stands right behind the marks beats what leads to them, unless the sentence was `closed` within them: behind
/// `Ann Ray says it is “all gone by noon.”` another sentence begins. So does another clause behind `Ann Ray said, “It is
/// late” — and the crowd chanted`, where the cue stands right before the marks and nothing right behind them.
fn choose(left: Option<Found>, right: Option<Found>, closed: bool) -> Option<Found> {
    match (left, right) {
        (Some(left), Some(right)) => Some(if right.adjacent && !closed { right } else { left }),
        (left, right) => left.or(right),
    }
}

/// `"A," kata X, "B."` is one quotation: between the two stands the attribution of the first and no end of sentence.
fn joins(attributor: &Attributor<'_>, last: &Statement, close: usize, open: usize) -> bool {
    let text = attributor.text;
    let Some(found) = &last.found else { return false };
    let between = found.cue.start > close && found.cue.end <= open && found.adjacent;
    between
        && last.kind == QuoteKind::Direct
        && text.get(open - 1).is_some_and(|token| matches!(token.first, ',' | ';' | ':' | '—'))
        && !(close + 1..open).any(|at| text.ends_sentence(at))
        && !(found.cue.end + 1..open)
            .any(|at| attributor.is_cue(at, class::SOURCE_CUE | class::CUE_SOURCE | class::OPENER))
}

/// Whether nothing but the attribution of the statement before stands between the two.
fn follows(text: &Text<'_>, close: usize, open: usize, last: Option<&Statement>) -> bool {
    let Some(last) = last else { return false };
    if open - close < 2 {
        return true;
    }
    let sentences = (close + 1..open).filter(|at| text.ends_sentence(*at)).count();
    let attributed = last.found.as_ref().is_some_and(|found| found.cue.start > close && found.cue.start < open);
    attributed && sentences <= 1 || sentences == 0 && open - close < 4
}

fn kind(text: &Text<'_>, open: usize, found: Option<&Found>) -> QuoteKind {
    // What a dash opens is speech, or nothing at all.
    if text.get(open).is_some_and(|token| token.shape != Shape::Mark) {
        return QuoteKind::Direct;
    }
    let lower = text.get(open + 1).is_some_and(|token| token.shape == Shape::Lower);
    let led = open == 0
        || text.get(open).is_some_and(|token| token.opens_paragraph)
        || text
            .get(open - 1)
            .is_some_and(|token| matches!(token.first, ':' | ',' | '.' | '?' | '!') || token.shape == Shape::Mark);
    let cue_before = found.is_some_and(|found| found.cue.end <= open && found.cue.end + 1 >= open);
    let cue_behind = found.is_some_and(|found| found.cue.start > open);
    if (led || cue_before) && !lower || led && cue_behind { QuoteKind::Direct } else { QuoteKind::Mixed }
}

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
