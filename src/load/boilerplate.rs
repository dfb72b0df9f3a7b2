//! Lines that are no part of a story, taken out and kept apart.
//!
//! Invariant: only whole paragraphs go, and only those that a pack names: by all of their words, or by their
//! beginning where they are short, or that show by their form that they are none of the story. A sentence of the story
//! that begins like one stays: it is longer than a line.

use super::{clean, dateline};
use crate::language::Language;
use crate::language::pack::Words;

/// The longest paragraph, in characters, that its beginning alone marks as boilerplate: two lines of a link's text.
const LONGEST: usize = 160;
/// How far from the end, in paragraphs, a line may stand after which nothing of the story follows.
const TAIL: usize = 8;
/// The longest letters that one writer signs with in brackets, the longest names of several, in bytes, and how far from
/// the end such a bracket may stand, in paragraphs.
const SIGN: usize = 4;
const SIGNERS: usize = 40;
const LAST: usize = 4;
/// How far from the end, in bytes, the signs of those who wrote a story may begin.
const SIGNS: usize = 24;

/// The body without its boilerplate, and that. Nothing is taken where nothing would be left.
pub(super) fn take_out(body: String, language: &Language) -> (String, Vec<String>) {
    let words = &language.pack.boilerplate;
    // A body has one blank line between paragraphs and no other.
    let count = memchr::memchr_iter(b'\n', body.as_bytes()).count() / 2 + 1;
    let mut taken = Vec::new();
    let mut ended = false;
    let mut kept: Vec<&str> = Vec::with_capacity(count);
    let (lines, starts, tails) = (opening(&words.lines), opening(&words.line_starts), opening(&words.tail_starts));
    for (at, paragraph) in clean::lines(&body).step_by(2).enumerate() {
        let short = is_short(paragraph);
        // `[Baca juga: Panen raya]`, `BACA JUGA: …`
        let line = paragraph.trim_start_matches(['[', '(']);
        let begins = |starts: &Words, bits: u64, line: &str| {
            bits & bit(line) != 0 && starts.iter().any(|start| starts_with(line, start))
        };
        ended |= short && at + TAIL >= count && begins(&words.tail_starts, tails, paragraph);
        // Whole sentences end in a mark.
        let open = at > 0 && paragraph.ends_with(char::is_alphanumeric);
        let of_form = || open && (is_credited(paragraph) || at + TAIL >= count && is_teaser(paragraph, language));
        let whole =
            || lines & bit(paragraph) != 0 && words.lines.iter().any(|line| line.eq_ignore_ascii_case(paragraph));
        if ended || of_form() || short && (whole() || begins(&words.line_starts, starts, line)) {
            taken.push(clean::line(paragraph));
        } else {
            kept.push(paragraph);
        }
    }
    // `… sagte er./abc/DP/xyz`
    if let Some((story, signs)) = kept.last().and_then(|last| signed_off(last)) {
        taken.push(signs.to_owned());
        kept.pop();
        kept.push(story);
    }
    // `… kata Siti. (rah/warta)`
    let from = kept.len().saturating_sub(LAST).max(1);
    let signed = (from..kept.len()).rev().find_map(|at| Some((at, bracketed(kept[at])?)));
    if let Some((at, (story, signs))) = signed {
        taken.push(signs.to_owned());
        kept[at] = story;
        kept.retain(|paragraph| !paragraph.is_empty());
    }
    if taken.is_empty() || kept.is_empty() {
        return (body, Vec::new());
    }
    (kept.join("\n\n"), taken)
}

