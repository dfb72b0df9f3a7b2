//! Archives, crawls and mailboxes: what is within is read in its order, and nothing grows without bound.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use kilas::language::Languages;
use kilas::load::{self, Loaded};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const STORY: &str = "{\"headline\": \"Satu\", \"body\": \"Harga beras turun.\"}";
const PAGE: &str = include_str!("inputs/valid/page.html");

fn read(name: &str, bytes: &[u8]) -> Loaded {
    load::from_bytes(name, bytes, &Languages::new())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn files() -> Vec<(String, Vec<u8>)> {
    vec![
        ("b/satu.json".into(), STORY.into()),
        (format!("{}/page.html", "panjang".repeat(20)), PAGE.into()),
        ("b/.hidden".into(), b"Rahasia.".to_vec()),
        ("__MACOSX/b/satu.json".into(), b"\0\0".to_vec()),
        ("gambar.png".into(), b"\x89PNG\r\n".to_vec()),
        ("../../dua.txt".into(), b"Judul dua\n\nHujan turun.".to_vec()),
        ("tiga.json.gz".into(), gzip(STORY.replace("Satu", "Tiga").as_bytes())),
    ]
}

fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tar(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        if name.starts_with("..") {
            // The builder refuses such a name, a hostile archive has it.
            header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            builder.append(&header, &bytes[..]).unwrap();
        } else {
            builder.append_data(&mut header, name, &bytes[..]).unwrap();
        }
    }
    builder.into_inner().unwrap()
}

/// Everything within, in order, and the one file that is no article.
fn holds_all((articles, failures): &Loaded, archive: &str) {
    let headlines: Vec<&str> = articles.iter().map(|article| article.headline.as_str()).collect();
    assert_eq!(headlines, ["Satu", "Harga beras turun di Kota Rawa", "Judul dua", "Tiga"], "{archive}");
    let said: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert_eq!(said, [format!("{archive}/gambar.png: it is a picture, no article")]);
    assert_eq!(articles[0].uri, format!("{archive}/b/satu.json"));
}

#[test]
fn archives_of_every_kind_hold_the_same() {
    let (zip, tar) = (zip(&files()), tar(&files()));
    holds_all(&read("a.zip", &zip), "a.zip");
    holds_all(&read("a.tar", &tar), "a.tar");
    holds_all(&read("a.tar.gz", &gzip(&tar)), "a.tar.gz");
    holds_all(&read("a.tar.zst", &compress_to_vec(&tar[..], CompressionLevel::Fastest)), "a.tar.zst");
    let (articles, _) = read("story.json.gz", &gzip(STORY.as_bytes()));
    assert_eq!(articles[0].uri, "story.json");
}

