//! Words as numbers: the hash of a word in any case.
//!
//! Invariant: two spellings of a word that differ in case, or in the form of an apostrophe, have one hash. Absent on
//! purpose: the words.

use std::hash::Hasher;

/// The hash of a word in any case, without its full stop. Apostrophes of either form are one.
pub fn hash(word: &str) -> u64 {
    let mut state = Folding::default();
    let (plain, _) = state.plain(word.as_bytes());
    word[plain..].chars().for_each(|c| state.char(c));
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
    /// Takes the ASCII letters and digits that `bytes` begins with; answers how many they are, and the kinds of letters.
    /// No word of seven letters costs a loop, whose end a processor guesses wrong.
    #[inline(always)]
    pub(crate) fn plain(&mut self, bytes: &[u8]) -> (usize, u8) {
        let first = self.eight(bytes);
        if first.0 < 8 { first } else { self.more(bytes, first.1) }
    }

    /// The same behind the first eight, whose kinds are known.
    #[inline(never)]
    fn more(&mut self, bytes: &[u8], mut kinds: u8) -> (usize, u8) {
        let mut length = 8;
        loop {
            let (taken, of) = self.eight(&bytes[length..]);
            (length, kinds) = (length + taken, kinds | of);
            if taken < 8 {
                return (length, kinds);
            }
        }
    }

    /// The same, eight at the most.
    #[inline(always)]
    fn eight(&mut self, bytes: &[u8]) -> (usize, u8) {
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
        self.push(folded & taken, length);
        let (letters, small) = (letters & taken & HIGH, raw << 2);
        let kinds = if letters & !small != 0 { UPPER } else { 0 } | if letters & small != 0 { LOWER } else { 0 };
        (length, kinds)
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
        let mixed = (self.hash ^ self.waiting).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        // The low bits of a product are weak; the tables take them.
        mixed ^ mixed >> 32
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
