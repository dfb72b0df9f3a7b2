//! What lies over the panes: a box in the middle, its lines, and how to close it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::words::Word;
use super::{Look, columns, put, put_at};
use crate::app::State;
use crate::app::action::{Group, TABLE};
use crate::app::layout::Areas;
use crate::app::overlay::{Content, FRAME, Fact, INDENT, KEYS, Line, NAMES, Overlay};
use crate::app::wrap::fit;
use crate::brief::ResolvedBy;

/// The narrowest box.
const LEAST: u16 = 30;

pub(super) fn draw(state: &State, look: &Look, areas: Areas, buffer: &mut Buffer) {
    let Some(overlay) = &state.overlay else { return };
    let lines: Vec<(String, String)> = overlay.lines.iter().map(|line| words(line, state, look)).collect();
    let area = place(overlay, &lines, areas);
    frame(state, look, overlay, area, buffer);
    let inner = within(area);
    for (row, (name, rest)) in lines.iter().skip(overlay.top).take(usize::from(inner.height)).enumerate() {
        let style = if rest.is_empty() { Style::new() } else { look.theme.strong };
        let column = put(buffer, inner, row as u16, name, style);
        let room = usize::from(inner.width.saturating_sub(column));
        put_at(buffer, inner, column, row as u16, &fit(rest, room), Style::new());
    }
}

/// Where the box stands around its lines.
fn place(overlay: &Overlay, lines: &[(String, String)], areas: Areas) -> Rect {
    let whole = areas.titles.width;
    let widest = lines.iter().map(|(name, rest)| columns(name) + columns(rest)).max().unwrap_or_default();
    let width = (widest + FRAME).clamp(LEAST, whole.saturating_sub(2));
    let height = (lines.len().min(overlay.rows) as u16) + 2;
    let top = areas.titles.y + (areas.footer.y.saturating_sub(areas.titles.y + height)) / 2;
    Rect { x: (whole - width) / 2, y: top, width, height }
}

/// Where the lines stand within the box.
fn within(area: Rect) -> Rect {
    Rect { x: area.x + FRAME / 2, y: area.y + 1, width: area.width - FRAME, height: area.height - 2 }
}

/// The link that is shown, whole, and where.
pub(super) fn link(state: &State, look: &Look) -> Option<(Rect, String)> {
    let overlay = state.overlay.as_ref()?;
    let Content::Link(link) = &overlay.content else { return None };
    let lines: Vec<(String, String)> = overlay.lines.iter().map(|line| words(line, state, look)).collect();
    Some((within(place(overlay, &lines, state.areas?)), link.clone()))
}

fn frame(state: &State, look: &Look, overlay: &Overlay, area: Rect, buffer: &mut Buffer) {
    // The colours beneath would show through.
    area.positions().for_each(|cell| buffer[cell].reset());
    let side = usize::from(area.width) - 2;
    put(buffer, area, 0, &format!("┌{}┐", "─".repeat(side)), look.theme.dim);
    for row in 1..area.height - 1 {
        put(buffer, area, row, "│", look.theme.dim);
        put_at(buffer, area, area.width - 1, row, "│", look.theme.dim);
    }
    put(buffer, area, area.height - 1, &format!("└{}┘", "─".repeat(side)), look.theme.dim);
    put_at(buffer, area, 2, 0, &format!(" {} ", look.words.get(title(&overlay.content))), look.theme.focus);
    let (lines, rows) = (overlay.lines.len(), overlay.rows);
    let more = if lines > rows {
        format!("{}-{}/{lines} · ", overlay.top + 1, (overlay.top + rows).min(lines))
    } else {
        String::new()
    };
    let close = look.words.with(Word::Close, state.keymap.closing());
    put_at(buffer, area, 2, area.height - 1, &format!(" {more}{close} "), look.theme.dim);
}

fn title(content: &Content) -> Word {
    match content {
        Content::Help => Word::HelpTitle,
        Content::Why(_) => Word::WhyTitle,
        Content::Link(_) => Word::LinkTitle,
        Content::Copied(_) => Word::CopiedTitle,
        Content::Failures => Word::FailuresTitle,
    }
}

