//! The line at the bottom: the keys that work here, what there is to say about the last one, where the reader is.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::words::{Word, Words};
use super::{Look, columns, put_at};
use crate::app::action::{Action, Pane, TABLE};
use crate::app::key::{Key, KeyCode};
use crate::app::outcome::Outcome;
use crate::app::page::{Kind, Topic};
use crate::app::prompt::Prompt;
use crate::app::search::Scope;
use crate::app::wrap::{self, fit};
use crate::app::{Notice, State};

/// The actions whose keys are worth a place, the most needed first.
const WANTED: [Action; 18] = [
    Action::Down,
    Action::Help,
    Action::Back,
    Action::Leave,
    Action::NextMatch,
    Action::OpenStory,
    Action::OpenItem,
    Action::GoToSource,
    Action::NextQuote,
    Action::Search,
    Action::Speakers,
    Action::Front,
    Action::NextPane,
    Action::Copy,
    Action::Why,
    Action::Zoom,
    Action::NextStory,
    Action::PageDown,
];

/// A name takes this part of the line at the most.
const NAME: usize = 3;
/// Rows that something said takes at the most: the panes are still seen.
const SAID: usize = 4;

/// Draws the line; answers the column of the cursor where text is being typed.
pub(super) fn draw(state: &State, look: &Look, area: Rect, buffer: &mut Buffer) -> Option<u16> {
    if let Some(prompt) = &state.prompt {
        return Some(draw_prompt(prompt, state, look, area, buffer));
    }
    let said = if state.labels.is_some() {
        Some(look.words.get(Word::PromptLabels).to_owned())
    } else {
        state.notice.as_ref().map(|notice| say(notice, state, look))
    };
    if let Some(said) = said {
        draw_said(&said, look, area, buffer);
        return None;
    }
    let right = place(state, look);
    let room = if right.is_empty() { area.width } else { area.width.saturating_sub(columns(&right) + 3) };
    hints(state, look, Rect { width: room, ..area }, buffer);
    put_last(buffer, area, &right, look.theme.dim);
    None
}

/// Draws the words being typed; answers the column of the cursor.
fn draw_prompt(prompt: &Prompt, state: &State, look: &Look, area: Rect, buffer: &mut Buffer) -> u16 {
    let name = look.words.get(prompt_word(prompt.scope));
    let column = put_at(buffer, area, 1, 0, &format!("{name}: "), look.theme.strong);
    let free = area.width.saturating_sub(column + 3);
    // What is typed comes before how often it is found.
    let fits = |right: &String| columns(&prompt.words) + columns(right) <= free;
    let right = match &prompt.mistake {
        Some(mistake) => {
            let wrong = Some(look.words.wrong(mistake));
            if !wrong.as_ref().is_some_and(fits) && area.y > 0 {
                draw_said(wrong.as_deref().unwrap_or_default(), look, Rect { y: area.y - 1, ..area }, buffer);
            }
            wrong
        }
        None => Some(place(state, look)),
    };
    let right = right.filter(fits).unwrap_or_default();
    let room = usize::from(free.saturating_sub(columns(&right)));
    let (before, behind) = prompt.words.split_at(prompt.cursor);
    let cursor = put_at(buffer, area, column, 0, &tail(before, room), look.theme.accent);
    let room = room.saturating_sub(usize::from(cursor - column));
    put_at(buffer, area, cursor, 0, &fit(behind, room), look.theme.accent);
    let wrong = prompt.wrong();
    if columns(&prompt.words) <= free - columns(&right) {
        let column = column + columns(&prompt.words[..wrong.start]);
        put_at(buffer, area, column, 0, &prompt.words[wrong], look.theme.marked);
    }
    if let Some(rest) = prompt.offer() {
        let offer = format!("{rest}  {}", Key::plain(KeyCode::Tab));
        put_at(buffer, area, cursor, 0, &fit(&offer, room), look.theme.dim);
    }
    put_last(buffer, area, &right, look.theme.dim);
    area.x + cursor
}

/// Writes a text at the end of the line.
fn put_last(buffer: &mut Buffer, area: Rect, text: &str, style: Style) {
    put_at(buffer, area, area.width.saturating_sub(columns(text) + 1), 0, text, style);
}

/// Says something on the row, and where it is longer on as many above as it takes.
fn draw_said(said: &str, look: &Look, area: Rect, buffer: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(2);
    let lines = wrap::lines(said, room);
    let rows = lines.len().min(SAID);
    for (above, line) in (0..rows).rev().zip(lines) {
        let row = Rect { y: area.y.saturating_sub(above as u16), ..area };
        row.positions().for_each(|cell| buffer[cell].reset());
        // What is cut is given too, so that the last row ends in an ellipsis.
        let end = if above == 0 { said.len() } else { line.end };
        put_at(buffer, row, 1, 0, &fit(&said[line.start..end], room), look.theme.strong);
    }
}

