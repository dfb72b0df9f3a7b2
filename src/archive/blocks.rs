//! Where in the list a story stands, without counting the list.
//!
//! The keys are cut into blocks of some hundred, and a block's row tells how many stories it has, how many of them are
//! unread, and how many have quotations. At a million stories these are two thousand rows; a position is found by
//! adding them up and counting within one. Invariant: blocks stand in the order of their keys and the first begins
//! before every key. Positions count from the greatest key, the newest story.

use rusqlite::{Connection, OptionalExtension, Row, params};

/// A block with more stories is cut.
const MOST: i64 = 1024;
/// Into parts of so many.
const PART: usize = 512;

/// Stories from the key `first` up to the next block's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) first: i64,
    pub(super) tally: Tally,
}

/// How many stories there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) stories: i64,
    pub(super) unread: i64,
    pub(super) quoted: i64,
}

impl Tally {
    /// One story.
    pub(super) fn one(read: bool, quoted: bool) -> Self {
        Self { stories: 1, unread: (!read).into(), quoted: quoted.into() }
    }

    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            stories: self.stories + other.stories,
            unread: self.unread + other.unread,
            quoted: self.quoted + other.quoted,
        }
    }

    /// Taken away.
    pub(super) fn less(self) -> Self {
        Self { stories: -self.stories, unread: -self.unread, quoted: -self.quoted }
    }
}

/// All blocks, as they were at one state of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Blocks {
    list: Vec<Block>,
    /// What SQLite calls the state of the file that other programs changed last.
    state: i64,
}

impl Blocks {
    pub(super) fn load(db: &Connection) -> rusqlite::Result<Self> {
        // Asked first: what is changed in between is seen next time.
        let state = state(db)?;
        let mut statement = db.prepare_cached("SELECT first, stories, unread, quoted FROM blocks ORDER BY first")?;
        let list = statement.query_map((), |row| {
            let tally = Tally { stories: row.get(1)?, unread: row.get(2)?, quoted: row.get(3)? };
            Ok(Block { first: row.get(0)?, tally })
        })?;
        let list = list.collect::<rusqlite::Result<Vec<_>>>()?;
        match list.first() {
            Some(block) if block.first == i64::MIN => Ok(Self { list, state }),
            _ => Err(rusqlite::Error::QueryReturnedNoRows),
        }
    }

    /// Whether another program has changed the file since.
    pub(super) fn is_stale(&self, db: &Connection) -> rusqlite::Result<bool> {
        Ok(state(db)? != self.state)
    }

    /// All stories.
    pub(super) fn total(&self) -> Tally {
        self.list.iter().fold(Tally::default(), |total, block| total.and(block.tally))
    }

    /// The block a key belongs to.
    fn of(&self, key: i64) -> usize {
        self.list.partition_point(|block| block.first <= key).saturating_sub(1)
    }

    /// The keys of a block: the first, and the one behind the last (none for the newest block).
    fn keys(&self, block: usize) -> (i64, Option<i64>) {
        let first = self.list.get(block).map_or(i64::MIN, |block| block.first);
        (first, self.list.get(block + 1).map(|next| next.first))
    }

    /// The block that holds a position, and how many of its newest stories stand before it.
    pub(super) fn at(&self, position: i64) -> Option<(usize, i64)> {
        let mut left = position;
        for (at, block) in self.list.iter().enumerate().rev() {
            if left < block.tally.stories {
                return Some((at, left));
            }
            left -= block.tally.stories;
        }
        None
    }

    /// The position of a story that has this key.
    pub(super) fn position(&self, db: &Connection, key: i64) -> rusqlite::Result<i64> {
        let at = self.of(key);
        let newer: i64 = self.list.iter().skip(at + 1).map(|block| block.tally.stories).sum();
        let (_, end) = self.keys(at);
        let sql = "SELECT count(*) FROM stories WHERE key > ?1 AND key <= ?2";
        let within: i64 = db.prepare_cached(sql)?.query_one((key, last(end)), |row| row.get(0))?;
        Ok(newer + within)
    }

    /// The key at a position.
    pub(super) fn key(&self, db: &Connection, position: i64) -> rusqlite::Result<Option<i64>> {
        self.read(db, position, "key", |row| row.get(0))
    }

