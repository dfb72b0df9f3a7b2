//! Is the archive whole, and does what it counts agree with what it holds?

use rusqlite::Connection;

use super::blocks::{Blocks, Tally};
use super::{Archive, Trouble, story};

impl Archive {
    /// Looks through all of the file; answers what is wrong with it, a line each. Takes a second for every few hundred
    /// megabytes.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>, Trouble> {
        self.told(check(&self.db))
    }
}

fn check(db: &Connection) -> rusqlite::Result<Vec<String>> {
    // One state of the file throughout, whoever writes meanwhile.
    let db = db.unchecked_transaction()?;
    // FTS5 drops what it has cached of the index when a query begins, but not when its check does: without this query
    // the check would miss what another connection has written since.
    db.query_one("SELECT count(*) FROM (SELECT 1 FROM words LIMIT 1)", (), |_| Ok(()))?;
    let mut faults = Vec::new();
    let mut statement = db.prepare("PRAGMA integrity_check")?;
    for line in statement.query_map((), |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            faults.push(line);
        }
    }
    db.execute_batch("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, words, row)")?;
    for (question, fault) in COUNTS {
        let count: i64 = db.query_one(question, (), |row| row.get(0))?;
        if count > 0 {
            faults.push(format!("{count} {fault}"));
        }
    }
    let unreadable = unreadable(&db)?;
    faults.extend((unreadable > 0).then(|| format!("texts that cannot be read: {unreadable}")));
    faults.extend(blocks(&db)?);
    Ok(faults)
}

/// How many texts do not come back with their briefings.
fn unreadable(db: &Connection) -> rusqlite::Result<usize> {
    let mut ids = db.prepare("SELECT id FROM texts")?;
    let mut rows = ids.query(())?;
    let mut unreadable = 0;
    while let Some(row) = rows.next()? {
        unreadable += usize::from(story::version(db, row.get(0)?)?.is_none());
    }
    Ok(unreadable)
}

/// What must count nothing.
const COUNTS: [(&str, &str); 8] = [
    (
        "SELECT count(*) FROM stories
            WHERE NOT EXISTS (SELECT 1 FROM texts WHERE id = text AND texts.identity = stories.identity)",
        "stories have no text",
    ),
    (
        "SELECT count(*) FROM (SELECT id FROM texts EXCEPT
            SELECT * FROM (SELECT text FROM stories UNION ALL SELECT before FROM texts WHERE before IS NOT NULL))",
        "texts belong to no story",
    ),
    ("SELECT count(*) FROM pragma_foreign_key_check", "rows belong to nothing"),
    (
        "SELECT (SELECT count(*) FROM stories) <> (SELECT count(*) FROM words_docsize)
            OR EXISTS (SELECT id FROM words_docsize EXCEPT SELECT key FROM stories)",
        "index: its stories are not those of the list",
    ),
    (
        "SELECT count(*) FROM temp.terms WHERE term NOT IN (SELECT word FROM vocabulary)",
        "words of the index are not in the vocabulary",
    ),
    (
        "SELECT count(*) FROM speakers WHERE quotes <> (SELECT coalesce(sum(quotes), 0) FROM said WHERE speaker = id)",
        "speakers are counted wrong",
    ),
    (
        "SELECT count(*) FROM stories WHERE (marks & 4 <> 0) <> (identity IN (SELECT identity FROM tags UNION ALL
            SELECT identity FROM notes))",
        "stories are wrong about what is written beside them",
    ),
    ("SELECT count(*) FROM said WHERE key NOT IN (SELECT key FROM stories)", "quotations belong to no story"),
];

fn blocks(db: &Connection) -> rusqlite::Result<Option<String>> {
    let blocks = Blocks::load(db)?;
    let mut counted = blocks.emptied();
    let mut statement = db.prepare("SELECT key, marks, quotes FROM stories")?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        counted.count(row.get(0)?, Tally::one(row.get::<_, i64>(1)? & 1 == 1, row.get::<_, i64>(2)? > 0));
    }
    Ok((counted != blocks).then(|| "the list is counted wrong".to_owned()))
}
