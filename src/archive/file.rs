//! The file: where it is, how it is made and opened, how it is brought up to date.
//!
//! Invariant: a file is made for its owner's eyes only, and SQLite gives the same mode to those beside it; a migration
//! is one transaction. A file that cannot be written is still read.

use std::env;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::blocks::Blocks;
use super::vocabulary::Vocabulary;
use super::written::NOTHING_WRITTEN;
use super::{Archive, Trouble};

/// The forms an archive has had, each made from the one before: `user_version` counts those that were applied.
const MIGRATIONS: [&str; 3] =
    [include_str!("migrations/1.sql"), include_str!("migrations/2.sql"), include_str!("migrations/3.sql")];

/// `kila`, in the header of the file: tells an archive from other databases.
const APPLICATION: i64 = 0x6b69_6c61;

/// How long a change waits for another program that writes.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// `$XDG_DATA_HOME/kilas/archive.db`, by default `~/.local/share/kilas/archive.db`; none without a home.
pub fn default_path() -> Option<PathBuf> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("XDG_DATA_HOME").or_else(|| Some(set("HOME")?.join(".local/share")))?;
    Some(folder.join("kilas/archive.db"))
}

impl Archive {
    /// Opens the archive at `path`.
    ///
    /// # Errors
    /// [`Trouble::Missing`] where there is none, and whatever keeps it from being read.
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_file() && metadata.len() > 0 => {}
            Ok(metadata) if metadata.is_file() => return Err(Trouble::Missing(path.to_owned())),
            Ok(_) => return Err(Trouble::NotAnArchive(path.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Trouble::Missing(path.to_owned())),
            Err(error) => return Err(Trouble::Other(path.to_owned(), error.to_string())),
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let first = Connection::open_with_flags(path, flags).and_then(|db| {
            set_up(&db)?;
            Ok((form(&db)?, db))
        });
        match first {
            Ok((form, db)) => Self::opened(path, db, form),
            Err(error) => match Trouble::of(path, error) {
                // Where not even the files beside it can be made, nobody else can write either.
                Trouble::Other(..) | Trouble::ReadOnly(..) => Self::open_immutable(path),
                trouble => Err(trouble),
            },
        }
    }

    /// Opens the archive at `path`; makes it where there is none.
    ///
    /// # Errors
    /// Whatever keeps it from being made or read.
    pub fn open_or_make(path: &Path) -> Result<Self, Trouble> {
        make(path).map_err(|error| match error.kind() {
            io::ErrorKind::StorageFull => Trouble::Full(path.to_owned()),
            _ => Trouble::Other(path.to_owned(), error.to_string()),
        })?;
        if fs::metadata(path).is_ok_and(|metadata| metadata.len() == 0) {
            let db = Connection::open(path).and_then(|db| {
                db.busy_timeout(PATIENCE)?;
                // On the usual page of 4 KB a text leaves most of the rest unused: a third of the file.
                db.execute_batch(
                    "PRAGMA page_size = 16384; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;",
                )?;
                set_up(&db)?;
                Ok((form(&db)?, db))
            });
            let (form, db) = db.map_err(|error| Trouble::of(path, error))?;
            return Self::opened(path, db, form);
        }
        Self::open(path)
    }

    /// Waits no longer than this for another program that writes.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn set_patience(&mut self, patience: Duration) -> Result<(), Trouble> {
        self.told(self.db.busy_timeout(patience))
    }

    /// Whether the file that is open stands where it stood. What is written to one that was deleted, moved or replaced
    /// is lost without a word: SQLite looks at the path only while it opens it.
    pub(super) fn is_there(&self) -> bool {
        identity(&self.path) == self.identity
    }

    fn open_immutable(path: &Path) -> Result<Self, Trouble> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(format!("file:{}?immutable=1", escaped(path)), flags)
            .and_then(|db| Ok((form(&db)?, db)))
            .map_err(|error| Trouble::of(path, error));
        let (form, db) = db?;
        let mut archive = Self::opened(path, db, form)?;
        // Its log is read with the files beside it alone: after a program that was killed it has the last that was
        // written.
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let log = PathBuf::from(log);
        if fs::metadata(&log).is_ok_and(|metadata| metadata.len() > 0) {
            archive.read_only = Some(format!("it may only be read, and what stands in {} is not seen", log.display()));
            archive.is_behind = true;
        }
        Ok(archive)
    }

    fn opened(path: &Path, mut db: Connection, mut header: (i64, i64)) -> Result<Self, Trouble> {
        let known = MIGRATIONS.len() as i64;
        let tell = |error| Trouble::of(path, error);
        let mut is_new = false;
        if header == (0, 0) {
            is_new = db.query_one("SELECT count(*) = 0 FROM sqlite_schema", (), |row| row.get(0)).map_err(tell)?;
            // Another program may have made it between the two looks.
            header = self::form(&db).map_err(tell)?;
        }
        let (application, form) = header;
        if application != APPLICATION && !is_new {
            return Err(Trouble::NotAnArchive(path.to_owned()));
        }
        let can_write = !db.is_readonly("main").map_err(tell)?;
        if can_write && form < known {
            migrate(&mut db).map_err(tell)?;
        } else if form < known {
            db.execute_batch(NOTHING_WRITTEN).map_err(tell)?;
        }
        if form > known {
            db.pragma_update(None, "query_only", true).map_err(tell)?;
        }
        let read_only = match (can_write, form > known) {
            (_, true) => {
                Some(format!("made by a newer kilas (form {form}, this one knows {known}), so it is only read"))
            }
            (false, _) => Some("it may only be read".to_owned()),
            (true, false) => None,
        };
        // A newer form may lack what is asked here; then it cannot be read at all.
        let blocks = Blocks::load(&db).map_err(|error| match form > known {
            true => Trouble::Newer { path: path.to_owned(), form, known },
            false => tell(error),
        })?;
        Ok(Self {
            db,
            path: path.to_owned(),
            identity: identity(path),
            blocks,
            vocabulary: Vocabulary::default(),
            read_only,
            is_behind: false,
        })
    }
}

