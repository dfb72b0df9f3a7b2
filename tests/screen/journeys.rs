//! What keys do, as a reader sees it: journeys through the program without a terminal.

use crate::session::{Session, stories, story};
use kilas::app::action::Action;
use kilas::app::action::{Pane, TABLE};
use kilas::app::key::{Input, Key, KeyCode, Mouse, MouseKind};
use kilas::app::message::{Effect, Message};
use kilas::app::outcome::Outcome;
use kilas::app::overlay::{Content, Line};
use kilas::app::shelf::Shelf;
use kilas::app::update;
use kilas::article::Article;
use kilas::brief::Briefing;
use kilas::pile::Entry;

fn open() -> Session {
    Session::open((120, 40), "en", stories())
}

fn last_row(session: &Session) -> String {
    session.text().lines().last().unwrap_or_default().trim().to_owned()
}

#[test]
fn quotations_follow_each_other_across_stories_and_round_the_end() {
    let mut session = open();
    assert!(last_row(session.press("]")).ends_with("❝1/3"));
    assert!(last_row(session.press("]")).ends_with("❝2/3"));
    assert!(last_row(session.press(")")).ends_with("❝3/3"));
    // The second story has none: on to the third.
    assert!(last_row(session.press("]")).ends_with("❝1/1"));
    assert_eq!(session.state.list.selected, 2);
    assert_eq!(last_row(session.press("]")), "Past the end: back at the first");
    assert_eq!(session.state.list.selected, 0);
    assert_eq!(last_row(session.press("[")), "Past the beginning: at the last");
    assert!(last_row(session.press("[ [")).ends_with("❝2/3"));
}

#[test]
fn where_the_list_stands_alone_a_quotation_or_a_match_brings_its_text() {
    for (keys, words) in
        [("]", "menunggu hari ini"), ("2", "Air memang surut"), ("/ k o p i Enter n", "kopi di lereng")]
    {
        let mut session = Session::open((40, 12), "en", stories());
        let text = session.press(keys).text();
        assert!(session.state.focus == Pane::Text && text.contains(words), "{keys}: {text}");
    }
    let mut session = Session::open((40, 12), "en", stories());
    session.press("n");
    assert_eq!(session.state.focus, Pane::Stories, "the next unread story is one of the list");
}

#[test]
fn the_same_speaker_is_followed_past_others() {
    let mut session = open();
    assert!(last_row(session.press("] }")).ends_with("❝3/3"));
    assert_eq!(last_row(session.press("}")), "Past the end: back at the first");
    session.press("] }");
    assert_eq!(last_row(&session), "No other quotation by this speaker");
}

#[test]
fn a_number_or_a_letter_leads_straight_to_a_quotation() {
    let mut session = open();
    assert!(last_row(session.press("2")).ends_with("❝2/3"));
    assert_eq!(last_row(session.press("9")), "No quotation there");
    session.press("Enter f");
    assert_eq!(last_row(&session), "Type the letter of a quotation");
    assert!(last_row(session.press("d")).ends_with("❝3/3"));
}

#[test]
fn why_a_speaker_is_one_stands_first_and_whole_on_the_smallest_screen() {
    let mut stories = stories();
    let (article, briefing) = &mut stories[0];
    let body = "\"Kami menutup jalan di sepanjang sungai sampai air surut dan tanggul diperbaiki,\" kata Kepala Badan \
        Penanggulangan Bencana Daerah Siti Aminah.";
    article.body = body.to_owned();
    *briefing = kilas::brief::brief(article, kilas::language::Languages::new().get_or_neutral("id"));
    let mut session = Session::open((40, 12), "id", stories);
    let text = session.press("w").text();
    let lines: Vec<&str> = text.lines().skip(2).take(7).filter_map(|line| line.split('│').nth(1)).collect();
    let expected = [
        " Narasumber  Siti Aminah, Kepala  ",
        "             Badan Penanggulangan ",
        "             Bencana Daerah       ",
        " Penanda     kata                 ",
        " Sumber      Siti Aminah          ",
        " Ditemukan   lewat nama           ",
        "                                  ",
    ];
    assert_eq!(lines, expected, "{text}");
    assert!(session.press("G").text().contains("diperbaiki❞"), "the quotation is below");
    let said = session.listen();
    assert!(said.contains("Kepala Badan Penanggulangan Bencana Daerah\n"), "what was broken is whole: {said}");
}

