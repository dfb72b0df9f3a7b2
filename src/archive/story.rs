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

/// The story with a key, in its newest version; none where there is none, or where its bytes are damaged.
pub(super) fn at(db: &Connection, key: i64) -> rusqlite::Result<Option<Whole>> {
    let sql = "SELECT uri, named, link, language, source, headline, byline, slugline, located, published, body, rest,
            briefing
        FROM texts WHERE identity = (SELECT identity FROM stories WHERE key = ?1) ORDER BY id DESC LIMIT 1";
    Ok(db.prepare_cached(sql)?.query_one([key], read).optional()?.flatten())
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
