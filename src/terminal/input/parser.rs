//! Bytes to keys, one byte at a time: whatever is split over reads comes out as if it had not been.
//!
//! Invariant: every byte either belongs to a key, a paste or a mouse report, or is swallowed with the sequence it
//! stands in; an unknown sequence or the answer to a question nobody asked never comes out as keys. Every state is
//! left again, by the next byte, a bound, or [`Parser::rest`], so no input makes it deaf. Absent on purpose: a clock;
//! the caller waits [`Parser::patience`] and then says that no more came.

use std::time::Duration;

use crate::app::key::{Input, Key, KeyCode};

use super::keys;

mod answer;

/// Longest paste kept, in bytes; the rest of it is dropped.
const PASTE_BOUND: usize = 64 * 1024;
/// Longest control sequence kept, in bytes; a longer one is swallowed to its end.
const SEQUENCE_BOUND: usize = 64;
/// Longest answer (OSC, DCS, APC …) that is waited through, in bytes.
const ANSWER_BOUND: usize = 8 * 1024;
const PASTE_END: &[u8] = b"\x1b[201~";

/// How long an escape may be alone before it is the Escape key.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(25);
/// How long the rest of a sequence may take over a bad line.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(250);
/// How long the rest of the answer may take that was asked for. Any key but a hexadecimal digit ends the waiting.
const GROUND_PATIENCE: Duration = Duration::from_secs(5);
/// How long the rest of a paste may take.
const PASTE_PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// After ESC.
    Escape,
    /// After ESC ESC: Alt and a sequence (rxvt), or Escape twice.
    Twice,
    /// After ESC O.
    Single,
    /// After ESC `[`.
    Control,
    /// After ESC `[ [`: a function key of the Linux console.
    Console,
    /// After ESC `[ M`: a mouse report of old; so many bytes are left.
    OldMouse(u8),
    /// In the answer to a question: OSC, DCS, APC, PM, SOS, by the byte behind its escape; so many bytes of it.
    Answer(u8, usize),
    /// After an ESC in an answer: its end, or another sequence.
    AnswerEnd,
    /// Between the brackets of a paste.
    Paste,
    /// In a character of several bytes; so many are left.
    Utf8(u8),
}

/// Makes keys of bytes.
///
/// ```
/// use kilas::app::key::{Input, Key, KeyCode};
/// use kilas::terminal::Parser;
/// let (mut parser, mut inputs) = (Parser::default(), Vec::new());
/// parser.feed(b"j\x1b[", &mut inputs);
/// parser.feed(b"A", &mut inputs);
/// assert_eq!(inputs, [Input::Key(Key::char('j')), Input::Key(Key::plain(KeyCode::Up))]);
/// ```
#[derive(Debug, Default)]
pub struct Parser {
    state: State,
    /// The sequence, paste or character so far, without its introducer.
    kept: Vec<u8>,
    /// Alt was held: the sequence stood behind a second escape.
    alt: bool,
    /// An escape was given up as the Escape key; what follows at once may be the late rest of a sequence.
    gave_up: bool,
    /// The sequence is such a rest: its escape has been a key already.
    late: bool,
    /// The terminal was asked for its ground and has not answered yet.
    asked: bool,
}

impl Parser {
    /// A parser that takes the answer to a question about the ground (OSC 11) for one; without it, none is an input.
    pub fn asking() -> Self {
        Self { asked: true, ..Self::default() }
    }

    /// Takes `bytes` and adds to `inputs` what they complete.
    pub fn feed(&mut self, bytes: &[u8], inputs: &mut Vec<Input>) {
        let late = std::mem::take(&mut self.gave_up) && self.state == State::Ground;
        let is_answer = self.asked && bytes.first() == Some(&b']');
        if late && (is_answer || keys::is_late_rest(bytes)) {
            self.state = State::Escape;
            self.late = true;
        }
        for &byte in bytes {
            self.byte(byte, inputs);
        }
    }

