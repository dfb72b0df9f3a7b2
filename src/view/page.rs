//! A page over many stories: its groups, items with their numbers and bars, what stands below them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::words::Word;
use super::{Look, columns, put, put_at, put_found, text};
use crate::app::State;
use crate::app::action::Pane;
use crate::app::layout::page_measure;
use crate::app::page::{Fact, Item, Kind, Line, MARGIN, NUMBER, Page, Section, Topic};
use crate::app::wrap::fit;

pub(super) fn draw(state: &State, look: &Look, area: Rect, buffer: &mut Buffer) {
    let Some(page) = state.pages.last() else { return };
    let area = page_measure(area);
    for (row, line) in page.lines.iter().skip(page.top).take(usize::from(area.height)).enumerate() {
        let row = row as u16;
        if line.item() == Some(page.selected) {
            put(buffer, area, row, "▌", look.theme.accent);
        }
        match line {
            Line::Blank => {}
            Line::Heading(section) => {
                put_at(buffer, area, 1, row, heading(*section, look), look.theme.strong);
            }
            Line::Words { item, first, text } => {
                let Some(item) = page.items.get(*item) else { continue };
                let begin = begin(page, item, *first, look, area, row, buffer);
                let column = put_at(buffer, area, begin, row, text, style(item, look));
                put_found(buffer, area, begin, row, text, &page.found_in(text), look.theme.found);
                let facts = if item.count.is_some() { joined(&item.facts, state, look) } else { String::new() };
                let beside = if text.is_empty() { column } else { column + 2 };
                // Of a number without its noun nobody learns anything.
                if beside + columns(&facts) < area.width {
                    put_at(buffer, area, beside, row, &facts, look.theme.dim);
                }
            }
            Line::Facts { facts, .. } => {
                let facts = fit(&joined(facts, state, look), usize::from(area.width).saturating_sub(MARGIN));
                put_at(buffer, area, MARGIN as u16, row, &facts, look.theme.dim);
                put_found(buffer, area, MARGIN as u16, row, &facts, &page.found_in(&facts), look.theme.found);
            }
        }
    }
}

fn style(item: &Item, look: &Look) -> Style {
    match item.kind {
        Kind::Headline => look.theme.strong,
        Kind::Quotation | Kind::Wording => look.theme.accent,
        Kind::Plain => Style::new(),
    }
}

/// What stands before the words; answers the column they begin at.
fn begin(page: &Page, item: &Item, first: bool, look: &Look, area: Rect, row: u16, buffer: &mut Buffer) -> u16 {
    let Some((count, most)) = item.count else {
        let bullet = match item.kind {
            Kind::Plain => "•",
            Kind::Wording => "≠",
            Kind::Headline | Kind::Quotation => " ",
        };
        if first {
            put_at(buffer, area, MARGIN as u16 - 2, row, bullet, Style::new());
        }
        return MARGIN as u16;
    };
    if first {
        let number = format!("{:>NUMBER$}", look.words.number(count));
        put_at(buffer, area, 1, row, &number, look.theme.accent);
        put_at(buffer, area, 2 + NUMBER as u16, row, &bar(count, most, page.bar()), look.theme.dim);
    }
    (MARGIN + page.counted()) as u16
}

/// A bar of eighths of a column, as many columns as `whole` for the greatest number; what is not nothing is seen. The
/// half block is the marker's, and drawn as such in ASCII.
fn bar(count: usize, most: usize, whole: usize) -> String {
    let eighths = (count * whole * 8).checked_div(most).unwrap_or(0).max(usize::from(count > 0)).min(whole * 8);
    let last = [' ', '▏', '▎', '▍', '▍', '▋', '▊', '▉'][eighths % 8];
    format!("{}{}", "█".repeat(eighths / 8), last).trim_end().to_owned()
}

/// What stands beside or below the words.
fn joined(facts: &[Fact], state: &State, look: &Look) -> String {
    let words = &look.words;
    let said = facts.iter().map(|fact| match fact {
        Fact::Text(text) => text.clone(),
        Fact::Day(day) => words.day(*day),
        Fact::Published(published) => words.day(state.here(*published).date),
        Fact::Moment(moment) => words.moment(state.here(*moment)),
        Fact::Withdrawn(withdrawn) => words.get(text::withdrawn(*withdrawn)).to_owned(),
        Fact::Embargo(until) => words.with(Word::EmbargoShort, text::until(state, words, until)),
        Fact::Stories(count) => words.count(*count, Word::StoriesOne, Word::StoriesOther),
        Fact::Found(totals) => {
            let unread = words.with(Word::Unread, words.number(totals.unread));
            format!("{} · {unread}", words.stories(totals))
        }
        Fact::New(Some(count)) => words.with(Word::NewStories, words.number(*count)),
        Fact::New(None) => words.get(Word::New).to_owned(),
        Fact::Nobody => words.get(Word::Nobody).to_owned(),
        Fact::Otherwise(source) => format!("≠ {source}"),
    });
    said.collect::<Vec<_>>().join(" · ")
}