/// What stands at the beginning of a line, and the rest.
fn words(line: &Line, state: &State, look: &Look) -> (String, String) {
    let plain = |text: &str| (text.to_owned(), String::new());
    let keys = |entry: usize| state.keymap.shown(TABLE[entry].action);
    match line {
        Line::Blank => Default::default(),
        Line::Heading(group) => plain(look.words.get(heading(*group))),
        Line::Text(text) => plain(text),
        Line::NoFailures => plain(look.words.get(Word::NoFailures)),
        Line::Keys(entry) => plain(&format!("{:INDENT$}{}", "", keys(*entry))),
        Line::Help { entry, part, indent, with_keys } => {
            let keys = if *with_keys { keys(*entry) } else { String::new() };
            let before = if *with_keys { format!("{:INDENT$}{keys:<KEYS$} ", "") } else { " ".repeat(*indent) };
            let help = state.helps.get(*entry).and_then(|help| help.get(part.clone()));
            (before, help.unwrap_or_default().to_owned())
        }
        Line::Fact { fact, text, first } => {
            let name = if *first { look.words.get(name(*fact)) } else { "" };
            (format!("{name:<NAMES$}"), text.clone().unwrap_or_else(|| "–".to_owned()))
        }
        Line::How(how) => {
            (format!("{:<NAMES$}", look.words.get(Word::WhyHow)), look.words.get(resolved(*how)).to_owned())
        }
    }
}

fn heading(group: Option<Group>) -> Word {
    match group {
        Some(Group::Moving) => Word::HelpMoving,
        Some(Group::Quotations) => Word::HelpQuotations,
        Some(Group::Stories) => Word::HelpStories,
        Some(Group::Searching) => Word::HelpSearching,
        Some(Group::Keeping) => Word::HelpKeeping,
        Some(Group::Program) => Word::HelpProgram,
        None => Word::HelpElsewhere,
    }
}

fn name(fact: Fact) -> Word {
    match fact {
        Fact::Speaker => Word::WhySpeaker,
        Fact::Cue => Word::WhyCue,
        Fact::Source => Word::WhySource,
    }
}

fn resolved(how: Option<ResolvedBy>) -> Word {
    match how {
        Some(ResolvedBy::Named) => Word::WhyNamed,
        Some(ResolvedBy::Role) => Word::WhyRole,
        Some(ResolvedBy::Pronoun) => Word::WhyPronoun,
        Some(ResolvedBy::Clitic) => Word::WhyClitic,
        Some(ResolvedBy::Continuation) => Word::WhyContinuation,
        None => Word::WhyUnknown,
    }
}

/// All that an overlay lists; what was broken to fit the screen is whole again.
pub(super) fn said(state: &State, look: &Look) -> Option<String> {
    let overlay = state.overlay.as_ref()?;
    let mut said = vec![look.words.get(title(&overlay.content)).to_owned()];
    if let Content::Link(text) | Content::Copied(text) = &overlay.content {
        said.push(text.clone());
    } else if overlay.content == Content::Failures && !state.failures.is_empty() {
        said.extend(state.failures.iter().cloned());
    } else {
        let mut is_text = false;
        for line in &overlay.lines {
            let was_text = std::mem::replace(&mut is_text, matches!(line, Line::Text(_)));
            let (name, rest) = words(line, state, look);
            match (name.trim(), rest.as_str(), said.last_mut()) {
                ("", "", _) => {}
                (more, "", Some(before)) if is_text && was_text => *before += &format!(" {more}"),
                (name, "", _) => said.push(name.to_owned()),
                ("", rest, Some(before)) => *before += &format!(" {rest}"),
                (name, rest, _) => said.push(format!("{name}: {rest}")),
            }
        }
    }
    said.push(look.words.with(Word::Close, state.keymap.closing()));
    Some(said.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;
    use crate::app::layout;

    #[test]
    fn how_a_speaker_was_found_fits_the_smallest_screen() {
        let (least, _) = layout::LEAST;
        let hows = [ResolvedBy::Named, ResolvedBy::Role, ResolvedBy::Pronoun, ResolvedBy::Clitic];
        let hows = hows.into_iter().chain([ResolvedBy::Continuation]).map(Some).chain([None]);
        for (how, locale) in hows.flat_map(|how| [(how, "en"), (how, "id")]) {
            let words = Words::new(locale).unwrap();
            let text = words.get(resolved(how));
            assert!(columns(text) + NAMES as u16 + FRAME + 2 <= least, "{text}");
        }
    }
}
