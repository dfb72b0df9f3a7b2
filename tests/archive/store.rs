//! Taking in, versions, taking out, files that are something else.

use std::fs;

use kilas::app::story::Marks;
use kilas::archive::{Added, Archive, Trouble};
use kilas::article::Article;
use kilas::query::Query;

use crate::fixture::{Folder, NOW, article, entries};

fn rice(body: &str) -> Article {
    article("warta:1", "2024-07-05T09:00:00+07:00", "Harga beras turun", body)
}

const FIRST: &str = "Harga beras di Sagara turun.\n\n\"Stok cukup,\" kata Kepala Dinas Siti Rahma.";
const SECOND: &str = "Harga beras di Sagara naik.\n\n\"Stok habis,\" kata Direktur Budi Lestari.";

#[test]
fn a_story_comes_back_as_it_was_and_only_once() {
    let folder = Folder::new();
    let article = rice(FIRST);
    let added = folder.archive().add(entries([article.clone(), article.clone()]), NOW).unwrap();
    assert_eq!(added, Added { stories: 1, versions: 0, known: 1 });
    let mut archive = folder.archive();
    assert_eq!(archive.add(entries([article.clone()]), NOW).unwrap().known, 1);
    let story = archive.story(0).unwrap().unwrap();
    assert_eq!(*story.article, article);
    assert_eq!(story.briefing.quotes.len(), 1);
    assert!(archive.story(1).unwrap().is_none());
    assert_eq!(archive.check().unwrap(), [""; 0]);
}

#[test]
fn a_part_never_takes_the_place_of_the_whole() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let mut part = rice("Harga beras di Sagara turun.");
    part.status.partial = true;
    assert_eq!(archive.add(entries([part.clone()]), NOW).unwrap().stories, 1);
    assert_eq!(archive.add(entries([rice(FIRST)]), NOW).unwrap().versions, 1);
    assert_eq!(archive.add(entries([part]), NOW).unwrap(), Added { stories: 0, versions: 0, known: 1 });
    assert_eq!(archive.story(0).unwrap().unwrap().article.body, FIRST);
    assert_eq!(archive.check().unwrap(), [""; 0]);
}

#[test]
fn another_text_under_the_same_uri_is_a_new_version_to_be_read_again() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    archive.add(entries([rice(FIRST)]), NOW).unwrap();
    archive.mark(archive.rows(0, 1).unwrap()[0].id, Marks { read: true, starred: true }).unwrap();
    let added = archive.add(entries([rice(SECOND), rice(SECOND), rice(FIRST)]), NOW).unwrap();
    assert_eq!(added, Added { stories: 0, versions: 2, known: 1 });
    let stats = archive.stats().unwrap();
    assert_eq!((stats.stories, stats.unread, stats.starred, stats.versions), (1, 1, 1, 3));
    let story = archive.story(0).unwrap().unwrap();
    assert_eq!(story.article.body, FIRST);
    let found = |query: &str| archive.search(&Query::parse(query).unwrap(), usize::MAX).unwrap().ids.len();
    assert_eq!((found("cukup"), found("habis"), found("speaker:rahma"), found("speaker:lestari")), (1, 0, 1, 0));
    assert_eq!(archive.check().unwrap(), [""; 0]);
}

#[test]
fn articles_without_a_name_are_told_apart_by_their_words() {
    let folder = Folder::new();
    let unnamed = |uri: &str, body| kilas::article::Article { is_named: false, uri: uri.into(), ..rice(body) };
    let added = folder
        .archive()
        .add(entries([unnamed("a.txt", FIRST), unnamed("b.txt", FIRST), unnamed("a.txt", SECOND)]), NOW)
        .unwrap();
    assert_eq!(added, Added { stories: 2, versions: 0, known: 1 });
}

#[test]
fn old_stories_are_taken_out_and_starred_ones_stay() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let old = |n: usize| article(&format!("old:{n}"), "2020-01-01", "Lama", &format!("{n} {FIRST}"));
    archive.add(entries((0..1_500).map(old).chain([rice(SECOND)])), NOW).unwrap();
    archive.mark(archive.rows(700, 1).unwrap()[0].id, Marks { read: false, starred: true }).unwrap();
    assert_eq!(archive.prune(NOW - 90 * 86_400).unwrap(), 1_499);
    let stats = archive.stats().unwrap();
    assert_eq!((stats.stories, stats.versions, stats.speakers), (2, 2, 2));
    assert_eq!(archive.check().unwrap(), [""; 0]);
    assert_eq!(archive.prune(NOW - 90 * 86_400).unwrap(), 0);
}

