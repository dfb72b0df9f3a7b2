//! Where sentences end.
//!
//! Invariant: the sentences of a text stand in order, do not overlap, have no blank at either end, and every visible
//! character of the text is in one; one pass over the bytes, linear. A border needs a stop, a blank after it and a
//! word behind it that can begin a sentence; what the lexicon knows as an abbreviation, an initial or an ordinal is no
//! stop. Absent on purpose: sentences over several lines — the load room has made every line a paragraph.

use super::Language;
use super::lexicon::{Class, class, hash};
use crate::article::Span;

/// Bytes at which something may end or open: stops, the newline, `:`, `"`, and the first bytes of `…`, `“` and `«`.
const STOPS: [u8; 8] = *b".!?\n:\"\xc2\xe2";

/// The longest quotation that is kept in one sentence with its attribution, in bytes: `"Stok ada. Cukup," kata Rina.`
/// is one, as readers mark it; a longer one is a text of its own.
const QUOTATION: usize = 400;

/// The longest initials (`U.S`, `M.Si`) and the longest ordinal (`31.`), in bytes.
const INITIALS: usize = 8;
const ORDINAL: usize = 2;

/// The longest abbreviation with a capital that no pack need name, in letters: `Messrs`.
const LONGEST_SHORT: usize = 6;

/// How far behind a stop is looked for what decides, in bytes: blanks and opening marks, then a few words.
const AHEAD: usize = 256;

/// Words after a closed question or exclamation among which a cue shows that the sentence goes on: `"Why?" Ana asked.`
const CUE_WITHIN: usize = 3;

/// The sentences of a clean text.
///
/// ```
/// use kilas::language::{Languages, sentence::sentences};
/// let languages = Languages::new();
/// let text = "Dr. Ana Putri datang. \"Mengapa?\" tanya dia.";
/// let found: Vec<_> = sentences(text, languages.get_or_neutral("id")).iter().map(|span| span.of(text)).collect();
/// assert_eq!(found, ["Dr. Ana Putri datang.", "\"Mengapa?\" tanya dia."]);
/// ```
pub fn sentences(text: &str, language: &Language) -> Vec<Span> {
    let mut found = Vec::with_capacity(text.len() / 96);
    let mut start = 0;
    while let Some(span) = next(text, start, language) {
        found.push(span);
        start = span.end as usize;
    }
    found
}

/// The first sentence of a text.
pub fn first<'a>(text: &'a str, language: &Language) -> &'a str {
    next(text, 0, language).map_or("", |span| span.of(text))
}

/// The sentence that begins at the first visible character at or after `from`.
fn next(text: &str, from: usize, language: &Language) -> Option<Span> {
    let rest = text.get(from..)?;
    let start = from + (rest.len() - rest.trim_start().len());
    if start == text.len() {
        return None;
    }
    if let Some(end) = address(text, start) {
        return Some(Span::new(start, end));
    }
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        at += until_stop(&bytes[at..]);
        match bytes.get(at) {
            None | Some(b'\n') => break,
            // `Read on here: https://…`
            Some(b':') if begins_address(text[at + 1..].trim_start_matches(' ')) => {
                return Some(Span::new(start, at + 1));
            }
            Some(b':') => match stamp(text, start, at, language) {
                Some(end) => return Some(Span::new(start, end)),
                None => at += 1,
            },
            Some(b'"' | b'\xc2' | b'\xe2') if !text[at..].starts_with('…') => at = behind_mark(text, at),
            Some(_) => {
                let stop = Stop::read(text, start, at);
                if stop.ends(language) {
                    return Some(Span::new(start, stop.after));
                }
                at = stop.end;
            }
        }
    }
    Some(Span::new(start, start + text[start..at].trim_end().len()))
}

/// How many bytes at the beginning are none of [`STOPS`].
fn until_stop(bytes: &[u8]) -> usize {
    let (chunks, last) = bytes.as_chunks();
    for (at, chunk) in chunks.iter().enumerate() {
        // All of a chunk is asked, byte for byte into a chunk of answers, so that the compiler asks with one
        // instruction for each stop.
        let stops: [u8; 16] = chunk.map(|byte| STOPS.iter().fold(0, |any, stop| any | u8::from(byte == *stop)));
        let stops = u128::from_le_bytes(stops);
        if stops != 0 {
            return 16 * at + stops.trailing_zeros() as usize / 8;
        }
    }
    let plain = last.iter().take_while(|byte| !STOPS.contains(byte)).count();
    16 * chunks.len() + plain
}

