//! Pages over many stories, as a reader goes through them.

use crate::session::{Session, stories, story};
use kilas::app::action::Pane;
use kilas::app::message::{Effect, Message};
use kilas::app::page::{Fact, Item, Kind, Lead, Section, Topic};
use kilas::app::story::Totals;
use kilas::article::{Article, Withdrawn};
use kilas::brief::QuoteKind;
use kilas::brief::{Briefing, brief};
use kilas::language::Languages;
use kilas::load;

fn open() -> Session {
    Session::open((100, 30), "en", stories())
}

fn last_row(session: &Session) -> String {
    session.text().lines().last().unwrap_or_default().trim().to_owned()
}

#[test]
fn who_is_quoted_leads_to_what_they_said_and_on_to_the_words_and_back() {
    let mut session = open();
    session.press("S");
    let text = session.text();
    assert!(text.contains("─ Who is quoted ─") && text.contains("2 ██████████████    Siti Aminah  1 story"), "{text}");
    assert!(text.contains("1 ███████           Made Wirawan  1 story"), "{text}");
    session.press("Enter j");
    let text = session.text();
    assert!(text.contains("─ Siti Aminah ─") && text.contains("▌   ❝Besok kami datang lagi❞"), "{text}");
    assert!(text.contains("Fri 5 Jul 2024 · Contoh · Pasar apung Lok Bintang dibuka kembali setelah banjir"), "{text}");
    session.press("Enter");
    assert!(last_row(&session).ends_with("❝3/3"), "{}", session.text());
    assert_eq!((session.state.focus, session.state.pages.len()), (Pane::Text, 2));
    session.press("q");
    assert!(session.text().contains("▌   ❝Besok kami datang lagi❞"), "the page stands where it was left");
    session.press("q");
    assert!(session.text().contains("─ Who is quoted ─"));
    session.press("Esc");
    assert_eq!((session.state.focus, session.state.pages.len()), (Pane::Stories, 0));
}

#[test]
fn the_speaker_of_a_quotation_has_a_page_and_y_copies_with_the_source() {
    let mut session = open();
    session.press("W");
    assert!(session.text().contains("─ Siti Aminah ─"), "the first quotation in view: {}", session.text());
    session.press("y");
    let copied = "“Kami sudah menunggu hari ini selama tiga minggu”\n— Siti Aminah\nPasar apung Lok Bintang dibuka \
        kembali setelah banjir, Contoh, 2024-07-05\nhttps://contoh.example/pasar-apung";
    assert_eq!(session.outside.last(), Some(&Effect::Copy(copied.to_owned())));
    session.press("q j W");
    assert_eq!(last_row(&session), "No quotation there");
    session.press("j W");
    assert!(session.text().contains("─ Made Wirawan ─"), "the first below what is in view: {}", session.text());
}

#[test]
fn what_is_reported_of_a_speaker_stands_behind_what_was_said() {
    for (size, locale, heading) in [((80, 24), "en", "Reported"), ((120, 40), "id", "Pernyataan")] {
        let mut stories = vec![
            story("Beras", "[[Stok cukup,|Siti Rahma]] kata ((Siti Rahma))."),
            story("Panen", "((Siti Rahma)) mengatakan [[panen dimulai pekan depan|Siti Rahma]]."),
        ];
        stories[1].1.quotes[0].kind = QuoteKind::Indirect;
        let mut session = Session::open(size, locale, stories);
        session.press("W");
        let text = session.text();
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
        assert!(at("❝Stok cukup❞") < at(heading) && at(heading) < at("• panen dimulai pekan depan"), "{text}");
        session.press("J Enter");
        assert_eq!(session.state.reading.story.as_ref().unwrap().article.headline, "Panen");
    }
}

#[test]
fn a_page_shows_what_has_the_words_typed() {
    let mut session = open();
    session.press("S / w i r a");
    let text = session.text();
    assert!(text.contains("with “wira” · 1 of 3") && !text.contains("Siti"), "{text}");
    session.press("Enter Enter");
    assert!(session.text().contains("❝Tahun ini panen terbaik❞"));
    session.press("q Esc");
    assert!(session.text().contains("Siti Aminah"), "Esc takes the filter off first");
    assert!(session.text().contains("▌       1 ███████           Made Wirawan"), "and stays at what was found");
    session.press("/ i r a w Enter");
    assert_eq!(last_row(&session), "“iraw” is not on this page", "words begin with what is typed");
    assert!(session.text().contains("Siti Aminah"));
    session.press("]");
    assert_eq!(last_row(&session), "No quotation there");
}