#[test]
fn a_story_that_cannot_be_read_is_told_of_and_goes_with_all_that_is_counted_of_it() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let old = |n: usize| article(&format!("old:{n}"), "2020-01-01", "Lama", &format!("{n} {FIRST}"));
    archive.add(entries((0..3).map(old)), NOW).unwrap();
    let damage = "UPDATE texts SET briefing = substr(briefing, 1, 9) WHERE id = 2";
    rusqlite::Connection::open(folder.file()).unwrap().execute_batch(damage).unwrap();
    assert_eq!(archive.check().unwrap(), ["texts that cannot be read: 1"]);
    archive.mark(archive.rows(0, 1).unwrap()[0].id, Marks { read: false, starred: true }).unwrap();
    assert_eq!(archive.prune(NOW).unwrap(), 2);
    assert_eq!(archive.check().unwrap(), [""; 0]);
    assert_eq!(archive.stats().unwrap().speakers, 1);
}

#[test]
fn what_a_prune_that_was_broken_off_left_is_given_back_by_the_next() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let new = |n: usize| article(&format!("new:{n}"), "2026-01-01", "Baru", &format!("{n} {FIRST}"));
    archive.add(entries((0..100).map(new)), NOW).unwrap();
    archive.prune(0).unwrap();
    let length = || fs::metadata(folder.file()).unwrap().len();
    let before = length();
    let empty =
        "CREATE TABLE much AS SELECT zeroblob(4000000) AS bytes; DROP TABLE much; PRAGMA wal_checkpoint(TRUNCATE);";
    rusqlite::Connection::open(folder.file()).unwrap().execute_batch(empty).unwrap();
    assert!(length() > before + 4_000_000);
    assert_eq!(archive.prune(0).unwrap(), 0);
    assert!(length() <= before, "{} of {before}", length());
    assert_eq!(archive.check().unwrap(), [""; 0]);
}

#[test]
#[cfg(unix)]
fn nobody_else_may_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let mut archive = folder.archive();
    archive.add(entries([rice(FIRST)]), NOW).unwrap();
    let deep = folder.path().join("deep");
    let files: Vec<_> = fs::read_dir(&deep).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
    assert_eq!(deep.metadata().unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn what_is_no_archive_is_left_alone() {
    let folder = Folder::new();
    let path = folder.path().join("letter");
    assert!(matches!(Archive::open(&path), Err(Trouble::Missing(_))));
    fs::write(&path, "Dear reader, this is a letter and no database, as long as that may be.".repeat(20)).unwrap();
    assert!(matches!(Archive::open(&path), Err(Trouble::NotAnArchive(_))));
    assert!(matches!(Archive::open_or_make(&path), Err(Trouble::NotAnArchive(_))));
    assert!(matches!(Archive::open(folder.path()), Err(Trouble::NotAnArchive(_))));
    let other = folder.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE notes (text)").unwrap();
    assert!(matches!(Archive::open_or_make(&other), Err(Trouble::NotAnArchive(_))));
    let tables: i64 = rusqlite::Connection::open(&other)
        .unwrap()
        .query_one("SELECT count(*) FROM sqlite_schema", (), |row| row.get(0))
        .unwrap();
    assert_eq!(tables, 1);
}

#[test]
fn an_import_leaves_no_empty_pages() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    archive.begin_import().unwrap();
    for batch in 0..150 {
        let story = |n: usize| {
            let words: String =
                (0..600).map(|word| format!("kata{} ", (batch * 31 + n * 17 + 1) * (word + 1) % 9973)).collect();
            article(&format!("warta:{batch}-{n}"), "2024-07-05", "Harga beras turun", &words)
        };
        archive.add(entries((0..4).map(story)), NOW).unwrap();
    }
    let pages = |what: &str| -> i64 {
        let db = rusqlite::Connection::open(folder.file()).unwrap();
        db.pragma_query_value(None, what, |row| row.get(0)).unwrap()
    };
    let before = pages("freelist_count");
    archive.end_import().unwrap();
    assert!(before > 0 && pages("freelist_count") == 0, "{before} before");
    assert_eq!(archive.check().unwrap(), [""; 0]);
}