/// The name of a prompt.
pub(super) fn prompt_word(scope: Scope) -> Word {
    match scope {
        Scope::All => Word::PromptAll,
        Scope::Story => Word::PromptStory,
        Scope::Page => Word::PromptPage,
        Scope::Tags => Word::Tags,
        Scope::Note => Word::YourNote,
    }
}

/// Which match of how many, or who said the quotation, and which of how many it is.
fn place(state: &State, look: &Look) -> String {
    let search = &state.search;
    if state.focus == Pane::Page || state.story_shown().is_none() {
        return String::new();
    }
    if search.needle.is_some() && !search.is_left {
        return look.words.with_of(Word::MatchOf, search.current.map_or(0, |at| at + 1), search.matches.len());
    }
    let Some(at) = state.reading.quote else { return String::new() };
    let count = state.reading.numbered.len();
    match state.reading.speaker(at) {
        // As the list has it. Where the text says `she said`, the pane that names her may not be in view.
        Some(name) => format!("{} ❝{}/{count}", fit(&name, usize::from(state.size.0) / NAME), at + 1),
        None => look.words.with_of(Word::QuoteOf, at + 1, count),
    }
}

fn hints(state: &State, look: &Look, area: Rect, buffer: &mut Buffer) {
    let mut shown: Vec<(Action, String)> = Vec::new();
    let mut taken = 1;
    for action in WANTED {
        let entry = action.entry();
        let here = entry.panes.contains(&state.focus) && !look.words.hint(action).is_empty() && leads(state, action);
        let keys = keys_of(state, action);
        let length = columns(&keys) + columns(hint(state, look, action)) + 3;
        if here && taken + length <= area.width + 2 {
            taken += length;
            shown.push((action, keys));
        }
    }
    shown.sort_by_key(|(action, _)| *action as usize);
    let mut column = 1;
    for (action, keys) in shown {
        column = put_at(buffer, area, column, 0, &keys, look.theme.strong);
        column = put_at(buffer, area, column + 1, 0, hint(state, look, action), look.theme.dim) + 2;
    }
}

/// Whether an action leads anywhere where the keys go: to a match only where something is looked for, to a page only
/// from elsewhere.
fn leads(state: &State, action: Action) -> bool {
    let page = state.pages.last().filter(|_| state.focus == Pane::Page);
    match (action, page) {
        (Action::NextMatch, Some(page)) => page.is_sought(),
        (Action::NextMatch, None) => state.search.needle.is_some(),
        (Action::Front, Some(page)) => page.topic != Topic::Front,
        (Action::Speakers, Some(page)) => page.topic != Topic::Speakers(String::new()),
        (Action::NextQuote, Some(page)) => page.items.iter().any(|item| item.kind == Kind::Quotation),
        _ => true,
    }
}

/// What an action does now, in a word or two: from a search one does not leave but comes back to all stories, and on a
/// page there are headings for stories.
fn hint<'l>(state: &State, look: &'l Look, action: Action) -> &'l str {
    match action {
        Action::Leave if state.search.listed => look.words.hint(Action::Back),
        Action::NextStory if state.focus == Pane::Page => look.words.get(Word::Heading),
        _ => look.words.hint(action),
    }
}

/// The first key of an action, with that of the action it is shown with: `j/k`.
fn keys_of(state: &State, action: Action) -> String {
    let first = |action| state.keymap.keys(action).first().map(ToString::to_string).unwrap_or_default();
    let twin = TABLE.get(action as usize + 1).filter(|next| next.hint == "&");
    match twin {
        Some(twin) => format!("{}/{}", first(action), first(twin.action)),
        None => first(action),
    }
}

/// The end of a text that is longer than its room, behind an ellipsis, so that what is typed stays in sight.
fn tail(text: &str, room: usize) -> Cow<'_, str> {
    if wrap::columns(text) <= room {
        return text.into();
    }
    // From its end, for what is pasted may be long.
    let (mut start, mut taken) = (text.len(), 1);
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        taken += wrap::columns(grapheme);
        if taken > room {
            break;
        }
        start = at;
    }
    format!("…{}", &text[start..]).into()
}

