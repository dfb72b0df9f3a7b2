//! Where sentences end.

use super::Language;

/// The first sentence of a paragraph.
pub fn first<'a>(paragraph: &'a str, _language: &Language) -> &'a str {
    let ends = |(at, c): &(usize, char)| matches!(c, '.' | '!' | '?') && paragraph[at + 1..].starts_with(' ');
    paragraph.char_indices().find(ends).map_or(paragraph, |(at, _)| &paragraph[..=at])
}
