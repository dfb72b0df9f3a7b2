//! The list and searches held against a plain list of the same stories.

use std::time::Duration;

use jiff::ToSpan as _;
use kilas::app::list::Next;
use kilas::app::message::{Which, Window};
use kilas::app::place::Place;
use kilas::app::shelf::{Shelf as _, Undone};
use kilas::app::story::{Marks, Row, StoryId};
use kilas::app::today::Today;
use kilas::archive::{Archive, Shelved};
use kilas::article::Article;
use kilas::query::Query;

use crate::fixture::{Folder, NOW, Random, article, entries};

/// A story as the plain list has it.
struct Plain {
    number: usize,
    read: bool,
    quoted: bool,
}

const STORIES: usize = 3_000;

/// Stories of random hours, in random order, some of the same hour; every third has a quotation.
fn stories(random: &mut Random) -> Vec<(String, Article)> {
    (0..STORIES)
        .map(|number| {
            let (day, hour) = (1 + random.below(28), random.below(24));
            let published = format!("2024-02-{day:02}T{hour:02}:00:00Z");
            let said = if number % 3 == 0 { "\n\n\"Kami siap,\" kata Siti Rahma." } else { "" };
            let body = format!("Berita nomor {number} dari Sagara.{said}");
            (published.clone(), article(&format!("s:{number}"), &published, &format!("Nomor {number}"), &body))
        })
        .collect()
}

fn number(archive: &Archive, at: usize) -> usize {
    archive.rows(at, 1).unwrap()[0].headline.trim_start_matches("Nomor ").parse().unwrap()
}

/// An archive and the list it should be.
fn filled(folder: &Folder) -> (Archive, Vec<Plain>) {
    let mut archive = folder.archive();
    let stories = stories(&mut Random(7));
    // In batches, so that blocks are cut in the middle and at the end.
    for batch in stories.chunks(700) {
        archive.add(entries(batch.iter().map(|(_, article)| article.clone())), NOW).unwrap();
    }
    let mut order: Vec<(String, usize)> = stories.into_iter().map(|(published, _)| published).zip(0..).collect();
    order.sort();
    let plain = order.into_iter().rev().map(|(_, number)| Plain { number, read: false, quoted: number % 3 == 0 });
    (archive, plain.collect())
}

/// The day that the head of the text shows, of its newest version, and none where none was told.
#[test]
fn a_row_has_the_day_and_the_source_of_its_story() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let told = |uri, published, source: Option<&str>| Article {
        source: source.map(str::to_owned),
        ..article(uri, published, uri, &format!("Berita dari Sagara, {published}."))
    };
    let late = "2024-02-02T23:30:00-08:00";
    let first = [told("a", "2024-02-01", Some("Warta")), told("b", late, None), told("c", "", Some("Harian"))];
    archive.add(entries(first), NOW).unwrap();
    archive.add(entries([told("a", "2024-02-05T10:00:00", Some("Sagara"))]), NOW).unwrap();
    let rows = archive.rows(0, 3).unwrap();
    let shown = |row: &Row| (row.published.map(|p| p.to_string()), row.source.clone());
    let some = |text: &str| Some(text.to_owned());
    let expected = [(None, some("Harian")), (some("2024-02-05T10:00:00"), some("Sagara")), (some(late), None)];
    assert_eq!(rows.iter().map(shown).collect::<Vec<_>>(), expected);
    for (at, row) in rows.iter().enumerate() {
        let story = archive.story(at).unwrap().unwrap();
        assert_eq!(shown(row), (story.article.published.map(|p| p.to_string()), story.article.source.clone()));
        assert_eq!(archive.row(row.id).unwrap().as_ref(), Some(row), "as a search lists it");
    }
}

#[test]
fn every_window_is_the_part_of_the_list_it_should_be() {
    let folder = Folder::new();
    let (archive, plain) = filled(&folder);
    assert_eq!(archive.totals().stories, STORIES);
    let numbers = |from: usize, count| -> Vec<usize> {
        let rows = archive.rows(from, count).unwrap();
        rows.iter().map(|row| row.headline.trim_start_matches("Nomor ").parse().unwrap()).collect()
    };
    for (from, count) in [(0, 40), (500, 600), (1_020, 10), (2_990, 40), (3_000, 5), (0, STORIES)] {
        let expected: Vec<usize> = plain.iter().skip(from).take(count).map(|story| story.number).collect();
        assert_eq!(numbers(from, count), expected, "{count} from {from}");
    }
    for at in (0..STORIES).step_by(37) {
        let id = archive.rows(at, 1).unwrap()[0].id;
        assert_eq!(archive.position(id).unwrap(), Some(at));
        assert_eq!(archive.story(at).unwrap().unwrap().id, id);
    }
}