/// What there is to say about the last key.
pub(super) fn say(notice: &Notice, State { keymap, .. }: &State, Look { words, .. }: &Look) -> String {
    let plain = |word| words.get(word).to_owned();
    match notice {
        Notice::Samples(key) => words.with(Word::Samples, key),
        Notice::WrappedToFirst => plain(Word::WrappedToFirst),
        Notice::WrappedToLast => plain(Word::WrappedToLast),
        Notice::NoQuotation => plain(Word::NoQuotation),
        Notice::NoOtherBySpeaker => plain(Word::NoOtherBySpeaker),
        Notice::NoMatch(query) => words.with(Word::NoMatch, query).replace("{of}", &keymap.shown(Action::Search)),
        Notice::Searching => plain(Word::Searching),
        Notice::NothingFound => words.with(Word::NothingFound, keymap.closing()),
        Notice::Meant(typed, near) => {
            words.with(Word::Meant, typed).replace("{of}", near).replace("{key}", &keymap.closing())
        }
        Notice::NothingUnread => plain(Word::NothingUnread),
        Notice::NoLink => plain(Word::NoLink),
        Notice::WholeText => plain(Word::WholeText),
        Notice::Fetching => plain(Word::Fetching),
        Notice::Gathering => plain(Word::Gathering),
        Notice::NothingOn(Topic::Versions(_)) => plain(Word::OneVersion),
        Notice::NothingOn(Topic::Speakers(_) | Topic::SaidBy(_)) => plain(Word::NobodyQuoted),
        Notice::NothingOn(Topic::Front | Topic::Event(_)) => plain(Word::NothingHere),
        Notice::NothingOn(Topic::Counts) => plain(Word::NothingCounted),
        Notice::NothingOn(Topic::Kept) => {
            let key = |action| keymap.shown(action);
            words.with(Word::NothingKept, key(Action::ToggleSearch)).replace("{of}", &key(Action::Tags))
        }
        Notice::NotOnPage(typed) => words.with(Word::NotOnPage, typed),
        Notice::NothingSought => plain(Word::NothingSought),
        Notice::NotOfPages => plain(Word::NotOfPages),
        Notice::NoLead => plain(Word::NoLead),
        Notice::KeepsNothing => plain(Word::KeepsNothing),
        Notice::NoSearch => plain(Word::NoSearch),
        Notice::SearchKept(query) => words.with(Word::SearchKept, query),
        Notice::SearchForgotten(query) => words.with(Word::SearchForgotten, query),
        Notice::ReadUpTo(count) => {
            let stories = words.count(*count, Word::StoriesOne, Word::StoriesOther);
            words.with(Word::ReadUpTo, stories).replace("{of}", &keymap.shown(Action::Undo))
        }
        Notice::Undone => plain(Word::Undone),
        Notice::UndoneElsewhere(headline) => words.with(Word::UndoneElsewhere, headline),
        Notice::UndoneGone => plain(Word::UndoneGone),
        Notice::NothingToUndo => plain(Word::NothingToUndo),
        Notice::Mistaken(mistake) => words.mistake(mistake),
        Notice::Trouble(trouble) => words.trouble(trouble),
        Notice::Done(outcome) => say_done(outcome, words),
    }
}

/// What became of an effect.
fn say_done(outcome: &Outcome, words: &Words) -> String {
    let plain = |word| words.get(word).to_owned();
    match outcome {
        Outcome::Copied(bytes) => words.with(Word::Copied, words.number(*bytes)),
        Outcome::TooLongToCopy(bytes) => words.with(Word::TooLongToCopy, words.number(*bytes)),
        Outcome::NoClipboard => plain(Word::NoClipboard),
        Outcome::TextFetched => plain(Word::TextFetched),
        Outcome::NoText(trouble) => words.with(Word::NoText, words.trouble(trouble)),
        Outcome::MayNotFetch => plain(Word::MayNotFetch),
        Outcome::LinkOpened => plain(Word::LinkOpened),
        Outcome::LinkToShow { sent: true, .. } => plain(Word::LinkSent),
        Outcome::LinkToShow { sent: false, .. } => plain(Word::LinkToShow),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_what_is_typed_stays_in_sight() {
        for (text, room, shown) in [
            ("banjir", 6, "banjir"),
            ("banjir", 4, "…jir"),
            ("首相 首", 4, "… 首"),
            ("cafe\u{301}", 3, "…fe\u{301}"),
            ("ab", 0, "…"),
        ] {
            assert_eq!(tail(text, room), shown, "{text} in {room}");
        }
        // As long as a paste may be; measured from each of its letters this takes half a minute.
        assert_eq!(tail(&"é".repeat(32 << 10), 5), "…éééé");
    }
}
