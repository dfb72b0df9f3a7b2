//! What lies over the panes: a box in the middle, its lines, and how to close it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::words::{Word, Words};
use super::{Look, columns, put, put_at};
use crate::app::State;
use crate::app::action::{Group, TABLE};
use crate::app::findings;
use crate::app::layout::Areas;
use crate::app::overlay::{Content, Overlay};
use crate::app::wrap::fit;
use crate::brief::{Quote, ResolvedBy};

/// Columns of the keys in the help; a longer list of keys pushes its help to the right.
const KEYS: usize = 22;
/// Columns of the names in the explanation of a speaker.
const NAMES: usize = 12;

/// A line: what stands at its beginning, and the rest.
type Line = (String, String);

pub(super) fn draw(state: &State, look: &Look, areas: Areas, buffer: &mut Buffer) {
    let Some(overlay) = &state.overlay else { return };
    let (title, lines) = lines(overlay, state, look);
    let whole = areas.titles.width;
    let widest = lines.iter().map(|(name, rest)| columns(name) + columns(rest)).max().unwrap_or_default();
    let width = (widest + 4).clamp(30, whole.saturating_sub(2));
    let height = (lines.len().min(overlay.room.1) as u16) + 2;
    let top = areas.titles.y + (areas.footer.y.saturating_sub(areas.titles.y + height)) / 2;
    let area = Rect { x: (whole - width) / 2, y: top, width, height };
    frame(title, look, overlay, area, buffer);
    let inner = Rect { x: area.x + 2, y: area.y + 1, width: width - 4, height: height - 2 };
    for (row, (name, rest)) in lines.iter().skip(overlay.top).take(usize::from(inner.height)).enumerate() {
        let style = if rest.is_empty() { Style::new() } else { look.theme.strong };
        let column = put(buffer, inner, row as u16, name, style);
        let room = usize::from(inner.width.saturating_sub(column));
        put_at(buffer, inner, column, row as u16, &fit(rest, room), Style::new());
    }
}

fn frame(title: &str, look: &Look, overlay: &Overlay, area: Rect, buffer: &mut Buffer) {
    let side = usize::from(area.width) - 2;
    put(buffer, area, 0, &format!("┌{}┐", "─".repeat(side)), look.theme.dim);
    for row in 1..area.height - 1 {
        put(buffer, area, row, "│", look.theme.dim);
        put_at(buffer, area, 1, row, &" ".repeat(side), Style::new());
        put_at(buffer, area, area.width - 1, row, "│", look.theme.dim);
    }
    put(buffer, area, area.height - 1, &format!("└{}┘", "─".repeat(side)), look.theme.dim);
    put_at(buffer, area, 2, 0, &format!(" {title} "), look.theme.focus);
    let (lines, rows) = overlay.room;
    let more = if lines > rows {
        format!("{}-{}/{lines} · ", overlay.top + 1, (overlay.top + rows).min(lines))
    } else {
        String::new()
    };
    put_at(buffer, area, 2, area.height - 1, &format!(" {more}{} ", look.words.get(Word::Close)), look.theme.dim);
}

fn lines<'a>(overlay: &Overlay, state: &'a State, look: &'a Look) -> (&'a str, Vec<Line>) {
    let words = &look.words;
    match &overlay.content {
        Content::Help => (words.get(Word::HelpTitle), help(state, words)),
        Content::Why(quote) => (words.get(Word::WhyTitle), why(*quote, state, words)),
        Content::Link(link) => (words.get(Word::LinkTitle), vec![(link.clone(), String::new())]),
        Content::Failures if state.failures.is_empty() => {
            (words.get(Word::FailuresTitle), vec![(words.get(Word::NoFailures).to_owned(), String::new())])
        }
        Content::Failures => {
            (words.get(Word::FailuresTitle), state.failures.iter().map(|line| (line.clone(), String::new())).collect())
        }
    }
}

fn help(state: &State, words: &Words) -> Vec<Line> {
    let mut lines = Vec::new();
    for group in Group::ALL {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push((words.get(heading(group)).to_owned(), String::new()));
        for entry in TABLE.iter().filter(|entry| entry.group == group) {
            let keys = state.keymap.shown(entry.action);
            lines.push((format!("  {keys:<KEYS$} "), words.help(entry.action).to_owned()));
        }
    }
    lines
}

fn heading(group: Group) -> Word {
    match group {
        Group::Moving => Word::HelpMoving,
        Group::Quotations => Word::HelpQuotations,
        Group::Searching => Word::HelpSearching,
        Group::Keeping => Word::HelpKeeping,
        Group::Program => Word::HelpProgram,
    }
}

fn why(quote: usize, state: &State, words: &Words) -> Vec<Line> {
    let Some(story) = &state.reading.story else { return Vec::new() };
    let Some(quote) = story.briefing.quotes.get(quote) else { return Vec::new() };
    let body = &story.article.body;
    let stretch = quote.content.first().map(|span| span.of(body).replace('\n', " ")).unwrap_or_default();
    let line = |name, text: Option<String>| {
        let name = words.get(name);
        (format!("{name:<NAMES$}  "), text.unwrap_or_else(|| "–".to_owned()))
    };
    let source = quote.attribution.and_then(|attribution| attribution.source);
    vec![
        (format!("❝{stretch}❞"), String::new()),
        Line::default(),
        line(Word::WhySpeaker, findings::speaker(body, &story.briefing, quote)),
        line(Word::WhyCue, quote.attribution.map(|attribution| attribution.cue.of(body).to_owned())),
        line(Word::WhySource, source.map(|span| span.of(body).replace('\n', " "))),
        line(Word::WhyHow, Some(words.get(how(quote)).to_owned())),
    ]
}

fn how(quote: &Quote) -> Word {
    match quote.resolved_by {
        Some(ResolvedBy::Named) => Word::WhyNamed,
        Some(ResolvedBy::Role) => Word::WhyRole,
        Some(ResolvedBy::Pronoun) => Word::WhyPronoun,
        Some(ResolvedBy::Clitic) => Word::WhyClitic,
        Some(ResolvedBy::Continuation) => Word::WhyContinuation,
        None => Word::WhyUnknown,
    }
}