#[test]
fn the_way_to_the_next_quotation_is_shown_on_the_smallest_screen() {
    let mut session = Session::open((40, 12), "en", stories());
    assert_eq!(last_row(&session), "j/k move  Enter read  ? keys  q quit");
    assert_eq!(last_row(session.press("Enter")), "j/k move  ]/[ quotation  ? keys  q back");
}

#[test]
fn the_keys_that_work_where_the_reader_is_stand_first() {
    for (keys, pane) in
        [("?", Pane::Stories), ("Enter ?", Pane::Text), ("Tab Tab ?", Pane::Briefing), ("F ?", Pane::Page)]
    {
        let mut session = open();
        let lines = session.press(keys).state.overlay.take().expect("the keys are shown").lines;
        let elsewhere = lines.iter().position(|line| *line == Line::Heading(None)).expect("not all work here");
        let helped = |line: &Line| match line {
            Line::Help { entry, with_keys: true, .. } => Some(&TABLE[*entry]),
            _ => None,
        };
        let (here, there) = lines.split_at(elsewhere);
        assert!(here.iter().filter_map(helped).all(|entry| entry.panes.contains(&pane)), "{pane:?}");
        assert!(there.iter().filter_map(helped).all(|entry| !entry.panes.contains(&pane)), "{pane:?}");
        assert_eq!(lines.iter().filter_map(helped).count(), TABLE.len(), "{pane:?}: each once");
    }
}

#[test]
fn a_finding_leads_to_its_words() {
    let mut session = open();
    session.press("Tab Tab j Enter");
    assert_eq!(session.state.focus, Pane::Text);
    let marked = &session.state.reading.marked;
    let body = &session.state.reading.story.as_ref().unwrap().article.body;
    assert_eq!(marked[0].of(body), "Dermaga yang rusak sudah diperbaiki warga secara gotong royong.");
    session.press("Esc");
    assert!(session.state.reading.marked.is_empty());
    assert!(!session.press("Tab Enter").state.reading.marked.is_empty());
    assert!(session.press("J").state.reading.marked.is_empty(), "another story has not these words");
}

#[test]
fn a_story_is_read_once_something_is_done_in_it() {
    let mut session = open();
    assert_eq!(session.pile.totals().unread, 3);
    session.press("j j k");
    assert_eq!(session.pile.totals().unread, 3, "passing over stories in the list reads none");
    session.press("Enter");
    assert_eq!(session.pile.totals().unread, 2);
    assert!(session.text().contains("2 unread"));
    session.press("U");
    assert_eq!(session.pile.totals().unread, 3);
    session.press("q G A");
    assert_eq!(session.pile.totals().unread, 0);
    assert_eq!(last_row(&session), "Marked as read: 3 stories; U takes it back");
    session.press("A");
    assert!(!last_row(&session).contains("Marked"), "there was none");
    session.press("U");
    assert_eq!(session.pile.totals().unread, 3);
    assert_eq!(last_row(&session), "Undone");
    session.press("U");
    assert_eq!(last_row(&session), "Nothing to undo");
}

#[test]
fn n_goes_to_the_next_unread_story_while_nothing_is_searched() {
    let mut session = open();
    session.press("m n");
    assert_eq!(session.state.list.selected, 1);
    session.press("m n m n");
    assert_eq!(last_row(&session), "Every story is read");
}

#[test]
fn a_search_in_the_story_goes_from_match_to_match() {
    let mut session = open();
    session.press("Enter / p e r a h u Enter");
    assert!(last_row(&session).ends_with("match 1/1"));
    session.press("n");
    assert_eq!(last_row(&session), "Past the end: back at the first");
    session.press("Esc / x y z Enter");
    assert_eq!(last_row(&session), "“xyz” is not in the story; from the list / looks in all");
}