/// The title of a page, with how much of it is shown.
pub(super) fn title(page: &Page, look: &Look) -> String {
    let words = &look.words;
    let name = match &page.topic {
        Topic::Speakers(name) if !name.is_empty() => format!("{}: {name}", words.get(Word::PageSpeakers)),
        Topic::Speakers(_) => words.get(Word::PageSpeakers).to_owned(),
        Topic::SaidBy(name) => name.clone(),
        Topic::Front => words.get(Word::PageFront).to_owned(),
        Topic::Event(_) => page.items.first().map_or(String::new(), |item| item.words.clone()),
        Topic::Counts => words.get(Word::PageCounts).to_owned(),
        Topic::Kept => words.get(Word::PageKept).to_owned(),
        Topic::Versions(_) => words.get(Word::PageVersions).to_owned(),
    };
    let shown = page.count();
    if page.filter.is_empty() && page.of <= shown {
        return name;
    }
    let of = words.with_of(Word::ShownOf, shown, page.of.max(page.items.len()));
    let filter =
        if page.filter.is_empty() { String::new() } else { format!(" {}", words.with(Word::Found, &page.filter)) };
    format!("{name}{filter} · {of}")
}

pub(super) fn heading(section: Section, look: &Look) -> &str {
    look.words.get(match section {
        Section::Event => return "",
        Section::Speakers => Word::PageSpeakers,
        Section::Quotations => Word::Quotations,
        Section::Reported => Word::Reported,
        Section::KeyPoints => Word::KeyPoints,
        Section::Days => Word::Dates,
        Section::Stories => Word::PaneStories,
        Section::StoriesADay => Word::StoriesADay,
        Section::Sources => Word::Sources,
        Section::Searches => Word::Searches,
        Section::Tags => Word::Tags,
        Section::Headline => Word::Retitled,
        Section::Added => Word::Added,
        Section::Removed => Word::Removed,
        Section::Reworded => Word::Reworded,
        Section::Figures => Word::Figures,
    })
}

/// The selected item in words, where the page has the focus.
pub(super) fn said(state: &State, look: &Look) -> Option<String> {
    let item = state.pages.last().filter(|_| state.focus == Pane::Page)?.current()?;
    let count = item.count.map(|(count, _)| format!("{}: ", look.words.number(count))).unwrap_or_default();
    let group = heading(item.section, look);
    let group = if group.is_empty() { String::new() } else { format!("{group}: ") };
    let facts = joined(&item.facts, state, look);
    let facts = if facts.is_empty() { String::new() } else { format!("; {facts}") };
    Some(format!("{group}{count}{}{facts}", item.words))
}

#[cfg(test)]
mod tests {
    use super::super::theme::Theme;
    use super::super::words::Words;
    use super::*;
    use crate::app::story::Totals;
    use crate::app::wrap;
    use crate::article::Withdrawn;

    #[test]
    fn no_fact_is_wider_than_the_page_reckons() {
        let state = State::default();
        let totals = Totals { stories: 10_000_000, more: true, unread: 10_000_000, query: None };
        let days = (1..=12).map(|month| jiff::civil::date(2024, month, 28));
        let mut facts: Vec<Fact> = days.map(Fact::Day).collect();
        facts.extend(["2024-05-20T10:00:00+07:00", "2024-05-20"].map(|moment| Fact::Moment(moment.parse().unwrap())));
        facts.extend(["2024-05-20T10:00:00+07:00", "soon"].map(|until| Fact::Embargo(until.to_owned())));
        facts.extend([Withdrawn::Canceled, Withdrawn::Withheld].map(Fact::Withdrawn));
        facts.extend([Fact::Stories(1), Fact::Stories(9_999), Fact::New(None), Fact::New(Some(9_999))]);
        facts.extend([Fact::Nobody, Fact::Found(totals), Fact::Otherwise("首相".to_owned())]);
        for code in ["en", "id"] {
            let look = Look { theme: Theme::on(crate::app::key::Ground::Dark), words: Words::new(code).unwrap() };
            for fact in &facts {
                let said = joined(std::slice::from_ref(fact), &state, &look);
                assert!(wrap::columns(&said) <= fact.columns(), "{code}: {said}: {}", wrap::columns(&said));
            }
        }
    }

    #[test]
    fn what_is_not_nothing_has_a_bar_that_is_seen() {
        for (count, most, drawn) in [(0, 9, ""), (1, 9_000, "▏"), (9, 9, "██"), (5, 8, "█▎"), (0, 0, "")] {
            assert_eq!(bar(count, most, 2), drawn, "{count} of {most}");
        }
        assert_eq!(bar(1, 1, 0), "", "where there is no room");
    }
}