/// Whether the address of a page begins here.
fn begins_address(text: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|scheme| text.starts_with(scheme))
}

/// The end of the address at `start`, where it stands for itself and is not the subject of what follows in its line:
/// `https://kilas.example Prices fell.`, but `www.kilas.example is down.`
fn address(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..).filter(|rest| begins_address(rest))?;
    let length = rest.find(char::is_whitespace)?;
    let behind = rest[length..].trim_start_matches(' ');
    (begins_address(behind) || !behind.starts_with(char::is_lowercase)).then_some(start + length)
}

/// The longest day and hour that are read, `03/27/2001 09` and `11:30:07 `, in bytes.
const STAMP: usize = 13;

/// Where the sentence from `start` ends if the colon at `colon` is that of a forwarded message's day and hour, `Ann Ray
/// 03/27/2001 09:11 AM Prices fell`: before these, or behind them where they begin it, and in `Ann Ray on 03/27/2001
/// 09:11:07 AM Prices fell`. `On 03/27/2001 09:11 it sank` is part of a sentence.
fn stamp(text: &str, start: usize, colon: usize, language: &Language) -> Option<usize> {
    let bytes = text.as_bytes();
    let window = &bytes[colon.saturating_sub(STAMP).max(start)..colon];
    let length = window.iter().rev().take_while(|byte| matches!(byte, b'0'..=b'9' | b'/' | b' ')).count();
    let stamp = text[colon - length..colon].trim_start();
    let (day, hour) = stamp.split_once(' ')?;
    if !all_digits(hour) || day.split('/').count() != 3 || day.split('/').any(|part| part.is_empty()) {
        return None;
    }
    let behind = bytes[colon + 1..].iter().take(STAMP);
    let minutes = colon + 1 + behind.take_while(|byte| matches!(byte, b'0'..=b'9' | b':')).count();
    let half = matches!(
        bytes[minutes..],
        [b' ', b'A'..=b'Z', b'A'..=b'Z'] | [b' ', b'A'..=b'Z', b'A'..=b'Z', b' ' | b'\n', ..]
    );
    let end = minutes + if half { 3 } else { 0 };
    let behind = bytes.get(end).is_some_and(|byte| *byte == b' ').then_some(end);
    let before = text[start..colon - stamp.len()].trim_end();
    if before.is_empty() {
        return behind;
    }
    let word = before.rsplit(' ').next().unwrap_or_default();
    if language.lexicon.word(hash(word)).class & (class::FUNCTION | class::PREPOSITION) == 0 {
        return (!before.ends_with(',')).then_some(start + before.len());
    }
    // No sentence counts the seconds.
    behind.filter(|_| bytes[colon + 1..minutes].contains(&b':'))
}

/// Where to look on from a character that may open a quotation: behind it, or at the stops before its end where it ends
/// in the same line and soon.
fn behind_mark(text: &str, at: usize) -> usize {
    let mark = text[at..].chars().next().unwrap_or_default();
    let from = at + mark.len_utf8();
    // What closes it, and the first byte of that.
    let (close, lead): (&[char], u8) = match mark {
        '"' => (&['"'], b'"'),
        '“' | '”' => (&['”'], b'\xe2'),
        '„' => (&['“', '”'], b'\xe2'),
        '«' => (&['»'], b'\xc2'),
        _ => return from,
    };
    let apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
    if !apart(text[..at].chars().next_back()) || apart(text[from..].chars().next()) {
        return from;
    }
    let window = &text.as_bytes()[from..text.len().min(from + QUOTATION)];
    for length in memchr::memchr2_iter(lead, b'\n', window) {
        match text[from + length..].chars().next() {
            Some(c) if close.contains(&c) => {
                let last = text[from..from + length].trim_end_matches(['.', '!', '?', '…']);
                return if last.len() < length { from + last.len() } else { from + length + c.len_utf8() };
            }
            None | Some('\n') => break,
            Some(_) => {}
        }
    }
    from
}

/// A run of stops with what stands around it.
struct Stop<'a> {
    text: &'a str,
    /// Where the sentence began.
    start: usize,
    /// First byte of the run.
    at: usize,
    /// The byte after the run.
    end: usize,
    /// The byte after the marks and brackets that close behind it.
    after: usize,
}

