//! The front page: stories that tell of one event, together, and what they say, each thing said once.
//!
//! ```text
//! stories ─terms─▶ what each is about ─group─▶ events ─merge─▶ key points, quotations with their wordings, days
//! ```
//!
//! Invariant: everything is a span of one of the stories, and names that story; the same stories in the same order give
//! the same page. A story is compared with a bounded number of others, so the time grows with their number. Absent
//! on purpose: the archive, files, and words of our own, for an event is called by the headline of its fullest story.

mod change;
mod group;
mod merge;
mod terms;

pub use change::{Changes, changes};

use jiff::civil::Date;

use crate::article::{Article, Span};
use crate::brief::Briefing;
use crate::language::Languages;

/// A story with its briefing.
#[derive(Clone, Copy, Debug)]
pub struct Story<'a> {
    /// The story.
    pub article: &'a Article,
    /// What was found in it.
    pub briefing: &'a Briefing,
}

/// Where something stands: in the story at this position of those the page was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Position of the story.
    pub story: usize,
    /// Its words.
    pub span: Span,
}

/// A quotation: the story it stands in, and its position in that story's briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// Position of the story.
    pub story: usize,
    /// Position among its quotations.
    pub quote: usize,
}

/// One quotation of an event, as its stories give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// In its longest wording.
    pub said: Said,
    /// The same in the other stories that have it.
    pub others: Vec<Wording>,
}

impl Quotation {
    /// Positions of the stories that have it as it stands here.
    pub fn told_by(&self) -> impl Iterator<Item = usize> {
        let others = self.others.iter().filter(|other| !other.differs());
        std::iter::once(self.said.story).chain(others.map(|other| other.said.story))
    }

    /// The same as other stories have it otherwise.
    pub fn otherwise(&self) -> impl Iterator<Item = &Wording> {
        self.others.iter().filter(|other| other.differs())
    }
}

/// A quotation as another story has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Where it stands.
    pub said: Said,
    /// Whether word for word.
    pub is_exact: bool,
    /// Whether that story gives it to somebody else.
    pub is_by_another: bool,
}

impl Wording {
    /// Whether that story tells it otherwise: in other words, or of somebody else.
    pub fn differs(&self) -> bool {
        !self.is_exact || self.is_by_another
    }
}

/// A day of an event, by a sentence that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// The sentence.
    pub sentence: Place,
}

/// What one or several stories tell of.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Positions of its stories, the fullest first.
    pub stories: Vec<usize>,
    /// Sentences that tell it, each said once; some are little but a quotation.
    pub key_points: Vec<Place>,
    /// Who said what in marks, those that most stories have first.
    pub quotations: Vec<Quotation>,
    /// Its days, the earliest first.
    pub days: Vec<Day>,
}

impl Event {
    /// The key points to be read beside the first `shown` quotations: not those that are little but one of these.
    pub fn points_beside(&self, stories: &[Story<'_>], shown: usize) -> Vec<Place> {
        merge::points_beside(stories, &self.key_points, &self.quotations[..shown.min(self.quotations.len())])
    }

    /// The key point that the headline is the beginning of.
    pub fn lede(&self, stories: &[Story<'_>]) -> Option<Place> {
        let first = *self.stories.first()?;
        let mut points = self.key_points.iter().copied();
        let lede = points.find(|point| point.story == first && point.span.start == 0)?;
        stories[first].article.begins_with_headline().then_some(lede)
    }
}

/// The events of these stories: those that most stories tell of first, and of equals the one whose first story came
/// first.
///
/// ```
/// use kilas::{brief::brief, front::{Story, front}, language::Languages, load};
/// let languages = Languages::new();
/// let text = "Ferry sinks\n\nThe ferry Aurora sank off Port Carran on Monday, Harbour Master Ann Lee said.";
/// let (articles, _) = load::from_bytes("a.txt", text.as_bytes(), &languages);
/// let briefing = brief(&articles[0], languages.get_or_neutral("en"));
/// let stories = [Story { article: &articles[0], briefing: &briefing }; 2];
/// assert_eq!(front(&stories, &languages)[0].stories, [0, 1]);
/// ```
pub fn front(stories: &[Story<'_>], languages: &Languages) -> Vec<Event> {
    let subjects: Vec<terms::Terms> = stories
        .iter()
        .map(|story| terms::of(*story, &languages.get_or_neutral(&story.article.language).lexicon))
        .collect();
    let mut groups = group::groups(stories, &subjects);
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups.into_iter().map(|group| merge::event(stories, group, languages)).collect()
}

/// What these stories say of one event, which they are known to tell of.
pub fn event(stories: &[Story<'_>], languages: &Languages) -> Event {
    merge::event(stories, (0..stories.len()).collect(), languages)
}
