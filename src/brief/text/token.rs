//! The body as tokens: read once, and everything later runs over them.
//!
//! A token is a word, a number or a mark, with its span, its shape and what the lexicon knows of it. Invariant:
//! tokens stand in order, do not overlap, and lie on character boundaries; one pass, linear in the body. Absent on
//! purpose: copies of words.

use std::ops::Range;

use super::phrase;
use super::vocabulary::{SIGN, Vocabulary};
use crate::article::Span;
use crate::language::folding::{Begun, LOWER, UPPER};
use crate::language::lexicon::Class;

/// What kind of characters a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A word without a capital at its start.
    Lower,
    /// A word with a capital at its start.
    Capitalised,
    /// A word of capitals, two or more.
    Upper,
    /// A number.
    Number,
    /// A quotation mark, an apostrophe that is no part of a word included.
    Mark,
    /// Any other sign, one character.
    Sign,
}

/// A word, number or mark of the body, in 32 bytes: two of them are read from memory at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// What the lexicon knows of the word, or of the phrase it is a part of.
    pub(crate) class: Class,
    /// First byte.
    pub(crate) start: u32,
    /// The byte after the last.
    pub(crate) end: u32,
    /// The first character.
    pub(crate) first: char,
    /// The number of the word in the vocabulary; of a sign, its character above all numbers of words.
    pub(crate) word: u32,
    /// Classes of the phrase that begins here, those below the 32nd.
    pub(super) phrase_class: u32,
    /// Words of that phrase; 0 without one.
    pub(crate) phrase: u8,
    /// What it is made of.
    pub(crate) shape: Shape,
    /// Whether a blank (or the start of the body) stands before it, or a word that is elided: `l'homme`.
    pub(crate) spaced: bool,
    /// Whether a paragraph begins with it.
    pub(crate) opens_paragraph: bool,
}

impl Token {
    /// One of which nothing is known yet.
    #[inline(always)]
    fn new(at: usize, end: usize, first: char, word: u32, shape: Shape, spaced: bool, opens_paragraph: bool) -> Self {
        let (start, end) = (at as u32, end as u32);
        Self { class: 0, start, end, first, word, phrase_class: 0, phrase: 0, shape, spaced, opens_paragraph }
    }

    /// Its place in the body.
    pub(crate) fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }

    /// Whether it is a word of letters.
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Capitalised | Shape::Upper)
    }

    /// Whether it is a word with a capital at its start.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capitalised | Shape::Upper)
    }

    /// Whether it is one of `classes`.
    pub(crate) fn is(&self, classes: Class) -> bool {
        self.class & classes != 0
    }

    /// Whether the phrase that begins here is, as a whole, one of `classes`, which are below the 32nd.
    pub(crate) fn opens_phrase(&self, classes: Class) -> bool {
        Class::from(self.phrase_class) & classes != 0
    }

    /// Whether it is this sign.
    pub(crate) fn is_sign(&self, sign: char) -> bool {
        self.first == sign && self.shape == Shape::Sign
    }
}

/// What was read of a body.
pub(crate) struct Tokens {
    /// All of it.
    pub(crate) all: Vec<Token>,
    /// Positions of the breaks, between which no paragraph, sentence or quotation begins or ends: signs, marks, and the
    /// first of each paragraph.
    pub(crate) breaks: Vec<u32>,
    /// Positions of the hints, the only ones at which a cue or a date may begin: one look at each token leads all who
    /// look for these.
    pub(crate) hints: Vec<u32>,
}

/// Reads `body` into tokens, and numbers its words.
pub(crate) fn tokens(body: &str, words: &mut Vocabulary<'_>) -> Tokens {
    let mut out = Vec::with_capacity(body.len() / 5);
    let mut breaks = Vec::with_capacity(body.len() / 32);
    let mut reader = Reader { body, bytes: body.as_bytes(), at: 0, words };
    let bytes = reader.bytes;
    let (mut at, mut spaced, mut newlines, mut elided) = (0, true, 2, false);
    while let Some(&byte) = bytes.get(at) {
        let mut first = char::from(byte);
        let read = if byte.is_ascii_alphanumeric() {
            let begun = out.len();
            let next = reader.words(&mut out, at, spaced || elided && newlines == 0, newlines > 1);
            if next > at {
                // The first of them may begin a paragraph.
                if newlines > 1 {
                    breaks.push(begun as u32);
                }
                (at, spaced, newlines, elided) = (next, bytes[next - 1] == b' ', 0, false);
                continue;
            }
            reader.at = at;
            reader.joined(first, &Begun::read(&bytes[at..]))
        } else if byte.is_ascii_whitespace() {
            newlines += u32::from(byte == b'\n');
            (spaced, at) = (true, at + 1);
            continue;
        } else {
            (first, reader.at) = (reader.char_at(at), at);
            if !byte.is_ascii_graphic() && (first.is_whitespace() || first == '\u{200b}' || first == '\u{feff}') {
                (spaced, at) = (true, at + first.len_utf8());
                continue;
            }
            if byte == b',' && spaced && reader.is_low_mark() {
                (first, reader.at) = ('„', at + 1);
            }
            if is_alphanumeric(first) { reader.joined(first, &Begun::default()) } else { reader.sign(first) }
        };
        if newlines > 1 || read.word & SIGN != 0 {
            breaks.push(out.len() as u32);
        }
        let is_spaced = spaced || elided && newlines == 0;
        out.push(Token::new(at, read.end, first, read.word, read.shape, is_spaced, newlines > 1));
        // Behind most words stands a blank, and behind it another word.
        spaced = bytes.get(read.end) == Some(&b' ');
        (at, newlines, elided) = (read.end + usize::from(spaced), 0, read.elided);
    }
    words.look_up();
    let hints = phrase::classes(body, &mut out, words);
    Tokens { all: out, breaks, hints }
}