/// A path as it stands in an address of a file, where `%`, `?`, `#` and a beginning of `//` have a meaning. It is
/// bytes, which need not be UTF-8.
fn escaped(path: &Path) -> String {
    let escaped = |byte: &u8| match byte {
        byte if byte.is_ascii_alphanumeric() => char::from(*byte).to_string(),
        byte => format!("%{byte:02x}"),
    };
    path.as_os_str().as_encoded_bytes().iter().map(escaped).collect()
}

/// The device and the number of a file, which no other has as long as it is open.
pub(super) type Identity = (u64, u64);

/// Which file stands at a path. Elsewhere a file that is open cannot be taken away.
fn identity(path: &Path) -> Option<Identity> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

/// Makes an empty file, and the folders it is in, that nobody else may read.
fn make(path: &Path) -> io::Result<()> {
    let mut folders = fs::DirBuilder::new();
    folders.recursive(true);
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
        folders.mode(0o700);
        options.mode(0o600);
    }
    if !path.exists() {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            folders.create(folder)?;
        }
        options.open(path)?;
    }
    Ok(())
}

fn set_up(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(64);
    // A plan is made once. Where somebody has run ANALYZE, SQLite makes a new one for every value bound: a tenth of a
    // key.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // In write-ahead mode no commit is lost with the process; the power may take the last marks, never the archive.
    db.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;")
}

/// What the header says: whose file it is, and its form.
fn form(db: &Connection) -> rusqlite::Result<(i64, i64)> {
    let number = |name| db.pragma_query_value(None, name, |row| row.get(0));
    Ok((number("application_id")?, number("user_version")?))
}

fn migrate(db: &mut Connection) -> rusqlite::Result<()> {
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have been here first.
    let (_, form) = form(&change)?;
    for migration in MIGRATIONS.iter().skip(usize::try_from(form).unwrap_or_default()) {
        change.execute_batch(migration)?;
    }
    change.pragma_update(None, "application_id", APPLICATION)?;
    change.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
    change.commit()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    #[test]
    fn an_archive_that_may_only_be_read_is_found_whatever_its_path() {
        let folder = env::temp_dir().join(format!("kilas-file-{}", std::process::id()));
        for name in [&b"caf\xe9"[..], "k\u{e9} %41?#&=.db".as_bytes()] {
            let path = folder.join(OsStr::from_bytes(name));
            drop(Archive::open_or_make(&path).unwrap());
            assert!(Archive::open_immutable(&path).is_ok(), "{path:?}");
            // What begins with two strokes names the same.
            let doubled = [b"/", path.as_os_str().as_bytes()].concat();
            assert!(Archive::open_immutable(Path::new(OsStr::from_bytes(&doubled))).is_ok(), "{path:?}");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    /// A copy on media that take no files beside it, made while somebody wrote.
    #[test]
    fn a_log_that_cannot_be_read_is_named() {
        let folder = env::temp_dir().join(format!("kilas-log-{}", std::process::id()));
        let path = folder.join("archive.db");
        drop(Archive::open_or_make(&path).unwrap());
        let archive = Archive::open_immutable(&path).unwrap();
        assert_eq!((archive.is_behind, archive.read_only.as_deref()), (false, Some("it may only be read")));
        let db = Connection::open(&path).unwrap();
        db.execute_batch("INSERT INTO speakers (folded, name, quotes) VALUES ('a', 'A', 1)").unwrap();
        let archive = Archive::open_immutable(&path).unwrap();
        let reason = format!("it may only be read, and what stands in {}-wal is not seen", path.display());
        assert_eq!((archive.is_behind, archive.read_only), (true, Some(reason)));
        fs::remove_dir_all(folder).unwrap();
    }
}