#[test]
fn what_a_newer_program_made_is_read_and_not_written() {
    let folder = Folder::new();
    folder.archive().add(entries([rice(FIRST)]), NOW).unwrap();
    let newer = |sql| rusqlite::Connection::open(folder.file()).unwrap().execute_batch(sql).unwrap();
    newer("PRAGMA user_version = 99");
    let mut archive = folder.archive();
    let reason = archive.read_only.clone().unwrap();
    assert!(reason.starts_with("made by a newer kilas (form 99, this one knows "), "{reason}");
    assert_eq!(archive.story(0).unwrap().unwrap().article.body, FIRST);
    assert!(matches!(archive.add(entries([rice(SECOND)]), NOW), Err(Trouble::ReadOnly(..))));
    newer("DROP TABLE blocks");
    assert!(matches!(Archive::open(&folder.file()), Err(Trouble::Newer { form: 99, .. })));
}

#[test]
fn damage_is_said_and_costs_only_the_story() {
    let folder = Folder::new();
    folder.archive().add(entries([rice(FIRST), article("b", "2024-07-01", "Lain", SECOND)]), NOW).unwrap();
    let damage = "UPDATE texts SET briefing = x'00ff' WHERE uri = 'b'; UPDATE blocks SET unread = unread + 1";
    rusqlite::Connection::open(folder.file()).unwrap().execute_batch(damage).unwrap();
    let archive = folder.archive();
    assert!(archive.story(0).unwrap().is_some());
    assert!(matches!(archive.story(1), Err(Trouble::Damaged(..))));
    assert_eq!(archive.check().unwrap(), ["texts that cannot be read: 1", "the list is counted wrong"]);
}

#[test]
fn two_programs_see_what_the_other_did() {
    let folder = Folder::new();
    let (mut one, mut other) = (folder.archive(), folder.archive());
    one.add(entries([rice(FIRST)]), NOW).unwrap();
    other.add(entries([rice(FIRST), article("b", "2024-07-01", "Lain", SECOND)]), NOW).unwrap();
    one.mark(one.rows(0, 1).unwrap()[0].id, Marks { read: true, starred: false }).unwrap();
    assert!(other.refresh().unwrap());
    assert!(!other.refresh().unwrap());
    assert_eq!((other.totals().stories, other.totals().unread), (2, 1));
    assert_eq!(one.check().unwrap(), [""; 0]);
}

/// SQLite's own check reads the index by what its connection remembers of it.
#[test]
fn an_index_that_another_program_wrote_anew_is_whole() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    archive.add(entries([rice(FIRST)]), NOW).unwrap();
    archive.add(entries([article("b", "2024-07-01", "Lain", SECOND)]), NOW).unwrap();
    let query = Query::parse("stok").unwrap();
    assert_eq!(archive.search(&query, 9).unwrap().ids.len(), 2);
    let merge = "INSERT INTO words (words) VALUES ('optimize')";
    rusqlite::Connection::open(folder.file()).unwrap().execute_batch(merge).unwrap();
    assert_eq!(archive.check().unwrap(), [""; 0]);
}

#[test]
fn copies_in_a_batch_are_one_story_and_cost_no_more_than_others() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let text = |number: usize| Article { is_named: false, ..article("", "", "Kabar", &format!("Kabar {number}.")) };
    let mut took = |numbers: &[usize]| {
        let entries = entries(numbers.iter().map(|number| text(*number)));
        let begun = std::time::Instant::now();
        let added = archive.add(entries, NOW).unwrap();
        ((added.stories, added.known), begun.elapsed())
    };
    let (added, of_others) = took(&(1..2_000).collect::<Vec<_>>());
    assert_eq!(added, (1_999, 0));
    let (added, of_copies) = took(&[0; 2_000]);
    assert_eq!(added, (1, 1_999));
    assert!(of_copies < 3 * of_others, "{of_copies:?}, of others {of_others:?}");
    assert_eq!(took(&[0, 3_000, 0, 3_000]).0, (1, 3));
}

#[test]
fn versions_in_a_batch_follow_each_other_in_their_order() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let said = |body: &str| article("a", "2024-03-01", "Kabar", body);
    let added = archive.add(entries(["satu", "satu", "dua", "dua", "satu"].map(said)), NOW).unwrap();
    assert_eq!((added.stories, added.versions, added.known), (1, 2, 2));
    let id = archive.rows(0, 1).unwrap()[0].id;
    let bodies: Vec<String> = archive.versions(id, 9).unwrap().into_iter().map(|(article, _)| article.body).collect();
    assert_eq!(bodies, ["satu", "dua", "satu"]);
}
