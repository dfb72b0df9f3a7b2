//! What keys have changed, and taking it back.
//!
//! Invariant: the last [`UNDO`] changes can be taken back, the newest first. Absent on purpose: what a change is of.

use rusqlite::Connection;

/// How many changes can be taken back.
const UNDO: i64 = 100;

/// What a change is of, as its row has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Marks = 0,
    Written = 1,
    Search = 2,
}

/// Keeps what takes a change back.
pub(super) fn keep(change: &Connection, kind: Kind, before: Vec<u8>) -> rusqlite::Result<()> {
    change.prepare_cached("INSERT INTO changes (kind, before) VALUES (?1, ?2)")?.execute((kind as i64, before))?;
    let sql = "DELETE FROM changes WHERE id <= (SELECT max(id) FROM changes) - ?1";
    change.prepare_cached(sql)?.execute([UNDO])?;
    Ok(())
}
