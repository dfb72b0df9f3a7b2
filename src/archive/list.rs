//! The list: windows of it, and the way from one story to the next of a kind.
//!
//! Invariant: the time of each call does not grow with the list, but for adding up its blocks: two thousand numbers at a
//! million stories.
//! Positions count from the newest story, or through what a search found.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use super::bits::{WRITTEN, marks};
use super::blocks::{Blocks, Tally};
use super::{Archive, Trouble, story};
use crate::app::annotation::Annotation;
use crate::app::message::Which;
use crate::app::story::{Row, Story, StoryId, Totals};

/// Day and source stand with the text, before its words: of stories that came together on the same few pages.
const ROW: &str = "SELECT key, stories.headline, speaker, quotes, minutes, flagged, marks, published, source
    FROM stories LEFT JOIN texts ON texts.id = text";

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let count = |at| row.get::<_, i64>(at).map(|count| usize::try_from(count).unwrap_or_default());
    Ok(Row {
        id: StoryId(row.get(0)?),
        headline: row.get(1)?,
        published: row.get::<_, Option<String>>(7)?.and_then(|published| published.parse().ok()),
        source: row.get(8)?,
        speaker: row.get(2)?,
        quotes: count(3)?,
        minutes: count(4)?,
        flagged: row.get(5)?,
        annotated: row.get::<_, i64>(6)? & WRITTEN != 0,
        marks: marks(row.get(6)?),
    })
}

/// A story as the list knows it: its name, the bits of its marks, and where its text is.
type Kept = (StoryId, i64, i64);

fn kept(row: &rusqlite::Row<'_>) -> rusqlite::Result<Kept> {
    Ok((StoryId(row.get(0)?), row.get(1)?, row.get(2)?))
}

impl Archive {
    /// How long the list is.
    pub fn totals(&self) -> Totals {
        let total = self.blocks.total();
        let count = |count| usize::try_from(count).unwrap_or_default();
        Totals { stories: count(total.stories), unread: count(total.unread), ..Totals::default() }
    }

