//! Places that no list knows, where the article shows them elsewhere: `Kabupaten Lumbang`, `di Lumbang`, and so `Bupati
//! Lumbang Darto` is Darto, and `Bupati Lumbang` some mayor.
//!
//! Invariant: two looks at each name; who is called by a given name, or speaks by one word, is no place. Absent on
//! purpose: languages whose nouns need an article.

use super::{Finder, Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::vocabulary::WordSet;
use crate::language::lexicon::class;

impl Finder<'_> {
    /// `‹Warga Perumahan Lumba Permai› itu`: some of those who live in a place, where nobody's name follows that a list
    /// knows or the article has elsewhere.
    pub(super) fn lives(&self, run: &Range) -> bool {
        let text = self.text;
        let told = |at: usize| text.is(at, class::GIVEN | class::HONORIFIC | class::ROLE) || self.runs.tells(at);
        let some = text.is(run.start, class::GROUP) && text.is(run.start, class::ROLE);
        some && run.len() > 2
            && text.language.pack.names.bare_subjects
            && text.is(run.start + 1, class::PLACE_HEAD)
            && !(run.start + 2..run.end).any(told)
    }

    /// Takes known places off the names of people behind a role.
    pub(super) fn regions(&self, names: &mut [Name]) {
        if !self.text.language.pack.names.bare_subjects {
            return;
        }
        let places = names.iter().filter_map(|name| self.place_word(name));
        let places = WordSet::new(places.map(|at| self.text.tokens[at].word));
        if places.is_empty() {
            return;
        }
        for name in names.iter_mut() {
            let at = name.range.start;
            if !places.contains(self.text.tokens[at].word) || self.text.is(at, class::GIVEN | class::ORGANISATION) {
                continue;
            }
            let role = name.role.clone().filter(|role| name.kind == Kind::Person && role.end == at);
            // `Bupati Lumbang ‹Barat›`
            let side = name.range.len() == 2 && self.text.is(at + 1, class::PLACE_TAIL);
            // `Kepala Desa ‹Lumbang›, Siti Rahma`: the role is hers by now.
            let titled = || self.text.is(at.wrapping_sub(1), class::ROLE | class::PLACE_HEAD);
            match role {
                Some(role) if name.range.len() > 1 && !side => {
                    (name.role, name.range.start) = (Some(role.start..at + 1), at + 1);
                }
                role if (name.range.len() == 1 || side)
                    && (role.is_some() || name.kind == Kind::Organisation && titled())
                    && !self.runs.tells(at) =>
                {
                    (name.whole, name.role, name.kind) = (name.range.clone(), None, Kind::Place);
                }
                _ => {}
            }
        }
    }

    /// The word that names a place, alone below a small word or behind a noun for places.
    fn place_word(&self, name: &Name) -> Option<usize> {
        let (text, Range { start, end }) = (self.text, name.range.clone());
        let headed = end - start == 2 && text.is(start, class::PLACE_HEAD);
        let below = end - start == 1 && text.is(start.wrapping_sub(1), class::BEFORE_PLACE);
        (name.kind == Kind::Place && (headed || below) && !text.is(end - 1, class::GIVEN)).then_some(end - 1)
    }
}
