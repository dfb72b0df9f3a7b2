//! The archive: what was read, found again. One SQLite file of one reader.
//!
//! ```text
//! articles ─Entry (any thread)─▶ add ─▶ stories, texts, words ─▶ rows, stories, a search
//!                                        ▲ marks, tags and notes, places, undo
//! ```
//!
//! Invariant: every change is one transaction, and all that is counted (a block's stories, a speaker's quotations) is
//! changed in the same one, so that whatever ends the program, what was committed is there and agrees with itself. The
//! list is never loaded or counted: a window of it is found by its blocks. Absent on purpose: terminals, and when to do
//! what.

mod ahead;
mod bits;
mod blocks;
mod changes;
mod check;
mod entry;
mod file;
mod finding;
mod keys;
mod list;
mod marks;
mod names;
mod pack;
mod packed;
mod places;
mod rows;
mod search;
mod shelf;
mod speakers;
mod stats;
mod story;
mod survey;
mod trouble;
mod undo;
mod versions;
mod vocabulary;
mod waiting;
mod write;
mod written;

pub use entry::{Entry, Print};
pub use file::default_path;
pub use places::Sitting;
pub use search::Found;
pub use shelf::Shelved;
pub use speakers::{Quoted, Said};
pub use stats::{Listed, Stats};
pub use trouble::Trouble;
pub use waiting::Unkept;
pub use write::Added;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::find::fold;
use blocks::Blocks;
use vocabulary::Vocabulary;

/// Steps of SQLite after which the time is looked at: some hundredths of a millisecond.
const STEPS: i32 = 1_000;

/// An open archive.
#[derive(Debug)]
pub struct Archive {
    db: Connection,
    path: PathBuf,
    /// Which file it is.
    identity: Option<file::Identity>,
    blocks: Blocks,
    vocabulary: Vocabulary,
    /// Why nothing can be written, where that is so.
    pub read_only: Option<String>,
    /// Whether something was written to it that cannot be seen; [`Archive::read_only`] tells what.
    pub is_behind: bool,
}

impl Archive {
    /// How many of the stories that a query finds are listed on a screen at the most. Where more are found, none is
    /// ranked.
    pub const LISTED: usize = 10_000;

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets what is asked from now on go on until this holds; none for as long as it takes.
    ///
    /// # Errors
    /// When that cannot be set.
    fn stop_when(&self, stop: Option<impl FnMut() -> bool + Send + 'static>) -> Result<(), Trouble> {
        self.told(self.db.progress_handler(STEPS, stop))
    }

    /// The result of something done to the file, told with its path.
    fn told<T>(&self, result: rusqlite::Result<T>) -> Result<T, Trouble> {
        result.map_err(|error| Trouble::of(&self.path, error))
    }
}
