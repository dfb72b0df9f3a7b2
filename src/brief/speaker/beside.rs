//! Nouns that stood right before a name, and stand alone for whom it names.
//!
//! Invariant: looks back a bounded number of tokens. Absent on purpose: roles and titles, which are read with the names.

use super::Sieve;
use super::description::UNNAMED;
use crate::brief::name::{Kind, Name};
use crate::brief::text::Range;

impl Sieve<'_> {
    /// `el ‹argentino› Luis Prado … dijo el ‹argentino›`: where a subject may follow its verb, whose name the noun that
    /// is all of `range` last introduced.
    pub(super) fn named_beside(&self, noun: Option<usize>, range: &Range) -> Option<usize> {
        let text = self.attributor.text;
        let noun = noun.filter(|_| text.language.pack.attribution.late_subject && range.len() == 1)?;
        let same = |at: &usize| text.tokens[*at].word == text.tokens[noun].word && text.is_told(*at);
        let named = |at: usize| {
            let name = self.attributor.name_at(at + 1)?;
            let Name { range, kind, .. } = &self.attributor.names[name];
            (range.start == at + 1 && *kind == Kind::Person).then(|| self.people.of_name[name]).flatten()
        };
        let near = noun.saturating_sub(UNNAMED)..noun;
        near.rev().filter(same).find_map(named)
    }
}
