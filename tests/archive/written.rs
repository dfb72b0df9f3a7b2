//! Tags, notes and saved searches: written by keys, found by queries, kept over versions and sessions, taken back.

use std::fs;

use kilas::app::Notice;
use kilas::app::action::Pane;
use kilas::app::annotation::Annotation;
use kilas::app::key::{Input, Key};
use kilas::app::message::{Effect, Message};
use kilas::app::page::{Fact, Topic};
use kilas::app::shelf::Undone;
use kilas::app::story::{Marks, StoryId, Totals};
use kilas::archive::{Archive, Trouble};
use kilas::language::Languages;
use kilas::query::Query;
use kilas::survey;
use kilas::view::Look;
use kilas::view::spoken::Spoken;
use kilas::view::theme::Theme;
use kilas::view::words::Words;
use rusqlite::Connection;

use crate::commands::kilas;
use crate::fixture::{Folder, NOW, article, entries};
use crate::session::{Session, filled};

fn written(tags: &str, note: &str) -> Annotation {
    let mut annotation = Annotation { note: note.to_owned(), ..Annotation::default() };
    annotation.set_tags(tags);
    annotation
}

/// The headlines that a query finds.
fn found(archive: &Archive, query: &str) -> Vec<String> {
    let ids = archive.search(&Query::parse(query).unwrap(), usize::MAX).unwrap().ids;
    ids.into_iter().map(|id| archive.row(id).unwrap().unwrap().headline).collect()
}

fn at(archive: &Archive, position: usize) -> StoryId {
    archive.rows(position, 1).unwrap()[0].id
}

#[test]
fn what_is_written_is_found_and_taken_back() {
    let folder = Folder::new();
    let mut archive = filled(&folder);
    let [first, second] = [at(&archive, 0), at(&archive, 1)];
    archive.annotate(first, &written("Energi tanggul-laut", "Periksa angka 3.000 lagi")).unwrap();
    archive.annotate(second, &written("#enérgi", "")).unwrap();
    for (query, headlines) in [
        ("tag:energi", &["Berita 19", "Berita 18"][..]),
        ("tag:Tanggul-Laut", &["Berita 19"]),
        ("tag:tangg*", &["Berita 19"]),
        ("tag:tangg", &[]),
        ("is:tagged -is:noted", &["Berita 18"]),
        ("is:noted", &["Berita 19"]),
        ("note:\"angka 3.000\"", &["Berita 19"]),
        ("note:ang", &[]),
        ("note:ang*", &["Berita 19"]),
        ("tag:energi -note:periksa paragraf", &["Berita 18"]),
    ] {
        assert_eq!(found(&archive, query), headlines, "{query}");
    }
    assert_eq!(archive.tags().unwrap(), [("Energi".to_owned(), 2), ("tanggul-laut".to_owned(), 1)]);
    // A mark and what is written leave each other alone, and so does taking either back.
    archive.mark(first, Marks { read: true, starred: true }).unwrap();
    assert!(archive.rows(0, 1).unwrap()[0].annotated);
    archive.annotate(first, &written("energi", "")).unwrap();
    assert_eq!(archive.undo().unwrap(), Undone::Story(first));
    assert_eq!(archive.undo().unwrap(), Undone::Story(first));
    let story = archive.story_of(first).unwrap().unwrap();
    assert_eq!(story.annotation, written("Energi tanggul-laut", "Periksa angka 3.000 lagi"));
    assert_eq!(story.marks, Marks::default());
    assert_eq!(archive.undo().unwrap(), Undone::Story(second));
    assert_eq!(found(&archive, "tag:energi"), ["Berita 19"]);
    assert_eq!(archive.check().unwrap(), [""; 0]);
}

