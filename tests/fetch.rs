//! Fetching, against a small server on this machine that does everything servers should not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
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

/// How often `/turns` was asked for.
static ASKED: AtomicUsize = AtomicUsize::new(0);

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
    stream.set_nodelay(true).unwrap();
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
        if line.starts_with("CONNECT ") {
            // As a proxy: the way is free, and at its other end this server too.
            (&stream).write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
            continue;
        }
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
        "/late" | "/slow" => {
            // Where another program is to be done meanwhile, long enough for one that is busy.
            thread::sleep(Duration::from_millis(if path == "/slow" { 2_000 } else { 50 }));
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
        "/brotli" => {
            // By hand: one block that is not packed, its length less one after a head of four bits, and the end.
            let head = ((FEED.len() as u32 - 1) << 4 | 1 << 20).to_le_bytes();
            let packed = [&head[..3], FEED.as_bytes(), b"\x03"].concat();
            write(stream, "200 OK", &format!("{rss}Content-Encoding: br\r\n"), &packed)
        }
        "/bad-gzip" => write(stream, "200 OK", &format!("{rss}Content-Encoding: gzip\r\n"), b"\x1f\x8b\x08\0 no gzip"),
        "/moved" => write(stream, "301 Moved", "Location: /feed\r\n", b""),
        "/round" => write(stream, "302 Found", "Location: /round\r\n", b""),
        "/file" => write(stream, "302 Found", "Location: file:///etc/passwd\r\n", b""),
        "/busy" => write(stream, "429 Too Many Requests", "Retry-After: 120\r\n", b""),
        // A feed of teasers, and the page of one of them.
"/teasers" if headers.get("if-none-match").is_some_and(|tag| tag == "\"t1\"") => {
            write(stream, "304 Not Modified", "ETag: \"t1\"\r\n", b"")
        }
        "/teasers" => {
            let host = &headers["host"];
            let item = |n: usize| {
                format!(
                    "<item><guid>k:{n}</guid><title>Harga beras turun {n}</title><link>http://{host}/story/{n}</link>\
                     <description>Harga beras…</description></item>"
                )
            };
            let feed = format!("<rss><channel><title>Teras</title>{}{}</channel></rss>", item(1), item(2));
            write(stream, "200 OK", &format!("{rss}ETag: \"t1\"\r\n"), feed.as_bytes())
        }
        "/story/1" => {
            write(stream, "200 OK", "Content-Type: text/html\r\n", include_bytes!("inputs/valid/page.html"))
        }
        "/portal" => write(stream, "511 Network Authentication Required", "", b"<p>Masuk</p>"),
        "/none" => write(stream, "404 Not Found", "", b"Not here."),
        // The feed it was when it was added, and a login after that.
        "/turns" if ASKED.fetch_add(1, Ordering::SeqCst) == 0 => write(stream, "200 OK", rss, FEED.as_bytes()),
        "/page" | "/turns" => write(
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
        ("/portal", "the network wants a login first (captive portal)"),
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
    // A server that speaks no TLS, as most answer who speaks it to them.
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = plain.local_addr().unwrap().port();
    thread::spawn(move || {
        for mut stream in plain.incoming().flatten() {
            let _ = stream.read(&mut [0; 1024]).and_then(|_| stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
        }
    });
    let fault = client.get(&format!("https://127.0.0.1:{port}/feed"), &Version::default()).unwrap_err();
    assert!(fault.reason.starts_with("no secure connection, which https asks for: "), "{}", fault.reason);
    // Nothing but http and https is spoken, whoever asks for it.
    for address in ["file:///etc/passwd".to_owned(), server.url("/file")] {
        let fault = client.get(&address, &Version::default()).unwrap_err();
        assert_eq!(fault.reason, "it leads to no http or https address");
    }
    assert!(!server.asked.lock().unwrap().iter().any(|path| path.contains("passwd")));
}

#[test]
fn answers_are_unpacked_followed_and_asked_for_once() {
    let (server, client) = (Server::start(), Client::new(bounds()).unwrap());
    for path in ["/feed", "/gzip", "/brotli", "/moved"] {
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
        command.args(arguments);
        self.run(command)
    }

    /// Runs a command in this home and, but for what it sets itself, without proxies.
    fn run(&self, mut command: Command) -> Output {
        let set: Vec<OsString> = command.get_envs().map(|(name, _)| name.to_owned()).collect();
        let proxies = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY"];
        proxies.iter().filter(|name| !set.contains(&OsString::from(name))).for_each(|name| {
            command.env_remove(name);
        });
        command.env("XDG_DATA_HOME", &self.0).output().unwrap()
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
    let rows: serde_json::Value = serde_json::from_slice(&home.kilas(&["feeds", "--format", "json"]).stdout).unwrap();
    let row = serde_json::json!({"title": "Kabar Rawa", "url": server.url("/feed"), "result": "nothing new"});
    assert_eq!(rows, serde_json::json!([row]));
    let opml = home.kilas(&["feeds", "--opml"]);
    let file = home.0.join("list.opml");
    fs::write(&file, &opml.stdout).unwrap();
    let other = Home::new("others");
    assert!(said(&other.kilas(&["add", file.to_str().unwrap()])).contains("added: Kabar Rawa"));
    let kept = said(&home.kilas(&["export", "--format", "json"]));
    assert!(kept.contains("\"headline\": \"Harga beras turun\""), "{kept}");
    assert_eq!(home.kilas(&["feeds", "--remove", &server.url("/feed")]).status.code(), Some(0));
    assert_eq!(home.kilas(&["refresh"]).status.code(), Some(2));
    for (form, rows) in [("table", ""), ("json", "[]\n"), ("csv", "title,url,result\r\n")] {
        let none = home.kilas(&["feeds", "--format", form]);
        assert_eq!(said(&none), format!("{rows}kilas: there are no feeds; `kilas add URL` adds one\n"));
        assert_eq!(none.status.code(), Some(1));
    }
}

#[test]
fn a_feed_that_is_added_while_a_server_is_slow_stays() {
    let (server, home) = (Server::start(), Home::new("together"));
    let slow = server.url("/slow");
    thread::scope(|scope| {
        let waiting = scope.spawn(|| home.kilas(&["add", &slow]));
        while !server.asked.lock().unwrap().iter().any(|path| path == "/slow") {
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(home.kilas(&["add", &server.url("/feed")]).status.code(), Some(0));
        assert_eq!(waiting.join().unwrap().status.code(), Some(0));
    });
    let listed = said(&home.kilas(&["feeds"]));
    assert!(listed.contains(&server.url("/feed")) && listed.contains(&slow), "{listed}");
}

#[test]
fn what_is_no_address_of_the_web_is_told_so() {
    let home = Home::new("schemes");
    for (named, told) in [
        ("ftp://k.example/feed", "an address is read where it begins with http:// or https://"),
        ("k.example/feed", "no such file or folder; an address begins with https://"),
    ] {
        let added = said(&home.kilas(&["add", named]));
        assert_eq!(added, format!("kilas: {named}: {told}\nkilas: nothing was added\n"));
    }
    for named in ["file:///etc/passwd", "FTP://k.example/1", "mailto://a"] {
        let read = said(&home.kilas(&["brief", named]));
        assert_eq!(read, format!("kilas: {named}: an address is read where it begins with http:// or https://\n"));
    }
}

#[test]
fn no_archive_is_made_where_no_feed_answers() {
    let home = Home::new("silent");
    let list = home.0.join("list.opml");
    fs::write(&list, r#"<opml><body><outline xmlUrl="http://127.0.0.1:1/feed"/></body></opml>"#).unwrap();
    assert_eq!(home.kilas(&["add", list.to_str().unwrap()]).status.code(), Some(0));
    let refreshed = home.kilas(&["refresh"]);
    assert_eq!(refreshed.status.code(), Some(1), "{}", said(&refreshed));
    assert!(said(&refreshed).contains("takes no connections"), "{}", said(&refreshed));
    assert!(!home.0.join("kilas/archive.db").exists());
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

#[test]
fn a_proxy_of_the_environment_is_asked_for_the_way() {
    let (server, home) = (Server::start(), Home::new("proxy"));
    let brief = |variables: &[(&str, &str)], address: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kilas"));
        command.args(["brief", address]).envs(variables.iter().copied());
        said(&home.run(command))
    };
    let proxy = server.url("");
    let read = brief(&[("HTTP_PROXY", &proxy), ("HTTPS_PROXY", "http://127.0.0.1:1")], "http://k.example/feed");
    assert!(read.contains("Harga beras turun sejak Jumat."), "{read}");
    assert_eq!(*server.asked.lock().unwrap(), ["k.example:80", "/feed"]);
    let direct =
        brief(&[("HTTP_PROXY", "http://127.0.0.1:1"), ("NO_PROXY", "l.example,127.0.0.1")], &server.url("/feed"));
    assert!(direct.contains("Harga beras turun sejak Jumat."), "{direct}");
    let away = brief(&[("https_proxy", "http://127.0.0.1:1")], "https://k.example/feed");
    assert!(away.contains("https://k.example/feed: the proxy 127.0.0.1:1 takes no connections"), "{away}");
    let wrong = brief(&[("ALL_PROXY", "://")], "https://k.example/feed");
    assert!(wrong.contains("ALL_PROXY is no address of a proxy: \"://\""), "{wrong}");
}

/// A server with a certificate that no authority of the world has signed: its port, and the certificate.
fn secret_server() -> (u16, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let (listener, config) = (TcpListener::bind("127.0.0.1:0").unwrap(), Arc::new(config));
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = BufReader::new(rustls::StreamOwned::new(connection, stream));
            let mut line = String::new();
            // Who does not trust the certificate is gone by now.
            while line != "\r\n"
                && matches!(
                    stream.read_line({
                        line.clear();
                        &mut line
                    }),
                    Ok(1..)
                )
            {}
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{FEED}", FEED.len());
            let _ = stream.get_mut().write_all(head.as_bytes()).and_then(|()| stream.get_mut().flush());
        }
    });
    (port, made.cert.pem())
}

#[test]
fn an_authority_of_the_environment_is_trusted_and_no_other() {
    let (home, (port, certificate)) = (Home::new("authority"), secret_server());
    let path = home.0.join("ca.pem");
    fs::write(&path, certificate).unwrap();
    let brief = |trusted: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kilas"));
        command.args(["brief", &format!("https://localhost:{port}/feed")]).env_remove("SSL_CERT_FILE");
        if trusted {
            command.env("SSL_CERT_FILE", &path);
        }
        said(&home.run(command))
    };
    let read = brief(true);
    assert!(read.contains("Harga beras turun sejak Jumat."), "{read}");
    let refused = brief(false);
    assert!(refused.contains("no trusted connection: ") && refused.contains("(SSL_CERT_FILE names"), "{refused}");
}

#[test]
fn a_page_in_place_of_a_feed_may_be_a_login() {
    let (server, home) = (Server::start(), Home::new("portal"));
    assert_eq!(home.kilas(&["add", &server.url("/turns")]).status.code(), Some(0));
    let refreshed = home.kilas(&["refresh"]);
    assert_eq!(refreshed.status.code(), Some(1));
    assert!(said(&refreshed).contains("the network may want a login first"), "{}", said(&refreshed));
}

#[test]
#[cfg(target_os = "linux")]
fn without_network_it_says_so() {
    let home = Home::new("offline");
    // A namespace without any network; where the system gives none to us there is nothing to try.
    let offline = |program: &str, arguments: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--net", program]).args(arguments);
        command
    };
    if !offline("true", &[]).status().is_ok_and(|status| status.success()) {
        return;
    }
    let arguments = ["brief", "http://10.1.2.3/feed", "https://k.example/feed"];
    let told = said(&home.run(offline(env!("CARGO_BIN_EXE_kilas"), &arguments)));
    assert!(told.contains("http://10.1.2.3/feed: no network"), "{told}");
    assert!(told.contains("https://k.example/feed: no such server, or no network"), "{told}");
}