    /// Sees what other programs have changed since; answers whether they have.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn refresh(&mut self) -> Result<bool, Trouble> {
        let is_stale = self.told(self.blocks.is_stale(&self.db))?;
        if is_stale {
            self.blocks = self.told(Blocks::load(&self.db))?;
        }
        Ok(is_stale)
    }

    /// Rows of the list from a position, so many at the most.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn rows(&self, from: usize, count: usize) -> Result<Vec<Row>, Trouble> {
        self.told(self.window(from as i64, count as i64))
    }

    fn window(&self, from: i64, count: i64) -> rusqlite::Result<Vec<Row>> {
        let Some(first) = self.blocks.key(&self.db, from)? else { return Ok(Vec::new()) };
        let sql = format!("{ROW} WHERE key <= ?1 ORDER BY key DESC LIMIT ?2");
        let mut statement = self.db.prepare_cached(&sql)?;
        statement.query_map((first, count), row)?.collect()
    }

    /// The stories of the list behind one of them, from its beginning where there is none, so many at the most:
    /// whatever is taken in or out meanwhile, who goes on behind the last meets each of the others once.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn behind(&self, story: Option<StoryId>, count: usize) -> Result<Vec<StoryId>, Trouble> {
        let sql = "SELECT key FROM stories WHERE key < ?1 ORDER BY key DESC LIMIT ?2";
        let end = story.map_or(i64::MAX, |story| story.0);
        let ids = self.db.prepare_cached(sql).and_then(|mut sql| {
            sql.query_map((end, count as i64), |row| Ok(StoryId(row.get(0)?)))?.collect::<rusqlite::Result<Vec<_>>>()
        });
        self.told(ids)
    }

    /// The row of a story; none where it is gone.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn row(&self, id: StoryId) -> Result<Option<Row>, Trouble> {
        let sql = format!("{ROW} WHERE key = ?1");
        let found = self.db.prepare_cached(&sql).and_then(|mut sql| sql.query_one([id.0], row).optional());
        self.told(found)
    }

    /// How many of these stories are not read yet.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn unread_of(&self, ids: &[StoryId]) -> Result<usize, Trouble> {
        let keys = || ids.iter().map(|id| id.0);
        let Some((first, last)) = keys().min().zip(keys().max()) else { return Ok(0) };
        let sql = "SELECT key FROM stories WHERE marks & 1 = 1 AND key >= ?1 AND key <= ?2 ORDER BY key";
        let read = self.db.prepare_cached(sql).and_then(|mut sql| {
            sql.query_map((first, last), |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()
        });
        let read = self.told(read)?;
        Ok(ids.iter().filter(|id| read.binary_search(&id.0).is_err()).count())
    }

    /// The story at a position of the list.
    ///
    /// # Errors
    /// When the archive cannot be read, or what was kept of the story is damaged.
    pub fn story(&self, at: usize) -> Result<Option<Story>, Trouble> {
        let found = self.told(self.blocks.read(&self.db, at as i64, "key, marks, text", kept))?;
        found.map(|kept| self.whole(kept)).transpose()
    }

    /// A story by its name.
    ///
    /// # Errors
    /// As [`Archive::story`].
    pub fn story_of(&self, id: StoryId) -> Result<Option<Story>, Trouble> {
        let sql = "SELECT key, marks, text FROM stories WHERE key = ?1";
        let found = self.db.prepare_cached(sql).and_then(|mut sql| sql.query_one([id.0], kept).optional());
        self.told(found)?.map(|kept| self.whole(kept)).transpose()
    }

    fn whole(&self, (id, bits, text): Kept) -> Result<Story, Trouble> {
        let whole = self.told(story::version(&self.db, text))?;
        let damaged = || Trouble::Damaged(self.path.clone(), format!("the story with key {} cannot be read", id.0));
        let story::Whole { article, briefing } = whole.ok_or_else(damaged)?;
        let annotation = if bits & WRITTEN == 0 { Annotation::default() } else { self.annotation(id)? };
        Ok(Story { id, article: Arc::new(article), briefing: Arc::new(briefing), marks: marks(bits), annotation })
    }

    /// Where a story stands in the list.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn position(&self, id: StoryId) -> Result<Option<usize>, Trouble> {
        self.told(self.blocks.position(&self.db, id.0)).map(|at| usize::try_from(at).ok())
    }

    /// The next story of a kind after a position (or the one before), round the end; the flag tells that it went round.
    /// The story at the position itself comes last.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn beyond(&self, from: usize, forward: bool, which: Which) -> Result<Option<(usize, bool)>, Trouble> {
        let length = self.totals().stories;
        if length == 0 {
            return Ok(None);
        }
        if which == Which::Any {
            let at = if forward { from + 1 } else { from + length - 1 };
            return Ok(Some((at % length, if forward { at >= length } else { at < length })));
        }
        self.told(self.next_of(from as i64, forward, which))
    }

    fn next_of(&self, from: i64, forward: bool, which: Which) -> rusqlite::Result<Option<(usize, bool)>> {
        let (of, kind): (fn(&Tally) -> i64, _) = match which {
            Which::Any | Which::Unread => (|tally| tally.unread, "marks & 1 = 0"),
            Which::Quoted => (|tally| tally.quoted, "quotes > 0"),
        };
        let Some(here) = self.blocks.key(&self.db, from)? else { return Ok(None) };
        // Round the end, the way begins beyond the other end; the story itself comes last.
        let other_end = if forward { i64::MAX } else { i64::MIN };
        for (start, wrapped) in [(here, false), (other_end, true)] {
            for (first, last) in self.blocks.spans(start, forward, of) {
                if let Some(key) = nearest(&self.db, first, last, forward, kind)? {
                    let at = self.blocks.position(&self.db, key)?;
                    return Ok(Some((usize::try_from(at).unwrap_or_default(), wrapped)));
                }
            }
        }
        Ok(None)
    }
}

fn nearest(db: &Connection, first: i64, last: i64, older: bool, kind: &str) -> rusqlite::Result<Option<i64>> {
    let order = if older { "DESC" } else { "ASC" };
    let sql = format!("SELECT key FROM stories WHERE key >= ?1 AND key <= ?2 AND {kind} ORDER BY key {order} LIMIT 1");
    db.prepare_cached(&sql)?.query_one((first, last), |row| row.get(0)).optional()
}