#[test]
fn the_way_to_the_next_of_a_kind_is_that_of_a_plain_list() {
    let folder = Folder::new();
    let (mut archive, mut plain) = filled(&folder);
    let mut random = Random(11);
    // All read but a few.
    archive.read_up_to(archive.rows(STORIES - 1, 1).unwrap()[0].id).unwrap();
    plain.iter_mut().for_each(|story| story.read = true);
    for _ in 0..5 {
        let at = random.below(STORIES);
        archive.mark(archive.rows(at, 1).unwrap()[0].id, Marks { read: false, starred: false }).unwrap();
        plain[at].read = false;
    }
    assert_eq!(archive.totals().unread, plain.iter().filter(|story| !story.read).count());
    for _ in 0..200 {
        let (from, forward) = (random.below(STORIES), random.below(2) == 0);
        for which in [Which::Any, Which::Unread, Which::Quoted] {
            let expected = (1..=STORIES).find_map(|step| {
                let at = (from + if forward { step } else { STORIES - step }) % STORIES;
                let fits = match which {
                    Which::Any => true,
                    Which::Unread => !plain[at].read,
                    Which::Quoted => plain[at].quoted,
                };
                fits.then_some((at, if forward { at <= from } else { at >= from }))
            });
            assert_eq!(archive.beyond(from, forward, which).unwrap(), expected, "{from} {forward} {which:?}");
        }
    }
    assert_eq!(archive.check().unwrap(), [""; 0]);
}

#[test]
fn undo_takes_back_a_whole_change_in_another_session_too() {
    let folder = Folder::new();
    let (mut archive, _) = filled(&folder);
    let id = |archive: &Archive, at: usize| archive.rows(at, 1).unwrap()[0].id;
    let star = Marks { read: false, starred: true };
    archive.mark(id(&archive, 5), star).unwrap();
    archive.read_up_to(id(&archive, 1_500)).unwrap();
    assert_eq!(archive.totals().unread, STORIES - 1_501);
    drop(archive);
    let mut archive = folder.archive();
    // The story the reader was at.
    assert_eq!(archive.undo().unwrap(), Undone::Story(id(&archive, 1_500)));
    assert_eq!(archive.totals().unread, STORIES);
    assert_eq!(archive.rows(5, 1).unwrap()[0].marks, star);
    assert_eq!(archive.undo().unwrap(), Undone::Story(id(&archive, 5)));
    assert_eq!(archive.rows(5, 1).unwrap()[0].marks, Marks::default());
    assert_eq!(archive.undo().unwrap(), Undone::Nothing);
    assert_eq!(archive.check().unwrap(), [""; 0]);
}

/// What is found when the time is out are the newest of all that is found.
#[test]
fn a_search_that_is_cut_goes_on_where_the_first_page_is_shown() {
    let folder = Folder::new();
    let (archive, _) = filled(&folder);
    let query = Query::parse("nomor").unwrap();
    let all = archive.search(&query, Archive::LISTED).unwrap();
    let some = archive.search_within(&query, Archive::LISTED, Duration::ZERO).unwrap();
    assert!(some.is_cut && some.more && !all.is_cut && some.ids.len() < all.ids.len());
    assert!(some.ids.is_sorted_by(|a, b| a > b));
    let mut steps = 0;
    let stopped = archive.search_until(&query, Archive::LISTED, move || {
        steps += 1;
        steps > 1
    });
    assert!(stopped.unwrap().is_cut);
    assert_eq!(archive.search(&query, Archive::LISTED).unwrap(), all, "nothing stops the next");
    let mut shelved = Shelved::new(archive);
    shelved.patience = Duration::ZERO;
    shelved.find(Some("nomor")).unwrap();
    assert!(shelved.totals().more && shelved.totals().stories < all.ids.len());
    assert_eq!(shelved.to_finish().as_deref(), Some("nomor"));
    assert_eq!(shelved.to_finish(), None, "asked for once");
    assert!(shelved.awaits("nomor") && !shelved.awaits("nomor 1"));
    assert!(!shelved.finish("nomor 1", all.clone()), "another query's");
    assert!(shelved.finish("nomor", all.clone()) && !shelved.awaits("nomor"));
    assert_eq!(shelved.refresh(), Ok(true), "the session is told");
    assert_eq!((shelved.totals().stories, shelved.totals().more), (all.ids.len(), all.more));
    assert_eq!(shelved.to_finish(), None);
}

