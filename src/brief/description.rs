//! Whom a description stands for: the one who bears the office it names, whom it points at, or nobody named.
//!
//! Invariant: looks at roles by word, and back a bounded number of tokens. Absent on purpose: pronouns, and which words
//! are a source.

use super::home::Homes;
use super::name::{Kind, Name};
use super::speaker::{NOBODY, Sieve, Who};
use super::text::Range;
use super::title::{self, Titles};
use super::token::Shape;
use crate::language::lexicon::{Class, class};

/// How far back somebody without a name is looked for, in tokens.
const UNNAMED: usize = 300;

impl Sieve<'_> {
    /// `‹Menko Polkam› menambahkan`: an office that looks like a role and a name stands for the one in whose role all of
    /// it stands.
    pub(super) fn holder(&self, name: usize) -> Option<usize> {
        let text = self.attributor.text;
        let Name { whole, range, sure, .. } = &self.attributor.names[name];
        let office = !sure && whole.start < range.start;
        let led = range
            .start
            .checked_sub(1)
            .filter(|at| text.is(*at, class::ROLE) && text.tokens[at + 1].shape == Shape::Upper);
        if let Some(person) = led.and_then(|role| self.titles().by_letters(text, &(role..range.end))) {
            return Some(person);
        }
        let first = *self.roles.get(text.tokens[whole.start].word as usize)?;
        let role =
            self.people.all.get(first as usize)?.role.clone().filter(|role| office && role.len() >= whole.len())?;
        let word = |at: usize| text.tokens[at].word;
        let mut places = role.start..=role.end - whole.len();
        places.any(|at| whole.clone().map(word).eq((at..at + whole.len()).map(word))).then_some(first as usize)
    }

    /// Who bears which title, found when it is first asked for.
    fn titles(&self) -> &Titles {
        self.titles.get_or_init(|| Titles::new(self.attributor.text, self.attributor.names, self.people))
    }

    /// `bupati itu`, `ketua majelis`, `the senator`: the one whose role has these words, or whom a pointing noun fits;
    /// else nobody named.
    pub(super) fn described(&self, range: &Range) -> Who {
        let text = self.attributor.text;
        // `‹Pelatih itu› mengatakan`: a word that points may stand behind its noun.
        let behind = text.language.pack.names.bare_subjects && text.is(range.end, class::POINTER);
        let range = &(range.start..range.end + usize::from(behind));
        let nouns = || {
            range.clone().filter(|at| !text.is(*at, class::POINTER | class::FUNCTION)).map(|at| text.tokens[at].word)
        };
        let known = nouns().next().and_then(|noun| self.roles.get(noun as usize)).filter(|person| **person != NOBODY);
        // `police said` is not the police chief.
        // Nor is `majelis hakim` its chief: where nouns need no article, the first of them says who it is.
        let words = range.start..if text.language.pack.names.bare_subjects { range.start + 1 } else { range.end };
        // `kantor Budi` is a body, though it tells whose it is.
        let somebody = |at: usize| {
            text.is(at, class::ROLE | class::PERSON_NOUN) || text.is(at, class::RELATION) && !text.is(at, class::GROUP)
        };
        let heads = words.clone().any(somebody);
        let has_all = |person: &usize| {
            // Of words that hold a role nothing tells that its bearer is somebody else than these words name.
            let role =
                self.people.all[*person].role.clone().filter(|role| role.start != range.start).unwrap_or_default();
            nouns().all(|noun| text.tokens[role.clone()].iter().any(|token| token.word == noun))
        };
        // A bare title with a capital names the office, whoever holds it: a story may have two presidents. Where every noun
        // has a capital it is the one who alone has that office.
        let title = range.len() == 1 && text.tokens[range.start].is_capital();
        let nouns_capitalised = text.language.pack.names.nouns_capitalised;
        let alone = || (0..self.people.all.len()).filter(has_all).take(2).count() == 1;
        let fits = |person: &usize| if title { nouns_capitalised && alone() } else { has_all(person) };
        let homes = || self.homes.get_or_init(|| Homes::new(self.attributor, self.people));
        let at_home = || homes().holder(self.attributor, self.people, range);
        let titles = self.titles();
        if let Some(person) = titles.bearer(text, range).or_else(|| titles.by_letters(text, range)).or_else(at_home) {
            return Who::Person(person);
        }
        let known = known.map(|person| *person as usize).filter(|_| heads).filter(fits);
        let known = known.or_else(|| titles.by_role(text, range));
        if let Some(person) = known.or_else(|| titles.by_end(text, range)) {
            return Who::Person(person);
        }
        if let Some(author) = self.author(range) {
            return Who::Person(author);
        }
        let pointed =
            text.is(range.start.wrapping_sub(1), class::POINTER) || range.clone().any(|at| text.is(at, class::POINTER));
        let noun = range.clone().find(|at| text.is(*at, class::PERSON_NOUN));
        // `politikus Partai Layar itu`: what points closes a phrase that begins with the noun.
        // In `warga di kota itu` the town may be pointed at.
        let below = |at: usize| text.is(at, class::RELATIVE | class::PREPOSITION) && text.is_told(at);
        let town = text.is(range.start, class::GROUP) && range.clone().any(below);
        let closed = range.len() > 2 && text.is(range.end - 1, class::POINTER) && !town;
        let noun = if closed { Some(range.start).filter(|at| somebody(*at)) } else { noun };
        // `die Richter` are several: article and noun are of different gender.
        let several = |noun: &usize| {
            let article = text.tokens[range.start.saturating_sub(1)].class;
            article & class::POINTER != 0 && article & class::FEMININE != 0 && text.is(*noun, class::MASCULINE)
        };
        let noun = noun.filter(|noun| pointed && (closed || nouns().count() == 1) && !several(noun));
        // `der Kanzler` is not the minister whom the story named last, nor is `the governor` the senator.
        let other = |person: &usize| {
            let office = noun.is_some_and(|noun| text.is(noun, class::ROLE));
            office && nouns_capitalised && self.people.all[*person].role.is_some()
                || noun.is_some_and(|noun| title::is_other(text, self.people, *person, noun))
        };
        noun.filter(|noun| !self.is_unnamed(*noun))
            .and_then(|noun| self.memory.recall(range.start, text.tokens[noun].class))
            .filter(|person| !other(person))
            .map_or_else(|| Who::Nominal(range.start..range.end - usize::from(behind)), Who::Person)
    }

    /// `Lind said in a ‹statement› … “…,” the ‹statement› added`, `“…,” her ‹statement› said`: who speaks in the sentence where
    /// what is written was last named, or whose it is.
    fn author(&self, range: &Range) -> Option<usize> {
        let text = self.attributor.text;
        let lower = |at: usize| text.tokens[at].shape == Shape::Lower;
        let noun = range.clone().rev().find(|at| text.is(*at, class::WRITING) && lower(*at))?;
        let before = noun.checked_sub(1)?;
        if text.is(before, class::POSSESSIVE) {
            return self.memory.recall(before, text.tokens[before].class);
        }
        let same = |at: &usize| text.tokens[*at].word == text.tokens[noun].word && text.is_told(*at);
        let first =
            (noun.saturating_sub(UNNAMED)..before).rev().find(same).filter(|_| text.is(before, class::POINTER))?;
        // `said in a prepared ‹statement›`; but who read the statement has not written it.
        let below = |at: usize| text.is(at, class::PREPOSITION) && text.is_told(at);
        let said_in = (first.saturating_sub(3)..first).rev().take_while(|at| lower(*at) || below(*at)).any(below);
        let author = self.memory.meant_in(text.sentence_of(first)).filter(|_| said_in)?;
        (self.people.all[author].kind == Kind::Person).then_some(author)
    }

    /// `A council ‹aide› left. The ‹aide› said …`: whether the noun at `noun` was last said of somebody without a name, not
    /// far before it.
    fn is_unnamed(&self, noun: usize) -> bool {
        const NO_ARTICLE: Class = class::POINTER
            | class::POSSESSIVE
            | class::PREPOSITION
            | class::CONJUNCTION
            | class::RELATIVE
            | class::PRONOUN;
        let text = self.attributor.text;
        if text.language.pack.names.bare_subjects {
            return false;
        }
        let same = |at: &usize| text.tokens[*at].word == text.tokens[noun].word && text.is_told(*at);
        let small = |at: &usize| text.is(*at, class::FUNCTION) || !text.tokens[*at].is_word();
        // `Lind was ‹an› aide` tells what somebody named is.
        let opens =
            |at: usize| text.is(at, class::FUNCTION) && !text.is(at, NO_ARTICLE) && !text.is(at - 1, class::AUXILIARY);
        let named = |at: usize| self.attributor.name_at(at).is_some();
        let article = |first: usize| (first.saturating_sub(4)..first).rev().find(small);
        let unnamed = |first: usize| {
            let comma = usize::from(text.is_sign(first + 1, ','));
            article(first).is_some_and(|at| at == 0 || opens(at)) && !named(first) && !named(first + 1 + comma)
        };
        // `the neighbor` who was `a neighbor` farther back is still nobody named.
        let pointed = |first: &usize| article(*first).is_some_and(|at| text.is(at, class::POINTER) && text.is_told(at));
        let mut before = (noun.saturating_sub(UNNAMED)..noun).rev().filter(same);
        before.find(|first| !pointed(first)).is_some_and(unnamed)
    }
}
