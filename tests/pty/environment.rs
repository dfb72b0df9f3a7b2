//! What the environment and the command line change about the bytes.

use portable_pty::CommandBuilder;

use super::seat::{Seat, clean, kilas};

/// The bytes of a short session in this environment.
fn session(environment: &[(&str, &str)]) -> String {
    session_with(&[], environment)
}

fn session_with(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let mut command = kilas();
    command.args(arguments);
    environment.iter().for_each(|(name, value)| command.env(name, value));
    let mut seat = Seat::new(command, (80, 24)).listen();
    seat.wait("stories", |screen| screen.contents().contains("15"));
    seat.send(b"]]J");
    seat.settled();
    seat.send(b"\x03");
    assert_eq!(seat.end().exit_code(), 0, "{environment:?}");
    seat.assert_restored();
    String::from_utf8(seat.bytes()).unwrap()
}

/// Whether a colour is set anywhere.
fn has_colour(bytes: &str) -> bool {
    let codes =
        bytes.split("\x1b[").skip(1).filter_map(|rest| rest.split_once(char::is_alphabetic).zip(rest.find('m')));
    codes
        .filter(|((codes, _), end)| codes.len() == *end)
        .flat_map(|((codes, _), _)| codes.split(';'))
        .any(|code| matches!(code.parse::<u8>(), Ok(30..=38 | 40..=48 | 90..=107)))
}

#[test]
fn colours_as_the_environment_allows() {
    for (environment, coloured) in [
        (&[("TERM", "xterm-256color")][..], true),
        (&[("TERM", "linux")], true),
        (&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], false),
        (&[("TERM", "xterm-256color"), ("CLICOLOR", "0")], false),
        (&[("TERM", "vt100")], false),
    ] {
        assert_eq!(has_colour(&session(environment)), coloured, "{environment:?}");
    }
}

#[test]
fn a_link_can_be_clicked_where_that_is_known_to_work_or_asked_for() {
    for (term, argument, is_link) in [
        ("foot", "--links=auto", true),
        ("foot", "--links=never", false),
        ("xterm-256color", "--links=auto", false),
        ("xterm-256color", "--links=always", true),
    ] {
        let mut command = kilas();
        command.args([argument]);
        command.env("TERM", term);
        command.env("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22");
        let mut seat = Seat::new(command, (80, 24)).listen();
        seat.wait_text("15 stories");
        seat.send(b"o");
        seat.wait_text("to open where you are");
        assert!(seat.settled().contains("│ https://"));
        let bytes = String::from_utf8(seat.bytes()).unwrap();
        assert_eq!(bytes.contains("\x1b]8;id=1;https://"), is_link, "{term} {argument}");
        seat.send(b"\x03");
        seat.end();
        seat.assert_restored();
    }
}

#[test]
fn ascii_where_the_locale_is_not_utf8() {
    assert!(session(&[("LC_ALL", "C")]).is_ascii());
    assert!(!session(&[("LC_ALL", "id_ID.UTF-8")]).is_ascii());
}

#[test]
fn frames_are_held_together_only_where_that_is_known_to_work() {
    for (term, argument, held) in [
        ("xterm-256color", "auto", false),
        ("foot", "auto", true),
        ("tmux-256color", "auto", false),
        ("foot", "never", false),
        ("xterm-256color", "always", true),
    ] {
        let bytes = session_with(&[&format!("--synchronized={argument}")], &[("TERM", term)]);
        assert_eq!(bytes.contains("\x1b[?2026h"), held, "{term} {argument}");
    }
}

