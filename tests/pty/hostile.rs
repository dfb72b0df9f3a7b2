//! Articles that try to give the terminal orders, through every input: neither a screen, nor the session in words, nor
//! any output of `kilas brief` and `kilas verify` lets one through.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::json;

use super::screen::ESCAPE;
use super::seat::{Seat, kilas};

/// What begins and ends orders, whole and cut off; each stands in a text of its own.
const ORDERS: [&str; 24] = [
    "\x1b[2J\x1b[31m",
    "\x1b[6n",
    "\x1b[?1049l",
    "\x1b]0;judul\x07",
    "\x1b]0;judul\x1b\\",
    "\x1b]52;c;eA==\x07",
    "\x1b]8;;https://contoh.example\x1b\\x\x1b]8;;\x1b\\",
    "\x1bP$qm\x1b\\",
    "\x1b_Gi=1;x\x1b\\",
    "\x1b^x\x1b\\",
    "\x1bXx\x1b\\",
    "\x1bc",
    "\x1b#8",
    "\x1b(0",
    "\x1b]0;tak berujung",
    "\x1b[",
    "\x1b",
    "\u{9b}2J",
    "\u{9d}0;x\u{9c}",
    "\u{90}x\u{9c}",
    "\u{9f}x\u{9c}\u{9e}x\u{98}x",
    "\x07\x08\x0e\x0f\x7f\0\x0b\x0c\x11\x13\x18\x1a",
    "\r\x1b[A",
    "\u{85}\u{84}\u{8d}",
];

/// What moves, hides or piles up what stands around it.
fn tricks() -> Vec<String> {
    let directions = "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
    vec![
        directions.to_owned(),
        format!("a{}b", "\u{200b}\u{200d}\u{feff}\u{2060}\u{ad}".repeat(200)),
        format!("e{}", "\u{301}\u{489}".repeat(100)),
        "\u{e0001}\u{e0041}\u{fff9}\u{2028}\u{2029}".to_owned(),
        "字".repeat(90),
        "👩\u{200d}👩\u{200d}👧🇮🇩❤\u{fe0f}".repeat(30),
    ]
}

/// A folder of articles with all of this in every field of every format there is, and in the names of files.
struct Pile(PathBuf);

impl Pile {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("kilas-hostile-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let all = ORDERS.iter().map(|order| (*order).to_owned()).chain(tricks());
        for (at, order) in all.enumerate() {
            let said = format!("Harga {order} naik.\n\n“Kami {order} datang,” kata Siti {order} Rahma.\n\n{order}");
            let write = |ending: &str, bytes: &[u8]| fs::write(folder.join(format!("{at:02}{ending}")), bytes).unwrap();
            write(".txt", format!("Judul {order} kopi\n\n{said}").as_bytes());
            let quoted = order.replace(['\\', '"', '\r', '\0'], "");
            write(
                ".md",
                format!("---\ntitle: Judul {quoted}\nauthor: {quoted} Ana\nlink: \"{quoted}\"\n---\n\n{said}")
                    .as_bytes(),
            );
            let ninjs = json!({
                "uri": format!("urn:{order}"), "language": "id", "headline": format!("Judul {order}"), "byline": order,
                "located": order, "slugline": order, "urgency": order, "body_text": said, "source": order,
                "ednote": format!("Catatan {order}"), "embargoed": order, "person": [{"name": format!("Siti {order}")}],
                "altids": {"url": format!("https://contoh.example/{order}")}, "link": format!("https://contoh.example/{order}"),
            });
            write("-n.json", ninjs.to_string().as_bytes());
            let page = json!({
                "@context": "https://schema.org", "@type": "NewsArticle", "headline": format!("Judul {order}"),
                "articleBody": said, "author": {"name": order}, "url": format!("https://contoh.example/{order}"),
                "publisher": {"name": order}, "inLanguage": "id", "datePublished": order,
            });
            write("-s.json", page.to_string().as_bytes());
            let html = format!("<p>Harga &#27;[2J {order} naik.</p><p>&#x9b;2J “Kami,” kata <b>Siti</b>{order}.</p>");
            write("-h.jsonl", json!({"headline": order, "body_xhtml": html, "body": html}).to_string().as_bytes());
            let wide: Vec<u8> = format!("\u{feff}Judul\n\n{said}").encode_utf16().flat_map(u16::to_le_bytes).collect();
            write("-w.txt", &wide);
            // Bytes of C1 that are no UTF-8, and what is left of a character that was cut.
            write("-b.txt", &[b"Judul \x9b2J\xe2\x9d\n\n", said.as_bytes(), b" \xc2\x1b[2J\x9b31m\xf0\x9f"].concat());
        }
        for name in
            [&b"a\x1b]0;judul\x07\x1b[2J.txt"[..], b"b\xc2\x9b2J\n.txt", b"c\x9b\xff\xe2\x80\xae.txt", b"d\x1b[2J.json"]
        {
            fs::write(folder.join(OsStr::from_bytes(name)), "Judul\n\n“Kami datang,” kata Siti Rahma.").unwrap();
        }
        Self(folder)
    }
}

