//! What lies over the panes until it is closed: the keys, why a speaker is one, a link, what could not be read.
//!
//! Invariant: nothing in an overlay is cut: what is longer than a line goes on in the next one, so that a link or a
//! reason can be read, and copied by hand, on any screen. Absent on purpose: the words of its headings and names, which
//! are the view's.

use std::ops::Range;

use super::State;
use super::action::{Entry, Group, Pane, TABLE};
use super::findings;
use super::motion::Motion;
use super::wrap;
use crate::article::Span;
use crate::brief::ResolvedBy;

/// Columns of a box around its lines: a border and a blank on either side.
pub const FRAME: u16 = 4;
/// Columns of the keys in the help; longer lists of keys push their help to the right.
pub const KEYS: usize = 22;
/// Columns of the names in the explanation of a speaker.
pub const NAMES: usize = 12;
/// Columns left of the keys.
pub const INDENT: usize = 2;
/// The least room beside the keys in which a help can be read; with less it stands below them.
const LEAST: usize = 30;
/// The widest a box gets: past this the eye loses the next line.
const WIDEST: usize = 100;

/// Something over the panes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// What it shows.
    pub content: Content,
    /// The first line in view.
    pub top: usize,
    /// Its lines, as last laid out.
    pub lines: Vec<Line>,
    /// Rows there are for them.
    pub rows: usize,
}

/// What an overlay shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Every action with its keys.
    Help,
    /// Why a quotation has its speaker: its position in the briefing's list.
    Why(usize),
    /// A link to open elsewhere.
    Link(String),
    /// What was sent to the clipboard, or could not be.
    Copied(String),
    /// What could not be read.
    Failures,
}

/// One line of an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Nothing.
    Blank,
    /// The name of a group of actions; none over those that work elsewhere.
    Heading(Option<Group>),
    /// The keys of an action, by its position in the table.
    Keys(usize),
    /// What an action does.
    Help {
        /// Its position in the table.
        entry: usize,
        /// The stretch of its help, in bytes.
        part: Range<usize>,
        /// Columns left of it.
        indent: usize,
        /// Whether its keys stand before it on the line.
        with_keys: bool,
    },
    /// Words of the article, a link, a reason.
    Text(String),
    /// That there is no failure.
    NoFailures,
    /// One thing to know about a speaker.
    Fact {
        /// What it is.
        fact: Fact,
        /// The words of the text that say it, as far as they fit; none where there are none.
        text: Option<String>,
        /// Whether this is its first line.
        first: bool,
    },
    /// How the speaker was found; not at all where the text does not tell.
    How(Option<ResolvedBy>),
}

/// What explains a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The name and role.
    Speaker,
    /// The words of saying.
    Cue,
    /// The words that stand for the speaker there.
    Source,
}

impl Overlay {
    /// Shows `content` from its beginning.
    pub fn new(content: Content) -> Self {
        Self { content, top: 0, lines: Vec::new(), rows: 0 }
    }

    /// Scrolls as far as there are lines.
    pub fn scroll(&mut self, motion: Motion) {
        self.top = motion.applied(self.top, self.rows, self.lines.len().saturating_sub(self.rows));
    }

    /// Lays it out for a screen of so many columns and rows.
    pub(super) fn lay(&mut self, state: &State, columns: u16, rows: usize) {
        let width = usize::from(columns.saturating_sub(FRAME + 2)).min(WIDEST);
        self.lines = match &self.content {
            Content::Help => help(state.focus, &state.helps, width),
            Content::Why(quote) => why(state, *quote, width),
            Content::Link(text) | Content::Copied(text) => wrapped(text, width).collect(),
            Content::Failures if state.failures.is_empty() => vec![Line::NoFailures],
            Content::Failures => state.failures.iter().flat_map(|line| wrapped(line, width)).collect(),
        };
        self.rows = rows;
        self.top = self.top.min(self.lines.len().saturating_sub(rows));
    }
}

fn wrapped(text: &str, width: usize) -> impl Iterator<Item = Line> {
    wrap::lines(text, width).into_iter().map(move |range| Line::Text(text[range].to_owned()))
}

/// What works where the keys go, in its groups, and behind it what works elsewhere.
fn help(focus: Pane, helps: &[String], width: usize) -> Vec<Line> {
    let entries = |group: Option<Group>| {
        let is_meant = move |entry: &Entry| match group {
            Some(group) => entry.group == group && entry.panes.contains(&focus),
            None => !entry.panes.contains(&focus),
        };
        TABLE.iter().enumerate().filter(move |(_, entry)| is_meant(entry)).map(|(at, _)| at)
    };
    let mut lines = Vec::new();
    for group in Group::ALL.map(Some).into_iter().chain([None]) {
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        lines.push(Line::Heading(group));
        lines.extend(entries(group).flat_map(|entry| helped(entry, helps, width)));
    }
    lines
}

/// The lines of an action: its keys, and what it does beside them, or below where there is no room.
fn helped(entry: usize, helps: &[String], width: usize) -> Vec<Line> {
    let beside = INDENT + KEYS + 1;
    let below = width < beside + LEAST;
    let indent = if below { 2 * INDENT } else { beside };
    let parts = wrap::lines(helps.get(entry).map_or("", String::as_str), width.saturating_sub(indent));
    let help = |(at, part)| Line::Help { entry, part, indent, with_keys: at == 0 && !below };
    below.then_some(Line::Keys(entry)).into_iter().chain(parts.into_iter().enumerate().map(help)).collect()
}

/// The answer first, and below it the quotation, which stands in the text too: on a small screen it is as long as that.
fn why(state: &State, quote: usize, width: usize) -> Vec<Line> {
    let Some(story) = &state.reading.story else { return Vec::new() };
    let Some(quote) = story.briefing.quotes.get(quote) else { return Vec::new() };
    let body = &story.article.body;
    let of = |span: Span| span.of(body).replace('\n', " ");
    let (cue, source) = (quote.attribution.map(|words| words.cue), quote.attribution.and_then(|words| words.source));
    let mut lines = Vec::new();
    lines.extend(told(Fact::Speaker, findings::speaker(body, &story.briefing, quote), width));
    lines.extend(told(Fact::Cue, cue.map(of), width));
    lines.extend(told(Fact::Source, source.map(of), width));
    lines.extend([Line::How(quote.resolved_by), Line::Blank]);
    lines.extend(wrapped(&findings::quoted(body, &quote.content), width));
    lines
}

/// The lines of a fact, beside its name.
fn told(fact: Fact, text: Option<String>, width: usize) -> Vec<Line> {
    let Some(text) = text else { return vec![Line::Fact { fact, text: None, first: true }] };
    let parts = wrap::lines(&text, width.saturating_sub(NAMES).max(1)).into_iter().enumerate();
    parts.map(|(at, part)| Line::Fact { fact, text: Some(text[part].to_owned()), first: at == 0 }).collect()
}

/// A letter on each quotation in view, to go there by typing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The letters and the positions of their numbered quotations.
    pub letters: Vec<(char, usize)>,
}

impl Labels {
    /// Letters for the quotations `numbers`, those under the strongest fingers first.
    pub fn new(numbers: &[usize]) -> Self {
        Self { letters: "asdfghjklqwertyuiopzxcvbnm".chars().zip(numbers.iter().copied()).collect() }
    }

    /// The quotation a letter stands on.
    pub fn of(&self, letter: char) -> Option<usize> {
        self.letters.iter().find(|(known, _)| *known == letter.to_ascii_lowercase()).map(|(_, number)| *number)
    }
}
