//! Stories a day, who brought them, who is quoted most: numbers where one would rather look than read.

use std::iter::successors;

use jiff::civil::Date;

use super::{Stories, people};
use crate::app::page::{Item, Kind, Lead, Section};
use crate::app::shelf::Answer;

/// Days that are counted.
const DAYS: usize = 30;
/// Sources and speakers that are named.
const NAMES: usize = 15;

pub(super) fn counts(stories: &dyn Stories) -> Answer<Vec<Item>> {
    let days = in_a_row(&stories.a_day(DAYS)?).into_iter().map(|(day, count)| {
        let lead = day.tomorrow().ok().map(|next| Lead::Query(format!("after:{day} before:{next}")));
        (day.to_string(), count, lead)
    });
    let mut items = bars(Section::StoriesADay, days.collect());
    let sources = stories.sources(NAMES)?.into_iter().map(|(name, count)| {
        let lead = Lead::Query(format!("source:\"{}\"", name.replace('"', " ")));
        (name, count, Some(lead))
    });
    items.extend(bars(Section::Sources, sources.collect()));
    items.extend(people::speakers(&stories.quoted("", NAMES)?.0));
    Ok(items)
}

/// The last [`DAYS`] days up to the newest, those without a story too; none before the first that has one.
fn in_a_row(days: &[(Date, usize)]) -> Vec<(Date, usize)> {
    let count = |day: Date| days.iter().find(|(with, _)| *with == day).map_or(0, |(_, count)| *count);
    let all = successors(days.first().map(|(newest, _)| *newest), |day| day.yesterday().ok());
    let mut row: Vec<_> = all.take(DAYS).map(|day| (day, count(day))).collect();
    while row.pop_if(|(_, count)| *count == 0).is_some() {}
    row
}

/// Numbers with their bars, each by the greatest of them.
pub(super) fn bars(section: Section, counts: Vec<(String, usize, Option<Lead>)>) -> Vec<Item> {
    let most = counts.iter().map(|(_, count, _)| *count).max().unwrap_or_default();
    let item = |(words, count, lead): (String, usize, Option<Lead>)| Item {
        section,
        kind: Kind::Plain,
        count: Some((count, most)),
        citation: format!("{words}: {count}"),
        words,
        facts: Vec::new(),
        lead,
    };
    counts.into_iter().map(item).collect()
}
