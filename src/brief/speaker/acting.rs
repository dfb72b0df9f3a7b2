//! Whom the sentence before tells of: who begins it, and acts.
//!
//! Invariant: looks at one sentence. Absent on purpose: who was told of farther back.

use super::antecedent::Memory;
use crate::brief::name::{Kind, Name};
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

/// Farthest behind whose it is a noun of relation ends, in tokens: `Hart’s former campaign manager`.
const NOUN: usize = 6;

impl Memory<'_> {
    /// Whom words of `class` fit and the sentence is about that ends right before the token at `open`, where nobody was
    /// found to speak in it.
    pub(super) fn just_told(&self, open: usize, class: Class) -> Option<usize> {
        let here = self.attributor.text.sentence_of(open + 1);
        let person = self.acts_before(open, here).filter(|_| class & class::PLURAL == 0)?;
        (self.agrees(person, class) && self.meant_in(here - 1).is_none()).then_some(person)
    }

    /// `Ann Ray sold her boat. But ‹she› …`: the same for the pronoun at `at`, which begins its sentence, or stands behind
    /// one small word that does.
    pub(super) fn begun_by(&self, at: usize, class: Class) -> Option<usize> {
        let text = self.attributor.text;
        let first = text.sentence(text.sentence_of(at)).start;
        let small = first + 1 == at && text.is(first, class::COORDINATOR | class::LEANING);
        let begins = first == at || small;
        begins.then(|| self.just_told(first, class).or_else(|| self.goes_on(first, class))).flatten()
    }

    /// `Ann Ray sold her boat. She was late. ‹She› …`: who is meant by the same pronoun at the beginning of the sentence
    /// that ends right before the token at `first`.
    fn goes_on(&self, first: usize, class: Class) -> Option<usize> {
        const GENDER: Class = class::MASCULINE | class::FEMININE;
        let text = self.attributor.text;
        let last = text.sentence_of(first).checked_sub(1).filter(|_| !text.tokens[first].opens_paragraph)?;
        let before = text.sentence(last).start;
        let same = text.is(before, class::PRONOUN) && text.tokens[before].class & GENDER == class & GENDER;
        self.meant_in(last).filter(|_| same && class & GENDER != 0)
    }

    /// `Siti praised the plan. “It is good for us all.”`: the person who begins the sentence before, where no paragraph
    /// and no other mark stands between.
    pub(super) fn acts_before(&self, open: usize, here: usize) -> Option<usize> {
        let text = self.attributor.text;
        let last = here.checked_sub(1).filter(|_| !text.tokens[open].opens_paragraph)?;
        let before = text.sentence(last);
        let sole = before.end <= open && text.sentence(here).start >= open && before.clone().all(|at| text.is_told(at));
        // `‹Lind’s› clerk Ann Ray shook her head. “…”`
        let owns = |name: usize| {
            text.get(self.attributor.names[name].range.end).is_some_and(|t| t.shape == Shape::Mark && !t.spaced)
        };
        let named = self.named_in(last, before.end);
        let mut named = named.filter(|(name, _)| !owns(*name) && !self.is_owner(*name));
        let (name, person) = named.next().filter(|_| sole)?;
        let (start, name) = (self.start(name), &self.attributor.names[name]);
        // `Her friend Clara Voss, a clerk, agreed. “…”`
        // `Istrinya, ‹Siti Rahma›, sedang di pasar.`
        let commas = text.is_sign(before.start + 1, ',') && text.is_sign(name.range.end, ',');
        let apposed = commas && name.whole.start == before.start + 2;
        let verb = self.attributor.verb_behind(name.range.end + usize::from(apposed), before.end);
        // `‹Vogt› habe gezahlt. „…“`: in that mood somebody else tells it.
        let mood = text.verb_second() && text.is(verb, class::REPORTED);
        let verb = text.get(verb).is_some_and(|next| next.shape == Shape::Lower && !mood);
        let small = |at: usize| text.is(at, class::FUNCTION | class::POSSESSIVE | class::PERSON_NOUN | class::ROLE);
        let whose = |at: usize| {
            text.tokens[at].shape == Shape::Mark
                || text.is(at, class::APOSTROPHE_S)
                || self.attributor.name_at(at).is_some_and(owns)
        };
        let begins = (before.start..start).all(|at| small(at) || whose(at));
        let begins = begins && !text.is(before.start, class::PREPOSITION);
        // `‹Para Luis Torres›, el puente no aguanta. “…”`
        const OPINION: Class = class::PREPOSITION | class::REPORTING;
        let opinion = text.tokens[before.start].class & OPINION == OPINION
            && name.whole.start == before.start + 1
            && text.is_sign(name.range.end, ',');
        // `Hal yang sama disampaikan oleh ‹Siti›. “…,” kata dia.`: whoever says it, behind a turned verb.
        let by = start.saturating_sub(1).max(before.start);
        let agent = text.language.pack.names.bare_subjects
            && by > before.start
            && text.is(by - usize::from(text.is(by, class::AGENT)), class::OPENER);
        let (begins, verb) = (begins || apposed || opinion || agent, verb || opinion || agent);
        (begins && verb && self.people.all[person].kind == Kind::Person).then_some(person)
    }

    /// Where a name begins with the role that stands before it: `‹istri Budi, Siti›`.
    pub(super) fn start(&self, name: usize) -> usize {
        let Name { whole, role, .. } = &self.attributor.names[name];
        role.as_ref().map_or(whole.start, |role| role.start.min(whole.start))
    }

    /// `istri ‹Budi›, Siti, menangis`, `‹Hart›’s lawyer, Ann Ray, declined`: whether a name tells whose the person behind
    /// it is.
    pub(super) fn is_owner(&self, name: usize) -> bool {
        let (text, whose) = (self.attributor.text, &self.attributor.names[name].range);
        let next = self.attributor.names.get(name + 1).filter(|next| next.kind == Kind::Person);
        let role = next.and_then(|next| next.role.as_ref()).filter(|role| text.is_sign(role.end, ','));
        let role = role.filter(|role| role.end <= whose.end + NOUN);
        let possessed = || text.get(whose.end).is_some_and(|token| token.shape == Shape::Mark && !token.spaced);
        role.is_some_and(|role| {
            role.start < whose.start && role.end >= whose.end || role.start > whose.end && possessed()
        })
    }

    /// Whether nothing but an article and what describes the name at `name` begins the sentence: `The old mayor ‹Ann
    /// Ray›`.
    pub(super) fn begins(&self, start: usize, name: usize) -> bool {
        const OTHER: Class = class::PREPOSITION
            | class::CONJUNCTION
            | class::CUE
            | class::OPENER
            | class::MARKED_ONLY
            | class::PASSIVE
            | class::RELATIVE
            | class::PRONOUN;
        let text = self.attributor.text;
        let describes = |at: usize| text.tokens[at].is_word() && !text.is(at, OTHER) && text.is_told(at);
        let (acts, name) = (self.attributor.names[name].whole.start, self.start(name));
        name <= start + 1
            || self.acts_late(start, acts)
            || name < start + 5 && text.is(start, class::POINTER | class::FUNCTION) && (start..name).all(describes)
    }

    /// `As the bell rang, ‹Ray› sent word.`: behind a comma that ends what begins with a small word, right before a
    /// verb.
    fn acts_late(&self, start: usize, name: usize) -> bool {
        const LEADS: Class = class::PREPOSITION | class::CONJUNCTION | class::FUNCTION;
        let (text, names) = (self.attributor.text, &self.attributor.names);
        let end = self.attributor.name_at(name).map_or(name, |name| names[name].range.end);
        let verb = text.get(end).is_some_and(|token| token.shape == Shape::Lower && !token.is(LEADS));
        text.is(start, LEADS) && text.is_sign(name - 1, ',') && verb && !text.verb_second()
    }
}
