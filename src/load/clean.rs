//! Untrusted text becomes text that can be shown: NFC, no controls, no overrides of direction, paragraphs apart.
//!
//! Invariant: what comes out has no control character but the newline, is NFC, and has exactly one blank line between
//! paragraphs and none around them. A predicate on characters, never a matcher of sequences: an escape sequence that
//! does not end defeats every matcher (less issue 781, CVE-2022-46663).

use std::borrow::Cow;

use memchr::memmem::Finder;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Combining marks kept on one letter; real writing needs three at the most, towers of them hide what stands above.
const MARKS: usize = 4;

/// What stands for an escape character in a body, so that a reader sees that something was tried.
const ESCAPE: char = '␛';

/// A body: characters cleaned, paragraphs apart by one blank line.
///
/// ```
/// use kilas::load::paragraphs;
/// assert_eq!(paragraphs("Satu.\r\n\r\n\r\nDua\u{a0}tiga.\u{202e}"), "Satu.\n\nDua tiga.");
/// assert_eq!(paragraphs("Merah \u{1b}[31m"), "Merah ␛[31m");
/// ```
pub fn paragraphs(text: &str) -> String {
    let text = characters(text);
    let mut body = String::with_capacity(text.len());
    let mut group: Vec<&str> = Vec::new();
    let blanks = Finder::new("  ");
    for line in lines(&text).chain([""]) {
        let line = line.trim();
        if line.is_empty() {
            add_group(&mut body, &group, &blanks);
            group.clear();
        } else {
            group.push(line);
        }
    }
    body
}

/// A field of one line: no newline, blanks single, no invisible characters.
///
/// ```
/// use kilas::load::line;
/// assert_eq!(line(" Harga\n  beras \u{1b}[2Jturun "), "Harga beras [2Jturun");
/// ```
pub fn line(text: &str) -> String {
    let text = characters(text);
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.split(ESCAPE));
    }
    line
}

/// The lines of a text: paragraphs are long, and their ends are looked for in steps of many bytes.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        line
    })
}

/// Lines without a blank one between: where they look wrapped, paragraphs of several, else each one of its own. `blanks`
/// finds two of them.
fn add_group(body: &mut String, group: &[&str], blanks: &Finder<'_>) {
    let width = wrapped(group);
    for (at, line) in group.iter().enumerate() {
        let joins = at > 0 && width.is_some_and(|width| !is_end(group[at - 1], line, width));
        if !body.is_empty() {
            body.push_str(if joins { " " } else { "\n\n" });
        }
        // Blanks single.
        let mut rest = *line;
        while let Some(at) = blanks.find(rest.as_bytes()) {
            body.push_str(&rest[..=at]);
            rest = rest[at..].trim_start_matches(' ');
        }
        body.push_str(rest);
    }
}

/// The width that lines were broken to fit, where they were: none is longer than 100 columns, all but the first and the
/// last are about as long as each other, end a sentence or stand in capitals, and most end within a sentence.
fn wrapped(group: &[&str]) -> Option<usize> {
    let (_, full) = group.split_last().filter(|(_, full)| !full.is_empty())?;
    // No hundred characters take more bytes: paragraphs are seldom counted.
    if group.iter().any(|line| line.len() > 400) {
        return None;
    }
    let width = group.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let within = |line: &&&str| !ends_sentence(line) && is_long(line, width);
    let broken = full.iter().enumerate().all(|(at, line)| {
        is_long(line, width) || ends_sentence(line) || is_capitals(line) || at == 0 && full.len() > 1
    });
    ((40..=100).contains(&width) && broken && 2 * full.iter().filter(within).count() >= full.len()).then_some(width)
}

fn is_long(line: &str, width: usize) -> bool {
    3 * line.chars().count() >= 2 * width
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', ':', '"', '”', '’', '»', ')'])
}

fn is_capitals(line: &str) -> bool {
    line.contains(char::is_uppercase) && !line.contains(char::is_lowercase)
}

/// Whether a paragraph ends with a line of wrapped ones: a short one, or the last of a headline in capitals.
fn is_end(line: &str, next: &str, width: usize) -> bool {
    !is_long(line, width) || is_capitals(line) && !is_capitals(next)
}

/// Characters cleaned, in NFC; newlines stay.
fn characters(text: &str) -> Cow<'_, str> {
    // Most text is clean, and looking costs a tenth of copying.
    if plain_length(text.as_bytes()) == text.len() {
        return Cow::Borrowed(text);
    }
    let (filtered, settled) = filter(text);
    // ASCII is always composed; without it the check sees marks closer together than they are and errs to `No` at most.
    let composed = |line: &str| is_nfc_quick(line.chars().filter(|c| !c.is_ascii())) == IsNormalized::Yes;
    if settled || composed(&filtered) {
        return Cow::Owned(filtered);
    }
    // Nothing composes over a newline, and a text has few lines with letters in pieces.
    let mut out = String::with_capacity(filtered.len());
    for line in filtered.split_inclusive('\n') {
        if composed(line) { out.push_str(line) } else { out.extend(line.nfc()) }
    }
    Cow::Owned(out)
}

