//! Stories a day, who brought them, who is quoted most: numbers where one would rather look than read.

use jiff::civil::Date;

use super::{Stories, people};
use crate::app::page::{Fact, Item, Kind, Lead, Section};
use crate::app::shelf::Answer;

/// Days that are counted: the newest that have a story.
const DAYS: usize = 30;
/// Sources and speakers that are named.
const NAMES: usize = 15;

pub(super) fn counts(stories: &dyn Stories) -> Answer<Vec<Item>> {
    let days = stories.a_day(DAYS)?.into_iter().map(|(day, count)| {
        let lead = day.tomorrow().ok().map(|next| Lead::Query(format!("after:{day} before:{next}")));
        (Name::Day(day), count, lead)
    });
    let mut items = bars(Section::StoriesADay, days.collect());
    let sources = stories.sources(NAMES)?.into_iter().map(|(name, count)| {
        let lead = Lead::Query(format!("source:\"{}\"", name.replace('"', " ")));
        (Name::Words(name), count, Some(lead))
    });
    items.extend(bars(Section::Sources, sources.collect()));
    items.extend(people::speakers(&stories.quoted("", NAMES)?.0));
    Ok(items)
}

/// What a number is of.
pub(super) enum Name {
    /// A day, which readers of each language write their own way.
    Day(Date),
    /// Anything else.
    Words(String),
}

/// Numbers with their bars, each by the greatest of them.
pub(super) fn bars(section: Section, counts: Vec<(Name, usize, Option<Lead>)>) -> Vec<Item> {
    let most = counts.iter().map(|(_, count, _)| *count).max().unwrap_or_default();
    let item = |(name, count, lead): (Name, usize, Option<Lead>)| {
        let (words, facts, citation) = match name {
            Name::Day(day) => (String::new(), vec![Fact::Day(day)], format!("{day}: {count}")),
            Name::Words(words) => (words.clone(), Vec::new(), format!("{words}: {count}")),
        };
        Item { section, kind: Kind::Plain, count: Some((count, most)), words, facts, lead, citation }
    };
    counts.into_iter().map(item).collect()
}
