//! Signs between letters: whether they join them to one word, or end it.
//!
//! Invariant: looks at the word that is read and at the next few letters. Absent on purpose: what the word is.

use super::token::Reader;
use crate::language::folding::Folding;
use crate::language::lexicon::{Class, class};

/// The longest possessive ending, and the longest word behind a hyphen (`elles`, `lhes`), in bytes.
const POSSESSIVE: usize = 2;
const ENCLITIC: usize = 5;

impl Reader<'_, '_> {
    /// `el-Baradei`: whether a hyphen joins the small word of a name that begins at `start` to what has a capital.
    pub(super) fn particle_joins(&self, start: usize) -> bool {
        let word = &self.body[start..self.at];
        let parts = word.split_once('-').filter(|(_, name)| name.starts_with(char::is_uppercase));
        let class = |part| self.words.lexicon.word(crate::language::lexicon::hash(part)).class;
        parts.is_some_and(|(small, _)| class(small) & class::PARTICLE != 0)
    }

    /// Whether `c` at the reader's place joins what stands on both its sides to one word, which begins at `start`.
    pub(crate) fn joins(&self, c: char, start: usize) -> bool {
        if !matches!(c, '-' | '\'' | '’' | '.' | ',' | '‑') {
            return false;
        }
        let next = self.char_at(self.at + c.len_utf8());
        let before = self.bytes.get(self.at.wrapping_sub(1)).copied().unwrap_or(b' ');
        match c {
            '-' | '‑' => next.is_alphanumeric() && !self.has(self.at + c.len_utf8(), ENCLITIC, class::ENCLITIC),
            '\'' | '’' => next.is_alphabetic() && !self.has(self.at + c.len_utf8(), POSSESSIVE, class::APOSTROPHE_S),
            ',' => before.is_ascii_digit() && next.is_ascii_digit(),
            // `turun.Harga` lost its blank; `M.Si`, `U.S`, `kilas.id` did not.
            _ => next.is_alphanumeric() && !(next.is_uppercase() && before.is_ascii_lowercase() && self.at - start > 2),
        }
    }

    /// Whether the letters from `at` on, `longest` bytes at the most, are a word of `class`: the s of `Trump's`.
    fn has(&self, at: usize, longest: usize, class: Class) -> bool {
        let rest = self.body.get(at..).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        length <= longest && self.words.lexicon.word(crate::language::lexicon::hash(&rest[..length])).class & class != 0
    }

    /// `Ravi ‹a/l› Kumar`: whether a stroke joins two letters, from `start` on, to a small word of a name.
    pub(super) fn slash_joins(&self, start: usize) -> bool {
        let end = self.at + 2;
        let word = self.body.get(start..end).filter(|word| word.len() == 3 && self.bytes.get(end) == Some(&b' '));
        let class = |word| self.words.lexicon.word(crate::language::lexicon::hash(word)).class;
        word.is_some_and(|word| class(word) & class::PARTICLE != 0)
    }

    /// `‹Dato’› Seri`: whether the word read so far is an honorific that ends with an apostrophe.
    pub(super) fn ends_honorific(&self, mut word: Folding) -> bool {
        word.char('\'');
        self.words.lexicon.word(word.finish()).class & class::HONORIFIC != 0
    }

    /// Whether the word read so far is elided by an apostrophe that a letter follows: the d of `d'Anna`.
    pub(super) fn elides(&self, mut word: Folding) -> bool {
        word.char('\'');
        let length = self.char_at(self.at).len_utf8();
        let next = self.char_at(self.at + length);
        (next.is_alphanumeric() || matches!(next, '«' | '“'))
            && self.words.lexicon.word(word.finish()).class & class::ELIDED != 0
    }
}
