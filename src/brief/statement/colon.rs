//! What a colon parts: reported words behind it, and those before words in marks.
//!
//! Invariant: only the mood of a verb shows that they are somebody's words; looks at one sentence and the one before.
//! Absent on purpose: languages whose verbs have no such mood.

use super::Statement;
use super::evidence::shows;
use crate::brief::attribution::{Attributor, Found, Source};
use crate::brief::briefing::QuoteKind;
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::class;

/// `Vogt hat ein Ziel: Der Damm ‹müsse› halten.`: what a colon leads to, and who acts before it.
pub(super) fn behind(attributor: &Attributor<'_>, sentence: &Range) -> Option<Statement> {
    let text = attributor.text;
    if !text.verb_second() {
        return None;
    }
    let before = sentence.start.checked_sub(1).filter(|at| text.is_sign(*at, ':'));
    let colon = before.or_else(|| text.sign_in(sentence, ':'))?;
    let content = colon + 1..sentence.end;
    let from = text.sentence(text.sentence_of(colon)).start;
    let told = content.len() > 2 && content.clone().all(|at| text.is_told(at)) && shows(text, &content);
    // `Vogt: Das sei spät.` is a turn of an interview.
    let tells = (from..colon).any(|at| text.tokens[at].shape == Shape::Lower);
    let own = || text.tokens[content.start].shape != Shape::Mark && !shows(text, &(from..colon));
    let mut found = if told && tells && own() { attributor.left(colon + 1, from)? } else { return None };
    // `Klare Worte fand ‹er›: …`: no person whom the text knows for one stands before a verb and who acts.
    if let Source::Name(name) = &found.source
        && let name = &attributor.names[*name]
        && !text.is(name.range.start, class::GIVEN)
        && name.range.start == from
        && text.is(name.range.end + 1, class::PRONOUN)
        && name.range.end + 1 < colon
    {
        found.source = Source::Pronoun(name.range.end + 1);
    }
    let speaks = match &found.source {
        Source::Nominal(_) => attributor.can_speak(&found.source),
        Source::Name(_) | Source::Pronoun(_) => true,
        Source::Clitic(_) | Source::Ending(_) => false,
    };
    speaks.then(|| indirect(content, found))
}

/// Adds what stands before a colon and words in marks, where nobody is said to say it yet.
pub(super) fn add_before(attributor: &Attributor<'_>, direct: &[Statement], out: &mut Vec<Statement>) {
    // They stand in the order of the text.
    let told = |range: &Range| {
        let next = out.partition_point(|one| one.content.first().is_some_and(|first| first.start < range.start));
        let near = &out[next.saturating_sub(2)..out.len().min(next + 2)];
        near.iter().flat_map(|one| &one.content).any(|other| other.start < range.end && range.start < other.end)
    };
    let new = |one: &Statement| !one.content.iter().any(&told);
    let before: Vec<Statement> = direct.iter().filter_map(|marked| before(attributor, marked)).filter(new).collect();
    out.extend(before);
}

/// `Der Damm ‹müsse› halten: „Wir warten“, sagte Vogt.`: who is said behind the marks to speak says what stands before
/// the colon too.
fn before(attributor: &Attributor<'_>, marked: &Statement) -> Option<Statement> {
    let text = attributor.text;
    let (open, found) = (marked.content.first()?.start.checked_sub(1)?, marked.found.as_ref()?);
    let colon = open.checked_sub(1).filter(|at| text.is_sign(*at, ':') && text.verb_second())?;
    let content = text.sentence(text.sentence_of(colon)).start..colon;
    let told = content.len() > 2 && content.clone().all(|at| text.is_told(at)) && shows(text, &content);
    let named = found.cue.start > open && matches!(found.source, Source::Name(_) | Source::Nominal(_));
    (told && named).then(|| indirect(content, Found { adjacent: false, ..found.clone() }))
}

fn indirect(content: Range, found: Found) -> Statement {
    Statement { content: vec![content], kind: QuoteKind::Indirect, found: Some(found), follows: false, is_told: true }
}
