//! What holds of every briefing, whatever the text: findings are spans of it, and its length costs what it must.

use std::time::Duration;

use kilas::article::{Article, Span};
use kilas::brief::{Briefing, ResolvedBy, brief};
use kilas::export;
use kilas::front::{self, Story};
use kilas::language::Languages;
use kilas::load;
use proptest::prelude::*;

const CODES: [&str; 4] = ["id", "en", "de", "und"];

fn article(body: &str) -> Article {
    Article { body: body.to_owned(), ..Article::default() }
}

/// Every span of a briefing.
fn spans(briefing: &Briefing) -> Vec<Span> {
    let mut spans: Vec<Span> = briefing.sentences.clone();
    spans.extend(briefing.key_points.iter().map(|point| point.sentence));
    spans.extend(briefing.mentions.iter().map(|mention| mention.span));
    spans.extend(briefing.dates.iter().map(|date| date.span));
    for quote in &briefing.quotes {
        spans.extend(&quote.content);
        spans.extend(quote.attribution.iter().flat_map(|a| [Some(a.cue), a.source]).flatten());
    }
    for speaker in &briefing.speakers {
        spans.extend([Some(speaker.name), speaker.role].into_iter().flatten());
        spans.extend(&speaker.mentions);
    }
    spans
}

/// Pieces that make trouble: marks of all styles, cues, names, brackets, breaks, and letters of several bytes.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "”",
            "“",
            "\"",
            "„",
            "«",
            "»",
            "‘",
            "’",
            "'",
            "''",
            "``",
            ",",
            ".",
            "?",
            ":",
            "(",
            ")",
            "—",
            " ",
            "\n\n",
            "kata",
            "katanya",
            ", tambahnya, menambahkan",
            "mengatakan",
            "menurut",
            "said",
            "according to",
            "sagte",
            "so",
            "laut",
            "Siti Rahma",
            "Presiden",
            "Jenderal (Purn)",
            "PT",
            "DPR",
            "dia",
            "he",
            "sie",
            "Lt. Gov.",
            "12/2",
            "Jumat",
            "É",
            "ß",
            "北京",
            "\u{301}",
            "🙂",
            "X.",
            "van der",
            "Jakarta",
            "Mr.",
            "’s",
            "dan",
            "di",
            "yang",
            "Heru",
            "Dr.",
            "&",
            "7",
            "UK",
            "A",
            "Neue Post",
            "the group",
            "kelompok",
            "der",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,4}",
    ];
    prop::collection::vec((piece, any::<bool>()), 0..60).prop_map(|pieces| {
        pieces.into_iter().map(|(piece, blank)| if blank { format!("{piece} ") } else { piece }).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_finding_stands_in_the_text(body in hostile()) {
        let languages = Languages::new();
        for code in CODES {
            let briefing = brief(&article(&body), languages.get_or_neutral(code));
            for span in spans(&briefing) {
                prop_assert!(body.get(span.range()).is_some_and(|words| !words.is_empty()), "{code} {span:?} in {body:?}");
            }
            prop_assert!(briefing.quotes.iter().all(|q| q.speaker.is_none_or(|s| (s as usize) < briefing.speakers.len())));
            prop_assert_eq!(&briefing, &brief(&article(&body), languages.get_or_neutral(code)));
        }
    }
}

#[test]
fn a_passive_that_tells_of_nobody_has_no_source() {
    let languages = Languages::new();
    let body = "Siti Rahma tiba. “Harga naik,” kata Siti. Dijelaskan, harga beras turun.";
    let briefing = brief(&article(body), languages.get_or_neutral("id"));
    let told = briefing.quotes.last().unwrap();
    assert_eq!(told.content[0].of(body), "harga beras turun");
    assert_eq!(told.attribution.unwrap().source, None);
    assert_eq!(told.resolved_by, Some(ResolvedBy::Continuation));
}

/// Time on the processor, which a busy machine does not stretch.
fn spent() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec.unsigned_abs() as u32)
}

/// Time for a text and for one eight times as long, the better of two.
fn growth(piece: &str, code: &str) -> (Duration, Duration) {
    let languages = Languages::new();
    let language = languages.get_or_neutral(code);
    let time = |count: usize| {
        let article = article(&piece.repeat(count));
        let run = |_| {
            let start = spent();
            std::hint::black_box(brief(&article, language));
            spent().saturating_sub(start)
        };
        (0..2).map(run).min().unwrap_or_default()
    };
    (time(500), time(4_000))
}

#[test]
fn a_long_text_costs_its_length() {
    for code in CODES {
        for piece in [
            "\"Kata ",
            "”Ya,” kata Siti. ",
            "Siti Rahma dan ",
            "menurut ",
            "“Well,” he said ",
            "so sagte er „",
            "Ketua PT Maju, ",
            "’ ‘ \" « ",
            "(((",
        ] {
            let (short, long) = growth(piece, code);
            // Eight times the text: a quadratic step would cost sixty-four times. The slack is for cold caches.
            assert!(long < short * 30 + Duration::from_millis(50), "{code} {piece:?}: {short:?} became {long:?}");
        }
    }
}

/// A second verb behind the one that the pronoun has grown on: its cue once ended before it began, and the story could not
/// be read back from an archive.
#[test]
fn a_verb_behind_a_clitic_is_the_whole_cue() {
    let languages = Languages::new();
    for body in [
        "Siti Rahma datang. \"Stok beras cukup,\" katanya, menambahkan selain Sagara, Batu Karang juga mencatat panen raya.",
        "Siti Rahma datang. Panitia sibuk sekali, tambahnya, dan memastikan bahwa seluruh kapal berangkat pagi.",
    ] {
        let briefing = brief(&article(body), languages.get_or_neutral("id"));
        let cues = briefing.quotes.iter().filter_map(|quote| quote.attribution).map(|words| words.cue);
        let whole = |cue: Span| ["menambahkan", "memastikan"].contains(&cue.of(body));
        assert!(cues.clone().any(whole), "{body}");
        assert!(spans(&briefing).iter().all(|span| !span.of(body).is_empty()), "{body}");
    }
}