fn found(archive: &Archive, query: &str) -> Vec<String> {
    let ids = archive.search(&Query::parse(query).unwrap(), usize::MAX).unwrap().ids;
    ids.into_iter().map(|id| archive.listed(id).unwrap().unwrap().uri).collect()
}

#[test]
fn queries_find_what_they_say() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let with = |uri: &str, published: &str, headline: &str, body: &str, source: &str| Article {
        source: Some(source.to_owned()),
        ..article(uri, published, headline, body)
    };
    archive
        .add(
            entries([
                with(
                    "banjir",
                    "2024-07-05",
                    "Banjir di Sagara",
                    "Tanggul laut jebol.\n\n\"Warga sudah mengungsi,\" kata Gubernur Siti Rahma.",
                    "Kabar Kota",
                ),
                with(
                    "sepak",
                    "2024-07-02",
                    "Sepak bola",
                    "Pertandingan di tanggul. Angin laut tenang, kata Budi Lestari.\n\nPelabuhan Élan ramai.",
                    "Harian Laut",
                ),
                with("beras", "2023-12-31", "Harga beras", "Anak-anak warga Sagara gembira.", "Kabar Kota"),
                Article {
                    language: "pt-BR".into(),
                    ..with("pt", "2024-07-06", "Chuva", "A praia está cheia.", "Praia")
                },
            ]),
            NOW,
        )
        .unwrap();
    let id = archive.rows(1, 1).unwrap()[0].id;
    archive.mark(id, Marks { read: true, starred: true }).unwrap();
    for (query, uris) in [
        ("banjir", &["banjir"][..]),
        ("BANJIR sagara", &["banjir"]),
        ("\"tanggul laut\"", &["banjir"]),
        ("tanggul laut", &["banjir", "sepak"]),
        ("tanggul laut -sepak", &["banjir"]),
        ("-sagara", &["pt", "sepak"]),
        ("pelab*", &["sepak"]),
        ("pelab", &[]),
        ("elan", &["sepak"]),
        ("Está", &["pt"]),
        ("anak-anak", &["beras"]),
        ("speaker:rahma", &["banjir"]),
        ("speaker:gubernur quote:warga", &["banjir"]),
        ("quote:tanggul", &[]),
        ("source:kota -banjir", &["beras"]),
        ("lang:pt", &["pt"]),
        ("headline:sagara", &["banjir"]),
        ("after:2024-07-05", &["pt", "banjir"]),
        ("after:2024 before:2024-07-05", &["sepak"]),
        ("before:2024", &["beras"]),
        ("is:starred", &["banjir"]),
        ("sagara is:unread", &["beras"]),
        ("is:read", &["banjir"]),
        ("-is:read after:2024", &["pt", "sepak"]),
    ] {
        let mut got = found(&archive, query);
        let mut expected: Vec<String> = uris.iter().map(|uri| (*uri).to_owned()).collect();
        got.sort();
        expected.sort();
        assert_eq!(got, expected, "{query}");
    }
    // The headline weighs more than the text, and of equals the newer comes first.
    assert_eq!(found(&archive, "sagara"), ["banjir", "beras"]);
}

#[test]
fn a_day_in_a_query_is_the_one_that_the_story_tells() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let day = |uri: &str, published: &str| article(uri, published, "Kabar", "Kabar.");
    let stories = [
        day("jakarta", "2024-07-05T05:30:00+07:00"),
        day("kiribati", "2024-07-05T00:00:00+14:00"),
        day("new york", "2024-07-04T23:30:00-04:00"),
        day("day", "2024-07-05"),
        day("later", "2024-07-06T01:00:00+07:00"),
    ];
    archive.add(entries(stories), NOW).unwrap();
    // None tells its own: the day it was taken in.
    archive.add(entries([day("none", "")]), NOW - 5 * 86_400).unwrap();
    for (query, uris) in [
        ("after:2024-07-05", &["day", "jakarta", "kiribati", "later", "none"][..]),
        ("before:2024-07-05", &["new york"]),
        ("after:2024-07-06 kabar", &["later"]),
        ("before:2024-07-06 kabar is:unread", &["day", "jakarta", "kiribati", "new york", "none"]),
        ("after:2024-07-05 before:2024-07-06 -is:read", &["day", "jakarta", "kiribati", "none"]),
    ] {
        let mut got = found(&archive, query);
        got.sort();
        assert_eq!(got, uris, "{query}");
    }
}

