//! Whom the sources stand for: a sieve, from the surest rule to the least sure.
//!
//! A name is itself; a pronoun or clitic stands for the one who is spoken of last and fits in gender; a statement
//! without a source goes on with the speaker before. Invariant: statements are looked at once, in order, and a search
//! goes back a bounded number of sentences. Absent on purpose: guesses — nobody is better than somebody else.

mod acting;
mod affiliation;
mod antecedent;
mod beside;
mod description;
mod home;
mod title;
mod unnamed;

use std::cell::OnceCell;

use super::attribution::{Attributor, Found, Source};
use super::briefing::{QuoteKind, ResolvedBy};
use super::label;
use super::name::{Kind, Name};
use super::people::People;
use super::statement::Statement;
use super::text::{Range, token::Shape};
use crate::language::lexicon::{Class, class};
use affiliation::Affiliations;
use antecedent::Memory;
use home::Homes;
use title::Titles;

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
    let (homes, titles, affiliations) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
    let mut sieve = Sieve { attributor, people, memory, out: Vec::new(), roles, answerer, homes, titles, affiliations };
    for (i, statement) in statements.iter().enumerate() {
        sieve.memory.read_to(statement.words());
        let who = sieve.who(i, statement, statements);
        if let Some((Who::Person(person), _)) = &who {
            let start = statement.content.first().map_or(0, |content| content.start);
            sieve.memory.says(*person, statement.found.as_ref().map_or(start, |found| found.cue.start));
        }
        sieve.out.push(who);
    }
    sieve.out
}

/// How many statements back the last one in marks is looked for, so that reading stays linear.
const LAST: usize = 64;

/// No person.
const NOBODY: u32 = u32::MAX;

struct Sieve<'a> {
    pub(super) attributor: &'a Attributor<'a>,
    pub(super) people: &'a People,
    pub(super) memory: Memory<'a>,
    pub(super) out: Vec<Option<(Who, ResolvedBy)>>,
    /// For each word, who bears a role with it; the first one named.
    pub(super) roles: Vec<u32>,
    /// Who gives the answers of an interview that no name labels.
    answerer: Option<usize>,
    /// Who is from where, who bears which title, and who is of which body: read when the first description asks.
    homes: OnceCell<Homes>,
    pub(super) titles: OnceCell<Titles>,
    affiliations: OnceCell<Affiliations>,
}

