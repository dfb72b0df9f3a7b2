//! The front page of invented stories: which tell of one event, what they say together, and how it is printed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

use std::process::{Command, Output};

use kilas::article::{Article, Span, Withdrawn};
use kilas::brief::{Briefing, brief};
use kilas::export::{Format, write_event};
use kilas::front::{Event, Quotation, Story, event, front};
use kilas::language::Languages;
use kilas::load;

/// Source, day, headline and text of each; the first, third and fifth tell of one fire.
const STORIES: [(&str, &str, &str, &str); 6] = [
    (
        "Harian Sagara",
        "2026-03-10",
        "Kebakaran menghanguskan Pasar Melati di Sagara",
        "Kebakaran menghanguskan 120 kios di Pasar Melati, Kota Sagara, Selasa (10/3). Tidak ada korban jiwa.\n\n\
         \"Api muncul dari sebuah kios kain di lantai dua dan cepat membesar karena angin,\" kata Kepala Dinas Pemadam \
         Kebakaran Sagara Budi Hartanto.\n\nPemerintah Kota Sagara menyiapkan tempat berjualan sementara di Lapangan \
         Kenanga.",
    ),
    (
        "Harian Sagara",
        "2026-03-10",
        "Panen kopi di Bukit Lawe naik",
        "Panen kopi di Bukit Lawe naik 12 persen tahun ini. \"Hujan datang tepat waktu,\" kata Ketua Koperasi Tani Lawe \
         Rina Sari.",
    ),
    (
        "Warta Timur",
        "2026-03-11",
        "Pasar Melati Sagara terbakar, 120 kios habis",
        "Sebanyak 120 kios Pasar Melati di Kota Sagara habis terbakar pada Selasa (10/3). Pedagang kehilangan barang \
         dagangan untuk Lebaran.\n\n\"Api muncul dari kios kain di lantai dua dan cepat membesar karena angin,\" ujar \
         Budi Hartanto, Kepala Dinas Pemadam Kebakaran Sagara.\n\n\"Kami kehilangan semuanya,\" kata Nur Aini, pedagang \
         beras.",
    ),
    (
        "Warta Timur",
        "2026-03-11",
        "Museum Tembaga dibuka kembali",
        "Museum Tembaga di Kota Arang dibuka kembali setelah dua tahun. \"Atapnya kini kuat,\" kata Kepala Museum \
         Tembaga Yusuf Lubis.",
    ),
    (
        "Kabar Pulau",
        "2026-03-12",
        "Pedagang Pasar Melati berjualan di Lapangan Kenanga",
        "Pedagang Pasar Melati di Sagara yang kiosnya terbakar mulai berjualan di Lapangan Kenanga, Kamis (12/3). \
         Polisi masih menyelidiki kebakaran di Pasar Melati itu.\n\n\"Kami kehilangan semuanya,\" kata Nur Aini.",
    ),
    (
        "Kabar Pulau",
        "2026-05-20",
        "Pasar Melati Sagara dibangun kembali",
        "Pasar Melati di Kota Sagara yang terbakar dibangun kembali mulai Rabu (20/5). Pembangunan 120 kios selesai \
         akhir tahun.",
    ),
];

fn records() -> String {
    let record = |(source, day, headline, body): &(&str, &str, &str, &str)| {
        serde_json::json!({"headline": headline, "source": source, "published": day, "language": "id", "body": body,
            "uri": format!("{source} {headline}"), "link": "https://contoh.example/"})
        .to_string()
            + "\n"
    };
    STORIES.iter().map(record).collect()
}

fn briefed(languages: &Languages) -> Vec<(Article, Briefing)> {
    let (articles, failures) = load::from_bytes("stories.jsonl", records().as_bytes(), languages);
    assert!(failures.is_empty(), "{failures:?}");
    articles.into_iter().map(|article| (brief_of(&article, languages), article)).map(|(b, a)| (a, b)).collect()
}

fn brief_of(article: &Article, languages: &Languages) -> Briefing {
    brief(article, languages.get_or_neutral(&article.language))
}

