//! Attributions within the marks: `« Il fait froid, ‹explique Anne Dubois›. Il faut partir. »`
//!
//! Invariant: looks at the beginning of one stretch in marks; what is taken for an attribution stands between a comma
//! and another sign. Absent on purpose: languages that close the marks before they tell who speaks.

use super::position::end_of;
use super::{Attributor, Found, SPEAKS, Source};
use crate::brief::name::Kind;
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::class;

/// Farthest from the opening mark that such an attribution begins, in tokens.
const REACH: usize = 60;

impl Attributor<'_> {
    /// The attribution within `content`, and what is left of it as said.
    pub(crate) fn inset(&self, content: &Range) -> Option<(Found, Vec<Range>)> {
        let text = self.text;
        if !text.language.pack.attribution.late_subject {
            return None;
        }
        let limit = content.end.min(content.start + REACH);
        (content.start + 2..limit).find_map(|comma| {
            let verb = comma + 1;
            let says = text.is_sign(comma, ',') && text.is(verb, class::CUE_SOURCE) && !text.is(verb, class::NOT_CUE);
            let cue = says.then(|| self.cue(verb))?;
            let source = self.source_after(cue.end, content.end, false)?;
            let speaks = match &source {
                Source::Name(name) => self.names[*name].kind == Kind::Person,
                Source::Pronoun(at) => text.is_sign(at - 1, '-'),
                _ => false,
            };
            let end = self.inset_end(end_of(self, &source, cue.end), content.end).filter(|_| speaks)?;
            let said = [content.start..comma, end + 1..content.end];
            let said = said.into_iter().filter(|range| range.len() > 1).collect();
            Some((Found { cue, source, adjacent: true }, said))
        })
    }

    /// The sign that ends an attribution whose source ends at `end`, an apposition to that taken in.
    fn inset_end(&self, end: usize, limit: usize) -> Option<usize> {
        let text = self.text;
        let sign = |from: usize| {
            let ends =
                |at: &usize| text.tokens[*at].shape == Shape::Sign && matches!(text.tokens[*at].first, ',' | '.');
            (from..limit.min(from + REACH / 3)).find(ends)
        };
        let first = sign(end).filter(|at| *at == end || !text.is(end, class::CONJUNCTION))?;
        let apposed = text.is_sign(first, ',') && text.is(first + 1, SPEAKS);
        if apposed { sign(first + 1) } else { Some(first) }
    }
}
