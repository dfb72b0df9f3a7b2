//! Every way out, and the way out and back in.

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use super::SIZES;
use super::fixture;
use super::seat::{Seat, clean, kilas};

fn open(size: (u16, u16)) -> Seat {
    let seat = Seat::new(kilas(), size).listen();
    seat.wait("first frame", |screen| screen.alternate_screen() && screen.contents().contains("kilas"));
    seat
}

#[test]
fn keys_that_end_it() {
    for size in SIZES {
        for key in [&b"q"[..], b"\x03"] {
            let mut seat = open(size);
            seat.send(key);
            assert_eq!(seat.end().exit_code(), 0, "{size:?} {key:?}");
            seat.assert_restored();
        }
    }
}

#[test]
fn signals_that_end_it() {
    for size in SIZES {
        for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129), (Signal::QUIT, 131)] {
            let mut seat = open(size);
            seat.signal(signal);
            assert_eq!(seat.end().exit_code(), code, "{size:?} {signal:?}");
            seat.assert_restored();
        }
    }
}

#[test]
fn a_terminal_that_vanishes() {
    for size in SIZES {
        let mut seat = open(size);
        seat.hang_up();
        // The end of input and the signal race; where the signal comes last it finds nobody who still waits for it.
        let ending = seat.end();
        assert!(ending.exit_code() == 129 || ending.signal().is_some(), "{size:?}: {ending:?}");
    }
}

#[test]
fn a_panic() {
    let mut seat = Seat::new(fixture::command(), (80, 24)).listen();
    seat.wait_text("fixture 0");
    seat.send(b"p");
    assert_eq!(seat.end().exit_code(), 101);
    seat.assert_restored();
    let text = String::from_utf8_lossy(&seat.bytes()).into_owned();
    let (left, told) = (text.rfind("\x1b[?1049l"), text.find("panicked because p was typed"));
    assert!(left.is_some() && told > left, "the message stands on the screen that stays");
}

#[test]
fn a_panic_behind_the_screen_waits_until_the_screen_is_gone() {
    let mut seat = Seat::new(fixture::command(), (80, 24)).listen();
    seat.wait_text("fixture 0");
    seat.send(b"b");
    seat.wait_text("fixture 1");
    assert!(!seat.text().contains("panicked"));
    seat.send(b"q");
    seat.end();
    seat.assert_restored();
    let text = String::from_utf8_lossy(&seat.bytes()).into_owned();
    assert!(text.find("panicked behind the screen") > text.rfind("\x1b[?1049l"));
}

/// More is written than the terminal takes, and nobody reads: the loop is stuck in a write that never ends.
#[test]
#[cfg(target_os = "linux")]
fn a_terminal_that_does_not_listen() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let mut seat = Seat::new(fixture::command(), (80, 24)).listen();
        seat.wait_text("fixture 0");
        seat.stop_listening();
        seat.send(b"c");
        seat.wait_stuck();
        seat.signal(signal);
        assert_eq!(seat.end().exit_code(), code);
    }
}

/// A shell with job control runs it, gets the terminal back at Ctrl-Z, and takes it up again.
#[test]
fn suspended_and_taken_up_again() {
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", "set -m; \"$0\"; echo suspended; read answer; fg", env!("CARGO_BIN_EXE_kilas")]);
    for size in SIZES {
        let mut seat = Seat::new(clean(command.clone()), size).listen();
        let is_open = |screen: &vt100::Screen| screen.alternate_screen() && screen.contents().contains("kilas");
        seat.wait("first frame", is_open);
        seat.send(b"\x1a");
        seat.wait("shell", |screen| !screen.alternate_screen() && screen.contents().contains("suspended"));
        seat.wait("cursor", |screen| !screen.hide_cursor() && !screen.bracketed_paste());
        seat.send(b"\r");
        seat.wait("screen again", is_open);
        seat.send(b"q");
        assert_eq!(seat.end().exit_code(), 0, "{size:?}");
        seat.assert_restored();
    }
}

/// With no shell above there is nobody who could wake it: Ctrl-Z does nothing rather than freeze the session.
#[test]
fn without_a_shell_suspending_does_nothing() {
    let mut seat = open((80, 24));
    seat.send(b"\x1a");
    seat.send(b"?");
    seat.wait_text("Ctrl-");
    seat.send(b"\x03");
    assert_eq!(seat.end().exit_code(), 0);
    seat.assert_restored();
}
