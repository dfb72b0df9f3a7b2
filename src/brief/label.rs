//! Who speaks in the turns of a transcript: the label names them.
//!
//! Invariant: names stay in order and apart. Absent on purpose: which labels are proven, and who is who: the label
//! `RAY` is one more form of `Ann Ray`.

use super::attribution::{Attributor, Found, Source};
use super::briefing::QuoteKind;
use super::name::{Kind, Name};
use super::people::People;
use super::statement::Statement;
use super::text::token::Shape;
use super::text::transcript::{TITLE, Turn};
use super::text::vocabulary::WordSet;
use super::text::{Range, Text};
use crate::language::lexicon::{Class, class};

/// Puts the names that labels hold in the place of what was read there: `RAY` is no body by its capitals.
pub(super) fn settle(text: &Text<'_>, names: Vec<Name>) -> Vec<Name> {
    if text.turns.is_empty() {
        return names;
    }
    let people = names.iter().filter(|name| name.kind == Kind::Person && text.is_told(name.range.start));
    let people = WordSet::new(people.flat_map(|name| &text.tokens[name.range.clone()]).map(|token| token.word));
    let upper = |turn: &Turn| {
        text.tokens[turn.label.clone()]
            .iter()
            .any(|token| token.shape == Shape::Lower || token.shape == Shape::Capitalised)
    };
    let shouted = !text.turns.iter().any(upper);
    let mut out = Vec::with_capacity(names.len() + text.turns.len());
    let mut names = names.into_iter().peekable();
    for turn in &text.turns {
        out.extend(std::iter::from_fn(|| names.next_if(|name| name.range.end <= turn.label.start)));
        let read: Vec<Name> = std::iter::from_fn(|| names.next_if(|name| name.range.start < turn.colon)).collect();
        let body = read.iter().find(|name| name.kind == Kind::Organisation && name.range.end == turn.label.end);
        out.extend(name(text, turn, &people, body.is_some() && !shouted));
    }
    out.extend(names);
    out
}

/// The name in a label. Without a given name or a title it is a person where the text has one of that name, or where
/// nothing tells of a `body`.
fn name(text: &Text<'_>, turn: &Turn, people: &WordSet, body: bool) -> Option<Name> {
    let Range { start, end } = turn.label;
    let first = (start..end).find(|at| text.tokens[*at].is_word() && !text.is(*at, TITLE))?;
    if text.is(first, class::QUESTION | class::ANSWER) {
        return None;
    }
    let range = first..end;
    let tokens = &text.tokens[range.clone()];
    let known = tokens.iter().any(|token| people.contains(token.word) || token.is(class::GIVEN));
    let titled = (start..first).any(|at| text.is(at, class::ROLE | class::HONORIFIC));
    const LISTED: Class = class::ORGANISATION | class::ORGANISATION_HEAD | class::ORGANISATION_TAIL;
    let listed = tokens.iter().any(|token| token.is(LISTED) && !token.is(class::GIVEN));
    let kind = match () {
        () if titled || known && !listed => Kind::Person,
        () if body || listed => Kind::Organisation,
        () => Kind::Unknown,
    };
    const GENDER: Class = class::MASCULINE | class::FEMININE;
    let gender = text.tokens[start..=first].iter().map(|token| token.class & GENDER).find(|gender| *gender != 0);
    // `JAKE TAPPER, ‹HOST›:`
    let behind = text.is_sign(end, ',').then_some(end + 1..turn.colon);
    let before = text.is(first.wrapping_sub(1), class::ROLE).then_some(start..first);
    let role = before.filter(|role| !role.is_empty()).or(behind).filter(|_| kind != Kind::Organisation);
    Some(Name { whole: range.clone(), range, role, kind, gender: gender.unwrap_or(0), sure: known })
}

/// What is said in the turns. Whoever asks behind a bare `Q:`, and answers where `answered` is false, is nobody that
/// the text tells of.
pub(super) fn statements(attributor: &Attributor<'_>, answered: bool) -> Vec<Statement> {
    let text = attributor.text;
    let nobody = if answered { class::QUESTION } else { class::QUESTION | class::ANSWER };
    let said = |turn: &Turn| {
        let name = attributor.name_at(turn.label.end - 1);
        let unnamed = name.is_none() && text.is(turn.label.start, nobody);
        let source = name.map_or_else(|| Source::Nominal(turn.label.clone()), Source::Name);
        let found = Some(Found { cue: turn.colon..turn.colon + 1, source, adjacent: true });
        let content = turn.content.clone();
        (!unnamed).then_some(Statement { content, kind: QuoteKind::Direct, found, follows: false, is_told: true })
    };
    text.turns.iter().filter_map(said).collect()
}

/// Who gives the answers that no name labels: the one person whom a text names before its first turn.
pub(super) fn answerer(attributor: &Attributor<'_>, people: &People) -> Option<usize> {
    let start = attributor.text.turns.first()?.label.start;
    let before = attributor.names.iter().zip(&people.of_name).take_while(|(name, _)| name.range.start < start);
    // `‹Milton› mayor Ann Ray`: one word alone may be of a place.
    let full = before.filter(|(name, _)| name.range.len() > 1 || name.sure && name.whole.len() > 1);
    let mut named = full.filter_map(|(_, person)| person.filter(|person| people.all[*person].kind == Kind::Person));
    let first = named.next()?;
    named.all(|person| person == first).then_some(first)
}
