//! Words as numbers: the hash of a word in any case.
//!
//! Invariant: two spellings of a word that differ in case, or in the form of an apostrophe, have one hash. Absent on
//! purpose: the words.

use std::hash::Hasher;

/// The hash of a word in any case, without its full stop. Apostrophes of either form are one.
pub fn hash(word: &str) -> u64 {
    let Begun { word: mut state, length, .. } = Begun::read(word.as_bytes());
    word[length..].chars().for_each(|c| state.char(c));
    state.finish()
}

/// What letters that were read at once are.
pub(crate) const UPPER: u8 = 1;
/// See [`UPPER`].
pub(crate) const LOWER: u8 = 2;

/// The hash of a word as it is read: eight bytes of folded letters are mixed in at once, whatever the pieces in which
/// they come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Folding {
    hash: u64,
    /// Bytes that wait for others to make eight, the first one lowest, and how many they are.
    waiting: u64,
    count: usize,
}

impl Default for Folding {
    fn default() -> Self {
        Self { hash: 0xcbf2_9ce4_8422_2325, waiting: 0, count: 0 }
    }
}

impl Folding {
    /// Takes the ASCII letters and digits that `bytes` begins with; answers how many they are, and the kinds of
    /// letters.
    pub(crate) fn plain(&mut self, bytes: &[u8]) -> (usize, u8) {
        let (mut length, mut of) = (0, 0);
        loop {
            let piece = Piece::read(&bytes[length..]);
            self.push(piece.folded, piece.length);
            (length, of) = (length + piece.length, of | kinds(piece.upper(), piece.lower()));
            if piece.length < 8 {
                return (length, of);
            }
        }
    }

    /// Takes `count` bytes, eight at the most, the first one lowest.
    #[inline]
    fn push(&mut self, bytes: u64, count: usize) {
        self.waiting |= bytes << (8 * self.count);
        let full = self.count + count >= 8;
        if full {
            self.hash = self.finish();
            self.waiting = bytes >> 1 >> (63 - 8 * self.count);
        }
        self.count = (self.count + count) % 8;
    }

    /// Takes an ASCII letter or digit.
    #[inline]
    pub(crate) fn letter(&mut self, byte: u8) {
        self.push(u64::from(byte | 0x20), 1);
    }

    /// Takes any letter.
    pub(crate) fn char(&mut self, c: char) {
        match c {
            '’' | '‘' => self.push(u64::from(b'\''), 1),
            _ if c.is_ascii() => self.push(u64::from(c.to_ascii_lowercase() as u8), 1),
            'ß'..='ÿ' => self.small(c),
            _ => c.to_lowercase().for_each(|c| self.small(c)),
        }
    }

    /// Takes a letter that has no smaller form.
    fn small(&mut self, c: char) {
        let mut bytes = [0; 8];
        let length = c.encode_utf8(&mut bytes).len();
        self.push(u64::from_le_bytes(bytes), length);
    }

    /// The hash.
    #[inline]
    pub(crate) fn finish(self) -> u64 {
        mix(self.hash ^ self.waiting)
    }
}

/// Spreads what is in the bits of a number over all of them.
#[inline]
fn mix(bits: u64) -> u64 {
    let mixed = bits.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // The low bits of a product are weak; the tables take them.
    mixed ^ mixed >> 32
}

/// The ASCII letters and digits that a word begins with.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Begun {
    /// The word so far.
    pub(crate) word: Folding,
    /// How many letters and digits.
    pub(crate) length: usize,
    /// What tells their kinds, where they are asked for.
    upper: u64,
    lower: u64,
}

impl Begun {
    /// The word that begins with `bytes`. No word of fifteen letters costs a loop, whose end a processor guesses wrong.
    #[inline(always)]
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let Folding { hash, .. } = Folding::default();
        let first = Piece::read(bytes);
        let (upper, lower) = (first.upper(), first.lower());
        if first.length < 8 {
            let word = Folding { hash, waiting: first.folded, count: first.length };
            return Self { word, length: first.length, upper, lower };
        }
        let (hash, second) = (mix(hash ^ first.folded), Piece::read(&bytes[8..]));
        let (upper, lower) = (upper | second.upper(), lower | second.lower());
        if second.length < 8 {
            let word = Folding { hash, waiting: second.folded, count: second.length };
            return Self { word, length: 8 + second.length, upper, lower };
        }
        let mut word = Folding { hash: mix(hash ^ second.folded), waiting: 0, count: 0 };
        let (length, kinds) = word.plain(&bytes[16..]);
        let (more_upper, more_lower) = (u64::from(kinds & UPPER), u64::from(kinds & LOWER));
        Self { word, length: 16 + length, upper: upper | more_upper, lower: lower | more_lower }
    }

    /// The kinds of its letters.
    #[inline(always)]
    pub(crate) fn kinds(&self) -> u8 {
        kinds(self.upper, self.lower)
    }
}