/// A run of capitals may end with a sign.
#[test]
fn capitals_that_end_with_a_sign_are_read() {
    let languages = Languages::new();
    for code in CODES {
        let briefing = brief(&article("B UK& G A L T"), languages.get_or_neutral(code));
        assert!(briefing.quotes.is_empty(), "{code}");
    }
}

/// Whoever only thinks something did not write it: what is reported stands without marks, and with its word of saying.
#[test]
fn what_is_reported_is_given_with_its_word_of_saying() {
    let languages = Languages::new();
    for (code, body, verb, words) in [
        ("en", "Ann Ray warned that the harbour was closed.", "warned", "the harbour was closed"),
        ("id", "Siti Rahma menduga bahwa pasar itu tutup.", "menduga", "pasar itu tutup"),
    ] {
        let article = article(body);
        let briefing = brief(&article, languages.get_or_neutral(code));
        let quote = &briefing.quotes[0];
        assert_eq!(quote.verb().map(|verb| verb.of(body)), Some(verb));
        let name = briefing.speakers[0].name.of(body);
        let copied = kilas::app::citation::of_quote(&article, &briefing, quote);
        assert!(copied.starts_with(&format!("{words}\n— {name} · {verb}")), "{copied}");
        for format in [export::Format::Markdown, export::Format::Text] {
            let mut written = Vec::new();
            export::write(format, &article, &briefing, &mut written).unwrap();
            let written = String::from_utf8(written).unwrap();
            assert!(written.contains(&format!("— {name} · {verb}")), "{written}");
        }
    }
    let article = article("“Stok cukup,” kata Siti Rahma.");
    let briefing = brief(&article, languages.get_or_neutral("id"));
    assert_eq!(briefing.quotes[0].verb(), None);
}

#[test]
fn whoever_goes_on_is_nobody_else() {
    let languages = Languages::new();
    let article = article("Owen Hart stayed. A woman ran. “He is gone,” she said. “He is gone for good.”");
    let briefing = brief(&article, languages.get_or_neutral("en"));
    assert_eq!(briefing.quotes.iter().map(|quote| quote.speaker).collect::<Vec<_>>(), [None, None]);
}

#[test]
fn what_somebody_adds_is_given_once() {
    let body = "“It will weaken us,” said a city official during the meal, adding that the quay had to be closed.";
    let briefing = brief(&article(body), Languages::new().get_or_neutral("en"));
    let said: Vec<_> = briefing.quotes.iter().map(|quote| quote.content[0].of(body)).collect();
    assert_eq!(said, ["It will weaken us,", "the quay had to be closed"]);
}

/// People read the sentence that a headline was made of once; machines get both.
#[test]
fn a_headline_that_is_how_the_text_begins_is_not_said_again() {
    let languages = Languages::new();
    let lede = "Dermaga timur Pelabuhan Karang Jati dibuka kembali pada hari Senin setelah tiga pekan ditutup karena \
        tiang-tiangnya retak dan sebagian lantainya turun.";
    let text = format!("{lede}\n\nKapal penumpang pertama datang pukul tujuh.\n");
    for (text, title) in [
        (text.clone(), lede),
        (format!("Dermaga Karang Jati dibuka\n\n{text}"), "Dermaga Karang Jati dibuka"),
        (format!("# Dermaga timur\n\n{text}"), lede),
    ] {
        let article = load::from_bytes("a.txt", text.as_bytes(), &languages).0.remove(0);
        let briefing = brief(&article, languages.get_or_neutral("id"));
        let written = |format| {
            let mut written = Vec::new();
            export::write(format, &article, &briefing, &mut written).unwrap();
            String::from_utf8(written).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        for format in [export::Format::Markdown, export::Format::Text] {
            let written = written(format);
            assert!(written.trim_start_matches("# ").starts_with(title), "{written}");
            assert_eq!(written.matches("setelah tiga pekan").count(), 1, "{written}");
            assert!(written.contains("Kapal penumpang pertama"), "{written}");
        }
        assert!(written(export::Format::Json).contains(&format!("\"text\": \"{lede}\"")));

        let story = [Story { article: &article, briefing: &briefing }];
        for format in [export::Format::Markdown, export::Format::Text] {
            let mut event = Vec::new();
            export::write_event(format, &story, &front::event(&story, &languages), &mut event).unwrap();
            let event = String::from_utf8(event).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(event.trim_start_matches("## ").starts_with(title), "{event}");
            assert_eq!(event.matches("lantainya").count(), 1, "{event}");
        }
    }
}

#[test]
fn a_last_name_is_whose_full_name_stands_near() {
    let languages = Languages::new();
    let said = |between: &str| {
        let body = format!("Owen Hart came. {between}Tom Hart left. Hart said the ferry was late.");
        let briefing = brief(&article(&body), languages.get_or_neutral("en"));
        let speaker = briefing.quotes[0].speaker.map(|speaker| briefing.speakers[speaker as usize].name);
        speaker.map(|name| name.of(&body).to_owned())
    };
    assert_eq!(said("").as_deref(), Some("Owen Hart"));
    assert_eq!(said(&"The quay was long. ".repeat(150)).as_deref(), Some("Tom Hart"));
}
