//! Whom the sources stand for: a sieve, from the surest rule to the least sure.
//!
//! A name is itself; a pronoun or clitic stands for the one who is spoken of last and fits in gender; a statement
//! without a source goes on with the speaker before. Invariant: statements are looked at once, in order, and a search
//! goes back a bounded number of sentences. Absent on purpose: guesses — nobody is better than somebody else.

use std::cell::OnceCell;

use super::antecedent::Memory;
use super::attribution::{Attributor, Source};
use super::briefing::{QuoteKind, ResolvedBy};
use super::home::Homes;
use super::label;
use super::name::{Kind, Name};
use super::people::People;
use super::statement::Statement;
use super::text::Range;
use super::title::{self, Titles};
use super::token::Shape;
use crate::language::lexicon::{Class, class};

/// Who said a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// Somebody named, by position.
    Person(usize),
    /// A description that stands for nobody named.
    Nominal(Range),
}

/// For each statement who said it and how that was found.
pub(super) fn resolve(
    attributor: &Attributor<'_>,
    people: &People,
    statements: &[Statement],
) -> Vec<Option<(Who, ResolvedBy)>> {
    let mut roles = vec![NOBODY; attributor.text.words.len()];
    for (i, person) in people.all.iter().enumerate() {
        for at in person.role.clone().unwrap_or_default() {
            if let Some(role) = roles.get_mut(attributor.text.tokens[at].word as usize) {
                *role = (*role).min(i as u32);
            }
        }
    }
    let memory = Memory::new(attributor, people);
    let answerer = label::answerer(attributor, people);
    let (homes, titles) = (OnceCell::new(), OnceCell::new());
    let mut sieve = Sieve { attributor, people, memory, out: Vec::new(), roles, answerer, homes, titles };
    for (i, statement) in statements.iter().enumerate() {
        sieve.memory.read_to(statement.content.first().map_or(0, |content| content.start));
        let who = sieve.who(i, statement, statements);
        if let Some((Who::Person(person), _)) = &who {
            let start = statement.content.first().map_or(0, |content| content.start);
            sieve.memory.says(*person, statement.found.as_ref().map_or(start, |found| found.cue.start));
        }
        sieve.out.push(who);
    }
    sieve.out
}

/// No person.
const NOBODY: u32 = u32::MAX;

struct Sieve<'a> {
    attributor: &'a Attributor<'a>,
    people: &'a People,
    memory: Memory<'a>,
    out: Vec<Option<(Who, ResolvedBy)>>,
    /// For each word, who bears a role with it; the first one named.
    roles: Vec<u32>,
    /// Who gives the answers of an interview that no name labels.
    answerer: Option<usize>,
    /// Who is from where, and who bears which title: read when the first description asks.
    homes: OnceCell<Homes>,
    titles: OnceCell<Titles>,
}