    /// How long to wait for the rest of what is half read; `None` when nothing is.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Escape | State::Twice => Some(ESCAPE_PATIENCE),
            State::Control | State::Single if self.kept.is_empty() => Some(ESCAPE_PATIENCE),
            // What follows an Escape key at once: the answer, if one may still come, over a line that breaks it up.
            State::Answer(..) if self.late && self.kept.is_empty() && !self.asked => Some(ESCAPE_PATIENCE),
            State::Answer(..) if self.late && self.kept.is_empty() => Some(SEQUENCE_PATIENCE),
            State::Answer(..) if self.is_ground_due() => Some(GROUND_PATIENCE),
            State::Paste => Some(PASTE_PATIENCE),
            _ => Some(SEQUENCE_PATIENCE),
        }
    }

    /// No more came in time: what is half read is all there is.
    pub fn rest(&mut self, inputs: &mut Vec<Input>) {
        let escape = Key::plain(KeyCode::Esc);
        match self.state {
            State::Escape => push(inputs, escape, false),
            State::Twice => inputs.extend([Input::Key(escape), Input::Key(escape)]),
            State::Control if self.kept.is_empty() => push(inputs, Key::char('['), true),
            State::Single if self.kept.is_empty() => push(inputs, Key::char('O'), true),
            State::Answer(by, _) if self.kept.is_empty() => push(inputs, Key::char(char::from(by)), !self.late),
            State::Paste => self.paste(inputs),
            _ => {}
        }
        self.gave_up = matches!(self.state, State::Escape);
        self.ground();
    }

    fn ground(&mut self) {
        self.state = State::Ground;
        (self.alt, self.late) = (false, false);
        self.kept.clear();
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        self.kept.clear();
    }

    fn byte(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match self.state {
            State::Paste => return self.pasted(byte, inputs),
            State::OldMouse(left) => {
                return if left > 1 { self.state = State::OldMouse(left - 1) } else { self.ground() };
            }
            State::Utf8(left) => return self.continued(byte, left, inputs),
            // CAN and SUB end any sequence, and ESC begins another.
            State::Single | State::Control | State::Console | State::Answer(..) if matches!(byte, 0x18 | 0x1a) => {
                return self.ground();
            }
            State::Answer(..) if byte == 0x1b => {
                self.answered(inputs);
                return self.enter(State::AnswerEnd);
            }
            State::Single | State::Control | State::Console if byte == 0x1b => {
                self.ground();
                return self.enter(State::Escape);
            }
            _ => {}
        }
        match self.state {
            State::Escape | State::Twice | State::AnswerEnd => self.escaped(byte, inputs),
            State::Single => self.single(byte, inputs),
            State::Control => self.control(byte, inputs),
            State::Console => self.finish(keys::console(byte), inputs),
            State::Answer(by, length) => self.answer(by, length, byte, inputs),
            _ => self.plain(byte, inputs),
        }
    }

    /// A byte outside any sequence, or the one behind ESC.
    fn plain(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        let more = match byte {
            0x1b => return self.enter(State::Escape),
            0x00..0x80 => return self.finish(Some(keys::byte(byte)), inputs),
            0xc2..=0xdf => 1,
            0xe0..=0xef => 2,
            0xf0..=0xf4 => 3,
            // A stray byte of no encoding we read; no key.
            _ => return self.ground(),
        };
        self.enter(State::Utf8(more));
        self.kept.push(byte);
    }

    fn continued(&mut self, byte: u8, left: u8, inputs: &mut Vec<Input>) {
        if byte & 0xc0 != 0x80 {
            self.ground();
            return self.byte(byte, inputs);
        }
        self.kept.push(byte);
        if left > 1 {
            self.state = State::Utf8(left - 1);
            return;
        }
        let typed = std::str::from_utf8(&self.kept).ok().and_then(|text| text.chars().next());
        self.finish(typed.filter(|c| !c.is_control()).map(Key::char), inputs);
    }

    fn escaped(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        let twice = self.state == State::Twice;
        match byte {
            0x1b if twice => push(inputs, Key::plain(KeyCode::Esc), false),
            0x1b => self.state = State::Twice,
            b'[' | b'O' => {
                self.alt = twice;
                self.enter(if byte == b'[' { State::Control } else { State::Single });
            }
            b']' | b'P' | b'X' | b'^' | b'_' if !twice => self.enter(State::Answer(byte, 0)),
            b'\\' if self.state == State::AnswerEnd => self.ground(),
            _ => {
                if twice {
                    push(inputs, Key::plain(KeyCode::Esc), false);
                }
                self.ground();
                self.alt = true;
                self.plain(byte, inputs);
            }
        }
    }

    /// After ESC O: the key's letter, behind an old xterm's modifier.
    fn single(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            b'0'..=b'9' | b';' if self.kept.len() < SEQUENCE_BOUND => self.kept.push(byte),
            0x00..0x20 => {
                self.ground();
                self.byte(byte, inputs);
            }
            _ => {
                let key = keys::single(&self.kept, byte);
                self.finish(key, inputs);
            }
        }
    }

    fn control(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            b'[' if self.kept.is_empty() => self.enter(State::Console),
            b'M' if self.kept.is_empty() => self.enter(State::OldMouse(3)),
            // rxvt ends Shift with a function key in `$`, which elsewhere announces a last byte.
            b'$' if !self.kept.is_empty() && self.kept.iter().all(u8::is_ascii_digit) => {
                self.finish_control(byte, inputs)
            }
            0x20..=0x3f => {
                if self.kept.len() < SEQUENCE_BOUND {
                    self.kept.push(byte);
                }
            }
            0x40..=0x7e => self.finish_control(byte, inputs),
            // A control in a sequence is obeyed and the sequence is broken; a byte over ASCII breaks it too.
            _ => {
                self.ground();
                self.byte(byte, inputs);
            }
        }
    }

    fn finish_control(&mut self, last: u8, inputs: &mut Vec<Input>) {
        if self.kept == b"200" && last == b'~' {
            self.alt = false;
            return self.enter(State::Paste);
        }
        if self.kept.first() == Some(&b'<') {
            inputs.extend(keys::mouse(&self.kept[1..], last).map(Input::Mouse));
            return self.ground();
        }
        let key = if self.kept.len() < SEQUENCE_BOUND { keys::control(&self.kept, last) } else { None };
        self.finish(key, inputs);
    }

    fn finish(&mut self, key: Option<Key>, inputs: &mut Vec<Input>) {
        if let Some(key) = key {
            push(inputs, key, self.alt);
        }
        self.ground();
    }

    fn pasted(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        self.kept.push(byte);
        if self.kept.ends_with(PASTE_END) {
            self.kept.truncate(self.kept.len() - PASTE_END.len());
            self.paste(inputs);
            self.ground();
        } else if self.kept.len() > PASTE_BOUND + PASTE_END.len() {
            // Keeps a window to find the end in; what falls out of it is dropped.
            self.kept.remove(PASTE_BOUND);
        }
    }

    fn paste(&self, inputs: &mut Vec<Input>) {
        let text = &self.kept[..self.kept.len().min(PASTE_BOUND)];
        inputs.push(Input::Paste(String::from_utf8_lossy(text).into_owned()));
    }
}

