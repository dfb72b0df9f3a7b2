//! The session in words, as a screen reader gets it.

use crate::session::{Session, stories, story};
use kilas::app::message::Message;
use kilas::app::shelf::Shelf;
use kilas::article::Article;
use kilas::pile::Entry;

fn open() -> Session {
    let mut session = Session::open((80, 24), "en", stories());
    session.listen();
    session
}

#[test]
fn what_is_there_is_said_once() {
    let mut session = Session::open((80, 24), "en", stories());
    assert_eq!(
        session.listen(),
        "Stories\n3 stories\nStory 1 of 3: Pasar apung Lok Bintang dibuka kembali setelah banjir; unread, 5 Jul, \
         Contoh, 1 min, 3 quotations, Siti Aminah\n? F1: keys\n"
    );
    assert_eq!(session.listen(), "");
    assert_eq!(session.hear("k"), "", "there is nothing above");
}

#[test]
fn only_what_changed_is_said() {
    let mut session = open();
    assert_eq!(session.hear("j"), "Story 2 of 3: Jalur kereta baru menghubungkan dua kota; unread, 1 min\n");
    assert_eq!(
        session.hear("Enter"),
        "Story\nread, no star\nJalur kereta baru menghubungkan dua kota\n1 min · 13 words\n\
         Jalur kereta sepanjang 40 kilometer mulai dipakai. Perjalanan kini memakan waktu setengah jam.\n\
         End of the story\n"
    );
    assert_eq!(session.hear("s"), "read, with a star\n");
    assert_eq!(session.hear("o"), "This story has no link\n");
    assert_eq!(session.hear("o"), "This story has no link\n", "said again, for a key was typed");
    assert_eq!(session.listen(), "");
}

#[test]
fn quotations_are_told_by_their_numbers_and_reached_by_them() {
    let mut session = open();
    let text = session.hear("Enter");
    assert!(text.contains("Quotation 2 of 3: Rahmat Hidayat\n“Air memang surut"), "{text}");
    assert_eq!(session.hear("3"), "Quotation 3 of 3: “Besok kami datang lagi,” Siti Aminah\n");
    assert_eq!(session.hear("7"), "No quotation there\n");
    let letters = session.hear("f");
    assert!(letters.contains("\ns: Air memang surut lebih cepat daripada perkiraan,, Rahmat Hidayat\n"), "{letters}");
    assert!(session.hear("s").starts_with("Quotation 2 of 3: “Air memang"));
}

#[test]
fn a_text_is_said_as_far_as_it_has_come_into_view() {
    let mut session = open();
    let first = session.hear("G Enter");
    assert!(first.contains("Paragraf 1 ") && !first.contains("Paragraf 30"), "{first}");
    let mut said = first;
    for _ in 0..10 {
        said += &session.hear("Space");
    }
    for number in 1..=30 {
        let words = format!("Paragraf {number} bercerita");
        assert_eq!(said.matches(&words).count(), 1, "{words} in:\n{said}");
    }
    assert!(said.ends_with("End of the story\n"));
    assert_eq!(session.hear("j"), "");
    assert!(session.hear("g").contains("Paragraf 1 bercerita"));
}

#[test]
fn a_text_that_has_changed_is_said_anew() {
    let version = |words: &str| {
        let (article, briefing) = stories().swap_remove(1);
        let body = article.body.replace("setengah jam", words);
        (Article { uri: "k:1".into(), body, ..article }, briefing)
    };
    let again = |words: &str| {
        let (article, briefing) = version(words);
        Entry::new(article, briefing)
    };
    let mut session = Session::open((80, 24), "en", vec![version("setengah jam")]);
    session.hear("Enter");
    session.pile.add(again("satu jam"));
    session.tell(Message::Loading(None));
    assert_eq!(
        session.listen(),
        "unread, no star\nJalur kereta baru menghubungkan dua kota\n1 min · 13 words\n\
         Jalur kereta sepanjang 40 kilometer mulai dipakai. Perjalanan kini memakan waktu satu jam.\n\
         End of the story\n"
    );
    session.pile.add(again("satu jam"));
    session.tell(Message::Loading(None));
    assert_eq!(session.listen(), "", "it is the same");
}

#[test]
fn findings_and_what_they_lead_to() {
    let mut session = open();
    let briefing = session.hear("Tab Tab");
    assert!(
        briefing.ends_with("Key points: Pasar apung di Lok Bintang kembali dibuka pada Sabtu pagi.\n"),
        "{briefing}"
    );
    session.hear("j");
    assert_eq!(session.hear("j"), QUOTATION);
    assert_eq!(session.hear("]"), "", "it is said already, as a finding");
    session.hear("k");
    assert_eq!(
        session.hear("Enter"),
        "Story\nDermaga yang rusak sudah diperbaiki warga secara gotong royong.\n",
        "the words alone, not all the text that came into view with them"
    );
}

#[test]
fn a_search_is_heard_as_it_is_typed_and_its_matches_in_their_sentences() {
    let mut session = open();
    session.hear("Enter");
    assert_eq!(session.hear("/"), "In the story: \n");
    assert_eq!(session.hear("a p u"), "a\np\nu\n");
    assert_eq!(session.hear("Backspace"), "In the story: ap\n");
    let found = session.hear("u Enter");
    assert!(found.starts_with("u\nMatch 1 of 1: "), "{found}");
    assert_eq!(session.hear("n"), "Past the end: back at the first\n");
}

#[test]
fn what_lies_over_the_panes_is_said_whole() {
    let mut session = open();
    let help = session.hear("?");
    assert!(help.contains("\n] ): Next quotation, across stories\n") && help.ends_with("Esc closes\n"), "{help}");
    assert_eq!(session.hear("j"), "", "there is nothing to scroll");
    assert!(session.hear("Esc ]").ends_with(QUOTATION));
    let why = session.hear("w");
    assert!(why.contains("Speaker: Siti Aminah\n") && !why.contains('│'), "{why}");
}

const QUOTATION: &str = "Quotation 1 of 3: “Kami sudah menunggu hari ini selama tiga minggu,” Siti Aminah\n";

#[test]
fn what_is_broken_to_fit_the_screen_is_said_in_one_piece() {
    let words = "Air di pasar itu naik setinggi lutut orang dewasa sejak subuh dan baru surut menjelang sore";
    let text = format!("[[{words},|Siti Aminah]] kata ((Siti Aminah)).");
    let mut session = Session::open((40, 12), "en", vec![story("Banjir", &text)]);
    session.hear("Enter");
    let why = session.hear("w");
    assert!(why.contains(&format!("\n❝{words}❞\n")), "{why}");
    let reason = "a-folder/of-many/that-have-a-long-name.json: line 1, column 26: it ends too early".to_owned();
    session.tell(Message::Failures(vec![reason.clone()]));
    let failures = session.hear("Esc !");
    assert!(failures.contains(&format!("\n{reason}\n")), "{failures}");
}

#[test]
fn a_list_that_grows_says_its_selected_story_once() {
    let mut session = open();
    let (article, briefing) = story("Pasar malam", "Pasar malam dibuka.");
    session.pile.add(Entry::new(article, briefing));
    session.tell(Message::List(session.pile.totals()));
    assert_eq!(session.listen(), "4 stories\n");
    assert!(session.hear("j").starts_with("Story 2 of 4: "));
    assert!(session.hear("k").starts_with("Story 1 of 4: "));
}

#[test]
fn in_the_readers_language() {
    let mut session = Session::open((80, 24), "id", stories());
    assert!(session.listen().contains("Berita 1 dari 3: Pasar apung"));
}
