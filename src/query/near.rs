//! The word that was likely meant where one that is looked for stands nowhere.
//!
//! Invariant: the first letter is right, and of the others one in four may be wrong, so that of short words nothing is
//! guessed. Absent on purpose: which words there are.

use crate::language::edits;

/// Letters of a word for each that may be wrong in it.
const LETTERS_A_SLIP: usize = 4;

/// The nearest to a word of those that are offered.
///
/// ```
/// use kilas::query::near::Near;
/// let mut near = Near::new("bnajir");
/// [(3, "banjar"), (2, "banjir"), (1, "banjir")].map(|(rank, word)| near.offer(rank, word));
/// assert_eq!(near.word().as_deref(), Some("banjir"));
/// near.offer(4, "bnajir");
/// assert_eq!(near.word(), None, "it is no slip");
/// ```
#[derive(Debug)]
pub struct Near<'a> {
    typed: &'a str,
    slips: usize,
    /// How many slips lie between, the rank, and the word.
    nearest: Option<(usize, i64, String)>,
}

impl<'a> Near<'a> {
    /// Nothing is offered yet.
    pub fn new(typed: &'a str) -> Self {
        Self { typed, slips: typed.chars().count() / LETTERS_A_SLIP, nearest: None }
    }

    /// How many letters a word may have that was meant: at least and at the most.
    pub fn letters(&self) -> (usize, usize) {
        let letters = self.typed.chars().count();
        (letters - self.slips, letters + self.slips)
    }

    /// Whether a word begins as it must and is as long as it may be.
    pub fn may_be(&self, known: &str) -> bool {
        let (least, most) = self.letters();
        known.chars().next() == self.typed.chars().next() && (least..=most).contains(&known.chars().count())
    }

    /// Takes in a word; of two as near the one of the lower rank is nearer.
    pub fn offer(&mut self, rank: i64, known: &str) {
        if !self.may_be(known) {
            return;
        }
        let slips = edits(self.typed, known);
        let is_nearer = |(least, lowest, word): &(usize, i64, String)| (slips, rank, known) < (*least, *lowest, word);
        if slips <= self.slips && self.nearest.as_ref().is_none_or(is_nearer) {
            self.nearest = Some((slips, rank, known.to_owned()));
        }
    }

    /// The nearest; none where the word itself was offered.
    pub fn word(&self) -> Option<String> {
        self.nearest.as_ref().filter(|(slips, ..)| *slips > 0).map(|(.., word)| word.clone())
    }
}
