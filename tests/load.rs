//! Articles from files, good and bad: what is read, what is said of the rest, and that nothing panics.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

use std::fs;
use std::path::{Path, PathBuf};

use kilas::article::{Article, Status, Withdrawn};
use kilas::brief::Briefing;
use kilas::export::{self, Format};
use kilas::language::Languages;
use kilas::load::{self, Loaded};
use proptest::prelude::*;
use unicode_normalization::is_nfc;

fn inputs(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs").join(folder)
}

fn read(folder: &str, name: &str) -> Loaded {
    load::from_bytes(name, &fs::read(inputs(folder).join(name)).unwrap(), &Languages::new())
}

fn articles(name: &str) -> Vec<Article> {
    let (articles, failures) = read("valid", name);
    assert_eq!(failures, [], "{name}");
    articles
}

fn one(name: &str) -> Article {
    let mut articles = articles(name);
    assert_eq!(articles.len(), 1, "{name}");
    articles.remove(0)
}

#[test]
fn every_valid_input_is_read_without_a_word() {
    for entry in fs::read_dir(inputs("valid")).unwrap() {
        articles(entry.unwrap().file_name().to_str().unwrap());
    }
}

/// What an export says of a story's standing is read back; the desk's note it never says.
#[test]
fn a_standing_that_was_exported_comes_back() {
    let withdrawn = [None, Some(Withdrawn::Canceled), Some(Withdrawn::Withheld)];
    let embargo = [None, Some("2026-03-02T05:00:00+07:00".to_owned())];
    let all =
        withdrawn.iter().flat_map(|w| embargo.iter().flat_map(move |e| [false, true].map(|p| (*w, e.clone(), p))));
    for (withdrawn, embargo, partial) in all {
        let status = Status { withdrawn, embargo, partial, note: Some("Jangan terbit.".into()) };
        let article = Article { body: "Harga beras turun.".into(), status: status.clone(), ..Article::default() };
        let mut exported = Vec::new();
        export::write(Format::JsonLines, &article, &Briefing::default(), &mut exported).unwrap();
        let (read, failures) = load::from_bytes("a.json", &exported, &Languages::new());
        assert_eq!(failures, []);
        assert_eq!(read[0].status, Status { note: None, ..status });
    }
}

#[test]
fn ninjs_of_every_version() {
    let article = one("ninjs-1.json");
    assert_eq!(article.uri, "urn:a:1");
    assert_eq!((article.located.as_deref(), article.source.as_deref()), (Some("SURABAYA"), Some("KABAR")));
    assert_eq!(article.body, "Harga beras turun.\n\nStok cukup.");
    assert_eq!(article.published.unwrap().to_string(), "2026-02-14T08:10:00+07:00");
    assert_eq!(article.status.note.as_deref(), Some("Belum diperiksa."));
    assert!(article.status.withdrawn.is_some() && article.status.embargo.is_some());
    let article = one("ninjs-2.json");
    assert_eq!(article.headline, "Harga beras turun");
    assert_eq!(article.body, "Harga beras turun.\n\nStok & pasokan cukup.");
    assert!(article.status.partial);
    let article = one("ninjs-xhtml.json");
    assert_eq!(article.body, "Rice is cheaper.\n\n“There is enough,” said Ann Lee.");
    assert_eq!((article.located.as_deref(), article.source.as_deref()), (Some("LEEDS"), Some("Wire")));
}

#[test]
fn schema_org_in_a_graph() {
    let article = one("schema-org.json");
    assert_eq!(article.byline.as_deref(), Some("Ratna Dewi, Bagus"));
    assert_eq!(article.link.as_deref(), Some("https://kabar.example/1"));
    assert!(article.status.partial);
}