#[test]
fn a_page_shows_what_has_all_words_in_its_words_or_beside_them() {
    let mut session = open();
    session.press("F / h i d a y a t Space s u r u t");
    let text = session.text();
    assert!(text.contains("with “hidayat surut” · 1 of") && text.contains("❝Air memang surut"), "{text}");
    session.press("Space x");
    assert!(!session.text().contains(" · 1 of"), "{}", session.text());
}

#[test]
fn n_goes_from_match_to_match_of_a_page_and_other_keys_of_stories_say_why_they_do_nothing() {
    let mut session = open();
    session.press("S n");
    assert_eq!(last_row(&session), "Nothing is searched on this page");
    session.press("/ w Enter");
    assert!(!last_row(&session).contains("quotation"), "nothing that leads nowhere is offered: {}", session.text());
    assert!(last_row(&session).contains("n/N match"), "{}", session.text());
    session.press("q F / s u Enter");
    assert!(session.text().contains("▌ • Dermaga yang rusak sudah"), "{}", session.text());
    session.press("n");
    assert!(session.text().contains("▌   ❝Kami sudah menunggu"), "{}", session.text());
    session.press("N");
    assert!(session.text().contains("▌ • Dermaga yang rusak sudah"), "{}", session.text());
    session.press("N");
    assert_eq!(last_row(&session), "Past the beginning: at the last");
    session.press("n");
    assert_eq!(last_row(&session), "Past the end: back at the first");
    for key in ["V", "W", "m", "z", "Tab", "1"] {
        session.press(key);
        assert_eq!(last_row(&session), "That key is for a story, not for a page", "{key}");
    }
    session.press("x");
    assert!(last_row(&session).starts_with("j/k move"), "{}", session.text());
}

#[test]
fn the_front_page_goes_from_event_to_event_and_quotation_to_quotation() {
    let mut session = open();
    session.press("F");
    let text = session.text();
    assert!(text.contains("▌   Pasar apung Lok Bintang dibuka kembali"), "{text}");
    assert!(text.contains("❝Air memang surut lebih cepat daripada perkiraan❞\n    Rahmat Hidayat · Contoh"), "{text}");
    session.press("J");
    assert!(session.text().contains("▌   Jalur kereta baru"), "{}", session.text());
    session.press("]");
    assert!(session.text().contains("▌   ❝Tahun ini panen terbaik❞"), "{}", session.text());
    session.press("[ K Enter");
    assert_eq!(session.state.list.selected, 0);
}

#[test]
fn what_is_found_on_the_front_page_stands_below_its_headline() {
    let mut session = open();
    session.press("F / p e r k i r a Enter");
    let text = session.text();
    let lines: Vec<&str> = text.lines().skip(2).filter(|line| !line.is_empty()).collect();
    let expected = [
        "    Pasar apung Lok Bintang dibuka kembali setelah banjir",
        "    Contoh",
        "▌   ❝Air memang surut lebih cepat daripada perkiraan❞",
        "▌   Rahmat Hidayat · Contoh",
    ];
    assert_eq!(lines[..4], expected, "{text}");
    assert!(text.contains("with “perkira” · 1 of"), "the headline is not counted: {text}");
    let styled = |letter| session.frame().lines().filter(|line| line.starts_with(letter)).collect::<String>();
    assert!(styled('a').contains("arrrrrrrrra"), "what is looked for is marked: {}", session.frame());
    session.press("k Enter");
    assert_eq!(session.state.list.selected, 0, "the headline leads to its story");
}

#[test]
fn the_next_event_is_shown_with_what_belongs_to_it() {
    let mut session = open();
    session.resize(120, 40).press("F");
    assert!(last_row(&session).contains("J/K heading"), "{}", session.text());
    session.resize(60, 12).press("J J");
    let text = session.text();
    assert!(text.contains("▌   Panen kopi melimpah"), "{text}");
    assert!(text.contains("❝Tahun ini panen terbaik❞\n    Made Wirawan\n"), "{text}");
    session.press("K K");
    assert!(
        session.text().lines().nth(2).is_some_and(|line| line.starts_with("▌   Pasar apung")),
        "{}",
        session.text()
    );
}

