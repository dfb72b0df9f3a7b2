//! Whom the sources stand for: a sieve, from the surest rule to the least sure.
//!
//! A name is itself; a pronoun or clitic stands for the one who is spoken of last and fits in gender; a statement
//! without a source goes on with the speaker before. Invariant: statements are looked at once, in order, and a search
//! goes back a bounded number of sentences. Absent on purpose: guesses — nobody is better than somebody else.

use super::attribution::{Attributor, Source};
use super::briefing::{QuoteKind, ResolvedBy};
use super::name::Kind;
use super::people::People;
use super::statement::Statement;
use super::text::Range;
use crate::language::lexicon::{Class, class};

/// Farthest back a pronoun is followed, in sentences.
const MEMORY: usize = 12;

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
    let mut sieve = Sieve { attributor, people, centers: vec![None; attributor.text.sentences()], out: Vec::new() };
    for (i, statement) in statements.iter().enumerate() {
        let who = sieve.who(i, statement, statements);
        if let (Some((Who::Person(person), _)), Some(found)) = (&who, &statement.found) {
            let sentence = attributor.text.sentence_of(found.cue.start);
            sieve.centers[sentence] = Some(*person);
        }
        sieve.out.push(who);
    }
    sieve.out
}

struct Sieve<'a> {
    attributor: &'a Attributor<'a>,
    people: &'a People,
    /// Whom each sentence quotes.
    centers: Vec<Option<usize>>,
    out: Vec<Option<(Who, ResolvedBy)>>,
}

impl Sieve<'_> {
    fn who(&self, i: usize, statement: &Statement, all: &[Statement]) -> Option<(Who, ResolvedBy)> {
        let text = self.attributor.text;
        let Some(found) = &statement.found else { return self.unattributed(i, statement, all) };
        match &found.source {
            Source::Name(name) => {
                let person = self.people.of_name[*name]?;
                Some((Who::Person(person), ResolvedBy::Named))
            }
            Source::Pronoun(at) => {
                let class = text.tokens[*at].class;
                let before = text.sentence_of(*at);
                let person = self.spoken_of(*at, before, class)?;
                Some((Who::Person(person), ResolvedBy::Pronoun))
            }
            Source::Clitic(at) => {
                let start = statement.content.first().map_or(*at, |range| range.start);
                let person = self.spoken_of(start, text.sentence_of(start.min(*at)), 0)?;
                Some((Who::Person(person), ResolvedBy::Clitic))
            }
            Source::Nominal(range) => Some((Who::Nominal(range.clone()), ResolvedBy::Role)),
        }
    }

    /// The one spoken of last before `at`, told outside of marks, whom a pronoun of `class` can stand for.
    fn spoken_of(&self, at: usize, sentence: usize, class: Class) -> Option<usize> {
        if class & class::PLURAL != 0 {
            return None;
        }
        for back in (sentence.saturating_sub(MEMORY)..=sentence).rev() {
            if back < sentence
                && let Some(center) = self.centers[back].filter(|person| self.agrees(*person, class))
            {
                return Some(center);
            }
            let range = self.attributor.text.sentence(back);
            if let Some(person) = self.first_person(range.start..range.end.min(at), class) {
                return Some(person);
            }
        }
        None
    }

    /// The first person named in `range`, outside of marks.
    fn first_person(&self, range: Range, class: Class) -> Option<usize> {
        let text = self.attributor.text;
        let names = self.attributor.names;
        let first = names.partition_point(|name| name.range.start < range.start);
        names[first..]
            .iter()
            .zip(first..)
            .take_while(|(name, _)| name.range.start < range.end)
            .filter(|(name, _)| text.is_told(name.range.start))
            .filter_map(|(_, i)| self.people.of_name[i])
            .find(|person| self.people.all[*person].kind == Kind::Person && self.agrees(*person, class))
    }

    fn agrees(&self, person: usize, class: Class) -> bool {
        const BOTH: Class = class::MASCULINE | class::FEMININE;
        let (wanted, known) = (class & BOTH, self.people.all[person].gender & BOTH);
        self.people.all[person].kind != Kind::Organisation && (wanted == 0 || known == 0 || wanted & known != 0)
    }

    fn unattributed(&self, i: usize, statement: &Statement, all: &[Statement]) -> Option<(Who, ResolvedBy)> {
        if statement.kind == QuoteKind::Indirect {
            return None;
        }
        let last = (0..i).rev().find(|j| all[*j].kind != QuoteKind::Indirect)?;
        let (who, _) = self.out[last].clone().filter(|_| statement.follows)?;
        Some((who, ResolvedBy::Continuation))
    }
}
