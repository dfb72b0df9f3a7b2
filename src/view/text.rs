//! The text of the story: quotations in the accent, a bar beside the current one, numbers beside the others, and
//! whatever a search or a finding has marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::words::{Word, Words};
use super::{Look, put, put_at};
use crate::app::State;
use crate::app::action::Action;
use crate::app::document::{INDENT, Line, Standing};
use crate::app::layout::GUTTER;
use crate::app::story::{Story, reading_minutes};
use crate::app::wrap::{self, fit};
use crate::article::{Span, Withdrawn};

/// BCP 47's name of a language that nobody knows.
const UNDETERMINED: &str = "und";

pub(super) fn draw(state: &State, look: &Look, area: Rect, buffer: &mut Buffer) {
    let (Some(story), Some(measure)) = (state.story_shown(), state.areas.and_then(|areas| areas.measure())) else {
        return;
    };
    let reading = &state.reading;
    let shown = reading.document.shown(reading.top, reading.height);
    let runs = runs(state, look, shown);
    let room = usize::from(measure.width);
    for (row, line) in (0..).zip(reading.document.view(reading.top, usize::from(area.height))) {
        let mut write = |column: usize, text: &str, style| {
            put_at(buffer, measure, column as u16, row, text, style);
        };
        match line {
            Line::Headline(range) => write(0, &story.article.headline[range.clone()], look.theme.strong),
            Line::Facts => write(0, &facts(state, story, look, room), look.theme.dim),
            Line::Byline(range) => {
                let byline = story.article.byline.as_deref().unwrap_or_default();
                write(0, &byline[range.clone()], look.theme.dim);
            }
            Line::Standing(standing) => {
                write(0, &fit(&words_of(state, look, *standing, story, room), room), look.theme.warning);
            }
            Line::Note(range) => {
                let note = story.article.status.note.as_deref().unwrap_or_default();
                write(0, &note[range.clone()], look.theme.warning);
            }
            Line::Tags => write(0, &fit(&story.annotation.tags_shown(), room), look.theme.strong),
            Line::Written(range, is_first) => {
                write(0, if *is_first { "✎" } else { "" }, look.theme.strong);
                write(INDENT, &story.annotation.note[range.clone()], look.theme.strong);
            }
            Line::Blank => {}
            Line::Body(span) => {
                let gutter = Rect { x: measure.x.saturating_sub(GUTTER), width: GUTTER, ..measure };
                draw_gutter(state, look, *span, gutter, row, buffer);
                draw_body(&story.article.body, *span, &runs, measure, row, buffer);
            }
        }
    }
}

/// Day and time, source, place, minutes and words: what is needed most first, as many as have room. The byline has
/// lines of its own, for many are long.
pub(super) fn facts(state: &State, story: &Story, look: &Look, room: usize) -> String {
    let article = &story.article;
    let count = article.words();
    let facts = [
        article.published.map(|published| look.words.time(state.here(published))),
        article.source.clone(),
        article.located.clone(),
        Some(look.words.with(Word::Minutes, reading_minutes(count))),
        Some(look.words.count(count, Word::WordsOne, Word::WordsOther)),
    ];
    let mut line = String::new();
    for fact in facts.into_iter().flatten() {
        if line.is_empty() {
            line = fit(&fact, room);
        } else if wrap::columns(&line) + wrap::columns(&fact) + 3 <= room {
            line = format!("{line} · {fact}");
        }
    }
    line
}

/// What a reader must know of a story, in words that fit so many columns where there are any.
pub(super) fn words_of(state: &State, look: &Look, standing: Standing, story: &Story, room: usize) -> String {
    let words = &look.words;
    match standing {
        Standing::Withdrawn(how) => words.get(withdrawn(how)).to_owned(),
        Standing::Embargoed => {
            let until = until(state, words, story.article.status.embargo.as_deref().unwrap_or_default());
            let whole = words.with(Word::Embargo, &until);
            if wrap::columns(&whole) <= room { whole } else { words.with(Word::EmbargoShort, until) }
        }
        Standing::Partial if state.fetches && story.article.link.is_some() => {
            words.with(Word::PartialToFetch, state.keymap.shown(Action::FetchText))
        }
        Standing::Partial => words.get(Word::Partial).to_owned(),
        Standing::WithoutPack if story.article.language == UNDETERMINED => words.get(Word::NoLanguage).to_owned(),
        Standing::WithoutPack => words.with(Word::NoPack, &story.article.language),
    }
}