#[test]
fn the_footer_tells_where_the_reader_went_last_a_match_or_a_quotation() {
    let mut session = open();
    session.press("Enter / a Enter");
    assert!(last_row(&session).ends_with(&format!("match 1/{}", session.state.search.matches.len())));
    session.press("]");
    assert!(last_row(&session).contains(" ❝1/"), "{}", last_row(&session));
    session.press("n");
    assert!(last_row(&session).contains("match "), "{}", last_row(&session));
    session.press("]");
    assert!(last_row(&session).contains(" ❝"), "{}", last_row(&session));
    session.press("N");
    assert!(last_row(&session).contains("match "), "{}", last_row(&session));
    // And in the story that a quotation leads to, no match was gone to yet.
    session.press("q / a Enter J");
    assert!(last_row(&session).contains("match 0/"), "{}", last_row(&session));
}

#[test]
fn matches_go_on_from_what_is_in_view() {
    let mut session = open();
    session.press("G Enter / k o p i Enter n n");
    assert!(last_row(&session).ends_with("match 3/31"), "{}", session.text());
    session.press("G n");
    assert!(last_row(&session).ends_with("match 20/31"), "{}", session.text());
    session.press("g N");
    assert_eq!(last_row(&session), "Past the beginning: at the last");
    session.press("N j k N");
    assert!(last_row(&session).ends_with("match 29/31"), "from the match that is still in view: {}", session.text());
}

#[test]
fn a_search_over_all_narrows_the_list_and_goes_on_in_the_next_story() {
    let listed = |session: &Session| -> Vec<String> {
        session.state.list.in_view().map(|(_, row)| row.headline.clone()).collect()
    };
    let mut session = open();
    let all = listed(&session);
    session.press("/ d i Enter");
    assert_eq!(session.state.list.totals.stories, 3);
    session.press("Esc / k o p i Enter");
    assert_eq!(session.state.list.totals.stories, 1);
    assert_eq!(session.state.reading.story.as_ref().unwrap().article.headline, "Panen kopi melimpah");
    assert_eq!(listed(&session), ["Panen kopi melimpah"]);
    assert!(last_row(&session).contains("q back"), "{}", last_row(&session));
    session.press("q");
    assert_eq!(listed(&session), all);
    assert!(last_row(&session).contains("q quit"), "{}", last_row(&session));
    assert_eq!(session.state.list.totals.stories, 3);
    assert_eq!(session.state.list.selected, 2, "the story that was open stays open");
    session.press("/ x y z Enter s");
    assert_eq!(last_row(&session), "No story is found; Esc lists all again");
    assert!(!session.state.reading.story.as_ref().unwrap().marks.starred, "what is not listed is not marked");
    session.press("Esc");
    assert_eq!(session.state.list.totals.stories, 3);
}

#[test]
fn while_a_query_is_typed_the_story_at_the_cursor_stands_beside_the_list() {
    let mut session = open();
    session.press("j");
    let title = |session: &Session| session.text().lines().nth(1).unwrap_or_default().to_owned();
    assert!(title(&session).contains("Jalur kereta baru"));
    session.press("/ k o p i");
    assert!(title(&session).contains("Panen kopi melimpah"), "{}", session.text());
    assert!(session.text().contains("Paragraf 1 bercerita"), "from its beginning: {}", session.text());
    session.press("x x");
    assert!(title(&session).contains("Story ─") && !session.text().contains("Paragraf"), "{}", session.text());
    session.press("Esc");
    assert!(title(&session).contains("Jalur kereta baru"), "the one that was open: {}", session.text());
    assert_eq!(session.state.list.selected, 1);
    session.press("/ x x x Enter Tab");
    for key in ["y", "]", "s", "w", "n", "V"] {
        assert_eq!(last_row(session.press(key)), "No story is found; Esc lists all again", "{key}");
    }
    session.press("Esc");
    assert!(title(&session).contains("Jalur kereta baru"), "{}", session.text());
    assert!(session.outside.is_empty(), "{:?}", session.outside);
}

#[test]
fn a_query_that_is_given_up_leaves_the_reader_at_the_quotation_where_it_began() {
    let mut session = open();
    let before = session.press("] ]").frame();
    session.press("/ k o p i");
    assert_eq!(session.state.reading.quote, None);
    assert_eq!(session.press("Esc").frame(), before);
    session.press("/ k o p i Enter");
    assert_eq!(session.state.reading.quote, None, "a query that is meant");
    session.press("Esc [");
    assert!(last_row(&session).ends_with("❝3/3"), "{}", session.text());
}

