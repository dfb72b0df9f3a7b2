//! What the reader keeps to come back to: searches, and tags.

use super::Stories;
use super::counts::{Name, bars};
use crate::app::page::{Fact, Item, Kind, Lead, Section};
use crate::app::shelf::Answer;

pub(super) fn kept(stories: &dyn Stories) -> Answer<Vec<Item>> {
    let mut items: Vec<Item> = stories
        .searches()?
        .into_iter()
        .map(|totals| {
            let query = totals.query.clone().unwrap_or_default();
            Item {
                section: Section::Searches,
                kind: Kind::Plain,
                count: None,
                words: query.clone(),
                facts: vec![Fact::Found(totals)],
                citation: query.clone(),
                lead: Some(Lead::Query(query)),
            }
        })
        .collect();
    let tags = stories.tags()?.into_iter().map(|(tag, count)| {
        let lead = Lead::Query(format!("tag:{tag}"));
        (Name::Words(format!("#{tag}")), count, Some(lead))
    });
    items.extend(bars(Section::Tags, tags.collect()));
    Ok(items)
}
