//! A reader's session over an archive, without a terminal: keys in, what is kept out.

use kilas::app::key::{Input, Key};
use kilas::app::message::{Effect, Message, Which};
use kilas::app::mistake::Wrong;
use kilas::app::page::{Fact, Item, Kind, Section, Topic};
use kilas::app::shelf::Shelf;
use kilas::app::story::{Marks, StoryId};
use kilas::app::{Notice, State};
use kilas::archive::{Archive, Shelved};
use kilas::article::Article;
use kilas::brief::brief;
use kilas::language::Languages;
use kilas::pile::Pile;
use kilas::survey;
use kilas::view::theme::Theme;
use kilas::view::words::Words;
use kilas::view::{Look, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;

use crate::fixture::{Folder, NOW, article, entries};

pub(crate) struct Session {
    pub(crate) state: State,
    pub(crate) shelved: Shelved,
}

impl Session {
    pub(crate) fn open(archive: Archive) -> Self {
        let state = State { keeps: true, ..State::default() };
        let mut session = Self { state, shelved: Shelved::new(archive) };
        session.tell(Message::Input(Input::Resize(120, 24)));
        session.tell(Message::List(session.shelved.totals()));
        session
    }

    pub(crate) fn tell(&mut self, message: Message) -> Vec<Effect> {
        self.shelved.settle(&mut self.state, message)
    }

    /// Types keys by their names, apart by blanks.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            self.tell(Message::Input(Input::Key(key.parse().unwrap())));
        }
        self
    }

    pub(crate) fn write(&mut self, text: &str) -> &mut Self {
        text.chars().for_each(|c| {
            self.tell(Message::Input(Input::Key(Key::char(c))));
        });
        self
    }

    pub(crate) fn headline(&self) -> &str {
        self.state.reading.story.as_ref().map_or("", |story| &story.article.headline)
    }

    /// The last row of the screen; what is wrong in a query between stars.
    pub(crate) fn last_row(&self, locale: &str) -> String {
        self.row_above(locale, 0)
    }

    /// The same of a row so many above the last.
    fn row_above(&self, locale: &str, above: u16) -> String {
        let look = Look { theme: Theme::named("plain").unwrap(), words: Words::new(locale).unwrap() };
        let (columns, rows) = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| draw(&self.state, &look, frame)).unwrap();
        let cells = terminal.backend().buffer().content().iter().skip(usize::from(columns * (rows - 1 - above)));
        let cells = cells.take(usize::from(columns));
        let (mut row, mut was) = (String::new(), false);
        for cell in cells {
            let is = cell.modifier.contains(Modifier::UNDERLINED);
            row.push_str(if is == was { "" } else { "*" });
            row.push_str(cell.symbol());
            was = is;
        }
        row.trim().to_owned()
    }

    pub(crate) fn in_view(&self) -> Vec<&str> {
        self.state.list.in_view().map(|(_, row)| row.headline.as_str()).collect()
    }
}

/// A body of many numbered lines.
fn long(word: &str) -> String {
    let lines: Vec<String> = (0..80).map(|n| format!("{word} paragraf nomor {n} dari Sagara.")).collect();
    lines.join("\n\n")
}

pub(crate) fn filled(folder: &Folder) -> Archive {
    let mut archive = folder.archive();
    let story =
        |n: usize| article(&format!("s:{n}"), &format!("2024-03-{:02}", n + 1), &format!("Berita {n}"), &long("Isi"));
    archive.add(entries((0..20).map(story)), NOW).unwrap();
    archive
}

