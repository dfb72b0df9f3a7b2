//! What each version of a story says differently from the one before it.

use super::standing;
use crate::app::page::{Fact, Item, Kind, Lead, Section};
use crate::app::story::StoryId;
use crate::app::{citation, findings};
use crate::article::{Article, Span};
use crate::brief::Briefing;
use crate::front::{Changes, Story, changes};
use crate::language::Languages;

type Version = (Article, Briefing);

/// The changes of a story, the last first; nothing where it has one version.
pub(super) fn versions(id: StoryId, versions: &[Version], languages: &Languages) -> Vec<Item> {
    let mut items = Vec::new();
    for (at, pair) in versions.windows(2).enumerate() {
        let [(new, after), (old, before)] = pair else { continue };
        let (old, new) = (Story { article: old, briefing: before }, Story { article: new, briefing: after });
        // Only the words of the newest version can be gone to.
        let lead = |span: Option<Span>| (at == 0).then_some(Lead::Story(id, span));
        items.push(Item { lead: lead(None), ..headline(new) });
        items.extend(told(old, new, &changes(old, new, languages), &lead));
    }
    items
}

fn headline(version: Story<'_>) -> Item {
    let article = version.article;
    // Of one day there may be several.
    let moment = article.published.map(Fact::Moment);
    let source = article.source.clone().map(Fact::Text);
    Item {
        facts: standing(article).chain(moment).chain(source).collect(),
        kind: Kind::Headline,
        ..item(Section::Event, article.headline.clone(), citation::of_story(article))
    }
}

fn item(section: Section, words: String, citation: String) -> Item {
    Item { section, kind: Kind::Plain, count: None, citation, words, facts: Vec::new(), lead: None }
}

fn told(old: Story<'_>, new: Story<'_>, changes: &Changes, lead: &dyn Fn(Option<Span>) -> Option<Lead>) -> Vec<Item> {
    let said = |section: Section, story: Story<'_>, at: usize, kind: Kind, leads: bool| {
        let quote = &story.briefing.quotes[at];
        let words = findings::quoted(&story.article.body, &quote.content);
        let speaker = findings::speaker(&story.article.body, story.briefing, quote);
        let facts = vec![speaker.map_or(Fact::Nobody, Fact::Text)];
        let lead = if leads { lead(quote.content.first().copied()) } else { None };
        let citation = citation::of_quote(story.article, story.briefing, quote);
        Item { kind, facts, lead, ..item(section, words, citation) }
    };
    let sentence = |story: Story<'_>, span: Span| {
        let words = span.of(&story.article.body).replace('\n', " ");
        item(Section::Figures, words, citation::of_words(story.article, &[span]))
    };
    let mut items = Vec::new();
    if changes.headline {
        let headline = |version: Story<'_>| {
            let article = version.article;
            item(Section::Headline, article.headline.clone(), citation::of_story(article))
        };
        items.push(headline(old));
        items.push(Item { lead: lead(None), kind: Kind::Wording, ..headline(new) });
    }
    items.extend(changes.added.iter().map(|at| said(Section::Added, new, *at, Kind::Quotation, true)));
    items.extend(changes.removed.iter().map(|at| said(Section::Removed, old, *at, Kind::Quotation, false)));
    for (before, after) in &changes.reworded {
        items.push(said(Section::Reworded, old, *before, Kind::Quotation, false));
        items.push(said(Section::Reworded, new, *after, Kind::Wording, true));
    }
    for (before, after) in &changes.figures {
        items.push(sentence(old, *before));
        items.push(Item { lead: lead(Some(*after)), kind: Kind::Wording, ..sentence(new, *after) });
    }
    items
}
