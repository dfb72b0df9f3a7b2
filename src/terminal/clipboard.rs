//! Copying by OSC 52: the text goes through the terminal to the clipboard of the machine the reader sits at.
//!
//! Invariant: only what was asked for is sent, as base64, so nothing in the text can be obeyed by a terminal. The
//! clipboard is never read. Absent on purpose: an answer, for terminals give none; "sent" is all that can be known.

use super::profile::{Multiplexer, Profile};

/// Longest text sent, in bytes. mosh keeps 16 KiB of a sequence and drops the rest without a word, and nobody tells
/// that it stands between; base64 makes a third more of the text. Terminals with a bound take 74,994.
pub const BOUND: usize = 12_000;

/// GNU screen takes device control strings up to 768 bytes; a longer one goes in pieces.
const SCREEN_PIECE: usize = 700;

/// Why a text was not sent to the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCopied {
    /// There is nothing to copy.
    #[error("nothing to copy")]
    Empty,
    /// The text is longer than terminals take: its length in bytes.
    #[error("too long for the clipboard of a terminal: {0} bytes, {BOUND} at most")]
    TooLong(usize),
    /// The terminal is one that has no clipboard (the Linux console, a VT100).
    #[error("this terminal has no clipboard")]
    NoClipboard,
}

/// The bytes that copy `text` in a terminal such as `profile` describes.
///
/// # Errors
/// When there is nothing to send, too much, or nowhere to send it.
///
/// ```
/// use kilas::terminal::{Profile, clipboard};
/// let profile = Profile::read(|_| None);
/// assert_eq!(clipboard::copy("kilas", &profile).unwrap(), "\x1b]52;c;a2lsYXM=\x07");
/// ```
pub fn copy(text: &str, profile: &Profile) -> Result<String, NotCopied> {
    match text.len() {
        0 => return Err(NotCopied::Empty),
        length if length > BOUND => return Err(NotCopied::TooLong(length)),
        _ if !profile.alternate => return Err(NotCopied::NoClipboard),
        _ => {}
    }
    let sequence = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
    Ok(match profile.multiplexer {
        // tmux takes the sequence itself where `set-clipboard` is on (and `external`, the default, is meant for it),
        // and passes it through where `allow-passthrough` is on; the second copy says the same again.
        Multiplexer::Tmux => format!("{sequence}\x1bPtmux;\x1b{sequence}\x1b\\"),
        Multiplexer::Screen => screen(&sequence),
        Multiplexer::None => sequence,
    })
}

/// In pieces, each within a device control string; the text is ASCII, so every index is a border.
fn screen(sequence: &str) -> String {
    let pieces = sequence.as_bytes().chunks(SCREEN_PIECE);
    pieces.map(|piece| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(piece))).collect()
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for sextet in 0..4 {
            let letter = ALPHABET[(bits >> (18 - 6 * sextet) & 63) as usize];
            text.push(if sextet > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_rfc_4648() {
        for (text, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("❝", "4p2d")]
        {
            assert_eq!(base64(text.as_bytes()), coded);
        }
    }

    #[test]
    fn what_cannot_be_copied_says_why() {
        let profile = Profile::read(|_| None);
        assert_eq!(copy("", &profile), Err(NotCopied::Empty));
        assert_eq!(copy(&"x".repeat(BOUND + 1), &profile), Err(NotCopied::TooLong(BOUND + 1)));
        assert!(copy(&"x".repeat(BOUND), &profile).is_ok());
        let console = Profile::read(|name| (name == "TERM").then(|| "linux".to_owned()));
        assert_eq!(copy("x", &console), Err(NotCopied::NoClipboard));
    }

    #[test]
    fn a_hostile_text_sends_nothing_but_base64() {
        let copied = copy("\x1b]0;title\x07\x1b\\", &Profile::read(|_| None)).unwrap();
        let coded = copied.strip_prefix("\x1b]52;c;").and_then(|rest| rest.strip_suffix('\x07')).unwrap();
        assert!(coded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)));
    }

    #[test]
    fn through_tmux_and_screen() {
        let term = |term: &str| Profile::read(|name| (name == "TERM").then(|| term.to_owned()));
        assert!(copy("x", &term("tmux-256color")).unwrap().ends_with("\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\"));
        let screen = copy(&"x".repeat(2000), &term("screen")).unwrap();
        assert_eq!(screen.matches("\x1bP").count(), 4);
        assert!(screen.ends_with("\x07\x1b\\"));
    }
}