#[test]
fn what_the_reader_does_is_there_the_next_time() {
    let folder = Folder::new();
    let mut session = Session::open(filled(&folder));
    assert_eq!(session.headline(), "Berita 19");
    session.press("j j Enter Space Space s");
    let (top, headline) = (session.state.reading.top, session.headline().to_owned());
    assert!(top > 10 && headline == "Berita 17", "{top} {headline}");
    session.press("J Enter");
    assert_eq!((session.headline(), session.state.reading.top), ("Berita 16", 1));
    session.press("K");
    assert_eq!((session.headline(), session.state.reading.top), ("Berita 17", top));
    session.press("q j");
    drop(session);

    let mut session = Session::open(folder.archive());
    assert_eq!(session.state.list.totals.unread, 18);
    session.press("j j");
    let marks = session.state.list.row(2).unwrap().marks;
    assert_eq!((marks, session.state.reading.top), (Marks { read: true, starred: true }, top));
    // The last change was to read the story after it.
    session.press("U U");
    assert!(!session.shelved.archive.rows(2, 1).unwrap()[0].marks.starred);
}

#[test]
fn an_edited_story_finds_the_place_again_by_its_words() {
    let folder = Folder::new();
    let mut session = Session::open(filled(&folder));
    session.press("Enter Space Space q j");
    let body = format!("Paragraf baru yang ditambahkan redaksi.\n\nSatu lagi.\n\n{}", long("Isi"));
    let mut other = folder.archive();
    other.add(entries([article("s:19", "2024-03-20", "Berita 19 (baru)", &body)]), NOW).unwrap();
    let before = session.state.reading.top;
    session.press("k");
    let reading = &session.state.reading;
    assert_eq!(session.headline(), "Berita 19 (baru)");
    let shown = reading.document.shown(reading.top, 1).of(&reading.story.as_ref().unwrap().article.body).to_owned();
    assert!(before == 0 && reading.top > 20, "{before} {}", reading.top);
    let mut fresh = Session::open(filled(&Folder::new()));
    fresh.press("Enter Space Space");
    let old = &fresh.state.reading;
    assert_eq!(shown, old.document.shown(old.top, 1).of(&old.story.as_ref().unwrap().article.body));
}

#[test]
fn a_query_narrows_the_list_and_a_mistake_is_said_and_kept_to_be_mended() {
    let folder = Folder::new();
    let mut archive = filled(&folder);
    let flood = article("b", "2024-01-01", "Banjir", "Tanggul jebol.\n\n\"Warga mengungsi,\" kata Siti Rahma.");
    archive.add(entries([flood]), NOW).unwrap();
    let mut session = Session::open(archive);
    session.press("/").write("speaker:rahma tanggul").press("Enter");
    assert_eq!((session.in_view(), session.headline()), (vec!["Banjir"], "Banjir"));
    assert_eq!(session.state.search.matches.len(), 2, "the speaker and the word are shown in the text");
    session.press("m");
    assert_eq!(session.state.list.totals.unread, 0);
    session.press("Esc");
    assert_eq!((session.state.list.totals.stories, session.state.list.totals.unread), (21, 20));
    assert_eq!(session.headline(), "Banjir", "the story stays open when the search ends");

    session.press("/").write("spaker:rahma").press("Enter");
    let Some(Notice::Mistaken(mistake)) = &session.state.notice else { panic!("{:?}", session.state.notice) };
    assert_eq!((mistake.column, mistake.wrong, mistake.instead.as_str()), (1, Wrong::FieldMisspelt, "speaker"));
    assert_eq!(session.state.list.totals.stories, 21);
    let selected = session.state.list.row(session.state.list.selected).map(|row| row.headline.as_str());
    assert_eq!(selected, Some("Banjir"), "the open story is selected, whatever was found while it was typed");
    session.press("/");
    // To be mended where the mistake is.
    session.press("Right Right e");
    assert_eq!(session.state.prompt.as_ref().unwrap().words, "speaker:rahma");
    session.press("Esc /").write("speaker:").press("Enter Esc /");
    assert_eq!(session.state.prompt.as_ref().unwrap().words, "", "what was given up is not to be mended");
    session.write("tidakada").press("Enter");
    assert_eq!(session.state.notice, Some(Notice::NothingFound));
}

