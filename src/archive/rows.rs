//! The rows of one story, written and taken away.
//!
//! Invariant: what one writes of a story in the index and among the speakers, the other takes away. Absent on purpose:
//! when, and what is counted of it.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::blocks::Tally;
use super::entry::{Entry, Said};
use super::{fold, story};

/// A story as the list knows it.
pub(super) struct Known {
    pub(super) key: i64,
    pub(super) version: i64,
    pub(super) marks: i64,
    /// Its newest version.
    pub(super) text: i64,
}

impl Known {
    /// Whether its newest version is this one.
    pub(super) fn is(&self, entry: &Entry) -> bool {
        self.version == entry.print.version
    }
}

/// The story of this identity, as long as it is there.
pub(super) fn find(db: &Connection, identity: i64) -> rusqlite::Result<Option<Known>> {
    let known = |row: &rusqlite::Row<'_>| {
        Ok(Known { key: row.get(0)?, version: row.get(1)?, marks: row.get(2)?, text: row.get(3)? })
    };
    let sql = "SELECT key, version, marks, text FROM stories WHERE identity = ?1";
    db.prepare_cached(sql)?.query_one([identity], known).optional()
}

/// Lists a story whose newest version is `text`.
pub(super) fn list(
    change: &Connection,
    key: i64,
    before: Option<&Known>,
    entry: &Entry,
    text: i64,
) -> rusqlite::Result<()> {
    let row = &entry.row;
    let sql = match before {
        Some(_) => {
            "UPDATE stories SET key = ?1, version = ?3, marks = ?4, headline = ?5, speaker = ?6, quotes = ?7,
                minutes = ?8, flagged = ?9, text = ?10 WHERE identity = ?2"
        }
        None => {
            "INSERT INTO stories (key, identity, version, marks, headline, speaker, quotes, minutes, flagged, text)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        }
    };
    change.prepare_cached(sql)?.execute(params![
        key,
        entry.identity,
        entry.print.version,
        before.map_or(0, |before| before.marks & !1),
        row.headline,
        row.speaker,
        row.quotes as i64,
        row.minutes as i64,
        row.flagged,
        text,
    ])?;
    Ok(())
}

/// Adds a version of a text; answers what it is found by.
pub(super) fn text(change: &Connection, before: Option<&Known>, entry: &Entry, now: i64) -> rusqlite::Result<i64> {
    let article = &entry.article;
    let sql = "INSERT INTO texts (before, identity, imported, uri, named, link, language, source, headline, byline,
            slugline, located, published, body, rest, briefing)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
    change.prepare_cached(sql)?.insert(params![
        before.map(|before| before.text),
        entry.identity,
        now,
        article.uri,
        article.is_named,
        article.link,
        article.language,
        article.source,
        article.headline,
        article.byline,
        article.slugline,
        article.located,
        article.published.map(|published| published.to_string()),
        article.body,
        entry.rest,
        entry.briefing,
    ])
}

pub(super) fn words(change: &Connection, key: i64, Entry { words, .. }: &Entry) -> rusqlite::Result<()> {
    let sql = "INSERT INTO words (rowid, headline, body, quote, speaker, source, language)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    change.prepare_cached(sql)?.execute(params![
        key,
        words.headline,
        words.body,
        words.quote,
        words.speaker,
        words.source,
        words.language
    ])?;
    Ok(())
}

/// Those who speak in the stories of a batch.
#[derive(Default)]
pub(super) struct Speakers<'a>(HashMap<&'a str, Speaker<'a>>);

/// One of them: the name, and the keys of the stories with how often.
type Speaker<'a> = (&'a str, Vec<(i64, u32)>);

impl<'a> Speakers<'a> {
    pub(super) fn add(&mut self, key: i64, said: &'a [Said]) {
        for Said { folded, name, quotes } in said {
            self.0.entry(folded).or_insert_with(|| (name, Vec::new())).1.push((key, *quotes));
        }
    }