#[test]
fn the_article_of_a_page_and_nothing_beside_it() {
    let article = one("page.html");
    assert_eq!(article.headline, "Harga beras turun di Kota Rawa");
    assert_eq!((article.byline.as_deref(), article.source.as_deref()), (Some("Ratna Dewi"), Some("Kabar Rawa")));
    assert_eq!(article.published.unwrap().to_string(), "2026-02-14T08:10:00+07:00");
    assert_eq!((article.uri.as_str(), article.language.as_str()), ("https://kabar.example/beras-turun", "id"));
    assert_eq!(article.body.split("\n\n").count(), 4, "{}", article.body);
    for other in ["Beranda", "Foto", "Bagikan", "gula", "©", "Halaman"] {
        assert!(!article.body.contains(other), "{other} in {}", article.body);
    }
    assert!(!article.status.partial);
}

#[test]
fn entries_of_a_feed() {
    let articles = articles("rss.xml");
    assert_eq!(articles[0].uri, "https://kabar.example/1");
    assert_eq!(articles[0].headline, "Harga beras & gula turun");
    assert_eq!(articles[0].body, "Harga beras turun sejak Jumat.\n\n“Stok cukup,” kata Siti Rahma.");
    assert_eq!(articles[0].published.unwrap().to_string(), "2026-02-14T08:10:00+07:00");
    assert!(!articles[0].status.partial && articles[1].status.partial);
    assert_eq!((articles[1].byline.as_deref(), articles[1].source.as_deref()), (Some("Bagus"), Some("Kabar Rawa")));
    assert_eq!(articles[1].published.unwrap().to_string(), "2026-02-14T07:05:00+07:00");
}

#[test]
fn an_item_of_an_agency() {
    let article = one("newsml.xml");
    assert_eq!(article.body, "Rice is cheaper since Friday.\n\n“There is enough,” said Clara Voss.");
    assert_eq!((article.source.as_deref(), article.located.as_deref()), (Some("WIRE"), Some("LEEDS")));
    assert_eq!(article.status.note.as_deref(), Some("Figures not final."));
    assert!(article.status.withdrawn.is_some() && article.status.embargo.is_some());
}

#[test]
fn a_machine_s_summary_is_no_article() {
    let articles = articles("kite.json");
    let headlines: Vec<&str> = articles.iter().map(|article| article.headline.as_str()).collect();
    assert_eq!(headlines, ["Rice is cheaper in Leeds", "Rice prices fall", "Heavy rain in Leeds"]);
    assert!(articles.iter().all(|article| article.status.partial && article.link.is_some()));
    assert_eq!((articles[1].source.as_deref(), articles[1].body.as_str()), (Some("kabar.example"), "Rice prices fall"));
}

#[test]
fn lines_that_end_in_a_carriage_return_alone() {
    let (articles, _) = load::from_bytes("a.txt", b"Harga turun\r\rSatu.\r\rDua.\r", &Languages::new());
    assert_eq!((articles[0].headline.as_str(), articles[0].body.as_str()), ("Harga turun", "Satu.\n\nDua."));
}

#[test]
fn envelopes_and_lines_hold_several() {
    for name in ["envelope.json", "lines.jsonl"] {
        let headlines: Vec<String> = articles(name).into_iter().map(|article| article.headline).collect();
        assert_eq!(headlines, ["Satu", "Dua"], "{name}");
    }
    assert_eq!(articles("envelope.json")[1].uri, "envelope.json#2");
}

#[test]
fn a_line_may_be_a_list_of_one() {
    let line = br#"[{"headline": "Satu", "body_text": "Harga beras turun."}]"#;
    let (articles, failures) = load::record("a.jsonl", 1, line, &Languages::new());
    assert_eq!((articles.len(), failures.len()), (1, 0));
    assert_eq!(articles[0].headline, "Satu");
}

#[test]
fn text_and_markdown() {
    let article = one("front-matter.md");
    assert_eq!((article.headline.as_str(), article.body.as_str()), ("Harga: turun", "Harga *beras* turun, kata Siti."));
    assert_eq!(article.byline.as_deref(), Some("Ratna Dewi, Bagus"));
    let article = one("plain.txt");
    assert_eq!((article.headline.as_str(), article.located.as_deref()), ("Harga beras turun", Some("JAKARTA")));
    assert_eq!(article.boilerplate, ["Baca juga: Panen raya"]);
    let article = one("no-headline.txt");
    assert_eq!(article.byline.as_deref(), Some("Ratna Dewi"));
    assert_eq!(article.headline, "Harga beras di pasar induk kota turun tajam pada awal pekan ini…");
}