#[test]
fn behind_the_last_heading_a_page_stays_where_it_is() {
    let said = |n| story("Panen", &format!("[[Panen {n} kali,|Orang Ke-{n}]] kata ((Orang Ke-{n})), petani."));
    let mut session = Session::open((80, 12), "en", (10..40).map(said).collect());
    let before = session.press("S Space Space j").text();
    assert_eq!(session.press("J").text(), before);
}

#[test]
fn a_page_leads_out_of_a_search_that_leaves_its_story_out() {
    let mut session = open();
    session.press("/ k o p i Enter");
    assert_eq!(session.state.list.totals.stories, 1);
    session.press("S Enter Enter");
    assert_eq!(session.state.list.totals.stories, 3, "all are listed again");
    assert!(last_row(&session).ends_with("❝1/3"));
    session.press("q q q");
    assert_eq!((session.state.focus, session.state.search.listed), (Pane::Stories, false));
}

#[test]
fn nothing_is_shown_where_there_is_nothing_and_late_pages_are_let_go() {
    let mut session = Session::open((80, 24), "en", vec![story("Tanpa kutipan", "Hujan turun.")]);
    session.press("S");
    assert_eq!(last_row(&session), "Nobody is quoted");
    session.press("C");
    assert_eq!(last_row(&session), "Neither days nor sources nor quotations to count");
    session.press("V");
    assert_eq!(last_row(&session), "There is one version of this story");
    let page = Message::Page { topic: kilas::app::page::Topic::Front, items: Vec::new(), of: 0 };
    session.tell(page);
    assert_eq!(last_row(&session), "There is one version of this story");
}

#[test]
fn the_footer_names_other_pages_and_not_the_one_that_is_open() {
    let mut session = open();
    for (key, hints) in [("S", [false, true]), ("F", [true, false]), ("C", [true, true])] {
        session.press(key);
        let footer = last_row(&session);
        assert_eq!([footer.contains("S speakers"), footer.contains("F front page")], hints, "{footer}");
    }
}

#[test]
fn numbers_are_counted() {
    let mut session = open();
    session.press("C");
    let text = session.text();
    assert!(text.contains("Stories a day\n▌       1 ██████████████    Fri 5 Jul 2024"), "{text}");
    assert!(text.contains(" Sources\n        1 ██████████████    Contoh"), "{text}");
    session.press("Enter");
    let text = session.text();
    assert!(text.contains("1 story · with “after:2024-07-05 before:2024-07-06”"), "{text}");
}

#[test]
fn names_are_whole_where_there_is_no_room_for_bars() {
    let mut session = open();
    session.resize(40, 12).press("S");
    let text = session.text();
    assert!(text.contains("\n▌       2     Siti Aminah  1 story\n        1     Made Wirawan  1 story\n"), "{text}");
}

#[test]
fn pages_fit_every_screen() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40), (200, 60), (10, 3)] {
        let mut session = open();
        session.resize(columns, rows).press("F G Space b k j / a Esc S G Enter j q C G u d q");
        session.resize(40, 12).press("F");
        assert_eq!(session.state.focus, Pane::Page, "{columns}");
    }
}

#[test]
fn pages_are_said() {
    let mut session = open();
    session.listen();
    let said = session.hear("S");
    assert!(said.ends_with("Who is quoted\nWho is quoted: 2: Siti Aminah; 1 story\n"), "{said}");
    assert_eq!(session.hear("j"), "Who is quoted: 1: Made Wirawan; 1 story\n");
    let said = session.hear("Enter");
    assert!(said.ends_with("Made Wirawan\nQuotations: ❝Tahun ini panen terbaik❞; Panen kopi melimpah\n"), "{said}");
}