impl<'a> Stop<'a> {
    fn read(text: &'a str, start: usize, at: usize) -> Self {
        let skip = |from: usize, wanted: fn(char) -> bool| {
            text[from..].find(|c: char| !wanted(c)).map_or(text.len(), |length| from + length)
        };
        let end = skip(at, |c| matches!(c, '.' | '!' | '?' | '…'));
        let mut after = skip(end, closes);
        // `« Il pleut. » Elle rit.`: French parts its marks from the words by a blank.
        let behind = text[after..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        if let Some(rest) = behind.strip_prefix('»').filter(|rest| !rest.starts_with(char::is_alphanumeric)) {
            after = text.len() - rest.len();
        }
        Self { text, start, at, end, after }
    }

    fn run(&self) -> &'a str {
        &self.text[self.at..self.end]
    }

    /// Whether a sentence ends here.
    fn ends(&self, language: &Language) -> bool {
        let behind = &self.text[self.after..];
        // What follows decides within a few words; looking on to the end of a long paragraph would cost its square.
        let border = (0..=AHEAD.min(behind.len())).rev().find(|at| behind.is_char_boundary(*at));
        let behind = &behind[..border.unwrap_or_default()];
        let next = behind.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        if next.is_empty() || next.starts_with('\n') {
            return true;
        }
        let apart = next.len() < behind.len();
        // `[...]`: words were left out of what is quoted.
        if apart && (begins_address(next) || next.starts_with("[...]") || next.starts_with("[…]")) {
            return true;
        }
        let opened = next.trim_start_matches(opens);
        let Some(first) = opened.chars().next().filter(|first| *first != '\n') else { return apart };
        if !apart {
            return self.after == self.end && self.lost_its_blank(first, opened);
        }
        let word = opened.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        // Behind most full stops the word before tells enough.
        let known = || language.lexicon.word(hash(word)).class;
        let is_start = || known() & (class::FUNCTION | class::STOP_WORD | class::PRONOUN) != 0;
        if self.run() == "." && self.after == self.end {
            return self.full_stop_ends(first, is_start, language);
        }
        if matches!(first, '.' | ',' | ';' | ':' | '!' | '?') {
            return false;
        }
        if first.is_lowercase() {
            // Web text: `is it open? they moved.`, `great!! best fish`, `great ! best fish`. But `Yahoo! chief`,
            // `"Why?" they asked`.
            let before = &self.text[..self.at];
            let single = self.run() == "!" && !before.ends_with(' ');
            let plain = self.run().len() > 1 || before.trim_end().ends_with(char::is_lowercase);
            let plain = plain && !self.run().contains(['.', '…']);
            let sure = is_start() || !single && !language.is_neutral();
            return plain && self.after == self.end && sure && !is_cue(known());
        }
        // What closed may be a quotation that its attribution follows.
        self.after == self.end || self.run() == "." || !attributed(opened, language)
    }

    /// Whether a single full stop with nothing closing behind it ends a sentence.
    fn full_stop_ends(&self, first: char, is_start: impl Fn() -> bool, language: &Language) -> bool {
        if matches!(first, '.' | ',' | ';' | ':' | '!' | '?') {
            return false;
        }
        let head = &self.text[self.start..self.at];
        let word =
            head.rsplit(|c: char| c.is_whitespace() || opens(c) || matches!(c, '-' | '/')).next().unwrap_or_default();
        let known = language.lexicon.word(hash(word)).class;
        if known & class::ABBREVIATION != 0 {
            // `U.S. The` ends; `Dr. The Siauw` does not.
            return is_start() && !first.is_lowercase() && known & (class::HONORIFIC | class::ROLE) == 0;
        }
        if first.is_lowercase() {
            // Web text: `it is closed. they moved.`, `very good . best fish`, `since December. then they moved`. What
            // is short, or has a capital and is not long, may be an abbreviation.
            let letters = word.chars().count();
            let apart = letters == 0 && !head.trim_end().ends_with('.');
            let small = word.chars().all(char::is_lowercase);
            let is_start = is_start();
            return apart || small && letters > if is_start { 2 } else { 3 } || is_start && letters > LONGEST_SHORT;
        }
        let mut letters = word.chars();
        match (letters.next(), letters.next()) {
            // A mark of a list: `1. Beras`.
            _ if word.len() == head.len() && word.bytes().all(|byte| byte.is_ascii_digit()) => false,
            (Some(digit), _) if digit.is_ascii_digit() => {
                !(language.pack.sentences.ordinals && word.len() <= ORDINAL && all_digits(word)) || is_start()
            }
            // An initial: `George W. Bush`.
            (Some(letter), None) if letter.is_uppercase() => is_start(),
            _ if word.len() <= INITIALS && word.bytes().any(|byte| byte == b'.') && is_initials(word) => is_start(),
            _ => true,
        }
    }

