//! Broken and hostile inputs of every format: nothing panics, nothing hangs, and what comes out keeps its promise.
//!
//! Each case is either words of a format in a senseless order, or a good file with bytes changed, doubled and taken out.
//! `PROPTEST_CASES=100000 cargo test --release --test broken` tries for longer.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use kilas::language::Languages;
use kilas::load;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use unicode_normalization::is_nfc;

/// What takes longer hangs. A third of a second is the most in a release build, twenty times that in one for debugging.
const SLOWEST: Duration = Duration::from_secs(20);

/// Reads bytes and holds what comes out against the promise of articles.
fn read(name: &str, bytes: &[u8], languages: &Languages) {
    let started = Instant::now();
    let (articles, failures) = load::from_bytes(name, bytes, languages);
    let took = started.elapsed();
    assert!(took < SLOWEST, "{name}: {took:?}");
    assert!(!articles.is_empty() || !failures.is_empty(), "{name}: neither articles nor a word why not");
    for article in articles {
        assert!(is_nfc(&article.body) && !article.body.is_empty());
        assert!(!article.body.chars().any(|c| c.is_control() && c != '\n'), "{:?}", article.body);
        assert!(!article.headline.contains('\n') && !article.headline.is_empty());
    }
}

const WORDS: &[&str] = &[
    "Harga beras turun. ",
    "“Stok cukup,” kata Siti Rahma. ",
    "\n",
    "\n\n",
    "&",
    "&amp;",
    "&nbsp;",
    "&#x1b;",
    "&#0;",
    "&bom;",
    "<",
    ">",
    "\"",
    "'",
    "</",
    "<!",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE html>",
    "é",
    "\u{202e}",
    "\u{0}",
    "\u{1b}[31m",
    "𝕏",
    "e\u{301}",
];
const PAGE: &[&str] = &[
    "<html>",
    "<head>",
    "<body>",
    "<article>",
    "<p>",
    "</p>",
    "<div class=\"",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<ul>",
    "<li>",
    "<a href=x>",
    "</a>",
    "<script>",
    "</script>",
    "<script type=application/ld+json>",
    "{\"@type\": \"NewsArticle\",",
    "\"headline\": \"H\"}",
    "<style>",
    "<svg>",
    "<title>",
    "</title>",
    "<h1>",
    "</h1>",
    "<pre>",
    "<textarea>",
    "<br>",
    "<blockquote>",
    "<meta property=og:title content='",
    "<link rel=canonical href=",
    "<time datetime=2024>",
    "<form>",
    "<select>",
    "<figure>",
    "<plaintext>",
    "<math>",
    "<template>",
    "<frameset>",
    "<b>",
    "<main>",
    "<section>",
    "<noscript>",
];
const XML: &[&str] = &[
    "<rss>",
    "<channel>",
    "<item>",
    "</item>",
    "<title>",
    "</title>",
    "<description>",
    "</description>",
    "<content:encoded>",
    "<pubDate>",
    "</pubDate>",
    "<link>",
    "<link href='x'/>",
    "<feed xmlns='x'>",
    "<entry>",
    "</entry>",
    "<author><name>",
    "<id>",
    "<rdf:RDF>",
    "<nitf>",
    "<body.content>",
    "<block>",
    "<media>",
    "</media>",
    "<newsItem guid='g'>",
    "<contentSet>",
    "<inlineXML>",
    "<contentMeta>",
    "<headline>",
    "<opml>",
    "<outline xmlUrl='x'/>",
    "<!DOCTYPE a [<!ENTITY bom 'x'>]>",
    "<a b='c' b='d' e>",
];
const LETTER: &[&str] = &[
    "From: a@b.example\r\n",
    "Subject: =?utf-8?Q?x=",
    "Subject: Beras\r\n",
    "Date: Sat, 14 Feb 2026 08:10:00 +0700\r\n",
    "Content-Type: multipart/mixed; boundary=x\r\n",
    "Content-Type: text/html; charset=",
    "\r\n\r\n",
    "--x\r\n",
    "--x--",
    "From a@b\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Transfer-Encoding: quoted-printable\r\n",
    "=E2=80",
    ">From ",
    "koi8-r\r\n",
    "Content-Type: message/rfc822\r\n",
];
const CRAWL: &[&str] = &[
    "WARC/1.0\r\n",
    "WARC-Type: response\r\n",
    "WARC-Target-URI: https://k.example/\r\n",
    "Content-Type: application/http\r\n",
    "Content-Length: 40\r\n",
    "Content-Length: 9999999999999999\r\n",
    "\r\n",
    "HTTP/1.1 200 OK\r\n",
    "Content-Type: text/html\r\n",
    "Transfer-Encoding: chunked\r\n",
    "5\r\n",
    "ffffffffffffffff\r\n",
    "Content-Encoding: gzip\r\n",
];

