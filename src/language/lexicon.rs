//! The words of a pack as flat tables: one look-up of a word tells all that the pack knows of it.
//!
//! Words are folded to lower case and stand for their 64-bit hash; phrases are lists of hashes behind their first
//! word. The tables of the packs that ship are constants of the program, made by the build: telling the language of a
//! story asks every pack, and compiling three of them took as long as reading the first screen of stories. Invariant:
//! an index holds at least twice as many places as there are words, so that a look-up ends. Absent on purpose: the
//! words themselves — a text is read once, its words are hashed as they are read.

use std::borrow::Cow;

use super::folding::Folding;
pub use super::folding::hash;

/// What a lexicon knows of a word: a set of the constants below.
pub type Class = u64;

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        /// What a word can be.
        pub mod class {
            $($(#[$doc])* pub const $name: super::Class = 1 << $bit;)*
            /// A cue with its source on either side.
            pub const CUE: super::Class = CUE_SOURCE | SOURCE_CUE;
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
    /// Joins the noun for an organisation to what that is for.
    JOINER = 28;
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
    LEANING = 43;
    /// Loses its vowel before the next word: the l' of `l'homme`.
    ELIDED = 44;
    /// Joins a noun to what it is of.
    COMPLEMENT = 45;
    /// Joins a second verb to the subject of the first.
    COORDINATOR = 46;
    /// Shows that somebody's words are reported.
    REPORTED = 47;
    /// A word of its own behind the hyphen of a verb: the il of `dit-il`.
    ENCLITIC = 48;
    /// A cue right behind which a reported clause may begin.
    CLAUSE_CUE = 49;
    /// Opens a reported clause, and is part of it.
    INNER = 50;
    /// Opens a clause that says by whom the rest of the sentence is said.
    REPORTING = 53;
    /// Denies the cue behind it, or puts it off.
    NEGATION = 51;
    /// Turns a cue that is no participle around.
    AUXILIARY = 52;
    /// Stands for the one who speaks: `I`.
    FIRST_PERSON = 54;
    /// Labels the answers of an interview.
    ANSWER = 55;
    /// Labels its questions.
    QUESTION = 56;
    /// Stands before the one who does what a verb that is turned around tells: was called so `by` X.
    AGENT = 57;
    /// Tells whose somebody is: the wife or lawyer of whoever is named behind it.
    RELATION = 58;
    /// A cue with the one who is told behind it, and then the clause: he `told` the crowd it would rain.
    ADDRESSING = 59;
    /// Stands before a verb and is no subject of it: the nous of `nous explique X`.
    OBJECT = 60;
    /// Noun for what somebody says in writing: the `statement` says what its author says.
    WRITING = 61;
    /// Noun for a person whatever their office.
    BROAD = 62;
    /// Stands before marks that hold what a thing is called: `als` „…“.
    PREDICATE = 63;
}

/// A word that something is known of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The hash of the word.
    pub hash: u64,
    /// Its classes as a single word.
    pub class: Class,
    /// Bytes of the clitic at its end, 0 without one.
    pub clitic: u8,
    /// Whether it stands for a body or a degree by three letters at the most, which a text writes as capitals.
    pub letters: bool,
    /// How many phrases begin with it.
    pub phrases: u16,
    /// The first of them; the longest come first.
    pub first_phrase: u16,
}

/// A phrase behind its first word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its classes.
    pub class: Class,
    /// Where the hashes of its further words begin.
    pub first: u16,
    /// How many there are.
    pub length: u16,
}

/// The words of a pack, compiled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// Behind the low bits of a hash: the number of its entry, from 1, or of another one that came first, below the
    /// [`tag`] of that hash; 0 ends. Tags tell nearly always that a word is not known, without a look at an entry far
    /// away in memory, which costs more than all else in a look-up.
    pub(super) index: Cow<'static, [u32]>,
    pub(super) entries: Cow<'static, [Entry]>,
    pub(super) phrases: Cow<'static, [Phrase]>,
    /// The further words of all phrases.
    pub(super) rests: Cow<'static, [u64]>,
    /// Bytes of the shortest end of a compound and of the longest, 0 without one; and whether others have a hyphen at
    /// their start, `-based`: these end no word without one.
    pub(super) tails: (u8, u8, bool),
}

/// What is known of a word by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its classes as a single word.
    pub class: Class,
    /// Bytes of the clitic at its end, 0 without one.
    pub clitic: u8,
    /// Whether it stands for a body or a degree by three letters at the most, which a text writes as capitals.
    pub letters: bool,
    /// How many phrases begin with it, and the first of them.
    pub phrases: u16,
    first_phrase: u16,
}

/// The bits of an index that are a number.
pub(super) const NUMBER: u32 = 0xffff;

