//! A page over many stories: who is quoted, what somebody said, the events that several stories tell of.
//!
//! Invariant: an item shows words of stories, names and numbers, and leads to where they stand; nothing of its words is
//! cut. Absent on purpose: how a page is put together, and the words of its headings, which are the view's.

mod facts;
mod filter;

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::motion::{Motion, revealing};
use super::paging::{Moved, Paging};
use super::story::{StoryId, Totals};
use super::wrap;
use crate::article::{Published, Span, Withdrawn};

/// What a page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Everyone who is quoted, by a name that has these words.
    Speakers(String),
    /// What somebody with this whole name said.
    SaidBy(String),
    /// The events of the newest stories.
    Front,
    /// What these stories say of their event.
    Event(Vec<StoryId>),
    /// Stories a day, sources, most quoted speakers.
    Counts,
    /// What each version of a story says otherwise than the one before.
    Versions(StoryId),
    /// The searches that are kept, and the tags.
    Kept,
}

/// What a group of items is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// None: an event, with what belongs to it behind it.
    Event,
    /// People and bodies, with how often they are quoted.
    Speakers,
    /// What was said in marks.
    Quotations,
    /// What is reported of somebody without marks.
    Reported,
    /// What the stories tell.
    KeyPoints,
    /// A sentence for each day.
    Days,
    /// The stories themselves.
    Stories,
    /// How many stories there are of each day.
    StoriesADay,
    /// Who brought them.
    Sources,
    /// Searches that are kept.
    Searches,
    /// What the reader tagged stories with.
    Tags,
    /// The headline before, and that of the new version.
    Headline,
    /// Quotations a new version adds.
    Added,
    /// Quotations it lacks.
    Removed,
    /// Quotations it words otherwise: the old words, then the new.
    Reworded,
    /// Sentences with other figures: the old one, then the new.
    Figures,
}

/// What an item is within its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A headline of an event.
    Headline,
    /// Words that somebody said.
    Quotation,
    /// Other words of the same quotation.
    Wording,
    /// Any other words.
    Plain,
}

/// Something beside an item's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A name, a role, a source, a headline.
    Text(String),
    /// A day that a text tells of.
    Day(Date),
    /// The day on which its story was published.
    Published(Published),
    /// The day on which its story was published, and the time of it where it is known.
    Moment(Published),
    /// That the story it is of was taken back.
    Withdrawn(Withdrawn),
    /// That its story is not to be published before this moment.
    Embargo(String),
    /// So many stories.
    Stories(usize),
    /// What a search finds.
    Found(Totals),
    /// So many stories that are new since the reader last looked; none where the item itself is new.
    New(Option<usize>),
    /// The text does not tell who.
    Nobody,
    /// A source that has it otherwise.
    Otherwise(String),
}

/// Where an item leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// To words of a story, or its beginning.
    Story(StoryId, Option<Span>),
    /// To another page.
    Page(Topic),
    /// To the stories that a query finds.
    Query(String),
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its group.
    pub section: Section,
    /// What it is.
    pub kind: Kind,
    /// A number before it, and the greatest of its group, which its bar is drawn by.
    pub count: Option<(usize, usize)>,
    /// Its words.
    pub words: String,
    /// What stands below them, or beside them where they are short.
    pub facts: Vec<Fact>,
    /// Where it leads.
    pub lead: Option<Lead>,
    /// What copying it gives: the words with who said them and where they stand.
    pub citation: String,
}

/// One line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Nothing.
    Blank,
    /// The name of a group.
    Heading(Section),
    /// Words of an item, by its position; the first line carries its bullet or number.
    Words {
        /// Position of the item.
        item: usize,
        /// Whether this is its first line.
        first: bool,
        /// The words.
        text: String,
    },
    /// Facts of an item, as many as stand on a line.
    Facts {
        /// Position of the item.
        item: usize,
        /// The facts.
        facts: Vec<Fact>,
    },
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is about.
    pub topic: Topic,
    /// All there is on it.
    pub items: Vec<Item>,
    /// How many there are in all, where more are known than stand on it.
    pub of: usize,
    /// Words that the items shown have.
    pub filter: String,
    /// The lines at the present width.
    pub lines: Vec<Line>,
    /// The selected item.
    pub selected: usize,
    /// The first line in view.
    pub top: usize,
    /// Rows of the page.
    pub height: usize,
    width: usize,
}

/// Columns left of an item's words: the marker, its bullet, blanks; and one at the right.
pub const MARGIN: usize = 4;
/// Columns of a number, right of a blank.
pub const NUMBER: usize = 8;
/// Columns of a bar where there is room for one.
const BAR: usize = 14;
/// Columns of a page that has room for bars; on a narrower one they would break the names that they stand before.
const BARRED: usize = 60;

impl Page {
    /// A page of these items, of so many in all.
    pub fn new(topic: Topic, items: Vec<Item>, of: usize) -> Self {
        let (lines, filter) = (Vec::new(), String::new());
        Self { topic, items, of, filter, lines, selected: 0, top: 0, height: 0, width: 0 }
    }