#[test]
fn a_teaser_is_completed_by_its_page_where_that_is_wanted() {
    let (server, home) = (Server::start(), Home::new("pages"));
    let kept = || String::from_utf8(home.kilas(&["export", "--format", "jsonl"]).stdout).unwrap();
    home.kilas(&["add", &server.url("/teasers")]);
    home.kilas(&["refresh"]);
    assert!(kept().contains("Harga beras…"));
    // The feed is the same as before, and is asked for all it has.
    let refreshed = said(&home.kilas(&["refresh", "--pages"]));
    assert!(refreshed.contains("Teras: nothing new, 2 pages to fetch"), "{refreshed}");
    assert!(refreshed.contains("Harga beras turun 1: its page\n"), "{refreshed}");
    assert!(refreshed.contains("Harga beras turun 2: no page: "), "{refreshed}");
    let whole = kept();
    let first = whole.lines().find(|story| story.contains("\"k:1\"")).unwrap();
    assert!(first.contains("\"headline\":\"Harga beras turun 1\"") && first.len() > 1_000, "{first}");
    // The teaser does not come back in its place, and its page is not asked for again.
    let pages = |server: &Server| server.asked.lock().unwrap().iter().filter(|path| *path == "/story/1").count();
    assert!(said(&home.kilas(&["refresh"])).contains("Teras: nothing new\n"));
    home.kilas(&["add", "--pages", &server.url("/teasers")]);
    let again = said(&home.kilas(&["refresh"]));
    assert!(again.contains("Teras: nothing new, 1 page to fetch"), "{again}");
    assert_eq!(pages(&server), 1);
    assert!(kept().contains(first));
    // A page that cannot be had is left alone until the feed has changed.
    assert!(said(&home.kilas(&["refresh"])).contains("Teras: nothing new\n"));
}
