//! What leads to a story that has no name of its own, beside the words it began with: its file, and the words of its
//! later versions.
//!
//! A file that was edited is another text in the same place. Invariant: a text that was a version of a story is known
//! by its words from then on, whatever file has them, so that an old copy beside the file never takes its place back.
//! Absent on purpose: the paths, of which only hashes are kept.

use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashSet;

use super::entry::{Entry, Print};
use super::{entry, rows, story};

/// The story that a name leads to, as long as there is one.
fn led(db: &Connection, name: i64) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT names.identity FROM names JOIN stories USING (identity) WHERE name = ?1";
    db.prepare_cached(sql)?.query_one([name], |row| row.get(0)).optional()
}

/// The story that an article's words lead to where they are one of several versions.
pub(super) fn of_words(db: &Connection, print: Print) -> rusqlite::Result<Option<i64>> {
    if print.is_named { Ok(None) } else { led(db, print.identity) }
}

/// Whether nothing is to be written of an article that is there as it is: its file leads to it, where it is one.
pub(super) fn has_file(db: &Connection, print: Print, identity: i64) -> rusqlite::Result<bool> {
    print.file.map_or(Ok(true), |file| Ok(led(db, file)? == Some(identity)))
}

/// The story that an entry is a version of, where its own words do not tell: the one that was read from its file
/// before, if its text was edited, and not another one put in its place.
pub(super) fn edited(db: &Connection, entry: &Entry) -> rusqlite::Result<Option<i64>> {
    let Some(file) = entry.print.file else { return Ok(None) };
    if rows::find(db, entry.print.identity)?.is_some() {
        return Ok(None);
    }
    let Some(identity) = led(db, file)? else { return Ok(None) };
    let Some(known) = rows::find(db, identity)? else { return Ok(None) };
    let before = story::version(db, known.text)?;
    Ok(before.filter(|before| is_edited(before, entry)).map(|_| identity))
}

/// Whether the shorter of two texts has more than half of its words from the other: texts that share a language alone
/// have a third.
fn is_edited(before: &story::Whole, entry: &Entry) -> bool {
    let before: FxHashSet<u64> =
        entry::vocabulary(&entry::words(&before.article, &before.briefing)).hashes.into_iter().collect();
    let after = &entry.vocabulary.hashes;
    let shared = after.iter().filter(|word| before.contains(word)).count();
    2 * shared > before.len().min(after.len())
}

/// Keeps what leads to the story of an entry.
pub(super) fn keep(db: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let versions = (entry.identity != entry.print.identity).then_some([entry.print.identity, entry.identity]);
    let sql = "INSERT INTO names VALUES (?1, ?2)
        ON CONFLICT (name) DO UPDATE SET identity = excluded.identity WHERE identity != excluded.identity";
    let mut statement = db.prepare_cached(sql)?;
    for name in versions.into_iter().flatten().chain(entry.print.file) {
        statement.execute([name, entry.identity])?;
    }
    Ok(())
}

/// Takes out what leads to stories that are gone.
pub(super) const PRUNE: &str = "DELETE FROM names WHERE identity NOT IN (SELECT identity FROM stories);";
