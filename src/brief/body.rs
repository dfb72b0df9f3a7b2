//! Runs of capitals that name a body or a place.
//!
//! Invariant: designators decide before position does. Absent on purpose: people.

use super::name::{Finder, Kind, Name};
use super::text::Range;
use super::token::{Shape, Token};
use crate::language::lexicon::{Class, class};

impl Finder<'_> {
    /// A body or place named within the role of a person.
    pub(super) fn body_in(&self, range: Range) -> Option<Name> {
        let tokens = &self.text.tokens;
        const HEAD: Class = class::ORGANISATION_HEAD | class::ORGANISATION | class::PLACE;
        let mut end = range.end;
        while end > range.start && tokens[end - 1].is(class::HONORIFIC) && !tokens[end - 1].is(class::ORGANISATION) {
            end -= 1;
        }
        let start = (range.start..end).find(|at| {
            let token = &tokens[*at];
            token.is(HEAD) && !token.is(class::ROLE)
                || token.shape == Shape::Upper && !token.is(class::ROLE | class::HONORIFIC)
        })?;
        self.body(start..end)
    }

    /// A run that names no person.
    pub(super) fn body(&self, run: Range) -> Option<Name> {
        let tokens = &self.text.tokens;
        let mut start = run.start;
        while start + 1 < run.end
            && tokens[start].is(class::ROLE | class::HONORIFIC)
            && !tokens[start].is(class::ORGANISATION_HEAD)
        {
            start += 1;
        }
        let range = start..run.end;
        let any = |classes: Class| range.clone().any(|at| tokens[at].is(classes));
        let (first, last) = (&tokens[range.start], &tokens[range.end - 1]);
        let placed = start > 0 && tokens[start - 1].is(class::BEFORE_PLACE);
        let acronym = |token: &Token| token.shape == Shape::Upper && token.end - token.start > 1;
        let (alone, head) = (range.len() == 1, first.is(class::ORGANISATION_HEAD));
        let kind = match () {
            // `Dewan` alone is some council, `Kementerian` some ministry.
            () if alone && head && !first.is(class::ORGANISATION) => return None,
            () if first.is(class::PLACE)
                && (alone
                    || range.len() == 2 && last.is(class::OFFICE)
                    || first.phrase_class & class::PLACE != 0
                    || last.is(class::PLACE)) =>
            {
                Kind::Place
            }
            () if first.is(class::PLACE_HEAD) && !alone && !head => Kind::Place,
            () if head || first.is(class::ORGANISATION) => Kind::Organisation,
            () if last.is(class::ORGANISATION_TAIL | class::ORGANISATION) && !alone => Kind::Organisation,
            () if last.is(class::PLACE_TAIL) && !alone => Kind::Place,
            () if last.is(class::PLACE) && placed => Kind::Place,
            () if acronym(first) && first.span().len() > 2 && !first.is(class::OTHER_NAME) => Kind::Organisation,
            () if any(class::OFFICE) && range.len() > 1 => Kind::Organisation,
            () if last.is(class::PLACE) => Kind::Place,
            () if range.len() == 1 && first.is(class::ROLE | class::HONORIFIC | class::OTHER_NAME | class::OFFICE) => {
                return None;
            }
            () if first.is(class::OTHER_NAME) && range.len() == 1 => return None,
            () if placed => Kind::Place,
            () => Kind::Unknown,
        };
        Some(Name { whole: range.clone(), range, role: None, kind, gender: 0, sure: false })
    }
}
