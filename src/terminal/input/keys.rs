//! Which key a complete sequence stands for: the tables of xterm, rxvt, the Linux console, screen, tmux, st and kitty.
//!
//! Invariant: what is in no table is no key. Shift is dropped but from Tab, for [`Key`] knows it of no other.

use crate::app::key::{Key, KeyCode, Mouse, MouseKind};

/// A byte of ASCII, typed.
pub(super) fn byte(byte: u8) -> Key {
    match byte {
        0x00 => Key::ctrl(' '),
        0x08 | 0x7f => Key::plain(KeyCode::Backspace),
        b'\t' => Key::plain(KeyCode::Tab),
        b'\r' | b'\n' => Key::plain(KeyCode::Enter),
        0x1b => Key::plain(KeyCode::Esc),
        0x01..=0x1a => Key::ctrl(char::from(byte + 0x60)),
        0x1c..=0x1f => Key::ctrl(char::from(byte + 0x40)),
        _ => Key::char(char::from(byte)),
    }
}

/// Behind ESC O: arrows and function keys, the keypad in application mode, rxvt's arrows with Control.
pub(super) fn single(modifier: &[u8], last: u8) -> Option<Key> {
    let key = match last {
        b'a'..=b'd' => Key { ctrl: true, ..Key::plain(letter(last - 0x20)?) },
        b'A'..=b'H' | b'P'..=b'S' => Key::plain(letter(last)?),
        b'M' => Key::plain(KeyCode::Enter),
        b'I' => Key::plain(KeyCode::Tab),
        b' ' => Key::char(' '),
        b'X' => Key::char('='),
        b'j'..=b'y' => Key::char(char::from(last - 0x40)),
        _ => return None,
    };
    let modifiers = modifier.rsplit(|byte| *byte == b';').next().and_then(number);
    modified(key, modifiers.unwrap_or(1))
}

/// Behind ESC `[ [`: F1 to F5 of the Linux console.
pub(super) fn console(last: u8) -> Option<Key> {
    matches!(last, b'A'..=b'E').then(|| Key::plain(KeyCode::F(last - b'A' + 1)))
}

/// Behind ESC `[`: `kept` are the parameters, `last` the final byte.
pub(super) fn control(kept: &[u8], last: u8) -> Option<Key> {
    // Answers and reports are marked as private or hold intermediate bytes.
    if kept.iter().any(|byte| !byte.is_ascii_digit() && !matches!(byte, b';' | b':')) {
        return None;
    }
    let parameters: Vec<&[u8]> = kept.split(|byte| *byte == b';').collect();
    let first = parameters.first().and_then(|text| number(text)).unwrap_or(1);
    let mut event = parameters.get(1).copied().unwrap_or_default().split(|byte| *byte == b':');
    let modifiers = event.next().and_then(number).unwrap_or(1);
    // kitty: 1 pressed, 2 repeated, 3 let go.
    if event.next().and_then(number) == Some(3) {
        return None;
    }
    match last {
        b'Z' => Some(Key::plain(KeyCode::BackTab)),
        b'a'..=b'd' if kept.is_empty() => Some(Key::plain(letter(last - 0x20)?)),
        // The answer to a question about the cursor has the form of F3 with modifiers; its row is seldom 1.
        b'A'..=b'H' | b'P'..=b'S' if first == 1 => modified(Key::plain(letter(last)?), modifiers),
        b'~' if first == 27 => typed(parameters.get(2).and_then(|code| number(code))?, None, modifiers),
        b'~' => modified(Key::plain(numbered(first)?), modifiers),
        b'^' => modified(Key::plain(numbered(first)?), 5),
        b'@' => modified(Key::plain(numbered(first)?), 6),
        b'$' => modified(Key::plain(numbered(first)?), 2),
        b'u' => {
            let mut codes = parameters.first().copied().unwrap_or_default().split(|byte| *byte == b':').map(number);
            typed(codes.next().flatten()?, codes.next().flatten(), modifiers)
        }
        _ => None,
    }
}

