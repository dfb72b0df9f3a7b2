//! The front page: what the newest stories tell of, each event once; and one event with all that its stories say.

use super::{Held, standing};
use crate::app::citation;
use crate::app::findings;
use crate::app::page::{Fact, Item, Kind, Lead, Section, Topic};
use crate::app::story::Story;
use crate::front::{self, Event, Place, Quotation, Said, Wording};
use crate::language::Languages;

/// Events on the front page, and what is shown of each there.
const EVENTS: usize = 40;
const POINTS: usize = 3;
const QUOTATIONS: usize = 2;

/// The events of these stories, those that most tell of first.
pub(super) fn front_page(held: &[Held], languages: &Languages) -> Vec<Item> {
    let page = Page { held };
    let events = front::front(&page.stories(), languages);
    events.iter().take(EVENTS).flat_map(|event| page.in_short(event)).collect()
}

/// All that these stories say of their one event.
pub(super) fn event_page(held: &[Held], languages: &Languages) -> Vec<Item> {
    let page = Page { held };
    if held.is_empty() {
        return Vec::new();
    }
    page.in_full(&front::event(&page.stories(), languages))
}

struct Page<'a> {
    held: &'a [Held],
}

impl Page<'_> {
    fn stories(&self) -> Vec<front::Story<'_>> {
        let stories = self.held.iter().map(|Held { story: Story { article, briefing, .. }, .. }| (article, briefing));
        stories.map(|(article, briefing)| front::Story { article, briefing }).collect()
    }

    fn in_short(&self, event: &Event) -> Vec<Item> {
        let lead = match event.stories.as_slice() {
            [only] => Lead::Story(self.held[*only].story.id, None),
            several => Lead::Page(Topic::Event(several.iter().map(|at| self.held[*at].story.id).collect())),
        };
        let (headline, points) = self.beginning(event, Section::Event, QUOTATIONS);
        let mut items = vec![Item { lead: Some(lead), ..headline }];
        items.extend(points.take(POINTS));
        let quotations = event.quotations.iter().take(QUOTATIONS);
        items.extend(quotations.map(|quotation| {
            let mut item = self.quotation(quotation, Section::Event);
            let otherwise = quotation.otherwise().map(|other| Fact::Otherwise(self.name(other.said.story)));
            for fact in otherwise {
                if !item.facts.contains(&fact) {
                    item.facts.push(fact);
                }
            }
            item
        }));
        items
    }

    fn in_full(&self, event: &Event) -> Vec<Item> {
        let (headline, points) = self.beginning(event, Section::KeyPoints, usize::MAX);
        let mut items = vec![headline];
        items.extend(points);
        for quotation in &event.quotations {
            items.push(self.quotation(quotation, Section::Quotations));
            items.extend(quotation.otherwise().map(|other| self.wording(other)));
        }
        items.extend(event.days.iter().map(|day| {
            let mut item = self.sentence(day.sentence, Section::Days);
            item.facts.insert(0, Fact::Day(day.date));
            item
        }));
        items.extend(event.stories.iter().map(|at| self.story(*at)));
        items
    }

    /// The headline, and the key points beside so many quotations. A headline that is how the text begins gives way to
    /// the sentence, which stands there once.
    fn beginning(&self, event: &Event, section: Section, quotations: usize) -> (Item, impl Iterator<Item = Item>) {
        let mut headline = self.headline(event);
        let stories = self.stories();
        let lede = event.lede(&stories);
        if let Some(lede) = lede {
            headline.words = self.sentence(lede, section).words;
        }
        let points = event.points_beside(&stories, quotations).into_iter().filter(move |point| Some(*point) != lede);
        // On the short page only what another story than the first adds, or counts differently, has its source.
        let is_short = section == Section::Event;
        let own = event.stories.first().copied().filter(|_| is_short);
        let item = move |point: Place| {
            let item = self.sentence(point, section);
            if own == Some(point.story) { Item { facts: Vec::new(), ..item } } else { item }
        };
        (headline, points.map(item))
    }

    /// The headline of the fullest story, with the sources of all.
    fn headline(&self, event: &Event) -> Item {
        let first = event.stories.first().copied().unwrap_or_default();
        let new = event.stories.iter().filter(|at| self.held[**at].is_new).count();
        let mut facts: Vec<Fact> = Vec::new();
        if event.stories.len() > 1 {
            facts.insert(0, Fact::Stories(event.stories.len()));
        }
        for fact in event.stories.iter().flat_map(|at| standing(&self.held[*at].story.article)) {
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        }
        facts.extend(self.sources(event.stories.iter().copied()).into_iter().map(Fact::Text));
        if new > 0 {
            let count = (event.stories.len() > 1).then_some(new);
            facts.insert(0, Fact::New(count));
        }
        let story = &self.held[first].story;
        Item {
            section: Section::Event,
            kind: Kind::Headline,
            count: None,
            words: story.article.headline.clone(),
            facts,
            lead: Some(Lead::Story(story.id, None)),
            citation: citation::of_story(&story.article),
        }
    }

    /// Who brought a story; where it does not say, its own name: that one tells it otherwise is to be seen.
    fn name(&self, at: usize) -> String {
        let article = &self.held[at].story.article;
        article.source.clone().unwrap_or_else(|| article.uri.clone())
    }

    /// Who brought these stories, each once.
    fn sources(&self, of: impl Iterator<Item = usize>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in of.filter_map(|at| self.held[at].story.article.source.clone()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// What is to be known of a single story: that it is new.
    fn news(&self, at: usize) -> Option<Fact> {
        self.held[at].is_new.then_some(Fact::New(None))
    }

    fn sentence(&self, Place { story: at, span }: Place, section: Section) -> Item {
        let story = &self.held[at].story;
        Item {
            section,
            kind: Kind::Plain,
            count: None,
            words: span.of(&story.article.body).replace('\n', " "),
            facts: self.brought(at),
            lead: Some(Lead::Story(story.id, Some(span))),
            citation: citation::of_words(&story.article, &[span]),
        }
    }

    /// Who brought a story, where the stories of the page have several sources, and whether it is new.
    fn brought(&self, at: usize) -> Vec<Fact> {
        let source_of = |held: &Held| held.story.article.source.clone();
        let is_one = self.held.iter().all(|other| source_of(other) == source_of(&self.held[at]));
        let source = source_of(&self.held[at]).filter(|_| !is_one).map(Fact::Text);
        self.news(at).into_iter().chain(source).collect()
    }

    /// A quotation, with the sources that have it as it stands here.
    fn quotation(&self, quotation: &Quotation, section: Section) -> Item {
        let sources = self.sources(quotation.told_by());
        let mut item = self.said(quotation.said, section, Kind::Quotation);
        item.facts.extend(sources.into_iter().map(Fact::Text));
        item
    }

    /// The same quotation as another story has it, with its speaker where that is somebody else.
    fn wording(&self, other: &Wording) -> Item {
        let mut item = self.said(other.said, Section::Quotations, Kind::Wording);
        item.facts.retain(|fact| other.is_by_another && matches!(fact, Fact::Text(_)));
        item.facts.extend(self.news(other.said.story));
        item.facts.push(Fact::Text(self.name(other.said.story)));
        item
    }

    /// A quotation with who said it.
    fn said(&self, Said { story: at, quote }: Said, section: Section, kind: Kind) -> Item {
        let story = &self.held[at].story;
        let quote = &story.briefing.quotes[quote];
        let speaker = findings::speaker(&story.article.body, &story.briefing, quote);
        let facts = [self.news(at), Some(speaker.map_or(Fact::Nobody, Fact::Text))];
        Item {
            section,
            kind,
            count: None,
            words: findings::quoted(&story.article.body, &quote.content),
            facts: facts.into_iter().flatten().collect(),
            lead: Some(Lead::Story(story.id, quote.content.first().copied())),
            citation: citation::of_quote(&story.article, &story.briefing, quote),
        }
    }

    fn story(&self, at: usize) -> Item {
        let story = &self.held[at].story;
        let mut facts = self.brought(at);
        facts.extend(story.article.published.map(Fact::Published));
        facts.extend(standing(&story.article));
        facts.extend(story.article.source.is_none().then(|| Fact::Text(self.name(at))));
        Item {
            section: Section::Stories,
            kind: Kind::Plain,
            count: None,
            words: story.article.headline.clone(),
            facts,
            lead: Some(Lead::Story(story.id, None)),
            citation: citation::of_story(&story.article),
        }
    }
}
