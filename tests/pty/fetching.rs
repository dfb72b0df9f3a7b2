//! The page of a story that is here in part, fetched by a key.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::{env, fs, process, thread};

use super::seat::{Seat, kilas};

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A server that has one page at every address but `/lost`.
fn server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let asked = lines.next().unwrap().unwrap();
            lines.map_while(Result::ok).take_while(|line| !line.is_empty()).for_each(drop);
            let paragraphs: String = (1..9)
                .map(|n| format!("<p>Paragraf {n} tentang harga beras yang turun di pasar Sagara pada pekan ini.</p>"))
                .collect();
            let page = format!(
                "<html lang=id><title>Harga</title><body><article><h1>Harga</h1>{paragraphs}</article></body></html>"
            );
            let status = if asked.contains("/lost") { "404 Not Found" } else { "200 OK" };
            let head = format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\nConnection: close\r\n");
            write!(stream, "{head}Content-Length: {}\r\n\r\n{page}", page.len()).unwrap();
        }
    });
    port
}

/// Three stories, the newest of which are here in part.
fn stories(port: u16) -> String {
    let story = |n: u32, link: &str, kind: &str| {
        format!(
            "{{\"uri\": \"k:{n}\", \"headline\": \"Beras {n}\", \"language\": \"id\", \"representationtype\": \"{kind}\", \
             \"versioncreated\": \"2024-07-0{}T08:00:00Z\", \"link\": \"http://127.0.0.1:{port}/{link}\", \
             \"body_text\": \"Harga beras…\"}}\n",
            9 - n
        )
    };
    [story(1, "one", "partial"), story(2, "lost", "partial"), story(3, "three", "complete")].concat()
}

#[test]
fn a_restricted_reader_fetches_nothing() {
    let folder = Folder(env::temp_dir().join(format!("kilas-pty-fetch-not-{}", process::id())));
    fs::create_dir_all(&folder.0).unwrap();
    let file = folder.0.join("teasers.jsonl");
    fs::write(&file, stories(server())).unwrap();
    let mut command = kilas();
    command.arg("--restricted");
    command.arg(&file);
    let mut seat = Seat::new(command, (120, 24)).listen();
    seat.wait_text("Harga beras…");
    seat.send(b"r");
    seat.wait_text("Nothing is fetched over this connection");
    seat.send(b"Q");
    assert_eq!(seat.end().exit_code(), 0);
}

#[test]
fn the_whole_text_takes_the_place_of_a_part() {
    let folder = Folder(env::temp_dir().join(format!("kilas-pty-fetch-{}", process::id())));
    fs::create_dir_all(&folder.0).unwrap();
    let file = folder.0.join("teasers.jsonl");
    fs::write(&file, stories(server())).unwrap();
    for kept in [false, true] {
        let mut command = kilas();
        if kept {
            command.arg("--archive");
            command.arg(folder.0.join("archive.db"));
            command.arg("--keep");
        }
        command.arg(&file);
        let mut seat = Seat::new(command, (120, 24)).listen();
        seat.wait_text("3 stories · 3 unread");
        seat.wait_text("Harga beras…");
        seat.send(b"r");
        seat.wait_text("The whole text is here now");
        seat.wait_text("Paragraf 5 tentang");
        seat.send(b"r");
        seat.wait_text("The whole text is here");
        seat.send(b"jr");
        seat.wait_text("No text: there is nothing at this address");
        seat.send(b"k");
        seat.wait_text("Paragraf 5 tentang");
        seat.send(b"Q");
        assert_eq!(seat.end().exit_code(), 0);
    }
}
