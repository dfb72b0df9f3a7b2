//! The findings of the story: key points, quotations with their speakers, who, where, when.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::words::Word;
use super::{Look, put, put_at};
use crate::app::State;
use crate::app::action::Pane;
use crate::app::findings::{Line, Section};

/// Columns left of a finding's words: the marker, its number or bullet, a blank.
const MARGIN: u16 = 4;

pub(super) fn draw(state: &State, look: &Look, area: Rect, buffer: &mut Buffer) {
    let findings = &state.findings;
    if state.story_shown().is_none() {
        return;
    }
    for (row, line) in findings.lines.iter().skip(findings.top).take(usize::from(area.height)).enumerate() {
        let row = row as u16;
        if state.focus == Pane::Briefing && line.finding() == Some(findings.selected) {
            put(buffer, area, row, "▌", look.theme.accent);
        }
        match line {
            Line::Blank => {}
            Line::Heading(section) => {
                put_at(buffer, area, 1, row, heading(*section, look), look.theme.strong);
            }
            Line::Words { finding, first, text } => {
                let Some(finding) = findings.list.get(*finding) else { continue };
                if *first {
                    bullet(state, look, finding.number, area, row, buffer);
                }
                let style = if finding.number.is_some() { look.theme.accent } else { Style::new() };
                put_at(buffer, area, MARGIN, row, text, style);
            }
            Line::Speaker { text, .. } => {
                let text = text.as_deref().unwrap_or_else(|| look.words.get(Word::Nobody));
                put_at(buffer, area, MARGIN, row, text, Style::new());
            }
            Line::Happened { text, .. } => {
                put_at(buffer, area, MARGIN, row, text, look.theme.dim);
            }
        }
    }
}

/// The number of a quotation, `›` before the current one; a bullet for what has no number.
fn bullet(state: &State, look: &Look, number: Option<usize>, area: Rect, row: u16, buffer: &mut Buffer) {
    match number {
        Some(number) => {
            if state.reading.quote == Some(number) {
                put_at(buffer, area, 1, row, "›", look.theme.accent);
            }
            put_at(buffer, area, if number < 9 { 2 } else { 1 }, row, &(number + 1).to_string(), look.theme.accent);
        }
        None => {
            put_at(buffer, area, 2, row, "•", Style::new());
        }
    }
}

pub(super) fn heading(section: Section, look: &Look) -> &str {
    look.words.get(match section {
        Section::KeyPoints => Word::KeyPoints,
        Section::FurtherPoints => Word::FurtherPoints,
        Section::Quotations => Word::Quotations,
        Section::Reported => Word::Reported,
        Section::People => Word::People,
        Section::Organisations => Word::Organisations,
        Section::Places => Word::Places,
        Section::Dates => Word::Dates,
    })
}
