//! What the reader writes: tags and a note beside a story, and searches to come back to.
//!
//! Invariant: a change and what takes it back are written together; the bit [`WRITTEN`] of a story's marks is set where
//! something is written beside it. Absent on purpose: marks, which are not words.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::bits::WRITTEN;
use super::changes::{self, Kind};
use super::pack::{Packer, Unpacker};
use super::{Archive, Trouble, fold};
use crate::app::annotation::Annotation;
use crate::app::story::{StoryId, Totals};
use crate::article::Kept;
use crate::query::{Query, Written};

/// For a file of the first form that cannot be brought up to date: nothing is written in it.
pub(super) const NOTHING_WRITTEN: &str = "CREATE TEMP TABLE tags (tag TEXT, folded TEXT, identity INTEGER);
    CREATE TEMP TABLE notes (identity INTEGER, note TEXT, folded TEXT);
    CREATE TEMP TABLE searches (query TEXT);";

impl Archive {
    /// Keeps what the reader wrote beside a story.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn annotate(&mut self, id: StoryId, annotation: &Annotation) -> Result<(), Trouble> {
        let done = self.change(|change, _| {
            let Some(identity) = identity(change, id)? else { return Ok(()) };
            let before = annotation_of(change, identity)?;
            if before != *annotation {
                changes::keep(change, Kind::Written, packed(identity, &before))?;
                write(change, identity, annotation)?;
            }
            Ok(())
        });
        self.told(done)
    }

    /// What the reader wrote beside a story.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn annotation(&self, id: StoryId) -> Result<Annotation, Trouble> {
        let annotation = identity(&self.db, id).and_then(|identity| match identity {
            Some(identity) => annotation_of(&self.db, identity),
            None => Ok(Annotation::default()),
        });
        self.told(annotation)
    }

    /// All tags, each with how many stories have it, by their names.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn tags(&self) -> Result<Vec<(String, usize)>, Trouble> {
        let sql = "SELECT min(tag), count(*) FROM tags GROUP BY folded ORDER BY folded";
        let tags = self
            .db
            .prepare_cached(sql)
            .and_then(|mut sql| sql.query_map((), |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?.collect());
        self.told(tags)
    }

    /// Keeps a search, or keeps it no longer; answers whether it is kept now.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn toggle_search(&mut self, query: &str) -> Result<bool, Trouble> {
        let done = self.change(|change, _| {
            let is_kept = toggle(change, query)?;
            changes::keep(change, Kind::Search, query.as_bytes().to_vec())?;
            Ok(is_kept)
        });
        self.told(done)
    }

    /// The searches that are kept, with what they find now.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn searches(&self) -> Result<Vec<Totals>, Trouble> {
        let queries = self
            .db
            .prepare_cached("SELECT query FROM searches ORDER BY query")
            .and_then(|mut sql| sql.query_map((), |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>());
        let found = |query: String| {
            // What another version of kilas understood finds nothing.
            let found = match Query::parse(&query) {
                Ok(parsed) => self.search(&parsed, Archive::LISTED)?,
                Err(_) => super::Found::default(),
            };
            let unread = self.unread_of(&found.ids)?;
            Ok(Totals { stories: found.ids.len(), more: found.more, unread, query: Some(query) })
        };
        self.told(queries)?.into_iter().map(found).collect()
    }
}

/// A condition that a story has this written beside it, `{key}` where its key is meant, with what is bound to it.
pub(super) fn condition(written: &Written) -> (&'static str, Option<String>) {
    match written {
        Written::ATag => ("{key} IN (SELECT key FROM tags JOIN stories USING (identity))", None),
        Written::ANote => ("{key} IN (SELECT key FROM notes JOIN stories USING (identity))", None),
        // Folded words hold letters and digits only: nothing that a pattern would understand.
        Written::Tag { words, is_prefix } => (
            "{key} IN (SELECT key FROM tags JOIN stories USING (identity) WHERE folded LIKE ?)",
            Some(format!("{words}{}", if *is_prefix { "%" } else { "" })),
        ),
        Written::Note { words, is_prefix } => (
            "{key} IN (SELECT key FROM notes JOIN stories USING (identity) WHERE folded LIKE ?)",
            Some(format!("% {words}{}%", if *is_prefix { "" } else { " " })),
        ),
    }
}

