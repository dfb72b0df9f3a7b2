//! What the screen looks like, cell by cell with its styles, at four sizes and in both languages.

use crate::session::{Session, stories, story};
use insta::assert_snapshot;
use jiff::civil::date;
use kilas::app::message::Message;
use kilas::article::{Span, Status, Withdrawn};
use kilas::brief::{Attribution, DateMention, KeyPoint, Quote};
use kilas::view::words::Words;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

fn at(size: (u16, u16), locale: &str) -> Session {
    Session::open(size, locale, stories())
}

#[test]
fn dashboard() {
    for locale in ["en", "id"] {
        for size in SIZES {
            let name = format!("dashboard-{}x{}-{locale}", size.0, size.1);
            assert_snapshot!(name, at(size, locale).frame());
        }
    }
}

#[test]
fn every_pane_and_overlay() {
    for (name, keys) in [
        ("text", "Enter"),
        ("zoomed", "z"),
        ("briefing", "Tab Tab j"),
        ("quotation", "] ]"),
        ("finding", "Tab Tab j Enter"),
        ("labels", "Enter f"),
        ("why", "] w"),
        ("help", "?"),
        ("help-end", "? G"),
        ("failures", "!"),
        ("searching", "Enter / p a s a r"),
        ("found", "/ k o p i Enter"),
        ("copied-link", "J Y"),
    ] {
        assert_snapshot!(format!("pane-{name}"), at((80, 24), "en").press(keys).frame());
    }
}

#[test]
fn what_was_done_with_a_story_is_told_without_styles() {
    let mut session = at((80, 24), "en");
    let marks = |session: &Session| -> Vec<String> {
        let text = session.text();
        text.lines().skip(2).take(2).map(|line| line.chars().skip(1).take(1).collect()).collect()
    };
    let mut seen = vec![marks(&session)];
    for key in ["s", "m", "s"] {
        seen.push(marks(session.press(key)));
    }
    assert_eq!(seen, [["•", " "], ["•", "*"], [" ", "*"], [" ", " "]]);
}

/// Of each story of the list what stands below its headline, at sizes whose lists have 26, 27, 36 and 48 columns for it.
#[test]
fn the_list_tells_day_speaker_and_source_as_far_as_there_is_room() {
    let told = |published: &str, source: Option<&str>, said: &str| {
        let (mut article, briefing) = story(&format!("Berita {published}{said}"), said);
        (article.published, article.source) = (published.parse().ok(), source.map(str::to_owned));
        (article, briefing)
    };
    let budi = "[[Ya,|Budi Santoso]] kata ((Budi Santoso)).";
    let stories = || {
        vec![
            told("2024-07-05T02:41:00Z", Some("Warta"), "Pendek."),
            told("2024-07-05T20:00:00Z", Some("Harian Sagara"), budi),
            // By the reader's clock another day, in the list as at the head of the text.
            told("2024-07-03T22:30:00-08:00", Some("Warta"), budi),
            told("2023-12-31", Some("Warta"), budi),
            told("", Some("Warta"), budi),
            told("", None, "Tanpa hari."),
        ]
    };
    let below = |session: &Session| -> Vec<String> {
        let width = usize::from(session.state.areas.unwrap().stories.unwrap().width);
        let text = session.text();
        let row = |line: &str| line.chars().take(width).skip(3).collect::<String>().trim_end().to_owned();
        text.lines()
            .skip(3)
            .step_by(2)
            .take(session.state.list.height.min(session.state.list.totals.stories))
            .map(row)
            .collect()
    };
    let narrow = ["09:41 · Warta", "6 Jul ❝1 Budi Santoso", "4 Jul ❝1 Budi Santoso", "31 Dec 2023 ❝1 Budi Santoso"];
    let (day, year) = ("6 Jul ❝1 Budi Santoso · Harian Sagara", "31 Dec 2023 ❝1 Budi Santoso · Warta");
    let all = ["09:41 · Warta", day, "4 Jul ❝1 Budi Santoso · Warta", year, "❝1 Budi Santoso · Warta", ""];
    for (size, rows) in [
        ((80, 24), [&narrow[..3], &["31 Dec 2023 ❝1 Budi Santo…", "❝1 Budi Santoso · Warta", ""]].concat()),
        ((120, 40), [&narrow[..], &["❝1 Budi Santoso · Warta", ""]].concat()),
        ((40, 12), [&all[..1], &narrow[1..2], &all[2..4]].concat()),
        ((200, 60), all.to_vec()),
    ] {
        assert_eq!(below(&Session::open(size, "en", stories())), rows, "{size:?}");
    }
    let rows = below(&Session::open((200, 60), "id", stories()));
    assert_eq!(rows[3], "31 Des 2023 ❝1 Budi Santoso · Warta");
    // Before the day is known, none that could be of another year.
    let mut session = Session::open((200, 60), "en", stories());
    session.state.today = None;
    assert_eq!(below(&session)[0], "5 Jul 2024 · Warta");
    let one = below(&Session::open((200, 60), "en", stories().drain(2..5).collect()));
    assert_eq!(one, ["4 Jul ❝1 Budi Santoso", "31 Dec 2023 ❝1 Budi Santoso", "❝1 Budi Santoso"], "all of one source");
}