/// Letters of both kinds as a set.
#[inline(always)]
fn kinds(upper: u64, lower: u64) -> u8 {
    let told = |letters: u64, kind: u8| if letters != 0 { kind } else { 0 };
    told(upper, UPPER) | told(lower, LOWER)
}

/// ASCII letters and digits, eight at the most.
struct Piece {
    /// The letters as small ones, the first one lowest, and nothing behind them.
    folded: u64,
    /// How many they are.
    length: usize,
    /// The high bit of each that is a letter.
    letters: u64,
    /// Of small letters and digits the same bit.
    small: u64,
}

impl Piece {
    /// Those that `bytes` begins with.
    #[inline(always)]
    fn read(bytes: &[u8]) -> Self {
        let mut last = [0; 8];
        let chunk = bytes.first_chunk().unwrap_or_else(|| {
            last[..bytes.len()].copy_from_slice(bytes);
            &last
        });
        const HIGH: u64 = each(0x80);
        let raw = u64::from_le_bytes(*chunk);
        let ascii = raw & !HIGH;
        // The bit that tells small letters from capitals is set in every digit.
        let folded = ascii | each(0x20);
        let letters = within(folded, b'a', b'z') & !raw;
        let digits = within(ascii, b'0', b'9') & !raw;
        let end = (letters | digits) & HIGH ^ HIGH;
        let taken = ((end & end.wrapping_neg()) >> 7).wrapping_sub(1);
        let length = end.trailing_zeros() as usize / 8;
        Self { folded: folded & taken, length, letters: letters & taken & HIGH, small: raw << 2 }
    }

    #[inline(always)]
    fn upper(&self) -> u64 {
        self.letters & !self.small
    }

    #[inline(always)]
    fn lower(&self) -> u64 {
        self.letters & self.small
    }
}

/// Eight times the same byte.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Sets the high bit of each byte that is `least` to `most`, and others of its bits; all bytes are ASCII.
#[inline(always)]
fn within(bytes: u64, least: u8, most: u8) -> u64 {
    (bytes + each(0x80 - least)) ^ (bytes + each(0x7f - most))
}

/// A table whose keys are hashes of words.
pub(crate) type ByHash<V> = std::collections::HashMap<u64, V, std::hash::BuildHasherDefault<Plain>>;

/// The keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = (self.0 << 8) | u64::from(*byte));
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_that_of_the_folded_letters_in_whatever_pieces_they_come() {
        for word in ["a", "Kata", "katanya1", "Pemberitahuan", "Indo-Pasifik", "Ma’ruf", "Ärzte", "x2y", "ünïcödé", ""]
        {
            let folded = word.to_lowercase().replace('’', "'");
            let mut state = Folding::default();
            folded.chars().for_each(|c| state.char(c));
            assert_eq!(hash(word), state.finish(), "{word}");
            assert_eq!(hash(&word.to_uppercase()), state.finish(), "{word}");
        }
        let all: Vec<u64> = ["", "a", "b", "aa", "aaaaaaaa", "aaaaaaaaa", "aaaaaaaab"].map(hash).to_vec();
        assert!((1..all.len()).all(|at| !all[..at].contains(&all[at])));
    }

    #[test]
    fn a_word_is_the_same_begun_and_in_pieces() {
        for length in 0..40 {
            for (first, rest) in [("", "a"), ("K", "a"), ("2", "0"), ("D", "K"), ("x", "B")] {
                let text = format!("{first}{} tanya siapa", rest.repeat(length));
                let mut pieces = Folding::default();
                let (count, kinds) = pieces.plain(text.as_bytes());
                let begun = Begun::read(text.as_bytes());
                assert_eq!((begun.length, begun.kinds()), (count, kinds), "{text}");
                assert_eq!(begun.word.finish(), pieces.finish(), "{text}");
                assert_eq!(Begun::read(&text.as_bytes()[..count]).word.finish(), pieces.finish(), "{text}");
            }
        }
    }

    #[test]
    fn letters_and_digits_are_counted_and_told_apart() {
        for (text, length, kinds) in [
            ("kata Siti", 4, LOWER),
            ("Kata", 4, UPPER | LOWER),
            ("DPR2024, x", 7, UPPER),
            ("pemberitahuan.", 13, LOWER),
            ("katakata", 8, LOWER),
            ("é", 0, 0),
            ("aé", 1, LOWER),
            ("@[`{/:", 0, 0),
            ("", 0, 0),
        ] {
            assert_eq!(Folding::default().plain(text.as_bytes()), (length, kinds), "{text}");
        }
        for byte in 0..=255_u8 {
            let (length, _) = Folding::default().plain(&[byte]);
            assert_eq!(length == 1, byte.is_ascii_alphanumeric(), "{byte}");
        }
    }
}
