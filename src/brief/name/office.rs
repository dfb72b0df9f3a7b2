//! Offices within a run of capitals that name nobody: cut down in brackets, or right behind a name.
//!
//! Also the commas within an office. Absent on purpose: the office before a name, which is its role.

use super::{BODY, Finder};
use crate::brief::text::Range;
use crate::brief::text::token::{Shape, Token};
use crate::language::lexicon::{Class, class};

impl Finder<'_> {
    /// Whether a noun at `at` stands below another that no list knows, or below a small word, where nouns need no article.
    pub(super) fn is_below(&self, at: usize, floor: usize) -> bool {
        let text = self.text;
        let before = at.checked_sub(1).filter(|before| *before >= floor).map(|before| &text.tokens[before]);
        const OTHER: Class = class::FUNCTION | class::ROLE | class::PERSON_NOUN | class::GROUP | class::CUE;
        let small = |token: &Token| !token.is(OTHER) || token.is(class::PREPOSITION);
        text.language.pack.names.bare_subjects
            && before.is_some_and(|token| token.shape == Shape::Lower && small(token))
    }

    /// `Kepala Bidang Pasar‹,› Dinas Perdagangan, Antoni`: whether the comma at `at` parts the words of an office from
    /// the body it is one of.
    pub(super) fn leads_to_body(&self, at: usize) -> bool {
        let text = self.text;
        text.language.pack.names.bare_subjects
            && text.is_sign(at, ',')
            && text.is(at.wrapping_sub(1), class::OFFICE)
            && text.is(at + 1, class::ORGANISATION_HEAD)
    }

    /// `dan Keamanan (‹Menko Polkam›) Rahmat Hidayat`: what an office is cut down to in brackets is nobody.
    pub(super) fn is_short_office(&self, run: &Range) -> bool {
        let text = self.text;
        text.is_sign(run.end, ')')
            && text.is_sign(run.start.wrapping_sub(1), '(')
            && text.is(run.start, class::ROLE)
            && text.is(run.start.wrapping_sub(2), class::OFFICE)
            && !run.clone().any(|at| text.is(at, class::GIVEN))
    }

    /// `‹Hilman Farid› Direktur Jenderal Kebudayaan mengatakan`: where the office begins that stands right behind a
    /// name.
    pub(super) fn office_behind(&self, run: &Range, start: usize) -> Option<usize> {
        let names = &self.text.language.pack.names;
        let name =
            |at: usize| !self.text.is(at, BODY | class::ROLE | class::HONORIFIC) || self.text.is(at, class::GIVEN);
        const OTHER: Class = class::ROLE | class::HONORIFIC | class::ORGANISATION_HEAD;
        let given = self.text.is(run.start, class::GIVEN) && !self.text.is(run.start, OTHER);
        if start == run.start || !names.bare_subjects || !given {
            return None;
        }
        // `Adam Driver` has a name that is an office as well.
        let office = (run.start + 1..run.end).find(|at| !name(*at))?;
        let nobody = start > office && !(start..run.end).any(|at| self.text.is(at, class::GIVEN));
        (nobody && self.text.is(office, class::ROLE) && run.end - office > 1).then_some(office)
    }
}