    /// The page has a new size.
    pub(super) fn resize(&mut self, width: usize, height: usize) {
        if (self.width, self.height) == (width, height) {
            return;
        }
        self.height = height;
        if self.width != width {
            self.width = width;
            self.lay();
        }
        self.select(self.selected);
    }

    /// Columns of the bars; none where there is no room for them.
    pub fn bar(&self) -> usize {
        if self.width < BARRED { 0 } else { BAR }
    }

    /// Columns of a number and its bar, and the blanks about them.
    pub fn counted(&self) -> usize {
        NUMBER + self.bar() + 2
    }

    /// What copying the items shown gives, a blank line between two.
    pub(super) fn citations(&self) -> String {
        let citations = self.shown().filter_map(|at| self.items.get(at)).map(|item| item.citation.as_str());
        citations.filter(|citation| !citation.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// The selected item.
    pub fn current(&self) -> Option<&Item> {
        self.items.get(self.selected)
    }

    /// Selects an item as far as there are any and scrolls as little as shows it.
    pub(super) fn select(&mut self, at: usize) {
        self.selected = at.min(self.items.len().saturating_sub(1));
        self.reveal(self.selected..=self.selected);
    }

    /// Scrolls as little as shows all of the group that the selected item begins; its beginning, where that is longer.
    pub(super) fn show_group(&mut self) {
        let next = self.shown().find(|at| *at > self.selected && self.begins_group(*at));
        self.reveal(self.selected..=next.unwrap_or(self.items.len()).saturating_sub(1));
    }

    fn reveal(&mut self, items: RangeInclusive<usize>) {
        let of = |line: &Line| line.item().is_some_and(|item| items.contains(&item));
        let (Some(first), Some(last)) = (self.lines.iter().position(of), self.lines.iter().rposition(of)) else {
            return;
        };
        // The first item of a group brings its heading with it.
        let first =
            if matches!(self.lines.get(first.wrapping_sub(1)), Some(Line::Heading(_))) { first - 1 } else { first };
        self.top = revealing(self.top, self.height, first..=last, self.lines.len());
    }

    /// Moves the selection along the items that are shown, through all lines of those that are longer than the page.
    pub(super) fn scroll(&mut self, motion: Motion) {
        let owners = self.lines.iter().map(Line::item).collect();
        let paging = Paging { owners, height: self.height, top: self.top, selected: self.selected };
        match paging.moved(motion) {
            Some(Moved::To(at)) => self.select(at),
            Some(Moved::Scrolled { selected, top }) => (self.selected, self.top) = (selected, top),
            None => {}
        }
    }

    /// Selects the next item of a kind (or the one before); answers whether there is one.
    pub(super) fn step(&mut self, forward: bool, is_one: fn(&Self, usize) -> bool) -> bool {
        let next = match forward {
            true => self.shown().find(|at| *at > self.selected && is_one(self, *at)),
            false => self.shown().rev().find(|at| *at < self.selected && is_one(self, *at)),
        };
        if let Some(at) = next {
            self.select(at);
        }
        next.is_some()
    }

    /// Whether an item is the first of its group, or heads one.
    pub(super) fn begins_group(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.items.get(before));
        self.items.get(at).is_some_and(|item| {
            item.kind == Kind::Headline || before.is_none_or(|before| before.section != item.section)
        })
    }

    /// Whether an item is words that somebody said.
    pub(super) fn is_quotation(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.kind == Kind::Quotation)
    }

    fn lay(&mut self) {
        let mut lines = Vec::new();
        let mut section = None;
        // Of a page with one group the title says what the group is.
        let has_headings =
            self.items.first().is_some_and(|first| self.items.iter().any(|i| i.section != first.section));
        for at in self.shown() {
            let item = &self.items[at];
            let is_other = section != Some(item.section);
            let has_air =
                item.kind == Kind::Headline || (item.kind == Kind::Quotation && item.section != Section::Event);
            if !lines.is_empty() && (is_other || has_air) {
                lines.push(Line::Blank);
            }
            if is_other && has_headings && item.section != Section::Event {
                lines.push(Line::Heading(item.section));
            }
            section = Some(item.section);
            let before = MARGIN + if item.count.is_some() { self.counted() } else { 0 };
            let parts = wrap::lines(&item.words, self.width.saturating_sub(before + 1).max(1));
            let words = |(number, part): (usize, std::ops::Range<usize>)| Line::Words {
                item: at,
                first: number == 0,
                text: item.words[part].to_owned(),
            };
            lines.extend(parts.into_iter().enumerate().map(words));
            if item.count.is_none() {
                let facts = facts::lines(&item.facts, self.width.saturating_sub(MARGIN + 1));
                lines.extend(facts.into_iter().map(|facts| Line::Facts { item: at, facts }));
            }
        }
        self.lines = lines;
    }
}

impl Line {
    /// The item a line belongs to.
    pub fn item(&self) -> Option<usize> {
        match self {
            Line::Words { item, .. } | Line::Facts { item, .. } => Some(*item),
            Line::Heading(_) | Line::Blank => None,
        }
    }
}
