//! Untrusted text becomes text that can be shown: NFC, no controls, no overrides of direction, paragraphs apart.
//!
//! Invariant: what comes out has no control character but the newline, is NFC, and has exactly one blank line between
//! paragraphs and none around them. A predicate on characters, never a matcher of sequences: an escape sequence that
//! does not end defeats every matcher (less issue 781, CVE-2022-46663).

use std::borrow::Cow;
use std::cell::OnceCell;

use memchr::memmem::Finder;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Combining marks kept on one letter; real writing needs three at the most, towers of them hide what stands above.
const MARKS: usize = 4;

/// The widest lines, in columns, that broken ones have.
const WIDEST: usize = 100;

/// Of so many lines that were broken one may be shorter than it had to be.
const ODD: usize = 16;

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
    let blanks = Finder::new("  ");
    let usual = OnceCell::new();
    groups(&text, |group| {
        // `„Es reicht,“‹newline›sagte Ray.`: two lines of which one ends as a paragraph may show nothing by themselves.
        let usual = || usual.get_or_init(|| usual_width(&text)).filter(|width| group.are_full(*width));
        group.add_to(&mut body, group.width().or_else(|| if group.may_wrap() { usual() } else { None }), &blanks);
    });
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

/// Gives the lines between blank ones, group by group.
fn groups<'a>(text: &'a str, mut give: impl FnMut(&Group<'a>)) {
    let mut group = Group { lines: Vec::new(), indents: false };
    for line in lines(text).chain([""]).map(str::trim_end) {
        if !line.is_empty() {
            group.lines.push(line);
        } else if !group.lines.is_empty() {
            let indented = group.lines.iter().filter(|line| line.starts_with(' ')).count();
            group.indents = (1..group.lines.len()).contains(&indented);
            give(&group);
            group.lines.clear();
        }
    }
}

/// Lines without a blank one between, which may be a paragraph broken to fit a width, or several.
struct Group<'a> {
    lines: Vec<&'a str>,
    /// Whether some lines are indented, and others not, as wires mark where a paragraph begins.
    indents: bool,
}

impl Group<'_> {
    /// Adds the lines to a body: where they were broken to fit a width, paragraphs of several, else each one of its own.
    /// `blanks` finds two of them.
    fn add_to(&self, body: &mut String, width: Option<usize>, blanks: &Finder<'_>) {
        for (at, line) in self.lines.iter().enumerate() {
            let joins = width.is_some_and(|width| at > 0 && !self.is_over(at - 1, width));
            match joins {
                // `Indo-‹newline›Pasifik`
                true if body.ends_with('-') && body[..body.len() - 1].ends_with(char::is_alphabetic) => {}
                true => body.push(' '),
                false if body.is_empty() => {}
                false => body.push_str("\n\n"),
            }
            // Blanks single.
            let mut rest = line.trim_start();
            while let Some(at) = blanks.find(rest.as_bytes()) {
                body.push_str(&rest[..=at]);
                rest = rest[at..].trim_start_matches(' ');
            }
            body.push_str(rest);
        }
    }

    /// The width that lines were broken to fit, where they were: none is longer than 100 columns, all but the first and
    /// the last are about as long as each other, stand before a word too long for them, end a sentence or paragraph or
    /// stand in capitals, and most end within a sentence.
    fn width(&self) -> Option<usize> {
        if !self.may_wrap() {
            return None;
        }
        // A long address has a line of its own.
        let several = self.lines.iter().filter(|line| line.trim_start().contains(' '));
        let width = several.map(|line| line.chars().count()).max().unwrap_or_default();
        let last = self.lines.len() - 1;
        let within = |at: &usize| !ends_sentence(self.lines[*at]) && is_long(self.lines[*at], width);
        let odd = |at: &usize| {
            let line = self.lines[*at];
            // A headline.
            let alone = *at == 0 && last > 1 || is_capitals(line);
            !(ends_sentence(line) || self.goes_on(*at, width) || self.opens(at + 1) || alone)
        };
        let broken = ODD * (0..last).filter(odd).count() <= last;
        ((40..=WIDEST).contains(&width) && broken && 2 * (0..last).filter(within).count() >= last).then_some(width)
    }

    /// Whether lines may be broken ones: several, and none too long. No hundred characters take more bytes, so that
    /// paragraphs are seldom counted.
    fn may_wrap(&self) -> bool {
        self.lines.len() > 1 && self.lines.iter().all(|line| line.len() <= 4 * WIDEST)
    }

    /// Whether each line but the last would be longer than a width with the first word of the next.
    fn are_full(&self, width: usize) -> bool {
        self.lines.iter().all(|line| line.chars().count() <= WIDEST)
            && (1..self.lines.len()).all(|at| self.opens(at) || self.is_full(at - 1, width))
    }

    /// Whether the line at `at` would be longer than a width with the first word of the next.
    fn is_full(&self, at: usize, width: usize) -> bool {
        let word = self.lines[at + 1].split_whitespace().next().unwrap_or_default();
        self.lines[at].chars().count() + 1 + word.chars().count() > width
    }

    /// Whether nothing speaks against it that the line at `at` was broken at this width.
    fn goes_on(&self, at: usize, width: usize) -> bool {
        is_long(self.lines[at], width) || self.is_full(at, width)
    }

    /// Whether a paragraph begins with the line at `at`.
    fn opens(&self, at: usize) -> bool {
        self.indents && self.lines[at].starts_with(' ')
    }

    /// Whether a paragraph ends with the line at `at` of broken ones: a short one, one before an indented one, or the
    /// last of a headline in capitals.
    fn is_over(&self, at: usize, width: usize) -> bool {
        let (line, next) = (self.lines[at], self.lines[at + 1]);
        !self.goes_on(at, width) || self.opens(at + 1) || is_capitals(line) && !is_capitals(next)
    }
}

