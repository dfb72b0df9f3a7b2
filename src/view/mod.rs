//! The face of the session: a state drawn into a frame.
//!
//! Invariant: pure — the same state, look and size give the same frame — and nothing of the state changes. Absent on
//! purpose: keys, escape sequences, and knowledge of what the terminal can show.

mod briefing;
mod footer;
mod header;
mod overlay;
mod page;
pub mod spoken;
mod stories;
mod text;
pub mod theme;
mod word;
pub mod words;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::State;
use crate::app::wrap;
use theme::Theme;
use words::{Word, Words};

/// What a screen looks like beside its state.
#[derive(Clone, Debug)]
pub struct Look {
    /// The styles.
    pub theme: Theme,
    /// The interface's own words.
    pub words: Words,
}

/// Draws the whole screen.
pub fn draw(state: &State, look: &Look, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    let Some(areas) = state.areas else {
        let text = look.words.get(Word::TooSmall);
        for (row, line) in (0..).zip(wrap::lines(text, area.width.into())) {
            put(buffer, area, row, &text[line], Style::new());
        }
        return;
    };
    header::draw(state, look, buffer);
    if let Some(area) = areas.stories {
        stories::draw(state, look, area, buffer);
    }
    if let Some(area) = areas.text {
        text::draw(state, look, area, buffer);
    }
    if let Some(area) = areas.briefing {
        briefing::draw(state, look, area, buffer);
    }
    if let Some(area) = areas.page {
        page::draw(state, look, area, buffer);
    }
    let cursor = footer::draw(state, look, areas.footer, buffer);
    if state.overlay.is_some() {
        overlay::draw(state, look, areas, buffer);
    }
    if let Some(column) = cursor {
        frame.set_cursor_position((column, areas.footer.y));
    }
}

/// What of the screen is a link, and where it leads.
pub fn link(state: &State, look: &Look) -> Option<(Rect, String)> {
    overlay::link(state, look)
}

/// Writes `text` at the beginning of the row `row` of `area`, as much as fits; answers how many columns it took.
fn put(buffer: &mut Buffer, area: Rect, row: u16, text: &str, style: Style) -> u16 {
    put_at(buffer, area, 0, row, text, style)
}

/// Writes `text` from the column `column` of `area`, as much as fits; answers the column after it.
fn put_at(buffer: &mut Buffer, area: Rect, column: u16, row: u16, text: &str, style: Style) -> u16 {
    if row >= area.height || column >= area.width {
        return column;
    }
    let room = usize::from(area.width - column);
    // Most of a text is a column a byte and a cell each; the last of them may be what a mark behind it stands on.
    let plain = match wrap::plain(text) {
        all if all == text.len() => all.min(room),
        some => some.saturating_sub(1).min(room),
    };
    let (x, y) = (area.x + column, area.y + row);
    for (x, byte) in (x..buffer.area.right()).zip(text.bytes().take(plain)) {
        buffer[(x, y)].set_char(char::from(byte)).set_style(style);
    }
    let x = x + plain as u16;
    let (end, _) = buffer.set_stringn(x, y, &text[plain..], room - plain, style);
    end - area.x
}

/// Columns of a text, as a length on the screen.
fn columns(text: &str) -> u16 {
    u16::try_from(wrap::columns(text)).unwrap_or(u16::MAX)
}