/// The high bits of a hash, above [`NUMBER`].
pub(super) fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32 & !NUMBER
}

/// The hashes of the words of a phrase: the first one, and those behind it. The end of a compound, `-chef`, has the
/// hash that [`Lexicon::compound`] looks for.
pub(super) fn hashes(words: &str) -> (u64, Vec<u64>) {
    if let Some(tail) = words.strip_prefix('-').and_then(|tail| tails(tail).last()) {
        return (tail, Vec::new());
    }
    let mut hashes = words.split(' ').map(|word| hash(word.trim_end_matches('.')));
    (hashes.next().unwrap_or_default(), hashes.collect())
}

/// The hashes of the ends of a word, the shortest first: they are hashed from the last letter on, a hyphen before it.
pub(super) fn tails(word: &str) -> impl Iterator<Item = u64> {
    let mut state = Folding::default();
    state.letter(b'-');
    word.bytes().rev().map(move |byte| {
        state.letter(byte);
        state.finish()
    })
}

impl Lexicon {
    /// What is known of the word with this hash.
    #[inline]
    pub fn word(&self, hash: u64) -> Known {
        let Some(entry) = self.entry(hash) else { return Known::default() };
        let Entry { class, clitic, letters, phrases, first_phrase, .. } = *entry;
        Known { class, clitic, letters, phrases, first_phrase }
    }

    /// The longest phrase that begins with the word `first` and goes on with the hashes `rest` yields: its number of
    /// words and its classes.
    pub fn phrase(&self, first: Known, rest: impl Fn(usize) -> Option<u64>) -> Option<(usize, Class)> {
        let mut phrases = self.phrases.get(usize::from(first.first_phrase)..)?.iter().take(usize::from(first.phrases));
        let second = rest(0)?;
        let fits = |phrase: &&Phrase| match self.rest(phrase) {
            [first, behind @ ..] => *first == second && behind.iter().zip(1..).all(|(hash, i)| rest(i) == Some(*hash)),
            [] => false,
        };
        phrases.find(fits).map(|phrase| (usize::from(phrase.length) + 1, phrase.class))
    }

    /// Whether any end of a compound is known.
    pub fn knows_ends(&self) -> bool {
        self.tails.1 > 0 || self.tails.2
    }

    /// What an unknown word is by its parts: `Anna-Lena` of two given names is one, `Hafenchefin` is what its end is.
    pub fn compound(&self, word: &str) -> Class {
        const NAME: Class = class::GIVEN | class::MASCULINE | class::FEMININE;
        let class_of = |part| self.word(hash(part)).class;
        let Some(hyphen) = word.bytes().position(|byte| byte == b'-') else {
            let (shortest, longest, _) = self.tails;
            return self.tail(word, shortest, longest);
        };
        let names = class_of(&word[..hyphen]) & class_of(&word[hyphen + 1..]) & NAME;
        if names & class::GIVEN != 0 { names } else { self.tail(word, 1, u8::MAX) }
    }

    /// What the longest known end of a compound tells of it: `Hafenchefin` is a `-chefin`. At least two letters stand
    /// before the end. One walk from the last letter on finds them all, from the shortest; it is over where no known end
    /// goes on.
    fn tail(&self, word: &str, shortest: u8, longest: u8) -> Class {
        let longest = usize::from(longest).min(word.len().saturating_sub(2));
        let ends = tails(word).take(longest).skip(usize::from(shortest).saturating_sub(1));
        let known = ends.map_while(|hash| self.entry(hash));
        known.fold(0, |class, entry| if entry.class == 0 { class } else { entry.class })
    }

    /// The classes of one word or of a whole phrase.
    pub fn class_of(&self, words: &str) -> Class {
        let (first, rest) = hashes(words);
        let first = self.word(first);
        if rest.is_empty() {
            return first.class;
        }
        let phrase = self.phrase(first, |i| rest.get(i).copied());
        phrase.filter(|(length, _)| *length == rest.len() + 1).map_or(0, |(_, class)| class)
    }

    fn rest(&self, phrase: &Phrase) -> &[u64] {
        let first = usize::from(phrase.first);
        self.rests.get(first..first + usize::from(phrase.length)).unwrap_or_default()
    }

    #[inline]
    fn entry(&self, hash: u64) -> Option<&Entry> {
        let (index, entries) = (&*self.index, &*self.entries);
        let places = index.len();
        let mut at = hash as usize & places.checked_sub(1)?;
        loop {
            let found = *index.get(at)?;
            let number = (found & NUMBER).checked_sub(1)?;
            if found & !NUMBER == tag(hash) {
                let entry = entries.get(number as usize)?;
                if entry.hash == hash {
                    return Some(entry);
                }
            }
            at = (at + 1) & (places - 1);
        }
    }
}