/// Takes back a change of what is written beside a story; answers the story.
pub(super) fn take_back(change: &Transaction<'_>, before: &[u8]) -> rusqlite::Result<Option<StoryId>> {
    let Some((identity, annotation)) = unpacked(before) else { return Ok(None) };
    let sql = "SELECT key FROM stories WHERE identity = ?1";
    let key: Option<i64> = change.prepare_cached(sql)?.query_one([identity], |row| row.get(0)).optional()?;
    if key.is_some() {
        write(change, identity, &annotation)?;
    }
    Ok(key.map(StoryId))
}

/// Adds what a reader wrote beside a story elsewhere to what is written here.
pub(super) fn take_up(change: &Connection, identity: i64, kept: &Kept) -> rusqlite::Result<()> {
    let before = annotation_of(change, identity)?;
    let mut after = before.clone();
    after.set_tags(&[&before.tags[..], &kept.tags[..]].concat().join(" "));
    // A note that was taken up there and comes back holds the one that is here.
    if kept.note.contains(&before.note) {
        after.note.clone_from(&kept.note);
    } else if !before.note.contains(&kept.note) {
        after.note = format!("{} · {}", before.note, kept.note);
    }
    if after == before { Ok(()) } else { write(change, identity, &after) }
}

/// Keeps a search that is not kept, and the other way round.
pub(super) fn toggle(change: &Connection, query: &str) -> rusqlite::Result<bool> {
    let gone = change.prepare_cached("DELETE FROM searches WHERE query = ?1")?.execute([query])?;
    if gone == 0 {
        change.prepare_cached("INSERT INTO searches VALUES (?1)")?.execute([query])?;
    }
    Ok(gone == 0)
}

fn identity(db: &Connection, id: StoryId) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT identity FROM stories WHERE key = ?1")?.query_one([id.0], |row| row.get(0)).optional()
}

fn annotation_of(db: &Connection, identity: i64) -> rusqlite::Result<Annotation> {
    let sql = "SELECT tag FROM tags WHERE identity = ?1 ORDER BY folded";
    let tags = db.prepare_cached(sql)?.query_map([identity], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let sql = "SELECT note FROM notes WHERE identity = ?1";
    let note = db.prepare_cached(sql)?.query_one([identity], |row| row.get(0)).optional()?;
    Ok(Annotation { tags, note: note.unwrap_or_default() })
}

fn write(change: &Connection, identity: i64, annotation: &Annotation) -> rusqlite::Result<()> {
    change.prepare_cached("DELETE FROM tags WHERE identity = ?1")?.execute([identity])?;
    change.prepare_cached("DELETE FROM notes WHERE identity = ?1")?.execute([identity])?;
    let mut insert = change.prepare_cached("INSERT INTO tags (tag, folded, identity) VALUES (?1, ?2, ?3)")?;
    for tag in &annotation.tags {
        insert.execute(params![tag, fold::folded(tag), identity])?;
    }
    if !annotation.note.is_empty() {
        let sql = "INSERT INTO notes (identity, note, folded) VALUES (?1, ?2, ?3)";
        let folded = format!(" {} ", fold::folded(&annotation.note));
        change.prepare_cached(sql)?.execute(params![identity, annotation.note, folded])?;
    }
    let sql = "UPDATE stories SET marks = marks & ~?2 | ?3 WHERE identity = ?1";
    let bit = if annotation.is_empty() { 0 } else { WRITTEN };
    change.prepare_cached(sql)?.execute([identity, WRITTEN, bit])?;
    Ok(())
}

fn packed(identity: i64, Annotation { tags, note }: &Annotation) -> Vec<u8> {
    let mut packer = Packer(identity.to_le_bytes().to_vec());
    packer.text(note);
    packer.list(tags, |packer, tag| packer.text(tag));
    packer.0
}

fn unpacked(packed: &[u8]) -> Option<(i64, Annotation)> {
    let mut unpacker = Unpacker(packed);
    let identity = i64::from_le_bytes(unpacker.bytes(8)?.try_into().ok()?);
    let note = unpacker.text()?;
    Some((identity, Annotation { tags: unpacker.list(Unpacker::text)?, note }))
}