pub(super) fn withdrawn(how: Withdrawn) -> Word {
    match how {
        Withdrawn::Canceled => Word::Canceled,
        Withdrawn::Withheld => Word::Withheld,
    }
}

/// The moment an embargo ends by the reader's clock, as it was given where that is no moment.
pub(super) fn until(state: &State, words: &Words, given: &str) -> String {
    given.parse().map_or_else(|_| given.to_owned(), |until| words.moment(state.here(until)))
}

/// Stretches of the body in view that have a style of their own, the later over the earlier.
fn runs(state: &State, look: &Look, shown: Span) -> Vec<(Span, Style)> {
    let reading = &state.reading;
    let quoted = (0..reading.numbered.len())
        .filter_map(|number| reading.quotation(number))
        .flat_map(|quote| quote.content.iter().map(|span| (*span, look.theme.accent)));
    let marked = reading.marked.iter().map(|span| (*span, look.theme.marked));
    let found = state.search.matches.iter().enumerate().map(|(at, span)| {
        (*span, if state.search.current == Some(at) { look.theme.found_here } else { look.theme.found })
    });
    quoted.chain(marked).chain(found).filter(|(span, _)| span.overlaps(shown)).collect()
}

fn draw_body(body: &str, line: Span, runs: &[(Span, Style)], area: Rect, row: u16, buffer: &mut Buffer) {
    let mut borders: Vec<u32> = runs
        .iter()
        .flat_map(|(span, _)| [span.start, span.end])
        .filter(|border| line.start < *border && *border < line.end)
        .collect();
    borders.extend([line.start, line.end]);
    borders.sort_unstable();
    let mut column = 0;
    for pair in borders.windows(2) {
        let piece = Span { start: pair[0], end: pair[1] };
        let style = runs
            .iter()
            .filter(|(span, _)| span.contains(piece))
            .fold(Style::new(), |style, (_, over)| style.patch(*over));
        column = put_at(buffer, area, column, row, piece.of(body), style);
    }
}

/// Beside a line: the bar of the current quotation, else the number or letter of one that begins there.
fn draw_gutter(state: &State, look: &Look, line: Span, gutter: Rect, row: u16, buffer: &mut Buffer) {
    let reading = &state.reading;
    let begins = |number: usize| {
        let first = reading.quotation(number).and_then(|quote| quote.content.first());
        first.is_some_and(|span| line.range().contains(&(span.start as usize)))
    };
    if let Some(labels) = &state.labels {
        // A quotation that begins above the view has its letter on its first line in view.
        let top = reading.document.offset_of(reading.top).unwrap_or_default();
        let here = |number: usize| {
            begins(number)
                || (line.start == top
                    && reading.quotation(number).is_some_and(|q| q.content.iter().any(|span| span.overlaps(line))))
        };
        if let Some((letter, _)) = labels.letters.iter().find(|(_, number)| here(*number)) {
            put(buffer, gutter, row, letter.encode_utf8(&mut [0; 4]), look.theme.focus);
        }
        return;
    }
    let said = reading.current().is_some_and(|quote| {
        // An office between the cue and the name may fill lines of its own.
        let attribution =
            quote.attribution.map(|words| words.source.map_or(words.cue, |source| words.cue.join(source)));
        quote.content.iter().copied().chain(attribution).any(|span| span.overlaps(line))
    });
    if said {
        put(buffer, gutter, row, "▌", look.theme.accent);
    } else if let Some(number) = (0..reading.numbered.len().min(9)).find(|number| begins(*number)) {
        put(buffer, gutter, row, &(number + 1).to_string(), look.theme.dim);
    }
}
