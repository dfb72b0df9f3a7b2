//! Words as numbers: the hash of a word in any case.
//!
//! Invariant: two spellings of a word that differ in case, or in the form of an apostrophe, have one hash. Absent on
//! purpose: the words.

use std::hash::Hasher;

/// The hash of a word in any case, without its full stop. Apostrophes of either form are one.
pub fn hash(word: &str) -> u64 {
    let mut state = Folding::default();
    let mut plain = 0;
    for byte in word.bytes().take_while(u8::is_ascii_alphanumeric) {
        state.letter(byte);
        plain += 1;
    }
    word[plain..].chars().for_each(|c| state.char(c));
    state.finish()
}

/// The hash of a word, letter by letter as it is read (FNV-1a over the folded letters).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Folding(u64);

impl Default for Folding {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Folding {
    /// Takes one ASCII letter that is lower case already.
    #[inline]
    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    /// Takes an ASCII letter or digit.
    #[inline]
    pub(crate) fn letter(&mut self, byte: u8) {
        // The bit that tells small letters from capitals is set in every digit.
        self.byte(byte | 0x20);
    }

    /// Takes any letter.
    pub(crate) fn char(&mut self, c: char) {
        match c {
            '’' | '‘' => self.byte(b'\''),
            _ if c.is_ascii() => self.byte(c.to_ascii_lowercase() as u8),
            _ => c.to_lowercase().for_each(|c| {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes).bytes().for_each(|byte| self.byte(byte));
            }),
        }
    }

    /// The hash.
    pub(crate) fn finish(self) -> u64 {
        // FNV's low bits are weak; the table takes them.
        self.0 ^ (self.0 >> 29)
    }
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