impl Sieve<'_> {
    fn who(&self, i: usize, statement: &Statement, all: &[Statement]) -> Option<(Who, ResolvedBy)> {
        let found = match &statement.found {
            // Where its ending tells who acts, a verb says no more than that whoever spoke goes on.
            Some(Found { source: Source::Ending(at), .. }) if self.attributor.tells_of_several(*at) => return None,
            None | Some(Found { source: Source::Ending(_), .. }) => return self.unattributed(i, statement, all),
            Some(found) => found,
        };
        if let Some(who) = self.unnamed_before(i, &found.source, all, false) {
            return Some((who, ResolvedBy::Pronoun));
        }
        let start = statement.content.first().map(|content| content.start);
        let pointed = || Some((self.unnamed_before(i, &found.source, all, true)?, ResolvedBy::Pronoun));
        let plural = matches!(found.source, Source::Pronoun(_)) && statement.kind == QuoteKind::Mixed;
        let told = || {
            let start = start.filter(|start| plural && found.cue.start < *start)?;
            let who = self.told_before(start, self.attributor.text.sentence_of(start), true)?;
            Some((who, ResolvedBy::Continuation))
        };
        self.stands_for(&found.source, start).or_else(pointed).or_else(told)
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
                // `…, kata ‹dia›` looks back behind its words as `katanya` does; `Ann Ray was shocked, ‹she› said` need
                // not.
                let behind = at.checked_sub(1).is_some_and(|cue| text.is(cue, class::CUE_SOURCE));
                let from = start.filter(|start| behind && start < at).unwrap_or(*at);
                let told = || self.just_described(start, class);
                // `Ann Ray sold her boat. ‹She› said “…”`
                let begun = || self.memory.begun_by(*at, class);
                let told = self.just_told(start, class).or_else(begun).map(Who::Person).or_else(told);
                let recalled = || self.memory.recall(from, class).map(Who::Person);
                let who = told.or_else(recalled).or_else(|| self.last_described(*at, class))?;
                Some((who, ResolvedBy::Pronoun))
            }
            Source::Clitic(at) => {
                let recalled = || self.memory.recall(start.unwrap_or(*at).min(*at), 0);
                let person = self.just_told(start, 0).or_else(recalled).map(Who::Person)?;
                Some((person, if text.clitic(*at) > 0 { ResolvedBy::Clitic } else { ResolvedBy::Continuation }))
            }
            Source::Ending(_) => None,
            Source::Nominal(range) => {
                let answers = text.is(range.start, class::ANSWER) && text.is_sign(range.end, ':');
                let answerer = self.answerer.filter(|_| answers).map(Who::Person);
                let told = answerer.or_else(|| self.several(range)).unwrap_or_else(|| self.described(range));
                Some((told, ResolvedBy::Role))
            }
        }
    }

    /// `Ann Ray shook her head. “It is late,” ‹she› said.`: whom words of `class` fit and the sentence right before the
    /// quotation at `start` is about.
    fn just_told(&self, start: Option<usize>, class: Class) -> Option<usize> {
        self.memory.just_told(start?.checked_sub(1)?, class)
    }

    /// `In seiner Rede erklärte ‹Vogt›, er wolle den Wald schützen. Er werde „…“ tun.`: in a mood that tells somebody's
    /// words, or in marks that begin a sentence, goes on what was told right before; where every noun has a capital,
    /// for there no reported clause need be found.
    ///
    /// Where a sentence is `of_others` who are spoken of there, its own mood need not show it: `Für Ärzte solle es sich
    /// lohnen, sagte ‹Vogt›. Sie sollten „…“`.
    fn told_before(&self, start: usize, here: usize, of_others: bool) -> Option<Who> {
        let text = self.attributor.text;
        let second = text.verb_second();
        let open = start.checked_sub(1).filter(|open| second && !text.tokens[*open].opens_paragraph)?;
        let told = |at: &usize| text.is_told(*at) && text.is(*at, class::REPORTED);
        let goes_on = |sentence: Range| sentence.clone().any(|at| told(&at));
        let sentence = text.sentence(here);
        let last = text.sentence(here.checked_sub(1)?);
        let on = if of_others { goes_on(last) } else { sentence.start >= open || goes_on(sentence.start..open) };
        if !on {
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
                return self.memory.acts_before(last.end.min(open), before + 1).map(Who::Person);
            }
        }
        None
    }

    fn unattributed(&self, i: usize, statement: &Statement, all: &[Statement]) -> Option<(Who, ResolvedBy)> {
        if statement.kind == QuoteKind::Indirect && statement.found.is_none() {
            // Told on without a source: whoever spoke before.
            let before = i.checked_sub(1).and_then(|before| self.out[before].as_ref());
            return before.filter(|_| statement.follows).map(|(who, _)| (who.clone(), ResolvedBy::Continuation));
        }
        let start = statement.content.first()?.start;
        let text = self.attributor.text;
        let here = text.sentence_of(start);
        // `Carter said that it would not happen. “That is because …”`: what is told right before is the nearest.
        let told = || self.memory.acts_before(start.checked_sub(1)?, here);
        if let Some(person) = told().filter(|_| !statement.follows) {
            return Some((Who::Person(person), ResolvedBy::Continuation));
        }
        // `Een ‹bewoner› schrok. “…”`
        let plain = (text.verb_second() || text.language.pack.attribution.late_subject) && !statement.follows;
        if let Some(who) = Some(start).filter(|_| plain).and_then(|start| self.just_described(Some(start), 0)) {
            return Some((who, ResolvedBy::Continuation));
        }
        if let Some(who) = self.told_before(start, here, false).filter(|_| !statement.follows) {
            return Some((who, ResolvedBy::Continuation));
        }
        if let Some(person) = self.acts_above(start, here).filter(|_| !statement.follows) {
            return Some((Who::Person(person), ResolvedBy::Continuation));
        }
        let told = i.checked_sub(1).filter(|j| all[*j].kind == QuoteKind::Indirect && self.out[*j].is_some());
        let told = told.filter(|j| {
            let found = all[*j].found.as_ref();
            !statement.follows && found.is_some_and(|found| text.sentence_of(found.cue.start) + 1 >= here)
        });
        let last = told.or_else(|| (0..i).rev().take(LAST).find(|j| all[*j].kind != QuoteKind::Indirect));
        if let Some(last) = last
            && let Some((who, _)) = &self.out[last]
        {
            let end = all[last].content.last().map_or(0, |range| range.end);
            let end = all[last].found.as_ref().map_or(end, |found| end.max(found.cue.end));
            if statement.follows || here.saturating_sub(text.sentence_of(end)) <= 2 {
                return Some((who.clone(), ResolvedBy::Continuation));
            }
        }
        // `“…,” ‹she› said. “…”`: whoever goes on is nobody else, though she may be nobody known.
        if last.is_some_and(|last| statement.follows && all[last].found.is_some() && self.out[last].is_none()) {
            return None;
        }
        let person = self.memory.recall(start, 0).or_else(|| self.acts_behind(statement))?;
        Some((Who::Person(person), ResolvedBy::Continuation))
    }

    /// `‹Ann Ray› ran to the quay. ¶ “My boat is there.”`: whose whole name begins the paragraph above words that are a
    /// paragraph of their own, where nobody said anything in it.
    fn acts_above(&self, start: usize, here: usize) -> Option<usize> {
        let text = self.attributor.text;
        let open = start.checked_sub(1).filter(|open| text.tokens[*open].opens_paragraph)?;
        let above = text.sentence(here.checked_sub(1)?);
        let first = text.tokens[above.start].opens_paragraph && above.end == open;
        let name =
            self.attributor.name_at(above.start).filter(|_| first && above.clone().all(|at| text.is_told(at)))?;
        let Name { range, kind, .. } = &self.attributor.names[name];
        let verb = self.attributor.verb_behind(range.end, above.end);
        let verb = text.get(verb).is_some_and(|next| next.shape == Shape::Lower);
        self.people.of_name[name].filter(|_| *kind == Kind::Person && range.len() > 1 && verb)
    }

    /// `“It is late.” ‹Ann Ray› shook her head.`: where nobody was told of before, the person who begins the next
    /// sentence of the paragraph.
    fn acts_behind(&self, statement: &Statement) -> Option<usize> {
        let text = self.attributor.text;
        let from = statement.content.last()?.end + 1;
        let name = self.attributor.name_at(from).filter(|_| !text.tokens[from].opens_paragraph)?;
        let Name { whole, kind, .. } = &self.attributor.names[name];
        let verb = text.get(whole.end).is_some_and(|next| next.shape == Shape::Lower);
        self.people.of_name[name].filter(|_| whole.start == from && *kind == Kind::Person && verb)
    }
}
