//! One story, whole, from its rows.

use rusqlite::{Connection, Row};

use super::packed;
use crate::article::Article;
use crate::brief::Briefing;

/// A story as it was kept.
pub(super) struct Whole {
    pub(super) article: Article,
    pub(super) briefing: Briefing,
}

/// The story with a key, in its newest version; none where there is none, or where its bytes are damaged.
pub(super) fn at(db: &Connection, key: i64) -> rusqlite::Result<Option<Whole>> {
    Ok(versions(db, key, 1)?.pop())
}

/// The last versions of the story with a key, so many at the most, the newest first; without those that are damaged.
pub(super) fn versions(db: &Connection, key: i64, most: usize) -> rusqlite::Result<Vec<Whole>> {
    let sql = "SELECT uri, named, link, language, source, headline, byline, slugline, located, published, body, rest,
            briefing
        FROM texts WHERE identity = (SELECT identity FROM stories WHERE key = ?1) ORDER BY id DESC LIMIT ?2";
    let mut statement = db.prepare_cached(sql)?;
    let versions = statement.query_map((key, most as i64), read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(versions.into_iter().flatten().collect())
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
