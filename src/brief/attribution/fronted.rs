//! A verb that begins its sentence, in a form that tells what else somebody does: `Calling it “…,” Ann Ray left`.
//!
//! Invariant: looks at one sentence. Absent on purpose: languages whose verbs tell by their ending who acts, or come
//! second.

use super::{Attributor, Found, Source};
use crate::brief::name::{Kind, Name};
use crate::brief::text::token::Shape;
use crate::language::lexicon::class;

/// Farthest before the marks such a verb stands, in tokens.
const REACH: usize = 12;

/// Farthest behind the marks the comma stands that closes its clause, in tokens.
const REST: usize = 8;

impl Attributor<'_> {
    /// `Calling it “a sad day,” ‹Mayor Ann Ray› left`: whoever acts behind the comma, where a verb begins the sentence at
    /// `from` and its clause has the words in marks from `open` to `close`.
    pub(crate) fn fronted_verb(&self, open: usize, close: usize, from: usize) -> Option<Found> {
        let text = self.text;
        let pack = &text.language.pack;
        let begins = self.is_cue(from, class::SOURCE_CUE | class::MARKED_ONLY | class::PARTICIPLE)
            && text.tokens[from].is_capital()
            && text.sentence(text.sentence_of(from)).start == from
            && open - from < REACH;
        if !begins || text.verb_second() || pack.pronouns.dropped || pack.names.bare_subjects {
            return None;
        }
        let near = close + 1..text.tokens.len().min(close + REST);
        let comma =
            || near.clone().take_while(|at| !text.tokens[*at].opens_paragraph).find(|at| text.is_sign(*at, ','));
        let start = if text.is_sign(close - 1, ',') { close + 1 } else { comma()? + 1 };
        let lower = |at: usize| text.get(at).is_some_and(|token| token.shape == Shape::Lower && !token.opens_paragraph);
        let (source, verb) = match self.name_at(start) {
            None if text.is(start, class::PRONOUN) && lower(start) => (Source::Pronoun(start), start + 1),
            name => {
                let Name { whole, range, kind, .. } = &self.names[name?];
                let person = *kind == Kind::Person || *kind == Kind::Unknown && range.len() > 1;
                (Source::Name(name.filter(|_| person && whole.start == start)?), range.end)
            }
        };
        let verb = self.verb_behind(verb, text.tokens.len());
        lower(verb).then(|| Found { cue: from..from + 1, source, adjacent: true })
    }
}
