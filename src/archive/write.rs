//! Taking stories in and taking them out.
//!
//! Invariant: a batch is one transaction. Within one the keys grow, which is what the index writes fastest. Absent on
//! purpose: reading articles.

use std::collections::HashSet;

use rusqlite::{Connection, Transaction, TransactionBehavior, ffi};

use super::blocks::{Blocks, Tally};
use super::entry::{Entry, Print};
use super::keys::{self, Keys};
use super::vocabulary::Vocabulary;
use super::{Archive, Trouble, marks, names, rows, story};
use crate::app::story::{Story, StoryId};
use crate::article::Article;

/// What became of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Stories that were not there before.
    pub stories: usize,
    /// New versions of stories that were.
    pub versions: usize,
    /// Stories that were there as they are.
    pub known: usize,
}

impl Added {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            stories: self.stories + other.stories,
            versions: self.versions + other.versions,
            known: self.known + other.known,
        }
    }
}

impl Archive {
    /// Whether an article is there as it is, so that it need not be briefed.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn knows(&self, print: Print) -> Result<bool, Trouble> {
        self.told(knows(&self.db, print))
    }

    /// The name of the story that an article is a version of, as the list now has it.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn current(&self, article: &Article) -> Result<Option<StoryId>, Trouble> {
        let print = Print::of(article);
        let mut identity = print.identity;
        // An older form of the file, which may only be read, has no names.
        if self.read_only.is_none() {
            identity = self.told(names::of_words(&self.db, print))?.unwrap_or(identity);
        }
        Ok(self.told(rows::find(&self.db, identity))?.map(|known| StoryId(known.key)))
    }

    /// The story that an article is a version of, as it was kept the last time.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn version_before(&self, print: Print) -> Result<Option<Story>, Trouble> {
        match self.told(rows::find(&self.db, print.identity))? {
            Some(known) => self.story_of(StoryId(known.key)),
            None => Ok(None),
        }
    }

    /// Takes stories in, all or none, at a second of time; later ones of the same article are its newer versions.
    ///
    /// # Errors
    /// When they cannot be written; then the archive is as it was.
    pub fn add(&mut self, entries: Vec<Entry>, now: i64) -> Result<Added, Trouble> {
        // Left behind where this fails: what is not committed is not known.
        let mut vocabulary = std::mem::take(&mut self.vocabulary);
        let added = self.change(|change, blocks| {
            let (mut added, mut entries, mut is_first) = (Added::default(), entries, true);
            while !entries.is_empty() {
                for entry in &mut entries {
                    entry.identity = match names::of_words(change, entry.print)? {
                        Some(identity) => identity,
                        None => names::edited(change, entry)?.unwrap_or(entry.print.identity),
                    };
                }
                let (some, later) = apart(change, entries, is_first)?;
                added = added.and(add(change, blocks, &mut vocabulary, some, now)?);
                (entries, is_first) = (later, false);
            }
            Ok(added)
        });
        let added = self.told(added)?;
        self.vocabulary = vocabulary;
        Ok(added)
    }

    /// Makes ready for many batches: with more memory, and each commit safe from a power cut too.
    ///
    /// # Errors
    /// When the archive may only be read.
    pub fn begin_import(&mut self) -> Result<(), Trouble> {
        if let Some(reason) = &self.read_only {
            return Err(Trouble::ReadOnly(self.path.clone(), reason.clone()));
        }
        // The index gathers so many bytes of words before it writes them: fewer and longer runs, and less merging.
        let done = self.db.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;
            INSERT INTO words (words, rank) VALUES ('hashsize', 33554432);",
        );
        self.told(done)
    }

    /// Ends what [`Archive::begin_import`] began.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn end_import(&mut self) -> Result<(), Trouble> {
        let done = give_back(&self.db).and_then(|()| {
            self.db.execute_batch(
                "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -2000; PRAGMA wal_autocheckpoint = 1000;",
            )
        });
        self.told(done)
    }

    /// Takes out the stories older than a second that have no star, and nothing written beside them; answers how many.
    ///
    /// # Errors
    /// When they cannot be taken out, or what they took of the file cannot be given back. Those that were taken out by then
    /// stay out, and the next prune goes on.
    pub fn prune(&mut self, before: i64) -> Result<usize, Trouble> {
        let end = keys::first(before);
        let mut pruned = 0;
        // What was taken out is not to lie about in pages that others share.
        self.told(self.db.execute_batch("PRAGMA secure_delete = FAST"))?;
        loop {
            let some = self.change(|change, blocks| {
                let sql = "SELECT key FROM stories WHERE key < ?1 AND marks < 2 ORDER BY key LIMIT 1000";
                let keys =
                    change.prepare_cached(sql)?.query_map([end], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
                let mut gone = Vec::with_capacity(keys.len());
                for key in &keys {
                    gone.push((*key, rows::unlist(change, *key)?));
                    rows::remove(change, *key)?;
                }
                blocks.change(change, &gone)?;
                Ok(keys.len())
            });
            match self.told(some)? {
                0 => break,
                some => pruned += some,
            }
        }
        // Also where nothing was: the last prune may have been broken off here.
        let left = self.totals().stories;
        let done = self.db.execute_batch(&format!("DELETE FROM speakers WHERE quotes = 0; {}", names::PRUNE));
        let done = done.and_then(|()| if pruned > left { shrink(&self.db) } else { give_back(&self.db) });
        let done = done.and_then(|()| self.db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)"));
        self.told(done)?;
        Ok(pruned)
    }

    /// Does something in one transaction; what it changes of the blocks counts once that is committed.
    pub(super) fn change<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &mut Blocks) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        if self.read_only.is_some() {
            // Also where an older form of the file lacks what would be written to.
            return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_READONLY), None));
        }
        if !self.is_there() {
            return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_READONLY_DBMOVED), None));
        }
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Nobody else writes from here on.
        let mut blocks = if self.blocks.is_stale(&change)? { Blocks::load(&change)? } else { self.blocks.clone() };
        let done = work(&change, &mut blocks)?;
        change.commit()?;
        self.blocks = blocks;
        Ok(done)
    }
}

