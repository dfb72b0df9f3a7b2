//! Where people are from: `Sen. Marco Vidal of ‹Florida›`, `‹Florida› Sen. Marco Vidal`, so that `the Florida senator`
//! is him.
//!
//! Invariant: one look at each name, and at a bounded number of people from one place; of two whose office it may be
//! none is meant. Absent on purpose: people whose place the story does not name beside them.

use crate::brief::attribution::Attributor;
use crate::brief::name::Kind;
use crate::brief::people::People;
use crate::brief::text::{Range, Text};
use crate::language::folding::ByHash;
use crate::language::lexicon::class;

/// By the words of a place, those who are from there.
pub(super) struct Homes(ByHash<Vec<u32>>);

/// How many are remembered of one place; where more are from there, one more stands for them.
const MOST: usize = 8;

impl Homes {
    /// Reads who is from where.
    pub(crate) fn new(attributor: &Attributor<'_>, people: &People) -> Self {
        let text = attributor.text;
        let mut homes = Self(ByHash::default());
        for (name, person) in attributor.names.iter().zip(&people.of_name) {
            let Some(person) = person.filter(|person| people.all[*person].kind == Kind::Person) else { continue };
            let behind = name.range.end + 1;
            let of = text.is(name.range.end, class::PREPOSITION) && text.is_told(name.range.end);
            let mut before = name.whole.start.saturating_sub(1)..name.range.start;
            let places = [place(attributor, behind).filter(|_| of), before.find_map(|at| place(attributor, at))];
            for place in places.into_iter().flatten() {
                let known = homes.0.entry(key(text, &place)).or_default();
                if known.len() <= MOST && !known.contains(&(person as u32)) {
                    known.push(person as u32);
                }
            }
        }
        homes
    }

    /// Whom `Florida senator` stands for: the one from there whose office it is.
    pub(crate) fn holder(&self, attributor: &Attributor<'_>, people: &People, words: &Range) -> Option<usize> {
        let text = attributor.text;
        let noun = words.end.checked_sub(1).filter(|noun| text.is(*noun, class::PERSON_NOUN | class::ROLE))?;
        let place = place(attributor, words.start).filter(|place| place.end == noun)?;
        let there = self.0.get(&key(text, &place)).filter(|there| there.len() <= MOST)?;
        let hash = |at: usize| text.words.hash(text.tokens[at].word);
        let titles = &text.language.titles;
        let bears = |at: usize| {
            let short = |long: &Vec<u64>| long.as_slice() == [hash(noun)];
            hash(at) == hash(noun) || titles.get(&hash(at)).is_some_and(short)
        };
        let bearer = |person: &&u32| {
            let role = people.all[**person as usize].role.clone();
            role.is_none_or(|mut role| role.any(bears))
        };
        let mut bearers = there.iter().filter(bearer);
        bearers.next().filter(|_| bearers.next().is_none()).map(|person| *person as usize)
    }
}

/// The place whose name covers the token at `at`.
fn place(attributor: &Attributor<'_>, at: usize) -> Option<Range> {
    let text = attributor.text;
    match attributor.name_at(at).map(|name| &attributor.names[name]) {
        Some(name) if name.kind == Kind::Place => Some(name.range.clone()),
        _ => text.is(at, class::PLACE).then(|| at..at + usize::from(text.tokens[at].phrase.max(1))),
    }
}

/// The words of a place as one key.
fn key(text: &Text<'_>, place: &Range) -> u64 {
    text.tokens[place.clone()].iter().fold(0, |key: u64, token| key.rotate_left(9) ^ text.words.hash(token.word))
}