/// How many bytes at the beginning are characters that are clean as they stand.
fn plain_length(bytes: &[u8]) -> usize {
    let is_plain = |byte: &u8| (0x20..0x7f).contains(byte) || *byte == b'\n';
    // All of a chunk is asked, so that the compiler asks with one instruction each.
    let others = |chunk: &[u8]| chunk.iter().fold(0, |any, byte| any | u8::from(!is_plain(byte)));
    let plain = 16 * bytes.chunks_exact(16).take_while(|chunk| others(chunk) == 0).count();
    plain + bytes[plain..].iter().position(|byte| !is_plain(byte)).unwrap_or(bytes.len() - plain)
}

/// A character beyond ASCII that is clean and composed whatever stands beside it: letters of Latin scripts, dashes,
/// quotation marks.
fn is_settled(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}')
}

/// The characters that may stay, and whether all of them are settled.
fn filter(text: &str) -> (String, bool) {
    let mut kept = String::with_capacity(text.len());
    let (mut marks, mut settled) = (0, true);
    let mut rest = text;
    loop {
        let (plain, behind) = rest.split_at(plain_length(rest.as_bytes()));
        kept.push_str(plain);
        marks *= usize::from(plain.is_empty());
        let mut chars = behind.chars();
        let Some(c) = chars.next() else { return (kept, settled) };
        rest = chars.as_str();
        if is_settled(c) {
            kept.push(c);
            marks = 0;
            continue;
        }
        let last = kept.chars().next_back().unwrap_or('\n');
        let wanted = match c {
            // A carriage return alone would let a terminal write over the line.
            '\r' if rest.starts_with('\n') => continue,
            '\r' | '\t' => ' ',
            '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\u{1b}' | '\u{9b}' => ESCAPE,
            '\u{200c}' | '\u{200d}' if joins(last, rest.chars().next()) => c,
            _ if c.is_control() || is_invisible(c) => continue,
            _ if c.is_whitespace() => ' ',
            _ => c,
        };
        settled &= wanted.is_ascii();
        marks = if is_combining_mark(wanted) { marks + 1 } else { 0 };
        if marks <= MARKS && !(marks > 0 && last.is_whitespace()) {
            kept.push(wanted);
        }
    }
}

/// Zero-width joiners and non-joiners belong between letters of scripts that need them, and nowhere else: not within
/// emoji, for terminals disagree about the columns of joined ones, and of the parts they do not.
fn joins(before: char, after: Option<char>) -> bool {
    let needs = |c: char| !c.is_ascii() && (c.is_alphabetic() || is_combining_mark(c));
    needs(before) && after.is_some_and(needs)
}

/// Characters that nobody sees: overrides and isolates of direction, zero widths, the soft hyphen, tags, fillers,
/// marks of annotation.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_terminal_could_obey_is_left() {
        let hostile = "a\u{7}b\u{8}c\u{9c}d\u{90}e\u{200e}f\u{2066}g\u{feff}h\rX\u{1b}]0;title\u{7}";
        assert_eq!(paragraphs(hostile), "abcdefgh X␛]0;title");
    }

    #[test]
    fn joiners_stay_where_writing_needs_them() {
        assert_eq!(paragraphs("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(paragraphs("a\u{200d}b\u{200b}\u{200b}c"), "abc");
    }

    #[test]
    fn towers_of_marks_are_cut_and_letters_composed() {
        assert_eq!(paragraphs("cafe\u{301}"), "café");
        assert_eq!(paragraphs(&format!("x{}", "\u{336}".repeat(50))).chars().count(), 1 + MARKS);
    }

    #[test]
    fn wrapped_lines_are_joined_and_others_are_paragraphs() {
        let wrapped = "Harga beras di pasar induk turun tajam pada awal pekan\nini setelah panen raya di tiga \
                       kabupaten yang selama ini\nmemasok kota.";
        assert!(!paragraphs(wrapped).contains('\n'));
        let two = "BERAS TURUN DI PASAR INDUK, KATA KEPALA DINAS\nPERDAGANGAN\nHarga beras di pasar induk turun tajam pada \
                   awal pekan\nini setelah panen raya.\nPemerintah kota menyimpan sepuluh ribu ton untuk bulan\npuasa yang \
                   akan datang, kata kepala dinas itu kemarin.";
        let lines: Vec<_> = paragraphs(two).split("\n\n").map(|line| line.split(' ').count()).collect();
        assert_eq!(lines, [9, 14, 17], "a headline, and a paragraph that ends with a short line");
        assert_eq!(paragraphs("Baris satu.\nBaris dua.\n- butir"), "Baris satu.\n\nBaris dua.\n\n- butir");
    }
}
