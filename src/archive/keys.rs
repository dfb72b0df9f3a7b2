//! Keys: the order of the list in one number, which is the name of a story and its number in the index.
//!
//! Invariant: a later second has greater keys, as long as no second has more than sixteen stories; of those that have,
//! the next keys that are free are taken. A folder of a million stories that tell the day alone fills seventeen hours
//! that way. Absent on purpose: more room between seconds, for the index writes the distance between two stories at
//! every word: with room for millions it was twice as large.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

/// Bits of a key below its second.
const WITHIN_SECOND: u32 = 4;

/// The first key of a second.
pub(super) fn first(second: i64) -> i64 {
    second.saturating_mul(1 << WITHIN_SECOND)
}

/// The second of a key.
pub(super) fn second(key: i64) -> i64 {
    key >> WITHIN_SECOND
}

/// Free keys for the stories of a batch.
#[derive(Default)]
pub(super) struct Keys {
    /// The key to try next, by second.
    next: HashMap<i64, i64>,
    given: HashSet<i64>,
}

impl Keys {
    /// A key for another story of a second.
    pub(super) fn next(&mut self, db: &Connection, second: i64) -> rusqlite::Result<i64> {
        let mut key = match self.next.get(&second) {
            Some(next) => *next,
            None => behind_run(db, first(second))?,
        };
        while self.given.contains(&key) || is_taken(db, key)? {
            key += 1;
        }
        self.next.insert(second, key + 1);
        self.given.insert(key);
        Ok(key)
    }
}

/// The first key from `key` on behind those that follow each other without a gap.
fn behind_run(db: &Connection, mut key: i64) -> rusqlite::Result<i64> {
    let mut statement = db.prepare_cached("SELECT key FROM stories WHERE key >= ?1 ORDER BY key")?;
    let mut rows = statement.query([key])?;
    while let Some(row) = rows.next()?
        && row.get::<_, i64>(0)? == key
    {
        key += 1;
    }
    Ok(key)
}

fn is_taken(db: &Connection, key: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM stories WHERE key = ?1";
    Ok(db.prepare_cached(sql)?.query_one([key], |_| Ok(())).optional()?.is_some())
}
