//! The words of a pack, compiled: one look-up of a word tells all that the pack knows of it.
//!
//! Words are folded to lower case and stand for their 64-bit hash; phrases are lists of hashes behind their first
//! word. Invariant: the same pack gives the same lexicon. Absent on purpose: the words themselves — a text is read
//! once, its words are hashed as they are read.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

pub use super::folding::{Folding, hash};

pub(crate) use super::folding::Plain;
use super::pack::{Gender, Number, Pack, Pronoun, Words};

/// What a lexicon knows of a word: a set of the constants below.
pub type Class = u64;

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        /// What a word can be.
        pub mod class {
            $($(#[$doc])* pub const $name: super::Class = 1 << $bit;)*
        }
    };
}

classes! {
    /// A cue with its source after it.
    CUE_SOURCE = 0;
    /// A cue with its source before it.
    SOURCE_CUE = 1;
    /// A cue that opens a statement, its source after it.
    OPENER = 2;
    /// A cue after its source, outside the clause.
    CLOSER = 3;
    /// A cue for words in marks only.
    MARKED_ONLY = 4;
    /// A cue grown together with a clitic.
    CLITIC = 5;
    /// Looks like a cue and is none.
    NOT_CUE = 6;
    /// Opens a reported clause.
    CONJUNCTION = 7;
    /// Opens a relative clause.
    RELATIVE = 8;
    /// Turns the cue beside it around: the subject hears, it does not speak.
    PASSIVE = 9;
    /// Third-person pronoun.
    PRONOUN = 10;
    /// Third-person possessive.
    POSSESSIVE = 11;
    /// Tells a man.
    MASCULINE = 12;
    /// Tells a woman.
    FEMININE = 13;
    /// Stands for several.
    PLURAL = 14;
    /// Noun for a person.
    PERSON_NOUN = 15;
    /// Points back.
    POINTER = 16;
    /// Honorific.
    HONORIFIC = 17;
    /// Office, rank or profession.
    ROLE = 18;
    /// Degree or suffix behind a name.
    POST_NOMINAL = 19;
    /// Small word within a name.
    PARTICLE = 20;
    /// Given or family name.
    GIVEN = 21;
    /// Noun for a body that is quoted.
    GROUP = 22;
    /// Never part of a name.
    FUNCTION = 23;
    /// Capitalised, and names no person, body or place.
    OTHER_NAME = 24;
    /// Begins the name of an organisation.
    ORGANISATION_HEAD = 25;
    /// Ends the name of an organisation.
    ORGANISATION_TAIL = 26;
    /// Names an organisation.
    ORGANISATION = 27;
    /// Stands before an organisation.
    BEFORE_ORGANISATION = 28;
    /// Begins the name of a place.
    PLACE_HEAD = 29;
    /// Ends the name of a place.
    PLACE_TAIL = 30;
    /// Names a place.
    PLACE = 31;
    /// Stands before a place.
    BEFORE_PLACE = 32;
    /// Weekday.
    WEEKDAY = 33;
    /// Month.
    MONTH = 34;
    /// Does not end a sentence by its full stop.
    ABBREVIATION = 35;
    /// Before marks that hold a title or a nickname.
    TITLE_CUE = 36;
    /// Carries no content.
    STOP_WORD = 37;
    /// Letters behind an apostrophe that are no part of a name.
    APOSTROPHE_S = 38;
    /// Counts a day from the day of publication.
    RELATIVE_DAY = 39;
    /// Word of an office or a body, not of a person's name.
    OFFICE = 40;
    /// Puts what follows below another noun.
    PREPOSITION = 41;
    /// A cue whose source begins the sentence.
    PARTICIPLE = 42;
    /// Leans on the sentence before it where it begins one.
    LEANING = 42;
    /// Of a near language, not of this one.
    STRANGER = 43;
}

/// A phrase behind its first word.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    rest: Vec<u64>,
    class: Class,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry {
    class: Class,
    /// Bytes of the clitic at the end, 0 without one.
    clitic: u8,
    /// Position and number of phrases that begin here, in `Lexicon::phrases`, the longest first.
    phrases: Vec<Phrase>,
}

