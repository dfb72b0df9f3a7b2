//! Words as the index and a query spell them: small letters, no accents, apart by blanks.
//!
//! Invariant: a text and a query are folded by the same rule, so that what is seen on the screen finds itself. A letter
//! of a script without blanks between words is a word of its own, so that a phrase of them is found within a clause.
//! Absent on purpose: stems and stop words, which would be of one language.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::article::Span;

/// In [`ASCII`]: no part of a word.
const NONE: u8 = 0;
/// In [`ASCII`]: a byte of another character.
const OTHER: u8 = 0xff;

/// What each byte is folded to.
const ASCII: [u8; 256] = {
    let mut table = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        table[byte as usize] = if byte.is_ascii_alphanumeric() { byte.to_ascii_lowercase() } else { NONE };
        byte += 1;
    }
    table
};

/// Adds the words of `text` to `to`, a blank before each.
///
/// ```text
/// Über 3.000 «Élèves» don't   →   ` uber 3 000 eleves don t`
/// ```
pub fn fold(text: &str, to: &mut String) {
    let bytes = text.as_bytes();
    let mut folded = Vec::with_capacity(bytes.len() + bytes.len() / 8 + 1);
    let (mut within, mut at) = (false, 0);
    while let Some(byte) = bytes.get(at) {
        // Most of most texts is ASCII, which is looked up.
        let ascii = ASCII[usize::from(*byte)];
        if ascii != OTHER {
            at += 1;
            if ascii == NONE {
                within = false;
            } else {
                begin(&mut within, &mut folded);
                folded.push(ascii);
            }
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        at += c.len_utf8();
        if is_word_alone(c) {
            folded.push(b' ');
            push(c, &mut folded);
            within = false;
        } else if c.is_alphanumeric() {
            begin(&mut within, &mut folded);
            for c in c.to_lowercase() {
                decompose_canonical(c, |part| {
                    if !is_combining_mark(part) {
                        push(part, &mut folded);
                    }
                });
            }
        } else if !is_combining_mark(c) {
            within = false;
        }
    }
    // Only whole characters were pushed.
    to.push_str(std::str::from_utf8(&folded).unwrap_or_default());
}

fn begin(within: &mut bool, to: &mut Vec<u8>) {
    if !*within {
        to.push(b' ');
        *within = true;
    }
}

fn push(c: char, to: &mut Vec<u8>) {
    to.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// Where the words stand that [`fold`] adds, in order.
pub fn spans(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut within = false;
    for (at, c) in text.char_indices() {
        let (start, end) = (at as u32, (at + c.len_utf8()) as u32);
        let is_alone = is_word_alone(c);
        let goes_on = within && is_combining_mark(c);
        match spans.last_mut() {
            Some(word) if within && !is_alone && (goes_on || c.is_alphanumeric()) => word.end = end,
            _ if is_alone || c.is_alphanumeric() => spans.push(Span { start, end }),
            _ => {}
        }
        within = !is_alone && (goes_on || c.is_alphanumeric());
    }
    spans
}

/// Han, Hiragana and Katakana stand without blanks.
fn is_word_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The folded words of `text`, one blank between them.
///
/// A name of several words is one key: `Siti  RAHMA` and `Siti Rahma` fold alike.
pub fn folded(text: &str) -> String {
    let mut to = String::with_capacity(text.len() + 1);
    fold(text, &mut to);
    to.drain(..to.len().min(1));
    to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_marks_are_folded() {
        for (text, words) in [
            ("Über 3.000 «Élèves» don't", "uber 3 000 eleves don t"),
            ("e\u{301}cole", "ecole"),
            ("  Anak-anak,\nkata  SITI. ", "anak anak kata siti"),
            ("東京に", "東 京 に"),
            ("–…", ""),
            ("東・京か\u{3099}x", "東 ・ 京 か \u{3099} x"),
            ("a\u{301}b c\u{301}\u{301} \u{301}d 東\u{301}e", "ab c d 東 e"),
        ] {
            assert_eq!(folded(text), words);
            let spans: Vec<String> = spans(text).iter().map(|span| folded(span.of(text))).collect();
            assert_eq!(spans.join(" "), words);
        }
    }
}