    /// Whether a blank was lost after the stop: `turun.Harga`, but not `Tempo.Co`, `1.287` or `M.Si`.
    fn lost_its_blank(&self, first: char, next: &str) -> bool {
        let before = || self.text[self.start..self.at].chars().rev();
        first.is_uppercase()
            && before().take(3).filter(|c| c.is_lowercase()).count() == 3
            && next.chars().skip(1).take_while(|c| c.is_lowercase()).count() > 2
            && next.find([' ', '.', '\n']).is_some_and(|at| next[at..].starts_with(' '))
    }
}

/// Whether the clause that begins here attributes what stands before it.
fn attributed(clause: &str, language: &Language) -> bool {
    clause.lines().next().unwrap_or_default().split(' ').take(CUE_WITHIN).any(|word| {
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        word.starts_with(char::is_lowercase) && is_cue(language.lexicon.word(hash(word)).class)
    })
}

fn is_cue(known: Class) -> bool {
    known & (class::CUE) != 0
}

fn all_digits(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Letters one by one with full stops between them, the last group of up to two: `U.S`, `M.Si`.
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic))
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | '“' | '‘' | ')' | ']')
}

fn opens(c: char) -> bool {
    matches!(c, '"' | '\'' | '‘'..='„' | '«' | '»' | '‹' | '›' | '(' | '[' | '–' | '—' | '-' | '•' | '*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    #[test]
    fn sentences_end_where_readers_end_them() {
        let languages = Languages::new();
        for (code, marked) in [
            ("id", "Harga naik 1.287 persen.|Stok cukup."),
            ("id", "Prof. Dr. Siti Rahma datang.|\"Stok cukup.\"|Ia pulang."),
            ("id", "\"Mengapa?\" tanya dia.|”Karena hujan,” jawab Budi."),
            ("id", "\"Stok ada. Panen raya tiba,\" kata Rina.|Ia pulang."),
            ("id", "”Stok ada. Panen raya tiba.”|Rina pulang.|Hujan turun."),
            ("en", "it is closed.|they moved to approx. five places.|Fine :)"),
            ("id", "Menurut dr. Rina, pasien di Jl. Melati No. 5 pulih."),
            ("id", "Harga turun.|Stok cukup…|Panen raya tiba!"),
            ("id", "Harga turun.|”Stok cukup.”|(Panen raya tiba.)"),
            ("en", "The U.S. Senate met.|He lives in the U.S.|The vote is today."),
            ("en", "George W. Bush left.|\"Why?\" Ana asked.|\"Go!\"|Nobody went."),
            ("en", "read on here:|https://kilas.example/a|www.kilas.example|Fish is dear.|www.kilas.example is down."),
            ("en", "Ann Ray|03/27/2001 09:11 AM|Prices fell.|On 03/27/2001 09:11 the boat sank."),
            ("en", "Ann Ray on 03/27/2001 09:11:07 AM|Prices fell."),
            (
                "en",
                "it is nice.|real nice.|go NOW!!!|best go today.|fresh !|best fish since December.|they moved.|ask the dept. head.",
            ),
            ("en", "Posted by Ann Ray at 03/27/2001 09:11:07 AM"),
            ("en", "\"Prices fell.\"|[...]|It rained.|[…]"),
            (
                "en",
                "very good .|best fish in town.|is it open?|best ask first.|great!!|best fish.|The Yahoo! chief left.",
            ),
            ("en", "Prices fell...|Nobody knows why?!|It is 3.5 percent."),
            ("en", "He came at 5 p.m. on Friday.|St. Paul is cold."),
            ("fr", "« Il pleut. »|Elle rit.|« Pourquoi ? » demande Anna."),
            ("de", "Am 3. Oktober wird gefeiert.|Das war 1990.|Alle kamen."),
            ("und", "Ein Satz.|Noch einer!|"),
        ] {
            let text = marked.replace('|', " ");
            let found: Vec<_> =
                sentences(&text, languages.get_or_neutral(code)).iter().map(|span| span.of(&text)).collect();
            assert_eq!(found.join("|"), marked.trim_end_matches('|'), "{code}");
        }
    }

    #[test]
    fn lines_are_borders_and_a_lost_blank_is_seen() {
        let language = Language::neutral();
        let text = "Satu tanpa titik\n\nHarga turun.Stok cukup di kilas.id dan Tempo.Co.\n\n1. Beras";
        let found: Vec<_> = sentences(text, &language).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["Satu tanpa titik", "Harga turun.", "Stok cukup di kilas.id dan Tempo.Co.", "1. Beras"]);
    }
}
