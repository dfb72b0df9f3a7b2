//! What the reader did with stories, and taking it back.
//!
//! Invariant: a change and what takes it back are written together.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::blocks::{Blocks, Tally};
use super::list::{bits, marks};
use super::pack::{Packer, Unpacker};
use super::{Archive, Trouble};
use crate::app::message::{Marks, StoryId};

/// How many changes can be taken back.
const UNDO: i64 = 100;

impl Archive {
    /// Keeps what the reader did with a story.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn mark(&mut self, id: StoryId, marks: Marks) -> Result<(), Trouble> {
        let done = self.change(|change, blocks| {
            let sql = "SELECT key, identity, marks, quotes FROM stories WHERE key = ?1";
            let before = change.prepare_cached(sql)?.query_one([id.0], Before::read).optional()?;
            set(change, blocks, before.into_iter().map(|before| (before, bits(marks))).collect())
        });
        self.told(done)
    }

    /// Marks the newest stories up to this one as read.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn read_up_to(&mut self, id: StoryId) -> Result<(), Trouble> {
        let done = self.change(|change, blocks| {
            let sql = "SELECT key, identity, marks, quotes FROM stories WHERE key >= ?1 AND marks & 1 = 0";
            let unread = change.prepare_cached(sql)?.query_map([id.0], Before::read)?.collect::<Result<Vec<_>, _>>()?;
            set(change, blocks, unread.into_iter().map(|before| (before, before.marks | 1)).collect())
        });
        self.told(done)
    }

    /// Marks these stories as read, as one change.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn read_all(&mut self, ids: &[StoryId]) -> Result<(), Trouble> {
        let done = self.change(|change, blocks| {
            let sql = "SELECT key, identity, marks, quotes FROM stories WHERE key = ?1 AND marks & 1 = 0";
            let mut find = change.prepare_cached(sql)?;
            let mut unread = Vec::new();
            for id in ids {
                unread.extend(find.query_one([id.0], Before::read).optional()?);
            }
            drop(find);
            set(change, blocks, unread.into_iter().map(|before| (before, before.marks | 1)).collect())
        });
        self.told(done)
    }

    /// Takes back the last change; answers a story it was about.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn undo(&mut self) -> Result<Option<StoryId>, Trouble> {
        let done = self.change(|change, blocks| {
            let sql = "DELETE FROM changes WHERE id = (SELECT max(id) FROM changes) RETURNING before";
            let Some(packed) = change.prepare_cached(sql)?.query_one((), |row| row.get(0)).optional()? else {
                return Ok(None);
            };
            let mut about = None;
            let sql = "SELECT key, identity, marks, quotes FROM stories WHERE identity = ?1";
            let mut find = change.prepare_cached(sql)?;
            let mut tallies = Vec::new();
            for (identity, marks) in unpack(packed) {
                // Stories that are gone stay gone.
                if let Some(now) = find.query_one([identity], Before::read).optional()? {
                    tallies.push(put(change, now, marks)?);
                    about.get_or_insert(StoryId(now.key));
                }
            }
            blocks.change(change, &tallies)?;
            Ok(about)
        });
        self.told(done)
    }
}

/// A story before a change.
#[derive(Clone, Copy)]
struct Before {
    key: i64,
    identity: i64,
    marks: i64,
    is_quoted: bool,
}

impl Before {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let is_quoted = row.get::<_, i64>(3)? > 0;
        Ok(Self { key: row.get(0)?, identity: row.get(1)?, marks: row.get(2)?, is_quoted })
    }
}

/// Gives stories other marks and notes those before. A change of nothing is none.
fn set(change: &Transaction<'_>, blocks: &mut Blocks, stories: Vec<(Before, i64)>) -> rusqlite::Result<()> {
    if stories.is_empty() {
        return Ok(());
    }
    let mut packer = Packer::default();
    packer.list(&stories, |packer, (before, _)| {
        packer.0.extend_from_slice(&before.identity.to_le_bytes());
        packer.number(before.marks as u64);
    });
    change.prepare_cached("INSERT INTO changes (before) VALUES (?1)")?.execute([packer.0])?;
    let sql = "DELETE FROM changes WHERE id <= (SELECT max(id) FROM changes) - ?1";
    change.prepare_cached(sql)?.execute([UNDO])?;
    let tallies = stories.into_iter().map(|(before, marks)| put(change, before, marks));
    blocks.change(change, &tallies.collect::<Result<Vec<_>, _>>()?)
}

fn put(change: &Connection, before: Before, bits: i64) -> rusqlite::Result<(i64, Tally)> {
    change.prepare_cached("UPDATE stories SET marks = ?2 WHERE key = ?1")?.execute(params![before.key, bits])?;
    let tally = |bits| Tally::one(marks(bits).read, before.is_quoted);
    Ok((before.key, tally(bits).and(tally(before.marks).less())))
}

fn unpack(packed: Vec<u8>) -> Vec<(i64, i64)> {
    let list = Unpacker(&packed).list(|unpacker| {
        let identity = i64::from_le_bytes(unpacker.bytes(8)?.try_into().ok()?);
        Some((identity, i64::from(unpacker.number()? as u8 & 3)))
    });
    list.unwrap_or_default()
}
