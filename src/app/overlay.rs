//! What lies over the panes until it is closed: the keys, why a speaker is one, a link, what could not be read.
//!
//! Invariant: an overlay keeps what it shows, so that the panes below may change meanwhile. Absent on purpose: how
//! wide it is drawn.

use super::action::{Group, TABLE};
use super::motion::Motion;

/// Something over the panes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// What it shows.
    pub content: Content,
    /// The first line in view.
    pub top: usize,
    /// How many lines it has and shows, as last laid out; both set with the size of the screen.
    pub room: (usize, usize),
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
    /// What could not be read.
    Failures,
}

impl Overlay {
    /// Shows `content` from its beginning.
    pub fn new(content: Content) -> Self {
        Self { content, top: 0, room: (0, 0) }
    }

    /// Scrolls as far as there are lines.
    pub fn scroll(&mut self, motion: Motion) {
        let (lines, rows) = self.room;
        self.top = motion.applied(self.top, rows, lines.saturating_sub(rows));
    }
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

impl Content {
    /// How many lines it takes: one for each thing it lists, and those around them.
    pub fn lines(&self, failures: usize) -> usize {
        match self {
            Content::Help => TABLE.len() + 2 * Group::ALL.len() - 1,
            Content::Why(_) => 6,
            Content::Link(_) => 3,
            Content::Failures => failures.max(1),
        }
    }
}
