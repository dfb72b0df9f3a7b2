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
use crate::language::lexicon::{Class, class};

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

/// Reads `body` into tokens, and numbers its words. Behind them the positions of the breaks, between which no
/// paragraph, sentence or quotation begins or ends: signs, marks, and the first of each paragraph.
pub(crate) fn tokens(body: &str, words: &mut Vocabulary<'_>) -> (Vec<Token>, Vec<u32>) {
    let mut out = Vec::with_capacity(body.len() / 5);
    let mut breaks = Vec::with_capacity(body.len() / 32);
    let mut reader = Reader { body, bytes: body.as_bytes(), at: 0, words };
    let bytes = reader.bytes;
    let (mut at, mut spaced, mut newlines, mut elided) = (0, true, 2, false);
    while let Some(&byte) = bytes.get(at) {
        let mut first = char::from(byte);
        let read = if byte.is_ascii_alphanumeric() {
            reader.word(at, first)
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
        out.push(Token {
            class: 0,
            start: at as u32,
            end: read.end as u32,
            first,
            word: read.word,
            phrase_class: 0,
            phrase: 0,
            shape: read.shape,
            spaced: spaced || elided && newlines == 0,
            opens_paragraph: newlines > 1,
        });
        // Behind most words stands a blank, and behind it another word.
        spaced = bytes.get(read.end) == Some(&b' ');
        (at, newlines, elided) = (read.end + usize::from(spaced), 0, read.elided);
    }
    words.look_up();
    classes(body, &mut out, words);
    (out, breaks)
}

/// The paragraphs, by the breaks.
pub(crate) fn paragraphs(tokens: &[Token], breaks: &[u32]) -> impl Iterator<Item = Range<usize>> {
    let opens = breaks.iter().map(|at| *at as usize).filter(|at| tokens[*at].opens_paragraph);
    let ends = opens.clone().skip(1).chain([tokens.len()]);
    opens.zip(ends).map(|(start, end)| start..end)
}

/// Writes on each token what is known of its word, and what the phrases of the lexicon tell.
fn classes(body: &str, tokens: &mut [Token], words: &Vocabulary<'_>) {
    let mut openers = Vec::with_capacity(tokens.len() / 8);
    let ends = words.lexicon.knows_ends();
    for (at, token) in tokens.iter_mut().enumerate() {
        let known = words.known(token.word);
        token.class = known.class;
        // `A ministra disse`: what may be a preposition or an article is an article where it begins a sentence.
        const BOTH: Class = class::PREPOSITION | class::POINTER;
        if token.class & BOTH == BOTH && token.is_capital() {
            token.class &= !class::PREPOSITION;
        }
        if known.phrases > 0 {
            openers.push(at);
        }
        let compound = token.shape == Shape::Capitalised || ends && token.shape == Shape::Lower;
        if known.class == 0 && compound {
            token.class = words.lexicon.compound(token.span().of(body));
        }
    }
    phrase::mark(tokens, &openers, words);
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
        let next = self.char_at(self.at);
        // `‘’Pasar buka,’’`: two apostrophes that a word processor turned against each other.
        let twice = matches!(first, '`' | '\'' | '‘' | '’') && (next == first || first == '‘' && next == '’');
        let end = self.at + if twice { next.len_utf8() } else { 0 };
        let shape = if is_mark(first) { Shape::Mark } else { Shape::Sign };
        Read { shape, word: u32::from(first) | SIGN, end, elided: false }
    }

    /// `‹,,›Het is laat'', zegt ze`: whether two commas lean on a word, as the low mark is typed.
    fn is_low_mark(&self) -> bool {
        let [b',', b',', ..] = self.bytes[self.at..] else { return false };
        let next = self.char_at(self.at + 2);
        is_alphanumeric(next) || is_mark(next) || matches!(next, '(' | '[' | '.' | '…')
    }

    /// Reads the word that begins with `first`, an ASCII letter or digit. Most words are over where other bytes follow.
    #[inline(always)]
    fn word(&mut self, at: usize, first: char) -> Read {
        let rest = &self.bytes[at..];
        let begun = Begun::read(rest);
        if !ends(&rest[begun.length..]) {
            self.at = at;
            return self.joined(first, &begun);
        }
        let end = at + begun.length;
        let small = first.is_ascii_lowercase();
        let shape = if small { Shape::Lower } else { self.shape(first, begun.kinds(), at..end) };
        Read { shape, word: self.words.number(begun.word.finish()), end, elided: false }
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

/// Whether a token is two initials with a full stop between: the J.B of `J.B. Ray`.
pub(crate) fn is_initials(token: &Token, body: &str) -> bool {
    let short = token.shape == Shape::Upper && token.end - token.start == 3 && !token.is(class::ABBREVIATION);
    short && token.span().of(body).as_bytes()[1] == b'.'
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
        tokens(text, &mut words).0.iter().map(|token| token.span().of(text)).collect()
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
                assert_eq!(tokens(&text, &mut words).0[0].shape, shape, "{text}");
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
