//! Lines of a given width from text, as byte ranges of that text.
//!
//! Invariant: every range lies within its text, in order, without the blanks a break stands on; no line is wider than
//! asked unless one character is. Widths are columns of a terminal. Absent on purpose: styles, and strings: a line is
//! where its words stand.

use std::ops::Range;

use textwrap::core::{Fragment, Word, display_width};
use textwrap::{WordSeparator, wrap_algorithms};
use unicode_segmentation::UnicodeSegmentation;

/// The lines of `text` at `width` columns; one line for each newline at the least.
///
/// ```
/// use kilas::app::wrap::lines;
/// let text = "Harga beras turun lagi";
/// let found: Vec<&str> = lines(text, 12).into_iter().map(|l| &text[l]).collect();
/// assert_eq!(found, ["Harga beras", "turun lagi"]);
/// ```
pub fn lines(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        wrap_line(line, start, width.max(1), &mut found);
        start += line.len() + 1;
    }
    found
}

fn wrap_line(line: &str, start: usize, width: usize, found: &mut Vec<Range<usize>>) {
    if line.len() <= width {
        // Columns never outnumber bytes, so this is one line without measuring it.
        found.push(start..start + line.trim_end().len());
        return;
    }
    let mut words: Vec<Word<'_>> = Vec::with_capacity(line.len() / 6);
    for word in WordSeparator::AsciiSpace.find_words(line) {
        if word.width() <= width as f64 {
            words.push(word);
        } else {
            broken(&word, width, &mut words);
        }
    }
    let mut at = start;
    for group in wrap_algorithms::wrap_first_fit(&words, &[width as f64]) {
        let bytes: usize = group.iter().map(|word| word.word.len() + word.whitespace.len()).sum();
        let blanks = group.last().map_or(0, |word| word.whitespace.len());
        found.push(at..at + bytes - blanks);
        at += bytes;
    }
}

/// A word that does not fit, in pieces that do, broken between graphemes.
fn broken<'a>(word: &Word<'a>, width: usize, pieces: &mut Vec<Word<'a>>) {
    let (mut from, mut columns) = (0, 0);
    for (at, grapheme) in word.word.grapheme_indices(true) {
        let wide = display_width(grapheme);
        if columns + wide > width && at > from {
            pieces.push(Word::from(&word.word[from..at]));
            (from, columns) = (at, 0);
        }
        columns += wide;
    }
    let mut last = Word::from(&word.word[from..]);
    last.whitespace = word.whitespace;
    pieces.push(last);
}

/// As much of `text` as fits `width` columns, an ellipsis at the end where words were left out.
///
/// ```
/// use kilas::app::wrap::fit;
/// assert_eq!(fit("Harga beras turun", 12), "Harga beras…");
/// assert_eq!(fit("Harga", 12), "Harga");
/// ```
pub fn fit(text: &str, width: usize) -> String {
    let line = text.split('\n').next().unwrap_or_default();
    if line.len() == text.len() && columns(line) <= width {
        return line.to_owned();
    }
    if width == 0 {
        return String::new();
    }
    let (mut end, mut columns) = (0, 0);
    for (at, grapheme) in line.grapheme_indices(true) {
        columns += display_width(grapheme);
        if columns > width - 1 {
            break;
        }
        end = at + grapheme.len();
    }
    format!("{}…", line[..end].trim_end())
}

/// Columns that `text` takes.
pub fn columns(text: &str) -> usize {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain { text.len() } else { display_width(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<&str> {
        lines(text, width).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn breaks_words_longer_than_a_line() {
        assert_eq!(wrapped("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("東京都知事", 4), ["東京", "都知", "事"]);
    }

    #[test]
    fn keeps_lines_of_the_text_apart() {
        assert_eq!(wrapped("a b\n\nc", 80), ["a b", "", "c"]);
    }

    #[test]
    fn a_wide_character_never_hangs_over() {
        for width in 1..9 {
            for line in wrapped("Perdana 首相 Menteri 東京 bertemu", width) {
                assert!(columns(line) <= width.max(2), "{line:?} at {width}");
            }
        }
    }

    #[test]
    fn an_ellipsis_fits_too() {
        for width in 1..20 {
            assert!(columns(&fit("首相 Menteri bertemu", width)) <= width);
        }
    }
}
