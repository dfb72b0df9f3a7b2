//! What is told of stories and of the archive outside of the screen.

use std::fs;

use rusqlite::OptionalExtension;

use super::{Archive, Trouble, bits};
use crate::app::annotation::Annotation;
use crate::app::story::{Marks, StoryId};

/// A story in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What names it.
    pub uri: String,
    /// Its headline.
    pub headline: String,
    /// Agency or outlet.
    pub source: Option<String>,
    /// BCP 47 code.
    pub language: String,
    /// When it was published, as the article has it.
    pub published: Option<String>,
    /// Seconds since 1970 when it was taken in.
    pub imported: i64,
    /// Who is quoted most in it.
    pub speaker: Option<String>,
    /// How many quotations stand in marks.
    pub quotes: i64,
    /// What the reader did with it.
    pub marks: Marks,
    /// What the reader wrote beside it.
    pub annotation: Annotation,
}

/// The archive in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Stories.
    pub stories: i64,
    /// Of these not read yet.
    pub unread: i64,
    /// Of these with a star.
    pub starred: i64,
    /// Versions of all stories.
    pub versions: i64,
    /// People and bodies who are quoted by name.
    pub speakers: i64,
    /// Bytes of the file.
    pub bytes: u64,
}

impl Archive {
    /// What is told of a story in one line; none where it is gone.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn listed(&self, id: StoryId) -> Result<Option<Listed>, Trouble> {
        let sql = "SELECT uri, texts.headline, source, language, published, imported, speaker, quotes, marks
            FROM stories JOIN texts ON id = text WHERE key = ?1";
        let listed = self.db.prepare_cached(sql).and_then(|mut sql| {
            sql.query_one([id.0], |row| {
                Ok(Listed {
                    uri: row.get(0)?,
                    headline: row.get(1)?,
                    source: row.get(2)?,
                    language: row.get(3)?,
                    published: row.get(4)?,
                    imported: row.get(5)?,
                    speaker: row.get(6)?,
                    quotes: row.get(7)?,
                    marks: bits::marks(row.get(8)?),
                    annotation: Annotation::default(),
                })
            })
            .optional()
        });
        let listed = self.told(listed)?;
        listed.map(|listed| Ok(Listed { annotation: self.annotation(id)?, ..listed })).transpose()
    }

    /// Counts what is in the archive.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn stats(&self) -> Result<Stats, Trouble> {
        let count = |sql| self.told(self.db.query_one(sql, (), |row| row.get(0)));
        let total = self.blocks.total();
        Ok(Stats {
            stories: total.stories,
            unread: total.unread,
            starred: count("SELECT count(*) FROM stories WHERE marks >= 2 AND marks & 2 = 2")?,
            versions: total.stories + count("SELECT count(*) FROM texts WHERE before IS NOT NULL")?,
            speakers: count("SELECT count(*) FROM speakers WHERE quotes > 0")?,
            bytes: fs::metadata(&self.path).map_or(0, |metadata| metadata.len()),
        })
    }
}