    pub(super) fn write(self, change: &Connection) -> rusqlite::Result<()> {
        let mut upsert = change.prepare_cached(
            "INSERT INTO speakers (folded, name, quotes) VALUES (?1, ?2, ?3)
                ON CONFLICT (folded) DO UPDATE SET quotes = quotes + excluded.quotes RETURNING id",
        )?;
        let mut all: Vec<(i64, i64, u32)> = Vec::new();
        // In the order of the names, so that the same articles make the same archive.
        let mut speakers: Vec<_> = self.0.into_iter().collect();
        speakers.sort_unstable();
        for (folded, (name, said)) in speakers {
            let quotes: i64 = said.iter().map(|(_, quotes)| i64::from(*quotes)).sum();
            let id: i64 = upsert.query_one(params![folded, name, quotes], |row| row.get(0))?;
            all.extend(said.iter().map(|(key, quotes)| (id, *key, *quotes)));
        }
        all.sort_unstable();
        let mut insert = change.prepare_cached("INSERT INTO said (speaker, key, quotes) VALUES (?1, ?2, ?3)")?;
        for row in all {
            insert.execute(row)?;
        }
        Ok(())
    }
}

/// Takes a story out of everything that finds it but its row and its texts; answers what that takes from its block.
pub(super) fn unlist(change: &Connection, key: i64) -> rusqlite::Result<Tally> {
    change.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([key])?;
    match story::at(change, key)? {
        Some(story) => {
            let (body, briefing) = (&story.article.body, &story.briefing);
            for speaker in &briefing.speakers {
                // Of those who spoke together each is written; earlier they were as one.
                for name in briefing.names_of(body, speaker).into_iter().chain([speaker.name]) {
                    unsay(change, key, &fold::folded(name.of(body)))?;
                }
            }
        }
        None => unsay_all(change, key)?,
    }
    let (marks, quotes): (i64, i64) = change
        .prepare_cached("SELECT marks, quotes FROM stories WHERE key = ?1")?
        .query_one([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Tally::one(marks & 1 == 1, quotes > 0).less())
}

/// Takes back that a story quotes somebody with this folded name, if it was written that it does.
fn unsay(change: &Connection, key: i64, folded: &str) -> rusqlite::Result<()> {
    let sql = "DELETE FROM said WHERE key = ?1 AND speaker = (SELECT id FROM speakers WHERE folded = ?2)
        RETURNING speaker, quotes";
    let mut gone = change.prepare_cached(sql)?;
    let gone: Option<(i64, i64)> =
        gone.query_one(params![key, folded], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    if let Some((speaker, quotes)) = gone {
        let sql = "UPDATE speakers SET quotes = quotes - ?2 WHERE id = ?1";
        change.prepare_cached(sql)?.execute([speaker, quotes])?;
    }
    Ok(())
}

/// Takes back whomever a story quotes that cannot be read any more. Looks through all that is said: such a story is
/// rare.
fn unsay_all(change: &Connection, key: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE speakers SET quotes = quotes - (SELECT quotes FROM said WHERE speaker = id AND key = ?1)
        WHERE id IN (SELECT speaker FROM said WHERE key = ?1)";
    change.prepare_cached(sql)?.execute([key])?;
    change.prepare_cached("DELETE FROM said WHERE key = ?1")?.execute([key]).map(|_| ())
}

/// Takes out what [`unlist`] leaves: the row of a story and all versions of its text.
pub(super) fn remove(change: &Connection, key: i64) -> rusqlite::Result<()> {
    let sql = "DELETE FROM stories WHERE key = ?1 RETURNING text";
    let mut version: Option<i64> = change.prepare_cached(sql)?.query_one([key], |row| row.get(0))?;
    while let Some(id) = version {
        let sql = "DELETE FROM texts WHERE id = ?1 RETURNING before";
        version = change.prepare_cached(sql)?.query_one([id], |row| row.get(0)).optional()?.flatten();
    }
    Ok(())
}
