//! Lines of a given width from text, as byte ranges of that text.
//!
//! Invariant: every range lies within its text, in order, without the blanks a break stands on; no line is wider than
//! asked unless one character is. Widths are columns of a terminal. Absent on purpose: styles, and strings: a line is
//! where its words stand.

use std::ops::Range;

use textwrap::core::display_width;
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
    let mut filled = Filled::default();
    let mut at = 0;
    for word in line.split(' ') {
        let wide = columns(word);
        if wide <= width {
            filled.add(at..at + word.len(), wide, width, start, found);
        } else {
            broken(word, width, |piece, wide| filled.add(at + piece.start..at + piece.end, wide, width, start, found));
        }
        at += word.len() + 1;
    }
    found.push(start + filled.from..start + filled.to);
}

/// A line being filled: where it begins, where its last word ends, and its columns up to there.
#[derive(Default)]
struct Filled {
    from: usize,
    to: usize,
    columns: usize,
}

impl Filled {
    /// Adds a word with the blanks before it, or ends the line and begins another with it.
    fn add(&mut self, word: Range<usize>, wide: usize, width: usize, start: usize, found: &mut Vec<Range<usize>>) {
        if word.is_empty() {
            return;
        }
        let with_blanks = self.columns + (word.start - self.to) + wide;
        if with_blanks <= width {
            self.columns = with_blanks;
        } else {
            if self.to > self.from {
                found.push(start + self.from..start + self.to);
            }
            (self.from, self.columns) = (word.start, wide);
        }
        self.to = word.end;
    }
}

/// A word that does not fit, in pieces that do, broken between graphemes: where in it each stands, and its columns.
fn broken(word: &str, width: usize, mut piece: impl FnMut(Range<usize>, usize)) {
    let (mut from, mut columns) = (0, 0);
    for (at, grapheme) in word.grapheme_indices(true) {
        let wide = display_width(grapheme);
        if columns + wide > width && at > from {
            piece(from..at, columns);
            (from, columns) = (at, 0);
        }
        columns += wide;
    }
    piece(from..word.len(), columns);
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
    let plain = plain(line);
    if plain >= width {
        return format!("{}…", line[..width - 1].trim_end());
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
    if plain(text) == text.len() { text.len() } else { display_width(text) }
}

/// How many bytes at the beginning of `text` are a column each.
pub fn plain(text: &str) -> usize {
    text.bytes().position(|byte| !matches!(byte, b' '..=b'~')).unwrap_or(text.len())
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
    fn blanks_stand_within_a_line_and_never_around_a_break() {
        assert_eq!(wrapped("  ab   cd  ef   ", 5), ["  ab", "cd", "ef"]);
        assert_eq!(wrapped("      abc de", 5), ["abc", "de"]);
        assert_eq!(wrapped("       ", 5), [""]);
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