#[test]
fn a_language_by_its_name_is_told_by_the_text() {
    let text = "Harga beras di pasar itu turun sejak kemarin karena panen raya, dan warga senang dengan itu.";
    for (name, text) in [
        ("a.md", format!("---\nlang: Bahasa Indonesia\n---\n{text}")),
        (
            "a.xml",
            format!(
                "<rss><channel><language>Indonesian</language><item><description>{text}</description></item></channel></rss>"
            ),
        ),
    ] {
        let (articles, _) = load::from_bytes(name, text.as_bytes(), &Languages::new());
        assert_eq!(articles[0].language, "id", "{name}");
    }
}

#[test]
fn every_encoding_gives_the_same_words() {
    for name in ["windows-1252.txt", "utf-16.txt", "mark.txt"] {
        assert_eq!(one(name).body, "“Kami senang,” kata Zoë – petani café.", "{name}");
    }
}

#[test]
fn hostile_sequences_are_words_at_the_most() {
    let article = one("hostile.txt");
    assert_eq!(article.headline, "Harga [31mkopi naik");
    assert_eq!(article.body, "Kata Siti, ␛]0;judul naik.");
}

#[test]
fn every_bad_input_is_one_clear_line_and_costs_nothing_else() {
    for (name, good, lines) in [
        ("binary.txt", 0, vec!["binary.txt: it is binary, no text"]),
        ("picture.json", 0, vec!["picture.json: it is a picture, no article"]),
        ("blank.txt", 0, vec!["blank.txt: it is empty"]),
        ("empty.json", 0, vec!["empty.json: it is empty"]),
        ("marks.txt", 0, vec!["marks.txt: its text has no words"]),
        ("truncated.json", 0, vec!["truncated.json: line 3, column 15: it ends too early"]),
        ("cut.json", 0, vec!["cut.json: line 2: it ends too early"]),
        ("type.json", 0, vec!["type.json: line 3: expected a string for \"headline\""]),
        (
            "no-text.json",
            1,
            vec![
                "no-text.json: line 3: expected a text: one of body_text, bodies, articleBody, body, text, content",
                "no-text.json: line 4: expected an object with the fields of an article",
            ],
        ),
        ("nothing.json", 0, vec!["nothing.json: there is no article in it"]),
        (
            "lines.jsonl",
            1,
            vec![
                "lines.jsonl: line 2, column 28: it ends too early",
                "lines.jsonl: line 3: expected a string for \"headline\"",
            ],
        ),
        ("matter.md", 0, vec!["matter.md: line 2: front matter: invalid indentation in quoted scalar"]),
        (
            "date.json",
            1,
            vec!["date.json: no time of publication: \"kemarin\" (expected 2024-07-05 or 2024-07-05T21:30:00+07:00)"],
        ),
        (
            "consent.html",
            0,
            vec![
                "consent.html: no article was found in the page; it may ask for consent or a login first, or build its \
                 text by script",
            ],
        ),
        ("cut.xml", 2, vec!["cut.xml: line 4: the feed is broken here and was read up to here: it ends too early"]),
    ] {
        let (articles, failures) = read("invalid", name);
        let said: Vec<String> = failures.iter().map(ToString::to_string).collect();
        assert_eq!((articles.len(), said), (good, lines.into_iter().map(str::to_owned).collect()), "{name}");
    }
}