/// A browser that only leaves a mark, and one key to start it: `--restricted` starts nothing and suspends to nothing.
#[test]
fn a_restricted_session_starts_no_program() {
    let folder = std::env::temp_dir().join(format!("kilas-restricted-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (browser, mark) = (folder.join("xdg-open"), folder.join("started"));
    std::fs::write(&browser, format!("#!/bin/sh\necho \"$1\" >> {}\n", mark.display())).unwrap();
    std::fs::set_permissions(&browser, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    for restricted in [true, false] {
        let mut command = kilas();
        command.args(restricted.then_some("--restricted"));
        command.env("PATH", format!("{}:/usr/bin:/bin", folder.display()));
        command.env("DISPLAY", ":77");
        let mut seat = Seat::new(command, (80, 24)).listen();
        seat.wait_text("15 stories");
        seat.send(b"o");
        seat.wait_text(if restricted { "https://" } else { "browser" });
        seat.send(b"\x03");
        assert_eq!(seat.end().exit_code(), 0);
        seat.assert_restored();
        assert!(!restricted || !mark.exists(), "a program was started");
    }
    let begun = std::time::Instant::now();
    while !std::fs::read_to_string(&mark).is_ok_and(|link| link.starts_with("https://")) {
        assert!(begun.elapsed() < std::time::Duration::from_secs(20), "the browser was not started");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_terminal_without_a_second_screen_is_left_clean() {
    let bytes = session(&[("TERM", "linux")]);
    assert!(!bytes.contains("\x1b[?1049"));
    assert!(bytes.contains("\x1b[H\x1b[J"), "{}", &bytes[bytes.len() - 80..]);
}

/// In words where it is asked for, and where no cursor can be placed: lines, and nothing else.
#[test]
fn a_screen_reader_gets_lines() {
    for (argument, term, pasted) in [("--accessible", "xterm-256color", true), ("--ascii", "dumb", false)] {
        let mut command = kilas();
        command.arg(argument);
        command.env("TERM", term);
        let mut seat = Seat::new(command, (80, 24)).listen();
        seat.wait_text("15 stories");
        seat.send(b"j");
        seat.wait_text("Story 2 of 15");
        seat.send(b"]y");
        seat.wait_text("Quotation 1 of");
        seat.settled();
        seat.send(b"\x03");
        assert_eq!(seat.end().exit_code(), 0, "{term}");
        seat.assert_restored();
        let bytes = String::from_utf8(seat.bytes()).unwrap();
        let copied = bytes.matches("\x1b]52;c;").count();
        assert_eq!((copied == 1, bytes.contains("\x1b[?2004h")), (pasted, pasted), "{bytes:?}");
        assert_eq!(bytes.matches('\x1b').count(), if pasted { 3 } else { 0 }, "{bytes:?}");
        assert!(!bytes.contains('│') && !bytes.contains('─'), "{bytes:?}");
    }
}

/// A session that asks what the terminal writes on.
fn asking() -> Seat {
    let mut command = kilas();
    command.env_remove("COLORFGBG");
    let seat = Seat::new(command, (80, 24)).listen();
    seat.wait_text("15 stories");
    assert!(String::from_utf8_lossy(&seat.bytes()).contains("\x1b]11;?\x07"));
    seat
}

#[test]
fn the_colours_follow_the_ground_the_terminal_answers() {
    for (answer, accent) in [("ffff/ffff/ffff", vt100::Color::Idx(4)), ("0000/0000/0000", vt100::Color::Idx(6))] {
        let mut seat = asking();
        let before = seat.settled();
        // In two pieces: no part of it may be a key.
        seat.send(format!("\x1b]11;rgb:{}", &answer[..7]).as_bytes());
        seat.settled();
        seat.send(format!("{}\x1b\\", &answer[7..]).as_bytes());
        seat.wait("accent", |screen| screen.cell(2, 0).is_some_and(|cell| cell.fgcolor() == accent));
        assert_eq!(seat.settled(), before);
        seat.send(b"q");
        assert_eq!(seat.end().exit_code(), 0);
        seat.assert_restored();
    }
}

/// A reader who leaves before the answer is there does not find it typed into the shell.
#[test]
fn an_answer_on_its_way_is_waited_for_but_not_long() {
    let mut seat = asking();
    seat.send(b"q");
    std::thread::sleep(std::time::Duration::from_millis(100));
    seat.send(b"\x1b]11;rgb:0000/0000/0000\x07");
    assert_eq!(seat.end().exit_code(), 0);
    seat.assert_restored();
    assert!(!String::from_utf8_lossy(&seat.bytes()).contains("rgb"), "the answer was echoed");
    let mut seat = asking();
    seat.send(b"q");
    let asked = std::time::Instant::now();
    assert_eq!(seat.end().exit_code(), 0, "nobody answers");
    assert!(asked.elapsed() < std::time::Duration::from_secs(3));
}

#[test]
fn the_mouse_only_when_asked_for() {
    let mut command = kilas();
    command.arg("--mouse");
    let mut seat = Seat::new(command, (80, 24)).listen();
    seat.wait("mouse", |screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::PressRelease);
    seat.wait("stories", |screen| screen.contents().contains("15"));
    let before = seat.settled();
    seat.send(b"\x1b[<0;6;8M\x1b[<0;6;8m");
    assert_ne!(seat.settled(), before, "a click moves the selection");
    seat.send(b"\x03");
    seat.end();
    seat.assert_restored();
    assert!(!session(&[]).contains("\x1b[?1000h"));
}

#[test]
fn samples_are_said_to_be_such_until_a_key_is_pressed() {
    let mut seat = Seat::new(kilas(), (80, 24)).listen();
    seat.wait_text("Sample stories; `kilas FOLDER` opens your own. ? shows all keys");
    seat.wait_text("15 stories");
    seat.send(b"j");
    seat.wait("hints", |screen| !screen.contents().contains("Sample") && screen.contents().contains("j/k move"));
    seat.send(b"Q");
    assert_eq!(seat.end().exit_code(), 0);
}

#[test]
fn text_that_is_pasted_is_searched_and_text_that_is_copied_is_sent() {
    let mut seat = Seat::new(kilas(), (80, 24)).listen();
    seat.wait("stories", |screen| screen.contents().contains("15"));
    seat.send(b"/\x1b[200~takraw\x1b[201~");
    seat.wait("question", |screen| screen.rows(0, 80).last().unwrap_or_default().contains("takraw"));
    seat.send(b"\r]y");
    seat.settled();
    let bytes = String::from_utf8(seat.bytes()).unwrap();
    assert!(bytes.contains("\x1b]52;c;"), "nothing was copied");
    seat.send(b"\x03");
    seat.end();
    seat.assert_restored();
}

#[test]
fn stories_of_a_folder_are_asked_for_by_their_age() {
    let folder = std::env::temp_dir().join(format!("kilas-age-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let today = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date();
    for (name, date) in [("new", today.to_string()), ("old", "2024-01-02".to_owned())] {
        let text = format!("---\ntitle: The {name} ferry\ndate: {date}\n---\nIt sails again.\n");
        std::fs::write(folder.join(format!("{name}.md")), text).unwrap();
    }
    // The day is known at once where no variable names a zone, else a little later.
    for zone in [None, Some("Asia/Jakarta")] {
        let mut command = kilas();
        command.arg(&folder);
        command.env_remove("TZ");
        zone.into_iter().for_each(|zone| command.env("TZ", zone));
        let mut seat = Seat::new(command, (100, 24)).listen();
        seat.wait_text("2 stories");
        seat.settled();
        seat.send(b"/after:3d\r");
        seat.wait("the new one alone", |screen| {
            screen.contents().contains("1 story") && screen.contents().contains("The new ferry")
        });
        seat.send(b"Q");
        seat.end();
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn an_article_through_a_pipe_and_the_keys_from_the_terminal() {
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", "echo 'The ferry sails again' | \"$0\" -", env!("CARGO_BIN_EXE_kilas")]);
    let mut seat = Seat::new(clean(command), (80, 24)).listen();
    seat.wait_text("The ferry sails again");
    seat.send(b"?");
    seat.wait_text("Ctrl-");
    seat.send(b"\x03");
    assert_eq!(seat.end().exit_code(), 0);
    seat.assert_restored();
    // Without a pipe the article would have to be typed, and the keys with it.
    let mut command = kilas();
    command.arg("-");
    let mut seat = Seat::new(command, (80, 24)).listen();
    assert_eq!(seat.end().exit_code(), 2);
    seat.assert_restored();
    assert!(String::from_utf8_lossy(&seat.bytes()).contains("standard input is the terminal"));
}
