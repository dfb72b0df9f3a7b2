//! One story, whole, from its rows.

use rusqlite::{Connection, OptionalExtension, Row};

use super::packed;
use crate::article::Article;
use crate::brief::Briefing;

/// A story as it was kept.
pub(super) struct Whole {
    pub(super) article: Article,
    pub(super) briefing: Briefing,
}

/// What is asked of a version.
const VERSION: &str = "SELECT uri, named, link, language, source, headline, byline, slugline, located, published, body,
    rest, briefing, before FROM texts WHERE id = ?1";

/// The version that a story leads to; none where there is none, or where its bytes are damaged.
pub(super) fn version(db: &Connection, text: i64) -> rusqlite::Result<Option<Whole>> {
    Ok(db.prepare_cached(VERSION)?.query_one([text], read).optional()?.flatten())
}

/// The story with a key, in its newest version; none where there is none, or where its bytes are damaged.
pub(super) fn at(db: &Connection, key: i64) -> rusqlite::Result<Option<Whole>> {
    match newest(db, key)? {
        Some(text) => version(db, text),
        None => Ok(None),
    }
}

/// The last versions of the story with a key, so many at the most, the newest first; without those that are damaged.
pub(super) fn versions(db: &Connection, key: i64, most: usize) -> rusqlite::Result<Vec<Whole>> {
    let mut statement = db.prepare_cached(VERSION)?;
    let (mut versions, mut next) = (Vec::new(), newest(db, key)?);
    for _ in 0..most {
        let Some(id) = next else { break };
        let found = statement.query_one([id], |row| Ok((read(row)?, row.get(13)?))).optional()?;
        let Some((whole, before)) = found else { break };
        versions.extend(whole);
        next = before;
    }
    Ok(versions)
}

fn newest(db: &Connection, key: i64) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT text FROM stories WHERE key = ?1")?.query_one([key], |row| row.get(0)).optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Option<Whole>> {
    let published: Option<String> = row.get(9)?;
    let mut article = Article {
        uri: row.get(0)?,
        is_named: row.get(1)?,
        link: row.get(2)?,
        language: row.get(3)?,
        source: row.get(4)?,
        headline: row.get(5)?,
        byline: row.get(6)?,
        slugline: row.get(7)?,
        located: row.get(8)?,
        published: published.and_then(|published| published.parse().ok()),
        body: row.get(10)?,
        ..Article::default()
    };
    let rest: Vec<u8> = row.get(11)?;
    let packed: Vec<u8> = row.get(12)?;
    if packed::take_rest(&rest, &mut article).is_none() {
        return Ok(None);
    }
    Ok(packed::take_briefing(&packed, &article.body).map(|briefing| Whole { article, briefing }))
}