#[test]
fn a_mistake_is_shown_where_it_is_while_it_is_typed() {
    let folder = Folder::new();
    let mut archive = filled(&folder);
    let flood = article("b", "2024-01-01", "Banjir", "Tanggul jebol.\n\n\"Warga mengungsi,\" kata Siti Rahma.");
    archive.add(entries([flood]), NOW).unwrap();
    let mut session = Session::open(archive);
    session.press("/").write("  tanggul spaker:rah");
    let row = session.last_row("en");
    assert!(row.starts_with("In all stories:   tanggul *spaker:rah*  "), "{row}");
    assert!(row.ends_with("  no field is called “spaker”; did you mean “speaker”?"), "{row}");
    assert_eq!(session.in_view(), ["Banjir"], "what is understood is looked for meanwhile");
    // Where there is no room for it beside what is typed it stands above.
    session.tell(Message::Input(Input::Resize(80, 24)));
    assert!(session.last_row("en").ends_with("*spaker:rah*"), "{}", session.last_row("en"));
    assert_eq!(session.row_above("en", 1), "no field is called “spaker”; did you mean “speaker”?");
    session.tell(Message::Input(Input::Resize(40, 12)));
    assert!(session.last_row("en").ends_with("*spaker:rah*"), "{}", session.last_row("en"));
    assert_eq!(
        [2, 1].map(|above| session.row_above("en", above)),
        ["no field is called “spaker”; did you", "mean “speaker”?"]
    );
    session.tell(Message::Input(Input::Resize(120, 24)));
    // Mended where it is.
    session.press("Left Left Left Left Left Left Left Left e");
    assert!(!session.last_row("en").contains('*'), "{}", session.last_row("en"));
    // It stays with the query until that is typed anew.
    session.press("Ctrl-u Ctrl-k").write("is:unred banjir");
    let seen = session.last_row("en");
    assert!(seen.contains("is:*unred* banjir") && seen.ends_with("did you mean “is:unread”?"), "{seen}");
    session.press("Enter /");
    assert_eq!(session.last_row("en"), seen);
    // Nothing is marked where something is missing.
    session.press("Ctrl-e Ctrl-u").write("after:");
    assert!(session.last_row("en").ends_with("  a day is expected after “after:”, as 2024-07-05, 2024, 7d or today"));
    session.press("Esc /").write("b");
    assert!(session.last_row("en").ends_with("match 0/0"), "{}", session.last_row("en"));
}

#[test]
fn in_what_was_found_the_way_to_the_next_leads_round_to_the_same_story() {
    let mut shelved = Shelved::new(filled(&Folder::new()));
    shelved.find(Some("headline:19")).unwrap();
    assert_eq!(
        [true, false].map(|forward| shelved.beyond(0, forward, Which::Any)),
        [Ok(Some((0, true))), Ok(Some((0, true)))]
    );
}

#[test]
fn what_is_taken_back_outside_of_a_search_moves_nobody() {
    let folder = Folder::new();
    let mut session = Session::open(filled(&folder));
    session.press("s /").write("headline:berita -headline:19").press("Enter g j j");
    assert_eq!((session.headline(), session.state.list.totals.stories), ("Berita 16", 19));
    session.press("U");
    assert_eq!((session.headline(), session.state.list.selected), ("Berita 16", 2));
    assert!(session.last_row("en").contains("Undone with “Berita 19”, which the search leaves out"));
    assert!(session.last_row("id").contains("Diurungkan pada “Berita 19”, yang di luar pencarian ini"));
    assert_eq!(folder.archive().stats().unwrap().starred, 0);
}

#[test]
fn what_another_program_adds_comes_with_the_next_key_and_moves_nobody() {
    let folder = Folder::new();
    let mut session = Session::open(filled(&folder));
    session.press("j j j");
    let story = |n: usize| article(&format!("n:{n}"), "2024-05-01", &format!("Baru {n}"), "Teks.");
    folder.archive().add(entries((0..3).map(story)), NOW).unwrap();
    assert_eq!(session.headline(), "Berita 16");
    session.press("Tab");
    assert_eq!(
        (session.state.list.totals.stories, session.headline(), session.state.list.selected),
        (23, "Berita 16", 6)
    );
    assert_eq!(session.in_view()[0], "Baru 2");
}

