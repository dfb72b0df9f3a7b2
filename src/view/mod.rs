//! The face of the session: a state drawn into a frame.
//!
//! Invariant: pure — the same state, look and size give the same frame — and nothing of the state changes. Absent on
//! purpose: keys, escape sequences, and knowledge of what the terminal can show.

mod briefing;
mod footer;
mod header;
mod overlay;
mod page;
mod reasons;
pub mod spoken;
mod stories;
mod text;
pub mod theme;
mod word;
pub mod words;

use std::ops::Range;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::State;
use crate::app::wrap;
use crate::article::Span;
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
    if state.overlay.is_some() {
        overlay::draw(state, look, areas, buffer);
    }
    let cursor = footer::draw(state, look, areas.footer, buffer);
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
    let (mut x, y, end) = (area.x + column, area.y + row, area.right().min(buffer.area.right()));
    let mut rest = text;
    while !rest.is_empty() && x < end {
        let (plain, behind) = rest.split_at(plain_length(rest));
        x = put_plain(buffer, x..end, y, plain, style);
        // What is not plain is measured, as far as the next blank.
        let blank = behind.char_indices().skip(1).find(|(_, c)| *c == ' ');
        let (word, behind) = behind.split_at(blank.map_or(behind.len(), |(at, _)| at));
        let room = usize::from(end - x);
        (x, _) = buffer.set_stringn(x, y, word, room, style);
        rest = if wrap::columns(word) > room { "" } else { behind };
    }
    x - area.x
}

/// Shows where in a text that begins at the column `column` words stand that are looked for.
fn put_found(buffer: &mut Buffer, area: Rect, column: u16, row: u16, text: &str, found: &[Span], style: Style) {
    for span in found {
        let before = columns(&text[..span.start as usize]);
        put_at(buffer, area, column + before, row, span.of(text), style);
    }
}

/// How much of a text is a column a byte and a cell each, in bytes. The last of them may be what a mark behind it
/// stands on.
fn plain_length(text: &str) -> usize {
    match wrap::plain(text) {
        all if all == text.len() => all,
        some => some.saturating_sub(1),
    }
}

/// Writes letters of one byte, as many as fit; answers the column behind them.
fn put_plain(buffer: &mut Buffer, columns: Range<u16>, y: u16, text: &str, style: Style) -> u16 {
    let text = &text.as_bytes()[..text.len().min(columns.len())];
    let from = buffer.index_of(columns.start, y);
    for (cell, byte) in buffer.content[from..].iter_mut().zip(text) {
        cell.set_char(char::from(*byte)).set_style(style);
    }
    columns.start + text.len() as u16
}

/// Columns of a text, as a length on the screen.
fn columns(text: &str) -> u16 {
    u16::try_from(wrap::columns(text)).unwrap_or(u16::MAX)
}