fn with_page(check: impl Fn(&[Story<'_>], &[Event])) {
    let languages = Languages::new();
    let briefed = briefed(&languages);
    let stories: Vec<Story<'_>> = briefed.iter().map(|(article, briefing)| Story { article, briefing }).collect();
    check(&stories, &front(&stories, &languages));
}

#[test]
fn stories_of_one_event_stand_together_and_those_of_months_later_apart() {
    with_page(|_, events| {
        let mut groups: Vec<Vec<usize>> = events.iter().map(|event| event.stories.clone()).collect();
        groups.iter_mut().for_each(|group| group.sort_unstable());
        assert_eq!(groups, [vec![0, 2, 4], vec![1], vec![3], vec![5]]);
    });
}

#[test]
fn a_quotation_in_several_stories_is_one_and_its_other_wording_is_told() {
    with_page(|stories, events| {
        let words = |said: kilas::front::Said| {
            let Story { article, briefing } = stories[said.story];
            briefing.quotes[said.quote].content[0].of(&article.body)
        };
        let fire = &events[0];
        let [first, ..] = fire.quotations.as_slice() else { panic!("no quotation") };
        assert!(words(first.said).starts_with("Api muncul dari sebuah kios"), "the longest wording stands first");
        let others = |quotation: &Quotation| {
            let others = quotation.others.iter().map(|other| (other.said.story, other.is_exact));
            others.collect::<Vec<_>>()
        };
        assert_eq!(others(first), [(2, false)]);
        assert_eq!(first.told_by().collect::<Vec<_>>(), [0], "who words it otherwise does not tell these words");
        let lost: Vec<_> = fire.quotations.iter().filter(|said| words(said.said).contains("kehilangan")).collect();
        assert_eq!(lost.len(), 1, "three words, but one speaker");
        assert_eq!(others(lost[0]), [(4, true)]);
        assert_eq!(lost[0].told_by().collect::<Vec<_>>(), [2, 4]);
    });
}

/// The same words, of which each story says somebody else said them.
#[test]
fn whom_else_a_story_gives_a_quotation_to_is_told() {
    let languages = Languages::new();
    let said = "\"The bridge will stay closed until the last cable has been replaced,\"";
    for (speaker, is_by_another) in [("Clara Voss", true), ("Ray", false), ("Ann Mary Ray", false), ("Mayor Lee", true)]
    {
        let texts = ["Ann Ray", speaker].map(|who| format!("Bridge closed\n\n{said} said {who}.\n"));
        let articles = texts.map(|text| load::from_bytes("a.txt", text.as_bytes(), &languages).0.remove(0));
        let briefings = [0, 1].map(|at| brief_of(&articles[at], &languages));
        let stories = [0, 1].map(|at| Story { article: &articles[at], briefing: &briefings[at] });
        let event = event(&stories, &languages);
        let [quotation] = event.quotations.as_slice() else { panic!("{:?}", event.quotations) };
        assert!(quotation.others[0].is_exact);
        assert_eq!(quotation.others[0].differs(), is_by_another, "{speaker}");
        let mut printed = Vec::new();
        write_event(Format::Text, &stories, &event, &mut printed).unwrap();
        let printed = String::from_utf8(printed).unwrap();
        assert_eq!(printed.contains("≠ a.txt: “The bridge"), is_by_another, "{printed}");
        assert_eq!(printed.matches(" — ").count(), 1 + usize::from(is_by_another), "{printed}");
    }
}

#[test]
fn key_points_are_said_once_and_days_stand_in_order() {
    with_page(|stories, events| {
        let fire = &events[0];
        let points: Vec<&str> =
            fire.key_points.iter().map(|point| point.span.of(&stories[point.story].article.body)).collect();
        assert_eq!(points.iter().filter(|point| point.contains("120 kios")).count(), 1, "{points:?}");
        assert!(points.iter().any(|point| point.contains("Lapangan Kenanga")), "{points:?}");
        let days: Vec<String> = fire.days.iter().map(|day| day.date.to_string()).collect();
        assert_eq!(days, ["2026-03-10", "2026-03-12"]);
    });
}

/// Who counts otherwise is told beside the first; who counts the same in other words is not.
#[test]
fn stories_that_count_otherwise_are_both_told() {
    let languages = Languages::new();
    let text = |count: &str| format!("Ferry sinks\n\nThe ferry Aurora sank off Port Carran with {count} aboard.\n");
    let articles = ["40 people", "40 people, 12 of them children", "52 people"]
        .map(|count| load::from_bytes("a.txt", text(count).as_bytes(), &languages).0.remove(0));
    let briefings = [0, 1, 2].map(|at| brief_of(&articles[at], &languages));
    let stories = [0, 1, 2].map(|at| Story { article: &articles[at], briefing: &briefings[at] });
    let told: Vec<usize> = event(&stories, &languages).key_points.iter().map(|point| point.story).collect();
    assert_eq!(told, [0, 2]);
    let mut printed = Vec::new();
    write_event(Format::Text, &stories, &event(&stories, &languages), &mut printed).unwrap();
    let printed = String::from_utf8(printed).unwrap();
    assert!(printed.contains("• The ferry Aurora sank off Port Carran with 52 people aboard. · a.txt\n"), "{printed}");
}

/// Words in marks that are most of their sentence stand among the quotations alone; those that need the reporter's
/// sentence leave it a point, and so do those that a page has no room to quote.
#[test]
fn a_sentence_around_a_quotation_is_no_key_point() {
    let languages = Languages::new();
    let text = "Bridge closed\n\nThe Lune Bridge closed on Monday after a cable snapped.\n\n\
                \"Not one lorry will cross until every cable has been replaced,\" said Mayor Ann Ray.\n\n\
                The old ferry, which the mayor called \"slow but sure and all this town could pay for in such a year\", \
                takes the lorries.\n";
    let article = load::from_bytes("a.txt", text.as_bytes(), &languages).0.remove(0);
    let briefing = brief_of(&article, &languages);
    let begins = |span: Span| span.of(&article.body).chars().take(9).collect::<String>();
    let stories = [Story { article: &article, briefing: &briefing }];
    let event = event(&stories, &languages);
    let all: Vec<String> = event.key_points.iter().map(|point| begins(point.span)).collect();
    assert_eq!(all, ["The Lune ", "\"Not one ", "The old f"], "the story's own points");
    let beside =
        |shown| event.points_beside(&stories, shown).iter().map(|point| begins(point.span)).collect::<Vec<_>>();
    assert_eq!(beside(9), ["The Lune ", "The old f"]);
    assert_eq!(beside(0), all, "no quotation is shown that would tell it");
    assert_eq!(event.quotations.len(), 2);
}

fn run(format: &str) -> Output {
    use std::io::Write as _;
    let mut child = Command::new(env!("CARGO_BIN_EXE_kilas"))
        .args(["front", "--least", "2", "--format", format, "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(records().as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// In every form each word is where it is said to be, and every source is named.
#[test]
fn it_is_printed_in_every_form() {
    for format in ["text", "markdown"] {
        let output = run(format);
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        for wanted in ["Harian Sagara", "Warta Timur", "Kabar Pulau", "Budi Hartanto", "2026-03-12"] {
            assert!(text.contains(wanted), "{format}: no {wanted} in\n{text}");
        }
        assert!(!text.contains("Bukit Lawe"), "{format}: a story alone");
        let day = if format == "text" { "\n2026-03-10 Kebakaran" } else { "\n- 2026-03-10: Kebakaran" };
        for wanted in [
            "Sagara · Harian Sagara\n",
            "≠ Warta Timur: “Api muncul dari kios kain",
            "Warta Timur · Kabar Pulau\n",
            day,
        ] {
            assert!(text.contains(wanted), "{format}: no {wanted} in\n{text}");
        }
    }
    let texts: Vec<&str> = STORIES.iter().map(|(.., body)| *body).collect();
    let events: serde_json::Value = serde_json::from_slice(&run("json").stdout).unwrap();
    let line: serde_json::Value = serde_json::from_slice(&run("jsonl").stdout).unwrap();
    assert_eq!(events, serde_json::json!([line]));
    assert_eq!(
        line["stories"][0],
        serde_json::json!({"uri": "Harian Sagara Kebakaran menghanguskan Pasar Melati di Sagara", "source": "Harian Sagara",
            "headline": STORIES[0].2, "published": "2026-03-10", "link": "https://contoh.example/"})
    );
    let said = &line["quotes"][0];
    assert_eq!((&said["kind"], &said["speaker"]), (&"direct".into(), &"Budi Hartanto".into()));
    assert_eq!(
        (&said["role"], &said["wordings"][1]["speaker"]),
        (&"Kepala Dinas Pemadam Kebakaran Sagara".into(), &"Budi Hartanto".into())
    );
    let exact: Vec<&serde_json::Value> = (0..2).map(|at| &line["quotes"][0]["wordings"][at]["exact"]).collect();
    assert_eq!(exact, [true, false]);
    let mut places = 0;
    let mut stack = vec![&line];
    while let Some(value) = stack.pop() {
        if let (Some(start), Some(end)) = (value["start"].as_u64(), value["end"].as_u64()) {
            let uri = line["stories"][value["story"].as_u64().unwrap() as usize]["uri"].as_str().unwrap();
            let at = STORIES.iter().position(|(source, _, headline, _)| format!("{source} {headline}") == uri).unwrap();
            let words: String = texts[at].chars().skip(start as usize).take((end - start) as usize).collect();
            assert_eq!(value["text"], words);
            places += 1;
        }
        stack.extend(value.as_array().into_iter().flatten());
        stack.extend(value.as_object().into_iter().flat_map(|object| object.values()));
    }
    assert!(places > 8, "{places}");
}

#[test]
fn what_must_be_known_of_a_story_is_told_with_its_event() {
    let languages = Languages::new();
    let mut briefed = briefed(&languages);
    briefed[2].0.status.embargo = Some("2026-03-12T05:00:00+07:00".to_owned());
    briefed[4].0.status.withdrawn = Some(Withdrawn::Canceled);
    let stories: Vec<Story<'_>> = briefed.iter().map(|(article, briefing)| Story { article, briefing }).collect();
    let fire = &front(&stories, &languages)[0];
    let printed = |format| {
        let mut printed = Vec::new();
        write_event(format, &stories, fire, &mut printed).unwrap();
        String::from_utf8(printed).unwrap()
    };
    let until = "embargoed until 2026-03-12T05:00:00+07:00";
    let text = printed(Format::Text);
    assert!(text.contains(&format!("\n! Warta Timur: {until}\n! Kabar Pulau: canceled\n")), "{text}");
    let text = printed(Format::Markdown);
    assert!(text.contains(&format!("habis · {until} <https://contoh.example/>\n")), "{text}");
    assert!(text.contains("di Sagara <https://contoh.example/>\n"), "nothing where there is nothing: {text}");
    let event: serde_json::Value = serde_json::from_str(&printed(Format::Json)).unwrap();
    let known: Vec<&serde_json::Value> = (0..3).map(|at| &event["stories"][at]["status"]).collect();
    assert_eq!(known, [&serde_json::json!(null), &serde_json::json!([until]), &serde_json::json!(["canceled"])]);
}
