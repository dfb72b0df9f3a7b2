//! What is quoted, and by what words: stretches in marks that are speech.
//!
//! Invariant: statements stand in the order of the text; a stretch in marks belongs to at most one. Absent on purpose:
//! whom the sources stand for, and reported clauses.

mod border;
pub(super) mod clause;
mod colon;
mod evidence;
mod fronted;
mod reported;
mod speech;
mod taken;
mod trailing;

use super::attribution::{Attributor, Found, REACH, Source};
use super::briefing::QuoteKind;
use super::name::Kind;
use super::text::token::{Shape, Token};
use super::text::{Range, Text};
use crate::language::lexicon::class;
use crate::language::pack::SecondMention;

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
    /// What its source says. Else the source only does something (`Ray denied the rumour`), which shows who acts in the
    /// text, and nothing is reported.
    pub(super) is_told: bool,
}

impl Statement {
    /// From the first of its words to the last.
    pub(super) fn words(&self) -> Range {
        let ends = self.content.first().zip(self.content.last());
        ends.map_or(0..0, |(first, last)| first.start..last.end)
    }

    /// The name that is its source, if somebody's: where a last name goes back to a full one, the one word of
    /// `according to Harbourwatch` may be a body's.
    pub(super) fn person(&self, attributor: &Attributor<'_>) -> Option<usize> {
        let found = self.found.as_ref()?;
        let Source::Name(name) = found.source else { return None };
        let text = attributor.text;
        let last = text.language.pack.names.second_mention == SecondMention::Last;
        let led = text.is(found.cue.start, class::OPENER) && !text.is(found.cue.start, class::SOURCE_CUE);
        (!(last && led) || attributor.names[name].range.len() > 1).then_some(name)
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
            last.content.extend(paragraphs(text, content));
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
            last.content.extend(paragraphs(text, content));
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
        // `Vogt sagte, dass „…“, nannte aber keine Zahl`: what a conjunction leads to is told by what stands before it.
        let led = left.is_some() && text.is(pair.open.wrapping_sub(1), class::CONJUNCTION);
        let found = choose(left, right, apart || reports || led || text.ends_sentence(pair.close - 1));
        let listed =
            found.is_none() && i > 0 && previous != Some(i - 1) && lists(text, text.pairs[i - 1].close, pair.open);
        if listed || !speech::is_speech(attributor, i, found.as_ref()) {
            continue;
        }
        let (found, content) = match found.is_none().then(|| attributor.inset(&content)).flatten() {
            Some((inset, said)) => (Some(inset), said),
            None => (found, paragraphs(text, content).collect()),
        };
        if found.is_none() && previous.is_none_or(|p| !text.pairs[p].goes_on) && heads(text, pair.open, pair.close) {
            continue;
        }
        let found = found.or_else(|| attributor.fronted_verb(pair.open, pair.close, from));
        let found = found.or_else(|| (from < pair.open).then(|| attributor.actor(from..pair.open)).flatten());
        let follows = previous.is_some_and(|p| follows(text, text.pairs[p].close, pair.open, out.last()));
        let kind = kind(text, pair.open, found.as_ref());
        out.push(Statement { kind, content, found, follows, is_told: true });
        previous = Some(i);
    }
    lend(text, &mut out);
    out
}

/// A mark may stay open over paragraphs: what stands in it, a paragraph at a time. Within marks nothing else begins a
/// sentence.
fn paragraphs(text: &Text<'_>, content: Range) -> impl Iterator<Item = Range> {
    let sentences = text.sentence_of(content.start)..=text.sentence_of(content.end - 1);
    sentences.map(move |sentence| {
        let sentence = text.sentence(sentence);
        sentence.start.max(content.start)..sentence.end.min(content.end)
    })
}

/// `¶ “Too late for the quay” ¶`: whether marks are all of a short paragraph that no stop ends and another follows: a
/// heading, which repeats what somebody says below.
fn heads(text: &Text<'_>, open: usize, close: usize) -> bool {
    let begins = |at: usize| text.get(at).is_some_and(|token| token.opens_paragraph);
    let marks = text.tokens[open].shape == Shape::Mark && begins(open) && begins(close + 1);
    marks && close - open < HEADING && text.tokens[close - 1].is_word()
}

/// The longest heading in marks, in tokens.
const HEADING: usize = 18;

/// `“A” on Monday, “B,” said ‹Ann Ray›`: whoever says the next words of a sentence says those that nobody is said to
/// say.
fn lend(text: &Text<'_>, statements: &mut [Statement]) {
    for i in (1..statements.len()).rev() {
        let (before, behind) = statements.split_at_mut(i);
        let (last, next) = (&mut before[i - 1], &behind[0]);
        let starts = last.content.first().zip(next.content.first()).map(|(last, next)| (last.start, next.start));
        let one = starts.is_some_and(|(last, next)| text.sentence_of(last) == text.sentence_of(next));
        let behind = |found: &&Found| starts.is_some_and(|(_, next)| found.cue.start > next);
        if last.found.is_none() && one {
            last.found = next.found.as_ref().filter(behind).map(|found| Found { adjacent: false, ..found.clone() });
        }
    }
}

/// `film “Laut,” “Karang,” ‹dan› “Pulang Ke Rumah Ibu.”`: whether a comma and a small word are all that joins what
/// stands in marks to other marks, which hold a title.
fn lists(text: &Text<'_>, close: usize, open: usize) -> bool {
    let joined = open.checked_sub(1).filter(|at| text.is(*at, class::COORDINATOR));
    joined.is_some_and(|at| at == close + 1 || at == close + 2 && text.is_sign(close + 1, ','))
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
/// `Ann Ray says it is “all gone by noon.”` another sentence begins. So does another clause behind `Ann Ray said, “It
/// is late” — and the crowd chanted`, where the cue stands right before the marks and nothing right behind them.
fn choose(left: Option<Found>, right: Option<Found>, closed: bool) -> Option<Found> {
    match (left, right) {
        (Some(left), Some(Found { source: Source::Ending(_), .. })) => Some(left),
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
    let attributed = last.found.as_ref().is_some_and(|found| found.cue.start > close && found.cue.start < open);
    let most = usize::from(attributed);
    let stops = || (close + 1..open).filter(|at| text.ends_sentence(*at)).take(most + 1).count();
    (attributed || open - close < 4) && stops() <= most
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