/// The paragraphs, by the breaks.
pub(crate) fn paragraphs(tokens: &[Token], breaks: &[u32]) -> impl Iterator<Item = Range<usize>> {
    let opens = breaks.iter().map(|at| *at as usize).filter(|at| tokens[*at].opens_paragraph);
    let ends = opens.clone().skip(1).chain([tokens.len()]);
    opens.zip(ends).map(|(start, end)| start..end)
}

/// What was read of a token.
struct Read {
    shape: Shape,
    /// See [`Token::word`].
    word: u32,
    /// The byte after the last.
    end: usize,
    /// Whether it lost its vowel before the next word.
    elided: bool,
}

/// Reads a body from its beginning to its end.
pub(super) struct Reader<'a, 'b> {
    pub(crate) body: &'a str,
    pub(crate) bytes: &'a [u8],
    /// How far it has read, in bytes.
    pub(crate) at: usize,
    pub(crate) words: &'a mut Vocabulary<'b>,
}

impl Reader<'_, '_> {
    /// The character at a byte, NUL behind the last.
    #[inline]
    pub(super) fn char_at(&self, at: usize) -> char {
        match self.bytes.get(at) {
            Some(byte) if byte.is_ascii() => char::from(*byte),
            _ => self.body.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\0'),
        }
    }

    /// Reads a sign.
    fn sign(&mut self, first: char) -> Read {
        self.at += self.char_at(self.at).len_utf8();
        let next = || self.char_at(self.at);
        // `‘’Pasar buka,’’`: two apostrophes that a word processor turned against each other.
        let twice = matches!(first, '`' | '\'' | '‘' | '’') && (next() == first || first == '‘' && next() == '’');
        let end = self.at + if twice { next().len_utf8() } else { 0 };
        let shape = if is_mark(first) { Shape::Mark } else { Shape::Sign };
        Read { shape, word: u32::from(first) | SIGN, end, elided: false }
    }

    /// `‹,,›Het is laat'', zegt ze`: whether two commas lean on a word, as the low mark is typed.
    fn is_low_mark(&self) -> bool {
        let [b',', b',', ..] = self.bytes[self.at..] else { return false };
        let next = self.char_at(self.at + 2);
        is_alphanumeric(next) || is_mark(next) || matches!(next, '(' | '[' | '.' | '…')
    }

    /// Reads words of ASCII letters and digits with a blank between, as most stand, up to one that is not over where
    /// other bytes follow; answers where the next thing begins. Here nothing but words is at hand, so that a processor
    /// keeps all of it in its registers.
    #[inline(never)]
    fn words(&mut self, out: &mut Vec<Token>, mut at: usize, mut spaced: bool, mut opens_paragraph: bool) -> usize {
        while let Some(first) = self.bytes.get(at).filter(|byte| byte.is_ascii_alphanumeric()) {
            let rest = &self.bytes[at..];
            let begun = Begun::read(rest);
            if !ends(&rest[begun.length..]) {
                break;
            }
            let end = at + begun.length;
            // What kinds of letters it has is asked of few words, and of those two letters tell mostly.
            let shape = match first {
                b'a'..=b'z' => Shape::Lower,
                b'0'..=b'9' => Shape::Number,
                _ if rest[1..begun.length].iter().any(u8::is_ascii_lowercase) => Shape::Capitalised,
                _ if rest[1..begun.length].iter().any(u8::is_ascii_uppercase) => Shape::Upper,
                _ => Shape::Capitalised,
            };
            let word = self.words.number(begun.word.finish());
            out.push(Token::new(at, end, char::from(*first), word, shape, spaced, opens_paragraph));
            (spaced, opens_paragraph) = (true, false);
            if rest.get(begun.length) != Some(&b' ') {
                return end;
            }
            at = end + 1;
        }
        at
    }

