//! Letters that stand for a name: short forms in brackets, and initials with an age.
//!
//! What such letters name they name everywhere in the article. Invariant: two looks at each name. Absent on purpose:
//! whose nickname stands in brackets.

use super::{Finder, Kind, Name};
use crate::brief::text::token::Shape;
use crate::language::lexicon::class;

/// The most letters of somebody's initials.
const INITIALS: usize = 3;

impl Finder<'_> {
    /// `International Monetary Fund (IMF)`: words that nothing tells of, cut down to the letters of a body in brackets,
    /// name that body.
    pub(super) fn shortened(&self, names: &mut [Name]) {
        for i in 1..names.len() {
            let (before, short) = (&names[i - 1], &names[i]);
            if before.kind == Kind::Unknown
                && before.range.len() > 1
                && short.kind == Kind::Organisation
                && short.range == (before.range.end + 1..before.range.end + 2)
                && self.text.is_sign(before.range.end, '(')
                && self.text.is_sign(short.range.end, ')')
            {
                names[i - 1].kind = Kind::Organisation;
            }
        }
    }

    /// `Koalisi Lintang Maju (‹KLM›)`, `Daerah Istimewa Lintang (‹DIL›)`, `pelajar berinisial ‹AS›`, `‹AS› (17)`:
    /// letters, and what they stand for here and elsewhere.
    pub(crate) fn letters(&self, names: &mut [Name]) {
        let text = self.text;
        let letters = |name: &Name| name.range.len() == 1 && text.tokens[name.range.start].shape == Shape::Upper;
        let mut known: Vec<(u32, Kind)> = Vec::new();
        for i in 0..names.len() {
            if letters(&names[i]) {
                let kind = self.shortens(names, i).or_else(|| self.is_initials(&names[i]).then_some(Kind::Person));
                known.extend(kind.map(|kind| (text.tokens[names[i].range.start].word, kind)));
            }
        }
        if known.is_empty() {
            return;
        }
        for name in names.iter_mut().filter(|name| letters(name)) {
            let word = text.tokens[name.range.start].word;
            let Some((_, kind)) = known.iter().find(|(letters, _)| *letters == word) else { continue };
            if name.kind != *kind {
                *name =
                    Name { kind: *kind, whole: name.range.clone(), role: None, gender: 0, sure: false, ..name.clone() };
            }
        }
    }

    /// What kind of name the letters at `i` are short for, in brackets right behind it.
    fn shortens(&self, names: &[Name], i: usize) -> Option<Kind> {
        let long = &names[i.checked_sub(1)?];
        let at = names[i].range.start;
        let bracket = long.range.end + 1 == at && self.text.is_sign(at - 1, '(') && self.text.is_sign(at + 1, ')');
        let known = self.text.is(at, class::ORGANISATION | class::PLACE);
        let named = matches!(long.kind, Kind::Organisation | Kind::Place) && long.range.len() > 1;
        (bracket && named && !known).then_some(long.kind)
    }

    /// Whether few letters stand for somebody: an age in brackets follows, or a verb that tells what somebody is called
    /// leads to them. Where nouns need no article, news names suspects and victims so.
    fn is_initials(&self, name: &Name) -> bool {
        let (text, at) = (self.text, name.range.start);
        let few = text.word(at).len() <= INITIALS && !text.is(at, class::GIVEN);
        let years = text.get(at + 2).is_some_and(|years| years.shape == Shape::Number && years.span().len() <= 2);
        let aged = text.is_sign(at + 1, '(') && years && text.is_sign(at + 3, ')') && !text.is(at, class::ORGANISATION);
        let before = at.wrapping_sub(1);
        let called = || text.is(before, class::TITLE_CUE) && text.verb_like(before);
        few && text.language.pack.names.bare_subjects && (aged || called())
    }
}