/// The words of a pack, compiled.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    entries: HashMap<u64, Entry, BuildHasherDefault<Plain>>,
}

/// What is known of a word by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its classes as a single word.
    pub class: Class,
    /// Bytes of the clitic at its end, 0 without one.
    pub clitic: u8,
    /// Whether a phrase begins with it.
    pub begins_phrase: bool,
}

impl Lexicon {
    /// Compiles the words of `pack`.
    pub fn new(pack: &Pack) -> Self {
        let mut lexicon = Self::default();
        lexicon.add_attribution(pack);
        lexicon.add_people(pack);
        lexicon.add_rest(pack);
        for entry in lexicon.entries.values_mut() {
            entry.phrases.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then_with(|| a.rest.cmp(&b.rest)));
        }
        lexicon
    }

    /// What is known of the word with this hash.
    pub fn word(&self, hash: u64) -> Known {
        let Some(entry) = self.entries.get(&hash) else { return Known::default() };
        Known { class: entry.class, clitic: entry.clitic, begins_phrase: !entry.phrases.is_empty() }
    }

    /// The longest phrase that begins with the word of hash `first` and goes on with the hashes `rest` yields:
    /// its number of words and its classes.
    pub fn phrase(&self, first: u64, rest: impl Fn(usize) -> Option<u64>) -> Option<(usize, Class)> {
        let entry = self.entries.get(&first)?;
        let fits = |phrase: &&Phrase| phrase.rest.iter().enumerate().all(|(i, hash)| rest(i) == Some(*hash));
        entry.phrases.iter().find(fits).map(|phrase| (phrase.rest.len() + 1, phrase.class))
    }

    fn add_attribution(&mut self, pack: &Pack) {
        let words = &pack.attribution;
        self.add_all(&words.cue_source, class::CUE_SOURCE);
        self.add_all(&words.source_cue, class::SOURCE_CUE);
        self.add_all(&words.either, class::CUE_SOURCE | class::SOURCE_CUE);
        self.add_all(&words.openers, class::OPENER);
        self.add_all(&words.closers, class::CLOSER);
        self.add_all(&words.marked_only, class::MARKED_ONLY);
        self.add_all(&words.conjunctions, class::CONJUNCTION);
        self.add_all(&words.relatives, class::RELATIVE);
        self.add_all(&words.not_cues, class::NOT_CUE);
        self.add_all(&words.passives, class::PASSIVE);
        self.add_all(&words.prepositions, class::PREPOSITION);
        self.add_all(&words.participles, class::PARTICIPLE | class::SOURCE_CUE);
        self.add_all(&pack.quotation.title_cues, class::TITLE_CUE);
        for (cues, kind) in [(&words.cue_source, class::CUE_SOURCE), (&words.openers, class::OPENER)] {
            for cue in cues.iter() {
                for clitic in words.clitics.iter() {
                    self.add(&format!("{cue}{clitic}"), class::CLITIC | kind, clitic.len() as u8);
                }
            }
        }
        self.add_all(&pack.pronouns.anaphors.pointers, class::POINTER);
        for (pronouns, kind) in [(&pack.pronouns.third, class::PRONOUN), (&pack.pronouns.possessive, class::POSSESSIVE)]
        {
            for pronoun in pronouns {
                self.add(&pronoun.form, kind | traits(pronoun), 0);
            }
        }
    }

    fn add_people(&mut self, pack: &Pack) {
        let (names, anaphors) = (&pack.names, &pack.pronouns.anaphors);
        for (words, class) in [
            (&anaphors.nouns, class::PERSON_NOUN),
            (&anaphors.masculine, class::PERSON_NOUN | class::MASCULINE),
            (&anaphors.feminine, class::PERSON_NOUN | class::FEMININE),
            (&names.honorifics, class::HONORIFIC),
            (&names.masculine_honorifics, class::HONORIFIC | class::MASCULINE),
            (&names.feminine_honorifics, class::HONORIFIC | class::FEMININE),
            (&names.roles, class::ROLE),
            (&names.feminine_roles, class::ROLE | class::FEMININE),
            (&names.masculine_roles, class::ROLE | class::MASCULINE),
            (&names.office_words, class::OFFICE),
            (&names.post_nominals, class::POST_NOMINAL),
            (&names.particles, class::PARTICLE),
            (&names.possessives, class::APOSTROPHE_S),
            (&names.masculine, class::GIVEN | class::MASCULINE),
            (&names.feminine, class::GIVEN | class::FEMININE),
            (&names.people, class::GIVEN),
            (&names.groups, class::GROUP),
            (&names.function_words, class::FUNCTION),
            (&names.others, class::OTHER_NAME),
        ] {
            self.add_all(words, class);
        }
    }

    fn add_rest(&mut self, pack: &Pack) {
        for (words, class) in [
            (&pack.organisations.heads, class::ORGANISATION_HEAD),
            (&pack.organisations.tails, class::ORGANISATION_TAIL),
            (&pack.organisations.names, class::ORGANISATION),
            (&pack.organisations.before, class::BEFORE_ORGANISATION),
            (&pack.places.heads, class::PLACE_HEAD),
            (&pack.places.tails, class::PLACE_TAIL),
            (&pack.places.names, class::PLACE),
            (&pack.places.before, class::BEFORE_PLACE),
            (&pack.sentences.abbreviations, class::ABBREVIATION),
            (&pack.key_points.stop_words, class::STOP_WORD),
            (&pack.key_points.leaning, class::LEANING),
            (&pack.language.strangers, class::STRANGER),
        ] {
            self.add_all(words, class);
        }
        for (forms, class) in [(&pack.dates.weekdays, class::WEEKDAY), (&pack.dates.months, class::MONTH)] {
            for form in forms.iter().flatten() {
                self.add(form, class, 0);
            }
        }
        let relative = pack.dates.relative.iter().filter_map(|relative| relative.form.split(" {").next());
        relative.for_each(|form| self.add(form, class::RELATIVE_DAY, 0));
    }

    fn add_all(&mut self, words: &Words, class: Class) {
        words.iter().for_each(|word| self.add(word, class, 0));
    }

    fn add(&mut self, words: &str, class: Class, clitic: u8) {
        let mut hashes = words.split(' ').map(|word| hash(word.trim_end_matches('.')));
        let Some(first) = hashes.next() else { return };
        let rest: Vec<u64> = hashes.collect();
        let entry = self.entries.entry(first).or_default();
        if rest.is_empty() {
            entry.class |= class;
            entry.clitic = entry.clitic.max(clitic);
        } else if let Some(phrase) = entry.phrases.iter_mut().find(|phrase| phrase.rest == rest) {
            phrase.class |= class;
        } else {
            entry.phrases.push(Phrase { rest, class });
        }
    }
}

fn traits(pronoun: &Pronoun) -> Class {
    let gender = match pronoun.gender {
        Some(Gender::Masculine) => class::MASCULINE,
        Some(Gender::Feminine) => class::FEMININE,
        None => 0,
    };
    gender | if pronoun.number == Some(Number::Plural) { class::PLURAL } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_phrases_and_clitics_are_known() {
        let text = "[language]\ncode=\"xx\"\nname=\"X\"\n[attribution]\ncue_source=[\"kata\"]\nnot_cues=[\"kata kunci\"]\nclitics=[\"nya\"]";
        let lexicon = Lexicon::new(&Pack::parse("xx.toml", text).unwrap());
        assert_eq!(lexicon.word(hash("Kata")).class, class::CUE_SOURCE);
        assert_eq!(lexicon.word(hash("katanya")).clitic, 3);
        let kunci = |i: usize| (i == 0).then(|| hash("kunci"));
        assert_eq!(lexicon.phrase(hash("kata"), kunci), Some((2, class::NOT_CUE)));
        assert_eq!(hash("Ma’ruf"), hash("ma'ruf"));
    }
}