#[test]
fn who_goes_through_the_list_while_others_write_meets_each_story_once() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let day =
        |day: usize| article(&format!("d:{day:02}"), &format!("2024-03-{day:02}"), "Kabar", &format!("Kabar {day}."));
    archive.add(entries((1..=20).filter(|n| n % 2 == 0).map(day)), NOW).unwrap();
    let reader = folder.archive();
    let (mut last, mut met) = (None, Vec::new());
    for round in 0.. {
        let ids = reader.behind(last, 3).unwrap();
        let Some(id) = ids.last() else { break };
        last = Some(*id);
        met.extend(ids.into_iter().map(|id| reader.listed(id).unwrap().unwrap().uri));
        // One before all that was met, and one behind.
        archive.add(entries([day(21 + round), day(1 + 2 * round)]), NOW).unwrap();
    }
    let kept: Vec<&String> = met.iter().filter(|uri| uri[2..].parse::<usize>().unwrap() % 2 == 0).collect();
    assert_eq!(
        kept,
        ["d:20", "d:18", "d:16", "d:14", "d:12", "d:10", "d:08", "d:06", "d:04", "d:02"].iter().collect::<Vec<_>>()
    );
    assert!(met.is_sorted_by(|a, b| a > b), "{met:?}");
}

fn nth(archive: &Archive, at: usize) -> StoryId {
    archive.rows(at, 1).unwrap()[0].id
}

#[test]
fn what_was_made_ready_is_no_older_than_the_archive() {
    let folder = Folder::new();
    let (mut other, _) = filled(&folder);
    let mut shelved = Shelved::new(folder.archive());
    let ready = |shelved: &mut Shelved| {
        shelved.foresee(Next { at: 1, missing: Some(Window { from: 0, count: 5 }) });
        let (story, place) = shelved.story(1).unwrap().unwrap();
        let row = &shelved.rows(0, 5).unwrap()[1];
        assert_eq!((row.id, row.marks), (story.id, story.marks));
        (story, place)
    };
    let (story, place) = ready(&mut shelved);
    assert_eq!((story.id, place), (nth(&other, 1), None));
    let place = Place { byte: 3, words: "nomor".to_owned(), above: 0 };
    shelved.keep_place(story.id, Some(place.clone())).unwrap();
    assert_eq!(ready(&mut shelved).1, Some(place));
    let (star, read) = (Marks { read: false, starred: true }, Marks { read: true, starred: false });
    shelved.mark(story.id, star).unwrap();
    assert_eq!(ready(&mut shelved).0.marks, star);
    shelved.undo().unwrap();
    assert_eq!(ready(&mut shelved).0.marks, Marks::default());
    other.mark(story.id, read).unwrap();
    assert!(shelved.refresh().unwrap());
    assert_eq!(ready(&mut shelved).0.marks, read);
    shelved.read_up_to(9).unwrap();
    assert_eq!(shelved.rows(0, 5).unwrap()[0].marks, read);
    other.add(entries([article("new", "2024-03-01", "Baru", "Berita baru.")]), NOW).unwrap();
    assert!(shelved.refresh().unwrap());
    assert_eq!(ready(&mut shelved).0.id, nth(&other, 1));
    assert_ne!(story.id, nth(&other, 1));
    shelved.find(Some("is:unread")).unwrap();
    assert_eq!(shelved.story(1).unwrap().unwrap().0.marks, Marks::default());
}

#[test]
fn a_search_stops_where_enough_are_found_and_says_so() {
    let folder = Folder::new();
    let (archive, plain) = filled(&folder);
    let search = |most| archive.search(&Query::parse("nomor").unwrap(), most).unwrap();
    for (most, more) in [(1, true), (100, true), (STORIES - 1, true), (STORIES, false), (usize::MAX, false)] {
        let found = search(most);
        assert_eq!((found.ids.len(), found.more), (most.min(STORIES), more));
    }
    // None of the words tells one story from the next, so the newest come first.
    let newest = archive.row(search(1).ids[0]).unwrap().unwrap().headline;
    assert_eq!(newest, format!("Nomor {}", plain[0].number));
}