/// The signs of those who wrote and read a paragraph, behind its last full stop, and what stands before them.
fn signed_off(paragraph: &str) -> Option<(&str, &str)> {
    // Most paragraphs have no stroke in their last bytes.
    let from = paragraph.len().saturating_sub(SIGNS);
    memchr::memchr(b'/', &paragraph.as_bytes()[from..])?;
    let (_, end) = paragraph.rsplit_once([' ', '\n'])?;
    let stop = end.find(['.', '!', '?', '"', '“', '”', '»'])?;
    let stop = stop + end[stop..].find('/')?;
    let (before, signs) = end.split_at(stop);
    let sign = |sign: &str| (2..=4).contains(&sign.len()) && sign.bytes().all(|byte| byte.is_ascii_alphabetic());
    let ends = before.ends_with(['.', '!', '?', '"', '“', '”', '»']);
    let several = signs[1..].split('/').count() > 1 && signs[1..].split('/').all(sign);
    (ends && several).then(|| (&paragraph[..paragraph.len() - signs.len()], signs))
}

/// `… kata Siti. ‹(rah/warta)›`, `… kata Siti.‹(warta)›`, `‹(Siti Rahma)›`: the bracket in which those who wrote a
/// paragraph sign it, behind its last sentence or alone, and what stands before it.
fn bracketed(paragraph: &str) -> Option<(&str, &str)> {
    let open = paragraph.strip_suffix(')')?.rfind('(')?;
    let (before, signs) = paragraph.split_at(open);
    let (inside, story) = (signs[1..signs.len() - 1].trim(), before.trim_end());
    let of_name = |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | ' ' | '*');
    let named = |part: &str| part.contains(char::is_alphabetic) && part.chars().all(of_name);
    let several = || inside.contains('/') && inside.split('/').all(named);
    let letters = || inside.chars().all(|c| c.is_alphabetic() || c == '*');
    // Right behind a stop nothing else stands without a blank.
    let sole = || letters() && (story.len() == open || inside.len() <= SIGN);
    let ends = story.is_empty() || story.ends_with(['.', '!', '?', '"', '“', '”', '»', '’', '…']);
    let signs_it = several() || sole() || story.is_empty() && named(inside);
    (ends && !inside.is_empty() && inside.len() <= SIGNERS && signs_it).then_some((story, signs))
}

/// Whether a line above a story is one of the page around it, by its words or, where it is short, by its beginning. One
/// word alone shows nothing there: `Saksikan` may begin a headline.
pub(super) fn is_of_page(line: &str, language: &Language) -> bool {
    let words = &language.pack.boilerplate;
    let starts = words.line_starts.iter().chain(words.tail_starts.iter());
    let mut starts = starts.filter(|start| start.contains([' ', ':']));
    let whole = words.lines.iter().any(|whole| whole.eq_ignore_ascii_case(line));
    whole || is_short(line) && starts.any(|start| starts_with(line, start))
}

/// `Warga membuka pasar. WARTA/Siti Rahma`: whether a paragraph ends in the agency and the name of who took a picture.
pub(super) fn is_credited(paragraph: &str) -> bool {
    let last = paragraph.rsplit_once(". ").map_or("", |(_, last)| last);
    last.split_once('/').is_some_and(|(agency, name)| {
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        agency.len() > 2 && agency.bytes().all(|byte| byte.is_ascii_uppercase()) && name.split(' ').all(capital)
    })
}

/// `SAGARA - Harga beras turun di pasar, karena`: whether a paragraph is the beginning of a story, broken off.
fn is_teaser(paragraph: &str, language: &Language) -> bool {
    paragraph.ends_with(char::is_lowercase) && dateline::opens(paragraph, language)
}

/// Whether a paragraph is no longer than what its beginning can mark.
fn is_short(paragraph: &str) -> bool {
    paragraph.len() <= LONGEST || paragraph.len() <= 4 * LONGEST && paragraph.chars().count() <= LONGEST
}

/// The bits of all that lines may begin with, for most begin with two other letters.
fn opening(starts: &Words) -> u64 {
    starts.iter().fold(0, |bits, start| bits | if start.len() > 2 { bit(start) } else { u64::MAX })
}

/// The one of 64 bits that stands for the first two letters of a line, of either case.
fn bit(line: &str) -> u64 {
    match line.as_bytes() {
        [first, second, ..] => 1 << ((first & 31) ^ ((second & 31) << 1)),
        _ => u64::MAX,
    }
}

