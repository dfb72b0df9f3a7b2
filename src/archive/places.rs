//! Where the reader stopped: in a story, and when the program ended; and when they last saw what is new.

use rusqlite::{OptionalExtension, params};

use super::{Archive, Trouble};
use crate::app::place::Place;
use crate::app::story::StoryId;

/// Where the reader was when the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// The story that was open.
    pub story: StoryId,
    /// The keys went to the text, not to the list.
    pub reading: bool,
}

impl Archive {
    /// Where the reader stopped in a story.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn place(&self, id: StoryId) -> Result<Option<Place>, Trouble> {
        let sql = "SELECT byte, words, above FROM places JOIN stories USING (identity) WHERE key = ?1";
        let place = self.db.prepare_cached(sql).and_then(|mut sql| {
            sql.query_one([id.0], |row| Ok(Place { byte: row.get(0)?, words: row.get(1)?, above: row.get(2)? }))
                .optional()
        });
        self.told(place)
    }

    /// Keeps where the reader stopped in a story; none for its beginning.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_place(&mut self, id: StoryId, place: Option<Place>) -> Result<(), Trouble> {
        let done = self.change(|change, _| match place {
            Some(Place { byte, words, above }) => {
                let sql = "REPLACE INTO places SELECT identity, ?2, ?3, ?4 FROM stories WHERE key = ?1";
                change.prepare_cached(sql)?.execute(params![id.0, byte, words, above])
            }
            None => {
                let sql = "DELETE FROM places WHERE identity = (SELECT identity FROM stories WHERE key = ?1)";
                change.prepare_cached(sql)?.execute([id.0])
            }
        });
        self.told(done.map(|_| ()))
    }

    /// When the reader last looked at the front page, in seconds since 1970; none where they never did.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn looked(&self) -> Result<Option<i64>, Trouble> {
        self.told(self.db.query_one("SELECT second FROM looked", (), |row| row.get(0)).optional())
    }

    /// Keeps when the reader looked at the front page.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn look(&mut self, second: i64) -> Result<(), Trouble> {
        let done = self.change(|change, _| change.execute("REPLACE INTO looked VALUES (1, ?1)", [second]));
        self.told(done.map(|_| ()))
    }

    /// Where the reader was the last time.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn sitting(&self) -> Result<Option<Sitting>, Trouble> {
        let sql = "SELECT key, reading FROM sitting JOIN stories USING (identity)";
        let row = |row: &rusqlite::Row<'_>| Ok(Sitting { story: StoryId(row.get(0)?), reading: row.get(1)? });
        self.told(self.db.query_one(sql, (), row).optional())
    }

    /// Keeps where the reader is, for the next time.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn leave(&mut self, Sitting { story, reading }: Sitting) -> Result<(), Trouble> {
        let sql = "REPLACE INTO sitting SELECT 1, identity, ?2 FROM stories WHERE key = ?1";
        let done = self.change(|change, _| change.execute(sql, params![story.0, reading]));
        self.told(done.map(|_| ()))
    }
}