#[test]
fn the_open_story_is_read_on_where_a_later_version_puts_it() {
    let folder = Folder::new();
    let mut session = Session::open(filled(&folder));
    session.press("j j Enter Space Space");
    let seen = |session: &Session| {
        let reading = &session.state.reading;
        let body = &reading.story.as_ref().unwrap().article.body;
        reading.document.shown(reading.top, 3).of(body).to_owned()
    };
    let before = (session.state.list.selected, session.headline().to_owned(), seen(&session));
    assert_eq!((before.0, before.1.as_str()), (2, "Berita 17"));
    let body = format!("Paragraf baru.\n\n{}", long("Isi"));
    folder.archive().add(entries([article("s:17", "2024-06-01", "Berita 17 (baru)", &body)]), NOW).unwrap();
    session.press("z");
    assert_eq!((session.state.list.selected, session.headline()), (0, "Berita 17 (baru)"));
    assert_eq!(seen(&session), before.2);
}

#[test]
fn the_open_story_is_read_on_where_its_file_was_edited() {
    let folder = Folder::new();
    let file = folder.path().join("berita.txt");
    std::fs::write(&file, "").unwrap();
    let told = |body: String| Article {
        uri: file.display().to_string(),
        is_named: false,
        ..article("", "", "Dari berkas", &body)
    };
    let mut archive = filled(&folder);
    archive.add(entries([told(long("Isi"))]), NOW).unwrap();
    let mut session = Session::open(archive);
    session.press("Enter Space Space");
    let seen = |session: &Session| {
        let reading = &session.state.reading;
        let body = &reading.story.as_ref().unwrap().article.body;
        (session.headline().to_owned(), reading.document.shown(reading.top, 3).of(body).to_owned())
    };
    let before = seen(&session);
    assert_eq!(before.0, "Dari berkas");
    let edited = told(format!("Paragraf baru.\n\n{}", long("Isi")));
    let added = folder.archive().add(entries([edited]), NOW + 60).unwrap();
    assert_eq!((added.stories, added.versions), (0, 1));
    session.press("z");
    assert_eq!(seen(&session), before);
    assert!(session.state.reading.story.as_ref().unwrap().article.body.starts_with("Paragraf baru."));
}

#[test]
fn stories_are_found_while_the_query_is_typed() {
    let folder = Folder::new();
    let mut archive = filled(&folder);
    let flood = article("b", "2024-01-01", "Banjir", "Tanggul jebol.\n\n\"Warga mengungsi,\" kata Siti Rahma.");
    archive.add(entries([flood]), NOW).unwrap();
    let mut session = Session::open(archive);
    session.press("/").write("speaker:rah");
    assert_eq!(session.in_view(), ["Banjir"], "a word that may go on");
    session.write("ma is:unr");
    assert_eq!(session.in_view(), ["Banjir"], "what is not understood yet changes nothing");
    session.write("ead xyz -tanggul");
    assert_eq!(session.state.list.totals.stories, 0);
    session.press("Esc");
    assert_eq!((session.state.list.totals.stories, session.state.search.listed), (21, false));
}

#[test]
fn what_was_found_of_a_word_that_is_begun_stays() {
    let folder = Folder::new();
    let mut archive = filled(&folder);
    let flood = article("b", "2024-01-01", "Banjir", "Tanggul jebol.\n\n\"Warga mengungsi,\" kata Siti Rahma.");
    archive.add(entries([flood]), NOW).unwrap();
    let mut session = Session::open(archive);
    session.press("/").write("speaker:rah").press("Enter");
    assert_eq!(session.in_view(), ["Banjir"]);
    assert_eq!(session.state.list.totals.query.as_deref(), Some("speaker:rah*"), "it says how it was taken");
    // A blank ends the word.
    session.press("Esc /").write("speaker:rah ").press("Enter");
    assert_eq!(session.state.notice, Some(Notice::NothingFound));
    session.press("Esc /").write("speaker:rahma").press("Enter");
    assert_eq!(session.state.list.totals.query.as_deref(), Some("speaker:rahma"));
}

