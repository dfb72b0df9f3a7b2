//! What the reader did with stories.
//!
//! Invariant: a change and what takes it back are written together.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::bits::{bits, marks};
use super::blocks::{Blocks, Tally};
use super::changes::{self, Kind};
use super::pack::{Packer, Unpacker};
use super::{Archive, Trouble, written};
use crate::app::story::{Marks, StoryId};
use crate::article::Kept;

/// The bits of what the reader did: another one is of what is written beside a story.
const DONE: i64 = 3;

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
}

/// Gives stories back the marks they had before a change; answers the first of them that is still there.
pub(super) fn take_back(
    change: &Transaction<'_>,
    blocks: &mut Blocks,
    before: Vec<u8>,
) -> rusqlite::Result<Option<StoryId>> {
    let sql = "SELECT key, identity, marks, quotes FROM stories WHERE identity = ?1";
    let mut find = change.prepare_cached(sql)?;
    let (mut about, mut tallies) = (None, Vec::new());
    for (identity, marks) in unpack(before) {
        if let Some(now) = find.query_one([identity], Before::read).optional()? {
            tallies.push(put(change, now, marks)?);
            about.get_or_insert(StoryId(now.key));
        }
    }
    blocks.change(change, &tallies)?;
    Ok(about)
}

/// Adds what a reader kept with stories elsewhere to what is kept here.
pub(super) fn take_up(
    change: &Transaction<'_>,
    blocks: &mut Blocks,
    kept: &[(i64, Box<Kept>)],
) -> rusqlite::Result<()> {
    let sql = "SELECT key, identity, marks, quotes FROM stories WHERE identity = ?1";
    let mut tallies = Vec::with_capacity(kept.len());
    for (identity, kept) in kept {
        if let Some(before) = change.prepare_cached(sql)?.query_one([identity], Before::read).optional()? {
            let marks = Marks { read: kept.read, starred: kept.starred };
            tallies.push(put(change, before, before.marks | bits(marks))?);
            written::take_up(change, *identity, kept)?;
        }
    }
    if tallies.is_empty() { Ok(()) } else { blocks.change(change, &tallies) }
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
    changes::keep(change, Kind::Marks, packer.0)?;
    let tallies = stories.into_iter().map(|(before, marks)| put(change, before, marks));
    blocks.change(change, &tallies.collect::<Result<Vec<_>, _>>()?)
}

fn put(change: &Connection, before: Before, bits: i64) -> rusqlite::Result<(i64, Tally)> {
    let bits = bits & DONE | before.marks & !DONE;
    change.prepare_cached("UPDATE stories SET marks = ?2 WHERE key = ?1")?.execute(params![before.key, bits])?;
    let tally = |bits| Tally::one(marks(bits).read, before.is_quoted);
    Ok((before.key, tally(bits).and(tally(before.marks).less())))
}

fn unpack(packed: Vec<u8>) -> Vec<(i64, i64)> {
    let list = Unpacker(&packed).list(|unpacker| {
        let identity = i64::from_le_bytes(unpacker.bytes(8)?.try_into().ok()?);
        Some((identity, i64::from(unpacker.number()? as u8)))
    });
    list.unwrap_or_default()
}
