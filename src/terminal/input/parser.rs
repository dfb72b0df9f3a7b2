//! Bytes to keys, one byte at a time: whatever is split over reads comes out as if it had not been.
//!
//! Invariant: every byte either belongs to a key, a paste or a mouse report, or is swallowed with the sequence it
//! stands in; an unknown sequence or the answer to a question nobody asked never comes out as keys. Every state is
//! left again, by the next byte, a bound, or [`Parser::rest`], so no input makes it deaf. Absent on purpose: a clock;
//! the caller waits [`Parser::patience`] and then says that no more came.

use std::time::Duration;

use crate::app::key::{Input, Key, KeyCode};

use super::keys;

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
    /// In the answer to a question: OSC, DCS, APC, PM, SOS.
    Answer(usize),
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
}

impl Parser {
    /// Takes `bytes` and adds to `inputs` what they complete.
    pub fn feed(&mut self, bytes: &[u8], inputs: &mut Vec<Input>) {
        let late = std::mem::take(&mut self.gave_up) && self.state == State::Ground;
        if late && keys::is_late_rest(bytes) {
            self.state = State::Escape;
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
            State::Paste => self.paste(inputs),
            _ => {}
        }
        self.gave_up = matches!(self.state, State::Escape);
        self.ground();
    }

    fn ground(&mut self) {
        self.state = State::Ground;
        self.alt = false;
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
            State::Single | State::Control | State::Console | State::Answer(_) if matches!(byte, 0x18 | 0x1a) => {
                return self.ground();
            }
            State::Answer(_) if byte == 0x1b => return self.enter(State::AnswerEnd),
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
            State::Answer(length) => match byte {
                0x07 => self.ground(),
                _ if length > ANSWER_BOUND => self.ground(),
                _ => self.state = State::Answer(length + 1),
            },
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
            b']' | b'P' | b'X' | b'^' | b'_' if !twice => self.enter(State::Answer(0)),
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
            let end = self.kept.len() - PASTE_END.len();
            self.kept.drain(PASTE_BOUND..end);
            self.kept.truncate(PASTE_BOUND + PASTE_END.len());
        }
    }

    fn paste(&self, inputs: &mut Vec<Input>) {
        let text = &self.kept[..self.kept.len().min(PASTE_BOUND)];
        inputs.push(Input::Paste(String::from_utf8_lossy(text).into_owned()));
    }
}

fn push(inputs: &mut Vec<Input>, mut key: Key, alt: bool) {
    key.alt |= alt;
    inputs.push(Input::Key(key));
}