/// The items of a page over an archive.
fn page(archive: &Archive, topic: &Topic) -> Vec<Item> {
    survey::page(archive, topic, &Languages::new()).unwrap().0
}

#[test]
fn what_has_changed_and_what_is_new_is_told() {
    let folder = Folder::new();
    let mut archive = filled(&folder);
    let fire = |headline: &str, kiosks: u32, said: &str| {
        let body = format!("Api melalap {kiosks} kios di Pasar Melati.\n\n\"{said}\" kata Nur Aini, pedagang beras.");
        article("fire", "2024-06-01", headline, &body)
    };
    archive.add(entries([fire("Pasar terbakar", 120, "Kami kehilangan semuanya.")]), NOW).unwrap();
    let id = archive.rows(0, 1).unwrap()[0].id;
    assert_eq!(page(&archive, &Topic::Versions(id)), []);
    assert!(
        page(&archive, &Topic::Front).iter().all(|item| !item.facts.contains(&Fact::New(None))),
        "never looked yet"
    );
    archive.look(NOW).unwrap();
    let second = fire("Pasar terbakar, 150 kios habis", 150, "Kami kehilangan hampir semuanya.");
    archive.add(entries([second]), NOW + 60).unwrap();

    let id = archive.rows(0, 1).unwrap()[0].id;
    let changes = page(&archive, &Topic::Versions(id));
    let told: Vec<(Section, &str)> = changes.iter().map(|item| (item.section, item.words.as_str())).collect();
    assert_eq!(
        told,
        [
            (Section::Event, "Pasar terbakar, 150 kios habis"),
            (Section::Headline, "Pasar terbakar"),
            (Section::Headline, "Pasar terbakar, 150 kios habis"),
            (Section::Reworded, "❝Kami kehilangan semuanya.❞"),
            (Section::Reworded, "❝Kami kehilangan hampir semuanya.❞"),
            (Section::Figures, "Api melalap 120 kios di Pasar Melati."),
            (Section::Figures, "Api melalap 150 kios di Pasar Melati."),
        ]
    );
    assert_eq!(changes[0].facts, [Fact::Moment("2024-06-01".parse().unwrap())]);
    assert!(changes[3].lead.is_none() && changes[4].lead.is_some(), "the old words cannot be gone to");
    let old = "“Kami kehilangan semuanya.”\n— Nur Aini\nPasar terbakar, 2024-06-01";
    assert_eq!(changes[3].citation, old, "each version is cited as what it was");
    let new: Vec<String> = page(&archive, &Topic::Front)
        .into_iter()
        .filter(|item| item.kind == Kind::Headline && item.facts.contains(&Fact::New(None)))
        .map(|item| item.words)
        .collect();
    assert_eq!(new, ["Pasar terbakar, 150 kios habis"]);
}

#[test]
fn a_headline_made_of_the_text_is_not_said_twice() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let lede = "Warga Sagara menanam bakau di pantai utara.";
    let body = format!("{lede}\n\nBibitnya berasal dari tiga desa di hulu sungai.");
    for (uri, headline) in [("a", "Bakau untuk pantai"), ("b", "Warga Sagara menanam bakau…")] {
        archive.add(entries([article(uri, "2024-03-01", headline, &body)]), NOW).unwrap();
        let front = page(&archive, &Topic::Front);
        assert_eq!(front.iter().filter(|item| item.words == lede).count(), 1, "{front:?}");
        let first = if uri == "a" { headline } else { lede };
        assert_eq!((front[0].kind, front[0].words.as_str()), (Kind::Headline, first));
        archive.prune(NOW).unwrap();
    }
}

