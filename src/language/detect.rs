//! Which language a text is in: whatlang's trigrams on its beginning, and the function words of the packs where those
//! are not sure.
//!
//! Invariant: `und` rather than a guess. Absent on purpose: mixed texts; an article is in one language.

use super::Languages;

/// How much of a text is looked at, in bytes: the beginning of a story, enough for trigrams to be sure.
const SAMPLE: usize = 2_000;
/// The share of function words above which a text is surely in a language, in percent. Running text has 25 to 50.
const SHARE: usize = 15;

/// Codes of whatlang (ISO 639-3) and of BCP 47, where the latter is shorter.
const CODES: [(&str, &str); 40] = [
    ("ind", "id"),
    ("eng", "en"),
    ("deu", "de"),
    ("nld", "nl"),
    ("fra", "fr"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("jav", "jv"),
    ("tgl", "tl"),
    ("vie", "vi"),
    ("tha", "th"),
    ("cmn", "zh"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("ara", "ar"),
    ("pes", "fa"),
    ("urd", "ur"),
    ("heb", "he"),
    ("hin", "hi"),
    ("ben", "bn"),
    ("tam", "ta"),
    ("tel", "te"),
    ("rus", "ru"),
    ("ukr", "uk"),
    ("bel", "be"),
    ("bul", "bg"),
    ("srp", "sr"),
    ("hrv", "hr"),
    ("pol", "pl"),
    ("ces", "cs"),
    ("slk", "sk"),
    ("hun", "hu"),
    ("ron", "ro"),
    ("ell", "el"),
    ("tur", "tr"),
    ("fin", "fi"),
    ("swe", "sv"),
    ("dan", "da"),
    ("nob", "nb"),
];

/// The BCP 47 code of the language of `text`, `und` where it cannot be told.
///
/// ```
/// use kilas::language::{Languages, detect::language};
/// let languages = Languages::new();
/// assert_eq!(language("Harga beras di pasar itu turun sejak kemarin karena panen raya.", &languages), "id");
/// assert_eq!(language("The price of rice in the market has fallen since the harvest.", &languages), "en");
/// assert_eq!(language("42", &languages), "und");
/// ```
pub fn language(text: &str, languages: &Languages) -> &'static str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let guess = whatlang::detect(sample);
    let known = guess.as_ref().and_then(|info| CODES.iter().find(|(long, _)| *long == info.lang().code()));
    if let (Some(info), Some((_, code))) = (&guess, known)
        && info.is_reliable()
    {
        return code;
    }
    by_function_words(sample, languages).unwrap_or("und")
}

/// The pack whose function words make up most of the sample, where they make up enough.
fn by_function_words(sample: &str, languages: &Languages) -> Option<&'static str> {
    let words: Vec<String> =
        sample.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let count = |code: &str| {
        let list = &languages.get(code)?.pack.key_points.stop_words;
        Some(words.iter().filter(|word| list.iter().any(|stop| stop == *word)).count())
    };
    let (code, most) =
        languages.codes().filter_map(|code| Some((code, count(code)?))).max_by_key(|(_, count)| *count)?;
    (most > 0 && 100 * most >= SHARE * words.len()).then_some(code)
}
