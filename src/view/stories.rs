//! The list of stories: two rows each, the headline; and the day, who is quoted how often, the source.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::words::Word;
use super::{Look, put, put_at, put_found};
use crate::app::State;
use crate::app::action::Pane;
use crate::app::list::ROW_HEIGHT;
use crate::app::story::Row;
use crate::app::wrap::{columns, fit};
use crate::article::Span;

/// Columns left of a headline: the marker of the selection, the dot of an unread story and below it the star, a blank.
const MARGIN: u16 = 3;

pub(super) fn draw(state: &State, look: &Look, area: Rect, buffer: &mut Buffer) {
    let list = &state.list;
    if list.totals.stories == 0 {
        let word = if state.loading.is_some() { Word::NothingYet } else { Word::NothingHere };
        put_at(buffer, area, MARGIN, 0, look.words.get(word), look.theme.dim);
    }
    for (at, row) in list.in_view() {
        let y = ((at - list.top) * ROW_HEIGHT) as u16;
        if at == list.selected {
            let style = if state.focus == Pane::Stories { look.theme.accent } else { look.theme.dim };
            put(buffer, area, y, "▌", style);
            put(buffer, area, y + 1, "▌", style);
        }
        draw_row(state, look, area, y, row, buffer);
    }
}

fn draw_row(state: &State, look: &Look, area: Rect, y: u16, row: &Row, buffer: &mut Buffer) {
    // A row each: in one place the star would hide whether the story is read.
    if !row.marks.read {
        put_at(buffer, area, 1, y, "•", look.theme.accent);
    }
    if row.marks.starred {
        put_at(buffer, area, 1, y + 1, "*", look.theme.accent);
    }
    let style = if row.marks.read { Style::new() } else { look.theme.strong };
    let headline = fit(&row.headline, usize::from(area.width.saturating_sub(MARGIN + 1)));
    put_at(buffer, area, MARGIN, y, &headline, style);
    if let Some(needle) = &state.search.needle {
        let found: Vec<Span> = needle.spans(&headline).collect();
        put_found(buffer, area, MARGIN, y, &headline, &found, look.theme.found);
    }
    let room = usize::from(area.width.saturating_sub(MARGIN + 1));
    put_at(buffer, area, MARGIN, y + 1, &fit(&facts(state, look, row, room), room), look.theme.dim);
}

/// The marks of a story, its day, who is quoted how often, and its source: what is needed most first, since a narrow
/// pane cuts the end. A source that is cut could be another one: it stands there whole or not at all.
fn facts(state: &State, look: &Look, row: &Row, room: usize) -> String {
    let quoted = (row.quotes > 0).then(|| match &row.speaker {
        Some(speaker) => format!("❝{} {speaker}", row.quotes),
        None => format!("❝{}", row.quotes),
    });
    let day = row.published.map(|published| look.words.lately(published, state.today.as_ref()));
    let parts = [row.flagged.then(|| "!".to_owned()), row.annotated.then(|| "#".to_owned()), day, quoted];
    let facts = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let Some(source) = state.list.source(row) else { return facts };
    let whole = if facts.is_empty() { source.to_owned() } else { format!("{facts} · {source}") };
    if columns(&whole) <= room { whole } else { facts }
}