    /// Reads letters and digits, with what may join them, behind those at its beginning: `Indo-Pasifik`, `Ma'ruf`,
    /// `M.Si`, `1.287`.
    #[inline(never)]
    fn joined(&mut self, first: char, begun: &Begun) -> Read {
        let (start, mut elided) = (self.at, false);
        let (mut word, mut length, mut kinds) = (begun.word, begun.length, begun.kinds());
        loop {
            self.at += length;
            if ends(&self.bytes[self.at..]) {
                break;
            }
            let c = self.char_at(self.at);
            elided = matches!(c, '\'' | '’') && self.elides(word);
            let last = || self.bytes.get(self.at + c.len_utf8()) == Some(&b' ');
            let over = elided || matches!(c, '\'' | '’') && last() && self.ends_honorific(word);
            let letter = !c.is_ascii() && is_letter(c);
            let goes_on = over || letter || self.joins(c, start) || c == '/' && self.slash_joins(start);
            if !goes_on {
                break;
            }
            word.char(c);
            self.at += c.len_utf8();
            if over {
                break;
            }
            let of;
            (length, of) = word.plain(&self.bytes[self.at..]);
            kinds |= of | if c.is_ascii() { 0 } else { kind(c) };
        }
        let shape = match first {
            _ if first.is_lowercase() && kinds & UPPER != 0 && self.particle_joins(start) => Shape::Capitalised,
            _ => self.shape(first, kinds, start..self.at),
        };
        Read { shape, word: self.words.number(word.finish()), end: self.at, elided }
    }

    /// The shape of a word with letters of these kinds.
    fn shape(&self, first: char, kinds: u8, of: Range<usize>) -> Shape {
        let several = || self.body[of].chars().filter(|c| c.is_uppercase()).nth(1).is_some();
        match () {
            () if kinds & (LOWER | UPPER) == 0 || first.is_ascii_digit() => Shape::Number,
            () if !first.is_uppercase() => Shape::Lower,
            () if kinds & LOWER == 0 && several() => Shape::Upper,
            () => Shape::Capitalised,
        }
    }
}

/// Whether a word is over that these bytes follow, as most are: by a blank, or a stop that nothing follows.
#[inline(always)]
fn ends(behind: &[u8]) -> bool {
    match behind {
        [] | [b' ', ..] => true,
        [b'.' | b',' | b'-', next, ..] => next.is_ascii() && !next.is_ascii_alphanumeric(),
        _ => false,
    }
}

/// Whether a character is a letter or digit, or a mark on one.
fn is_letter(c: char) -> bool {
    is_alphanumeric(c) || matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether a character is a letter or digit. The letters of western Europe and the marks of print are told without the
/// tables of all characters, which took a thirtieth of the time of a German briefing.
fn is_alphanumeric(c: char) -> bool {
    match c {
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        'À'..='ÿ' => !matches!(c, '×' | '÷'),
        '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// What kind of letter a character is; 0 for none.
fn kind(c: char) -> u8 {
    match c {
        'ß'..='ÿ' if c != '÷' => LOWER,
        '\u{2000}'..='\u{206f}' => 0,
        _ if !c.is_alphabetic() => 0,
        _ => {
            if c.is_uppercase() {
                UPPER
            } else {
                LOWER
            }
        }
    }
}

/// Whether a character is a quotation mark in some style.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '‘'..='‟' | '«' | '»' | '‹' | '›' | '＂' | '「'..='』')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    fn words(text: &str) -> Vec<&str> {
        let languages = Languages::new();
        let mut words = Vocabulary::new(&languages.get_or_neutral("en").lexicon, 0);
        tokens(text, &mut words).all.iter().map(|token| token.span().of(text)).collect()
    }

    #[test]
    fn a_word_has_the_shape_of_its_letters() {
        use Shape::{Capitalised, Lower, Number, Upper};
        let shapes = [
            ("kata", Lower),
            ("Pemberitahuan", Capitalised),
            ("A", Capitalised),
            ("DPR", Upper),
            ("KPK2", Upper),
            ("A1", Capitalised),
            ("1.287", Number),
            ("2a", Number),
            ("iPhone", Lower),
            ("Ärzte", Capitalised),
            ("ÖPNV", Upper),
            ("über", Lower),
            ("DPR-RI", Upper),
        ];
        let languages = Languages::new();
        for (word, shape) in shapes {
            for text in [word.to_owned(), format!("{word}, dan lagi"), format!("{word} dan lagi")] {
                let mut words = Vocabulary::new(&languages.get_or_neutral("en").lexicon, 0);
                assert_eq!(tokens(&text, &mut words).all[0].shape, shape, "{text}");
            }
        }
    }

    #[test]
    fn a_text_falls_into_words_numbers_and_marks() {
        for (text, expected) in [
            ("”Ada 1.287 PDP,” katanya.", "” Ada 1.287 PDP , ” katanya ."),
            ("Trump's Indo-Pasifik don’t", "Trump ' s Indo-Pasifik don’t"),
            ("turun.Harga M.Si. U.S.", "turun . Harga M.Si . U.S ."),
            ("``Well'' 5'10\"", "`` Well '' 5 ' 10 \""),
            ("", ""),
        ] {
            assert_eq!(words(text).join(" "), expected);
        }
    }
}
