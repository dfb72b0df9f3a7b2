//! Fetching, against a small server on this machine that does everything servers should not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{fs, thread};

use flate2::Compression;
use flate2::write::GzEncoder;
use kilas::fetch::{self, Answer, Bounds, Client, Feed, Outcome, Version};
use kilas::language::Languages;

const FEED: &str = "<rss version='2.0'><channel><title>Kabar Rawa</title><language>id</language><item><guid>k1</guid><title>Harga \
    beras turun</title><link>https://k.example/1</link><description>Harga beras turun sejak Jumat.</description></item>\
    </channel></rss>";

/// A server; it ends with the test's process.
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    most: Arc<AtomicUsize>,
}

impl Server {
    fn start() -> Self {
        // All of 127/8 is this machine: each address is a host of its own.
        let listener = TcpListener::bind("0.0.0.0:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (told, peak) = (Arc::clone(&asked), Arc::clone(&most));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (told, open, peak) = (Arc::clone(&told), Arc::clone(&open), Arc::clone(&peak));
                thread::spawn(move || {
                    peak.fetch_max(1 + open.fetch_add(1, Ordering::SeqCst), Ordering::SeqCst);
                    serve(stream, &told);
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { port, asked, most }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

/// Answers requests of a connection until one is answered badly.
fn serve(stream: TcpStream, told: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    loop {
        let (mut line, mut headers) = (String::new(), HashMap::new());
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        loop {
            let mut header = String::new();
            if reader.read_line(&mut header).unwrap_or(0) == 0 || header.trim().is_empty() {
                break;
            }
            let (key, value) = header.split_once(':').unwrap();
            headers.insert(key.to_ascii_lowercase(), value.trim().to_owned());
        }
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        told.lock().unwrap().push(path.clone());
        if answer(&stream, &path, &headers).is_none() {
            return;
        }
    }
}

fn write(mut stream: &TcpStream, status: &str, headers: &str, body: &[u8]) -> Option<()> {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body).ok()
}

/// Answers a request; nothing where the connection is over.
fn answer(mut stream: &TcpStream, path: &str, headers: &HashMap<String, String>) -> Option<()> {
    let rss = "Content-Type: application/rss+xml\r\n";
    match path.split('?').next().unwrap_or_default() {
        "/feed" => write(stream, "200 OK", rss, FEED.as_bytes()),
        "/late" => {
            thread::sleep(Duration::from_millis(50));
            write(stream, "200 OK", rss, FEED.as_bytes())
        }
        "/tagged" if headers.get("if-none-match").is_some_and(|tag| tag == "\"v1\"") => {
            write(stream, "304 Not Modified", "ETag: \"v1\"\r\n", b"")
        }
        "/tagged" => write(stream, "200 OK", &format!("{rss}ETag: \"v1\"\r\n"), FEED.as_bytes()),
        "/gzip" => {
            assert!(headers["accept-encoding"].contains("gzip") && headers["accept-encoding"].contains("br"));
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(FEED.as_bytes()).unwrap();
            write(stream, "200 OK", &format!("{rss}Content-Encoding: gzip\r\n"), &encoder.finish().unwrap())
        }
        "/bad-gzip" => write(stream, "200 OK", &format!("{rss}Content-Encoding: gzip\r\n"), b"\x1f\x8b\x08\0 no gzip"),
        "/moved" => write(stream, "301 Moved", "Location: /feed\r\n", b""),
        "/round" => write(stream, "302 Found", "Location: /round\r\n", b""),
        "/file" => write(stream, "302 Found", "Location: file:///etc/passwd\r\n", b""),
        "/busy" => write(stream, "429 Too Many Requests", "Retry-After: 120\r\n", b""),
        "/none" => write(stream, "404 Not Found", "", b"Not here."),
        "/page" => write(
            stream,
            "200 OK",
            "Content-Type: text/html\r\n",
            b"<!DOCTYPE html><html><head><link rel=alternate type=application/rss+xml href=feed></head><body><p>Masuk</p>",
        ),
        "/never" => {
            thread::sleep(Duration::from_secs(60));
            None
        }
        "/drip" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n").ok()?;
            loop {
                stream.write_all(b"<").ok()?;
                thread::sleep(Duration::from_millis(20));
            }
        }
        "/early" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<rss><channel>").ok()?;
            stream.shutdown(std::net::Shutdown::Both).ok()?;
            None
        }
        "/flood" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n").ok()?;
            let block = vec![b' '; 1 << 20];
            (0..1024).try_for_each(|_| stream.write_all(&block)).ok()
        }
        _ => None,
    }
}

fn bounds() -> Bounds {
    Bounds { time: Duration::from_millis(1500), length: 8 << 20 }
}

#[test]
fn what_a_server_does_wrong_is_told() {
    let (server, client) = (Server::start(), Client::new(bounds()).unwrap());
    for (path, reason) in [
        ("/never", "no answer within 1.5 s"),
        ("/drip", "no answer within 1.5 s"),
        ("/flood", "the answer is longer than 8 MB"),
        ("/round", "it leads on more than 5 times"),
        ("/early", "the server closed the connection too early"),
        ("/bad-gzip", "the answer is packed wrongly"),
        ("/none", "there is nothing at this address"),
        ("/busy", "the server asks not to be asked so often"),
    ] {
        let started = Instant::now();
        let fault = client.get(&server.url(path), &Version::default()).unwrap_err();
        assert_eq!(fault.reason, reason, "{path}");
        assert!(started.elapsed() < Duration::from_secs(4), "{path}: {:?}", started.elapsed());
        assert_eq!(fault.wait, (path == "/busy").then_some(120));
    }
    let fault = client.get("http://127.0.0.1:1/", &Version::default()).unwrap_err();
    assert_eq!(fault.reason, "the server takes no connections");
    // Nothing but http and https is spoken, whoever asks for it.
    assert!(client.get("file:///etc/passwd", &Version::default()).is_err());
    assert!(client.get(&server.url("/file"), &Version::default()).is_err());
}

#[test]
fn answers_are_unpacked_followed_and_asked_for_once() {
    let (server, client) = (Server::start(), Client::new(bounds()).unwrap());
    for path in ["/feed", "/gzip", "/moved"] {
        let Answer::Fresh(part, _) = client.get(&server.url(path), &Version::default()).unwrap() else {
            panic!("{path}")
        };
        assert_eq!(part.bytes, FEED.as_bytes(), "{path}");
    }
    let Answer::Fresh(_, version) = client.get(&server.url("/tagged"), &Version::default()).unwrap() else { panic!() };
    assert_eq!(client.get(&server.url("/tagged"), &version).unwrap(), Answer::Unchanged);
}

#[test]
fn two_hundred_feeds_at_once_and_a_host_once() {
    let (server, client) = (Server::start(), Client::new(bounds()).unwrap());
    let feed = |url: String| Feed { url, ..Feed::default() };
    let mut feeds: Vec<Feed> = (0..200).map(|n| feed(server.url(&format!("/late?{n}")))).collect();
    let bad = ["/never", "/flood", "/round", "/early", "/bad-gzip", "/page", "/busy"];
    feeds.extend(bad.iter().map(|path| feed(server.url(path))));
    let (mut read, mut failed) = (0, Vec::new());
    let started = Instant::now();
    fetch::refresh(&mut feeds, &client, &Languages::new(), 1000, |feed, outcome| match outcome {
        Outcome::Read(articles, failures) if articles.len() == 1 && failures.is_empty() => read += 1,
        Outcome::Failed(fault) => failed.push(fault),
        other => panic!("{}: {other:?}", feed.url),
    });
    assert_eq!((read, failed.len()), (200, bad.len()), "{failed:?}");
    println!("200 feeds and {} bad ones: {:?}", bad.len(), started.elapsed());
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    // Eight at once, beside those that were given up and still hang.
    assert!(server.most.load(Ordering::SeqCst) <= 8 + bad.len(), "{} connections", server.most.load(Ordering::SeqCst));
    assert_eq!(feeds[0].title.as_deref(), Some("Kabar Rawa"));
    // The one that asked to be left alone is.
    let busy = feeds.last().unwrap().clone();
    assert_eq!(busy.not_before, Some(1120));
    let before = server.asked.lock().unwrap().len();
    fetch::refresh(&mut [busy], &client, &Languages::new(), 1100, |_, outcome| {
        assert!(matches!(outcome, Outcome::Waiting(20)), "{outcome:?}");
    });
    assert_eq!(server.asked.lock().unwrap().len(), before);
}

/// A home of its own, gone with the test.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kilas-fetch-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn kilas(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kilas"));
        command.args(arguments).env("XDG_DATA_HOME", &self.0).env_remove("HTTP_PROXY").env_remove("http_proxy");
        command.output().unwrap()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn feeds_are_added_refreshed_listed_and_handed_on() {
    let (server, home) = (Server::start(), Home::new("feeds"));
    let added = home.kilas(&["add", &server.url("/page"), &server.url("/none")]);
    assert_eq!(added.status.code(), Some(1));
    assert!(
        said(&added).contains("added: Kabar Rawa\n") && said(&added).contains("/none: there is nothing"),
        "{}",
        said(&added)
    );
    let first = home.kilas(&["refresh"]);
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    assert!(said(&first).contains("1/1 Kabar Rawa: 1 new"), "{}", said(&first));
    let second = home.kilas(&["refresh"]);
    assert!(said(&second).contains("1/1 Kabar Rawa: nothing new"), "{}", said(&second));
    let listed = said(&home.kilas(&["feeds"]));
    assert_eq!(listed, format!("Kabar Rawa\n    {}\n    nothing new\n", server.url("/feed")));
    let opml = home.kilas(&["feeds", "--opml"]);
    let file = home.0.join("list.opml");
    fs::write(&file, &opml.stdout).unwrap();
    let other = Home::new("others");
    assert!(said(&other.kilas(&["add", file.to_str().unwrap()])).contains("added: Kabar Rawa"));
    let kept = said(&home.kilas(&["export", "--format", "json"]));
    assert!(kept.contains("\"headline\": \"Harga beras turun\""), "{kept}");
    assert_eq!(home.kilas(&["feeds", "--remove", &server.url("/feed")]).status.code(), Some(0));
    assert_eq!(home.kilas(&["refresh"]).status.code(), Some(2));
}

#[test]
#[cfg(unix)]
fn what_could_not_be_kept_is_fetched_again() {
    let (server, home) = (Server::start(), Home::new("full"));
    assert_eq!(home.kilas(&["add", &server.url("/tagged")]).status.code(), Some(0));
    // The archive is made while there is room; then no file may grow beyond 48 kB, as on a full disk.
    assert_eq!(home.kilas(&["import", "tests/inputs/valid/hostile.txt"]).status.code(), Some(0));
    let mut command = Command::new("bash");
    command.args(["-c", "trap '' XFSZ; ulimit -f 48; exec \"$@\"", "bash", env!("CARGO_BIN_EXE_kilas"), "refresh"]);
    let full = command.env("XDG_DATA_HOME", &home.0).output().unwrap();
    assert_eq!(full.status.code(), Some(1), "{}", said(&full));
    assert!(said(&full).contains("1/1 Kabar Rawa: failed: "), "{}", said(&full));
    let again = home.kilas(&["refresh"]);
    assert!(said(&again).contains("1/1 Kabar Rawa: 1 new"), "{}", said(&again));
    assert!(said(&home.kilas(&["refresh"])).contains("1/1 Kabar Rawa: nothing new"));
}

#[test]
fn an_address_is_read_like_a_file() {
    let (server, home) = (Server::start(), Home::new("address"));
    let read = home.kilas(&["brief", "--format", "json", &server.url("/feed"), &server.url("/none")]);
    assert_eq!(read.status.code(), Some(1));
    assert!(said(&read).contains("Harga beras turun sejak Jumat."), "{}", said(&read));
    assert!(said(&read).contains("/none: there is nothing at this address"), "{}", said(&read));
}

#[test]
fn trust_is_what_the_environment_names() {
    let home = Home::new("trust");
    let path = home.0.join("ca.pem");
    fs::write(&path, "no certificate").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_kilas"));
    let output = command.args(["brief", "http://127.0.0.1:1/"]).env("SSL_CERT_FILE", &path).output().unwrap();
    assert!(said(&output).contains("ca.pem: there is no certificate in it"), "{}", said(&output));
}
