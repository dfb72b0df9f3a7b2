//! A headline where the sender gave none: the first line of a plain text that looks like one, or words of the first
//! sentence.

use unicode_segmentation::UnicodeSegmentation;

use crate::language::Language;

/// The longest line that is taken for a headline, in characters; the longest headlines of agencies are shorter.
const LONGEST: usize = 140;
/// The length to which a headline is made from a sentence, in characters.
const MADE: usize = 90;

/// The headline of a plain text and the text after it: a first line that is short, ends no sentence, and has a blank
/// line below, or a line too long to be broken for its width. A `#` before it is Markdown's.
pub(super) fn split(text: &str) -> (Option<String>, &str) {
    let start = text.trim_start_matches(['\n', '\r', ' ', '\u{feff}']);
    let Some((first, rest)) = start.split_once('\n') else { return (None, text) };
    let line = first.trim().trim_start_matches('#').trim();
    let next = rest.lines().next().unwrap_or_default();
    let short = !line.is_empty() && line.chars().count() <= LONGEST;
    // `Bagikan:` and `By …:` introduce something; a full stop or a closing mark ends a sentence.
    let open = !line.ends_with(['.', ':', ';', ',', '"', '”']);
    // Of lines that are paragraphs one is longer than a headline.
    let apart =
        || rest.lines().take_while(|line| !line.trim().is_empty()).any(|line| line.chars().nth(LONGEST).is_some());
    if short && open && (next.trim().is_empty() || apart()) && !rest.trim().is_empty() {
        (Some(line.to_owned()), rest)
    } else {
        (None, text)
    }
}

/// Whether a text says anything: marks alone do not.
pub(super) fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// A headline from the first sentence that has words: whole where it is short, else cut at a clause, else at a word.
pub(super) fn from_body(body: &str, language: &Language) -> String {
    let first = body.split('\n').find(|line| has_words(line)).unwrap_or(body);
    let sentence = crate::language::sentence::first(first, language);
    let sentence = if has_words(sentence) { sentence } else { first }.trim_end_matches('.');
    let Some((end, _)) = sentence.char_indices().nth(MADE) else { return sentence.to_owned() };
    let (mut word, mut clause) = (0, 0);
    for (at, c) in sentence.char_indices().take_while(|(at, _)| *at <= end) {
        match c {
            '—' => clause = at,
            // Not in `1,5 juta`, `10:30` and `2020–2024`.
            ',' | ';' | ':' | '–' if sentence[at + c.len_utf8()..].starts_with(' ') => clause = at,
            ' ' => word = at,
            _ => {}
        }
    }
    let cut = if 2 * sentence[..clause].chars().count() >= MADE { clause } else { word };
    if cut == 0 {
        // One word longer than a headline: as many characters as fit.
        return sentence.graphemes(true).take(MADE).chain(["…"]).collect();
    }
    format!("{}…", sentence[..cut].trim_end_matches([' ', ',', ';', ':', '–', '—']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_is_a_headline_or_not() {
        for (text, headline) in [
            ("Harga beras turun\n\nTeks.", Some("Harga beras turun")),
            ("# Harga beras turun\n\nTeks.", Some("Harga beras turun")),
            ("Harga beras turun.\n\nTeks.", None),
            ("Bagikan:\n\nTeks.", None),
            ("Harga beras turun\nTeks.", None),
            (&format!("Harga beras turun\nSenin\n{}", "Teks. ".repeat(40)), Some("Harga beras turun")),
            ("Harga beras turun", None),
        ] {
            assert_eq!(split(text).0.as_deref(), headline, "{text:?}");
        }
    }

    #[test]
    fn a_made_headline_ends_at_a_clause_or_a_word() {
        let language = Language::default();
        let short = "Harga beras turun. Stok cukup.";
        assert_eq!(from_body(short, &language), "Harga beras turun");
        let clause =
            "Harga beras di pasar induk kota turun tajam pada awal pekan ini, setelah panen raya di tiga kabupaten";
        assert_eq!(from_body(clause, &language), "Harga beras di pasar induk kota turun tajam pada awal pekan ini…");
        for (marks, headline) in [(".\n\nHarga turun.", "Harga turun"), ("... Harga turun.", "... Harga turun")] {
            assert_eq!(from_body(marks, &language), headline);
        }
        let figures = "Harga beras di pasar induk kota turun tajam dari 14.500 menjadi 12:30,5 ribu rupiah sekilo sejak 2020–2024 itu";
        assert_eq!(
            from_body(figures, &language),
            "Harga beras di pasar induk kota turun tajam dari 14.500 menjadi 12:30,5 ribu rupiah sekilo…"
        );
        let long = "kata ".repeat(40);
        assert!(from_body(&long, &language).ends_with("kata…"));
        assert_eq!(from_body(&"x".repeat(500), &language).chars().count(), MADE + 1);
    }
}