#[test]
fn what_is_typed_into_a_prompt_is_text() {
    let mut session = open();
    session.press("/ q ? ] Backspace Backspace j");
    assert_eq!(session.state.prompt.as_ref().unwrap().words, "qj");
    session.press("Ctrl-u Backspace");
    assert_eq!(session.state.prompt, None);
    assert!(session.outside.is_empty());
}

#[test]
fn what_was_searched_for_comes_back_by_the_arrows() {
    let mut session = open();
    let typed = |session: &Session| session.state.prompt.as_ref().unwrap().words.clone();
    session.press("/ k o p i Enter q / a i r Enter q / k o p i Enter q Enter / w a r g a Enter q");
    session.press("/ x Up");
    assert_eq!(typed(&session), "kopi", "the last first, each once, and not what was looked for in a story");
    assert!(session.text().contains("with “kopi”"), "it is looked for at once: {}", session.text());
    session.press("z Up Up Ctrl-p");
    assert_eq!(typed(&session), "air");
    session.press("Down");
    assert_eq!(typed(&session), "kopiz", "what was changed stays so");
    session.press("Ctrl-n Down");
    assert_eq!(typed(&session), "x");
    session.press("Esc t");
    assert_eq!(session.state.searched.len(), 3);
}

#[test]
fn what_is_typed_beyond_the_line_goes_on_behind_an_ellipsis() {
    let mut session = open();
    session.resize(40, 12).press("Enter / a b c d e f g h i j k l");
    assert_eq!(last_row(&session), "In the story: abcdefghijkl   match 0/0");
    // How often it is found gives way.
    session.press("m n o p q r s t u v w x y z");
    assert_eq!(last_row(&session), "In the story: …fghijklmnopqrstuvwxyz");
}

#[test]
fn a_quotation_is_copied_with_speaker_headline_and_link() {
    let mut session = open();
    let headline =
        "Pasar apung Lok Bintang dibuka kembali setelah banjir, Contoh, 2024-07-05\nhttps://contoh.example/pasar-apung";
    session.press("y");
    assert_eq!(session.outside, [Effect::Copy(headline.into())], "none was gone to");
    let copied = "“Kami sudah menunggu hari ini selama tiga minggu”\n— Siti Aminah\n\
                  Pasar apung Lok Bintang dibuka kembali setelah banjir, Contoh, 2024-07-05\n\
                  https://contoh.example/pasar-apung";
    // From the list, where the text beside it shows the quotation, as from the text.
    for keys in ["] y", "Enter y"] {
        session.press(keys);
        assert_eq!(session.outside.pop(), Some(Effect::Copy(copied.into())), "{keys}");
    }
    session.resize(40, 12).press("Esc q y");
    assert_eq!(session.outside.last(), Some(&Effect::Copy(headline.into())), "the list alone shows none");
}

/// Whether the clipboard took it nobody can tell but the reader: the same key again shows what was sent.
#[test]
fn what_was_sent_to_the_clipboard_can_be_seen() {
    let mut session = open();
    session.press("Enter ] y");
    session.tell(Message::Done(Outcome::Copied(184)));
    assert_eq!(last_row(&session), "Sent to the clipboard: 184 bytes; once more to see them");
    session.press("y");
    assert!(session.text().contains("For the clipboard") && session.text().contains("— Siti Aminah"));
    session.press("y");
    assert!(!session.text().contains("For the clipboard"));
    for outcome in [Outcome::NoClipboard, Outcome::TooLongToCopy(20_000)] {
        session.press("} y");
        session.tell(Message::Done(outcome));
        assert!(session.text().contains("Besok kami datang lagi"), "shown at once");
        session.press("Esc {");
    }
    session.tell(Message::Done(Outcome::LinkToShow { link: "https://contoh.example/a".into(), sent: true }));
    assert!(session.text().contains("│ https://contoh.example/a"));
    assert!(last_row(&session).ends_with("sent to the clipboard too"));
}

#[test]
fn links_are_copied_opened_or_missed() {
    let mut session = open();
    session.press("Y o");
    let link = || "https://contoh.example/pasar-apung".to_owned();
    assert_eq!(session.outside, [Effect::Copy(link()), Effect::OpenLink(link())]);
    session.press("J Y");
    assert_eq!(last_row(&session), "This story has no link");
}

