//! The words of the index, in which a star is looked up before it is searched for.
//!
//! Alone the index answers `ta*` by gathering every place of every word that begins so: for seconds, in an archive of a
//! million stories. The words themselves, each asked for by its name, are walked from the newest story on like any others.
//! Invariant: every word of the index is here, with the text it was first met in; those used most were met early. Words
//! are never taken out: one that no story has any more finds nothing. Absent on purpose: how often a word is used, which
//! would be written anew with every story.

use rusqlite::Connection;
use rustc_hash::FxHashSet;

use super::entry::Distinct;

/// Words that a star stands for at the most: those that were met first.
const OPENED: usize = 250;

/// Words remembered at the most.
const KNOWN: usize = 1 << 20;

/// Words that are known to be there, by their hashes, so that each is written once.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(FxHashSet<u64>);

impl Vocabulary {
    /// Takes in the words of the version `text`. After a transaction that failed everything is to be forgotten.
    pub(super) fn add(&mut self, db: &Connection, words: &Distinct, text: i64) -> rusqlite::Result<()> {
        if self.0.len() > KNOWN {
            self.0.clear();
        }
        for (hash, word) in words.hashes.iter().zip(words.words.split_ascii_whitespace()) {
            if self.0.insert(*hash) {
                db.prepare_cached("INSERT OR IGNORE INTO vocabulary VALUES (?1, ?2)")?.execute((word, text))?;
            }
        }
        Ok(())
    }
}

/// The words that begin with `letters`, and whether there are more than a star stands for.
pub(super) fn beginning(db: &Connection, letters: &str) -> rusqlite::Result<(Vec<String>, bool)> {
    let sql = "SELECT word FROM vocabulary WHERE word >= ?1 AND word < ?2 ORDER BY met, word LIMIT ?3";
    let end = format!("{letters}{}", char::MAX);
    let mut statement = db.prepare_cached(sql)?;
    let words = statement.query_map((letters, end, OPENED as i64 + 1), |row| row.get(0))?;
    let mut words = words.collect::<rusqlite::Result<Vec<String>>>()?;
    let is_cut = words.len() > OPENED;
    words.truncate(OPENED);
    Ok((words, is_cut))
}
