//! What is seen while it runs.

use super::SIZES;
use super::seat::{Seat, kilas, trimmed};

/// Escape as kitty tells it: with the plain byte, a key that follows at once is that key with Alt.
pub(crate) const ESCAPE: &[u8] = b"\x1b[27u";

/// The frame is complete when its last row, the keys, is there.
fn is_whole(screen: &vt100::Screen) -> bool {
    let (_, columns) = screen.size();
    let last = screen.rows(0, columns.get()).last().unwrap_or_default();
    screen.alternate_screen() && screen.contents().starts_with(" kilas") && !last.trim().is_empty()
}

#[test]
fn it_starts_hears_keys_and_draws_within_the_screen() {
    for (columns, rows) in SIZES {
        let mut seat = Seat::new(kilas(), (columns, rows)).listen();
        seat.wait("first frame", is_whole);
        seat.send(b"?");
        seat.wait("help", |screen| screen.contents().contains("Ctrl-"));
        seat.send(ESCAPE);
        seat.wait("end of help", |screen| is_whole(screen) && !screen.contents().contains("Ctrl-"));
        let text = seat.text();
        assert!(!text.contains('\u{fffd}') && !text.contains("[?"), "{columns}x{rows}:\n{text}");
        seat.send(b"\x03");
        assert_eq!(seat.end().exit_code(), 0);
    }
}

#[test]
fn what_is_on_the_screen_after_keys_is_what_a_repaint_draws() {
    for (columns, rows) in SIZES {
        let mut seat = Seat::new(kilas(), (columns, rows)).listen();
        seat.wait("first frame", is_whole);
        seat.wait("all stories", |screen| screen.contents().contains("15"));
        for keys in [
            &b"jjj"[..],
            b"]",
            b"]]",
            b"\x1b[6~",
            b"z",
            b"jj",
            b"k",
            b"G",
            b"g",
            b"z",
            b"J",
            b"/a\r",
            b"n",
            ESCAPE,
            b"w",
            ESCAPE,
        ] {
            seat.send(keys);
        }
        let before = seat.settled();
        seat.send(b"?");
        seat.wait("help", |screen| screen.contents().contains("Ctrl-"));
        assert_ne!(seat.settled(), before);
        seat.send(b"?");
        seat.wait("the same again", |screen| trimmed(screen) == before);
        let written = seat.bytes().len();
        seat.send(b"\x0c");
        seat.wait_bytes(written + before.len() / 2);
        assert_eq!(seat.settled(), before, "{columns}x{rows}");
    }
}

#[test]
fn a_storm_of_sizes_ends_in_the_last_one() {
    let mut seat = Seat::new(kilas(), (80, 24)).listen();
    seat.wait("first frame", is_whole);
    for step in 0..100u16 {
        seat.resize(20 + step, 5 + step % 40);
    }
    for (columns, rows) in [(1, 1), (120, 40)] {
        seat.resize(columns, rows);
    }
    seat.send(b"\x0c");
    seat.wait("a frame of 120 columns", |screen| {
        let head = screen.rows(0, 120).next().unwrap_or_default();
        is_whole(screen) && head.trim_end().chars().count() > 100
    });
    seat.send(b"q");
    assert_eq!(seat.end().exit_code(), 0);
    seat.assert_restored();
}

#[test]
fn nothing_but_text_and_known_sequences_is_written() {
    let mut seat = Seat::new(kilas(), (80, 24)).listen();
    seat.wait("first frame", is_whole);
    seat.send(b"jj]]J");
    seat.send(b"q");
    seat.end();
    seat.assert_restored();
    let text = String::from_utf8(seat.bytes()).unwrap();
    let stray = text.chars().find(|c| c.is_control() && !matches!(c, '\x1b' | '\r' | '\n' | '\x08'));
    assert_eq!(stray, None);
    for query in ["\x1b[c", "\x1b[6n", "\x1b[>c", "\x1b]10;?", "\x1b]11;?", "\x1b[?u", "$p"] {
        assert!(!text.contains(query), "asks the terminal: {query:?}");
    }
}

#[test]
fn at_the_first_key_after_midnight_the_list_tells_times_of_the_day_before_no_longer() {
    let now = jiff::Timestamp::now();
    let midnight = now.as_second() + 4;
    // A zone of its own, whose midnight comes while this waits.
    let ahead = 86_400 - midnight.rem_euclid(86_400);
    let zone = format!("XXX-{:02}:{:02}:{:02}", ahead / 3_600, ahead / 60 % 60, ahead % 60);
    let day = jiff::Timestamp::from_second(midnight + ahead - 1).unwrap().strftime("%-d %b").to_string();
    let file = std::env::temp_dir().join(format!("kilas-midnight-{}.json", std::process::id()));
    let article = format!(r#"{{"headline": "Pasar", "body_text": "Pasar buka.", "versioncreated": "{now}"}}"#);
    std::fs::write(&file, article).unwrap();
    let mut command = kilas();
    command.env("TZ", zone);
    command.arg(&file);
    let mut seat = Seat::new(command, (80, 24)).listen();
    seat.wait_text("23:59");
    let before = seat.bytes().len();
    while jiff::Timestamp::now().as_second() <= midnight {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(seat.bytes().len(), before, "nothing wakes it");
    seat.send(b"m");
    // The text beside the list tells the day with its time.
    let in_list = |line: &str| line.chars().take(30).collect::<String>().contains("23:59");
    seat.wait("no time of that day", |screen| !screen.contents().lines().any(in_list));
    assert!(seat.text().lines().skip(3).any(|line| line.contains(&day)), "{day}:\n{}", seat.text());
    seat.send(b"Q");
    seat.end();
    let _ = std::fs::remove_file(file);
}
