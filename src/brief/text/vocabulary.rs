//! The words of an article, each with a number: looked up in the lexicon once, however often it stands there.
//!
//! What later steps count of words they keep in lists, by number. Invariant: numbers go up from 0 in the order of first
//! reading, without a gap; two spellings that fold alike are one word; an index has twice as many places as there are
//! words, so that a look-up ends. Absent on purpose: the words themselves, and signs, which need no look-up.

use crate::language::Lexicon;
use crate::language::lexicon::Known;

/// What is added to the character of a sign, so that it is the number of no word.
pub(super) const SIGN: u32 = 1 << 31;

/// Bytes of a text for which the index has a place at first. A story repeats most of its words.
const BYTES_A_PLACE: usize = 4;

/// The words read so far.
#[derive(Debug)]
pub(crate) struct Vocabulary<'a> {
    /// What is known of the language.
    pub(crate) lexicon: &'a Lexicon,
    /// By number, the hash of the folded word.
    hashes: Vec<u64>,
    /// By number, what the lexicon knows of it.
    known: Vec<Known>,
    /// Behind the low bits of a hash: the number of its word, from 1, or of another one that came first; 0 ends.
    index: Vec<u32>,
}

impl<'a> Vocabulary<'a> {
    /// No word yet of a text of `bytes` bytes.
    pub(crate) fn new(lexicon: &'a Lexicon, bytes: usize) -> Self {
        let places = (bytes / BYTES_A_PLACE).next_power_of_two().max(16);
        Self { lexicon, hashes: Vec::with_capacity(places / 2), known: Vec::new(), index: vec![0; places] }
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// What is known of the word of a number; nothing of a sign.
    pub(crate) fn known(&self, number: u32) -> Known {
        self.known.get(number as usize).copied().unwrap_or_default()
    }

    /// The hash of the word of a number; of a sign its number.
    pub(crate) fn hash(&self, number: u32) -> u64 {
        self.hashes.get(number as usize).copied().unwrap_or(u64::from(number))
    }

    /// The number here of a word of the vocabulary `other`, if it was read here too. A sign has the same number
    /// everywhere.
    pub(crate) fn find(&self, number: u32, other: &Vocabulary<'_>) -> Option<u32> {
        let Some(hash) = other.hashes.get(number as usize) else { return Some(number) };
        self.index[self.place(*hash)].checked_sub(1)
    }

    /// The number of the word with this hash, if it was read.
    pub(crate) fn read(&self, hash: u64) -> Option<u32> {
        self.index[self.place(hash)].checked_sub(1)
    }

    /// The number of the word with this hash. Most words were read before, and stand where they belong.
    #[inline(always)]
    pub(crate) fn number(&mut self, hash: u64) -> u32 {
        let place = hash as usize & (self.index.len() - 1);
        match self.index[place] {
            0 => self.add(hash, place),
            number if self.hashes.get(number as usize - 1) == Some(&hash) => number - 1,
            _ => self.number_behind(hash),
        }
    }

    /// The same of a word in whose place another one stands.
    #[inline(never)]
    fn number_behind(&mut self, hash: u64) -> u32 {
        let place = self.place(hash);
        self.index[place].checked_sub(1).unwrap_or_else(|| self.add(hash, place))
    }

    /// A new word and its number, in an empty place: most words of a short story are new.
    #[inline(always)]
    fn add(&mut self, hash: u64, place: usize) -> u32 {
        self.hashes.push(hash);
        self.index[place] = self.hashes.len() as u32;
        if 2 * self.hashes.len() > self.index.len() {
            self.grow();
        }
        self.hashes.len() as u32 - 1
    }

    /// Looks all words up that were read since this was done before. A processor waits for memory far away; here it
    /// waits for several words at once.
    pub(super) fn look_up(&mut self) {
        let (lexicon, new) = (self.lexicon, self.known.len());
        self.known.extend(self.hashes[new..].iter().map(|hash| lexicon.word(*hash)));
    }

    /// The place of a hash in the index, or the empty one where it belongs.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        let last = self.index.len() - 1;
        let mut place = hash as usize & last;
        while self.index[place] != 0 && self.hashes[self.index[place] as usize - 1] != hash {
            place = (place + 1) & last;
        }
        place
    }

    #[cold]
    fn grow(&mut self) {
        self.index = vec![0; 2 * self.index.len()];
        for number in 0..self.hashes.len() {
            let place = self.place(self.hashes[number]);
            self.index[place] = number as u32 + 1;
        }
    }
}

/// Some of the words of an article, a bit each.
#[derive(Debug)]
pub(crate) struct WordSet(Vec<u64>);

impl WordSet {
    /// A set of these numbers.
    pub(crate) fn new(numbers: impl Iterator<Item = u32>) -> Self {
        let mut set = Self(Vec::new());
        numbers.for_each(|number| set.add(number));
        set
    }

    /// Whether nothing is in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the word of a number is in it.
    pub(crate) fn contains(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|bits| bits & 1 << (number % 64) != 0)
    }

    /// Adds the word of a number; a sign is none.
    fn add(&mut self, number: u32) {
        let at = number as usize / 64;
        if number & SIGN != 0 {
            return;
        }
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (number % 64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lexicon::hash;

    #[test]
    fn a_word_keeps_its_number_however_many_come() {
        let lexicon = Lexicon::default();
        let mut words = Vocabulary::new(&lexicon, 0);
        let hashes: Vec<u64> = (0..500).map(|number| hash(&format!("kata{number}"))).collect();
        for _ in 0..2 {
            for (number, hash) in hashes.iter().enumerate() {
                assert_eq!(words.number(*hash), number as u32);
            }
        }
        words.look_up();
        assert_eq!((words.len(), words.hash(7)), (500, hashes[7]));
        let mut other = Vocabulary::new(&lexicon, 0);
        let (known, unknown) = (other.number(hashes[7]), other.number(hash("lain")));
        assert_eq!(words.find(known, &other), Some(7));
        assert_eq!(words.find(unknown, &other), None);
        assert_eq!(words.find(SIGN | 46, &other), Some(SIGN | 46));
    }

    #[test]
    fn a_set_has_what_was_added() {
        let set = WordSet::new([3, 64, 700, SIGN | 46].into_iter());
        let found: Vec<u32> = (0..1_000).filter(|number| set.contains(*number)).collect();
        assert_eq!(found, [3, 64, 700]);
        assert!(!set.contains(SIGN | 46) && WordSet::new(std::iter::empty()).is_empty());
    }
}