#[test]
fn a_new_version_keeps_it_and_a_prune_spares_it() {
    let folder = Folder::new();
    let mut archive = filled(&folder);
    let id = at(&archive, 4);
    archive.annotate(id, &written("energi", "Lihat lagi")).unwrap();
    archive.mark(id, Marks { read: true, starred: false }).unwrap();
    archive
        .add(entries([article("s:15", "2024-03-16", "Berita 15, lengkap", "Isi yang baru dari Sagara.")]), NOW)
        .unwrap();
    assert_eq!(found(&archive, "tag:energi note:lagi is:unread"), ["Berita 15, lengkap"]);
    assert_eq!(archive.prune(NOW).unwrap(), 19);
    let story = archive.story(0).unwrap().unwrap();
    assert_eq!((story.article.uri.as_str(), story.annotation), ("s:15", written("energi", "Lihat lagi")));
    assert_eq!(archive.check().unwrap(), [""; 0]);
}

/// What is marked and written comes along with an export where that is asked for, and takes nothing away where it
/// arrives.
#[test]
fn marks_travel_from_one_archive_to_another() {
    let [here, there] = [Folder::new(), Folder::new()];
    let mut archive = filled(&here);
    let [first, second, third] = [0, 1, 2].map(|position| at(&archive, position));
    archive.mark(first, Marks { read: true, starred: true }).unwrap();
    archive.annotate(first, &written("energi pajak", "Tanya Rahma")).unwrap();
    archive.mark(second, Marks { read: true, starred: false }).unwrap();
    archive.annotate(third, &written("laut", "")).unwrap();
    let (code, out, _) = kilas(&here.file(), &["export"]);
    assert!(code == 0 && !out.contains("reader") && !out.contains("Rahma"), "private unless asked for");
    let (_, out, _) = kilas(&here.file(), &["export", "--marks", "--format", "markdown", "tag:pajak"]);
    assert!(out.contains("2024-03-20 · ★ · \\#energi · \\#pajak*\n\n✎ Tanya Rahma\n"), "{out}");
    let saved = there.path().join("saved.jsonl");
    fs::write(&saved, kilas(&here.file(), &["export", "--marks"]).1).unwrap();

    let mut other = there.archive();
    other.add(entries([article("s:19", "2024-03-20", "Berita 19", "Isi lain.")]), NOW).unwrap();
    other.annotate(at(&other, 0), &written("energi banjir", "Sudah dibaca Budi")).unwrap();
    drop(other);
    // Whoever publishes a story cannot mark it.
    assert_eq!(kilas(&there.file(), &["import", saved.to_str().unwrap()]).0, 0);
    assert_eq!(found(&there.archive(), "is:starred"), [""; 0]);
    assert_eq!(there.archive().totals().unread, 20);
    for _ in 0..2 {
        assert_eq!(kilas(&there.file(), &["import", "--marks", saved.to_str().unwrap()]).0, 0);
        let other = there.archive();
        let story = |position| other.story(position).unwrap().unwrap();
        assert_eq!(story(0).marks, Marks { read: true, starred: true });
        assert_eq!(story(0).annotation, written("banjir energi pajak", "Sudah dibaca Budi · Tanya Rahma"));
        assert_eq!(found(&other, "tag:pajak note:rahma note:budi is:starred"), ["Berita 19"]);
        assert_eq!((story(1).marks.read, story(2).annotation.clone()), (true, written("laut", "")));
        assert_eq!((other.totals().stories, other.totals().unread), (20, 18));
        assert_eq!(other.check().unwrap(), [""; 0]);
    }
    // And back: nothing is said twice.
    fs::write(&saved, kilas(&there.file(), &["export", "--marks"]).1).unwrap();
    drop(archive);
    assert_eq!(kilas(&here.file(), &["import", "--marks", saved.to_str().unwrap()]).0, 0);
    let note = here.archive().story(0).unwrap().unwrap().annotation.note;
    assert_eq!(note, "Sudah dibaca Budi · Tanya Rahma");
}