/// News in brief: what was published at a time is an article, short as it is.
#[test]
fn a_short_page_that_tells_when_it_was_published_is_an_article() {
    let page = |meta: &str| {
        format!(
            "<html><head><title>Beras</title>{meta}</head><body><article><h1>Harga beras turun</h1><p>Harga beras di \
             Pasar Rawa turun.</p><p>“Stok cukup,” kata Siti Rahma.</p></article></body></html>"
        )
    };
    let read = |meta: &str| load::from_bytes("a.html", page(meta).as_bytes(), &Languages::new());
    let (articles, _) = read("<meta property='article:published_time' content='2026-02-14T09:00:00+07:00'>");
    assert!(articles[0].body.contains("kata Siti Rahma") && articles[0].status.partial, "{articles:?}");
    assert_eq!(read("").0.len(), 0);
}

/// A folder of its own under the system's temporary one, gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kilas-load-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn load(&self) -> Loaded {
        let languages = Languages::new();
        let (mut articles, mut failures) = (Vec::new(), Vec::new());
        for found in load::walk(std::slice::from_ref(&self.0)) {
            match found {
                Ok(found) => {
                    let (more, failed) = load::read(&found, &languages);
                    articles.extend(more);
                    failures.extend(failed);
                }
                Err(failure) => failures.push(failure),
            }
        }
        (articles, failures)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn one_bad_file_in_a_thousand_costs_only_itself() {
    let folder = Folder::new("thousand");
    for number in 0..1000 {
        let text = if number == 500 {
            "{\"headline\":".to_owned()
        } else {
            format!("{{\"headline\": \"{number}\", \"body\": \"Teks.\"}}")
        };
        fs::write(folder.0.join(format!("{number:04}.json")), text).unwrap();
    }
    let (articles, failures) = folder.load();
    assert_eq!((articles.len(), failures.len()), (999, 1));
    assert!(failures[0].to_string().contains("0500.json: line 1, column 12: "), "{}", failures[0]);
    let order: Vec<usize> = articles.iter().map(|article| article.headline.parse().unwrap()).collect();
    assert!(order.is_sorted(), "files come in the order of their names");
}

#[test]
fn folders_are_gone_through_and_hidden_files_passed_over() {
    let folder = Folder::new("walk");
    fs::create_dir_all(folder.0.join("b/.git")).unwrap();
    for name in ["b/2.txt", "a.txt", ".hidden.txt", "b/.git/3.txt", "a.txt~", "b/#2.txt#"] {
        fs::write(folder.0.join(name), format!("Berita {name}\n\nTeks.")).unwrap();
    }
    let (articles, failures) = folder.load();
    assert_eq!(failures, []);
    let headlines: Vec<String> = articles.into_iter().map(|article| article.headline).collect();
    assert_eq!(headlines, ["Berita a.txt", "Berita b/2.txt"]);
}

#[cfg(unix)]
#[test]
fn a_named_pipe_keeps_nobody_waiting() {
    let folder = Folder::new("pipe");
    let made = std::process::Command::new("mkfifo").args(["a.txt", "b.gz"].map(|name| folder.0.join(name))).status();
    assert!(made.unwrap().success());
    let (_, failures) = folder.load();
    let reasons: Vec<&str> = failures.iter().map(|failure| failure.reason.as_str()).collect();
    assert_eq!(reasons, ["neither a file nor a folder"; 2]);
}

