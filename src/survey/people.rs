//! Who is quoted, and what somebody said.

use super::{Quoted, Saying, standing};
use crate::app::citation;
use crate::app::findings;
use crate::app::page::{Fact, Item, Kind, Lead, Section, Topic};
use crate::app::story::Story;
use crate::brief::QuoteKind;

/// Everyone who is quoted, with how often.
pub(super) fn speakers(quoted: &[Quoted]) -> Vec<Item> {
    let most = quoted.iter().map(|quoted| quoted.quotes).max().unwrap_or_default();
    let item = |Quoted { name, quotes, stories }: &Quoted| Item {
        section: Section::Speakers,
        kind: Kind::Plain,
        count: Some((*quotes, most)),
        words: name.clone(),
        facts: vec![Fact::Stories(*stories)],
        lead: Some(Lead::Page(Topic::SaidBy(name.clone()))),
        citation: name.clone(),
    };
    quoted.iter().map(item).collect()
}

/// What somebody said, each with the role and the story: first what stands in marks, for what is reported may be
/// another's words.
pub(super) fn said(sayings: &[Saying]) -> Vec<Item> {
    let items = sayings.iter().flat_map(|(story, quotes)| quotes.iter().filter_map(move |at| quotation(story, *at)));
    let (mut items, reported): (Vec<Item>, Vec<Item>) = items.partition(|item| item.section == Section::Quotations);
    items.extend(reported);
    items
}

fn quotation(story: &Story, at: usize) -> Option<Item> {
    let (article, briefing) = (&story.article, &story.briefing);
    let quote = briefing.quotes.get(at)?;
    let speaker = briefing.speaker_of(quote)?;
    // Of those who spoke together, all are told.
    let together = Some(speaker.name).filter(|_| briefing.names_of(&article.body, speaker).len() > 1);
    let role = speaker.role.or(together).map(|words| words.of(&article.body));
    let verb = quote.verb().map(|verb| verb.of(&article.body));
    let texts = [verb, role, article.source.as_deref(), Some(&article.headline)];
    let (section, kind, words) = match quote.kind {
        QuoteKind::Indirect => (Section::Reported, Kind::Plain, findings::joined(&article.body, &quote.content)),
        QuoteKind::Direct | QuoteKind::Mixed => {
            (Section::Quotations, Kind::Quotation, findings::quoted(&article.body, &quote.content))
        }
    };
    let day = article.published.map(Fact::Published);
    let texts = texts.into_iter().flatten().map(|text| Fact::Text(text.replace('\n', " ")));
    Some(Item {
        section,
        kind,
        count: None,
        words,
        facts: standing(article).chain(day).chain(texts).collect(),
        lead: Some(Lead::Story(story.id, quote.content.first().copied())),
        citation: citation::of_quote(article, briefing, quote),
    })
}
