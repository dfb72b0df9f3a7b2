//! Pages over many stories: what is asked of whoever holds the stories, and how a page is put together from it.
//!
//! ```text
//! Topic ─▶ Stories (archive, pile) ─▶ people · events · versions · counts ─▶ Items
//! ```
//!
//! Invariant: an item's words are words of a story, a name or a headline, and it leads to where they stand; the same
//! stories give the same page. Absent on purpose: files, threads, keys, and the interface's own words.

mod counts;
mod events;
mod kept;
mod people;
mod versions;

use jiff::civil::Date;

use crate::app::page::{Fact, Item, Topic};
use crate::app::shelf::Answer;
use crate::app::story::{Story, StoryId, Totals};
use crate::article::Article;
use crate::brief::Briefing;
use crate::language::Languages;

/// People and bodies on a page at the most.
const SPEAKERS: usize = 500;
/// Quotations of one of them at the most, the newest.
const SAID: usize = 500;
/// The newest stories, of which the front page is made.
const FRONT: usize = 300;
/// Versions of a story that are compared at the most, the newest.
pub const VERSIONS: usize = 10;

/// Somebody who is quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The name.
    pub name: String,
    /// How many quotations stand in marks.
    pub quotes: usize,
    /// In how many stories.
    pub stories: usize,
}

/// A story of a page.
#[derive(Clone, Debug)]
pub struct Held {
    /// The story.
    pub story: Story,
    /// It came since the reader last looked.
    pub is_new: bool,
}

/// What must be known of a story before its words are used: that it was taken back, or is under an embargo.
fn standing(article: &Article) -> impl Iterator<Item = Fact> {
    let embargo = article.status.embargo.clone().map(Fact::Embargo);
    article.status.withdrawn.map(Fact::Withdrawn).into_iter().chain(embargo)
}

/// A story, and which of its quotations are meant.
pub type Saying = (Story, Vec<usize>);

/// Who holds the stories.
pub trait Stories {
    /// The newest stories, so many at the most.
    ///
    /// # Errors
    /// Why they cannot be had, in one line; so for all that follow.
    fn newest(&self, most: usize) -> Answer<Vec<Held>>;

    /// One story.
    ///
    /// # Errors
    /// See [`Stories::newest`].
    fn held(&self, id: StoryId) -> Answer<Option<Held>>;

    /// Who is quoted by a name that has these words, the most quoted first, so many at the most; and how many there
    /// are.
    ///
    /// # Errors
    /// See [`Stories::newest`].
    fn quoted(&self, name: &str, most: usize) -> Answer<(Vec<Quoted>, usize)>;

    /// The newest stories in which somebody with this whole name says something, in marks or reported, with what, until
    /// so many quotations are found.
    ///
    /// # Errors
    /// See [`Stories::newest`].
    fn sayings(&self, name: &str, most: usize) -> Answer<Vec<Saying>>;

    /// The versions of a story, the newest first.
    ///
    /// # Errors
    /// See [`Stories::newest`].
    fn editions(&self, id: StoryId) -> Answer<Vec<(Article, Briefing)>>;

    /// How many stories there are of each day that has any, as they tell it, the newest day first: of so many days up
    /// to that at the least.
    ///
    /// # Errors
    /// See [`Stories::newest`].
    fn a_day(&self, most: usize) -> Answer<Vec<(Date, usize)>>;

    /// Who brought how many of the newest stories, the most first, so many at the most.
    ///
    /// # Errors
    /// See [`Stories::newest`].
    fn sources(&self, most: usize) -> Answer<Vec<(String, usize)>>;

    /// The searches that are kept, each with what it finds now.
    ///
    /// # Errors
    /// See [`Stories::newest`].
    fn searches(&self) -> Answer<Vec<Totals>>;

    /// The reader's tags, each with how many stories have it.
    ///
    /// # Errors
    /// See [`Stories::newest`].
    fn tags(&self) -> Answer<Vec<(String, usize)>>;
}

/// The items of a page, and how many there are in all.
///
/// # Errors
/// Why the stories cannot be had.
pub fn page(stories: &dyn Stories, topic: &Topic, languages: &Languages) -> Answer<(Vec<Item>, usize)> {
    let items = match topic {
        Topic::Speakers(name) => {
            let (quoted, of) = stories.quoted(name, SPEAKERS)?;
            return Ok((people::speakers(&quoted), of));
        }
        Topic::SaidBy(name) => people::said(&stories.sayings(name, SAID)?),
        Topic::Front => events::front_page(&stories.newest(FRONT)?, languages),
        Topic::Event(ids) => {
            let held = ids.iter().map(|id| stories.held(*id)).collect::<Answer<Vec<_>>>()?;
            events::event_page(&held.into_iter().flatten().collect::<Vec<_>>(), languages)
        }
        Topic::Versions(id) => versions::versions(*id, &stories.editions(*id)?, languages),
        Topic::Counts => counts::counts(stories)?,
        Topic::Kept => kept::kept(stories)?,
    };
    let of = items.len();
    Ok((items, of))
}
