//! One cell of the screen as the terminal is to show it: its text made harmless, its width certain.
//!
//! Invariant: the text of a cell holds no control, no bidirectional control and no invisible character, and every
//! terminal draws it in as many columns as the cell says. Where terminals disagree (joined emoji, flags, variation
//! selectors) the part on which they agree is drawn and the rest of the columns is blank.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::ascii;
use super::pen::{Ink, Pen};
use crate::terminal::profile::Profile;

/// Longest text of a cell, in bytes: a base character and the marks on it.
const BYTES: usize = 15;
/// Most combining marks on one base: more is a tower built to deface the rows above.
const MARKS: usize = 3;

/// One cell. A wide character is its first cell, followed by covered ones.
#[derive(Clone, Copy, Debug, Eq)]
pub(super) struct Cell {
    /// The text, and in the last byte its length with the width above it: so cells are two words and a pen to compare.
    text: [u8; BYTES + 1],
    pub(super) pen: Pen,
}

/// Every cell of every frame is compared, some of them often: without a branch.
impl PartialEq for Cell {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        let text = u128::from_ne_bytes(self.text) ^ u128::from_ne_bytes(other.text);
        text as u64 | (text >> 64) as u64 | self.pen.apart(other.pen) == 0
    }
}

impl Cell {
    /// A space on the terminal's own background.
    pub(super) const BLANK: Self = Self::ascii(b' ');
    /// The place behind a wide character.
    pub(super) const COVERED: Self = Self::empty(0);
    /// Nobody knows what is there; unlike anything that is drawn.
    pub(super) const UNKNOWN: Self = Self::empty(1);

    const fn ascii(byte: u8) -> Self {
        let text = byte as u128 | 0x11 << (8 * BYTES);
        Self { text: text.to_le_bytes(), pen: Pen::PLAIN }
    }

    /// No text yet in so many columns.
    const fn empty(width: u8) -> Self {
        let mut text = [0; BYTES + 1];
        text[BYTES] = width << 4;
        Self { text, pen: Pen::PLAIN }
    }

    /// What `symbol` is on this terminal.
    #[inline]
    pub(super) fn new(symbol: &str, ink: Ink, profile: &Profile) -> Self {
        match symbol.as_bytes() {
            [b' '] | [] => Self { pen: ink.on_blank, ..Self::BLANK },
            [byte @ 0x21..0x7f] => Self { pen: ink.pen, ..Self::ascii(*byte) },
            _ => Self::of_symbol(symbol, ink, profile),
        }
    }

    // Within the loop over cells it would take the registers that loop needs.
    #[inline(never)]
    fn of_symbol(symbol: &str, ink: Ink, profile: &Profile) -> Self {
        let mut new = match symbol.chars().any(is_hostile) {
            true => Self::ascii(b'?'),
            false => Self::drawn(symbol, profile),
        };
        new.pen = if new.is_space() { ink.on_blank } else { ink.pen };
        new
    }

    /// The part of a symbol on which terminals agree.
    fn drawn(symbol: &str, profile: &Profile) -> Self {
        let columns = symbol.width().clamp(1, 2);
        let mut new = Self::empty(columns as u8);
        let (mut used, mut marks) = (0, 0);
        let flag = symbol.chars().all(is_regional);
        for c in symbol.chars().filter(|c| !is_invisible(*c)) {
            let c = if flag { letter_of_flag(c) } else { c };
            let drawn = ascii::shown(c, profile);
            let width = drawn.width().unwrap_or(0);
            let is_mark = width == 0;
            if is_mark && (used == 0 || marks == MARKS || !profile.utf8) || used + width > columns {
                continue;
            }
            marks += usize::from(is_mark);
            if !new.push(drawn) {
                break;
            }
            used += width;
        }
        for _ in used..columns {
            new.push(' ');
        }
        new
    }

    /// A blank in its place.
    pub(super) fn emptied(&self) -> Self {
        Self { pen: self.pen.on_blank(), ..Self::BLANK }
    }

