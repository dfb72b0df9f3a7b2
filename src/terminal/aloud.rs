//! Lines in place of a screen: for screen readers, and for terminals that cannot place a cursor.
//!
//! Invariant: what leaves here is text and line ends, no sequence of any kind, so it can be read aloud, logged and
//! piped as it comes. Absent on purpose: wrapping; the terminal does that, and a screen reader reads a sentence in one
//! piece.

use super::profile::Profile;
use super::screen::harmless;

/// Columns and rows that a page of text has, whatever the terminal's size.
pub(super) const PAGE: (u16, u16) = (80, 24);

/// The bytes of `said`.
pub(super) fn bytes(said: &str, profile: &Profile) -> Vec<u8> {
    let mut out = String::with_capacity(said.len() + said.len() / 32);
    for line in said.lines() {
        out.extend(line.chars().filter_map(|c| harmless(c, profile)));
        // In raw mode a line feed alone keeps the column.
        out.push_str("\r\n");
    }
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_text_and_line_ends() {
        let said = "Satu \u{201c}dua\u{201d}\nti\x1b[2Jga\u{9b}\u{202e}\u{200b} empat\r";
        let shown = |utf8| {
            let profile = Profile { utf8, ..Profile::read(|_| None) };
            String::from_utf8(bytes(said, &profile)).unwrap()
        };
        assert_eq!(shown(true), "Satu \u{201c}dua\u{201d}\r\nti?[2Jga?? empat?\r\n");
        assert_eq!(shown(false), "Satu \"dua\"\r\nti?[2Jga?? empat?\r\n");
        assert_eq!(bytes("", &Profile::read(|_| None)), b"");
    }
}
