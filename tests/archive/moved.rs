//! An archive that is deleted, moved or replaced while it is open.

#![cfg(unix)]

use std::fs;

use kilas::app::Notice;
use kilas::app::shelf::Shelf as _;
use kilas::app::story::Marks;
use kilas::app::trouble::Trouble;
use kilas::archive;
use kilas::view::words::Words;

use crate::fixture::{Folder, NOW, article, entries};
use crate::session::{Session, filled};

const STARRED: Marks = Marks { read: false, starred: true };

#[test]
fn nothing_is_written_to_a_file_that_nobody_finds_again() {
    for replaced in [false, true] {
        let (folder, other) = (Folder::new(), Folder::new());
        let mut archive = filled(&folder);
        let id = archive.rows(0, 1).unwrap()[0].id;
        fs::remove_file(folder.file()).unwrap();
        if replaced {
            drop(filled(&other));
            fs::rename(other.file(), folder.file()).unwrap();
        }
        let moved = |trouble| matches!(trouble, archive::Trouble::Moved(path) if path == folder.file());
        assert!(moved(archive.mark(id, STARRED).unwrap_err()), "replaced: {replaced}");
        let new = article("s:new", "2024-05-01", "Baru", "Isi.");
        assert!(moved(archive.add(entries([new]), NOW).unwrap_err()), "replaced: {replaced}");
        // What was there is still read.
        assert_eq!(archive.rows(0, 1).unwrap()[0].headline, "Berita 19");
    }
}

#[test]
fn what_is_done_while_the_archive_is_away_is_said_once_and_kept_when_it_is_back() {
    let folder = Folder::new();
    let mut session = Session::open(filled(&folder));
    let away = folder.path().join("away");
    fs::rename(folder.file(), &away).unwrap();
    session.press("s");
    let trouble = Trouble::Moved(folder.file().display().to_string());
    assert_eq!(session.state.notice, Some(Notice::Trouble(trouble.clone())));
    for (code, said) in [("en", "the archive is no longer there"), ("id", "arsipnya tidak ada lagi di sana")] {
        assert!(Words::new(code).unwrap().trouble(&trouble).contains(said));
    }
    session.press("j s");
    assert_eq!(session.state.notice, None);
    assert_eq!(session.shelved.settle_up(), Err(trouble));
    fs::rename(&away, folder.file()).unwrap();
    session.press("j");
    drop(session);
    let rows = folder.archive().rows(0, 3).unwrap();
    assert_eq!([0, 1, 2].map(|at| rows[at].marks.starred), [true, true, false]);

    // And another time.
    let mut session = Session::open(folder.archive());
    fs::rename(folder.file(), &away).unwrap();
    session.press("s");
    assert!(matches!(session.state.notice, Some(Notice::Trouble(_))));
    fs::rename(&away, folder.file()).unwrap();
    session.press("j");
    fs::rename(folder.file(), &away).unwrap();
    session.press("s");
    assert!(matches!(session.state.notice, Some(Notice::Trouble(_))));
    assert!(session.shelved.refresh().is_ok());
}
