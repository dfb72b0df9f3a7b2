//! What a line does to a session: it stops, it brings bytes that nobody typed.

use std::fs::File;

use rustix::termios::{Action, tcflow};

use super::screen::ESCAPE;
use super::seat::{Seat, kilas};

/// A megabyte, as much as the parser alone is tried on.
const FLOOD: usize = 1_000_000;
/// After so many of them a key is tried.
const PIECE: usize = 50_000;

/// Any bytes but `q`, `Q` and Ctrl-C, which end it, and are keys.
fn flood() -> impl Iterator<Item = u8> {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let bytes = std::iter::repeat_with(move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as u8
    });
    bytes.filter(|byte| !matches!(byte, b'q' | b'Q' | 0x03)).take(FLOOD)
}

#[test]
fn a_megabyte_of_random_bytes_neither_ends_it_nor_leaves_it_deaf() {
    let mut seat = Seat::new(kilas(), (80, 24)).listen();
    seat.wait_text("15 stories");
    for piece in flood().collect::<Vec<u8>>().chunks(PIECE) {
        seat.send(piece);
        // Whatever is half read or open is ended: a paste, an answer, a search, a help.
        seat.send(b"\x1b[201~\x1b\\");
        (0..3).for_each(|_| seat.send(ESCAPE));
        seat.send(b"?");
        seat.wait("help", |screen| screen.contents().contains("Ctrl-"));
        seat.send(ESCAPE);
        seat.wait("end of help", |screen| !screen.contents().contains("Ctrl-"));
    }
    seat.send(b"\x03");
    assert_eq!(seat.end().exit_code(), 0);
    seat.assert_restored();
}

/// The other end says stop (XOFF), the reader goes on typing, and the other end says go on.
#[test]
fn what_is_typed_while_the_line_stands_still_is_two_frames_at_most() {
    let mut seat = Seat::new(kilas(), (80, 24)).listen();
    seat.wait_text("15 stories");
    seat.send(b"?");
    seat.wait("help", |screen| screen.contents().contains("Ctrl-"));
    seat.send(ESCAPE);
    let before = seat.settled();
    let line = File::options().read(true).write(true).open(seat.tty_name()).unwrap();
    tcflow(&line, Action::OOff).unwrap();
    let written = seat.bytes().len();
    for _ in 0..200 {
        seat.send(b"Jk");
    }
    assert_eq!(seat.settled(), before, "the line stands still");
    tcflow(&line, Action::OOn).unwrap();
    drop(line);
    seat.settled();
    let sent = seat.bytes().len() - written;
    assert!(sent < 3 * 80 * 24, "{sent} bytes: a tail of stale frames");
    seat.send(b"\x03");
    assert_eq!(seat.end().exit_code(), 0);
    seat.assert_restored();
}