/// A mouse report in SGR form: presses of the first button and turns of the wheel.
pub(super) fn mouse(kept: &[u8], last: u8) -> Option<Mouse> {
    let mut parameters = kept.split(|byte| *byte == b';').map(number);
    let (button, column, row) = (parameters.next()??, parameters.next()??, parameters.next()??);
    let kind = match (button & !0b11100, last) {
        (0, b'M') => MouseKind::Press,
        (64, b'M') => MouseKind::ScrollUp,
        (65, b'M') => MouseKind::ScrollDown,
        _ => return None,
    };
    let from_zero = |at: u32| u16::try_from(at.saturating_sub(1)).ok();
    Some(Mouse { kind, column: from_zero(column)?, row: from_zero(row)? })
}

/// Whether `bytes` are, whole, what follows the escape of a function key: it came apart on the way, and its escape was
/// given up as the Escape key. Nobody types `[A` within one read of it.
pub(super) fn is_late_rest(bytes: &[u8]) -> bool {
    match bytes {
        [b'[', kept @ .., last] => *last != b'[' && control(kept, *last).is_some(),
        [b'O', last] => single(&[], *last).is_some_and(|key| !matches!(key.code, KeyCode::Char(_))),
        _ => false,
    }
}

fn letter(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The numbers leave gaps where a VT220 has none of its keys.
        11..=15 => function(number - 10)?,
        17..=21 => function(number - 11)?,
        23..=26 => function(number - 12)?,
        28 | 29 => function(number - 13)?,
        31..=34 => function(number - 14)?,
        _ => return None,
    })
}

fn function(number: u32) -> Option<KeyCode> {
    u8::try_from(number).ok().filter(|number| (1..=24).contains(number)).map(KeyCode::F)
}

/// A key told by code point (kitty, xterm's modifyOtherKeys); `shifted` is what Shift makes of it, where told.
fn typed(code: u32, shifted: Option<u32>, modifiers: u32) -> Option<Key> {
    let shift = modifiers.saturating_sub(1) & 1 != 0;
    let key = match code {
        0x1b => Key::plain(KeyCode::Esc),
        0x0d | 0x0a | 57414 => Key::plain(KeyCode::Enter),
        0x09 if shift => Key::plain(KeyCode::BackTab),
        0x09 => Key::plain(KeyCode::Tab),
        0x08 | 0x7f => Key::plain(KeyCode::Backspace),
        57376..=57387 => Key::plain(function(code - 57376 + 13)?),
        57399..=57408 => Key::char(char::from_digit(code - 57399, 10)?),
        57409..=57413 => Key::char(char::from(b"./*-+"[(code - 57409) as usize])),
        57415 => Key::char('='),
        57417..=57426 => Key::plain(KEYPAD[(code - 57417) as usize]),
        // Private use: keys that type nothing.
        0xe000..=0xf8ff => return None,
        _ => {
            let plain = char::from_u32(code).filter(|c| !c.is_control())?;
            let upper = || plain.to_uppercase().next().filter(|_| plain.to_uppercase().count() == 1);
            let with_shift = || shifted.and_then(char::from_u32).filter(|c| !c.is_control()).or_else(upper);
            Key::char(if shift { with_shift().unwrap_or(plain) } else { plain })
        }
    };
    modified(key, modifiers)
}

const KEYPAD: [KeyCode; 10] = [
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::Insert,
    KeyCode::Delete,
];

/// `modifiers` is one more than the bits Shift 1, Alt 2, Control 4, and others that are not ours: a key with one of
/// those (Super, Hyper, Meta) is another key than the one named. Caps and Num Lock (64, 128) change nothing.
fn modified(mut key: Key, modifiers: u32) -> Option<Key> {
    let bits = modifiers.saturating_sub(1);
    key.alt |= bits & 2 != 0;
    key.ctrl |= bits & 4 != 0;
    (bits & 0b11_1000 == 0).then_some(key)
}

fn number(text: &[u8]) -> Option<u32> {
    std::str::from_utf8(text).ok()?.parse().ok()
}