/// A text of words of one format and of all.
fn senseless() -> impl Strategy<Value = String> {
    let format = |words: &'static [&'static str], start: &'static str| {
        let word = prop_oneof![3 => select(words), 1 => select(WORDS)];
        vec(word, 0..80).prop_map(move |words| format!("{start}{}", words.concat()))
    };
    prop_oneof![
        format(PAGE, "<html>"),
        format(PAGE, "<html><body><article><p>"),
        format(XML, "<rss><channel>"),
        format(XML, "<feed>"),
        format(XML, "<nitf>"),
        format(XML, "<newsMessage>"),
        format(LETTER, "From: a\nTo: b\nSubject: c\n"),
        format(LETTER, "From a@b\nFrom: a\n"),
        format(CRAWL, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://k.example/\r\n"),
    ]
}

/// Good files of every format.
fn good() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs/valid");
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    let (mut zip, mut tar) = (zip::ZipWriter::new(Cursor::new(Vec::new())), tar::Builder::new(Vec::new()));
    for (name, bytes) in &files {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        tar.append_data(&mut header, name, &bytes[..]).unwrap();
    }
    let tar = tar.into_inner().unwrap();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(&tar).unwrap();
    files.push(("a.zip".to_owned(), zip.finish().unwrap().into_inner()));
    files.push((
        "a.tar.zst".to_owned(),
        ruzstd::encoding::compress_to_vec(&tar[..], ruzstd::encoding::CompressionLevel::Fastest),
    ));
    files.push(("a.tar".to_owned(), tar));
    files.push(("a.tar.gz".to_owned(), gzip.finish().unwrap()));
    files
}

/// A change to bytes.
#[derive(Clone, Debug)]
enum Change {
    Byte(Index, u8),
    Cut(Index),
    Without(Index, Index),
    Twice(Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    let two = (any::<Index>(), any::<Index>());
    prop_oneof![
        4 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        1 => any::<Index>().prop_map(Change::Cut),
        1 => two.clone().prop_map(|(from, to)| Change::Without(from, to)),
        1 => two.prop_map(|(from, to)| Change::Twice(from, to)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        if bytes.is_empty() {
            break;
        }
        let range = |from: &Index, to: &Index| {
            let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
            from.min(to)..from.max(to)
        };
        match change {
            Change::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Change::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Change::Without(from, to) => drop(bytes.drain(range(from, to))),
            Change::Twice(from, to) => {
                let range = range(from, to);
                let piece = bytes[range.clone()].to_vec();
                bytes.splice(range.start..range.start, piece);
            }
        }
    }
    bytes
}

thread_local! {
    static LANGUAGES: Languages = Languages::new();
    static GOOD: Vec<(String, Vec<u8>)> = good();
}

/// A few cases for every day; the environment asks for more.
fn config() -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() { config } else { ProptestConfig { cases: 64, ..config } }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn senseless_texts(text in senseless(), name in select(&["a", "a.html", "a.xml", "a.eml", "a.mbox", "a.warc"][..])) {
        LANGUAGES.with(|languages| read(name, text.as_bytes(), languages));
    }

    #[test]
    fn good_files_made_bad(which in any::<Index>(), changes in vec(change(), 1..6)) {
        GOOD.with(|good| {
            let (name, bytes) = &good[which.index(good.len())];
            LANGUAGES.with(|languages| read(name, &changed(bytes.clone(), &changes), languages));
        });
    }
}

/// Towers and floods that a parser could drown in.
#[test]
fn floods_are_read_in_time() {
    let languages = Languages::new();
    for (name, text) in [
        ("div.html", format!("<html>{}", "<div>".repeat(100_000))),
        ("b.html", format!("<html>{}{}", "<b class=x>".repeat(1_000), "<p>Harga beras turun.".repeat(1_000))),
        ("table.html", format!("<html>{}", "<table><tr><td>x ".repeat(1_000))),
        ("rows.html", format!("<html><table>{}", "<tr><td>x<td>y".repeat(2_000))),
        ("br.html", format!("<html><div>{}", "Harga beras turun<br><br>".repeat(2_000))),
        ("lt.html", format!("<html>{}", "<".repeat(50_000))),
        ("span.html", format!("<html><article>{}", "<span>Harga </span>".repeat(5_000))),
        ("li.html", format!("<html><ul>{}", "<li><a href=x>Harga beras turun hari ini</a>".repeat(2_000))),
        ("form.html", format!("<html>{}", "<form><select><option>".repeat(30_000))),
        ("attribute.html", format!("<html><p {}>", (0..100_000).map(|n| format!("a{n}=b ")).collect::<String>())),
        ("a.xml", format!("<rss>{}", "<item>".repeat(200_000))),
        ("b.xml", format!("<rss><channel>{}", "<item><title>Harga</title></item>".repeat(100))),
        ("c.xml", format!("<nitf><body.content>{}", "<media>".repeat(100_000))),
        ("d.xml", format!("<rss {}>", "a='b' ".repeat(50_000))),
    ] {
        read(name, text.as_bytes(), &languages);
    }
}