#[test]
fn pages_over_the_archive_are_those_over_a_pile() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    let said = |n: usize, name: &str| {
        let body = format!("Harga naik.\n\n\"Kami menunggu hari ke-{n},\" kata {name}.");
        // In UTC it was the day before, and between two days there is one without a story.
        article(&format!("s:{n}"), &format!("2024-03-{:02}T05:30:00+07:00", 2 * n + 1), &format!("Berita {n}"), &body)
    };
    let articles: Vec<_> =
        (0..6).rev().map(|n| said(n, ["Siti Rahma", "Budi Santoso", "Siti Aminah"][n % 3])).collect();
    let mut newer = said(5, "Siti Aminah");
    newer.body = newer.body.replace("menunggu", "masih menunggu");
    archive.add(entries(articles.clone()), NOW).unwrap();
    archive.add(entries([newer.clone()]), NOW).unwrap();
    let languages = Languages::new();
    let mut pile = Pile::default();
    for article in articles.into_iter().chain([newer]) {
        let briefing = brief(&article, languages.get_or_neutral("id"));
        pile.add(kilas::pile::Entry::new(article, briefing));
    }
    let words =
        |items: Vec<Item>| items.into_iter().map(|item| (item.section, item.count, item.words)).collect::<Vec<_>>();
    for topic in [
        Topic::Speakers(String::new()),
        Topic::Speakers("siti".into()),
        Topic::SaidBy("Siti Rahma".into()),
        Topic::Front,
        Topic::Counts,
    ] {
        let of_pile = words(survey::page(&pile.snapshot(), &topic, &languages).unwrap().0);
        assert_eq!(words(page(&archive, &topic)), of_pile, "{topic:?}");
        assert!(!of_pile.is_empty());
    }
    let newest = archive.rows(0, 1).unwrap()[0].id;
    let of_pile = words(survey::page(&pile.snapshot(), &Topic::Versions(StoryId(0)), &languages).unwrap().0);
    assert_eq!(words(page(&archive, &Topic::Versions(newest))), of_pile);
    assert_eq!(of_pile[1].2, "❝Kami menunggu hari ke-5❞", "what it said before: {of_pile:?}");
}

#[test]
fn what_was_to_be_undone_with_a_story_that_is_gone_is_told() {
    let folder = Folder::new();
    let mut archive = folder.archive();
    archive.add(entries([article("a", "2024-03-01", "Bakau", "Warga menanam bakau.")]), NOW).unwrap();
    let id = archive.rows(0, 1).unwrap()[0].id;
    archive.mark(id, Marks { read: true, starred: false }).unwrap();
    archive.prune(NOW).unwrap();
    let mut session = Session::open(archive);
    for notice in [Notice::UndoneGone, Notice::NothingToUndo] {
        assert_eq!(session.press("U").state.notice, Some(notice));
    }
}

#[test]
fn a_word_that_no_story_has_is_told_with_the_one_that_was_meant() {
    let folder = Folder::new();
    let mut archive = filled(&folder);
    let flood = article("b", "2024-01-01", "Banjir", "Tanggul jebol.\n\n\"Warga mengungsi,\" kata Siti Rahma.");
    archive.add(entries([flood]), NOW).unwrap();
    let mut session = Session::open(archive);
    for (query, meant) in [
        ("tangul", Some(("tangul", "tanggul"))),
        // Two letters swapped are one slip.
        ("bnajir", Some(("bnajir", "banjir"))),
        ("speaker:rahna jebol", Some(("rahna", "rahma"))),
        ("jebol menggungsii", Some(("menggungsii", "mengungsi"))),
        // Too far, too short, and another first letter.
        ("tangl", None),
        ("wgr", None),
        ("danjir", None),
        // All of it is there, but in no story at once; and what must not be there is no slip.
        ("banjir paragraf", None),
        ("banjir paragraf -tangul", None),
    ] {
        session.press("/").write(query).press("Enter");
        let notice = meant.map_or(Notice::NothingFound, |(typed, near)| Notice::Meant(typed.into(), near.into()));
        assert_eq!(session.state.notice, Some(notice), "{query}");
        session.press("Esc");
    }
}