/// The width to which other lines of a text were broken.
fn usual_width(text: &str) -> Option<usize> {
    let mut usual = None;
    groups(text, |group| usual = usual.max(group.width()));
    usual
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

    #[test]
    fn lines_are_joined_where_others_of_the_text_show_how_wide_they_are() {
        // By themselves they may be two paragraphs.
        let two = "“Harga beras di pasar induk turun tajam pada awal pekan,”\nkata kepala dinas itu kemarin.";
        assert!(paragraphs(two).contains('\n'));
        let wrapped = "Harga beras di pasar induk turun tajam pada awal pekan ini\nsetelah panen raya, dan pedagang \
                       lega.";
        assert_eq!(paragraphs(&format!("{wrapped}\n\n{two}")).matches('\n').count(), 2);
        let verse = "Hujan turun di kampung halaman yang jauh.\nAku pulang.";
        assert_eq!(paragraphs(&format!("{wrapped}\n\n{verse}")).matches('\n').count(), 4, "lines that are not full");
        let long = "Harga beras di pasar induk turun tajam pada awal pekan ini setelah panen raya, dan pedagang lega karena \
                    gudang penuh.";
        assert_eq!(paragraphs(&format!("{wrapped}\n\n{long}\n{long}")).matches('\n').count(), 4, "paragraphs");
    }

    #[test]
    fn an_indented_line_begins_a_paragraph_of_wrapped_ones() {
        let wire = "   Harga beras di pasar induk turun tajam pada awal pekan ini\nsetelah panen raya, kata pedagang yang \
                    selama ini menunggu.\n   Pemerintah kota menyimpan sepuluh ribu ton untuk bulan puasa\nyang akan \
                    datang, kata kepala dinas di";
        assert_eq!(paragraphs(wire).split("\n\n").count(), 2);
    }

    #[test]
    fn a_long_address_and_a_hyphen_end_a_wrapped_line() {
        let address = "Harga beras di pasar induk turun tajam pada awal pekan Indo-\nPasifik, dan pedagang\n\
                       https://warta.example.com/harga/beras/di-pasar-induk/turun-tajam/2026/11/29/harga-beras-di-pasar-induk-\
                       turun\nlega karena panen raya di tiga \
                       kabupaten sudah selesai.";
        assert!(
            paragraphs(address).starts_with("Harga beras di pasar induk turun tajam pada awal pekan Indo-Pasifik, dan")
        );
        assert!(!paragraphs(address).contains('\n'));
    }

    #[test]
    fn one_short_line_among_many_shows_nothing() {
        let long = "Harga beras di pasar induk turun tajam pada awal pekan ini\n".repeat(20);
        assert_eq!(paragraphs(&format!("{long}dan lega\n{long}")).matches("\n\n").count(), 1);
        assert_eq!(paragraphs("Beras turun\ndi kota\ndan desa").matches("\n\n").count(), 2);
    }
}
