//! Somebody without a name who spoke right before, and goes on, or who alone was told of.
//!
//! Invariant: looks at the statement before and a bounded number of sentences and tokens. Absent on
//! purpose: descriptions of somebody who is named.

use super::{Sieve, Who};
use crate::brief::attribution::{REACH, SPEAKS, Source};
use crate::brief::briefing::{QuoteKind, ResolvedBy};
use crate::brief::name::Kind;
use crate::brief::statement::Statement;
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

/// How far back somebody without a name is looked for, in sentences and in tokens.
const FEW: usize = 4;
const FAR: usize = 300;

/// How many statements before the last one may have told of somebody without a name.
const BEFORE: usize = 5;

impl Sieve<'_> {
    /// `“…,” a resident said. “…,” ‹she› said.`: somebody without a name who spoke right before, if nobody is named
    /// since; where nobody else may be meant, also whom a word `pointed` at.
    pub(super) fn unnamed_before(&self, i: usize, source: &Source, all: &[Statement], pointed: bool) -> Option<Who> {
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
        let unnamed = |noun: &Range, pointed: bool| {
            let article = noun.start.wrapping_sub(1);
            let owned = text.is(article, class::POSSESSIVE) || text.is(article, class::POINTER) && !pointed;
            text.is(article, class::FUNCTION) && !owned
        };
        // `‹A resident› said … the resident said … She said …`: nor has one who was told of so before.
        let same = |who: &Option<(Who, ResolvedBy)>| match who {
            Some((Who::Nominal(before), _)) => {
                unnamed(before, false) && text.tokens[before.end - 1].word == text.tokens[noun.end - 1].word
            }
            _ => false,
        };
        let person = (unnamed(noun, pointed) || self.out[i.saturating_sub(BEFORE)..last].iter().any(same))
            && class & class::PLURAL == 0
            && noun.clone().any(alone)
            && noun.clone().filter(|i| alone(*i)).all(fits);
        let named = || (from..*at).any(|i| text.is_told(i) && self.attributor.name_at(i).is_some());
        (near && (person || several) && !named()).then(|| Who::Nominal(noun.clone()))
    }

    /// `‹Para politikus ini› mengaku …`: whom the word before them tells to be several, or nobody named, where nouns
    /// need no article.
    pub(super) fn several(&self, range: &Range) -> Option<Who> {
        const SEVERAL: Class = class::FUNCTION | class::GROUP;
        let text = self.attributor.text;
        let before = text.get(range.start.wrapping_sub(1))?;
        let several = before.class & SEVERAL == SEVERAL && text.language.pack.names.bare_subjects;
        several.then(|| Who::Nominal(range.start - 1..range.end))
    }

    /// `Ketua Serikat Pekerja menilai … “…,” kata ‹ketua serikat itu›.`: who spoke unnamed not long before, by more
    /// words that hold these.
    pub(super) fn named_in_full(&self, range: &Range) -> Option<Who> {
        let text = self.attributor.text;
        let nouns = || range.clone().filter(|at| !text.is(*at, class::POINTER | class::FUNCTION));
        let holds = |full: &Range| {
            // Not the letter of `a copy of the letter`.
            let own = || text.tokens[full.clone()].iter().take_while(|token| !token.is(class::PREPOSITION));
            let word = |at: usize| own().any(|token| token.word == text.tokens[at].word);
            full.end <= range.start && (1..full.len()).contains(&nouns().count()) && nouns().all(word)
        };
        let mut before = self.out.iter().rev().flatten().take(FEW).filter_map(|(who, _)| match who {
            Who::Nominal(full) => Some(full),
            Who::Person(_) => None,
        });
        before.find(|full| holds(full)).map(|full| Who::Nominal(full.clone()))
    }

    /// `“…,” kata warga. “…,” ‹katanya›.`: the same where nouns need no article, in the sentence right before.
    fn goes_on(&self, i: usize, at: usize, all: &[Statement]) -> Option<Who> {
        let text = self.attributor.text;
        let last = i.checked_sub(1)?;
        let Some((Who::Nominal(noun), _)) = self.out[last].as_ref() else { return None };
        let found = all[last].found.as_ref()?;
        // `Menurut warga, pasar ditutup. “…,” ‹katanya›.`; but not in `Pasar ditutup, sebab warga mengeluh.`
        // So does `Namun kata ketua, pasar ditutup.`
        let begin = text.sentence(text.sentence_of(found.cue.start)).start;
        let opens = text.is(found.cue.start, class::OPENER) && begin == found.cue.start
            || text.is(found.cue.start, class::CUE_SOURCE)
                && found.cue.start < begin + 2
                && noun.start >= found.cue.end;
        // `Kepala desa mengatakan pasar ditutup. “…,” ‹katanya›.`: an office that begins its sentence.
        let first = text.sentence(text.sentence_of(noun.start)).start;
        let begins = first == noun.start && text.is(first, class::ROLE) && !text.is(first, class::GROUP);
        if all[last].kind == QuoteKind::Indirect && !opens && !begins {
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

    /// `Der ‹Angeklagte› sagte aus. Im Herbst hatte er getrunken. ¶ „Ich war das nicht“, sagte ‹er›.`: the only one
    /// whom words of `class` fit among those without a name who are told of, not far before the token at `at`.
    pub(super) fn last_described(&self, at: usize, class: Class) -> Option<Who> {
        const GENDER: Class = class::MASCULINE | class::FEMININE;
        let text = self.attributor.text;
        let alone = class & GENDER != 0 && class & class::PLURAL == 0 && text.language.pack.names.nouns_capitalised;
        let from = text.sentence(text.sentence_of(at).saturating_sub(FEW)).start.max(at.saturating_sub(FAR));
        let article = |noun: usize| {
            let small =
                |at: &usize| text.is(*at, class::FUNCTION) || !text.is_told(*at) || text.tokens[*at].is_sign('.');
            (noun.saturating_sub(5)..noun).rev().find(small)
        };
        let fits = |noun: &usize| {
            let person = text.is(*noun, class::PERSON_NOUN | class::ROLE) && !text.is(*noun, class::GROUP);
            let known = text.tokens[*noun].is_capital() && self.attributor.name_at(*noun).is_none();
            let gender = || article(*noun).map_or(0, |article| self.gender(article + 1, *noun));
            person && known && text.is_told(*noun) && gender() & class != 0
        };
        let mut nouns = (from..at).rev().filter(|_| alone).filter(fits);
        let last = nouns.next()?;
        let same = nouns.all(|noun| text.tokens[noun].word == text.tokens[last].word);
        same.then(|| Who::Nominal(last..self.attributor.of(last + 1, at)))
    }

    /// `Die ‹Kanzlerin› blieb ernst. „Wir haben Zeit“, sagte ‹sie›.`: whom words of `class` fit and a description
    /// stands for that begins the sentence right before the quotation at `start`.
    pub(super) fn just_described(&self, start: Option<usize>, class: Class) -> Option<Who> {
        const GENDER: Class = class::MASCULINE | class::FEMININE;
        let text = self.attributor.text;
        let names = &text.language.pack.names;
        let turned = text.verb_second() || text.language.pack.attribution.late_subject;
        let start = start.filter(|_| class & class::PLURAL == 0 && turned)?;
        let last = text.sentence_of(start).checked_sub(1).filter(|last| self.memory.meant_in(*last).is_none())?;
        let Range { start: article, end } = text.sentence(last);
        let noun = article + 1;
        // `Die ‹Anwohner› kamen`, `Ein ‹Anwohner› kam`
        let several = text.is(noun, class::GROUP) && text.is(article, class::POINTER);
        let person = text.is(noun, class::PERSON_NOUN | class::ROLE) && !several;
        let begins = text.is(article, class::FUNCTION) && !text.is(article, class::PREPOSITION | class::PRONOUN);
        let begins = begins
            && person
            && text.tokens[noun].is_capital() == names.nouns_capitalised
            && self.attributor.name_at(noun).is_none();
        // `L’attachée aux ports ‹Anne Dubois› se tut. « … », dit-elle.`
        let named = !names.nouns_capitalised && self.memory.named_in(last, end).next().is_some();
        if !begins || named {
            return None;
        }
        let office = usize::from(self.attributor.leads_office(noun));
        let phrase = noun..self.attributor.of(noun + 1 + office, end);
        let verb = text.get(phrase.end).is_some_and(|verb| verb.shape == Shape::Lower && phrase.end < end);
        let gender = self.gender(noun, noun);
        // `Die Richter berieten.`: article and noun of different gender are several.
        let one = !(names.nouns_capitalised && text.is(article, class::FEMININE) && text.is(noun, class::MASCULINE));
        let fits = verb && one && (gender == 0 || class & GENDER == 0 || gender & class != 0);
        match self.described(&phrase) {
            _ if !fits => None,
            Who::Person(person) => self.memory.agrees(person, class).then_some(Who::Person(person)),
            nominal => Some(nominal),
        }
    }
}