#[test]
fn what_is_longer_than_a_row_is_said_on_several() {
    let mut session = Session::open((40, 12), "en", stories());
    session.press("Enter");
    session.tell(Message::Done(Outcome::TooLongToCopy(20_000)));
    let text = session.text();
    assert!(text.ends_with(" Not copied, but shown: 20,000 bytes\n are more than terminals take\n"), "{text}");
    session.tell(Message::Trouble("/srv/wire/".repeat(40).into()));
    let text = session.text();
    assert!(text.contains("Pasar apung") && text.ends_with("…\n"), "the story is still seen: {text}");
    session.press("j");
    assert!(last_row(&session).starts_with("j/k move"));
}

#[test]
fn a_text_that_is_whole_is_not_fetched() {
    let mut session = open();
    session.press("r");
    assert_eq!((last_row(&session).as_str(), session.outside.len()), ("The whole text is here", 0));
}

#[test]
fn a_part_says_how_the_rest_is_had_and_is_fetched_once() {
    let mut pieces = stories();
    pieces.truncate(1);
    pieces[0].0.status.partial = true;
    let mut session = Session::open((100, 24), "id", pieces);
    assert!(session.text().contains("Hanya sebagian teks\n"), "nothing is fetched here: {}", session.text());
    session.state.fetches = true;
    session.press("r r");
    assert!(session.text().contains("Hanya sebagian; r mengambil semua"), "{}", session.text());
    assert!(matches!(session.outside[..], [Effect::Fetch(_)]), "{:?}", session.outside);
    session.tell(Message::Done(Outcome::NoText("404".to_owned().into())));
    session.press("r");
    assert_eq!(session.outside.len(), 2);
}

#[test]
fn what_the_reader_wrote_stands_above_the_text() {
    let mut session = open();
    let story = session.state.reading.story.as_mut().unwrap();
    story.annotation.set_tags("banjir pasar-apung");
    story.annotation.note = "Tanya dinas berapa pedagang yang sudah kembali, dan sejak kapan.".into();
    session.state.reading.lay();
    session.press("z");
    let text = session.text();
    assert!(text.contains("#banjir #pasar-apung\n"), "{text}");
    assert!(text.contains("✎ Tanya dinas berapa pedagang yang sudah kembali"), "{text}");
    let said = session.hear("Tab");
    assert!(said.contains("Tags: banjir, pasar-apung\nYour note: Tanya dinas berapa"), "{said}");
}

#[test]
fn every_pane_is_one_key_away_at_any_width() {
    for width in [40, 80, 120, 200] {
        let mut session = Session::open((width, 24), "en", stories());
        for pane in [Pane::Text, Pane::Briefing, Pane::Stories] {
            session.press("Tab");
            assert_eq!(session.state.focus, pane);
            assert!(session.state.areas.unwrap().of(pane).is_some(), "{pane:?} at {width}");
        }
    }
}

#[test]
fn the_words_at_the_top_stay_there_when_the_size_changes() {
    let mut session = open();
    session.press("G Enter d d");
    let reading = &session.state.reading;
    let offset = reading.document.offset_of(reading.top).unwrap();
    for (columns, rows) in [(80, 24), (40, 12), (200, 30), (80, 20)] {
        session.resize(columns, rows);
        let reading = &session.state.reading;
        let shown = reading.document.shown(reading.top, 1);
        assert!(shown.start <= offset && offset <= shown.end, "{columns}×{rows}: {shown:?} {offset}");
    }
    session.resize(1, 1).resize(0, 0).resize(80, 24);
    assert!(!session.text().trim().is_empty());
}

#[test]
fn what_the_reader_is_at_stays_in_view_when_the_size_changes() {
    for (keys, words) in [
        ("J J ] z", "panen terbaik"),
        ("J J z / t e r b a i k Enter", "panen terbaik"),
        ("Tab Tab j Enter z", "diperbaiki"),
    ] {
        let mut session = open();
        session.press(keys);
        for (columns, rows) in [(120, 20), (60, 12), (80, 40), (40, 12), (200, 12)] {
            assert!(session.resize(columns, rows).text().contains(words), "{keys}: {}", session.text());
        }
    }
}

