//! Reading goes on where it was broken off, and what finds nothing says so.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs, process};

use portable_pty::CommandBuilder;

use super::seat::{Seat, kilas};

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A folder with an archive of the samples.
fn filled(name: &str) -> Folder {
    let folder = Folder(env::temp_dir().join(format!("kilas-pty-{name}-{}", process::id())));
    let stories = concat!(env!("CARGO_MANIFEST_DIR"), "/data/stories");
    let archive = folder.0.join("archive.db");
    let import = Command::new(env!("CARGO_BIN_EXE_kilas")).args(["import", stories, "--archive"]).arg(archive).output();
    assert!(import.unwrap().status.success());
    folder
}

/// The program with `arguments` on the archive of a folder.
fn asked(archive: &Folder, arguments: &[&str]) -> CommandBuilder {
    let mut command = kilas();
    command.args(arguments);
    command.arg("--archive");
    command.arg(archive.0.join("archive.db"));
    command
}

fn on(archive: &Folder) -> CommandBuilder {
    asked(archive, &[])
}

#[test]
fn after_a_dropped_line_the_reader_is_where_he_was() {
    let folder = filled("archive");
    let open = || {
        let seat = Seat::new(on(&folder), (80, 24)).listen();
        seat.wait("the frame", |screen| screen.contents().contains("15 stories"));
        seat
    };
    let mut seat = open();
    seat.send(b"jjj");
    seat.send(b"\rjjj");
    let before = seat.settled();
    seat.hang_up();
    seat.end();
    let mut seat = open();
    assert_eq!(seat.settled(), before);
    seat.send(b"Q");
    assert_eq!(seat.end().exit_code(), 0);
}

#[test]
fn that_the_front_page_was_looked_at_is_kept_and_no_other_page() {
    let folder = filled("looked");
    for (key, is_looked) in [(b"S", false), (b"F", true)] {
        let mut seat = Seat::new(on(&folder), (80, 24)).listen();
        seat.wait_text("15 stories");
        let before = seat.settled();
        seat.send(key);
        seat.wait("a page", |screen| screen.contents() != before);
        seat.settled();
        seat.send(b"Q");
        assert_eq!(seat.end().exit_code(), 0);
        let archive = kilas::archive::Archive::open(&folder.0.join("archive.db")).unwrap();
        assert_eq!(archive.looked().unwrap().is_some(), is_looked);
    }
}

#[test]
fn articles_that_are_to_be_kept_are_opened_in_the_archive() {
    let folder = Folder(env::temp_dir().join(format!("kilas-pty-keep-{}", process::id())));
    let mut command = on(&folder);
    command.args(["--keep", concat!(env!("CARGO_MANIFEST_DIR"), "/data/stories")]);
    let mut seat = Seat::new(command, (80, 24)).listen();
    seat.wait("the frame", |screen| screen.contents().contains("15 stories · 15 unread"));
    seat.send(b"Q");
    assert_eq!(seat.end().exit_code(), 0);
    let seat = Seat::new(on(&folder), (80, 24)).listen();
    seat.wait("the frame", |screen| screen.contents().contains("15 stories · 15 unread"));
}

#[test]
fn what_finds_nothing_says_so_at_a_terminal() {
    let folder = filled("nothing");
    for arguments in [&["search", "zzz"][..], &["speakers", "zzz"], &["changes"], &["front", "--least", "99"]] {
        let mut seat = Seat::new(asked(&folder, arguments), (80, 24)).listen();
        seat.wait_text("kilas: nothing found");
        assert_eq!(seat.text().trim(), "kilas: nothing found", "{arguments:?}");
        assert_eq!(seat.end().exit_code(), 1, "{arguments:?}");
    }
}

#[test]
fn a_table_on_a_terminal_says_what_stands_in_its_columns() {
    let folder = filled("names");
    for (arguments, names) in [
        (&["list", "--limit", "1"][..], "PUBLISHED  SOURCE       R S QU SPEAKER          HEADLINE"),
        (&["search", "takraw"], "PUBLISHED  SOURCE       R S QU SPEAKER          HEADLINE"),
        (&["speakers"], "QUOTES STORIES NAME"),
        (&["stats"], "STORIES   UNREAD    STARRED   VERSIONS  SPEAKERS  BYTES        PATH"),
    ] {
        let mut seat = Seat::new(asked(&folder, arguments), (120, 200)).listen();
        seat.wait_text(names);
        assert_eq!(seat.end().exit_code(), 0);
        assert_eq!(seat.text().lines().next(), Some(names), "{arguments:?}");
    }
    // A story is a row however narrow the terminal is.
    let mut narrow = Seat::new(asked(&folder, &["list"]), (64, 200)).listen();
    narrow.wait_text("PUBLISHED");
    assert_eq!(narrow.end().exit_code(), 0);
    assert_eq!(narrow.text().trim_end().lines().count(), 1 + 15);
    let mut none = Seat::new(asked(&folder, &["list", "--limit", "0"]), (120, 200)).listen();
    none.wait_text("nothing found");
    none.end();
    assert!(!none.text().contains("PUBLISHED"), "no names of nothing");
}

#[test]
fn a_search_that_finds_nothing_says_on_a_terminal_what_was_likely_meant() {
    let folder = filled("meant");
    for (arguments, said) in [
        (&["search", "tkaraw"][..], "no story has \"tkaraw\"; did you mean \"takraw\"?"),
        (&["export", "tkaraw"], "no story has \"tkaraw\"; did you mean \"takraw\"?"),
        (&["speakers", "Whitlok"], "no story has \"whitlok\"; did you mean \"whitlock\"?"),
    ] {
        let mut seat = Seat::new(asked(&folder, arguments), (120, 40)).listen();
        seat.wait_text("nothing found");
        assert_eq!(seat.end().exit_code(), 1);
        assert_eq!(seat.text().trim(), format!("kilas: {said}\nkilas: nothing found"), "{arguments:?}");
    }
}

#[test]
fn what_an_archive_that_is_gone_for_good_did_not_keep_is_told_at_the_end() {
    for (language, told) in [
        ("en", ["not kept: ", ": with a star #energi “periksa lagi”", "not kept: 1 story: read"]),
        ("id", ["tidak tersimpan: ", ": berbintang #energi “periksa lagi”", "tidak tersimpan: 1 berita: sudah dibaca"]),
    ] {
        let folder = filled(&format!("gone-{language}"));
        let mut seat = Seat::new(asked(&folder, &["--ui-language", language]), (80, 24)).listen();
        seat.wait_text("15 ");
        seat.settled();
        std::fs::remove_file(folder.0.join("archive.db")).unwrap();
        for keys in [&b"s"[..], b"tenergi\r", b"aperiksa lagi\r", b"jm", b"Q"] {
            seat.send(keys);
        }
        let code = seat.end().exit_code();
        seat.wait_text(told[2]);
        let text = seat.text().replace('\n', "");
        assert!(code == 1 && told.iter().all(|told| text.contains(told)), "{code}: {}", seat.text());
    }
}