/// Writes the file anew, which brings together what is left on many pages. Takes as long as what is left is large, and
/// as much of the disk twice; of memory it would take as much if the copy were kept there, as all else is that is
/// passing.
fn shrink(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY;")
}

/// Gives empty pages back, of which the merging of the index leaves an eighth of a small file; one with each step.
fn give_back(db: &Connection) -> rusqlite::Result<()> {
    let mut statement = db.prepare("PRAGMA incremental_vacuum")?;
    let mut pages = statement.query(())?;
    while pages.next()?.is_some() {}
    Ok(())
}

/// The first entry of each article that changes it with those before it that do not, and what is left for the next
/// round: there all copies of a text go at once, where a round for each of two thousand took a second.
fn apart(change: &Connection, entries: Vec<Entry>, is_first: bool) -> rusqlite::Result<(Vec<Entry>, Vec<Entry>)> {
    let mut seen = HashSet::new();
    let (mut some, mut later) = (Vec::with_capacity(entries.len()), Vec::new());
    for entry in entries {
        if seen.contains(&entry.identity) {
            later.push(entry);
        } else {
            // Before the first round whoever read them has asked.
            let is_there = !is_first
                && (names::of_words(change, entry.print)?.is_some()
                    || rows::find(change, entry.identity)?.is_some_and(|known| known.is(&entry)));
            if !is_there {
                seen.insert(entry.identity);
            }
            some.push(entry);
        }
    }
    Ok((some, later))
}

fn knows(db: &Connection, print: Print) -> rusqlite::Result<bool> {
    let identity = match names::of_words(db, print)? {
        Some(identity) => identity,
        None if rows::find(db, print.identity)?.is_some_and(|known| known.version == print.version) => print.identity,
        None => return Ok(false),
    };
    names::has_file(db, print, identity)
}

/// Whether an entry is a part of a text that is kept whole.
fn is_part_of(change: &Connection, known: &rows::Known, entry: &Entry) -> rusqlite::Result<bool> {
    Ok(entry.article.status.partial
        && story::version(change, known.text)?.is_some_and(|kept| !kept.article.status.partial))
}

fn add(
    change: &Transaction<'_>,
    blocks: &mut Blocks,
    vocabulary: &mut Vocabulary,
    entries: Vec<Entry>,
    now: i64,
) -> rusqlite::Result<Added> {
    let mut added = Added::default();
    let mut tallies = Vec::with_capacity(entries.len());
    let mut keys = Keys::default();
    let mut listed = Vec::with_capacity(entries.len());
    let mut kept = Vec::new();
    for mut entry in entries {
        kept.extend(entry.kept.take().map(|kept| (entry.identity, kept)));
        let before = rows::find(change, entry.identity)?;
        let was_version = names::of_words(change, entry.print)?.is_some();
        names::keep(change, &entry)?;
        match &before {
            // A part of a text never takes the place of the whole.
            Some(known) if was_version || known.is(&entry) || is_part_of(change, known, &entry)? => {
                added.known += 1;
                continue;
            }
            Some(known) => {
                added.versions += 1;
                tallies.push((known.key, rows::unlist(change, known.key)?));
            }
            None => added.stories += 1,
        }
        let second = entry.second.unwrap_or(now);
        // A version of the same second stays where the one before stood.
        let stays = before.as_ref().map(|known| known.key).filter(|key| keys::second(*key) == second);
        let key = match stays {
            Some(key) => key,
            None => keys.next(change, second)?,
        };
        // What has changed is to be read again.
        tallies.push((key, Tally::one(false, entry.row.quotes > 0)));
        listed.push((key, before, entry));
    }
    listed.sort_unstable_by_key(|(key, ..)| *key);
    write(change, vocabulary, &listed, now)?;
    blocks.change(change, &tallies)?;
    marks::take_up(change, blocks, &kept)?;
    Ok(added)
}

/// Writes entries under their keys, each over the version before it.
fn write(
    change: &Transaction<'_>,
    vocabulary: &mut Vocabulary,
    entries: &[(i64, Option<rows::Known>, Entry)],
    now: i64,
) -> rusqlite::Result<()> {
    let mut speakers = rows::Speakers::default();
    for (key, before, entry) in entries {
        let text = rows::text(change, before.as_ref(), entry, now)?;
        rows::list(change, *key, before.as_ref(), entry, text)?;
        rows::words(change, *key, entry)?;
        vocabulary.add(change, &entry.vocabulary, text)?;
        speakers.add(*key, &entry.speakers);
    }
    speakers.write(change)
}