#[test]
fn another_version_of_the_open_story_is_read_on_where_the_reader_is() {
    let mut session = open();
    let version = |body: String| {
        let article = Article { uri: "k:1".into(), headline: "Beras".into(), body, ..Article::default() };
        Entry::new(article, Briefing::default())
    };
    let body: Vec<String> = (0..90).map(|n| format!("Paragraf {n} dari Rawa.")).collect();
    let body = body.join("\n\n");
    session.pile.add(version(body.clone()));
    session.tell(Message::List(session.pile.totals()));
    session.press("G Enter Space");
    let top = |session: &Session| {
        let reading = &session.state.reading;
        reading.document.shown(reading.top, 1).of(&reading.story.as_ref().unwrap().article.body).to_owned()
    };
    let (before, selected) = (top(&session), session.state.list.selected);
    let changed = body.replace("Paragraf 80 ", "Paragraf delapan puluh ");
    session.pile.add(version(format!("Baru.\n\nBaru juga.\n\n{changed}")));
    session.tell(Message::List(session.pile.totals()));
    assert_eq!((top(&session), session.state.list.selected), (before, selected));
    assert!(session.press("G").text().contains("Paragraf delapan puluh"));
}

#[test]
fn q_goes_back_step_by_step_and_then_quits() {
    let mut session = open();
    session.press("Enter z q");
    assert!(!session.state.zoomed);
    session.press("q");
    assert_eq!(session.state.focus, Pane::Stories);
    assert!(session.outside.is_empty());
    session.press("? q");
    assert!(session.outside.is_empty(), "q closes the help and no more");
    session.press("q");
    assert_eq!(session.outside, [Effect::Quit]);
}

#[test]
fn panes_are_walked_both_ways_and_only_tab_goes_round() {
    let mut session = open();
    for (keys, pane) in [
        ("h", Pane::Stories),
        ("l", Pane::Text),
        ("l", Pane::Briefing),
        ("l", Pane::Briefing),
        ("h", Pane::Text),
        ("h", Pane::Stories),
        ("Shift-Tab", Pane::Briefing),
        ("Shift-Tab", Pane::Text),
        ("Tab Tab", Pane::Stories),
    ] {
        assert_eq!(session.press(keys).state.focus, pane, "{keys}");
    }
}

#[test]
fn a_page_of_findings_begins_with_the_last_line_of_the_page_before() {
    let mut session = Session::open((40, 12), "en", stories());
    let before = session.press("Shift-Tab").text();
    let after = session.press("Space").text();
    assert_eq!(before.lines().nth(10), after.lines().nth(2), "{before}\n{after}");
    assert_eq!((session.state.focus, session.state.findings.selected), (Pane::Briefing, 3));
    assert_eq!(session.press("b").state.findings.selected, 0);
}

#[test]
fn the_next_story_is_read_from_the_text_and_glanced_at_from_the_list() {
    let is_read = |session: &Session| session.state.reading.story.as_ref().unwrap().marks.read;
    let mut session = open();
    session.press("J");
    assert_eq!((session.state.list.selected, is_read(&session)), (1, false));
    session.press("Enter J");
    assert_eq!((session.state.list.selected, is_read(&session)), (2, true));
}

#[test]
fn in_the_briefing_the_selected_quotation_is_meant_not_the_current_one() {
    let mut session = open();
    session.press("] Shift-Tab j w");
    assert_eq!((session.state.reading.quote, session.state.findings.current().unwrap().number), (Some(0), Some(1)));
    let shown = session.state.overlay.take().unwrap().content;
    assert_eq!(shown, Content::Why(session.state.reading.numbered[1]));
}

#[test]
fn nothing_more_to_erase_leaves_a_search_and_no_note() {
    let mut session = open();
    session.state.keeps = true;
    for key in ["t", "a"] {
        assert!(session.press(key).press("Backspace").state.prompt.is_some(), "{key}");
        session.press("Esc");
    }
    assert!(session.press("/ Backspace").state.prompt.is_none());
}