/// Whether `line` begins with `start`, in letters of either case, and with a blank before its colon or none.
fn starts_with(line: &str, start: &str) -> bool {
    // Most lines begin with another letter.
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    if first(line) != first(start) {
        return false;
    }
    let (word, colon) = start.strip_suffix(':').map_or((start, ""), |word| (word, ":"));
    line.split_at_checked(word.len()).is_some_and(|(beginning, behind)| {
        beginning.eq_ignore_ascii_case(word) && behind.trim_start_matches(' ').starts_with(colon)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    fn taken(body: impl Into<String>) -> (String, Vec<String>) {
        take_out(body.into(), Languages::new().get_or_neutral("id"))
    }

    #[test]
    fn lines_go_and_sentences_stay() {
        let long = format!("Baca juga: {}", "cerita yang panjang ".repeat(12));
        let body = format!(
            "Bagikan:\n\nHarga turun.\n\nBaca juga: Panen raya\n\n[BACA JUGA : Padi]\n\n{long}\n\nStok cukup.\n\nEditor: X\n\nFoto: Y"
        );
        let (body, taken) = taken(body);
        assert_eq!(body, format!("Harga turun.\n\n{long}\n\nStok cukup."));
        assert_eq!(taken, ["Bagikan:", "Baca juga: Panen raya", "[BACA JUGA : Padi]", "Editor: X", "Foto: Y"]);
    }

    #[test]
    fn words_below_a_picture_and_a_story_broken_off_go() {
        let body = "Harga turun.\n\nWarga membuka pasar. WARTA/Siti Rahma\n\nWarga pulang. Malam/siang sama\n\n\
                    Jakarta - Stok cukup.\n\nJakarta - Harga turun karena";
        let (body, taken) = taken(body);
        assert_eq!(body, "Harga turun.\n\nWarga pulang. Malam/siang sama\n\nJakarta - Stok cukup.");
        assert_eq!(taken, ["Warga membuka pasar. WARTA/Siti Rahma", "Jakarta - Harga turun karena"]);
    }

    #[test]
    fn the_signs_of_who_wrote_it_are_no_words_of_a_story() {
        let (body, signs) = taken("Teks.\n\nHarga turun, kata dia./rol/DP/jha");
        assert_eq!((body.as_str(), signs), ("Teks.\n\nHarga turun, kata dia.", vec!["/rol/DP/jha".to_owned()]));
        for body in ["Harga turun.", "Baca di wartacom.id/rol/dp", "Harga turun/naik.", "Harga di kota./a/b"] {
            assert_eq!(taken(body).0, body);
        }
    }

    #[test]
    fn who_signs_a_story_in_brackets_is_none_of_it() {
        for sign in [" (rah/warta.com)", " (rah)", " (*)", "(warta)"] {
            let (body, signs) = taken(format!("Harga turun.\n\nStok cukup, kata Siti.{sign}\n\nWarta Awards"));
            assert_eq!(body, "Harga turun.\n\nStok cukup, kata Siti.\n\nWarta Awards");
            assert_eq!(signs, [sign.trim()]);
        }
        assert_eq!(taken("Harga turun.\n\n(Siti Rahma)").0, "Harga turun.");
        for last in ["Stok cukup (rah)", "Stok cukup. (Siti tertawa)", "Panen usai. (8/12)", "Harga turun. (warta)"] {
            let body = format!("Harga turun.\n\n{last}");
            assert_eq!(taken(body.clone()).0, body);
        }
    }

    #[test]
    fn a_body_of_boilerplate_alone_stays() {
        assert_eq!(taken("Bagikan:"), ("Bagikan:".into(), Vec::new()));
    }

    #[test]
    fn an_editor_in_the_middle_of_a_long_story_ends_nothing() {
        let body = |behind: usize| format!("Teks.\n\nEditor: X\n\n{}", vec!["Teks."; behind].join("\n\n"));
        assert_eq!(taken(body(TAIL)).0, body(TAIL));
        assert_eq!(taken(body(TAIL - 1)).0, "Teks.");
    }
}