#[test]
fn saved_searches_and_tags_lead_to_their_stories() {
    let mut session = Session::open((80, 16), "id", stories());
    session.press("L");
    assert_eq!(last_row(&session), "Belum ada pencarian tersimpan (+) atau tag (t)");
    let item = |section, words: &str, count, facts| Item {
        section,
        kind: Kind::Plain,
        count,
        words: words.to_owned(),
        facts,
        citation: words.to_owned(),
        lead: Some(Lead::Query(words.to_owned())),
    };
    let found = Fact::Found(Totals { stories: 10_000, more: true, unread: 1_234, query: None });
    let items = vec![
        item(Section::Searches, "speaker:rahma is:unread", None, vec![found]),
        item(Section::Tags, "#banjir", Some((3, 4)), Vec::new()),
        item(Section::Tags, "#energi", Some((4, 4)), Vec::new()),
    ];
    session.state.awaited = Some(Topic::Kept);
    session.tell(Message::Page { topic: Topic::Kept, items, of: 3 });
    let text = session.text();
    for line in [
        "─ Pencarian tersimpan dan tag ─",
        "▌ • speaker:rahma is:unread",
        "lebih dari 10.000 berita · 1.234 belum dibaca",
        "3 ██████████▍       #banjir",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    session.press("/ # Enter Y");
    assert_eq!(session.outside.last(), Some(&Effect::Copy("#banjir\n\n#energi".to_owned())));
}

/// A story as a source brings it, with its briefing.
fn told(source: &str, text: &str) -> (Article, Briefing) {
    let languages = Languages::new();
    let record = format!("---\nsource: {source}\n---\n{text}");
    let article = load::from_bytes(&format!("{source}.md"), record.as_bytes(), &languages).0.remove(0);
    let briefing = brief(&article, languages.get_or_neutral("en"));
    (article, briefing)
}

#[test]
fn an_event_tells_whose_words_a_quotation_has_and_how_others_have_it() {
    let story = |source: &str, lede: &str, words: &str, speaker: &str| {
        told(source, &format!("# Carrow Bridge in Port Ashe: {lede}\n\n{lede}.\n\n“{words},” said {speaker}.\n"))
    };
    let words = "Nobody crosses this bridge until the last of its cables has been replaced";
    let mut session = Session::open(
        (76, 30),
        "en",
        vec![
            story(
                "Ashe Post",
                "No bus has crossed Carrow Bridge since a cable of it parted on Monday",
                words,
                "Ann Ray",
            ),
            story("Bay News", "Port Ashe waits for engineers who look at Carrow Bridge", words, "Ann Ray"),
            story(
                "Coast Wire",
                "Ferries are full while Carrow Bridge is closed",
                &words.replace("has been", "is"),
                "Ann Ray",
            ),
            story(
                "Delta Radio",
                "Engineers look at the cables of Carrow Bridge, and Port Ashe waits",
                words,
                "Clara Voss",
            ),
        ],
    );
    session.press("F");
    let text = session.text();
    assert!(text.contains("Ann Ray · Bay News · Ashe Post · ≠ Coast Wire · ≠ Delta Radio\n"), "{text}");
    session.resize(42, 30);
    let text = session.text();
    let broken = "    Ann Ray · Bay News · Ashe Post\n    ≠ Coast Wire · ≠ Delta Radio\n";
    assert!(text.contains(broken), "that it is told otherwise is seen: {text}");
    session.resize(76, 30).press("Enter");
    let text = session.text();
    assert!(!text.contains("mbargo"), "{text}");
    let first = text.lines().position(|line| line == " Quotations").unwrap_or_else(|| panic!("{text}"));
    let lines: Vec<&str> = text.lines().skip(first + 1).take(8).collect();
    let expected = [
        "    ❝Nobody crosses this bridge until the last of its cables has been",
        "    replaced❞",
        "    Ann Ray · Bay News · Ashe Post",
        "  ≠ ❝Nobody crosses this bridge until the last of its cables is replaced❞",
        "    Coast Wire",
        "  ≠ ❝Nobody crosses this bridge until the last of its cables has been",
        "    replaced❞",
        "    Clara Voss · Delta Radio",
    ];
    assert_eq!(lines, expected, "{text}");
}

#[test]
fn that_a_file_without_a_source_tells_it_otherwise_is_seen() {
    let languages = Languages::new();
    let said = |name: &str, word: &str| {
        let text = format!(
            "# Carrow Bridge in Port Ashe is closed\n\nCarrow Bridge in Port Ashe is closed. “Nobody crosses this bridge \
             until the last of its cables has been {word},” said Ann Ray.\n"
        );
        let article = load::from_bytes(name, text.as_bytes(), &languages).0.remove(0);
        let briefing = brief(&article, languages.get_or_neutral("en"));
        (article, briefing)
    };
    let stories = vec![said("one.md", "replaced"), said("two.md", "repaired")];
    let mut session = Session::open((80, 24), "en", stories);
    session.press("F");
    assert!(session.text().contains("    Ann Ray · ≠ two.md\n"), "{}", session.text());
    session.press("Enter");
    assert!(session.text().contains("been repaired❞\n    two.md\n"), "{}", session.text());
    assert!(
        session.text().contains("Bridge in Port Ashe is closed\n    two.md\n"),
        "which is which: {}",
        session.text()
    );
}

#[test]
fn what_must_be_known_of_a_story_stands_with_its_words_on_every_page() {
    let mut stories = stories();
    stories[0].0.status.embargo = Some("2024-07-06T05:00:00+07:00".into());
    stories[0].0.status.withdrawn = Some(Withdrawn::Withheld);
    let mut session = Session::open((120, 30), "en", stories);
    let known = "Withheld by the sender · Embargo: Sat 6 Jul 2024 05:00+07:00";
    session.press("F");
    assert!(session.text().contains(&format!("▌   {known} · Contoh\n")), "{}", session.text());
    assert_eq!(session.text().matches("Embargo").count(), 1, "of its story alone: {}", session.text());
    session.press("q W");
    assert!(session.text().contains(&format!("▌   {known} · Fri 5 Jul 2024 · Contoh")), "{}", session.text());
}

#[test]
fn a_page_that_is_asked_for_again_stands_where_it_was_left() {
    let mut session = open();
    session.press("S j Enter S");
    assert_eq!(session.state.pages.last().map(|page| page.selected), Some(1), "{}", session.text());
    assert_eq!(session.state.pages.len(), 2, "and is open once");
}

#[test]
fn a_page_comes_not_between_what_is_typed_and_goes_with_the_last_of_it() {
    let mut session = open();
    let page = |items: Vec<Item>| Message::Page { topic: Topic::Kept, of: items.len(), items };
    let item = Item {
        section: Section::Searches,
        kind: Kind::Plain,
        count: None,
        words: "is:unread".to_owned(),
        facts: Vec::new(),
        citation: String::new(),
        lead: None,
    };
    session.state.awaited = Some(Topic::Kept);
    session.press("/");
    session.tell(page(vec![item.clone()]));
    assert!(session.state.prompt.is_some() && session.state.pages.is_empty());
    session.press("Esc");
    session.state.awaited = Some(Topic::Kept);
    session.tell(page(vec![item]));
    assert_eq!(session.state.focus, Pane::Page);
    session.state.awaited = Some(Topic::Kept);
    session.tell(page(Vec::new()));
    assert_eq!((session.state.focus, session.state.pages.len()), (Pane::Stories, 0));
}

#[test]
fn the_key_that_shows_what_was_copied_closes_it() {
    for key in ["y", "Y"] {
        let mut session = open();
        session.press("S").press(key).press(key);
        assert!(session.state.overlay.is_some(), "{key}");
        assert!(session.press(key).state.overlay.is_none(), "{key}");
    }
}

#[test]
fn what_is_longer_than_the_page_is_read_to_its_end() {
    let words: String = (1..90).map(|n| format!("kata{n} ")).collect();
    let said = |words: &str| story("Panen", &format!("[[{words},|Siti Aminah]] kata ((Siti Aminah)), petani."));
    let mut session = Session::open((40, 12), "en", vec![said("Awal"), said(words.trim()), said("Akhir")]);
    session.press("S Enter");
    let mut seen = String::new();
    for _ in 0..40 {
        seen += &session.text();
        session.press("j");
    }
    for n in 1..90 {
        assert!(seen.contains(&format!("kata{n}")), "kata{n} was never in view");
    }
    assert!(session.text().contains("▌   ❝Akhir❞"), "{}", session.text());
    session.press("k");
    assert!(session.text().contains("kata89❞") && session.text().contains("\n▌"), "{}", session.text());
    session.press("g Space");
    assert!(session.text().contains("\n▌   kata"), "a page down goes on in it: {}", session.text());
}

#[test]
fn without_its_filter_a_page_shows_what_was_found_in_its_place() {
    let mut session = open();
    session.resize(40, 12).press("F / k e r e t a Enter");
    assert!(session.text().contains('▌'), "{}", session.text());
    session.press("Esc");
    let page = &session.state.pages[0];
    assert!(page.selected > 0 && session.text().contains('▌'), "{}", session.text());
}
