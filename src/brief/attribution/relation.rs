//! Whose somebody is: `istri Budi` is not Budi, and behind `kuasa hukum Budi` and a comma stands who it is.
//!
//! Invariant: looks at two names that stand together. Absent on purpose: languages in which an ending or a small word
//! tells it, as in `Lind’s wife`.

use super::{Attributor, Source};
use crate::brief::name::{Finder, Kind, Name};
use crate::brief::text::token::Shape;
use crate::brief::text::{Range, Text};
use crate::language::lexicon::{Class, class};

impl Finder<'_> {
    /// `istri Budi Santoso, ‹Siti Rahma›, mengatakan`: what stands before the comma is the role of the person behind
    /// it.
    pub(crate) fn relations(&self, names: &mut [Name]) {
        let text = self.text;
        for name in names.iter_mut() {
            // `keluarga korban‹, Siti Rahma›`, `kakak korban ‹bernama Siti Rahma›`: who is named is no victim.
            let Some(role) = name.role.clone().filter(|role| role.end < name.range.start) else { continue };
            let named = text.is_sign(role.end, ',') || text.is(role.end, class::TITLE_CUE);
            // `‹ibu› korban, Siti Rahma`
            let parent = role.start.checked_sub(1).filter(|at| {
                text.is(*at, class::HONORIFIC) && text.tokens[role.start].shape == Shape::Lower && text.is_told(*at)
            });
            if let Some(noun) = relation(text, role.start).or(parent).filter(|_| named) {
                name.role = Some(noun..role.end);
                name.whole.start = noun;
            }
        }
        for i in 1..names.len() {
            let (before, rest) = names.split_at_mut(i);
            let (whose, next) = (&mut before[i - 1], &mut rest[0]);
            let Some(noun) = noun(text, whose).filter(|_| whose.kind != Kind::Place) else { continue };
            let (comma, end) = (whose.range.end, next.range.end);
            let person = match next.kind {
                Kind::Person => true,
                Kind::Unknown => next.range.len() > 1,
                Kind::Organisation | Kind::Place => false,
            };
            let apposed = text.is_sign(comma, ',') && next.whole.start == comma + 1 && next.role.is_none();
            // `istri Budi, Siti, dan Rahma` are three.
            let listed = text.is(end + usize::from(text.is_sign(end, ',')), class::COORDINATOR);
            if person && apposed && !listed {
                next.role = Some(noun..comma);
                next.kind = Kind::Person;
                whose.role = whose.role.take().filter(|role| role.start > noun);
            }
        }
    }
}

impl Attributor<'_> {
    /// Who speaks where a noun of relation stands before the name: the person behind the comma; of a family, where
    /// nobody follows, the noun.
    pub(super) fn related_to(&self, name: usize) -> Option<Source> {
        let whose = &self.names[name];
        let next = self.names.get(name + 1).and_then(|next| next.role.as_ref());
        let within = |role: &Range| role.end == whose.range.end && role.start < whose.range.start;
        if whose.kind == Kind::Person && next.is_some_and(within) {
            return Some(Source::Name(name + 1));
        }
        let noun = noun(self.text, whose)?;
        let family =
            (noun..whose.range.start).any(|at| self.text.is(at, class::RELATION) && !self.text.is(at, class::ROLE));
        // `istri Budi ‹itu›` is somebody told of before.
        let end = whose.range.end + usize::from(self.points(name));
        family.then_some(Source::Nominal(noun..end))
    }
}

/// The noun of relation before `name` and its own role.
fn noun(text: &Text<'_>, name: &Name) -> Option<usize> {
    if let Some(at) = relation(text, name.whole.start) {
        return Some(at);
    }
    let role = name.role.as_ref().filter(|role| role.end == name.range.start)?;
    // `juru bicara ‹Bupati› Budi Hartono, Siti Rahma, …`: an office may stand between.
    let first = role.start + usize::from(text.tokens[role.start].phrase.max(1));
    let office = text.is(role.start, class::RELATION) && (first..role.end).any(|at| text.is(at, class::ROLE));
    let last = role.end - 1;
    // `Menteri Perlindungan ‹Anak› Siti Rahma`: a child of nobody.
    let named = last > role.start && text.tokens[last].is_capital() && !text.is(last, class::ROLE);
    (text.is(last, class::RELATION) && !named || office).then_some(role.start)
}

/// The noun of relation that ends before `end`. `‹sang› istri Siti Rahma` is Siti.
fn relation(text: &Text<'_>, end: usize) -> Option<usize> {
    // `teman ‹dekat› Budi`, `putra ‹sulung› mantan bupati Budi`; but `istri memeluk Budi`.
    const NO_PART: Class = class::FUNCTION | class::TITLE_CUE | class::RELATION | class::CUE;
    let part = |at: &usize| text.tokens[*at].shape == Shape::Lower && !text.is(*at, NO_PART) && !text.verb_like(*at);
    let before = end.checked_sub(1)?;
    let at = if part(&before) { before.checked_sub(1)? } else { before };
    let begins = text.tokens[at].shape == Shape::Lower || text.sentence(text.sentence_of(at)).start == at;
    let noun = text.is(at, class::RELATION) && !text.is(at, class::ROLE) && begins;
    (noun && !text.is(at.wrapping_sub(1), class::POINTER)).then_some(at)
}
