//! Broken and hostile inputs of every format: nothing panics, nothing hangs, and what comes out keeps its promise.
//!
//! Each case is either words of a format in a senseless order, or a good file with bytes changed, doubled and taken out.
//! `KILAS_FUZZ=600 cargo test --release --test broken -- --nocapture` tries each loader for ten minutes of a processor's
//! time, whatever else the machine does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

use std::cell::Cell;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use kilas::language::Languages;
use kilas::load;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestRunner;
use unicode_normalization::is_nfc;

/// What takes longer hangs. A third of a second is the most in a release build, twenty times that in one for debugging.
const SLOWEST: Duration = Duration::from_secs(20);

/// Reads bytes and holds what comes out against the promise of articles.
fn read(name: &str, bytes: &[u8], languages: &Languages) {
    let started = worked();
    let (articles, failures) = load::from_bytes(name, bytes, languages);
    let took = worked() - started;
    assert!(took < SLOWEST, "{name}: {took:?}");
    assert!(!articles.is_empty() || !failures.is_empty(), "{name}: neither articles nor a word why not");
    match name.rsplit_once('.') {
        Some((_, "opml")) => drop(load::opml(name, bytes)),
        Some((_, "jsonl")) => {
            bytes.split(|b| *b == b'\n').for_each(|line| drop(load::record(name, 1, line, languages)))
        }
        _ => {}
    }
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

const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "],",
    ": ",
    ", ",
    "null",
    "-1e999",
    "true",
    "\"\\ud800\"",
    "\"uri\"",
    "\"body_text\": \"Harga turun.\"",
    "\"body_xhtml\": \"<p>Harga turun.",
    "\"headline\": \"H\"",
    "\"bodies\": [{\"value\": \"x\", \"contentType\": \"text/html\"}]",
    "\"items\": [",
    "\"@type\": \"NewsArticle\"",
    "\"articleBody\": \"Harga turun.\"",
    "\"clusters\": [{\"articles\": [",
    "\"talking_points\": [\"a: b\"]",
    "\"quote\": \"Stok cukup\"",
    "\"version\": \"https://jsonfeed.org/version/1.1\"",
    "\"content_html\": \"<b>x\"",
    "\"pubStatus\": \"canceled\"",
    "\"versioncreated\": \"2026-13-99\"",
];
const MARKDOWN: &[&str] = &[
    "---\n",
    "title: Beras\n",
    "date: 2026-02-14\n",
    "tags: [a, *b]\n",
    "a: &a [*a]\n",
    "? x\n",
    "- - -\n",
    "!!binary |\n",
    "# Harga\n",
    "**",
    "[x](y",
    "```\n",
    "> ",
    "| a | b |\n",
    "\t",
];

/// A loader: what its files are called, how they begin, and the words of its format.
struct Loader {
    names: &'static [&'static str],
    starts: &'static [&'static str],
    words: &'static [&'static str],
}

const PAGES: Loader = Loader { names: &["a.html"], starts: &["<html>", "<html><body><article><p>"], words: PAGE };
const FEEDS: Loader =
    Loader { names: &["a.xml", "rss.xml"], starts: &["<rss><channel>", "<feed>", "<rdf:RDF>"], words: XML };
const AGENCY: Loader =
    Loader { names: &["newsml.xml", "nitf.xml"], starts: &["<nitf>", "<newsMessage>", "<newsItem>"], words: XML };
const OUTLINES: Loader = Loader { names: &["a.opml"], starts: &["<opml><body>"], words: XML };
const RECORDS: Loader = Loader { names: &["a.json", "a.jsonl"], starts: &["{", "[{", ""], words: JSON };
const NOTES: Loader = Loader { names: &["a.md"], starts: &["---\n", "# Harga\n"], words: MARKDOWN };
const PLAIN: Loader = Loader { names: &["a.txt", "a"], starts: &["", "\u{feff}"], words: WORDS };
const LETTERS: Loader = Loader {
    names: &["a.eml", "a.mbox"],
    starts: &["From: a\nTo: b\nSubject: c\n", "From a@b\nFrom: a\n"],
    words: LETTER,
};
const CRAWLS: Loader = Loader {
    names: &["a.warc"],
    starts: &["WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://k.example/\r\n"],
    words: CRAWL,
};
const ARCHIVES: Loader = Loader {
    names: &["a.zip", "a.tar", "a.tar.gz", "a.tar.zst", "a.warc.gz"],
    starts: &["PK\x03\x04", "\x1f"],
    words: WORDS,
};

/// Words of a loader's format and of all, in any order.
fn senseless(loader: &'static Loader) -> impl Strategy<Value = (String, Vec<u8>)> {
    let word = prop_oneof![3 => select(loader.words), 1 => select(WORDS)];
    (select(loader.names), select(loader.starts), vec(word, 0..80))
        .prop_map(|(name, start, words)| (name.to_owned(), format!("{start}{}", words.concat()).into_bytes()))
}

/// A good file of a loader with changes; a senseless text where it has none.
fn made_bad(loader: &'static Loader) -> BoxedStrategy<(String, Vec<u8>)> {
    let ends =
        |name: &str| loader.names.iter().any(|known| known.rsplit('/').next().is_some_and(|k| is_alike(k, name)));
    let files: Vec<(String, Vec<u8>)> = good().into_iter().filter(|(name, _)| ends(name)).collect();
    if files.is_empty() {
        return senseless(loader).boxed();
    }
    let changes = (select(files), vec(change(), 1..6));
    changes.prop_map(|((name, bytes), changes)| (name, changed(bytes, &changes))).boxed()
}

