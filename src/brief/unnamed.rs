//! Somebody without a name who spoke right before, and goes on.
//!
//! Invariant: looks at the statement before and a bounded number of tokens. Absent on purpose: descriptions of somebody who is
//! named.

use super::attribution::{REACH, SPEAKS, Source};
use super::briefing::QuoteKind;
use super::name::Kind;
use super::speaker::{Sieve, Who};
use super::statement::Statement;
use crate::language::lexicon::{Class, class};

impl Sieve<'_> {
    /// `“…,” a resident said. “…,” ‹she› said.`: somebody without a name who spoke right before, if nobody is named since.
    pub(super) fn unnamed_before(&self, i: usize, source: &Source, all: &[Statement]) -> Option<Who> {
        let text = self.attributor.text;
        let at = match source {
            Source::Pronoun(at) => at,
            Source::Clitic(at) => return self.goes_on(i, *at, all),
            _ => return None,
        };
        let last = i.checked_sub(1)?;
        let Some((Who::Nominal(noun), _)) = self.out[last].as_ref() else { return None };
        let from = all[last].found.as_ref().map_or(noun.end, |found| noun.end.max(found.cue.end));
        let near =
            from <= *at && text.sentence_of(*at).saturating_sub(text.sentence_of(from)) <= 2 && at - from < REACH;
        let class = text.tokens[*at].class;
        let alone = |i: usize| text.is(i, class::PERSON_NOUN | class::ROLE) && !text.is(i, class::GROUP);
        const GENDER: Class = class::MASCULINE | class::FEMININE;
        let fits = |i: usize| class & GENDER == 0 || !text.is(i, GENDER) || text.is(i, class & GENDER);
        // `Officers said … ‹They› added …`
        let head = noun.clone().find(|i| text.is(*i, SPEAKS));
        let group = head.is_some_and(|i| text.is(i, class::GROUP) && !text.is(i, class::PERSON_NOUN));
        let several = class & class::PLURAL != 0 && group;
        // `the mayor` may be somebody named after all.
        let article = noun.start.wrapping_sub(1);
        let unnamed = text.is(article, class::FUNCTION) && !text.is(article, class::POINTER | class::POSSESSIVE);
        let person = unnamed
            && class & class::PLURAL == 0
            && noun.clone().any(alone)
            && noun.clone().filter(|i| alone(*i)).all(fits);
        let named = || (from..*at).any(|i| text.is_told(i) && self.attributor.name_at(i).is_some());
        (near && (person || several) && !named()).then(|| Who::Nominal(noun.clone()))
    }

    /// `“…,” kata warga. “…,” ‹katanya›.`: the same where nouns need no article, in the sentence right before.
    fn goes_on(&self, i: usize, at: usize, all: &[Statement]) -> Option<Who> {
        let text = self.attributor.text;
        let last = i.checked_sub(1)?;
        let Some((Who::Nominal(noun), _)) = self.out[last].as_ref() else { return None };
        let found = all[last].found.as_ref()?;
        // `Menurut warga, pasar ditutup. “…,” ‹katanya›.`; but not in `Pasar ditutup, sebab warga mengeluh.`
        let opens = text.is(found.cue.start, class::OPENER)
            && text.sentence(text.sentence_of(found.cue.start)).start == found.cue.start;
        if all[last].kind == QuoteKind::Indirect && !opens {
            return None;
        }
        let from = noun.end.max(found.cue.end);
        let start = all[i].content.first()?.start;
        let near = from <= start && text.sentence_of(start).saturating_sub(text.sentence_of(from - 1)) <= 1;
        let named = || {
            (from..start).any(|i| {
                text.is_told(i)
                    && self.attributor.name_at(i).is_some_and(|name| self.attributor.names[name].kind == Kind::Person)
            })
        };
        let somebody = text.is(noun.start, class::PERSON_NOUN | class::ROLE | class::GROUP);
        (near && somebody && at - from < REACH && !named()).then(|| Who::Nominal(noun.clone()))
    }
}