#[test]
fn moving_the_selection_changes_the_frame() {
    let mut session = at((120, 40), "en");
    let before = session.frame();
    assert_ne!(before, session.press("j").frame());
    assert_eq!(before, session.press("k").frame());
}

#[test]
fn a_screen_too_small_says_so() {
    for size in [(39, 12), (40, 11), (20, 5), (8, 6)] {
        let text = at(size, "en").text();
        let words: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(words.join(" "), "kilas needs 40 columns and 12 rows.", "{text:?}");
    }
    assert!(at((1, 1), "en").text().starts_with('k'));
}

#[test]
fn no_story_at_all() {
    let session = Session::open((80, 24), "en", Vec::new());
    assert!(session.text().contains("No story here."));
}

#[test]
fn what_must_be_known_of_a_story_is_whole_beside_other_panes() {
    let mut stories = stories();
    stories[0].0.status = Status {
        embargo: Some("2024-07-06T05:00:00+07:00".into()),
        withdrawn: Some(Withdrawn::Withheld),
        partial: true,
        note: Some("Jangan terbit sebelum rapat.".into()),
    };
    stories[0].1.without_pack = true;
    let mut session = Session::open((80, 24), "en", stories);
    let text = session.text();
    for words in [
        "Withheld by the sender",
        "Embargoed until Sat 6 Jul 2024 05:00+07:00",
        "Only part of the text",
        "id: no pack; quotations by marks only",
        "Jangan terbit sebelum rapat.",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let text = session.resize(40, 12).press("Enter").text();
    assert!(text.contains("  Embargo: Sat 6 Jul 2024 05:00+07:00\n"), "{text}");
    session.state.fetches = true;
    for locale in ["en", "id"] {
        session.look.words = Words::new(locale).unwrap();
        assert!(!session.text().lines().skip(5).any(|line| line.contains('…')), "{}", session.text());
    }
}

#[test]
fn what_is_known_of_a_story_is_told_as_far_as_it_has_room_and_never_cut() {
    let mut stories = stories();
    stories[0].0.published = Some("2024-07-05T21:30:00".parse().unwrap());
    stories[0].0.located = Some("LABUHAN BATU SELATAN KABUPATEN SAGARA".into());
    stories[0].0.byline = Some("Ratna Sari Dewi dan Joko Susilo Adi".into());
    let mut session = Session::open((80, 24), "en", stories);
    let text = session.text();
    assert!(text.contains("│  Fri 5 Jul 2024 21:30 · Contoh · 1 min\n"), "{text}");
    assert!(text.contains("│  Ratna Sari Dewi dan Joko Susilo Adi\n"), "{text}");
    let text = session.resize(200, 60).text();
    assert!(text.contains("21:30 · Contoh · LABUHAN BATU SELATAN KABUPATEN SAGARA · 1 min"), "{text}");
}

#[test]
fn the_list_warns_of_what_may_not_be_used_and_not_of_a_part() {
    for (status, is_warned) in [
        (Status { partial: true, ..Status::default() }, false),
        (Status { embargo: Some("2024-07-06".into()), ..Status::default() }, true),
        (Status { withdrawn: Some(Withdrawn::Canceled), ..Status::default() }, true),
        (Status { note: Some("Jangan terbit.".into()), ..Status::default() }, true),
    ] {
        let mut stories = stories();
        stories[0].0.status = status.clone();
        let text = Session::open((80, 24), "en", stories).text();
        assert_eq!(text.lines().nth(3).unwrap().contains(" ! "), is_warned, "{status:?}: {text}");
    }
}

#[test]
fn a_language_that_nobody_knows_is_not_called_by_a_code() {
    for (locale, words) in [("en", "Unknown language; quotes by marks"), ("id", "Bahasa tak jelas; kutipan dari tanda")]
    {
        let mut stories = stories();
        (stories[0].0.language, stories[0].1.without_pack) = ("und".into(), true);
        let text = Session::open((40, 12), locale, stories).press("Enter").text();
        assert!(text.lines().any(|line| line.trim() == words), "{text}");
    }
}

/// Both parts of a quotation, and an attribution between them that fills lines of its own.
#[test]
fn the_bar_runs_through_what_stands_between_two_parts_of_a_quotation() {
    let (mut article, mut briefing) = story(
        "Gudang dibuka",
        "Gudang dibuka Senin.\n\n[[Harga naik,|Rudi]] kata Kepala Bidang Pengawasan Ketersediaan Pangan Pokok dan \
         Penyimpanan Kabupaten Rawa Timur ((Rudi)), “tetapi stok aman.”\n\nRapat berlanjut.",
    );
    let at = |words: &str| {
        let start = article.body.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let quote = &mut briefing.quotes[0];
    quote.content.push(at("tetapi stok aman."));
    quote.attribution = Some(Attribution { cue: at("kata"), source: Some(at("Rudi")) });
    article.source = None;
    let mut session = Session::open((40, 14), "id", vec![(article, briefing)]);
    let text = session.press("Enter ]").text();
    let bars: Vec<bool> = text.lines().skip(4).take(9).map(|line| line.starts_with('▌')).collect();
    assert_eq!(bars, [false, false, true, true, true, true, false, false, false], "{text}");
}

#[test]
fn a_known_tag_is_offered_behind_what_is_typed() {
    let mut session = at((80, 24), "en");
    session.state.keeps = true;
    session.press("t b a");
    session.tell(Message::Tags(vec!["pasar".into(), "banjir".into()]));
    let last = |session: &Session| session.frame().lines().filter(|line| line.starts_with(" Tags")).collect::<String>();
    assert_eq!(last(&session), " Tags: banjir  Tab");
    assert!(session.frame().trim_end().ends_with("bbbbbbaaddddddddd"), "what is offered is dim: {}", session.frame());
    session.press("Tab");
    assert_eq!(last(&session), " Tags: banjir");
}

#[test]
fn no_part_of_the_first_line_is_cut_but_the_search() {
    let mut session = at((40, 12), "id");
    let first = |session: &Session| session.text().lines().next().unwrap_or_default().to_owned();
    session.press("/ p e r a h u");
    assert_eq!(first(&session), " kilas   1 berita · dengan “perahu”");
    session.press("Space - k o p i Space - k e r e t a");
    assert_eq!(first(&session), " kilas   1 berita · dengan “perahu -ko…");
    session.tell(Message::Failures(vec!["a.json: it is empty".into()]));
    assert_eq!(first(&session), " kilas   1 berita · 1 gagal dimuat (!)");
    assert_eq!(first(session.press("Esc")), " kilas   3 berita · 1 gagal dimuat (!)");
}

#[test]
fn no_story_yet() {
    let mut session = Session::open((80, 24), "en", Vec::new());
    session.tell(Message::Loading(Some(0)));
    assert!(session.text().contains("Reading …"));
}

#[test]
fn where_nothing_could_be_read_the_reasons_are_shown() {
    let mut session = Session::open((80, 24), "en", Vec::new());
    session.tell(Message::Failures(vec!["news/a.json: it is empty".into()]));
    session.tell(Message::Loading(None));
    assert!(session.text().contains("news/a.json: it is empty"));
}

#[test]
fn overlays_cut_nothing() {
    for size in SIZES {
        let mut session = at(size, "id");
        let path = "/news/".to_owned() + &"wire/".repeat(40) + "a.json: it is empty";
        session.tell(Message::Failures(vec![path.clone()]));
        assert_eq!(overlaid(session.press("!")).concat(), path.replace(' ', ""), "{size:?}");
        let mut lines = overlaid(session.press("Esc ?")).concat();
        let (all, rows) = session.state.overlay.as_ref().map_or((0, 0), |overlay| (overlay.lines.len(), overlay.rows));
        for _ in rows..all {
            lines += overlaid(session.press("j")).last().expect("the last row");
        }
        for help in &session.state.helps {
            assert!(lines.contains(&help.replace(' ', "")), "{help} at {size:?}");
        }
    }
}

/// The rows of the box over the panes, without blanks.
fn overlaid(session: &Session) -> Vec<String> {
    let text = session.text();
    let column = |line: &str, corner| line.chars().position(|c| c == corner);
    let mut lines = text.lines().skip_while(|line| column(line, '┌').is_none());
    let (left, right) = lines.next().map(|top| (column(top, '┌'), column(top, '┐'))).expect("a box");
    let (left, right) = (left.unwrap_or_default() + 1, right.unwrap_or_default());
    let rows = lines.take_while(|line| column(line, '└').is_none());
    rows.map(|row| row.chars().take(right).skip(left).filter(|c| *c != ' ').collect()).collect()
}

#[test]
fn days_stand_in_their_order_with_what_happened_then() {
    let mut stories = stories();
    let (article, briefing) = &mut stories[1];
    article.body = "Jalur dibuka Senin. Sejak 2019 belum pasti. Rapat pertama Jumat lalu.".into();
    let span = |words: &str| {
        let start = article.body.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    briefing.sentences =
        ["Jalur dibuka Senin.", "Sejak 2019 belum pasti.", "Rapat pertama Jumat lalu."].map(span).into();
    let day = |words, date| DateMention { span: span(words), date };
    briefing.dates =
        vec![day("Senin", Some(date(2024, 7, 8))), day("2019", None), day("Jumat lalu", Some(date(2024, 7, 5)))];
    briefing.key_points.clear();
    let mut session = Session::open((80, 24), "en", stories);
    let text = session.press("J Tab Tab").text();
    let shown: Vec<&str> =
        text.lines().filter_map(|line| line.rsplit_once('│')).map(|(_, right)| right.trim()).collect();
    let expected = [
        "▌ • 2024-07-05 · Jumat lalu",
        "▌   Rapat pertama Jumat lalu.",
        "• 2024-07-08 · Senin",
        "Jalur dibuka Senin.",
        "• 2019",
    ];
    assert!(shown.windows(expected.len()).any(|lines| lines == expected), "{text}");
}

#[test]
fn who_said_what_stands_before_what_a_long_story_tells_further() {
    let mut stories = stories();
    let (article, briefing) = &mut stories[0];
    article.body = "Satu. Dua. Tiga. Empat. “Lima,” kata Rara Anggun.".into();
    let point = |words: &str| {
        let start = article.body.find(words).unwrap();
        KeyPoint { sentence: Span::new(start, start + words.len()), score: 1.0 }
    };
    briefing.key_points = ["Satu.", "Dua.", "Tiga.", "Empat."].map(point).into();
    let quote = Quote { content: vec![point("Lima").sentence], ..briefing.quotes[0].clone() };
    briefing.quotes = vec![quote];
    let mut session = Session::open((80, 24), "en", stories);
    let text = session.press("Tab Tab").text();
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    let order = ["Key points", "• Tiga.", "❝Lima❞", "Further points", "• Empat."].map(place);
    assert!(order.is_sorted(), "{text}");
}