#[test]
fn front_matter_nested_without_end_is_refused() {
    let languages = Languages::new();
    let blocks: String = (0..2000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    for matter in [blocks, "- ".repeat(20_000), "? ".repeat(20_000)] {
        let (_, failures) = load::from_bytes("a.md", format!("---\n{matter}\n---\nTeks.").as_bytes(), &languages);
        assert!(failures[0].to_string().ends_with("front matter: nested too deeply"), "{}", failures[0]);
    }
}

#[test]
fn a_doubt_is_told_in_json_lines_too() {
    let line = br#"{"headline": "H", "body": "Teks.", "published": "kemarin"}"#;
    let (articles, failures) = load::record("a.jsonl", 7, line, &Languages::new());
    assert_eq!(articles.len(), 1);
    assert!(failures[0].to_string().starts_with("a.jsonl: line 7: no time of publication"), "{}", failures[0]);
}

#[test]
fn an_empty_folder_is_said_to_be_one() {
    let folder = Folder::new("empty");
    let (_, failures) = folder.load();
    assert_eq!(failures[0].reason, "the folder has no articles");
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_and_names_with_escapes() {
    let folder = Folder::new("links");
    std::os::unix::fs::symlink(folder.0.join("gone"), folder.0.join("a\u{1b}[2J.txt")).unwrap();
    std::os::unix::fs::symlink(&folder.0, folder.0.join("round")).unwrap();
    fs::write(folder.0.join("c.txt"), "Satu\n\nTeks.").unwrap();
    let (articles, failures) = folder.load();
    assert_eq!(articles.len(), 1);
    let reasons: Vec<&str> = failures.iter().map(|failure| failure.reason.as_str()).collect();
    assert_eq!(reasons, ["the link leads nowhere", "the link leads back to a folder it is in"]);
    assert!(failures[0].to_string().contains("a[2J.txt: "), "{}", failures[0]);
}

#[test]
fn a_line_of_a_hundred_megabytes_and_more_is_refused_by_name() {
    let long = vec![b'x'; load::MAX_FILE as usize + 10];
    let mut lines = load::lines("a.jsonl", std::io::Cursor::new(long).chain_line(b"\n{}\n"));
    assert!(lines.next().unwrap().unwrap_err().to_string().starts_with("a.jsonl: line 1: 134 MB is more than"));
    assert_eq!(lines.next().unwrap().unwrap(), (2, b"{}\n".to_vec()));
    assert!(lines.next().is_none());
}

/// What a reader of a stream is given after a long line.
trait ChainLine: Sized {
    fn chain_line(self, rest: &'static [u8]) -> std::io::Chain<Self, std::io::Cursor<&'static [u8]>>;
}

impl<R: std::io::Read> ChainLine for R {
    fn chain_line(self, rest: &'static [u8]) -> std::io::Chain<Self, std::io::Cursor<&'static [u8]>> {
        self.chain(std::io::Cursor::new(rest))
    }
}

/// The promise of an article.
fn keeps_its_promise(article: &Article) {
    let body = &article.body;
    assert!(!body.is_empty() && body.trim() == body, "{body:?}");
    assert!(is_nfc(body), "{body:?}");
    assert!(body.split("\n\n").all(|p| !p.is_empty() && !p.contains('\n') && p.trim() == p), "{body:?}");
    let bad = |c: char| {
        c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c)
    };
    assert!(!body.contains(bad), "{body:?}");
    let lines = [Some(&article.headline), Some(&article.uri), article.byline.as_ref(), article.located.as_ref()];
    assert!(lines.into_iter().flatten().all(|line| !line.contains(|c: char| bad(c) || c == '\n')), "{article:?}");
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z .,\"“”]{0,30}",
        "\\PC{0,20}",
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\u{1b}]52;c;AAAA\u{7}".to_owned()),
        Just("\u{202e}\u{200b}\u{200d}e\u{301}\u{301}\u{9b}31m".to_owned()),
        Just("JAKARTA, KABAR — ".to_owned()),
        Just("Baca juga: x".to_owned()),
        Just("---\n".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), name in "a\\.(txt|md|json|jsonl)") {
        let (articles, _) = load::from_bytes(&name, &bytes, &Languages::new());
        articles.iter().for_each(keeps_its_promise);
    }

    #[test]
    fn every_loader_keeps_the_promise(text in hostile(), name in "a\\.(txt|md|json|jsonl)") {
        let languages = Languages::new();
        let record = serde_json::json!({"headline": text, "body": text, "byline": text, "language": "id"}).to_string();
        let markup = serde_json::json!({"body_xhtml": format!("<p>{text}</p>"), "uri": text}).to_string();
        for bytes in [text.as_bytes(), record.as_bytes(), markup.as_bytes()] {
            let (articles, _) = load::from_bytes(&name, bytes, &languages);
            articles.iter().for_each(keeps_its_promise);
        }
    }
}