impl Drop for Pile {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(arguments: &[&str], paths: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kilas")).args(arguments).args(paths).output().unwrap()
}

/// Asserts that nothing here moves a cursor, turns a direction or piles up marks.
fn assert_text(bytes: &[u8], what: &str) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    let is_order = |c: &char| {
        c.is_control() && *c != '\n'
            || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || matches!(c, '\u{feff}' | '\u{2060}' | '\u{fff9}' | '\u{e0000}'..='\u{e0fff}')
    };
    if let Some(at) = text.char_indices().find(|(_, c)| is_order(c)).map(|(at, _)| at) {
        let start = text[..at].char_indices().rev().nth(60).map_or(0, |(start, _)| start);
        panic!("{what}: {:?}", text[start..].chars().take(80).collect::<String>());
    }
    let mut marks = 0;
    for c in text.chars() {
        marks = if matches!(c, '\u{300}'..='\u{36f}' | '\u{489}') { marks + 1 } else { 0 };
        assert!(marks <= 4, "{what}: a tower of marks");
    }
}

#[test]
fn briefings_and_complaints_are_text() {
    let pile = Pile::new("brief");
    for format in ["text", "markdown", "json", "jsonl"] {
        let output = run(&["brief", "--format", format], &[&pile.0, &pile.0.join("tak ada \x1b[2J\u{9b}\u{202e}")]);
        assert!(output.stdout.len() > 20_000, "{format}: {} bytes", output.stdout.len());
        assert_text(&output.stdout, format);
        assert!(!output.stderr.is_empty());
        assert_text(&output.stderr, "complaints");
        // Cut at another place or changed, it is named, and so is what it is called.
        if format == "json" {
            let briefing = pile.0.join("z\x1b[2J.briefing");
            fs::write(&briefing, &output.stdout).unwrap();
            assert_text(&run(&["verify"], &[&briefing]).stderr, "verify");
            fs::write(&briefing, String::from_utf8(output.stdout).unwrap().replace("Kami", "K\x1b[2J")).unwrap();
            let output = run(&["verify"], &[&briefing, &pile.0]);
            assert_text(&[output.stdout, output.stderr].concat(), "verify");
            fs::remove_file(&briefing).unwrap();
        }
    }
}

/// Every screen and every key on these articles: what is written is text and the sequences kilas itself writes.
#[test]
fn every_screen_of_hostile_articles_is_text() {
    let pile = Pile::new("screen");
    for (argument, size) in [("--color=16", (80, 24)), ("--color=never", (120, 40)), ("--accessible", (80, 24))] {
        let mut command = kilas();
        command.arg(argument);
        command.arg(&pile.0);
        let mut seat = Seat::new(command, size).listen();
        seat.wait_text("not read");
        seat.settled();
        let keys = ["!", "]w", "y", "y", "o", "Y", "f", "?", "/Kami\r", "n", "zGz", "\tj\r", "JJ", "\tJJ"];
        for keys in keys.iter().chain(["J \t\tjo", "\tf", "]wy"].iter().cycle().take(90)) {
            seat.send(keys.as_bytes());
            seat.send(ESCAPE);
        }
        seat.settled();
        seat.send(b"\x03");
        assert_eq!(seat.end().exit_code(), 1, "{argument}: not all could be read");
        seat.assert_restored();
        assert_known(&seat.bytes(), argument);
    }
}

/// Takes away the sequences kilas writes; what is left must be text.
fn assert_known(bytes: &[u8], what: &str) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    let mut left = String::new();
    let mut pieces = text.split('\x1b');
    left.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let rest = match piece.as_bytes().first() {
            Some(b'[') => {
                let end =
                    piece[1..].find(|c: char| !matches!(c, '0'..='9' | ';' | '?')).map_or(piece.len(), |end| end + 1);
                let last = piece[end..].chars().next().unwrap_or(' ');
                assert!("HABCDGdKXJmrhl".contains(last), "{what}: {:?}", &piece[..(end + 1).min(piece.len())]);
                &piece[end + 1..]
            }
            Some(b'M') => &piece[1..],
            // To the clipboard, and nothing but base64.
            Some(b']') => {
                let coded = piece.strip_prefix("]52;c;").and_then(|rest| rest.split_once('\x07'));
                let (coded, rest) = coded.unwrap_or_else(|| panic!("{what}: {piece:?}"));
                assert!(coded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)), "{what}");
                rest
            }
            _ => panic!("{what}: {piece:?}"),
        };
        left.push_str(rest);
    }
    assert_text(left.replace(['\r', '\x08'], "").as_bytes(), what);
}
