//! Who is meant by a last name that two people have.
//!
//! Invariant: looks back a bounded number of tokens. Absent on purpose: first names, and languages in which any part of
//! a name may stand for it.

use super::{Known, People};
use crate::brief::name::Name;
use crate::brief::text::{Range, Text};

/// Farthest behind a full name that another one shares its last word with that stands for it, in tokens.
const NEAR: usize = 150;

/// Who was not told of for so long is not meant by a last name that somebody else has too, in tokens.
const FAR: usize = 250;

/// How many names of two of one last name are looked through, from the nearest back.
const SHARED: usize = 32;

impl People {
    /// `Owen Ray … Ann Ray left. ‹Ray› said …`: of two of one last name the one whose full name stands near, where the
    /// one named first was not told of for long.
    pub(super) fn nearer(&self, text: &Text<'_>, names: &[Name], i: usize, known: &Known) -> Option<usize> {
        let Range { start, end } = names[i].range;
        let back = known.shared.partition_point(|full| *full < i);
        let word = text.tokens[end - 1].word;
        let last = |full: &&usize| text.tokens[names[**full].range.end - 1].word == word;
        if end > start + 1 {
            return None;
        }
        let full = *known.shared[..back].iter().rev().take(SHARED).find(last)?;
        let first = known.by_word[word as usize] as usize;
        let since = |reach: usize| (0..i).rev().take_while(move |name| names[*name].range.start + reach > start);
        let far = !since(FAR).any(|name| self.of_name[name] == Some(first));
        let near = since(NEAR).any(|name| name == full || self.of_name[name] == self.of_name[full]);
        self.of_name[full].filter(|person| far && near && self.may_be_called(*person as u32, &names[i]))
    }
}