/// The Linux console sends Shift-Tab as Escape and Tab; Alt-Tab never leaves the window system.
fn push(inputs: &mut Vec<Input>, mut key: Key, alt: bool) {
    if alt && key == Key::plain(KeyCode::Tab) {
        return inputs.push(Input::Key(Key::plain(KeyCode::BackTab)));
    }
    key.alt |= alt;
    inputs.push(Input::Key(key));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::key::{Ground, Mouse, MouseKind};

    /// What comes of `reads`, each one read; a pause (all there is) after the last.
    fn parse(reads: &[&[u8]]) -> Vec<Input> {
        let (mut parser, mut inputs) = (Parser::default(), Vec::new());
        for read in reads {
            parser.feed(read, &mut inputs);
        }
        if parser.patience().is_some() {
            parser.rest(&mut inputs);
        }
        assert_eq!(parser.patience(), None, "left in the middle of {reads:?}");
        inputs
    }

    /// The names of the keys; anything else in its debug form.
    fn names(reads: &[&[u8]]) -> String {
        let name = |input: &Input| match input {
            Input::Key(key) => key.to_string(),
            other => format!("{other:?}"),
        };
        parse(reads).iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_of_many_terminals() {
        for (bytes, keys) in [
            (&b"jG ?"[..], "j G Space ?"),
            (b"\r\n\t\x7f\x08", "Enter Enter Tab Backspace Backspace"),
            (b"\x01\x04\x1a\x1f\x00", "Ctrl-a Ctrl-d Ctrl-z Ctrl-_ Ctrl-Space"),
            ("é字❝".as_bytes(), "é 字 ❝"),
            // Escape, alone and before others.
            (b"\x1b", "Esc"),
            (b"\x1b\x1b", "Esc Esc"),
            (b"\x1bx\x1b\r\x1b\xc3\xa9", "Alt-x Alt-Enter Alt-é"),
            (b"\x1b[", "Alt-["),
            (b"\x1bO", "Alt-O"),
            (b"\x1b]", "Alt-]"),
            (b"\x1bP", "Alt-P"),
            // xterm, normal and application mode, with modifiers.
            (b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", "Up Down Right Left Home End"),
            (b"\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF", "Up Down Right Left Home End"),
            (b"\x1bOP\x1bOQ\x1bOR\x1bOS", "F1 F2 F3 F4"),
            (b"\x1b[1;5A\x1b[1;3B\x1b[1;2C\x1b[1;7D", "Ctrl-Up Alt-Down Right Ctrl-Alt-Left"),
            (b"\x1b[1;5P\x1b[3;5~\x1b[1;9A", "Ctrl-F1 Ctrl-Delete"),
            (b"\x1b[2~\x1b[3~\x1b[5~\x1b[6~\x1b[Z", "Insert Delete PageUp PageDown Shift-Tab"),
            (b"\x1b[15~\x1b[17~\x1b[21~\x1b[23~\x1b[24~", "F5 F6 F10 F11 F12"),
            (b"\x1b[27;5;106~\x1b[27;2;71~", "Ctrl-j G"),
            // screen, tmux, st, the Linux console.
            (b"\x1b[1~\x1b[4~", "Home End"),
            (b"\x1b[[A\x1b[[E", "F1 F5"),
            (b"\x1b\t", "Shift-Tab"),
            // rxvt.
            (b"\x1b[7~\x1b[8~\x1b[11~\x1b[14~", "Home End F1 F4"),
            (b"\x1b[a\x1bOa\x1b[5^\x1b[5$\x1b\x1b[A", "Up Ctrl-Up Ctrl-PageUp PageUp Alt-Up"),
            // The keypad in application mode.
            (b"\x1bOM\x1bOj\x1bOk\x1bOp\x1bOy", "Enter * + 0 9"),
            // kitty.
            (b"\x1b[27u\x1b[13u\x1b[9;2u\x1b[127u", "Esc Enter Shift-Tab Backspace"),
            (b"\x1b[106;5u\x1b[97;2u\x1b[49:33;2u\x1b[231;3u", "Ctrl-j A ! Alt-ç"),
            (b"\x1b[57399u\x1b[57421u\x1b[57441;2u", "0 PageUp"),
            // Held and let go; Caps Lock on; with Super.
            (b"\x1b[106;1:2u\x1b[106;1:3u\x1b[1;1:3A\x1b[106;65u\x1b[106;9u", "j j"),
        ] {
            assert_eq!(names(&[bytes]), keys, "{:?}", String::from_utf8_lossy(bytes));
            // And whatever the line makes of it, as long as it comes in time.
            let split: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(names(&split), keys, "{:?}, byte by byte", String::from_utf8_lossy(bytes));
        }
    }

    /// What terminfo (ncurses 6.4) says that the keys of each terminal send.
    #[test]
    fn keys_as_terminfo_has_them() {
        const ARROWS: &str = "\x1bOA Up \x1bOB Down \x1bOC Right \x1bOD Left";
        const VT_ARROWS: &str = "\x1b[A Up \x1b[B Down \x1b[C Right \x1b[D Left";
        const EDITING: &str = "\x1b[2~ Insert \x1b[3~ Delete \x1b[5~ PageUp \x1b[6~ PageDown \x7f Backspace";
        const PF: &str = "\x1bOP F1 \x1bOQ F2 \x1bOR F3 \x1bOS F4 \x1b[15~ F5";
        const ABOVE_5: &str = "\x1b[17~ F6 \x1b[18~ F7 \x1b[19~ F8 \x1b[20~ F9 \x1b[21~ F10 \x1b[23~ F11 \x1b[24~ F12";
        let xterm = [ARROWS, EDITING, PF, ABOVE_5, "\x1bOH Home \x1bOF End \x1b[Z Shift-Tab \x1bOM Enter"];
        let screen = [ARROWS, EDITING, PF, ABOVE_5, "\x1b[1~ Home \x1b[4~ End \x1b[Z Shift-Tab"];
        for (terms, keys) in [
            ("xterm xterm-256color xterm-kitty foot alacritty", xterm),
            ("screen tmux st-256color", screen),
            (
                "linux",
                [
                    VT_ARROWS,
                    EDITING,
                    "\x1b[[A F1 \x1b[[B F2 \x1b[[C F3 \x1b[[D F4 \x1b[[E F5",
                    ABOVE_5,
                    "\x1b[1~ Home \x1b[4~ End \x1b\t Shift-Tab",
                ],
            ),
            (
                "rxvt-unicode",
                [
                    VT_ARROWS,
                    EDITING,
                    "\x1b[11~ F1 \x1b[12~ F2 \x1b[13~ F3 \x1b[14~ F4 \x1b[15~ F5",
                    ABOVE_5,
                    "\x1b[7~ Home \x1b[8~ End \x1b[Z Shift-Tab \x1bOM Enter",
                ],
            ),
            // Its keypad has no function keys but four.
            ("vt100", [ARROWS, "\x08 Backspace", "\x1bOP F1 \x1bOQ F2 \x1bOR F3 \x1bOS F4", "", "\x1bOM Enter"]),
        ] {
            // Blanks stand between; a Tab is no blank here.
            let words: Vec<&str> =
                keys.iter().flat_map(|keys| keys.split(' ')).filter(|word| !word.is_empty()).collect();
            for pair in words.chunks_exact(2) {
                assert_eq!(names(&[pair[0].as_bytes()]), pair[1], "{terms}: {:?}", pair[0]);
            }
        }
    }

    #[test]
    fn escape_is_a_key_within_fifty_milliseconds() {
        for asked in [false, true] {
            let mut parser = if asked { Parser::asking() } else { Parser::default() };
            parser.feed(b"\x1b", &mut Vec::new());
            assert!(parser.patience().is_some_and(|patience| patience <= Duration::from_millis(50)), "{asked}");
        }
    }

    #[test]
    fn what_is_no_key_is_swallowed() {
        for bytes in [
            &b"\x1b[?62;22c"[..],
            b"\x1b[>1;4000;0c",
            b"\x1b[24;80R",
            b"\x1b[?2026;2$y",
            b"\x1b[I\x1b[O",
            b"\x1b[8;24;80t",
            b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
            b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
            b"\x1bP>|foot(1.16)\x1b\\",
            b"\x1b_Gi=31;OK\x1b\\",
            b"\x1b[M !!",
            b"\x1b[<35;10;10M\x1b[<0;10;10m",
            b"\x1b[99~\x1b[1;2;3;4;5;6X",
            b"\xff\xfe\x80\xc0\xc2\x80",
            b"\x1b[12\x18",
        ] {
            assert_eq!(parse(&[bytes]), [], "{:?}", String::from_utf8_lossy(bytes));
            let mut then_j = bytes.to_vec();
            then_j.push(b'j');
            assert_eq!(names(&[&then_j]), "j", "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_sequence_that_never_ends_does_not_make_it_deaf() {
        for start in [&b"\x1b]52;c;"[..], b"\x1bP1", b"\x1b[12;", b"\x1b[M ", b"\x1bO5", b"\xe2\x9d"] {
            let (mut parser, mut inputs) = (Parser::default(), Vec::new());
            parser.feed(start, &mut inputs);
            parser.rest(&mut inputs);
            parser.feed(b"j", &mut inputs);
            assert_eq!(inputs, [Input::Key(Key::char('j'))], "{:?}", String::from_utf8_lossy(start));
        }
        let endless = [&b"\x1b]"[..], &vec![b'x'; ANSWER_BOUND + 10], b"\x1b[A"].concat();
        assert!(names(&[&endless]).ends_with("Up"));
    }

    #[test]
    fn the_late_rest_of_a_sequence_is_one_key() {
        for (late, keys) in [
            (&b"[A"[..], "Esc Up"),
            (b"[5~", "Esc PageUp"),
            (b"OP", "Esc F1"),
            (b"[", "Esc ["),
            (b"[[", "Esc [ ["),
            (b"[j", "Esc [ j"),
        ] {
            let (mut parser, mut inputs) = (Parser::default(), Vec::new());
            parser.feed(b"\x1b", &mut inputs);
            parser.rest(&mut inputs);
            parser.feed(late, &mut inputs);
            let names: Vec<String> = inputs
                .iter()
                .map(|input| match input {
                    Input::Key(key) => key.to_string(),
                    other => format!("{other:?}"),
                })
                .collect();
            assert_eq!(names.join(" "), keys);
        }
    }

    /// The inputs of a parser that has asked, each read after a pause longer than it is patient where that is said.
    fn asked(reads: &[(&[u8], bool)]) -> Vec<Input> {
        let (mut parser, mut inputs) = (Parser::asking(), Vec::new());
        for (read, is_late) in reads {
            if *is_late {
                parser.rest(&mut inputs);
            }
            parser.feed(read, &mut inputs);
        }
        parser.rest(&mut inputs);
        inputs
    }

    #[test]
    fn the_ground_is_what_the_terminal_answers() {
        for (answer, ground) in [
            (&b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07"[..], Some(Ground::Dark)),
            (b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\", Some(Ground::Light)),
            (b"\x1b]11;rgb:ff/ff/ff\x07", Some(Ground::Light)),
            (b"\x1b]11;rgba:0000/0000/0000/ffff\x07", Some(Ground::Dark)),
            (b"\x1b]11;rgb:fffff/0/0\x07", None),
            (b"\x1b]11;#ffffff\x07", None),
            (b"\x1b]10;rgb:ffff/ffff/ffff\x07", None),
            (b"\x1bP11;rgb:ffff/ffff/ffff\x1b\\", None),
        ] {
            let expected: Vec<Input> = ground.into_iter().map(Input::Ground).collect();
            let shown = String::from_utf8_lossy(answer);
            assert_eq!(asked(&[(answer, false)]), expected, "{shown}");
            assert_eq!(parse(&[answer]), [], "not asked: {shown}");
            // In two pieces, wherever it is cut, a pause between them.
            for cut in 2..answer.len() {
                assert_eq!(asked(&[(&answer[..cut], false), (&answer[cut..], false)]), expected, "{shown} {cut}");
            }
            // Only once: what comes unasked is no answer.
            assert_eq!(asked(&[(&[answer, answer].concat(), false)]), expected, "{shown}");
        }
    }

    #[test]
    fn an_answer_that_comes_late_or_breaks_off_types_nothing() {
        let escape = Input::Key(Key::plain(KeyCode::Esc));
        let late = asked(&[(b"\x1b", false), (b"]11;rgb:ffff/ffff/ffff\x07j", true)]);
        assert_eq!(late, [escape.clone(), Input::Ground(Ground::Light), Input::Key(Key::char('j'))]);
        assert_eq!(asked(&[(b"\x1b", false), (b"]", true)]), [escape, Input::Key(Key::char(']'))]);
        assert_eq!(asked(&[(b"\x1b]11;rgb:ffff/j", false)]), [Input::Key(Key::char('j'))]);
        let mut parser = Parser::asking();
        parser.feed(b"\x1b]11;rgb:ffff/ff", &mut Vec::new());
        assert_eq!(parser.patience(), Some(GROUND_PATIENCE));
    }

    #[test]
    fn an_answer_that_comes_byte_by_byte_with_pauses_types_nothing() {
        let (mut parser, mut inputs) = (Parser::asking(), Vec::new());
        for byte in b"\x1b]11;rgb:ffff/ffff/ffff\x07" {
            parser.feed(&[*byte], &mut inputs);
            if parser.patience().is_some_and(|patience| patience < Duration::from_millis(200)) {
                parser.rest(&mut inputs);
            }
        }
        assert_eq!(inputs, [Input::Key(Key::plain(KeyCode::Esc)), Input::Ground(Ground::Light)]);
    }

    #[test]
    fn the_mouse() {
        let mouse = |kind, column, row| Input::Mouse(Mouse { kind, column, row });
        let reports = b"\x1b[<0;1;1M\x1b[<64;200;60M\x1b[<65;3;4M\x1b[<68;3;4M";
        let up = MouseKind::ScrollUp;
        let expected =
            [mouse(MouseKind::Press, 0, 0), mouse(up, 199, 59), mouse(MouseKind::ScrollDown, 2, 3), mouse(up, 2, 3)];
        assert_eq!(parse(&[reports]), expected);
    }

    #[test]
    fn a_paste_is_one_thing_and_bounded() {
        assert_eq!(
            parse(&[b"\x1b[200~q\x1b[A\x03\x1b[20", b"1~j"]),
            [Input::Paste("q\x1b[A\x03".to_owned()), Input::Key(Key::char('j'))]
        );
        assert_eq!(parse(&[b"\x1b[200~never ended"]), [Input::Paste("never ended".to_owned())]);
        let long = [&b"\x1b[200~"[..], &vec![b'x'; 10 * PASTE_BOUND], b"\x1b[201~j"].concat();
        assert_eq!(parse(&[&long]), [Input::Paste("x".repeat(PASTE_BOUND)), Input::Key(Key::char('j'))]);
    }

    proptest! {
        #[test]
        fn any_bytes_however_split_are_survived_and_heard_after(
            bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(0x1b), Just(b'['), 0x20..0x7fu8], 0..400),
            split in 1..50usize,
        ) {
            let (mut parser, mut inputs) = (Parser::default(), Vec::new());
            for read in bytes.chunks(split) {
                parser.feed(read, &mut inputs);
            }
            parser.rest(&mut inputs);
            prop_assert_eq!(parser.patience(), None);
            inputs.clear();
            parser.feed(b"j", &mut inputs);
            prop_assert_eq!(inputs, [Input::Key(Key::char('j'))]);
        }

        #[test]
        fn splitting_changes_nothing(bytes in "(\x1b|\\[|[0-9;]|[A-Z~]|j|é){0,60}", split in 1..7usize) {
            let whole = parse(&[bytes.as_bytes()]);
            let split: Vec<&[u8]> = bytes.as_bytes().chunks(split).collect();
            prop_assert_eq!(parse(&split), whole);
        }
    }

    #[test]
    fn a_million_random_bytes() {
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed as u8
        })
        .take(1_000_000)
        .collect();
        let (mut parser, mut inputs) = (Parser::default(), Vec::new());
        bytes.chunks(4096).for_each(|read| parser.feed(read, &mut inputs));
        parser.rest(&mut inputs);
        inputs.clear();
        parser.feed(b"\x1b[B", &mut inputs);
        assert_eq!(inputs, [Input::Key(Key::plain(KeyCode::Down))]);
    }
}