#[test]
fn keys_write_tags_and_notes() {
    let folder = Folder::new();
    let mut session = Session::open(filled(&folder));
    let annotation = |session: &Session| session.state.reading.story.as_ref().unwrap().annotation.clone();
    session.press("t").write("energi #pajak").press("Enter a").write("  Tanya Rahma ").press("Enter");
    assert_eq!(annotation(&session), written("energi pajak", "Tanya Rahma"));
    // What is there is mended, not typed anew; and Esc leaves it.
    session.press("t").write("laut").press("Enter t").write("lain").press("Esc");
    assert_eq!(annotation(&session).tags, ["energi", "laut", "pajak"]);
    session.press("a Ctrl-u Enter");
    assert_eq!(annotation(&session).note, "");
    session.press("U U");
    assert_eq!(annotation(&session), written("energi pajak", "Tanya Rahma"));
    session.press("j");
    assert_eq!(annotation(&session), Annotation::default());
    // With all of it taken out by the keys it is gone, though a Backspace too many was typed.
    session.press("k t Ctrl-u Backspace Enter");
    assert_eq!(annotation(&session).tags, [""; 0]);
    // Those of other stories are offered, the one of most stories first.
    session.press("j t").write("pasar panen").press("Enter j t").write("panen").press("Enter j t").write("p");
    assert_eq!(session.state.prompt.as_ref().unwrap().offer(), Some("anen"));
    session.press("Tab").write("p").press("Tab Enter");
    assert_eq!(annotation(&session).tags, ["panen", "pasar"]);
    session.press("U U U k k k");
    drop(session);
    assert_eq!(folder.archive().story(0).unwrap().unwrap().annotation, written("", "Tanya Rahma"));
}

#[test]
fn a_search_is_saved_and_come_back_to() {
    let folder = Folder::new();
    let mut session = Session::open(filled(&folder));
    session.press("+");
    assert_eq!(session.state.notice, Some(Notice::NoSearch));
    session.press("/").write("headline:berita after:2024-03-19").press("Enter +");
    let query = "headline:berita after:2024-03-19";
    assert_eq!(session.state.notice, Some(Notice::SearchKept(query.into())));
    session.press("m Esc t").write("energi").press("Enter");
    let asked = session.tell(Message::Input(Input::Key(Key::char('L'))));
    assert_eq!(asked, [Effect::Page(Topic::Kept)]);
    let page = |session: &Session| survey::page(&session.shelved.archive, &Topic::Kept, &Languages::new()).unwrap();
    let (items, of) = page(&session);
    let totals = Totals { stories: 2, unread: 1, query: Some(query.into()), more: false };
    assert_eq!(items[0].facts, [Fact::Found(totals)]);
    assert_eq!((items[1].words.as_str(), items[1].count), ("#energi", Some((1, 1))));
    session.tell(Message::Page { topic: Topic::Kept, items, of });
    // No longer saved, and saved again.
    session.press("+");
    assert_eq!(session.state.notice, Some(Notice::SearchForgotten(query.into())));
    // The page comes again without it, and what was done is still said.
    let (items, of) = page(&session);
    assert_eq!(items.len(), 1);
    session.tell(Message::Page { topic: Topic::Kept, items: items.clone(), of });
    assert_eq!(session.state.notice, Some(Notice::SearchForgotten(query.into())));
    // With nothing on it there is no page.
    session.press("L");
    session.tell(Message::Page { topic: Topic::Kept, items: Vec::new(), of: 0 });
    assert_eq!((session.state.focus, session.state.pages.len()), (Pane::Stories, 0));
    session.press("L");
    session.tell(Message::Page { topic: Topic::Kept, items, of });
    session.press("U");
    assert_eq!(session.state.notice, Some(Notice::SearchKept(query.into())));
    let (items, of) = page(&session);
    session.tell(Message::Page { topic: Topic::Kept, items, of });
    session.press("Enter");
    assert_eq!(session.state.list.totals.query.as_deref(), Some(query));
    assert_eq!(session.in_view(), ["Berita 19", "Berita 18"]);
}

#[test]
fn without_an_archive_nothing_is_asked_for_that_would_be_lost() {
    let folder = Folder::new();
    let mut session = Session::open(filled(&folder));
    session.state.keeps = false;
    for key in ["t", "a", "+"] {
        session.press(key);
        assert_eq!((&session.state.notice, &session.state.prompt), (&Some(Notice::KeepsNothing), &None), "{key}");
    }
}

