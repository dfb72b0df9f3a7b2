//! Taking back what keys have changed, the newest first.
//!
//! Absent on purpose: what a change wrote, which is taken back where it was written.

use rusqlite::OptionalExtension;

use super::changes::Kind;
use super::{Archive, Trouble, marks, written};
use crate::app::shelf::Undone;

impl Archive {
    /// Takes back the last change; answers what it was about.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn undo(&mut self) -> Result<Undone, Trouble> {
        let done = self.change(|change, blocks| {
            let sql = "DELETE FROM changes WHERE id = (SELECT max(id) FROM changes) RETURNING kind, before";
            let last = change.prepare_cached(sql)?.query_one((), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let Some((kind, before)): Option<(i64, Vec<u8>)> = last else { return Ok(Undone::Nothing) };
            // Stories that are gone stay gone.
            let about = match kind {
                kind if kind == Kind::Search as i64 => {
                    let query = String::from_utf8_lossy(&before).into_owned();
                    let is_kept = written::toggle(change, &query)?;
                    return Ok(Undone::Search(query, is_kept));
                }
                kind if kind == Kind::Written as i64 => written::take_back(change, &before)?,
                _ => marks::take_back(change, blocks, before)?,
            };
            Ok(about.map_or(Undone::Gone, Undone::Story))
        });
        self.told(done)
    }
}