#[test]
fn what_stands_only_before_the_view_is_found_while_it_is_typed() {
    let mut session = Session::open((80, 24), "en", stories());
    session.press("G Enter G / g r a f Space 2 Space");
    assert!(session.text().contains("Paragraf 2 bercerita"), "{}", session.text());
    assert_eq!(session.state.search.current, Some(0));
    session.press("Enter / 1 5 Space b");
    let text = session.text();
    let row = text.lines().position(|line| line.contains("Paragraf 15 ")).unwrap();
    assert_eq!(row - 2, session.state.reading.height / 4, "what is gone to has text before it: {text}");
}

#[test]
fn what_is_written_as_it_stood_is_no_change() {
    let mut session = open();
    session.state.keeps = true;
    session.press("a k Enter a");
    let effects = update(&mut session.state, Message::Input(Input::Key(Key::plain(KeyCode::Enter))));
    assert!(session.state.prompt.is_none() && effects.is_empty(), "{effects:?}");
}

#[test]
fn the_first_finding_of_a_group_brings_its_heading() {
    let mut session = Session::open((40, 12), "en", stories());
    assert!(session.press("Shift-Tab G g").text().contains("\n Key points\n"), "{}", session.text());
}

#[test]
fn the_mouse_selects_what_it_falls_on_in_a_list_that_has_moved() {
    let told = |n: usize| story(&format!("Berita {n}"), &format!("Pasar nomor {n} di kota {n} dibuka pada hari {n}."));
    let mut session = Session::open((80, 12), "en", (0..20).map(told).collect());
    session.press("G");
    let top = session.state.list.top;
    assert!(top > 10, "{}", session.text());
    session.tell(Message::Input(Input::Mouse(Mouse { kind: MouseKind::Press, column: 5, row: 4 })));
    assert_eq!(session.state.list.selected, top + 1, "{}", session.text());
}

#[test]
fn the_wheel_scrolls_what_lies_over_the_panes_and_a_press_closes_it() {
    let mut session = Session::open((80, 24), "en", stories());
    session.press("Enter ?");
    let mut turn = |kind| session.tell(Message::Input(Input::Mouse(Mouse { kind, column: 40, row: 10 })));
    turn(MouseKind::ScrollDown);
    turn(MouseKind::ScrollDown);
    turn(MouseKind::ScrollUp);
    assert_eq!((session.state.overlay.as_ref().unwrap().top, session.state.reading.top), (3, 0), "{}", session.text());
    let selected = session.state.list.selected;
    session.tell(Message::Input(Input::Mouse(Mouse { kind: MouseKind::Press, column: 5, row: 8 })));
    assert!(session.state.overlay.is_none() && session.state.list.selected == selected, "{}", session.text());
}

#[test]
fn what_is_said_names_the_keys_there_are() {
    let mut session = Session::open((80, 24), "en", stories());
    let keys = [(Action::Clear, "x"), (Action::ToggleSearch, "p"), (Action::Tags, "v")];
    let bound: Vec<_> = keys.iter().map(|(action, key)| (*action, vec![key.parse().unwrap()])).collect();
    session.state.keymap = session.state.keymap.clone().rebound(&bound).unwrap();
    assert!(session.press("?").text().contains(" x closes "), "{}", session.text());
    session.press("x / z z z Enter");
    assert_eq!(last_row(&session), "No story is found; x lists all again");
    session.press("x L");
    assert_eq!(last_row(&session), "No saved search (p) and no tag (v) yet");
}

#[test]
fn an_overlay_on_a_larger_screen_shows_as_much_as_fits() {
    let mut session = Session::open((40, 12), "en", stories());
    session.press("? G").resize(120, 40);
    let overlay = session.state.overlay.as_ref().unwrap();
    assert_eq!(overlay.top, overlay.lines.len() - overlay.rows, "{}", session.text());
}

#[test]
fn marks_stand_before_the_headline_where_no_list_shows_them() {
    for (size, is_listed) in [((40, 12), false), ((80, 24), true)] {
        let mut session = Session::open(size, "id", stories());
        session.press("Enter");
        let title = |session: &Session| session.text().lines().nth(1).unwrap_or_default().to_owned();
        let plain = title(&session);
        session.press("s");
        assert_eq!(title(&session).contains(" * "), !is_listed, "{}", title(&session));
        session.press("m");
        assert_eq!(title(&session).contains(" • * "), !is_listed, "{}", title(&session));
        session.press("U U");
        assert_eq!(title(&session), plain);
    }
}