/// Whether two names end alike; feeds and agency files, which all end in `.xml`, are told apart by their whole name.
fn is_alike(known: &str, name: &str) -> bool {
    known == name
        || !known.ends_with("xml")
            && known.split_once('.').is_some_and(|(_, ending)| name.ends_with(&format!(".{ending}")))
}

/// The processor's time of this thread.
fn worked() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.try_into().unwrap(), now.tv_nsec.try_into().unwrap())
}

/// Tries a loader: with a few inputs every day, for as many seconds of work as `KILAS_FUZZ` says where it does.
fn fuzz(what: &str, loader: &'static Loader) {
    let seconds = std::env::var("KILAS_FUZZ").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or_default();
    let (started, languages, tried) = (worked(), Languages::new(), Cell::new(0));
    let config = ProptestConfig { failure_persistence: None, cases: 32, ..ProptestConfig::default() };
    let inputs = prop_oneof![senseless(loader), made_bad(loader)];
    while tried.get() == 0 || worked() - started < Duration::from_secs(seconds) {
        // One that has had its cases tries no more.
        let held = TestRunner::new(config.clone()).run(&inputs, |(name, bytes)| {
            tried.set(tried.get() + 1);
            read(&name, &bytes, &languages);
            Ok(())
        });
        held.unwrap_or_else(|error| panic!("{what}: {error}"));
    }
    println!("{what}: {} inputs in {} s", tried.get(), (worked() - started).as_secs());
}

macro_rules! fuzzed {
    ($($name:ident $loader:ident)+) => { $(
        #[test]
        fn $name() {
            fuzz(stringify!($name), &$loader);
        }
    )+ };
}

fuzzed! {
    pages PAGES
    feeds FEEDS
    agency AGENCY
    outlines OUTLINES
    records RECORDS
    notes NOTES
    plain PLAIN
    letters LETTERS
    crawls CRAWLS
    archives ARCHIVES
}

/// Good files of formats that are longer than they say.
const MORE: &[(&str, &str)] = &[
    (
        "nitf.xml",
        "<?xml version='1.0'?><!DOCTYPE nitf><nitf><head><title>Beras</title><docdata><date.issue norm='20260214T0810Z'/>\
         </docdata></head><body><body.head><hedline><hl1>Harga beras turun</hl1></hedline><dateline><location>Rawa\
         </location></dateline></body.head><body.content><block><p>Harga beras turun.</p><table><tr><td>1</td></tr></table>\
         </block></body.content></body></nitf>",
    ),
    (
        "a.opml",
        "<opml version='2.0'><head/><body><outline text='Desk'><outline type='rss' text='Kabar &amp; Rawa' \
         xmlUrl='https://k.example/f'/></outline></body></opml>",
    ),
    (
        "a.eml",
        "From: =?utf-8?B?S2FiYXI=?= <a@k.example>\nTo: b@k.example\nSubject: =?utf-8?Q?Harga_beras?=\nDate: Sat, 14 Feb \
         2026 08:10:00 +0700\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=\"x\"\n\n--x\n\
         Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nHarga turun =E2=80=9C\n\
         --x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+SGFyZ2EgdHVydW4uPC9wPg==\n--x--\n",
    ),
    (
        "a.mbox",
        "From a@k.example Sat Feb 14 08:10:00 2026\nFrom: a@k.example\nSubject: Satu\n\nHarga turun.\n>From sana.\n\n\
         From b@k.example Sat Feb 14 08:11:00 2026\nFrom: b@k.example\nSubject: Dua\n\nHarga naik.\n",
    ),
    (
        "a.warc",
        "WARC/1.0\nWARC-Type: response\nWARC-Target-URI: https://k.example/1\nContent-Type: application/http; \
         msgtype=response\nContent-Length: 121\n\nHTTP/1.1 200 OK\nContent-Type: text/plain; charset=utf-8\n\
         Transfer-Encoding: chunked\n\n12\nHarga beras turun.\n0\n\n\n\nWARC/1.0\nWARC-Type: metadata\n\
         Content-Length: 4\n\nabcd\n\n",
    ),
];

/// Good files of every format.
fn good() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs/valid");
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .collect();
    files.extend(MORE.iter().map(|(name, text)| ((*name).to_owned(), text.replace('\n', "\r\n").into_bytes())));
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

/// Towers and floods that a parser could drown in.
#[test]
fn floods_are_read_in_time() {
    let languages = Languages::new();
    let head = "From: a@k.example\nSubject: Beras\nDate: Sat, 14 Feb 2026 08:10:00 +0700\n";
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
        ("marks.html", format!("<html><p {}>", (0..100_000).map(|n| format!("a{n}=\"b\" ")).collect::<String>())),
        ("declaration.txt", "<!a>".repeat(500_000)),
        ("letters.eml", format!("{head}{}", "Content-Type: message/rfc822\n\n".repeat(200_000))),
        ("multipart.eml", format!("{head}{}", "Content-Type: multipart/x; boundary=b\n\n--b\n".repeat(100_000))),
        ("a.xml", format!("<rss>{}", "<item>".repeat(200_000))),
        ("b.xml", format!("<rss><channel>{}", "<item><title>Harga</title></item>".repeat(100))),
        ("c.xml", format!("<nitf><body.content>{}", "<media>".repeat(100_000))),
        ("d.xml", format!("<rss {}>", "a='b' ".repeat(50_000))),
    ] {
        read(name, text.as_bytes(), &languages);
    }
}