    /// What stands in `columns` of the story at a position, which is counted to from the nearer end of its block.
    pub(super) fn read<T>(
        &self,
        db: &Connection,
        position: i64,
        columns: &str,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>> {
        let Some((at, newer)) = self.at(position) else { return Ok(None) };
        let older = self.list.get(at).map_or(0, |block| block.tally.stories - 1 - newer);
        let (way, end, skipped) = match older < newer {
            true => (">= ?1 ORDER BY key", self.keys(at).0, older),
            false => ("<= ?1 ORDER BY key DESC", self.newest(at), newer),
        };
        let sql = format!("SELECT {columns} FROM stories WHERE key {way} LIMIT 1 OFFSET ?2");
        db.prepare_cached(&sql)?.query_one((end, skipped), read).optional()
    }

    /// The greatest key a block can hold.
    pub(super) fn newest(&self, block: usize) -> i64 {
        last(self.keys(block).1)
    }

    /// The nearest block that has stories of a kind, from the one a key is in: towards older keys, or newer ones.
    /// Answers the span of keys to look in, the border at the key itself left out.
    pub(super) fn spans(&self, key: i64, older: bool, of: fn(&Tally) -> i64) -> impl Iterator<Item = (i64, i64)> + '_ {
        let here = self.of(key);
        let order: Box<dyn Iterator<Item = usize>> =
            if older { Box::new((0..=here).rev()) } else { Box::new(here..self.list.len()) };
        order.filter(move |at| self.list.get(*at).is_some_and(|block| of(&block.tally) > 0)).map(move |at| {
            let (first, newest) = (self.keys(at).0, self.newest(at));
            match (at == here, older) {
                (true, true) => (first, key.saturating_sub(1)),
                (true, false) => (key.saturating_add(1), newest),
                (false, _) => (first, newest),
            }
        })
    }

    /// The same blocks with nothing in them, to be counted anew.
    pub(super) fn emptied(&self) -> Self {
        let empty = |block: &Block| Block { tally: Tally::default(), ..*block };
        Self { list: self.list.iter().map(empty).collect(), state: self.state }
    }

    /// Counts a story.
    pub(super) fn count(&mut self, key: i64, tally: Tally) -> usize {
        let at = self.of(key);
        if let Some(block) = self.list.get_mut(at) {
            block.tally = block.tally.and(tally);
        }
        at
    }

    /// Takes in what changed, by key, in the file and here; blocks that have grown too long are cut.
    pub(super) fn change(&mut self, db: &Connection, changes: &[(i64, Tally)]) -> rusqlite::Result<()> {
        let mut touched: Vec<usize> = changes.iter().map(|(key, tally)| self.count(*key, *tally)).collect();
        touched.sort_unstable();
        touched.dedup();
        // From the end, so that what is cut moves none that is still to come.
        for at in touched.into_iter().rev() {
            let block = self.list[at];
            if block.tally.stories > MOST {
                let parts = self.cut(db, at)?;
                for part in &parts {
                    write(db, part)?;
                }
                self.list.splice(at..=at, parts);
            } else if block.tally.stories == 0 && at > 0 {
                db.prepare_cached("DELETE FROM blocks WHERE first = ?1")?.execute([block.first])?;
                self.list.remove(at);
            } else {
                write(db, &block)?;
            }
        }
        Ok(())
    }

    fn cut(&self, db: &Connection, at: usize) -> rusqlite::Result<Vec<Block>> {
        let sql = "SELECT key, marks, quotes FROM stories WHERE key >= ?1 AND key <= ?2 ORDER BY key";
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query((self.keys(at).0, self.newest(at)))?;
        let mut parts = vec![Block { first: self.keys(at).0, tally: Tally::default() }];
        let mut held = 0;
        while let Some(row) = rows.next()? {
            if held == PART {
                parts.push(Block { first: row.get(0)?, tally: Tally::default() });
                held = 0;
            }
            let one = Tally::one(row.get::<_, i64>(1)? & 1 == 1, row.get::<_, i64>(2)? > 0);
            if let Some(part) = parts.last_mut() {
                part.tally = part.tally.and(one);
            }
            held += 1;
        }
        Ok(parts)
    }
}

/// The last key before another, or the last there can be.
fn last(end: Option<i64>) -> i64 {
    end.map_or(i64::MAX, |end| end - 1)
}

fn state(db: &Connection) -> rusqlite::Result<i64> {
    db.prepare_cached("PRAGMA data_version")?.query_one((), |row| row.get(0))
}

fn write(db: &Connection, Block { first, tally }: &Block) -> rusqlite::Result<()> {
    db.prepare_cached("REPLACE INTO blocks VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        first,
        tally.stories,
        tally.unread,
        tally.quoted
    ])?;
    Ok(())
}
