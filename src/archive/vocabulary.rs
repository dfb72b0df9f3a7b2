//! The words of the index, in which a star is looked up before it is searched for.
//!
//! Alone the index answers `ta*` by gathering every place of every word that begins so: for seconds, in an archive of a
//! million stories. The words themselves, each asked for by its name, are walked from the newest story on like any
//! others. Invariant: every word of the index is here, with the text it was first met in; those used most were met
//! early. Words are never taken out: one that no story has any more finds nothing. Absent on purpose: how often a word
//! is used, which would be written anew with every story.

use rusqlite::Connection;
use rustc_hash::FxHashSet;

use super::entry::Distinct;
use super::{Archive, Trouble};
use crate::query::Query;
use crate::query::near::Near;

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

impl Archive {
    /// The first word of a query that no story has, and the one that was likely meant: some of its letters are wrong,
    /// the first is not. Costs a walk along the words that begin with that letter.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn meant(&self, query: &Query) -> Result<Option<(String, String)>, Trouble> {
        self.told(query.whole_words().find_map(|word| near(&self.db, word).transpose()).transpose())
    }
}

/// A word that is not there, and the nearest that is; of two the one that was met first, which is used more.
fn near(db: &Connection, word: &str) -> rusqlite::Result<Option<(String, String)>> {
    let mut near = Near::new(word);
    let ((least, most), first) = (near.letters(), word.chars().next().map(String::from).unwrap_or_default());
    let sql = "SELECT word, met FROM vocabulary WHERE word >= ?1 AND word < ?2 AND length(word) BETWEEN ?3 AND ?4";
    let mut statement = db.prepare_cached(sql)?;
    let end = format!("{first}{}", char::MAX);
    let mut rows = statement.query((first, end, least as i64, most as i64))?;
    while let Some(row) = rows.next()? {
        near.offer(row.get(1)?, row.get_ref(0)?.as_str()?);
    }
    Ok(near.word().map(|near| (word.to_owned(), near)))
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