/// Where not even the files beside an archive of the first form can be made, it is read as it is.
#[test]
fn an_archive_of_the_first_form_that_may_only_be_read_is_read() {
    let folder = Folder::new();
    drop(filled(&folder));
    first_form(&folder);
    fs::create_dir_all(folder.file().with_extension("db-journal").join("in the way")).unwrap();
    let mut archive = folder.archive();
    assert_eq!(archive.read_only.as_deref(), Some("it may only be read"));
    assert_eq!((found(&archive, "headline:berita").len(), found(&archive, "tag:a").len()), (20, 0));
    assert_eq!((archive.tags().unwrap(), archive.searches().unwrap()), (Vec::new(), Vec::new()));
    let id = at(&archive, 0);
    for done in [archive.annotate(id, &written("a", "")), archive.mark(id, Marks::default())] {
        assert!(matches!(done, Err(Trouble::ReadOnly(..))), "{done:?}");
    }
}

/// Makes of the archive in a folder what the first kilas would have made.
fn first_form(folder: &Folder) {
    let back = "DROP TABLE names; DROP TABLE tags; DROP TABLE notes; DROP TABLE searches; ALTER TABLE changes DROP COLUMN kind;
        PRAGMA user_version = 1; PRAGMA journal_mode = DELETE;";
    Connection::open(folder.file()).unwrap().execute_batch(back).unwrap();
}

/// An archive as the first kilas made it is brought up to date with all that is in it.
#[test]
fn an_archive_of_the_first_form_is_brought_up_to_date() {
    let folder = Folder::new();
    let mut archive = filled(&folder);
    archive.mark(at(&archive, 0), Marks { read: true, starred: true }).unwrap();
    drop(archive);
    first_form(&folder);

    let mut archive = folder.archive();
    assert_eq!(archive.undo().unwrap(), Undone::Story(at(&archive, 0)));
    let id = at(&archive, 0);
    archive.annotate(id, &written("energi", "")).unwrap();
    assert_eq!(found(&archive, "tag:energi"), ["Berita 19"]);
    assert_eq!(archive.check().unwrap(), [""; 0]);
}

#[test]
fn scripts_see_what_is_written() {
    let folder = Folder::new();
    let mut archive = filled(&folder);
    let id = at(&archive, 0);
    archive.annotate(id, &written("energi pajak", "Tanya, \"Rahma\"")).unwrap();
    assert!(archive.toggle_search("headline:berita is:unread").unwrap());
    drop(archive);
    let (code, out, _) = kilas(&folder.file(), &["search", "tag:pajak", "--format", "csv"]);
    assert_eq!(code, 0);
    assert!(out.trim_end().ends_with(",energi pajak,\"Tanya, \"\"Rahma\"\"\""), "{out}");
    let (code, out, _) = kilas(&folder.file(), &["saved", "--format", "csv"]);
    let lines = [
        "kind,stories,unread,query",
        "search,20,20,headline:berita is:unread",
        "tag,1,1,tag:energi",
        "tag,1,1,tag:pajak",
    ];
    assert_eq!((code, out.lines().collect::<Vec<_>>()), (0, lines.to_vec()));
}

#[test]
fn what_is_written_is_heard_once_wherever_the_reader_is() {
    let folder = Folder::new();
    let mut session = Session::open(filled(&folder));
    let look = Look { theme: Theme::named("plain").unwrap(), words: Words::new("en").unwrap() };
    let mut spoken = Spoken::default();
    let mut heard = |session: &Session| {
        let said = spoken.say(&session.state, &look);
        said.lines().filter(|line| line.starts_with("Tags") || line.starts_with("Your")).collect::<Vec<_>>().join("|")
    };
    session.press("t").write("energi").press("Enter");
    assert_eq!(heard(&session), "Tags: energi");
    session.press("a").write("hitung").press("Enter");
    assert_eq!(heard(&session), "Tags: energi|Your note: hitung");
    session.press("Enter");
    assert_eq!(heard(&session), "");
    session.press("a").write(" lagi").press("Enter");
    assert_eq!(heard(&session), "Tags: energi|Your note: hitung lagi");
    session.press("J");
    assert_eq!(heard(&session), "");
    session.press("K");
    assert_eq!(heard(&session), "Tags: energi|Your note: hitung lagi");
}