    /// Whether there was room.
    fn push(&mut self, c: char) -> bool {
        let (from, mut bytes) = (self.length(), [0; 4]);
        let text = c.encode_utf8(&mut bytes);
        // Room is kept for the blanks behind.
        let is_room = from + text.len() + self.width() <= BYTES || text.len() == 1 && from < BYTES;
        if is_room {
            self.text[from..from + text.len()].copy_from_slice(text.as_bytes());
            self.text[BYTES] += text.len() as u8;
        }
        is_room
    }

    /// Bytes of its text.
    fn length(&self) -> usize {
        usize::from(self.text[BYTES] & 0xf)
    }

    pub(super) fn text(&self) -> &[u8] {
        &self.text[..self.length()]
    }

    /// Something of the text, for telling rows apart quickly.
    pub(super) fn gist(&self) -> u64 {
        u128::from_le_bytes(self.text) as u64
    }

    /// Columns; 0 where a wide character covers the cell.
    pub(super) fn width(&self) -> usize {
        usize::from(self.text[BYTES] >> 4)
    }

    /// Its only byte, of what is one and no space.
    pub(super) fn letter(&self) -> Option<u8> {
        (self.length() == 1 && self.text[0] != b' ').then_some(self.text[0])
    }

    pub(super) fn is_space(&self) -> bool {
        self.length() == 1 && self.text[0] == b' '
    }

    /// Whether a terminal may take another number of columns for it than we do: a base with marks. The cursor is
    /// addressed anew behind it.
    pub(super) fn is_unsure(&self) -> bool {
        let first = match self.text[0] {
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0.. => 4,
            _ => 1,
        };
        self.length() > first
    }
}

/// What no cell may hold: controls (C0, DEL, C1), bidirectional controls, separators of lines and paragraphs.
pub(super) fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What draws nothing of its own and on whose effect terminals disagree: joiners, selectors, tags, soft hyphens, the
/// colours of skin (which are drawn as blocks where they are not joined).
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// The letter a regional indicator stands for: two of them are a flag in some terminals, letters of one or two columns
/// in others, and a country's code in all of them when written as letters.
fn letter_of_flag(c: char) -> char {
    let letter = u32::from(c).saturating_sub(0x1f1e6) + u32::from('A');
    char::from_u32(letter).unwrap_or('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(symbol: &str, profile: &Profile) -> (String, usize) {
        let cell = Cell::new(symbol, Ink::default(), profile);
        (String::from_utf8(cell.text().to_vec()).unwrap(), cell.width())
    }

    #[test]
    fn only_what_is_certain_is_drawn() {
        let profile = Profile::read(|_| None);
        for (symbol, text, width) in [
            ("a", "a", 1),
            ("", " ", 1),
            ("é", "é", 1),
            ("e\u{301}", "e\u{301}", 1),
            ("コ", "コ", 2),
            ("\x1b", "?", 1),
            ("\u{9b}", "?", 1),
            ("a\u{202e}", "?", 1),
            ("\u{200b}", " ", 1),
            ("❤\u{fe0f}", "❤ ", 2),
            ("👩\u{200d}🚀", "👩", 2),
            ("👍\u{1f3fd}", "👍", 2),
            ("🇮🇩", "ID", 2),
            ("a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "a\u{301}\u{301}\u{301}", 1),
        ] {
            assert_eq!(drawn(symbol, &profile), (text.to_owned(), width), "{symbol:?}");
        }
    }

    #[test]
    fn without_utf8_the_nearest_ascii_in_the_same_columns() {
        let profile = Profile { utf8: false, ..Profile::read(|_| None) };
        for (symbol, text, width) in [
            ("é", "e", 1),
            ("e\u{301}", "e", 1),
            ("“", "\"", 1),
            ("─", "-", 1),
            ("コ", "? ", 2),
            ("❤\u{fe0f}", "? ", 2),
        ] {
            assert_eq!(drawn(symbol, &profile), (text.to_owned(), width), "{symbol:?}");
        }
    }
}
