//! How far what a segment names is from being the speaker of the cue behind it.
//!
//! Invariant: looks at one segment between commas. Absent on purpose: which segments there are.

use super::{Attributor, Source};
use crate::brief::name::{Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::class;

impl Attributor<'_> {
    /// Whether the full name of a person is all of a segment: what follows is an apposition, whoever it names.
    pub(super) fn fills(&self, segment: &Range, source: &Source) -> bool {
        let Source::Name(name) = source else { return false };
        let Name { whole, range, kind, .. } = &self.names[*name];
        let below = self.text.is(range.start.wrapping_sub(1), class::PREPOSITION);
        // `Petra Vogt (Grüne)`
        let bracket = self.text.is_sign(range.end, '(') && self.text.is_sign(segment.end.wrapping_sub(1), ')');
        whole.start <= segment.start
            && (range.end == segment.end || bracket && segment.end - range.end < 8)
            && range.len() > 1
            && matches!(kind, Kind::Person | Kind::Unknown)
            && !below
    }

    /// How far a source found in the segment at `start` is from being its speaker, less is better.
    pub(crate) fn rank(&self, start: usize, source: &Source) -> u8 {
        match source {
            Source::Name(name) => {
                let name = &self.names[*name];
                let owns = self.text.get(name.range.end).is_some_and(|t| t.shape == Shape::Mark && !t.spaced);
                let leads = (start..name.whole.start)
                    .all(|at| self.text.is(at, class::FUNCTION | class::ROLE | class::OFFICE | class::CONJUNCTION));
                // `Of Lind, Ray said`: what the sentence is about does not speak.
                // So it is where it joins another: `The list, by Lind and Ray, said`.
                let joined = |at: usize| self.text.is(at, class::COORDINATOR) && self.name_at(start + 1).is_some();
                let small = |at: usize| self.text.is(if joined(at) { start } else { at }, class::PREPOSITION);
                let below = name.whole.start > start && small(name.whole.start - 1);
                match name.kind {
                    _ if below || owns => 7,
                    Kind::Person => 2 - u8::from(leads),
                    Kind::Unknown => 4 - u8::from(leads),
                    Kind::Organisation | Kind::Place => 5,
                }
            }
            Source::Pronoun(_) => 1,
            Source::Nominal(_) | Source::Clitic(_) | Source::Ending(_) => 6,
        }
    }
}