#[test]
fn a_star_stands_for_the_words_met_first() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let words = |numbers: std::ops::Range<usize>| numbers.map(|n| format!("kapal{n:03} ")).collect::<String>();
    let early = article("early", "2024-03-01", "Awal", &words(0..240));
    let late = article("late", "2024-03-02", "Akhir", &words(240..300));
    archive.add(entries([early]), NOW).unwrap();
    archive.add(entries([late]), NOW).unwrap();
    let search = |query: &str| archive.search(&Query::parse(query).unwrap(), usize::MAX).unwrap();
    for (query, count, more) in [
        ("kapal*", 2, true),
        ("kapal29*", 1, false),
        ("kapal2*", 2, false),
        ("\"kapal299 kapa\"*", 0, true),
        ("headline:kapal2*", 0, false),
        ("kapal9*", 0, false),
        ("-kapal29*", 1, false),
        ("-kapal9*", 2, false),
    ] {
        let found = search(query);
        assert_eq!((found.ids.len(), found.more), (count, more), "{query}");
    }
    assert_eq!(archive.check().unwrap(), [""; 0]);
    let forget = "DELETE FROM vocabulary WHERE word = 'kapal120'";
    rusqlite::Connection::open(folder.file()).unwrap().execute_batch(forget).unwrap();
    assert_eq!(archive.check().unwrap(), ["1 words of the index are not in the vocabulary"]);
}

#[test]
fn no_text_that_is_typed_breaks_the_index() {
    let folder = Folder::new();
    let (archive, _) = filled(&folder);
    let mut random = Random(3);
    let alphabet: Vec<char> = "ab\"'()*:-^+{}ANDORNOT NEAR%;–é\u{301}東\0\n".chars().collect();
    for _ in 0..3_000 {
        let length = 1 + random.below(12);
        let text: String = (0..length).map(|_| alphabet[random.below(alphabet.len())]).collect();
        if let Ok(query) = Query::parse(&text) {
            archive.search(&query, usize::MAX).unwrap_or_else(|trouble| panic!("{text:?}: {trouble}"));
        }
    }
    assert_eq!(number(&archive, 0), number(&folder.archive(), 0));
}

/// Another program holds the lock of the file, as an import does for each batch: a key is not kept waiting, and what it did
/// is kept when the lock is free.
#[test]
fn what_is_read_while_another_program_writes_is_kept_behind_it() {
    let folder = Folder::new();
    let (archive, _) = filled(&folder);
    let id = |at| archive.rows(at, 1).unwrap()[0].id;
    let (read, starred) = (id(5), id(6));
    let mut shelf = Shelved::new(archive);
    let writer = rusqlite::Connection::open(folder.file()).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    shelf.mark(read, Marks { read: true, starred: false }).unwrap();
    shelf.mark(starred, Marks { read: false, starred: true }).unwrap();
    shelf.keep_place(read, Some(Place { byte: 7, words: "nomor".to_owned(), above: 0 })).unwrap();
    assert_eq!(shelf.refresh(), Ok(false));
    assert_eq!(shelf.totals().unread, STORIES, "it cannot be written yet");
    writer.execute_batch("COMMIT").unwrap();
    assert_eq!(shelf.refresh(), Ok(true));
    assert_eq!(shelf.totals().unread, STORIES - 1);
    assert_eq!(shelf.archive.place(read).unwrap().unwrap().byte, 7);
    // What waits is taken back before what is kept.
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    shelf.mark(starred, Marks { read: true, starred: false }).unwrap();
    shelf.keep_place(read, None).unwrap();
    assert_eq!(shelf.undo(), Ok(Undone::Story(starred)));
    writer.execute_batch("COMMIT").unwrap();
    assert_eq!(shelf.refresh(), Ok(true));
    assert_eq!(shelf.archive.row(starred).unwrap().unwrap().marks, Marks { read: false, starred: true });
    // At the end it is waited for.
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    shelf.mark(starred, Marks { read: true, starred: true }).unwrap();
    let freed = std::thread::spawn(move || writer.execute_batch("COMMIT").unwrap());
    shelf.settle_up().unwrap();
    freed.join().unwrap();
    assert!(folder.archive().row(starred).unwrap().unwrap().marks.read);
}

#[test]
fn a_day_that_is_so_long_ago_is_reckoned_from_today() {
    let today = || Today::at(jiff::Timestamp::now(), jiff::tz::TimeZone::system()).date;
    let folder = Folder::new();
    let mut archive = folder.archive();
    let before = today();
    let day =
        |days: i64| article(&days.to_string(), &before.saturating_sub(days.days()).to_string(), "Kabar", "Kabar.");
    archive.add(entries([0, 1, 2, 7, 8, 400].map(day)), NOW).unwrap();
    // The day may turn while this runs: what lies a day further is asked for by the calendar.
    if today() != before {
        return;
    }
    for (query, days) in [
        ("after:today", &["0"][..]),
        ("after:yesterday", &["0", "1"]),
        ("after:7d", &["0", "1", "2", "7"]),
        ("after:1w before:today kabar", &["1", "2", "7"]),
        ("before:1y", &["400"]),
    ] {
        assert_eq!(found(&archive, query), days, "{query}");
    }
}