#[test]
fn archives_in_folders_are_read_file_by_file() {
    let folder = std::env::temp_dir().join(format!("kilas-packed-{}", std::process::id()));
    fs::create_dir_all(folder.join("halaman_files")).unwrap();
    fs::write(folder.join("a.zip"), zip(&files())).unwrap();
    fs::write(folder.join("b.tar.gz"), gzip(&tar(&files()))).unwrap();
    fs::write(folder.join("c.zip"), "no archive").unwrap();
    fs::write(folder.join("halaman.html"), PAGE).unwrap();
    fs::write(folder.join("halaman_files/iklan.html"), "<p>Iklan</p>").unwrap();
    let names: Vec<String> = load::walk(std::slice::from_ref(&folder)).map(|found| found.unwrap().name()).collect();
    let inner = |archive: &str| folder.join(archive).display().to_string();
    assert_eq!(names.len(), 5 + 5 + 1 + 1, "{names:?}");
    assert_eq!(names[0], format!("{}/b/satu.json", inner("a.zip")));
    assert_eq!(names[8], format!("{}/../../dua.txt", inner("b.tar.gz")));
    assert_eq!(names[11], inner("halaman.html"));
    assert!(!PathBuf::from("../../dua.txt").exists());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn bombs_end_early() {
    let nothing = vec![b' '; 200 << 20];
    let bomb = gzip(&nothing);
    for (name, bytes) in [
        ("a.gz", bomb.clone()),
        ("a.zip", zip(&[("a.txt".into(), nothing.clone())])),
        ("b.zip", zip(&[("a.gz".into(), bomb.clone())])),
        ("a.tar.gz", gzip(&tar(&[("a.gz".into(), bomb)]))),
    ] {
        let (articles, failures) = read(name, &bytes);
        assert!(articles.is_empty());
        let said = failures[0].to_string();
        assert!(said.contains("200 times as long") || said.contains("is more than the"), "{said}");
    }
}

#[test]
fn archives_within_archives_are_read_to_a_depth() {
    let packed = |times: usize| (0..times).fold(STORY.as_bytes().to_vec(), |inner, _| zip(&[("a.json".into(), inner)]));
    let (articles, failures) = read("a.zip", &packed(3));
    assert_eq!((articles.len(), failures), (1, Vec::new()));
    let (articles, failures) = read("a.zip", &packed(4));
    assert_eq!(
        (articles.len(), failures[0].reason.as_str()),
        (0, "it is a ZIP archive or office document, no article")
    );
}

#[test]
fn a_long_name_is_of_the_entry_behind_it_alone() {
    let mut builder = tar::Builder::new(Vec::new());
    let mut folder = tar::Header::new_gnu();
    folder.set_entry_type(tar::EntryType::Directory);
    folder.set_size(0);
    builder.append_data(&mut folder, "panjang".repeat(20), &b""[..]).unwrap();
    let mut file = tar::Header::new_gnu();
    file.set_size(STORY.len() as u64);
    builder.append_data(&mut file, "a.json", STORY.as_bytes()).unwrap();
    let (articles, _) = read("a.tar", &builder.into_inner().unwrap());
    assert_eq!(articles[0].uri, "a.tar/a.json");
}

#[test]
fn a_bomb_ends_its_archive() {
    let nothing = vec![b' '; 10 << 20];
    let files = ["a.txt", "b.txt", "c.txt"].map(|name| (name.to_owned(), nothing.clone()));
    let (_, failures) = read("a.zip", &zip(&files));
    let said: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(said[1].starts_with("a.zip/b.txt: it becomes more than 200 times"), "{said:?}");
    assert_eq!((said[0].as_str(), said.len()), ("a.zip/a.txt: it is empty", 2));
}

#[test]
fn a_file_longer_than_numbers_go_ends_its_archive() {
    let mut header = tar::Header::new_gnu();
    header.set_path("a.txt").unwrap();
    header.set_size(u64::MAX);
    header.set_cksum();
    let (_, failures) = read("a.tar.gz", &gzip(header.as_bytes()));
    assert_eq!(failures[0].to_string(), "a.tar.gz: the archive ends too early");
}

#[test]
fn what_is_cut_is_read_as_far_as_it_goes() {
    let whole = tar(&files());
    let (articles, failures) = read("a.tar", &whole[..whole.len() / 2]);
    assert!(!articles.is_empty());
    assert_eq!(failures.last().unwrap().to_string(), "a.tar: the archive ends too early");
    let packed = gzip(&whole);
    let (_, failures) = read("a.tar.gz", &packed[..packed.len() / 2]);
    assert!(!failures.is_empty());
    let (articles, failures) = read("a.zip", &zip(&files())[..200]);
    assert!(articles.is_empty() && failures.len() == 1, "{failures:?}");
}

fn record(kind: &str, link: &str, media: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {link}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {status}\r\n{headers}\r\n\r\n").as_bytes(), body].concat()
}

#[test]
fn a_crawl_is_its_pages() {
    let http = "application/http; msgtype=response";
    let page = PAGE.replace("<link rel=\"canonical\" href=\"https://kabar.example/beras-turun\">", "");
    let (koi, ..) = encoding_rs::KOI8_R.encode("Цена\n\nЦены на рис упали.");
    let chunked = format!("{:x}\r\n{}\r\n0\r\n\r\n", STORY.len(), STORY);
    let crawl = [
        record("warcinfo", "", "application/warc-fields", b"software: x"),
        record("request", "https://k.example/1", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        record(
            "response",
            "<https://k.example/1>",
            http,
            &answer("200 OK", "Content-Type: text/html", page.as_bytes()),
        ),
        record(
            "response",
            "https://k.example/x",
            http,
            &answer("404 Not Found", "Content-Type: text/html", b"Tidak ada."),
        ),
        record("response", "https://k.example/p", http, &answer("200 OK", "Content-Type: image/png", b"\x89PNG")),
        record(
            "response",
            "https://k.example/2",
            http,
            &answer("200 OK", "Content-Type: application/json\r\nContent-Encoding: gzip", &gzip(STORY.as_bytes())),
        ),
        record(
            "response",
            "https://k.example/3",
            http,
            &answer("200 OK", "Content-Type: application/json\r\nTransfer-Encoding: chunked", chunked.as_bytes()),
        ),
        record(
            "response",
            "https://k.example/4",
            http,
            &answer("200 OK", "Content-Type: text/plain; charset=KOI8-R; format=flowed", &koi),
        ),
    ];
    let packed = |link: &str, coding: &str, body: &[u8]| {
        let headers = format!("Content-Type: application/json\r\nContent-Encoding: {coding}");
        record("response", link, http, &answer("200 OK", &headers, body))
    };
    // Brotli by hand: one block that is not packed, its length less one after a head of four bits, and the end.
    let head = ((STORY.len() as u32 - 1) << 4 | 1 << 20).to_le_bytes();
    let brotli = [&head[..3], STORY.as_bytes(), b"\x03"].concat();
    let crawl = [
        &crawl[..],
        &[
            packed("https://k.example/5", "br", &brotli),
            packed("https://k.example/6", "br", STORY.as_bytes()),
            packed("https://k.example/7", "zstd", &compress_to_vec(STORY.as_bytes(), CompressionLevel::Fastest)),
        ],
    ]
    .concat();
    for (name, bytes) in [("a.warc", crawl.concat()), ("a.warc.gz", crawl.iter().flat_map(|r| gzip(r)).collect())] {
        let (articles, failures) = read(name, &bytes);
        assert_eq!(failures, [], "{name}");
        let headlines: Vec<&str> = articles.iter().map(|article| article.headline.as_str()).collect();
        assert_eq!(
            headlines,
            ["Harga beras turun di Kota Rawa", "Satu", "Satu", "Цена", "Satu", "Satu", "Satu"],
            "{name}"
        );
        assert_eq!(articles[0].link.as_deref(), Some("https://k.example/1"));
    }
    let (articles, failures) = read("a.warc", &crawl.concat()[..2500]);
    assert_eq!((articles.len(), failures.len()), (1, 1));
}

const LETTER: &str = "From: Kabar Rawa <redaksi@kabar.example>\r\nTo: a@b.example\r\nSubject: =?UTF-8?Q?Harga_beras_=E2=80=93_\
    turun?=\r\nDate: Sat, 14 Feb 2026 08:10:00 +0700\r\nMessage-ID: <k1@kabar.example>\r\nMIME-Version: 1.0\r\nContent-Type: \
    multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Harga beras turun.</p>\
    <p>Stok cukup.</p>\r\n--x--\r\n";

#[test]
fn letters_alone_and_in_a_mailbox() {
    let (articles, failures) = read("a.eml", LETTER.as_bytes());
    assert_eq!(failures, []);
    let article = &articles[0];
    assert_eq!((article.headline.as_str(), article.source.as_deref()), ("Harga beras – turun", Some("Kabar Rawa")));
    assert_eq!(article.body, "Harga beras turun.\n\nStok cukup.");
    assert_eq!(
        (article.uri.as_str(), article.published.unwrap().to_string().as_str()),
        ("mid:k1@kabar.example", "2026-02-14T08:10:00+07:00")
    );
    let plain = "From: a@b.example\nSubject: Dua\nDate: Sat, 14 Feb 2026 08:10:00 +0700\n\n>From mulut ke mulut, kabar itu \
        menyebar.\n";
    let mailbox = format!(
        "From a@b Sat Feb 14 08:10:00 2026\n{}\nFrom c@d Sat Feb 14 09:10:00 2026\n{plain}\nFrom Jakarta it is an hour.\n\n\
        From there on:\nby boat.\n\nFrom the sea.",
        LETTER.replace("\r\n", "\n")
    );
    let (articles, failures) = read("berita.mbox", mailbox.as_bytes());
    assert_eq!(failures, []);
    assert_eq!(articles.iter().map(|a| a.headline.as_str()).collect::<Vec<_>>(), ["Harga beras – turun", "Dua"]);
    let paragraphs: Vec<&str> = articles[1].body.split("\n\n").collect();
    let from = ["From Jakarta it is an hour.", "From there on:", "by boat.", "From the sea."];
    assert_eq!(paragraphs[0], "From mulut ke mulut, kabar itu menyebar.");
    assert_eq!(paragraphs[1..], from);
}

#[test]
fn what_holds_nothing_says_so() {
    let crawl = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nAbcd\r\n\r\n";
    for (name, bytes) in [("a.warc", crawl.as_bytes().to_vec()), ("a.zip", zip(&[(".hidden".into(), b"x".to_vec())]))] {
        let (articles, failures) = read(name, &bytes);
        let said: Vec<String> = failures.iter().map(ToString::to_string).collect();
        assert_eq!((articles.len(), said), (0, vec![format!("{name}: there is nothing to read in it")]));
    }
}

#[test]
fn a_text_that_begins_like_a_letter_is_none() {
    let (articles, _) = read("a.txt", "Subject: beras\n\nHarga beras turun: pedagang senang.".as_bytes());
    assert!(articles[0].body.contains("Harga beras turun: pedagang senang."));
}
