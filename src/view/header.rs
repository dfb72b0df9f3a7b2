//! The line at the top — how many stories, how many unread, what is loading, the day — and the titles of the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::words::Word;
use super::{Look, columns, page, put, put_at};
use crate::app::State;
use crate::app::action::{Action, Pane};
use crate::app::wrap::fit;

/// What stands before all else.
const NAME: &str = " kilas ";
/// What stands between two parts.
const GAP: &str = " · ";
/// The parts as they stand, by how much they are needed.
const NEEDED: [usize; 5] = [0, 4, FOUND, 2, 3];
/// The part that says what was searched for.
const FOUND: usize = 1;
/// Columns kept free for how far the reader has come: ` 100% `.
const PROGRESS: usize = 6;

pub(super) fn draw(state: &State, look: &Look, buffer: &mut Buffer) {
    let Some(areas) = state.areas else { return };
    let (words, area) = (&look.words, areas.header);
    let mut column = put(buffer, area, 0, NAME, look.theme.strong);
    for (text, style) in known(state, look, usize::from(area.width.saturating_sub(column))) {
        let gap = if column > columns(NAME) { GAP } else { "  " };
        column = put_at(buffer, area, column, 0, gap, look.theme.dim);
        column = put_at(buffer, area, column, 0, &text, style);
    }
    if let Some(today) = &state.today {
        let day = words.day(today.date);
        let start = area.width.saturating_sub(columns(&day) + 1);
        if start > column + 1 {
            put_at(buffer, area, start, 0, &day, look.theme.dim);
        }
    }
    titles(state, look, buffer);
}

/// What is known of the list, as far as there is room for it. Nothing but the search is cut: half a number is another
/// one.
fn known(state: &State, look: &Look, mut room: usize) -> impl Iterator<Item = (String, Style)> {
    let (words, totals, theme) = (&look.words, &state.list.totals, &look.theme);
    let mut parts = [
        (Some(words.stories(totals)), theme.dim),
        (totals.query.as_ref().map(|query| words.with(Word::Found, query)), theme.accent),
        (Some(words.with(Word::Unread, words.number(totals.unread))), theme.dim),
        (state.loading.filter(|n| *n > 0).map(|n| words.with(Word::Loading, words.number(n))), theme.dim),
        (not_read(state, look), theme.warning),
    ];
    for at in NEEDED {
        let (part, _) = &mut parts[at];
        let gap = usize::from(columns(GAP));
        let text = part.take().map(|text| if at == FOUND { fit(&text, room.saturating_sub(gap)) } else { text });
        *part = text.filter(|text| usize::from(columns(text)) + gap <= room);
        room -= part.as_ref().map_or(0, |text| usize::from(columns(text)) + gap);
    }
    parts.into_iter().filter_map(|(text, style)| Some((text?, style)))
}

pub(super) fn not_read(state: &State, look: &Look) -> Option<String> {
    let count = state.failures.len();
    let key = state.keymap.shown(Action::Failures);
    (count > 0).then(|| format!("{} ({key})", look.words.count(count, Word::NotReadOne, Word::NotReadOther)))
}

fn titles(state: &State, look: &Look, buffer: &mut Buffer) {
    let Some(areas) = state.areas else { return };
    let dim = look.theme.dim;
    for column in areas.titles.left()..areas.titles.right() {
        buffer[(column, areas.titles.y)].set_symbol("─").set_style(dim);
    }
    let shown: Vec<(Pane, Rect)> = Pane::ALL.iter().filter_map(|pane| Some((*pane, areas.of(*pane)?))).collect();
    for (at, (pane, area)) in shown.iter().enumerate() {
        let row = Rect { y: areas.titles.y, height: 1, ..*area };
        let room = usize::from(area.width).saturating_sub(4);
        let title = match pane {
            Pane::Stories => look.words.get(Word::PaneStories).to_owned(),
            Pane::Briefing => look.words.get(Word::PaneBriefing).to_owned(),
            Pane::Page => state.pages.last().map(|page| page::title(page, look)).unwrap_or_default(),
            Pane::Text => fit(&headline(state, look), room.saturating_sub(PROGRESS)),
        };
        let style = if *pane == state.focus { look.theme.focus } else { look.theme.strong };
        put_at(buffer, row, 1, 0, &format!(" {} ", fit(&title, room)), style);
        if *pane == Pane::Text && state.story_shown().is_some() {
            let progress = format!(" {}% ", state.reading.percent());
            put_at(buffer, row, row.width.saturating_sub(columns(&progress)), 0, &progress, dim);
        }
        if at > 0 {
            rule(buffer, area.x - 1, areas.titles.y, areas.footer.y, dim);
        }
    }
}

/// The headline of the open story; where no list stands beside it with its marks, behind those.
fn headline(state: &State, look: &Look) -> String {
    let Some(story) = state.story_shown() else { return look.words.get(Word::PaneText).to_owned() };
    let is_listed = state.areas.is_some_and(|areas| areas.stories.is_some());
    let sign = |is_set: bool, sign| if is_set && !is_listed { sign } else { "" };
    let (unread, star) = (sign(!story.marks.read, "• "), sign(story.marks.starred, "* "));
    format!("{unread}{star}{}", story.article.headline)
}

/// The line between two panes, from the titles to the footer.
fn rule(buffer: &mut Buffer, column: u16, top: u16, bottom: u16, style: Style) {
    for row in top..bottom {
        buffer[(column, row)].set_symbol(if row == top { "┬" } else { "│" }).set_style(style);
    }
}
