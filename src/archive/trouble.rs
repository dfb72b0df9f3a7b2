//! What can go wrong with an archive, each in one line that says what to do.

use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, ffi};

use crate::app;

/// SQLite's number of a write that failed (`SQLITE_IOERR_WRITE`).
const IO_WRITE: i32 = 10 | 3 << 8;

/// Why an archive does not do what it should.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// There is none.
    #[error("{path}: there is no archive yet; `kilas import PATHS` makes one", path = .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{path}: this is no archive of kilas; --archive names another", path = .0.display())]
    NotAnArchive(PathBuf),
    /// A newer kilas has changed its form so far that this one cannot read it.
    #[error("{}: made by a newer kilas (form {form}); this one knows form {known}", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its form.
        form: i64,
        /// The newest known here.
        known: i64,
    },
    /// It was deleted, moved or replaced since it was opened: what is written now nobody would find again.
    #[error("{path}: the archive is no longer there: it was deleted, moved or replaced, and nothing more is kept in it", path = .0.display())]
    Moved(PathBuf),
    /// It can be read and not written.
    #[error("{path}: {what}", path = .0.display(), what = .1)]
    ReadOnly(PathBuf, String),
    /// The file is damaged.
    #[error("{path}: the archive is damaged ({what}); `kilas export --format jsonl` saves what can be read, and `kilas import` takes it into a new one", path = .0.display(), what = .1)]
    Damaged(PathBuf, String),
    /// Another program keeps it from being written.
    #[error("{path}: another program is writing to the archive; try again", path = .0.display())]
    Busy(PathBuf),
    /// There is no room left.
    #[error("{path}: the disk is full; what was kept before is safe", path = .0.display())]
    Full(PathBuf),
    /// Anything else the system says.
    #[error("{path}: {what}", path = .0.display(), what = .1)]
    Other(PathBuf, String),
}

impl Trouble {
    /// What an error of the database means to a reader.
    pub(super) fn of(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotAnArchive(path),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(path, error.to_string()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            Some(ErrorCode::DiskFull) => Self::Full(path),
            // A quota or a limit on files; SQLite tells no more of it.
            Some(ErrorCode::SystemIoFailure) if extended(&error) == Some(IO_WRITE) => Self::Full(path),
            Some(ErrorCode::ReadOnly) if extended(&error) == Some(ffi::SQLITE_READONLY_DBMOVED) => Self::Moved(path),
            Some(ErrorCode::ReadOnly) => Self::ReadOnly(path, "it may only be read".to_owned()),
            _ => Self::Other(path, error.to_string()),
        }
    }
}

impl From<Trouble> for app::trouble::Trouble {
    fn from(trouble: Trouble) -> Self {
        let name = |path: PathBuf| path.display().to_string();
        match trouble {
            // Who asks in a session had it open.
            Trouble::Moved(path) | Trouble::Missing(path) => Self::Moved(name(path)),
            Trouble::Busy(path) => Self::Busy(name(path)),
            Trouble::Full(path) => Self::Full(name(path)),
            other => Self::Told(other.to_string()),
        }
    }
}

fn extended(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|error| error.extended_code)
}
