//! Titles that stand for who bears them: `Menkes`, `the senator`, `die Ministerin`.
//!
//! Invariant: one look at each role; a title that two people bear stands for nobody. Absent on purpose: who is told of
//! nearest.

use crate::brief::name::Name;
use crate::brief::people::People;
use crate::brief::text::{Range, Text};
use crate::language::folding::ByHash;
use crate::language::lexicon::{self, Class, class};

/// By title, as what it is short for has it: who bears it first in their role, and who bears it anywhere.
#[derive(Default)]
pub(super) struct Titles {
    by_title: ByHash<[Bearer; 2]>,
    /// By a noun for people, who bears a role that is a compound of it: `Ministerin` of `Agrarministerin`.
    by_end: ByHash<Bearer>,
    /// By a word of a role and the letters that the capitals behind it begin with: `Menteri LH`.
    by_letters: ByHash<Bearer>,
    /// By the words of a role before any form of a name.
    by_role: ByHash<Bearer>,
}

/// Who bears a title.
#[derive(Clone, Copy, Default)]
enum Bearer {
    #[default]
    Nobody,
    One(u32),
    Several,
}

impl Bearer {
    fn add(&mut self, person: u32) {
        *self = match *self {
            Self::Nobody => Self::One(person),
            Self::One(known) if known == person => *self,
            _ => Self::Several,
        };
    }

    fn sole(self) -> Option<usize> {
        if let Self::One(person) = self { Some(person as usize) } else { None }
    }
}

/// The longest compound that is looked at, in bytes, and the fewest letters before the noun it ends with.
const LONGEST: usize = 60;
const SHORTEST: usize = 2;

/// The most words of a role that is looked up whole.
const ROLE: usize = 5;

/// The most letters that the words of an office are cut down to.
const LETTERS: usize = 5;

impl Titles {
    /// Reads the roles of all.
    pub(crate) fn new(text: &Text<'_>, names: &[Name], people: &People) -> Self {
        let mut titles = Self::default();
        for (name, person) in names.iter().zip(&people.of_name) {
            let role = name.role.as_ref().filter(|role| (2..=ROLE).contains(&role.len()));
            if let (Some(role), Some(person)) = (role, person) {
                titles.by_role.entry(phrase(text, role)).or_default().add(*person as u32);
            }
        }
        for (person, role) in people.all.iter().enumerate().filter_map(|(i, person)| Some((i, person.role.clone()?))) {
            role.clone().for_each(|at| titles.add_ends(text, at, person as u32));
            role.clone().for_each(|at| titles.add_letters(text, at..role.end, person as u32));
            let role: Vec<u64> = role.map(|at| hash(text, at)).collect();
            for at in 0..role.len() {
                let long =
                    |short: &u64| text.language.titles.get(short).is_some_and(|long| role[at..].starts_with(long));
                let borne = |short: &&u64| role[at] == **short || long(short);
                for short in text.language.titles_from.get(&role[at]).into_iter().flatten().filter(borne) {
                    let bearers = titles.by_title.entry(*short).or_default();
                    bearers[1].add(person as u32);
                    if at == 0 {
                        bearers[0].add(person as u32);
                    }
                }
            }
        }
        titles
    }

    /// `Menkes` and `Menteri Kesehatan` stand for the only one in the story whose role begins with either; else for the
    /// only one whose role has either in it.
    pub(crate) fn bearer(&self, text: &Text<'_>, words: &Range) -> Option<usize> {
        let said: Vec<u64> = words.clone().map(|at| hash(text, at)).collect();
        let titles = &text.language.titles;
        let short = match said.as_slice() {
            [title] if titles.contains_key(title) => title,
            words => titles.iter().find(|(_, long)| *long == words)?.0,
        };
        let bearers = self.by_title.get(short)?.iter();
        bearers.copied().find_map(Bearer::sole)
    }

    /// `Menko Polkam` is the only one in the story who is introduced by all of these words somewhere.
    pub(super) fn by_role(&self, text: &Text<'_>, words: &Range) -> Option<usize> {
        let several = (2..=ROLE).contains(&words.len());
        several.then(|| self.by_role.get(&phrase(text, words))?.sole()).flatten()
    }

    /// Adds the nouns for people that a compound at `at` ends with, where nouns have capitals and grow together. No
    /// word of an article is longer than what is looked at.
    fn add_ends(&mut self, text: &Text<'_>, at: usize, person: u32) {
        let word = text.word(at);
        if !text.language.pack.names.nouns_capitalised || word.len() > LONGEST {
            return;
        }
        const SOMEBODY: Class = class::ROLE | class::PERSON_NOUN;
        if text.is(at, SOMEBODY) {
            self.by_end.entry(hash(text, at)).or_default().add(person);
        }
        for (i, _) in word.char_indices().skip(SHORTEST) {
            let end = lexicon::hash(&word[i..]);
            if text.words.lexicon.word(end).class & SOMEBODY != 0 {
                self.by_end.entry(end).or_default().add(person);
            }
        }
    }

    /// Adds the letters that one to some words behind the first of a part of a role begin with.
    fn add_letters(&mut self, text: &Text<'_>, role: Range, person: u32) {
        let mut key = hash(text, role.start);
        let capitals = text.tokens[role].iter().skip(1).filter(|token| token.is_capital());
        for (i, token) in capitals.take(LETTERS).enumerate() {
            key = lettered(key, token.first);
            if i > 0 {
                self.by_letters.entry(key).or_default().add(person);
            }
        }
    }

    /// `‹Menteri LH›` is the only one in the story whose role has `Menteri Lingkungan Hidup`.
    pub(super) fn by_letters(&self, text: &Text<'_>, words: &Range) -> Option<usize> {
        let letters = words.end - 1;
        let short = words.len() == 2 && text.word(letters).len() <= LETTERS;
        let key = || text.word(letters).chars().fold(hash(text, words.start), lettered);
        short.then(|| self.by_letters.get(&key())?.sole()).flatten()
    }

    /// `die Ministerin` is the only one in the story whose office ends so.
    pub(super) fn by_end(&self, text: &Text<'_>, words: &Range) -> Option<usize> {
        let alone = words.len() == 1 && text.tokens[words.start].is_capital();
        let bearer = |title: u64| self.by_end.get(&title).copied().and_then(Bearer::sole);
        // `nach Angaben des Minister‹s›`
        let cases = || {
            let word = text.word(words.start);
            let mut endings = text.language.pack.names.case_endings.iter();
            endings.find_map(|ending| bearer(lexicon::hash(word.strip_suffix(ending)?)))
        };
        alone.then(|| bearer(hash(text, words.start)).or_else(cases)).flatten()
    }
}

/// Whether the title in somebody's role is short for another noun than the one at `noun`, which a title is short for
/// too: `the governor` is no senator.
pub(crate) fn is_other(text: &Text<'_>, people: &People, person: usize, noun: usize) -> bool {
    let said = [hash(text, noun)];
    let titles = &text.language.titles;
    let role = people.all[person].role.clone().unwrap_or_default();
    let mut longs = role.filter_map(|at| titles.get(&hash(text, at)));
    longs.any(|long| *long != said) && titles.values().any(|long| *long == said)
}

/// A key with one more letter.
fn lettered(key: u64, letter: char) -> u64 {
    (key.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A key of words in their order.
fn phrase(text: &Text<'_>, words: &Range) -> u64 {
    words.clone().fold(0, |key, at| (key.rotate_left(5) ^ hash(text, at)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn hash(text: &Text<'_>, at: usize) -> u64 {
    text.words.hash(text.tokens[at].word)
}