impl Sieve<'_> {
    fn who(&self, i: usize, statement: &Statement, all: &[Statement]) -> Option<(Who, ResolvedBy)> {
        let Some(found) = &statement.found else { return self.unattributed(i, statement, all) };
        self.stands_for(&found.source, statement.content.first().map(|content| content.start))
    }

    /// Whom a source stands for whose words begin at `start`.
    fn stands_for(&self, source: &Source, start: Option<usize>) -> Option<(Who, ResolvedBy)> {
        let text = self.attributor.text;
        match source {
            Source::Name(name) => match self.holder(*name) {
                Some(person) => Some((Who::Person(person), ResolvedBy::Role)),
                None => Some((Who::Person(self.people.of_name[*name]?), ResolvedBy::Named)),
            },
            Source::Pronoun(at) => {
                let class = text.tokens[*at].class;
                // `…, kata ‹dia›` looks back behind its words as `katanya` does; `Ann Ray was shocked, ‹she› said` need not.
                let behind = at.checked_sub(1).is_some_and(|cue| text.is(cue, class::CUE_SOURCE));
                let from = start.filter(|start| behind && start < at).unwrap_or(*at);
                let person = self.just_told(start, class).or_else(|| self.memory.recall(from, class))?;
                Some((Who::Person(person), ResolvedBy::Pronoun))
            }
            Source::Clitic(at) => {
                let from = start.unwrap_or(*at).min(*at);
                let person = self.just_told(start, 0).or_else(|| self.memory.recall(from, 0))?;
                Some((Who::Person(person), ResolvedBy::Clitic))
            }
            Source::Nominal(range) => {
                let answers = text.is(range.start, class::ANSWER) && text.is_sign(range.end, ':');
                let answerer = self.answerer.filter(|_| answers).map(Who::Person);
                Some((answerer.unwrap_or_else(|| self.described(range)), ResolvedBy::Role))
            }
        }
    }

    /// `‹Menko Polkam› menambahkan`: an office that looks like a role and a name stands for the one in whose role all of
    /// it stands.
    fn holder(&self, name: usize) -> Option<usize> {
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
        self.titles.get_or_init(|| Titles::new(self.attributor.text, self.people))
    }

    /// `bupati itu`, `ketua majelis`, `the senator`: the one whose role has these words, or whom a pointing noun fits;
    /// else nobody named.
    fn described(&self, range: &Range) -> Who {
        let text = self.attributor.text;
        let nouns = || {
            range.clone().filter(|at| !text.is(*at, class::POINTER | class::FUNCTION)).map(|at| text.tokens[at].word)
        };
        let known = nouns().next().and_then(|noun| self.roles.get(noun as usize)).filter(|person| **person != NOBODY);
        let has_all = |person: &usize| {
            let role = self.people.all[*person].role.clone().unwrap_or_default();
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
        let known = known.map(|person| *person as usize).filter(fits);
        if let Some(person) = known.or_else(|| titles.by_end(text, range)) {
            return Who::Person(person);
        }
        let pointed =
            text.is(range.start.wrapping_sub(1), class::POINTER) || range.clone().any(|at| text.is(at, class::POINTER));
        let noun = range.clone().find(|at| text.is(*at, class::PERSON_NOUN));
        const CLOSED: Class = class::PERSON_NOUN | class::ROLE | class::RELATION;
        // `politikus Partai Layar itu`: what points closes a phrase that begins with the noun.
        let closed = range.len() > 2 && text.is(range.end - 1, class::POINTER);
        let noun = if closed { Some(range.start).filter(|at| text.is(*at, CLOSED)) } else { noun };
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
        noun.and_then(|noun| self.memory.recall(range.start, text.tokens[noun].class))
            .filter(|person| !other(person))
            .map_or_else(|| Who::Nominal(range.clone()), Who::Person)
    }

    /// `Ann Ray shook her head. “It is late,” ‹she› said.`: whom words of `class` fit and the sentence right before the
    /// quotation at `start` is about.
    fn just_told(&self, start: Option<usize>, class: Class) -> Option<usize> {
        let start = start.filter(|_| class & class::PLURAL == 0)?;
        let here = self.attributor.text.sentence_of(start);
        let person = self.acts_before(start, here)?;
        (self.memory.agrees(person, class) && !self.memory.is_meant(here - 1)).then_some(person)
    }

    /// `Siti praised the plan. “It is good for us all.”`: the person who begins the sentence before, where no paragraph
    /// and no other mark stands between.
    fn acts_before(&self, start: usize, here: usize) -> Option<usize> {
        let text = self.attributor.text;
        let open = start.checked_sub(1).filter(|open| !text.tokens[*open].opens_paragraph)?;
        let last = here.checked_sub(1)?;
        let before = text.sentence(last);
        let sole = before.end <= open && text.sentence(here).start >= open && before.clone().all(|at| text.is_told(at));
        let (name, person) = self.memory.named_in(last, before.end).next().filter(|_| sole)?;
        let name = &self.attributor.names[name];
        // `Her friend Clara Voss, a clerk, agreed. “…”`
        // `Istrinya, ‹Siti Rahma›, sedang di pasar.`
        let commas = text.is_sign(before.start + 1, ',') && text.is_sign(name.range.end, ',');
        let apposed = commas && name.whole.start == before.start + 2;
        let verb = self.attributor.verb_behind(name.range.end + usize::from(apposed), before.end);
        let verb = text.get(verb).is_some_and(|next| next.shape == Shape::Lower);
        let small = |at: usize| text.is(at, class::FUNCTION | class::POSSESSIVE | class::PERSON_NOUN | class::ROLE);
        let begins = (before.start..name.whole.start).all(small) && !text.is(before.start, class::PREPOSITION);
        let begins = begins || apposed;
        (begins && verb && self.people.all[person].kind == Kind::Person).then_some(person)
    }

    /// `In seiner Rede erklärte ‹Vogt›, er wolle den Wald schützen. Er werde „…“ tun.`: in a mood that tells somebody's
    /// words, or in marks that begin a sentence, goes on what was told right before; where every noun has a capital, for
    /// there no reported clause need be found.
    fn told_before(&self, start: usize, here: usize) -> Option<Who> {
        let text = self.attributor.text;
        let second = text.verb_second();
        let open = start.checked_sub(1).filter(|open| second && !text.tokens[*open].opens_paragraph)?;
        let told = |at: &usize| text.is_told(*at) && text.is(*at, class::REPORTED);
        let goes_on = |sentence: Range| sentence.clone().any(|at| told(&at));
        let sentence = text.sentence(here);
        if sentence.start < open && !goes_on(sentence.start..open) {
            return None;
        }
        for before in (here.saturating_sub(3)..here).rev() {
            let last = text.sentence(before);
            let paragraph = text.tokens[last.end.min(open)].opens_paragraph;
            if paragraph || last.is_empty() {
                return None;
            }
            if let Some(found) = self.attributor.left(last.end, last.start) {
                return self.stands_for(&found.source, Some(found.cue.start)).map(|(who, _)| who);
            }
            if !goes_on(last.clone()) || !last.clone().all(|at| text.is_told(at)) {
                // `Vogt nahm die Leute in Schutz. Sie hätten „…“`
                return self.acts_before(last.end.min(open) + 1, before + 1).map(Who::Person);
            }
        }
        None
    }

    fn unattributed(&self, i: usize, statement: &Statement, all: &[Statement]) -> Option<(Who, ResolvedBy)> {
        if statement.kind == QuoteKind::Indirect {
            // Told on without a source: whoever spoke before.
            let before = i.checked_sub(1).and_then(|before| self.out[before].as_ref());
            return before.filter(|_| statement.follows).map(|(who, _)| (who.clone(), ResolvedBy::Continuation));
        }
        let start = statement.content.first()?.start;
        let text = self.attributor.text;
        let here = text.sentence_of(start);
        // `Carter said that it would not happen. “That is because …”`: what is told right before is the nearest.
        if let Some(person) = self.acts_before(start, here).filter(|_| !statement.follows) {
            return Some((Who::Person(person), ResolvedBy::Continuation));
        }
        if let Some(who) = self.told_before(start, here).filter(|_| !statement.follows) {
            return Some((who, ResolvedBy::Continuation));
        }
        let told = i.checked_sub(1).filter(|j| all[*j].kind == QuoteKind::Indirect && self.out[*j].is_some());
        let told = told.filter(|j| {
            let found = all[*j].found.as_ref();
            !statement.follows && found.is_some_and(|found| text.sentence_of(found.cue.start) + 1 >= here)
        });
        let last = told.or_else(|| (0..i).rev().find(|j| all[*j].kind != QuoteKind::Indirect));
        if let Some(last) = last
            && let Some((who, _)) = &self.out[last]
        {
            let end = all[last].content.last().map_or(0, |range| range.end);
            let end = all[last].found.as_ref().map_or(end, |found| end.max(found.cue.end));
            if statement.follows || here.saturating_sub(text.sentence_of(end)) <= 2 {
                return Some((who.clone(), ResolvedBy::Continuation));
            }
        }
        let person = self.memory.recall(start, 0).or_else(|| self.acts_behind(statement))?;
        Some((Who::Person(person), ResolvedBy::Continuation))
    }

    /// `“It is late.” ‹Ann Ray› shook her head.`: where nobody was told of before, the person who begins the next sentence of
    /// the paragraph.
    fn acts_behind(&self, statement: &Statement) -> Option<usize> {
        let text = self.attributor.text;
        let from = statement.content.last()?.end + 1;
        let name = self.attributor.name_at(from).filter(|_| !text.tokens[from].opens_paragraph)?;
        let Name { whole, kind, .. } = &self.attributor.names[name];
        let verb = text.get(whole.end).is_some_and(|next| next.shape == Shape::Lower);
        self.people.of_name[name].filter(|_| whole.start == from && *kind == Kind::Person && verb)
    }
}
